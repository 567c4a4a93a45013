//! The browser's tab: its title and its icon.

use web_sys::Element;
use zonesift_core::text::visible;

use super::page::document;

/// The attribute that keeps the address of the page's own icon.
const OWN: &str = "data-own";

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(&visible(title));
    }
}

/// Shows the icon of this address, or the page's own.
pub fn set_icon(address: Option<&str>) {
    let Some(link) = icon() else { return };
    let own = link.get_attribute(OWN).or_else(|| link.get_attribute("href")).unwrap_or_default();
    let _ = link.set_attribute(OWN, &own);
    let _ = link.set_attribute("href", address.unwrap_or(&own));
}

fn icon() -> Option<Element> {
    document()?.query_selector("link[rel=icon]").ok()?
}
