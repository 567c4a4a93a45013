//! `GET /zones/{id}/dns_records/export`: the zone as a zone file (RFC 1035 section 5), with comments,
//! tags and the proxy in comments behind the records (provider document 1.8).

use std::fmt::Write;

use axum::{
    Extension,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

use super::{Session, account::Zone, data, error::Error, record::Record};

/// Answers the call, whatever it accepts.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
) -> Result<Response, Error> {
    let mut account = session.account();
    let text = write(account.zone(&zone)?);
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

fn write(zone: &Zone) -> String {
    let domain = &zone.domain;
    let mut text = format!(
        ";;\n;; Domain:     {domain}.\n;; This file is of a sandbox.\n;;\n\n\
         {domain}.\t3600\tIN\tSOA\tada.ns.cloudflare.com. dns.cloudflare.com. 1 10000 2400 604800 3600\n"
    );
    for record in &zone.records {
        let Record { name, ttl, kind, .. } = record;
        // Writing to a string cannot fail.
        let _ = write!(text, "{name}.\t{ttl}\tIN\t{kind}\t{}", value(record));
        text.push_str(&comment(record));
        text.push('\n');
    }
    text
}

fn value(record: &Record) -> String {
    let content = match (&record.data, record.kind.as_str()) {
        (Some(data), kind) => data::presentation(kind, data),
        (None, "CNAME" | "MX" | "NS" | "PTR") if record.content != "." => {
            format!("{}.", record.content)
        }
        (None, "TXT") if !record.content.starts_with('"') => {
            format!("\"{}\"", record.content.replace('\\', "\\\\").replace('"', "\\\""))
        }
        (None, _) => record.content.clone(),
    };
    match record.priority.filter(|_| matches!(record.kind.as_str(), "MX" | "URI")) {
        Some(priority) => format!("{priority} {content}"),
        None => content,
    }
}

fn comment(record: &Record) -> String {
    let mut tags = record.tags.clone();
    if super::record::proxiable(&record.kind) {
        tags.insert(0, format!("cf-proxied:{}", record.proxied));
    }
    let note = record.comment.as_deref().unwrap_or_default();
    let tags = if tags.is_empty() { String::new() } else { format!("cf_tags={}", tags.join(",")) };
    match (note, &*tags) {
        ("", "") => String::new(),
        ("", text) | (text, "") => format!(" ; {text}"),
        (note, tags) => format!(" ; {note} {tags}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn an_export_can_be_imported() {
        let host = Host::new().await;
        let path = records("northwind.example");
        for body in [
            json!({ "type": "A", "name": "p", "content": "192.0.2.1", "proxied": true, "tags": ["a:b"] }),
            json!({ "type": "TXT", "name": "t", "content": "say \"x\" ; y", "comment": "c" }),
            json!({ "type": "CAA", "name": "@", "data": { "flags": 0, "tag": "issue", "value": "ca.example; \"x\"" } }),
            json!({ "type": "SRV", "name": "s", "data": { "priority": 1, "weight": 2, "port": 3, "target": "sip.example" } }),
            json!({ "type": "URI", "name": "u", "priority": 1, "data": { "weight": 2, "target": "https://a.example" } }),
            json!({ "type": "HTTPS", "name": "h", "data": { "priority": 1, "target": ".", "value": "alpn=\"h2\" port=\"1\"" } }),
        ] {
            let answer = host.post(&path, body).await;
            assert_eq!(answer.status, 200, "{:?}", answer.body);
        }
        let before = host.get(&path).await.items().clone();
        let file = host.text(&format!("{path}/export")).await;
        for line in [
            "p.northwind.example.\t1\tIN\tA\t192.0.2.1 ; cf_tags=cf-proxied:true,a:b\n",
            "t.northwind.example.\t1\tIN\tTXT\t\"say \\\"x\\\" ; y\" ; c\n",
            "s.northwind.example.\t1\tIN\tSRV\t1 2 3 sip.example.\n",
            "u.northwind.example.\t1\tIN\tURI\t1 2 \"https://a.example\"\n",
        ] {
            assert!(file.contains(line), "{line}{file}");
        }
        for record in &before {
            host.call(KEY, "DELETE", &record_path("northwind.example", record), None).await;
        }
        let answer = host.import("northwind.example", &file, "false").await;
        let expected = json!({ "recs_added": before.len(), "total_records_parsed": before.len() });
        assert_eq!(answer.body["result"], expected, "{:?}", answer.body);
        let after = host.get(&path).await.items().clone();
        for (one, other) in before.iter().zip(&after) {
            for member in ["name", "type", "data", "priority", "ttl", "proxied", "comment", "tags"]
            {
                assert_eq!(one[member], other[member], "{member}");
            }
        }
    }

    #[tokio::test]
    async fn reports_errors_in_the_envelope() {
        let host = Host::new().await;
        let path = "/zones/00000000000000000000000000000000/dns_records/export";
        let answer = host.get(path).await;
        assert_eq!((answer.status, answer.code()), (404, 7003));
    }
}
