//! The language of the text filter: plain words, and terms such as `type:mx`, `-proxied`, `is:undecided`
//! or `problem:"Proxied service name"`. A word with an unknown key stays a plain word, so that values with
//! colons (`include:`, `ip6:`) can be searched as they stand.

mod complete;
mod values;

pub use complete::{Offer, Offers, completed, offers};
pub use values::{Unanswered, Value, meant_marks, meant_types, unanswered};

use crate::lower::lower;

/// What a term is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FilterKey {
    /// The record's type, complete.
    Type,
    /// The owner name; `@` is the apex.
    Name,
    /// The content.
    Content,
    /// The TTL as it is shown.
    Ttl,
    /// The priority, complete.
    Priority,
    /// The note.
    Note,
    /// A mark of the row, such as `undecided` or `new`.
    Is,
    /// The name of the problem.
    Problem,
    /// The service that the record belongs to.
    Service,
    /// What the record is for.
    Group,
}

impl FilterKey {
    /// All keys, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Type,
        Self::Name,
        Self::Content,
        Self::Is,
        Self::Problem,
        Self::Group,
        Self::Service,
        Self::Ttl,
        Self::Priority,
        Self::Note,
    ];

    /// The word before the colon.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Name => "name",
            Self::Content => "content",
            Self::Ttl => "ttl",
            Self::Priority => "priority",
            Self::Note => "note",
            Self::Is => "is",
            Self::Problem => "problem",
            Self::Service => "service",
            Self::Group => "group",
        }
    }

    /// Whether a list has few values for it, of which a term names one.
    #[must_use]
    pub fn is_closed(self) -> bool {
        !matches!(self, Self::Name | Self::Content | Self::Note)
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.word().eq_ignore_ascii_case(word))
    }
}

/// A part of a filter that is about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it is about.
    pub key: FilterKey,
    /// The value in lower case, without its quotes; never empty.
    pub value: String,
    /// Whether rows that match are left out.
    pub is_negated: bool,
}

/// A filter that was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The plain words, as they were typed.
    pub words: String,
    /// The terms; a row must meet all of them.
    pub terms: Vec<Term>,
}

impl Filter {
    /// Reads what was typed. Every text is a filter. `flags` are the words that mean `is:` by themselves once
    /// a minus stands before them, as in `-proxied`; other words with a minus, such as SPF's `-all`, stay
    /// plain.
    #[must_use]
    pub fn read(text: &str, flags: &[&str]) -> Self {
        let mut filter = Self::default();
        for token in tokens(text) {
            match term(token, flags) {
                Some(term) if term.value.is_empty() => {}
                Some(term) => filter.terms.push(term),
                None if filter.words.is_empty() => filter.words.push_str(token),
                None => filter.words.extend([" ", token]),
            }
        }
        filter
    }

    /// The terms with this key.
    pub fn of(&self, key: FilterKey) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |term| term.key == key)
    }
}

impl Term {
    /// The term as it is typed.
    #[must_use]
    pub fn typed(key: FilterKey, value: &str) -> String {
        let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
        [key.word(), ":", quote, value, quote].concat()
    }
}

/// Adds a term to a typed filter, or removes it if it is there.
#[must_use]
pub fn toggled(text: &str, term: &str) -> String {
    let has_it = tokens(text).any(|token| token.eq_ignore_ascii_case(term));
    let rest = tokens(text).filter(|token| !token.eq_ignore_ascii_case(term));
    rest.chain((!has_it).then_some(term)).collect::<Vec<_>>().join(" ")
}

/// Whether a typed filter has this term.
#[must_use]
pub fn has_term(text: &str, term: &str) -> bool {
    tokens(text).any(|token| token.eq_ignore_ascii_case(term))
}

/// The token that is being typed at the end of a text; empty after white space.
#[must_use]
pub fn last_token(text: &str) -> &str {
    tokens(text).last().filter(|token| text.ends_with(token)).unwrap_or_default()
}

/// The pieces between white space. White space within quotes that follow a colon belongs to its piece.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let (mut is_quoted, mut before) = (false, ' ');
        let is_end = |c: char| {
            if c == '"' && (is_quoted || before == ':') {
                is_quoted = !is_quoted;
            }
            before = c;
            c.is_whitespace() && !is_quoted
        };
        let end = rest.find(is_end).unwrap_or(rest.len());
        let (token, left) = rest.split_at(end);
        rest = left;
        Some(token)
    })
}

fn term(token: &str, flags: &[&str]) -> Option<Term> {
    let bare = token.strip_prefix('-');
    let is_negated = bare.is_some();
    let bare = bare.unwrap_or(token);
    if let Some(flag) = flags.iter().find(|flag| is_negated && flag.eq_ignore_ascii_case(bare)) {
        return Some(Term { key: FilterKey::Is, value: lower(flag), is_negated });
    }
    let (key, value) = bare.split_once(':')?;
    let key = FilterKey::of(key)?;
    Some(Term { key, value: lower(value.trim_matches('"')), is_negated })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Filter {
        Filter::read(text, &["proxied", "new"])
    }

    fn terms(text: &str) -> Vec<(FilterKey, String, bool)> {
        let terms = read(text).terms.into_iter();
        terms.map(|term| (term.key, term.value, term.is_negated)).collect()
    }

    #[test]
    fn reads_words_and_terms() {
        let filter = read("mail type:MX -proxied name:@ service:\"Microsoft 365\" -is:new");
        assert_eq!(filter.words, "mail");
        assert_eq!(
            terms("mail type:MX -proxied name:@ service:\"Microsoft 365\" -is:new"),
            [
                (FilterKey::Type, "mx".into(), false),
                (FilterKey::Is, "proxied".into(), true),
                (FilterKey::Name, "@".into(), false),
                (FilterKey::Service, "microsoft 365".into(), false),
                (FilterKey::Is, "new".into(), true),
            ]
        );
    }

    #[test]
    fn values_that_look_like_terms_stay_words() {
        for text in
            ["v=spf1 include:x.example -all", "ip6:2001:db8::1", "a:b", "-proxied-x", ":", "-"]
        {
            assert_eq!(read(text).words, text);
            assert_eq!(terms(text), []);
        }
    }

    #[test]
    fn a_term_without_a_value_filters_nothing_while_it_is_typed() {
        assert_eq!(read("type: www"), read("www"));
        assert_eq!(read("problem:\""), Filter::default());
    }

    #[test]
    fn a_term_is_added_and_removed_as_it_stands() {
        let term = Term::typed(FilterKey::Problem, "Mixed TTLs");
        assert_eq!(term, "problem:\"Mixed TTLs\"");
        let with = toggled("www  type:a", &term);
        assert_eq!(with, "www type:a problem:\"Mixed TTLs\"");
        assert!(has_term(&with, &term));
        assert_eq!(toggled(&with, &term), "www type:a");
        assert_eq!(toggled("", "is:new"), "is:new");
    }

    #[test]
    fn knows_what_is_being_typed() {
        assert_eq!(last_token("www typ"), "typ");
        assert_eq!(last_token("www "), "");
        assert_eq!(last_token("service:\"Micro so"), "service:\"Micro so");
        assert_eq!(last_token(""), "");
    }

    proptest! {
        #[test]
        fn every_text_is_a_filter_and_loses_no_plain_word(text in "[a-z:\"\\- ]{0,30}") {
            let filter = read(&text);
            for word in text.split_whitespace().filter(|word| !word.contains([':', '-', '"'])) {
                prop_assert!(
                    filter.words.contains(word)
                        || filter.terms.iter().any(|term| term.value.contains(word))
                );
            }
        }

        #[test]
        fn a_typed_term_reads_back(value in "[a-z]{1,6}( [a-z0-9]{1,5})?") {
            for key in FilterKey::ALL {
                let filter = read(&Term::typed(key, &value));
                let expected = Term { key, value: value.clone(), is_negated: false };
                prop_assert_eq!(filter.terms, [expected]);
            }
        }
    }
}
