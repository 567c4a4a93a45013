//! JSON as providers really send it: any value of any kind is read, and whoever asks finds out what
//! it is. The reading is [`crate::json`]'s; here it gets the errors of calls, and what was
//! kept is written back.

mod write;

pub(crate) use crate::json::{Node, Outline, REST, Sieve};
pub(crate) use write::{members, only};

use crate::json;

use super::ApiError;

/// The most zones that are taken of one answer, which is the most that a page of a list may hold: each
/// is a line of its own.
pub(crate) const MOST_ZONES: usize = 1_000;

/// Reads a body whose outermost value is an object.
///
/// # Errors
/// [`ApiError::MALFORMED`] for anything else.
pub(crate) fn read<'de>(
    body: &'de [u8],
    outline: &Outline,
    each: &mut dyn FnMut(Node<'de>),
) -> Result<Node<'de>, ApiError> {
    json::read(body, outline, each).ok_or(ApiError::MALFORMED)
}

/// As [`read`], for a body in which no list is handed on.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_object<'de>(
    body: &'de [u8],
    members: &'static [&'static str],
) -> Result<Node<'de>, ApiError> {
    read(body, &Outline { members, list: "", items: &[] }, &mut |_| {})
}
