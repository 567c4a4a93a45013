//! Foreign texts: a provider's message, a record's field or comment, or an unknown type may contain
//! invisible characters or ones that reverse the text around them. So they have a type that cannot be
//! formatted or rendered directly: display code calls [`Foreign::shown`]; code that sends, compares or
//! exports calls [`Foreign::raw`], or a function with `raw` in its name. Domain names do not need the
//! type: they are printable ASCII.

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
    /// The text for display, with visible signs in place of invisible characters.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        visible(&self.0)
    }

    /// The same for one line of a list, truncated if it is long.
    #[must_use]
    pub fn line(&self) -> String {
        visible(&beginning(self.0.to_string())).into_owned()
    }

    /// The text verbatim: for requests, comparison, search and editing, not for display.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// The text verbatim, for storage.
    #[must_use]
    pub fn into_raw(self) -> Box<str> {
        self.0
    }

    /// Whether the text is empty.
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
