//! A hash of a text that is stable across builds and machines, because a tab stores it across reloads and
//! updates of the page. The standard library and `rustc-hash` do not guarantee that. A hash takes an
//! eighth of the text's memory.

/// The number of digits of a fingerprint.
pub const DIGITS: usize = 13;
/// The radix: five bits per digit, with letters that JSON does not escape.
const RADIX: u32 = 32;

/// The fingerprint of a text. Two texts have the same one with a probability of 1 in 2^64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// Hashes a text: multiplies eight bytes at a time into 128 bits and folds both halves, as wyhash does.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mix = |one: u64, other: u64| {
            let both = u128::from(one) * u128::from(other);
            (both as u64) ^ (both >> 64) as u64
        };
        let mut chunks = text.as_bytes().chunks_exact(8);
        let mut hash = text.len() as u64 ^ 0x9E37_79B9_7F4A_7C15;
        for chunk in &mut chunks {
            hash =
                mix(hash ^ chunk.try_into().map_or(0, u64::from_le_bytes), 0xD6E8_FEB8_6659_FD93);
        }
        let rest =
            chunks.remainder().iter().rev().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
        Self(mix(hash ^ rest, 0xA076_1D64_78BD_642F))
    }

    /// Appends the fingerprint in [`DIGITS`] digits, least significant first.
    pub fn push_to(self, text: &mut String) {
        let digits = (0..DIGITS).map(|place| (self.0 >> (5 * place)) as u32 % RADIX);
        text.extend(digits.filter_map(|digit| char::from_digit(digit, RADIX)));
    }

    /// Parses a fingerprint; `None` if the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = text.chars().rev().map(|digit| digit.to_digit(RADIX));
        // The last digit holds four of the 64 bits, so nothing overflows.
        digits.try_fold(0, |hash: u64, digit| Some(hash << 5 | u64::from(digit?))).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_back_the_fingerprint_that_it_wrote(text in ".{0,40}") {
            let (own, mut written) = (Fingerprint::of(&text), String::new());
            own.push_to(&mut written);
            prop_assert_eq!(written.len(), DIGITS);
            prop_assert_eq!(Fingerprint::parse(&written), Some(own));
        }
    }

    #[test]
    fn a_text_has_the_same_fingerprint_in_every_version() {
        let written = |text: &str| {
            let mut written = String::new();
            Fingerprint::of(text).push_to(&mut written);
            written
        };
        assert_eq!(written("www.example.com A 192.0.2.1"), "hs7njnkt9c9bd");
        assert_eq!(written(""), "93bc83au791e6");
        assert_eq!(Fingerprint::parse("no hash!"), None);
    }
}
