//! What of a review is kept over a reload of the tab: decisions by the hash of the record's key, edits
//! as they are, no other record and no key of the user's. The records themselves are read from the
//! provider again.
//!
//! It is short, since it is written after every decision and a tab keeps no more than 5 MB: items of
//! the same state are one text, which begins with the state and goes on with their hashes.

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
    /// For each state that occurs, its digit and then the hashes of the items that are in it.
    states: Vec<String>,
    /// The items that were edited, by their hashes.
    edits: Vec<(Box<str>, SavedEdit)>,
}

/// One item, by the hash of its key.
#[derive(Clone, Debug)]
pub(super) struct SavedItem {
    hash: Box<str>,
    decision: Decision,
    done: Decision,
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

/// How many digits a hash has.
const DIGITS: usize = 13;
/// The digits of hashes: five bits each, in letters that JSON does not escape.
const RADIX: u32 = 32;
/// The decisions in the order in which a state counts them.
const DECISIONS: [Decision; 3] = [Decision::Undecided, Decision::Accepted, Decision::Rejected];

impl Review {
    /// What is to be kept.
    #[must_use]
    pub fn save(&self) -> SavedReview {
        let mut saved = SavedReview { begun: self.begun, ..SavedReview::default() };
        // Before the first decision nothing can come back as new.
        let items = self.items.iter().enumerate().filter(|_| self.begun);
        for (number, item) in items {
            let hash = self.numbers.hash(number);
            saved.note(state(item.decision, item.done, item.is_new), |text| push_hash(text, hash));
            if let Some(edited) = &item.edited {
                let mut text = String::new();
                push_hash(&mut text, hash);
                saved.edits.push((text.into(), SavedEdit::of(edited)));
            }
        }
        for item in self.waiting.iter().flatten() {
            let state = state(item.decision, item.done, item.new);
            saved.note(state, |text| text.push_str(&item.hash));
            saved.edits.extend(item.edited.clone().map(|edit| (item.hash.clone(), edit)));
        }
        saved
    }

    /// Takes back what was kept; a decision waits until its record arrives again.
    pub fn restore(&mut self, saved: SavedReview) {
        self.begun |= saved.begun;
        self.waiting_places = Index::default();
        self.waiting = Vec::new();
        for text in &saved.states {
            let state =
                text.chars().next().and_then(|digit| digit.to_digit(RADIX)).unwrap_or_default();
            let decision =
                |part: u32| DECISIONS.get(part as usize % 3).copied().unwrap_or_default();
            let mut rest = text.get(1..).unwrap_or_default();
            while let Some((hash, after)) = rest.split_at_checked(DIGITS) {
                rest = after;
                self.waiting_places.put(hash, self.waiting.len());
                self.waiting.push(Some(SavedItem {
                    hash: hash.into(),
                    decision: decision(state / 6),
                    done: decision(state / 2),
                    new: state % 2 == 1,
                    edited: None,
                }));
            }
        }
        for (hash, edit) in saved.edits {
            let place = self.waiting_places.get(&hash);
            if let Some(item) = place.and_then(|place| self.waiting.get_mut(place)?.as_mut()) {
                item.edited = Some(edit);
            }
        }
    }

    /// What was kept of the item with this number, which has just come.
    pub(super) fn saved(&mut self, number: usize) -> Option<SavedItem> {
        if self.waiting.is_empty() {
            return None;
        }
        let mut hash = String::with_capacity(DIGITS);
        push_hash(&mut hash, self.numbers.hash(number));
        self.waiting.get_mut(self.waiting_places.get(&hash)?)?.take()
    }
}

/// A decision, what is done and whether it is new, as one number below 18.
fn state(decision: Decision, done: Decision, new: bool) -> u32 {
    decision as u32 * 6 + done as u32 * 2 + u32::from(new)
}

fn push_hash(text: &mut String, hash: u64) {
    for place in 0..DIGITS {
        let digit = (hash >> (5 * place)) as u8 % 32;
        text.push(char::from(digit + if digit < 10 { b'0' } else { b'a' - 10 }));
    }
}

impl SavedReview {
    /// Adds a hash to the text of its state.
    fn note(&mut self, state: u32, push: impl FnOnce(&mut String)) {
        let digit = char::from_digit(state, RADIX).unwrap_or_default();
        let place = self.states.iter().position(|text| text.starts_with(digit));
        let place = place.unwrap_or_else(|| {
            self.states.push(digit.into());
            self.states.len() - 1
        });
        self.states.get_mut(place).map(push);
    }

    pub(crate) fn write(&self, json: &mut Json) {
        json.bool("begun", self.begun);
        json.key("states");
        json.open('[');
        self.states.iter().for_each(|text| json.item(text));
        json.close(']');
        json.key("items");
        json.open('[');
        for (hash, edit) in &self.edits {
            json.open('{');
            json.text("hash", hash);
            json.key("edited");
            json.open('{');
            edit.write(json);
            json.close('}');
            json.close('}');
        }
        json.close(']');
    }

    /// Takes everything but the edits, which come one by one.
    pub(crate) fn read(&mut self, node: &Node<'_>) {
        self.begun = matches!(node.get("begun"), Node::Bool(true));
        let states = node.get("states").list().iter();
        let is_state = |text: &&str| text.is_ascii() && text.len() % DIGITS == 1;
        self.states =
            states.filter_map(|text| text.text().filter(is_state).map(Into::into)).collect();
    }

    pub(crate) fn read_item(&mut self, node: &Node<'_>) {
        let edit = SavedEdit::read(node.get("edited"));
        self.edits.extend(node.get("hash").text().map(Into::into).zip(edit));
    }
}

impl SavedItem {
    pub(super) fn restore(self, item: &mut Item) {
        item.decision = self.decision;
        item.done = self.done;
        item.is_new = self.new;
        item.edited = self.edited.and_then(|edit| edit.record(&item.found)).map(Box::new);
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
