//! The zone itself, for providers whose zones the page manages: settings, DNSSEC, statistics, a
//! certificate, and its deletion behind a word to type. All is done at once: none of it is a record.

mod certificate;
mod delete_zone;
mod settings;
mod statistics;

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::{Call, Provider, ZoneInfo};

use crate::components::Notice;
use crate::state::zone::ZoneState;
use certificate::Certificate;
use delete_zone::DeleteZone;
use settings::Settings;
use statistics::QueryStatistics;

#[component]
pub fn ZoneSettingsCard(zone: ZoneState) -> impl IntoView {
    let calls = ZoneCalls { zone, error: RwSignal::default(), message: RwSignal::default() };
    view! {
        <div class="card wide">
            <h2>{"The zone itself"}</h2>
            <Notice text=calls.error/>
            <p class="help">{calls.message}</p>
            <Settings calls/>
            <QueryStatistics calls/>
            <Certificate calls/>
            <DeleteZone calls/>
        </div>
    }
    .into_any()
}

/// What all parts of the card share: the zone, and what came of the last call.
#[derive(Clone, Copy)]
struct ZoneCalls {
    zone: ZoneState,
    error: RwSignal<Option<String>>,
    message: RwSignal<&'static str>,
}

impl ZoneCalls {
    /// Makes a call for the zone, sends it, and passes its answer on; an error is shown.
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
                Ok(answer) => then(answer),
                Err(error) => self.error.set(Some(api.explain(&error))),
            }
        });
    }
}
