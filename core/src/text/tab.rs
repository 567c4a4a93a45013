//! The title of the browser's tab.

use crate::route::Route;
use crate::tab::TabWork;

/// The title: what is going on, the zone, the screen and the product. The first words are all that a narrow tab
/// shows.
#[must_use]
pub fn tab_title(route: &Route, zone: &str, is_result: bool, work: Option<TabWork>) -> String {
    let screen = match route {
        Route::Connect => "",
        Route::Zones => "Zones",
        Route::Discover(_) => "Discover",
        Route::Records(_) => "Records",
        Route::Transfer(_) => "Import & export",
        Route::Plan(_) if is_result => "Result",
        Route::Plan(_) => "Plan",
        Route::History(_) => "History",
        Route::Settings(_) => "Settings",
    };
    let work = work.map(working).unwrap_or_default();
    let parts = [&*work, zone, screen, "Zonesift"];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn working(work: TabWork) -> String {
    match work {
        TabWork::Scanning(found) => format!("{found} found"),
        TabWork::ScanFailed => "Scan failed".to_owned(),
        TabWork::Writing(progress) => format!("{} of {}", progress.over(), progress.all),
        TabWork::WritesFailed(failed) => format!("{failed} failed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::run::Progress;

    #[test]
    fn the_title_names_zone_and_screen_and_counts_along() {
        let title = |route: Route, work| tab_title(&route, "bakery.example", false, work);
        let progress =
            Progress { all: 77, written: 20, verified: 10, failed: 1, ..Progress::default() };
        for (route, work, words) in [
            (Route::Discover("1".into()), None, "bakery.example · Discover · Zonesift"),
            (
                Route::Discover("1".into()),
                Some(TabWork::Scanning(12)),
                "12 found · bakery.example · Discover · Zonesift",
            ),
            (
                Route::Records("1".into()),
                Some(TabWork::Writing(progress)),
                "31 of 77 · bakery.example · Records · Zonesift",
            ),
            (
                Route::Discover("1".into()),
                Some(TabWork::ScanFailed),
                "Scan failed · bakery.example · Discover · Zonesift",
            ),
        ] {
            assert_eq!(title(route, work), words);
        }
        let result =
            tab_title(&Route::Plan("1".into()), "a.example", true, Some(TabWork::WritesFailed(2)));
        assert_eq!(result, "2 failed · a.example · Result · Zonesift");
        assert_eq!(tab_title(&Route::Zones, "", false, None), "Zones · Zonesift");
        assert_eq!(tab_title(&Route::Connect, "", false, None), "Zonesift");
    }
}
