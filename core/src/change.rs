//! One thing to do to a zone, and where it is from. Reviews and edits make changes, a
//! [`crate::plan::Plan`] puts them in order, and a run carries them out; so this knows none of them.

mod done;
pub mod kept;

pub(crate) use done::edit_of;
pub use done::{Carried, Done};

use std::borrow::Cow;

use crate::diff::Difference;
use crate::provider::Capabilities;
use crate::record::{Record, RecordId};

/// One change of a zone or of the list of found records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Write a found record to the zone, perhaps changed.
    Accept {
        /// The record as the scan found it, with the provider's identity of the finding.
        found: Record,
        /// The record to write.
        record: Record,
    },
    /// Drop a found record.
    Reject {
        /// The record as the scan found it.
        found: Record,
    },
    /// Write a new record.
    Add {
        /// The record to write.
        record: Record,
    },
    /// Change a record of the zone.
    Edit {
        /// The record as the zone holds it.
        before: Record,
        /// The record as it is to be, with the same identity at the provider.
        after: Record,
        /// Write it whole, so that what it does not say falls back to defaults.
        whole: bool,
    },
    /// Delete a record of the zone.
    Delete {
        /// The record as the zone holds it.
        record: Record,
    },
}

/// Where a record of the zone to come is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The zone holds it, and nothing is to become of it: its place among the records held.
    Held(u32),
    /// An edit that waits, by its number.
    Edit(u32),
    /// A found record, by its number in the review.
    Item(u32),
}

/// What an apply has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The changes; where it did not come to its end, those that were planned.
    pub changes: Vec<Change>,
    /// Whether it is not known which of them are done.
    pub unfinished: bool,
}

impl Change {
    /// The record that the change is about: the one to write, or the one to drop.
    #[must_use]
    pub fn record(&self) -> &Record {
        match self {
            Self::Accept { record, .. } | Self::Add { record } | Self::Delete { record } => record,
            Self::Edit { after, .. } => after,
            Self::Reject { found } => found,
        }
    }

    /// The record that the zone will hold by it, if any.
    #[must_use]
    pub fn written(&self) -> Option<&Record> {
        match self {
            Self::Reject { .. } | Self::Delete { .. } => None,
            _ => Some(self.record()),
        }
    }

    /// The record that the zone will no longer hold as it is, if any.
    #[must_use]
    pub fn replaced(&self) -> Option<&Record> {
        match self {
            Self::Edit { before: record, .. } | Self::Delete { record } => Some(record),
            _ => None,
        }
    }

    /// The provider's identity of the record of the zone that it is about.
    #[must_use]
    pub fn concerned(&self) -> Option<&RecordId> {
        self.replaced()?.id.as_ref()
    }

    /// Makes the record that it writes what the provider keeps of it.
    pub(crate) fn keep(&mut self, rules: &Capabilities) {
        let (Self::Accept { record, .. } | Self::Add { record } | Self::Edit { after: record, .. }) =
            self
        else {
            return;
        };
        if let Cow::Owned(kept) = rules.kept(record) {
            *record = kept;
        }
    }

    /// Whether it is a decision on a found record.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        matches!(self, Self::Accept { .. } | Self::Reject { .. })
    }
}

impl From<Difference> for Change {
    fn from(difference: Difference) -> Self {
        match difference {
            Difference::Add(record) => Self::Add { record },
            Difference::Change { before, after } => Self::Edit { before, after, whole: false },
            Difference::Delete(record) => Self::Delete { record },
        }
    }
}
