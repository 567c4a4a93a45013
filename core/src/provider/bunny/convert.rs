//! Converts records of zones and scans between bunny.net's format (`wire`) and the model. It does not
//! validate them.

use std::borrow::Cow;

use super::types::{self, PULL_ZONE, SCRIPT};
use super::wire::{DnsRecordModel, RdataBody, UpdateDnsRecordModel};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::draft::{self, Draft, Values};
use crate::provider::loose::{self, Loose, Members, Number};
use crate::provider::presentation;
use crate::record::{FieldSpec, Flaw, Record, RecordId, RecordType, Ttl};

/// Members that the model represents, and members with the current status; all others are kept verbatim.
const HELD: &[&str] = &["Id", "Type", "Ttl", "Comment", "MonitorStatus", "AccelerationStatus"];
/// Members that occur only in responses: bunny.net derives them from others (its published schemas of
/// both, `DnsRecordModel` and `UpdateDnsRecordModel`).
const ONLY_READ: &[&str] =
    &["LinkName", "IPGeoLocationInfo", "GeolocationInfo", "AcceleratedPullZoneId"];

/// The TTL of a found record without one (provider document, 2.5: nullable), in seconds. Short, so that a
/// mistake does not last, and known to be accepted.
const FOUND_TTL: u32 = 300;

/// Reads a zone record from a list item.
pub(super) fn kept(item: &str, zone: &DomainName) -> Record {
    match loose::object(item) {
        Some(members) => kept_object(members, zone),
        None => draft::not_a_record(zone, item),
    }
}

/// Reads a zone record, keeping all unknown members.
pub(super) fn kept_object(mut members: Members<'_>, zone: &DomainName) -> Record {
    let item: DnsRecordModel<'_> = members.read().unwrap_or_default();
    let mut record = read(&item, zone, draft::seconds(item.ttl).map(Ttl::Seconds));
    let disabled = item.disabled.truth();
    record.disabled = disabled == Some(true);
    // Values that would be written differently are kept too, so that an undo restores them exactly.
    let is_whole = record.flaw.is_none();
    let keeps_name = is_whole && !is_name_as_written(&item, &record, zone);
    let keeps_rdata = is_whole && !is_rdata_as_written(&item, &record);
    let own = types::members(&record.rtype);
    members.retain(|name| match name {
        "Name" => keeps_name,
        "Disabled" => disabled.is_none(),
        _ if own.contains(&name) => keeps_rdata,
        _ => !HELD.contains(&name),
    });
    record.more = members.keep();
    if !record.raw_more().is_none_or(draft::is_read) {
        record.flaw.get_or_insert(Flaw::Content);
    }
    record
}

/// Reads a found record. It may have no TTL, and its other members are not for writing.
pub(super) fn found(item: &str, zone: &DomainName) -> Record {
    let Some(members) = loose::object::<Members<'_>>(item) else {
        return draft::not_a_record(zone, item);
    };
    let item: DnsRecordModel<'_> = members.read().unwrap_or_default();
    let ttl = item.ttl;
    let told = || draft::seconds(ttl).map(Ttl::Seconds);
    read(&item, zone, if ttl.is_null() { Some(Ttl::Assumed(FOUND_TTL)) } else { told() })
}

fn read(item: &DnsRecordModel<'_>, zone: &DomainName, ttl: Option<Ttl>) -> Record {
    let rtype = types::read(item.rtype);
    let values = match &rtype {
        Some(rtype) => values(item, rtype),
        None => Values::raw(item.value),
    };
    let name = item.name.text().and_then(|name| DomainName::join(&name, zone).ok());
    let draft = Draft { name, rtype, values, ttl };
    draft.finish(zone, item.id, item.comment)
}

/// The members that hold a type's first fields; the remaining ones are in the value.
fn before_value<'a>(item: &DnsRecordModel<'a>, rtype: &RecordType) -> Vec<Loose<'a>> {
    match rtype {
        RecordType::Mx | RecordType::Svcb | RecordType::Https => vec![item.priority],
        RecordType::Srv => vec![item.priority, item.weight, item.port],
        RecordType::Caa => vec![item.flags, item.tag],
        _ => Vec::new(),
    }
}

/// The readable rdata fields of a record, wherever they are.
fn values<'a>(item: &DnsRecordModel<'a>, rtype: &RecordType) -> Values<'a> {
    let value = content(item, rtype);
    let fields = rtype.fields();
    let Some(text) = value.text().filter(|_| fields.len() > 1) else {
        return Values::raw(value);
    };
    let own = before_value(item, rtype);
    let mut texts: Vec<_> = own.iter().filter_map(|value| given(*value)).collect();
    // If a member is missing, the value may hold all fields (provider document, 2.5: CAA).
    let complete = texts.len() == own.len();
    if !complete {
        texts.clear();
    }
    let (given, rest) = fields.split_at_checked(texts.len()).unwrap_or_default();
    let fits =
        |(spec, text): (&FieldSpec, &Cow<'_, str>)| presentation::is_in_range(spec.kind, text);
    let in_range = given.iter().zip(&texts).all(fits);
    let split = match rest {
        // A single field is unquoted, and quotes are part of it (2.3).
        [_] => Some(vec![text.clone()]),
        _ => presentation::split(&text, rest).map(draft::owned),
    };
    let whole = in_range && split.is_some();
    match split {
        Some(split) => texts.extend(split),
        None => draft::push_unsplit(&mut texts, rtype, text),
    }
    Values { texts, whole }
}

/// The content of a record; for a linked record only the name of its link is available.
fn content<'a>(item: &DnsRecordModel<'a>, rtype: &RecordType) -> Loose<'a> {
    let has_link = types::is_linked(rtype) && item.link_name.words().is_some();
    if has_link { item.link_name } else { item.value }
}

/// A member other than the value; an empty text counts as missing.
fn given(value: Loose<'_>) -> Option<Cow<'_, str>> {
    value.scalar().filter(|text| !text.is_empty())
}

/// Whether the owner name is spelled as it would be written. The apex has one accepted spelling.
fn is_name_as_written(item: &DnsRecordModel<'_>, record: &Record, zone: &DomainName) -> bool {
    let written = written_name(record, zone);
    written.is_empty() || item.name.text().as_deref() == Some(written)
}

/// Whether the rdata is spelled as it would be written.
fn is_rdata_as_written(item: &DnsRecordModel<'_>, record: &Record) -> bool {
    let body = rdata(record);
    let is_text = |value: Loose<'_>, text| value.text().as_deref() == Some(text);
    let is_number = |value: Loose<'_>, number: Option<Number<'_>>| {
        number.is_none_or(|Number(text)| {
            value.text().is_none() && value.scalar().as_deref() == Some(text)
        })
    };
    types::is_linked(&record.rtype)
        || is_number(item.priority, body.priority)
            && is_number(item.weight, body.weight)
            && is_number(item.port, body.port)
            && is_number(item.flags, body.flags)
            && body.tag.is_none_or(|tag| is_text(item.tag, tag))
            && is_text(item.value, &body.value)
}

/// The body that adds a record (provider document, 2.6): the apex as an empty name, host names without the
/// trailing dot, texts unquoted, only the members of the type, plus the members kept from reading it.
pub(super) fn write(record: &Record, zone: &DomainName) -> String {
    let disabled = record.disabled.then_some(true);
    body(None, record, zone, (record.comment.as_ref().map(Foreign::raw), disabled))
}

/// The body that changes a record: as [`write`], with its id, plus the comment even if empty, to remove
/// it, and the disabled flag, to enable it.
pub(super) fn rewrite(id: &RecordId, record: &Record, zone: &DomainName) -> String {
    let comment = record.raw_comment();
    body(Some(id), record, zone, (Some(comment), Some(record.disabled)))
}

fn body(
    id: Option<&RecordId>,
    record: &Record,
    zone: &DomainName,
    (comment, disabled): (Option<&str>, Option<bool>),
) -> String {
    let mut more = Members::parse(record.raw_more());
    let spelled: DnsRecordModel<'_> = more.read().unwrap_or_default();
    let is_spelled =
        !types::is_linked(&record.rtype) && values(&spelled, &record.rtype).are(record);
    let own = types::members(&record.rtype);
    // The kept members, except those that are written anew: they belong to another type or to old data.
    more.retain(|name| match name {
        "Name" => false,
        _ if own.contains(&name) => is_spelled,
        _ => !HELD.contains(&name) && !ONLY_READ.contains(&name),
    });
    let is_its_name =
        |name: &Cow<'_, str>| DomainName::join(name, zone).is_ok_and(|name| name == record.name);
    let name = spelled.name.text().filter(is_its_name);
    loose::write(&UpdateDnsRecordModel {
        id: id.map(|id| Number(id.as_str())),
        rtype: Number(&types::number(&record.rtype)),
        name: name.unwrap_or(Cow::Borrowed(written_name(record, zone))),
        ttl: record.ttl.seconds(),
        rdata: (!is_spelled).then(|| rdata(record)),
        comment,
        // A value that was no boolean is sent back verbatim.
        disabled: disabled.filter(|_| !spelled.disabled.is_given()),
        more,
    })
}

/// The owner name relative to the zone; empty at the apex.
fn written_name<'r>(record: &'r Record, zone: &DomainName) -> &'r str {
    let name = record.name.relative_to(zone);
    if name == "@" { "" } else { name }
}

/// The members of the record's rdata.
fn rdata(record: &Record) -> RdataBody<'_> {
    let mut texts = record.rdata.raw_fields();
    let mut text = || texts.next().unwrap_or_default();
    let mut body = RdataBody::default();
    match &record.rtype {
        RecordType::Mx | RecordType::Svcb | RecordType::Https => {
            body.priority = Some(Number(text()));
        }
        RecordType::Srv => {
            body.priority = Some(Number(text()));
            body.weight = Some(Number(text()));
            body.port = Some(Number(text()));
        }
        RecordType::Caa => {
            body.flags = Some(Number(text()));
            body.tag = Some(text());
        }
        RecordType::Other(name) if name.raw() == PULL_ZONE => {
            body.pull_zone_id = Some(Number(text()))
        }
        RecordType::Other(name) if name.raw() == SCRIPT => body.script_id = Some(Number(text())),
        _ => {}
    }
    let rest: Vec<&str> = texts.collect();
    body.value = match &*rest {
        // A single text is sent verbatim.
        [text] => Cow::Borrowed(*text),
        _ if record.rtype == RecordType::Txt => Cow::Owned(record.rdata.joined().into_raw().into()),
        // Avoids a trailing space when there are no parameters.
        _ => Cow::Owned(rest.join(" ").trim_end().to_owned()),
    };
    body
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
