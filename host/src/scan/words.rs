//! The names that a scan asks about. It guesses no others.

/// One name a line, relative to the zone.
const LIST: &str = include_str!("../../words.txt");

/// The names, in the order of the list.
pub fn all() -> impl Iterator<Item = &'static str> {
    LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, str::FromStr};

    use hickory_proto::rr::Name;

    use super::*;

    #[test]
    fn every_word_is_a_name_and_occurs_once() {
        let mut seen = HashSet::new();
        for word in all() {
            assert!(Name::from_str(word).is_ok(), "{word}");
            assert!(seen.insert(word), "{word} stands twice");
        }
        assert!(seen.len() > 200);
    }
}
