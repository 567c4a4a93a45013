//! Serializes the pending edits, so that they wait over a reload too.

use super::Edits;
use crate::change::kept::{read_edits, write_edits};

impl Edits {
    /// Serializes the edits.
    #[must_use]
    pub fn write(&self) -> String {
        write_edits(self.list.iter().map(|(_, change)| change))
    }

    /// Reads serialized edits.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut edits = Self::default();
        read_edits(text, &mut |change| {
            edits.list.push((edits.next, change));
            edits.next += 1;
        });
        // No record may have two edits, whatever the text contains.
        edits.keep_latest();
        edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Change;
    use crate::name::DomainName;
    use crate::record::{Rdata, Record, RecordType, Ttl};
    use proptest::prelude::*;

    fn held(id: u8) -> Record {
        let rdata = Rdata::new(&RecordType::A, [format!("192.0.2.{id}")]);
        let name = DomainName::parse("www.example.com").unwrap();
        let record = Record::new(name, RecordType::A, rdata, Ttl::Auto);
        Record { id: Some(id.to_string().into()), ..record }
    }

    fn changes(edits: &Edits) -> Vec<Change> {
        edits.list().iter().map(|(_, change)| change.clone()).collect()
    }

    #[test]
    fn reads_at_most_one_edit_a_record_from_any_text() {
        let kept = write_edits([Change::Delete { record: held(1) }].iter());
        let item = kept.split_once('[').unwrap().1.rsplit_once(']').unwrap().0;
        let twice = format!("{{\"changes\":[{item},{item}]}}");
        assert_eq!(Edits::read(&twice).len(), 1, "{twice}");
        assert_eq!(Edits::read(&kept.replace("{\"before", "{\"other\":7,\"before")).len(), 1);
    }

    fn act(edits: &mut Edits, (what, id, ttl): (u8, u8, u32)) {
        let after = Record { ttl: Ttl::Seconds(ttl), ..held(id) };
        match what {
            0 => edits.add(after),
            1 => edits.change(&held(id), after, false, true),
            2 => edits.delete(&held(id)),
            3 => edits.keep_record(&held(id)),
            4 => edits.drop_edits([u32::from(id)]),
            _ => edits.amend(u32::from(id), after),
        }
    }

    fn any_acts() -> impl Strategy<Value = Vec<(u8, u8, u32)>> {
        prop::collection::vec((0..6_u8, 0..6_u8, 60..63_u32), 0..6)
    }

    proptest! {
        /// Whatever is done by hand, a reload changes nothing of what waits.
        #[test]
        fn a_reload_restores_the_edits(acts in any_acts()) {
            let mut edits = Edits::default();
            acts.into_iter().for_each(|one| act(&mut edits, one));
            prop_assert_eq!(changes(&Edits::read(&edits.write())), changes(&edits));
        }
    }
}
