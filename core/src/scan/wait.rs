//! Polling intervals of a scan, and the limits after which it counts as quiet or is given up. This module
//! computes the waits; the caller sets the timers.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Clock, Effect, Phase, Scan, ScanFailure};
use crate::provider::ApiError;
use crate::{backoff, date};

/// The shortest and the longest wait between readings of a scan that reports its status.
pub(super) const FIRST_WAIT: TimeDelta = TimeDelta::milliseconds(1_500);
pub(super) const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(10);
/// The wait between readings of a list of found records.
pub(super) const LIST_WAIT: TimeDelta = TimeDelta::milliseconds(2_500);
/// The wait between readings once the list is quiet.
pub(super) const QUIET_WAIT: TimeDelta = TimeDelta::seconds(15);
/// A list is quiet after this many readings without a new record, …
pub(super) const QUIET_READINGS: u32 = 4;
/// … this long after the last new record …
pub(super) const QUIET_SILENCE: TimeDelta = TimeDelta::seconds(15);
/// … and this long after the start.
pub(super) const QUIET_LEAST: TimeDelta = TimeDelta::seconds(20);
/// A scan that reports its status and has not ended by then is given up.
pub(super) const TOO_LONG: TimeDelta = TimeDelta::minutes(5);
/// A start without an answer counts as failed if no reading shows the scan after this time.
pub(super) const SHOWS_BY: TimeDelta = TimeDelta::seconds(15);
/// This many failed readings in a row end the polling.
pub(super) const FAILURES_IN_A_ROW: u32 = 6;

impl Scan {
    /// Polls a scan that reports its status at growing intervals until it ends.
    pub(super) fn wait_for_status(&mut self, clock: Clock) -> Effect {
        let started = *self.started.get_or_insert(clock.now);
        let elapsed = date::between(started, clock.now);
        let is_over = |doubt: &mut (DateTime<Utc>, _)| clock.now - doubt.0 >= SHOWS_BY;
        if let Some((_, error)) = self.doubt.take_if(is_over) {
            return self.fail(ScanFailure::Api(error), clock.now);
        }
        if elapsed >= TOO_LONG {
            return self.fail(ScanFailure::TookTooLong, clock.now);
        }
        let grown = FIRST_WAIT + elapsed / 10;
        let wait = grown.min(LONGEST_WAIT);
        Effect::Wait(backoff::spread(wait, wait / 10, clock.seed))
    }

    /// Polls a list of found records at a steady interval, and at a longer one once it is quiet.
    pub(super) fn wait_for_list(&mut self, clock: Clock) -> Effect {
        let Some(started) = self.started else {
            return self.found_earlier(clock);
        };
        let silence = clock.now - self.grown.unwrap_or(started);
        let quiet = self.readings_without_news >= QUIET_READINGS
            && silence >= QUIET_SILENCE
            && clock.now - started >= QUIET_LEAST;
        if quiet {
            if let Some((_, error)) = self.doubt.take() {
                return self.fail(ScanFailure::Api(error), clock.now);
            }
            self.ended.get_or_insert(clock.now);
            self.phase = Phase::Quiet;
        } else if self.phase != Phase::Quiet || self.readings_without_news == 0 {
            self.ended = None;
            self.phase = Phase::InProgress;
        }
        self.wait_by_length(clock)
    }

    /// Every poll reads the whole list, so a long one is polled less often: 100,000 records are 36 MB.
    fn wait_by_length(&self, clock: Clock) -> Effect {
        let found = u32::try_from(self.found).unwrap_or(u32::MAX);
        let found = TimeDelta::milliseconds(found.into());
        let wait = match self.phase {
            Phase::Quiet => QUIET_WAIT + found,
            _ => LIST_WAIT + found / 20,
        };
        Effect::Wait(backoff::spread(wait, wait / 10, clock.seed))
    }

    /// The zone was opened without a scan started here: the listed records come from an earlier scan.
    fn found_earlier(&mut self, clock: Clock) -> Effect {
        if self.found == 0 {
            self.phase = Phase::NotScanned;
            return Effect::Nothing;
        }
        self.phase = Phase::Quiet;
        self.wait_by_length(clock)
    }

    /// A reload may have come before the answer to the start, so the start is in doubt.
    pub(super) fn open(&mut self, now: DateTime<Utc>) -> Effect {
        if self.phase == Phase::Pending && self.job.is_none() {
            self.doubt.get_or_insert((now, ApiError::Aborted));
        }
        self.read()
    }

    pub(super) fn missed(&mut self, error: &ApiError, clock: Clock) -> Effect {
        if !self.phase.is_watched() {
            self.failure = Some(ScanFailure::Api(error.clone()));
            return Effect::Nothing;
        }
        // The user is asked for another key, and the scan continues with it.
        if *error == ApiError::BadKey {
            return Effect::Nothing;
        }
        self.failures += 1;
        if !error.is_passing() || self.failures >= FAILURES_IN_A_ROW {
            return self.fail(ScanFailure::Api(error.clone()), clock.now);
        }
        Effect::Wait(match error {
            ApiError::RateLimited(seconds) => backoff::asked_for(*seconds, clock.seed),
            _ => backoff::delay(self.failures, clock.seed),
        })
    }
}
