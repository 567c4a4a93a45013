//! Sentences about copying.

/// The clipboard took it.
#[must_use]
pub fn copied(what: &str) -> String {
    let mut words = String::from("Copied: ");
    words.push_str(what);
    words
}

/// The clipboard did not take it.
pub const COPY_REFUSED: &str = "Not copied: the browser keeps the clipboard closed. The text stands selected below, so copy it from there.";

/// There is nothing to ask for.
pub const NO_COMMAND: &str = "Not copied: its type exists at this provider only, not in DNS.";
