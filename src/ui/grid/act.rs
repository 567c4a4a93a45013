//! What can be done to a row, named by what it means. Rows, buttons and presses speak of acts and never
//! of their places, so that a list that is shorter or in another order can tie none to another one.

/// Something that can be done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Decides to write what was found.
    Accept,
    /// Decides to drop what was found.
    Reject,
    /// Opens the record to be changed.
    Edit,
    /// Has the record deleted.
    Delete,
    /// Leaves a record that was to be deleted.
    Keep,
    /// Tells everything of the record.
    Show,
}

/// A button of a row: the acts that may stand at it, of which a row offers one at a time.
pub type Button = &'static [Act];

/// An act that a row offers.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// What it does.
    pub act: Act,
    /// Whether it may be done.
    pub may: bool,
    /// Whether it is on, where it can be.
    pub on: Option<bool>,
}

impl Act {
    const ALL: [Self; 6] =
        [Self::Accept, Self::Reject, Self::Edit, Self::Delete, Self::Keep, Self::Show];

    /// The text of its button, the beginning of its name, and what the button is known by.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Accept => "Accept",
            Self::Reject => "Reject",
            Self::Edit => "Edit",
            Self::Delete => "Delete",
            Self::Keep => "Keep",
            Self::Show => "Show",
        }
    }

    /// The act of a verb.
    pub(super) fn of(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.verb() == verb)
    }

    /// The class of its button.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject | Self::Delete | Self::Keep => "reject",
            Self::Edit => "quiet",
            Self::Show => "quiet show",
        }
    }

    /// The letter that does it; empty where there is none.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Accept => "a",
            Self::Reject => "r",
            Self::Edit => "e",
            Self::Show => "d",
            Self::Delete | Self::Keep => "",
        }
    }
}

impl Offer {
    /// An act that may be done or not.
    #[must_use]
    pub fn of(act: Act, may: bool) -> Self {
        Self { act, may, on: None }
    }

    /// One that is on or off.
    #[must_use]
    pub fn toggle(act: Act, may: bool, on: bool) -> Self {
        Self { act, may, on: Some(on) }
    }
}
