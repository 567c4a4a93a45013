//! Reads what the page's host offers: its `config.json`, and whether it has a relay. Never sends a key.

use chrono::TimeDelta;
use zonesift_core::config::{self, Config};
use zonesift_core::provider::Method;

use crate::browser::fetch::{self, Outgoing};
use crate::browser::page;

/// The relay's health check (deploy/README.md, rule 16).
const RELAY: &str = "relay/health";
/// Timeout of that request.
const LIMIT: TimeDelta = TimeDelta::seconds(10);

/// Parses status and body that the loader received; without an answer the defaults apply.
#[must_use]
pub fn read() -> Config {
    let told = page::left_by_loader("zonesift:config");
    let answer = told.split_once(' ');
    let answer = answer.and_then(|(status, body)| Some((status.parse().ok()?, body)));
    answer.map_or_else(Config::unread, |(status, body)| Config::answered(status, body.as_bytes()))
}

pub async fn has_relay() -> bool {
    let limit = LIMIT;
    let outgoing = Outgoing { url: RELAY, method: Method::Get, headers: &[], body: None, limit };
    let answer = fetch::send(outgoing, None).await;
    answer.is_ok_and(|(answer, _)| answer.status == 200 && config::is_relay(&answer.body))
}
