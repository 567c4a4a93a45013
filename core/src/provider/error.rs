//! Everything that can go wrong between the page and a provider, as one closed list.
//!
//! The sentence for each stands in [`crate::text`].

/// Why a call did not do what it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The provider does not know the key (401, or its own code for that).
    BadKey,
    /// The key is not of the form that the provider takes, so it is probably of another kind.
    KeyFormat,
    /// The key is good but may not do this (403).
    NoPermission,
    /// The zone or the record is not there (404).
    NotFound,
    /// Too many calls (429), with the seconds to wait if the provider said so.
    RateLimited(Option<u32>),
    /// The provider is in trouble (5xx).
    Server(u16),
    /// The browser gave no status: no network, no such host, or a host that refuses browsers.
    Unreachable,
    /// No answer in time; a write may or may not have been done.
    Timeout,
    /// The user went elsewhere before the answer came.
    Aborted,
    /// The answer is not what the provider documents.
    Malformed,
    /// The relay of this site could not reach the provider.
    RelayFailed,
    /// The zone has this very record already.
    Duplicate,
    /// Another record stands in the way of this one.
    Conflict(Refusal),
    /// The zone holds as many records as it may.
    QuotaReached,
    /// Any other refusal (4xx).
    Refused(Refusal),
}

/// What a provider said when it refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The provider's own code or key of the error.
    pub code: Option<Box<str>>,
    /// The field that it complains about, in its own words.
    pub field: Option<Box<str>>,
    /// The provider's message, as it came; shown as text only.
    pub message: Box<str>,
}

impl ApiError {
    /// What the provider said, where it refused in words.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Conflict(refusal) | Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }

    /// Whether asking again later, unchanged, may succeed. For reads only: a write is looked up
    /// before it is sent again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::RateLimited(_)
                | Self::Server(_)
                | Self::Unreachable
                | Self::Timeout
                | Self::RelayFailed
        )
    }

    /// Whether the write may have been done although the call failed.
    #[must_use]
    pub fn leaves_doubt(&self) -> bool {
        matches!(
            self,
            Self::Server(_)
                | Self::Unreachable
                | Self::Timeout
                | Self::Aborted
                | Self::Malformed
                | Self::RelayFailed
        )
    }

    /// Whether every other call with the same key would be refused as well.
    #[must_use]
    pub fn ends_the_run(&self) -> bool {
        matches!(self, Self::BadKey | Self::KeyFormat | Self::NoPermission | Self::QuotaReached)
    }
}
