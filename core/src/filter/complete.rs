//! Completes the term at the end of a filter while it is typed. Plain words are left alone.

use super::{FilterKey, Term, Value, last_token};
use crate::lower::lower;

/// How many completions are offered at once.
const MOST: usize = 8;
/// A word this short is no beginning of a key.
const SHORT: usize = 2;

/// Something that completes a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// A key; its value is still to be typed.
    Key(FilterKey),
    /// A whole term.
    Value(FilterKey, Value),
}

/// What completes a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// The best one first.
    pub list: Vec<Offer>,
    /// Whether the first one is meant unless another is chosen: a term with a key of few values is begun, and
    /// names none of them yet.
    pub is_first_meant: bool,
}

impl Offer {
    /// The term as it is typed.
    #[must_use]
    pub fn term(&self) -> String {
        match self {
            Self::Key(key) => [key.word(), ":"].concat(),
            Self::Value(key, value) => Term::typed(*key, &value.text),
        }
    }
}

/// What completes a typed filter. `values` are those of a key that may match what is typed of the value, in
/// lower case.
#[must_use]
pub fn offers(text: &str, values: impl FnOnce(FilterKey, &str) -> Vec<Value>) -> Offers {
    let token = last_token(text);
    let bare = token.strip_prefix('-').unwrap_or(token);
    let typed = bare.split_once(':').map(|(key, value)| (FilterKey::of(key), value));
    match typed {
        Some((Some(key), value)) => {
            let value = lower(value.trim_matches('"'));
            let all = values(key, &value);
            of_value(key, &value, all)
        }
        None if bare.len() >= SHORT => {
            let begins = |key: &FilterKey| {
                let start = key.word().get(..bare.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(bare))
            };
            let keys = FilterKey::ALL.into_iter().filter(begins);
            Offers { list: keys.map(Offer::Key).collect(), is_first_meant: false }
        }
        _ => Offers::default(),
    }
}

fn of_value(key: FilterKey, typed: &str, all: Vec<Value>) -> Offers {
    let is_whole = all.iter().any(|own| lower(&own.text) == typed);
    let matching = all.into_iter().filter(|own| lower(&own.text).contains(typed));
    // What begins so goes first; otherwise the order stays.
    let (mut list, rest): (Vec<Value>, Vec<Value>) =
        matching.partition(|own| lower(&own.text).starts_with(typed));
    list.extend(rest);
    if is_whole && list.len() == 1 {
        list.clear();
    }
    list.truncate(MOST);
    let list: Vec<Offer> = list.into_iter().map(|value| Offer::Value(key, value)).collect();
    Offers { is_first_meant: key.is_closed() && !is_whole && !list.is_empty(), list }
}

/// The filter once an offer is taken: a whole term is followed by a space.
#[must_use]
pub fn completed(text: &str, offer: &Offer) -> String {
    let token = last_token(text);
    let before = text.get(..text.len() - token.len()).unwrap_or_default();
    let minus = if token.starts_with('-') { "-" } else { "" };
    let after = if matches!(offer, Offer::Value(..)) { " " } else { "" };
    [before, minus, &offer.term(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::super::Filter;
    use super::*;
    use proptest::prelude::*;

    fn values(key: FilterKey, _: &str) -> Vec<Value> {
        let texts: &[&str] = match key {
            FilterKey::Type => &["A", "AAAA", "MX"],
            FilterKey::Service => &["Google Workspace", "Microsoft 365"],
            FilterKey::Name => &["@", "blog", "www"],
            FilterKey::Is => &["new", "undecided"],
            _ => &[],
        };
        texts.iter().map(|text| Value { text: (*text).into(), rows: 1 }).collect()
    }

    fn terms(text: &str) -> (Vec<String>, bool) {
        let Offers { list, is_first_meant } = offers(text, values);
        (list.iter().map(Offer::term).collect(), is_first_meant)
    }

    #[test]
    fn offers_the_values_of_a_key() {
        for (text, expected, is_first_meant) in [
            ("type:", vec!["type:A", "type:AAAA", "type:MX"], true),
            ("www type:M", vec!["type:MX"], true),
            ("type:x", vec!["type:MX"], true),
            ("type:mx", vec![], false),
            ("type:a", vec!["type:A", "type:AAAA"], false),
            ("-is:un", vec!["is:undecided"], true),
            ("service:\"micro", vec!["service:\"Microsoft 365\""], true),
            ("service:\"Microsoft 365\"", vec![], false),
            ("name:b", vec!["name:blog"], false),
            ("type:mx ", vec![], false),
            ("content:x", vec![], false),
        ] {
            let (terms, meant) = terms(text);
            assert_eq!(terms, expected, "{text}");
            assert_eq!(meant, is_first_meant, "{text}");
        }
    }

    #[test]
    fn offers_keys_for_their_beginning_and_nothing_for_other_words() {
        assert_eq!(terms("ty"), (vec!["type:".into()], false));
        assert_eq!(terms("mail -pr"), (vec!["problem:".into(), "priority:".into()], false));
        for plain in ["t", "www", "mail", "types", "192.0.2", "v=spf1 include:x", "", "is new", "ü"]
        {
            assert_eq!(terms(plain).0, Vec::<String>::new(), "{plain}");
        }
    }

    #[test]
    fn takes_the_place_of_what_was_typed() {
        let take = |text: &str| completed(text, &offers(text, values).list[0]);
        assert_eq!(take("www  ty"), "www  type:");
        assert_eq!(take("www type:m"), "www type:MX ");
        assert_eq!(take("-service:micro"), "-service:\"Microsoft 365\" ");
    }

    proptest! {
        #[test]
        fn what_is_taken_stands_in_the_filter(text in "[a-z:\"\\- ]{0,20}") {
            for offer in offers(&text, values).list {
                let after = completed(&text, &offer);
                if let Offer::Value(key, value) = &offer {
                    let filter = Filter::read(&after, &[]);
                    let wanted = lower(&value.text);
                    prop_assert!(filter.of(*key).any(|term| term.value == wanted));
                    prop_assert!(offers(&after, values).list.is_empty());
                }
            }
        }
    }
}
