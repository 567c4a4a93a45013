//! Moments as providers write them, and as people read them, always in UTC.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Utc};

use crate::Millis;

/// A moment of a provider that says no zone.
const WITHOUT_ZONE: &str = "%Y-%m-%dT%H:%M:%S%.f";

/// Reads RFC 3339 with or without a zone; without one it is UTC (provider document, dates: answers
/// of one provider differ in this from call to call). None for what lies before 1970.
#[must_use]
pub fn parse(text: &str) -> Option<Millis> {
    let text = text.trim();
    let without_zone = || NaiveDateTime::parse_from_str(text, WITHOUT_ZONE).ok();
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc());
    let moment = moment.or_else(|| Some(without_zone()?.and_utc()))?;
    Millis::try_from(moment.timestamp_millis()).ok()
}

/// A moment as `2026-02-06 09:27 UTC`.
#[must_use]
pub fn show(moment: Millis) -> String {
    at(moment).map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
}

/// A moment as providers take it, to the second: `2026-02-06T09:27:36Z`.
#[must_use]
pub fn write(moment: Millis) -> String {
    at(moment).map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).unwrap_or_default()
}

fn at(moment: Millis) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(moment.try_into().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_every_form_that_providers_send() {
        let moment = Some(1_770_370_056_000);
        for text in [
            "2026-02-06T09:27:36",
            "2026-02-06T09:27:36Z",
            "2026-02-06T09:27:36.0000000Z",
            "2026-02-06T10:27:36+01:00",
            "2026-02-06T05:57:36-03:30",
        ] {
            assert_eq!(parse(text), moment, "{text}");
        }
        assert_eq!(parse("2026-02-06T09:27:36.5"), Some(1_770_370_056_500));
        assert_eq!(parse("2026-02-06T09:27:36.7654321Z"), Some(1_770_370_056_765));
        for text in [
            "",
            "yesterday",
            "2026-13-01T00:00:00",
            "2026-02-30T00:00:00",
            "2026-02-06T24:00:00",
            "2026-02-06T09:27",
            "2026-02-06T09:27:36.",
            "2026-02-06T09:27:36+0100",
            "2026-02-06T09:27:36+01:60",
            "+026-02-06T09:27:36",
            "2026-02-06",
            "1900-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_moment_is_read_as_the_calendar_writes_it(moment in 0_i64..253_402_300_800_000) {
            let text = DateTime::from_timestamp_millis(moment).unwrap().to_string();
            let moment = u64::try_from(moment).unwrap();
            prop_assert_eq!(parse(&text.replace(" UTC", "").replacen(' ', "T", 1)), Some(moment), "{}", text);
            prop_assert_eq!(parse(&write(moment)), Some(moment / 1000 * 1000));
        }

        #[test]
        fn no_text_is_too_strange_to_be_looked_at(text in "[0-9TZ:.+ -]{0,32}") {
            let _ = parse(&text);
        }
    }

    #[test]
    fn shows_the_minute_in_utc() {
        assert_eq!(show(1_770_370_056_000), "2026-02-06 09:27 UTC");
        assert_eq!(write(1_770_370_056_999), "2026-02-06T09:27:36Z");
    }
}
