//! A key bound to its provider and to the address it was entered for. The three stay together: a key is
//! never sent to another address, and no part of a request can change the host.

use super::{ApiError, ApiKey, Garbled, Provider, Refusal, Trouble};
use crate::address::{self, Misfit};

/// A provider with its address and key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    provider: Provider,
    address: String,
    key: ApiKey,
}

/// Why the entered values make no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The address is unusable.
    Address(Misfit),
    /// The address is the API of this other provider.
    Other(Provider),
    /// The key contains characters that no header can carry, or is empty.
    Key,
}

impl Connection {
    /// Binds an entered key to a provider and an entered address.
    ///
    /// # Errors
    /// [`Unfit`] if one of them is unusable.
    pub fn new(provider: Provider, address: &str, key: &str) -> Result<Self, Unfit> {
        let address = address::check(address).map_err(Unfit::Address)?;
        match Provider::of_address(&address) {
            Some(other) if other != provider => return Err(Unfit::Other(other)),
            _ => {}
        }
        Ok(Self { provider, address, key: ApiKey::new(key).ok_or(Unfit::Key)? })
    }

    /// The provider.
    #[must_use]
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// The API address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The other provider that evidently issued this key, judging by its format. The page asks before it
    /// sends such a key.
    #[must_use]
    pub fn foreign(&self) -> Option<Provider> {
        self.key.issuer().filter(|issuer| *issuer != self.provider)
    }

    /// The key in clear text, for the key store only.
    #[must_use]
    pub fn expose_key(&self) -> &str {
        self.key.expose()
    }

    /// The complete URL of a path, and the header that carries the key, by name and value. `None` if the path
    /// does not start with a slash: appended to the host name, it would change the host.
    #[must_use]
    pub fn sign(&self, path: &str) -> Option<(String, (&'static str, String))> {
        path.starts_with('/')
            .then(|| ([&self.address, path].concat(), self.provider.auth_header(&self.key)))
    }

    /// Removes the key from an error, in case the provider's message repeats it.
    #[must_use]
    pub fn redact(&self, mut error: ApiError) -> ApiError {
        let request = match &mut error {
            ApiError::Conflict(refusal) | ApiError::Refused(refusal) => {
                let Refusal { code, field, message, request, .. } = refusal;
                for words in [Some(message), code.as_mut(), field.as_mut()].into_iter().flatten() {
                    *words = self.key.redact(words.raw()).into();
                }
                request
            }
            ApiError::Server(Trouble { request, .. })
            | ApiError::Malformed(Garbled { request, .. }) => request,
            _ => return error,
        };
        if let Some(request) = request {
            *request = self.key.redact(request.as_str()).into();
        }
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Refusal;

    fn connection(address: &str) -> Connection {
        Connection::new(Provider::Bunny, address, "sec-ret").unwrap()
    }

    #[test]
    fn sends_a_key_only_to_its_own_address() {
        let connection = connection("https://api.example/");
        let (url, (name, value)) = connection.sign("/dnszone?page=1").unwrap();
        assert_eq!(url, "https://api.example/dnszone?page=1");
        assert_eq!((name, &*value), ("AccessKey", "sec-ret"));
        for path in ["", "dnszone", ".evil.example/", "@evil.example/", ":1/", "\\x", "?x", "#x"] {
            assert_eq!(connection.sign(path), None, "{path}");
        }
    }

    #[test]
    fn checks_an_address_and_a_key_before_it_binds_them() {
        let new = |address, key| Connection::new(Provider::Cloudflare, address, key).unwrap_err();
        assert_eq!(new("http://api.example", "k"), Unfit::Address(Misfit::Plain));
        assert_eq!(new("ftp://api.example", "k"), Unfit::Address(Misfit::Other));
        assert_eq!(new("https://api.example", " "), Unfit::Key);
        for address in ["https://api.bunny.net", "relay/bunny"] {
            assert_eq!(new(address, "k"), Unfit::Other(Provider::Bunny), "{address}");
        }
    }

    #[test]
    fn recognises_a_key_of_the_other_provider() {
        let of = |provider, key| Connection::new(provider, "https://a.example", key).unwrap();
        let (token, account) = ("cfut_AbC1", "0f8fad5b-d9cb-469f-a165-70867728950e");
        let (bunny, cloudflare) = (Provider::Bunny, Provider::Cloudflare);
        assert_eq!(of(bunny, token).foreign(), Some(cloudflare));
        assert_eq!(of(cloudflare, token).foreign(), None);
        assert_eq!(of(cloudflare, account).foreign(), Some(bunny));
        assert_eq!(of(bunny, account).foreign(), None);
        assert_eq!(of(bunny, "sandbox-1").foreign(), None);
    }

    #[test]
    fn debug_output_hides_the_key() {
        assert!(!format!("{:?}", connection("https://api.example")).contains("sec-ret"));
    }

    #[test]
    fn redacts_the_key_from_the_providers_answers() {
        let refusal = Refusal {
            status: 400,
            code: Some("sec-ret".into()),
            field: Some("x".into()),
            message: "The key sec-ret is wrong, sec-ret!".into(),
            request: Some("id-sec-ret".into()),
        };
        let connection = connection("https://api.example");
        for error in [ApiError::Refused(refusal.clone()), ApiError::Conflict(refusal)] {
            let redacted = connection.redact(error);
            let refusal = redacted.refusal().unwrap().clone();
            assert_eq!(refusal.message.raw(), "The key … is wrong, …!");
            assert_eq!((refusal.code, refusal.field), (Some("…".into()), Some("x".into())));
            assert_eq!(refusal.request, Some("id-…".into()));
        }
        for error in [ApiError::MALFORMED, ApiError::Server(500.into())] {
            let told = error.about(b"", Some(&"sec-ret".into()));
            assert!(!format!("{:?}", connection.redact(told)).contains("sec-ret"));
        }
        assert_eq!(connection.redact(ApiError::Timeout), ApiError::Timeout);
    }
}
