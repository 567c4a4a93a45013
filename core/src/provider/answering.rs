//! What a provider's name servers answer otherwise than its records say. It explains differences between what is
//! entered and what the world sees, and never excuses a record that is gone.

use super::Provider;
use crate::name::DomainName;

/// How a provider's name servers answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answering {
    /// They answer for proxied records with addresses of the content network of the provider's own name.
    pub has_proxy: bool,
    /// The most members of a set of addresses that one answer holds, chosen anew each time (bunny.net's manual,
    /// DNS records: up to three of equal weight).
    pub members: Option<usize>,
    /// They add records of their own: texts below `_acme-challenge`, HTTPS records of proxied names, and to a
    /// CAA set the authorities below (Cloudflare's manual, "Unexpected DNS records").
    pub adds_records: bool,
    /// The authorities that they add to a CAA set (Cloudflare's manual, "Add CAA records").
    pub authorities: &'static [&'static str],
    /// They answer from a wildcard at empty names too, against RFC 4592, section 2.2.2 (bunny.net's manual, DNS
    /// records).
    pub fills_empty_names: bool,
    /// The domains of their names.
    pub hosts: &'static [&'static str],
}

impl Provider {
    /// How its name servers answer.
    #[must_use]
    pub fn answering(self) -> &'static Answering {
        match self {
            Self::Bunny => &Answering {
                has_proxy: false,
                members: Some(3),
                adds_records: false,
                authorities: &[],
                fills_empty_names: true,
                hosts: &["bunny.net"],
            },
            Self::Cloudflare => &Answering {
                has_proxy: true,
                members: None,
                adds_records: true,
                authorities: &["letsencrypt.org", "pki.goog", "ssl.com", "sectigo.com"],
                fills_empty_names: false,
                hosts: &["ns.cloudflare.com"],
            },
        }
    }

    /// The provider of name servers, if all of them are one's.
    #[must_use]
    pub fn of_name_servers(names: &[DomainName]) -> Option<Self> {
        let is_of = |provider: &Self, name: &DomainName| {
            let mut hosts = provider.answering().hosts.iter();
            hosts.any(|host| DomainName::parse(host).is_ok_and(|host| name.is_within(&host)))
        };
        let all = |provider: &Self| names.iter().all(|name| is_of(provider, name));
        Self::ALL.into_iter().find(all).filter(|_| !names.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognises_a_provider_by_its_name_servers_if_all_are_its_own() {
        for (names, provider) in [
            (&["kiki.bunny.net", "coco.bunny.net"][..], Some(Provider::Bunny)),
            (&["Ada.ns.cloudflare.com", "bob.ns.cloudflare.com"], Some(Provider::Cloudflare)),
            (&["ada.ns.cloudflare.com", "ns1.example.net"], None),
            (&["ada.ns.cloudflare.com.example.net"], None),
            (&[], None),
        ] {
            let names: Vec<_> = names.iter().map(|name| DomainName::parse(name).unwrap()).collect();
            assert_eq!(Provider::of_name_servers(&names), provider, "{names:?}");
        }
    }
}
