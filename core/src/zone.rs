//! Conflicts between the records of a zone, found before a provider finds them.
//!
//! Shared by everything that writes: it takes records and says what cannot or should not stand
//! side by side. It changes nothing.

use crate::index::Index;
use crate::record::{Record, RecordType};

/// Why a record cannot or should not be written beside the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A CNAME allows no other data at its name (RFC 1034, section 3.6.2).
    CnameBesideOther,
    /// A second CNAME at one name (RFC 2181, section 10.1).
    SecondCname,
    /// The zone has this very record.
    Duplicate,
}

/// The records of a zone by owner name, as they will stand once the plan is written.
#[derive(Debug, Default)]
pub struct Neighbours<'a> {
    names: Index,
    /// The records of each name, by the number of the name.
    by_name: Vec<Vec<&'a Record>>,
}

impl<'a> Neighbours<'a> {
    /// Collects records; those that could not be read whole are left out.
    pub fn new(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut all = Self::default();
        for record in records.into_iter().filter(|record| record.flaw.is_none()) {
            let name = record.name.as_str();
            match all.names.get(name).and_then(|number| all.by_name.get_mut(number)) {
                Some(others) => others.push(record),
                None => {
                    all.names.put(name.into(), all.by_name.len());
                    all.by_name.push(vec![record]);
                }
            }
        }
        all
    }

    /// What stands in the way of this record. It may itself be among the records: only the same
    /// place in memory is left out of the comparison.
    #[must_use]
    pub fn conflicts(&self, record: &Record) -> Vec<Conflict> {
        let number = self.names.get(record.name.as_str());
        let others = number.and_then(|number| self.by_name.get(number)).into_iter().flatten();
        let others: Vec<&Record> =
            others.copied().filter(|other| !std::ptr::eq(*other, record)).collect();
        let is_cname = record.rtype == RecordType::Cname;
        let mut found = Vec::new();
        if others.iter().any(|other| other.identity() == record.identity()) {
            found.push(Conflict::Duplicate);
        } else if is_cname && others.iter().any(|other| other.rtype == RecordType::Cname) {
            found.push(Conflict::SecondCname);
        }
        if others.iter().any(|other| is_cname != (other.rtype == RecordType::Cname)) {
            found.push(Conflict::CnameBesideOther);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, Ttl};

    fn record(name: &str, rtype: RecordType, content: &str) -> Record {
        let rdata = Rdata::new(&rtype, [content]);
        Record::new(DomainName::parse(name).unwrap(), rtype, rdata, Ttl::Auto)
    }

    #[test]
    fn a_cname_stands_alone() {
        let zone = [
            record("www.example.com", RecordType::Cname, "a.example"),
            record("www.example.com", RecordType::A, "192.0.2.1"),
            record("www.example.com", RecordType::Cname, "b.example"),
            record("ftp.example.com", RecordType::A, "192.0.2.1"),
        ];
        let neighbours = Neighbours::new(&zone);
        assert_eq!(
            neighbours.conflicts(&zone[0]),
            [Conflict::SecondCname, Conflict::CnameBesideOther]
        );
        assert_eq!(neighbours.conflicts(&zone[1]), [Conflict::CnameBesideOther]);
        assert_eq!(neighbours.conflicts(&zone[3]), []);
    }

    #[test]
    fn the_same_record_twice_is_a_duplicate_whatever_its_ttl() {
        let zone = [record("example.com", RecordType::Txt, "a")];
        let mut other = zone[0].clone();
        other.ttl = Ttl::Seconds(60);
        assert_eq!(Neighbours::new(&zone).conflicts(&other), [Conflict::Duplicate]);
        assert_eq!(Neighbours::new(&zone).conflicts(&zone[0]), []);
    }
}
