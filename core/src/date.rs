//! Moments as providers write them, and as people read them, always in UTC.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike};

use crate::Millis;

/// Reads ISO 8601 with or without a zone; without one it is UTC (provider document, dates: answers
/// of one provider differ in this from call to call).
#[must_use]
pub fn parse(text: &str) -> Option<Millis> {
    let zoned = DateTime::parse_from_rfc3339(text).map(|moment| moment.timestamp_millis());
    let millis = zoned.or_else(|_| {
        text.parse::<NaiveDateTime>().map(|moment| moment.and_utc().timestamp_millis())
    });
    Millis::try_from(millis.ok()?).ok()
}

/// A moment as `2026-02-06 09:27 UTC`.
#[must_use]
pub fn show(moment: Millis) -> String {
    let Some(at) = i64::try_from(moment).ok().and_then(DateTime::from_timestamp_millis) else {
        return String::new();
    };
    let (year, month, day, hour, minute) =
        (at.year(), at.month(), at.day(), at.hour(), at.minute());
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_that_providers_send() {
        let moment = Some(1_770_370_056_000);
        for text in [
            "2026-02-06T09:27:36",
            "2026-02-06T09:27:36Z",
            "2026-02-06T09:27:36.0000000Z",
            "2026-02-06T10:27:36+01:00",
        ] {
            assert_eq!(parse(text), moment, "{text}");
        }
        assert_eq!(parse("2026-02-06T09:27:36.5"), Some(1_770_370_056_500));
        for text in ["", "yesterday", "2026-13-01T00:00:00", "1900-01-01T00:00:00Z"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn shows_the_minute_in_utc() {
        assert_eq!(show(1_770_370_056_000), "2026-02-06 09:27 UTC");
    }
}
