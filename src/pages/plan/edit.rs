//! The dialog that corrects a failed change. It opens over the plan, which is rebuilt afterwards.

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::plan::Mend;

use super::own::ahead;
use crate::pages::record_form::{Purpose, record_form};
use crate::state::zone::ZoneState;
use crate::ui::dialog::dialog;
use crate::web::dom::El;

/// Open while a change of the run is corrected.
pub fn edit_dialog(discovery: ZoneState, change: RwSignal<Option<u32>>) -> El {
    let content = move || form(discovery, change);
    dialog("Edit record", move || change.get().is_some(), move || change.set(None), content)
}

fn form(discovery: ZoneState, change: RwSignal<Option<u32>>) -> Option<El> {
    let place = change.get_untracked()?;
    let planned = discovery
        .apply
        .run
        .with_untracked(|run| run.as_ref()?.changes().get(place as usize).cloned())?;
    let rules = discovery.api.provider().capabilities();
    let any_type = match planned.change {
        Change::Add { .. } => true,
        Change::Edit { .. } => rules.changes_type,
        _ => false,
    };
    // A separate plan may be gone by then, and its numbers would mean other pending changes.
    let (origin, of) = (planned.origin(), ahead(discovery));
    let done = move |record, _| {
        change.set(None);
        discovery.mend(of, &[Mend { origin, record: Some(record), accepts: true }]);
        discovery.apply.renew();
    };
    let close = Rc::new(move || change.set(None));
    let record = planned.change.record().clone();
    let (held, done) = (planned.change.replaced().cloned(), Box::new(done));
    record_form(discovery, Purpose { record, held, any_type, whole: false, done, close })
}
