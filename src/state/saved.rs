//! What the tab keeps over a reload, in `sessionStorage`: the connection with its key in one entry; for each
//! zone its scan and decisions in another, and the hashes of found records in entries of their own. Separate
//! entries say when the key was last used and why it was forgotten. Provider and address are stored as well,
//! so that after a lock the form asks for the key of that connection.

use chrono::{DateTime, Utc};
use zonesift_core::edits::Edits;
use zonesift_core::evidence::{Dismissals, Kept};
use zonesift_core::idle::Limit;
use zonesift_core::kept::{self, EarlierConnection, Waiting, ZoneAt};
use zonesift_core::provider::{Connection, Provider};
use zonesift_core::review::{Review, SavedReview};
use zonesift_core::scan::Scan;
use zonesift_core::text::Locked;

use crate::browser::clock;
use crate::browser::storage::{self, Keep};

/// The one entry that holds the user's key.
const CONNECTION: &str = "zonesift.key";
/// When the key was last used.
const USED: &str = "zonesift.used";
/// Why the key was forgotten, until the user has been told.
const LOCKED: &str = "zonesift.locked";
/// After how much idle time the key is forgotten; in `localStorage`, for all tabs.
const LIMIT: &str = "zonesift.idle";
/// Request timeout in seconds; in `localStorage`, for all tabs.
const SECONDS: &str = "zonesift.seconds";
/// Prefix of the entries with scan and decisions.
const DISCOVERY: &str = "zonesift.discovery";
/// Prefix of the entries with hashes.
const HASHES: &str = "zonesift.found";
/// Hashes per entry.
const BLOCK: usize = 1_000;
/// Prefix of the entries with edits.
const EDITS: &str = "zonesift.edits";
/// Prefix of the entries that name the zones that the tab has opened.
const ZONE: &str = "zonesift.zone";
/// Prefix of the entries with a check with DNS.
const HUNT: &str = "zonesift.dns";
/// Prefix of the entries with what is dismissed.
const DISMISSED: &str = "zonesift.dismissed";
/// Whether the user has agreed that resolvers are asked.
const ASKS: &str = "zonesift.resolvers";
/// Names the entry of the tab's last connection. Also the prefix of these entries, one for each provider and
/// address.
const PLACE: &str = "zonesift.place";

/// The stored connection, if it is valid.
pub fn connection() -> Option<Connection> {
    kept::read_connection(&storage::read(Keep::Tab, CONNECTION)?)
}

/// Stores the connection as used now. False if the browser refuses; nothing is stored then.
pub fn keep_connection(connection: &Connection, now: DateTime<Utc>) -> bool {
    let text = kept::write_connection(connection);
    let done = keep_used(now) && storage::write(Keep::Tab, CONNECTION, &text);
    if !done {
        forget_connection();
    }
    done
}

/// Deletes the connection and nothing else.
pub fn forget_connection() {
    storage::remove(Keep::Tab, CONNECTION);
    storage::remove(Keep::Tab, USED);
}

/// When the key was last used; without an entry 1970, so that the key counts as expired.
pub fn used() -> DateTime<Utc> {
    let text = storage::read(Keep::Tab, USED).and_then(|text| text.parse().ok());
    text.and_then(DateTime::from_timestamp_millis).unwrap_or_default()
}

pub fn keep_used(now: DateTime<Utc>) -> bool {
    storage::write(Keep::Tab, USED, &now.timestamp_millis().to_string())
}

/// Stores why the key was forgotten, until the next key is entered.
pub fn keep_locked(locked: Locked) {
    // If this fails, the page asks for the key without a reason.
    let _ = storage::write(Keep::Tab, LOCKED, locked.word());
}

/// Why the key was forgotten.
pub fn locked() -> Option<Locked> {
    Locked::of_word(&storage::read(Keep::Tab, LOCKED)?)
}

pub fn forget_locked() {
    storage::remove(Keep::Tab, LOCKED);
}

/// The idle limit, if the user has chosen one.
pub fn limit() -> Option<Limit> {
    Limit::of_kept(&storage::read(Keep::Site, LIMIT)?)
}

pub fn keep_limit(limit: Limit) {
    // If this fails, the choice is lost on reload.
    let _ = storage::write(Keep::Site, LIMIT, &limit.minutes().to_string());
}

pub fn seconds() -> u32 {
    kept::read_seconds(&storage::read(Keep::Site, SECONDS).unwrap_or_default())
}

pub fn keep_seconds(seconds: u32) {
    // If this fails, the choice is lost on reload.
    let _ = storage::write(Keep::Site, SECONDS, &seconds.to_string());
}

/// Stores where the tab is connected to.
pub fn keep_earlier(earlier: &EarlierConnection) {
    let name = [PLACE, ".", earlier.provider.slug(), ".", &earlier.address].concat();
    // If this fails, the form starts empty.
    let _ = storage::write(Keep::Tab, PLACE, &name);
    let _ = storage::write(Keep::Tab, &name, &kept::write_earlier(earlier));
}

/// Where the tab was connected to, latest first.
pub fn earlier_connections() -> Vec<EarlierConnection> {
    let last = storage::read(Keep::Tab, PLACE);
    let mut names = storage::names(Keep::Tab, &[PLACE, "."].concat());
    names.sort_by_key(|name| (Some(name) != last.as_ref(), name.clone()));
    let texts = names.iter().filter_map(|name| storage::read(Keep::Tab, name));
    texts.filter_map(|text| kept::read_earlier(&text)).collect()
}

/// A zone that the tab has opened, with its pending changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedZone {
    pub zone: ZoneAt,
    pub waiting: Waiting,
}

/// The zones of a provider that the tab has opened.
pub fn zones(provider: Provider) -> Vec<OpenedZone> {
    let names = storage::names(Keep::Tab, ZONE);
    let zones = names.iter().filter_map(|name| ZoneAt::of_entry(ZONE, name));
    let opened = |zone: ZoneAt| {
        let read = |kind| storage::read(Keep::Tab, &zone.entry(kind));
        let review = read(DISCOVERY).and_then(|text| kept::read_discovery(&text));
        let edits = read(EDITS).map(|text| Edits::read(&text).len());
        let waiting = Waiting {
            decisions: review.map(|(_, review)| review.pending()).unwrap_or_default(),
            edits: edits.unwrap_or_default(),
        };
        OpenedZone { zone, waiting }
    };
    zones.filter(|zone| zone.provider == provider).map(opened).collect()
}

/// Stores that the zone was opened.
pub fn keep_zone(zone: &ZoneAt) {
    // If this fails, the form does not name the zone.
    let _ = storage::write(Keep::Tab, &zone.entry(ZONE), "");
}

/// Deletes what is stored of a zone that no longer exists.
pub fn forget_zone(zone: &ZoneAt) {
    [ZONE, DISCOVERY, EDITS, HUNT]
        .iter()
        .for_each(|kind| storage::remove(Keep::Tab, &zone.entry(kind)));
}

/// What is stored of a zone, with the hashes of its found records.
pub fn discovery(zone: &ZoneAt) -> Option<(Scan, SavedReview, String)> {
    let text = storage::read(Keep::Tab, &zone.entry(DISCOVERY))?;
    let (scan, review) = kept::read_discovery(&text)?;
    let blocks = (0..).map_while(|place| storage::read(Keep::Tab, &block(review.hashes(), place)));
    let hashes = blocks.collect();
    Some((scan, review, hashes))
}

/// Stores the hashes of a zone's found records. They are long and never change, so each is written once.
/// After a reload the found records get new numbers, so their hashes go under a new name: no decision can be
/// applied to another record.
pub struct Hashes {
    /// The name under which this page load stores them.
    name: String,
    written: usize,
    /// The name that the previous page load used.
    old: Option<String>,
}

impl Default for Hashes {
    fn default() -> Self {
        Self { name: clock::unique(), written: 0, old: None }
    }
}

impl Hashes {
    /// The name under which this page load stores them.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Remembers the hashes of the previous page load, for [`Self::forget_old`].
    pub fn left(&mut self, saved: &SavedReview) {
        self.old = Some(saved.hashes().to_owned());
    }

    /// Stores hashes that are not stored yet, at most `blocks` entries. Returns whether there are more, or
    /// `None` if the browser refuses or is full.
    pub fn keep(&mut self, review: &Review, blocks: usize) -> Option<bool> {
        for _ in 0..blocks {
            let (written, all) = (self.written, review.kept_items());
            if written >= all {
                return Some(false);
            }
            let place = written / BLOCK;
            let end = all.min((place + 1) * BLOCK);
            let text = review.hashes(place * BLOCK..end);
            if !storage::write(Keep::Tab, &block(self.name(), place), &text) {
                return None;
            }
            self.written = end;
        }
        Some(true)
    }

    /// Deletes the hashes of the previous page load, once the entry that refers to the new ones is stored.
    pub fn forget_old(&mut self) {
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

/// The stored check with DNS of a zone.
pub fn hunt(zone: &ZoneAt) -> Option<Kept> {
    Kept::read(&storage::read(Keep::Tab, &zone.entry(HUNT))?)
}

pub fn keep_hunt(zone: &ZoneAt, hunt: &Kept) -> bool {
    storage::write(Keep::Tab, &zone.entry(HUNT), &hunt.write())
}

/// What of a zone's unknowns the user has dismissed.
pub fn dismissals(zone: &ZoneAt) -> Dismissals {
    let text = storage::read(Keep::Tab, &zone.entry(DISMISSED));
    text.and_then(|text| Dismissals::read(&text)).unwrap_or_default()
}

pub fn keep_dismissals(zone: &ZoneAt, dismissals: &Dismissals) -> bool {
    storage::write(Keep::Tab, &zone.entry(DISMISSED), &dismissals.write())
}

pub fn may_ask() -> bool {
    storage::read(Keep::Tab, ASKS).is_some()
}

/// Stores for this tab that the user has agreed.
pub fn keep_may_ask() {
    // If this fails, the user is asked again.
    let _ = storage::write(Keep::Tab, ASKS, "");
}

/// The stored edits of a zone.
pub fn edits(zone: &ZoneAt) -> Edits {
    let text = storage::read(Keep::Tab, &zone.entry(EDITS));
    text.map(|text| Edits::read(&text)).unwrap_or_default()
}

/// More edits than this fill the tab's storage, and writing them would block the page for too long.
const MOST_EDITS: usize = 30_000;

/// Stores a zone's edits; false if they are too many or the browser refuses.
pub fn keep_edits(zone: &ZoneAt, edits: &Edits) -> bool {
    let fits = edits.len() <= MOST_EDITS;
    let text = if fits { edits.write() } else { String::new() };
    storage::write(Keep::Tab, &zone.entry(EDITS), &text) && fits
}

/// Stores scan and decisions; false if the browser refuses or is full.
pub fn keep_discovery(zone: &ZoneAt, scan: &Scan, review: &SavedReview) -> bool {
    storage::write(Keep::Tab, &zone.entry(DISCOVERY), &kept::write_discovery(scan, review))
}
