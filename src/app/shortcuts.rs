//! Keys that work on the whole page: Ctrl+K opens the Commands dialog, `g` and a letter go to a page.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use zonesift_core::provider::ZoneId;
use zonesift_core::route::Route;

use crate::browser::{clock, keys};
use crate::state::AppState;

/// How long after `g` the letter of a page may follow.
const SOON: TimeDelta = TimeDelta::milliseconds(1_500);

/// A page of a zone, as keys and commands reach it.
pub struct ZonePage {
    pub name: &'static str,
    /// The letter after `g`.
    letter: &'static str,
    /// Both keys.
    pub keys: &'static str,
    pub route: fn(ZoneId) -> Route,
}

pub const PAGES: [ZonePage; 6] = [
    ZonePage { name: "Discover", letter: "d", keys: "g d", route: Route::Discover },
    ZonePage { name: "Records", letter: "r", keys: "g r", route: Route::Records },
    ZonePage { name: "Import & export", letter: "i", keys: "g i", route: Route::Transfer },
    ZonePage { name: "History", letter: "h", keys: "g h", route: Route::History },
    ZonePage { name: "Settings", letter: "s", keys: "g s", route: Route::Settings },
    ZonePage { name: "Plan", letter: "p", keys: "g p", route: Route::Plan },
];

/// Listens for as long as the page is open. `letters` tells whether single letters are shortcuts.
pub fn listen(app: AppState, letters: fn() -> bool) {
    let armed = StoredValue::new(DateTime::<Utc>::default());
    keys::on_first(move |event| {
        let key = event.key();
        let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if key.eq_ignore_ascii_case("k") && (event.ctrl_key() || event.meta_key()) {
            app.commands.is_open.update(|is_open| *is_open = !*is_open);
            return true;
        }
        if !is_plain || keys::are_taken() || !letters() {
            return false;
        }
        let is_armed = clock::now() < armed.get_value();
        armed.set_value(DateTime::default());
        if !is_armed {
            if key == "g" {
                armed.set_value(clock::now() + SOON);
            }
            return key == "g";
        }
        go(app, &key)
    });
}

/// Goes to the page with this letter. A letter after `g` is never one of the list's.
fn go(app: AppState, letter: &str) -> bool {
    if letter == "z" {
        app.go(&Route::Zones);
        return true;
    }
    let page = PAGES.iter().find(|page| page.letter == letter);
    let id = app.route.with_untracked(|route| route.zone().cloned());
    if let Some((page, id)) = page.zip(id) {
        app.go(&(page.route)(id));
    }
    true
}
