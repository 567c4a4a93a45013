//! What of a review is kept over a reload of the tab: decisions and edits by the record's key, no
//! found record and no key of the user's. The records themselves are read from the provider again.

use super::{Decision, Item, Review};
use crate::index::Index;
use crate::name::DomainName;
use crate::provider::json::Json;
use crate::provider::lenient::Node;
use crate::record::{Rdata, Record, RecordType, Ttl};

/// A review as it is kept.
#[derive(Debug, Default)]
pub struct SavedReview {
    begun: bool,
    items: Vec<SavedItem>,
}

/// One item's decision: 0 undecided, 1 accepted, 2 rejected.
#[derive(Clone, Debug)]
pub(super) struct SavedItem {
    key: Box<str>,
    decision: u8,
    done: u8,
    new: bool,
    edited: Option<SavedEdit>,
}

#[derive(Clone, Debug)]
struct SavedEdit {
    name: Box<str>,
    rtype: Box<str>,
    rdata: Vec<Box<str>>,
    ttl: Option<u32>,
    proxied: Option<bool>,
    comment: Option<Box<str>>,
    tags: Vec<Box<str>>,
}

impl Review {
    /// What is to be kept.
    #[must_use]
    pub fn save(&self) -> SavedReview {
        let mut items: Vec<SavedItem> = self.items.iter().map(SavedItem::of).collect();
        items.extend(self.waiting.iter().flatten().cloned());
        SavedReview { begun: self.begun, items }
    }

    /// Takes back what was kept; a decision waits until its record arrives again.
    pub fn restore(&mut self, saved: SavedReview) {
        self.begun |= saved.begun;
        self.waiting_places = Index::default();
        for (place, item) in saved.items.iter().enumerate() {
            self.waiting_places.put(item.key.clone(), place);
        }
        self.waiting = saved.items.into_iter().map(Some).collect();
    }
}

impl SavedReview {
    pub(crate) fn write(&self, json: &mut Json) {
        json.bool("begun", self.begun);
        json.key("items");
        json.open('[');
        for item in &self.items {
            item.write(json);
        }
        json.close(']');
    }

    /// Takes everything but the items, which come one by one.
    pub(crate) fn read(&mut self, node: &Node<'_>) {
        self.begun = matches!(node.get("begun"), Node::Bool(true));
    }

    pub(crate) fn read_item(&mut self, node: &Node<'_>) {
        self.items.extend(SavedItem::read(node));
    }
}

impl SavedItem {
    fn write(&self, json: &mut Json) {
        json.open('{');
        json.text("key", &self.key);
        json.number("decision", &self.decision.to_string());
        json.number("done", &self.done.to_string());
        json.bool("new", self.new);
        if let Some(edited) = &self.edited {
            json.key("edited");
            json.open('{');
            edited.write(json);
            json.close('}');
        }
        json.close('}');
    }

    fn read(node: &Node<'_>) -> Option<Self> {
        let number = |name| node.get(name).int().and_then(|number| u8::try_from(number).ok());
        Some(Self {
            key: node.get("key").text()?.into(),
            decision: number("decision")?,
            done: number("done")?,
            new: matches!(node.get("new"), Node::Bool(true)),
            edited: SavedEdit::read(node.get("edited")),
        })
    }

    fn of(item: &Item) -> Self {
        Self {
            key: item.key.clone(),
            decision: item.decision as u8,
            done: item.done as u8,
            new: item.is_new,
            edited: item.edited.as_ref().map(SavedEdit::of),
        }
    }

    pub(super) fn restore(self, item: &mut Item) {
        item.decision = decision(self.decision);
        item.done = decision(self.done);
        item.is_new = self.new;
        item.edited = self.edited.and_then(|edit| edit.record(&item.found));
    }
}

impl SavedEdit {
    fn write(&self, json: &mut Json) {
        json.text("name", &self.name);
        json.text("rtype", &self.rtype);
        for (name, texts) in [("rdata", &self.rdata), ("tags", &self.tags)] {
            json.key(name);
            json.open('[');
            texts.iter().for_each(|text| json.item(text));
            json.close(']');
        }
        if let Some(ttl) = self.ttl {
            json.number("ttl", &ttl.to_string());
        }
        if let Some(proxied) = self.proxied {
            json.bool("proxied", proxied);
        }
        if let Some(comment) = &self.comment {
            json.text("comment", comment);
        }
    }

    fn read(node: &Node<'_>) -> Option<Self> {
        let text = |name| node.get(name).text().map(Into::into);
        let texts = |name| {
            let items = node.get(name).list().iter();
            items.filter_map(|item| item.text().map(Into::into)).collect()
        };
        Some(Self {
            name: text("name")?,
            rtype: text("rtype")?,
            rdata: texts("rdata"),
            ttl: node.get("ttl").int().and_then(|ttl| u32::try_from(ttl).ok()),
            proxied: match node.get("proxied") {
                Node::Bool(proxied) => Some(*proxied),
                _ => None,
            },
            comment: text("comment"),
            tags: texts("tags"),
        })
    }

    fn of(record: &Record) -> Self {
        Self {
            name: record.name.as_str().into(),
            rtype: record.rtype.as_str().into(),
            rdata: record.rdata.fields().map(Into::into).collect(),
            ttl: match record.ttl {
                Ttl::Auto => None,
                Ttl::Seconds(seconds) => Some(seconds),
            },
            proxied: record.proxied,
            comment: record.comment.clone(),
            tags: record.tags.clone(),
        }
    }

    fn record(self, found: &Record) -> Option<Record> {
        let rtype = RecordType::parse(&self.rtype);
        Some(Record {
            id: found.id.clone(),
            name: DomainName::parse(&self.name).ok()?,
            rdata: Rdata::new(&rtype, &self.rdata),
            rtype,
            ttl: self.ttl.map_or(Ttl::Auto, Ttl::Seconds),
            proxied: self.proxied,
            comment: self.comment,
            tags: self.tags,
            more: found.more.clone(),
            locked: found.locked,
            flaw: None,
        })
    }
}

fn decision(number: u8) -> Decision {
    match number {
        1 => Decision::Accepted,
        2 => Decision::Rejected,
        _ => Decision::Undecided,
    }
}
