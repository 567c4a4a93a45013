//! Where a word stands in a text: eight places at a time are looked at, each for the first and the last
//! byte of the word. The standard library's search is made for hostile words, costs the page 3 kB more
//! with what it says when it fails, and is no faster for what people type.

/// A number whose bytes are all 1, and one whose bytes have their highest bit only.
const ONES: u64 = u64::MAX / 255;
const HIGHS: u64 = ONES << 7;

/// A word that is looked for.
pub struct Word<'w> {
    word: &'w [u8],
    /// Its first and its last byte, eight times each.
    first: u64,
    last: u64,
}

impl<'w> Word<'w> {
    /// Makes ready to look for a word.
    pub fn new(word: &'w str) -> Self {
        let word = word.as_bytes();
        let eight = |byte: Option<&u8>| u64::from(byte.copied().unwrap_or_default()) * ONES;
        Self { word, first: eight(word.first()), last: eight(word.last()) }
    }

    /// Where the word stands next in the text, from this byte on. An empty word stands nowhere.
    pub fn next_in(&self, text: &[u8], from: usize) -> Option<usize> {
        let to_last = self.word.len().checked_sub(1)?;
        let mut at = from;
        while let (Some(first), Some(last)) = (eight_at(text, at), eight_at(text, at + to_last)) {
            // A byte of this is zero where both bytes are the word's; the lowest one is found exactly.
            let other = (first ^ self.first) | (last ^ self.last);
            let zeros = other.wrapping_sub(ONES) & !other & HIGHS;
            if zeros == 0 {
                at += 8;
                continue;
            }
            at += zeros.trailing_zeros() as usize / 8;
            if self.is_at(text, at) {
                return Some(at);
            }
            at += 1;
        }
        (at..(text.len() + 1).saturating_sub(self.word.len())).find(|at| self.is_at(text, *at))
    }

    fn is_at(&self, text: &[u8], at: usize) -> bool {
        text.get(at..at + self.word.len()) == Some(self.word)
    }
}

/// Eight bytes of a text from this one on, the first one as the lowest.
fn eight_at(text: &[u8], at: usize) -> Option<u64> {
    text.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
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
