//! `GET /zones`: a page of zones.

use axum::{Extension, Json, extract::Query};
use serde_json::{Value, json};

use super::{
    Session,
    account::Zone,
    envelope::Page,
    error::Error,
    filter::{Filter, Operator},
};
use crate::sandbox::sentinel::KeyBehaviour;

/// Values of `status` (provider document 1.3).
const STATUSES: &[&str] = &["initializing", "pending", "active", "moved"];

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, Error> {
    let page = Page::read(&query, 20, 5, 50)?;
    let get =
        |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let name = get("name").map(Filter::prefixed);
    let status = get("status");
    if status.is_some_and(|status| !STATUSES.contains(&status)) {
        return Err(Error::parameter("status"));
    }
    let any = choice("match", get("match"), &["all", "any"])? == "any";
    let order = choice(
        "order",
        get("order"),
        &["", "name", "status", "account.id", "account.name", "plan.id"],
    )?;
    let descending = choice("direction", get("direction"), &["asc", "desc"])? == "desc";
    let exact = name.as_ref().is_some_and(|name| name.operator == Operator::Exact);

    let account = session.account();
    let mut zones: Vec<&Zone> = account
        .zones
        .iter()
        .filter(|zone| {
            let name = name.as_ref().map(|filter| filter.passes(&zone.domain));
            let status = status.map(|status| zone.status() == status);
            let listed = zone.is_listed && session.behaviour != KeyBehaviour::NoList;
            (exact || listed) && passes(&[name, status], any)
        })
        .collect();
    match order {
        "name" => zones.sort_by_key(|zone| &zone.domain),
        "status" => zones.sort_by_key(|zone| zone.status()),
        _ => {}
    }
    if descending {
        zones.reverse();
    }
    let mut items: Vec<Value> = zones.into_iter().map(Zone::to_json).collect();
    if session.behaviour == KeyBehaviour::DamagedZone && items.len() > 1 {
        items.insert(1, json!({ "id": "damaged", "name": null, "status": "active" }));
    }
    Ok(page.success(items))
}

/// Combines the filters that are there.
pub fn passes(filters: &[Option<bool>], any: bool) -> bool {
    let mut present = filters.iter().flatten().peekable();
    if any && present.peek().is_some() {
        present.any(|pass| *pass)
    } else {
        present.all(|pass| *pass)
    }
}

/// One of several words; the first one when there is none.
pub fn choice<'a>(
    parameter: &str,
    value: Option<&'a str>,
    words: &[&'a str],
) -> Result<&'a str, Error> {
    let default = words.first().copied().unwrap_or_default();
    match value {
        None => Ok(default),
        Some(value) if words.contains(&value) => Ok(value),
        Some(_) => Err(Error::parameter(parameter)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;

    #[tokio::test]
    async fn lists_zones_page_by_page() {
        let host = Host::new().await;
        let answer = host.get("/zones").await;
        assert_eq!(answer.items().len(), 20);
        let zone = &answer.items()[0];
        assert_eq!((&zone["name"], &zone["status"]), (&"bakery.example".into(), &"pending".into()));
        assert_eq!(zone["plan"]["legacy_id"], "free");
        let answer =
            host.call("sandbox-many-zones", "GET", "/zones?per_page=50&page=3", None).await;
        assert_eq!(answer.items().len(), 30);
        assert_eq!(answer.body["result_info"]["total_pages"], 3);
    }

    #[tokio::test]
    async fn filters_and_sorts_zones() {
        let host = Host::new().await;
        for (query, count) in [
            ("name=bakery.example", 1),
            ("name=nobody.example", 0),
            ("name=contains:WIND", 1),
            ("name=starts_with:old&status=active", 1),
            ("name=contains:wind&status=pending", 0),
            ("name=bakery.example&status=active&match=any", 3),
        ] {
            assert_eq!(host.get(&format!("/zones?{query}")).await.items().len(), count, "{query}");
        }
        for query in ["per_page=4", "per_page=51", "page=0", "status=x", "order=x", "match=x"] {
            assert_eq!(host.get(&format!("/zones?{query}")).await.status, 400, "{query}");
        }
        let answer = host.get("/zones?order=name&direction=desc").await;
        assert_eq!(answer.items()[0]["name"], "write-timeout.example");
    }

    #[tokio::test]
    async fn a_token_that_may_not_list_finds_a_zone_by_its_exact_name() {
        let host = Host::new().await;
        let call = async |query: &str| {
            let path = format!("/zones{query}");
            host.call("sandbox-no-list", "GET", &path, None).await.items().len()
        };
        assert_eq!(call("").await, 0);
        assert_eq!(call("?name=contains:bakery").await, 0);
        assert_eq!(call("?name=bakery.example").await, 1);
    }
}
