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
    shadow,
};
use crate::sandbox::sentinel::ZoneBehaviour;

/// Values of `type` (provider document 1.5).
const TYPES: &[&str] = &[
    "A",
    "AAAA",
    "CAA",
    "CERT",
    "CNAME",
    "DNSKEY",
    "DS",
    "HTTPS",
    "LOC",
    "MX",
    "NAPTR",
    "NS",
    "OPENPGPKEY",
    "PTR",
    "SMIMEA",
    "SRV",
    "SSHFP",
    "SVCB",
    "TLSA",
    "TXT",
    "URI",
];

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
    let any_tag = choice("tag_match", get("tag_match"), &["all", "any"])? == "any";
    let order = choice("order", get("order"), &["type", "name", "content", "ttl", "proxied"])?;
    let descending = choice("direction", get("direction"), &["asc", "desc"])? == "desc";
    let search = get("search").map(str::to_lowercase);
    let tells = choice(shadow::FLAG, get(shadow::FLAG), &["false", "true"])? == "true";

    let mut account = session.account();
    let zone = account.zone(&zone)?;
    let below = |parameter| subdomain(parameter, get(parameter), &zone.domain);
    let (shadowed_by, shadowing) = (below("shadowed_by_name")?, below("shadowing_name")?);
    if shadowed_by.is_some() && !tells {
        return Err(Error::parameter(shadow::FLAG));
    }
    let mut records = Vec::new();
    for record in &zone.records {
        let mut filters = Vec::new();
        let mut tags = Vec::new();
        for (key, value) in &query {
            match key.split('.').next() {
                Some("tag") => tags.push(tag_filter(record, key, value)?),
                _ => filters.push(filter(record, key, value)?),
            }
        }
        // How conditions on tags go together is their own matter (provider document 1.4).
        if !tags.is_empty() {
            filters.push(Some(passes(&tags, any_tag)));
        }
        // The free search is no part of `match` (provider document 1.4).
        if passes(&filters, any)
            && search.as_deref().is_none_or(|text| holds(record, text))
            && shadowed_by.as_deref().is_none_or(|name| shadow::is_below(record, name))
            && shadowing.as_deref().is_none_or(|name| shadow::hides(record, name, &zone.domain))
        {
            records.push(record);
        }
    }
    records.sort_by_key(|record| key(record, order));
    if descending {
        records.reverse();
    }
    let shown = records.into_iter().map(|record| {
        let mut shown = record.to_json();
        if tells {
            shadow::tell(&mut shown, record, zone);
        }
        shown
    });
    let mut items: Vec<Value> = shown.collect();
    if zone.behaviour == ZoneBehaviour::BadRecord {
        malformed::mix(&mut items);
    }
    Ok(page.success(items))
}

/// A name below the zone, not the apex.
fn subdomain(parameter: &str, value: Option<&str>, domain: &str) -> Result<Option<String>, Error> {
    let Some(name) = value.map(str::to_lowercase) else { return Ok(None) };
    if name == domain || !shadow::is_within(&name, domain) {
        return Err(Error::parameter(parameter));
    }
    Ok(Some(name))
}

/// Whether a record passes one parameter; nothing when the parameter is no filter.
fn filter(record: &Record, parameter: &str, value: &str) -> Result<Option<bool>, Error> {
    let (property, operator) = parameter.split_once('.').unwrap_or((parameter, ""));
    let text = |text: &str| {
        let filter = Filter::named(operator, value).ok_or_else(|| Error::parameter(parameter))?;
        Ok(Some(filter.passes(text)))
    };
    match (property, operator) {
        ("type", "") if TYPES.contains(&value) => Ok(Some(record.kind == value)),
        ("type", _) => Err(Error::parameter(parameter)),
        ("name", _) => text(&record.name),
        ("content", _) => text(&record.content),
        ("comment", "present") => Ok(Some(record.comment.is_some())),
        ("comment", "absent") => Ok(Some(record.comment.is_none())),
        ("comment", _) => text(record.comment.as_deref().unwrap_or_default()),
        ("proxied", "") => match value {
            "true" | "false" => Ok(Some(record.proxied.to_string() == value)),
            _ => Err(Error::parameter(parameter)),
        },
        _ => Ok(None),
    }
}

/// Whether a record's tags pass one parameter: by name, or a value by the name before its colon.
fn tag_filter(record: &Record, parameter: &str, value: &str) -> Result<Option<bool>, Error> {
    let operator = match parameter.split_once('.') {
        Some((_, operator)) => operator,
        None if value.contains(':') => "exact",
        None => "present",
    };
    let tags = || record.tags.iter().map(|tag| tag.split_once(':').unwrap_or((tag, "")));
    let has = |name: &str| tags().any(|(known, _)| known.eq_ignore_ascii_case(name));
    let passes = match operator {
        "present" => has(value),
        "absent" => !has(value),
        _ => {
            let wrong = || Error::parameter(parameter);
            let (name, part) = value.split_once(':').ok_or_else(wrong)?;
            let filter = Filter::named(operator, part).ok_or_else(wrong)?;
            tags().any(|(known, text)| known.eq_ignore_ascii_case(name) && filter.passes(text))
        }
    };
    Ok(Some(passes))
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
    use serde_json::{Value, json};

    use super::super::testing::*;

    #[tokio::test]
    async fn lists_all_records() {
        let host = Host::new().await;
        let answer = host.get(&records("northwind.example")).await;
        let kinds: Vec<&Value> = answer.items().iter().map(|record| &record["type"]).collect();
        assert_eq!(kinds, ["A", "CNAME", "MX"]);
        assert_eq!(answer.body["result_info"]["per_page"], 100);
        assert_eq!(answer.items()[2]["priority"], 10);
    }

    #[tokio::test]
    async fn filters_sorts_and_pages_records() {
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
        for query in [
            "per_page=0",
            "order=id",
            "name.regex=x",
            "proxied=x",
            "type=SPF",
            "tag.exact=team",
            "tag.regex=a:b",
            "tag_match=x",
            "shadowed_by_name=a.northwind.example",
            "shadowing_name=northwind.example",
            "shadowing_name=a.example",
            "include_shadow_metadata=x",
        ] {
            assert_eq!(host.get(&format!("{path}?{query}")).await.status, 400, "{query}");
        }
    }

    #[tokio::test]
    async fn filters_by_comments_and_tags() {
        let host = Host::new().await;
        let path = records("northwind.example");
        for (name, tags) in [("a", json!(["team:web", "old"])), ("b", json!(["team:mail"]))] {
            let body = json!({
                "type": "TXT", "name": name, "content": "x", "comment": name, "tags": tags,
            });
            assert_eq!(host.post(&path, body).await.status, 200);
        }
        for (query, count) in [
            ("comment.present", 2),
            ("comment.absent", 3),
            ("comment=a", 1),
            ("comment.exact=A", 1),
            ("comment.contains=b", 1),
            ("comment.startswith=x", 0),
            ("comment.endswith=b", 1),
            ("tag=team", 2),
            ("tag=team:web", 1),
            ("tag.present=OLD", 1),
            ("tag.absent=old", 4),
            ("tag.exact=team:WEB", 1),
            ("tag.contains=team:a", 1),
            ("tag.startswith=team:w", 1),
            ("tag.endswith=team:l", 1),
            ("tag=team:web&tag=team:mail", 0),
            ("tag=team:web&tag=team:mail&tag_match=any", 2),
            ("tag=team:web&type=A&match=any", 2),
        ] {
            assert_eq!(host.get(&format!("{path}?{query}")).await.items().len(), count, "{query}");
        }
    }

    #[tokio::test]
    async fn filters_by_shadowing() {
        let host = Host::new().await;
        let path = records("bakery.example");
        for (kind, name, content) in [
            ("NS", "sub", "ns.b.example"),
            ("A", "sub", "192.0.2.1"),
            ("A", "www.sub", "192.0.2.1"),
        ] {
            let body = json!({ "type": kind, "name": name, "content": content });
            assert_eq!(host.post(&path, body).await.status, 200);
        }
        let flag = "include_shadow_metadata=true";
        let by = format!("{path}?shadowed_by_name=sub.bakery.example&{flag}");
        let hidden = host.get(&by).await;
        assert_eq!(hidden.items().len(), 2);
        let ns = host.held("bakery.example", "NS", "sub").await;
        assert_eq!(hidden.items()[0]["meta"]["shadowed_by"], json!([ns["id"]]));
        let above = host.get(&format!("{path}?shadowing_name=www.sub.bakery.example&{flag}")).await;
        assert_eq!(above.items().len(), 1);
        assert_eq!(above.items()[0]["meta"]["shadowed_records_count"], 2);
    }

    #[tokio::test]
    async fn can_return_malformed_items_among_good_ones() {
        let answer = Host::new().await.get(&records("bad-record.example")).await;
        assert!(answer.items().contains(&Value::Null));
        assert!(answer.items().iter().any(|record| record["type"] == "AAAA"));
    }
}
