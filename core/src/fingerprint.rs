//! A number that stands for a text: the same one in every build and on every machine, as a tab keeps it
//! over a reload of the page, maybe to a newer version. Hashers of the standard library and `rustc-hash`
//! promise no such thing, and a number needs an eighth of the text's memory.

/// How many digits a fingerprint is written in.
pub const DIGITS: usize = 13;
/// The digits: five bits each, in letters that JSON does not escape.
const RADIX: u32 = 32;

/// The fingerprint of a text. Two texts may have the same one, by a chance of 1 in 2^64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a text: eight bytes at a time are multiplied into 128 bits, of which both halves
    /// count, as in wyhash.
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

    /// Writes it in [`DIGITS`] digits, the lowest first.
    pub fn push_to(self, text: &mut String) {
        let digits = (0..DIGITS).map(|place| (self.0 >> (5 * place)) as u32 % RADIX);
        text.extend(digits.filter_map(|digit| char::from_digit(digit, RADIX)));
    }

    /// Reads what was written; none of a text that is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = text.chars().rev().map(|digit| digit.to_digit(RADIX));
        // The last digit has four of the 64 bits, so that nothing is lost at the top.
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
