//! The values that a change writes and removes.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::record::Record;
use zonesift_core::text;

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
    let words = |record: &Record| described(record, with_name);
    let del = |before| view! { <del class="mono">{words(before)}</del> };
    let ins = |after| view! { <ins class="mono">{words(after)}</ins> };
    let arrow = before.and(after).map(|_| view! { <span>{" → "}</span> });
    view! {
        <span class="values">{before.map(del)} {arrow} {after.map(ins)}</span>
    }
}

/// All values of a record in one line.
pub fn described(record: &Record, with_name: bool) -> String {
    let mut words = String::new();
    if with_name {
        words.push_str(record.name.as_str());
        words.push(' ');
    }
    if let Some(priority) = record.priority() {
        words.push_str(&format!("{priority} "));
    }
    words.push_str(&format!("{} · TTL {}", record.content().shown(), text::ttl(record.ttl)));
    if let Some(proxied) = record.proxied {
        words.push_str(if proxied { " · proxied" } else { " · not proxied" });
    }
    if record.disabled {
        words.push_str(" · disabled");
    }
    if let Some(comment) = &record.comment {
        words.push_str(&format!(" · {}", comment.shown()));
    }
    for tag in &record.tags {
        words.push_str(&format!(" · {}", tag.shown()));
    }
    words
}
