//! Records as Cloudflare writes them, in zones and in what scans find. What is sent is not made here.

use std::borrow::Cow;

use super::body::{is_as_written, members};
use super::data::{self, PRIORITY};
use crate::name::DomainName;
use crate::provider::draft::{self, Draft, Values};
use crate::provider::lenient::{self, Node};
use crate::provider::presentation;
use crate::record::{FieldKind, FieldSpec, Flaw, Record, RecordType, Ttl};

/// The members that are read of a record.
pub(super) const RECORD: &[&str] = &[
    "id", NAME, "type", "content", "data", "priority", "proxied", "ttl", "comment", "tags", "meta",
    SETTINGS, PRIVATE,
];
/// The owner name, complete.
pub(super) const NAME: &str = "name";
/// What is kept with a record without being understood (provider document, 1.5).
pub(super) const SETTINGS: &str = "settings";
pub(super) const PRIVATE: &str = "private_routing";
/// The TTL that means that Cloudflare chooses (provider document, 1.5).
pub(super) const AUTO: u32 = 1;

/// Reads a record.
pub(super) fn read(item: &Node<'_>, zone: &DomainName) -> Record {
    if !matches!(item, Node::Object(_)) {
        return draft::not_a_record(zone, item);
    }
    let rtype = item.get("type").words().map(RecordType::parse);
    let values = match &rtype {
        Some(rtype) => values(item, rtype),
        None => Values::raw(item.get("content")),
    };
    let name = item.get("name").words().and_then(|name| DomainName::parse(name).ok());
    let draft = Draft { name, rtype, values, ttl: ttl(item.get("ttl")) };
    let mut record = draft.finish(zone, item.get("id"), item.get("comment"));
    record.proxied = match item.get("proxied") {
        // Said of every type, but only of use for three (provider document, 1.10).
        Node::Bool(proxied) if *proxied || record.rtype.is_proxiable() => Some(*proxied),
        _ => None,
    };
    let tags = item.get("tags").list().iter();
    record.tags = tags.filter_map(|tag| tag.words().map(Into::into)).collect();
    // Another product's record, whose edits fail (provider document, 1.6).
    record.locked = matches!(item.get("meta").get("read_only"), Node::Bool(true));
    record.more = more(item, &record);
    let more = record.more.iter().chain(&record.tags);
    if !more.into_iter().all(|text| draft::is_read(text)) {
        record.flaw.get_or_insert(Flaw::Content);
    }
    record
}

/// The members that a new record needs beside those that are understood; those that say nothing but
/// the defaults are left out. With them those that are spelled otherwise than they would be written:
/// undoing is to bring back what was there.
fn more(item: &Node<'_>, record: &Record) -> Option<Box<str>> {
    let mut kept: Vec<&str> = Vec::new();
    kept.extend([SETTINGS, PRIVATE].iter().filter(|name| !is_default(item.get(name))));
    if record.flaw.is_none() {
        kept.extend(Some(NAME).filter(|_| item.get(NAME).text() != Some(record.name.as_str())));
        if !is_as_written(item, record) {
            kept.extend(members(&record.rtype));
        }
    }
    // Most records have nothing of it.
    if kept.is_empty() {
        return None;
    }
    lenient::only(item, &kept)
}

/// Whether this is what a setting is when nobody has set it.
fn is_default(node: &Node<'_>) -> bool {
    match node {
        Node::Null | Node::Bool(false) => true,
        Node::Object(members) => members.iter().all(|(_, node)| is_default(node)),
        _ => false,
    }
}

fn ttl(node: &Node<'_>) -> Option<Ttl> {
    let seconds = draft::seconds(node)?;
    Some(if seconds == AUTO { Ttl::Auto } else { Ttl::Seconds(seconds) })
}

/// The values of a type, wherever they stand.
pub(super) fn values<'a>(item: &'a Node<'_>, rtype: &RecordType) -> Values<'a> {
    match data::keys(rtype).is_empty() {
        true => plain(item, rtype),
        false => structured(item, rtype),
    }
}

/// The values of a type that stands in `content`, for MX with the priority beside it.
fn plain<'a>(item: &'a Node<'_>, rtype: &RecordType) -> Values<'a> {
    let mut values = Values::raw(item.get("content"));
    if *rtype == RecordType::Txt {
        match item.get("content").text().map(presentation::unquote) {
            Some(Some(texts)) => values.texts = texts,
            _ => values.whole = false,
        }
    }
    if rtype.has_priority() {
        let priority = item.get("data").get(PRIORITY).scalar().or(item.get(PRIORITY).scalar());
        let priority = priority.unwrap_or_default();
        values.whole &= presentation::is_in_range(FieldKind::U16, &priority);
        values.texts.insert(0, priority);
    }
    values
}

/// The values of a type that stands in `data`; what is missing there is taken from `content`,
/// which holds the same as one text (provider document, 1.5 and 1.10: half parsed).
fn structured<'a>(item: &'a Node<'_>, rtype: &RecordType) -> Values<'a> {
    let fields = rtype.fields();
    let mut texts = Vec::with_capacity(fields.len());
    let mut whole = true;
    let mut content = None;
    for ((index, spec), key) in fields.iter().enumerate().zip(data::keys(rtype)) {
        let given = member(item, key);
        let is_enough = given.as_ref().is_some_and(|text| !text.is_empty());
        let text = if is_enough || (given.is_some() && is_text(spec.kind)) {
            given
        } else {
            let content = content.get_or_insert_with(|| split(item, fields));
            let split = content.get_mut(index).map(std::mem::take);
            split.or_else(|| instead(given, spec))
        };
        whole &= text.as_ref().is_some_and(|text| presentation::is_in_range(spec.kind, text));
        texts.push(text.unwrap_or_default());
    }
    if !whole && texts.iter().all(|text| text.is_empty()) {
        texts.clear();
        draft::push_unsplit(&mut texts, rtype, item.get("content").text().unwrap_or_default());
    }
    Values { texts, whole }
}

fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text | FieldKind::String)
}

/// A member of `data`, the priority else beside it. `data` wins: the other is on its way out.
fn member<'a>(item: &'a Node<'_>, key: &str) -> Option<Cow<'a, str>> {
    let inner = item.get("data").get(key);
    let outer = if key == PRIORITY && inner.is_null() { item.get(PRIORITY) } else { inner };
    outer.scalar()
}

/// The fields that stand in `content`, where it can be split; the priority of old records does
/// not stand there.
fn split<'a>(item: &'a Node<'_>, fields: &[FieldSpec]) -> Vec<Cow<'a, str>> {
    let content = item.get("content").text().unwrap_or_default();
    let without = || {
        let mut texts = presentation::split(content, fields.get(1..)?)?;
        texts.insert(0, member(item, PRIORITY)?);
        Some(texts)
    };
    presentation::split(content, fields).or_else(without).unwrap_or_default()
}

/// What an empty or missing member stands for by itself.
fn instead<'a>(given: Option<Cow<'a, str>>, spec: &FieldSpec) -> Option<Cow<'a, str>> {
    match spec.kind {
        FieldKind::Params => Some(Cow::Borrowed("")),
        // The null target of SRV (provider document, 1.6).
        FieldKind::Host => given.map(|_| Cow::Borrowed(".")),
        _ => None,
    }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
