//! Sentences about files: what could not be taken from one, what could not be put into one.

use super::{field_error, name_error};
use crate::diff::Aside;
use crate::snapshot::SnapshotError;
use crate::zonefile::{LeftOut, Mismatch, Problem, ProblemKind};

/// A problem with its place.
#[must_use]
pub fn problem_line(problem: &Problem) -> String {
    format!("Line {}, column {}: {}", problem.line, problem.column, self::problem(problem.kind))
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
        assert_eq!(problem_line(&problem), "Line 3, column 7: Target is missing.");
    }
}
