//! What the host of the page says of itself: which addresses the API has here, and whether there is
//! a sandbox. A bare static host says nothing, and the providers' public addresses hold.

use std::collections::BTreeMap;

use serde::Deserialize;
use zonesift_core::address;
use zonesift_core::provider::Provider;

use crate::web::fetch::{self, Outgoing};

/// The file's name, relative to the page.
const FILE: &str = "config.json";
/// A host that takes longer than this, in milliseconds, has no such file.
const LIMIT: u64 = 10_000;

/// The host's `config.json`. Fields that are not known are left alone.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Config {
    providers: BTreeMap<String, Addresses>,
    sandbox_key: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Addresses {
    address: Option<String>,
    sandbox: Option<String>,
}

impl Config {
    /// Reads the host's file; without one, or with one that cannot be used, the defaults hold.
    pub async fn read() -> Self {
        let outgoing =
            Outgoing { url: FILE, method: "GET", headers: &[], body: None, limit: LIMIT };
        let answer = fetch::send(outgoing).await.ok().filter(|answer| answer.status == 200);
        answer.and_then(|answer| serde_json::from_slice(&answer.body).ok()).unwrap_or_default()
    }

    /// The address that the connect page offers for a provider.
    #[must_use]
    pub fn address(&self, provider: Provider) -> String {
        let configured = self.providers.get(provider.slug()).and_then(|a| a.address.as_deref());
        configured.and_then(address::parse).unwrap_or_else(|| provider.public_address().to_owned())
    }

    /// The address and the key of the host's sandbox for a provider, if it has one. A stranger's
    /// file could name any address here, so only one of the page's own site counts.
    #[must_use]
    pub fn sandbox(&self, provider: Provider) -> Option<(String, String)> {
        let sandbox = self.providers.get(provider.slug())?.sandbox.as_deref()?;
        let address = address::parse(sandbox).filter(|address| address::is_relative(address))?;
        Some((address, self.sandbox_key.clone()?))
    }
}
