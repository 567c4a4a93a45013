//! A single change to a zone and its origin. Reviews and edits produce changes, a [`crate::plan::Plan`]
//! orders them and a run carries them out; this module depends on none of them.

mod done;
pub mod kept;
mod verbs;

pub(crate) use done::edit_of;
pub use done::{Carried, Done};
pub use verbs::Verbs;

use std::borrow::Cow;

use crate::diff::Difference;
use crate::foreign::Foreign;
use crate::provider::Capabilities;
use crate::record::{Record, RecordId};

/// One change to a zone or to the list of found records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Write a found record to the zone, possibly edited.
    Accept {
        /// The record as the scan found it, with the provider's id of the finding.
        found: Record,
        /// The record to write.
        record: Record,
    },
    /// Dismiss a found record.
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
        /// The record after the change, with the same provider id.
        after: Record,
        /// Whether to replace the whole record, so that the provider resets unset fields to their defaults.
        whole: bool,
    },
    /// Delete a record of the zone.
    Delete {
        /// The record as the zone holds it.
        record: Record,
    },
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It writes a new record.
    Add,
    /// It changes a record of the zone.
    Change,
    /// It deletes a record of the zone.
    Delete,
    /// It writes a found record.
    Accept,
    /// It dismisses a found record.
    Reject,
}

impl Verb {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Add, Self::Change, Self::Delete, Self::Accept, Self::Reject];
}

/// Where a record of the planned zone comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The zone holds it and nothing changes it: its index among the held records.
    Held(u32),
    /// A pending edit, by its number.
    Edit(u32),
    /// A found record, by its number in the review.
    Item(u32),
}

/// The changes of one apply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The changes; if the apply did not finish, the planned ones.
    pub changes: Vec<Change>,
    /// Whether the apply did not finish, so that nobody knows which changes were made.
    pub unfinished: bool,
    /// The changes that were not made.
    pub failed: Vec<NotWritten>,
}

/// A change that an apply could not make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotWritten {
    /// The change.
    pub change: Change,
    /// Why it was not made, in words.
    pub why: Foreign,
}

impl Change {
    /// What the change does.
    #[must_use]
    pub fn verb(&self) -> Verb {
        match self {
            Self::Add { .. } => Verb::Add,
            Self::Edit { .. } => Verb::Change,
            Self::Delete { .. } => Verb::Delete,
            Self::Accept { .. } => Verb::Accept,
            Self::Reject { .. } => Verb::Reject,
        }
    }

    /// The record this change concerns: the one to write, or the one to remove.
    #[must_use]
    pub fn record(&self) -> &Record {
        match self {
            Self::Accept { record, .. } | Self::Add { record } | Self::Delete { record } => record,
            Self::Edit { after, .. } => after,
            Self::Reject { found } => found,
        }
    }

    /// The record that the zone holds after this change, if any.
    #[must_use]
    pub fn written(&self) -> Option<&Record> {
        match self {
            Self::Reject { .. } | Self::Delete { .. } => None,
            _ => Some(self.record()),
        }
    }

    /// The record that this change replaces or deletes, if any.
    #[must_use]
    pub fn replaced(&self) -> Option<&Record> {
        match self {
            Self::Edit { before: record, .. } | Self::Delete { record } => Some(record),
            _ => None,
        }
    }

    /// The provider's id of the zone record that this change replaces or deletes.
    #[must_use]
    pub fn concerned(&self) -> Option<&RecordId> {
        self.replaced()?.id.as_ref()
    }

    /// Replaces the record to write by the form in which the provider stores it.
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

    /// Whether this is a decision on a found record.
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
