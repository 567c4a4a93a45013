//! `GET /dnszone/{zoneId}/records`: a page of a zone's records, by type and by a text in name, value
//! or comment.

use std::collections::HashMap;

use axum::{
    Extension, Json,
    extract::{Path, Query},
};
use serde_json::{Value, json};

use super::{Session, enums, error::Error, list_zones::number, record::Record};
use crate::sandbox::sentinel::ZoneBehaviour;

/// Records on a page unless the request says otherwise, and at most.
const PER_PAGE: usize = 1_000;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, Error> {
    let mut account = session.account();
    let zone = account.zone(&zone)?;
    if zone.behaviour == ZoneBehaviour::NoPages {
        return Err(Error::no_route());
    }
    let page = number(&query, "page", 1, 1, i32::MAX as usize)?;
    let per_page = number(&query, "perPage", PER_PAGE, 5, PER_PAGE)?;
    let highest = enums::type_number("TLSA").and_then(|n| n.try_into().ok()).unwrap_or_default();
    let kind = match query.get("type") {
        Some(_) => Some(number(&query, "type", 0, 0, highest)?),
        None => None,
    };
    let search = query.get("search").map(|text| text.to_lowercase()).unwrap_or_default();
    let mut found = zone.records.iter().filter(|record| {
        kind.is_none_or(|kind| usize::try_from(record.kind) == Ok(kind)) && holds(record, &search)
    });
    let total = found.clone().count();
    let skipped = (page - 1).saturating_mul(per_page);
    let items: Vec<Value> =
        found.by_ref().skip(skipped).take(per_page).map(Record::to_json).collect();
    let mut answer = json!({
        "Items": items,
        "CurrentPage": page,
        "TotalItems": total,
        "HasMoreItems": found.next().is_some(),
    });
    zone.spell(&mut answer);
    Ok(Json(answer))
}

fn holds(record: &Record, search: &str) -> bool {
    let texts = [&record.name, &record.value, &record.comment];
    texts.iter().any(|text| text.to_lowercase().contains(search))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn searches_records_page_by_page() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/records", host.zone("own-types.example").await);
        for index in 0..6 {
            let record = json!({ "Type": 3, "Name": format!("t{index}"), "Value": "Needle", "Comment": "hay" });
            assert_eq!(host.call(KEY, "PUT", &path, Some(record)).await.status, 201);
        }
        let get = async |query: &str| host.get(&format!("{path}?{query}")).await.body;
        let first = get("search=needle&perPage=5").await;
        assert_eq!((&first["TotalItems"], &first["HasMoreItems"]), (&json!(6), &json!(true)));
        assert_eq!(first["Items"].as_array().unwrap().len(), 5);
        let second = get("search=needle&perPage=5&page=2").await;
        assert_eq!(
            (second["Items"].as_array().unwrap().len(), &second["CurrentPage"]),
            (1, &json!(2))
        );
        assert_eq!(second["HasMoreItems"], false);
        assert_eq!(get("type=3&search=HAY").await["TotalItems"], 6);
        assert_eq!(get("type=5").await["Items"][0]["RedirectCode"], 308);
        assert_eq!(get("search=t3").await["Items"][0]["Name"], "t3");
        assert_eq!(get("type=4").await["Items"], json!([]));
        assert_eq!(get("page=9").await["Items"], json!([]));
        assert_eq!(host.get(&path).await.body["TotalItems"], 13);
    }

    #[tokio::test]
    async fn refuses_numbers_out_of_range_and_zones_without_pages() {
        let host = Host::new().await;
        let path = format!("/dnszone/{}/records", host.zone("bakery.example").await);
        for query in ["page=0", "perPage=4", "perPage=1001", "type=16", "type=A", "type="] {
            assert_eq!(host.get(&format!("{path}?{query}")).await.status, 400, "{query}");
        }
        let path = format!("/dnszone/{}/records", host.zone("no-pages.example").await);
        assert_eq!(host.get(&path).await.status, 404);
        assert_eq!(host.get("/dnszone/1/records").await.status, 404);
    }
}
