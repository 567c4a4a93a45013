//! `GET /dnszone/{id}/statistics`: how often a zone was asked, by time and by type. The numbers are
//! made up of the zone's name, its records and the time, so that the same question has the same
//! answer and all sums are right.

use std::{
    collections::{BTreeMap, HashMap},
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Extension, Json,
    extract::{Path, Query},
};
use chrono::{DateTime, NaiveDateTime};
use serde_json::{Map, Value, json};

use super::{Session, account::Zone, error::Error};
use crate::ids;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;
/// The days of the answer when none are asked for (published description of the call).
const DAYS: i64 = 30;
/// Up to this time the chart is by hour.
const BY_HOUR: i64 = 2 * DAY;
/// The longest time that is told of.
const LONGEST: i64 = 400 * DAY;
/// NS and SOA, which everybody asks for (RFC 1035 section 3.2.2).
const ALWAYS: [u16; 2] = [2, 6];

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let to = moment(&query, "dateTo")?.unwrap_or_else(now);
    let from = moment(&query, "dateFrom")?.unwrap_or(to - DAYS * DAY);
    if from > to || to - from > LONGEST {
        return Err(Error::field("DateFrom", "The dates are not in order, or too far apart"));
    }
    Ok(Json(chart(zone, from, to)))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or_default()
}

/// A moment of the query in seconds, with or without a zone.
fn moment(query: &HashMap<String, String>, field: &'static str) -> Result<Option<i64>, Error> {
    let Some(text) = query.get(field) else { return Ok(None) };
    let with_zone = DateTime::parse_from_rfc3339(text).map(|moment| moment.timestamp());
    let without = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S");
    let moment = with_zone.or_else(|_| without.map(|moment| moment.and_utc().timestamp()));
    moment.map(Some).map_err(|_| Error::field(field, "This is not a date"))
}

fn chart(zone: &Zone, from: i64, to: i64) -> Value {
    let step = if to - from <= BY_HOUR { HOUR } else { DAY };
    let (mut served, mut smart, mut normal) = (Map::new(), Map::new(), Map::new());
    let mut by_type: BTreeMap<u16, u64> = BTreeMap::new();
    let mut total = 0;
    let mut start = from - from.rem_euclid(step);
    while start <= to {
        let (mut all, mut routed) = (0, 0);
        let asked = zone.records.iter().map(|record| (number(record.kind), record.routing > 0));
        for (number, is_smart) in asked.chain(ALWAYS.map(|number| (number, false))) {
            let queries = ids::number(&(&zone.domain, start, number), 0) % 90 + 10;
            *by_type.entry(number).or_default() += queries;
            all += queries;
            routed += if is_smart { queries } else { 0 };
        }
        let date = DateTime::from_timestamp(start, 0).unwrap_or_default();
        let date = date.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        served.insert(date.clone(), fraction(all));
        smart.insert(date.clone(), fraction(routed));
        normal.insert(date, fraction(all - routed));
        total += all;
        start += step;
    }
    let by_type: Map<String, Value> =
        by_type.into_iter().map(|(number, count)| (number.to_string(), count.into())).collect();
    json!({
        "TotalQueriesServed": total,
        "QueriesServedChart": served,
        "NormalQueriesServedChart": normal,
        "SmartQueriesServedChart": smart,
        "QueriesByTypeChart": by_type,
    })
}

/// Charts hold numbers with a fraction, though there is none.
fn fraction(count: u64) -> Value {
    u32::try_from(count).map(f64::from).unwrap_or_default().into()
}

/// The number in DNS of what answers for a type (provider document 2.3; IANA). The types that are
/// not DNS answer with addresses.
fn number(kind: i64) -> u16 {
    match kind {
        1 => 28,
        2 => 5,
        3 => 16,
        4 => 15,
        8 => 33,
        9 => 257,
        10 => 12,
        12 => 2,
        13 => 64,
        14 => 65,
        15 => 52,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn statistics_sum_up_and_are_stable() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/statistics", host.zone("northwind.example").await);
        let path = format!("{path}?dateFrom=2026-02-01T00:00:00Z&dateTo=2026-02-10T12:00:00");
        let body = host.get(&path).await.body;
        let sum = |chart: &str| -> u64 {
            let bars = body[chart].as_object().unwrap().values();
            bars.map(|count| count.as_f64().unwrap() as u64).sum()
        };
        let total = body["TotalQueriesServed"].as_u64().unwrap();
        assert_eq!(sum("QueriesServedChart"), total);
        assert_eq!(sum("QueriesByTypeChart"), total);
        assert_eq!(sum("NormalQueriesServedChart") + sum("SmartQueriesServedChart"), total);
        assert_eq!(body["QueriesServedChart"].as_object().unwrap().len(), 10);
        assert!(body["QueriesServedChart"]["2026-02-01T00:00:00Z"].is_f64());
        for number in ["1", "5", "15", "2", "6"] {
            assert!(body["QueriesByTypeChart"][number].as_u64().unwrap() > 0, "{number}");
        }
        assert_eq!(host.get(&path).await.body, body);
    }

    #[tokio::test]
    async fn counts_by_hour_for_short_periods_and_covers_thirty_days_by_default() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/statistics", host.zone("own-types.example").await);
        let short = format!("{path}?dateFrom=2026-02-01T00:30:00Z&dateTo=2026-02-01T05:00:00Z");
        let body = host.get(&short).await.body;
        assert_eq!(body["QueriesServedChart"].as_object().unwrap().len(), 6);
        assert!(body["SmartQueriesServedChart"]["2026-02-01T00:00:00Z"].as_f64().unwrap() > 0.0);
        let body = host.get(&path).await.body;
        assert_eq!(body["QueriesServedChart"].as_object().unwrap().len(), 31);
        for query in [
            "dateFrom=soon",
            "dateTo=",
            "dateFrom=2026-02-02T00:00:00Z&dateTo=2026-02-01T00:00:00Z",
        ] {
            assert_eq!(host.get(&format!("{path}?{query}")).await.status, 400, "{query}");
        }
        assert_eq!(host.get("/dnszone/1/statistics").await.status, 404);
    }
}
