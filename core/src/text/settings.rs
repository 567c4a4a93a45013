//! Texts of the Settings page: name servers, settings, DNSSEC, statistics, and the end of a zone.

use chrono::{DateTime, Utc};

use crate::provider::Provider;

/// The button that copies one text.
pub const COPY: &str = "Copy";
/// What a copied list of name servers is called.
pub const NAME_SERVERS: &str = "the name servers";
/// The button that copies all name servers.
pub const COPY_NAME_SERVERS: &str = "Copy all name servers";
/// What the name servers are for.
pub const NAME_SERVERS_HELP: &str =
    "Enter these at the domain's registrar to switch the domain to this zone.";
/// Shown if the provider tells no name servers.
pub const NO_NAME_SERVERS: &str = "The provider lists no name servers for this zone.";

/// Whether the domain has been switched to the zone.
#[must_use]
pub fn delegation(is_active: bool) -> &'static str {
    match is_active {
        true => "Active: the domain uses these name servers.",
        false => "Not active: the domain does not use these name servers yet.",
    }
}

/// Where the other settings of a zone are.
#[must_use]
pub fn settings_elsewhere(provider: Provider) -> String {
    ["All other settings of the zone are in ", provider.title(), "'s dashboard."].concat()
}

/// Shown while the settings are read.
pub const SETTINGS_READING: &str = "Reading the settings…";
/// The zone has DNSSEC.
pub const IS_SIGNED: &str = "DNSSEC is on.";
/// The zone has no DNSSEC.
pub const IS_NOT_SIGNED: &str = "DNSSEC is off.";
/// Shown while the statistics are read.
pub const STATISTICS_READING: &str = "Reading the statistics…";
/// Shown if there was no query.
pub const NO_QUERIES: &str = "No queries in this period.";
/// The summary of the table with the values of a plot.
pub const PLOT_VALUES: &str = "Values as a table";

/// A number with its thousands apart: `12,345`.
#[must_use]
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    words
}

/// The label of a bar: its day, or its time of day.
#[must_use]
pub fn bar_label(moment: DateTime<Utc>, by_hour: bool) -> String {
    moment.format(if by_hour { "%H:%M" } else { "%b %-d" }).to_string()
}

/// A bar in words: `2026-11-12: 1,204 queries`.
#[must_use]
pub fn bar(moment: DateTime<Utc>, by_hour: bool, count: u64) -> String {
    [&*bar_moment(moment, by_hour), ": ", &queries(count)].concat()
}

/// The time that a bar stands for.
#[must_use]
pub fn bar_moment(moment: DateTime<Utc>, by_hour: bool) -> String {
    moment.format(if by_hour { "%Y-%m-%d %H:%M UTC" } else { "%Y-%m-%d" }).to_string()
}

/// A plot of queries in words.
#[must_use]
pub fn plot(bars: usize, most: &str) -> String {
    format!("Queries over time: {bars} bars, the highest {most}")
}

/// A share in percent.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    let percent = crate::plot::percent(part, whole);
    if percent > 0.0 && percent < 1.0 { "<1 %".into() } else { format!("{percent:.0} %") }
}

/// Shown after the settings were saved.
pub const SETTINGS_SAVED: &str = "The settings are saved.";
/// Shown after DNSSEC was turned on.
pub const SIGNED: &str = "The zone is signed. Give the DS below to the registrar of the domain.";
/// Shown after DNSSEC was turned off.
pub const UNSIGNED: &str = "The zone is signed no more. Have the DS removed at the registrar, or the domain stops working for many.";
/// Where the DS record belongs.
pub const DS_HELP: &str = "For the registrar of the domain:";
/// Shown after a certificate was requested.
pub const CERTIFICATE_ASKED: &str =
    "The certificate was asked for. It takes a while until it is there.";
/// What deleting a zone means.
pub const DELETE_ZONE: &str =
    "This deletes the zone with all its records at once and cannot be taken back. Export it first.";

/// The number of queries.
#[must_use]
pub fn queries(total: u64) -> String {
    format!("{} {}", number(total), if total == 1 { "query" } else { "queries" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_thousands_apart() {
        for (value, words) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")]
        {
            assert_eq!(number(value), words);
        }
        assert_eq!(queries(1), "1 query");
    }

    #[test]
    fn words_a_bar_by_its_day_or_its_hour() {
        let moment = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        assert_eq!(bar(moment, false, 1_204), "2023-11-14: 1,204 queries");
        assert_eq!(bar(moment, true, 1), "2023-11-14 22:13 UTC: 1 query");
        assert_eq!(bar_label(moment, false), "Nov 14");
        assert_eq!(share(1, 1_000), "<1 %");
        assert_eq!(share(1, 2), "50 %");
    }
}
