//! Links within the page, and to other sites.

use zonesift_core::route::Route;

use crate::web::dom::{El, el};

/// A link to a screen.
pub fn link(text: &str, route: &Route) -> El {
    el("a").attr("href", &route.hash()).text(text)
}

/// A link to another site, in a tab of its own, which learns nothing of this one.
pub fn link_outside(text: &str, address: &str) -> El {
    el("a")
        .attr("href", address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(text)
}
