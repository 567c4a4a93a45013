//! The dialog that edits a found record before it is accepted.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::{Dialog, Legacy};
use crate::pages::record_form::{Purpose, record_form};
use crate::state::zone::ZoneState;
use crate::web::dom::El;

/// Open while there is an item to edit.
#[component]
pub fn EditFoundDialog(zone: ZoneState, item: RwSignal<Option<u32>>) -> impl IntoView {
    let close = move |()| item.set(None);
    view! {
        <Dialog title="Edit record" open=move || item.get().is_some() on_close=close>
            {form(zone, item).map(|form| view! { <Legacy make=move || form/> })}
        </Dialog>
    }
    .into_any()
}

fn form(zone: ZoneState, item: RwSignal<Option<u32>>) -> Option<El> {
    let number = item.get_untracked()?;
    let record = zone
        .review
        .with_untracked(|review| Some(review.as_ref()?.item(number)?.record().clone()))?;
    let done = move |record, _| {
        zone.change(|review| review.edit(number, record));
        item.set(None);
    };
    let close = Rc::new(move || item.set(None));
    let (held, done) = (None, Box::new(done));
    record_form(zone, Purpose { record, held, any_type: false, whole: false, done, close })
}
