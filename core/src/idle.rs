//! When a key that nobody uses is forgotten. It reckons by the wall clock and not by timers: those
//! are slowed down in tabs that are not seen, and stand still while the machine sleeps or the tab is
//! closed. The one who calls reads the clock and looks again when it is time.

use chrono::{DateTime, TimeDelta, Utc};

use crate::date;

/// The minutes without use that a user may choose from.
pub const MINUTES: [u32; 4] = [5, 15, 60, 240];

/// How long before the end the user is warned.
pub const WARNING: TimeDelta = TimeDelta::minutes(1);

/// The longest time until the next look: after the machine has slept, a timer goes on where it was.
const LOOK: TimeDelta = TimeDelta::seconds(10);

/// While the user is warned, what is left is told every second.
const SECOND: TimeDelta = TimeDelta::seconds(1);

/// How long the key may lie unused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(TimeDelta);

impl Default for Limit {
    fn default() -> Self {
        Self(TimeDelta::minutes(15))
    }
}

impl Limit {
    /// One of [`MINUTES`], by its place.
    #[must_use]
    pub fn of_place(place: usize) -> Self {
        let minutes = MINUTES.get(place).copied();
        minutes.map(|minutes| Self(TimeDelta::minutes(minutes.into()))).unwrap_or_default()
    }

    /// The place in [`MINUTES`].
    #[must_use]
    pub fn place(self) -> usize {
        let is_this = |minutes: &u32| *minutes == self.minutes();
        MINUTES.iter().position(is_this).unwrap_or_default()
    }

    /// In minutes.
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.0.num_minutes() as u32
    }

    /// One of [`MINUTES`], none for any other number.
    #[must_use]
    pub fn of_minutes(wanted: u32) -> Option<Self> {
        let place = MINUTES.iter().position(|minutes| *minutes == wanted);
        place.map(Self::of_place)
    }

    /// What a text keeps: one of [`MINUTES`].
    #[must_use]
    pub fn of_kept(text: &str) -> Option<Self> {
        text.parse().ok().and_then(Self::of_minutes)
    }
}

/// How the key stands after some time without use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is used; to be looked at again after so long.
    InUse(TimeDelta),
    /// It is forgotten after so long unless the user stays; to be looked at every second.
    Warned(TimeDelta),
    /// It is to be forgotten.
    Over,
}

impl Standing {
    /// After how long to look again; never once it is over.
    #[must_use]
    pub fn look_again(self) -> Option<TimeDelta> {
        match self {
            Self::InUse(wait) => Some(wait),
            Self::Warned(left) => Some(left.min(SECOND)),
            Self::Over => None,
        }
    }
}

/// The time without use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Idle {
    limit: Limit,
    /// When the key was last used.
    used: DateTime<Utc>,
    is_over: bool,
    is_warned: bool,
}

impl Idle {
    /// A key that was last used then. A moment that has not come yet is the clock's fault.
    #[must_use]
    pub fn new(limit: Limit, used: DateTime<Utc>) -> Self {
        Self { limit, used, is_over: false, is_warned: false }
    }

    /// When the key was last used.
    #[must_use]
    pub fn last_used(&self) -> DateTime<Utc> {
        self.used
    }

    /// Looks at the clock. What is over stays so, whatever the clock says later.
    pub fn look(&mut self, now: DateTime<Utc>) -> Standing {
        if now < self.used {
            // The clock was set back. Counting from there keeps the key for no longer than the limit.
            self.used = now;
        }
        let left = date::between(now, date::after(self.used, self.limit.0));
        self.is_over |= left.is_zero();
        self.is_warned = left <= WARNING;
        match (self.is_over, self.is_warned) {
            (true, _) => Standing::Over,
            (false, true) => Standing::Warned(left),
            (false, false) => Standing::InUse((left - WARNING).min(LOOK)),
        }
    }

    /// Something was pressed. It counts until the warning has been given, and afterwards no more: the
    /// answer to that is [`Self::stay`].
    pub fn touch(&mut self, now: DateTime<Utc>) -> Standing {
        let was_warned = self.is_warned;
        match self.look(now) {
            // Nobody has seen a warning yet that is only due now, but who presses keys is there.
            Standing::Warned(_) if !was_warned => self.stay(now),
            Standing::InUse(_) => self.stay(now),
            other => other,
        }
    }

    /// The user stays, or something is being done for the user. It does not help once it is over.
    pub fn stay(&mut self, now: DateTime<Utc>) -> Standing {
        if self.look(now) != Standing::Over {
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
        assert_eq!(idle.look(START), Standing::InUse(LOOK));
        assert_eq!(idle.look(START + minutes(14) - MILLISECOND), Standing::InUse(MILLISECOND));
        assert_eq!(idle.look(START + minutes(14)), Standing::Warned(WARNING));
        assert_eq!(idle.look(START + minutes(15) - MILLISECOND), Standing::Warned(MILLISECOND));
        assert_eq!(idle.look(START + minutes(15)), Standing::Over);
    }

    #[test]
    fn input_resets_the_limit_until_the_warning_and_then_only_its_answer_does() {
        let mut idle = idle();
        assert_eq!(idle.touch(START + minutes(10)), Standing::InUse(LOOK));
        assert_eq!(idle.look(START + minutes(24)), Standing::Warned(WARNING));
        assert_eq!(
            idle.touch(START + minutes(24) + MILLISECOND),
            Standing::Warned(WARNING - MILLISECOND)
        );
        assert_eq!(idle.stay(START + minutes(24) + MILLISECOND * 2), Standing::InUse(LOOK));
        assert_eq!(idle.last_used(), START + minutes(24) + MILLISECOND * 2);
    }

    #[test]
    fn stays_locked_when_the_limit_passed_during_sleep() {
        let mut idle = idle();
        assert_eq!(idle.touch(START + minutes(16)), Standing::Over);
        assert_eq!(idle.stay(START + minutes(16)), Standing::Over);
        assert_eq!(idle.look(START), Standing::Over, "not by setting the clock back either");
    }

    #[test]
    fn input_skips_a_warning_that_was_not_shown_yet() {
        assert_eq!(idle().touch(START + minutes(14) + MILLISECOND * 5), Standing::InUse(LOOK));
    }

    #[test]
    fn a_clock_set_back_keeps_the_key_no_longer_than_the_limit() {
        let mut idle = idle();
        assert_eq!(idle.look(START - minutes(60)), Standing::InUse(LOOK));
        assert_eq!(idle.look(START - minutes(45)), Standing::Over);
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
                prop_assert_eq!(standing == Standing::Over, now - before >= minutes(15));
                if standing == Standing::Over {
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
