//! Wildcards (RFC 4592): with one, every name has an answer, and a scan that believed them all
//! would report hundreds of records that nobody made. It looks at the wildcard of the apex only.

use std::collections::HashSet;

use hickory_proto::rr::{Name, RData, Record, RecordType};

use super::ask::Asker;

/// A label that nobody has: the answer for it is the wildcard's.
const UNLIKELY: &str = "zs-7f3a9c1e5b2d-no-such-name";

/// What every name of the domain answers that does not exist.
pub struct Wildcard {
    owner: Option<Name>,
    records: Vec<Record>,
}

impl Wildcard {
    /// Asks about a name that does not exist.
    pub async fn probe(asker: &Asker) -> Self {
        let mut records = Vec::new();
        if let Some(name) = asker.owner(UNLIKELY) {
            records = asker.alias(&name).await;
            if records.is_empty() {
                records = asker.types(&name).await;
            }
        }
        Self { owner: asker.owner("*"), records }
    }

    /// The records of the wildcard itself, with their true owner `*`.
    pub fn records(&self) -> Vec<Record> {
        let Some(owner) = &self.owner else {
            return Vec::new();
        };
        let renamed = self.records.iter().cloned().map(|mut record| {
            record.name = owner.clone();
            record
        });
        renamed.collect()
    }

    /// Leaves out the RRsets of a name that are the wildcard's. A name that was made with the very
    /// same data cannot be told apart from outside, and loses nothing.
    pub fn without(&self, records: Vec<Record>) -> Vec<Record> {
        if self.records.is_empty() {
            return records;
        }
        let kinds: HashSet<RecordType> = records.iter().map(Record::record_type).collect();
        let same: HashSet<RecordType> = kinds
            .into_iter()
            .filter(|kind| data(&records, *kind) == data(&self.records, *kind))
            .collect();
        records.into_iter().filter(|record| !same.contains(&record.record_type())).collect()
    }
}

fn data(records: &[Record], kind: RecordType) -> HashSet<&RData> {
    records
        .iter()
        .filter(|record| record.record_type() == kind)
        .map(|record| &record.data)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use hickory_proto::rr::rdata::A;

    use super::*;

    fn a(name: &str, last: u8) -> Record {
        let data = RData::A(A::new(192, 0, 2, last));
        Record::from_rdata(Name::from_str(name).unwrap(), 300, data)
    }

    fn wildcard() -> Wildcard {
        Wildcard {
            owner: Some(Name::from_str("*.x.example.").unwrap()),
            records: vec![a("unlikely.x.example.", 1)],
        }
    }

    #[test]
    fn reports_a_wildcard_once_under_its_own_name() {
        assert_eq!(wildcard().records(), [a("*.x.example.", 1)]);
    }

    #[test]
    fn leaves_out_the_answers_of_the_wildcard_at_other_names() {
        assert!(wildcard().without(vec![a("www.x.example.", 1)]).is_empty());
        let differs = vec![a("www.x.example.", 2)];
        assert_eq!(wildcard().without(differs.clone()), differs);
        let more = vec![a("www.x.example.", 1), a("www.x.example.", 2)];
        assert_eq!(wildcard().without(more.clone()), more);
    }
}
