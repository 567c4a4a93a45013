//! Records as bunny.net writes them (`wire`), in zones and in what scans find, to and from those of the model.
//! It never judges whether a record may be written.

use std::borrow::Cow;

use super::types::{self, PULL_ZONE, SCRIPT};
use super::wire::{DnsRecordModel, RdataBody, UpdateDnsRecordModel};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::draft::{self, Draft, Values};
use crate::provider::loose::{self, Loose, Members, Number};
use crate::provider::presentation;
use crate::record::{FieldSpec, Flaw, Record, RecordId, RecordType, Ttl};

/// What a record has a place for, and what only tells how it is at the moment; all other members are kept
/// as they came.
const HELD: &[&str] = &["Id", "Type", "Ttl", "Comment", "MonitorStatus", "AccelerationStatus"];
/// What is answered and has no place in what is sent: bunny.net makes it of other members (its
/// published description of both, `DnsRecordModel` and `UpdateDnsRecordModel`).
const ONLY_READ: &[&str] =
    &["LinkName", "IPGeoLocationInfo", "GeolocationInfo", "AcceleratedPullZoneId"];

/// The TTL of a found record that came without one (provider document, 2.5: nullable). Short, so
/// that a mistake is soon over, and known to be taken.
const FOUND_TTL: u32 = 300;

/// Reads a record of a zone from an item of a list.
pub(super) fn kept(item: &str, zone: &DomainName) -> Record {
    match loose::object(item) {
        Some(members) => kept_object(members, zone),
        None => draft::not_a_record(zone, item),
    }
}

/// Reads a record of a zone, with everything that is kept beside it.
pub(super) fn kept_object(mut members: Members<'_>, zone: &DomainName) -> Record {
    let item: DnsRecordModel<'_> = members.read().unwrap_or_default();
    let mut record = read(&item, zone, draft::seconds(item.ttl).map(Ttl::Seconds));
    let disabled = item.disabled.truth();
    record.disabled = disabled == Some(true);
    // What is spelled otherwise than it would be written is kept to be sent back: undoing is to bring
    // back what was there.
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

/// Reads a record that a scan has found; it may have no TTL, and what else is told of it is not
/// for writing.
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

/// The members that a type's first fields stand in; all that remain stand in the value.
fn before_value<'a>(item: &DnsRecordModel<'a>, rtype: &RecordType) -> Vec<Loose<'a>> {
    match rtype {
        RecordType::Mx | RecordType::Svcb | RecordType::Https => vec![item.priority],
        RecordType::Srv => vec![item.priority, item.weight, item.port],
        RecordType::Caa => vec![item.flags, item.tag],
        _ => Vec::new(),
    }
}

/// The fields of a record as far as they can be read, wherever they stand.
fn values<'a>(item: &DnsRecordModel<'a>, rtype: &RecordType) -> Values<'a> {
    let value = content(item, rtype);
    let fields = rtype.fields();
    let Some(text) = value.text().filter(|_| fields.len() > 1) else {
        return Values::raw(value);
    };
    let own = before_value(item, rtype);
    let mut texts: Vec<_> = own.iter().filter_map(|value| given(*value)).collect();
    // Where one is not given, all of them may stand in the value (provider document, 2.5: CAA).
    let complete = texts.len() == own.len();
    if !complete {
        texts.clear();
    }
    let (given, rest) = fields.split_at_checked(texts.len()).unwrap_or_default();
    let fits =
        |(spec, text): (&FieldSpec, &Cow<'_, str>)| presentation::is_in_range(spec.kind, text);
    let in_range = given.iter().zip(&texts).all(fits);
    let split = match rest {
        // A single field is bare, quotes included (2.3).
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

/// What a record holds; of one that is linked only the name that it is linked by can be read.
fn content<'a>(item: &DnsRecordModel<'a>, rtype: &RecordType) -> Loose<'a> {
    let has_link = types::is_linked(rtype) && item.link_name.words().is_some();
    if has_link { item.link_name } else { item.value }
}

/// A member other than the value; empty texts are as good as none.
fn given(value: Loose<'_>) -> Option<Cow<'_, str>> {
    value.scalar().filter(|text| !text.is_empty())
}

/// Whether the owner name is spelled as it would be written. The apex has one spelling that is taken.
fn is_name_as_written(item: &DnsRecordModel<'_>, record: &Record, zone: &DomainName) -> bool {
    let written = written_name(record, zone);
    written.is_empty() || item.name.text().as_deref() == Some(written)
}

/// Whether the fields stand in the item as they would be written.
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

/// The body that adds a record (provider document, 2.6): the apex as an empty name, hosts without
/// their last dot, texts unquoted, only the members that matter for the type, and what was kept
/// beside a record that was read.
pub(super) fn write(record: &Record, zone: &DomainName) -> String {
    let disabled = record.disabled.then_some(true);
    body(None, record, zone, (record.comment.as_ref().map(Foreign::raw), disabled))
}

/// The body that changes a record: as [`write`], with its identity, and in any case a comment, so
/// that it can be taken away, and whether it is disabled, so that it can be enabled.
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
    // What was kept beside the record, but for what is written anew: a member that the type has itself
    // is of another type, or of data that has been changed since.
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
        // What was no yes or no is sent back as it came.
        disabled: disabled.filter(|_| !spelled.disabled.is_given()),
        more,
    })
}

/// The owner name within the zone; the apex is an empty one.
fn written_name<'r>(record: &'r Record, zone: &DomainName) -> &'r str {
    let name = record.name.relative_to(zone);
    if name == "@" { "" } else { name }
}

/// The members of the record's rdata as they are written.
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
        // A text by itself is kept to the letter.
        [text] => Cow::Borrowed(*text),
        _ if record.rtype == RecordType::Txt => Cow::Owned(record.rdata.joined().into_raw().into()),
        // Without the space before parameters that are not there.
        _ => Cow::Owned(rest.join(" ").trim_end().to_owned()),
    };
    body
}

#[cfg(test)]
#[path = "convert_tests.rs"]
mod tests;
