//! What stands in the zone twice after an apply, with the step that deletes the second copy. The step goes
//! into a plan of its own: nothing is deleted by itself.

use zonesift_core::plan::Change;
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
    let delete = button(text::DELETE_SECOND, move |_| {
        let gone = copies.iter().map(|copy| Change::Delete { record: copy.clone() });
        discovery.plan_alone(gone.collect(), Vec::new());
    });
    let delete = delete
        .attr("aria-label", &format!("{} of {title}", text::DELETE_SECOND))
        .flag("disabled", move || discovery.apply.is_running());
    Some(el("div").class("outcome failed").text(&words).text(" ").with(delete))
}
