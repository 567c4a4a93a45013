//! A whole host over its socket: headers, the defence against rebinding, isolation of keys.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "all of it is test code")]

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use zonesift_host::{Config, Running, StartError, start};

async fn host() -> Running {
    start(Config::for_tests()).await.unwrap()
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

async fn get(host: &Running, path: &str, key: &str) -> reqwest::Response {
    let url = format!("{}{path}", host.url());
    client().get(url).header("accesskey", key).send().await.unwrap()
}

async fn json(response: reqwest::Response) -> Value {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

#[tokio::test]
async fn every_answer_has_the_headers_of_production() {
    let host = host().await;
    for path in ["", "config.json", "relay/health", "sandbox/bunny/dnszone", "nothing"] {
        let response = get(&host, path, "sandbox").await;
        let headers = response.headers();
        assert!(
            headers["content-security-policy"].to_str().unwrap().contains("'wasm-unsafe-eval'")
        );
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
        assert_eq!(headers["referrer-policy"], "no-referrer");
    }
}

#[tokio::test]
async fn refuses_a_foreign_host_name() {
    let host = host().await;
    for path in ["", "config.json", "sandbox/bunny/dnszone", "relay/bunny/dnszone"] {
        let url = format!("{}{path}", host.url());
        let response = client().get(url).header("host", "evil.example").send().await.unwrap();
        assert_eq!(response.status(), 403, "{path}");
        assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn binds_only_to_loopback() {
    let bind = "192.0.2.1".parse().unwrap();
    let refused = start(Config { bind, ..Config::for_tests() }).await;
    assert!(matches!(refused, Err(StartError::NotLoopback(address)) if address == bind));
}

#[tokio::test]
async fn each_key_has_an_account_of_its_own() {
    let host = host().await;
    let url = format!("{}sandbox/bunny/dnszone", host.url());
    let made = client()
        .post(&url)
        .header("accesskey", "sandbox-one")
        .header("content-type", "application/json")
        .body(json!({ "Domain": "newshop.example" }).to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), 201);
    let total = async |key| {
        json(get(&host, "sandbox/bunny/dnszone", key).await).await["TotalItems"].clone()
    };
    assert_eq!(
        total("sandbox-one").await.as_u64().unwrap(),
        total("sandbox-two").await.as_u64().unwrap() + 1
    );
}

#[tokio::test]
async fn every_account_holds_the_zones_of_the_options() {
    let zones = vec!["Real-Domain.example".to_owned()];
    let host = start(Config { zones, ..Config::for_tests() }).await.unwrap();
    let list = json(get(&host, "sandbox/bunny/dnszone?search=real-domain", "sandbox").await).await;
    assert_eq!(list["Items"][0]["Domain"], "real-domain.example");
    let wrong = Config { zones: vec!["not a domain".into()], ..Config::for_tests() };
    assert!(matches!(start(wrong).await, Err(StartError::Zone(_))));
}

#[test]
fn the_program_prints_its_address() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_zonesift-host"))
        .args(["--port", "0", "--dist", "nowhere"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines().take(4);
    let lines: Vec<String> = lines.map(Result::unwrap).collect();
    program.kill().unwrap();
    program.wait().unwrap();
    let port = lines[0].strip_prefix("Zonesift is at http://127.0.0.1:").unwrap();
    assert!(port.strip_suffix('/').unwrap().parse::<u16>().unwrap() > 0);
    assert!(lines[3].contains("cargo xtask build"));
}

#[test]
fn the_program_refuses_invalid_arguments() {
    let program = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_zonesift-host")).args(arguments).output().unwrap()
    };
    let refused = program(&["--bind", "0.0.0.0"]);
    assert!(!refused.status.success());
    assert!(String::from_utf8(refused.stderr).unwrap().contains("loopback only"));
    let help = program(&["--help"]);
    assert!(help.status.success() && help.stdout.starts_with(b"Serves Zonesift's page"));
}
