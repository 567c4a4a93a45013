//! The words of an import's preview: what each row says of the file, the zone and the scan, and the counts.

use super::{DISABLED, count, ttl};
use crate::diff::{Aside, Difference, Standing};
use crate::import::{ImportRow, Planned, Sight, Tally};
use crate::record::{Flaw, Record};
use crate::visible::{beginning, visible};

/// A part of a record's line; marked if it differs from the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether the other side says something else here.
    pub differs: bool,
}

impl Piece {
    fn new(text: impl Into<String>, differs: bool) -> Self {
        Self { text: text.into(), differs }
    }
}

/// What the file and the zone say of a row's record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The file's side; empty if only the zone has the record.
    pub file: Vec<Piece>,
    /// The zone's side; empty if only the file has it.
    pub zone: Vec<Piece>,
}

/// Both sides of a row, with the differing parts marked.
#[must_use]
pub fn sides(row: &ImportRow, file: Option<&Record>, held: Option<&Record>) -> Sides {
    if let Some(Difference::Change { before, after }) = &row.compared.difference {
        return Sides { file: pieces(after, Some(before)), zone: pieces(before, Some(after)) };
    }
    let side = |record: Option<&Record>| record.map(|one| pieces(one, None)).unwrap_or_default();
    match row.compared.standing {
        Standing::Equal => Sides { file: side(file), zone: vec![Piece::new(SAME, false)] },
        _ => Sides { file: side(file), zone: side(held) },
    }
}

/// The zone's side of an equal record.
const SAME: &str = "the same";

/// A record's data and the marks that matter beside the other one.
fn pieces(record: &Record, other: Option<&Record>) -> Vec<Piece> {
    let (own, theirs) = (data(record), other.map(data));
    let mut pieces = match &theirs {
        Some(theirs) if *theirs != own => apart(&own, theirs),
        _ => vec![Piece::new(own, false)],
    };
    let is_other =
        |differs: fn(&Record, &Record) -> bool| other.is_some_and(|other| differs(record, other));
    let by_ttl = is_other(|one, other| one.ttl.seconds() != other.ttl.seconds());
    pieces.push(Piece::new([" · TTL ", &ttl(record.ttl)].concat(), by_ttl));
    let is_on = |one: &Record| one.proxied.unwrap_or_default();
    let by_proxy = other.is_some_and(|other| is_on(record) != is_on(other));
    if by_proxy || is_on(record) {
        let word = if is_on(record) { " · proxied" } else { " · DNS only" };
        pieces.push(Piece::new(word, by_proxy));
    }
    let by_state = is_other(|one, other| one.disabled != other.disabled);
    if by_state || record.disabled {
        let word = if record.disabled { DISABLED } else { "enabled" };
        pieces.push(Piece::new([" · ", word].concat(), by_state));
    }
    if is_other(|one, other| one.comment != other.comment) {
        let comment = record.comment.as_ref().map_or("none".into(), |text| text.line());
        pieces.push(Piece::new([" · comment: ", &comment].concat(), true));
    }
    if is_other(|one, other| one.raw_tags() != other.raw_tags()) {
        let tags = record.raw_tags();
        let tags =
            if tags.is_empty() { "none".into() } else { visible(&beginning(tags)).into_owned() };
        pieces.push(Piece::new([" · tags: ", &tags].concat(), true));
    }
    pieces
}

/// A record's data with its priority, for display.
fn data(record: &Record) -> String {
    let content = record.content().line();
    match record.priority() {
        Some(priority) => format!("{priority} {content}"),
        None => content,
    }
}

/// A text in three parts: the one in the middle differs from the other text.
fn apart(own: &str, other: &str) -> Vec<Piece> {
    let shared = |pair: &((usize, char), char)| pair.0.1 == pair.1;
    let start = own.char_indices().zip(other.chars()).take_while(shared).last();
    let start = start.map_or(0, |((at, c), _)| at + c.len_utf8());
    let (head, rest) = own.split_at_checked(start).unwrap_or((own, ""));
    let other_rest = other.get(start..).unwrap_or_default();
    let ends = rest.chars().rev().zip(other_rest.chars().rev());
    let end: usize = ends.take_while(|(one, other)| one == other).map(|(c, _)| c.len_utf8()).sum();
    let (middle, tail) = rest.split_at_checked(rest.len() - end).unwrap_or((rest, ""));
    let parts = [(head, false), (middle, true), (tail, false)];
    parts
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, is)| Piece::new(text, is))
        .collect()
}

/// How a row stands, in words.
#[must_use]
pub fn import_standing(row: &ImportRow, file: Option<&Record>) -> String {
    let words = match row.compared.standing {
        Standing::New => "new",
        Standing::Equal => "equal",
        Standing::Differs => "differs",
        Standing::Stays => "differs, and stays as it is in the zone",
        Standing::Repeated => "repeated in the file",
        Standing::Aside(Aside::Soa) => "skipped: SOA",
        Standing::Aside(Aside::ApexNs) => "left aside: name server",
        Standing::Unfit => match file.and_then(|record| record.flaw) {
            Some(Flaw::Name) | None => "outside the zone",
            Some(flaw) => super::flaw(flaw),
        },
        Standing::Gone => "only in the zone: will be deleted",
    };
    match row.planned {
        None => words.to_owned(),
        Some(Planned::Same) => [words, " · in the plan already"].concat(),
        Some(Planned::Other) => [words, " · replaces your edit"].concat(),
    }
}

/// What the scan found of a row's record; `others` is the record that it found instead.
#[must_use]
pub fn import_sight(sight: Sight, other: Option<&Record>) -> String {
    match (sight, other) {
        (Sight::Found, _) => "found".to_owned(),
        (Sight::Otherwise(_), Some(other)) => ["found: ", &data(other)].concat(),
        (Sight::Otherwise(_), None) => "found with other content".to_owned(),
        (Sight::Missed, _) => "not found".to_owned(),
    }
}

/// The chips of the standings, in the order of [`chip`].
pub const STANDING_CHIPS: [&str; 7] =
    ["New", "Differs", "Equal", "Only in the zone", "Left aside", "Repeated", "Stays"];

/// The place of a standing's chip in [`STANDING_CHIPS`].
#[must_use]
pub fn chip(standing: Standing) -> u16 {
    match standing {
        Standing::New => 0,
        Standing::Differs => 1,
        Standing::Equal => 2,
        Standing::Gone => 3,
        Standing::Aside(_) => 4,
        Standing::Repeated => 5,
        Standing::Stays | Standing::Unfit => 6,
    }
}

/// The chips of what the scan found, a bit each.
pub const SIGHT_CHIPS: [&str; 3] =
    ["Found by the scan", "Found with other content", "Not found by the scan"];

/// The counts of a preview, which add up to the records of the file.
#[must_use]
pub fn import_tally(tally: Tally) -> String {
    let read = tally.read();
    let left = |number: usize, noun: &str| [&count(number, noun), " left aside"].concat();
    let skipped = |number: usize| [&number.to_string(), " SOA skipped"].concat();
    let parts = [
        (tally.new, format!("{} new", tally.new)),
        (tally.differ, format!("{} {}", tally.differ, verb(tally.differ, "differs", "differ"))),
        (tally.equal, format!("{} equal", tally.equal)),
        (
            tally.stay,
            format!("{} {} as in the zone", tally.stay, verb(tally.stay, "stays", "stay")),
        ),
        (tally.repeated, format!("{} repeated", tally.repeated)),
        (tally.name_servers, left(tally.name_servers, "name server")),
        (tally.soa, skipped(tally.soa)),
        (tally.unfit, format!("{} unusable", tally.unfit)),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, words)| words).collect();
    let mut words = [&count(read, "record"), " read: ", &*parts.join(", "), "."].concat();
    if tally.gone > 0 {
        let (number, is) = (count(tally.gone, "record"), verb(tally.gone, "is", "are"));
        words.push_str(&format!(" {number} {is} only in the zone."));
    }
    words
}

fn verb<'a>(number: usize, one: &'a str, more: &'a str) -> &'a str {
    if number == 1 { one } else { more }
}

/// The names in the file that the scan did not find, and the records that only the scan has.
#[must_use]
pub fn beside_scan(missed: usize, found_only: usize) -> String {
    let mut words = match missed {
        0 => "The scan found every name in your file.".to_owned(),
        _ => [&count(missed, "name"), " in your file that the scan did not find."].concat(),
    };
    if found_only > 0 {
        let found = count(found_only, "record");
        words.push_str(&format!(" {found} found by the scan, but not in your file."));
    }
    words
}

/// The button that adds the taken rows to the plan.
#[must_use]
pub fn add_to_plan(taken: usize) -> String {
    format!("Add {taken} to plan")
}

/// Shown after that.
#[must_use]
pub fn added_to_plan(changes: usize) -> String {
    [&count(changes, "change"), " added to the plan. Nothing is written until you apply it."]
        .concat()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diff::Compared;
    use crate::name::DomainName;
    use crate::record::{Rdata, RecordType, Ttl};

    fn a(content: &str, seconds: u32) -> Record {
        let name = DomainName::parse("www.example.com").unwrap();
        let rdata = Rdata::new(&RecordType::A, [content]);
        Record::new(name, RecordType::A, rdata, Ttl::Seconds(seconds))
    }

    fn row(standing: Standing, difference: Option<Difference>) -> ImportRow {
        let compared =
            Compared { wanted: Some(0), held: Some(0), standing, difference, is_due: true };
        ImportRow { compared, sight: None, planned: None }
    }

    fn marked(pieces: &[Piece]) -> String {
        let mark = |piece: &Piece| match piece.differs {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(mark).collect()
    }

    #[test]
    fn marks_only_what_differs() {
        let (before, after) = (a("192.0.2.10", 3600), a("192.0.2.20", 3600));
        let difference = Difference::Change { before: before.clone(), after: after.clone() };
        let both = sides(&row(Standing::Differs, Some(difference)), Some(&after), Some(&before));
        assert_eq!(marked(&both.file), "192.0.2.[2]0 · TTL 3600");
        assert_eq!(marked(&both.zone), "192.0.2.[1]0 · TTL 3600");
        let after =
            Record { proxied: Some(true), comment: Some("x".into()), ..a("192.0.2.10", 60) };
        let difference = Difference::Change { before: before.clone(), after };
        let both = sides(&row(Standing::Differs, Some(difference)), None, None);
        assert_eq!(marked(&both.file), "192.0.2.10[ · TTL 60][ · proxied][ · comment: x]");
        assert_eq!(marked(&both.zone), "192.0.2.10[ · TTL 3600][ · DNS only][ · comment: none]");
        let equal = sides(&row(Standing::Equal, None), Some(&before), Some(&before));
        assert_eq!(
            (marked(&equal.file), marked(&equal.zone)),
            ("192.0.2.10 · TTL 3600".into(), "the same".into())
        );
    }

    #[test]
    fn counts_add_up_in_words() {
        let tally = Tally { new: 32, equal: 2, name_servers: 1, ..Tally::default() };
        assert_eq!(
            import_tally(tally),
            "35 records read: 32 new, 2 equal, 1 name server left aside."
        );
        let tally = Tally { differ: 1, soa: 1, gone: 2, ..Tally::default() };
        let words = "2 records read: 1 differs, 1 SOA skipped. 2 records are only in the zone.";
        assert_eq!(import_tally(tally), words);
        let words = "5 names in your file that the scan did not find.";
        assert_eq!(beside_scan(5, 0), words);
        assert!(beside_scan(0, 1).ends_with("1 record found by the scan, but not in your file."));
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_text(one in "[abü]{0,6}", other in "[abü]{0,6}") {
            let pieces = apart(&one, &other);
            let whole: String = pieces.iter().map(|piece| &*piece.text).collect();
            prop_assert_eq!(&whole, &one);
            prop_assert!(pieces.iter().filter(|piece| piece.differs).count() <= 1);
            prop_assert_eq!(one == other, pieces.iter().all(|p| !p.differs) && apart(&other, &one).iter().all(|p| !p.differs));
        }
    }
}
