//! The idle limit of the API key. It uses the wall clock instead of timers, which are throttled in hidden
//! tabs and stop while the machine sleeps or the tab is closed. The caller reads the clock and checks
//! again when told.

use chrono::{DateTime, TimeDelta, Utc};

use crate::date;

/// The idle limits that the user may choose from, in minutes.
pub const MINUTES: [u32; 4] = [5, 15, 60, 240];

/// How long before the limit the user is warned.
pub const WARNING: TimeDelta = TimeDelta::minutes(1);

/// The maximum time between checks: after sleep, a timer continues where it was.
const LOOK: TimeDelta = TimeDelta::seconds(10);

/// During the warning, the remaining time is updated every second.
const SECOND: TimeDelta = TimeDelta::seconds(1);

/// An idle limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(TimeDelta);

impl Default for Limit {
    fn default() -> Self {
        Self(TimeDelta::minutes(15))
    }
}

impl Limit {
    /// The limit at this index of [`MINUTES`].
    #[must_use]
    pub fn of_place(place: usize) -> Self {
        let minutes = MINUTES.get(place).copied();
        minutes.map(|minutes| Self(TimeDelta::minutes(minutes.into()))).unwrap_or_default()
    }

    /// The index in [`MINUTES`].
    #[must_use]
    pub fn place(self) -> usize {
        let is_this = |minutes: &u32| *minutes == self.minutes();
        MINUTES.iter().position(is_this).unwrap_or_default()
    }

    /// The limit in minutes.
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.0.num_minutes() as u32
    }

    /// The limit of this many minutes; `None` if it is not one of [`MINUTES`].
    #[must_use]
    pub fn of_minutes(wanted: u32) -> Option<Self> {
        let place = MINUTES.iter().position(|minutes| *minutes == wanted);
        place.map(Self::of_place)
    }

    /// The saved limit: one of [`MINUTES`].
    #[must_use]
    pub fn of_kept(text: &str) -> Option<Self> {
        text.parse().ok().and_then(Self::of_minutes)
    }
}

/// The state of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// In use; check again after this time.
    InUse(TimeDelta),
    /// Dropped after this time unless the user stays; check every second.
    Warned(TimeDelta),
    /// The key must be dropped.
    Over,
}

impl KeyUse {
    /// When to check again; `None` once it is over.
    #[must_use]
    pub fn look_again(self) -> Option<TimeDelta> {
        match self {
            Self::InUse(wait) => Some(wait),
            Self::Warned(left) => Some(left.min(SECOND)),
            Self::Over => None,
        }
    }
}

/// The idle timer of a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    limit: Limit,
    /// When the key was last used.
    used: DateTime<Utc>,
    is_over: bool,
    is_warned: bool,
}

impl Idle {
    /// A timer for a key that was last used at this time. A time in the future is a clock error.
    #[must_use]
    pub fn new(limit: Limit, used: DateTime<Utc>) -> Self {
        Self { limit, used, is_over: false, is_warned: false }
    }

    /// When the key was last used.
    #[must_use]
    pub fn last_used(&self) -> DateTime<Utc> {
        self.used
    }

    /// Checks the clock. Once over, it stays over, whatever the clock says later.
    pub fn look(&mut self, now: DateTime<Utc>) -> KeyUse {
        if now < self.used {
            // The clock was set back. Restarting from here keeps the key no longer than the limit.
            self.used = now;
        }
        let left = date::between(now, date::after(self.used, self.limit.0));
        self.is_over |= left.is_zero();
        self.is_warned = left <= WARNING;
        match (self.is_over, self.is_warned) {
            (true, _) => KeyUse::Over,
            (false, true) => KeyUse::Warned(left),
            (false, false) => KeyUse::InUse((left - WARNING).min(LOOK)),
        }
    }

    /// The user pressed something. It resets the timer, but not during the warning, which must be answered
    /// with [`Self::stay`].
    pub fn touch(&mut self, now: DateTime<Utc>) -> KeyUse {
        let was_warned = self.is_warned;
        match self.look(now) {
            // The warning is due but not shown yet, and the user is evidently present.
            KeyUse::Warned(_) if !was_warned => self.stay(now),
            KeyUse::InUse(_) => self.stay(now),
            other => other,
        }
    }

    /// The user stays, or an action of the user is in progress. Has no effect once it is over.
    pub fn stay(&mut self, now: DateTime<Utc>) -> KeyUse {
        if self.look(now) != KeyUse::Over {
            self.used = now;
        }
        self.look(now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: DateTime<Utc> = DateTime::from_timestamp(1_770_000_000, 0).unwrap();
    const MILLISECOND: TimeDelta = TimeDelta::milliseconds(1);

    fn minutes(minutes: i64) -> TimeDelta {
        TimeDelta::minutes(minutes)
    }

    fn idle() -> Idle {
        Idle::new(Limit::default(), START)
    }

    #[test]
    fn locks_after_fifteen_minutes_and_warns_in_the_last_one() {
        let mut idle = idle();
        assert_eq!(idle.look(START), KeyUse::InUse(LOOK));
        assert_eq!(idle.look(START + minutes(14) - MILLISECOND), KeyUse::InUse(MILLISECOND));
        assert_eq!(idle.look(START + minutes(14)), KeyUse::Warned(WARNING));
        assert_eq!(idle.look(START + minutes(15) - MILLISECOND), KeyUse::Warned(MILLISECOND));
        assert_eq!(idle.look(START + minutes(15)), KeyUse::Over);
    }

    #[test]
    fn input_resets_the_limit_until_the_warning_and_then_only_its_answer_does() {
        let mut idle = idle();
        assert_eq!(idle.touch(START + minutes(10)), KeyUse::InUse(LOOK));
        assert_eq!(idle.look(START + minutes(24)), KeyUse::Warned(WARNING));
        assert_eq!(
            idle.touch(START + minutes(24) + MILLISECOND),
            KeyUse::Warned(WARNING - MILLISECOND)
        );
        assert_eq!(idle.stay(START + minutes(24) + MILLISECOND * 2), KeyUse::InUse(LOOK));
        assert_eq!(idle.last_used(), START + minutes(24) + MILLISECOND * 2);
    }

    #[test]
    fn stays_locked_when_the_limit_passed_during_sleep() {
        let mut idle = idle();
        assert_eq!(idle.touch(START + minutes(16)), KeyUse::Over);
        assert_eq!(idle.stay(START + minutes(16)), KeyUse::Over);
        assert_eq!(idle.look(START), KeyUse::Over, "not by setting the clock back either");
    }

    #[test]
    fn input_skips_a_warning_that_was_not_shown_yet() {
        assert_eq!(idle().touch(START + minutes(14) + MILLISECOND * 5), KeyUse::InUse(LOOK));
    }

    #[test]
    fn a_clock_set_back_keeps_the_key_no_longer_than_the_limit() {
        let mut idle = idle();
        assert_eq!(idle.look(START - minutes(60)), KeyUse::InUse(LOOK));
        assert_eq!(idle.look(START - minutes(45)), KeyUse::Over);
    }

    #[test]
    fn reads_only_offered_choices_as_a_kept_limit() {
        for text in ["", "0", "16", "99999999999"] {
            assert_eq!(Limit::of_kept(text), None, "{text}");
        }
        for (place, minutes) in MINUTES.iter().enumerate() {
            let limit = Limit::of_place(place);
            assert_eq!((limit.minutes(), limit.place()), (*minutes, place));
            assert_eq!(Limit::of_kept(&minutes.to_string()), Some(limit));
        }
        assert_eq!(Limit::of_place(99), Limit::default());
    }

    proptest! {
        #[test]
        fn always_schedules_the_next_look_before_the_warning_and_the_limit(
            steps in prop::collection::vec((0..3_u8, 0..400_000_i64), 0..60),
        ) {
            let (mut idle, mut now) = (idle(), START);
            for (what, wait) in steps {
                now += TimeDelta::milliseconds(wait);
                let before = idle.last_used();
                let standing = match what {
                    0 => idle.look(now),
                    1 => idle.touch(now),
                    _ => idle.stay(now),
                };
                prop_assert_eq!(standing == KeyUse::Over, now - before >= minutes(15));
                if standing == KeyUse::Over {
                    return Ok(());
                }
                let again = standing.look_again().unwrap();
                prop_assert!(again > TimeDelta::zero() && again <= LOOK);
                // The warning is never missed: it lasts longer than the time between two looks.
                prop_assert!(again < WARNING);
            }
        }
    }
}
