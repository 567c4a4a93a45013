//! Serializes the pending edits together with their import preview, so that after a reload the next
//! preview still replaces the previous one.

use super::{Edits, Preview};
use crate::change::Change;
use crate::change::kept::{Part, read_parts, write_parts};

impl Edits {
    /// Serializes the edits and their preview.
    #[must_use]
    pub fn write(&self, preview: &Preview) -> String {
        let [made, replaced] = preview.left(self);
        let mut made = made.into_iter().peekable();
        let waiting = self.list.iter().map(|edit| match made.next_if(|own| own.0 == edit.0) {
            Some(_) => (Part::Made, edit),
            None => (Part::None, edit),
        });
        let replaced = replaced.into_iter().map(|edit| (Part::Replaced, edit));
        let mut all: Vec<(Part, &(u32, Change))> = waiting.chain(replaced).collect();
        all.sort_by_key(|(_, (number, _))| *number);
        write_parts(all.into_iter().map(|(part, (_, change))| (part, change)))
    }

    /// Reads serialized edits and their preview.
    #[must_use]
    pub fn read(text: &str) -> (Self, Preview) {
        let (mut edits, mut preview) = (Self::default(), Preview::default());
        read_parts(text, &mut |part, change| {
            let edit = (edits.next, change);
            edits.next += 1;
            match part {
                Part::None => edits.list.push(edit),
                Part::Made => {
                    preview.made.push(edit.clone());
                    edits.list.push(edit);
                }
                Part::Replaced => preview.replaced.push(edit),
            }
        });
        // No record may have two edits, whatever the text contains.
        edits.keep_latest();
        (edits, preview)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, Record, RecordType, Ttl};
    use proptest::prelude::*;

    fn held(id: u8) -> Record {
        let rdata = Rdata::new(&RecordType::A, [format!("192.0.2.{id}")]);
        let name = DomainName::parse("www.example.com").unwrap();
        let record = Record::new(name, RecordType::A, rdata, Ttl::Auto);
        Record { id: Some(id.to_string().into()), ..record }
    }

    fn again(edits: &Edits, preview: &Preview) -> (Edits, Preview) {
        Edits::read(&edits.write(preview))
    }

    fn changes(edits: &Edits) -> Vec<Change> {
        edits.list().iter().map(|(_, change)| change.clone()).collect()
    }

    #[test]
    fn a_preview_replaces_the_one_from_before_a_reload() {
        let add = |id| Change::Add { record: Record { id: None, ..held(id) } };
        let mut edits = Edits::default();
        edits.change(&held(1), held(9), false, false);
        let by_hand = changes(&edits);
        let preview =
            edits.preview(Preview::default(), [Change::Delete { record: held(1) }, add(5)]);
        let (mut edits, preview) = again(&edits, &preview);
        assert_eq!(changes(&edits), [Change::Delete { record: held(1) }, add(5)]);
        let (mut edits, preview) = {
            let preview = edits.preview(preview, [add(6)]);
            again(&edits, &preview)
        };
        assert_eq!(changes(&edits), [by_hand.clone(), vec![add(6)]].concat());
        edits.drop_preview(preview);
        assert_eq!(changes(&edits), by_hand);
    }

    #[test]
    fn treats_edits_kept_by_an_older_version_as_made_by_hand() {
        let kept = write_parts([(Part::None, &Change::Delete { record: held(1) })]);
        let (mut edits, preview) = Edits::read(&kept);
        edits.drop_preview(preview);
        assert_eq!(changes(&edits), [Change::Delete { record: held(1) }]);
    }

    #[test]
    fn reads_at_most_one_edit_a_record_from_any_text() {
        let kept = write_parts([(Part::None, &Change::Delete { record: held(1) })]);
        let item = kept.split_once('[').unwrap().1.rsplit_once(']').unwrap().0;
        let made = item.replacen('{', "{\"preview\":\"made\",", 1);
        let twice = format!("{{\"changes\":[{item},{made}]}}");
        assert_eq!(Edits::read(&twice).0.len(), 1, "{twice}");
        assert_eq!(Edits::read(&kept.replace("{\"before", "{\"preview\":7,\"before")).0.len(), 1);
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
        /// Whatever is done by hand before and after a preview, a reload changes nothing of what waits,
        /// nor of what waits without the preview.
        #[test]
        fn a_reload_restores_edits_and_their_preview(
            before in any_acts(),
            file in prop::collection::vec(0..6_u8, 0..6),
            after in any_acts(),
        ) {
            let mut edits = Edits::default();
            before.into_iter().for_each(|one| act(&mut edits, one));
            let file = file.into_iter().map(|id| Change::Delete { record: held(id) });
            let preview = edits.preview(Preview::default(), file);
            after.into_iter().for_each(|one| act(&mut edits, one));
            let (mut read, kept) = again(&edits, &preview);
            prop_assert_eq!(changes(&read), changes(&edits));
            edits.drop_preview(preview);
            read.drop_preview(kept);
            prop_assert_eq!(changes(&read), changes(&edits));
        }
    }
}
