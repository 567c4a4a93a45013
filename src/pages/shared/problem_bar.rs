//! The problems of a list, by name: how many records have each, and one press that fixes them all.

use std::cmp::Reverse;

use leptos::prelude::*;
use zonesift_core::change::Origin;
use zonesift_core::filter::{FilterKey, Term, has_term, toggled};
use zonesift_core::text;

use super::conflicts::{Alert, Conflicts, class_of};
use crate::components::Bar;
use crate::state::commands::Command;

/// The records with a problem of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    pub alert: Alert,
    pub origins: Vec<Origin>,
    /// How many of them one press can fix.
    fixable: usize,
}

#[component]
pub fn ProblemBar(
    conflicts: Conflicts,
    /// The text filter of the list.
    filter: RwSignal<String>,
    /// Whether the list shows the record.
    is_listed: fn(Origin) -> bool,
) -> impl IntoView {
    let kinds = Memo::new(move |_| kinds(conflicts, is_listed));
    let names =
        move || kinds.with(|all| all.iter().map(|kind| kind.alert.clone()).collect::<Vec<_>>());
    view! {
        <Bar label="Problems" class="problem-kinds">
            <For each=names key=|alert| alert.words let(alert)>
                <ProblemKind conflicts filter kinds alert/>
            </For>
        </Bar>
    }
    .into_any()
}

#[component]
fn ProblemKind(
    conflicts: Conflicts,
    filter: RwSignal<String>,
    kinds: Memo<Vec<Kind>>,
    alert: Alert,
) -> impl IntoView {
    let Alert { words, severity, .. } = alert;
    let own = Memo::new(move |_| {
        kinds.with(|all| all.iter().find(|kind| kind.alert.words == words).cloned())
    });
    let count = move || own.with(|own| own.as_ref().map_or(0, |kind| kind.origins.len()));
    let fixable = Memo::new(move |_| own.with(|own| own.as_ref().map_or(0, |kind| kind.fixable)));
    let term = StoredValue::new(Term::typed(FilterKey::Problem, words));
    let is_chosen = move || filter.with(|text| term.with_value(|term| has_term(text, term)));
    let choose = move |_| {
        filter.update(|text| *text = term.with_value(|term| toggled(text, term)));
    };
    let fix = move |_| {
        let origins = own.with_untracked(|own| own.as_ref().map(|kind| kind.origins.clone()));
        conflicts.fix(&origins.unwrap_or_default());
    };
    view! {
        <span class="problem">
            <button
                type="button"
                tabindex="-1"
                class=["chip ", class_of(severity)].concat()
                aria-pressed=move || is_chosen().to_string()
                on:click=choose
            >
                <span class="hidden">{[text::severity(severity), ": "].concat()}</span>
                {words}
                " "
                <span class="chip-count">{count}</span>
            </button>
            <Show when=move || { fixable.get() > 0 }>
                <button
                    type="button"
                    tabindex="-1"
                    class="chip"
                    aria-label=move || text::fix_all(fixable.get(), words)
                    on:click=fix
                >
                    {move || text::fix_number(fixable.get())}
                </button>
            </Show>
        </span>
    }
}

/// The same fixes by name.
pub fn fixes(conflicts: Conflicts, is_listed: fn(Origin) -> bool) -> Vec<Command> {
    let fixable = kinds(conflicts, is_listed).into_iter().filter(|kind| kind.fixable > 0);
    let fix = |kind: Kind| {
        let name = text::fix_all(kind.fixable, kind.alert.words);
        Command::new(name, move || conflicts.fix(&kind.origins))
    };
    fixable.map(fix).collect()
}

/// The problems of the listed records, the worst first, then the most frequent.
pub fn kinds(conflicts: Conflicts, is_listed: fn(Origin) -> bool) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Vec::new();
    for (origin, alert) in conflicts.alerts().into_iter().filter(|(origin, _)| is_listed(*origin)) {
        let place = kinds.iter().position(|kind| kind.alert.words == alert.words);
        let place = place.unwrap_or_else(|| {
            kinds.push(Kind { alert: alert.clone(), origins: Vec::new(), fixable: 0 });
            kinds.len() - 1
        });
        if let Some(kind) = kinds.get_mut(place) {
            kind.origins.push(origin);
            kind.fixable += usize::from(alert.has_fix);
        }
    }
    kinds.sort_by_key(|kind| Reverse((kind.alert.severity, kind.origins.len())));
    kinds
}
