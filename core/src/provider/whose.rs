//! Recognizes the provider of an address or of a zone id by its format, if that is unambiguous.

use super::{Provider, ZoneId};

impl Provider {
    /// The provider whose API, or whose relay on the page's own site, has this address.
    #[must_use]
    pub fn of_address(address: &str) -> Option<Self> {
        let address = address.to_ascii_lowercase();
        let is_below = |base: &str| {
            let rest = address.strip_prefix(base);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
        };
        Self::ALL.into_iter().find(|provider| {
            let host = provider.public_address().split('/').nth(2).unwrap_or_default();
            let relay = provider.relay_address().split('/').take(2).collect::<Vec<_>>().join("/");
            is_below(&["https://", host].concat())
                || is_below(&relay)
                || is_below(&["/", &relay].concat())
        })
    }

    /// The provider whose zone ids look like this: bunny.net uses decimal numbers, Cloudflare 32 hexadecimal
    /// digits (provider document, 1.1 and 2.2).
    #[must_use]
    pub fn of_zone(id: &ZoneId) -> Option<Self> {
        let id = id.as_str();
        let is_hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if id.len() == 32 && is_hex {
            return Some(Self::Cloudflare);
        }
        id.parse::<u64>().is_ok().then_some(Self::Bunny)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_the_provider_of_a_known_address() {
        let (bunny, cloudflare) = (Some(Provider::Bunny), Some(Provider::Cloudflare));
        for (address, whose) in [
            ("https://api.bunny.net", bunny),
            ("HTTPS://API.bunny.net:443/x", bunny),
            ("relay/bunny", bunny),
            ("/relay/bunny", bunny),
            ("https://api.cloudflare.com/client/v4", cloudflare),
            ("https://api.cloudflare.com", cloudflare),
            ("relay/cloudflare/client/v4", cloudflare),
            ("https://api.bunny.net.example", None),
            ("https://relay.example/relay/bunny", None),
            ("relay/bunnyhop", None),
            ("sandbox/bunny", None),
            ("https://relay.example", None),
        ] {
            assert_eq!(Provider::of_address(address), whose, "{address}");
        }
        for provider in Provider::ALL {
            assert_eq!(Provider::of_address(provider.public_address()), Some(provider));
            assert_eq!(Provider::of_address(provider.relay_address()), Some(provider));
        }
    }

    #[test]
    fn recognises_the_provider_by_a_zone_id() {
        for (id, whose) in [
            ("4711", Some(Provider::Bunny)),
            ("023e105f4ecef8ad9ca31a8372d0c353", Some(Provider::Cloudflare)),
            ("01234567890123456789012345678901", Some(Provider::Cloudflare)),
            ("", None),
            ("-1", None),
            ("example", None),
        ] {
            assert_eq!(Provider::of_zone(&id.into()), whose, "{id}");
        }
    }
}
