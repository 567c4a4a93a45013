//! Records as they are sent to Cloudflare: whole, or what is to change of them. What was spelled
//! otherwise when it was read goes back as it was, as long as it says the same. It never judges whether
//! a record may be written.

use std::borrow::Cow;

use super::data::{self, PRIORITY};
use super::wire::{AUTO, NAME, PRIVATE, RECORD, SETTINGS, values};
use crate::name::DomainName;
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node};
use crate::provider::presentation;
use crate::record::{FieldKind, Record, RecordType, Ttl};

/// The members that a type's fields stand in.
pub(super) fn members(rtype: &RecordType) -> &'static [&'static str] {
    match (data::keys(rtype).is_empty(), data::has_outer_priority(rtype)) {
        (true, false) => &["content"],
        (true, true) => &["content", PRIORITY, "data"],
        // What they have as content is made of the data.
        (false, false) => &["data"],
        (false, true) => &["data", PRIORITY],
    }
}

/// Whether the fields stand in the item as they would be written.
pub(super) fn is_as_written(item: &Node<'_>, record: &Record) -> bool {
    let (rtype, rdata) = (&record.rtype, &record.rdata);
    let is = |node: &Node<'_>, kind, text: &str| {
        matches!(node, Node::Text(_)) != is_number(kind) && node.scalar().as_deref() == Some(text)
    };
    let has_outer = data::has_outer_priority(rtype);
    let keys = data::keys(rtype);
    let mut fields = keys.iter().zip(rtype.fields()).zip(rdata.fields());
    (!has_outer || is(item.get(PRIORITY), FieldKind::U16, rdata.field(0)))
        && (!keys.is_empty()
            || item.get("content").text().is_some_and(|text| is_content(text, record)))
        && fields.all(|((key, spec), text)| {
            (has_outer && *key == PRIORITY)
                || is(item.get("data").get(key), spec.kind, &written(rtype, spec.kind, text))
        })
}

/// What was kept beside a record, as an object.
fn kept(record: &Record) -> String {
    ["{", record.more.as_deref().unwrap_or_default(), "}"].concat()
}

fn read_kept(kept: &str) -> Node<'_> {
    lenient::read_object(kept.as_bytes(), RECORD).unwrap_or(Node::Null)
}

/// Writes all members of a record that apply to it.
pub(super) fn write(json: &mut Json, record: &Record) {
    let kept = kept(record);
    let kept = read_kept(&kept);
    json.text("type", record.rtype.as_str());
    push_name(json, record, &kept);
    push_rdata(json, record, &kept);
    push_ttl(json, record.ttl);
    if let Some(proxied) = record.proxied.filter(|_| record.rtype.is_proxiable()) {
        json.bool("proxied", proxied);
    }
    if let Some(comment) = &record.comment {
        json.text("comment", comment);
    }
    if !record.tags.is_empty() {
        push_tags(json, record);
    }
    if let Some(more) = lenient::only(&kept, &[SETTINGS, PRIVATE]) {
        json.raw(&more);
    }
}

/// Writes the members in which a record is to differ, and tells whether there are any. What is kept
/// without being understood stays as it is at the provider.
pub(super) fn write_changes(json: &mut Json, before: &Record, after: &Record) -> bool {
    let kept = kept(after);
    let kept = read_kept(&kept);
    let mut differs = false;
    // Counts a difference that there is.
    let mut is_new = |is_other: bool| {
        differs |= is_other;
        is_other
    };
    let is_other_type = is_new(before.rtype != after.rtype);
    if is_other_type {
        json.text("type", after.rtype.as_str());
    }
    if is_new(before.name != after.name) {
        push_name(json, after, &kept);
    }
    if is_new(is_other_type || before.rdata != after.rdata) {
        push_rdata(json, after, &kept);
    }
    if is_new(before.ttl != after.ttl) {
        push_ttl(json, after.ttl);
    }
    let proxied = after.proxied == Some(true);
    if is_new((before.proxied == Some(true)) != proxied) {
        json.bool("proxied", proxied);
    }
    if is_new(before.comment != after.comment) {
        // An empty one takes it away: the published descriptions know no null here.
        json.text("comment", after.comment.as_deref().unwrap_or_default());
    }
    if is_new(before.tags != after.tags) {
        push_tags(json, after);
    }
    differs
}

fn push_ttl(json: &mut Json, ttl: Ttl) {
    json.number("ttl", &ttl.seconds().unwrap_or(AUTO).to_string());
}

fn push_tags(json: &mut Json, record: &Record) {
    json.key("tags");
    json.open('[');
    record.tags.iter().for_each(|tag| json.item(tag));
    json.close(']');
}

/// The owner name, as it was spelled where it is still that one.
fn push_name(json: &mut Json, record: &Record, kept: &Node<'_>) {
    let is_same = |name: &&str| DomainName::parse(name).is_ok_and(|name| name == record.name);
    let spelled = kept.get(NAME).text().filter(is_same);
    json.text(NAME, spelled.unwrap_or(record.name.as_str()));
}

/// The members of the rdata, as they were spelled where they still say the same.
fn push_rdata(json: &mut Json, record: &Record, kept: &Node<'_>) {
    let (rtype, rdata) = (&record.rtype, &record.rdata);
    let spelled = lenient::only(kept, members(rtype));
    if let Some(spelled) = spelled.filter(|_| values(kept, rtype).are(record)) {
        return json.raw(&spelled);
    }
    if data::has_outer_priority(rtype) {
        json.number(PRIORITY, rdata.field(0));
    }
    let keys = data::keys(rtype);
    if keys.is_empty() {
        return json.text("content", &content(record));
    }
    json.key("data");
    json.open('{');
    for ((key, spec), text) in keys.iter().zip(rtype.fields()).zip(rdata.fields()) {
        match is_number(spec.kind) {
            _ if *key == PRIORITY && data::has_outer_priority(rtype) => {}
            true => json.number(key, text),
            false => json.text(key, &written(rtype, spec.kind, text)),
        }
    }
    json.close('}');
}

/// What is written as the content of a type that has no data.
fn content(record: &Record) -> Cow<'_, str> {
    let content = record.rdata.field(usize::from(record.rtype.has_priority()));
    match record.rtype {
        RecordType::Txt => {
            Cow::Owned(presentation::quote(&record.rdata.fields().collect::<Vec<_>>()))
        }
        _ => Cow::Borrowed(content),
    }
}

/// Whether the content is written so.
fn is_content(text: &str, record: &Record) -> bool {
    let is_plain = record.rtype == RecordType::Txt
        && !record.has_strings()
        && presentation::plain(text).is_some_and(|text| text == record.rdata.field(0));
    is_plain || text == content(record)
}

fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::U8 | FieldKind::U16 | FieldKind::Decimal)
}

/// A field as it is written: the words of a position are capitals here (provider document, 1.5).
fn written<'t>(rtype: &RecordType, kind: FieldKind, text: &'t str) -> Cow<'t, str> {
    match kind {
        FieldKind::Word if *rtype == RecordType::Loc => Cow::Owned(text.to_ascii_uppercase()),
        _ => Cow::Borrowed(text),
    }
}
