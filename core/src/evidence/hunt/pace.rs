//! How fast one resolver may be asked: at most twenty questions a second and six at a time, and not before the
//! time that it asked for.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

use crate::date;

/// The most questions in a second.
pub(super) const A_SECOND: usize = 20;
/// The most questions that wait for their answers.
pub(super) const AT_ONCE: usize = 6;
/// The wait after the first refusal that states no time; it doubles with each further one.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(2);
/// The longest wait that is not asked for.
const LONGEST_WAIT: TimeDelta = TimeDelta::seconds(60);

/// The pace at which a resolver is asked.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    /// When the latest questions were sent, the oldest first.
    sent: VecDeque<DateTime<Utc>>,
    in_flight: usize,
    paused: Option<DateTime<Utc>>,
    /// The refusals since the last answer.
    refusals: u32,
}

impl Pace {
    /// When the next question may be sent; `None` if first an answer has to come.
    pub fn free_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.in_flight >= AT_ONCE {
            return None;
        }
        let oldest = self.sent.front().filter(|_| self.sent.len() >= A_SECOND);
        let second = oldest.map(|sent| date::after(*sent, TimeDelta::seconds(1)));
        Some(now.max(second.unwrap_or(now)).max(self.paused.unwrap_or(now)))
    }

    /// Counts a question that is sent.
    pub fn send(&mut self, now: DateTime<Utc>) {
        self.in_flight += 1;
        self.sent.push_back(now);
        if self.sent.len() > A_SECOND {
            self.sent.pop_front();
        }
    }

    /// Counts what came back.
    pub fn come_back(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// Counts an answer: the resolver keeps up.
    pub fn keep_up(&mut self) {
        self.refusals = 0;
    }

    /// Waits as the resolver asked, or longer each time. Returns how often it has refused in a row; what was
    /// refused during a wait counts once.
    pub fn refuse(&mut self, asked: Option<TimeDelta>, now: DateTime<Utc>) -> u32 {
        if self.paused.is_none_or(|until| until <= now) {
            self.refusals += 1;
        }
        let doubled = FIRST_WAIT * (1 << self.refusals.saturating_sub(1).min(5));
        let until = date::after(now, asked.unwrap_or(doubled.min(LONGEST_WAIT)));
        self.paused = Some(self.paused.map_or(until, |paused| paused.max(until)));
        self.refusals
    }
}
