//! Domain names: parsing, normalizing, relative and complete forms, sort keys.
//!
//! A [`DomainName`] is always complete, lower case, in A-labels, with canonical escapes and without the
//! trailing dot, so two names are the same exactly if they are equal. It does not check existence.

mod escapes;

use std::fmt;

use escapes::{is_escaped, octets, unescaped};

use crate::idn::{self, Unfit};
use crate::natural::push_natural;

/// The maximum length of a label, in octets (RFC 1035, section 2.3.4).
const LABEL_OCTETS: usize = 63;
/// The maximum length of a name as text, without the trailing dot (RFC 1035, section 2.3.4: 255 octets on
/// the wire, of which one is the first length and one the root).
const NAME_OCTETS: usize = 253;

/// A complete domain name: lower case, A-labels, no trailing dot. The root is the empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainName(Box<str>);

/// Why a text is not a domain name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Two consecutive dots, or a leading dot.
    EmptyLabel,
    /// A label longer than 63 octets.
    LongLabel,
    /// A name longer than 253 characters.
    LongName,
    /// A character that labels cannot contain unescaped, or not in this position: a space, a quote, a control
    /// character, or one that browsers refuse.
    Character(char),
}

impl DomainName {
    /// Parses a complete name; the trailing dot is optional. Non-ASCII labels are mapped as browsers do;
    /// ASCII labels are only lower-cased.
    ///
    /// # Errors
    /// [`NameError`] if the text violates RFC 1035, section 2.3.4, or Unicode Technical Standard 46.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let text = &*idn::dotted(text);
        let text = text.strip_suffix('.').filter(|rest| !is_escaped(rest)).unwrap_or(text);
        if text.is_empty() {
            return Ok(Self::default());
        }
        if is_plain(text) {
            return Ok(Self(text.to_ascii_lowercase().into()));
        }
        let mut name = String::with_capacity(text.len());
        for label in labels(text) {
            if !name.is_empty() {
                name.push('.');
            }
            push_label(&mut name, label)?;
            if name.len() > NAME_OCTETS {
                return Err(NameError::LongName);
            }
        }
        Ok(Self(name.into()))
    }

    /// Parses a name as typed in a zone: `@` or empty for the apex, a complete name (with a trailing dot, or
    /// ending in the zone), or a name relative to the zone.
    ///
    /// # Errors
    /// As [`DomainName::parse`].
    pub fn resolve(text: &str, zone: &Self) -> Result<Self, NameError> {
        let text = &*idn::dotted(text.trim());
        if text.len() > 1 && text.strip_suffix('.').is_some_and(|rest| !is_escaped(rest)) {
            return Self::parse(text);
        }
        let name = Self::join(text, zone)?;
        let complete = if text.is_empty() { None } else { Self::parse(text).ok() };
        Ok(complete.filter(|complete| complete.is_within(zone)).unwrap_or(name))
    }

    /// Parses a name that is always relative to the zone; `@` or empty is the apex.
    ///
    /// # Errors
    /// As [`DomainName::parse`].
    pub fn join(relative: &str, zone: &Self) -> Result<Self, NameError> {
        match relative {
            "" | "@" => Ok(zone.clone()),
            _ if zone.0.is_empty() => Self::parse(relative),
            _ => Self::parse(&format!("{relative}.{zone}")),
        }
    }

    /// The name as text, without the trailing dot.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the zone's apex or a name below it.
    #[must_use]
    pub fn is_within(&self, zone: &Self) -> bool {
        zone.0.is_empty() || self == zone || self.prefix_above(zone).is_some()
    }

    /// The name relative to the zone: `@` at the apex, the complete name if it is outside.
    #[must_use]
    pub fn relative_to(&self, zone: &Self) -> &str {
        if self == zone {
            return "@";
        }
        self.prefix_above(zone).unwrap_or(&self.0)
    }

    /// The labels from left to right, with escapes.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        labels(&self.0)
    }

    /// A sort key: names sort by their labels from the right, a name before the names below it (the canonical
    /// order of RFC 4034, section 6.1), with numbers in labels by value. Keys are unique.
    #[must_use]
    pub fn sort_key(&self) -> String {
        let mut key = String::with_capacity(self.0.len() + 8);
        self.push_sort_key(&mut key);
        key
    }

    /// Appends the sort key.
    pub fn push_sort_key(&self, key: &mut String) {
        // An escaped dot does not end a label (RFC 1035, section 5.1).
        if self.0.contains('\\') {
            let mut reversed: Vec<&str> = self.labels().collect();
            reversed.reverse();
            return push_labels(key, reversed.into_iter());
        }
        push_labels(key, self.0.rsplit('.'));
    }

    fn prefix_above(&self, zone: &Self) -> Option<&str> {
        let prefix = self.0.strip_suffix(&*zone.0)?.strip_suffix('.')?;
        (!is_escaped(prefix)).then_some(prefix)
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Appends labels so that the names below a name sort directly after it.
fn push_labels<'a>(key: &mut String, labels: impl Iterator<Item = &'a str>) {
    for (place, label) in labels.enumerate() {
        if place > 0 {
            key.push('\u{1}');
        }
        push_natural(key, label);
    }
}

/// Splits at unescaped dots (RFC 1035, section 5.1).
pub(crate) fn labels(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = (!text.is_empty()).then_some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut escaped = false;
        let dot = text.bytes().position(|byte| {
            let is_dot = byte == b'.' && !escaped;
            escaped = byte == b'\\' && !escaped;
            is_dot
        });
        let (label, after) = match dot {
            Some(dot) => (text.get(..dot)?, text.get(dot + 1..)),
            None => (text, None),
        };
        rest = after;
        Some(label)
    })
}

/// The parent of a complete name: without its first label; `None` for a single label.
pub(crate) fn parent(name: &str) -> Option<&str> {
    let label = labels(name).next()?;
    name.get(label.len() + 1..)
}

/// Whether a text is a name of letters, digits, hyphens and underscores, without a trailing dot, as nearly
/// all are.
pub(crate) fn is_plain(text: &str) -> bool {
    let mut label = 0;
    for byte in text.bytes() {
        match byte {
            b'.' if label > 0 => label = 0,
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' if label < LABEL_OCTETS => {
                label += 1
            }
            _ => return false,
        }
    }
    label > 0 && text.len() <= NAME_OCTETS
}

fn push_label(name: &mut String, label: &str) -> Result<(), NameError> {
    if label.is_empty() {
        return Err(NameError::EmptyLabel);
    }
    let label = unescaped(label);
    if let Some(bad) = label.chars().find(|&c| !may_stand(c)) {
        return Err(NameError::Character(bad));
    }
    let start = name.len();
    match label.is_ascii() {
        true => name.push_str(&label.to_ascii_lowercase()),
        false => push_unicode(name, &label)?,
    }
    let added = name.get(start..).unwrap_or_default();
    match labels(added).find(|label| octets(label) > LABEL_OCTETS) {
        Some(_) => Err(NameError::LongLabel),
        None => Ok(()),
    }
}

/// Appends the ASCII form of a non-ASCII label. Characters that map to several ones with full stops yield
/// several labels.
fn push_unicode(name: &mut String, label: &str) -> Result<(), NameError> {
    // An A-label contains no escapes.
    if let Some(unfit) = label.chars().find(|c| !c.is_ascii()).filter(|_| label.contains('\\')) {
        return Err(NameError::Character(unfit));
    }
    let ascii = idn::ascii(label).map_err(|unfit| match unfit {
        Unfit::Long => NameError::LongLabel,
        Unfit::Character(c) => NameError::Character(c),
    })?;
    if ascii.split('.').any(str::is_empty) {
        return Err(NameError::EmptyLabel);
    }
    // It would be written like the apex.
    if ascii.split('.').any(|label| label == "@") {
        return Err(NameError::Character('＠'));
    }
    name.push_str(&ascii);
    Ok(())
}

/// The replacement character marks unreadable text.
fn may_stand(c: char) -> bool {
    !(c.is_whitespace()
        || c.is_control()
        || matches!(c, '"' | '(' | ')' | ';' | char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    #[test]
    fn ignores_case_the_trailing_dot_and_the_script_of_a_name() {
        assert_eq!(name("WWW.Example.COM."), name("www.example.com"));
        assert_eq!(name("bücher.example").as_str(), "xn--bcher-kva.example");
        assert_eq!(name("BÜCHER.example"), name("xn--bcher-kva.example"));
        assert_eq!(name("bu\u{308}cher。EXAMPLE．"), name("xn--bcher-kva.example"));
        assert_eq!(name("."), name(""));
    }

    #[test]
    fn resolves_apex_relative_and_absolute_names() {
        let zone = name("example.com");
        for (text, expected) in [
            ("@", "example.com"),
            ("", "example.com"),
            ("www", "www.example.com"),
            ("www.example.com", "www.example.com"),
            ("Example.com", "example.com"),
            ("www.other.org.", "www.other.org"),
            ("www.other.org", "www.other.org.example.com"),
            ("_dmarc", "_dmarc.example.com"),
            ("*", "*.example.com"),
            ("notexample.com", "notexample.com.example.com"),
        ] {
            assert_eq!(DomainName::resolve(text, &zone).unwrap().as_str(), expected, "{text}");
        }
    }

    #[test]
    fn joins_a_relative_name_even_if_it_ends_in_the_zone() {
        let zone = name("example.com");
        assert_eq!(
            DomainName::join("example.com", &zone).unwrap().as_str(),
            "example.com.example.com"
        );
    }

    #[test]
    fn writes_a_name_relative_to_its_zone() {
        let zone = name("example.com");
        assert_eq!(name("example.com").relative_to(&zone), "@");
        assert_eq!(name("a.b.example.com").relative_to(&zone), "a.b");
        assert_eq!(name("badexample.com").relative_to(&zone), "badexample.com");
    }

    #[test]
    fn refuses_invalid_names() {
        assert_eq!(DomainName::parse("a..b"), Err(NameError::EmptyLabel));
        assert_eq!(DomainName::parse(".a"), Err(NameError::EmptyLabel));
        assert_eq!(DomainName::parse("a b"), Err(NameError::Character(' ')));
        assert_eq!(DomainName::parse("a\u{0}b"), Err(NameError::Character('\u{0}')));
        assert_eq!(DomainName::parse(&"a".repeat(64)), Err(NameError::LongLabel));
        assert_eq!(
            DomainName::parse(&["a".repeat(60).as_str(); 5].join(".")),
            Err(NameError::LongName)
        );
    }

    #[test]
    fn maps_names_as_browsers_do_and_keeps_labels_that_only_dns_allows() {
        for (text, expected) in [
            ("_dmarc.bücher.example", "_dmarc.xn--bcher-kva.example"),
            ("*.ｂüｃｈｅｒ.example", "*.xn--bcher-kva.example"),
            ("1.שלום.example", "1.xn--9dbne9b.example"),
            (r"john\.doe.bücher.example", r"john\.doe.xn--bcher-kva.example"),
            (r"\195\164.bücher.example", r"\195\164.xn--bcher-kva.example"),
            (r"\098ücher.example", "xn--bcher-kva.example"),
            ("r3---sn-ab5l6nes.example", "r3---sn-ab5l6nes.example"),
            ("xn--ab--.XN--zz99999999.example", "xn--ab--.xn--zz99999999.example"),
            ("faß.example", "xn--fa-hia.example"),
            ("xn--fa-hia.example", "xn--fa-hia.example"),
        ] {
            assert_eq!(name(text).as_str(), expected, "{text}");
        }
        for (text, error) in [
            ("a\u{202e}b.example", NameError::Character('\u{202e}')),
            ("a\u{200d}b.example", NameError::Character('\u{200d}')),
            ("ü\u{3000}b.example", NameError::Character('\u{3000}')),
            ("\u{ad}.example", NameError::EmptyLabel),
            ("a。。b", NameError::EmptyLabel),
            (r"ü\.b", NameError::Character('ü')),
        ] {
            assert_eq!(DomainName::parse(text), Err(error), "{text:?}");
        }
        // 63 octets with the prefix, and one more.
        let long = |letters: usize| DomainName::parse(&("ü".to_owned() + &"a".repeat(letters)));
        assert!(long(54).is_ok_and(|name| name.as_str().len() <= 63));
        assert_eq!(long(60), Err(NameError::LongLabel));
    }

    #[test]
    fn normalises_the_escapes_of_a_character() {
        for (text, expected) in [
            (r"a\046b", r"a\.b"),
            (r"\097\066\c", "abc"),
            (r"a\032b\;c", r"a\032b\059c"),
            (r"\@\$\*", "@$*"),
            (r"\255\\", r"\255\\"),
            (r"a\300b\2x", r"a\300b\2x"),
        ] {
            assert_eq!(name(text).as_str(), expected, "{text}");
        }
        assert_eq!(name(r"mail\.first.example"), name(r"mail\046first.example"));
    }

    #[test]
    fn refuses_a_name_of_too_many_labels_quickly() {
        assert_eq!(DomainName::parse(&"ü.".repeat(1_000_000)), Err(NameError::LongName));
        assert_eq!(DomainName::parse(&"a\\..".repeat(1_000_000)), Err(NameError::LongName));
    }

    #[test]
    fn refuses_an_overlong_unicode_label_quickly() {
        let all: String = ('\u{4e00}'..'\u{9fff}').collect();
        assert_eq!(DomainName::parse(&all.repeat(50)), Err(NameError::LongLabel));
    }

    #[test]
    fn an_escaped_dot_is_part_of_its_label() {
        assert_eq!(name(r"john\.doe.example.com").labels().count(), 3);
        assert!(!name(r"john\.example.com").is_within(&name("example.com")));
        assert!(name(r"john\\.example.com").is_within(&name("example.com")));
        for (text, same) in [(r"a\..", r"a\."), (r"a\.", r"a\."), (r"a\\.", r"a\\")] {
            assert_eq!(name(text).as_str(), same);
        }
    }

    #[test]
    fn the_parent_lacks_the_first_label() {
        assert_eq!(parent("a.b.example"), Some("b.example"));
        assert_eq!(parent(r"a\.b.example"), Some("example"));
        assert_eq!((parent("example"), parent("")), (None, None));
    }

    #[test]
    fn sorts_by_labels_from_the_right_with_the_apex_first() {
        let mut names =
            ["b.example.com", "example.com", "a.b.example.com", "a.example.com", "z.a.example.com"]
                .map(name);
        names.sort_by_key(DomainName::sort_key);
        let sorted: Vec<_> = names.iter().map(DomainName::as_str).collect();
        assert_eq!(
            sorted,
            ["example.com", "a.example.com", "z.a.example.com", "b.example.com", "a.b.example.com"]
        );
    }

    #[test]
    fn sorts_numbers_in_labels_by_value_with_subdomains_behind_their_parent() {
        let sorted = [
            "example.com",
            "9.example.com",
            "10.example.com",
            "h2.example.com",
            "a.h2.example.com",
            "h02.example.com",
            "a.h02.example.com",
            "h2-b.example.com",
            "h19.example.com",
            "2.h19.example.com",
            "10.h19.example.com",
            "ha.example.com",
            "1.example2.com",
            "1.example10.com",
        ];
        let keys: Vec<String> = sorted.iter().map(|text| name(text).sort_key()).collect();
        assert!(keys.is_sorted_by(|one, other| one < other), "{keys:?}");
    }

    proptest! {
        #[test]
        fn every_parsed_name_is_printable_ascii(text in "\\PC{0,20}|.{0,20}|[a-z\\\\0-9.]{0,12}") {
            if let Ok(name) = DomainName::parse(&text) {
                prop_assert!(name.as_str().bytes().all(|b| b.is_ascii_graphic()), "{:?}", name);
            }
        }

        #[test]
        fn sort_keys_are_unique_and_put_a_name_directly_before_its_subdomains(
            one in "[a0-2-]{1,5}(\\.[a0-9]{1,3}){0,2}", other in "[a0-2-]{1,5}(\\.[a0-9]{1,3}){0,2}",
        ) {
            let [one, other] = [&one, &other].map(|text| DomainName::join(text, &name("example")).unwrap());
            prop_assert_eq!(one.sort_key() == other.sort_key(), one == other);
            let below = DomainName::join("a", &one).unwrap().sort_key();
            prop_assert!(one.sort_key() < below);
            // Nothing that is not below a name stands between the two.
            if one.sort_key() < other.sort_key() && other.sort_key() < below {
                prop_assert!(other.is_within(&one), "{} {}", one, other);
            }
        }

        #[test]
        fn parsing_never_panics_and_is_idempotent(text in any::<String>()) {
            if let Ok(first) = DomainName::parse(&text) {
                prop_assert_eq!(DomainName::parse(first.as_str()), Ok(first));
            }
        }

        #[test]
        fn a_relative_form_resolves_to_the_same_name(label in "[a-z0-9_-]{1,20}(\\.[a-z]{1,5}){0,3}") {
            let zone = name("example.com");
            let full = DomainName::join(&label, &zone).unwrap();
            prop_assert_eq!(DomainName::resolve(full.relative_to(&zone), &zone).unwrap(), full);
        }
    }
}
