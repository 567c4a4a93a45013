//! Records that are in the zone twice after an apply, with a button that deletes the second copy. It
//! opens a separate plan: nothing is deleted without one.

use leptos::prelude::*;
use zonesift_core::plan::run::Run;
use zonesift_core::record::Record;
use zonesift_core::text;

use crate::state::zone::ZoneState;

/// A surplus copy, with the index of the change that has written it.
#[derive(Clone, PartialEq)]
pub struct SecondCopy {
    index: usize,
    record: Record,
}

/// The surplus copies of the run. A memo, because thousands of lines read it and the run changes with
/// every answer.
pub fn of_run(zone: ZoneState) -> Memo<Vec<SecondCopy>> {
    Memo::new(move |_| zone.apply.run.with(|run| run.as_ref().map(copies).unwrap_or_default()))
}

fn copies(run: &Run) -> Vec<SecondCopy> {
    let copies = run.doubles().iter();
    copies.map(|(index, record)| SecondCopy { index: *index, record: record.clone() }).collect()
}

/// Whether the change of this line has surplus copies.
pub fn is_any(copies: &[SecondCopy], number: u32) -> bool {
    copies.iter().any(|copy| copy.index == number as usize)
}

/// How many records have surplus copies. The copies of one change are adjacent.
fn twice(copies: &[SecondCopy]) -> usize {
    copies.chunk_by(|one, next| one.index == next.index).count()
}

/// How many records are in the zone more than once, according to the last run.
pub fn counted(zone: ZoneState) -> usize {
    zone.apply.run.with(|run| run.as_ref().map_or(0, |run| twice(&copies(run))))
}

/// How many records are there more than once. Several have one button for all: a plan for one record
/// leaves the others out.
#[component]
pub fn AllSecondCopies(zone: ZoneState, second_copies: Memo<Vec<SecondCopy>>) -> impl IntoView {
    move || {
        let copies = second_copies.get();
        let records = twice(&copies);
        let label = text::DELETE_SECONDS;
        (records > 1).then(|| {
            view! {
                <p class="warning severe">
                    {text::stand_twice(records)} ". " <DeleteCopies zone copies label name=label/>
                </p>
            }
        })
    }
}

/// The surplus copies of the change at this index, if any.
#[component]
pub fn SecondCopies(
    zone: ZoneState,
    second_copies: Memo<Vec<SecondCopy>>,
    index: usize,
    title: String,
) -> impl IntoView {
    move || {
        let all = second_copies.read();
        let own = all.iter().filter(|copy| copy.index == index).cloned();
        let copies = own.collect::<Vec<_>>();
        let label = text::DELETE_SECOND;
        let name = format!("{label} of {title}");
        (!copies.is_empty()).then(|| {
            view! {
                <div class="outcome failed">
                    {text::written_twice(copies.len())} " "
                    <DeleteCopies zone copies label name/>
                </div>
            }
        })
    }
}

#[component]
fn DeleteCopies(
    zone: ZoneState,
    copies: Vec<SecondCopy>,
    label: &'static str,
    /// The accessible name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let copies: Vec<Record> = copies.into_iter().map(|copy| copy.record).collect();
    view! {
        <button
            type="button"
            aria-label=name
            disabled=move || zone.apply.is_running()
            on:click=move |_| zone.delete_copies(&copies)
        >
            {label}
        </button>
    }
}
