//! What the plan page says of a separate plan, such as one that undoes an apply.

use leptos::prelude::*;
use zonesift_core::text;

use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;

/// What the fixes in the plan are checked against.
pub fn preview_of(zone: ZoneState) -> Ahead {
    if zone.apply.is_own() { Ahead::Own } else { Ahead::Waiting }
}

/// How many changes wait beside a separate plan.
#[component]
pub fn PendingBeside(zone: ZoneState) -> impl IntoView {
    move || {
        let is_own = zone.apply.own.with(Option::is_some);
        let pending = Some(zone.pending()).filter(|pending| is_own && *pending > 0)?;
        Some(view! { <p class="plan-intro">{text::waits_beside(pending)}</p> })
    }
}

/// The changes that could not be taken back, with the reasons.
#[component]
pub fn NotTakenBack(zone: ZoneState) -> impl IntoView {
    move || {
        let own = zone.apply.own.get().filter(|own| !own.refused.is_empty())?;
        let lines = own.refused.into_iter().map(|(change, why)| {
            let words = format!("{} {}", type_and_name(change.record()), text::refused(why));
            view! { <li>{words}</li> }
        });
        Some(view! {
            <div class="notice">
                <ul class="not-taken-back">{lines.collect_view()}</ul>
            </div>
        })
    }
}
