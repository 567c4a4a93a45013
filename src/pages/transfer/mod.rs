//! The Import & export page: export, import, history, and what the provider does at once. Imports become
//! edits that wait for the plan.

mod export;
mod history;
mod import;
mod provider_import;
mod zone_settings;

use leptos::prelude::*;

use super::zone_head::{ZoneHead, tell_records};
use crate::state::AppState;
use crate::state::zone::ZoneState;
use export::ExportCard;
use history::HistoryCard;
use import::ImportCard;
use provider_import::ProviderImportCard;
use zone_settings::ZoneSettingsCard;

#[component]
pub fn TransferPage(zone: ZoneState) -> impl IntoView {
    tell_records(expect_context::<AppState>(), zone);
    let has_settings = zone.api.provider().capabilities().zone_settings;
    view! {
        <section class="transfer">
            <ZoneHead zone/>
            <ExportCard zone/>
            <ImportCard zone/>
            <HistoryCard zone/>
            <ProviderImportCard zone/>
            {has_settings.then(|| view! { <ZoneSettingsCard zone/> })}
        </section>
    }
    .into_any()
}
