//! Finds duplicates that have appeared in a zone, whoever wrote them.

use rustc_hash::FxHashSet;

use crate::record::Record;

/// The records that are new in `after` and duplicate another record, which may be new as well.
#[must_use]
pub fn come_twice(before: &[Record], after: &[Record]) -> Vec<Record> {
    let known: FxHashSet<_> = before.iter().filter_map(|record| record.id.as_ref()).collect();
    let is_known = |record: &&Record| record.id.as_ref().is_some_and(|id| known.contains(id));
    let (old, new): (Vec<&Record>, Vec<&Record>) = after.iter().partition(is_known);
    let mut seen: FxHashSet<String> = old.into_iter().map(Record::identity).collect();
    new.into_iter().filter(|record| !seen.insert(record.identity())).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use crate::zonefile::samples;

    #[test]
    fn reports_new_doubles_but_not_those_from_before() {
        let record = |id: &str, last: u8| Record {
            id: Some(id.into()),
            ..samples::record("a.example.com", RecordType::A, &[&format!("192.0.2.{last}")])
        };
        let before = [record("1", 1), record("2", 1), record("3", 3)];
        let new = [record("5", 3), record("6", 6), record("7", 6)];
        let after = [&new[..], &before[..]].concat();
        let ids: Vec<_> =
            come_twice(&before, &after).into_iter().filter_map(|record| record.id).collect();
        assert_eq!(ids, ["5".into(), "7".into()]);
    }
}
