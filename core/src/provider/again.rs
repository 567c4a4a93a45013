//! Whether a call that failed is sent again by itself, and when. A write is never among them unless the
//! provider has said that it did not take it: whoever writes reads the zone first.

use chrono::TimeDelta;

use super::{ApiError, Request};
use crate::backoff;

/// So often a read that failed in passing, or any call that came too early, is sent again.
const RETRIES: u32 = 2;

/// A wait up to this long is waited without asking the user.
pub const PATIENCE: TimeDelta = TimeDelta::seconds(70);

/// What is to be done with a call that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The error is told.
    Never,
    /// It is sent again after so long.
    After(TimeDelta),
    /// No call is taken for so long; this one is sent again afterwards if that is not
    /// longer than [`PATIENCE`].
    Paused(TimeDelta),
}

impl Request {
    /// What is to be done after the `attempt`-th failure, counted from 0. `is_known` tells whether this
    /// address has ever answered: a wrong one is told at once.
    #[must_use]
    pub fn again(&self, error: &ApiError, attempt: u32, is_known: bool, seed: u32) -> Again {
        let passes = match error {
            ApiError::RateLimited(seconds) => {
                return Again::Paused(backoff::asked_for(*seconds, seed));
            }
            ApiError::Server(_) | ApiError::RelayFailed => true,
            ApiError::Unreachable => is_known,
            other => other.is_cut_off(),
        };
        match passes && self.is_repeatable() && attempt < RETRIES {
            true => Again::After(backoff::delay(attempt, seed)),
            false => Again::Never,
        }
    }
}

impl Again {
    /// Whether the call is sent again by itself after this failure.
    #[must_use]
    pub fn is_repeated(self, attempt: u32) -> bool {
        match self {
            Self::Never => false,
            Self::After(_) => true,
            Self::Paused(wait) => wait <= PATIENCE && attempt < RETRIES,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::provider::{AnswerFault, Garbled, Provider};

    fn requests() -> [Request; 2] {
        let domain = DomainName::parse("example.com").unwrap();
        let write = Provider::Bunny.create_zone(&domain).unwrap();
        [Provider::Bunny.list_zones("", 1).request, write.request]
    }

    fn passing() -> [ApiError; 4] {
        let cut = Garbled { fault: AnswerFault::CutOff, request: None };
        [
            ApiError::Server(503.into()),
            ApiError::RelayFailed,
            ApiError::Unreachable,
            ApiError::Malformed(cut),
        ]
    }

    #[test]
    fn retries_a_read_twice_with_growing_waits_after_a_passing_error() {
        let [read, _] = requests();
        for error in passing() {
            let wait = |attempt| match read.again(&error, attempt, true, 0) {
                Again::After(wait) => wait,
                other => panic!("{error:?} {other:?}"),
            };
            assert!(wait(1) > wait(0), "{error:?}");
            assert_eq!(read.again(&error, 2, true, 0), Again::Never, "{error:?}");
        }
    }

    #[test]
    fn retries_a_write_only_if_the_provider_did_not_take_it() {
        let [_, write] = requests();
        for error in passing().into_iter().chain([ApiError::Timeout, ApiError::MALFORMED]) {
            assert_eq!(write.again(&error, 0, true, 0), Again::Never, "{error:?}");
        }
        let limited = write.again(&ApiError::RateLimited(Some(2)), 0, true, 0);
        assert_eq!(limited, Again::Paused(TimeDelta::seconds(2)));
        assert!(limited.is_repeated(0) && !limited.is_repeated(2));
    }

    #[test]
    fn does_not_retry_an_address_that_never_answered() {
        let [read, _] = requests();
        assert_eq!(read.again(&ApiError::Unreachable, 0, false, 0), Again::Never);
    }

    #[test]
    fn does_not_retry_after_a_lasting_error() {
        let [read, _] = requests();
        for error in [ApiError::BadKey, ApiError::NotFound, ApiError::Timeout, ApiError::MALFORMED]
        {
            assert_eq!(read.again(&error, 0, true, 0), Again::Never, "{error:?}");
        }
    }

    #[test]
    fn does_not_wait_out_a_long_pause() {
        let [read, _] = requests();
        let pause = read.again(&ApiError::RateLimited(Some(300)), 0, true, 1_023);
        assert!(matches!(pause, Again::Paused(wait) if wait > TimeDelta::minutes(5)));
        assert!(!pause.is_repeated(0));
    }
}
