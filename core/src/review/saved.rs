//! Saves a review across a reload of the tab: decisions by the fingerprint of the record's key, edits in
//! full, and the records of pending decisions, because the next scan may not find them again. It contains no
//! API key. All other records are read from the provider again.
//!
//! The fingerprints are long and never change, so they are saved once, separately. What is saved after
//! every decision is short: the run-length encoded states of the items.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::saved_item::{SavedDetails, SavedItem};
use super::{Decision, Item, Review};
use crate::fingerprint::{DIGITS, Fingerprint};

/// A saved review. The states are encoded as text, because 100,000 decisions must fit into the 5 MB of a
/// tab's storage.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedReview {
    begun: bool,
    /// The storage name of the items' fingerprints.
    hashes: Box<str>,
    /// Run-length encoded states of the items in order: `<state><count>,`.
    runs: String,
    /// Items that have not arrived again: for each state that occurs, its digit and then their fingerprints.
    states: Vec<String>,
    /// The records of edited items and of pending decisions.
    items: Vec<SavedDetails>,
}

/// The maximum number of records saved for pending decisions. Beyond it only the fingerprint is saved, and
/// the decision returns when a scan finds its record again.
const MOST_FOUND: usize = 500;
/// The radix of the digit that encodes a state.
const RADIX: u32 = 32;
/// The decisions in the order in which a state encodes them.
const DECISIONS: [Decision; 3] = [Decision::Undecided, Decision::Accepted, Decision::Rejected];

impl Review {
    /// The number of items to save.
    #[must_use]
    pub fn kept_items(&self) -> usize {
        // Before the first decision there is nothing to restore.
        if self.begun { self.items.len() } else { 0 }
    }

    /// The fingerprints of these items, concatenated as they are saved.
    #[must_use]
    pub fn hashes(&self, numbers: Range<usize>) -> String {
        let mut text = String::with_capacity(numbers.len() * DIGITS);
        for item in self.items.get(numbers).unwrap_or_default() {
            item.key.push_to(&mut text);
        }
        text
    }

    /// The state to save, while the fingerprints are saved under this name.
    #[must_use]
    pub fn save(&self, hashes: &str) -> SavedReview {
        let mut saved =
            SavedReview { begun: self.begun, hashes: hashes.into(), ..SavedReview::default() };
        let mut run = (0, 0);
        for (number, item) in self.items.iter().enumerate().take(self.kept_items()) {
            let state = state(item.decision, item.done, item.is_new);
            if state != run.0 {
                saved.push_run(run);
                run = (state, 0);
            }
            run.1 += 1;
            if let Some(edited) = &item.edited {
                let hash = self.hashes(number..number + 1);
                saved.items.push(SavedDetails::of_edit(hash, edited));
            }
        }
        saved.push_run(run);
        for item in self.waiting.iter().flatten() {
            saved.note(state(item.decision, item.done, item.new), &item.details.hash);
            saved.items.extend(Some(&item.details).filter(|details| details.is_some()).cloned());
        }
        self.save_found(&mut saved);
        saved
    }

    /// Saves the records of pending decisions, starting with those that the latest scan did not find.
    fn save_found(&self, saved: &mut SavedReview) {
        let items = || self.items.iter().enumerate().take(self.kept_items());
        let is_wanted = |item: &Item| item.is_decided() && item.found.flaw.is_none();
        let missing = items().filter(|(_, item)| is_wanted(item) && item.is_missing());
        let others = items().filter(|(_, item)| is_wanted(item) && !item.is_missing());
        let kept = saved.items.iter().filter(|details| details.has_found()).count();
        let room = MOST_FOUND.saturating_sub(kept);
        let found = missing.chain(others).take(room);
        saved.items.extend(
            found.map(|(number, item)| {
                SavedDetails::of_found(self.hashes(number..number + 1), item)
            }),
        );
    }

    /// Restores a saved review, with the saved fingerprints. A decision waits until its record arrives again.
    pub fn restore(&mut self, saved: SavedReview, hashes: &str) {
        self.begun |= saved.begun;
        self.waiting_places = FxHashMap::default();
        self.waiting = Vec::new();
        let mut rest = Some(hashes).filter(|text| text.is_ascii()).unwrap_or_default();
        for run in saved.runs.split(',').filter(|run| run.is_ascii()) {
            let (digit, count) = run.split_at_checked(1).unwrap_or_default();
            let all = count.parse::<usize>().unwrap_or_default().saturating_mul(DIGITS);
            let (own, after) = rest.split_at_checked(all).unwrap_or((rest, ""));
            rest = after;
            self.wait_for(digit, own);
        }
        for text in &saved.states {
            let (digit, hashes) = text.split_at_checked(1).unwrap_or_default();
            self.wait_for(digit, hashes);
        }
        for details in saved.items {
            let key = Fingerprint::parse(&details.hash);
            let place = key.and_then(|key| self.waiting_places.get(&key));
            if let Some(item) = place.and_then(|place| self.waiting.get_mut(*place)?.as_mut()) {
                item.add(details);
            }
        }
    }

    /// Queues the saved items with these fingerprints, all in this state.
    fn wait_for(&mut self, digit: &str, hashes: &str) {
        let (decision, done, new) = parts(digit);
        let mut rest = hashes;
        while let Some((hash, after)) = rest.split_at_checked(DIGITS) {
            rest = after;
            let Some(key) = Fingerprint::parse(hash) else { continue };
            self.waiting_places.insert(key, self.waiting.len());
            let details = SavedDetails { hash: hash.into(), ..SavedDetails::default() };
            self.waiting.push(Some(SavedItem { decision, done, new, details }));
        }
    }

    /// The saved state of the item with this key, which has just arrived.
    pub(super) fn saved(&mut self, key: Fingerprint) -> Option<SavedItem> {
        self.waiting.get_mut(*self.waiting_places.get(&key)?)?.take()
    }
}

/// Encodes the decision, what is done and whether it is new as a number below 18.
fn state(decision: Decision, done: Decision, new: bool) -> u32 {
    decision as u32 * 6 + done as u32 * 2 + u32::from(new)
}

/// Decodes the digit of a state: the decision, what is done, and whether it is new.
fn parts(digit: &str) -> (Decision, Decision, bool) {
    let state = u32::from_str_radix(digit, RADIX).unwrap_or_default();
    let decision = |part: u32| DECISIONS.get(part as usize % 3).copied().unwrap_or_default();
    (decision(state / 6), decision(state / 2), state % 2 == 1)
}

impl SavedReview {
    /// The storage name of the items' fingerprints.
    #[must_use]
    pub fn hashes(&self) -> &str {
        &self.hashes
    }

    /// The number of decisions waiting to be carried out.
    #[must_use]
    pub fn pending(&self) -> usize {
        let waits = |digit: &str| {
            let (decision, done, _) = parts(digit);
            decision != Decision::Undecided && decision != done
        };
        let cut = |text: &'_ str| text.split_at_checked(1).is_some_and(|(digit, _)| waits(digit));
        let runs = self.runs.split(',').filter(|run| cut(run));
        let listed = self.states.iter().filter(|text| cut(text));
        runs.filter_map(|run| run.get(1..)?.parse::<usize>().ok()).sum::<usize>()
            + listed.map(|text| (text.len() - 1) / DIGITS).sum::<usize>()
    }

    /// Appends a run of items in the same state.
    fn push_run(&mut self, (state, items): (u32, usize)) {
        if let Some(digit) = char::from_digit(state, RADIX).filter(|_| items > 0) {
            self.runs.push(digit);
            self.runs += &items.to_string();
            self.runs.push(',');
        }
    }

    /// Appends a fingerprint to the text of its state.
    fn note(&mut self, state: u32, hash: &str) {
        let digit = char::from_digit(state, RADIX).unwrap_or_default();
        let place = self.states.iter().position(|text| text.starts_with(digit));
        let place = place.unwrap_or_else(|| {
            self.states.push(digit.into());
            self.states.len() - 1
        });
        if let Some(text) = self.states.get_mut(place) {
            text.push_str(hash);
        }
    }
}
