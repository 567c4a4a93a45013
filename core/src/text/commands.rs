//! Texts of the Commands dialog.

use super::count;

/// What can be typed.
pub const COMMAND_HINT: &str = "Type an action, a page, a zone or a record";

/// How many commands match what was typed.
#[must_use]
pub fn commands_found(number: usize) -> String {
    match number {
        0 => "Nothing matches.".into(),
        _ => count(number, "command"),
    }
}
