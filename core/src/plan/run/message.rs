//! The messages of a run: the calls to send, the answers, and the outcome of each change. Plain data; the
//! run decides what follows.

use crate::provider::{AcceptShape, ApiError};
use crate::record::{Field, Record};

/// The state or result of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Waits for its turn.
    Pending,
    /// Sent; not answered or not verified yet.
    Sent,
    /// Done as planned: a reading of the zone shows it.
    Done,
    /// The provider has confirmed it, but the zone could not be read afterwards.
    Confirmed,
    /// Done, but the zone holds the record in another form than planned.
    Differs(Box<Record>),
    /// The zone already had this change; nothing was written.
    AlreadyThere,
    /// Not done.
    Failed(Failure),
}

impl Outcome {
    /// Whether the change is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done | Self::Confirmed | Self::Differs(_) | Self::AlreadyThere)
    }

    /// The provider's error about the written record, with the field that it concerns if it named one.
    #[must_use]
    pub fn complaint(&self, record: &Record) -> Option<(Option<Field>, &ApiError)> {
        match self {
            Self::Failed(Failure::Api(error)) => {
                Some((error.refusal()?.concerns(&record.rtype), error))
            }
            _ => None,
        }
    }
}

/// Why a change was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The provider refused it, or could not be reached.
    Api(ApiError),
    /// The provider confirmed it, but the zone does not hold the record.
    NotInZone,
    /// The provider confirmed the delete, but the zone still holds the record.
    StillThere,
    /// The provider confirmed the reject, but still lists the record as found.
    StillListed,
    /// The provider no longer lists the record as found, and the zone does not hold it.
    NotListed,
    /// Somebody else has changed or deleted the record since the plan was made; its current form, if any.
    Drifted(Option<Box<Record>>),
    /// The zone already holds this record, with another TTL or other flags than planned.
    ThereOtherwise(Box<Record>),
    /// The zone's record quota is used up.
    NoRoom,
    /// The run ended before its turn, because of another failure.
    NotTried,
}

/// A call to send. The caller reports the answer to each exactly once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read all records of the zone.
    ReadZone,
    /// Read the list of found records.
    ReadFound,
    /// Carry out this change by itself.
    Write(usize),
    /// Carry out these changes atomically.
    Batch(Vec<usize>),
    /// Send these decisions to the provider's review call, in this shape.
    Review(Vec<usize>, AcceptShape),
}

/// The answer to an action.
#[derive(Debug)]
pub enum Report<'a> {
    /// The zone's records.
    Zone(Result<&'a [Record], ApiError>),
    /// The found records.
    Found(Result<&'a [Record], ApiError>),
    /// The answer to the write of this change.
    Written(usize, Result<(), ApiError>),
    /// The answer to the batch or to the review call.
    Called(Result<(), ApiError>),
}
