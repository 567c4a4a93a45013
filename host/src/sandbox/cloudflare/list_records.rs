//! `GET /zones/{id}/dns_records`: a page of the zone's records.

use axum::{
    Extension, Json,
    extract::{Path, Query},
};
use serde_json::Value;

use super::{
    Session,
    envelope::Page,
    error::Error,
    filter::Filter,
    list_zones::{choice, passes},
    malformed,
    record::Record,
};
use crate::sandbox::sentinel::ZoneBehaviour;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, Error> {
    let page = Page::read(&query, 100, 1, 5_000_000)?;
    let get =
        |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let any = choice("match", get("match"), &["all", "any"])? == "any";
    let order = choice("order", get("order"), &["type", "name", "content", "ttl", "proxied"])?;
    let descending = choice("direction", get("direction"), &["asc", "desc"])? == "desc";
    let search = get("search").map(str::to_lowercase);

    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let mut records = Vec::new();
    for record in &zone.records {
        let filters = query.iter().map(|(key, value)| filter(record, key, value));
        let filters = filters.collect::<Result<Vec<_>, _>>()?;
        // The free search is no part of `match` (provider document 1.4).
        if passes(&filters, any) && search.as_deref().is_none_or(|text| holds(record, text)) {
            records.push(record);
        }
    }
    records.sort_by_key(|record| key(record, order));
    if descending {
        records.reverse();
    }
    let mut items: Vec<Value> = records.into_iter().map(Record::to_json).collect();
    if zone.behaviour == ZoneBehaviour::BadRecord {
        malformed::mix(&mut items);
    }
    Ok(page.success(items))
}

/// Whether a record passes one parameter; nothing when the parameter is no filter.
fn filter(record: &Record, parameter: &str, value: &str) -> Result<Option<bool>, Error> {
    let (property, operator) = parameter.split_once('.').unwrap_or((parameter, ""));
    let comment = record.comment.as_deref().unwrap_or_default();
    let presence = |is_there: bool| match operator {
        "present" => Some(is_there),
        "absent" => Some(!is_there),
        _ => None,
    };
    let text = |texts: &[&str]| {
        let filter = Filter::named(operator, value).ok_or_else(|| Error::parameter(parameter))?;
        Ok(Some(texts.iter().any(|text| filter.passes(text))))
    };
    match property {
        "type" => Ok(Some(record.kind == value)),
        "name" => text(&[&record.name]),
        "content" => text(&[&record.content]),
        "comment" => match presence(record.comment.is_some()) {
            Some(passes) => Ok(Some(passes)),
            None => text(&[comment]),
        },
        "tag" => match presence(record.tags.iter().any(|tag| tag.starts_with(value))) {
            Some(passes) => Ok(Some(passes)),
            None => text(&record.tags.iter().map(String::as_str).collect::<Vec<_>>()),
        },
        "proxied" => match value {
            "true" | "false" => Ok(Some(record.proxied.to_string() == value)),
            _ => Err(Error::parameter(parameter)),
        },
        _ => Ok(None),
    }
}

fn holds(record: &Record, text: &str) -> bool {
    let comment = record.comment.as_deref().unwrap_or_default();
    [&record.name, &record.content, &record.kind, comment]
        .iter()
        .any(|property| property.to_lowercase().contains(text))
}

fn key(record: &Record, order: &str) -> (String, u64) {
    match order {
        "name" => (record.name.clone(), 0),
        "content" => (record.content.clone(), 0),
        "ttl" => (String::new(), record.ttl),
        "proxied" => (String::new(), record.proxied.into()),
        _ => (record.kind.clone(), 0),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::testing::*;

    #[tokio::test]
    async fn all_records() {
        let host = Host::new().await;
        let answer = host.get(&records("northwind.example")).await;
        let kinds: Vec<&Value> = answer.items().iter().map(|record| &record["type"]).collect();
        assert_eq!(kinds, ["A", "CNAME", "MX"]);
        assert_eq!(answer.body["result_info"]["per_page"], 100);
        assert_eq!(answer.items()[2]["priority"], 10);
    }

    #[tokio::test]
    async fn filters_order_and_pages() {
        let host = Host::new().await;
        let path = records("northwind.example");
        for (query, count) in [
            ("type=A", 1),
            ("name=mail.northwind.example", 1),
            ("name.startswith=MAIL", 1),
            ("content.contains=statusboard", 1),
            ("content=nothing", 0),
            ("type=A&name.contains=status&match=any", 2),
            ("proxied=true", 0),
            ("comment.absent=true", 3),
            ("search=mx1", 1),
            ("per_page=2&page=2", 1),
        ] {
            let answer = host.get(&format!("{path}?{query}")).await;
            assert_eq!(answer.items().len(), count, "{query}");
        }
        let answer = host.get(&format!("{path}?order=name&direction=desc")).await;
        assert_eq!(answer.items()[0]["name"], "status.northwind.example");
        for query in ["per_page=0", "order=id", "name.regex=x", "proxied=x"] {
            assert_eq!(host.get(&format!("{path}?{query}")).await.status, 400, "{query}");
        }
    }

    #[tokio::test]
    async fn malformed_items_among_good_ones() {
        let answer = Host::new().await.get(&records("bad-record.example")).await;
        assert!(answer.items().contains(&Value::Null));
        assert!(answer.items().iter().any(|record| record["type"] == "AAAA"));
    }
}
