//! Iterates over the words of an entry, and validates field texts.

use super::ProblemKind;
use super::lexer::{Fault, Token};
use crate::record::{FieldKind, fault};

/// The remaining words of an entry.
pub(super) struct Words<'e, 't> {
    rest: &'e [Token<'t>],
    /// The offset of the last word.
    pub at: usize,
}

impl<'e, 't> Words<'e, 't> {
    /// Iterates over these words; `at` is the offset to report if there are none.
    pub fn new(rest: &'e [Token<'t>], at: usize) -> Self {
        Self { rest, at }
    }

    /// The next word, without consuming it.
    pub fn peek(&self) -> Option<Token<'t>> {
        self.rest.first().copied()
    }

    /// All remaining words, without consuming them.
    pub fn left(&self) -> &'e [Token<'t>] {
        self.rest
    }

    /// Takes the next word.
    pub fn next(&mut self) -> Option<Token<'t>> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.at = first.at;
        Some(*first)
    }

    /// Takes the next word, which is required.
    pub fn need(&mut self, label: &'static str) -> Result<Token<'t>, Fault> {
        self.next().ok_or((self.at, ProblemKind::Missing(label)))
    }

    /// Takes all remaining words, concatenated.
    pub fn joined(&mut self) -> String {
        let mut joined = String::new();
        while let Some(token) = self.next() {
            joined.push_str(token.raw);
        }
        joined
    }
}

/// Whether a text is valid for its field. Empty texts are allowed: `""` is a string.
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
