//! Files on the user's machine: saved as downloads, and read only if the user chose them.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, HtmlInputElement, Url};

use super::dom::{El, Event, el};

/// Offers a text as a download; false if the browser refuses.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return false };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return false };
    let link = el("a").attr("href", &address).attr("download", name);
    if let Some(link) = link.element().dyn_ref::<HtmlElement>() {
        link.click();
    }
    // The download keeps its own reference to the data.
    let _ = Url::revoke_object_url(&address);
    true
}

#[derive(Clone)]
pub struct Chosen(web_sys::File);

/// The first file in the file input that fired this event.
#[must_use]
pub fn chosen(event: &Event) -> Option<Chosen> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    field.files()?.get(0).map(Chosen)
}

/// Clears the file input.
pub fn unchoose(field: &El) {
    if let Some(field) = field.element().dyn_ref::<HtmlInputElement>() {
        field.set_value("");
    }
}

impl Chosen {
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// In bytes.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// The bytes; `None` if the file can no longer be read. Text is decoded elsewhere: browsers differ in it.
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}
