//! The transfer screen: export, import, history, and what the provider does at once. Imports become
//! edits that wait for the plan.

mod doubts;
mod export;
mod history;
mod import;
mod provider;
mod zone;

use zonesift_core::provider::ZoneId;

use super::plan::plan_dialog;
use super::zone_head::{tell_records, zone_section};
use crate::state::AppState;
use crate::web::dom::El;

/// `None` without a connection.
pub fn screen(app: AppState, id: &ZoneId) -> Option<El> {
    let discovery = app.open_zones.open(app, id)?;
    tell_records(app, discovery);
    let section = zone_section("transfer", discovery)
        .with(export::card(discovery))
        .with(import::card(discovery))
        .with(history::card(discovery))
        .with(provider::card(discovery))
        .with_all(zone::card(app, discovery))
        .with(plan_dialog(discovery));
    Some(section)
}
