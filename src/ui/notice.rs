//! What failed, why, and what to do.

use crate::web::dom::{El, button, el};

/// A place for an alert; nothing is shown without a text.
pub fn notice(text: impl Fn() -> Option<String> + 'static) -> El {
    place().part(move || Some(alert(&text()?)))
}

/// A place for an alert with a button to try again.
pub fn notice_with_retry(
    text: impl Fn() -> Option<String> + 'static,
    retry: impl Fn() + Copy + 'static,
) -> El {
    place().part(move || Some(alert(&text()?).with(button("Try again", move |_| retry()))))
}

fn place() -> El {
    el("div").class("notice-place")
}

fn alert(text: &str) -> El {
    el("div").class("notice").attr("role", "alert").with(el("p").text(text))
}
