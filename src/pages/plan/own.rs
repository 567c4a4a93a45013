//! What the plan dialog says of a separate plan, such as one that undoes an apply.

use leptos::prelude::*;
use zonesift_core::text;

use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;
use crate::web::dom::{El, el};

/// What the fixes in the plan are checked against.
pub(super) fn ahead(discovery: ZoneState) -> Ahead {
    if discovery.apply.is_own() { Ahead::Own } else { Ahead::Waiting }
}

/// How many changes wait beside a separate plan.
pub(super) fn beside(discovery: ZoneState) -> Option<El> {
    let waits = untrack(|| discovery.pending());
    let is_told = discovery.apply.is_own() && waits > 0;
    is_told.then(|| el("p").class("plan-intro").text(&text::waits_beside(waits)))
}

/// The changes that could not be taken back, with the reasons.
pub(super) fn not_taken_back(discovery: ZoneState) -> Option<El> {
    let own = discovery.apply.own.get_untracked().filter(|own| !own.refused.is_empty())?;
    let lines = own.refused.iter().map(|(change, why)| {
        let words = format!("{} {}", type_and_name(change.record()), text::refused(*why));
        el("li").text(&words)
    });
    let list = el("ul").class("not-taken-back").with_all(lines);
    Some(el("div").class("notice").with(list))
}
