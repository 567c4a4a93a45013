//! Query statistics of a zone at bunny.net, as reported: totals are not recomputed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::errors;
use super::wire::DnsZoneStatisticsModel;
use crate::date;
use crate::provider::loose::{self, Loose};
use crate::provider::{ApiError, Call, Response, Statistics, ZoneInfo, url};
use crate::record::RecordType;

/// The maximum number of bars read from a chart: a month by the hour has fewer.
const MOST: usize = 800;

/// DNS type numbers (IANA, Resource Record (RR) TYPEs); bunny.net's own numbers are different.
static NUMBERS: [(u16, RecordType); 22] = [
    (1, RecordType::A),
    (2, RecordType::Ns),
    (5, RecordType::Cname),
    (6, RecordType::Soa),
    (12, RecordType::Ptr),
    (15, RecordType::Mx),
    (16, RecordType::Txt),
    (28, RecordType::Aaaa),
    (29, RecordType::Loc),
    (33, RecordType::Srv),
    (35, RecordType::Naptr),
    (37, RecordType::Cert),
    (43, RecordType::Ds),
    (44, RecordType::Sshfp),
    (48, RecordType::Dnskey),
    (52, RecordType::Tlsa),
    (53, RecordType::Smimea),
    (61, RecordType::Openpgpkey),
    (64, RecordType::Svcb),
    (65, RecordType::Https),
    (256, RecordType::Uri),
    (257, RecordType::Caa),
];

/// Reads the queries between two moments, or of the last 30 days, the provider's default.
pub(in crate::provider) fn statistics(
    zone: &ZoneInfo,
    between: Option<(DateTime<Utc>, DateTime<Utc>)>,
) -> Call<Statistics> {
    let path = url::path("/dnszone/", zone.id.as_str(), "/statistics");
    let path = match between {
        Some((from, to)) => {
            let (from, to) = (date::write(from), date::write(to));
            url::query(path, &[("dateFrom", &from), ("dateTo", &to)])
        }
        None => path,
    };
    Call::get(path, read)
}

fn read(response: &Response) -> Result<Statistics, ApiError> {
    errors::check(response)?;
    let body = String::from_utf8_lossy(&response.body);
    let statistics: DnsZoneStatisticsModel<'_> = loose::read(&body)?;
    let total = count(statistics.total_queries_served).ok_or(ApiError::MALFORMED)?;
    let time = |name: &str, count| Some((date::parse(name)?, count));
    let rtype = |name: &str, count| Some((rtype(name), count));
    let mut by_time = chart(statistics.queries_served_chart, time);
    by_time.sort_by_key(|(time, _)| *time);
    let mut by_type = chart(statistics.queries_by_type_chart, rtype);
    by_type.sort_by_key(|(_, count)| Reverse(*count));
    Ok(Statistics { total, by_time, by_type })
}

/// The readable bars of a chart.
fn chart<T>(value: Loose<'_>, bar: impl Fn(&str, u64) -> Option<T>) -> Vec<T> {
    let bars: BTreeMap<String, Loose<'_>> = value.read().unwrap_or_default();
    bars.into_iter().take(MOST).filter_map(|(name, value)| bar(&name, count(value)?)).collect()
}

/// A number of queries, which may have a fraction (published schema: double).
fn count(value: Loose<'_>) -> Option<u64> {
    let text = value.scalar()?;
    text.split_once('.').map_or(&*text, |(whole, _)| whole).parse().ok()
}

/// A type by DNS number or by name.
fn rtype(name: &str) -> RecordType {
    let number = name.parse().ok();
    let known = NUMBERS.iter().find(|(known, _)| number == Some(*known));
    known.map_or_else(|| RecordType::parse(name), |(_, rtype)| rtype.clone())
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::super::testing::{answer, zone};
    use super::*;

    #[test]
    fn asks_for_statistics_with_or_without_a_period() {
        assert_eq!(statistics(&zone(), None).request.path, "/dnszone/715217/statistics");
        assert_eq!(
            statistics(&zone(), Some((date::at(1_770_370_056_000), date::at(1_770_456_456_999))))
                .request
                .path,
            "/dnszone/715217/statistics?dateFrom=2026-02-06T09%3A27%3A36Z&dateTo=2026-02-07T09%3A27%3A36Z"
        );
    }

    #[test]
    fn reads_queries_by_time_and_by_type() {
        let body = r#"{"TotalQueriesServed":1234,"QueriesServedChart":{"2026-02-06T00:00:00Z":634.0,"2026-02-05T00:00:00":600.5,"soon":1},
            "NormalQueriesServedChart":{"2026-02-05T00:00:00Z":600.0},"SmartQueriesServedChart":null,
            "QueriesByTypeChart":{"1":300,"28":900,"257":4,"99":5,"HTTPS":25,"2":null}}"#;
        let read = statistics(&zone(), None).read(&answer(200, body)).unwrap();
        assert_eq!(read.total, 1234);
        let day = date::parse("2026-02-05T00:00:00Z").unwrap();
        assert_eq!(read.by_time, [(day, 600), (day + TimeDelta::days(1), 634)]);
        let types: Vec<_> = read.by_type.iter().map(|(t, count)| (t.raw(), *count)).collect();
        assert_eq!(types, [("AAAA", 900), ("A", 300), ("HTTPS", 25), ("99", 5), ("CAA", 4)]);
    }

    #[test]
    fn accepts_missing_charts_but_demands_the_total() {
        let read = |body: &str| statistics(&zone(), None).read(&answer(200, body));
        let none = Statistics { total: 0, ..Statistics::default() };
        for charts in ["", r#","QueriesServedChart":null,"QueriesByTypeChart":[1]"#] {
            assert_eq!(read(&format!(r#"{{"TotalQueriesServed":0{charts}}}"#)), Ok(none.clone()));
        }
        for body in ["", "{}", r#"{"TotalQueriesServed":-1}"#, r#"{"TotalQueriesServed":null}"#] {
            assert_eq!(read(body), Err(ApiError::MALFORMED), "{body}");
        }
    }

    #[test]
    fn every_known_type_has_exactly_one_number() {
        for known in RecordType::KNOWN {
            assert_eq!(NUMBERS.iter().filter(|(_, rtype)| rtype == known).count(), 1, "{known:?}");
        }
    }
}
