//! The plan dialog: what will be written, warnings, and the outcome of each change.

pub(super) mod double;
mod edit;
mod own;
mod unkept;

use std::rc::Rc;

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::plan::run::{Failure, Outcome, Run};
use zonesift_core::plan::{Plan, Planned};
use zonesift_core::{record::Record, text};

use double::Doubles;
use edit::edit_dialog;
use own::{ahead, beside, not_taken_back};
use unkept::unkept;

use super::conflicts::told;
use crate::pages::shared::record_table::{Titles, type_and_name};
use crate::signal::when_gone;
use crate::state::zone::ZoneState;
use crate::ui::dialog::dialog;
use crate::ui::field::{input, labelled};
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el, follow};
use crate::web::page;

/// The button that opens the plan, with the number of pending changes.
pub fn plan_button(discovery: ZoneState) -> El {
    let pending = Memo::new(move |_| discovery.pending());
    el("button")
        .class("primary")
        .attr("type", "button")
        .flag("disabled", move || pending.get() == 0 && !discovery.apply.is_running())
        .live(move || format!("Review plan ({})", pending.get()))
        .on("click", move |_| discovery.apply.review())
}

pub fn plan_dialog(discovery: ZoneState) -> El {
    let apply = discovery.apply;
    let close = move || apply.close();
    when_gone(move || apply.leave());
    let editing = RwSignal::<Option<u32>>::default();
    // Reads `open` so that the plan is rebuilt when it is requested again while open.
    let body = move || apply.open.get().then(|| body(discovery, editing));
    let content = move || Some(el("div").part(body));
    el("div")
        .with(dialog("Plan", move || apply.open.get(), close, content))
        .with(edit_dialog(discovery, editing))
}

fn body(discovery: ZoneState, editing: RwSignal<Option<u32>>) -> El {
    let apply = discovery.apply;
    // A run that has begun keeps its own plan; otherwise the plan is built now.
    let plan = apply.run.with_untracked(|run| run.as_ref().map(|run| run.changes().to_vec()));
    let changes = plan.unwrap_or_else(|| discovery.plan().changes);
    let intro = format!("{}. {}", text::plan_line(&changes), text::PLAN_INTRO);
    let total = changes.len();
    let begun = move || apply.run.with(Option::is_some);
    let settled = move || {
        let tally = apply.run.with(|run| run.as_ref().map(Run::tally));
        Some(tally.map_or(0, |(succeeded, failed)| succeeded + failed).to_string())
    };
    let progress = move || {
        el("progress")
            .attr("aria-label", "Plan progress")
            .attr("max", &total.to_string())
            .bind("value", settled)
    };
    let outcomes = outcomes(discovery, changes.len());
    let doubles = double::follow_all(discovery);
    let lines = changes.iter().zip(outcomes).enumerate();
    let mut titles = Titles::default();
    changes.iter().for_each(|planned| titles.count(planned.change.record()));
    let lines = lines.map(|(index, (planned, outcome))| {
        let title = titles.of(planned.change.record());
        line(discovery, planned, title, outcome, doubles, (index, editing))
    });
    let list = el("ol").class("plan").with_all(lines);
    // Apply writes what is shown, whatever changes meanwhile.
    let plan = Plan { changes };
    let over = over_quota(discovery, &plan);
    let (held, _) = untrack(|| discovery.used());
    let danger = discovery.name_now().and_then(|zone| plan.danger(&zone, held));
    let word = RwSignal::<String>::default();
    let confirmed = move || danger.is_none() || word.with(|word| word.trim() == text::CONFIRM);
    let shown = RwSignal::new(plan);
    let start = move || {
        button("Apply", move |_| discovery.apply_plan(shown.get_untracked()))
            .class("primary")
            .flag("disabled", move || total == 0 || !confirmed())
    };
    let confirm = danger.map(|danger| {
        let label = format!("Type {} to confirm", text::CONFIRM);
        let why = el("p").class("warning severe").text(&text::confirm(danger));
        el("div").class("confirm").with(why).with(labelled(&label, input("text").value(word)))
    });
    let stop = move || button("Stop", move |_| discovery.stop_apply());
    let close = button("", move |_| apply.close())
        .flag("disabled", move || apply.is_running())
        .live(move || if begun() { "Close" } else { "Cancel" }.to_owned());
    el("div")
        .class("plan-body")
        .attr("tabindex", "-1")
        .with(notice(move || apply.elsewhere.get().then(|| text::OTHER_TAB.to_owned())))
        .with_all(over.map(|words| el("p").class("warning severe").text(&words)))
        .with(el("p").class("plan-intro").text(&intro))
        .with_all(beside(discovery))
        .with_all(not_taken_back(discovery))
        .with(list)
        .part(move || double::all_told(discovery, doubles))
        .when(begun, progress)
        .with(el("div").when(move || !begun(), move || el("div").with_all(confirm.clone())))
        .with(
            el("div")
                .class("actions")
                .with(unkept(discovery))
                .when(move || !begun(), start)
                // Last, so that a second click on Apply does not hit it.
                .with(close)
                .when(move || apply.is_running() && !discovery.history.unkept.get(), stop),
        )
}

/// The warning that the zone's quota is too small for the plan.
fn over_quota(discovery: ZoneState, plan: &Plan) -> Option<String> {
    let (held, quota) = untrack(|| discovery.used());
    let together = discovery.api.provider().capabilities().batch.is_some();
    plan.room(held, quota?, together).map(text::over_quota)
}

/// A signal for each outcome, so that a new one redraws one line and not thousands.
fn outcomes(discovery: ZoneState, changes: usize) -> Vec<RwSignal<Option<Outcome>>> {
    let all: Vec<RwSignal<Option<Outcome>>> = (0..changes).map(|_| RwSignal::default()).collect();
    let places = all.clone();
    follow(move || {
        discovery.apply.run.with(|run| {
            let outcomes = run.as_ref().map(Run::outcomes).unwrap_or_default();
            for (place, outcome) in places.iter().zip(outcomes) {
                if place.with_untracked(|before| before.as_ref() != Some(outcome)) {
                    place.set(Some(outcome.clone()));
                }
            }
        });
    });
    all
}

/// The index of a change in the run, and the index of the one in the edit dialog.
type Place = (usize, RwSignal<Option<u32>>);

fn line(
    discovery: ZoneState,
    planned: &Planned,
    title: String,
    now: RwSignal<Option<Outcome>>,
    doubles: Doubles,
    place: Place,
) -> El {
    let record = planned.change.record();
    let verb = match &planned.change {
        Change::Accept { .. } => "Accept",
        Change::Reject { .. } => "Reject",
        Change::Add { .. } => "Add",
        Change::Edit { .. } => "Change",
        Change::Delete { .. } => "Delete",
    };
    let whole = match &planned.change {
        Change::Edit { before, after, whole: true } => Some(text::written_whole(before, after)),
        _ => None,
    };
    let whole = whole.map(|words| el("p").class("warning").text(&words));
    let again = Rc::new(move || {
        discovery.apply.renew();
        // The pressed button no longer exists.
        page::focus(".plan-body");
    });
    let warnings = told(
        (discovery, ahead(discovery)),
        planned.origin(),
        record,
        &title,
        &planned.warnings,
        again,
    );
    let change = planned.change.clone();
    el("li")
        .class("planned")
        .with(el("span").class("verb").text(verb))
        .text(" ")
        .with(el("span").class("mono").text(&type_and_name(record)))
        .text(" ")
        .with(values(&planned.change))
        .with_all(warnings)
        .with_all(whole)
        .part({
            let title = title.clone();
            move || outcome(discovery, &change, &title, now.get()?, place)
        })
        .part(move || double::told(discovery, doubles, place.0, &title))
}

/// The values of the change's record. Old and deleted values are marked as removed.
pub fn values(change: &Change) -> El {
    let record = change.record();
    let (gone, now) = match change {
        Change::Accept { found, .. } => ((found != record).then_some(found), Some(record)),
        Change::Edit { before, .. } => (Some(before), Some(record)),
        Change::Delete { .. } => (Some(record), None),
        Change::Reject { .. } | Change::Add { .. } => (None, Some(record)),
    };
    let renamed = gone.is_some_and(|gone| gone.name != record.name);
    let part = |tag, of: Option<&Record>| {
        of.map(|record| el(tag).class("mono").text(&described(record, renamed)))
    };
    let arrow = gone.and(now).map(|_| el("span").text(" → "));
    el("span")
        .class("values")
        .with_all(part("del", gone))
        .with_all(arrow)
        .with_all(part("ins", now))
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

/// The record as it is in the zone now, if that is neither of the plan's two versions.
fn drifted(now: &Record) -> El {
    let now = el("span").class("mono").text(&described(now, true));
    el("p").class("drifted").text("Now: ").with(now)
}

fn outcome(
    discovery: ZoneState,
    change: &Change,
    title: &str,
    outcome: Outcome,
    (index, editing): Place,
) -> Option<El> {
    let (api, apply) = (discovery.api, discovery.apply);
    let record = change.record();
    let field = outcome.complaint(record).and_then(|(field, _)| field);
    let (class, words) = match outcome {
        Outcome::Pending => return None,
        Outcome::Sent => ("outcome", "Writing…".to_owned()),
        Outcome::Done => ("outcome done", "Done".to_owned()),
        Outcome::AlreadyThere => ("outcome done", "Already in the zone".to_owned()),
        Outcome::Differs(now) => {
            ("outcome done", format!("Done. The provider keeps it as: {}", described(&now, true)))
        }
        Outcome::Failed(failure) => {
            let mut words = text::failure(&failure, api.provider(), &api.address());
            if let Some(field) = field {
                words = format!("{}: {words}", text::field_label(field, record));
            }
            let retry = button("Retry", move |_| discovery.retry(index))
                .flag("disabled", move || apply.is_running());
            let edit = change.written().map(|_| {
                button("Edit", move |_| editing.set(Some(index as u32)))
                    .attr("aria-label", &format!("Edit {title}"))
                    .flag("disabled", move || apply.is_running())
            });
            let now = match &failure {
                Failure::Drifted(Some(now)) | Failure::ThereOtherwise(now) => Some(drifted(now)),
                _ => None,
            };
            let failed = el("div").class("outcome failed").text(&words).text(" ").with(retry);
            return Some(failed.text(" ").with_all(edit).with_all(now));
        }
    };
    Some(el("p").class(class).text(&words))
}
