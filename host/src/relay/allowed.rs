//! The calls that the relay passes on: one row for each call that the page makes. It decides by
//! method and path alone and never decodes a path.

use axum::http::Method;

/// The API that a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// bunny.net.
    Bunny,
    /// Cloudflare.
    Cloudflare,
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is in the table.
    Allowed,
    /// Its path is in the table with other methods.
    WrongMethod,
    /// Its path is not in the table.
    Unknown,
}

/// One call: `{number}` stands for bunny.net's integers, `{id}` for Cloudflare's 32 hexadecimal
/// digits (provider document 1.1 and 2.4).
#[derive(Debug)]
pub struct Row {
    /// The API.
    pub provider: Provider,
    /// The method.
    pub method: Method,
    /// The path below the upstream host.
    pub path: &'static str,
}

const fn row(provider: Provider, method: Method, path: &'static str) -> Row {
    Row { provider, method, path }
}

/// The table (provider document 1.2 and 2.2).
pub const CALLS: &[Row] = &[
    row(Provider::Bunny, Method::GET, "dnszone"),
    row(Provider::Bunny, Method::POST, "dnszone"),
    row(Provider::Bunny, Method::POST, "dnszone/checkavailability"),
    row(Provider::Bunny, Method::GET, "dnszone/{number}"),
    row(Provider::Bunny, Method::POST, "dnszone/{number}"),
    row(Provider::Bunny, Method::DELETE, "dnszone/{number}"),
    row(Provider::Bunny, Method::GET, "dnszone/{number}/records"),
    row(Provider::Bunny, Method::PUT, "dnszone/{number}/records"),
    row(Provider::Bunny, Method::POST, "dnszone/{number}/records/{number}"),
    row(Provider::Bunny, Method::DELETE, "dnszone/{number}/records/{number}"),
    row(Provider::Bunny, Method::GET, "dnszone/{number}/export"),
    row(Provider::Bunny, Method::POST, "dnszone/{number}/import"),
    row(Provider::Bunny, Method::GET, "dnszone/{number}/statistics"),
    row(Provider::Bunny, Method::POST, "dnszone/{number}/dnssec"),
    row(Provider::Bunny, Method::DELETE, "dnszone/{number}/dnssec"),
    row(Provider::Bunny, Method::POST, "dnszone/{number}/certificate/issue"),
    row(Provider::Bunny, Method::POST, "dnszone/records/scan"),
    row(Provider::Bunny, Method::GET, "dnszone/{number}/records/scan"),
    row(Provider::Cloudflare, Method::GET, "client/v4/user/tokens/verify"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones/{id}"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones/{id}/dns_records"),
    row(Provider::Cloudflare, Method::POST, "client/v4/zones/{id}/dns_records"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones/{id}/dns_records/{id}"),
    row(Provider::Cloudflare, Method::PATCH, "client/v4/zones/{id}/dns_records/{id}"),
    row(Provider::Cloudflare, Method::PUT, "client/v4/zones/{id}/dns_records/{id}"),
    row(Provider::Cloudflare, Method::DELETE, "client/v4/zones/{id}/dns_records/{id}"),
    row(Provider::Cloudflare, Method::POST, "client/v4/zones/{id}/dns_records/batch"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones/{id}/dns_records/export"),
    row(Provider::Cloudflare, Method::POST, "client/v4/zones/{id}/dns_records/import"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones/{id}/dns_records/usage"),
    row(Provider::Cloudflare, Method::POST, "client/v4/zones/{id}/dns_records/scan"),
    row(Provider::Cloudflare, Method::POST, "client/v4/zones/{id}/dns_records/scan/trigger"),
    row(Provider::Cloudflare, Method::GET, "client/v4/zones/{id}/dns_records/scan/review"),
    row(Provider::Cloudflare, Method::POST, "client/v4/zones/{id}/dns_records/scan/review"),
];

/// Looks a call up in the table. Paths are compared as they were sent: a percent sign, a dot or
/// a doubled slash equals nothing in the table, so no trick of spelling gets through.
#[must_use]
pub fn judge(provider: Provider, method: &Method, path: &str) -> Verdict {
    let mut known =
        CALLS.iter().filter(|row| row.provider == provider && matches(row.path, path)).peekable();
    if known.peek().is_none() {
        Verdict::Unknown
    } else if known.any(|row| row.method == *method) {
        Verdict::Allowed
    } else {
        Verdict::WrongMethod
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut segments) = (pattern.split('/'), path.split('/'));
    loop {
        match (patterns.next(), segments.next()) {
            (None, None) => return true,
            (Some(pattern), Some(segment)) if matches_segment(pattern, segment) => {}
            _ => return false,
        }
    }
}

fn matches_segment(pattern: &str, segment: &str) -> bool {
    match pattern {
        "{number}" => {
            (1..=19).contains(&segment.len()) && segment.bytes().all(|byte| byte.is_ascii_digit())
        }
        "{id}" => segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit()),
        _ => pattern == segment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "023e105f4ecef8ad9ca31a8372d0c353";

    #[test]
    fn every_row_lets_its_call_through() {
        for row in CALLS {
            let path = row.path.replace("{number}", "715217").replace("{id}", ID);
            assert_eq!(judge(row.provider, &row.method, &path), Verdict::Allowed, "{path}");
        }
    }

    #[test]
    fn other_methods_are_refused() {
        let records = format!("client/v4/zones/{ID}/dns_records");
        for (provider, method, path) in [
            (Provider::Bunny, Method::PUT, "dnszone/1"),
            (Provider::Bunny, Method::GET, "dnszone/1/dnssec"),
            (Provider::Bunny, Method::GET, "dnszone/1/records/2"),
            (Provider::Bunny, Method::POST, "dnszone/1/records"),
            (Provider::Bunny, Method::GET, "dnszone/checkavailability"),
            (Provider::Bunny, Method::PATCH, "dnszone"),
            (Provider::Cloudflare, Method::DELETE, records.as_str()),
            (Provider::Cloudflare, Method::POST, &format!("{records}/{ID}")),
            (Provider::Cloudflare, Method::PUT, &format!("{records}/batch")),
            (Provider::Cloudflare, Method::GET, &format!("{records}/import")),
            (Provider::Cloudflare, Method::GET, &format!("{records}/scan")),
        ] {
            assert_eq!(judge(provider, &method, path), Verdict::WrongMethod, "{path}");
        }
    }

    #[test]
    fn other_paths_and_tricks_of_spelling_are_unknown() {
        for path in [
            "",
            "/",
            "dnszone/",
            "/dnszone",
            "dnszone//1",
            "dnszone/1/",
            "dnszone/one",
            "dnszone/-1",
            "dnszone/..",
            "dnszone/../user",
            "dnszone/%2e%2e/user",
            "dnszone/1%2frecords",
            "dnszone/1/../../user",
            "DNSZONE",
            "user",
            "billing",
            "dnszone/1;x",
            "dnszone/1\\records",
            "dnszone/12345678901234567890",
            "dnszone/1/recheckdns",
            "dnszone/1/certificate",
            "dnszone/1/records/x",
        ] {
            assert_eq!(judge(Provider::Bunny, &Method::GET, path), Verdict::Unknown, "{path}");
        }
        for path in [
            "client/v4/user",
            "client/v4/accounts",
            "client/v4/zones/short",
            "zones",
            "client/v4/zones/../user/tokens/verify",
            "client/v4/user/tokens",
            "client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_records/settings",
            "client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_records/batch/",
            "client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_settings",
        ] {
            assert_eq!(judge(Provider::Cloudflare, &Method::GET, path), Verdict::Unknown, "{path}");
        }
    }

    #[test]
    fn a_call_of_one_provider_is_none_of_the_other() {
        assert_eq!(judge(Provider::Cloudflare, &Method::GET, "dnszone"), Verdict::Unknown);
        assert_eq!(judge(Provider::Bunny, &Method::GET, "client/v4/zones"), Verdict::Unknown);
    }
}
