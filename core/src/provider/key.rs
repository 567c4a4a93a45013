//! The user's API key. It is never printed: `Debug` is redacted, `Display` and `Serialize` are missing,
//! and the memory is overwritten on drop. The format of a key may reveal its issuer.

use secrecy::{ExposeSecret, SecretString};

use super::Provider;

/// The prefixes of Cloudflare's keys: user tokens, account tokens, the Global API Key (provider document,
/// 1.1).
const PREFIXES: [&str; 3] = ["cfut_", "cfat_", "cfk_"];

/// The length of Cloudflare's older tokens, in letters and digits (provider document, 1.1).
const OLD_TOKEN: usize = 40;

/// The number of groups in a UUID; keys of bunny.net have more (provider document, 1.1).
const GROUPS: usize = 5;

/// Header names that are copied along with a key from documentation and shells.
const HEADERS: [&str; 3] = ["authorization:", "x-auth-key:", "accesskey:"];
const SCHEME: &str = "bearer";

/// An API key in memory.
#[derive(Clone, Debug)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Cleans up an entered key: removes white space, quotes, the header's name and `Bearer`. `None` if
    /// nothing is left, or if a character cannot occur in an HTTP header (RFC 9110, section 5.5).
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = bare(text);
        let fits = !text.is_empty() && text.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
        fits.then(|| Self(text.into()))
    }

    /// The key in clear text, for its header and for the key store only.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The provider that evidently issued the key, judging by its format. This is uncertain: bunny.net
    /// documents no format, and old formats stay valid. So use it to ask, not to refuse.
    #[must_use]
    pub fn issuer(&self) -> Option<Provider> {
        let key = self.expose();
        let begins = |prefix: &&str| has_prefix(key, prefix);
        if PREFIXES.iter().any(begins) || is_old_token(key) {
            return Some(Provider::Cloudflare);
        }
        is_grouped_hex(key).then_some(Provider::Bunny)
    }

    /// Removes the key from a text.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        text.replace(self.expose(), "…")
    }
}

impl PartialEq for ApiKey {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for ApiKey {}

/// Removes what is copied along with a key.
fn bare(text: &str) -> &str {
    let is_around = |c: char| {
        c.is_whitespace()
            || is_invisible(c)
            || matches!(c, '"' | '\'' | '`' | ',' | ';' | '“' | '”')
    };
    let mut rest = text.trim_matches(is_around);
    loop {
        let header = HEADERS.iter().find(|name| has_prefix(rest, name)).map(|name| name.len());
        let is_scheme = rest
            .split(char::is_whitespace)
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case(SCHEME));
        let Some(length) = header.or(is_scheme.then_some(SCHEME.len())) else { return rest };
        rest = rest.get(length..).unwrap_or_default().trim_matches(is_around);
    }
}

/// Invisible characters that editors and web pages leave in a text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Forty letters and digits in both cases; hexadecimal keys do not mix cases.
fn is_old_token(key: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let has = |which: fn(&u8) -> bool| key.bytes().any(|byte| which(&byte));
    key.len() == OLD_TOKEN
        && key.bytes().all(fits)
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

/// Hexadecimal in at least as many groups as a UUID.
fn is_grouped_hex(key: &str) -> bool {
    let groups = || key.split('-').filter(|group| !group.is_empty());
    groups().count() >= GROUPS && groups().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::ApiKey;
    use crate::provider::Provider;

    #[test]
    fn debug_output_hides_the_key() {
        let key = ApiKey::new("secret").unwrap();
        assert!(!format!("{key:?}").contains("secret"));
    }

    #[test]
    fn zeroes_its_bytes_on_drop() {
        fn is_overwritten<T: secrecy::zeroize::ZeroizeOnDrop>(_: &T) {}
        is_overwritten(&ApiKey::new("secret").unwrap().0);
    }

    #[test]
    fn redacts_the_key_from_a_text() {
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
    fn accepts_only_keys_that_a_header_can_carry() {
        assert_eq!(ApiKey::new("  abc-1_2 \n").unwrap().expose(), "abc-1_2");
        for bad in ["", "   ", "a b", "a\nb", "schlüssel", "\"\"", "Bearer ", "Authorization:"] {
            assert!(ApiKey::new(bad).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn strips_what_is_copied_along_with_a_key() {
        for text in [
            "k-1",
            "\"k-1\"",
            "'k-1',",
            "`k-1`",
            "“k-1”",
            "Bearer k-1",
            "bearer  k-1",
            "Authorization: Bearer k-1",
            "\"Authorization: Bearer k-1\"",
            "AccessKey: k-1",
            "accesskey:k-1;",
            "\u{feff}k-1\u{200b}",
        ] {
            assert_eq!(ApiKey::new(text).unwrap().expose(), "k-1", "{text:?}");
        }
        // Only around it: a key may hold all of this.
        assert_eq!(ApiKey::new("k\"Bearer'1").unwrap().expose(), "k\"Bearer'1");
    }

    #[test]
    fn recognises_the_issuer_of_a_key_by_its_form() {
        let (cloudflare, bunny) = (Some(Provider::Cloudflare), Some(Provider::Bunny));
        for (key, issuer) in [
            ("cfut_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0123abcd", cloudflare),
            ("cfat_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0123abcd", cloudflare),
            ("cfk_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCd0123abcd", cloudflare),
            // Cut short, or in quotes.
            ("cfut_AbCd", cloudflare),
            ("Bearer cfut_AbCd", cloudflare),
            ("\"cfat_AbCd\"", cloudflare),
            ("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-Az", cloudflare),
            ("0f8fad5b-d9cb-469f-a165-70867728950e7c9e6679-7425-40de-944b-e07fc1f90ae7", bunny),
            ("0f8fad5b-d9cb-469f-a16570867728-950e-7c9e", bunny),
            ("0F8FAD5B-D9CB-469F-A165-70867728950E", bunny),
            // Not plain enough.
            ("sandbox-0f8fad5b-d9cb-469f-a165-70867728950e", None),
            ("sandbox-429.0f8fad5b-d9cb-469f-a165-70867728950e", None),
            ("sandbox-0f8fad5bd9cb469fa16570867728950e", None),
            ("sandbox-demo.0f8fad5bd9cb469fa16570867728950e", None),
            ("0f8fad5b-d9cb-469f-a165", None),
            ("0123456789abcdef0123456789abcdef01234", None),
            ("abcdefghijklmnopqrstuvwxyz0123456789_-az", None),
            ("secret", None),
            ("cfut", None),
            ("xcfut_AbCd", None),
        ] {
            assert_eq!(ApiKey::new(key).unwrap().issuer(), issuer, "{key}");
        }
    }

    proptest! {
        #[test]
        fn distinguishes_keys_of_the_documented_forms(
            token in "cf(ut|at|k)_[0-9A-Za-z]{40}[0-9a-f]{8}",
            account in "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{20}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            sandbox in "sandbox(-[a-z0-9]{1,8})?[-.][0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        ) {
            let issuer = |key: &str| ApiKey::new(key).unwrap().issuer();
            prop_assert_eq!(issuer(&token), Some(Provider::Cloudflare));
            prop_assert_eq!(issuer(&account), Some(Provider::Bunny));
            prop_assert_eq!(issuer(&sandbox), None);
        }
    }
}
