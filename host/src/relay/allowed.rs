//! The calls that the relay passes on, as `deploy/calls.txt` lists them for all relays. It decides by
//! method and path alone and never decodes a path.

use std::sync::LazyLock;

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

/// One path: `{number}` stands for bunny.net's integers, `{id}` for Cloudflare's 32 hexadecimal
/// digits (provider document 1.1 and 2.4).
#[derive(Debug)]
pub struct AllowedCall {
    /// The API.
    pub provider: Provider,
    /// The methods that it takes.
    pub methods: Vec<Method>,
    /// The path below the upstream host, without its first slash.
    pub path: &'static str,
}

/// The table of all relays (provider document 1.2 and 2.2).
const TABLE: &str = include_str!("../../../deploy/calls.txt");

/// Its rows. A line that cannot be read lets nothing through; a test holds that there is none.
pub static CALLS: LazyLock<Vec<AllowedCall>> = LazyLock::new(|| lines().filter_map(row).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn row(line: &'static str) -> Option<AllowedCall> {
    let mut words = line.split(' ');
    let provider = match words.next()? {
        "bunny" => Provider::Bunny,
        "cloudflare" => Provider::Cloudflare,
        _ => return None,
    };
    let methods = words.next()?.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    Some(AllowedCall { provider, methods, path: words.next()?.strip_prefix('/')? })
}

/// Looks a call up in the table. Paths are compared as they were sent: a percent sign, a dot or
/// a doubled slash equals nothing in the table, so no trick of spelling gets through.
#[must_use]
pub fn judge(provider: Provider, method: &Method, path: &str) -> Verdict {
    let mut known =
        CALLS.iter().filter(|row| row.provider == provider && matches(row.path, path)).peekable();
    if known.peek().is_none() {
        Verdict::Unknown
    } else if known.any(|row| row.methods.contains(method)) {
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
    fn every_row_allows_its_call() {
        assert_eq!(CALLS.len(), lines().count());
        for row in CALLS.iter() {
            let path = row.path.replace("{number}", "715217").replace("{id}", ID);
            for method in &row.methods {
                assert_eq!(judge(row.provider, method, &path), Verdict::Allowed, "{path}");
            }
        }
    }

    #[test]
    fn refuses_other_methods() {
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
    fn does_not_know_other_paths_or_spelling_tricks() {
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
    fn does_not_allow_a_call_of_the_other_provider() {
        assert_eq!(judge(Provider::Cloudflare, &Method::GET, "dnszone"), Verdict::Unknown);
        assert_eq!(judge(Provider::Bunny, &Method::GET, "client/v4/zones"), Verdict::Unknown);
    }
}
