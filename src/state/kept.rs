//! What this tab keeps over a reload: the connection under one name, and for each zone its scan and
//! decisions under another, with the hashes of what was found in entries of their own. The key stands in
//! the first entry alone, and beside it, in entries of their own, when it was last used and why it was
//! forgotten. Where the tab was connected to stands there too, so that a key that was forgotten is asked
//! for by whoever had it.

use std::cell::{Cell, OnceCell, RefCell};

use chrono::{DateTime, Utc};
use zonesift_core::edits::{Edits, Preview};
use zonesift_core::idle::Limit;
use zonesift_core::kept::{self, Place, Waiting, ZoneAt};
use zonesift_core::provider::{Connection, Provider};
use zonesift_core::review::{Review, SavedReview};
use zonesift_core::scan::Scan;
use zonesift_core::text::Locked;

use crate::web::clock;
use crate::web::storage::{self, Keep};

/// The one entry that holds the key.
const CONNECTION: &str = "zonesift.key";
/// The entry that says when the key was last used.
const USED: &str = "zonesift.used";
/// The entry that says why the key is not there any more, until that has been told.
const LOCKED: &str = "zonesift.locked";
/// The entry that says how long the key may lie unused; for all tabs of the site.
const LIMIT: &str = "zonesift.idle";
/// The entry that says how many seconds an answer may take; for all tabs of the site.
const SECONDS: &str = "zonesift.seconds";
/// The beginning of the entries that hold scans and decisions.
const DISCOVERY: &str = "zonesift.discovery";
/// The beginning of the entries that hold hashes.
const HASHES: &str = "zonesift.found";
/// So many hashes stand in one of them.
const BLOCK: usize = 1_000;
/// The beginning of the entries that hold edits.
const EDITS: &str = "zonesift.edits";
/// The beginning of the entries that say which zones the tab had opened.
const ZONE: &str = "zonesift.zone";
/// The entry that names the connection that the tab had last, and the beginning of those that say what it
/// was, for each provider and address.
const PLACE: &str = "zonesift.place";

/// The connection that this tab has kept, if it is one that could be entered.
pub fn connection() -> Option<Connection> {
    kept::read_connection(&storage::read(Keep::Tab, CONNECTION)?)
}

/// Keeps the connection, used now; false when the browser refuses.
pub fn keep_connection(connection: &Connection, now: DateTime<Utc>) -> bool {
    let text = kept::write_connection(connection);
    let done = keep_used(now) && storage::write(Keep::Tab, CONNECTION, &text);
    if !done {
        forget_connection();
    }
    done
}

/// Forgets the connection and leaves all else.
pub fn forget_connection() {
    storage::remove(Keep::Tab, CONNECTION);
    storage::remove(Keep::Tab, USED);
}

/// When the key was last used. Without that it counts as not used for ever.
pub fn used() -> DateTime<Utc> {
    let text = storage::read(Keep::Tab, USED).and_then(|text| text.parse().ok());
    text.and_then(DateTime::from_timestamp_millis).unwrap_or_default()
}

/// Keeps when the key was last used.
pub fn keep_used(now: DateTime<Utc>) -> bool {
    storage::write(Keep::Tab, USED, &now.timestamp_millis().to_string())
}

/// Keeps why the key is forgotten, for the page that is loaded next.
pub fn keep_locked(locked: Locked) {
    // Without it the page asks for the key and does not say why.
    let _ = storage::write(Keep::Tab, LOCKED, locked.word());
}

/// Why the key was forgotten; told once.
pub fn take_locked() -> Option<Locked> {
    let word = storage::read(Keep::Tab, LOCKED)?;
    storage::remove(Keep::Tab, LOCKED);
    Locked::of_word(&word)
}

/// How long the key may lie unused, if the user has chosen that.
pub fn limit() -> Option<Limit> {
    Limit::of_kept(&storage::read(Keep::Site, LIMIT)?)
}

/// Keeps how long the key may lie unused.
pub fn keep_limit(limit: Limit) {
    // Without storage the choice holds until the page is loaded anew.
    let _ = storage::write(Keep::Site, LIMIT, &limit.minutes().to_string());
}

/// How many seconds an answer may take.
pub fn seconds() -> u32 {
    kept::read_seconds(&storage::read(Keep::Site, SECONDS).unwrap_or_default())
}

/// Keeps how many seconds an answer may take.
pub fn keep_seconds(seconds: u32) {
    // As above.
    let _ = storage::write(Keep::Site, SECONDS, &seconds.to_string());
}

/// Keeps where the tab is connected to.
pub fn keep_place(place: &Place) {
    let name = [PLACE, ".", place.provider.slug(), ".", &place.address].concat();
    // Without them the form comes up as for somebody who is new here.
    let _ = storage::write(Keep::Tab, PLACE, &name);
    let _ = storage::write(Keep::Tab, &name, &kept::write_place(place));
}

/// Where the tab was connected to, the last one first.
pub fn places() -> Vec<Place> {
    let last = storage::read(Keep::Tab, PLACE);
    let mut names = storage::names(Keep::Tab, &[PLACE, "."].concat());
    names.sort_by_key(|name| (Some(name) != last.as_ref(), name.clone()));
    let texts = names.iter().filter_map(|name| storage::read(Keep::Tab, name));
    texts.filter_map(|text| kept::read_place(&text)).collect()
}

/// A zone that the tab had opened, with what waits of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedZone {
    /// The zone.
    pub zone: ZoneAt,
    /// What waits.
    pub waiting: Waiting,
}

/// The zones of a provider that the tab had opened.
pub fn zones(provider: Provider) -> Vec<OpenedZone> {
    let names = storage::names(Keep::Tab, ZONE);
    let zones = names.iter().filter_map(|name| ZoneAt::of_entry(ZONE, name));
    let opened = |zone: ZoneAt| {
        let read = |kind| storage::read(Keep::Tab, &zone.entry(kind));
        let review = read(DISCOVERY).and_then(|text| kept::read_discovery(&text));
        let edits = read(EDITS).map(|text| Edits::read(&text).0.len());
        let waiting = Waiting {
            decisions: review.map(|(_, review)| review.pending()).unwrap_or_default(),
            edits: edits.unwrap_or_default(),
        };
        OpenedZone { zone, waiting }
    };
    zones.filter(|zone| zone.provider == provider).map(opened).collect()
}

/// Keeps which zone has been opened.
pub fn keep_zone(zone: &ZoneAt) {
    // Without it the form does not name the zone.
    let _ = storage::write(Keep::Tab, &zone.entry(ZONE), "");
}

/// Forgets what is kept of a zone that is no more.
pub fn forget_zone(zone: &ZoneAt) {
    [ZONE, DISCOVERY, EDITS].iter().for_each(|kind| storage::remove(Keep::Tab, &zone.entry(kind)));
}

/// What is kept of a zone, with the hashes of what had been found.
pub fn discovery(zone: &ZoneAt) -> Option<(Scan, SavedReview, String)> {
    let text = storage::read(Keep::Tab, &zone.entry(DISCOVERY))?;
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

/// The edits that are kept of a zone, and the preview that has made some of them.
pub fn edits(zone: &ZoneAt) -> (Edits, Preview) {
    let text = storage::read(Keep::Tab, &zone.entry(EDITS));
    text.map(|text| Edits::read(&text)).unwrap_or_default()
}

/// More edits than this fill a tab's storage, and writing them would take longer than a page may be busy.
const MOST_EDITS: usize = 30_000;

/// Keeps a zone's edits; false when the browser refuses or has no more room.
pub fn keep_edits(zone: &ZoneAt, edits: &Edits, preview: &Preview) -> bool {
    let fits = edits.len() <= MOST_EDITS;
    let text = if fits { edits.write(preview) } else { String::new() };
    storage::write(Keep::Tab, &zone.entry(EDITS), &text) && fits
}

/// Keeps a zone's discovery; false when the browser refuses or has no more room.
pub fn keep_discovery(zone: &ZoneAt, scan: &Scan, review: &SavedReview) -> bool {
    storage::write(Keep::Tab, &zone.entry(DISCOVERY), &kept::write_discovery(scan, review))
}
