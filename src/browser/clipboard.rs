//! The clipboard: written on request, never read.

use leptos::leptos_dom::helpers::request_animation_frame;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;

/// Writes a text; false if the browser refuses.
pub async fn write(text: &str) -> bool {
    let clipboard = web_sys::window().map(|window| window.navigator().clipboard());
    // There is no clipboard outside a secure context.
    match clipboard.filter(|clipboard| !clipboard.is_undefined()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Selects all of a text field that is in the page, so that the user can copy it by hand.
pub fn select(field: HtmlTextAreaElement) {
    request_animation_frame(move || {
        let _ = field.focus();
        field.select();
    });
}
