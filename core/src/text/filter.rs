//! What is said of the text filter: its keys, what it can be completed with, and what a list cannot answer.

use super::visible;
use crate::filter::{FilterKey, Unanswered};

/// How many values are named at most.
const MOST: usize = 8;

/// What a key of the filter is about.
#[must_use]
pub fn filter_key(key: FilterKey) -> &'static str {
    match key {
        FilterKey::Type => "record type",
        FilterKey::Name => "name; @ is the zone itself",
        FilterKey::Content => "content",
        FilterKey::Ttl => "TTL",
        FilterKey::Priority => "priority",
        FilterKey::Note => "note",
        FilterKey::Is => "state",
        FilterKey::Problem => "problem",
        FilterKey::Service => "service it belongs to",
        FilterKey::Group => "what it is for",
    }
}

/// How many completions there are.
#[must_use]
pub fn suggestions(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => super::count(count, "suggestion"),
    }
}

/// That a list has nothing that a term of the filter names, and what it has. `is_known` tells whether the
/// list knows what its records have.
#[must_use]
pub fn unanswered(term: &Unanswered, is_known: bool) -> String {
    let Unanswered { key, value, known } = term;
    let value = visible(value);
    if !is_known {
        return "Problems are not checked in a list this long; the plan shows them.".to_owned();
    }
    let nothing = match key {
        FilterKey::Is => format!("No record in this list can be “{value}”."),
        FilterKey::Type => format!("No record in this list has the type “{value}”."),
        FilterKey::Service if known.is_empty() => {
            return "No record in this list belongs to a known service.".to_owned();
        }
        FilterKey::Service => format!("No record in this list belongs to “{value}”."),
        FilterKey::Problem if known.is_empty() => {
            return "No record in this list has a problem.".to_owned();
        }
        FilterKey::Problem => format!("No record in this list has the problem “{value}”."),
        _ => format!("No record in this list is in a group “{value}”."),
    };
    let mut names: Vec<String> = known.iter().take(MOST).map(|own| visible(own).into()).collect();
    if known.len() > MOST {
        names.push(format!("{} more", known.len() - MOST));
    }
    match names.is_empty() {
        true => nothing,
        false => format!("{nothing} It has: {}.", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(key: FilterKey, value: &str, known: &[&str]) -> String {
        let known = known.iter().map(|own| (*own).to_owned()).collect();
        unanswered(&Unanswered { key, value: value.into(), known }, true)
    }

    #[test]
    fn says_what_a_list_has_instead() {
        assert_eq!(
            told(FilterKey::Is, "undecided", &["added", "changed"]),
            "No record in this list can be “undecided”. It has: added, changed."
        );
        assert_eq!(
            told(FilterKey::Service, "x", &[]),
            "No record in this list belongs to a known service."
        );
        let many = ["A", "AAAA", "MX", "TXT", "NS", "CAA", "SRV", "DS", "LOC", "URI"];
        assert!(told(FilterKey::Type, "tx\u{200b}t", &many).ends_with("DS, 2 more."));
        assert!(!told(FilterKey::Type, "tx\u{200b}t", &many).contains('\u{200b}'));
    }
}
