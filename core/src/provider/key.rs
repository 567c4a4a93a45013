//! The user's key. It never shows itself: `Debug` is redacted, there is no `Display` and no
//! `Serialize`, and its bytes are overwritten when it is dropped.

use std::fmt;

/// An API key in memory.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Vec<u8>);

impl ApiKey {
    /// Takes the key as the user entered it, without surrounding white space; none if nothing is
    /// left or if it holds a character that no HTTP header can carry (RFC 9110, section 5.5).
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = !text.is_empty() && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
        fits.then(|| Self(text.as_bytes().to_vec()))
    }

    /// The key itself, for the one header that carries it and the one store that keeps it.
    #[must_use]
    pub fn expose(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// A text without the key, wherever it stands in it.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let (mut rest, mut told) = (text.as_bytes(), Vec::with_capacity(text.len()));
        while let [first, after @ ..] = rest {
            // A key is never empty, and none begins within a letter of several bytes.
            if let Some(after) = rest.strip_prefix(&*self.0) {
                told.extend_from_slice("…".as_bytes());
                rest = after;
            } else {
                told.push(*first);
                rest = after;
            }
        }
        String::from_utf8(told).unwrap_or_default()
    }

    fn overwrite(&mut self) {
        self.0.fill(0);
        // Keeps the overwriting from being removed as a write that nobody reads.
        std::hint::black_box(&self.0);
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

impl Drop for ApiKey {
    fn drop(&mut self) {
        self.overwrite();
    }
}

#[cfg(test)]
mod tests {
    use super::ApiKey;

    #[test]
    fn debug_does_not_show_the_key() {
        let key = ApiKey::new("secret").unwrap();
        assert!(!format!("{key:?}").contains("secret"));
    }

    #[test]
    fn its_bytes_are_overwritten() {
        let mut key = ApiKey::new("secret").unwrap();
        key.overwrite();
        assert_eq!(key.0, [0; 6]);
        // So the same is done when it is dropped, which is the only thing that drop does.
        assert!(std::mem::needs_drop::<ApiKey>());
    }

    #[test]
    fn a_text_is_told_without_the_key() {
        let key = ApiKey::new("se-1").unwrap();
        for (text, told) in [
            ("", ""),
            ("nothing", "nothing"),
            ("se-1", "…"),
            ("ä se-1 ö se-1se-1 se-", "ä … ö …… se-"),
            ("sse-1", "s…"),
        ] {
            assert_eq!(key.redact(text), told);
        }
    }

    #[test]
    fn takes_what_a_header_can_carry() {
        assert_eq!(ApiKey::new("  abc-1_2 \n").unwrap().expose(), "abc-1_2");
        for bad in ["", "   ", "a b", "a\nb", "schlüssel"] {
            assert!(ApiKey::new(bad).is_none(), "{bad:?}");
        }
    }
}
