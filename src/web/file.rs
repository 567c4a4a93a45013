//! Files of the user's machine: saved by the browser's own download, and read when one was chosen.
//! Nothing is opened that the user did not choose.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, HtmlInputElement, Url};

use super::dom::{El, Event, el};

/// Offers a text as a download; false when the browser refuses.
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
    // The download has its own hold of what it saves.
    let _ = Url::revoke_object_url(&address);
    true
}

/// A file that was chosen.
#[derive(Clone)]
pub struct Chosen(web_sys::File);

/// The first file that was chosen in the field that an event happened at.
#[must_use]
pub fn chosen(event: &Event) -> Option<Chosen> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    field.files()?.get(0).map(Chosen)
}

/// Takes the chosen file out of its field.
pub fn unchoose(field: &El) {
    if let Some(field) = field.element().dyn_ref::<HtmlInputElement>() {
        field.set_value("");
    }
}

impl Chosen {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// How many bytes it has.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// Reads its bytes; none when it cannot be read any more. What text they are is not left to the
    /// browser: browsers differ in it.
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}
