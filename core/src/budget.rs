//! The rate limit of a provider: how many calls are left and how long the next one must wait. Response
//! headers take precedence over published limits, and cover calls of other programs with the same key. No
//! I/O, no clock.

use chrono::{DateTime, TimeDelta, Utc};

use crate::date;

/// A published rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The number of calls.
    pub calls: u32,
    /// The window.
    pub window: TimeDelta,
}

/// The window for counting calls if none is published.
const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// The number of slots per window: a call counts for up to a thirtieth of the window too long.
const PARTS: i64 = 30;

/// How many seconds rate limit headers apply if they state no time.
const HOLDS: u32 = 60;

/// The rate limit stated in response headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// Calls per window.
    pub limit: Option<u32>,
    /// Calls left.
    pub left: Option<u32>,
    /// Seconds until the limit resets.
    pub reset: Option<u32>,
}

impl RateLimits {
    /// Takes one header, its name in lower case: both forms of the IETF draft (`"default";r=50;t=30` and
    /// `limit=100, remaining=50, reset=30`), and older headers (provider document, 1.8). Of several limits
    /// the one with the fewest calls left counts.
    pub fn hear(&mut self, name: &str, value: &str) {
        match name {
            "ratelimit" | "ratelimit-policy" => value.split(',').for_each(|item| self.item(item)),
            "x-ratelimit-limit" => self.limit = self.limit.or(number(value)),
            "x-ratelimit-remaining" => self.left = self.left.or(number(value)),
            _ => {}
        }
    }

    fn item(&mut self, item: &str) {
        let before = self.left;
        for part in item.split(';') {
            let Some((name, value)) = part.split_once('=') else { continue };
            let Some(value) = number(value) else { continue };
            match name.trim() {
                "r" | "remaining" => self.left = Some(before.map_or(value, |left| left.min(value))),
                "t" | "reset" if self.left != before || self.reset.is_none() => {
                    self.reset = Some(value);
                }
                "q" | "limit" => self.limit = Some(value),
                _ => {}
            }
        }
    }
}

fn number(text: &str) -> Option<u32> {
    text.trim().parse().ok()
}

/// The calls left according to the last headers, and until when that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Said {
    left: u32,
    until: DateTime<Utc>,
}

/// The rate limit of one connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    published: Option<Allowance>,
    /// The number of calls per slot, with the slot's number since 1970.
    sent: [(i64, u32); PARTS as usize],
    said: Option<Said>,
    limit: Option<u32>,
    /// No calls are sent before this time.
    paused: DateTime<Utc>,
}

impl Budget {
    /// A budget before the first call.
    #[must_use]
    pub fn new(published: Option<Allowance>) -> Self {
        Self { published, ..Self::default() }
    }

    /// How long the next call must wait; zero if it can be sent.
    #[must_use]
    pub fn wait(&self, now: DateTime<Utc>) -> TimeDelta {
        let limit = match (self.said_now(now), self.published) {
            (Some(Said { left: 0, until }), _) => date::between(now, until),
            (None, Some(published)) if self.sent(now) >= published.calls => self.frees(now),
            _ => TimeDelta::zero(),
        };
        limit.max(self.paused(now))
    }

    /// How much longer the provider's rate limit error blocks all calls.
    #[must_use]
    pub fn paused(&self, now: DateTime<Utc>) -> TimeDelta {
        date::between(now, self.paused)
    }

    /// Counts a call that is sent.
    pub fn spend(&mut self, now: DateTime<Utc>) {
        let part = self.part_of(now);
        if let Some(slot) = self.sent.get_mut(part.rem_euclid(PARTS) as usize) {
            *slot = if slot.0 == part { (part, slot.1.saturating_add(1)) } else { (part, 1) };
        }
        if let Some(said) = &mut self.said {
            said.left = said.left.saturating_sub(1);
        }
    }

    /// Takes the headers of a response.
    pub fn hear(&mut self, limits: RateLimits, now: DateTime<Utc>) {
        self.limit = limits.limit.or(self.limit);
        if let Some(left) = limits.left {
            let holds = TimeDelta::seconds(limits.reset.unwrap_or(HOLDS).into());
            self.said = Some(Said { left, until: date::after(now, holds) });
        }
    }

    /// Blocks all calls for this time.
    pub fn pause(&mut self, wait: TimeDelta, now: DateTime<Utc>) {
        self.paused = self.paused.max(date::after(now, wait));
    }

    /// The number of calls sent within the window.
    #[must_use]
    pub fn sent(&self, now: DateTime<Utc>) -> u32 {
        let part = self.part_of(now);
        let within = self.sent.iter().filter(|(of, _)| of + PARTS > part && *of <= part);
        within.fold(0, |sum, (_, calls)| sum.saturating_add(*calls))
    }

    /// The calls left and the limit; `None` if the limit is unknown.
    #[must_use]
    pub fn left(&self, now: DateTime<Utc>) -> Option<(u32, u32)> {
        let of = self.limit.or(self.published.map(|published| published.calls))?;
        let left = match self.said_now(now) {
            Some(said) => said.left,
            None => of.saturating_sub(self.sent(now)),
        };
        Some((left.min(of), of))
    }

    fn said_now(&self, now: DateTime<Utc>) -> Option<Said> {
        self.said.filter(|said| now < said.until)
    }

    /// The length of a slot in milliseconds.
    fn part(&self) -> i64 {
        let window = self.published.map_or(WINDOW, |published| published.window);
        window.num_milliseconds().max(PARTS) / PARTS
    }

    /// The number of the slot at this time.
    fn part_of(&self, moment: DateTime<Utc>) -> i64 {
        moment.timestamp_millis().div_euclid(self.part())
    }

    /// The time until the oldest slot leaves the window.
    fn frees(&self, now: DateTime<Utc>) -> TimeDelta {
        let part = self.part_of(now);
        let within = self.sent.iter().filter(|(of, calls)| of + PARTS > part && *calls > 0);
        let oldest = within.map(|(of, _)| *of).min().unwrap_or_default();
        let free = DateTime::from_timestamp_millis((oldest + PARTS) * self.part());
        free.map(|free| date::between(now, free)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PUBLISHED: Allowance = Allowance { calls: 1_200, window: WINDOW };
    const NOW: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).unwrap();

    fn seconds(seconds: i64) -> TimeDelta {
        TimeDelta::seconds(seconds)
    }

    fn heard(headers: &[(&str, &str)]) -> RateLimits {
        let mut limits = RateLimits::default();
        headers.iter().for_each(|(name, value)| limits.hear(name, value));
        limits
    }

    #[test]
    fn holds_calls_back_once_the_published_limit_of_a_window_is_reached() {
        let mut budget = Budget::new(Some(PUBLISHED));
        for _ in 0..1_200 {
            assert_eq!(budget.wait(NOW), TimeDelta::zero());
            budget.spend(NOW);
        }
        assert_eq!(budget.left(NOW), Some((0, 1_200)));
        let wait = budget.wait(NOW);
        assert!(wait >= seconds(290) && wait <= seconds(300), "{wait}");
        assert!(budget.wait(NOW + wait - TimeDelta::milliseconds(1)) > TimeDelta::zero());
        assert_eq!(budget.wait(NOW + wait), TimeDelta::zero());
        assert_eq!(budget.left(NOW + wait), Some((1_200, 1_200)));
    }

    #[test]
    fn counts_calls_and_never_waits_without_a_published_limit() {
        let mut budget = Budget::default();
        for second in 0..600 {
            assert_eq!(budget.wait(NOW + seconds(second)), TimeDelta::zero());
            budget.spend(NOW + seconds(second));
        }
        assert_eq!(budget.left(NOW + seconds(600)), None);
        assert!((290..=300).contains(&budget.sent(NOW + seconds(599))));
    }

    #[test]
    fn follows_the_providers_headers_until_they_expire() {
        let mut budget = Budget::new(Some(PUBLISHED));
        budget.spend(NOW);
        let headers = [
            ("ratelimit", r#""default";r=2;t=30"#),
            ("ratelimit-policy", r#""default";q=1000;w=300"#),
        ];
        budget.hear(heard(&headers), NOW);
        assert_eq!(budget.left(NOW), Some((2, 1_000)));
        budget.spend(NOW);
        budget.spend(NOW);
        assert_eq!((budget.left(NOW), budget.wait(NOW)), (Some((0, 1_000)), seconds(30)));
        assert_eq!(budget.wait(NOW + seconds(30)), TimeDelta::zero());
        assert_eq!(budget.left(NOW + seconds(30)), Some((997, 1_000)));
    }

    #[test]
    fn a_header_that_grants_more_calls_overrides_the_published_limit() {
        let mut budget = Budget::new(Some(Allowance { calls: 1, window: WINDOW }));
        budget.spend(NOW);
        assert!(budget.wait(NOW) > TimeDelta::zero());
        budget.hear(heard(&[("ratelimit", "limit=50, remaining=40, reset=10")]), NOW);
        assert_eq!((budget.wait(NOW), budget.left(NOW)), (TimeDelta::zero(), Some((40, 50))));
    }

    #[test]
    fn reads_rate_limit_headers_in_every_form() {
        let all = |limit, left, reset| RateLimits { limit, left, reset };
        for (headers, expected) in [
            (
                &[("ratelimit", "limit=100, remaining=50, reset=30")][..],
                all(Some(100), Some(50), Some(30)),
            ),
            (
                &[("ratelimit", r#""burst";r=9;t=1, "daily";r=3;t=500"#)],
                all(None, Some(3), Some(500)),
            ),
            (
                &[("ratelimit", r#""burst";r=3;t=1, "daily";r=9;t=500"#)],
                all(None, Some(3), Some(1)),
            ),
            (
                &[("x-ratelimit-limit", "1200"), ("x-ratelimit-remaining", " 7 ")],
                all(Some(1_200), Some(7), None),
            ),
            (&[("x-ratelimit-reset", "Wed, 21 Oct 2026 07:28:00 GMT")], RateLimits::default()),
            (
                &[("ratelimit", "r=-1;t=x;=;;,,=9"), ("x-ratelimit-limit", "many")],
                RateLimits::default(),
            ),
        ] {
            assert_eq!(heard(headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn a_pause_holds_all_calls_and_never_gets_shorter() {
        let mut budget = Budget::default();
        budget.pause(seconds(5), NOW);
        budget.pause(seconds(1), NOW);
        assert_eq!((budget.wait(NOW), budget.paused(NOW + seconds(4))), (seconds(5), seconds(1)));
        assert_eq!(budget.wait(NOW + seconds(5)), TimeDelta::zero());
    }

    proptest! {
        #[test]
        fn never_sends_more_calls_in_five_minutes_than_allowed(
            steps in prop::collection::vec(0_i64..40_000, 1..300),
            calls in 1_u32..20,
        ) {
            let mut budget = Budget::new(Some(Allowance { calls, window: WINDOW }));
            let (mut now, mut sent) = (NOW, Vec::<DateTime<Utc>>::new());
            for step in steps {
                now += TimeDelta::milliseconds(step);
                if budget.wait(now).is_zero() {
                    budget.spend(now);
                    sent.push(now);
                }
                let within = sent.iter().filter(|at| **at + seconds(290) > now).count();
                prop_assert!(within <= calls as usize);
            }
        }

        #[test]
        fn accepts_any_header_without_failing(name in "(x-)?ratelimit(-[a-z]{1,9})?", value in ".{0,60}", at in 0_i64..8_000_000_000_000_000) {
            let mut budget = Budget::new(Some(PUBLISHED));
            let now = date::at(at);
            budget.hear(heard(&[(&name, &value)]), now);
            budget.spend(now);
            prop_assert!(budget.left(now).is_some_and(|(left, of)| left <= of));
            let _ = budget.wait(now);
        }
    }
}
