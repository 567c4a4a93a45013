//! The contract of all relays, as deploy/README.md puts it: each test is one rule or a part of one, and
//! its name begins with the rule's number. By itself it tests the host; `cargo xtask relays` names the
//! other relays to it (`ZONESIFT_RELAY`), and makes deploy/conformance.md of what comes out.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

mod wire;

use std::{io::Read, thread, time::Duration};

use wire::{Call, FLOOD, FLOODS, HANGS_UP, IS_SILENT, REDIRECTS, RELAY, STREAMS, ask, tell};
use zonesift_host::relay::allowed::{CALLS, Provider, Verdict, judge};

const ID: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const KEY: &str = "a-key-that-no-log-may-hold";
const NOT_ALLOWED: &str = r#"{"relay":"not-allowed"}"#;

fn zone() -> String {
    format!("/relay/cloudflare/client/v4/zones/{ID}")
}

#[test]
fn r01_every_call_of_the_table_passes() {
    for row in CALLS.iter() {
        let path = row.path.replace("{number}", "715217").replace("{id}", ID);
        let api = if row.provider == Provider::Bunny { "bunny" } else { "cloudflare" };
        for method in &row.methods {
            let (call, answer) = ask(method.as_str(), &format!("/relay/{api}/{path}"), &[]);
            assert_eq!(answer.status(), 200, "{method} {api} {path}");
            let seen = call.seen().unwrap();
            assert_eq!((&*seen.first[0], seen.path()), (method.as_str(), &*format!("/{path}")));
        }
    }
}

#[test]
fn r01_other_paths_are_refused_without_a_call() {
    let zone = zone();
    for path in [
        "/relay/bunny/user",
        "/relay/bunny/pullzone",
        "/relay/bunny/pullzone/1/purgeCache",
        "/relay/bunny/billing",
        "/relay/bunny/apikey",
        "/relay/bunny/",
        "/relay/bunny",
        "/relay/bunny/dnszone/1/recheckdns",
        "/relay/bunny/client/v4/zones",
        "/relay/cloudflare/dnszone",
        "/relay/cloudflare/client/v4/user",
        "/relay/cloudflare/client/v4/user/tokens",
        "/relay/cloudflare/client/v4/accounts",
        "/relay/elsewhere/dnszone",
        &format!("{zone}/purge_cache"),
        &format!("{zone}/settings"),
        &format!("{zone}/dns_records/settings"),
    ] {
        for method in ["GET", "POST", "DELETE"] {
            let (call, answer) = ask(method, path, &[]);
            assert_eq!((answer.status(), &*answer.body), (404, NOT_ALLOWED), "{method} {path}");
            assert!(call.seen().is_none(), "{method} {path}");
        }
    }
}

#[test]
fn r01_other_methods_are_refused_without_a_call() {
    let zone = zone();
    for (method, path) in [
        ("PUT", "/relay/bunny/dnszone/1"),
        ("PATCH", "/relay/bunny/dnszone"),
        ("GET", "/relay/bunny/dnszone/checkavailability"),
        ("HEAD", "/relay/bunny/dnszone"),
        ("OPTIONS", "/relay/bunny/dnszone"),
        ("DELETE", &zone),
        ("PATCH", &zone),
        ("DELETE", &format!("{zone}/dns_records")),
    ] {
        let (call, answer) = ask(method, path, &[]);
        assert_eq!(answer.status(), 405, "{method} {path}");
        assert!(call.seen().is_none(), "{method} {path}");
    }
}

/// Some servers put a path in order before anybody can look at it. Whatever they make of it, nothing
/// reaches the upstream but a call that stands in the table as it is.
#[test]
fn r02_no_trick_of_spelling_reaches_another_path() {
    for path in [
        "/relay/bunny//dnszone",
        "/relay/bunny/dnszone//1",
        "/relay/bunny/dnszone/",
        "/relay//bunny/dnszone",
        "/relay/bunny/dnszone%2f1",
        "/relay/bunny/dnszone%2F1%2Frecords",
        "/relay/bunny/%64nszone",
        "/relay/bunny/dnszone/..",
        "/relay/bunny/dnszone/../user",
        "/relay/bunny/dnszone/%2e%2e/user",
        "/relay/bunny/dnszone/%2E./user",
        "/relay/bunny/dnszone/..%2fuser",
        "/relay/bunny/dnszone/..%5cuser",
        "/relay/bunny/dnszone/1;/../../user",
        "/relay/bunny/dnszone\\..\\user",
        "/relay/bunny/dnszone/1%00",
        "/relay/bunny/dnszone/1%0a/user",
        "/relay/bunny/dnszone/1%23",
        "/relay/bunny/dnszone/%32",
        "/relay/bunny/DNSZONE",
        "/relay/bunny/dnszone/12345678901234567890",
        "/relay/bunny/../cloudflare/client/v4/user",
        "/relay/bunny/.evil.example/dnszone",
        "/relay/bunny@evil.example/dnszone",
        "/relay/bunny:1/dnszone",
        "/relay/bunny.evil.example/dnszone",
        "/relay/cloudflare/client/v4/zones/../user/tokens",
        "/relay/cloudflare/client/v4/zones/..%2f..%2fv4%2faccounts",
    ] {
        for method in ["GET", "DELETE"] {
            let (call, answer) = ask(method, path, &[]);
            match call.seen() {
                Some(seen) => {
                    let sent = seen.path().trim_start_matches('/');
                    let judged = [Provider::Bunny, Provider::Cloudflare]
                        .map(|api| judge(api, &seen.first[0].parse().unwrap(), sent));
                    assert!(judged.contains(&Verdict::Allowed), "{path} went out as {sent}");
                    assert_eq!(seen.first[0], method, "{path}");
                }
                None => {
                    let status = answer.status();
                    assert!([400, 404, 405].contains(&status), "{method} {path}: {status}");
                }
            }
        }
    }
}

#[test]
fn r03_a_header_that_asks_for_another_call_is_refused_without_a_call() {
    for line in [
        "X-HTTP-Method-Override: DELETE",
        "X-HTTP-Method: DELETE",
        "X-Method-Override: DELETE",
        "X-Original-URL: /user",
        "X-Rewrite-URL: /user",
        "X-Host: evil.example",
        "X-Original-Host: evil.example",
        "X-Forwarded-Host: evil.example",
        &format!("X-Forwarded-Host: {}.evil.example", RELAY.address),
    ] {
        for method in ["GET", "POST"] {
            let (call, answer) = ask(method, "/relay/bunny/dnszone", &[line]);
            assert_eq!((answer.status(), &*answer.body), (404, NOT_ALLOWED), "{method} {line}");
            assert!(call.seen().is_none(), "{method} {line}");
        }
    }
}

#[test]
fn r03_no_header_makes_another_call_of_it() {
    // What a server in front may add; the first says what `Host` says.
    let lines = [
        &*format!("X-Forwarded-Host: {}", RELAY.address),
        "X-Forwarded-Prefix: /user",
        "Forwarded: host=evil.example",
    ];
    let (call, answer) = ask("GET", "/relay/bunny/dnszone", &lines);
    assert_eq!(answer.status(), 200);
    let seen = call.seen().unwrap();
    assert_eq!((&*seen.first[0], seen.path()), ("GET", "/dnszone"));
    assert!(!seen.headers.values().any(|value| value.contains("evil")));
    for line in lines {
        let name = line.split(':').next().unwrap().to_ascii_lowercase();
        assert!(seen.header(&name).is_none(), "{line} went out");
    }
}

#[test]
fn r03_the_upstream_is_fixed_whatever_host_is_asked_for() {
    let (call, _) = ask("GET", "/relay/bunny/dnszone", &["Host: evil.example"]);
    if let Some(seen) = call.seen() {
        assert_eq!(seen.header("host"), Some(&*RELAY.upstream.to_string()));
    }
    let (call, _) = ask("GET", "http://evil.example/relay/bunny/dnszone", &[]);
    if let Some(seen) = call.seen() {
        assert_eq!(seen.header("host"), Some(&*RELAY.upstream.to_string()));
    }
}

#[test]
fn r04_other_sites_are_refused_without_a_call() {
    for line in [
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
        "Origin: http://evil.example",
        "Origin: null",
        &format!("Origin: http://{}.evil.example", RELAY.address),
        &format!("Origin: http://evil.example/{}", RELAY.address),
        &format!("Origin: ftp://{}", RELAY.address),
    ] {
        for method in ["GET", "POST"] {
            let (call, answer) = ask(method, "/relay/bunny/dnszone", &[line]);
            let expected = (403, r#"{"relay":"other-origin"}"#);
            assert_eq!((answer.status(), &*answer.body), expected, "{line}");
            assert!(answer.header("access-control-allow-origin").is_none());
            assert!(call.seen().is_none(), "{line}");
        }
    }
    let own = format!("Origin: http://{}", RELAY.address);
    let (_, answer) = ask("POST", "/relay/bunny/dnszone", &[&own, "Sec-Fetch-Site: same-origin"]);
    assert_eq!(answer.status(), 200);
}

#[test]
fn r05_a_call_goes_out_with_what_it_needs() {
    let record = format!("{}/dns_records/{ID}?a=b%20c", zone());
    let key = format!("Authorization: Bearer {KEY}");
    let form = "Content-Type: multipart/form-data; boundary=b";
    for method in ["PATCH", "PUT"] {
        let headers = [&*key, form, "Accept: application/json"];
        let (call, answer) = tell(method, &record, &headers, "--b-\u{fc}-b--");
        assert_eq!((answer.status(), &*answer.body), (200, r#"{"success":true}"#));
        let seen = call.seen().unwrap();
        assert_eq!((&*seen.first[0], &*seen.body), (method, "--b-\u{fc}-b--"));
        assert!(seen.first[1].contains(&format!("/dns_records/{ID}?a=b%20c&case=")), "{seen:?}");
        assert_eq!(seen.header("authorization"), Some(&*format!("Bearer {KEY}")));
        assert_eq!(seen.header("content-type"), Some("multipart/form-data; boundary=b"));
        assert_eq!(seen.header("accept"), Some("application/json"));
    }
    let (call, _) = ask("GET", "/relay/bunny/dnszone", &[&format!("AccessKey: {KEY}")]);
    assert_eq!(call.seen().unwrap().header("accesskey"), Some(KEY));
}

#[test]
fn r06_cookies_and_what_tells_of_the_user_go_nowhere() {
    let own = format!("http://{}", RELAY.address);
    let lines = [
        "Cookie: c=d".to_owned(),
        format!("Origin: {own}"),
        format!("Referer: {own}/"),
        "Sec-Fetch-Site: same-origin".to_owned(),
        "User-Agent: the-browser".to_owned(),
        "Accept-Language: xx".to_owned(),
        "X-Other: 1".to_owned(),
        "X-Auth-Email: a@b.example".to_owned(),
        "Authorization: Basic x".to_owned(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (call, _) = ask("GET", "/relay/bunny/dnszone", &lines);
    let seen = call.seen().unwrap();
    for name in [
        "cookie",
        "origin",
        "referer",
        "sec-fetch-site",
        "x-other",
        "x-auth-email",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
        "forwarded",
        "via",
    ] {
        assert!(seen.header(name).is_none(), "{name} went out");
    }
    // Runtimes have words of their own for these two.
    assert_ne!(seen.header("user-agent"), Some("the-browser"));
    assert_ne!(seen.header("accept-language"), Some("xx"));
}

#[test]
fn r07_limits_and_request_ids_come_back() {
    let (_, answer) = ask("GET", "/relay/bunny/dnszone", &[]);
    for (name, value) in [
        ("content-type", "application/json"),
        ("retry-after", "7"),
        ("ratelimit", "r"),
        ("ratelimit-policy", "p"),
        ("x-ratelimit-limit", "9"),
        ("x-ratelimit-remaining", "3"),
        ("x-ratelimit-reset", "1"),
        ("cf-ray", "ray"),
        ("cdn-requestid", "cdn"),
        ("x-request-id", "xid"),
        ("request-id", "rid"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
}

#[test]
fn r08_what_would_act_on_the_browser_does_not_come_back() {
    let (_, answer) = ask("GET", "/relay/bunny/dnszone", &[]);
    for name in ["set-cookie", "access-control-allow-origin", "clear-site-data", "refresh", "link"]
    {
        assert!(answer.header(name).is_none(), "{name} came back");
    }
    assert_ne!(answer.header("server"), Some("upstream"));
}

#[test]
fn r08_nothing_unknown_comes_back() {
    let (_, answer) = ask("GET", "/relay/bunny/dnszone", &[]);
    for name in ["x-other", "7th", "_under", "q", "!x", "'x"] {
        assert!(answer.header(name).is_none(), "{name} came back");
    }
}

#[test]
fn r09_nothing_is_kept_by_a_cache() {
    for (method, path) in [
        ("GET", "/relay/bunny/dnszone"),
        ("GET", "/relay/bunny/user"),
        ("GET", "/relay/bunny/dnszone/502"),
        ("GET", "/relay/health"),
        ("POST", "/relay/health"),
    ] {
        let (_, answer) = ask(method, path, &[]);
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{method} {path}");
    }
    let (_, answer) = ask("GET", "/relay/bunny/dnszone", &["Origin: null"]);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
}

#[test]
fn r10_a_redirect_is_not_followed() {
    let (call, answer) = ask("GET", &format!("/relay/bunny/dnszone/{REDIRECTS}"), &[]);
    assert_eq!(answer.status(), 302);
    assert!(answer.header("location").is_none());
    assert_eq!(call.seen().unwrap().path(), "/dnszone/302");
}

#[test]
fn r11_a_body_that_is_too_large_is_refused_without_a_call() {
    let length = format!("Content-Length: {}", 17 << 20);
    let mut call = Call::open("POST", "/relay/bunny/dnszone", &[&length]);
    call.send(&[b'x'; 1024]);
    let answer = call.answer();
    assert_eq!((answer.status(), &*answer.body), (413, r#"{"relay":"too-large"}"#));
    assert!(call.seen().is_none());
}

#[test]
fn r11_a_body_of_unknown_length_is_broken_off_at_the_limit() {
    let mut call = Call::open("POST", "/relay/bunny/dnszone", &["Transfer-Encoding: chunked"]);
    let chunk = [b"10000\r\n", &[b'x'; 1 << 16][..], b"\r\n"].concat();
    let whole = (0..17 << 4).all(|_| call.send(&chunk)) && call.send(b"0\r\n\r\n");
    // A relay that hangs up in the middle may have no answer that arrives.
    let status = call.answer().status();
    assert!(status == 413 || (status == 0 && !whole), "{status}");
    let reached = call.seen().map_or(0, |seen| seen.received);
    assert!(reached <= 16 << 20, "{reached} bytes went out");
}

#[test]
fn r11_the_largest_body_that_the_page_sends_passes() {
    let body = "x".repeat(15 << 20);
    let (call, answer) = tell("POST", "/relay/bunny/dnszone", &[], &body);
    assert_eq!(answer.status(), 200);
    assert_eq!(call.seen().unwrap().received, body.len());
}

#[test]
#[ignore = "takes the 60 seconds that it is about"]
fn r12_an_upstream_that_is_silent_is_given_up_after_a_minute() {
    let path = format!("/relay/bunny/dnszone/{IS_SILENT}");
    let (_, answer) = ask("GET", &path, &[]);
    assert_eq!((answer.status(), &*answer.body), (504, r#"{"relay":"timeout"}"#));
}

#[test]
fn r13_an_upstream_that_hangs_up_is_told() {
    let (_, answer) = ask("GET", &format!("/relay/bunny/dnszone/{HANGS_UP}"), &[]);
    assert_eq!((answer.status(), &*answer.body), (502, r#"{"relay":"unreachable"}"#));
}

#[test]
fn r14_an_answer_is_passed_on_while_it_arrives() {
    let call = Call::open("GET", &format!("/relay/bunny/dnszone/{STREAMS}"), &[]);
    let begun = std::time::Instant::now();
    let (head, mut body) = call.head();
    assert_eq!(head.status(), 200);
    let mut early = [0; 5];
    body.read_exact(&mut early).unwrap();
    // The upstream waits 4 s with the rest.
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

#[test]
fn r14_a_body_is_passed_on_while_it_arrives() {
    let length = format!("Content-Length: {}", 8 << 20);
    let mut call = Call::open("POST", "/relay/bunny/dnszone", &[&length]);
    call.send(&vec![b'x'; 1 << 20]);
    assert!(call.seen_when(|seen| seen.received > 0).is_some(), "nothing went out yet");
    call.send(&vec![b'x'; 7 << 20]);
    assert_eq!(call.answer().status(), 200);
    assert_eq!(call.seen().unwrap().received, 8 << 20);
}

#[test]
fn r14_an_answer_that_nobody_reads_is_not_gathered() {
    let call = Call::open("GET", &format!("/relay/bunny/dnszone/{FLOODS}"), &[]);
    let (head, _) = call.head();
    assert_eq!(head.status(), 200);
    thread::sleep(Duration::from_secs(3));
    let sent = wire::flooded();
    // What the sockets of both connections hold.
    assert!(sent < FLOOD / 2, "{sent} bytes of {FLOOD} were taken");
}

#[test]
fn r15_the_key_is_in_no_log() {
    let key = format!("AccessKey: {KEY}");
    let token = format!("Authorization: Bearer {KEY}");
    for path in ["/relay/bunny/dnszone", "/relay/bunny/user", "/relay/bunny/dnszone/502"] {
        ask("GET", path, &[&key, &token]);
    }
    ask("GET", "/relay/bunny/dnszone", &[&key, &token, "Origin: null"]);
    let length = format!("Content-Length: {}", 17 << 20);
    Call::open("POST", "/relay/bunny/dnszone", &[&key, &token, &length]).answer();
    thread::sleep(Duration::from_secs(1));
    assert!(!RELAY.log().contains(KEY));
}

#[test]
fn r16_a_relay_tells_that_it_is_one() {
    let (_, answer) = ask("GET", "/relay/health", &[]);
    assert_eq!((answer.status(), &*answer.body), (200, r#"{"relay":true}"#));
}

#[test]
#[ignore = "needs an upstream behind TLS, which `cargo xtask relays` prepares"]
fn r17_an_upstream_with_a_certificate_that_is_trusted_is_called() {
    let (call, answer) = ask("GET", "/relay/bunny/dnszone", &[&format!("AccessKey: {KEY}")]);
    assert_eq!(answer.status(), 200);
    assert_eq!(call.seen().unwrap().header("accesskey"), Some(KEY));
}

#[test]
#[ignore = "needs an upstream behind TLS, which `cargo xtask relays` prepares"]
fn r17_nothing_goes_to_an_upstream_whose_certificate_is_not_trusted() {
    let (call, answer) = ask("GET", "/relay/bunny/dnszone", &[&format!("AccessKey: {KEY}")]);
    assert_eq!((answer.status(), &*answer.body), (502, r#"{"relay":"unreachable"}"#));
    assert!(call.seen().is_none());
}
