//! Keeps title and icon of the browser's tab in step with the screen, and lets them count along on long work.

use leptos::prelude::*;
use zonesift_core::plan::run::Run;
use zonesift_core::route::Route;
use zonesift_core::scan::Phase;
use zonesift_core::tab::TabWork;
use zonesift_core::text;

use super::open_zone;
use crate::browser::tab;
use crate::state::AppState;
use crate::state::zone::ZoneState;

/// Follows route, zone, scan and run for as long as the app lasts.
pub fn follow(app: AppState) {
    Effect::new(move |before: Option<Option<String>>| {
        let zone = open_zone(app);
        let route = if app.session.is_connected() { app.route.get() } else { Route::Connect };
        let name = |zone: ZoneState| zone.info.with(|info| Some(info.as_ref()?.name.to_string()));
        let name = zone.and_then(name).unwrap_or_default();
        let work = zone.and_then(|zone| work(&route, zone));
        let is_result = zone.is_some_and(|zone| zone.apply.run.with(is_over));
        tab::set_title(&text::tab_title(&route, &name, is_result, work));
        let icon = work.map(TabWork::icon);
        if before.as_ref() != Some(&icon) {
            tab::set_icon(icon.as_deref());
        }
        icon
    });
}

fn is_over(run: &Option<Run>) -> bool {
    run.as_ref().is_some_and(Run::is_over)
}

/// The long work of a zone. Failures are told where they are mended: a result on its own page alone, and the scan
/// on the page that reads it.
fn work(route: &Route, zone: ZoneState) -> Option<TabWork> {
    let of_run = zone.apply.run.with(|run| {
        let run = run.as_ref()?;
        let progress = run.progress();
        let failed = progress.failed;
        match run.is_over() {
            false => Some(TabWork::Writing(progress)),
            true if failed > 0 && matches!(route, Route::Plan(_)) => {
                Some(TabWork::WritesFailed(failed))
            }
            true => None,
        }
    });
    of_run.or_else(|| matches!(route, Route::Discover(_)).then(|| scanning(zone)).flatten())
}

fn scanning(zone: ZoneState) -> Option<TabWork> {
    match zone.scan.with(|scan| scan.phase) {
        Phase::Failed => Some(TabWork::ScanFailed),
        phase if phase.is_running() => {
            let found = zone.review.with(|r| r.as_ref().map_or(0, |r| r.counts().found));
            Some(TabWork::Scanning(found))
        }
        _ => None,
    }
}
