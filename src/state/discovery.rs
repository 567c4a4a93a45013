//! One zone: its scan, its review and its records, each in its own signal.
//!
//! Executes the effects of the scan's state machine and keeps decisions over a reload. It decides nothing
//! itself and writes nothing to the zone: [`super::apply`] does.

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

pub struct Discovery {
    pub scan: State<Scan>,
    /// The found records with decisions. `None` until the zone is known.
    pub review: State<Option<Review>>,
    /// `None` until the zone is known.
    pub zone: State<Option<ZoneInfo>>,
    /// The records in the zone.
    pub held: State<Arc<Vec<Record>>>,
    /// The provider's record count and quota, if it has told.
    pub usage: State<Option<Usage>>,
    /// Pending edits of the zone's records.
    pub edits: State<Edits>,
    /// Which edits the last import preview has made.
    pub preview: State<Preview>,
    /// The provider's own search in the zone's records.
    pub search: State<Search>,
    /// Progress of a search: how many records were read so far.
    pub searching: State<Option<usize>>,
    /// Whether `held` has been read.
    pub is_read: State<bool>,
    /// Progress of reading `held`: how many records so far.
    pub reading: State<Option<usize>>,
    /// Why the zone or its records could not be read.
    pub failed: State<Option<ApiError>>,
    /// The tab's storage could not keep the decisions.
    pub not_kept: State<bool>,
    /// Result of the last action, for the status region.
    pub said: State<String>,
    /// The last bulk action, with its undo.
    pub acted: State<Act>,
    pub apply: Apply,
    /// What this browser has written to the zone before.
    pub history: History,
    /// The connection that the zone was opened with.
    pub api: Api,
    pub(super) id: ZoneId,
    timer: Cell<Option<TimeoutHandle>>,
    /// A call of [`super::at_once`] whose answer was lost.
    pub(super) lost: RefCell<Option<Lost>>,
    /// Some changes are not stored yet.
    pub(super) unkept: Cell<bool>,
    pub(super) hashes: Hashes,
}

impl Discovery {
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

    #[must_use]
    pub fn id(&self) -> &ZoneId {
        &self.id
    }

    #[must_use]
    pub fn name_now(&self) -> Option<DomainName> {
        self.zone.with_untracked(|zone| Some(zone.as_ref()?.name.clone()))
    }

    /// Reads the zone and its records, then looks for a scan. Also the retry.
    pub fn load(&'static self) {
        self.failed.set(None);
        spawn_local(async move {
            if let Err(error) = self.load_zone().await {
                self.failed.set(Some(error));
                // The size matters most when the zone cannot be read.
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

    /// Feeds an event to the scan, executes its effect and stores the new state.
    pub fn happen(&'static self, event: Event<'_>) {
        if self.step(event) {
            self.keep();
        }
    }

    /// [`Self::happen`] without storing; returns whether the scan changed.
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
            // Also if only the review changed.
            self.keep();
        });
    }

    fn clear_timer(&self) {
        if let Some(timer) = self.timer.take() {
            timer.clear();
        }
    }

    /// Changes the review and stores it for a reload.
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

    /// An item may be edited only if it may be accepted.
    #[must_use]
    pub fn may_accept(&self, item: u32) -> bool {
        self.review.with_untracked(|review| {
            let review = review.as_ref();
            review.is_some_and(|r| r.item(item).is_some_and(|item| r.can_accept(item)))
        })
    }

    /// How many changes are pending.
    #[must_use]
    pub fn pending(&self) -> usize {
        let decisions = self.review.with(|review| {
            let counts = review.as_ref().map(Review::counts).unwrap_or_default();
            counts.accepted + counts.rejected
        });
        decisions + self.edits.with(Edits::len)
    }

    /// The standalone plan if there is one, otherwise the plan of all pending edits and decisions, computed
    /// against the last reading of the zone.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let rules = self.api.provider().capabilities();
        let Some(zone) = self.zone.get_untracked() else { return Plan::default() };
        let own = self.apply.own.with_untracked(|own| Some(own.as_ref()?.edits.list().to_vec()));
        let changes = own.unwrap_or_else(|| self.waiting());
        Plan::within(changes, &zone.name, &self.known_now(), rules, self.note_limits())
    }

    fn waiting(&self) -> Vec<(u32, Change)> {
        let mut changes = self.edits.with_untracked(|edits| edits.list().to_vec());
        self.review.with_untracked(|review| {
            changes.extend(review.iter().flat_map(Review::changes));
        });
        changes
    }
}
