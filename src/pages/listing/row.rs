//! What every row of records shows, whatever the screen. Notes and buttons are up to the screen.

use zonesift_core::name::DomainName;
use zonesift_core::record::Record;
use zonesift_core::text;
use zonesift_core::zone::Severity;

use super::table::{family, priority_text};
use crate::pages::conflicts::class_of;
use crate::ui::grid::Line;

/// A record as a row of its zone. `severity` is that of its worst conflict.
#[must_use]
pub fn line(record: &Record, zone: &DomainName, title: String, severity: Option<Severity>) -> Line {
    Line {
        title,
        texts: vec![
            text::beginning(record.name.relative_to(zone).to_owned()),
            record.content().line(),
            text::ttl(record.ttl),
            priority_text(record.priority()),
        ],
        badge: (text::beginning(record.rtype.shown().into_owned()), family(&record.rtype)),
        alert: severity.map_or(("", ""), |severity| (class_of(severity), text::severity(severity))),
        ..Line::default()
    }
}
