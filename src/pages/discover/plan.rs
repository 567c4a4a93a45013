//! The plan's dialog: what will be written, what to know about it, and what became of it.

use leptos::prelude::*;
use zonesift_core::plan::run::{Outcome, Run};
use zonesift_core::plan::{Change, Plan, Planned};
use zonesift_core::record::Record;
use zonesift_core::text;

use crate::state::discovery::Discovery;
use crate::ui::dialog::Dialog;

/// The dialog.
#[component]
pub fn PlanDialog(discovery: Discovery) -> AnyView {
    view! {
        <Dialog title="Plan" open=discovery.apply.open on_close=move |()| discovery.apply.open.set(false)>{body(discovery)}</Dialog>
    }
    .into_any()
}

fn body(discovery: Discovery) -> AnyView {
    let apply = discovery.apply;
    // A run that is under way keeps its own plan; otherwise the plan is of this moment.
    let plan = apply.run.with_untracked(|run| run.as_ref().map(|run| run.changes().to_vec()));
    let changes = plan.unwrap_or_else(|| discovery.plan().changes);
    // What is shown is what is written, whatever happens meanwhile.
    let shown = StoredValue::new(Plan { changes: changes.clone() });
    let line = text::plan_line(&changes);
    let total = changes.len();
    let begun = Memo::new(move |_| apply.run.with(Option::is_some));
    let running = Memo::new(move |_| apply.is_running());
    let settled = move || {
        apply.run.with(|run| {
            run.as_ref().map_or(0, |run| {
                let (succeeded, failed) = run.tally();
                succeeded + failed
            })
        })
    };
    let items =
        changes.into_iter().enumerate().map(|(index, planned)| line_of(discovery, index, planned));
    view! {
        <p class="plan-intro">{line} ". " {text::PLAN_INTRO}</p>
        <ol class="plan">{items.collect_view()}</ol>
        <Show when=move || begun.get()>
            <progress aria-label="Plan progress" max=total value=settled></progress>
        </Show>
        <div class="actions">
            <Show when=move || !begun.get()>
                <button class="primary" type="button" disabled=total == 0
                    on:click=move |_| apply.start(discovery, shown.get_value())>
                    "Apply"
                </button>
            </Show>
            <button type="button" disabled=running on:click=move |_| apply.open.set(false)>
                {move || if begun.get() { "Close" } else { "Cancel" }}
            </button>
        </div>
    }
    .into_any()
}

fn line_of(discovery: Discovery, index: usize, planned: Planned) -> AnyView {
    let apply = discovery.apply;
    let record = planned.change.record().clone();
    let (verb, before) = match &planned.change {
        Change::Accept { found, record } => ("Accept", (found != record).then(|| found.clone())),
        Change::Reject { .. } => ("Reject", None),
    };
    let warnings = planned.warnings.iter().map(|&warning| {
        let kind = if warning.is_severe() { "warning severe" } else { "warning" };
        view! { <li class=kind>{text::warning(warning, &record)}</li> }
    });
    let outcome = Memo::new(move |_| {
        apply.run.with(|run| run.as_ref().and_then(|run: &Run| run.outcomes().get(index).cloned()))
    });
    let over = Memo::new(move |_| !apply.is_running());
    view! {
        <li class="planned">
            <span class="verb">{verb}</span>
            " "
            <span class="mono">{record.rtype.as_str().to_owned()} " " {record.name.to_string()}</span>
            " "
            {values(&record, before.as_ref())}
            <ul class="warnings">{warnings.collect_view()}</ul>
            {move || outcome_of(discovery, index, outcome.get(), over.get())}
        </li>
    }
    .into_any()
}

/// The record's values; where it was changed, the found ones before them.
fn values(record: &Record, before: Option<&Record>) -> AnyView {
    let renamed = before.is_some_and(|before| before.name != record.name);
    let old = before.map(|before| {
        view! { <del class="mono">{described(before, renamed)}</del> " → " }
    });
    view! { <span class="values">{old}<ins class="mono">{described(record, renamed)}</ins></span> }
        .into_any()
}

fn described(record: &Record, with_name: bool) -> String {
    let mut words = String::new();
    if with_name {
        words.push_str(record.name.as_str());
        words.push(' ');
    }
    if let Some(priority) = record.priority() {
        words.push_str(&format!("{priority} "));
    }
    words.push_str(&format!("{} · TTL {}", record.content(), text::ttl(record.ttl)));
    if let Some(proxied) = record.proxied {
        words.push_str(if proxied { " · proxied" } else { " · not proxied" });
    }
    if let Some(comment) = &record.comment {
        words.push_str(&format!(" · {comment}"));
    }
    for tag in &record.tags {
        words.push_str(&format!(" · {tag}"));
    }
    words
}

fn outcome_of(discovery: Discovery, index: usize, outcome: Option<Outcome>, over: bool) -> AnyView {
    let api = discovery.api();
    let (class, words) = match outcome {
        None | Some(Outcome::Pending) => return ().into_any(),
        Some(Outcome::Sent) => ("outcome", "Writing…".to_owned()),
        Some(Outcome::Done) => ("outcome done", "Done".to_owned()),
        Some(Outcome::AlreadyThere) => ("outcome done", "Already in the zone".to_owned()),
        Some(Outcome::Failed(failure)) => {
            ("outcome failed", text::failure(&failure, api.provider(), api.address()))
        }
    };
    let retry = (class == "outcome failed").then(|| {
        view! {
            <button type="button" disabled=!over on:click=move |_| discovery.apply.retry(discovery, index)>
                "Retry"
            </button>
        }
    });
    view! { <p class=class>{words} " " {retry}</p> }.into_any()
}
