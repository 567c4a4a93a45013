//! The fifth screen: the zone as a file, in and out. What comes in becomes edits that wait for the
//! plan; nothing is written here.

mod export;
mod history;
mod import;
mod provider;
mod zone;

use zonesift_core::provider::ZoneId;

use super::plan::{plan_button, plan_dialog};
use super::records::title_of;
use crate::state::App;
use crate::ui::notice::notice_with_retry;
use crate::web::dom::{El, el};

/// The screen; none without a connection.
pub fn screen(app: &'static App, id: &ZoneId) -> Option<El> {
    let discovery = app.discoveries.open(app, id)?;
    super::discover::tell_records(app, discovery);
    let failed = move || discovery.failed.get().map(|error| discovery.api.explain(&error));
    let section = el("section")
        .class("transfer")
        .with(el("div").class("title-row").with(title_of(discovery)).with(plan_button(discovery)))
        .with(notice_with_retry(failed, move || discovery.load()))
        .with(export::card(discovery))
        .with(import::card(discovery))
        .with(history::card(discovery))
        .with(provider::card(discovery))
        .with_all(zone::card(app, discovery))
        .with(plan_dialog(discovery));
    Some(section)
}
