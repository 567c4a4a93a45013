//! What stands in the zone twice after an apply, with the step that deletes the second copy. The step goes
//! into a plan of its own: nothing is deleted by itself.

use zonesift_core::record::Record;
use zonesift_core::text;

use crate::signal::State;
use crate::state::discovery::Discovery;
use crate::web::dom::{El, button, el, follow};

/// The copies beyond the first one, each with the place of its change.
pub type Doubles = State<Vec<(usize, Record)>>;

/// Those of the run. A signal of their own: thousands of lines ask for them, and a run changes with each
/// answer.
pub fn follow_all(discovery: &'static Discovery) -> Doubles {
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

/// How many records stand there more than once, with the step for all of them where there are several: the
/// plan of one leaves the others out.
pub fn all_told(discovery: &'static Discovery, doubles: Doubles) -> Option<El> {
    let all = doubles.get();
    let records = twice(&all);
    let copies = all.into_iter().map(|(_, copy)| copy).collect();
    (records > 1).then(|| {
        let words = [&text::stand_twice(records), ". "].concat();
        let delete = delete(discovery, text::DELETE_SECONDS, copies);
        el("p").class("warning severe").text(&words).with(delete)
    })
}

/// How many records the copies are of: those of one change follow each other.
fn twice(doubles: &[(usize, Record)]) -> usize {
    doubles.chunk_by(|(one, _), (next, _)| one == next).count()
}

/// How many records stand in the zone more than once, as far as the last run shows.
pub fn counted(discovery: &'static Discovery) -> usize {
    discovery.apply.run.with(|run| run.as_ref().map_or(0, |run| twice(run.doubles())))
}

/// The copies beyond the first one of the change at this place, where there are any.
pub fn told(
    discovery: &'static Discovery,
    doubles: Doubles,
    place: usize,
    title: &str,
) -> Option<El> {
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

fn delete(discovery: &'static Discovery, label: &str, copies: Vec<Record>) -> El {
    button(label, move |_| discovery.delete_copies(&copies))
        .flag("disabled", move || discovery.apply.is_running())
}
