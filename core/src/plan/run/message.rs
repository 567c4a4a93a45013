//! What a run says and is told: the calls to send, what came back, what became of each change.
//! These are values only; what follows from them is decided by the run.

use crate::provider::{AcceptShape, ApiError};
use crate::record::{Field, Record};

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Waits for its turn.
    Pending,
    /// Sent; not answered or not verified yet.
    Sent,
    /// Done as planned.
    Done,
    /// Done, but the zone holds the record in another form than planned.
    Differs(Box<Record>),
    /// The zone was so already, and nothing was written.
    AlreadyThere,
    /// Not done.
    Failed(Failure),
}

impl Outcome {
    /// Whether the change is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self, Self::Done | Self::Differs(_) | Self::AlreadyThere)
    }

    /// What the provider had against the record that was written, with the field that it is about
    /// where it named one.
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
    /// The provider refused it, or could not be asked.
    Api(ApiError),
    /// The provider said yes, but the zone does not hold the record afterwards.
    NotInZone,
    /// The provider said yes, but the zone still holds the record that was to go.
    StillThere,
    /// The provider said yes, but still lists the rejected record as found.
    StillListed,
    /// The provider no longer lists the record as found, and the zone does not hold it.
    NotListed,
    /// Somebody else has changed the record since the plan was made: it is so now, or gone.
    Drifted(Option<Box<Record>>),
    /// The zone holds the record already, with another TTL or other marks than planned.
    ThereOtherwise(Box<Record>),
    /// The zone may hold no more records.
    NoRoom,
    /// The run ended before its turn, because of another failure.
    NotTried,
}

/// What to send next. Each is reported exactly once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read all records of the zone.
    ReadZone,
    /// Read the list of found records.
    ReadFound,
    /// Carry out this change by itself.
    Write(usize),
    /// Carry out these changes together, whole or not at all.
    Batch(Vec<usize>),
    /// Put these changes to the provider's review call, in this shape.
    Review(Vec<usize>, AcceptShape),
}

/// What came back.
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
