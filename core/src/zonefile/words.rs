//! The words of an entry one after another, and what the text of a field must hold.

use super::ProblemKind;
use super::lexer::{Fault, Token};
use crate::record::{FieldKind, fault};

/// The words that are left of an entry.
pub(super) struct Words<'e, 't> {
    rest: &'e [Token<'t>],
    /// Where the last word began.
    pub at: usize,
}

impl<'e, 't> Words<'e, 't> {
    /// These words; `at` is told where nothing is left.
    pub fn new(rest: &'e [Token<'t>], at: usize) -> Self {
        Self { rest, at }
    }

    /// The next word, which stays.
    pub fn peek(&self) -> Option<Token<'t>> {
        self.rest.first().copied()
    }

    /// All words that are left, which stay.
    pub fn left(&self) -> &'e [Token<'t>] {
        self.rest
    }

    /// The next word.
    pub fn next(&mut self) -> Option<Token<'t>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.at = first.at;
        Some(*first)
    }

    /// The next word, which must be there.
    pub fn need(&mut self, label: &'static str) -> Result<Token<'t>, Fault> {
        self.next().ok_or((self.at, ProblemKind::Missing(label)))
    }

    /// All words that are left, without what stood between them.
    pub fn joined(&mut self) -> String {
        let mut joined = String::new();
        while let Some(token) = self.next() {
            joined.push_str(token.raw);
        }
        joined
    }
}

/// Whether a text is what its field must hold. Texts may be empty here: `""` is a string.
pub(super) fn check(
    kind: FieldKind,
    label: &'static str,
    text: &str,
    at: usize,
) -> Result<(), Fault> {
    let is_signed = matches!(kind, FieldKind::U8 | FieldKind::U16) && text.starts_with('+');
    let reason = match kind {
        FieldKind::Text | FieldKind::String => None,
        _ if is_signed => fault(kind, ""),
        _ => fault(kind, text),
    };
    reason.map_or(Ok(()), |reason| Err((at, ProblemKind::Field(label, reason))))
}
