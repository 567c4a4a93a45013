//! Texts of strangers. A provider's message, a field of a record, its comment or a type that nobody knows
//! may hold characters that turn what stands beside them around, or that nobody sees. So they have a type
//! that cannot be put into a sentence or onto the page as it is: whoever shows one has to say
//! [`Foreign::shown`], and whoever sends, compares or exports one says [`Foreign::raw`], or calls what has
//! `raw` in its name. Domain names need no such type: they are in printable ASCII.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::visible::{beginning, visible};

/// A text that somebody else has written.
///
/// It has no `Display`, and the page cannot draw it:
///
/// ```compile_fail
/// let message = zonesift_core::foreign::Foreign::from("from outside");
/// println!("{message}");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Foreign(Box<str>);

impl Foreign {
    /// The text for people, with a sign in place of every character that nobody sees.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        visible(&self.0)
    }

    /// The same for one line of a list, which has room for no more than the beginning of a long one.
    #[must_use]
    pub fn line(&self) -> String {
        visible(&beginning(self.0.to_string())).into_owned()
    }

    /// The text as it came: to be sent, compared, searched or edited, not to be shown.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// The text as it came, to be kept.
    #[must_use]
    pub fn into_raw(self) -> Box<str> {
        self.0
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Into<Box<str>>> From<T> for Foreign {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_hidden_characters_and_keeps_the_raw_text() {
        let text = Foreign::from("pay\u{202e}moc.elgoog");
        assert_eq!(text.shown(), "pay⟨U+202E⟩moc.elgoog");
        assert_eq!(text.line(), text.shown());
        assert_eq!(text.raw(), "pay\u{202e}moc.elgoog");
        let long = Foreign::from("x".repeat(2_000));
        assert!(long.line().len() < 1_100 && long.shown().len() == 2_000);
    }
}
