//! The filters by column, a line of controls for each.

use leptos::prelude::*;
use zonesift_core::grid::{Condition, How};
use zonesift_core::name::DomainName;
use zonesift_core::searched;

use super::{RecordColumn, RecordTable};
use crate::browser::page;
use crate::components::{Choice, Field};
use crate::state::zone::lists::Filters;

/// A comparison as it is offered.
struct Comparison {
    words: &'static str,
    how: How,
    is_negated: bool,
}

const COMPARISONS: [Comparison; 10] = [
    Comparison { words: "contains", how: How::Contains, is_negated: false },
    Comparison { words: "does not contain", how: How::Contains, is_negated: true },
    Comparison { words: "starts with", how: How::StartsWith, is_negated: false },
    Comparison { words: "does not start with", how: How::StartsWith, is_negated: true },
    Comparison { words: "ends with", how: How::EndsWith, is_negated: false },
    Comparison { words: "does not end with", how: How::EndsWith, is_negated: true },
    Comparison { words: "is exactly", how: How::Is, is_negated: false },
    Comparison { words: "is not", how: How::Is, is_negated: true },
    Comparison { words: "is empty", how: How::IsEmpty, is_negated: false },
    Comparison { words: "is not empty", how: How::IsEmpty, is_negated: true },
];

/// A line for each filter by column.
#[component]
pub fn ColumnFilters(table: RecordTable) -> impl IntoView {
    let filters = table.filters;
    let count = Memo::new(move |_| filters.conditions.with(Vec::len));
    view! {
        <div class="selected-place">
            <Show when=move || { count.get() > 0 }>
                <div class="conditions">
                    <For each=move || 0..count.get() key=|place| *place let(place)>
                        <ConditionLine filters place/>
                    </For>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

#[component]
fn ConditionLine(filters: Filters, place: usize) -> impl IntoView {
    let Filters { conditions, .. } = filters;
    // A line that is removed may be asked once more.
    let condition =
        Memo::new(move |_| conditions.with(|all| all.get(place).cloned().unwrap_or_default()));
    let change = move |change: &dyn Fn(&mut Condition)| {
        conditions.update(|all| all.get_mut(place).into_iter().for_each(change));
    };
    let comparison = move || {
        let is_chosen = |one: &Comparison| {
            condition.with(|own| (own.how, own.not) == (one.how, one.is_negated))
        };
        COMPARISONS.iter().position(is_chosen).unwrap_or_default()
    };
    let compare = move |chosen: usize| {
        if let Some(Comparison { how, is_negated, .. }) = COMPARISONS.get(chosen) {
            change(&|own| (own.how, own.not) = (*how, *is_negated));
        }
    };
    let remove = move |_| {
        conditions.update(|all| {
            if place < all.len() {
                all.remove(place);
            }
        });
        page::focus("#ask");
    };
    let columns = RecordColumn::SEARCHED.iter().map(|column| column.label().to_owned()).collect();
    let comparisons = COMPARISONS.iter().map(|one| one.words.to_owned()).collect();
    view! {
        <div
            class="condition inline-form"
            role="group"
            aria-label=format!("Column filter {}", place + 1)
        >
            <Choice
                label="Column"
                options=columns
                selected=move || condition.with(|own| own.column)
                on_change=move |column| change(&|own| own.column = column)
            />
            <Choice label="Condition" options=comparisons selected=comparison on_change=compare/>
            <Field label="Value">
                <input
                    type="text"
                    class="mono"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=move || condition.with(|own| own.value.clone())
                    disabled=move || condition.with(|own| own.how == How::IsEmpty)
                    on:input=move |event| {
                        let value = event_target_value(&event);
                        change(&|own| own.value.clone_from(&value));
                    }
                />
            </Field>
            <button type="button" on:click=remove>"Remove filter"</button>
        </div>
    }
    .into_any()
}

/// The condition with its value normalized as the searched texts are; names become A-labels.
pub(super) fn searched_for(condition: &Condition) -> Condition {
    let value = &condition.value;
    let is_name = condition.column == RecordColumn::Name.index() && !value.is_ascii();
    let name = DomainName::parse(value.trim()).ok().filter(|_| is_name);
    let value = match name {
        Some(name) => name.as_str().to_owned(),
        None => searched(value).into_owned(),
    };
    Condition { value, ..condition.clone() }
}
