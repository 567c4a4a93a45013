//! The list of zones: search, paging, opening and creating zones.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::foreign::Foreign;
use zonesift_core::name::DomainName;
use zonesift_core::natural;
use zonesift_core::provider::{ApiError, JobId, Page, ScanTarget, ZoneId, ZoneInfo};
use zonesift_core::review::SavedReview;
use zonesift_core::route::Route;
use zonesift_core::scan::Scan;
use zonesift_core::text;

use super::AppState;
use super::saved;
use crate::api::Api;
use crate::browser::clock;

#[derive(Clone, Copy, Default)]
pub struct Zones {
    /// The zones read so far.
    pub items: RwSignal<Vec<ZoneInfo>>,
    /// For each zone that could not be parsed, the parts that could.
    pub damaged: RwSignal<Vec<Foreign>>,
    /// The number of all zones, if the provider tells it.
    pub total: RwSignal<Option<u32>>,
    /// Whether there are more pages.
    pub more: RwSignal<bool>,
    pub search: RwSignal<String>,
    pub loading: RwSignal<bool>,
    /// Why the list could not be read.
    pub failed: RwSignal<Option<ApiError>>,
    /// Why a zone could not be opened, scanned or created.
    pub open_failed: RwSignal<Option<ApiError>>,
    /// A domain that was scanned before its zone exists, with the scan job.
    pub scanned: RwSignal<Option<(DomainName, Option<JobId>)>>,
    /// Whether that domain's zone can be created, in words, once the provider was asked.
    pub standing: RwSignal<Option<String>>,
    /// A zone is being looked up, scanned or created.
    pub busy: RwSignal<bool>,
    page: StoredValue<u32>,
    listed: StoredValue<bool>,
    asked: StoredValue<u32>,
    /// The domain whose zone may exist although its creation failed.
    in_doubt: StoredValue<Option<DomainName>>,
}

impl Zones {
    /// Shows the first page, which the check of the key has read already.
    pub fn take_first(self, page: Page<ZoneInfo>) {
        self.items.set(Vec::new());
        self.damaged.set(Vec::new());
        self.page.set_value(1);
        self.take(page);
    }

    /// Reads the first page unless it is there.
    pub fn open(self, app: AppState) {
        if !self.listed.get_value() {
            self.find(app, self.search.get_untracked());
        }
    }

    /// Lists the zones whose name contains this text.
    pub fn find(self, app: AppState, search: String) {
        self.search.set(search);
        self.page.set_value(0);
        self.read(app, true);
    }

    pub fn read_more(self, app: AppState) {
        self.read(app, false);
    }

    fn read(self, app: AppState, anew: bool) {
        let Some(api) = app.session.api_now() else { return };
        self.asked.update_value(|asked| *asked += 1);
        let (asked, page) = (self.asked.get_value(), self.page.get_value() + 1);
        self.loading.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let call = api.provider().list_zones(&self.search.get_untracked(), page);
            let answer = api.send(&call).await;
            if self.asked.get_value() != asked {
                return;
            }
            self.loading.set(false);
            match answer {
                Ok(found) => {
                    if anew {
                        self.items.set(Vec::new());
                        self.damaged.set(Vec::new());
                    }
                    self.page.set_value(page);
                    self.take(found);
                }
                Err(error) => self.failed.set(Some(error)),
            }
        });
    }

    fn take(self, page: Page<ZoneInfo>) {
        self.listed.set_value(true);
        self.total.set(page.total);
        self.more.set(page.more);
        self.items.update(|items| {
            items.extend(page.items);
            items.sort_by_cached_key(|zone| natural::key(zone.name.as_str()));
        });
        self.damaged.update(|damaged| damaged.extend(page.damaged));
    }

    /// The zone as the list has it.
    #[must_use]
    pub fn known(self, id: &ZoneId) -> Option<ZoneInfo> {
        self.items.with_untracked(|items| items.iter().find(|zone| zone.id == *id).cloned())
    }

    /// Opens a zone by ID or exact domain: a key for a single zone may not list it.
    pub fn open_by(self, app: AppState, text: String) {
        self.begin();
        spawn_local(async move {
            let found = self.look_up(app, text.trim()).await;
            self.busy.set(false);
            match found {
                Ok(zone) => {
                    let route = Route::Discover(zone.id.clone());
                    self.remember(zone);
                    app.go(&route);
                }
                Err(error) => self.open_failed.set(Some(error)),
            }
        });
    }

    async fn look_up(self, app: AppState, text: &str) -> Result<ZoneInfo, ApiError> {
        let Some(api) = app.session.api_now() else { return Err(ApiError::BadKey) };
        let provider = api.provider();
        if text.contains('.') || !text.is_ascii() {
            let name = DomainName::parse(text).map_err(|_| ApiError::NotFound)?;
            return api.send(&provider.find_zone(&name)).await?.ok_or(ApiError::NotFound);
        }
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(ApiError::NotFound);
        }
        api.send(&provider.read_zone(&text.into())).await
    }

    /// Scans a domain that has no zone yet.
    pub fn scan_domain(self, app: AppState, name: DomainName) {
        let Some(api) = app.session.api_now() else { return };
        let target = ScanTarget::Domain(name.clone());
        let Some(call) = api.provider().start_scan(&target) else { return };
        self.begin();
        self.scanned.set(None);
        self.standing.set(None);
        spawn_local(async move {
            let answer = api.send(&call).await;
            self.busy.set(false);
            match answer {
                Ok(started) => {
                    self.scanned.set(Some((name.clone(), started.job)));
                    self.ask_standing(api, &name).await;
                }
                Err(error) => self.open_failed.set(Some(error)),
            }
        });
    }

    /// Asks whether a zone of the scanned domain can be created. Only a hint: a failed call is ignored, and
    /// the provider itself refuses the creation.
    async fn ask_standing(self, api: Api, name: &DomainName) {
        let Some(call) = api.provider().check_availability(name) else { return };
        let Ok(is_free) = api.send(&call).await else { return };
        let is_here = match is_free {
            true => false,
            false => matches!(api.send(&api.provider().find_zone(name)).await, Ok(Some(_))),
        };
        let is_asked = |scanned: &Option<(DomainName, _)>| {
            scanned.as_ref().is_some_and(|(scanned, _)| scanned == name)
        };
        if self.scanned.with_untracked(is_asked) {
            self.standing.set(Some(text::domain_standing(is_free, is_here, api.provider())));
        }
    }

    /// Creates the zone of the scanned domain and continues its scan there. If the answer is lost, the zone
    /// is looked up, then and before the next attempt.
    pub fn create_scanned(self, app: AppState) {
        let Some(api) = app.session.api_now() else { return };
        let Some((name, job)) = self.scanned.get_untracked() else { return };
        let Some(call) = api.provider().create_zone(&name) else { return };
        if self.busy.get_untracked() {
            return;
        }
        self.begin();
        spawn_local(async move {
            let find = api.provider().find_zone(&name);
            let is_doubtful = self.in_doubt.get_value().as_ref() == Some(&name);
            let mut made = if is_doubtful { api.send(&find).await } else { Ok(None) };
            if let Ok(None) = made {
                made = match api.send(&call).await {
                    // The browser may have sent the request twice and see only the answer to the second one,
                    // a refusal.
                    Err(lost) if lost.leaves_doubt() || lost.refusal().is_some() => {
                        self.in_doubt.set_value(Some(name.clone()));
                        match api.send(&find).await {
                            Ok(None) => Err(lost),
                            found => found,
                        }
                    }
                    answer => answer.map(Some),
                };
            }
            let made = made.and_then(|zone| zone.ok_or(ApiError::NotFound));
            self.busy.set(false);
            match made {
                Ok(zone) => {
                    let scan = Scan::begun(job, clock::now());
                    let review = SavedReview::default();
                    saved::keep_discovery(&api.at(&zone), &scan, &review);
                    let route = Route::Discover(zone.id.clone());
                    self.scanned.set(None);
                    self.remember(zone);
                    app.go(&route);
                }
                Err(error) => self.open_failed.set(Some(error)),
            }
        });
    }

    /// Removes a zone that no longer exists from the list.
    pub fn forget(self, id: &ZoneId) {
        self.items.update(|items| items.retain(|zone| zone.id != *id));
    }

    fn begin(self) {
        self.open_failed.set(None);
        self.busy.set(true);
    }

    fn remember(self, zone: ZoneInfo) {
        if self.known(&zone.id).is_none() {
            self.items.update(|items| items.push(zone));
        }
    }
}
