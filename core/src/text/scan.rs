//! Messages about the state of a scan.

use chrono::{DateTime, Utc};

use super::{api_error, clock, count};
use crate::date;
use crate::provider::Provider;
use crate::scan::{Phase, Scan, ScanFailure};

/// The name of the phase. Automation relies on these words.
#[must_use]
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::NotScanned => "Not scanned",
        Phase::Pending => "Pending",
        Phase::InProgress => "In progress",
        Phase::Completed => "Completed",
        Phase::Failed => "Failed",
        Phase::Quiet => "Quiet",
        Phase::Stopped => "Stopped",
    }
}

/// The phase and the number of found records, for the status region.
#[must_use]
pub fn scan_status(phase: Phase, found: usize) -> String {
    format!("{} · {} found", self::phase(phase), count(found, "record"))
}

/// What the phase means for the user.
#[must_use]
pub fn scan_hint(scan: &Scan, now: DateTime<Utc>) -> String {
    let elapsed = clock(scan.elapsed(now).unwrap_or_default());
    match scan.phase {
        Phase::NotScanned => "Start a scan: the provider asks DNS for the names that are common. It cannot find names that nobody guesses, so compare with the old host’s list.".into(),
        Phase::Pending => format!("Waiting for the provider to begin · {elapsed}"),
        Phase::InProgress => format!("Looking · {elapsed}"),
        Phase::Completed => format!("Took {elapsed}. Names that nobody guesses are not found: compare with the old host’s list."),
        Phase::Failed => format!("Ended after {elapsed}."),
        Phase::Quiet => {
            let silence = date::between(scan.grown.or(scan.started).unwrap_or(now), now).num_seconds();
            format!("No new records for {silence} s; more may come. The provider never says that it is done.")
        }
        Phase::Stopped => "No longer watched; the provider may go on by itself.".into(),
    }
}

/// Why a scan failed and what to do.
#[must_use]
pub fn scan_failure(failure: &ScanFailure, provider: Provider, address: &str) -> String {
    match failure {
        ScanFailure::Provider(Some(words)) => {
            format!("{} says that the scan failed: {}. Start it again.", provider.title(), words.shown())
        }
        ScanFailure::Provider(None) => format!(
            "{} says that the scan failed and gives no reason. Start it again.",
            provider.title()
        ),
        ScanFailure::Api(error) => api_error(error, provider, address),
        ScanFailure::TookTooLong => "The scan has not come to an end in five minutes. What it finds may still arrive: try again to look.".into(),
        ScanFailure::Earlier => "The scan had failed when this zone was opened again. Start it again.".into(),
    }
}
