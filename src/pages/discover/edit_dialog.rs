//! The dialog that edits a found record before it is accepted.

use leptos::prelude::*;

use crate::components::Dialog;
use crate::pages::shared::record_form::{Entered, RecordForm};
use crate::state::zone::ZoneState;

/// Open while there is an item to edit.
#[component]
pub fn EditFoundDialog(zone: ZoneState, item: RwSignal<Option<u32>>) -> impl IntoView {
    let close = move |()| item.set(None);
    view! {
        <Dialog title="Edit record" open=move || item.get().is_some() on_close=close>
            <EditFoundForm zone item/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn EditFoundForm(zone: ZoneState, item: RwSignal<Option<u32>>) -> impl IntoView {
    let number = item.get_untracked()?;
    let record = zone
        .review
        .with_untracked(|review| Some(review.as_ref()?.item(number)?.record().clone()))?;
    let submit = move |entered: Entered| {
        zone.change(|review| review.edit(number, entered.record));
        item.set(None);
    };
    let cancel = move |()| item.set(None);
    let form = view! {
        <RecordForm zone record held=None any_type=false on_submit=submit on_cancel=cancel/>
    };
    Some(form.into_any())
}
