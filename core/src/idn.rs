//! Internationalized labels: conversion to ASCII and back, as browsers do it (Unicode Technical Standard
//! 46 with the choices of the URL Standard, section 3.3). It handles single non-ASCII labels only.

use std::borrow::Cow;

use idna::punycode;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;

/// The prefix of A-labels (RFC 5890, section 2.3.2.1).
pub(crate) const PREFIX: &str = "xn--";
/// Longer labels cannot fit into a name, and mapping them takes superlinear time.
const MOST: usize = 253;

/// The full stops that are equivalent to `.` (RFC 3490, section 3.1).
const DOTS: [char; 3] = ['\u{3002}', '\u{ff0e}', '\u{ff61}'];
/// Characters that are dropped from names (Unicode Technical Standard 46, section 4, "ignored"), as far as
/// they occur in copied texts.
const IGNORED: [char; 5] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{fe0f}'];

/// Why a label has no ASCII form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is too long.
    Long,
    /// It contains this character, which is not allowed, or not in this position.
    Character(char),
}

/// The text with all equivalent full stops replaced by `.`.
pub(crate) fn dotted(text: &str) -> Cow<'_, str> {
    match !text.is_ascii() && text.contains(DOTS) {
        true => Cow::Owned(text.replace(DOTS, ".")),
        false => Cow::Borrowed(text),
    }
}

/// The ASCII form in lower case. It may be empty or consist of several labels, because some characters map
/// to full stops.
///
/// # Errors
/// [`Unfit`] if browsers refuse the label, or if its ASCII form cannot be written in a name.
pub(crate) fn ascii(label: &str) -> Result<String, Unfit> {
    if label.chars().nth(MOST).is_some() {
        return Err(Unfit::Long);
    }
    mapped(label).ok_or_else(|| Unfit::Character(culprit(label)))
}

fn mapped(label: &str) -> Option<String> {
    let deny = AsciiDenyList::EMPTY;
    let mapped = Uts46::new().to_ascii(label.as_bytes(), deny, Hyphens::Allow, DnsLength::Ignore);
    // Some characters map to spaces or brackets, which names cannot contain.
    let is_fit = |text: &Cow<'_, str>| {
        text.bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'(' | b')' | b';' | b'\\'))
    };
    mapped.ok().filter(is_fit).map(Cow::into_owned)
}

/// The character to blame: one that no label may contain, else one whose removal makes the label valid.
fn culprit(label: &str) -> char {
    let first = label.chars().find(|c| !c.is_ascii()).unwrap_or(char::REPLACEMENT_CHARACTER);
    let without = |place: usize| {
        let rest = label.char_indices().filter(|(at, _)| *at != place).map(|(_, c)| c);
        mapped(&rest.collect::<String>()).is_some()
    };
    let is_needless = |place: &(usize, char)| without(place.0);
    if let Some(banned) = label.chars().find(|c| !may_stand(*c)) {
        return banned;
    }
    // A label with this prefix is an A-label and cannot contain other letters.
    let is_encoded = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX));
    let needless = label.char_indices().filter(|_| !is_encoded).find(is_needless);
    needless.map_or(first, |(_, c)| c)
}

/// Whether a label can contain a character: alone, after a letter (marks), or in right-to-left text.
fn may_stand(c: char) -> bool {
    if c.is_ascii_alphanumeric() {
        return true;
    }
    ["", "a", "\u{627}"]
        .into_iter()
        .any(|before| mapped(&[before, c.encode_utf8(&mut [0; 4])].concat()).is_some())
}

/// The label in Unicode; `None` if it is plain ASCII. For display and comparison only: browsers may not
/// accept it.
pub(crate) fn written(label: &str) -> Option<String> {
    punycode::decode_to_string(label.strip_prefix(PREFIX)?)
}

/// Normalizes a text for searching: composed, full-width letters narrowed, ignored characters dropped.
#[must_use]
pub fn searched(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let kept = dotted(text).chars().filter(|c| !IGNORED.contains(c)).nfkc().collect();
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn maps_all_spellings_of_a_label_to_one_a_label() {
        for (label, expected) in [
            ("bücher", "xn--bcher-kva"),
            ("bu\u{308}cher", "xn--bcher-kva"),
            ("BÜCHER", "xn--bcher-kva"),
            ("BU\u{308}CHER", "xn--bcher-kva"),
            ("ｂüｃｈｅｒ", "xn--bcher-kva"),
            ("ｆｕｌｌ", "full"),
            ("zero\u{200b}width", "zerowidth"),
            ("soft\u{ad}hyphen", "softhyphen"),
            ("word\u{2060}joiner\u{feff}", "wordjoiner"),
            ("faß", "xn--fa-hia"),
            ("FAẞ", "xn--fa-hia"),
            ("βόλος", "xn--nxasmm1c"),
            ("نامه\u{200c}ای", "xn--mgba3gch31f060k"),
            ("क्\u{200d}ष", "xn--11b2ezcw70k"),
            ("😉", "xn--n28h"),
            ("❤\u{fe0f}", "xn--qei"),
            ("_ü", "xn--_-eha"),
            ("＊", "*"),
            ("ab--ü", "xn--ab---3ra"),
            ("½", "xn--12-c6t"),
            ("\u{ad}", ""),
            ("ｘn--bcher-kva", "xn--bcher-kva"),
        ] {
            assert_eq!(ascii(label).as_deref(), Ok(expected), "{label}");
        }
    }

    #[test]
    fn names_the_character_that_it_refuses() {
        for (label, c) in [
            ("a\u{202e}b", '\u{202e}'),
            ("a\u{200e}b", '\u{200e}'),
            ("ü\u{a0}b", '\u{a0}'),
            ("a\u{200d}b", '\u{200d}'),
            ("a\u{200c}b", '\u{200c}'),
            ("👨\u{200d}👩", '\u{200d}'),
            ("\u{301}a", '\u{301}'),
            ("a（b", '（'),
            ("ü;", ';'),
            ("a＼b", '＼'),
            ("ü\u{fffd}", '\u{fffd}'),
            ("a\u{e000}", '\u{e000}'),
            ("xn--ü", 'ü'),
            ("שלוםa", 'a'),
            ("1שלום", '1'),
            ("a\u{2024}b", '\u{2024}'),
        ] {
            assert_eq!(ascii(label), Err(Unfit::Character(c)), "{label:?}");
        }
        assert_eq!(ascii(&"ü".repeat(254)), Err(Unfit::Long));
    }

    #[test]
    fn maps_every_unicode_full_stop_to_a_dot() {
        assert_eq!(dotted("a。b．c｡d"), "a.b.c.d");
        assert_eq!(dotted("a.b"), "a.b");
    }

    #[test]
    fn normalises_texts_for_search() {
        assert_eq!(searched("bu\u{308}cher"), "bücher");
        assert_eq!(searched("ｆｕｌｌ。a\u{ad}b"), "full.ab");
        assert_eq!(searched("plain"), "plain");
    }

    proptest! {
        #[test]
        fn mapping_yields_lowercase_ascii_and_is_idempotent(label in "\\PC{1,12}") {
            if let Ok(first) = ascii(&label) {
                prop_assert!(first.is_ascii());
                prop_assert!(!first.bytes().any(|b| b.is_ascii_uppercase()));
                for label in first.split('.') {
                    let again = written(label).map(|own| ascii(&own));
                    prop_assert!(again.is_none_or(|again| again.as_deref() == Ok(label)));
                }
            }
        }

        #[test]
        fn maps_composed_and_decomposed_forms_alike(label in "[a-zà-ÿа-я\u{ac00}-\u{d7a3}]{1,12}") {
            let apart: String = label.nfd().collect();
            prop_assert_eq!(ascii(&apart), ascii(&label));
        }

        #[test]
        fn maps_any_text_without_panic(text in any::<String>()) {
            let _ = (ascii(&text), written(&text), searched(&text));
        }
    }
}
