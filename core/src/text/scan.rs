//! Messages about the state of a scan.

use chrono::{DateTime, TimeDelta, Utc};

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

/// The phase and the number of found records, for the status region; the phase alone while the number is not known.
#[must_use]
pub fn scan_status(phase: Phase, found: Option<usize>) -> String {
    let found = found.map(|found| format!(" · {} found", count(found, "record")));
    [self::phase(phase), &found.unwrap_or_default()].concat()
}

/// What a scan finds.
#[must_use]
pub fn scan_finds(provider: Provider) -> String {
    [provider.title(), " looks up the common names. Press Start scan above."].concat()
}

/// What a zone file adds to a scan.
pub const FILE_FINDS: &str = "It holds every name, also those that no scan guesses.";
/// When records are added by hand.
pub const HAND_FINDS: &str = "For a few records that you know.";

/// What the phase means for the user.
#[must_use]
pub fn scan_hint(scan: &Scan, now: DateTime<Utc>, provider: Provider) -> String {
    let name = provider.title();
    let elapsed = clock(scan.elapsed(now).unwrap_or_default());
    match scan.phase {
        Phase::NotScanned => "The scan looks up common names only. Unusual ones (your own host names, DKIM selectors) can be missed; add the old host’s zone file to compare.".into(),
        Phase::Pending => format!("Waiting for {name} to start · {elapsed}"),
        Phase::InProgress => format!("Looking · {elapsed}"),
        Phase::Completed => format!("Took {elapsed}. Unusual names can be missed; add the old host’s zone file to compare."),
        Phase::Failed => format!("Ended after {elapsed}."),
        Phase::Quiet => {
            let silence = date::between(scan.grown.or(scan.started).unwrap_or(now), now).num_seconds();
            format!("Probably finished: no new records for {silence} s. {name} doesn’t report when a scan ends; we keep watching.")
        }
        Phase::Stopped => format!("Stopped watching. The scan may still be running at {name}."),
    }
}

/// What the plot of the found records says in words.
#[must_use]
pub fn found_over_time(found: u64, elapsed: TimeDelta) -> String {
    format!("Records found over time: {found} after {}", clock(elapsed))
}

/// Why a scan failed and what to do.
#[must_use]
pub fn scan_failure(failure: &ScanFailure, provider: Provider, address: &str) -> String {
    match failure {
        ScanFailure::Provider(Some(words)) => {
            format!(
                "{} reports that the scan failed: {}. Start it again.",
                provider.title(),
                words.shown().trim_end_matches('.')
            )
        }
        ScanFailure::Provider(None) => format!(
            "{} reports that the scan failed, without a reason. Start it again.",
            provider.title()
        ),
        ScanFailure::Api(error) => api_error(error, provider, address),
        ScanFailure::TookTooLong => "The scan did not finish within five minutes. Results may still arrive: try again to look.".into(),
        ScanFailure::Earlier => "The last scan or its reading had failed when you opened this zone again. Start it again.".into(),
    }
}
