//! Asks the host of the page for its `config.json`: which addresses the API has here, and whether
//! there is a sandbox.

use zonesift_core::config::Config;
use zonesift_core::provider::Method;

use crate::web::fetch::{self, Outgoing};

/// The file's name, relative to the page.
const FILE: &str = "config.json";
/// A host that takes longer than this, in milliseconds, has no such file.
const LIMIT: u64 = 10_000;

/// Reads the host's file; without one, or with one that cannot be used, the defaults hold.
pub async fn read() -> Config {
    let outgoing =
        Outgoing { url: FILE, method: Method::Get, headers: &[], body: None, limit: LIMIT };
    let answer = fetch::send(outgoing, None).await.ok().map(|(answer, _)| answer);
    let answer = answer.filter(|answer| answer.status == 200);
    answer.map(|answer| Config::read(&answer.body)).unwrap_or_default()
}
