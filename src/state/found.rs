//! Reads the found records of a zone into its review: whole, or while they arrive. It decides nothing
//! about them.

use chrono::{DateTime, TimeDelta};
use zonesift_core::plan::run::Run;
use zonesift_core::provider::{ApiError, ScanReading};
use zonesift_core::record::Record;

use super::discovery::Discovery;
use crate::web::clock;

/// What has arrived is shown at once, the next time so long later, and then after twice
/// as long each time: what is shown is made anew each time.
const WAIT: TimeDelta = TimeDelta::milliseconds(100);
/// It is never longer than this, so that no more comes at once than the page makes in a moment.
const LONGEST: TimeDelta = TimeDelta::milliseconds(400);

/// Found records are taken in for so long before the page has its turn, some at a time.
const SLICE: TimeDelta = TimeDelta::milliseconds(8);
const SOME: usize = 50;

impl Discovery {
    /// Reads the found records, and takes them into the review unless they are of an older scan. Nothing
    /// is taken for not found by it: what a plan writes leaves the list meanwhile.
    pub async fn read_found(&self) -> Result<ScanReading, ApiError> {
        Ok(self.read_numbered().await?.0)
    }

    /// As [`Self::read_found`], with the number of the reading; none of one that was not taken.
    async fn read_numbered(&self) -> Result<(ScanReading, Option<u32>), ApiError> {
        let zone = self.zone.get_untracked().ok_or(ApiError::NotFound)?;
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
            self.review.change_untold(|review| {
                review.iter_mut().for_each(|review| review.merge_more(some.to_vec()));
            });
            if clock::now() - since >= SLICE {
                clock::pause().await;
                since = clock::now();
            }
        }
        if !stale && !reading.records.is_empty() {
            self.review.tell();
        }
        Ok((reading, begun))
    }

    fn begin_reading(&self) -> Option<u32> {
        self.review.change_untold(|review| Some(review.as_mut()?.merge(Vec::new())))
    }

    /// Takes for not found what a whole reading has not listed: one of the scan of now, and not while a
    /// plan is written, which takes records off the list itself.
    pub(super) fn judge_reading(&self, generation: u32, whole: bool, reading: Option<u32>) {
        let is_now = self.scan.with_untracked(|scan| scan.generation) == generation;
        let Some(reading) = reading.filter(|_| whole && is_now) else { return };
        if self.apply.run.with_untracked(|run| run.as_ref().is_none_or(Run::is_over)) {
            self.amend(|review| review.end_reading(reading));
        }
    }

    /// As [`Self::read_found`], for showing them only: where the provider lists nothing but records,
    /// the first ones are there while the last ones still arrive, and none is in what is returned. Told
    /// with it is the number of the reading; none of one that was not taken.
    pub(super) async fn read_arriving(&self) -> Result<(ScanReading, Option<u32>), ApiError> {
        let zone = self.zone.get_untracked().ok_or(ApiError::NotFound)?;
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
            // Also where there is none: that a list is empty tells something.
            begun = begun.or_else(|| self.begin_reading());
            if records.is_empty() {
                return;
            }
            self.review.change_untold(|review| {
                if let Some(review) = review {
                    review.merge_more(records);
                }
            });
            is_told = clock::now() >= due;
            if is_told {
                self.review.tell();
                due = clock::now() + wait;
                wait = LONGEST.min(wait * 2);
            }
        };
        let call = provider.read_scan(&zone);
        let sieve = || provider.scan_arriving(&zone);
        let mut reading = self.api.send_arriving(&call, &sieve, &mut take).await;
        // What is too large to be read while it arrives comes in the end.
        if let Ok(reading) = &mut reading {
            take(Some(std::mem::take(&mut reading.records)));
        }
        if !is_told {
            self.review.tell();
        }
        Ok((reading?, begun))
    }
}
