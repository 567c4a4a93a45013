//! The applies to this zone from this browser: each can be taken back, or the zone restored as it was
//! before it. Both go through the plan.

use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::Change;
use zonesift_core::diff::{Mode, Scope, changes};
use zonesift_core::{date, snapshot, text};

use super::export::snapshot_button;
use crate::state::zone::ZoneState;
use crate::state::zone::history::{PastApply, is_on, set_on};
use crate::ui::field::checkbox;
use crate::ui::notice::notice;
use crate::web::dom::{El, button, el};
use crate::web::file;

pub fn card(discovery: ZoneState) -> El {
    let on = RwSignal::new(is_on());
    let keep = checkbox(
        "Keep a history in this browser",
        move || on.get(),
        move |now| {
            set_on(now);
            on.set(now);
        },
    );
    let clear = button("Clear history", move |_| {
        spawn_local(async move { discovery.clear_history().await });
    });
    let nothing = move || discovery.history.entries.with(Vec::is_empty);
    let refused = RwSignal::default();
    let list = move || {
        let entries = discovery.history.entries.get();
        let lines = entries.into_iter().map(|entry| line(discovery, entry, refused));
        Some(el("ol").class("history").with_all(lines))
    };
    let take = snapshot_button(discovery, "Save a snapshot", refused);
    el("div")
        .class("card wide")
        .with(el("h2").text("History"))
        .with(el("p").class("help").text(text::HISTORY_HELP))
        .with(el("div").class("actions").with(take).with(clear.flag("disabled", nothing)))
        .with(notice(move || refused.get()))
        .with(notice(move || discovery.history.failed.get().map(str::to_owned)))
        .with(keep)
        .part(list)
}

fn line(discovery: ZoneState, entry: PastApply, refused: RwSignal<Option<String>>) -> El {
    let moment = entry.moment;
    let written = entry.written;
    let words = format!("{} · {}", date::show(moment), text::changed(written.changes.len()));
    let unfinished = written.unfinished.then(|| el("p").class("warning").text(text::UNFINISHED));
    let back = move |_: &_| discovery.take_back(&written);
    let restore = move |_: &_| {
        spawn_local(async move {
            let Some(kept) = discovery.snapshot_before(moment).await else { return };
            let kept = match snapshot::read(kept.as_bytes()) {
                Ok(kept) => kept,
                Err(error) => return refused.set(Some(text::snapshot_error(error).to_owned())),
            };
            let rules = discovery.api.provider().capabilities();
            let scope = Scope { soa: false, apex_ns: rules.apex_ns };
            let all = discovery.records.all.with_untracked(|held| {
                changes(held, &kept.wanted(), &kept.zone, Mode::MakeEqual, scope)
            });
            match all {
                Ok(all) => {
                    discovery.plan_alone(all.into_iter().map(Change::from).collect(), Vec::new());
                }
                Err(not_whole) => refused.set(Some(text::not_whole(not_whole))),
            }
        });
    };
    let save = move |_: &_| {
        spawn_local(async move {
            if let Some(kept) = discovery.snapshot_before(moment).await {
                file::save(&format!("before-{moment}.json"), "application/json", &kept);
            }
        });
    };
    let actions = el("div")
        .class("actions")
        .with(button("Take back", back))
        .with(button("Restore the zone as it was before", restore))
        .with(button("Save the snapshot", save));
    el("li").with(el("span").text(&words)).with_all(unfinished).with(actions)
}
