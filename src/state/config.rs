//! What the host of the page says of itself: its `config.json`, and whether it has a relay. No key is ever
//! sent along.

use chrono::TimeDelta;
use zonesift_core::config::{self, Config};
use zonesift_core::provider::Method;

use crate::web::fetch::{self, Outgoing};
use crate::web::page;

/// Where a relay says that it is there (deploy/README.md, rule 16).
const RELAY: &str = "relay/health";
/// How long the host may take.
const LIMIT: TimeDelta = TimeDelta::seconds(10);

/// Takes what the loader was answered, a status and a body; without an answer the defaults hold.
#[must_use]
pub fn read() -> Config {
    let told = page::left_by_loader("zonesift:config");
    let answer = told.split_once(' ');
    let answer = answer.and_then(|(status, body)| Some((status.parse().ok()?, body)));
    answer.map_or_else(Config::unread, |(status, body)| Config::answered(status, body.as_bytes()))
}

/// Whether this site has a relay.
pub async fn has_relay() -> bool {
    let limit = LIMIT;
    let outgoing = Outgoing { url: RELAY, method: Method::Get, headers: &[], body: None, limit };
    let answer = fetch::send(outgoing, None).await;
    answer.is_ok_and(|(answer, _)| answer.status == 200 && config::is_relay(&answer.body))
}
