//! Labels in other letters than ASCII: to the form that DNS has and back, as browsers do it (Unicode
//! Technical Standard 46 with the choices of the URL Standard, section 3.3). It knows single labels and no
//! names; labels in ASCII never come here.

use std::borrow::Cow;

use idna::punycode;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;

/// What labels in other letters than ASCII begin with (RFC 5890, section 2.3.2.1).
pub(crate) const PREFIX: &str = "xn--";
/// No label of more characters than a name has can fit, and finding out takes ever longer.
const MOST: usize = 253;

/// The full stops that separate labels as `.` does (RFC 3490, section 3.1).
const DOTS: [char; 3] = ['\u{3002}', '\u{ff0e}', '\u{ff61}'];
/// What is dropped from names without a word (Unicode Technical Standard 46, section 4, "ignored"), as far
/// as it comes with texts that are copied.
const IGNORED: [char; 5] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{fe0f}'];

/// Why a label has no form in ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// It is longer than any label.
    Long,
    /// This character cannot stand in it, or not where it does.
    Character(char),
}

/// A text with `.` in place of the full stops that count as one.
pub(crate) fn dotted(text: &str) -> Cow<'_, str> {
    match !text.is_ascii() && text.contains(DOTS) {
        true => Cow::Owned(text.replace(DOTS, ".")),
        false => Cow::Borrowed(text),
    }
}

/// The form in ASCII, in lower case. It can be of several labels, for some characters stand for full stops,
/// and it can be empty.
///
/// # Errors
/// [`Unfit`] where browsers refuse it, or where what it stands for cannot be written in a name.
pub(crate) fn ascii(label: &str) -> Result<String, Unfit> {
    if label.chars().nth(MOST).is_some() {
        return Err(Unfit::Long);
    }
    mapped(label).ok_or_else(|| Unfit::Character(culprit(label)))
}

fn mapped(label: &str) -> Option<String> {
    let deny = AsciiDenyList::EMPTY;
    let mapped = Uts46::new().to_ascii(label.as_bytes(), deny, Hyphens::Allow, DnsLength::Ignore);
    // What other characters are compatible with, a space or a bracket, is no part of a name either.
    let is_fit = |text: &Cow<'_, str>| {
        text.bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'(' | b')' | b';' | b'\\'))
    };
    mapped.ok().filter(is_fit).map(Cow::into_owned)
}

/// The character that a label is refused for: one that no label holds, else one without which it would do.
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
    // What begins so is an A-label, which has no other letters.
    let is_encoded = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX));
    let needless = label.char_indices().filter(|_| !is_encoded).find(is_needless);
    needless.map_or(first, |(_, c)| c)
}

/// Whether a character can stand in some label: by itself, behind a letter (marks), or in writing that runs
/// from right to left.
fn may_stand(c: char) -> bool {
    if c.is_ascii_alphanumeric() {
        return true;
    }
    ["", "a", "\u{627}"]
        .into_iter()
        .any(|before| mapped(&[before, c.encode_utf8(&mut [0; 4])].concat()).is_some())
}

/// A label as people write it, where that is not in ASCII. It is for showing and comparing alone: what comes
/// out need not be a label that browsers take.
pub(crate) fn written(label: &str) -> Option<String> {
    punycode::decode_to_string(label.strip_prefix(PREFIX)?)
}

/// A text in the one form in which texts are searched: composed, full-width letters as narrow ones, without
/// what names ignore.
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
