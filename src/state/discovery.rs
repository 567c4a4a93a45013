//! One zone's discovery: its scan, its review and the records that it holds, each one signal.
//!
//! It carries out what the scan's state machine asks for and keeps decisions over a reload. It
//! decides nothing itself, and writes nothing to the zone: that is [`super::apply`]'s.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::plan::Plan;
use zonesift_core::provider::{ApiError, ScanReading, ScanTarget, ZoneId, ZoneInfo};
use zonesift_core::record::Record;
use zonesift_core::review::Review;
use zonesift_core::scan::{Effect, Event, Scan};

use super::App;
use super::apply::Apply;
use super::kept;
use crate::api::Api;
use crate::signal::State;
use crate::web::clock;

/// At the most so many pages of records are read.
const PAGES: u32 = 1_000;

/// The zones that were opened, for as long as the page is open.
#[derive(Clone, Copy)]
pub struct Discoveries {
    opened: StoredValue<BTreeMap<ZoneId, Discovery>>,
    owner: StoredValue<Owner>,
}

impl Discoveries {
    /// None opened yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            opened: StoredValue::new(BTreeMap::new()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// The discovery of this zone, opened now or before; it goes on when its screen is left.
    #[must_use]
    pub fn open(self, app: App, id: &ZoneId) -> Option<Discovery> {
        let api = app.session.api_now()?;
        if let Some(open) = self.opened.with_value(|opened| opened.get(id).copied()) {
            return Some(open);
        }
        let discovery = self.owner.get_value().with(|| Discovery::new(app, api, id.clone()));
        self.opened.update_value(|opened| {
            opened.insert(id.clone(), discovery);
        });
        discovery.load();
        Some(discovery)
    }

    /// Tells every open scan whether the page is seen.
    pub fn set_visible(self, visible: bool) {
        let all: Vec<Discovery> = self.opened.with_value(|all| all.values().copied().collect());
        for discovery in all {
            discovery.happen(Event::Visible(visible));
        }
    }
}

impl Default for Discoveries {
    fn default() -> Self {
        Self::new()
    }
}

/// One zone's discovery.
#[derive(Clone, Copy)]
pub struct Discovery {
    /// The scan.
    pub scan: State<Scan>,
    /// What it found, with decisions. Empty until the zone's name is known.
    pub review: State<Option<Review>>,
    /// The zone, once it is known.
    pub zone: State<Option<ZoneInfo>>,
    /// The records that the zone holds.
    pub held: State<Arc<Vec<Record>>>,
    /// How many of them have been read while they are being read.
    pub reading: State<Option<usize>>,
    /// Why the zone or its records could not be read.
    pub failed: State<Option<ApiError>>,
    /// Whether the tab's storage could not keep the decisions.
    pub not_kept: State<bool>,
    /// The writing of the plan.
    pub apply: Apply,
    id: StoredValue<ZoneId>,
    api: StoredValue<Api>,
    known: StoredValue<Option<ZoneInfo>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Discovery {
    fn new(app: App, api: Api, id: ZoneId) -> Self {
        Self {
            scan: State::new(Scan::default()),
            review: State::new(None),
            zone: State::new(None),
            held: State::new(Arc::default()),
            reading: State::new(None),
            failed: State::new(None),
            not_kept: State::new(false),
            apply: Apply::new(),
            known: StoredValue::new(app.zones.known(&id)),
            id: StoredValue::new(id),
            api: StoredValue::new(api),
            timer: StoredValue::new(None),
        }
    }

    /// The connection that the zone was opened with.
    #[must_use]
    pub fn api(self) -> Api {
        self.api.get_value()
    }

    /// Reads the zone and its records, then looks for a scan. Also the way to try again.
    pub fn load(self) {
        self.failed.set(None);
        spawn_local(async move {
            if let Err(error) = self.load_zone().await {
                self.failed.set(Some(error));
                return;
            }
            self.happen(Event::Open);
        });
    }

    async fn load_zone(self) -> Result<(), ApiError> {
        let api = self.api();
        let zone = match self.known.get_value() {
            Some(zone) => zone,
            None => api.send(&api.provider().read_zone(&self.id.get_value())).await?,
        };
        self.known.set_value(Some(zone.clone()));
        if self.review.with_untracked(Option::is_none) {
            self.recall(&api, &zone);
        }
        self.zone.set(Some(zone));
        self.read_held().await.map(|_| ())
    }

    /// Takes back what the tab has kept of this zone.
    fn recall(self, api: &Api, zone: &ZoneInfo) {
        let mut review = Review::new(zone.name.clone(), api.provider().capabilities());
        if let Some((scan, saved)) = kept::discovery(api.provider(), &zone.id) {
            review.restore(saved);
            self.scan.set(scan);
        }
        self.review.set(Some(review));
    }

    /// Reads all records of the zone, page by page.
    pub async fn read_held(self) -> Result<Arc<Vec<Record>>, ApiError> {
        let api = self.api();
        let Some(zone) = self.known.get_value() else { return Err(ApiError::NotFound) };
        let mut records = Vec::new();
        self.reading.set(Some(0));
        for page in 1..=PAGES {
            let answer = api.send(&api.provider().list_records(&zone, page)).await;
            if answer.is_err() {
                self.reading.set(None);
            }
            let answer = answer?;
            let last = !answer.more || answer.items.is_empty();
            records.extend(answer.items);
            self.reading.set(Some(records.len()));
            if last {
                break;
            }
        }
        self.reading.set(None);
        let held = Arc::new(records);
        self.held.set(held.clone());
        self.review.update(|review| {
            if let Some(review) = review {
                review.set_zone_records(held.iter());
            }
        });
        Ok(held)
    }

    /// Reads the found records, and takes them into the review unless they are of an older scan.
    pub async fn read_found(self) -> Result<ScanReading, ApiError> {
        let api = self.api();
        let Some(zone) = self.known.get_value() else { return Err(ApiError::NotFound) };
        let reading = api.send(&api.provider().read_scan(&zone)).await?;
        let stale = self.scan.with_untracked(|scan| scan.is_stale(&reading));
        if !stale && !reading.records.is_empty() {
            self.review.update(|review| {
                if let Some(review) = review {
                    review.merge(reading.records.clone());
                }
            });
        }
        Ok(reading)
    }

    /// Gives an event to the scan and does what it asks for.
    pub fn happen(self, event: Event<'_>) {
        let before = self.scan.get_untracked();
        let (scan, effect) = before.clone().step(event, clock::moment());
        let generation = scan.generation;
        if scan != before {
            self.scan.set(scan);
            self.keep();
        }
        match effect {
            Effect::Nothing => {}
            Effect::Wait(wait) => {
                self.clear_timer();
                self.timer
                    .set_value(clock::after(wait, move || self.happen(Event::Due(generation))));
            }
            Effect::Start => self.send_start(generation),
            Effect::Read => self.send_read(generation),
        }
    }

    fn send_start(self, generation: u32) {
        self.clear_timer();
        let api = self.api();
        let target = ScanTarget::Zone(self.id.get_value());
        let Some(call) = api.provider().start_scan(&target) else { return };
        spawn_local(async move {
            let answer = api.send(&call).await;
            self.happen(Event::Started(generation, answer.as_ref()));
        });
    }

    fn send_read(self, generation: u32) {
        spawn_local(async move {
            let answer = self.read_found().await;
            let known = self.review.with_untracked(|r| r.as_ref().map_or(0, |r| r.items().len()));
            self.happen(Event::Read(generation, answer.as_ref().map(|reading| (reading, known))));
            self.keep();
        });
    }

    fn clear_timer(self) {
        self.timer.update_value(|timer| {
            if let Some(timer) = timer.take() {
                timer.clear();
            }
        });
    }

    /// Changes the review and keeps it for a reload.
    pub fn change(self, change: impl FnOnce(&mut Review)) {
        self.review.update(|review| {
            if let Some(review) = review {
                change(review);
            }
        });
        self.keep();
    }

    /// Whether the user may accept an item, and so edit it.
    #[must_use]
    pub fn may_accept(self, item: u32) -> bool {
        self.review.with_untracked(|review| {
            let review = review.as_ref();
            review.is_some_and(|r| r.item(item).is_some_and(|item| r.can_accept(item)))
        })
    }

    /// The plan of all decisions that wait, beside what the zone held at the last reading.
    #[must_use]
    pub fn plan(self) -> Plan {
        let rules = self.api().provider().capabilities();
        self.review.with_untracked(|review| {
            review.as_ref().map_or_else(Plan::default, |review| {
                self.held
                    .with_untracked(|held| Plan::new(review.changes(), review.zone(), held, rules))
            })
        })
    }

    fn keep(self) {
        let Some(review) = self.review.with_untracked(|r| r.as_ref().map(Review::save)) else {
            return;
        };
        let (provider, id) = (self.api().provider(), self.id.get_value());
        let done =
            self.scan.with_untracked(|scan| kept::keep_discovery(provider, &id, scan, &review));
        if self.not_kept.get_untracked() == done {
            self.not_kept.set(!done);
        }
    }
}
