//! What this tab keeps over a reload: the connection under one name, and for each zone its scan and
//! decisions under another. The key stands in the first entry alone.

use zonesift_core::edits::Edits;
use zonesift_core::kept;
use zonesift_core::plan::{self, Change};
use zonesift_core::provider::Provider;
use zonesift_core::review::SavedReview;
use zonesift_core::scan::Scan;

use crate::api::Connection;
use crate::web::storage::{self, Keep};

/// The one entry that holds the key.
const CONNECTION: &str = "zonesift.key";
/// The beginning of the entries that hold scans and decisions.
const DISCOVERY: &str = "zonesift.discovery";
/// The beginning of the entries that hold edits.
const EDITS: &str = "zonesift.edits";

/// The connection that this tab has kept, if it is one that could be entered.
pub fn connection() -> Option<Connection> {
    let text = storage::read(Keep::Tab, CONNECTION)?;
    let (provider, address, key) = kept::read_connection(&text)?;
    Some(Connection { provider, address, key })
}

/// Keeps the connection; false when the browser refuses.
pub fn keep_connection(connection: &Connection) -> bool {
    let Connection { provider, address, key } = connection;
    storage::write(Keep::Tab, CONNECTION, &kept::write_connection(*provider, address, key))
}

/// What is kept of a zone at this provider.
pub fn discovery(provider: Provider, zone: &str) -> Option<(Scan, SavedReview)> {
    kept::read_discovery(&storage::read(Keep::Tab, &entry(DISCOVERY, provider, zone))?)
}

/// The edits that are kept of a zone at this provider.
pub fn edits(provider: Provider, zone: &str) -> Vec<Change> {
    let text = storage::read(Keep::Tab, &entry(EDITS, provider, zone));
    text.map(|text| plan::kept::read(&text).changes).unwrap_or_default()
}

/// Keeps a zone's edits; false when the browser refuses or has no more room.
pub fn keep_edits(provider: Provider, zone: &str, edits: &Edits) -> bool {
    let text = plan::kept::write(edits.list().iter().map(|(_, change)| change), false);
    storage::write(Keep::Tab, &entry(EDITS, provider, zone), &text)
}

/// Keeps a zone's discovery; false when the browser refuses or has no more room.
pub fn keep_discovery(provider: Provider, zone: &str, scan: &Scan, review: &SavedReview) -> bool {
    storage::write(
        Keep::Tab,
        &entry(DISCOVERY, provider, zone),
        &kept::write_discovery(scan, review),
    )
}

fn entry(kind: &str, provider: Provider, zone: &str) -> String {
    format!("{kind}.{}.{zone}", provider.slug())
}
