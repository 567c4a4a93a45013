//! Records that are in the zone twice after an apply, with a button that deletes the second copy. It
//! opens a separate plan: nothing is deleted without one.

use leptos::prelude::*;
use zonesift_core::record::Record;
use zonesift_core::text;

use crate::state::zone::ZoneState;
use crate::web::dom::{El, button, el, follow};

/// The surplus copies, each with the index of its change.
pub type Doubles = RwSignal<Vec<(usize, Record)>>;

/// The surplus copies of the run. A signal of its own: thousands of lines read it, and the run changes
/// with every answer.
pub fn follow_all(discovery: ZoneState) -> Doubles {
    let all = Doubles::default();
    follow(move || {
        let now = discovery
            .apply
            .run
            .with(|run| run.as_ref().map(|run| run.doubles().to_vec()).unwrap_or_default());
        if all.with_untracked(|before| *before != now) {
            all.set(now);
        }
    });
    all
}

/// How many records are there more than once. Several have one button for all: a plan for one record
/// leaves the others out.
pub fn all_told(discovery: ZoneState, doubles: Doubles) -> Option<El> {
    let all = doubles.get();
    let records = twice(&all);
    let copies = all.into_iter().map(|(_, copy)| copy).collect();
    (records > 1).then(|| {
        let words = [&text::stand_twice(records), ". "].concat();
        let delete = delete(discovery, text::DELETE_SECONDS, copies);
        el("p").class("warning severe").text(&words).with(delete)
    })
}

/// How many records have surplus copies. The copies of one change are adjacent.
fn twice(doubles: &[(usize, Record)]) -> usize {
    doubles.chunk_by(|(one, _), (next, _)| one == next).count()
}

/// How many records are in the zone more than once, according to the last run.
pub fn counted(discovery: ZoneState) -> usize {
    discovery.apply.run.with(|run| run.as_ref().map_or(0, |run| twice(run.doubles())))
}

/// The surplus copies of the change at this index, if any.
pub fn told(discovery: ZoneState, doubles: Doubles, place: usize, title: &str) -> Option<El> {
    let own = |doubles: &Vec<(usize, Record)>| {
        let own = doubles.iter().filter(|(index, _)| *index == place);
        own.map(|(_, record)| record.clone()).collect::<Vec<_>>()
    };
    let copies = doubles.with(own);
    if copies.is_empty() {
        return None;
    }
    let words = text::written_twice(copies.len());
    let label = format!("{} of {title}", text::DELETE_SECOND);
    let delete = delete(discovery, text::DELETE_SECOND, copies).attr("aria-label", &label);
    Some(el("div").class("outcome failed").text(&words).text(" ").with(delete))
}

fn delete(discovery: ZoneState, label: &str, copies: Vec<Record>) -> El {
    button(label, move |_| discovery.delete_copies(&copies))
        .flag("disabled", move || discovery.apply.is_running())
}
