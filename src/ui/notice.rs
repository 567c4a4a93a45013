//! What failed, why, and what to do.

use std::rc::Rc;

use crate::made::Makes;
use crate::web::dom::{El, button, el};

/// A place for an alert; nothing is shown without a text.
pub fn notice(text: impl Fn() -> Option<String> + 'static) -> El {
    place(Box::new(text), None)
}

/// A place for an alert with a button to try again.
pub fn notice_with_retry(
    text: impl Fn() -> Option<String> + 'static,
    retry: impl Fn() + 'static,
) -> El {
    place(Box::new(text), Some(Rc::new(retry)))
}

fn place(text: Box<dyn Makes<Option<String>>>, retry: Option<Rc<dyn Makes<()>>>) -> El {
    el("div").class("notice-place").part(move || {
        let alert =
            el("div").class("notice").attr("role", "alert").with(el("p").text(&text.make()?));
        let again = retry.clone().map(|retry| button("Try again", move |_| retry.make()));
        Some(alert.with_all(again))
    })
}
