//! One apply in the time line: when, what it did in numbers, and undo; unfolded, its changes.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use zonesift_core::change::{Change, Verbs, Written};
use zonesift_core::plan::undo::undo;
use zonesift_core::{date, text};

use super::changes::AppliedChanges;
use crate::browser::{clock, file};
use crate::components::Notice;
use crate::state::zone::ZoneState;
use crate::state::zone::history::PastApply;

#[component]
pub fn PastApplyItem(
    zone: ZoneState,
    entry: PastApply,
    /// Whether it is the latest one, which is unfolded from the start.
    is_first: bool,
) -> impl IntoView {
    let PastApply { moment, written } = entry;
    let time = date::show_at(moment, clock::offset(moment));
    let verbs = text::applied_verbs(Verbs::of(&written.changes));
    let title = format!("{time} · {verbs}");
    let failed = (!written.failed.is_empty())
        .then(|| view! { <span class="run-failed">{text::failed(written.failed.len())}</span> });
    let unfinished =
        written.unfinished.then(|| view! { <p class="warning severe">{text::UNFINISHED}</p> });
    let is_open = RwSignal::new(is_first);
    let error = RwSignal::new(None::<String>);
    let written = StoredValue::new(written);
    let body = move || {
        let written = written.get_value();
        view! {
            <Consequences zone moment written=written.clone()/>
            <AppliedChanges zone written/>
        }
    };
    view! {
        <li class="run">
            <div class="run-head">
                <button
                    type="button"
                    class="quiet fold"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
                >
                    <time datetime=date::write(moment)>{time}</time>
                    " "
                    <span class="run-verbs">{verbs}</span>
                </button>
                {failed}
                <RunActions zone moment written title error/>
            </div>
            {unfinished}
            <Notice text=error/>
            <Show when=move || is_open.get()>{body}</Show>
        </li>
    }
    .into_any()
}

/// Undo of the whole apply, the zone from before, and its snapshot as a file.
#[component]
fn RunActions(
    zone: ZoneState,
    moment: DateTime<Utc>,
    written: StoredValue<Written>,
    /// When it was and what it did.
    title: String,
    /// Gets why something could not be done.
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    let is_read = move || zone.records.is_read.get();
    let undo_all = move |_| written.with_value(|written| zone.take_back(written));
    let restore = move |_| {
        spawn_local(async move {
            let done = zone.restore_before(moment).await;
            let _ = error.try_set(done.err());
        });
    };
    let save = move |_| {
        spawn_local(async move {
            let refused = save_snapshot(zone, moment).await.err();
            let _ = error.try_set(refused.map(str::to_owned));
        });
    };
    view! {
        <div class="actions">
            <button
                type="button"
                data-icon="undo"
                aria-description=title.clone()
                disabled=move || !is_read()
                on:click=undo_all
            >
                {"Undo all"}
            </button>
            <button
                type="button"
                aria-description=title.clone()
                disabled=move || !is_read()
                on:click=restore
            >
                {"Restore the zone from before"}
            </button>
            <button type="button" data-icon="download" aria-description=title on:click=save>
                {"Save the snapshot"}
            </button>
        </div>
    }
}

/// Saves the zone as it was before an apply as a file.
async fn save_snapshot(zone: ZoneState, moment: DateTime<Utc>) -> Result<(), &'static str> {
    let snapshot = zone.snapshot_before(moment).await.ok_or(text::HISTORY_UNREAD)?;
    let zone_name = zone.name_now().ok_or(text::HISTORY_UNREAD)?;
    let what = format!("{}-before-{}", zone.api.provider().slug(), moment.format("%H%M"));
    let name = text::file_name(&zone_name, moment, &what, "json");
    match file::save(&name, "application/json", &snapshot) {
        true => Ok(()),
        false => Err(text::SAVE_REFUSED),
    }
}

/// What `Undo all` and the restore would do now, in numbers.
#[component]
fn Consequences(zone: ZoneState, moment: DateTime<Utc>, written: Written) -> impl IntoView {
    let is_read = move || zone.records.is_read.get();
    let undoing = move || {
        let back = zone.records.all.with(|held| undo(&written, held));
        text::undo_would(Verbs::of(&back.changes), back.refused.len())
    };
    let restoring = RwSignal::new(None::<Result<Vec<Change>, String>>);
    Effect::new(move |_| {
        // The records tell when the numbers change.
        zone.records.all.track();
        if !is_read() {
            return;
        }
        spawn_local(async move {
            let changes = zone.changes_back_to(moment).await;
            let _ = restoring.try_set(Some(changes));
        });
    });
    let restoring = move || {
        restoring.with(|restoring| match restoring {
            None => text::RESTORE_READING.to_owned(),
            Some(Ok(changes)) => text::restore_would(Verbs::of(changes)),
            Some(Err(why)) => text::cannot_restore(why),
        })
    };
    view! {
        <Show when=is_read fallback=|| view! { <p class="help">{text::ZONE_READING}</p> }>
            <ul class="consequences">
                <li>{undoing.clone()}</li>
                <li>{restoring}</li>
            </ul>
        </Show>
    }
}
