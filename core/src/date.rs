//! Dates as providers write them and as the page shows them, always in UTC, and safe arithmetic on them.

use chrono::{DateTime, FixedOffset, NaiveDateTime, SecondsFormat, TimeDelta, Utc};

/// The format of a date without a time zone.
const WITHOUT_ZONE: &str = "%Y-%m-%dT%H:%M:%S%.f";

/// Parses RFC 3339, with or without time zone; the default is UTC (provider document, dates: one provider
/// varies from call to call). `None` for dates before 1970.
#[must_use]
pub fn parse(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    let without_zone = || NaiveDateTime::parse_from_str(text, WITHOUT_ZONE).ok();
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc());
    let moment = moment.or_else(|| Some(without_zone()?.and_utc()))?;
    (moment >= DateTime::UNIX_EPOCH).then_some(moment)
}

/// Formats a date as `2026-02-06 09:27 UTC`.
#[must_use]
pub fn show(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Formats a date in a time zone: `2026-02-06 10:27 UTC+01:00`.
#[must_use]
pub fn show_at(moment: DateTime<Utc>, offset: FixedOffset) -> String {
    let there = moment.with_timezone(&offset);
    let zone = if offset.local_minus_utc() == 0 { "UTC" } else { "UTC%:z" };
    there.format(&["%Y-%m-%d %H:%M ", zone].concat()).to_string()
}

/// Formats a date for providers, to the second: `2026-02-06T09:27:36Z`.
#[must_use]
pub fn write(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The time from one moment to a later one; zero if it is not later, because clocks may be set back.
#[must_use]
pub fn between(from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
    (to - from).max(TimeDelta::zero())
}

/// The moment after a wait; the latest possible date if a foreign wait exceeds the calendar.
#[must_use]
pub fn after(moment: DateTime<Utc>, wait: TimeDelta) -> DateTime<Utc> {
    moment.checked_add_signed(wait).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// A duration in seconds, rounded up.
#[must_use]
pub fn seconds(duration: TimeDelta) -> i64 {
    duration.num_seconds() + i64::from(duration.subsec_nanos() > 0)
}

/// The moment this many milliseconds after the start of 1970.
#[cfg(test)]
pub(crate) fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_every_form_that_providers_send() {
        let moment = Some(at(1_770_370_056_000));
        for text in [
            "2026-02-06T09:27:36",
            "2026-02-06T09:27:36Z",
            "2026-02-06T09:27:36.0000000Z",
            "2026-02-06T10:27:36+01:00",
            "2026-02-06T05:57:36-03:30",
        ] {
            assert_eq!(parse(text), moment, "{text}");
        }
        assert_eq!(parse("2026-02-06T09:27:36.5"), Some(at(1_770_370_056_500)));
        let fraction = parse("2026-02-06T09:27:36.7654321Z").unwrap();
        assert_eq!(fraction.timestamp_micros(), 1_770_370_056_765_432);
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
        fn reads_back_any_moment_that_it_shows_or_writes(moment in 0_i64..253_402_300_800_000) {
            let text = at(moment).to_string();
            prop_assert_eq!(parse(&text.replace(" UTC", "").replacen(' ', "T", 1)), Some(at(moment)), "{}", text);
            prop_assert_eq!(parse(&write(at(moment))), Some(at(moment / 1000 * 1000)));
        }

        #[test]
        fn parses_any_text_without_panic(text in "[0-9TZ:.+ -]{0,32}") {
            let _ = parse(&text);
        }

        #[test]
        fn adds_a_wait_of_any_length_without_overflow(moment: i64, wait: i64) {
            let Some(moment) = DateTime::from_timestamp_millis(moment) else { return Ok(()) };
            let Some(wait) = TimeDelta::try_milliseconds(wait.saturating_abs()) else { return Ok(()) };
            let later = after(moment, wait);
            prop_assert!(later >= moment && between(moment, later) <= wait);
            prop_assert_eq!(between(later, moment), TimeDelta::zero());
        }
    }

    #[test]
    fn shows_a_moment_to_the_minute_in_utc() {
        assert_eq!(show(at(1_770_370_056_000)), "2026-02-06 09:27 UTC");
        assert_eq!(write(at(1_770_370_056_999)), "2026-02-06T09:27:36Z");
    }

    #[test]
    fn counts_a_second_that_has_begun_as_a_whole_one() {
        for (milliseconds, expected) in [(0, 0), (1, 1), (1_000, 1), (59_001, 60)] {
            assert_eq!(seconds(TimeDelta::milliseconds(milliseconds)), expected);
        }
    }

    #[test]
    fn shows_a_moment_in_the_time_zone_of_the_user() {
        let moment = parse("2026-02-06T22:27:36Z").unwrap();
        let at = |minutes: i32| show_at(moment, FixedOffset::east_opt(minutes * 60).unwrap());
        assert_eq!(at(0), "2026-02-06 22:27 UTC");
        assert_eq!(at(330), "2026-02-07 03:57 UTC+05:30");
        assert_eq!(at(-8 * 60), "2026-02-06 14:27 UTC-08:00");
    }
}
