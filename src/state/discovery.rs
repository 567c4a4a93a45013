//! One zone's discovery: its scan, its review and the records that it holds, each one signal.
//!
//! It carries out what the scan's state machine asks for and keeps decisions over a reload. It
//! decides nothing itself, and writes nothing to the zone: that is [`super::apply`]'s.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::task::spawn_local;
use zonesift_core::change::Change;
use zonesift_core::edits::{Edits, Preview};
use zonesift_core::name::DomainName;
use zonesift_core::plan::Plan;
use zonesift_core::provider::{ApiError, ScanTarget, Usage, ZoneId, ZoneInfo};
use zonesift_core::record::Record;
use zonesift_core::review::Review;
use zonesift_core::scan::{Effect, Event, Scan};

use super::acts::Act;
use super::apply::Apply;
use super::at_once::Lost;
use super::history::History;
use super::kept::Hashes;
use super::records::Search;
use crate::api::Api;
use crate::signal::State;
use crate::web::clock;

/// One zone's discovery.
pub struct Discovery {
    /// The scan.
    pub scan: State<Scan>,
    /// What it found, with decisions. Empty until the zone is known.
    pub review: State<Option<Review>>,
    /// The zone, once it is known.
    pub zone: State<Option<ZoneInfo>>,
    /// The records that the zone holds.
    pub held: State<Arc<Vec<Record>>>,
    /// How many records the zone may hold, where the provider has been asked.
    pub usage: State<Option<Usage>>,
    /// Edits of these records that wait for the plan.
    pub edits: State<Edits>,
    /// Those of them that the last preview of an import has made.
    pub preview: State<Preview>,
    /// The provider's own search of the zone's records.
    pub search: State<Search>,
    /// How many of the records that it finds have been read while they are being read.
    pub searching: State<Option<usize>>,
    /// Whether they have been read.
    pub is_read: State<bool>,
    /// How many of them have been read while they are being read.
    pub reading: State<Option<usize>>,
    /// Why the zone or its records could not be read.
    pub failed: State<Option<ApiError>>,
    /// Whether the tab's storage could not keep the decisions.
    pub not_kept: State<bool>,
    /// What came of what was done last, for the status region.
    pub said: State<String>,
    /// The last act on many records at once, which can be taken back.
    pub acted: State<Act>,
    /// The writing of the plan.
    pub apply: Apply,
    /// What was written to the zone before, from this browser.
    pub history: History,
    /// The connection that the zone was opened with.
    pub api: Api,
    pub(super) id: ZoneId,
    timer: Cell<Option<TimeoutHandle>>,
    /// What was to be done at once and may yet be.
    pub(super) lost: RefCell<Option<Lost>>,
    /// Whether something has not been kept yet.
    pub(super) unkept: Cell<bool>,
    pub(super) hashes: Hashes,
}

impl Discovery {
    /// A zone that has not been read yet.
    pub(super) fn new(api: Api, id: ZoneId, known: Option<ZoneInfo>) -> Self {
        Self {
            scan: State::default(),
            review: State::default(),
            zone: State::new(known),
            held: State::default(),
            usage: State::default(),
            edits: State::default(),
            preview: State::default(),
            search: State::default(),
            searching: State::default(),
            is_read: State::default(),
            reading: State::default(),
            failed: State::default(),
            not_kept: State::default(),
            said: State::default(),
            acted: State::default(),
            apply: Apply::default(),
            history: History::default(),
            api,
            id,
            timer: Cell::default(),
            lost: RefCell::default(),
            unkept: Cell::default(),
            hashes: Hashes::default(),
        }
    }

    /// The provider's identity of the zone.
    #[must_use]
    pub fn id(&self) -> &ZoneId {
        &self.id
    }

    /// The zone's name of now, once it is known.
    #[must_use]
    pub fn name_now(&self) -> Option<DomainName> {
        self.zone.with_untracked(|zone| Some(zone.as_ref()?.name.clone()))
    }

    /// Reads the zone and its records, then looks for a scan. Also the way to try again.
    pub fn load(&'static self) {
        self.failed.set(None);
        spawn_local(async move {
            if let Err(error) = self.load_zone().await {
                self.failed.set(Some(error));
                // How large the zone is matters most when it cannot be read.
                self.read_usage().await;
                return;
            }
            self.happen(Event::Open);
            self.read_usage().await;
            self.read_history().await;
        });
    }

    async fn load_zone(&self) -> Result<(), ApiError> {
        let zone = match self.zone.get_untracked() {
            Some(zone) => zone,
            None => self.api.send(&self.api.provider().read_zone(&self.id)).await?,
        };
        if self.review.with_untracked(Option::is_none) {
            self.recall(&zone);
        }
        self.zone.set(Some(zone));
        self.read_held().await.map(|_| ())
    }

    /// Gives an event to the scan, does what it asks for, and keeps what it has become.
    pub fn happen(&'static self, event: Event<'_>) {
        if self.step(event) {
            self.keep();
        }
    }

    /// Gives an event to the scan and does what it asks for; tells whether the scan has changed.
    fn step(&'static self, event: Event<'_>) -> bool {
        let before = self.scan.get_untracked();
        let (scan, effect) = before.clone().step(event, clock::moment());
        let generation = scan.generation;
        let changed = scan != before;
        if changed {
            self.scan.set(scan);
        }
        match effect {
            Effect::Nothing => {}
            Effect::Wait(wait) => {
                self.clear_timer();
                self.timer.set(clock::after(wait, move || self.happen(Event::Due(generation))));
            }
            Effect::Start => self.send_start(generation),
            Effect::Read => self.send_read(generation),
        }
        changed
    }

    fn send_start(&'static self, generation: u32) {
        self.clear_timer();
        let target = ScanTarget::Zone(self.id.clone());
        let Some(call) = self.api.provider().start_scan(&target) else { return };
        spawn_local(async move {
            let answer = self.api.send(&call).await;
            self.happen(Event::Started(generation, answer.as_ref()));
        });
    }

    fn send_read(&'static self, generation: u32) {
        spawn_local(async move {
            let answer = self.read_arriving().await;
            if let Ok((reading, begun)) = &answer {
                self.judge_reading(generation, reading.is_whole, *begun);
            }
            let answer = answer.map(|(reading, _)| reading);
            let known = self.review.with_untracked(|r| r.as_ref().map_or(0, |r| r.items().len()));
            self.step(Event::Read(generation, answer.as_ref().map(|reading| (reading, known))));
            // Also when only the review has changed.
            self.keep();
        });
    }

    fn clear_timer(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    /// Changes the review and keeps it for a reload.
    pub fn change(&'static self, change: impl FnOnce(&mut Review)) {
        self.amend(change);
        self.keep();
    }

    pub(super) fn amend(&self, change: impl FnOnce(&mut Review)) {
        self.amend_untold(change);
        self.review.tell();
    }

    pub(super) fn amend_untold(&self, change: impl FnOnce(&mut Review)) {
        self.review.change_untold(|review| review.as_mut().map(change));
    }

    /// Whether the user may accept an item, and so edit it.
    #[must_use]
    pub fn may_accept(&self, item: u32) -> bool {
        self.review.with_untracked(|review| {
            let review = review.as_ref();
            review.is_some_and(|r| r.item(item).is_some_and(|item| r.can_accept(item)))
        })
    }

    /// How many changes wait for the plan.
    #[must_use]
    pub fn pending(&self) -> usize {
        let decisions = self.review.with(|review| {
            let counts = review.as_ref().map(Review::counts).unwrap_or_default();
            counts.accepted + counts.rejected
        });
        decisions + self.edits.with(Edits::len)
    }

    /// The plan beside what the zone held at the last reading: the one of its own where there is one,
    /// otherwise of all edits and decisions that wait.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let rules = self.api.provider().capabilities();
        let Some(zone) = self.zone.get_untracked() else { return Plan::default() };
        let own = self.apply.own.with_untracked(|own| Some(own.as_ref()?.edits.list().to_vec()));
        let changes = own.unwrap_or_else(|| self.waiting());
        Plan::within(changes, &zone.name, &self.known_now(), rules, self.note_limits())
    }

    /// All edits and decisions that wait.
    fn waiting(&self) -> Vec<(u32, Change)> {
        let mut changes = self.edits.with_untracked(|edits| edits.list().to_vec());
        self.review.with_untracked(|review| {
            changes.extend(review.iter().flat_map(Review::changes));
        });
        changes
    }
}
