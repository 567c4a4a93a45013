//! `GET /dnszone`: a page of zones, each with all its records.

use std::collections::HashMap;

use axum::{Extension, Json, extract::Query};
use serde_json::{Value, json};

use super::{Session, account::View, error::Error};
use crate::sandbox::sentinel::KeyBehaviour;

/// Zones on a page unless the request says otherwise (provider document 2.2).
const PER_PAGE: usize = 1_000;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, Error> {
    let page = number(&query, "page", 1, 1, i32::MAX as usize)?;
    let per_page = number(&query, "perPage", PER_PAGE, 5, 1_000)?;
    let search = query.get("search").map(|text| text.to_lowercase()).unwrap_or_default();
    let account = session.account();
    let listed = session.behaviour != KeyBehaviour::NoList;
    let mut zones = account.zones.iter().filter(|zone| {
        (listed && zone.domain.contains(&search)) || (!search.is_empty() && zone.domain == search)
    });
    let total = zones.clone().count();
    let skipped = (page - 1).saturating_mul(per_page);
    let view = if is_lite(&query) { View::Lite } else { View::Listed };
    let mut items: Vec<Value> =
        zones.by_ref().skip(skipped).take(per_page).map(|zone| zone.read(view)).collect();
    if session.behaviour == KeyBehaviour::DamagedZone && items.len() > 1 {
        items.insert(1, json!({ "Id": 99, "Domain": null, "Records": null }));
    }
    Ok(Json(json!({
        "Items": items,
        "CurrentPage": page,
        "TotalItems": total,
        "HasMoreItems": zones.next().is_some(),
    })))
}

/// The lite view leaves records out (provider document 2.2).
pub fn is_lite(query: &HashMap<String, String>) -> bool {
    query.get("view").is_some_and(|view| view == "1")
}

/// A number of the query.
///
/// # Errors
/// 400 when it is none, or out of range.
pub fn number(
    query: &HashMap<String, String>,
    field: &'static str,
    default: usize,
    least: usize,
    most: usize,
) -> Result<usize, Error> {
    let Some(text) = query.get(field) else {
        return Ok(default);
    };
    let number = text.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| Error::field(field, &format!("Expected {least} to {most}")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn lists_zones_with_their_records() {
        let body = Host::new().await.get("/dnszone").await.body;
        let zone = &body["Items"][0];
        assert_eq!(zone["Domain"], "bakery.example");
        let record = &zone["Records"][0];
        assert_eq!((record["Type"].as_i64(), record["Name"].as_str()), (Some(2), Some("www")));
        assert_eq!(record.as_object().unwrap().len(), 26);
        let date = zone["DateCreated"].as_str().unwrap();
        assert!(date.len() == 19 && !date.ends_with('Z'), "{date}");
        assert_eq!(body["HasMoreItems"], false);
    }

    #[tokio::test]
    async fn lists_zones_page_by_page() {
        let host = Host::new().await;
        let key = "sandbox-many-zones.pages";
        let mut seen = 0;
        for page in 1..=3 {
            let path = format!("/dnszone?page={page}&perPage=50&view=1");
            let body = host.call(key, "GET", &path, None).await.body;
            assert_eq!(body["TotalItems"], 130);
            assert_eq!(body["HasMoreItems"], page < 3);
            assert!(body["Items"][0]["Records"].is_null());
            seen += body["Items"].as_array().unwrap().len();
        }
        assert_eq!(seen, 130);
        let beyond = host.call(key, "GET", "/dnszone?page=9", None).await.body;
        assert_eq!(beyond["Items"].as_array().unwrap().len(), 0);
    }

    #[tokio::test]
    async fn refuses_numbers_out_of_range() {
        let host = Host::new().await;
        for query in ["page=0", "page=x", "perPage=4", "perPage=1001", "perPage="] {
            assert_eq!(host.get(&format!("/dnszone?{query}")).await.status, 400, "{query}");
        }
    }

    #[tokio::test]
    async fn searches_zones_by_domain() {
        let host = Host::new().await;
        assert_eq!(host.get("/dnszone?search=BAKERY").await.body["TotalItems"], 1);
        let call = async |query: &str| {
            let path = format!("/dnszone?{query}");
            host.call("sandbox-no-list", "GET", &path, None).await.body["TotalItems"].clone()
        };
        assert_eq!(call("").await, 0);
        assert_eq!(call("search=bakery").await, 0);
        assert_eq!(call("search=bakery.example").await, 1);
    }
}
