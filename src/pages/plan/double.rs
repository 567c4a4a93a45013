//! What stands in the zone twice after an apply, with the step that deletes the second copy. The step goes
//! into a plan of its own: nothing is deleted by itself.

use zonesift_core::plan::Change;
use zonesift_core::plan::run::Run;
use zonesift_core::text;

use crate::state::discovery::Discovery;
use crate::web::dom::{El, button, el};

/// The copies beyond the first one of the change at this place, where there are any.
pub fn told(discovery: &'static Discovery, place: usize, title: &str) -> Option<El> {
    let copies = |run: &Option<Run>| {
        let doubles = run.as_ref().map(Run::doubles).unwrap_or_default().iter();
        let own = doubles.filter(|(index, _)| *index == place);
        own.map(|(_, record)| record.clone()).collect::<Vec<_>>()
    };
    let copies = discovery.apply.run.with(copies);
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
