//! What a record's conflicts are, and the buttons that fix them: in a dialog, or where a page shows them.

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::plan::{Outlook, Warning};
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zone::{Fix, Severity};

use super::conflicts::Conflicts;
use crate::components::Dialog;
use crate::pages::shared::record_table::type_and_name;
use crate::state::zone::ZoneState;
use crate::state::zone::outlook::Ahead;

/// The dialog with the conflicts of the open row.
#[component]
pub fn ConflictsDialog(
    conflicts: Conflicts,
    /// Says which record a row has.
    #[prop(into)]
    origin: Callback<u32, Option<Origin>>,
) -> impl IntoView {
    let open = conflicts.open;
    let close = move |()| open.set(None);
    view! {
        <Dialog title="Conflicts" open=move || open.get().is_some() on_close=close>
            <RowConflicts conflicts origin/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn RowConflicts(conflicts: Conflicts, origin: Callback<u32, Option<Origin>>) -> impl IntoView {
    let Conflicts { zone, from, open, .. } = conflicts;
    let origin = untrack(|| origin.run(open.get()?))?;
    let look = |ahead: &Outlook<'_>| Some((ahead.record(origin)?.clone(), ahead.warnings(origin)));
    let (record, warnings) = untrack(|| zone.outlook(from, look))??;
    let title = type_and_name(&record);
    let content = record.content().shown().into_owned();
    let close = Callback::new(move |()| open.set(None));
    let view = view! {
        <div class="plan-body">
            <p class="mono">{title.clone()}</p>
            <p class="mono">{content}</p>
            <Warnings zone from origin record title warnings on_fix=close/>
            <div class="actions">
                <button type="button" on:click=move |_| close.run(())>
                    {"Close"}
                </button>
            </div>
        </div>
    };
    Some(view.into_any())
}

/// The CSS class of a severity. The stylesheet adds the icon.
#[must_use]
pub fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocks => "warning error",
        Severity::Warns => "warning severe",
        Severity::Notes => "warning",
    }
}

/// A line for each warning of a record, with a button for its fix.
#[component]
pub fn Warnings(
    zone: ZoneState,
    /// Where a fix is looked up again when its button is pressed.
    from: Ahead,
    origin: Origin,
    record: Record,
    title: String,
    warnings: Vec<Warning>,
    /// Runs after a button was pressed.
    on_fix: Callback<()>,
) -> impl IntoView {
    let mut offered: Vec<Fix> = Vec::new();
    let line = |warning: Warning| {
        let severity = warning.severity();
        let words = format!("{} · {}", text::severity(severity), text::warning(&warning, &record));
        // Two conflicts may have the same fix.
        let fix = warning.fix().filter(|fix| !offered.contains(fix)).cloned();
        offered.extend(fix.clone());
        let button = fix.map(|fix| {
            let (record, title) = (record.clone(), title.clone());
            view! { " " <FixButton zone from origin record title fix on_fix/> }
        });
        view! { <p class=class_of(severity)>{words} {button}</p> }
    };
    warnings.into_iter().map(line).collect_view()
}

#[component]
fn FixButton(
    zone: ZoneState,
    from: Ahead,
    origin: Origin,
    record: Record,
    title: String,
    fix: Fix,
    on_fix: Callback<()>,
) -> impl IntoView {
    let label = text::fix(&fix);
    let name = format!("{label} for {title}");
    let press = move |_| {
        let mends = |ahead: &Outlook<'_>| ahead.mends(origin, &record, &fix);
        match untrack(|| zone.outlook(from, mends)).flatten() {
            Some(steps) => zone.fix(from, &steps, &text::fix(&fix)),
            None => zone.message.set(text::NOT_AS_SHOWN.to_owned()),
        }
        on_fix.run(());
    };
    view! {
        <button
            type="button"
            aria-label=name
            disabled=move || zone.apply.is_running()
            on:click=press
        >
            {label}
        </button>
    }
}
