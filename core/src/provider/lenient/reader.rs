//! Reads JSON (RFC 8259) from its beginning to its end. What is kept is read strictly; what is
//! skipped is only looked through for its end. It never goes deeper than what is kept.

use std::borrow::Cow;

use super::{Node, Outline, Place, Want};

/// Stands in a body, with what is wanted of it.
pub(super) struct Reader<'r, 'de> {
    /// What is left of the body.
    rest: &'de str,
    outline: &'r Outline,
    each: &'r mut dyn FnMut(Node<'de>),
}

impl<'r, 'de> Reader<'r, 'de> {
    /// At the beginning of a body.
    pub fn new(body: &'de str, outline: &'r Outline, each: &'r mut dyn FnMut(Node<'de>)) -> Self {
        Self { rest: body, outline, each }
    }

    /// The value that is the whole body.
    pub fn whole(mut self) -> Option<Node<'de>> {
        let node = self.value(Place::Root)?;
        self.peek().is_none().then_some(node)
    }

    fn value(&mut self, place: Place) -> Option<Node<'de>> {
        match self.peek()? {
            '{' => self.object(place),
            '[' => self.array(place),
            '"' => self.string().map(Node::Text),
            _ => scalar(self.word()),
        }
    }

    fn object(&mut self, place: Place) -> Option<Node<'de>> {
        let mut members = Vec::new();
        let mut more = self.opens('}')?;
        while more {
            self.peek().filter(|c| *c == '"')?;
            let key = self.string()?;
            self.take(':')?;
            match (self.outline.wants(place, &key), self.outline.inside(place, &key)) {
                (Want::Value, Some(inside)) => members.push((key, self.value(inside)?)),
                (Want::Text, Some(inside)) => members.push((key, self.raw(inside)?)),
                _ => self.skip()?,
            }
            more = self.goes_on('}')?;
        }
        Some(Node::Object(members))
    }

    /// The text of a value. It is read all the same, so that nothing is kept that is none.
    fn raw(&mut self, place: Place) -> Option<Node<'de>> {
        self.peek()?;
        let text = self.rest;
        self.value(place)?;
        text.get(..text.len().checked_sub(self.rest.len())?).map(Node::Raw)
    }

    fn array(&mut self, place: Place) -> Option<Node<'de>> {
        let mut items = Vec::new();
        let mut more = self.opens(']')?;
        while more {
            match self.outline.inside(place, "") {
                _ if place == Place::List => {
                    let item = self.value(Place::Item)?;
                    (self.each)(item);
                }
                Some(inside) => items.push(self.value(inside)?),
                None => self.skip()?,
            }
            more = self.goes_on(']')?;
        }
        Some(Node::List(items))
    }

    /// Goes over a value of any depth.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                '"' => drop(self.string()?),
                '{' | '[' => {
                    depth += 1;
                    self.step(1)?;
                }
                '}' | ']' | ',' | ':' if depth > 0 => {
                    depth -= usize::from(self.rest.starts_with(['}', ']']));
                    self.step(1)?;
                }
                _ => drop(scalar(self.word())?),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Goes over the bracket that opens; false when the one that closes follows at once.
    fn opens(&mut self, close: char) -> Option<bool> {
        self.step(1)?;
        let is_empty = self.peek()? == close;
        if is_empty {
            self.step(1)?;
        }
        Some(!is_empty)
    }

    /// Goes over the comma, or over the bracket that closes, and tells which it was.
    fn goes_on(&mut self, close: char) -> Option<bool> {
        let next = self.peek()?;
        self.step(1)?;
        (next == ',' || next == close).then_some(next == ',')
    }

    fn take(&mut self, c: char) -> Option<()> {
        self.peek().filter(|next| *next == c)?;
        self.step(1)
    }

    /// The next character that is not white space.
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.rest.chars().next()
    }

    fn step(&mut self, bytes: usize) -> Option<()> {
        self.rest = self.rest.get(bytes..)?;
        Some(())
    }

    /// Everything up to what no name and no number holds.
    fn word(&mut self) -> &'de str {
        let holds = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
        let end = self.rest.bytes().take_while(holds).count();
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or(("", self.rest));
        self.rest = rest;
        word
    }

    /// The string that begins here; borrowed unless it holds escapes.
    fn string(&mut self) -> Option<Cow<'de, str>> {
        self.step(1)?;
        let mut text = Cow::Borrowed(self.plain()?);
        while !self.rest.starts_with('"') {
            self.step(1)?;
            let escaped = self.escape()?;
            let text = text.to_mut();
            text.push(escaped);
            text.push_str(self.plain()?);
        }
        self.step(1)?;
        Some(text)
    }

    /// Everything up to the next quote or backslash. Control characters must be escaped.
    fn plain(&mut self) -> Option<&'de str> {
        let end = self.rest.bytes().position(|b| matches!(b, b'"' | b'\\' | 0..=31))?;
        let (plain, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        rest.starts_with(['"', '\\']).then_some(plain)
    }

    /// The character of an escape, from behind its backslash.
    fn escape(&mut self) -> Option<char> {
        let letter = self.rest.chars().next()?;
        self.step(letter.len_utf8())?;
        Some(match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => self.unit_pair()?,
            _ => return None,
        })
    }

    /// A character from one or two units of UTF-16. Half a pair stands for no character.
    fn unit_pair(&mut self) -> Option<char> {
        let first = self.unit()?;
        if (0xD800..0xDC00).contains(&first) && self.rest.starts_with("\\u") {
            let before = self.rest;
            self.step(2)?;
            let second = self.unit()?;
            if (0xDC00..0xE000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
            self.rest = before;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest.get(..4)?;
        self.step(4)?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(())?;
        u32::from_str_radix(digits, 16).ok()
    }
}

/// A value that is one word.
fn scalar<'de>(word: &str) -> Option<Node<'de>> {
    match word {
        "null" => Some(Node::Null),
        "true" => Some(Node::Bool(true)),
        "false" => Some(Node::Bool(false)),
        _ => Node::number(word),
    }
}
