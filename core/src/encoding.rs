//! Decodes the bytes of a file. A byte order mark decides (Unicode Standard, section 23.8); without one,
//! UTF-16 is recognized by its zero bytes, because zone files are nearly all ASCII. Nothing else is
//! guessed: invalid UTF-8 stays undecoded, and the caller learns what it looks like.

/// A file as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with replacement characters for undecodable parts.
    pub text: String,
    /// A remark about the encoding, if any.
    pub remark: Option<Remark>,
}

/// A remark about the encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// UTF-16 without a byte order mark, in this byte order.
    Utf16Unmarked(Order),
    /// UTF-16 or UTF-32 that is truncated within a character, or has a lone surrogate.
    Broken,
    /// Invalid UTF-8 that looks like Windows-1252 or Latin-1.
    Windows1252,
    /// A binary file. Nothing was decoded.
    Binary,
}

impl Remark {
    /// Whether parts of the file are missing from the text.
    #[must_use]
    pub fn is_loss(self) -> bool {
        !matches!(self, Self::Utf16Unmarked(_))
    }
}

/// The byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Least significant byte first.
    Little,
    /// Most significant byte first.
    Big,
}

/// The minimum percentage of UTF-16 units with a zero where ASCII has one.
const MANY_ZEROS: usize = 60;
/// The maximum percentage of units with a zero in the other byte.
const FEW_ZEROS: usize = 5;
/// A file with more than one control character per this many bytes is binary.
const CONTROLS: usize = 10;

/// Decodes the bytes of a file.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    let marked = |mark: &[u8]| bytes.strip_prefix(mark);
    // Check UTF-32 first: its mark starts with that of UTF-16.
    let mut decoded = if let Some(rest) = marked(&[0xFF, 0xFE, 0, 0]) {
        utf32(rest, u32::from_le_bytes)
    } else if let Some(rest) = marked(&[0, 0, 0xFE, 0xFF]) {
        utf32(rest, u32::from_be_bytes)
    } else if let Some(rest) = marked(&[0xFF, 0xFE]) {
        utf16(rest, Order::Little)
    } else if let Some(rest) = marked(&[0xFE, 0xFF]) {
        utf16(rest, Order::Big)
    } else if let Some(order) = unmarked(bytes) {
        let decoded = utf16(bytes, order);
        Decoded { remark: Some(Remark::Utf16Unmarked(order)), ..decoded }
    } else {
        utf8(bytes)
    };
    decoded.text = clean(&decoded.text).to_owned();
    decoded
}

/// Removes a byte order mark, and the Ctrl-Z and zeros with which old editors end a file.
#[must_use]
pub fn clean(text: &str) -> &str {
    let mut clean = text.trim_start_matches('\u{feff}');
    loop {
        match clean.trim_end().strip_suffix(['\0', '\u{1a}']) {
            Some(before) => clean = before,
            None => return clean,
        }
    }
}

fn utf8(bytes: &[u8]) -> Decoded {
    let text = String::from_utf8_lossy(bytes);
    let text = clean(&text).to_owned();
    let is_control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let controls = text.bytes().filter(|byte| is_control(byte)).count();
    if controls * CONTROLS > text.len() {
        return Decoded { text: String::new(), remark: Some(Remark::Binary) };
    }
    let remark = std::str::from_utf8(bytes).is_err().then_some(Remark::Windows1252);
    Decoded { text, remark }
}

/// The byte order of UTF-16 without a mark.
fn unmarked(bytes: &[u8]) -> Option<Order> {
    let zeros = |place: usize| bytes.iter().skip(place).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (100 * zeros(0), 100 * zeros(1));
    let units = bytes.len() / 2;
    let is_of = |many: usize, few: usize| {
        many > 0 && many >= MANY_ZEROS * units && few <= FEW_ZEROS * units
    };
    match (is_of(odd, even), is_of(even, odd)) {
        (true, false) => Some(Order::Little),
        (false, true) => Some(Order::Big),
        _ => None,
    }
}

fn utf16(bytes: &[u8], order: Order) -> Decoded {
    let (units, rest) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| match order {
        Order::Little => u16::from_le_bytes(*unit),
        Order::Big => u16::from_be_bytes(*unit),
    });
    let signs = char::decode_utf16(units).map(Result::ok);
    collect(signs, rest)
}

fn utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> Decoded {
    let (units, rest) = bytes.as_chunks::<4>();
    collect(units.iter().map(|unit| char::from_u32(number(*unit))), rest)
}

/// Collects characters; invalid ones and leftover bytes are replaced.
fn collect(signs: impl Iterator<Item = Option<char>>, rest: &[u8]) -> Decoded {
    let is_more = rest.iter().any(|byte| !matches!(byte, 0 | 0x1A));
    let mut broken = is_more;
    let mut text: String = signs
        .map(|sign| {
            broken |= sign.is_none();
            sign.unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect();
    if is_more {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, remark: broken.then_some(Remark::Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "enc1 A 192.0.2.9\r\nenc2 TXT \"größe\"\r\n";

    fn utf16_of(text: &str, order: Order) -> Vec<u8> {
        let bytes = |unit: u16| match order {
            Order::Little => unit.to_le_bytes(),
            Order::Big => unit.to_be_bytes(),
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn utf32_of(text: &str, bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
        text.chars().flat_map(|c| bytes(u32::from(c))).collect()
    }

    fn read(bytes: &[u8]) -> (String, Option<Remark>) {
        let decoded = decode(bytes);
        (decoded.text, decoded.remark)
    }

    #[test]
    fn reads_every_unicode_encoding() {
        let marked = format!("\u{feff}{FILE}");
        for (bytes, remark) in [
            (FILE.as_bytes().to_vec(), None),
            (marked.as_bytes().to_vec(), None),
            (utf16_of(&marked, Order::Little), None),
            (utf16_of(&marked, Order::Big), None),
            (utf32_of(&marked, u32::to_le_bytes), None),
            (utf32_of(&marked, u32::to_be_bytes), None),
            (utf16_of(FILE, Order::Little), Some(Remark::Utf16Unmarked(Order::Little))),
            (utf16_of(FILE, Order::Big), Some(Remark::Utf16Unmarked(Order::Big))),
        ] {
            assert_eq!(read(&bytes), (FILE.to_owned(), remark), "{bytes:?}");
        }
    }

    #[test]
    fn names_the_encoding_of_bytes_that_are_not_valid_unicode() {
        let latin = b"enc1 A 192.0.2.9\nenc2 TXT \"gr\xf6\xdfe\"\n";
        let expected = "enc1 A 192.0.2.9\nenc2 TXT \"gr\u{fffd}\u{fffd}e\"\n".to_owned();
        assert_eq!(read(latin), (expected, Some(Remark::Windows1252)));
        let zip = b"PK\x03\x04\x14\0\0\0\x08\0\x11\x02\x05\x07\0\0";
        assert_eq!(read(zip), (String::new(), Some(Remark::Binary)));
        assert_eq!(read(b"\xff\xfea\0b").1, Some(Remark::Broken));
        assert_eq!(read(b"\xff\xfe\x00\xd8a\0").1, Some(Remark::Broken));
    }

    #[test]
    fn strips_end_of_file_characters_of_old_editors() {
        for end in ["\u{1a}", "\0", "\0\0\0", "\r\n\u{1a}\r\n", "\u{1a}\0\0"] {
            let text = format!("a A 192.0.2.1{end}");
            let of = |bytes: &[u8]| (read(bytes).0.trim_end().to_owned(), read(bytes).1);
            assert_eq!(of(text.as_bytes()), ("a A 192.0.2.1".to_owned(), None), "{end:?}");
            assert_eq!(clean(&text).trim_end(), "a A 192.0.2.1");
            let wide = utf16_of(&format!("\u{feff}{text}"), Order::Little);
            assert_eq!(of(&wide), ("a A 192.0.2.1".to_owned(), None), "{end:?}");
        }
        assert_eq!(clean("a\n\n"), "a\n\n");
        assert_eq!(read(b""), (String::new(), None));
    }

    proptest! {
        #[test]
        fn decodes_any_bytes_without_panic(bytes in any::<Vec<u8>>()) {
            let _ = decode(&bytes);
        }

        #[test]
        fn passes_utf_8_through_unchanged(text in "[ -~\\n\u{e4}\u{1f600}]{0,40}") {
            prop_assert_eq!(read(text.as_bytes()), (text, None));
        }
    }
}
