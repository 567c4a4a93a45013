//! A change as a row: what it does, what differs, its warnings in short, and how far it has come.

use leptos::prelude::*;
use zonesift_core::change::Verb;
use zonesift_core::lines::Line;
use zonesift_core::plan::run::Step;
use zonesift_core::plan::{Planned, Warning};
use zonesift_core::text::{self, Part};

use super::PlanView;
use super::became::{Became, became};
use super::list::LineColumn;
use super::second_copies;
use crate::grid::{Action, Row, RowButton, RowSlot};
use crate::pages::shared::changed_values::ChangedParts;
use crate::pages::shared::conflicts_dialog::class_of;
use crate::pages::shared::record_table::family;

const RETRY: Action = Action::without_key("Retry", "retry");
const EDIT: Action = Action::without_key("Edit", "quiet");

/// What a row shows. Nothing while its line is gone.
#[derive(Clone, Debug, Default, PartialEq)]
struct RowLook {
    title: String,
    verb: Option<Verb>,
    rtype: String,
    family: &'static str,
    /// The name, and the part of it that all names have in common.
    name: (String, String),
    parts: Vec<Part>,
    note_class: &'static str,
    note: String,
    step: Option<Step>,
    is_left_out: bool,
    may_edit: bool,
}

#[component]
pub fn ChangeRow(plan: PlanView, row: RowSlot) -> impl IntoView {
    let look = Memo::new(move |_| look(plan, row.number()).unwrap_or_default());
    let title = Signal::derive(move || look.with(|look| look.title.clone()));
    let cell = move |index: usize| {
        let Some(column) = LineColumn::at(index) else { return ().into_any() };
        match column {
            LineColumn::Verb => view! { <VerbCell look/> }.into_any(),
            LineColumn::Type => view! {
                <span class="badge" data-family=move || look.with(|look| look.family)>
                    {move || look.with(|look| look.rtype.clone())}
                </span>
                " "
            }
            .into_any(),
            LineColumn::Name => view! {
                {move || look.with(|look| look.name.0.clone())}
                <span class="muted">{move || look.with(|look| look.name.1.clone())}</span>
                " "
            }
            .into_any(),
            LineColumn::Values => {
                let parts = Signal::derive(move || look.with(|look| look.parts.clone()));
                view! { <ChangedParts parts/> }.into_any()
            }
            LineColumn::State => view! { <StateCell plan row look title/> }.into_any(),
        }
    };
    let class = move || look.with(|look| if look.is_left_out { "left-out" } else { "" });
    view! { <Row row title class=Signal::derive(class) cells=cell/> }
}

/// The verb as a word; the stylesheet adds its sign.
#[component]
fn VerbCell(look: Memo<RowLook>) -> impl IntoView {
    let verb = move || look.with(|look| look.verb.map(text::verb));
    view! { <span class="verb-word" data-verb=verb>{verb}</span> " " }
}

/// How far the change has come, or what is to be known before.
#[component]
fn StateCell(
    plan: PlanView,
    row: RowSlot,
    look: Memo<RowLook>,
    title: Signal<String>,
) -> impl IntoView {
    let has_failed = Memo::new(move |_| look.with(|look| look.step == Some(Step::Failed)));
    let may_edit = Memo::new(move |_| look.with(|look| look.may_edit));
    let is_running = Signal::derive(move || plan.is_running());
    let step = move || look.with(|look| look.step.map(text::step));
    view! {
        <Show when=move || has_failed.get()>
            <RowButton
                row
                title
                action=RETRY
                disabled=is_running
                on_press=move |line: u32| plan.zone.retry(&[line as usize])
            />
            " "
            <Show when=move || may_edit.get()>
                <RowButton
                    row
                    title
                    action=EDIT
                    disabled=is_running
                    on_press=move |line: u32| plan.editing.set(Some(line as usize))
                />
                " "
            </Show>
        </Show>
        <span class=move || look.with(|look| look.note_class) data-step=step>
            {move || look.with(|look| look.note.clone())}
        </span>
    }
}

fn look(plan: PlanView, number: u32) -> Option<RowLook> {
    let zone = plan.zone;
    let apex = zone.info.with(|info| Some(info.as_ref()?.name.clone()))?;
    let lines = plan.lines.get();
    let Line { planned, is_left_out } = lines.get(number)?;
    let (change, record) = (&planned.change, planned.change.record());
    let (head, tail) = match record.name.relative_to(&apex) {
        "@" => (record.name.to_string(), String::new()),
        head if head.len() < record.name.as_str().len() => (head.to_owned(), format!(".{apex}")),
        head => (head.to_owned(), String::new()),
    };
    let became = became(plan, planned, number);
    let (note_class, note, step) = match became {
        Some(Became { words, step, now }) => {
            let now = now.map(|now| [" Now: ", &now].concat());
            let is_twice = plan.second_copies.with(|all| second_copies::is_any(all, number));
            let twice = if is_twice { text::TWICE } else { "" };
            ("outcome", [&words, &*now.unwrap_or_default(), twice].concat(), Some(step))
        }
        None if *is_left_out => ("muted", text::LEFT_OUT.to_owned(), None),
        None => {
            let (class, words) = warnings(plan, planned);
            (class, words, None)
        }
    };
    Some(RowLook {
        title: plan.titles.with(|titles| titles.of(record)),
        verb: Some(change.verb()),
        rtype: record.rtype.shown().into_owned(),
        family: family(&record.rtype),
        name: (head, tail),
        parts: text::parts(change),
        note_class,
        note,
        step,
        is_left_out: *is_left_out,
        may_edit: change.written().is_some(),
    })
}

/// The warnings of a change in short: the worst of them sets the class. A note that many share is not among
/// them.
fn warnings(plan: PlanView, planned: &Planned) -> (&'static str, String) {
    let own = |warning: &&Warning| {
        plan.common.with(|common| common.iter().all(|(note, _)| note != *warning))
    };
    let own: Vec<&Warning> = planned.warnings.iter().filter(own).collect();
    let Some(worst) = own.iter().map(|warning| warning.severity()).max() else {
        return ("", String::new());
    };
    let record = planned.change.record();
    let words = own.iter().map(|warning| text::warning(warning, record));
    let words = words.collect::<Vec<_>>().join(" ");
    (class_of(worst), [text::severity(worst), " · ", &words].concat())
}
