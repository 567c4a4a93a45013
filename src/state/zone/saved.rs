//! Stores scan, decisions and edits of a zone for a reload of the tab, and restores them. Stores no key, and
//! no records except edited ones and those with pending decisions.

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::edits::Edits;
use zonesift_core::provider::ZoneInfo;
use zonesift_core::review::Review;
use zonesift_core::scan::Scan;

use super::ZoneState;
use crate::browser::clock;
use crate::state::saved::{self, Hashes};

/// From this many found records on, decisions are stored together after [`KEEP`] instead of one by one.
const MANY: usize = 2_000;
const KEEP: TimeDelta = TimeDelta::milliseconds(500);
/// Hash entries written per step; a step takes two or three milliseconds.
const BLOCKS: usize = 8;

/// What the tab keeps of a zone over a reload.
#[derive(Clone, Copy, Default)]
pub struct SavingState {
    /// The tab's storage could not keep the decisions.
    pub failed: RwSignal<bool>,
    /// Some changes are not stored yet.
    is_due: StoredValue<bool>,
    hashes: StoredValue<Hashes>,
}

impl ZoneState {
    pub(super) fn recall(self, info: &ZoneInfo) {
        let mut review = Review::new(info.name.clone(), self.api.provider().capabilities());
        let zone = self.api.at(info);
        saved::keep_zone(&zone);
        if let Some((scan, saved, hashes)) = saved::discovery(&zone) {
            self.saving.hashes.update_value(|hashes| hashes.left(&saved));
            review.restore(saved, &hashes);
            self.scan.set(scan);
        }
        self.review.set(Some(review));
        self.edits.set(saved::edits(&zone));
        self.recall_dns(info);
    }

    /// Deletes what the tab has stored of a zone that no longer exists.
    pub fn forget_kept(self) {
        self.saving.is_due.set_value(false);
        self.info.with_untracked(|zone| {
            zone.iter().for_each(|zone| saved::forget_zone(&self.api.at(zone)));
        });
    }

    /// Changes the edits and stores them for a reload.
    pub fn edit<R>(self, edit: impl FnOnce(&mut Edits) -> R) -> R {
        let result = self.edits.update_untracked(edit);
        self.edits.notify();
        self.keep_edits();
        result
    }

    pub(super) fn keep_edits(self) {
        // A zone that is not known has no edits yet.
        let keep = |zone: &ZoneInfo| {
            let zone = self.api.at(zone);
            self.edits.with_untracked(|edits| saved::keep_edits(&zone, edits))
        };
        let done = self.info.with_untracked(|zone| zone.as_ref().is_none_or(keep));
        self.tell_kept(done);
    }

    /// Stores scan and decisions for a reload: at once, or delayed if there is much to write.
    pub(super) fn keep(self) {
        let items = self.review.with_untracked(|r| r.as_ref().map_or(0, |r| r.items().len()));
        if items < MANY {
            self.keep_now();
        } else if !self.saving.is_due.get_value() {
            self.saving.is_due.set_value(true);
            clock::after(KEEP, move || spawn_local(self.keep_slowly()));
        }
    }

    /// Stores everything in small steps: `sessionStorage` writes block the page.
    async fn keep_slowly(self) {
        while self.saving.is_due.get_value() && self.keep_hashes(BLOCKS) == Some(true) {
            clock::pause().await;
        }
        self.keep_rest();
    }

    fn keep_hashes(self, blocks: usize) -> Option<bool> {
        let hashes = self.saving.hashes;
        self.review.with_untracked(|review| {
            hashes.try_update_value(|hashes| hashes.keep(review.as_ref()?, blocks)).flatten()
        })
    }

    /// Stores what is not stored yet, without a pause: the page may be unloading.
    pub fn keep_rest(self) {
        if self.saving.is_due.get_value() {
            self.saving.is_due.set_value(false);
            self.keep_now();
        }
    }

    /// Stores scan and decisions without delay, however much there is to write.
    pub(super) fn keep_at_once(self) {
        self.saving.is_due.set_value(false);
        self.keep_now();
    }

    fn keep_now(self) {
        let hashed = self.keep_hashes(usize::MAX).is_some();
        let name = self.saving.hashes.with_value(|hashes| hashes.name().to_owned());
        let saved = self.review.with_untracked(|r| Some(r.as_ref()?.save(&name)));
        let Some((saved, zone)) = saved.zip(self.info.get_untracked()) else { return };
        let keep = |scan: &Scan| saved::keep_discovery(&self.api.at(&zone), scan, &saved);
        let done = hashed && self.scan.with_untracked(keep);
        if done {
            self.saving.hashes.update_value(Hashes::forget_old);
        }
        self.tell_kept(done);
    }

    pub(super) fn tell_kept(self, done: bool) {
        if self.saving.failed.get_untracked() == done {
            self.saving.failed.set(!done);
        }
    }
}
