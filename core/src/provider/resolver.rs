//! The resolvers that the page can ask over HTTPS. It is here because one of them belongs to a provider and is no
//! independent witness of that provider's zones.

use super::Provider;

/// A resolver that answers pages of other sites (measured 2026-08), or the site's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResolverName {
    /// The one that the site offers beside the page, as the local host does.
    Host,
    /// Cloudflare's 1.1.1.1.
    Cloudflare,
    /// Google Public DNS.
    Google,
    /// DNS.SB of xTom.
    DnsSb,
}

impl ResolverName {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 4] = [Self::Host, Self::Cloudflare, Self::Google, Self::DnsSb];
    /// Those that every site can offer.
    pub const PUBLIC: [Self; 3] = [Self::Cloudflare, Self::Google, Self::DnsSb];

    /// The name in `config.json`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Cloudflare => "cloudflare",
            Self::Google => "google",
            Self::DnsSb => "dns.sb",
        }
    }

    /// The resolver with this name in `config.json`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resolver| resolver.slug() == slug)
    }

    /// Where questions go, relative to the page or on another site.
    #[must_use]
    pub fn endpoint(self) -> &'static str {
        match self {
            Self::Host => "dns-query",
            Self::Cloudflare => "https://cloudflare-dns.com/dns-query",
            Self::Google => "https://dns.google/dns-query",
            Self::DnsSb => "https://doh.dns.sb/dns-query",
        }
    }

    /// The name for users.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Host => "This site",
            Self::Cloudflare => "Cloudflare",
            Self::Google => "Google",
            Self::DnsSb => "DNS.SB",
        }
    }

    /// The provider whose zones it cannot testify for alone.
    #[must_use]
    pub fn owner(self) -> Option<Provider> {
        match self {
            Self::Cloudflare => Some(Provider::Cloudflare),
            Self::Host | Self::Google | Self::DnsSb => None,
        }
    }

    /// Whether it passes the user's network on to name servers unless it is told not to (RFC 7871, section
    /// 7.1.2). Of the others one never does, and of the rest nothing is known.
    #[must_use]
    pub fn passes_network_on(self) -> bool {
        self != Self::Cloudflare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_resolver_is_known_by_its_name() {
        for resolver in ResolverName::ALL {
            assert_eq!(ResolverName::from_slug(resolver.slug()), Some(resolver));
        }
        for other in ["", "Google", "dnssb", "quad9"] {
            assert_eq!(ResolverName::from_slug(other), None, "{other}");
        }
    }

    #[test]
    fn the_policy_of_the_page_allows_every_resolver() {
        let policy = include_str!("../../../headers.txt");
        for resolver in ResolverName::PUBLIC {
            let site = resolver.endpoint().strip_suffix("/dns-query").unwrap();
            assert!(policy.contains(&format!(" {site}")), "{site}");
        }
    }

    #[test]
    fn one_resolver_is_no_independent_witness() {
        let owned = ResolverName::ALL.into_iter().filter(|resolver| resolver.owner().is_some());
        assert_eq!(owned.collect::<Vec<_>>(), [ResolverName::Cloudflare]);
    }
}
