//! Texts of the history: what was applied, what has become of it, and what undoing it would do.

use super::count;
use crate::change::{Change, Verbs};
use crate::plan::undo::{Refused, Since};

/// Explains the history.
pub const HISTORY_HELP: &str = "Each apply is saved in this browser with a snapshot of the zone. Keys are never saved. Undoing and restoring open a plan first.";
/// Shown while the browser reads the history.
pub const HISTORY_READING: &str = "Reading the history…";
/// Shown if nothing was applied.
pub const HISTORY_EMPTY: &str = "Nothing has been applied to this zone from this browser yet.";
/// Shown if nothing was applied, and nothing will be kept.
pub const HISTORY_OFF: &str =
    "No history is kept in this browser: what you apply can be undone only while this tab is open.";
/// The link to where changes begin.
pub const TO_DISCOVER: &str = "Scan the zone and review its records";
/// Shown while the zone's records are read.
pub const ZONE_READING: &str = "Reading the zone, to see what has become of these changes…";
/// Shown for an unfinished apply.
pub const UNFINISHED: &str =
    "This apply did not finish. Undoing it undoes what of it is in the zone.";
/// The state of a change that was not made.
pub const FAILED: &str = "Failed";

/// Shown if the browser could not save the history before an apply.
pub const HISTORY_UNKEPT: &str = "This browser did not keep the history of this plan: it has no room for it, or keeps nothing in this window. Nothing has been written yet. Without it, what you apply can be taken back only as long as this tab is open. Cancel and make room, or save a snapshot of the zone under Import & export first.";
/// The button that applies without history.
pub const WITHOUT_HISTORY: &str = "Apply without history";
/// The button that cancels.
pub const CANCEL: &str = "Cancel";
/// Shown if the end of an apply could not be saved.
pub const HISTORY_UNENDED: &str = "This browser did not keep the history of it: take it back as long as this tab is open, or save a snapshot";
/// Shown if the browser does not return the saved history.
pub const HISTORY_UNREAD: &str = "The browser does not hand out what it has kept of this zone. Close other tabs of this page and reload; in a private window nothing is kept.";
/// Shown if the browser did not delete the history.
pub const HISTORY_UNCLEARED: &str =
    "The browser did not clear the history. Close other tabs of this page, then try again.";

/// What an apply has done: `75 added, 2 changed`.
#[must_use]
pub fn applied_verbs(verbs: Verbs) -> String {
    let words = [(verbs.added, "added"), (verbs.changed, "changed"), (verbs.deleted, "deleted")];
    let words = words.map(|(number, what)| format!("{number} {what}"));
    listed(verbs, words).unwrap_or_else(|| "nothing written".into())
}

/// The number of changes that were not made.
#[must_use]
pub fn failed(number: usize) -> String {
    format!("{number} failed")
}

/// What undoing an apply would do, and how many of its changes cannot be undone.
#[must_use]
pub fn undo_would(verbs: Verbs, refused: usize) -> String {
    let cannot = match refused {
        0 => String::new(),
        _ => format!(" {} can't be undone.", count(refused, "change")),
    };
    match back(verbs) {
        Some(words) => format!("Undo all {words}.{cannot}"),
        None => format!("There is nothing left to undo.{cannot}"),
    }
}

/// What restoring the zone would do.
#[must_use]
pub fn restore_would(verbs: Verbs) -> String {
    match back(verbs) {
        Some(words) => format!("Restoring the zone from before {words}, later changes included."),
        None => "The zone is as it was before this apply.".into(),
    }
}

/// Shown while the snapshot is compared with the zone.
pub const RESTORE_READING: &str = "Comparing the zone with the snapshot…";

/// Why the zone cannot be restored.
#[must_use]
pub fn cannot_restore(why: &str) -> String {
    ["The zone from before can't be restored: ", why].concat()
}

/// What changes would do to bring an earlier state back.
fn back(verbs: Verbs) -> Option<String> {
    let words = [
        format!("adds {} back", verbs.added),
        format!("changes {} back", verbs.changed),
        format!("deletes {}", verbs.deleted),
    ];
    listed(verbs, words)
}

/// The words of those verbs that occur; `None` if there are none.
fn listed(verbs: Verbs, words: [String; 3]) -> Option<String> {
    let numbers = [verbs.added, verbs.changed, verbs.deleted];
    let words = numbers.into_iter().zip(words).filter(|(number, _)| *number > 0);
    let words: Vec<String> = words.map(|(_, words)| words).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// What has become of a change.
#[must_use]
pub fn since(since: &Since) -> &'static str {
    match since {
        Since::Stands(_) => "in effect",
        Since::Refused(Refused::Changed) => "changed since",
        Since::Refused(Refused::Gone) => "deleted since",
        Since::Refused(Refused::BackAlready) => "back in the zone",
        Since::Refused(Refused::Rejected) => "rejected for good",
        Since::NotDone => "not in the zone",
    }
}

/// What a change has done, in a word.
#[must_use]
pub fn done_verb(change: &Change) -> &'static str {
    match change {
        Change::Accept { .. } | Change::Add { .. } => "Added",
        Change::Edit { .. } => "Changed",
        Change::Delete { .. } => "Deleted",
        Change::Reject { .. } => "Rejected",
    }
}

/// What a change has done, as a sign.
#[must_use]
pub fn verb_mark(change: &Change) -> &'static str {
    match change {
        Change::Accept { .. } | Change::Add { .. } => "+",
        Change::Edit { .. } => "±",
        Change::Delete { .. } | Change::Reject { .. } => "−",
    }
}

/// The button that shows more of a list.
#[must_use]
pub fn show_more(left: usize) -> String {
    format!("Show more ({left} left)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_in_numbers_what_an_apply_did_and_what_undoing_it_would_do() {
        let all = Verbs { added: 75, changed: 2, deleted: 1 };
        assert_eq!(applied_verbs(all), "75 added, 2 changed, 1 deleted");
        assert_eq!(applied_verbs(Verbs { deleted: 1, ..Verbs::default() }), "1 deleted");
        assert_eq!(
            undo_would(Verbs { changed: 2, deleted: 75, ..Verbs::default() }, 0),
            "Undo all changes 2 back, deletes 75."
        );
        assert_eq!(
            undo_would(Verbs::default(), 1),
            "There is nothing left to undo. 1 change can't be undone."
        );
        assert_eq!(restore_would(Verbs::default()), "The zone is as it was before this apply.");
    }
}
