//! The relay against an upstream in this process: what it lets through, and what it keeps back.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use tokio::net::TcpListener;
use zonesift_host::{Config, Running, Upstreams, start};

const ZONE: &str = "/relay/cloudflare/client/v4/zones/023e105f4ecef8ad9ca31a8372d0c353";

/// What the upstream was asked: method, path with query, headers, body.
type Seen = Arc<Mutex<Vec<(String, String, HeaderMap, String)>>>;

async fn upstream(State(seen): State<Seen>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().into()).unwrap();
    seen.lock().unwrap().push((
        parts.method.to_string(),
        parts.uri.to_string(),
        parts.headers,
        body,
    ));
    let status = if parts.uri.path() == "/dnszone/1" { StatusCode::FOUND } else { StatusCode::OK };
    let headers = [
        ("content-type", "application/json"),
        ("retry-after", "7"),
        ("x-ratelimit-remaining", "3"),
        ("ratelimit-policy", "p"),
        ("cf-ray", "ray"),
        ("set-cookie", "a=b"),
        ("location", "https://elsewhere.example/"),
        ("server", "upstream"),
    ];
    (status, headers, r#"{"success":true}"#).into_response()
}

/// A host whose upstream is in this process.
async fn host() -> (Running, Seen) {
    let seen = Seen::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(upstream).with_state(Arc::clone(&seen));
    tokio::spawn(async move { axum::serve(listener, router).await });
    let upstreams = Upstreams { bunny: address.clone(), cloudflare: address };
    (start(Config { upstreams, ..Config::for_tests() }).await.unwrap(), seen)
}

fn request(host: &Running, method: &str, path: &str) -> reqwest::RequestBuilder {
    let url = format!("http://{}{path}", host.address);
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy();
    client.build().unwrap().request(method.parse().unwrap(), url)
}

#[tokio::test]
async fn a_call_goes_through_with_what_it_needs_and_nothing_else() {
    let (host, seen) = host().await;
    let answer = request(&host, "POST", &format!("{ZONE}/dns_records/scan/review?a=b%20c"))
        .header("authorization", "Bearer secret")
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .header("cookie", "c=d")
        .header("origin", format!("http://{}", host.address))
        .header("referer", host.url())
        .header("sec-fetch-site", "same-origin")
        .header("x-other", "1")
        .body("{}")
        .send()
        .await
        .unwrap();
    let headers = answer.headers().clone();
    assert_eq!(answer.text().await.unwrap(), r#"{"success":true}"#);
    for (name, value) in
        [("retry-after", "7"), ("x-ratelimit-remaining", "3"), ("ratelimit-policy", "p")]
    {
        assert_eq!(headers[name], value);
    }
    assert_eq!(
        (&headers["cf-ray"], &headers["cache-control"]),
        (&"ray".parse().unwrap(), &"no-store".parse().unwrap())
    );
    assert!(!["set-cookie", "location", "server"].iter().any(|name| headers.contains_key(*name)));

    let seen = seen.lock().unwrap();
    let (method, uri, headers, body) = &seen[0];
    assert_eq!((method.as_str(), body.as_str()), ("POST", "{}"));
    assert!(uri.ends_with("/dns_records/scan/review?a=b%20c"), "{uri}");
    assert_eq!(headers["authorization"], "Bearer secret");
    assert!(
        !["cookie", "origin", "referer", "sec-fetch-site", "x-other", "user-agent"]
            .iter()
            .any(|name| headers.contains_key(*name))
    );
}

#[tokio::test]
async fn changes_and_forms_go_through_as_they_are() {
    let (host, seen) = host().await;
    let record = format!("{ZONE}/dns_records/0123456789abcdef0123456789abcdef");
    let form = "multipart/form-data; boundary=b";
    for (method, path, content_type) in [
        ("PATCH", record.clone(), "application/json"),
        ("PUT", record.clone(), "application/json"),
        ("DELETE", record, "application/json"),
        ("POST", format!("{ZONE}/dns_records/batch"), "application/json"),
        ("POST", format!("{ZONE}/dns_records/import"), form),
    ] {
        let call = request(&host, method, &path).header("content-type", content_type);
        assert_eq!(call.body("--b--").send().await.unwrap().status(), 200, "{method} {path}");
        let (sent, uri, headers, body) = seen.lock().unwrap().pop().unwrap();
        assert_eq!((&*sent, &*body), (method, "--b--"));
        assert!(path.ends_with(&uri), "{uri}");
        assert_eq!(headers["content-type"], content_type);
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (host, seen) = host().await;
    let answer = request(&host, "GET", "/relay/bunny/dnszone/1").header("accesskey", "k");
    assert_eq!(answer.send().await.unwrap().status(), 302);
    assert_eq!(seen.lock().unwrap()[0].2["accesskey"], "k");
}

#[tokio::test]
async fn what_is_not_in_the_table_never_reaches_the_upstream() {
    let (host, seen) = host().await;
    for (method, path, status) in [
        ("GET", "/relay/bunny/user", 404),
        ("GET", "/relay/bunny//dnszone", 404),
        ("GET", "/relay/bunny/dnszone%2f1", 404),
        ("GET", "/relay/bunny/dnszone/%2e%2e/user", 404),
        ("GET", "/relay/cloudflare/client/v4/accounts", 404),
        ("GET", "/relay/elsewhere/dnszone", 404),
        ("PUT", "/relay/bunny/dnszone/1", 405),
        ("DELETE", ZONE, 405),
    ] {
        let answer = request(&host, method, path).send().await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        assert_eq!(answer.text().await.unwrap(), r#"{"relay":"not-allowed"}"#);
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn other_sites_are_refused() {
    let (host, seen) = host().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "none"),
        ("origin", "http://evil.example"),
        ("host", "evil.example"),
    ] {
        let call = request(&host, "GET", "/relay/bunny/dnszone").header(name, value);
        assert_eq!(call.send().await.unwrap().status(), 403, "{name}: {value}");
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_upstream_that_is_not_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let upstreams = Upstreams { bunny: address.clone(), cloudflare: address };
    let host = start(Config { upstreams, ..Config::for_tests() }).await.unwrap();
    let answer = request(&host, "GET", "/relay/bunny/dnszone").send().await.unwrap();
    assert_eq!(answer.status(), 502);
    assert_eq!(answer.text().await.unwrap(), r#"{"relay":"unreachable"}"#);
    let health = request(&host, "GET", "/relay/health").send().await.unwrap();
    assert_eq!(health.text().await.unwrap(), r#"{"relay":true}"#);
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let (host, seen) = host().await;
    let call = request(&host, "POST", "/relay/bunny/dnszone").body(vec![b'x'; 17 << 20]);
    assert_eq!(call.send().await.unwrap().status(), 413);
    assert!(seen.lock().unwrap().is_empty());
}
