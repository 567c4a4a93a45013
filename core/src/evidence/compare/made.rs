//! Records that a provider's name servers answer although nobody entered them. They are not copied elsewhere, and
//! not counted as seen by the world only.

use std::net::IpAddr;

use crate::evidence::is_edge;
use crate::provider::Provider;
use crate::record::{Record, RecordType};

/// Whether the provider's name servers make records like this by themselves: proofs for its certificates, its
/// authorities in a CAA set, and the HTTPS record of a proxied name (Cloudflare's manual, "Unexpected DNS
/// records").
#[must_use]
pub fn made_by_provider(record: &Record, provider: Provider) -> bool {
    let answering = provider.answering();
    if !answering.adds_records {
        return false;
    }
    match record.rtype {
        RecordType::Txt => record.name.labels().next() == Some("_acme-challenge"),
        RecordType::Caa => {
            // Parameters follow the authority (RFC 8659, section 4.2).
            let value = record.rdata.field(2).raw();
            let authority = value.split(';').next().unwrap_or_default().trim();
            let is_issue = matches!(record.rdata.field(1).raw(), "issue" | "issuewild");
            is_issue && answering.authorities.contains(&authority)
        }
        RecordType::Https => {
            let hints = hints(record.rdata.field(2).raw());
            let is_own = |hint: &Option<IpAddr>| hint.and_then(is_edge) == Some(provider.title());
            record.rdata.field(1).raw() == "." && !hints.is_empty() && hints.iter().all(is_own)
        }
        _ => false,
    }
}

/// The addresses that an HTTPS record gives along (RFC 9460, section 7.3); `None` for what is none.
fn hints(params: &str) -> Vec<Option<IpAddr>> {
    let hints = params.split_ascii_whitespace().filter_map(|param| {
        let (key, value) = param.split_once('=')?;
        matches!(key, "ipv4hint" | "ipv6hint").then_some(value)
    });
    hints.flat_map(|value| value.trim_matches('"').split(',')).map(|own| own.parse().ok()).collect()
}
