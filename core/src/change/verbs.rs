//! Changes in numbers.

use super::Change;

/// How many records some changes add, change and delete. Rejected findings are none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verbs {
    /// New records.
    pub added: usize,
    /// Changed records.
    pub changed: usize,
    /// Deleted records.
    pub deleted: usize,
}

impl Verbs {
    /// Counts changes.
    #[must_use]
    pub fn of<'c>(changes: impl IntoIterator<Item = &'c Change>) -> Self {
        let mut verbs = Self::default();
        for change in changes {
            match change {
                Change::Accept { .. } | Change::Add { .. } => verbs.added += 1,
                Change::Edit { .. } => verbs.changed += 1,
                Change::Delete { .. } => verbs.deleted += 1,
                Change::Reject { .. } => {}
            }
        }
        verbs
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use crate::zonefile::samples::record;

    #[test]
    fn counts_changes_by_what_they_do_to_the_zone() {
        let record = record("a", RecordType::A, &["192.0.2.1"]);
        let edit = Change::Edit { before: record.clone(), after: record.clone(), whole: false };
        let changes = [
            Change::Add { record: record.clone() },
            Change::Accept { found: record.clone(), record: record.clone() },
            edit,
            Change::Delete { record: record.clone() },
            Change::Reject { found: record },
        ];
        assert_eq!(Verbs::of(&changes), Verbs { added: 2, changed: 1, deleted: 1 });
        assert!(Verbs::of(&changes[4..]).is_none());
    }
}
