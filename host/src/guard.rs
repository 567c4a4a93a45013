//! Keeps other sites out: a name that is not this machine's is refused (DNS rebinding), and the
//! relay is for this host's own page only. It never looks at keys.

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Refuses a request that was not sent to this machine under a loopback name. A foreign name that
/// was made to point here would otherwise share the page's origin with somebody else's script.
pub async fn loopback_host(request: Request, next: Next) -> Response {
    if is_loopback(request.headers()) {
        next.run(request).await
    } else {
        let kept = [(header::CACHE_CONTROL, "no-store")];
        let text = "This host answers to localhost only.\n";
        (StatusCode::FORBIDDEN, kept, text).into_response()
    }
}

fn is_loopback(headers: &HeaderMap) -> bool {
    let Some(authority) = host(headers).and_then(|host| host.parse::<Authority>().ok()) else {
        return false;
    };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether the request comes from this host's own page, as far as the browser tells
/// (`Sec-Fetch-Site`: Fetch Metadata section 2.4, `Origin`: RFC 6454 section 7). A program that is
/// no browser sends neither and may call.
pub fn is_same_origin(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let origin = headers.get(header::ORIGIN).is_none_or(|origin| {
        let origin = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        origin.is_some() && origin == host(headers)
    });
    site && origin
}

/// The headers that ask for another call, as all relays refuse them.
const OVERRIDES: &str = include_str!("../../deploy/overrides.txt");

fn overrides() -> impl Iterator<Item = &'static str> {
    OVERRIDES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether a header asks for another call than the request line does. `X-Forwarded-Host` may say what
/// `Host` says: servers in front of this one add it.
pub fn is_overridden(headers: &HeaderMap) -> bool {
    let named = |name: &str| headers.get_all(name).iter().filter(|value| !value.is_empty());
    overrides().any(|name| named(name).next().is_some())
        || named("x-forwarded-host").any(|host| Some(host) != headers.get(header::HOST))
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::HOST).and_then(|host| host.to_str().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn accepts_only_host_names_of_this_machine() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:80", "127.9.9.9", "[::1]:8080"] {
            assert!(is_loopback(&headers(&[("host", host)])), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example:80", "192.0.2.1", "", "a b"] {
            assert!(!is_loopback(&headers(&[("host", host)])), "{host}");
        }
        assert!(!is_loopback(&headers(&[])));
    }

    #[test]
    fn refuses_headers_that_override_the_call() {
        let host = ("host", "localhost:8080");
        assert!(!is_overridden(&headers(&[host])));
        assert!(!is_overridden(&headers(&[host, ("x-forwarded-host", "localhost:8080")])));
        assert!(is_overridden(&headers(&[host, ("x-forwarded-host", "localhost")])));
        assert!(overrides().count() > 5);
        for name in overrides() {
            assert!(is_overridden(&headers(&[host, (name, "x")])), "{name}");
            assert!(is_overridden(&headers(&[host, (name, ""), (name, "x")])), "{name} twice");
            assert!(!is_overridden(&headers(&[host, (name, "")])), "{name} says nothing");
        }
        let own = ("x-forwarded-host", "localhost:8080");
        assert!(is_overridden(&headers(&[host, own, ("x-forwarded-host", "evil.example")])));
    }

    #[test]
    fn accepts_only_requests_of_its_own_page() {
        let host = ("host", "localhost:8080");
        assert!(is_same_origin(&headers(&[host])));
        assert!(is_same_origin(&headers(&[
            host,
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://localhost:8080"),
        ])));
        for (name, value) in [
            ("sec-fetch-site", "same-site"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "none"),
            ("origin", "null"),
            ("origin", "http://localhost:8081"),
            ("origin", "https://localhost:8080"),
            ("origin", "http://evil.example"),
        ] {
            assert!(!is_same_origin(&headers(&[host, (name, value)])), "{name}: {value}");
        }
    }
}
