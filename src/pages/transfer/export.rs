//! Exports the zone's records as files.

use leptos::prelude::*;
use zonesift_core::text;

use crate::components::Notice;
use crate::pages::shared::export::{ExportButton, ExportOutcome, Format, LeftOut};
use crate::state::zone::ZoneState;

#[component]
pub fn ExportCard(zone: ZoneState) -> impl IntoView {
    let outcome = RwSignal::new(ExportOutcome::default());
    let on_done = move |done| outcome.set(done);
    let left_out = move || {
        let lines = outcome.with(|outcome| outcome.left_out.clone());
        (!lines.is_empty()).then(|| view! { <LeftOut lines/> })
    };
    view! {
        <div class="card wide">
            <h2>{"Export"}</h2>
            <p class="help">{text::EXPORT_HELP}</p>
            <div class="actions">
                <ExportButton zone label="Export zone file" format=Format::ZoneFile on_done/>
                <ExportButton zone label="Export CSV" format=Format::Csv on_done/>
                <ExportButton zone label="Export JSON" format=Format::Json on_done/>
            </div>
            <Notice text=move || outcome.with(|outcome| outcome.error.clone())/>
            {left_out}
        </div>
    }
    .into_any()
}
