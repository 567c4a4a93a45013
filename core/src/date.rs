//! Moments as providers write them, and as people read them, always in UTC.
//!
//! The form is read here and the calendar is chrono's: its parser takes any form that can be told to
//! it and costs the page 15 kB of code for that, while providers send this one.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};

use crate::Millis;

/// Reads ISO 8601 with or without a zone; without one it is UTC (provider document, dates: answers
/// of one provider differ in this from call to call).
#[must_use]
pub fn parse(text: &str) -> Option<Millis> {
    let (date, time) = text.trim().split_once(['T', 't', ' '])?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let (clock, zone) =
        time.split_at_checked(time.find(['Z', 'z', '+', '-']).unwrap_or(time.len()))?;
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let [hour, minute, second] = numbers(whole, ':', [2, 2, 2])?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    let moment = date.and_hms_milli_opt(hour, minute, second, thousandths(fraction)?)?;
    let ahead = i64::from(minutes_ahead(zone)?) * 60_000;
    Millis::try_from(moment.and_utc().timestamp_millis() - ahead).ok()
}

/// Three numbers of exactly so many digits.
fn numbers(text: &str, separator: char, digits: [usize; 3]) -> Option<[u32; 3]> {
    let mut parts = text.split(separator);
    let mut all = [0; 3];
    for (number, digits) in all.iter_mut().zip(digits) {
        *number = parts.next().filter(|part| part.len() == digits).and_then(number_of)?;
    }
    parts.next().is_none().then_some(all)
}

/// Digits only: a sign is none, though the standard library takes one.
fn number_of(digits: &str) -> Option<u32> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The first three digits behind the point; what is smaller is cut off.
fn thousandths(fraction: &str) -> Option<u32> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    Some(digits.fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

/// How far a zone is ahead of UTC: `Z`, `+01:00`, or nothing.
fn minutes_ahead(zone: &str) -> Option<i32> {
    let Some(ahead) = zone.strip_prefix(['+', '-']) else {
        return matches!(zone, "" | "Z" | "z").then_some(0);
    };
    let (hours, minutes) = ahead.split_once(':')?;
    let two = |text: &str| number_of(text).filter(|_| text.len() == 2);
    let (hours, minutes) = (two(hours)?, two(minutes).filter(|minutes| *minutes < 60)?);
    let ahead = i32::try_from(hours * 60 + minutes).ok()?;
    Some(if zone.starts_with('-') { -ahead } else { ahead })
}

/// A moment as `2026-02-06 09:27 UTC`.
#[must_use]
pub fn show(moment: Millis) -> String {
    let Some(at) = at(moment) else { return String::new() };
    let (year, month, day, hour, minute) =
        (at.year(), at.month(), at.day(), at.hour(), at.minute());
    format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02} UTC")
}

/// A moment as providers take it, to the second: `2026-02-06T09:27:36Z`.
#[must_use]
pub fn write(moment: Millis) -> String {
    let Some(at) = at(moment) else { return String::new() };
    let (year, month, day) = (at.year(), at.month(), at.day());
    let (hour, minute, second) = (at.hour(), at.minute(), at.second());
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn at(moment: Millis) -> Option<DateTime<chrono::Utc>> {
    i64::try_from(moment).ok().and_then(DateTime::from_timestamp_millis)
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
            prop_assert_eq!(parse(&text.replace(" UTC", "")), Some(moment), "{}", text);
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
