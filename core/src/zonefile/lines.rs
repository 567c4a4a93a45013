//! Quotes lines of a file by their numbers.

use super::lexer::is_line_end;
use crate::foreign::Foreign;

/// The maximum number of characters quoted from a line.
const MOST_TOLD: usize = 120;

/// The lines of a file. They end with LF, CR, or both together.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// Where each line starts.
    starts: Vec<u32>,
}

impl Lines {
    /// Finds the lines of a text that is no larger than [`super::MOST_BYTES`].
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let is_half = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if is_line_end(*byte) && !is_half {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// The beginning of a line of that text; the first line is 1.
    #[must_use]
    pub fn quote(&self, text: &str, line: u32) -> Foreign {
        let start = (line as usize).checked_sub(1).and_then(|place| self.starts.get(place));
        start.map(|start| line_at(text, *start as usize)).unwrap_or_default()
    }
}

/// The beginning of the line at an offset.
pub(super) fn line_at(text: &str, at: usize) -> Foreign {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let is_end = |c| matches!(c, '\n' | '\r');
    let start = before.rfind(is_end).map_or(0, |end| end + 1);
    let end = behind.find(is_end).map_or(text.len(), |end| at + end);
    let line = text.get(start..end).unwrap_or_default().trim();
    match line.char_indices().nth(MOST_TOLD) {
        Some((cut, _)) => [line.get(..cut).unwrap_or_default(), "…"].concat().into(),
        None => line.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_a_line_whatever_ends_it() {
        let text = "one\r\n two \rthree\n\nfünf";
        let lines = Lines::of(text);
        let quoted: Vec<String> =
            (0..7).map(|line| lines.quote(text, line).raw().to_owned()).collect();
        assert_eq!(quoted, ["", "one", "two", "three", "", "fünf", ""]);
        assert!(Lines::of(&"x".repeat(200)).quote(&"x".repeat(200), 1).raw().ends_with('…'));
    }
}
