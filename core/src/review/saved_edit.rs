//! A record as somebody changed it before accepting it, or as it was found, as it is kept over a reload of
//! the tab. What only the provider knows of the record is not kept: it comes with the record again.

use crate::name::DomainName;
use crate::provider::json::Json;
use crate::provider::lenient::Node;
use crate::record::{Rdata, Record, RecordId, RecordType, Ttl};

/// The record, as texts.
#[derive(Clone, Debug)]
pub(super) struct SavedEdit {
    name: Box<str>,
    rtype: Box<str>,
    rdata: Vec<Box<str>>,
    ttl: Ttl,
    proxied: Option<bool>,
    comment: Option<Box<str>>,
    tags: Vec<Box<str>>,
}

impl SavedEdit {
    pub(super) fn write(&self, json: &mut Json) {
        json.text("name", &self.name);
        json.text("rtype", &self.rtype);
        for (name, texts) in [("rdata", &self.rdata), ("tags", &self.tags)] {
            json.key(name);
            json.open('[');
            texts.iter().for_each(|text| json.item(text));
            json.close(']');
        }
        if let Some(ttl) = self.ttl.seconds() {
            json.number("ttl", &ttl.to_string());
        }
        if matches!(self.ttl, Ttl::Assumed(_)) {
            json.bool("assumed", true);
        }
        if let Some(proxied) = self.proxied {
            json.bool("proxied", proxied);
        }
        if let Some(comment) = &self.comment {
            json.text("comment", comment);
        }
    }

    pub(super) fn read(node: &Node<'_>) -> Option<Self> {
        let text = |name| node.get(name).text().map(Into::into);
        let texts = |name| {
            let items = node.get(name).list().iter();
            items.filter_map(|item| item.text().map(Into::into)).collect()
        };
        Some(Self {
            name: text("name")?,
            rtype: text("rtype")?,
            rdata: texts("rdata"),
            ttl: match node.get("ttl").int().and_then(|ttl| u32::try_from(ttl).ok()) {
                Some(ttl) if matches!(node.get("assumed"), Node::Bool(true)) => Ttl::Assumed(ttl),
                ttl => ttl.map_or(Ttl::Auto, Ttl::Seconds),
            },
            proxied: match node.get("proxied") {
                Node::Bool(proxied) => Some(*proxied),
                _ => None,
            },
            comment: text("comment"),
            tags: texts("tags"),
        })
    }

    pub(super) fn of(record: &Record) -> Self {
        Self {
            name: record.name.as_str().into(),
            rtype: record.rtype.as_str().into(),
            rdata: record.rdata.fields().map(Into::into).collect(),
            ttl: record.ttl,
            proxied: record.proxied,
            comment: record.comment.clone(),
            tags: record.tags.clone(),
        }
    }

    pub(super) fn record(self, found: &Record) -> Option<Record> {
        let rtype = RecordType::parse(&self.rtype);
        Some(Record {
            id: found.id.clone(),
            name: DomainName::parse(&self.name).ok()?,
            rdata: Rdata::new(&rtype, &self.rdata),
            rtype,
            ttl: self.ttl,
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

/// A found record on which there is a decision.
#[derive(Clone, Debug)]
pub(super) struct SavedFound {
    pub(super) id: Option<RecordId>,
    pub(super) record: SavedEdit,
    pub(super) is_again: bool,
    pub(super) is_insisted: bool,
}

impl SavedFound {
    /// Writes its members into the object of its item.
    pub(super) fn write(&self, json: &mut Json) {
        json.key("found");
        json.open('{');
        self.record.write(json);
        json.close('}');
        if let Some(id) = &self.id {
            json.text("id", id);
        }
        json.bool("again", self.is_again);
        json.bool("insisted", self.is_insisted);
    }

    pub(super) fn read(item: &Node<'_>) -> Option<Self> {
        let is = |name| matches!(item.get(name), Node::Bool(true));
        Some(Self {
            id: item.get("id").text().map(Into::into),
            record: SavedEdit::read(item.get("found"))?,
            is_again: is("again"),
            is_insisted: is("insisted"),
        })
    }

    /// The record, if it is one.
    pub(super) fn record(&self, zone: &DomainName) -> Option<Record> {
        let (rtype, id) = (RecordType::A, self.id.clone());
        let none = Record::new(zone.clone(), rtype.clone(), Rdata::new(&rtype, [""]), Ttl::Auto);
        self.record.clone().record(&Record { id, ..none })
    }
}
