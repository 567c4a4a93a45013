//! Evaluates a reading of a scan: whether it belongs to the awaited job, its phase, and when to read
//! again. The records themselves are handled elsewhere.

use super::{Clock, Effect, Phase, Scan, ScanFailure};
use crate::provider::{ScanReading, ScanStatus};

impl Scan {
    /// Whether a reading belongs to an older job than the awaited one: the provider reports its latest job,
    /// and takes a moment to switch to the new one.
    #[must_use]
    pub fn is_stale(&self, reading: &ScanReading) -> bool {
        let Some(read) = &reading.job else { return false };
        let other = self.job.as_ref().is_some_and(|awaited| awaited != read);
        let earlier = self.job.is_none() && self.before.as_ref() == Some(read);
        self.phase.is_running() && (other || earlier)
    }

    pub(super) fn took(&mut self, reading: &ScanReading, known: usize, clock: Clock) -> Effect {
        self.failures = 0;
        self.failure = self.failure.take().filter(|_| self.phase == Phase::Failed);
        if self.is_stale(reading) {
            return self.wait_for_status(clock);
        }
        self.seen.clone_from(&reading.job);
        // The list of found records exists without a scan too; only new records prove one.
        let shows_a_scan = match reading.status {
            ScanStatus::Never => false,
            ScanStatus::Unsaid => known > self.found,
            _ => true,
        };
        if shows_a_scan {
            self.doubt = None;
        }
        if self.started.is_none() {
            // A scan that this page did not start.
            self.started = reading.created;
            self.ended = reading.completed;
        }
        if known > self.found {
            self.found = known;
            self.grown = Some(clock.now);
            self.readings_without_news = 0;
        } else {
            self.readings_without_news += 1;
        }
        // The reason of a failure is not saved across a reload: the provider's status counts.
        let goes_on = self.failure == Some(ScanFailure::Earlier)
            && matches!(
                reading.status,
                ScanStatus::Pending | ScanStatus::InProgress | ScanStatus::Failed(_)
            );
        if matches!(self.phase, Phase::Stopped | Phase::Failed) && !goes_on {
            return Effect::Nothing;
        }
        match &reading.status {
            ScanStatus::Never if self.started.is_none() => {
                self.phase = Phase::NotScanned;
                Effect::Nothing
            }
            ScanStatus::Never | ScanStatus::Pending => self.runs(Phase::Pending, reading, clock),
            ScanStatus::InProgress => self.runs(Phase::InProgress, reading, clock),
            ScanStatus::Completed => {
                self.end(Phase::Completed, clock.now);
                Effect::Nothing
            }
            ScanStatus::Failed(words) => self.fail(ScanFailure::Provider(words.clone()), clock.now),
            ScanStatus::Unsaid => self.wait_for_list(clock),
        }
    }

    fn runs(&mut self, phase: Phase, reading: &ScanReading, clock: Clock) -> Effect {
        if !self.phase.is_running() {
            // Somebody started another scan after ours had ended: poll that one now.
            self.job.clone_from(&reading.job);
            self.started = Some(clock.now);
            self.ended = None;
        }
        self.phase = phase;
        self.failure = None;
        self.wait_for_status(clock)
    }
}
