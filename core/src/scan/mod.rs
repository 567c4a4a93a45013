//! The polled scan as a state machine: an event and the time go in, the next state and what to do
//! come out. It sends nothing and sets no timer itself, and after the end it never polls.

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

/// Where a scan stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Nobody has started one.
    #[default]
    NotScanned,
    /// Started, nothing heard of it yet.
    Pending,
    /// At work.
    InProgress,
    /// Over, says the provider.
    Completed,
    /// Over without a result.
    Failed,
    /// Nothing new for a while; the provider never says that it is over.
    Quiet,
    /// The user stopped watching.
    Stopped,
}

/// Why a scan failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The provider says so, with its words if it gave any.
    Provider(Option<Foreign>),
    /// A call failed for good, or too often in a row.
    Api(ApiError),
    /// The provider did not come to an end in five minutes.
    TookTooLong,
    /// It had failed when the zone was opened again; why is not kept.
    Earlier,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The zone was opened: look whether a scan is there already.
    Open,
    /// The user starts a scan.
    Start,
    /// The start was answered; the number is the generation that asked.
    Started(u32, Result<&'a ScanStarted, &'a ApiError>),
    /// A reading was answered, with how many records are known after it.
    Read(u32, Result<(&'a ScanReading, usize), &'a ApiError>),
    /// The timer of this generation went off.
    Due(u32),
    /// The page went out of sight or came back.
    Visible(bool),
    /// The user stops watching.
    Stop,
}

/// What to do next. Answers and timers bring [`Scan::generation`] back with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// Ask the provider to start a scan.
    Start,
    /// Read how far it is.
    Read,
    /// Call [`Event::Due`] after so long, and forget any earlier timer.
    Wait(TimeDelta),
}

/// The moment of an event, and a number for spreading waits.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Now.
    pub now: DateTime<Utc>,
    /// Any number, a new one each time.
    pub seed: u32,
}

/// A scan of one zone. Over a reload of the tab it is kept where it stands and which job is awaited, not what
/// holds for one page only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scan {
    /// Where it stands.
    pub phase: Phase,
    /// The provider's identity of the job that is awaited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<JobId>,
    /// The job that was the latest before this one was started.
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
    /// When the last new record came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grown: Option<DateTime<Utc>>,
    /// How many records are known.
    pub found: usize,
    /// Why it failed.
    #[serde(skip)]
    pub failure: Option<Failure>,
    /// When and why the start came to no answer, as long as no reading shows a scan of it.
    #[serde(skip)]
    doubt: Option<(DateTime<Utc>, ApiError)>,
    /// Counts starts and stops, so that late answers are told apart.
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
    /// Whether the page goes on reading by itself.
    #[must_use]
    pub fn is_watched(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress | Self::Quiet)
    }

    /// Whether a scan is at work as far as anybody knows.
    #[must_use]
    pub fn is_running(self) -> bool {
        matches!(self, Self::Pending | Self::InProgress)
    }
}

impl Scan {
    /// The scan as it was kept: why it failed was not.
    pub(crate) fn of_kept(kept: Self) -> Self {
        let failure = (kept.phase == Phase::Failed).then_some(Failure::Earlier);
        Self { failure, ..kept }
    }

    /// A scan that was already started elsewhere and is now to be watched.
    #[must_use]
    pub fn begun(job: Option<JobId>, now: DateTime<Utc>) -> Self {
        Self { phase: Phase::Pending, job, started: Some(now), ..Self::default() }
    }

    /// How long it has been at work.
    #[must_use]
    pub fn elapsed(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        Some(date::between(self.started?, self.ended.unwrap_or(now)))
    }

    /// Takes an event and says what to do.
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
            // It may have begun all the same: look before starting another.
            Err(error) if error.leaves_doubt() => {
                self.doubt = Some((clock.now, error.clone()));
                Effect::Wait(FIRST_WAIT)
            }
            Err(error) => self.fail(Failure::Api(error.clone()), clock.now),
        }
    }

    fn fail(&mut self, failure: Failure, now: DateTime<Utc>) -> Effect {
        self.failure = Some(failure);
        self.end(Phase::Failed, now);
        Effect::Nothing
    }

    fn end(&mut self, phase: Phase, now: DateTime<Utc>) {
        self.phase = phase;
        self.ended = self.ended.or(self.started.map(|_| now));
    }
}
