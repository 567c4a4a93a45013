//! DKIM keys: what proves that a mail comes from whom it says (RFC 6376).

use data_encoding::BASE64_NOPAD;

use super::tags::Tags;

/// A DKIM key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dkim<'r> {
    /// The key.
    pub key: Key<'r>,
    /// The domain is only trying DKIM: mail that fails counts as unsigned (`t=y`).
    pub is_test: bool,
    /// The key signs only for exactly its domain (`t=s`).
    pub is_strict: bool,
    /// What the key is for, unless for all: `email`, for example (`s=`).
    pub services: Vec<&'r str>,
}

/// The public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'r> {
    /// An empty key: the selector has been revoked (RFC 6376, section 3.6.1).
    Revoked,
    /// An RSA key with this number of bits.
    Rsa(usize),
    /// An Ed25519 key (RFC 8463).
    Ed25519,
    /// A key of another algorithm.
    Other(&'r str),
    /// The key cannot be read.
    Unreadable,
}

impl<'r> Dkim<'r> {
    pub(super) fn of(tags: &Tags<'r>) -> Self {
        let flags = tags.list("t", ':');
        let services = tags.list("s", ':');
        Self {
            key: key(tags.get("k").unwrap_or("rsa"), tags.get("p")),
            is_test: flags.contains(&"y"),
            is_strict: flags.contains(&"s"),
            services: services.into_iter().filter(|service| *service != "*").collect(),
        }
    }
}

fn key<'r>(algorithm: &'r str, data: Option<&str>) -> Key<'r> {
    let Some(data) = data else { return Key::Unreadable };
    let digits: String = data.chars().filter(|c| !c.is_whitespace() && *c != '=').collect();
    if digits.is_empty() {
        return Key::Revoked;
    }
    let bytes = BASE64_NOPAD.decode(digits.as_bytes()).ok();
    match (algorithm.to_ascii_lowercase().as_str(), bytes) {
        (_, None) => Key::Unreadable,
        ("rsa", Some(bytes)) => rsa_bits(&bytes).map_or(Key::Unreadable, Key::Rsa),
        ("ed25519", Some(bytes)) if bytes.len() == 32 => Key::Ed25519,
        ("ed25519", Some(_)) => Key::Unreadable,
        _ => Key::Other(algorithm),
    }
}

/// The length of the modulus of an RSA key in DER: with its algorithm (RFC 5280, section 4.1) or bare (RFC
/// 8017, appendix A.1.1).
fn rsa_bits(key: &[u8]) -> Option<usize> {
    let (outer, _) = part(key, SEQUENCE)?;
    let numbers = match part(outer, SEQUENCE) {
        // The first byte of a bit string counts its unused bits.
        Some((_, rest)) => part(part(rest, BIT_STRING)?.0.get(1..)?, SEQUENCE)?.0,
        None => outer,
    };
    let (modulus, _) = part(numbers, INTEGER)?;
    let start = modulus.iter().position(|byte| *byte != 0)?;
    let first = modulus.get(start)?;
    Some((modulus.len() - start) * 8 - first.leading_zeros() as usize)
}

const INTEGER: u8 = 2;
const BIT_STRING: u8 = 3;
const SEQUENCE: u8 = 0x30;

/// The content of the DER value that the bytes begin with, and the bytes after it.
fn part(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (own, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        // A long length: so many bytes follow (X.690, section 8.1.3.5).
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            (digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), rest)
        }
        _ => (usize::from(*length), rest),
    };
    rest.split_at_checked(length).filter(|_| *own == tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Dkim<'_> {
        Dkim::of(&Tags::read(text))
    }

    /// The head of an RSA key of 2048 bits, with a modulus of ones.
    fn rsa(bits: usize, with_algorithm: bool) -> String {
        let der = |tag: u8, content: &[u8]| {
            let length = content.len() as u16;
            [&[tag, 0x82][..], &length.to_be_bytes(), content].concat()
        };
        let numbers = [der(INTEGER, &[&[0][..], &vec![0xff; bits / 8]].concat()), vec![2, 1, 3]];
        let key = der(SEQUENCE, &numbers.concat());
        let whole = match with_algorithm {
            false => key,
            true => {
                let bits = der(BIT_STRING, &[&[0][..], &key].concat());
                der(SEQUENCE, &[der(SEQUENCE, &[5, 0]), bits].concat())
            }
        };
        data_encoding::BASE64.encode(&whole)
    }

    #[test]
    fn reads_the_size_of_a_key() {
        for (bits, with_algorithm) in [(1024, true), (2048, true), (2048, false), (4096, true)] {
            let text = format!("v=DKIM1; k=rsa; p={}", rsa(bits, with_algorithm));
            assert_eq!(read(&text).key, Key::Rsa(bits));
        }
        let ed = "v=DKIM1; k=ed25519; p=KG0Mb+xjxpgGLT0J4XGWVkyWN6WzJ2OHOwhcMgULju8=";
        assert_eq!(read(ed).key, Key::Ed25519);
    }

    #[test]
    fn tells_a_revoked_key_from_one_that_cannot_be_read() {
        assert_eq!(read("v=DKIM1; p=").key, Key::Revoked);
        assert_eq!(read("v=DKIM1; p= ; t=y:s").key, Key::Revoked);
        assert_eq!(read("v=DKIM1; k=rsa").key, Key::Unreadable);
        assert_eq!(read("v=DKIM1; p=???").key, Key::Unreadable);
        assert_eq!(read("v=DKIM1; p=AAAA").key, Key::Unreadable);
        assert_eq!(read("v=DKIM1; k=new; p=AAAA").key, Key::Other("new"));
    }

    #[test]
    fn reads_flags_and_services() {
        let key = read("p=; t=y : s; s=email : *");
        assert!(key.is_test && key.is_strict);
        assert_eq!(key.services, ["email"]);
    }

    proptest! {
        #[test]
        fn reads_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..99)) {
            let _ = rsa_bits(&bytes);
            let _ = rsa_bits(&[&[SEQUENCE, 0x82, 0, 60][..], &bytes].concat());
        }
    }
}
