//! What this tab keeps over a reload: the connection under one name, and for each zone its scan and
//! decisions under another. The key stands in the first entry alone.

use serde::{Deserialize, Serialize};
use zonesift_core::address;
use zonesift_core::provider::{ApiKey, Provider};
use zonesift_core::review::SavedReview;
use zonesift_core::scan::Scan;

use crate::api::Connection;
use crate::web::storage::{self, Keep};

/// The one entry that holds the key.
const CONNECTION: &str = "zonesift.key";
/// The beginning of the entries that hold scans and decisions.
const DISCOVERY: &str = "zonesift.discovery";

#[derive(Serialize, Deserialize)]
struct KeptConnection {
    provider: String,
    address: String,
    key: String,
}

/// What is kept of a zone's discovery.
#[derive(Default, Serialize, Deserialize)]
pub struct KeptDiscovery {
    /// The scan.
    pub scan: Scan,
    /// The decisions.
    pub review: SavedReview,
}

/// The connection that this tab has kept, if it is one that could be entered.
pub fn connection() -> Option<Connection> {
    let text = storage::read(Keep::Tab, CONNECTION)?;
    let kept: KeptConnection = serde_json::from_str(&text).ok()?;
    Some(Connection {
        provider: Provider::from_slug(&kept.provider)?,
        address: address::parse(&kept.address)?,
        key: ApiKey::new(&kept.key)?,
    })
}

/// Keeps the connection; false when the browser refuses.
pub fn keep_connection(connection: &Connection) -> bool {
    let kept = KeptConnection {
        provider: connection.provider.slug().into(),
        address: connection.address.clone(),
        key: connection.key.expose().into(),
    };
    serde_json::to_string(&kept).is_ok_and(|text| storage::write(Keep::Tab, CONNECTION, &text))
}

/// What is kept of a zone at this provider.
pub fn discovery(provider: Provider, zone: &str) -> Option<KeptDiscovery> {
    serde_json::from_str(&storage::read(Keep::Tab, &entry(provider, zone))?).ok()
}

/// Keeps a zone's discovery; false when the browser refuses or has no more room.
pub fn keep_discovery(provider: Provider, zone: &str, kept: &KeptDiscovery) -> bool {
    serde_json::to_string(kept)
        .is_ok_and(|text| storage::write(Keep::Tab, &entry(provider, zone), &text))
}

fn entry(provider: Provider, zone: &str) -> String {
    format!("{DISCOVERY}.{}.{zone}", provider.slug())
}
