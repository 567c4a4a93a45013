//! Where a word stands in a text, by Horspool's method: it looks at the end of the word first and
//! mostly skips by its whole length. The standard library's search is made for hostile words, costs
//! the page 3 kB more with what it says when it fails, and is no faster for what people type.

/// A word that is looked for.
pub struct Word<'w> {
    word: &'w [u8],
    skips: [u8; 256],
}

impl<'w> Word<'w> {
    /// Makes ready to look for a word.
    pub fn new(word: &'w str) -> Self {
        Self { word: word.as_bytes(), skips: skips(word.as_bytes()) }
    }

    /// Where the word stands next in the text, from this byte on. An empty word stands nowhere.
    pub fn next_in(&self, text: &[u8], from: usize) -> Option<usize> {
        let end = self.word.last().copied()?;
        let mut at = from;
        loop {
            let window = text.get(at..at + self.word.len())?;
            let last = window.last().copied()?;
            if last == end && window == self.word {
                return Some(at);
            }
            at += self.skips.get(usize::from(last)).map_or(1, |&skip| usize::from(skip));
        }
    }
}

/// Where the word stands in the text, in bytes, without overlaps.
pub fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let (looked, mut from) = (Word::new(word), 0);
    std::iter::from_fn(move || {
        let at = looked.next_in(text.as_bytes(), from)?;
        from = at + word.len();
        Some(at)
    })
}

/// Whether the word stands in the text.
pub fn holds(text: &str, word: &str) -> bool {
    Word::new(word).next_in(text.as_bytes(), 0).is_some()
}

/// How far to go on when a window of the text ends with this byte: to where the word has it too.
fn skips(word: &[u8]) -> [u8; 256] {
    let far = |bytes: usize| u8::try_from(bytes).unwrap_or(u8::MAX);
    let mut skips = [far(word.len()).max(1); 256];
    for (place, &byte) in word.iter().enumerate().take(word.len().saturating_sub(1)) {
        if let Some(skip) = skips.get_mut(usize::from(byte)) {
            *skip = far(word.len() - 1 - place);
        }
    }
    skips
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_the_standard_library_finds(
            text in "[abä]{0,40}", word in "[abä]{1,5}", far in 0_usize..300,
        ) {
            let text = format!("{text}{}{word}{text}", "c".repeat(far));
            let expected: Vec<usize> = text.match_indices(&word).map(|(at, _)| at).collect();
            prop_assert_eq!(places(&text, &word).collect::<Vec<_>>(), expected);
        }

        #[test]
        fn long_words_are_found_too(before in 0_usize..600, length in 1_usize..600) {
            let word = "ab".repeat(length);
            let text = format!("{}{word}", "b".repeat(before));
            prop_assert_eq!(Word::new(&word).next_in(text.as_bytes(), 0), text.find(&word));
        }
    }

    #[test]
    fn an_empty_word_stands_nowhere() {
        assert!(!holds("text", "") && !holds("", "") && !holds("", "x"));
        assert!(holds("x", "x"));
    }
}
