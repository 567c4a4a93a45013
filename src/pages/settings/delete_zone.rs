//! Deletes the zone, once its name is typed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::provider::{ApiError, ZoneInfo};
use zonesift_core::route::Route;
use zonesift_core::text;

use super::{CallOutcome, ZoneCalls};
use crate::api::Api;
use crate::components::TextField;
use crate::state::AppState;
use crate::state::zone::ZoneState;

#[component]
pub fn DeleteZone(zone: ZoneState) -> impl IntoView {
    let app = expect_context::<AppState>();
    let calls = ZoneCalls::new(zone);
    let error = calls.error;
    let typed = RwSignal::new(String::new());
    let is_confirmed = move || {
        typed.with(|typed| {
            zone.info.with(|info| info.as_ref().is_some_and(|info| info.name.as_str() == typed))
        })
    };
    let delete = move |_| {
        let Some(info) = zone.info.get_untracked() else { return };
        error.set(None);
        spawn_local(async move {
            match delete_zone(zone.api, &info).await {
                Ok(()) => {
                    app.zones.forget(&info.id);
                    app.open_zones.forget(&info.id);
                    app.go(&Route::Zones);
                }
                Err(refused) => {
                    let _ = error.try_set(Some(zone.api.explain(&refused)));
                }
            }
        });
    };
    view! {
        <div class="card danger">
            <h2>{"Delete the zone"}</h2>
            <p class="warning severe">{text::DELETE_ZONE}</p>
            <TextField label="Type the zone's name to confirm" value=typed/>
            <div class="actions">
                <button
                    type="button"
                    class="reject"
                    disabled=move || !is_confirmed()
                    on:click=delete
                >
                    "Delete zone"
                </button>
            </div>
            <CallOutcome calls/>
        </div>
    }
    .into_any()
}

/// A zone that is not found counts as deleted; if the answer is lost, the zone is looked up.
async fn delete_zone(api: Api, zone: &ZoneInfo) -> Result<(), ApiError> {
    let Some(call) = api.provider().delete_zone(zone) else { return Ok(()) };
    let answer = api.send(&call).await;
    let is_lost = answer.as_ref().is_err_and(ApiError::leaves_doubt);
    let looked_up = match is_lost {
        true => api.send(&api.provider().read_zone(&zone.id)).await.map(|_| ()),
        false => answer.clone(),
    };
    if looked_up == Err(ApiError::NotFound) { Ok(()) } else { answer }
}
