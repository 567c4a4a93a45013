//! Reads the found records of a zone into its review, as a whole or while the answer streams in.

use chrono::{DateTime, TimeDelta};
use leptos::prelude::*;
use zonesift_core::plan::run::Run;
use zonesift_core::provider::{ApiError, ScanReading};
use zonesift_core::record::Record;

use super::ZoneState;
use crate::browser::clock;

/// The first records are shown as soon as they arrive, the next after `WAIT`, then after twice as long each
/// time: every update rebuilds the list.
const WAIT: TimeDelta = TimeDelta::milliseconds(100);
/// Upper limit of that wait, so that no single update has too many new records to show.
const LONGEST: TimeDelta = TimeDelta::milliseconds(400);

/// Records are merged `SOME` at a time; after `SLICE` the page gets a turn for input and painting.
const SLICE: TimeDelta = TimeDelta::milliseconds(8);
const SOME: usize = 50;

impl ZoneState {
    /// Reads the found records and merges them into the review unless they are of an older scan. Does not
    /// mark missing records as gone: a run takes those it writes off the list.
    pub async fn read_found(self) -> Result<ScanReading, ApiError> {
        Ok(self.read_numbered().await?.0)
    }

    /// [`Self::read_found`] with the number of the reading; `None` if the reading was stale.
    async fn read_numbered(self) -> Result<(ScanReading, Option<u32>), ApiError> {
        let zone = self.info.get_untracked().ok_or(ApiError::NotFound)?;
        let (provider, mut records) = (self.api.provider(), Vec::new());
        let mut take = |more: Option<Vec<Record>>| match more {
            Some(more) => records.extend(more),
            None => records.clear(),
        };
        let sieve = || provider.scan_arriving(&zone);
        let mut reading =
            self.api.send_arriving(&provider.read_scan(&zone), &sieve, &mut take).await?;
        records.append(&mut reading.records);
        reading.records = records;
        let stale = self.scan.with_untracked(|scan| scan.is_stale(&reading));
        let mut since = clock::now();
        let begun = if stale { None } else { self.begin_reading() };
        for some in reading.records.chunks(SOME).filter(|_| !stale) {
            self.review.update_untracked(|review| {
                review.iter_mut().for_each(|review| review.merge_more(some.to_vec()));
            });
            if clock::now() - since >= SLICE {
                clock::pause().await;
                since = clock::now();
            }
        }
        if !stale && !reading.records.is_empty() {
            self.review.notify();
        }
        Ok((reading, begun))
    }

    fn begin_reading(self) -> Option<u32> {
        self.review.update_untracked(|review| Some(review.as_mut()?.merge(Vec::new())))
    }

    /// Marks the records that a complete reading did not list as gone. Only for the current scan, and not
    /// while a plan is written: the run takes records off the list itself.
    pub(super) fn judge_reading(self, generation: u32, whole: bool, reading: Option<u32>) {
        let is_now = self.scan.with_untracked(|scan| scan.generation) == generation;
        let Some(reading) = reading.filter(|_| whole && is_now) else { return };
        if self.apply.run.with_untracked(|run| run.as_ref().is_none_or(Run::is_over)) {
            self.amend(|review| review.end_reading(reading));
        }
    }

    /// [`Self::read_found`] that shows records while the answer streams in, if the provider's list can only
    /// be of one scan. The returned reading then has no records. The number is `None` if the reading was not
    /// merged.
    pub(super) async fn read_arriving(self) -> Result<(ScanReading, Option<u32>), ApiError> {
        let zone = self.info.get_untracked().ok_or(ApiError::NotFound)?;
        let provider = self.api.provider();
        if !provider.has_one_scan() {
            return self.read_numbered().await;
        }
        let (mut begun, mut is_told) = (None, true);
        let (mut due, mut wait) = (DateTime::UNIX_EPOCH, WAIT);
        let mut take = |records: Option<Vec<Record>>| {
            let Some(records) = records else {
                begun = None;
                return;
            };
            // An empty list counts as a reading too: it can mean that records are gone.
            begun = begun.or_else(|| self.begin_reading());
            if records.is_empty() {
                return;
            }
            self.review.update_untracked(|review| {
                if let Some(review) = review {
                    review.merge_more(records);
                }
            });
            is_told = clock::now() >= due;
            if is_told {
                self.review.notify();
                due = clock::now() + wait;
                wait = LONGEST.min(wait * 2);
            }
        };
        let call = provider.read_scan(&zone);
        let sieve = || provider.scan_arriving(&zone);
        let mut reading = self.api.send_arriving(&call, &sieve, &mut take).await;
        // What could not be streamed is parsed at the end.
        if let Ok(reading) = &mut reading {
            take(Some(std::mem::take(&mut reading.records)));
        }
        if !is_told {
            self.review.notify();
        }
        Ok((reading?, begun))
    }
}
