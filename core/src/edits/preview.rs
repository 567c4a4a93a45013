//! Edits previewed from an imported file; the next preview replaces them. Edits made by hand come back
//! when the preview that replaced them goes, and those made after the preview stay.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Edits;
use crate::change::Change;

/// The effect of a preview on the edits: the ones it made and the ones it replaced.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    pub(super) made: Vec<(u32, Change)>,
    pub(super) replaced: Vec<(u32, Change)>,
}

impl Preview {
    /// The preview's edits that are still unchanged, and the replaced edits that come back without them.
    pub(super) fn left(&self, edits: &Edits) -> [Vec<&(u32, Change)>; 2] {
        let is_left = |(number, change): &&(u32, Change)| {
            let place = edits.list.binary_search_by(|(own, _)| own.cmp(number));
            let now = place.ok().and_then(|place| edits.list.get(place));
            now.is_some_and(|(_, now)| now == change)
        };
        let made: Vec<_> = self.made.iter().filter(is_left).collect();
        let freed: FxHashSet<_> =
            made.iter().filter_map(|(_, change)| change.concerned()).collect();
        let is_free =
            |(_, change): &&(u32, Change)| change.concerned().is_some_and(|id| freed.contains(id));
        let replaced = self.replaced.iter().filter(is_free).collect();
        [made, replaced]
    }
}

impl Edits {
    /// Adds the changes of a file, after dropping an earlier preview.
    pub fn preview(
        &mut self,
        before: Preview,
        changes: impl IntoIterator<Item = Change>,
    ) -> Preview {
        self.drop_preview(before);
        let before = self.list.clone();
        let Range { start, .. } = self.extend(changes);
        let stay: FxHashSet<u32> = self.list.iter().map(|(number, _)| *number).collect();
        let made = self.list.iter().filter(|(number, _)| *number >= start).cloned().collect();
        let is_replaced = |(number, _): &(u32, Change)| !stay.contains(number);
        Preview { made, replaced: before.into_iter().filter(is_replaced).collect() }
    }

    /// Drops the edits of a preview that are still unchanged, and restores those they replaced.
    pub fn drop_preview(&mut self, preview: Preview) {
        let [made, replaced] = preview.left(self);
        let numbers: Vec<u32> = made.into_iter().map(|(number, _)| *number).collect();
        self.drop_edits(numbers);
        self.list.extend(replaced.into_iter().cloned());
        self.list.sort_by_key(|(number, _)| *number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, Record, RecordType, Ttl};

    fn record(id: &str, content: &str) -> Record {
        let rdata = Rdata::new(&RecordType::A, [content]);
        let name = DomainName::parse("www.example.com").unwrap();
        Record { id: Some(id.into()), ..Record::new(name, RecordType::A, rdata, Ttl::Auto) }
    }

    fn add(content: &str) -> Change {
        Change::Add { record: Record { id: None, ..record("", content) } }
    }

    fn changes(edits: &Edits) -> Vec<&Change> {
        edits.list().iter().map(|(_, change)| change).collect()
    }

    #[test]
    fn a_preview_replaces_the_previous_one() {
        let mut edits = Edits::default();
        edits.extend([add("192.0.2.1")]);
        let first = edits.preview(Preview::default(), [add("192.0.2.1"), add("192.0.2.2")]);
        let second = edits.preview(first, [add("192.0.2.3")]);
        assert_eq!(changes(&edits), [&add("192.0.2.1"), &add("192.0.2.3")]);
        edits.drop_preview(second);
        assert_eq!(changes(&edits), [&add("192.0.2.1")], "made by hand");
    }

    #[test]
    fn dropping_a_preview_restores_the_edits_made_by_hand() {
        let one = record("1", "192.0.2.1");
        let mut edits = Edits::default();
        edits.change(&one, record("1", "192.0.2.9"), false, false);
        let by_hand = edits.clone();
        let preview = edits.preview(Preview::default(), [Change::Delete { record: one.clone() }]);
        assert!(matches!(edits.of(one.id.as_ref()), Some(Change::Delete { .. })));
        edits.drop_preview(preview);
        assert_eq!(edits.list(), by_hand.list());
    }

    #[test]
    fn dropping_a_preview_keeps_later_edits_made_by_hand() {
        let one = record("1", "192.0.2.1");
        let mut edits = Edits::default();
        edits.delete(&one);
        let edit =
            Change::Edit { before: one.clone(), after: record("1", "192.0.2.2"), whole: false };
        let preview = edits.preview(Preview::default(), [edit, add("192.0.2.5")]);
        edits.change(&one, record("1", "192.0.2.3"), false, false);
        let (number, _) = edits.list()[0];
        edits.amend(number, record("", "192.0.2.6"));
        let by_hand = edits.clone();
        edits.drop_preview(preview);
        assert_eq!(edits.list(), by_hand.list());
    }

    #[test]
    fn dropping_a_preview_after_its_write_restores_nothing() {
        let one = record("1", "192.0.2.1");
        let mut edits = Edits::default();
        edits.delete(&one);
        let edit =
            Change::Edit { before: one.clone(), after: record("1", "192.0.2.2"), whole: false };
        let preview = edits.preview(Preview::default(), [edit]);
        let numbers: Vec<u32> = edits.list().iter().map(|(number, _)| *number).collect();
        edits.drop_edits(numbers);
        edits.drop_preview(preview);
        assert!(edits.is_empty());
    }
}
