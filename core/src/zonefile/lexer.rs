//! Splits a zone file into entries, and entries into words (RFC 1035, section 5.1), by white space,
//! brackets, quotes, comments and line ends. It does not interpret words.

use super::ProblemKind;

/// The maximum number of words per entry: no rdata has more bytes.
const MOST_WORDS: usize = 70_000;
/// How often reading resumes after an unclosed bracket; the next one ends the file.
const MOST_REWINDS: u8 = 8;

/// An error with its offset in the text, in bytes.
pub(super) type Fault = (usize, ProblemKind);

/// A word or a quoted string.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    /// The text in the file: with escapes, without quotes.
    pub raw: &'t str,
    /// The offset where it starts.
    pub at: usize,
    /// Whether it was quoted.
    pub quoted: bool,
    /// Whether it follows the previous one without white space.
    pub glued: bool,
}

/// An entry: one line, or several within brackets.
#[derive(Debug, Default)]
pub(super) struct Entry<'t> {
    /// The words.
    pub tokens: Vec<Token<'t>>,
    /// Whether it starts with white space, so that the previous owner applies.
    pub blank: bool,
    /// The comment at its end.
    pub comment: Option<&'t str>,
    /// The offset where it starts.
    pub start: usize,
    /// The line where it starts.
    pub line: u32,
    /// The first syntax error.
    pub fault: Option<Fault>,
    /// Whether reading cannot resume after it.
    pub is_last: bool,
}

impl Entry<'_> {
    /// Whether one of its lines, except the first, starts without white space: it may have been meant as an
    /// entry of its own.
    pub fn runs_over(&self, text: &str) -> bool {
        self.begins().any(|(place, _)| self.is_at_margin(text, place))
    }

    /// Whether such a line has a class or a type in the position where records have them.
    pub fn swallows(&self, text: &str, is_head: fn(&str) -> bool) -> bool {
        self.begins().any(|(place, _)| {
            let behind = self.tokens.get(place + 1..).unwrap_or_default();
            let has_head = behind.iter().take(3).any(|word| !word.quoted && is_head(word.raw));
            has_head && self.is_at_margin(text, place)
        })
    }

    /// The words that may start a line: all unquoted ones except the first.
    fn begins(&self) -> impl Iterator<Item = (usize, &Token<'_>)> {
        self.tokens.iter().enumerate().skip(1).filter(|(_, word)| !word.quoted)
    }

    fn is_at_margin(&self, text: &str, place: usize) -> bool {
        let at = self.tokens.get(place).and_then(|word| word.at.checked_sub(1));
        at.and_then(|at| text.as_bytes().get(at)).is_some_and(|byte| is_line_end(*byte))
    }

    /// The line and column of an offset in this entry.
    pub fn place(&self, text: &str, at: usize) -> (u32, u32) {
        let before = text.get(self.start..at).unwrap_or_default();
        let line_start = before.bytes().rposition(is_line_end);
        let in_line = before.get(line_start.map_or(0, |end| end + 1)..).unwrap_or_default();
        (self.line + line_ends(before), in_line.chars().count() as u32 + 1)
    }

    fn push<'t>(tokens: &mut Vec<Token<'t>>, token: Token<'t>) -> Result<(), Fault> {
        if tokens.len() == MOST_WORDS {
            return Err((token.at, ProblemKind::LongEntry));
        }
        tokens.push(token);
        Ok(())
    }
}

/// Counts line ends: LF, CR, or both together.
fn line_ends(text: &str) -> u32 {
    let mut ends = 0;
    let mut last = 0;
    for byte in text.bytes() {
        ends += u32::from(byte == b'\r' || (byte == b'\n' && last != b'\r'));
        last = byte;
    }
    ends
}

/// A position in a text.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    rewinds: u8,
}

impl<'t> Lexer<'t> {
    /// Starts at the beginning of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, rewinds: 0 }
    }

    /// Whether the end is reached.
    pub fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// Reads the next entry; false at the end.
    pub fn next(&mut self, entry: &mut Entry<'t>) -> bool {
        entry.tokens.clear();
        entry.comment = None;
        entry.fault = None;
        entry.is_last = false;
        (entry.start, entry.line) = (self.at, self.line);
        let Some(first) = self.peek() else { return false };
        entry.blank = matches!(first, b' ' | b'\t');
        let mut depth = 0_usize;
        let mut bracket = self.at;
        // The offset after the previous word.
        let mut end = usize::MAX;
        while let Some(byte) = self.peek() {
            let at = self.at;
            let mut fault = None;
            match byte {
                b'\n' | b'\r' => {
                    self.end_line();
                    if depth == 0 {
                        return true;
                    }
                }
                b' ' | b'\t' => self.at += 1,
                b';' => {
                    self.skip_line();
                    if depth == 0 {
                        entry.comment = self.text.get(at + 1..self.at);
                    }
                }
                b'(' => {
                    if depth == 0 {
                        bracket = at;
                    }
                    depth += 1;
                    self.at += 1;
                }
                b')' => {
                    if depth == 0 {
                        fault = Some((at, ProblemKind::StrayBracket));
                    }
                    depth = depth.saturating_sub(1);
                    self.at += 1;
                }
                _ => {
                    let quoted = byte == b'"';
                    let token = if quoted { self.quoted() } else { Ok(self.word()) };
                    let glued = at == end;
                    end = self.at;
                    let push =
                        |raw| Entry::push(&mut entry.tokens, Token { raw, at, quoted, glued });
                    fault = token.and_then(push).err();
                }
            }
            entry.fault = entry.fault.or(fault);
        }
        if depth > 0 {
            self.rewind(entry, bracket);
        }
        true
    }

    /// After an unclosed bracket, resumes on the next line, a limited number of times.
    fn rewind(&mut self, entry: &mut Entry<'t>, bracket: usize) {
        entry.fault = Some((bracket, ProblemKind::OpenBracket));
        if self.rewinds < MOST_REWINDS {
            self.rewinds += 1;
            self.at = bracket;
            self.line = entry.place(self.text, bracket).0;
            self.skip_line();
            self.end_line();
        } else {
            entry.is_last = true;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn end_line(&mut self) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        if byte == b'\r' && self.peek() == Some(b'\n') {
            self.at += 1;
        }
        self.line += 1;
    }

    /// Advances to the end of the line.
    fn skip_line(&mut self) {
        while self.peek().is_some_and(|byte| !is_line_end(byte)) {
            self.at += 1;
        }
    }

    /// Advances to the first unescaped byte that ends the current token.
    fn skip(&mut self, ends: fn(u8) -> bool) {
        while let Some(byte) = self.peek().filter(|&byte| !ends(byte)) {
            self.at += 1;
            if byte == b'\\' && self.peek().is_some_and(|byte| !is_line_end(byte)) {
                self.at += 1;
            }
        }
    }

    fn word(&mut self) -> &'t str {
        let start = self.at;
        self.skip(ends_word);
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn quoted(&mut self) -> Result<&'t str, Fault> {
        let quote = self.at;
        self.at += 1;
        self.skip(|byte| byte == b'"' || is_line_end(byte));
        let raw = self.text.get(quote + 1..self.at).unwrap_or_default();
        if self.peek() != Some(b'"') {
            return Err((quote, ProblemKind::OpenQuote));
        }
        self.at += 1;
        Ok(raw)
    }
}

pub(super) fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn ends_word(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'"' | b';' | b'(' | b')')
}
