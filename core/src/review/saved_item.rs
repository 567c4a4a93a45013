//! A saved item of a review, until its record arrives again or is known to be gone. Of an edited record,
//! fields that only the provider knows are not saved: they return with the found record.

use serde::{Deserialize, Serialize};

use super::{Decision, Item, Presence};
use crate::fingerprint::Fingerprint;
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordId, RecordType, Ttl};
use crate::snapshot::is_false;

/// A saved item that waits for its record.
#[derive(Clone, Debug)]
pub(super) struct SavedItem {
    pub(super) decision: Decision,
    pub(super) done: Decision,
    pub(super) new: bool,
    pub(super) details: SavedDetails,
}

/// The saved fields of an item besides its state.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SavedDetails {
    /// The fingerprint of the item's key.
    pub(super) hash: Box<str>,
    /// The record as the user edited it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) edited: Option<SavedRecord>,
    /// The record as it was found, for a pending decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) found: Option<SavedRecord>,
    /// The provider's id of the found record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<RecordId>,
    /// Whether an earlier item has the same data.
    #[serde(skip_serializing_if = "is_false")]
    pub(super) again: bool,
    /// Whether the decision was made after the latest scan had not found the record.
    #[serde(skip_serializing_if = "is_false")]
    pub(super) insisted: bool,
}

/// A record in its saved form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SavedRecord {
    name: Box<str>,
    rtype: Box<str>,
    #[serde(default)]
    rdata: Vec<Box<str>>,
    #[serde(default)]
    tags: Vec<Foreign>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<u32>,
    #[serde(default, skip_serializing_if = "is_false")]
    assumed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxied: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<Foreign>,
}

impl SavedDetails {
    /// The saved fields of an edited item.
    pub(super) fn of_edit(hash: String, edited: &Record) -> Self {
        Self { hash: hash.into(), edited: Some(edited.into()), ..Self::default() }
    }

    /// The saved fields of an item with a pending decision.
    pub(super) fn of_found(hash: String, item: &Item) -> Self {
        Self {
            hash: hash.into(),
            found: Some((&item.found).into()),
            id: item.found.id.clone(),
            again: item.is_again,
            insisted: item.presence == Presence::Insisted,
            edited: None,
        }
    }

    /// Whether there is more to save than the fingerprint.
    pub(super) fn is_some(&self) -> bool {
        self.edited.is_some() || self.has_found()
    }

    /// Whether the found record is saved.
    pub(super) fn has_found(&self) -> bool {
        self.found.is_some()
    }
}

impl SavedItem {
    /// Adds saved fields to the item.
    pub(super) fn add(&mut self, other: SavedDetails) {
        let own = &mut self.details;
        if other.edited.is_some() {
            own.edited = other.edited;
        }
        if other.found.is_some() {
            *own = SavedDetails { edited: own.edited.take(), ..other };
        }
    }

    /// The saved record of a pending decision.
    pub(super) fn record(&self, zone: &DomainName) -> Option<Record> {
        let waits = self.decision != Decision::Undecided && self.done != self.decision;
        let found = self.details.found.as_ref().filter(|_| waits)?;
        let (rtype, id) = (RecordType::A, self.details.id.clone());
        let none = Record::new(zone.clone(), rtype.clone(), Rdata::new(&rtype, [""]), Ttl::Auto);
        found.clone().record(&Record { id, ..none })
    }

    /// Whether an earlier item has the same data.
    pub(super) fn is_again(&self) -> bool {
        self.details.again
    }

    /// Whether the decision was made after the latest scan had not found the record.
    pub(super) fn is_insisted(&self) -> bool {
        self.details.insisted
    }

    /// The item's key; `None` if the saved text is no fingerprint.
    pub(super) fn key(&self) -> Option<Fingerprint> {
        Fingerprint::parse(&self.details.hash)
    }

    pub(super) fn restore(self, item: &mut Item) {
        item.decision = self.decision;
        item.done = self.done;
        item.is_new = self.new;
        item.edited = self.details.edited.and_then(|edit| edit.record(&item.found)).map(Box::new);
    }
}

impl From<&Record> for SavedRecord {
    fn from(record: &Record) -> Self {
        Self {
            name: record.name.as_str().into(),
            rtype: record.rtype.raw().into(),
            rdata: record.rdata.raw_fields().map(Into::into).collect(),
            tags: record.tags.clone(),
            ttl: record.ttl.seconds(),
            assumed: matches!(record.ttl, Ttl::Assumed(_)),
            proxied: record.proxied,
            comment: record.comment.clone(),
        }
    }
}

impl SavedRecord {
    /// The record, completed with the fields that only the provider knows.
    fn record(self, found: &Record) -> Option<Record> {
        let rtype = RecordType::parse(&self.rtype);
        let seconds = if self.assumed { Ttl::Assumed } else { Ttl::Seconds };
        Some(Record {
            id: found.id.clone(),
            name: DomainName::parse(&self.name).ok()?,
            rdata: Rdata::new(&rtype, &self.rdata),
            rtype,
            ttl: self.ttl.map_or(Ttl::Auto, seconds),
            proxied: self.proxied,
            comment: self.comment,
            tags: self.tags,
            more: found.more.clone(),
            disabled: found.disabled,
            locked: found.locked,
            flaw: None,
        })
    }
}
