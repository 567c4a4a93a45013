//! What of a review is kept over a reload of the tab: decisions by the hash of the record's key, edits
//! as they are, and the records of decisions that are still to be carried out, as the scan may not find
//! them again; no key of the user's. All other records are read from the provider again.
//!
//! The hashes, which are long and never change, are kept apart and once. What is written after every
//! decision is short: the states of the items in the order of their numbers, equal ones in a row as one.

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::saved_item::{SavedDetails, SavedItem};
use super::{Decision, Item, Review};
use crate::fingerprint::{DIGITS, Fingerprint};

/// A review as it is kept. The states of the items are texts, as 100,000 decisions have to fit in the 5 MB
/// that a tab may keep.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SavedReview {
    begun: bool,
    /// The name under which the hashes of the items are kept.
    hashes: Box<str>,
    /// The states of the items in the order of their numbers: for each run of equal ones its digit, how
    /// many there are, and a comma.
    runs: String,
    /// Of those that have not arrived again, for each state that occurs its digit and then the hashes of
    /// the items that are in it.
    states: Vec<String>,
    /// The items that were edited, and those whose decisions wait, with their records.
    items: Vec<SavedDetails>,
}

/// The records of so many decisions are kept. Of more only the hashes are: such a decision is there again
/// when its record is found again.
const MOST_FOUND: usize = 500;
/// The digits of states.
const RADIX: u32 = 32;
/// The decisions in the order in which a state counts them.
const DECISIONS: [Decision; 3] = [Decision::Undecided, Decision::Accepted, Decision::Rejected];

impl Review {
    /// How many items are to be kept.
    #[must_use]
    pub fn kept_items(&self) -> usize {
        // Before the first decision nothing can come back as new.
        if self.begun { self.items.len() } else { 0 }
    }

    /// The hashes of items from a number on, as they are kept.
    #[must_use]
    pub fn hashes(&self, numbers: Range<usize>) -> String {
        let mut text = String::with_capacity(numbers.len() * DIGITS);
        for item in self.items.get(numbers).unwrap_or_default() {
            item.key.push_to(&mut text);
        }
        text
    }

    /// What is to be kept, while the hashes of the items are kept under this name.
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

    /// Keeps the records of decisions that wait: first those that the latest scan has not found.
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

    /// Takes back what was kept, with the hashes under its name; a decision waits until its record
    /// arrives again.
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

    /// Notes that the items with these hashes were in this state.
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

    /// What was kept of the item with this key, which has just come.
    pub(super) fn saved(&mut self, key: Fingerprint) -> Option<SavedItem> {
        self.waiting.get_mut(*self.waiting_places.get(&key)?)?.take()
    }
}

/// A decision, what is done and whether it is new, as one number below 18.
fn state(decision: Decision, done: Decision, new: bool) -> u32 {
    decision as u32 * 6 + done as u32 * 2 + u32::from(new)
}

/// What the digit of a state says: the decision, what is done, and whether it is new.
fn parts(digit: &str) -> (Decision, Decision, bool) {
    let state = u32::from_str_radix(digit, RADIX).unwrap_or_default();
    let decision = |part: u32| DECISIONS.get(part as usize % 3).copied().unwrap_or_default();
    (decision(state / 6), decision(state / 2), state % 2 == 1)
}

impl SavedReview {
    /// The name under which the hashes of the items are kept.
    #[must_use]
    pub fn hashes(&self) -> &str {
        &self.hashes
    }

    /// How many decisions wait to be carried out.
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

    /// Adds so many items in a row that are in one state.
    fn push_run(&mut self, (state, items): (u32, usize)) {
        if let Some(digit) = char::from_digit(state, RADIX).filter(|_| items > 0) {
            self.runs.push(digit);
            self.runs += &items.to_string();
            self.runs.push(',');
        }
    }

    /// Adds a hash to the text of its state.
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
