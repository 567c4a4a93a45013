//! What can be done to a row: one table for keys, buttons, their accessible names and the help dialog.

use std::borrow::Cow;

/// An action as the user meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// The letter shortcut, if it has one.
    pub key: Option<char>,
    /// The button's text, and the start of its accessible name.
    pub verb: &'static str,
    /// The button's CSS class.
    pub class: &'static str,
    /// What the help dialog says of the key. Keys in a row that say the same share a line.
    pub help: &'static str,
}

/// The actions of a screen, an enum.
pub trait Actions: Copy + PartialEq + 'static {
    const ALL: &'static [Self];

    fn action(self) -> Action;

    /// The action with this letter.
    #[must_use]
    fn of_key(key: char) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.action().key == Some(key))
    }

    /// All letters, as `aria-keyshortcuts` has them.
    #[must_use]
    fn shortcuts() -> String {
        let keys: Vec<String> =
            Self::ALL.iter().filter_map(|one| one.action().shortcut()).collect();
        keys.join(" ")
    }

    /// The lines of the help dialog.
    #[must_use]
    fn help() -> Vec<HelpLine> {
        let mut lines: Vec<HelpLine> = Vec::new();
        for action in Self::ALL.iter().map(|one| one.action()) {
            let Some(key) = action.shortcut() else { continue };
            match lines.last_mut().filter(|line| line.does == action.help) {
                Some(line) => *line.keys.to_mut() += &[", ", &key].concat(),
                None => lines.push(HelpLine { keys: key.into(), does: action.help }),
            }
        }
        lines
    }
}

/// A line of the help dialog: keys, and what they do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpLine {
    pub keys: Cow<'static, str>,
    pub does: &'static str,
}

impl HelpLine {
    pub(super) const fn new(keys: &'static str, does: &'static str) -> Self {
        Self { keys: Cow::Borrowed(keys), does }
    }
}

impl Action {
    /// An action with a button and a letter.
    #[must_use]
    pub const fn button(
        key: char,
        verb: &'static str,
        class: &'static str,
        help: &'static str,
    ) -> Self {
        Self { key: Some(key), verb, class, help }
    }

    /// An action with a letter alone.
    #[must_use]
    pub const fn key(key: char, help: &'static str) -> Self {
        Self { key: Some(key), verb: "", class: "", help }
    }

    /// An action with a button alone.
    #[must_use]
    pub const fn without_key(verb: &'static str, class: &'static str) -> Self {
        Self { key: None, verb, class, help: "" }
    }

    /// What the button says to a pointer that rests on it.
    pub(super) fn tip(self) -> String {
        match self.key {
            Some(key) => format!("{} ({key})", self.verb),
            None => self.verb.to_owned(),
        }
    }

    /// The key as `aria-keyshortcuts` has it.
    #[must_use]
    pub fn shortcut(self) -> Option<String> {
        self.key.map(String::from)
    }
}
