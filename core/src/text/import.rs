//! Messages about imports: unreadable entries, and entries that were read differently than written.

use chrono::{DateTime, Utc};

use super::{count, field_error, name_error, visible};
use crate::date;
use crate::diff::Aside;
use crate::name::DomainName;
use crate::provider::{Capabilities, Lost, Provider};
use crate::snapshot::SnapshotError;
use crate::unread::Position;
use crate::wanted::NotWhole;
use crate::zonefile::{Elsewhere, Note, Problem, ProblemKind};

/// What an import does.
pub const IMPORT_HELP: &str = "A zone file (BIND) or a JSON snapshot. The preview shows it beside the zone and the latest scan; you choose what goes into the plan. Nothing is written yet.";
/// Shown for a file without records.
pub const NOTHING_TO_IMPORT: &str = "It has no usable record of this zone.";
/// What happens to records that unreadable lines may concern.
pub const STAYS: &str = "Lines that could not be read change nothing: the zone keeps its records of their names and types.";
/// Shown for a file that looks like a web page.
pub const NOT_A_ZONE: &str =
    "This is a web page (HTML), not a zone file. Download the file itself.";
/// Shown for a snapshot without records.
pub const EMPTY_SNAPSHOT: &str = "This snapshot has no records, so it changes nothing.";

/// The number of problems that are not listed.
#[must_use]
pub fn more_problems(number: usize) -> String {
    format!("and {} more", count(number, "problem"))
}

/// A problem with its position.
#[must_use]
pub fn problem_line(problem: &Problem) -> String {
    format!("line {}, column {}: {}", problem.line, problem.column, self::problem(problem.kind))
}

/// A problem with its position, and with the line itself if available.
#[must_use]
pub fn quoted_problem(problem: &Problem) -> String {
    let words = problem_line(problem);
    match problem.text.is_empty() {
        true => words,
        false => [&words, " The line: “", &problem.text.shown(), "”"].concat(),
    }
}

/// A problem, and what to do about it at this provider.
#[must_use]
pub fn import_problem(problem: &Problem, rules: &Capabilities) -> String {
    let words = problem_line(problem);
    match problem.kind {
        ProblemKind::Elsewhere(Elsewhere::Alias(_)) => words + " " + alias(rules),
        _ => words,
    }
}

/// What to write instead of an alias.
fn alias(rules: &Capabilities) -> &'static str {
    match rules.flattens_apex {
        true => "Add a CNAME instead: this provider allows one at the zone's own name too.",
        false => {
            "Add a CNAME instead; at the zone's own name, add the A and AAAA records that it stands for."
        }
    }
}

/// An entry that was read differently than written.
#[must_use]
pub fn import_note(note: &Note) -> String {
    let (line, word) = (note.line, note.renamed.as_str());
    match note.is_said {
        true => format!(
            "line {line}: {word} is obsolete, and the file has the same text as TXT, so the line is skipped."
        ),
        false => format!("line {line}: {word} is read as TXT, the type that resolvers ask for."),
    }
}

/// The number of records created by signing software.
#[must_use]
pub fn signing(number: usize) -> String {
    format!(
        "{} of DNSSEC skipped (RRSIG, NSEC and the like): the signer creates them.",
        count(number, "record")
    )
}

/// The fields of imported records that the provider does not support.
#[must_use]
pub fn lost(lost: Lost) -> Vec<String> {
    let Lost { tags, proxied } = lost;
    let line = |number: usize, what: &str, then: &str| {
        let records = count(number, "record");
        (number > 0)
            .then(|| format!("{records} with {what}, which this provider doesn't have: {then}"))
    };
    let tags = line(tags, "tags", "imported without.");
    let then = "visitors will reach the records' own addresses.";
    tags.into_iter().chain(line(proxied, "the proxy on", then)).collect()
}

/// Why a file may only add records.
#[must_use]
pub fn not_whole(NotWhole(place): NotWhole) -> String {
    let place = match place {
        Position::Line(line) => format!("Line {line}"),
        Position::Item(number) => format!("Item {number} of the list of records"),
    };
    format!(
        "{place} could not be read and may concern any record of the zone, so this file can only add records. Fix it, or choose “Add what is missing”."
    )
}

/// The snapshot is of another zone.
#[must_use]
pub fn other_zone(snapshot: &DomainName, zone: &DomainName) -> String {
    format!(
        "This snapshot is of {snapshot}, and you are in {zone}. Choose a snapshot of {zone}, or open {snapshot}."
    )
}

/// The snapshot is from the other provider.
#[must_use]
pub fn other_provider(snapshot: Provider, provider: Provider) -> String {
    format!(
        "This snapshot is from {from}. It is compared with the zone at {}, without the fields that only {from} has.",
        provider.title(),
        from = snapshot.title()
    )
}

/// An item of a snapshot that is no record.
#[must_use]
pub fn damaged_item(number: u32) -> String {
    format!("item {number}: This record is incomplete, so the zone keeps what it has there.")
}

/// A chosen file: its name, its size in bytes and when it was last changed.
#[must_use]
pub fn file_facts(name: &str, size: f64, changed: Option<DateTime<Utc>>) -> String {
    let changed = changed.map(|moment| [", ", &date::show(moment)].concat()).unwrap_or_default();
    format!("{} ({size} bytes{changed})", visible(name))
}

/// Which source is used, the chosen file or the pasted text: the more recent one.
#[must_use]
pub fn import_source(file: Option<&str>, pasted: usize, is_file: bool) -> String {
    let pasted = (pasted > 0).then(|| format!("the pasted text ({pasted} bytes)"));
    let file = file.map(|file| format!("the file {file}"));
    let (used, other) = if is_file { (file, pasted) } else { (pasted, file) };
    let used = used.map(|used| format!("Preview import reads {used}."));
    let other = other.map(|other| format!("It does not read {other}."));
    [used, other].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The problem in a zone file.
#[must_use]
pub fn problem(kind: ProblemKind) -> String {
    match kind {
        ProblemKind::Field(label, reason) => format!("{label}: {}", field_error(reason)),
        ProblemKind::Missing(label) => format!("{label} is missing."),
        ProblemKind::Name(error) => name_error(error),
        ProblemKind::TooLarge => {
            "The file is larger than 32 MiB and was not read. Split it.".to_owned()
        }
        ProblemKind::TooMany => {
            "The file has more than 200,000 records. The rest was not read.".to_owned()
        }
        ProblemKind::LongEntry => {
            "This has more words than any record. A closing bracket may be missing.".to_owned()
        }
        ProblemKind::OpenQuote => "This quote is not closed on its line.".to_owned(),
        ProblemKind::OpenBracket => "This bracket is not closed.".to_owned(),
        ProblemKind::StrayBracket => "This closing bracket has no opening one.".to_owned(),
        ProblemKind::Escape => {
            "A backslash must be followed by three digits up to 255 or by one character.".to_owned()
        }
        ProblemKind::NotText => {
            "Some letters were lost to a wrong encoding. Save the file as UTF-8, then choose or paste it again."
                .to_owned()
        }
        ProblemKind::NotUtf8 => {
            "These bytes are not UTF-8 (such as \\255), and the provider stores only text. If they are letters in another encoding, write the letters; otherwise remove the line."
                .to_owned()
        }
        ProblemKind::NoOwner => {
            "This record has no name, and no line above gives one.".to_owned()
        }
        ProblemKind::AtLabel => {
            "@ means the origin only by itself or at the end of a name. Write the name out, or \\@ for the character."
                .to_owned()
        }
        ProblemKind::NoOrigin => {
            "This name is relative to an $ORIGIN that could not be read.".to_owned()
        }
        ProblemKind::OutsideZone => "This name is outside the zone.".to_owned(),
        ProblemKind::Class => "Only records of class IN are supported.".to_owned(),
        ProblemKind::Ttl => {
            "This is not a TTL: enter seconds, or units such as 1h30m, up to 2147483647 seconds."
                .to_owned()
        }
        ProblemKind::NoType => "The type is missing.".to_owned(),
        ProblemKind::UnknownType => "This type is unknown.".to_owned(),
        ProblemKind::Elsewhere(elsewhere) => self::elsewhere(elsewhere),
        ProblemKind::Swallowed => {
            "This bracket runs over lines that look like records of their own. Close it before them."
                .to_owned()
        }
        ProblemKind::NotGeneric => {
            "A type given by number needs its data as \\#, length and hexadecimal digits."
                .to_owned()
        }
        ProblemKind::Generic => {
            "The data after \\# is not hexadecimal, or not as long as stated.".to_owned()
        }
        ProblemKind::GenericContent => {
            "The data after \\# is not valid for this type. Write the record in the usual form."
                .to_owned()
        }
        ProblemKind::SoaBelowApex => "An SOA is allowed at the zone's own name only.".to_owned(),
        ProblemKind::Surplus => "The record ends before this.".to_owned(),
        ProblemKind::LongString => {
            "This is longer than 255 bytes, the maximum of a string.".to_owned()
        }
        ProblemKind::Parameter => "This is not a service parameter such as alpn=\"h2\".".to_owned(),
        ProblemKind::Include => {
            "$INCLUDE isn't supported. Paste the other file's lines here.".to_owned()
        }
        ProblemKind::Generate => {
            "$GENERATE isn't supported. Write its records out."
                .to_owned()
        }
        ProblemKind::Directive => "This directive is unknown.".to_owned(),
    }
}

fn elsewhere(elsewhere: Elsewhere) -> String {
    let advice = match elsewhere {
        Elsewhere::Alias(_) => "exists only at some other hosts.",
        Elsewhere::Redirect(_) => {
            "is not a DNS record but a feature of one host. Set it up in the provider's dashboard."
        }
        Elsewhere::Hinfo | Elsewhere::Rp => {
            "is for information only, and the provider doesn't support it. Remove the line."
        }
        Elsewhere::Dname => {
            "renames all names below it, and the provider doesn't support it. Write a record for each of these names."
        }
        Elsewhere::Registered(_) => {
            "is a DNS type that the provider doesn't support. Remove the line, or ask who needs it."
        }
    };
    [elsewhere.as_str(), " ", advice].concat()
}

/// Why a file is no snapshot.
#[must_use]
pub fn snapshot_error(error: SnapshotError) -> &'static str {
    match error {
        SnapshotError::NotJson => "This file is not JSON, or it was cut off.",
        SnapshotError::OtherFile => "This is not a Zonesift snapshot.",
        SnapshotError::Later => "This snapshot is from another version of Zonesift. Open it there.",
        SnapshotError::NoZone => "This snapshot doesn't name its zone.",
        SnapshotError::NoList => "This snapshot has no list of records. Export it again.",
        SnapshotError::Twice => {
            "This snapshot names its zone or its records twice, so it is unclear which counts. Export it again."
        }
    }
}

/// Why a record of a file is skipped; a name server may be taken by hand where the provider allows it.
#[must_use]
pub fn aside(line: u32, aside: Aside, may_take: bool) -> String {
    let words = match aside {
        Aside::Soa => "skipped: SOA is created by the provider",
        Aside::ApexNs if may_take => {
            "left aside: name server of the old host. Take it in the list below only if you mean it"
        }
        Aside::ApexNs => "left aside: the provider sets its own name servers for the zone",
    };
    format!("Line {line} {words}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::NameError;
    use crate::record::FieldReason;
    use crate::unread::Concern;

    #[test]
    fn says_what_the_provider_cannot_hold() {
        assert_eq!(lost(Lost::default()), Vec::<String>::new());
        assert_eq!(
            lost(Lost { tags: 1, proxied: 2 }),
            [
                "1 record with tags, which this provider doesn't have: imported without.",
                "2 records with the proxy on, which this provider doesn't have: visitors will reach the records' own addresses."
            ]
        );
    }

    #[test]
    fn every_problem_has_its_own_sentence() {
        let kinds = [
            ProblemKind::TooLarge,
            ProblemKind::TooMany,
            ProblemKind::LongEntry,
            ProblemKind::OpenQuote,
            ProblemKind::OpenBracket,
            ProblemKind::StrayBracket,
            ProblemKind::Escape,
            ProblemKind::NotText,
            ProblemKind::NotUtf8,
            ProblemKind::NoOwner,
            ProblemKind::Name(NameError::LongName),
            ProblemKind::AtLabel,
            ProblemKind::NoOrigin,
            ProblemKind::OutsideZone,
            ProblemKind::Class,
            ProblemKind::Ttl,
            ProblemKind::NoType,
            ProblemKind::UnknownType,
            ProblemKind::Swallowed,
            ProblemKind::Elsewhere(Elsewhere::Alias("ALIAS")),
            ProblemKind::Elsewhere(Elsewhere::Redirect("URL")),
            ProblemKind::Elsewhere(Elsewhere::Hinfo),
            ProblemKind::Elsewhere(Elsewhere::Rp),
            ProblemKind::Elsewhere(Elsewhere::Dname),
            ProblemKind::Elsewhere(Elsewhere::Registered("AFSDB")),
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
    fn a_problem_states_its_position_and_quotes_its_line() {
        let (kind, concerns) = (ProblemKind::Missing("Target"), Concern::Zone);
        let problem = Problem { line: 3, column: 7, kind, concerns, text: "a MX\u{202e}".into() };
        let words = "line 3, column 7: Target is missing. The line: “a MX⟨U+202E⟩”";
        assert_eq!(quoted_problem(&problem), words);
    }
}
