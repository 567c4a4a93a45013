//! The polled scan as a state machine: an event and the time go in, the next state and an effect come out.
//! It does no I/O and sets no timers, and it stops polling when the scan ends.

mod reading;
#[cfg(test)]
mod tests;
mod wait;

use wait::FIRST_WAIT;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::date;
use crate::foreign::Foreign;
use crate::provider::{ApiError, JobId, ScanReading, ScanStarted};

/// The phase of a scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// No scan has been started.
    #[default]
    NotScanned,
    /// Started, but no progress reported yet.
    Pending,
    /// Running.
    InProgress,
    /// Finished, according to the provider.
    Completed,
    /// Ended without a result.
    Failed,
    /// No new records for a while; this provider never reports an end.
    Quiet,
    /// The user stopped polling.
    Stopped,
}

/// Why a scan failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanFailure {
    /// The provider reported a failure, with its message if there was one.
    Provider(Option<Foreign>),
    /// A call failed permanently, or too often in a row.
    Api(ApiError),
    /// The provider did not finish within five minutes.
    TookTooLong,
    /// The scan had failed before the zone was opened again; the reason was not saved.
    Earlier,
}

/// An event for the state machine.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The zone was opened: check for an existing scan.
    Open,
    /// The user starts a scan.
    Start,
    /// The answer to the start, with the generation that asked.
    Started(u32, Result<&'a ScanStarted, &'a ApiError>),
    /// The answer to a reading, with the generation that asked and the number of records known after it.
    Read(u32, Result<(&'a ScanReading, usize), &'a ApiError>),
    /// The timer of this generation fired.
    Due(u32),
    /// The page was hidden (false) or shown again (true).
    Visible(bool),
    /// The user stops polling.
    Stop,
}

/// What the caller does next. Answers and timers must return the [`Scan::generation`] of their effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// Ask the provider to start a scan.
    Start,
    /// Read the progress.
    Read,
    /// Send [`Event::Due`] after this time, and cancel any earlier timer.
    Wait(TimeDelta),
}

/// The time of an event, with a seed for jitter.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Now.
    pub now: DateTime<Utc>,
    /// Any number, a new one each time.
    pub seed: u32,
}

/// A scan of one zone. Serialization keeps the progress and the awaited job across a reload of the tab,
/// but not the fields that concern one page only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scan {
    /// The phase.
    pub phase: Phase,
    /// The provider's id of the awaited job.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// The latest job before this scan was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<JobId>,
    /// The job of the latest reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<JobId>,
    /// When it was started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<DateTime<Utc>>,
    /// When it came to an end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<DateTime<Utc>>,
    /// When the last new record arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grown: Option<DateTime<Utc>>,
    /// The number of records known.
    pub found: usize,
    /// Why it failed.
    #[serde(skip)]
    pub failure: Option<ScanFailure>,
    /// When and why the start failed without a clear answer; cleared once a reading shows the scan.
    #[serde(skip)]
    doubt: Option<(DateTime<Utc>, ApiError)>,
    /// Counts starts and stops, to ignore late answers.
    #[serde(skip)]
    pub generation: u32,
    #[serde(skip)]
    readings_without_news: u32,
    #[serde(skip)]
    failures: u32,
    #[serde(skip)]
    hidden: bool,
    #[serde(skip)]
    under_way: bool,
}

impl Phase {
    /// Whether polling continues.
    #[must_use]
    pub fn is_watched(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress | Self::Quiet)
    }

    /// Whether the scan is running, as far as known.
    #[must_use]
    pub fn is_running(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress)
    }
}

impl Scan {
    /// Restores a saved scan, without the reason of its failure.
    pub(crate) fn of_kept(kept: Self) -> Self {
        let failure = (kept.phase == Phase::Failed).then_some(ScanFailure::Earlier);
        Self { failure, ..kept }
    }

    /// A scan that was started elsewhere and is polled from now on.
    #[must_use]
    pub fn begun(job: Option<JobId>, now: DateTime<Utc>) -> Self {
        Self { phase: Phase::Pending, job, started: Some(now), ..Self::default() }
    }

    /// How long the scan has been running, or took.
    #[must_use]
    pub fn elapsed(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        Some(date::between(self.started?, self.ended.unwrap_or(now)))
    }

    /// Handles an event; returns the next state and effect.
    #[must_use]
    pub fn step(mut self, event: Event<'_>, clock: Clock) -> (Self, Effect) {
        let effect = match event {
            Event::Open => self.open(clock.now),
            Event::Start => self.start(clock.now),
            Event::Stop => self.stop(clock.now),
            Event::Visible(visible) => self.show(visible),
            Event::Due(generation) if generation == self.generation => self.due(),
            Event::Started(generation, answer) if generation == self.generation => {
                self.under_way = false;
                self.started(answer, clock)
            }
            Event::Read(generation, answer) if generation == self.generation => {
                self.under_way = false;
                match answer {
                    Ok((reading, known)) => self.took(reading, known, clock),
                    Err(error) => self.missed(error, clock),
                }
            }
            Event::Due(_) | Event::Started(..) | Event::Read(..) => Effect::Nothing,
        };
        (self, effect)
    }

    fn start(&mut self, now: DateTime<Utc>) -> Effect {
        *self = Self {
            found: self.found,
            before: self.seen.take(),
            hidden: self.hidden,
            generation: self.generation + 1,
            under_way: true,
            ..Self::begun(None, now)
        };
        Effect::Start
    }

    fn stop(&mut self, now: DateTime<Utc>) -> Effect {
        if self.phase.is_watched() {
            self.end(Phase::Stopped, now);
            self.generation += 1;
            self.under_way = false;
        }
        Effect::Nothing
    }

    fn read(&mut self) -> Effect {
        self.under_way = true;
        Effect::Read
    }

    fn due(&mut self) -> Effect {
        if self.phase.is_watched() && !self.hidden && !self.under_way {
            return self.read();
        }
        Effect::Nothing
    }

    fn show(&mut self, visible: bool) -> Effect {
        let was_hidden = std::mem::replace(&mut self.hidden, !visible);
        if visible && was_hidden { self.due() } else { Effect::Nothing }
    }

    fn started(&mut self, answer: Result<&ScanStarted, &ApiError>, clock: Clock) -> Effect {
        match answer {
            _ if !self.phase.is_running() => Effect::Nothing,
            Ok(started) => {
                self.job.clone_from(&started.job);
                Effect::Wait(FIRST_WAIT)
            }
            // The scan may have started anyway: poll before starting another.
            Err(error) if error.leaves_doubt() => {
                self.doubt = Some((clock.now, error.clone()));
                Effect::Wait(FIRST_WAIT)
            }
            Err(error) => self.fail(ScanFailure::Api(error.clone()), clock.now),
        }
    }

    fn fail(&mut self, failure: ScanFailure, now: DateTime<Utc>) -> Effect {
        self.failure = Some(failure);
        self.end(Phase::Failed, now);
        Effect::Nothing
    }

    fn end(&mut self, phase: Phase, now: DateTime<Utc>) {
        self.phase = phase;
        self.ended = self.ended.or(self.started.map(|_| now));
    }
}
