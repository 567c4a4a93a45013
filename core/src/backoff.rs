//! Retry delays with exponential backoff and jitter. The caller passes in the randomness as a seed.

use chrono::TimeDelta;

/// The first wait after a failure.
const FIRST: TimeDelta = TimeDelta::seconds(1);
/// The maximum delay.
const LONGEST: TimeDelta = TimeDelta::seconds(60);
/// The delay after a rate limit error without a time, in seconds: one of the providers blocks for five
/// minutes (provider document, limits).
const UNSAID_LIMIT_SECONDS: u32 = 300;

/// The delay after the `attempt`-th failure in a row, counted from 0. It doubles each time; the upper half
/// is jitter, so that many pages do not retry in step.
#[must_use]
pub fn delay(attempt: u32, seed: u32) -> TimeDelta {
    let full = (FIRST * (1 << attempt.min(16))).min(LONGEST);
    spread(full / 2, full / 2, seed)
}

/// The delay that a provider asked for, plus up to a tenth of jitter.
#[must_use]
pub fn asked_for(retry_after: Option<u32>, seed: u32) -> TimeDelta {
    let asked = TimeDelta::seconds(retry_after.unwrap_or(UNSAID_LIMIT_SECONDS).into());
    spread(asked, asked / 10, seed)
}

/// `least` plus jitter of up to `range`.
#[must_use]
pub fn spread(least: TimeDelta, range: TimeDelta, seed: u32) -> TimeDelta {
    least + range * (seed % 1_024) as i32 / 1_024
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn retry_waits_grow_and_stay_within_bounds(attempt in 0_u32..200, seed: u32) {
            let wait = delay(attempt, seed);
            prop_assert!((FIRST / 2..=LONGEST).contains(&wait));
            prop_assert!(delay(attempt + 2, seed) >= wait);
        }

        #[test]
        fn waits_at_least_as_long_as_the_provider_asks(seconds in 0_u32..100_000, seed: u32) {
            let wait = asked_for(Some(seconds), seed);
            let asked = TimeDelta::seconds(seconds.into());
            prop_assert!(wait >= asked && wait <= asked + asked / 10);
        }
    }
}
