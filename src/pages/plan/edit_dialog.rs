//! The dialog that corrects a failed change. It opens over the plan, which is rebuilt afterwards.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::plan::Mend;

use super::standalone::preview_of;
use crate::components::Dialog;
use crate::pages::shared::record_form::{Entered, RecordForm};
use crate::state::zone::ZoneState;

/// Open while a change of the run is corrected.
#[component]
pub fn EditPlannedDialog(zone: ZoneState, editing: RwSignal<Option<usize>>) -> impl IntoView {
    let close = move |()| editing.set(None);
    view! {
        <Dialog title="Edit record" open=move || editing.get().is_some() on_close=close>
            <EditPlanned zone editing/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn EditPlanned(zone: ZoneState, editing: RwSignal<Option<usize>>) -> impl IntoView {
    let index = editing.get_untracked()?;
    let run = zone.apply.run;
    let planned = run.with_untracked(|run| run.as_ref()?.changes().get(index).cloned())?;
    let any_type = match planned.change {
        Change::Add { .. } => true,
        Change::Edit { .. } => zone.api.provider().capabilities().changes_type,
        _ => false,
    };
    // A separate plan may be gone by then, and its numbers would mean other pending changes.
    let (origin, preview) = (planned.origin(), preview_of(zone));
    let mend = move |entered: Entered| {
        editing.set(None);
        zone.mend(preview, &[Mend { origin, record: Some(entered.record), accepts: true }]);
        zone.apply.renew();
    };
    let record = planned.change.record().clone();
    let held = planned.change.replaced().cloned();
    let cancel = move |()| editing.set(None);
    let form = view! { <RecordForm zone record held any_type on_submit=mend on_cancel=cancel/> };
    Some(form.into_any())
}
