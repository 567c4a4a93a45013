//! The Import & export page: export, import, and what the provider does at once. Imports become edits that
//! wait for the plan.

mod export;
mod import;
mod provider_import;

use leptos::prelude::*;

use super::zone_head::{ZoneHead, tell_records};
use crate::state::AppState;
use crate::state::zone::ZoneState;
use export::ExportCard;
use import::ImportCard;
use provider_import::ProviderImportCard;

#[component]
pub fn TransferPage(zone: ZoneState) -> impl IntoView {
    tell_records(expect_context::<AppState>(), zone);
    view! {
        <section class="transfer">
            <ZoneHead zone/>
            <ExportCard zone/>
            <ImportCard zone/>
            <ProviderImportCard zone/>
        </section>
    }
    .into_any()
}
