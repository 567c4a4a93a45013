//! What the screens of one zone begin with, alike on all of them: the heading with the plan's button,
//! why the zone could not be read, and what the status region says. It changes nothing of the zone.

use zonesift_core::text;

use super::plan::plan_button;
use crate::signal::State;
use crate::state::App;
use crate::state::discovery::Discovery;
use crate::ui::notice::notice_with_retry;
use crate::web::dom::{El, el, follow};
use crate::web::page;

/// The section of a screen with its first two parts. The heading is the tab's title too.
pub fn zone_section(class: &str, discovery: &'static Discovery) -> El {
    let name = move || discovery.zone.with(|zone| zone.as_ref().map(|zone| zone.name.to_string()));
    follow(move || {
        if let Some(name) = name() {
            page::set_title(&format!("{name} · Zonesift"));
        }
    });
    let heading = move || name().unwrap_or_else(|| "Opening the zone…".into());
    let heading = el("h1").attr("tabindex", "-1").live(heading);
    let failed = move || discovery.failed.get().map(|error| discovery.api.explain(&error));
    el("section")
        .class(class)
        .with(el("div").class("title-row").with(heading).with(plan_button(discovery)))
        .with(notice_with_retry(failed, move || discovery.load()))
}

/// Keeps the status region at the scan's state and at what the last plan came to.
pub fn tell_scan(app: &'static App, discovery: &'static Discovery) {
    tell(app.status, discovery, move || discovery.scan.with(text::scan_status));
}

/// Keeps the status region at the number of records and at what the last plan came to.
pub fn tell_records(app: &'static App, discovery: &'static Discovery) {
    tell(app.status, discovery, move || {
        search_words(discovery)
            .unwrap_or_else(|| discovery.held.with(|held| text::count(held.len(), "record")))
    });
}

/// What is to be said of the provider's search: how far it is, or how much it has found.
pub fn search_words(discovery: &'static Discovery) -> Option<String> {
    if let Some(read) = discovery.searching.get() {
        return Some(text::searching(read));
    }
    let found = discovery.search.with(|search| Some(search.found.as_ref()?.1.len()))?;
    Some(text::found_by_search(found, discovery.used().0))
}

fn tell(
    status: State<String>,
    discovery: &'static Discovery,
    words: impl Fn() -> String + 'static,
) {
    follow(move || status.set(words() + &last(discovery)));
}

/// What is to be said of the last plan, or of the reading that goes on.
fn last(discovery: &'static Discovery) -> String {
    let reading = discovery.reading.get().filter(|records| *records > 0);
    match (discovery.apply.result.get(), reading) {
        (Some((succeeded, failed)), _) => format!(" · {}", text::applied(succeeded, failed)),
        (None, Some(records)) => format!(" · {}", text::reading(records)),
        (None, None) => String::new(),
    }
}
