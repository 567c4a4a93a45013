//! Stand-ins for both providers' APIs, with the behaviour of the provider document, on data in
//! memory. Each key is an account of its own. They never reach a real API and take no real key.

pub mod live;
pub mod sentinel;

mod accounts;
mod body;
mod bunny;
mod cloudflare;
mod dates;
mod fault;
mod holdings;
mod job;
mod presentation;
mod random;
mod writes;

use std::{sync::Arc, time::Duration};

use axum::{Router, http::HeaderMap};
use hickory_proto::rr::Name;

use crate::{Config, StartError, authority::Authority, scan::Scanner, zonefile};
use accounts::Accounts;
use holdings::Holding;
use live::LiveDns;
use sentinel::KeyBehaviour;

/// The header by which a test asks for a scan that takes so many milliseconds.
const PACE: &str = "zonesift-pace";

/// The accounts of both providers and the scanner that they share.
pub struct Sandbox {
    scanner: Arc<Scanner>,
    live: Arc<LiveDns>,
    more_zones: Vec<String>,
    bunny: Accounts<bunny::Account>,
    cloudflare: Accounts<cloudflare::Account>,
}

impl Sandbox {
    /// Starts the sandbox's name server and takes no request yet.
    ///
    /// # Errors
    /// See [`StartError`].
    pub async fn new(config: &Config) -> Result<Self, StartError> {
        let more_zones =
            config.zones.iter().map(|zone| domain_name(zone)).collect::<Result<Vec<_>, _>>()?;
        let templates = holdings::template_zones();
        let authority = Authority::start(&zone_files(&templates)).await?;
        Ok(Self {
            scanner: Arc::new(Scanner::new(authority, config.resolver, config.pace)?),
            live: Arc::new(LiveDns::new()?),
            more_zones,
            bunny: Accounts::default(),
            cloudflare: Accounts::default(),
        })
    }

    /// What DNS says of the zones now.
    #[must_use]
    pub fn live(&self) -> Arc<LiveDns> {
        Arc::clone(&self.live)
    }

    /// The pace of a scan: the host's, unless the request asks for another one.
    fn pace(&self, headers: &HeaderMap) -> Duration {
        let asked = headers.get(PACE).and_then(|value| value.to_str().ok()?.parse().ok());
        asked.map_or(self.scanner.pace(), Duration::from_millis)
    }

    fn holdings(&self, behaviour: KeyBehaviour) -> Vec<Holding> {
        holdings::initial(behaviour, &self.more_zones)
    }
}

/// The zones of the sandbox's name servers, as origin and zone file.
fn zone_files(templates: &[String]) -> Vec<(&str, &str)> {
    let files = zonefile::FILES.iter().chain(zonefile::TRAPS).copied();
    files.chain(templates.iter().map(|domain| (domain.as_str(), zonefile::TEMPLATE))).collect()
}

/// The routes under `/sandbox`.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .nest("/sandbox/bunny", bunny::router(Arc::clone(&sandbox)))
        .nest("/sandbox/cloudflare/client/v4", cloudflare::router(sandbox))
}

/// A domain as both APIs show it: lower case, Punycode, no dot at the end.
fn domain_name(text: &str) -> Result<String, StartError> {
    let name = Name::from_utf8(text.trim_end_matches('.')).ok().filter(|name| {
        name.num_labels() >= 2 && name.iter().all(|label| label.iter().all(is_host_byte))
    });
    name.map(|name| name.to_lowercase().to_ascii().trim_end_matches('.').to_owned())
        .ok_or_else(|| StartError::Zone(text.to_owned()))
}

/// Letters, digits and hyphens (RFC 1123 section 2.1).
fn is_host_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_request_may_ask_for_another_pace() {
        let config = Config { pace: Duration::from_secs(4), ..Config::for_tests() };
        let sandbox = Sandbox::new(&config).await.unwrap();
        for (asked, millis) in [(None, 4_000), (Some("0"), 0), (Some("fast"), 4_000)] {
            let value = asked.map(|value| value.parse().unwrap());
            let headers = value.map(|value| (axum::http::HeaderName::from_static(PACE), value));
            let headers = headers.into_iter().collect();
            assert_eq!(sandbox.pace(&headers), Duration::from_millis(millis), "{asked:?}");
        }
    }

    #[test]
    fn normalises_domains() {
        assert_eq!(domain_name("Example.COM.").unwrap(), "example.com");
        assert_eq!(domain_name("bäckerei.example").unwrap(), "xn--bckerei-5wa.example");
        for bad in ["", "example", "a b.example", "a..example", "under_score.example"] {
            assert!(domain_name(bad).is_err(), "{bad}");
        }
    }
}
