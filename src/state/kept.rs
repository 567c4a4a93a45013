//! What this tab keeps over a reload: the connection under one name, and for each zone its scan and
//! decisions under another, with the hashes of what was found in entries of their own. The key stands in
//! the first entry alone.

use std::cell::{Cell, OnceCell, RefCell};

use zonesift_core::edits::Edits;
use zonesift_core::kept;
use zonesift_core::plan::{self, Change};
use zonesift_core::provider::Provider;
use zonesift_core::review::{Review, SavedReview};
use zonesift_core::scan::Scan;

use crate::api::Connection;
use crate::web::clock;
use crate::web::storage::{self, Keep};

/// The one entry that holds the key.
const CONNECTION: &str = "zonesift.key";
/// The beginning of the entries that hold scans and decisions.
const DISCOVERY: &str = "zonesift.discovery";
/// The beginning of the entries that hold hashes.
const HASHES: &str = "zonesift.found";
/// So many hashes stand in one of them.
const BLOCK: usize = 1_000;
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

/// What is kept of a zone at this provider, with the hashes of what had been found.
pub fn discovery(provider: Provider, zone: &str) -> Option<(Scan, SavedReview, String)> {
    let text = storage::read(Keep::Tab, &entry(DISCOVERY, provider, zone))?;
    let (scan, review) = kept::read_discovery(&text)?;
    let blocks = (0..).map_while(|place| storage::read(Keep::Tab, &block(review.hashes(), place)));
    let hashes = blocks.collect();
    Some((scan, review, hashes))
}

/// The hashes of what was found in a zone, as far as they are kept. They are long and never change, so
/// each is written once. A page that has been loaded anew numbers what it finds anew, and keeps it under
/// another name: no decision can be taken for that of another record.
#[derive(Default)]
pub struct Hashes {
    name: OnceCell<String>,
    written: Cell<usize>,
    /// The name of those that the page before has left.
    old: RefCell<Option<String>>,
}

impl Hashes {
    /// The name that they are kept under.
    pub fn name(&self) -> &str {
        self.name.get_or_init(clock::unique)
    }

    /// Takes note of what the page before has left.
    pub fn left(&self, saved: &SavedReview) {
        self.old.replace(Some(saved.hashes().to_owned()));
    }

    /// Keeps those of a review that are not kept yet, so many entries at most. Tells whether there are
    /// more; none when the browser refuses or has no more room.
    pub fn keep(&self, review: &Review, blocks: usize) -> Option<bool> {
        for _ in 0..blocks {
            let (written, all) = (self.written.get(), review.kept_items());
            if written >= all {
                return Some(false);
            }
            let place = written / BLOCK;
            let end = all.min((place + 1) * BLOCK);
            let text = review.hashes(place * BLOCK..end);
            if !storage::write(Keep::Tab, &block(self.name(), place), &text) {
                return None;
            }
            self.written.set(end);
        }
        Some(true)
    }

    /// Once what refers to these is kept, those of the page before are needed no more.
    pub fn forget_old(&self) {
        let Some(old) = self.old.take().filter(|old| !old.is_empty()) else { return };
        for place in 0.. {
            let name = block(&old, place);
            if storage::read(Keep::Tab, &name).is_none() {
                return;
            }
            storage::remove(Keep::Tab, &name);
        }
    }
}

fn block(name: &str, place: usize) -> String {
    [HASHES, ".", name, ".", &place.to_string()].concat()
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
