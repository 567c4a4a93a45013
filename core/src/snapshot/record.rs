//! The JSON form of a record in snapshots and in the history of applies.

use serde::{Deserialize, Serialize};

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::loose::Loose;
use crate::record::{Flaw, Rdata, Record, RecordId, RecordType, Ttl};

/// The members of a record: a repeated one makes the item invalid.
pub(super) const MEMBERS: &[&str] = &[
    "name", "type", "rdata", "ttl", "assumed", "proxied", "id", "comment", "more", "flaw", "tags",
    "disabled", "locked",
];

/// A record when written.
#[derive(Serialize)]
pub(crate) struct SnapshotRecord<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    rtype: &'a str,
    rdata: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<u32>,
    #[serde(skip_serializing_if = "is_false")]
    assumed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxied: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a RecordId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flaw: Option<Flaw>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [Foreign],
    #[serde(skip_serializing_if = "is_false")]
    disabled: bool,
    #[serde(skip_serializing_if = "is_false")]
    locked: bool,
}

// Serde passes a reference.
#[expect(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn is_false(it: &bool) -> bool {
    !it
}

impl<'a> From<&'a Record> for SnapshotRecord<'a> {
    fn from(record: &'a Record) -> Self {
        Self {
            name: record.name.as_str(),
            rtype: record.rtype.raw(),
            rdata: record.rdata.raw_fields().collect(),
            ttl: record.ttl.seconds(),
            assumed: matches!(record.ttl, Ttl::Assumed(_)),
            proxied: record.proxied,
            id: record.id.as_ref(),
            comment: record.comment.as_ref().map(Foreign::raw),
            more: record.raw_more(),
            flaw: record.flaw,
            tags: &record.tags,
            disabled: record.disabled,
            locked: record.locked,
        }
    }
}

/// A record when read. All members are optional and of any type, because people edit such files.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SnapshotItem<'a> {
    #[serde(borrow)]
    pub name: Loose<'a>,
    #[serde(rename = "type")]
    pub rtype: Loose<'a>,
    rdata: Loose<'a>,
    ttl: Loose<'a>,
    assumed: Loose<'a>,
    proxied: Loose<'a>,
    id: Loose<'a>,
    pub comment: Loose<'a>,
    more: Loose<'a>,
    flaw: Loose<'a>,
    pub tags: Loose<'a>,
    disabled: Loose<'a>,
    locked: Loose<'a>,
}

impl SnapshotItem<'_> {
    /// The owner name, if it is valid.
    pub fn name(&self) -> Option<DomainName> {
        DomainName::parse(&self.name.text()?).ok()
    }

    /// The type, if it is valid.
    pub fn rtype(&self) -> Option<RecordType> {
        Some(RecordType::parse(&self.rtype.words()?))
    }

    /// The record; `None` if the item is invalid.
    pub fn record(&self) -> Option<Record> {
        let (name, rtype) = (self.name()?, self.rtype()?);
        let flaw = match self.flaw.is_null() {
            true => None,
            false => Some(self.flaw.read::<Flaw>()?),
        };
        let fields = self.rdata.list();
        let texts: Vec<Box<str>> = fields.iter().filter_map(|field| field.read()).collect();
        let fits = match rtype {
            // One text per string.
            RecordType::Txt => !fields.is_empty(),
            _ => fields.len() == rtype.fields().len(),
        };
        if (!fits || texts.len() < fields.len()) && flaw.is_none() {
            return None;
        }
        let rdata = Rdata::new(&rtype, &texts);
        Some(Record {
            id: self.id.read(),
            proxied: self.proxied.truth(),
            comment: self.comment.read(),
            tags: self.tags.list().iter().filter_map(|tag| tag.read()).collect(),
            more: self.more.text().map(|more| as_object(&more)),
            disabled: self.disabled.truth() == Some(true),
            locked: self.locked.truth() == Some(true),
            flaw,
            ..Record::new(name, rtype, rdata, self.ttl()?)
        })
    }

    fn ttl(&self) -> Option<Ttl> {
        if self.ttl.is_null() {
            return Some(Ttl::Auto);
        }
        let seconds = self.ttl.count()?;
        let is_assumed = self.assumed.truth() == Some(true);
        Some(if is_assumed { Ttl::Assumed(seconds) } else { Ttl::Seconds(seconds) })
    }
}

/// The uninterpreted fields; earlier versions omitted the braces.
fn as_object(more: &str) -> Foreign {
    if more.starts_with('{') { more.into() } else { ["{", more, "}"].concat().into() }
}
