//! Automatic retries: whether a failed call is sent again, and when. Writes are retried only if the
//! provider has stated that it did not take them; otherwise the caller reads the zone first.

use chrono::TimeDelta;

use super::{ApiError, Request};
use crate::backoff;

/// How often a read after a passing failure, or any call after a rate limit, is retried.
const RETRIES: u32 = 2;

/// The longest wait that needs no consent of the user.
pub const PATIENCE: TimeDelta = TimeDelta::seconds(70);

/// How to proceed after a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Report the error.
    Never,
    /// Retry after this time.
    After(TimeDelta),
    /// The provider takes no calls for this time; retry afterwards if it is at most [`PATIENCE`].
    Paused(TimeDelta),
}

impl Request {
    /// How to proceed after the `attempt`-th failure, counted from 0. `is_known` states whether this address
    /// has ever answered: if not, it may be wrong, so an unreachable host is reported at once.
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
    /// Whether the call is retried automatically after this failure.
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
