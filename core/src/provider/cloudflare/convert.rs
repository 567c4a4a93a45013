//! Records as Cloudflare writes them (`wire`), to and from those of the model. What was spelled otherwise than
//! it would be written goes back as it was, as long as it says the same. It never judges whether a record may
//! be written.

use std::borrow::Cow;

use super::data::{self, PRIORITY};
use super::values::values;
use super::wire::{Data, DnsRecord, Field, RdataBody, RecordBody, RecordMeta};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::draft::{self, Draft, Values};
use crate::provider::loose::{self, Loose, Members, Number};
use crate::provider::presentation;
use crate::record::{FieldKind, FieldSpec, Flaw, Record, RecordType, Ttl};

/// The owner name, complete.
const NAME: &str = "name";
/// What is kept with a record without being understood (provider document, 1.5).
const SETTINGS: &str = "settings";
const PRIVATE: &str = "private_routing";
/// The TTL that means that Cloudflare chooses (provider document, 1.5).
const AUTO: u32 = 1;

/// Reads a record from an item of a list.
pub(super) fn read(item: &str, zone: &DomainName) -> Record {
    let Some(wire) = loose::object::<DnsRecord<'_>>(item) else {
        return draft::not_a_record(zone, item);
    };
    let rtype = wire.rtype.words().map(|name| RecordType::parse(&name));
    let values = match &rtype {
        Some(rtype) => values(&wire, rtype),
        None => Values::raw(wire.content),
    };
    let name = wire.name.words().and_then(|name| DomainName::parse(&name).ok());
    let draft = Draft { name, rtype, values, ttl: ttl(wire.ttl) };
    let mut record = draft.finish(zone, wire.id, wire.comment);
    // Said of every type, but only of use for three (provider document, 1.10).
    let is_of_use = |proxied: &bool| *proxied || record.rtype.is_proxiable();
    record.proxied = wire.proxied.truth().filter(is_of_use);
    record.tags = wire.tags.list().iter().filter_map(|tag| Some(tag.words()?.into())).collect();
    // Another product's record, whose edits fail (provider document, 1.6).
    record.locked = wire.meta.object::<RecordMeta<'_>>().read_only.truth() == Some(true);
    record.more = more(item, &wire, &record);
    if !record.more.iter().chain(&record.tags).all(|text| draft::is_read(text.raw())) {
        record.flaw.get_or_insert(Flaw::Content);
    }
    record
}

/// Reads the records of a list in an answer.
pub(super) fn read_all(list: Loose<'_>, zone: &DomainName) -> Vec<Record> {
    list.list().iter().map(|item| read(item.written().unwrap_or("null"), zone)).collect()
}

/// The members that a new record needs beside those that are understood; those that say nothing but
/// the defaults are left out. With them those that are spelled otherwise than they would be written:
/// undoing is to bring back what was there.
fn more(item: &str, wire: &DnsRecord<'_>, record: &Record) -> Option<Foreign> {
    let mut kept: Vec<&str> = Vec::new();
    let kept_as_they_are = [(SETTINGS, wire.settings), (PRIVATE, wire.private_routing)];
    kept.extend(
        kept_as_they_are.iter().filter(|(_, value)| !is_default(*value)).map(|(name, _)| name),
    );
    if record.flaw.is_none() {
        kept.extend(
            Some(NAME).filter(|_| wire.name.text().as_deref() != Some(record.name.as_str())),
        );
        if !is_as_written(wire, record) {
            kept.extend(members(&record.rtype));
        }
    }
    // Most records have nothing of it.
    if kept.is_empty() {
        return None;
    }
    let mut all = Members::parse(Some(item));
    all.retain(|name| kept.contains(&name));
    all.keep()
}

/// The members that a type's fields stand in.
fn members(rtype: &RecordType) -> &'static [&'static str] {
    match (data::keys(rtype).is_empty(), data::has_outer_priority(rtype)) {
        (true, false) => &["content"],
        (true, true) => &["content", PRIORITY, "data"],
        // What they have as content is made of the data.
        (false, false) => &["data"],
        (false, true) => &["data", PRIORITY],
    }
}

/// Whether this is what a setting is when nobody has set it.
fn is_default(value: Loose<'_>) -> bool {
    value.is_null()
        || value.truth() == Some(false)
        || value.members().is_some_and(|members| members.iter().all(|(_, value)| is_default(value)))
}

fn ttl(value: Loose<'_>) -> Option<Ttl> {
    let seconds = draft::seconds(value)?;
    Some(if seconds == AUTO { Ttl::Auto } else { Ttl::Seconds(seconds) })
}

/// Whether the fields stand in the item as they would be written.
fn is_as_written(wire: &DnsRecord<'_>, record: &Record) -> bool {
    let (rtype, rdata) = (&record.rtype, &record.rdata);
    let is = |value: Loose<'_>, kind, text: &str| {
        value.text().is_some() != is_number(kind) && value.scalar().as_deref() == Some(text)
    };
    let has_outer = data::has_outer_priority(rtype);
    let keys = data::keys(rtype);
    if keys.is_empty() {
        let content = wire.content.text();
        return (!has_outer || is(wire.priority, FieldKind::U16, rdata.field(0).raw()))
            && content.is_some_and(|text| is_content(&text, record));
    }
    let data = wire.data.members().unwrap_or_default();
    let mut fields = keys.iter().zip(rtype.fields()).zip(rdata.raw_fields());
    (!has_outer || is(wire.priority, FieldKind::U16, rdata.field(0).raw()))
        && fields.all(|((key, spec), text)| {
            (has_outer && *key == PRIORITY)
                || is(data.get(key), spec.kind, &written(rtype, spec.kind, text))
        })
}

/// All members of a record that apply to it.
pub(super) fn whole(record: &Record) -> RecordBody<'_> {
    let mut more = Members::parse(record.raw_more());
    let (name, rdata) = (spelled_name(record, &more), rdata(record, &more));
    more.retain(|name| [SETTINGS, PRIVATE].contains(&name));
    RecordBody {
        id: None,
        rtype: Some(record.rtype.raw()),
        name: Some(name),
        rdata: Some(rdata),
        ttl: Some(seconds(record.ttl)),
        proxied: record.proxied.filter(|_| record.rtype.is_proxiable()),
        comment: record.comment.as_ref().map(Foreign::raw),
        tags: Some(&*record.tags).filter(|tags| !tags.is_empty()),
        more,
    }
}

/// The members in which a record is to differ, with its identity; none where there are none. What is
/// kept without being understood stays as it is at the provider.
pub(super) fn changes<'a>(before: &'a Record, after: &'a Record) -> Option<RecordBody<'a>> {
    let more = Members::parse(after.raw_more());
    let is_other_type = before.rtype != after.rtype;
    let proxied = after.proxied == Some(true);
    let body = RecordBody {
        id: None,
        rtype: is_other_type.then(|| after.rtype.raw()),
        name: (before.name != after.name).then(|| spelled_name(after, &more)),
        rdata: (is_other_type || before.rdata != after.rdata).then(|| rdata(after, &more)),
        ttl: (before.ttl != after.ttl).then(|| seconds(after.ttl)),
        proxied: ((before.proxied == Some(true)) != proxied).then_some(proxied),
        // An empty one takes it away: the published descriptions know no null here.
        comment: (before.comment != after.comment).then(|| after.raw_comment()),
        tags: (before.tags != after.tags).then_some(&*after.tags),
        more: Members::default(),
    };
    let differs = body.rtype.is_some()
        || body.name.is_some()
        || body.rdata.is_some()
        || body.ttl.is_some()
        || body.proxied.is_some()
        || body.comment.is_some()
        || body.tags.is_some();
    differs.then_some(body)
}

fn seconds(ttl: Ttl) -> u32 {
    ttl.seconds().unwrap_or(AUTO)
}

/// The owner name, as it was spelled where it is still that one.
fn spelled_name<'a>(record: &'a Record, more: &Members<'a>) -> Cow<'a, str> {
    let is_same =
        |name: &Cow<'_, str>| DomainName::parse(name).is_ok_and(|name| name == record.name);
    more.get(NAME).text().filter(is_same).unwrap_or(Cow::Borrowed(record.name.as_str()))
}

/// The members of the rdata, as they were spelled where they still say the same.
fn rdata<'a>(record: &'a Record, more: &Members<'a>) -> RdataBody<'a> {
    let (rtype, rdata) = (&record.rtype, &record.rdata);
    let own = members(rtype);
    if more.iter().any(|(name, _)| own.contains(&name)) {
        let mut spelled = more.clone();
        spelled.retain(|name| own.contains(&name));
        let wire: DnsRecord<'_> = spelled.read().unwrap_or_default();
        if values(&wire, rtype).are(record) {
            return RdataBody::Spelled(spelled);
        }
    }
    let priority = data::has_outer_priority(rtype).then(|| Number(rdata.field(0).raw()));
    let keys = data::keys(rtype);
    if keys.is_empty() {
        return RdataBody::Content { priority, content: content(record) };
    }
    let fields = keys.iter().zip(rtype.fields()).zip(rdata.raw_fields());
    let inner = fields.filter(|((key, _), _)| priority.is_none() || **key != PRIORITY);
    let field = |((key, spec), text): ((&&'static str, &FieldSpec), &'a str)| {
        let field = match is_number(spec.kind) {
            true => Field::Number(Number(text)),
            false => Field::Text(written(rtype, spec.kind, text)),
        };
        (*key, field)
    };
    RdataBody::Data { priority, data: Data(inner.map(field).collect()) }
}

/// What is written as the content of a type that has no data.
fn content(record: &Record) -> Cow<'_, str> {
    let content = record.rdata.field(usize::from(record.rtype.has_priority())).raw();
    match record.rtype {
        RecordType::Txt => {
            Cow::Owned(presentation::quote(&record.rdata.raw_fields().collect::<Vec<_>>()))
        }
        _ => Cow::Borrowed(content),
    }
}

/// Whether the content is written so.
fn is_content(text: &str, record: &Record) -> bool {
    let is_plain = record.rtype == RecordType::Txt
        && !record.has_strings()
        && presentation::plain(text).is_some_and(|text| text == record.rdata.field(0).raw());
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

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
