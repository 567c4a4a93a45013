//! API addresses: validated, normalized and formatted for display.

/// Why a text is no API address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Plain HTTP over a network, which exposes the key.
    Plain,
    /// It is invalid, or could send a key to the wrong place.
    Other,
}

/// Validates an API address and removes its trailing slash: `https://…`, `http://…` for loopback hosts, or
/// an address relative to the page.
///
/// # Errors
/// [`Misfit`] for anything that could send a key to the wrong place: another scheme, plain HTTP over a
/// network, a user name, a query or a fragment.
pub fn check(text: &str) -> Result<String, Misfit> {
    let text = text.trim().trim_end_matches('/');
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '@' | '\\');
    if text.is_empty() || text.contains(odd) {
        return Err(Misfit::Other);
    }
    let fits = match text.split_once(':') {
        Some((scheme, rest)) => match rest.strip_prefix("//") {
            Some(rest) if scheme.eq_ignore_ascii_case("https") => !host(rest).is_empty(),
            Some(rest) if scheme.eq_ignore_ascii_case("http") => {
                return match is_loopback(host(rest)) {
                    true => Ok(text.to_owned()),
                    false => Err(Misfit::Plain),
                };
            }
            _ => false,
        },
        None => !text.starts_with("//"),
    };
    fits.then(|| text.to_owned()).ok_or(Misfit::Other)
}

/// As [`check`], without the reason.
#[must_use]
pub fn parse(text: &str) -> Option<String> {
    check(text).ok()
}

/// Whether the address is on the page's own site.
#[must_use]
pub fn is_relative(address: &str) -> bool {
    !address.contains(':')
}

/// Whether the address is on this machine, for a page loaded from this host. Such an address works
/// offline.
#[must_use]
pub fn is_near(address: &str, page: &str) -> bool {
    is_loopback(match is_relative(address) {
        true => page,
        false => host(without_scheme(address)),
    })
}

/// The address for display: without the scheme, and completed with the page's host and folder if it is
/// relative. `path` is the path of the document.
#[must_use]
pub fn shown(address: &str, host: &str, path: &str) -> String {
    let folder = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
    match (is_relative(address), address.starts_with('/')) {
        (false, _) => without_scheme(address).to_owned(),
        (true, true) => [host, address].concat(),
        (true, false) => [host, folder, address].concat(),
    }
}

fn without_scheme(address: &str) -> &str {
    address.split_once(':').map_or(address, |(_, rest)| rest.trim_start_matches('/'))
}

fn host(rest: &str) -> &str {
    rest.split('/').next().unwrap_or_default()
}

/// The loopback names and addresses (RFC 6761, section 6.3; RFC 1122, section 3.2.1.3).
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_https_loopback_and_relative_addresses() {
        for (text, expected) in [
            ("https://api.bunny.net", "https://api.bunny.net"),
            (" https://api.cloudflare.com/client/v4/ ", "https://api.cloudflare.com/client/v4"),
            ("http://localhost:8080/x", "http://localhost:8080/x"),
            ("http://127.0.0.1:1", "http://127.0.0.1:1"),
            ("http://[::1]:80/a", "http://[::1]:80/a"),
            ("relay/cloudflare/client/v4", "relay/cloudflare/client/v4"),
            ("/relay/bunny", "/relay/bunny"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn refuses_addresses_that_could_send_a_key_elsewhere() {
        for text in [
            "",
            "http://api.bunny.net",
            "ftp://localhost",
            "javascript:alert(1)",
            "//evil.example",
            "https://",
            "https://user@evil.example",
            "https://a.example?x",
            "https://a.example#x",
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "\\\\evil.example",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn distinguishes_this_machine_from_other_hosts() {
        for (address, page, near) in [
            ("relay/bunny", "localhost:8080", true),
            ("/relay/bunny", "[::1]:8080", true),
            ("relay/bunny", "zones.example", false),
            ("https://api.bunny.net", "localhost:8080", false),
            ("http://127.0.0.1:1/x", "zones.example", true),
        ] {
            assert_eq!(is_near(address, page), near, "{address} {page}");
        }
    }

    #[test]
    fn shows_a_relative_address_with_its_host_and_folder() {
        for (address, path, shown) in [
            ("https://api.bunny.net", "/tools/", "api.bunny.net"),
            ("http://127.0.0.1:1/x", "/", "127.0.0.1:1/x"),
            ("relay/bunny", "/", "zones.example/relay/bunny"),
            ("relay/bunny", "/tools/zonesift/", "zones.example/tools/zonesift/relay/bunny"),
            ("relay/bunny", "/tools/index.html", "zones.example/tools/relay/bunny"),
            ("/relay/bunny", "/tools/", "zones.example/relay/bunny"),
            ("relay/bunny", "", "zones.example/relay/bunny"),
        ] {
            assert_eq!(super::shown(address, "zones.example", path), shown);
        }
    }

    #[test]
    fn reports_plain_http_to_another_host_as_an_error_of_its_own() {
        for text in ["http://api.bunny.net", "HTTP://192.0.2.1/x", "http://localhost.evil.example"]
        {
            assert_eq!(check(text), Err(Misfit::Plain), "{text}");
        }
        for text in ["", "ftp://a.example", "http://a.example?x", "//a.example"] {
            assert_eq!(check(text), Err(Misfit::Other), "{text}");
        }
    }
}
