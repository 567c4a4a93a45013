//! The actions on a row. Rows, buttons and clicks name an action and never its place, so that a shorter
//! or reordered list cannot run another one.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Accepts a found record: the plan writes it.
    Accept,
    /// Rejects a found record.
    Reject,
    /// Opens the record in a form.
    Edit,
    /// Plans the record's deletion.
    Delete,
    /// Takes a planned deletion back.
    Keep,
    /// Shows everything known about the record.
    Show,
}

/// A button of a row: the actions it can stand for, of which a row offers one at a time.
pub type Button = &'static [Act];

#[derive(Clone, Copy, Debug)]
pub struct Offer {
    pub act: Act,
    /// Whether the button is enabled.
    pub may: bool,
    /// Whether the button is pressed, if it is a toggle.
    pub on: Option<bool>,
}

impl Act {
    const ALL: [Self; 6] =
        [Self::Accept, Self::Reject, Self::Edit, Self::Delete, Self::Keep, Self::Show];

    /// The button's text, the start of its accessible name, and its `data-act`.
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

    pub(super) fn of(verb: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.verb() == verb)
    }

    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject | Self::Delete | Self::Keep => "reject",
            Self::Edit => "quiet",
            Self::Show => "quiet show",
        }
    }

    /// The shortcut; empty if there is none.
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
    /// An action that is no toggle.
    #[must_use]
    pub fn of(act: Act, may: bool) -> Self {
        Self { act, may, on: None }
    }

    #[must_use]
    pub fn toggle(act: Act, may: bool, on: bool) -> Self {
        Self { act, may, on: Some(on) }
    }
}
