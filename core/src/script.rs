//! Names that are not what they look like: labels with letters of several scripts, and letters that pass
//! for others (Unicode Technical Standard 39, sections 4 and 5.1). Names are stored in ASCII, so this
//! looks at what is written for people. It judges a name by its letters alone, and changes none.

use crate::name::labels;
use crate::{punycode, search};

/// What labels in other letters than ASCII begin with (RFC 5890, section 2.3.2.1).
const PREFIX: &str = "xn--";

/// What is strange about a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strange {
    /// The scripts of a label that mixes several, by their names.
    pub scripts: Vec<&'static str>,
    /// The name that it passes for, with the letters that its own look like.
    pub like: String,
}

/// The scripts that are told apart, each with its bit.
const LATIN: u8 = 1;
const GREEK: u8 = 1 << 1;
const CYRILLIC: u8 = 1 << 2;
const ARMENIAN: u8 = 1 << 3;
const HEBREW: u8 = 1 << 4;
const ARABIC: u8 = 1 << 5;
const EAST_ASIAN: u8 = 1 << 6;
const OTHER: u8 = 1 << 7;
const NAMES: [&str; 8] =
    ["Latin", "Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "East Asian", "another"];

/// The first and the last character of ranges with their script, 0 where it is of all scripts (Unicode
/// Standard Annex 24). What lies between ranges is of a script that is not told apart.
const RANGES: [(u32, u32, u8); 46] = [
    (0x61, 0x7a, LATIN),
    (0x00, 0xbf, 0),
    (0xd7, 0xd7, 0),
    (0xf7, 0xf7, 0),
    (0xc0, 0x2af, LATIN),
    (0x2b0, 0x36f, 0),
    (0x37e, 0x37e, 0),
    (0x370, 0x3ff, GREEK),
    (0x485, 0x486, 0),
    (0x400, 0x52f, CYRILLIC),
    (0x531, 0x58f, ARMENIAN),
    (0x591, 0x5f4, HEBREW),
    (0x640, 0x640, 0),
    (0x64b, 0x655, 0),
    (0x670, 0x670, 0),
    (0x600, 0x6ff, ARABIC),
    (0x750, 0x77f, ARABIC),
    (0x870, 0x8ff, ARABIC),
    (0x951, 0x952, 0),
    (0x964, 0x965, 0),
    (0x1100, 0x11ff, EAST_ASIAN),
    (0x1ab0, 0x1aff, 0),
    (0x1c80, 0x1c8f, CYRILLIC),
    (0x1cd0, 0x1cff, 0),
    (0x1d00, 0x1d25, LATIN),
    (0x1d2c, 0x1dbf, LATIN),
    (0x1dc0, 0x1dff, 0),
    (0x1e00, 0x1eff, LATIN),
    (0x1f00, 0x1fff, GREEK),
    (0x2000, 0x2bff, 0),
    (0x2c60, 0x2c7f, LATIN),
    (0x2de0, 0x2dff, CYRILLIC),
    (0x2e00, 0x2e7f, 0),
    (0x3021, 0x3029, EAST_ASIAN),
    (0x3000, 0x3004, 0),
    (0x3008, 0x3037, 0),
    (0x2e80, 0xa48f, EAST_ASIAN),
    (0xa640, 0xa69f, CYRILLIC),
    (0xa700, 0xa721, 0),
    (0xa722, 0xa7ff, LATIN),
    (0xab30, 0xab68, LATIN),
    (0xac00, 0xd7ff, EAST_ASIAN),
    (0xf900, 0xfaff, EAST_ASIAN),
    (0xfb50, 0xfdff, ARABIC),
    (0xfe00, 0xffff, 0),
    (0x20000, 0x3ffff, EAST_ASIAN),
];

/// Letters, each with the one of ASCII behind it that it looks like (Unicode's `confusables.txt`, as far
/// as one letter looks like one).
const ALIKE: &str = "þpıiſfƒfƿpɑaɡgɣyɩiɪiɯwʋuʏyᴄcᴏoᴜuᴠvᴡwᴢzꜱs\
    αaγyιiνvοoρpσoυuϲcϳj\
    аaгrеeоoрpсcуyхxшwѕsіiјjѡwѵvүyһhҽeӏlԁdԛqԝw\
    աwգqզqհhյjոnռnսuցgւiքfօo";

/// What is strange about a name that is relative to its zone; none for nearly all.
#[must_use]
pub fn strange(name: &str) -> Option<Strange> {
    let (mut scripts, mut is_mixed) = (0, false);
    for label in labels(name).filter_map(written) {
        let own = label.chars().fold(0, |all, c| all | script(c));
        // What is used together: Latin letters within Chinese, Japanese or Korean (5.1, level 3).
        if own.count_ones() > 1 && own != LATIN | EAST_ASIAN {
            (scripts, is_mixed) = (scripts | own, true);
        }
    }
    let like = looks(name).filter(|like| like.is_ascii()).unwrap_or_default();
    let names = NAMES.iter().enumerate().filter(|(bit, _)| scripts & (1_u8 << bit) != 0);
    let scripts = names.map(|(_, name)| *name).collect();
    (is_mixed || !like.is_empty()).then_some(Strange { scripts, like })
}

/// How a name looks: each letter as the one that it passes for. None for a name that looks as it is.
#[must_use]
pub(crate) fn looks(name: &str) -> Option<String> {
    if !search::holds(name, PREFIX) {
        return None;
    }
    let look = |label: &str| match written(label) {
        Some(label) => label.chars().map(alike).collect(),
        None => label.to_owned(),
    };
    Some(labels(name).map(look).collect::<Vec<String>>().join("."))
}

/// A label as it is written for people, where that is not in ASCII.
fn written(label: &str) -> Option<String> {
    punycode::decode(label.strip_prefix(PREFIX)?)
}

fn script(c: char) -> u8 {
    let c = u32::from(c);
    let range = RANGES.iter().find(|(first, last, _)| (*first..=*last).contains(&c));
    range.map_or(OTHER, |(.., script)| *script)
}

fn alike(c: char) -> char {
    // The wide form of ASCII (Unicode, Halfwidth and Fullwidth Forms).
    if let Some(narrow @ 33..=126) = u32::from(c).checked_sub(0xfee0) {
        return char::from_u32(narrow).unwrap_or(c);
    }
    let mut letters = ALIKE.chars();
    while let (Some(letter), Some(look)) = (letters.next(), letters.next()) {
        if letter == c {
            return look;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use unicode_script::{Script, UnicodeScript};
    use unicode_security::{GeneralSecurityProfile, skeleton};

    fn told(name: &str) -> Option<(String, String)> {
        let name = DomainName::parse(name).unwrap();
        strange(name.as_str()).map(|strange| (strange.scripts.join(", "), strange.like))
    }

    #[test]
    fn names_of_one_script_and_those_that_are_used_together_are_not_strange() {
        for name in [
            "www",
            "_dmarc",
            "*",
            "bücher.example",
            "größe",
            "σελίδα",
            "страница",
            "日本ごカabc",
            "한국어abc",
            "שלום",
            "مرحبا2",
            "หน้า",
            "xn--",
            "ａ日本",
        ] {
            assert_eq!(told(name), None, "{name}");
        }
    }

    #[test]
    fn a_label_of_several_scripts_and_a_name_that_passes_for_another_are_told() {
        let told = |name| told(name).unwrap();
        let both = |scripts: &str, like: &str| (scripts.to_owned(), like.to_owned());
        assert_eq!(told("раураl.bakery"), both("Latin, Cyrillic", "paypal.bakery"));
        assert_eq!(told("раураӏ"), both("", "paypal"));
        assert_eq!(told("xn--zz--"), both("", "zz-"));
        assert_eq!(told("gοogle"), both("Latin, Greek", "google"));
        assert_eq!(told("օffice"), both("Latin, Armenian", "office"));
        assert_eq!(told("büсher"), both("Latin, Cyrillic", ""));
        assert_eq!(told("日本и"), both("Cyrillic, East Asian", ""));
        assert_eq!(told("aלb.cжd"), both("Latin, Cyrillic, Hebrew", ""));
        assert_eq!(told("aหน"), both("Latin, another", ""));
    }

    #[test]
    fn whatever_is_in_the_corpus_is_judged_without_panic() {
        for (_, text) in crate::hostile::texts("names") {
            let _ = (strange(&text), strange(&["xn--", &*text].concat()), told_of_any(&text));
        }
        let homograph = crate::hostile::text("names", "homograph");
        assert_eq!(told(&homograph), Some(("Latin, Cyrillic".into(), "paypal".into())));
        let whole = crate::hostile::text("names", "homograph of one script");
        assert_eq!(told(&whole), Some((String::new(), "paypal".into())));
    }

    fn told_of_any(text: &str) -> Option<Strange> {
        strange(DomainName::parse(text).ok()?.as_str())
    }

    /// Of all letters that Unicode recommends for names.
    #[test]
    fn scripts_are_those_of_unicode() {
        for c in ('a'..='\u{3ffff}').filter(|c| c.identifier_allowed() && !c.is_uppercase()) {
            let expected = match c.script() {
                // Marks that East Asian texts alone use.
                _ if ('\u{3005}'..='\u{30ff}').contains(&c) => EAST_ASIAN,
                Script::Common | Script::Inherited => 0,
                Script::Latin => LATIN,
                Script::Greek => GREEK,
                Script::Cyrillic => CYRILLIC,
                Script::Armenian => ARMENIAN,
                Script::Hebrew => HEBREW,
                Script::Arabic => ARABIC,
                Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Hangul
                | Script::Bopomofo => EAST_ASIAN,
                _ => OTHER,
            };
            assert_eq!(script(c), expected, "{:04x}", u32::from(c));
        }
    }

    /// Every letter that Unicode recommends and takes for one of ASCII is in the table, but for the
    /// scripts in which nothing but single letters pass for Latin ones.
    #[test]
    fn letters_look_like_what_unicode_says() {
        let looks = |c: char| skeleton(&c.to_string()).collect::<String>();
        let mut letters = ALIKE.chars();
        while let (Some(letter), Some(look)) = (letters.next(), letters.next()) {
            assert_eq!(looks(letter), look.to_string(), "{letter}");
        }
        for c in '\u{80}'..='\u{52f}' {
            let look = looks(c);
            let is_letter = look.len() == 1 && look.chars().all(|c| c.is_ascii_lowercase());
            let is_held = !(c.identifier_allowed() && c.is_lowercase() && is_letter);
            assert!(is_held || alike(c).to_string() == look, "{c} looks like {look}");
        }
    }
}
