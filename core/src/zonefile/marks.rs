//! Provider fields in the comment after a record: its comment, its tags and its proxy flag, in the format
//! of Cloudflare's export and import (its documentation, "Import and export records", "DNS record
//! attributes"). Comments on lines of their own are ignored.

use crate::foreign::Foreign;
use crate::provider::loose::{self, Members};
use crate::record::{Record, RecordType};

/// The keyword before the tags.
const TAGS: &str = "cf_tags=";
/// The tag with the proxy flag.
const PROXIED: &str = "cf-proxied";
/// The tag for CNAME flattening.
const FLATTEN: &str = "cf-flatten-cname";
/// The uninterpreted field of a record with CNAME flattening.
const FLATTENED: &str = r#"{"settings":{"flatten_cname":true}}"#;
/// How many occurrences of the keyword are tried: a comment or a quoted tag may contain it too.
const TRIES: usize = 4;

/// Applies the fields in a comment to the record; returns whether it has a list of tags, even an empty
/// one.
pub(super) fn read(comment: &str, record: &mut Record) -> bool {
    let (note, tags) = parts(comment);
    let has_tags = tags.is_some();
    record.comment = Some(note.trim()).filter(|note| !note.is_empty()).map(Into::into);
    for tag in tags.unwrap_or_default() {
        let (name, value) = tag.split_once(':').unwrap_or((&tag, ""));
        if name == PROXIED {
            record.proxied = Some(value == "true").filter(|_| record.rtype.is_proxiable());
        } else if name == FLATTEN {
            record.more = Some(FLATTENED.into());
        } else {
            record.tags.push(tag.into());
        }
    }
    has_tags
}

/// Appends the comment with the record's fields, if there are any. False if they cannot be expressed: a
/// tag may contain text that would be read as another tag.
pub(super) fn write(record: &Record, out: &mut String) -> bool {
    let note = note(record);
    let mut tags = String::new();
    for tag in &record.tags {
        push_tag(&mut tags, tag.raw());
    }
    if let Some(proxied) = record.proxied.filter(|_| record.rtype.is_proxiable()) {
        push_tag(&mut tags, &[PROXIED, if proxied { ":true" } else { ":false" }].concat());
    }
    if is_flattened(record) {
        push_tag(&mut tags, FLATTEN);
    }
    if note.is_empty() && tags.is_empty() {
        return true;
    }
    out.push_str(" ;");
    let start = out.len();
    if !note.is_empty() {
        out.push(' ');
        out.push_str(&note);
    }
    // A comment that contains the keyword itself needs an additional one after it.
    if !tags.is_empty() || note.contains(TAGS) {
        out.push(' ');
        out.push_str(TAGS);
        out.push_str(&tags);
    }
    let said = out.get(start..).unwrap_or_default();
    let is_one_line = !said.bytes().any(|b| matches!(b, b'\n' | b'\r'));
    let mut back =
        Record::new(record.name.clone(), record.rtype.clone(), record.rdata.clone(), record.ttl);
    read(said, &mut back);
    let identity = |record| {
        let mut key = String::new();
        push_identity(record, &mut key);
        key
    };
    is_one_line && identity(&back) == identity(record)
}

/// Appends a key of all fields in the comment, for comparison.
pub(super) fn push_identity(record: &Record, key: &mut String) {
    let note = note(record);
    let proxied = record.proxied.filter(|_| record.rtype.is_proxiable());
    let proxied = proxied.map_or("", |proxied| if proxied { "proxied" } else { "direct" });
    let flattened = if is_flattened(record) { "flattened" } else { "" };
    for text in [&note, proxied, flattened].into_iter().chain(record.tags.iter().map(Foreign::raw))
    {
        key.push('\n');
        key.push_str(text);
    }
}

fn is_flattened(record: &Record) -> bool {
    let setting = || {
        let settings = Members::parse(record.raw_more()).get("settings").members()?;
        settings.get("flatten_cname").truth()
    };
    record.rtype == RecordType::Cname && setting() == Some(true)
}

/// The comment on one line.
fn note(record: &Record) -> String {
    let comment = record.raw_comment().trim();
    comment.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The comment text, and the tags after the last keyword that is followed only by tags.
fn parts(comment: &str) -> (&str, Option<Vec<String>>) {
    let mut places: Vec<usize> = comment.match_indices(TAGS).map(|(place, _)| place).collect();
    for _ in 0..TRIES {
        let Some(place) = places.pop() else { break };
        let (note, rest) = (comment.get(..place), comment.get(place + TAGS.len()..));
        let starts = note.is_some_and(|note| note.is_empty() || note.ends_with([' ', '\t']));
        if let Some(tags) = rest.filter(|_| starts).and_then(tags) {
            return (note.unwrap_or_default(), Some(tags));
        }
    }
    (comment, None)
}

/// Parses comma-separated tags; `None` if the text is no such list.
fn tags(text: &str) -> Option<Vec<String>> {
    let mut tags = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.bytes().position(|b| matches!(b, b':' | b',')).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        if name.is_empty() || name.bytes().any(|b| matches!(b, b'"' | b'=' | b'\\')) {
            return None;
        }
        let mut tag = name.to_owned();
        rest = after;
        if let Some(value) = after.strip_prefix(':') {
            tag.push(':');
            let end = end_of_value(value);
            let (value, after) = value.split_at_checked(end)?;
            if value.starts_with('"') {
                tag.push_str(&serde_json::from_str::<String>(value).ok()?);
            } else if value.bytes().any(|b| matches!(b, b'"' | b'=' | b'\\')) {
                return None;
            } else {
                tag.push_str(value);
            }
            rest = after;
        }
        tags.push(tag);
        if !rest.is_empty() {
            rest = rest.strip_prefix(',')?;
        }
    }
    Some(tags)
}

/// The end of a value: the next comma, or after its closing quote.
fn end_of_value(value: &str) -> usize {
    let quoted = value.starts_with('"');
    let mut escaped = false;
    for (place, byte) in value.bytes().enumerate() {
        match byte {
            b',' if !quoted => return place,
            b'"' if quoted && place > 0 && !escaped => return place + 1,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    value.len()
}

fn push_tag(tags: &mut String, tag: &str) {
    if !tags.is_empty() {
        tags.push(',');
    }
    let needs_quotes = |b: u8| matches!(b, b'"' | b'=' | b',' | b'\\') || b.is_ascii_control();
    match tag.split_once(':') {
        Some((name, value))
            if value.bytes().any(needs_quotes) || value.trim().len() < value.len() =>
        {
            tags.push_str(name);
            tags.push(':');
            tags.push_str(&loose::write(&value));
        }
        _ => tags.push_str(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::record::{Rdata, Ttl};
    use proptest::prelude::*;

    fn record(rtype: RecordType) -> Record {
        let rdata = Rdata::new(&rtype, ["192.0.2.1"]);
        Record::new(DomainName::parse("example.com").unwrap(), rtype, rdata, Ttl::Auto)
    }

    fn said(comment: &str) -> (Option<String>, Vec<String>, Option<bool>) {
        let mut record = record(RecordType::A);
        read(comment, &mut record);
        let tags = record.tags.iter().map(|tag| tag.raw().to_owned()).collect();
        (record.comment.map(|note| note.into_raw().into()), tags, record.proxied)
    }

    #[test]
    fn reads_the_documented_examples() {
        for (comment, note, tags, proxied) in [
            ("   cf_tags=awesome", None, vec!["awesome"], None),
            (
                r#"cf_tags=tag1,tag2:value2,tag3:"value,with,commas",tag4:"value with \"escaped\" quotation marks""#,
                None,
                vec![
                    "tag1",
                    "tag2:value2",
                    "tag3:value,with,commas",
                    "tag4:value with \"escaped\" quotation marks",
                ],
                None,
            ),
            (" just a comment", Some("just a comment"), vec![], None),
            (
                " this comment contains cf_tags= as text cf_tags=",
                Some("this comment contains cf_tags= as text"),
                vec![],
                None,
            ),
            (
                " simple example cf_tags=important,ticket:THIS-12345",
                Some("simple example"),
                vec!["important", "ticket:THIS-12345"],
                None,
            ),
            (" cf_tags=cf-proxied:true", None, vec![], Some(true)),
            (" cf_tags=test:1,cf-proxied:false", None, vec!["test:1"], Some(false)),
            (" cf_tags=a:\"\",b:,c", None, vec!["a:", "b:", "c"], None),
            (" cf_tags=a:\"x cf_tags=y\"", None, vec!["a:x cf_tags=y"], None),
            (" cf_tags=\"", Some("cf_tags=\""), vec![], None),
            ("", None, vec![], None),
        ] {
            let tags = tags.into_iter().map(str::to_owned).collect();
            assert_eq!(said(comment), (note.map(str::to_owned), tags, proxied), "{comment}");
        }
    }

    #[test]
    fn reads_and_writes_the_flattening_of_a_cname() {
        let mut cname = record(RecordType::Cname);
        read(" cf_tags=cf-flatten-cname", &mut cname);
        assert_eq!(cname.raw_more(), Some(FLATTENED));
        let mut out = String::new();
        write(&cname, &mut out);
        assert_eq!(out, " ; cf_tags=cf-flatten-cname");
    }

    #[test]
    fn writes_the_proxy_only_of_proxiable_records() {
        let mut txt = record(RecordType::Txt);
        txt.proxied = Some(false);
        let mut out = String::new();
        write(&txt, &mut out);
        assert_eq!(out, "");
    }

    proptest! {
        #[test]
        fn reads_back_the_marks_that_it_wrote(
            comment in proptest::option::of("[ -~äé;\"]{0,30}( cf_tags=[a-z,]{0,3})?"),
            tags in proptest::collection::vec("[a-z0-9_-]{1,5}(:[ -~ä\u{7}]{0,8})?", 0..4),
            proxied in any::<Option<bool>>(),
        ) {
            let mut before = record(RecordType::A);
            before.comment = comment.as_deref().map(str::trim).filter(|c| !c.is_empty()).map(Into::into);
            before.tags = tags.iter().map(|tag| tag.as_str().into()).collect();
            before.proxied = proxied;
            let mut out = String::new();
            write(&before, &mut out);
            prop_assert!(!out.contains('\n'));
            let mut after = record(RecordType::A);
            if let Some(comment) = out.strip_prefix(" ;") {
                read(comment, &mut after);
            }
            prop_assert_eq!(&before, &after);
        }

        #[test]
        fn reads_any_comment_without_panic(comment in any::<String>()) {
            let _ = said(&comment);
            let _ = said(&format!(" cf_tags={comment}"));
        }
    }
}
