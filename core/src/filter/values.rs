//! What the terms of a filter can name in a list, and which of them a list cannot answer.

use super::{Filter, FilterKey, Term};
use crate::lower::lower;
use crate::record::RecordType;

/// A value that rows of a list have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// As it is shown.
    pub text: String,
    /// How many rows have it; 0 if that is not known.
    pub rows: usize,
}

/// A term that names nothing in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswered {
    /// What the term is about.
    pub key: FilterKey,
    /// What it names.
    pub value: String,
    /// What it could name.
    pub known: Vec<String>,
}

/// The places of the marks that a value means: the one with this word, or else all whose words begin so, as
/// while the word is typed.
#[must_use]
pub fn meant_marks(value: &str, words: &[&str]) -> Vec<usize> {
    let all = || words.iter().enumerate();
    let exact = all().find(|(_, word)| word.eq_ignore_ascii_case(value));
    match exact {
        Some((place, _)) => vec![place],
        None => all().filter(|(_, own)| begins(own, value)).map(|(place, _)| place).collect(),
    }
}

/// The places of the types that a value means: the one of this name. What is no type means all that begin so.
#[must_use]
pub fn meant_types(value: &str, types: &[RecordType]) -> Vec<usize> {
    let rtype = RecordType::parse(value);
    let is_whole = !matches!(rtype, RecordType::Other(_)) || types.contains(&rtype);
    let is_meant = |own: &RecordType| match is_whole {
        true => *own == rtype,
        false => begins(own.raw(), value),
    };
    let all = types.iter().enumerate();
    all.filter(|(_, own)| is_meant(own)).map(|(place, _)| place).collect()
}

/// The first term that names nothing that a list has. `values` are those of a key.
#[must_use]
pub fn unanswered(filter: &Filter, values: impl Fn(FilterKey) -> Vec<Value>) -> Option<Unanswered> {
    filter.terms.iter().find_map(|term| {
        let Term { key, value, .. } = term;
        let is_named = matches!(
            key,
            FilterKey::Type
                | FilterKey::Is
                | FilterKey::Problem
                | FilterKey::Service
                | FilterKey::Group
        );
        let known: Vec<String> = match is_named {
            true => values(*key).into_iter().map(|own| own.text).collect(),
            false => return None,
        };
        let is_meant = match key {
            FilterKey::Type => {
                let types: Vec<_> = known.iter().map(|own| RecordType::parse(own)).collect();
                !meant_types(value, &types).is_empty()
            }
            FilterKey::Is => known.iter().any(|own| begins(own, value)),
            _ => known.iter().any(|own| lower(own).contains(value)),
        };
        (!is_meant).then(|| Unanswered { key: *key, value: value.clone(), known })
    })
}

fn begins(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 4] = ["undecided", "accepted", "new", "newest"];

    fn types(names: &[&str]) -> Vec<RecordType> {
        names.iter().map(|name| RecordType::parse(name)).collect()
    }

    #[test]
    fn a_mark_is_meant_by_its_word_or_by_how_that_begins() {
        assert_eq!(meant_marks("undecided", &WORDS), [0]);
        assert_eq!(meant_marks("un", &WORDS), [0]);
        assert_eq!(meant_marks("new", &WORDS), [2]);
        assert_eq!(meant_marks("ne", &WORDS), [2, 3]);
        assert!(meant_marks("deleted", &WORDS).is_empty());
    }

    #[test]
    fn a_whole_type_means_no_longer_one() {
        let types = types(&["AAAA", "MX", "CNAME", "CAA", "ALIAS"]);
        assert_eq!(meant_types("mx", &types), [1]);
        assert_eq!(meant_types("c", &types), [2, 3]);
        assert_eq!(meant_types("al", &types), [4]);
        assert!(meant_types("a", &types).is_empty(), "A is a type of its own");
        assert!(meant_types("txt", &types).is_empty());
    }

    #[test]
    fn tells_the_first_term_that_the_list_has_no_answer_to() {
        let value = |text: &str| Value { text: text.into(), rows: 1 };
        let values = |key| match key {
            FilterKey::Type => vec![value("A"), value("MX")],
            FilterKey::Is => vec![value("new")],
            FilterKey::Service => vec![value("Microsoft 365")],
            FilterKey::Group => vec![value("Mail"), value("Website")],
            _ => Vec::new(),
        };
        let of = |text| unanswered(&Filter::read(text, &["new"]), values);
        for answered in
            ["type:m is:n -new service:\"microsoft 365\" group:mail", "name:x ttl:9 note:y www", ""]
        {
            assert_eq!(of(answered), None, "{answered}");
        }
        let told = |text| of(text).map(|own| (own.key, own.value, own.known.len()));
        assert_eq!(told("www is:undecided"), Some((FilterKey::Is, "undecided".into(), 1)));
        assert_eq!(told("-is:old"), Some((FilterKey::Is, "old".into(), 1)));
        assert_eq!(told("type:aaaa"), Some((FilterKey::Type, "aaaa".into(), 2)));
        assert_eq!(told("group:mial"), Some((FilterKey::Group, "mial".into(), 2)));
        assert_eq!(told("problem:x"), Some((FilterKey::Problem, "x".into(), 0)));
    }
}
