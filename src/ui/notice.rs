//! Alerts: what failed, why, and what to do.

use std::rc::Rc;

use crate::made::Makes;
use crate::web::dom::{El, button, el};

/// An alert, shown while it has a text.
pub fn notice(text: impl Fn() -> Option<String> + 'static) -> El {
    place(Box::new(text), Box::new(|| None))
}

/// An alert with further content, such as a button.
pub fn notice_with(
    text: impl Fn() -> Option<String> + 'static,
    more: impl Fn() -> Option<El> + 'static,
) -> El {
    place(Box::new(text), Box::new(more))
}

/// An alert with a button to retry.
pub fn notice_with_retry(
    text: impl Fn() -> Option<String> + 'static,
    retry: impl Fn() + 'static,
) -> El {
    let retry = Rc::new(retry);
    let again = move || {
        let retry = retry.clone();
        Some(button("Try again", move |_| retry()))
    };
    place(Box::new(text), Box::new(again))
}

fn place(text: Box<dyn Makes<Option<String>>>, more: Box<dyn Makes<Option<El>>>) -> El {
    el("div").class("notice-place").part(move || {
        let alert =
            el("div").class("notice").attr("role", "alert").with(el("p").text(&text.make()?));
        Some(alert.with_all(more.make()))
    })
}
