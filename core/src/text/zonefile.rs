//! Messages about exports, and calls that a provider carries out at once.

use chrono::{DateTime, Utc};

use super::quoted_problem;
use crate::change::Change;
use crate::name::DomainName;
use crate::provider::Imported;
use crate::zonefile::{LeftOut, Mismatch};

/// What an export contains.
pub const EXPORT_HELP: &str = "Exports the records as last loaded. The zone file is checked by re-reading it. JSON keeps everything that the provider reports; CSV is for spreadsheets.";
/// The name of an exported file: `bakery.example-2026-11-30-cloudflare.zone`.
#[must_use]
pub fn file_name(zone: &DomainName, now: DateTime<Utc>, source: &str, extension: &str) -> String {
    format!("{zone}-{}-{source}.{extension}", now.format("%Y-%m-%d"))
}

/// The heading of the records left out of a file.
pub const NOT_IN_FILE: &str = "These records are not in the file:";
/// Shown if the browser did not save the file.
pub const SAVE_REFUSED: &str =
    "The browser did not save the file. Allow downloads for this page and try again.";
/// Shown for a file that is too large.
pub const FILE_TOO_LARGE: &str = "The file is too large for a zone. Choose another one.";
/// Shown for a file that can no longer be read.
pub const FILE_UNREADABLE: &str = "The file can’t be read. Choose it again.";
/// Explains calls that the provider carries out at once.
pub const AT_ONCE_HELP: &str = "These actions are written by the provider immediately, without a plan or review. The zone is read before and after to show what changed; Undo last apply (Records) reverts it.";

/// Why a file is not uploaded to the provider.
#[must_use]
pub fn too_large_for_import(most: usize) -> String {
    format!(
        "The provider accepts files up to {} KiB. Preview the import above instead.",
        most >> 10
    )
}

/// The provider's result of a call that it carried out at once, or the error; and why the zone could not
/// be read afterwards, if it could not.
#[must_use]
pub fn done_at_once(said: Result<&Imported, String>, unread: Option<String>) -> String {
    match (said, unread) {
        (Ok(said), None) => imported(said) + " Changes in the zone:",
        (Ok(said), Some(why)) => imported(said) + " The zone could not be read afterwards. " + &why,
        (Err(lost), None) => lost + " It was done anyway. Changes in the zone:",
        (Err(lost), Some(_)) => {
            lost + " It may have been done anyway: check the zone's records before you do it again."
        }
    }
}

fn imported(said: &Imported) -> String {
    let mut words =
        format!("{} added of {}", said.added, super::count(said.total as usize, "record"));
    for (number, what) in [(said.failed, "failed"), (said.skipped, "skipped")] {
        if number > 0 {
            words.push_str(&format!(", {number} {what}"));
        }
    }
    words.push('.');
    words
}

/// The result of a change, in a word.
#[must_use]
pub fn done_word(change: &Change) -> &'static str {
    match change {
        Change::Add { .. } | Change::Accept { .. } => "Added",
        Change::Edit { .. } => "Changed",
        Change::Delete { .. } => "Deleted",
        Change::Reject { .. } => "Dropped",
    }
}

/// Why a record is left out of an exported zone file.
#[must_use]
pub fn left_out(reason: LeftOut) -> String {
    match reason {
        LeftOut::Flawed => "It could not be read completely from the provider.".to_owned(),
        LeftOut::Disabled => {
            "It is disabled at the provider, so the file has it as a comment only.".to_owned()
        }
        LeftOut::OutsideZone => "Its name is outside the zone.".to_owned(),
        LeftOut::Name => "Its name has an invalid escape.".to_owned(),
        LeftOut::NotDns => "Its type exists only at this provider, not in DNS.".to_owned(),
        LeftOut::Content(label) => format!("Its {label} can’t be written in a zone file."),
        LeftOut::Ttl => "Its TTL is longer than DNS allows.".to_owned(),
    }
}

/// Why an export is not offered.
#[must_use]
pub fn mismatch(mismatch: &Mismatch) -> String {
    let what = match mismatch {
        Mismatch::Problem(problem) => quoted_problem(problem),
        Mismatch::Missing(_) => "A record came back differently.".to_owned(),
        Mismatch::Surplus(record) => {
            format!(
                "{} {} came back, but the zone has no such record.",
                record.name,
                record.rtype.shown()
            )
        }
    };
    format!("The file failed its check, so it is not offered. {what}")
}
