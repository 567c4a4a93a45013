//! The question before the first write if the browser could not store the history of the apply.

use leptos::prelude::*;
use zonesift_core::text;

use crate::state::zone::ZoneState;
use crate::ui::notice::notice_with;
use crate::web::dom::{El, button, el};

/// The alert with its two buttons. Nothing is written before one of them is pressed.
pub fn unkept(discovery: ZoneState) -> El {
    let is_asked = move || discovery.history.unkept.get();
    let answers = move || {
        el("div")
            .class("actions")
            .with(button(text::CANCEL, move |_| discovery.cancel_unkept()))
            .with(button(text::WITHOUT_HISTORY, move |_| discovery.apply_unkept()))
    };
    notice_with(
        move || is_asked().then(|| text::HISTORY_UNKEPT.to_owned()),
        move || is_asked().then(answers),
    )
}
