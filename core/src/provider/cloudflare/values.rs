//! Reads a record's rdata fields from `content`, from `data`, from members next to them, or from a mix of
//! these.

use std::borrow::Cow;

use super::data::{self, PRIORITY};
use super::wire::DnsRecord;
use crate::provider::draft::{self, Values};
use crate::provider::loose::Members;
use crate::provider::presentation;
use crate::record::{FieldKind, FieldSpec, RecordType};

/// The rdata fields of a record, wherever they are.
pub(super) fn values<'a>(wire: &DnsRecord<'a>, rtype: &RecordType) -> Values<'a> {
    match data::keys(rtype).is_empty() {
        true => plain(wire, rtype),
        false => structured(wire, rtype),
    }
}

/// The fields of a type stored in `content`, for MX with the priority next to it.
fn plain<'a>(wire: &DnsRecord<'a>, rtype: &RecordType) -> Values<'a> {
    let mut values = Values::raw(wire.content);
    if *rtype == RecordType::Txt {
        match values.texts.first().and_then(|text| presentation::unquote(text)) {
            Some(texts) if values.whole => values.texts = draft::owned(texts),
            _ => values.whole = false,
        }
    }
    if rtype.has_priority() {
        let inner = wire.data.members().and_then(|data| data.get(PRIORITY).scalar());
        let priority = inner.or(wire.priority.scalar()).unwrap_or_default();
        values.whole &= presentation::is_in_range(FieldKind::U16, &priority);
        values.texts.insert(0, priority);
    }
    values
}

/// The fields of a type stored in `data`; missing ones are taken from `content`, which holds the same as
/// one text (provider document, 1.5 and 1.10: half parsed).
fn structured<'a>(wire: &DnsRecord<'a>, rtype: &RecordType) -> Values<'a> {
    let fields = rtype.fields();
    let data = wire.data.members().unwrap_or_default();
    let mut texts = Vec::with_capacity(fields.len());
    let mut whole = true;
    let mut content = None;
    for ((index, spec), key) in fields.iter().enumerate().zip(data::keys(rtype)) {
        let given = member(wire, &data, key);
        let is_enough = given.as_ref().is_some_and(|text| !text.is_empty());
        let text = if is_enough || (given.is_some() && is_text(spec.kind)) {
            given
        } else {
            let content = content.get_or_insert_with(|| split(wire, &data, fields));
            let split = content.get_mut(index).map(std::mem::take);
            split.or_else(|| instead(given, spec))
        };
        whole &= text.as_ref().is_some_and(|text| presentation::is_in_range(spec.kind, text));
        texts.push(text.unwrap_or_default());
    }
    if !whole && texts.iter().all(|text| text.is_empty()) {
        texts.clear();
        draft::push_unsplit(&mut texts, rtype, wire.content.text().unwrap_or_default());
    }
    Values { texts, whole }
}

fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text | FieldKind::String)
}

/// A member of `data`, or the priority next to it. `data` wins: the other is deprecated.
fn member<'a>(wire: &DnsRecord<'a>, data: &Members<'a>, key: &str) -> Option<Cow<'a, str>> {
    let inner = data.get(key);
    let value = if key == PRIORITY && inner.is_null() { wire.priority } else { inner };
    value.scalar()
}

/// The fields in `content`, if it can be split; for old records it does not contain the priority.
fn split<'a>(wire: &DnsRecord<'a>, data: &Members<'a>, fields: &[FieldSpec]) -> Vec<Cow<'a, str>> {
    let content = wire.content.text().unwrap_or_default();
    let without = || {
        let mut texts = presentation::split(&content, fields.get(1..)?)?;
        texts.insert(0, member(wire, data, PRIORITY)?);
        Some(texts)
    };
    draft::owned(presentation::split(&content, fields).or_else(without).unwrap_or_default())
}

/// The value that an empty or missing member stands for.
fn instead<'a>(given: Option<Cow<'a, str>>, spec: &FieldSpec) -> Option<Cow<'a, str>> {
    match spec.kind {
        FieldKind::Params => Some(Cow::Borrowed("")),
        // The null target of SRV (provider document, 1.6).
        FieldKind::Host => given.map(|_| Cow::Borrowed(".")),
        _ => None,
    }
}
