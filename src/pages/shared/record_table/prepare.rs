//! Prepares a long table in small steps, so that the first sort and the first letter in the filter are
//! fast.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::table::{CachedTable, Table};
use crate::browser::clock;

/// From this many rows on, a table prepares search texts and sort orders before they are needed.
const MANY: usize = 2_000;
/// The preparation waits until the table has not changed for this long.
const QUIET: TimeDelta = TimeDelta::milliseconds(200);

pub(super) fn ahead(rows: CachedTable) {
    let due = StoredValue::new(DateTime::<Utc>::default());
    let is_under_way = StoredValue::new(false);
    Effect::new(move |_| {
        if rows.with(|table| table.keys.len()) < MANY {
            return;
        }
        due.set_value(clock::now() + QUIET);
        if is_under_way.get_value() {
            return;
        }
        is_under_way.set_value(true);
        spawn_local(async move {
            // Ends with the page.
            while let Some(moment) = due.try_get_value() {
                clock::sleep(moment - clock::now()).await;
                let is_due = due.try_get_value().is_some_and(|due| clock::now() >= due);
                if is_due && rows.fill_in(Table::prepare) != Some(true) {
                    break;
                }
            }
            is_under_way.try_update_value(|is_under_way| *is_under_way = false);
        });
    });
}
