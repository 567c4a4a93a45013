//! Messages about copying to the clipboard.

/// The text was copied.
#[must_use]
pub fn copied(what: &str) -> String {
    let mut words = String::from("Copied: ");
    words.push_str(what);
    words
}

/// The browser refused to copy.
pub const COPY_REFUSED: &str = "Not copied: the browser keeps the clipboard closed. The text stands selected below, so copy it from there.";

/// The record has no `dig` command.
pub const NO_COMMAND: &str = "Not copied: its type exists at this provider only, not in DNS.";
