//! The problems of a list, by name: how many records have each, and one press that fixes them all.

use leptos::prelude::*;
use zonesift_core::filter::{FilterKey, Term, has_term, toggled};
use zonesift_core::text;
use zonesift_core::zone::Severity;

use super::conflicts::Conflicts;
use super::conflicts_dialog::class_of;
use super::problem_kinds::ProblemKind;
use crate::components::Bar;
use crate::state::commands::Command;

#[component]
pub fn ProblemBar(
    conflicts: Conflicts,
    /// The text filter of the list.
    filter: RwSignal<String>,
) -> impl IntoView {
    let names =
        move || conflicts.kinds.with(|all| all.iter().map(|kind| kind.name).collect::<Vec<_>>());
    view! {
        <Bar label="Problems" class="problem-kinds">
            <For each=names key=|name| *name let(name)>
                <NamedProblem conflicts filter name/>
            </For>
        </Bar>
    }
    .into_any()
}

#[component]
fn NamedProblem(
    conflicts: Conflicts,
    filter: RwSignal<String>,
    name: &'static str,
) -> impl IntoView {
    let own = Memo::new(move |_| {
        conflicts.kinds.with(|all| all.iter().find(|kind| kind.name == name).cloned())
    });
    let severity =
        Memo::new(move |_| own.with(|own| own.as_ref().map_or(Severity::Notes, |k| k.severity)));
    let count = move || own.with(|own| own.as_ref().map_or(0, |kind| kind.origins.len()));
    let fixable = Memo::new(move |_| own.with(|own| own.as_ref().map_or(0, |kind| kind.fixable)));
    let term = StoredValue::new(Term::typed(FilterKey::Problem, name));
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
                class=move || ["chip ", class_of(severity.get())].concat()
                aria-pressed=move || is_chosen().to_string()
                on:click=choose
            >
                <span class="hidden">{move || [text::severity(severity.get()), ": "].concat()}</span>
                {name}
                " "
                <span class="chip-count">{count}</span>
            </button>
            <Show when=move || { fixable.get() > 0 }>
                <button
                    type="button"
                    tabindex="-1"
                    class="chip"
                    aria-label=move || text::fix_all(fixable.get(), name)
                    on:click=fix
                >
                    {move || text::fix_number(fixable.get())}
                </button>
            </Show>
        </span>
    }
}

/// The same fixes by name.
pub fn fixes(conflicts: Conflicts) -> Vec<Command> {
    let fixable = conflicts.kinds.get().into_iter().filter(|kind| kind.fixable > 0);
    let fix = |kind: ProblemKind| {
        let name = text::fix_all(kind.fixable, kind.name);
        Command::new(name, move || conflicts.fix(&kind.origins))
    };
    fixable.map(fix).collect()
}
