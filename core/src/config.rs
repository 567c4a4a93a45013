//! What the host of the page says of itself in its `config.json`: which addresses the APIs have here,
//! and whether there is a sandbox. A bare static host says nothing, and the public addresses hold.
//! What is not known here is left alone, and what cannot be used counts as not said.

use crate::address;
use crate::provider::Provider;
use crate::provider::lenient::{self, Node};

/// The host's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// What is said of each provider, in the order of [`Provider::ALL`].
    providers: [Addresses; Provider::ALL.len()],
    sandbox_key: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Addresses {
    address: Option<String>,
    sandbox: Option<String>,
}

impl Config {
    /// Reads the file; one that is none says nothing.
    #[must_use]
    pub fn read(body: &[u8]) -> Self {
        let file = lenient::read_object(body, &["providers", "sandboxKey"]).unwrap_or(Node::Null);
        let of = |provider: Provider| {
            let node = file.get("providers").get(provider.slug());
            let address = |name| node.get(name).text().and_then(address::parse);
            // A stranger's file could name any address, so only one of the page's own site counts.
            let own = |address: &String| address::is_relative(address);
            Addresses { address: address("address"), sandbox: address("sandbox").filter(own) }
        };
        Self {
            providers: Provider::ALL.map(of),
            sandbox_key: file.get("sandboxKey").text().map(str::to_owned),
        }
    }

    /// The address that the page offers for a provider.
    #[must_use]
    pub fn address(&self, provider: Provider) -> String {
        let said = self.of(provider).and_then(|said| said.address.clone());
        said.unwrap_or_else(|| provider.public_address().to_owned())
    }

    /// The address and the key of the host's sandbox for a provider, if it has one.
    #[must_use]
    pub fn sandbox(&self, provider: Provider) -> Option<(String, String)> {
        Some((self.of(provider)?.sandbox.clone()?, self.sandbox_key.clone()?))
    }

    fn of(&self, provider: Provider) -> Option<&Addresses> {
        let all = Provider::ALL.iter().zip(&self.providers);
        all.into_iter().find(|(other, _)| **other == provider).map(|(_, said)| said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"providers":{"bunny":{"address":"api/bunny","sandbox":"sandbox/bunny"},
        "cloudflare":{"address":null,"sandbox":"https://stranger.example"}},
        "sandboxKey":"sandbox-demo","more":[{}]}"#;

    #[test]
    fn what_is_said_holds_and_the_rest_is_public() {
        let config = Config::read(WHOLE.as_bytes());
        assert_eq!(Some(config.address(Provider::Bunny)), address::parse("api/bunny"));
        assert_eq!(config.address(Provider::Cloudflare), Provider::Cloudflare.public_address());
        let (sandbox, key) = config.sandbox(Provider::Bunny).unwrap();
        assert_eq!((Some(sandbox), &*key), (address::parse("sandbox/bunny"), "sandbox-demo"));
    }

    #[test]
    fn a_sandbox_elsewhere_or_without_a_key_is_none() {
        assert_eq!(Config::read(WHOLE.as_bytes()).sandbox(Provider::Cloudflare), None);
        let keyless = WHOLE.replace("sandboxKey", "other");
        assert_eq!(Config::read(keyless.as_bytes()).sandbox(Provider::Bunny), None);
    }

    #[test]
    fn a_file_that_is_none_says_nothing() {
        for text in [
            "",
            "<html>",
            "[]",
            "null",
            "{}",
            r#"{"providers":7}"#,
            r#"{"providers":{"bunny":[]}}"#,
        ] {
            assert_eq!(Config::read(text.as_bytes()), Config::default(), "{text}");
        }
        assert_eq!(Config::default().address(Provider::Bunny), Provider::Bunny.public_address());
    }
}
