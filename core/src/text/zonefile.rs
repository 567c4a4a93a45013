//! Sentences about files: what could not be taken from one, what could not be put into one.

use super::{field_error, name_error};
use crate::diff::Aside;
use crate::plan::Change;
use crate::provider::Imported;
use crate::snapshot::SnapshotError;
use crate::zonefile::{LeftOut, Mismatch, Problem, ProblemKind};

/// What saving a zone does.
pub const EXPORT_HELP: &str = "Made in this tab from the records as they were last read. The zone file is read back and compared before it is offered; JSON keeps everything that the provider tells, CSV is for reading.";
/// What bringing a zone in does.
pub const IMPORT_HELP: &str = "A zone file (BIND) or a JSON snapshot. It is compared with the zone, and what differs goes into the plan; nothing is written yet.";
/// What stands above what could not be written to a file.
pub const NOT_IN_FILE: &str = "These records are not in the file:";
/// The browser did not save.
pub const SAVE_REFUSED: &str =
    "The browser did not save the file. Allow downloads for this page and try again.";
/// A file that is too large.
pub const FILE_TOO_LARGE: &str = "The file is larger than any zone. Choose another one.";
/// A file that is gone.
pub const FILE_UNREADABLE: &str = "The file cannot be read. Choose it again.";
/// A file without records.
pub const NOTHING_TO_IMPORT: &str = "No record of this zone could be read from it.";

/// What the history is.
pub const HISTORY_HELP: &str = "Every apply is kept in this browser, with the zone as it was before; no key is in it. Taking one back and restoring both go through the plan.";

/// How many records an apply has changed.
#[must_use]
pub fn changed(number: usize) -> String {
    super::count(number, "change")
}

/// An apply of which nobody knows how far it came.
pub const UNFINISHED: &str =
    "not finished: taking it back takes back what of it stands in the zone.";

/// The settings were written.
pub const SETTINGS_SAVED: &str = "The settings are saved.";
/// The zone is signed now.
pub const SIGNED: &str = "The zone is signed. Give the DS below to the registrar of the domain.";
/// The zone is signed no more.
pub const UNSIGNED: &str = "The zone is signed no more. Have the DS removed at the registrar, or the domain stops working for many.";
/// What to do with a DS.
pub const DS_HELP: &str = "For the registrar of the domain:";
/// A certificate is on its way.
pub const CERTIFICATE_ASKED: &str =
    "The certificate was asked for. It takes a while until it is there.";
/// What deleting a zone means.
pub const DELETE_ZONE: &str =
    "This deletes the zone with all its records at once and cannot be taken back. Export it first.";

/// How many queries there were.
#[must_use]
pub fn queries(total: u64) -> String {
    format!("{total} {}", if total == 1 { "query" } else { "queries" })
}

/// What the provider does by itself.
pub const AT_ONCE_HELP: &str = "What you do here is written by the provider at once, without a plan and without a review. The zone is read before and after, so what has changed is shown, and Undo last apply (Records) takes it back.";

/// Why a file is not handed to the provider.
#[must_use]
pub fn too_large_for_import(most: usize) -> String {
    format!(
        "The provider takes files of at most {} KiB. Preview the import above instead.",
        most >> 10
    )
}

/// What the provider says that it has done by itself, or why there is no answer; and why the zone
/// could not be read afterwards, when it could not.
#[must_use]
pub fn done_at_once(said: Result<&Imported, String>, unread: Option<String>) -> String {
    match (said, unread) {
        (Ok(said), None) => imported(said) + " This has changed in the zone:",
        (Ok(said), Some(why)) => {
            imported(said) + " What has changed in the zone could not be read. " + &why
        }
        (Err(lost), None) => lost + " It was done all the same. This has changed in the zone:",
        (Err(lost), Some(_)) => {
            lost + " It may have been done all the same: read the zone's records before you do it again."
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

/// What has become of a record, in a word.
#[must_use]
pub fn done_word(change: &Change) -> &'static str {
    match change {
        Change::Add { .. } | Change::Accept { .. } => "Added",
        Change::Edit { .. } => "Changed",
        Change::Delete { .. } => "Deleted",
        Change::Reject { .. } => "Dropped",
    }
}

/// How many problems are not told one by one.
#[must_use]
pub fn more_problems(number: usize) -> String {
    format!("and {} more", super::count(number, "problem"))
}

/// What an import comes to.
#[must_use]
pub fn import_result(read: usize, changes: usize) -> String {
    match changes {
        0 => format!("{} read; the zone is so already.", super::count(read, "record")),
        _ => format!(
            "{} read, {} added to the plan.",
            super::count(read, "record"),
            super::count(changes, "change")
        ),
    }
}

/// A problem with its place.
#[must_use]
pub fn problem_line(problem: &Problem) -> String {
    format!("line {}, column {}: {}", problem.line, problem.column, self::problem(problem.kind))
}

/// What is wrong in a zone file.
#[must_use]
pub fn problem(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Field(label, reason) => format!("{label}: {}", field_error(reason)),
        ProblemKind::Missing(label) => format!("{label} is missing."),
        ProblemKind::Name(error) => name_error(error).to_owned(),
        ProblemKind::TooLarge => {
            "The file is larger than 32 MiB, so nothing of it was read. Split it.".to_owned()
        }
        ProblemKind::TooMany => {
            "The file holds more than 200,000 records. What follows was not read.".to_owned()
        }
        ProblemKind::LongEntry => {
            "This has more words than any record. A closing bracket may be missing.".to_owned()
        }
        ProblemKind::OpenQuote => "This quote has no end on its line.".to_owned(),
        ProblemKind::OpenBracket => "This bracket has no end.".to_owned(),
        ProblemKind::StrayBracket => "This bracket ends nothing.".to_owned(),
        ProblemKind::Escape => {
            "A backslash must be followed by three digits up to 255 or by one sign.".to_owned()
        }
        ProblemKind::NotText => "This holds bytes that are no UTF-8 text.".to_owned(),
        ProblemKind::NoOwner => {
            "This record has no name, and none above it could be read.".to_owned()
        }
        ProblemKind::NoOrigin => {
            "This name is relative to an $ORIGIN that could not be read.".to_owned()
        }
        ProblemKind::OutsideZone => "This name is outside the zone.".to_owned(),
        ProblemKind::Class => "Only records of the class IN are taken.".to_owned(),
        ProblemKind::Ttl => {
            "This is no time: enter seconds, or units such as 1h30m, up to 2147483647 seconds."
                .to_owned()
        }
        ProblemKind::NoType => "The type is missing.".to_owned(),
        ProblemKind::UnknownType => "This type is unknown.".to_owned(),
        ProblemKind::NotGeneric => {
            "A type given by its number needs its data as \\#, length and hexadecimal digits."
                .to_owned()
        }
        ProblemKind::Generic => {
            "The data behind \\# is not as long as it says, or not hexadecimal.".to_owned()
        }
        ProblemKind::GenericContent => {
            "The data behind \\# cannot be read for this type. Write the record in words."
                .to_owned()
        }
        ProblemKind::SoaBelowApex => "A SOA stands at the zone's own name only.".to_owned(),
        ProblemKind::Surplus => "The record has ended before this.".to_owned(),
        ProblemKind::LongString => {
            "This is longer than the 255 bytes that a string holds.".to_owned()
        }
        ProblemKind::Parameter => "This is no service parameter such as alpn=\"h2\".".to_owned(),
        ProblemKind::Include => {
            "$INCLUDE names another file, and none is opened. Put its lines here.".to_owned()
        }
        ProblemKind::Generate => {
            "$GENERATE makes records by a pattern, which is not supported. Write them out."
                .to_owned()
        }
        ProblemKind::Directive => "This directive is unknown.".to_owned(),
    }
}

/// Why a record is not in an exported zone file.
#[must_use]
pub fn left_out(reason: LeftOut) -> String {
    match reason {
        LeftOut::Flawed => "It could not be read whole from the provider.".to_owned(),
        LeftOut::OutsideZone => "Its name is outside the zone.".to_owned(),
        LeftOut::Name => "Its name has an escape that stands for nothing.".to_owned(),
        LeftOut::NotDns => "Its type exists at this provider only, not in DNS.".to_owned(),
        LeftOut::Content(label) => format!("Its {label} is nothing that a zone file can hold."),
        LeftOut::Ttl => "Its TTL is longer than DNS allows.".to_owned(),
    }
}

/// Why an export is not offered.
#[must_use]
pub fn mismatch(mismatch: &Mismatch) -> String {
    let what = match mismatch {
        Mismatch::Problem(problem) => problem_line(problem),
        Mismatch::Missing(_) => "A record of the zone did not come back as it is.".to_owned(),
        Mismatch::Surplus(record) => {
            format!(
                "{} {} came back though no such record is in the zone.",
                record.name,
                record.rtype.as_str()
            )
        }
    };
    format!(
        "The file was read back and does not say what the zone holds, so it is not offered. {what}"
    )
}

/// Why a file is no snapshot.
#[must_use]
pub fn snapshot_error(error: SnapshotError) -> &'static str {
    match error {
        SnapshotError::NotJson => "This file is no JSON, or it is cut off.",
        SnapshotError::OtherFile => "This is no snapshot of Zonesift.",
        SnapshotError::Later => "This snapshot is of another version of Zonesift. Read it there.",
        SnapshotError::NoZone => "This snapshot does not say which zone it is of.",
    }
}

/// Why a record of a file is left aside.
#[must_use]
pub fn aside(aside: Aside) -> &'static str {
    match aside {
        Aside::Soa => "left aside: every host makes its own SOA",
        Aside::ApexNs => "left aside: the provider names its own servers at the apex",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::NameError;
    use crate::record::FieldReason;

    #[test]
    fn every_problem_has_a_sentence_of_its_own() {
        let kinds = [
            ProblemKind::TooLarge,
            ProblemKind::TooMany,
            ProblemKind::LongEntry,
            ProblemKind::OpenQuote,
            ProblemKind::OpenBracket,
            ProblemKind::StrayBracket,
            ProblemKind::Escape,
            ProblemKind::NotText,
            ProblemKind::NoOwner,
            ProblemKind::Name(NameError::LongName),
            ProblemKind::NoOrigin,
            ProblemKind::OutsideZone,
            ProblemKind::Class,
            ProblemKind::Ttl,
            ProblemKind::NoType,
            ProblemKind::UnknownType,
            ProblemKind::NotGeneric,
            ProblemKind::Generic,
            ProblemKind::GenericContent,
            ProblemKind::SoaBelowApex,
            ProblemKind::Field("Content", FieldReason::NotIpv4),
            ProblemKind::Missing("Content"),
            ProblemKind::Surplus,
            ProblemKind::LongString,
            ProblemKind::Parameter,
            ProblemKind::Include,
            ProblemKind::Generate,
            ProblemKind::Directive,
        ];
        let mut sentences: Vec<String> = kinds.into_iter().map(problem).collect();
        assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{sentences:?}");
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), kinds.len());
    }

    #[test]
    fn a_problem_says_where_it_is() {
        let problem = Problem { line: 3, column: 7, kind: ProblemKind::Missing("Target") };
        assert_eq!(problem_line(&problem), "line 3, column 7: Target is missing.");
    }
}
