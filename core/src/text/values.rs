//! The values of records in a line, and what of them a change changes.

use super::{field_label, ttl};
use crate::change::{Change, Verb};
use crate::record::{Field, Record};

/// A value of a cell; a word for an empty one, such as the text of a TXT record may be.
#[must_use]
pub fn or_empty(value: String) -> String {
    if value.is_empty() { "(empty)".to_owned() } else { value }
}

/// The longest value that is shown whole beside the one it replaces.
const WHOLE: usize = 48;
/// How much of a longer one is shown on both sides of what differs.
const AROUND: usize = 12;

/// What a change does, in a word.
#[must_use]
pub fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Add => "Add",
        Verb::Change => "Change",
        Verb::Delete => "Delete",
        Verb::Accept => "Accept",
        Verb::Reject => "Reject",
    }
}

/// All values of a record in one line.
#[must_use]
pub fn described(record: &Record, with_name: bool) -> String {
    let mut words: Vec<String> = vec![match with_name {
        true => format!("{} {}", record.name, data(record)),
        false => data(record),
    }];
    words.push(format!("TTL {}", ttl(record.ttl)));
    words.extend(record.proxied.map(|is_on| proxied(is_on).to_owned()));
    words.extend(record.disabled.then(|| "disabled".to_owned()));
    words.extend(record.comment.iter().map(|comment| comment.shown().into_owned()));
    words.extend(record.tags.iter().map(|tag| tag.shown().into_owned()));
    words.join(" · ")
}

fn proxied(is_on: bool) -> &'static str {
    if is_on { "proxied" } else { "not proxied" }
}

/// A part of what a change shows: what goes, what comes, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is; empty where it goes without saying.
    pub label: &'static str,
    /// What goes.
    pub before: Option<String>,
    /// What comes.
    pub after: Option<String>,
    /// What stays, to know the record by.
    pub same: Option<String>,
}

/// What a change comes to: all values of a record that comes or goes, and of one that is changed only those
/// that differ.
#[must_use]
pub fn parts(change: &Change) -> Vec<Part> {
    let whole = |record: &Record| Some(described(record, false));
    let differing = match change {
        Change::Edit { before, after, .. } => differing(before, after),
        Change::Accept { found, record } => differing(found, record),
        _ => Vec::new(),
    };
    let is_any = differing.iter().any(|part| part.same.is_none());
    match change {
        _ if is_any => differing,
        Change::Delete { record } => vec![Part { before: whole(record), ..Part::default() }],
        _ => vec![Part { after: whole(change.record()), ..Part::default() }],
    }
}

fn differing(before: &Record, after: &Record) -> Vec<Part> {
    let mut parts = Differing::default();
    parts.put("Name", before.name.to_string(), after.name.to_string());
    parts.put("Type", before.rtype.shown().into_owned(), after.rtype.shown().into_owned());
    parts.put_data(before, after);
    parts.put("TTL", ttl(before.ttl), ttl(after.ttl));
    let is_proxiable = before.proxied.is_some() || after.proxied.is_some();
    let mark = |record: &Record| match is_proxiable {
        true => proxied(record.proxied.unwrap_or_default()).to_owned(),
        false => String::new(),
    };
    parts.put("", mark(before), mark(after));
    let state = |record: &Record| if record.disabled { "disabled" } else { "enabled" }.to_owned();
    parts.put("", state(before), state(after));
    let comment = |record: &Record| {
        record.comment.as_ref().map(|text| text.shown().into_owned()).unwrap_or_default()
    };
    parts.put("Comment", comment(before), comment(after));
    let tags = |record: &Record| {
        record.tags.iter().map(|tag| tag.shown().into_owned()).collect::<Vec<_>>().join(", ")
    };
    parts.put("Tags", tags(before), tags(after));
    parts.0
}

/// The parts that differ between two records.
#[derive(Default)]
struct Differing(Vec<Part>);

impl Differing {
    fn put(&mut self, label: &'static str, before: String, after: String) {
        if before != after {
            let (before, after) = clipped(&before, &after);
            let shown = |text: String| Some(text).filter(|text| !text.is_empty());
            let (before, after) = (shown(before), shown(after));
            self.0.push(Part { label, before, after, same: None });
        }
    }

    /// What differs in the data. If nothing does, it is there all the same, to know the record by.
    fn put_data(&mut self, before: &Record, after: &Record) {
        let known = self.0.len();
        let fields = after.rtype.fields().len();
        if before.rtype == after.rtype && fields > 1 {
            for index in 0..fields {
                let label = field_label(Field::Rdata(index), after);
                let value = |record: &Record| record.rdata.field(index).shown().into_owned();
                self.put(label, value(before), value(after));
            }
        } else {
            let value = |record: &Record| record.content().shown().into_owned();
            self.put("", value(before), value(after));
        }
        if self.0.len() == known && before != after {
            self.0.insert(0, Part { same: Some(data(after)), ..Part::default() });
        }
    }
}

/// The priority, if there is one, and the content.
fn data(record: &Record) -> String {
    let content = record.content().shown().into_owned();
    match record.priority() {
        Some(priority) => format!("{priority} {content}"),
        None => content,
    }
}

/// Two values, cut down to where they differ if both are long.
fn clipped(before: &str, after: &str) -> (String, String) {
    let (one, other): (Vec<char>, Vec<char>) = (before.chars().collect(), after.chars().collect());
    if one.len().min(other.len()) <= WHOLE {
        return (before.to_owned(), after.to_owned());
    }
    let same = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
        pairs.take_while(|(one, other)| one == other).count()
    };
    let start = same(&mut one.iter().zip(&other));
    let rest = one.len().min(other.len()) - start;
    let end = same(&mut one.iter().rev().zip(other.iter().rev())).min(rest);
    let clip = |text: &[char]| {
        let from = start.saturating_sub(AROUND);
        let to = (text.len() - end + AROUND).min(text.len());
        let mut clipped = String::from(if from > 0 { "…" } else { "" });
        clipped.extend(text.get(from..to).unwrap_or_default());
        clipped.push_str(if to < text.len() { "…" } else { "" });
        clipped
    };
    (clip(&one), clip(&other))
}

/// What a change comes to, in one line.
#[must_use]
pub fn values(change: &Change) -> String {
    let line = |Part { label, before, after, same }: Part| {
        let both = before.is_some() && after.is_some();
        let arrow = both.then(|| "→".to_owned());
        let label = Some(label.to_owned()).filter(|label| !label.is_empty());
        let words = label.into_iter().chain(same).chain(before).chain(arrow).chain(after);
        words.collect::<Vec<_>>().join(" ")
    };
    parts(change).into_iter().map(line).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, RecordType, Ttl};

    fn record(rtype: RecordType, fields: &[&str], ttl: u32) -> Record {
        let name = DomainName::parse("www.example.com").unwrap();
        let rdata = Rdata::new(&rtype, fields);
        Record::new(name, rtype, rdata, Ttl::Seconds(ttl))
    }

    fn edit(before: Record, after: Record) -> String {
        values(&Change::Edit { before, after, whole: false })
    }

    #[test]
    fn an_empty_value_is_something_to_see() {
        assert_eq!(or_empty(String::new()), "(empty)");
        assert_eq!(or_empty("v=spf1".to_owned()), "v=spf1");
    }

    #[test]
    fn shows_all_of_what_comes_and_goes_and_only_what_differs_of_what_is_changed() {
        let one = || record(RecordType::A, &["192.0.2.1"], 300);
        assert_eq!(values(&Change::Add { record: one() }), "192.0.2.1 · TTL 300");
        assert_eq!(values(&Change::Reject { found: one() }), "192.0.2.1 · TTL 300");
        assert_eq!(parts(&Change::Delete { record: one() })[0].after, None);
        let auto = edit(one(), Record { ttl: Ttl::Auto, ..one() });
        assert_eq!(auto, "192.0.2.1 · TTL 300 → Auto", "what stays tells which record it is");
        let other = record(RecordType::A, &["192.0.2.2"], 60);
        assert_eq!(edit(one(), other.clone()), "192.0.2.1 → 192.0.2.2 · TTL 300 → 60");
        let accept = Change::Accept { found: one(), record: other };
        assert_eq!(values(&accept), "192.0.2.1 → 192.0.2.2 · TTL 300 → 60");
        assert_eq!(values(&Change::Accept { found: one(), record: one() }), "192.0.2.1 · TTL 300");
        assert_eq!(edit(one(), one()), "192.0.2.1 · TTL 300", "written whole");
    }

    #[test]
    fn names_the_fields_of_types_with_several_and_the_marks_of_the_provider() {
        let mx = |priority: &str| record(RecordType::Mx, &[priority, "mx.example.com"], 60);
        assert_eq!(edit(mx("10"), mx("20")), "Priority 10 → 20");
        let marked = Record {
            proxied: Some(true),
            disabled: true,
            comment: Some("new".into()),
            tags: vec!["a".into(), "b".into()],
            ..mx("10")
        };
        let plain = Record { proxied: Some(false), ..mx("10") };
        let words = "10 mx.example.com · not proxied → proxied · enabled → disabled · Comment new · Tags a, b";
        assert_eq!(edit(plain, marked.clone()), words);
        assert_eq!(
            described(&marked, true),
            "www.example.com 10 mx.example.com · TTL 60 · proxied · disabled · new · a · b"
        );
    }

    #[test]
    fn a_long_value_is_cut_down_to_what_differs() {
        let key = |word: &str| format!("v=DKIM1; p={}{word}{}", "A".repeat(60), "B".repeat(60));
        let (one, other) = clipped(&key("xx"), &key("y"));
        assert_eq!(one, format!("…{}xx{}…", "A".repeat(12), "B".repeat(12)));
        assert_eq!(other, format!("…{}y{}…", "A".repeat(12), "B".repeat(12)));
        let (one, other) = clipped(&"a".repeat(50), &"a".repeat(53));
        assert_eq!((one.chars().count(), other.chars().count()), (13, 16));
        assert_eq!(clipped("short", &key("x")), ("short".into(), key("x")));
        let (one, _) = clipped(&"ä".repeat(60), &["ä".repeat(59), "x".into()].concat());
        assert_eq!(one, format!("…{}", "ä".repeat(13)));
    }

    #[test]
    fn text_from_outside_is_shown_with_what_is_invisible() {
        let strange = record(RecordType::Txt, &["a\u{202e}b"], 60);
        let other = record(RecordType::Txt, &["c"], 60);
        assert!(!edit(strange, other).contains('\u{202e}'));
    }
}
