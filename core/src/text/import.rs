//! Messages about imports: unreadable entries, and entries that were read differently than written.

use super::{count, field_error, name_error, visible};
use crate::diff::Aside;
use crate::name::DomainName;
use crate::provider::{Capabilities, Lost, Provider};
use crate::snapshot::SnapshotError;
use crate::unread::Position;
use crate::wanted::NotWhole;
use crate::zonefile::{Elsewhere, Note, Problem, ProblemKind};

/// What an import does.
pub const IMPORT_HELP: &str = "A zone file (BIND) or a JSON snapshot. It is compared with the zone, and what differs goes into the plan; nothing is written yet.";
/// Shown for a file without records.
pub const NOTHING_TO_IMPORT: &str = "No record of this zone could be read from it.";
/// What happens to records that unreadable lines may concern.
pub const STAYS: &str =
    "What the zone holds under the names and types of lines that could not be read stays as it is.";
/// Shown for a file that looks like a web page.
pub const NOT_A_ZONE: &str =
    "This is a page of the web (HTML), not a zone file. Download the file itself.";
/// Shown for a snapshot without records.
pub const EMPTY_SNAPSHOT: &str =
    "This snapshot has no records. Nothing is taken from it, and nothing is deleted by it.";

/// The number of problems that are not listed.
#[must_use]
pub fn more_problems(number: usize) -> String {
    format!("and {} more", count(number, "problem"))
}

/// The result of an import.
#[must_use]
pub fn import_result(read: usize, changes: usize) -> String {
    match changes {
        0 => format!("{} read; the zone is so already.", count(read, "record")),
        _ => format!(
            "{} read, {} added to the plan.",
            count(read, "record"),
            count(changes, "change")
        ),
    }
}

/// A problem with its position, and with the line itself if available.
#[must_use]
pub fn problem_line(problem: &Problem) -> String {
    let mut words = format!(
        "line {}, column {}: {}",
        problem.line,
        problem.column,
        self::problem(problem.kind)
    );
    if !problem.text.is_empty() {
        words.extend([" The line: “", &problem.text.shown(), "”"]);
    }
    words
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
        true => "Add a CNAME instead: this provider takes one at the zone's own name too.",
        false => {
            "Add a CNAME instead, or at the zone's own name the addresses that it stands for, as A and AAAA."
        }
    }
}

/// An entry that was read differently than written.
#[must_use]
pub fn import_note(note: &Note) -> String {
    let (line, word) = (note.line, note.renamed.as_str());
    match note.is_said {
        true => format!(
            "line {line}: {word} is given up for TXT, and a TXT of this file says it already, so the line is left out."
        ),
        false => format!("line {line}: {word} is read as TXT, which is where it is looked for."),
    }
}

/// The number of records created by signing software.
#[must_use]
pub fn signing(number: usize) -> String {
    format!(
        "{} of DNSSEC left out (RRSIG, NSEC and the like): whoever signs the zone makes them.",
        count(number, "record")
    )
}

/// The fields of imported records that the provider does not support.
#[must_use]
pub fn lost(lost: Lost) -> Vec<String> {
    let Lost { tags, proxied } = lost;
    let line = |number: usize, what: &str, then: &str| {
        let records = count(number, "record");
        (number > 0).then(|| format!("{records} with {what}: this provider has none, so {then}"))
    };
    let tags = line(tags, "tags", "they come without.");
    let then = "visitors will see what the records themselves say.";
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
        "{place} could not be read and may be about any record of the zone, so this file deletes and changes nothing. Mend it, or choose “Add what is missing”."
    )
}

/// The snapshot is of another zone.
#[must_use]
pub fn other_zone(snapshot: &DomainName, zone: &DomainName) -> String {
    format!(
        "This snapshot is of the zone {snapshot}, and this is {zone}, so nothing of it is taken. Choose a snapshot of {zone}, or open {snapshot}."
    )
}

/// The snapshot is from the other provider.
#[must_use]
pub fn other_provider(snapshot: Provider, provider: Provider) -> String {
    format!(
        "This snapshot is of the zone at {from}. Its records are compared with those at {}, without what only {from} keeps of them.",
        provider.title(),
        from = snapshot.title()
    )
}

/// An item of a snapshot that is no record.
#[must_use]
pub fn damaged_item(number: u32) -> String {
    format!("item {number}: This is no whole record, so what the zone holds there stays.")
}

/// Which source is used, the chosen file or the pasted text: the more recent one.
#[must_use]
pub fn import_source(file: Option<(&str, f64)>, pasted: usize, is_file: bool) -> String {
    let pasted = (pasted > 0).then(|| format!("the pasted text ({pasted} bytes)"));
    let file = file.map(|(name, size)| format!("the file {} ({size} bytes)", visible(name)));
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
        ProblemKind::NotText => {
            "This holds letters that an encoding has lost. Save the file as UTF-8, and choose or paste it again."
                .to_owned()
        }
        ProblemKind::NotUtf8 => {
            "This holds bytes that are no UTF-8, such as \\255. The provider keeps text, and they would not arrive. If they are letters of another encoding, write the letters; otherwise leave the line out."
                .to_owned()
        }
        ProblemKind::NoOwner => {
            "This record has no name, and none above it could be read.".to_owned()
        }
        ProblemKind::AtLabel => {
            "@ stands for the origin by itself or at the end of a name only. Write the name out, or \\@ for the sign."
                .to_owned()
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
        ProblemKind::Elsewhere(elsewhere) => self::elsewhere(elsewhere),
        ProblemKind::Swallowed => {
            "This bracket goes on over lines that look like records of their own. Close it before them."
                .to_owned()
        }
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

fn elsewhere(elsewhere: Elsewhere) -> String {
    let advice = match elsewhere {
        Elsewhere::Alias(_) => "exists at other hosts only.",
        Elsewhere::Redirect(_) => {
            "is no DNS record but a service of one host. Set it up at the provider itself."
        }
        Elsewhere::Hinfo | Elsewhere::Rp => {
            "is for people to read, and the provider has no such type. Leave the line out."
        }
        Elsewhere::Dname => {
            "renames all names below, and the provider has no such type. Write a record for each of these names."
        }
        Elsewhere::Registered(_) => {
            "is a type of DNS that the provider does not have. Leave the line out, or ask who needs it."
        }
    };
    [elsewhere.as_str(), " ", advice].concat()
}

/// Why a file is no snapshot.
#[must_use]
pub fn snapshot_error(error: SnapshotError) -> &'static str {
    match error {
        SnapshotError::NotJson => "This file is no JSON, or it is cut off.",
        SnapshotError::OtherFile => "This is no snapshot of Zonesift.",
        SnapshotError::Later => "This snapshot is of another version of Zonesift. Read it there.",
        SnapshotError::NoZone => "This snapshot does not say which zone it is of.",
        SnapshotError::NoList => "This snapshot has no list of records. Save it again.",
        SnapshotError::Twice => {
            "This snapshot says its zone or its records twice, so nobody knows which counts. Save it again."
        }
    }
}

/// Why a record of a file is skipped.
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
    use crate::unread::Concern;

    #[test]
    fn says_what_the_provider_cannot_hold() {
        assert_eq!(lost(Lost::default()), Vec::<String>::new());
        assert_eq!(
            lost(Lost { tags: 1, proxied: 2 }),
            [
                "1 record with tags: this provider has none, so they come without.",
                "2 records with the proxy on: this provider has none, so visitors will see what the records themselves say."
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
        assert_eq!(problem_line(&problem), words);
    }
}
