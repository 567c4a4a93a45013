//! Links within the page.

use zonesift_core::route::Route;

use crate::web::dom::{El, el};

/// A link to a screen.
pub fn link(text: &str, route: &Route) -> El {
    el("a").attr("href", &route.hash()).text(text)
}
