//! Links within the page and to other sites.

use zonesift_core::route::Route;

use crate::web::dom::{El, el};

pub fn link(text: &str, route: &Route) -> El {
    el("a").attr("href", &route.hash()).text(text)
}

/// A link to another site. It opens in a new tab, without opener and referrer.
pub fn link_outside(text: &str, address: &str) -> El {
    el("a")
        .attr("href", address)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(text)
}
