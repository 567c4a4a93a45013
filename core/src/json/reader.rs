//! Reads JSON (RFC 8259) from its beginning to its end. What is kept is read strictly; what is
//! skipped is only looked through for its end. It never goes deeper than what is kept, and bytes that
//! are no text cost the text that they are in and nothing else.

use std::borrow::Cow;

use super::{Node, Outline, Place, Want};

/// Stands for a text that is none (Unicode, replacement character).
const UNREAD: &str = "\u{fffd}";

/// Stands in a body, with what is wanted of it.
pub(super) struct Reader<'r, 'de> {
    body: &'de [u8],
    /// How many bytes of the body have been read.
    pub at: usize,
    outline: &'r Outline,
    each: &'r mut dyn FnMut(Node<'de>),
}

impl<'r, 'de> Reader<'r, 'de> {
    /// At the beginning of a body.
    pub fn new(body: &'de [u8], outline: &'r Outline, each: &'r mut dyn FnMut(Node<'de>)) -> Self {
        Self { body, at: 0, outline, each }
    }

    /// The value that is the whole body.
    pub fn whole(mut self) -> Option<Node<'de>> {
        let node = self.value(Place::Root)?;
        self.peek().is_none().then_some(node)
    }

    /// Goes over the beginning of the outermost object up to behind the bracket that opens the list;
    /// none where the body ends before it, or has something else there.
    pub fn enter_list(&mut self) -> Option<()> {
        self.peek().filter(|byte| *byte == b'{')?;
        let mut more = self.opens(b'}')?;
        while more {
            self.peek().filter(|byte| *byte == b'"')?;
            let key = self.string()?;
            self.take(b':')?;
            if key == self.outline.list {
                self.peek()?;
                return self.take(b'[');
            }
            self.skip()?;
            more = self.goes_on(b'}')?;
        }
        None
    }

    /// The next item of a list that is being read piece by piece.
    pub fn item(&mut self) -> Option<Node<'de>> {
        self.value(Place::Item)
    }

    fn value(&mut self, place: Place) -> Option<Node<'de>> {
        match self.peek()? {
            b'{' => self.object(place),
            b'[' => self.array(place),
            b'"' => self.string().map(Node::Text),
            _ => scalar(self.word()),
        }
    }

    fn object(&mut self, place: Place) -> Option<Node<'de>> {
        let mut more = self.opens(b'}')?;
        let mut members = Vec::with_capacity(if more { self.outline.expects(place) } else { 0 });
        while more {
            self.peek().filter(|byte| *byte == b'"')?;
            let key = self.string()?;
            self.take(b':')?;
            match (self.outline.wants(place, &key), self.outline.inside(place, &key)) {
                (Want::Value, Some(inside)) => members.push((key, self.value(inside)?)),
                (Want::Text, Some(inside)) => members.push((key, self.raw(inside)?)),
                _ => self.skip()?,
            }
            more = self.goes_on(b'}')?;
        }
        Some(Node::Object(members))
    }

    /// The text of a value. It is read all the same, so that nothing is kept that is none.
    fn raw(&mut self, place: Place) -> Option<Node<'de>> {
        self.peek()?;
        let start = self.at;
        self.value(place)?;
        // What is no text cannot be kept as it is, and says so.
        let unread = Node::Text(Cow::Borrowed(UNREAD));
        Some(str::from_utf8(self.body.get(start..self.at)?).map_or(unread, Node::Raw))
    }

    fn array(&mut self, place: Place) -> Option<Node<'de>> {
        let mut items = Vec::new();
        let mut more = self.opens(b']')?;
        while more {
            match self.outline.inside(place, "") {
                _ if place == Place::List => {
                    let item = self.value(Place::Item)?;
                    (self.each)(item);
                }
                Some(inside) => items.push(self.value(inside)?),
                None => self.skip()?,
            }
            more = self.goes_on(b']')?;
        }
        Some(Node::List(items))
    }

    /// Goes over a value of any depth.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                close @ (b'}' | b']' | b',' | b':') if depth > 0 => {
                    depth -= usize::from(matches!(close, b'}' | b']'));
                    self.at += 1;
                }
                _ => drop(scalar(self.word())?),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Goes over the bracket that opens; false when the one that closes follows at once.
    fn opens(&mut self, close: u8) -> Option<bool> {
        self.at += 1;
        let is_empty = self.peek()? == close;
        self.at += usize::from(is_empty);
        Some(!is_empty)
    }

    /// Goes over the comma, or over the bracket that closes, and tells which it was.
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        let next = self.peek()?;
        self.at += 1;
        (next == b',' || next == close).then_some(next == b',')
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.peek().filter(|next| *next == byte)?;
        self.at += 1;
        Some(())
    }

    /// What is left of the body, in bytes.
    fn rest(&self) -> &'de [u8] {
        self.body.get(self.at..).unwrap_or_default()
    }

    /// The next byte, whatever it is.
    fn here(&self) -> Option<u8> {
        self.body.get(self.at).copied()
    }

    /// The next byte that is not white space.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.here()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Everything up to what no name and no number holds.
    fn word(&mut self) -> &'de str {
        let holds = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.');
        let start = self.at;
        self.at += self.rest().iter().take_while(holds).count();
        self.body.get(start..self.at).and_then(|word| str::from_utf8(word).ok()).unwrap_or_default()
    }

    /// The string that begins here; borrowed unless it holds escapes.
    fn string(&mut self) -> Option<Cow<'de, str>> {
        self.at += 1;
        let mut text = Cow::Borrowed(self.plain()?);
        while self.here()? == b'\\' {
            self.at += 1;
            let escaped = self.escape()?;
            let text = text.to_mut();
            text.push(escaped);
            text.push_str(self.plain()?);
        }
        self.at += 1;
        Some(text)
    }

    /// Everything up to the next quote or backslash; a replacement character where it is no UTF-8.
    /// Control characters, which ought to be escaped, are taken as they come.
    fn plain(&mut self) -> Option<&'de str> {
        let start = self.at;
        let rest = self.rest();
        let words = rest.chunks_exact(8).take_while(|bytes| !may_end(bytes)).count() * 8;
        let tail = rest.get(words..)?;
        self.at += words + tail.iter().position(|b| matches!(b, b'"' | b'\\'))?;
        self.body.get(start..self.at).map(|text| str::from_utf8(text).unwrap_or(UNREAD))
    }

    /// The character of an escape, from behind its backslash.
    fn escape(&mut self) -> Option<char> {
        let letter = self.here()?;
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unit_pair()?,
            _ => return None,
        })
    }

    /// A character from one or two units of UTF-16. Half a pair stands for no character.
    fn unit_pair(&mut self) -> Option<char> {
        let first = self.unit()?;
        if (0xD800..0xDC00).contains(&first) && self.rest().starts_with(b"\\u") {
            let before = self.at;
            self.at += 2;
            let second = self.unit()?;
            if (0xDC00..0xE000).contains(&second) {
                return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
            self.at = before;
        }
        Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.body.get(self.at..self.at + 4)?;
        self.at += 4;
        let digit = |number, byte: &u8| Some(number * 16 + char::from(*byte).to_digit(16)?);
        digits.iter().try_fold(0, digit)
    }
}

/// Whether a quote or a backslash may be among eight bytes. Eight are asked at
/// once, as the digits of one number: taking one from each digit borrows from its highest bit only
/// where the digit was too small. A digit above a found one may be taken for one too, which the
/// caller looks at.
fn may_end(bytes: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let Ok(bytes) = bytes.try_into() else { return true };
    let word = u64::from_le_bytes(bytes);
    let is_zero = |word: u64| word.wrapping_sub(EACH) & !word;
    let found =
        is_zero(word ^ (EACH * u64::from(b'"'))) | is_zero(word ^ (EACH * u64::from(b'\\')));
    found & (EACH * 128) != 0
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
