//! Messages about bulk actions, for the status line that offers to undo them.

use super::{LOCKED, NOT_FOUND, count};
use crate::record::Record;
use crate::review::{Decided, Decision, Left};

/// The label of the undo button.
pub const UNDO: &str = "Undo";

/// Shown when the last action can no longer be undone by itself.
pub const WRITTEN_MEANWHILE: &str =
    "What was done last is written now. Take it back under History.";

/// The result of a bulk decision: `77 accepted, 6 left: 3 name servers, 3 already in the zone`.
#[must_use]
pub fn decided(decided: &Decided) -> String {
    let (done, before) = match decided.decision {
        Decision::Accepted => ("accepted", "accepted before"),
        Decision::Rejected => ("rejected", "rejected before"),
        Decision::Undecided => ("cleared", ""),
    };
    let mut words = match decided.decision {
        Decision::Undecided => [&count(decided.changed, "decision"), " ", done].concat(),
        _ => [&decided.changed.to_string(), " ", done].concat(),
    };
    if decided.same > 0 && !before.is_empty() {
        words.push_str(&[", ", &decided.same.to_string(), " ", before].concat());
    }
    let left: usize = decided.left.iter().map(|(_, number)| number).sum();
    if left > 0 {
        let reasons: Vec<String> =
            decided.left.iter().map(|(why, number)| reason(*why, *number)).collect();
        words.push_str(&[", ", &left.to_string(), " left: ", &reasons.join(", ")].concat());
    }
    words
}

/// The decision on one record: `Accepted A www.example.com`.
#[must_use]
pub fn decided_one(decision: Decision, record: &Record) -> String {
    let done = match decision {
        Decision::Accepted => "Accepted ",
        Decision::Rejected => "Rejected ",
        Decision::Undecided => "No decision on ",
    };
    [done, &record.rtype.shown(), " ", record.name.as_str()].concat()
}

/// What was undone: the message of that action.
#[must_use]
pub fn undone(words: &str) -> String {
    ["Undone: ", words].concat()
}

/// How many records were left out for this reason.
fn reason(why: Left, number: usize) -> String {
    let words = match why {
        Left::Error => "marked Error",
        Left::Flawed => "unreadable",
        Left::ApexNs => return count(number, "name server"),
        Left::Soa => "SOA",
        Left::InZone => "already in the zone",
        Left::Differs => "in the zone with a difference",
        Left::NotFound => NOT_FOUND,
        Left::NotHeld => "of a type that the provider does not have",
        Left::Locked => LOCKED,
        Left::Written => "written already",
        Left::Rejected => "rejected already",
        Left::NoIdentity => "not to be told apart by the provider",
    };
    [&number.to_string(), " ", words].concat()
}

/// What `Clear decisions` would clear, and whether the filter hides others, which stay.
#[must_use]
pub fn clears(shown: usize, all: usize) -> String {
    match (shown, all) {
        (_, 0) => "none yet".into(),
        (shown, all) if shown == all => ["all ", &all.to_string()].concat(),
        (shown, all) => {
            [&shown.to_string(), " of ", &all.to_string(), ", shown ones only"].concat()
        }
    }
}

/// Edits were discarded.
#[must_use]
pub fn discarded(edits: usize) -> String {
    count(edits, "edit") + " discarded"
}

/// Records were marked for deletion, new ones dropped, and locked ones left.
#[must_use]
pub fn deleted(records: usize, new: usize, locked: usize) -> String {
    let mut words = count(records, "record") + " to be deleted";
    if new > 0 {
        words.push_str(&[", ", &count(new, "new record"), " dropped"].concat());
    }
    if locked > 0 {
        let number = locked.to_string();
        words.push_str(&[", ", &number, " left: ", &number, " ", LOCKED].concat());
    }
    words
}

/// A fix was added to the plan.
#[must_use]
pub fn fixed(label: &str, records: usize) -> String {
    [label, ": ", &count(records, "record")].concat()
}

/// The changes of a file were added to the plan.
#[must_use]
pub fn imported(changes: usize) -> String {
    count(changes, "change") + " of the file added to the plan"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(decision: Decision, changed: usize, same: usize, left: &[(Left, usize)]) -> String {
        decided(&Decided { decision, changed, same, left: left.to_vec() })
    }

    #[test]
    fn says_how_many_records_are_left_and_why() {
        let (accepted, rejected) = (Decision::Accepted, Decision::Rejected);
        let six = [(Left::ApexNs, 3), (Left::InZone, 3)];
        let words = "77 accepted, 6 left: 3 name servers, 3 already in the zone";
        assert_eq!(said(accepted, 77, 0, &six), words);
        let one = [(Left::Error, 1), (Left::ApexNs, 1)];
        assert_eq!(said(accepted, 1, 0, &one), "1 accepted, 2 left: 1 marked Error, 1 name server");
        assert_eq!(said(rejected, 21, 0, &[]), "21 rejected");
        assert_eq!(said(rejected, 0, 21, &[]), "0 rejected, 21 rejected before");
        let written = [(Left::Written, 1)];
        let words = "1 decision cleared, 1 left: 1 written already";
        assert_eq!(said(Decision::Undecided, 1, 40, &written), words);
    }

    #[test]
    fn says_how_many_decisions_would_be_cleared() {
        assert_eq!(
            [clears(0, 0), clears(5, 5), clears(2, 5)],
            ["none yet", "all 5", "2 of 5, shown ones only"]
        );
    }

    #[test]
    fn says_what_happened_to_edits() {
        assert_eq!(discarded(1), "1 edit discarded");
        assert_eq!(deleted(12, 0, 0), "12 records to be deleted");
        let words = deleted(1, 2, 1);
        assert!(
            words.starts_with("1 record to be deleted, 2 new records dropped, 1 left: 1 managed")
        );
        assert_eq!(fixed("Remove the others", 2), "Remove the others: 2 records");
        assert_eq!(imported(32), "32 changes of the file added to the plan");
    }
}
