//! Records as bunny.net writes them, in zones and in what scans find. It never judges whether a
//! record may be written.

use std::borrow::Cow;

use crate::name::DomainName;
use crate::provider::draft::{self, Draft, Values};
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node, REST};
use crate::provider::presentation;
use crate::record::{FieldSpec, Flaw, Record, RecordType, Ttl};

/// Whether bunny.net leaves the record out of what it answers (`DnsRecordModel`).
const DISABLED: &str = "Disabled";
/// The members that are read of a record; all others are kept as they came.
pub(super) const RECORD: &[&str] = &[
    "Id", "Type", "Ttl", "Value", "Name", "Weight", "Priority", "Port", "Flags", "Tag", "LinkName",
    "Comment", DISABLED, REST,
];
/// What is not among the further members of a record: what the record has a place for, and what
/// only tells how it is at the moment.
const HELD: &[&str] =
    &["Id", "Type", "Ttl", "Value", "Name", "Comment", "MonitorStatus", "AccelerationStatus"];
/// What is answered and has no place in what is sent: bunny.net makes it of other members (its
/// published description of both, `DnsRecordModel` and `UpdateDnsRecordModel`).
const ONLY_READ: &[&str] =
    &["LinkName", "IPGeoLocationInfo", "GeolocationInfo", "AcceleratedPullZoneId"];

/// The types by their numbers (provider document, 2.3). The mnemonics that are not DNS are
/// bunny.net's own, in capitals as all are.
const TYPES: [&str; 17] = [
    "A", "AAAA", "CNAME", "TXT", "MX", "REDIRECT", "FLATTEN", "PULLZONE", "SRV", "CAA", "PTR",
    "SCRIPT", "NS", "SVCB", "HTTPS", "TLSA", "SOA",
];
/// What stands before the number of a type that is not known here. These numbers are not those of
/// RFC 3597, hence the hyphen.
const UNKNOWN: &str = "TYPE-";
/// The types that point to something inside bunny.net: its number is sent in a member of its own,
/// beside an empty value, and answered as the name of a link (provider document, 2.6).
const PULL_ZONE: &str = "PULLZONE";
const SCRIPT: &str = "SCRIPT";
const LINKED: [&str; 2] = [PULL_ZONE, SCRIPT];
/// The members of rdata that are texts; all others are numbers.
const TEXTS: [&str; 2] = ["Value", "Tag"];
/// The types that are not DNS (provider document, 2.3).
pub(super) const OWN: &[&str] = &["REDIRECT", "FLATTEN", PULL_ZONE, SCRIPT];
/// The TTL of a found record that came without one (provider document, 2.5: nullable). Short, so
/// that a mistake is soon over, and known to be taken.
const FOUND_TTL: u32 = 300;

/// Reads a record of a zone, with everything that is kept beside it.
pub(super) fn kept(item: &Node<'_>, zone: &DomainName) -> Record {
    let mut record = read(item, zone, draft::seconds(item.get("Ttl")).map(Ttl::Seconds));
    let mut left = [HELD, members(&record.rtype)].concat();
    let disabled = item.get(DISABLED);
    record.disabled = matches!(disabled, Node::Bool(true));
    if matches!(disabled, Node::Bool(_)) {
        left.push(DISABLED);
    }
    if record.flaw.is_none() {
        left.retain(|name| !is_own_spelling(item, &record, zone, name));
    }
    record.more = lenient::members(item, &left);
    if !record.more.as_deref().is_none_or(draft::is_read) {
        record.flaw.get_or_insert(Flaw::Content);
    }
    record
}

/// Whether a member is spelled otherwise than it would be written, so that it is kept to be sent
/// back: undoing is to bring back what was there. The apex has one spelling that is taken.
fn is_own_spelling(item: &Node<'_>, record: &Record, zone: &DomainName, name: &str) -> bool {
    match name {
        "Name" => {
            let written = written_name(record, zone);
            !written.is_empty() && item.get("Name").text() != Some(written)
        }
        _ => members(&record.rtype).contains(&name) && !is_as_written(item, record),
    }
}

fn is_as_written(item: &Node<'_>, record: &Record) -> bool {
    let is_linked = LINKED.contains(&record.rtype.as_str());
    is_linked
        || written(record).iter().all(|(name, text)| {
            let node = item.get(name);
            let is_text = TEXTS.contains(name);
            matches!(node, Node::Text(_)) == is_text && node.scalar().as_deref() == Some(text)
        })
}

/// Reads a record that a scan has found; it may have no TTL, and what else is told of it is not
/// for writing.
pub(super) fn found(item: &Node<'_>, zone: &DomainName) -> Record {
    let ttl = item.get("Ttl");
    let told = || draft::seconds(ttl).map(Ttl::Seconds);
    read(item, zone, if ttl.is_null() { Some(Ttl::Assumed(FOUND_TTL)) } else { told() })
}

fn read(item: &Node<'_>, zone: &DomainName, ttl: Option<Ttl>) -> Record {
    if !matches!(item, Node::Object(_)) {
        return draft::not_a_record(zone, item);
    }
    let rtype = read_type(item.get("Type"));
    let values = match &rtype {
        Some(rtype) => values(item, rtype),
        None => Values::raw(item.get("Value")),
    };
    let name = item.get("Name").text().and_then(|name| DomainName::join(name, zone).ok());
    let draft = Draft { name, rtype, values, ttl };
    draft.finish(zone, item.get("Id"), item.get("Comment"))
}

/// A type by its number or its name (provider document, 2.3: integers on the wire, strings in the
/// published document).
fn read_type(node: &Node<'_>) -> Option<RecordType> {
    match node.int() {
        Some(number) => Some(match usize::try_from(number).ok().and_then(|n| TYPES.get(n)) {
            Some(name) => RecordType::parse(name),
            None => RecordType::Other((UNKNOWN.to_owned() + &number.to_string()).into()),
        }),
        None => node.words().map(RecordType::parse),
    }
}

/// The members that a type's fields stand in; the last one holds all fields that remain.
fn members(rtype: &RecordType) -> &'static [&'static str] {
    match rtype {
        RecordType::Mx | RecordType::Svcb | RecordType::Https => &["Priority", "Value"],
        RecordType::Srv => &["Priority", "Weight", "Port", "Value"],
        RecordType::Caa => &["Flags", "Tag", "Value"],
        RecordType::Other(name) if **name == *PULL_ZONE => &["PullZoneId", "Value"],
        RecordType::Other(name) if **name == *SCRIPT => &["ScriptId", "Value"],
        _ => &["Value"],
    }
}

fn values<'a>(item: &'a Node<'_>, rtype: &RecordType) -> Values<'a> {
    let value = content(item, rtype);
    let own = members(rtype).split_last().map_or(&[][..], |(_, own)| own);
    let fields = rtype.fields();
    let Some(text) = value.text().filter(|_| fields.len() > 1) else {
        return Values::raw(value);
    };
    let mut texts: Vec<_> = own.iter().filter_map(|name| member(item.get(name))).collect();
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
        [_] => Some(vec![Cow::Borrowed(text)]),
        _ => presentation::split(text, rest),
    };
    let whole = in_range && split.is_some();
    match split {
        Some(split) => texts.extend(split),
        None => draft::push_unsplit(&mut texts, rtype, text),
    }
    Values { texts, whole }
}

/// What a record holds; of one that is linked only the name that it is linked by can be read.
fn content<'a, 'de>(item: &'a Node<'de>, rtype: &RecordType) -> &'a Node<'de> {
    let link = item.get("LinkName");
    let is_linked = LINKED.contains(&rtype.as_str()) && link.words().is_some();
    if is_linked { link } else { item.get("Value") }
}

/// A member other than the value; empty texts are as good as none.
fn member<'a>(node: &'a Node<'_>) -> Option<Cow<'a, str>> {
    node.scalar().filter(|text| !text.is_empty())
}

/// The body that adds a record (provider document, 2.6): the apex as an empty name, hosts without
/// their last dot, texts unquoted, only the members that matter for the type, and what was kept
/// beside a record that was read.
pub(super) fn write(record: &Record, zone: &DomainName) -> String {
    let disabled = record.disabled.then_some(true);
    body(Json::object(), record, zone, (record.comment.as_deref(), disabled))
}

/// The body that changes a record: as [`write`], with its identity, and in any case a comment, so
/// that it can be taken away, and whether it is disabled, so that it can be enabled.
pub(super) fn rewrite(id: &str, record: &Record, zone: &DomainName) -> String {
    let mut json = Json::object();
    json.number("Id", id);
    let comment = record.comment.as_deref().unwrap_or_default();
    body(json, record, zone, (Some(comment), Some(record.disabled)))
}

fn body(
    mut json: Json,
    record: &Record,
    zone: &DomainName,
    (comment, disabled): (Option<&str>, Option<bool>),
) -> String {
    let object = ["{", record.more.as_deref().unwrap_or_default(), "}"].concat();
    let more = lenient::read_object(object.as_bytes(), RECORD).unwrap_or(Node::Null);
    let own = members(&record.rtype);
    // What was kept beside the record, but for what is written anew: a member that the type has itself
    // is of another type, or of data that has been changed since.
    let mut left = [HELD, ONLY_READ, own].concat();
    json.number("Type", &type_number(&record.rtype));
    let name = more
        .get("Name")
        .text()
        .filter(|name| DomainName::join(name, zone).is_ok_and(|name| name == record.name));
    json.text("Name", name.unwrap_or_else(|| written_name(record, zone)));
    if let Some(seconds) = record.ttl.seconds() {
        json.number("Ttl", &seconds.to_string());
    }
    if values(&more, &record.rtype).are(record) && !LINKED.contains(&record.rtype.as_str()) {
        left.retain(|name| !own.contains(name));
    } else {
        push_rdata(&mut json, record);
    }
    if let Some(comment) = comment {
        json.text("Comment", comment);
    }
    // What was no yes or no is sent back as it came.
    if let Some(disabled) = disabled.filter(|_| !more.has(DISABLED)) {
        json.bool(DISABLED, disabled);
    }
    if let Some(more) = lenient::members(&more, &left) {
        json.raw(&more);
    }
    json.finish()
}

/// The owner name within the zone; the apex is an empty one.
fn written_name<'r>(record: &'r Record, zone: &DomainName) -> &'r str {
    let name = record.name.relative_to(zone);
    if name == "@" { "" } else { name }
}

/// The number of a type; of one that is not known here, what stands for it.
pub(super) fn type_number(rtype: &RecordType) -> Cow<'_, str> {
    let name = rtype.as_str();
    match TYPES.iter().position(|known| *known == name) {
        Some(number) => Cow::Owned(number.to_string()),
        None => Cow::Borrowed(name.strip_prefix(UNKNOWN).unwrap_or(name)),
    }
}

fn push_rdata(json: &mut Json, record: &Record) {
    for (name, text) in written(record) {
        match TEXTS.contains(&name) {
            true => json.text(name, &text),
            false => json.number(name, &text),
        }
    }
}

/// The members of the record's rdata as they are written.
fn written(record: &Record) -> Vec<(&'static str, String)> {
    let mut texts = record.rdata.fields();
    let member = |&name: &&'static str| match name {
        "Value" if record.rtype == RecordType::Txt => (name, record.rdata.joined()),
        "Value" => {
            let rest: Vec<&str> = texts.by_ref().collect();
            (name, trimmed(&rest.join(" "), rest.len()).to_owned())
        }
        _ => (name, texts.next().unwrap_or_default().to_owned()),
    };
    members(&record.rtype).iter().map(member).collect()
}

/// Several fields in one text lose the space before parameters that are not there; a text by
/// itself is kept to the letter.
fn trimmed(text: &str, fields: usize) -> &str {
    if fields > 1 { text.trim_end() } else { text }
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
