//! The values that a change writes and removes.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::Record;
use zonesift_core::text::{self, Part};

/// The values of the change's record. Old and deleted values are marked as removed.
#[component]
pub fn ChangedValues(change: Change) -> impl IntoView {
    let record = change.record();
    let (before, after) = match &change {
        Change::Accept { found, .. } => ((found != record).then_some(found), Some(record)),
        Change::Edit { before, .. } => (Some(before), Some(record)),
        Change::Delete { .. } => (Some(record), None),
        Change::Reject { .. } | Change::Add { .. } => (None, Some(record)),
    };
    let with_name = before.is_some_and(|before| before.name != record.name);
    let words = |record: &Record| text::described(record, with_name);
    let del = |before| view! { <del class="mono">{words(before)}</del> };
    let ins = |after| view! { <ins class="mono">{words(after)}</ins> };
    let arrow = before.and(after).map(|_| view! { <span>{" → "}</span> });
    view! {
        <span class="values">{before.map(del)} {arrow} {after.map(ins)}</span>
    }
}

/// The parts of a change, with what goes and what comes marked.
#[component]
pub fn ChangedParts(#[prop(into)] parts: Signal<Vec<Part>>) -> impl IntoView {
    let part = |(place, part)| view! { <ChangedPart part is_first=place == 0/> };
    (move || parts.get().into_iter().enumerate().map(part).collect_view()).into_any()
}

#[component]
fn ChangedPart(part: Part, is_first: bool) -> impl IntoView {
    let Part { label, before, after, same } = part;
    let apart = (!is_first).then_some(" · ");
    let label = (!label.is_empty()).then(|| view! { <span class="what">{label} " "</span> });
    let same = same.map(|words| view! { <span class="what">{words}</span> });
    let arrow = before.as_ref().and(after.as_ref()).map(|_| " → ");
    let before = before.map(|words| view! { <del>{words}</del> });
    let after = after.map(|words| view! { <ins>{words}</ins> });
    view! { {apart} {label} {same} {before} {arrow} {after} }
}
