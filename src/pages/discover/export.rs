//! Exports what the scan found, before anything is accepted.

use leptos::prelude::*;
use zonesift_core::record::Record;
use zonesift_core::review::Review;

use crate::components::{Dialog, Menu, Notice};
use crate::pages::shared::export::{ExportOutcome, Format, LeftOut, Source};
use crate::state::zone::ZoneState;

const FORMATS: [Format; 3] = [Format::ZoneFile, Format::Csv, Format::Json];
const ENTRIES: &[&str] = &["Zone file", "CSV", "JSON"];
const LABEL: &str = "Export findings";

/// The button with the menu of formats; a dialog tells what is not in the file.
#[component]
pub fn ExportFindings(zone: ZoneState) -> impl IntoView {
    let outcome = RwSignal::new(None::<ExportOutcome>);
    let has_none =
        Memo::new(move |_| zone.review.with(|r| !r.as_ref().is_some_and(Review::has_found_any)));
    let export = move |place: usize| {
        let Some((name, format)) = zone.name_now().zip(FORMATS.get(place)) else { return };
        let found = zone.review.with_untracked(|review| review.as_ref().map(found));
        let records = found.unwrap_or_default();
        let done = format.save(&name, &records, zone.api.provider(), Source::Findings);
        let has_words = done.error.is_some() || !done.left_out.is_empty();
        outcome.set(has_words.then_some(done));
    };
    let told = move || {
        let ExportOutcome { error, left_out } = outcome.get_untracked().unwrap_or_default();
        let left_out = (!left_out.is_empty()).then(|| view! { <LeftOut lines=left_out/> });
        view! {
            <Notice text=error/>
            {left_out}
        }
    };
    view! {
        <Menu label=LABEL entries=ENTRIES disabled=has_none on_choose=export/>
        <Dialog
            title=LABEL
            open=move || outcome.with(Option::is_some)
            on_close=move |()| outcome.set(None)
        >
            <div class="plan-body">
                {told()}
                <div class="actions">
                    <button type="button" class="primary" on:click=move |_| outcome.set(None)>
                        "Close"
                    </button>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The records that the latest scan found, as it found them.
fn found(review: &Review) -> Vec<Record> {
    let items = review.items().iter().filter(|item| !item.is_missing());
    items.map(|item| Record { id: None, ..item.found.clone() }).collect()
}
