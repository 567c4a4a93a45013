//! The Settings page: the zone as a whole. Where the page manages it: settings, DNSSEC, statistics, a
//! certificate, and deletion behind a word to type. All is done at once: none of it is a record.

mod certificate;
mod delete_zone;
mod dnssec;
mod name_servers;
mod statistics;
mod zone_settings;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::{Call, Provider, ZoneInfo};
use zonesift_core::text;

use super::zone_head::{ZoneHead, tell_records};
use crate::components::Notice;
use crate::state::AppState;
use crate::state::zone::ZoneState;
use certificate::Certificate;
use delete_zone::DeleteZone;
use name_servers::NameServers;
use statistics::QueryStatistics;
use zone_settings::ZoneSettingsCards;

#[component]
pub fn SettingsPage(zone: ZoneState) -> impl IntoView {
    tell_records(expect_context::<AppState>(), zone);
    let is_managed = zone.api.provider().capabilities().zone_settings;
    let managed = is_managed.then(|| {
        view! {
            <ZoneSettingsCards zone/>
            <QueryStatistics zone/>
            <Certificate zone/>
            <DeleteZone zone/>
        }
    });
    let elsewhere = (!is_managed)
        .then(|| view! { <p class="help">{text::settings_elsewhere(zone.api.provider())}</p> });
    view! {
        <section class="settings">
            <ZoneHead zone/>
            <div class="cards">
                <NameServers zone/>
                {managed}
                {elsewhere}
            </div>
        </section>
    }
    .into_any()
}

/// The calls of one card: what came of the last one.
#[derive(Clone, Copy)]
struct ZoneCalls {
    zone: ZoneState,
    error: RwSignal<Option<String>>,
    message: RwSignal<&'static str>,
}

impl ZoneCalls {
    fn new(zone: ZoneState) -> Self {
        Self { zone, error: RwSignal::default(), message: RwSignal::default() }
    }

    /// Makes a call for the zone, sends it, and passes its answer on unless the page was left meanwhile; an
    /// error is shown.
    fn send<T: 'static>(
        self,
        call: impl FnOnce(Provider, &ZoneInfo) -> Option<Call<T>>,
        then: impl FnOnce(T) + 'static,
    ) {
        let api = self.zone.api;
        let call = self.zone.info.with_untracked(|zone| call(api.provider(), zone.as_ref()?));
        let Some(call) = call else { return };
        self.error.set(None);
        self.message.set("");
        spawn_local(async move {
            match api.send(&call).await {
                Ok(answer) if self.error.try_get_untracked().is_some() => then(answer),
                Ok(_) => {}
                Err(error) => {
                    let _ = self.error.try_set(Some(api.explain(&error)));
                }
            }
        });
    }
}

/// Reads something as soon as the zone is known.
fn once_known(zone: ZoneState, read: impl Fn() + Send + Sync + 'static) {
    let is_known = Memo::new(move |_| zone.info.with(Option::is_some));
    Effect::new(move |_| {
        if is_known.get() {
            untrack(&read);
        }
    });
}

/// What came of the last call of a card.
#[component]
fn CallOutcome(
    calls: ZoneCalls,
    /// Gives the error a button to try again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let retry = on_retry.map(|run| view! { <Notice text=calls.error on_retry=run/> });
    let plain = on_retry.is_none().then(|| view! { <Notice text=calls.error/> });
    view! {
        {retry}
        {plain}
        <p class="done">{calls.message}</p>
    }
}
