//! Detects deceptive names: labels that mix scripts, and letters that look like others (Unicode Technical
//! Standard 39, sections 4 and 5.1). Names are stored in ASCII, so it checks their Unicode form. It judges
//! letters only.

use std::borrow::Cow;

use unicode_script::{Script, UnicodeScript};
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::skeleton;

use crate::foreign::Foreign;
use crate::idn::{PREFIX, written};
use crate::name::labels;

/// What is deceptive about a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strange {
    scripts: Vec<Script>,
    /// The name that it looks like. It consists of ASCII, possibly with invisible characters.
    pub like: Foreign,
}

impl Strange {
    /// The names of the mixed scripts, Latin first; empty if no label mixes any.
    pub fn scripts(&self) -> impl Iterator<Item = &'static str> {
        self.scripts.iter().map(|script| script.full_name())
    }
}

/// The ASCII characters that others can look like.
const SIGNS: &str = "abcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is deceptive about a name relative to its zone; `None` for nearly all.
#[must_use]
pub fn strange(name: &str) -> Option<Strange> {
    if !is_written_otherwise(name) {
        return None;
    }
    let mut strange = Strange::default();
    for label in labels(name).filter_map(written).filter(|label| is_mixed(label)) {
        strange.scripts.extend(label.chars().map(|c| c.script()).filter(is_told));
    }
    strange.scripts.sort_by_key(|script| (*script != Script::Latin, script.full_name()));
    strange.scripts.dedup();
    strange.like = passes_for(name).filter(|like| like.is_ascii()).unwrap_or_default().into();
    (strange != Strange::default()).then_some(strange)
}

/// The Unicode form of a name; `None` if it is the same.
#[must_use]
pub fn in_own_letters(name: &str) -> Option<String> {
    if !is_written_otherwise(name) {
        return None;
    }
    let own = labels(name).map(|label| written(label).map_or(Cow::Borrowed(label), Cow::Owned));
    Some(own.collect::<Vec<_>>().join(".")).filter(|own| own != name)
}

fn is_written_otherwise(name: &str) -> bool {
    name.contains(PREFIX)
}

/// Whether a label mixes scripts that no writing system combines; Latin with Chinese, Japanese or Korean
/// is allowed (5.1 and 5.2, highly restrictive).
fn is_mixed(label: &str) -> bool {
    let (mut all, mut beside) = (AugmentedScriptSet::default(), AugmentedScriptSet::default());
    for set in label.chars().map(AugmentedScriptSet::for_char) {
        all.intersect_with(set);
        if !set.base.contains_script(Script::Latin) {
            beside.intersect_with(set);
        }
    }
    all.is_empty() && !(beside.hanb || beside.jpan || beside.kore)
}

/// Digits, hyphens, marks and symbols belong to all scripts.
fn is_told(script: &Script) -> bool {
    !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// The look of a name that may be mistaken for another: names that look the same have the same one. `None`
/// for an unambiguous ASCII name.
#[must_use]
pub(crate) fn looks(name: &str) -> Option<String> {
    match is_written_otherwise(name) {
        true => passes_for(name).as_deref().map(plain_look),
        false => is_ambiguous(name).then(|| plain_look(name)),
    }
}

/// Whether an ASCII name contains look-alike characters, so that [`plain_look`] differs from it.
fn is_ambiguous(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.iter().any(|b| matches!(b, b'0' | b'1')) || bytes.windows(2).any(|two| two == b"rn")
}

/// The name with look-alike ASCII characters unified (`confusables.txt`: `0` as `O`, `1` as `l`, `m` as
/// `rn`); the result is a valid name.
fn plain_look(name: &str) -> String {
    let mut look = String::with_capacity(name.len());
    for c in name.chars() {
        let sign = match c {
            '0' => 'o',
            '1' => 'l',
            'n' if look.ends_with('r') => {
                look.pop();
                'm'
            }
            _ => c,
        };
        look.push(sign);
    }
    look
}

/// The name with each letter replaced by its ASCII look-alike; `None` if nothing changes.
fn passes_for(name: &str) -> Option<String> {
    let mut like = String::with_capacity(name.len());
    for label in labels(name) {
        if !like.is_empty() {
            like.push('.');
        }
        match written(label) {
            Some(label) => label.chars().for_each(|c| push_alike(&mut like, c)),
            None => like.push_str(label),
        }
    }
    (like != name).then_some(like)
}

/// Appends the ASCII character that a letter looks like, or the common prototype of its look-alikes.
fn push_alike(like: &mut String, c: char) {
    if c.is_ascii() {
        return like.push(c);
    }
    let mut letter = [0; 4];
    let look: String = skeleton(c.encode_utf8(&mut letter)).collect();
    let is_same = |sign: &char| skeleton(sign.encode_utf8(&mut [0; 4])).eq(look.chars());
    match SIGNS.chars().find(is_same) {
        Some(sign) => like.push(sign),
        None => like.push_str(&look.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use proptest::prelude::*;

    fn finding(name: &str) -> Option<(String, String)> {
        let name = DomainName::parse(name).unwrap();
        strange(name.as_str())
            .map(|s| (s.scripts().collect::<Vec<_>>().join(", "), s.like.raw().to_owned()))
    }

    #[test]
    fn accepts_names_of_one_script_or_of_scripts_used_together() {
        for name in [
            "www",
            "_dmarc",
            "*",
            "paypa1",
            "bücher.example",
            "größe",
            "σελίδα",
            "страница",
            "日本ごカabc",
            "한국어abc",
            "ㄅㄆ漢字abc",
            "שלום",
            "مرحبا2",
            "หน้า",
            "हिन्दी",
            "ქართული",
            "հայերեն",
            "😀-ok",
            "xn--",
            "ａ日本",
        ] {
            assert_eq!(finding(name), None, "{name}");
        }
    }

    #[test]
    fn reports_labels_of_mixed_scripts_and_lookalike_names() {
        let finding = |name| finding(name).unwrap();
        let both = |scripts: &str, like: &str| (scripts.to_owned(), like.to_owned());
        assert_eq!(finding("раураl.bakery"), both("Latin, Cyrillic", "paypal.bakery"));
        assert_eq!(finding("раураӏ"), both("", "paypal"));
        assert_eq!(finding("xn--zz--"), both("", "zz-"));
        assert_eq!(finding("gοogle"), both("Latin, Greek", "google"));
        assert_eq!(finding("օffice"), both("Latin, Armenian", "office"));
        assert_eq!(finding("büсher"), both("Latin, Cyrillic", ""));
        assert_eq!(finding("日本и"), both("Cyrillic, Han", ""));
        assert_eq!(finding("cжd"), both("Latin, Cyrillic", ""));
        assert_eq!(finding("aหน"), both("Latin, Thai", ""));
        assert_eq!(finding("ᏔᎻᎪ"), both("", "wha"));
        assert_eq!(finding("gooɡle"), both("", "google"));
        assert_eq!(finding("micrоsоft").1, "microsoft");
    }

    #[test]
    fn finds_lookalikes_of_ascii_names_too() {
        for (name, look) in [
            ("paypa1", Some("paypal")),
            ("g00gle", Some("google")),
            ("rnail", Some("mail")),
            ("paypal", None),
            ("mail", None),
            ("node-2", None),
        ] {
            assert_eq!(looks(name).as_deref(), look, "{name}");
        }
        let cyrillic = DomainName::parse("раураӏ").unwrap();
        assert_eq!(looks(cyrillic.as_str()), looks("paypa1"));
    }

    #[test]
    fn decodes_a_labels_for_display() {
        assert_eq!(
            in_own_letters("www.xn--bcher-kva.example").as_deref(),
            Some("www.bücher.example")
        );
        assert_eq!(in_own_letters("www.example"), None);
        assert_eq!(in_own_letters("xn--99999999999"), None);
    }

    #[test]
    fn judges_every_name_in_the_corpus_without_panic() {
        for (_, text) in crate::hostile::texts("names") {
            let _ = (strange(&text), strange(&["xn--", &*text].concat()), finding_of_any(&text));
        }
        let homograph = crate::hostile::text("names", "homograph");
        assert_eq!(finding(&homograph), Some(("Latin, Cyrillic".into(), "paypal".into())));
        let whole = crate::hostile::text("names", "homograph of one script");
        assert_eq!(finding(&whole), Some((String::new(), "paypal".into())));
    }

    fn finding_of_any(text: &str) -> Option<Strange> {
        strange(DomainName::parse(text).ok()?.as_str())
    }

    proptest! {
        /// Whatever Unicode takes for the same to the eye is the same here.
        #[test]
        fn names_with_equal_unicode_skeletons_look_alike(one in "[a-z0-9а-яα-ω]{1,6}", other in "[a-z0-9а-яα-ω]{1,6}") {
            let look = |name: &str| {
                let name = DomainName::parse(name).unwrap();
                looks(name.as_str()).unwrap_or_else(|| name.as_str().to_owned())
            };
            let skeleton = |name: &str| skeleton(name).collect::<String>().to_lowercase();
            if skeleton(&one) == skeleton(&other) {
                prop_assert_eq!(look(&one), look(&other));
            }
        }
    }
}
