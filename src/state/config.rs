//! Asks the host of the page what it says of itself: its `config.json`, and whether it has a relay. No
//! key is ever sent along.

use zonesift_core::config::{self, Config};
use zonesift_core::provider::{Method, Response};

use crate::web::fetch::{self, Outgoing};

/// The file's name, relative to the page.
const FILE: &str = "config.json";
/// Where a relay says that it is there (deploy/README.md, rule 16).
const RELAY: &str = "relay/health";
/// How long the host may take, in milliseconds.
const LIMIT: u64 = 10_000;

/// Reads the host's file; without one the defaults hold.
pub async fn read() -> Config {
    match ask(FILE).await {
        Some(answer) => Config::answered(answer.status, &answer.body),
        None => Config::unread(),
    }
}

/// Whether this site has a relay.
pub async fn has_relay() -> bool {
    let answer = ask(RELAY).await.filter(|answer| answer.status == 200);
    answer.is_some_and(|answer| config::is_relay(&answer.body))
}

async fn ask(url: &str) -> Option<Response> {
    let outgoing = Outgoing { url, method: Method::Get, headers: &[], body: None, limit: LIMIT };
    fetch::send(outgoing, None).await.ok().map(|(answer, _)| answer)
}
