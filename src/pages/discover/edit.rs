//! The dialog that edits a found record before it is accepted.

use leptos::prelude::*;

use std::rc::Rc;

use crate::pages::record_form::{Purpose, record_form};
use crate::state::zone::ZoneState;
use crate::ui::dialog::dialog;
use crate::web::dom::El;

/// Open while there is an item to edit.
pub fn edit_dialog(discovery: ZoneState, item: RwSignal<Option<u32>>) -> El {
    let content = move || form(discovery, item);
    dialog("Edit record", move || item.get().is_some(), move || item.set(None), content)
}

fn form(discovery: ZoneState, item: RwSignal<Option<u32>>) -> Option<El> {
    let number = item.get_untracked()?;
    let record = discovery
        .review
        .with_untracked(|review| Some(review.as_ref()?.item(number)?.record().clone()))?;
    let done = move |record, _| {
        discovery.change(|review| review.edit(number, record));
        item.set(None);
    };
    let close = Rc::new(move || item.set(None));
    let (held, done) = (None, Box::new(done));
    let purpose = Purpose { record, held, any_type: false, whole: false, done, close };
    record_form(discovery, purpose)
}
