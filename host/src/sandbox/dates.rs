//! Dates in the forms of both providers (provider document 1.6 and 2.4), always UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

fn utc(time: SystemTime) -> DateTime<Utc> {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or_default();
    DateTime::from_timestamp(seconds, since.subsec_nanos()).unwrap_or_default()
}

/// bunny.net, when a zone is read: no fraction and no designator.
pub fn bunny_read(time: SystemTime) -> String {
    utc(time).format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// bunny.net, in answers to a POST and in scan jobs: seven digits and `Z`.
pub fn bunny_exact(time: SystemTime) -> String {
    let time = utc(time);
    let fraction = time.timestamp_subsec_nanos() / 100;
    format!("{}.{fraction:07}Z", time.format("%Y-%m-%dT%H:%M:%S"))
}

/// Cloudflare: microseconds and `Z`.
pub fn cloudflare(time: SystemTime) -> String {
    let time = utc(time);
    let fraction = time.timestamp_subsec_micros();
    format!("{}.{fraction:06}Z", time.format("%Y-%m-%dT%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn writes_dates_in_each_providers_form() {
        let time = UNIX_EPOCH + Duration::new(1_770_370_056, 123_456_789);
        assert_eq!(bunny_read(time), "2026-02-06T09:27:36");
        assert_eq!(bunny_exact(time), "2026-02-06T09:27:36.1234567Z");
        assert_eq!(cloudflare(time), "2026-02-06T09:27:36.123456Z");
    }
}
