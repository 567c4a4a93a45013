//! Texts of the list of zones: what the key may do, what waits, and the examples of the sandbox.

use crate::provider::{Provider, Rights};

/// A right of the key, to be shown as a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightMark {
    /// The right.
    pub label: &'static str,
    /// Whether the key has it, as a sign.
    pub sign: &'static str,
    /// The same in words.
    pub words: &'static str,
}

/// What the key may do, as far as the provider's answers have shown it.
#[must_use]
pub fn right_marks(rights: &Rights) -> [RightMark; 3] {
    [("List", rights.list), ("Read", rights.read), ("Write", rights.write)].map(|(label, right)| {
        let (sign, words) = match right {
            Some(true) => ("✓", "yes"),
            Some(false) => ("✗", "no"),
            None => ("?", "not tested yet"),
        };
        RightMark { label, sign, words }
    })
}

/// What the key may do, in a sentence: `Token: can list zones · reading and writing not tested yet`.
#[must_use]
pub fn may(rights: &Rights, provider: Provider) -> String {
    let all = [
        ("list zones", "listing zones", rights.list),
        ("read records", "reading", rights.read),
        ("write", "writing", rights.write),
    ];
    let of = |wanted| {
        let words = all.iter().filter(move |(.., right)| *right == wanted);
        words.map(|(can, ..)| *can).collect::<Vec<_>>()
    };
    let untested: Vec<&str> =
        all.iter().filter(|(.., right)| right.is_none()).map(|(_, testing, _)| *testing).collect();
    let parts = [
        ("can ", of(Some(true)), ""),
        ("can't ", of(Some(false)), ""),
        ("", untested, " not tested yet"),
    ];
    let parts = parts.into_iter().filter(|(_, words, _)| !words.is_empty());
    let parts: Vec<String> =
        parts.map(|(before, words, after)| [before, &and(&words), after].concat()).collect();
    [key_noun(provider), ": ", &parts.join(" · ")].concat()
}

/// Several words as a list in a sentence.
fn and(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => [&first.join(", "), " and ", last].concat(),
        None => String::new(),
    }
}

fn key_noun(provider: Provider) -> &'static str {
    match provider {
        Provider::Bunny => "API key",
        Provider::Cloudflare => "Token",
    }
}

/// A warning about what a key of the provider may do beyond DNS, if that cannot be limited.
#[must_use]
pub fn unlimited_key(provider: Provider) -> Option<&'static str> {
    match provider {
        Provider::Bunny => Some(
            "A bunny.net key can do everything in the account, far beyond DNS. Lock the page when you are done.",
        ),
        Provider::Cloudflare => None,
    }
}

/// The mark of a key that cannot write.
#[must_use]
pub fn may_only_read() -> &'static str {
    "Read-only key"
}

/// Whether the domain uses the zone, as the provider tells it.
#[must_use]
pub fn zone_state(is_active: bool) -> &'static str {
    if is_active { "Active" } else { "Not active yet" }
}

/// Explains that a zone is not active.
pub const NOT_ACTIVE_HELP: &str = "The domain still uses other name servers.";

/// An example zone of the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The zone.
    pub zone: &'static str,
    /// What to try with it.
    pub what: &'static str,
}

/// The zones of the sandbox that are shown first.
pub const EXAMPLES: [Example; 3] = [
    Example { zone: "bakery.example", what: "Small: scan, accept, apply and undo in a minute." },
    Example {
        zone: "northwind.example",
        what: "Much mail: see what a proxy would break, and fix it before you apply.",
    },
    Example {
        zone: "oldtown.example",
        what: "Old and large: filter, group and decide on hundreds of records at once.",
    },
];

/// What to try with a zone of the sandbox, if it is an example.
#[must_use]
pub fn to_try(zone: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|example| example.zone == zone).map(|example| example.what)
}

/// Whether a zone of the sandbox exists for tests only: its domain is a reserved one, and it is no example.
#[must_use]
pub fn is_test_zone(zone: &str) -> bool {
    zone.ends_with(".example") && to_try(zone).is_none()
}

/// The button that shows the zones of the sandbox that exist for tests.
#[must_use]
pub fn show_test_zones(number: usize) -> String {
    format!("Show all test zones ({number})")
}
/// The button that hides them again.
pub const HIDE_TEST_ZONES: &str = "Hide test zones";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_unknown_rights_of_a_key_as_untested() {
        let nothing = Rights::default();
        assert_eq!(
            may(&nothing, Provider::Cloudflare),
            "Token: listing zones, reading and writing not tested yet"
        );
        let listed = Rights { list: Some(true), ..nothing };
        assert_eq!(
            may(&listed, Provider::Bunny),
            "API key: can list zones · reading and writing not tested yet"
        );
        let rights = Rights { list: Some(false), read: Some(true), write: Some(false) };
        assert_eq!(
            may(&rights, Provider::Cloudflare),
            "Token: can read records · can't list zones and write"
        );
        assert_eq!(right_marks(&rights).map(|mark| mark.sign), ["✗", "✓", "✗"]);
        assert_eq!(right_marks(&nothing).map(|mark| mark.words), ["not tested yet"; 3]);
    }

    #[test]
    fn hides_only_what_exists_for_tests() {
        assert!(EXAMPLES.iter().all(|example| !is_test_zone(example.zone)));
        assert!(is_test_zone("string-enums.example"));
        assert!(!is_test_zone("real.com"));
    }
}
