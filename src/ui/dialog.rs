//! A modal dialog, with the browser's own `<dialog>`: it handles focus, Escape and the page behind.

use std::rc::Rc;

use crate::made::Makes;
use crate::web::dom::{El, el};
use crate::web::page;

/// A dialog with this heading, built each time `open` turns true. `close` runs when the user closes it.
pub fn dialog(
    title: &'static str,
    open: impl Fn() -> bool + 'static,
    close: impl Fn() + 'static,
    content: impl Fn() -> Option<El> + 'static,
) -> El {
    let close: Rc<dyn Makes<()>> = Rc::new(close);
    el("div").class("dialog-place").when(open, move || frame(title, close.clone(), content()))
}

fn frame(title: &str, close: Rc<dyn Makes<()>>, content: Option<El>) -> El {
    let dialog = el("dialog")
        .attr("aria-label", title)
        .on("close", move |_| close.make())
        .with(el("h2").text(title))
        .with_all(content);
    page::show_modal(&dialog);
    dialog
}
