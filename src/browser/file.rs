//! Files on the user's machine: saved as downloads, and read only if the user chose them.

use chrono::{DateTime, Utc};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, HtmlElement, HtmlInputElement, Url};

/// Offers a text as a download; false if the browser refuses.
pub fn save(name: &str, media_type: &str, text: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return false };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return false };
    let link = download_link(name, &address);
    link.iter().for_each(HtmlElement::click);
    // The download keeps its own reference to the data.
    let _ = Url::revoke_object_url(&address);
    link.is_some()
}

fn download_link(name: &str, address: &str) -> Option<HtmlElement> {
    let link = web_sys::window()?.document()?.create_element("a").ok()?;
    link.set_attribute("href", address).ok()?;
    link.set_attribute("download", name).ok()?;
    link.dyn_into().ok()
}

#[derive(Clone)]
pub struct ChosenFile(web_sys::File);

/// The first file of a file input.
#[must_use]
pub fn chosen(input: &HtmlInputElement) -> Option<ChosenFile> {
    input.files()?.get(0).map(ChosenFile)
}

/// The first file of what was dropped.
#[must_use]
pub fn dropped(event: &DragEvent) -> Option<ChosenFile> {
    event.data_transfer()?.files()?.get(0).map(ChosenFile)
}

impl ChosenFile {
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// In bytes.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.0.size()
    }

    /// When it was last changed, if the browser tells.
    #[must_use]
    pub fn changed(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0.last_modified() as i64)
    }

    /// The bytes; `None` if the file can no longer be read. Text is decoded elsewhere: browsers differ in it.
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}
