//! Converts records between Cloudflare's format (`wire`) and the model. Values that would be written
//! differently are sent back verbatim while their meaning is unchanged. It does not validate records.

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

/// The complete owner name.
const NAME: &str = "name";
/// A member that is kept verbatim (provider document, 1.5).
const SETTINGS: &str = "settings";
const PRIVATE: &str = "private_routing";
/// The TTL for automatic (provider document, 1.5).
const AUTO: u32 = 1;

/// Reads a record from a list item.
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
    // The flag is present on every type, but only meaningful for three (provider document, 1.10).
    let is_of_use = |proxied: &bool| *proxied || record.rtype.is_proxiable();
    record.proxied = wire.proxied.truth().filter(is_of_use);
    record.tags = wire.tags.list().iter().filter_map(|tag| Some(tag.words()?.into())).collect();
    // Another product owns the record, and edits fail (provider document, 1.6).
    record.locked = wire.meta.object::<RecordMeta<'_>>().read_only.truth() == Some(true);
    record.more = more(item, &wire, &record);
    if !record.more.iter().chain(&record.tags).all(|text| draft::is_read(text.raw())) {
        record.flaw.get_or_insert(Flaw::Content);
    }
    record
}

/// Reads the records of a list.
pub(super) fn read_all(list: Loose<'_>, zone: &DomainName) -> Vec<Record> {
    list.list().iter().map(|item| read(item.written().unwrap_or("null"), zone)).collect()
}

/// The extra members that recreating the record needs, without those at their defaults, plus the members
/// that would be written differently: an undo restores them exactly.
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
    // Most records have none.
    if kept.is_empty() {
        return None;
    }
    let mut all = Members::parse(Some(item));
    all.retain(|name| kept.contains(&name));
    all.keep()
}

/// The members that hold a type's fields.
fn members(rtype: &RecordType) -> &'static [&'static str] {
    match (data::keys(rtype).is_empty(), data::has_outer_priority(rtype)) {
        (true, false) => &["content"],
        (true, true) => &["content", PRIORITY, "data"],
        // For these types Cloudflare derives the content from the data.
        (false, false) => &["data"],
        (false, true) => &["data", PRIORITY],
    }
}

/// Whether the value is a setting's default.
fn is_default(value: Loose<'_>) -> bool {
    value.is_null()
        || value.truth() == Some(false)
        || value.members().is_some_and(|members| members.iter().all(|(_, value)| is_default(value)))
}

fn ttl(value: Loose<'_>) -> Option<Ttl> {
    let seconds = draft::seconds(value)?;
    Some(if seconds == AUTO { Ttl::Auto } else { Ttl::Seconds(seconds) })
}

/// Whether the fields are spelled as they would be written.
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

/// All members of a record.
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

/// The members that change, with the record's id; `None` if nothing changes. Members that are kept
/// verbatim stay as they are at the provider.
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
        // An empty comment removes it: the published schemas do not allow null here.
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

/// The owner name, in its original spelling if that is still the same name.
fn spelled_name<'a>(record: &'a Record, more: &Members<'a>) -> Cow<'a, str> {
    let is_same =
        |name: &Cow<'_, str>| DomainName::parse(name).is_ok_and(|name| name == record.name);
    more.get(NAME).text().filter(is_same).unwrap_or(Cow::Borrowed(record.name.as_str()))
}

/// The rdata members, in their original spelling if they still mean the same.
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

/// The content of a type without data.
fn content(record: &Record) -> Cow<'_, str> {
    let content = record.rdata.field(usize::from(record.rtype.has_priority())).raw();
    match record.rtype {
        RecordType::Txt => {
            Cow::Owned(presentation::quote(&record.rdata.raw_fields().collect::<Vec<_>>()))
        }
        _ => Cow::Borrowed(content),
    }
}

/// Whether the record's content is spelled like this.
fn is_content(text: &str, record: &Record) -> bool {
    let is_plain = record.rtype == RecordType::Txt
        && !record.has_strings()
        && presentation::plain(text).is_some_and(|text| text == record.rdata.field(0).raw());
    is_plain || text == content(record)
}

fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::U8 | FieldKind::U16 | FieldKind::Decimal)
}

/// A field as written: keywords of a position are upper case here (provider document, 1.5).
fn written<'t>(rtype: &RecordType, kind: FieldKind, text: &'t str) -> Cow<'t, str> {
    match kind {
        FieldKind::Word if *rtype == RecordType::Loc => Cow::Owned(text.to_ascii_uppercase()),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
