//! Messages about bulk edits.

use super::{LOCKED, count};
use crate::bulk::{Bulk, Kind, Kinds};

/// What the dialog does.
pub const BULK_HELP: &str =
    "The change is added to the plan for each record that supports it. Nothing is written yet.";

/// The records that stay as they are, one line per reason.
#[must_use]
pub fn bulk_left(kinds: &Kinds, bulk: &Bulk) -> Vec<String> {
    let fixed = if bulk.proxied.is_some() { kinds.of(Kind::Plain) } else { 0 };
    let reasons = [
        (kinds.of(Kind::Locked), LOCKED),
        (kinds.of(Kind::Flawed), "could not be read completely"),
        (kinds.of(Kind::Faulty), "has errors, which its form shows"),
        (kinds.of(Kind::Deleted), "will be deleted"),
        (kinds.of(Kind::Settled), "must be decided one by one, or is decided for good"),
        (fixed, "the proxy only: this type can't be proxied"),
        (bulk.ttl_left(kinds), "the TTL only: proxied records have an automatic TTL"),
    ];
    let told = reasons.into_iter().filter(|(number, _)| *number > 0);
    let line = |(number, why): (usize, &str)| {
        let mut line = String::from("Not applied to ");
        for part in [&count(number, "record"), ": ", why, "."] {
            line.push_str(part);
        }
        line
    };
    told.map(line).collect()
}

/// A note about the TTL if other records of the same RRsets are not selected.
#[must_use]
pub fn bulk_sets(others: usize) -> String {
    let mut words =
        String::from("Records of one name and type share a TTL. Not selected of these sets: ");
    words.push_str(&count(others, "record"));
    words.push_str(", which would keep a different TTL.");
    words
}

/// The number of records in a bulk edit, and how many of them the filter hides.
#[must_use]
pub fn bulk_selected(records: usize, hidden: usize) -> String {
    let mut words = [&count(records, "record"), " selected"].concat();
    if hidden > 0 {
        words.push_str(&format!(", {hidden} of them hidden by the filter"));
    }
    words
}

/// The result of a bulk edit.
#[must_use]
pub fn bulk_done(changed: usize, same: usize, left: usize) -> String {
    let mut words = count(changed, "record");
    words.push_str(" edited");
    for (number, what) in [(same, " unchanged"), (left, " left out")] {
        if number > 0 {
            words.push_str(", ");
            words.push_str(&number.to_string());
            words.push_str(what);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Ttl;

    #[test]
    fn says_how_many_records_a_bulk_change_leaves_and_why() {
        let mut kinds = Kinds::default();
        for kind in [Kind::Proxied, Kind::Plain, Kind::Plain, Kind::Locked] {
            kinds.count(kind);
        }
        let bulk = Bulk { ttl: Some(Ttl::Seconds(60)), proxied: Some(true), ..Bulk::default() };
        let lines = bulk_left(&kinds, &bulk);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].contains("1 record: managed"), "{lines:?}");
        assert!(lines[1].contains("2 records: the proxy only"), "{lines:?}");
        assert_eq!(bulk_left(&kinds, &Bulk::default()).len(), 1);
    }

    #[test]
    fn leaves_out_counts_of_zero() {
        assert_eq!(bulk_done(1, 0, 0), "1 record edited");
        assert_eq!(bulk_done(3, 2, 1), "3 records edited, 2 unchanged, 1 left out");
    }
}
