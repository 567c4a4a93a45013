//! Makes invisible characters visible, so that foreign text in a record cannot pass for something else.
//! For display only; written or exported text is never changed.

use std::borrow::Cow;

/// The maximum number of bytes shown in one line of a list.
const LINE: usize = 1_000;

/// The maximum number of bytes shown of a text: a browser would take seconds to lay out more.
const MOST: usize = 70_000;

/// Room for the note about the truncated rest, so that shown text can be shown again.
const REST: usize = 64;

/// The text with a visible sign in place of every character that is invisible or changes the text
/// direction: `␉` for ASCII control characters (Unicode, chapter 24, Control Pictures), `⟨U+202E⟩` for all
/// others.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST && is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len().min(MOST) + REST);
    let mut end = None;
    for (at, c) in text.char_indices() {
        match c {
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('␡'),
            _ if is_hidden(c) => {
                shown.push_str("⟨U+");
                push_hex(&mut shown, u32::from(c));
                shown.push('⟩');
            }
            _ => shown.push(c),
        }
        if shown.len() >= MOST {
            let (end, rest) = *end.get_or_insert((shown.len(), text.len() - at - c.len_utf8()));
            if shown.len() > MOST + REST {
                shown.truncate(end);
                shown.push_str(&more(rest));
                break;
            }
        }
    }
    Cow::Owned(shown)
}

/// The beginning of a text, for one line of a list.
#[must_use]
pub fn beginning(mut text: String) -> String {
    if text.len() > LINE {
        let (start, rest) = cut(&text, LINE);
        text = [start, &more(rest)].concat();
    }
    text
}

/// The beginning of a text, and the number of bytes after it.
fn cut(text: &str, most: usize) -> (&str, usize) {
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
    let start = text.get(..end.unwrap_or_default()).unwrap_or_default();
    (start, text.len() - start.len())
}

fn more(bytes: usize) -> String {
    ["… and ", &bytes.to_string(), " bytes more"].concat()
}

/// Whether a text is printable ASCII, as most are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~'))
}

/// Control characters, direction marks (Unicode Standard Annex 9), and characters without a look of their
/// own: zero-width ones, blank letters, tags and variation selectors (Unicode Character Database,
/// Default_Ignorable_Code_Point).
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control() || HIDDEN.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(c)))
}

/// The first and the last character of each range.
const HIDDEN: [(u32, u32); 20] = [
    (0xad, 0xad),
    (0x34f, 0x34f),
    (0x61c, 0x61c),
    (0x115f, 0x1160),
    (0x17b4, 0x17b5),
    (0x180b, 0x180f),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xfdd0, 0xfdef),
    (0xfe00, 0xfe0f),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff0, 0xfffb),
    (0xfffe, 0xffff),
    (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a),
    (0xe0000, 0xe0fff),
];

/// Appends a number in hexadecimal, with at least four digits.
fn push_hex(text: &mut String, number: u32) {
    let digits = (0..8).rev().map(|place| number >> (4 * place));
    let from = (0..8).rev().zip(digits).filter(|(place, rest)| *rest > 0 || *place < 4);
    let digit = |(_, rest): (u32, u32)| char::from_digit(rest % 16, 16);
    text.extend(from.filter_map(digit).map(|digit| digit.to_ascii_uppercase()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_hidden_characters_and_leaves_all_others_alone() {
        for (text, shown) in [
            ("v=spf1 -all", "v=spf1 -all"),
            ("größer 日本 🏔", "größer 日本 🏔"),
            ("a\tb\n\0\u{7f}", "a␉b␊␀␡"),
            ("pay\u{202e}moc.elgoog", "pay⟨U+202E⟩moc.elgoog"),
            ("zero\u{200b}width\u{feff}", "zero⟨U+200B⟩width⟨U+FEFF⟩"),
            ("tag\u{e0041}", "tag⟨U+E0041⟩"),
            ("\u{85}", "⟨U+0085⟩"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn showing_is_idempotent_and_bounded() {
        for part in ["x", "ä", "\u{202e}", "\u{7}", "🏔"] {
            for length in [10, MOST - 1, MOST, MOST + 1, MOST + REST, MOST + 2 * REST, 2 * MOST] {
                let text = part.repeat(length / part.len() + 1);
                let shown = visible(&text);
                assert_eq!(visible(&shown), shown);
                assert!(shown.len() <= MOST + 2 * REST, "{length} of {part}");
                assert!(shown.len() >= text.len().min(MOST), "{length} of {part}");
            }
        }
    }
}
