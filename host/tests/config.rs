//! docs/config.schema.json and the page's own reader of `config.json` take the same files for right and for
//! wrong: what an editor lets pass, the page takes. It asks no server.
#![allow(clippy::unwrap_used, reason = "all of it is test code")]

use std::fs;
use std::path::Path;

use serde_json::Value;
use zonesift_core::config::Config;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read_to_string(root.join(path)).unwrap()
}

fn schema() -> Value {
    serde_json::from_str(&read("docs/config.schema.json")).unwrap()
}

/// What both say of a file, which has to be the same.
fn is_right(text: &str) -> bool {
    let by_schema =
        jsonschema::draft202012::is_valid(&schema(), &serde_json::from_str(text).unwrap());
    let by_page = Config::read(text.as_bytes()).faults.is_empty();
    assert_eq!(by_schema, by_page, "the schema and the page differ about {text}");
    by_page
}

fn provider(name: &str, member: &str, value: &str) -> String {
    format!(r#"{{"providers":{{"{name}":{{"{member}":{}}}}}}}"#, Value::from(value))
}

fn link(text: &str, address: &str) -> String {
    format!(r#"{{"links":[{{"text":{},"address":{}}}]}}"#, Value::from(text), Value::from(address))
}

#[test]
fn the_schema_is_valid() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
}

#[test]
fn the_document_names_every_member_of_the_schema() {
    let (schema, document) = (schema(), read("docs/config.md"));
    let members = |path: &str| {
        let members = schema.pointer(path).unwrap().as_object().unwrap();
        members.keys().cloned().collect::<Vec<_>>()
    };
    let inner = ["bunny", "cloudflare"].into_iter().flat_map(|provider| {
        let members = members("/$defs/provider/properties");
        members.into_iter().map(move |member| format!("providers.{provider}.{member}"))
    });
    let links = members("/properties/links/items/properties");
    for member in members("/properties").into_iter().chain(inner).chain(links) {
        assert!(document.contains(&format!("`{member}`")), "{member}");
    }
}

#[test]
fn the_file_for_hosts_with_a_relay_and_the_example_are_valid() {
    assert!(is_right(&read("deploy/config.json")));
    let document = read("docs/config.md");
    let example = document.split("```json").nth(1).unwrap().split("```").next().unwrap();
    assert!(is_right(example));
}

#[test]
fn schema_and_page_judge_addresses_alike() {
    for address in [
        "https://api.bunny.net",
        "https://relay.example:8443/bunny/",
        "http://localhost:8080/x",
        "http://127.0.0.1",
        "http://[::1]:80/a",
        "relay/bunny",
        "/relay/bunny",
    ] {
        assert!(is_right(&provider("bunny", "address", address)), "{address}");
    }
    for address in [
        "",
        "https://",
        "https:///x",
        "http://relay.example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "ftp://localhost",
        "javascript:alert(1)",
        "//evil.example",
        "https://user@evil.example",
        "https://a.example?x",
        "https://a.example#x",
        "https://a example",
        "relay\\bunny",
    ] {
        assert!(!is_right(&provider("cloudflare", "address", address)), "{address}");
    }
    assert!(is_right(&provider("bunny", "sandbox", "sandbox/bunny")));
    for address in ["https://stranger.example", "//stranger.example", ""] {
        assert!(!is_right(&provider("bunny", "sandbox", address)), "{address}");
    }
}

#[test]
fn schema_and_page_judge_links_alike() {
    let long = "x".repeat(60);
    for (text, address) in [
        ("Imprint", "https://example.org/imprint?a=b#c"),
        ("Größe 🏔", "https://[2001:db8::1]/"),
        (&*long, "https://x.example"),
    ] {
        assert!(is_right(&link(text, address)), "{text} {address}");
    }
    let links = |count: usize| {
        let one = r#"{"text":"x","address":"https://x.example"}"#;
        format!(r#"{{"links":[{}]}}"#, vec![one; count].join(","))
    };
    assert!(is_right(&links(20)) && !is_right(&links(21)));
    let longer = format!("{long}x");
    for (text, address) in [
        ("", "https://example.org"),
        (" \t", "https://example.org"),
        (&*longer, "https://example.org"),
        ("Help", ""),
        ("Help", "https://"),
        ("Help", "http://example.org"),
        ("Help", "javascript:alert(1)"),
        ("Help", "https://example.org@evil.example"),
        ("Help", "https://example.org/a b"),
        ("Help", "https://größe.example"),
        ("Help", "https://example.org\\@evil.example"),
    ] {
        assert!(!is_right(&link(text, address)), "{text} {address}");
    }
}

#[test]
fn schema_and_page_judge_everything_else_alike() {
    for text in [
        "{}",
        r#"{"$schema":"https://zonesift.example/config.schema.json"}"#,
        r#"{"providers":{"bunny":{}}}"#,
        r#"{"providers":{"bunny":{},"cloudflare":{}},"links":[],"idleMinutes":240}"#,
        r#"{"idleMinutes":5}"#,
        r#"{"sandboxKey":"sandbox-demo"}"#,
        r#"{"resolvers":[],"certificates":false}"#,
        r#"{"resolvers":["dns.sb","google","cloudflare","host"],"certificates":true}"#,
    ] {
        assert!(is_right(text), "{text}");
    }
    for text in [
        "[]",
        "null",
        "7",
        r#"{"provider":{}}"#,
        r#"{"providers":[]}"#,
        r#"{"providers":{}}"#,
        r#"{"providers":{"bunyn":{}}}"#,
        r#"{"providers":{"bunny":{},"other":{}}}"#,
        r#"{"providers":{"bunny":"relay/bunny"}}"#,
        r#"{"providers":{"bunny":{"adress":"relay/bunny"}}}"#,
        r#"{"providers":{"bunny":{"address":null}}}"#,
        r#"{"idleMinutes":"15"}"#,
        r#"{"idleMinutes":16}"#,
        r#"{"idleMinutes":-5}"#,
        r#"{"idleMinutes":null}"#,
        r#"{"resolvers":"google"}"#,
        r#"{"resolvers":{"google":true}}"#,
        r#"{"resolvers":["quad9"]}"#,
        r#"{"resolvers":["Google"]}"#,
        r#"{"resolvers":["google","google"]}"#,
        r#"{"resolvers":[null]}"#,
        r#"{"resolvers":null}"#,
        r#"{"certificates":"true"}"#,
        r#"{"certificates":null}"#,
        r#"{"links":{}}"#,
        r#"{"links":["https://x.example"]}"#,
        r#"{"links":[{"text":"x"}]}"#,
        r#"{"links":[{"text":"x","address":"https://x.example","more":1}]}"#,
        r#"{"sandboxKey":""}"#,
        r#"{"sandboxKey":7}"#,
    ] {
        assert!(!is_right(text), "{text}");
    }
}
