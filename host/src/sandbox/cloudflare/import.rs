//! `POST /zones/{id}/dns_records/import`: adds the records of a zone file. Those that the zone holds
//! already, or that do not fit it, are parsed and not added.

use axum::{Extension, Json, body::Bytes, extract::Path, http::HeaderMap};
use serde_json::{Value, json};

use super::{
    Session,
    account::Zone,
    change,
    error::Error,
    form,
    record::proxiable,
    zone_file::{self, FileRecord},
};

/// The largest file (provider document 1.8).
const FILE_LIMIT: usize = 256 << 10;

/// Codes that leave one record out: it is there already, or another is in its way.
const LEFT_OUT: &[u32] = &[81053, 81054, 81057, 81058];

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    change::run(&session, &zone, |zone| {
        let (file, proxied) = read(&headers, &body)?;
        let entries = zone_file::read(&file, &zone.domain).map_err(|why| Error::body(&why))?;
        let total = entries.len();
        let mut added = 0;
        for entry in entries {
            added += usize::from(add(zone, entry, proxied)?);
        }
        Ok(json!({ "recs_added": added, "total_records_parsed": total }))
    })
    .await
}

/// The file, and whether its records are to be proxied.
fn read(headers: &HeaderMap, body: &[u8]) -> Result<(String, bool), Error> {
    let fields = form::read(headers, body);
    let fields = fields.ok_or_else(|| Error::body("The body is no multipart form."))?;
    let (mut file, mut proxied) = (None, false);
    for (name, text) in fields {
        match (name.as_str(), text.as_str()) {
            ("file", _) => file = Some(text),
            ("proxied", "true") => proxied = true,
            ("proxied", "false") => proxied = false,
            _ => return Err(Error::body(&format!("The field {name} is not valid."))),
        }
    }
    let file = file.ok_or_else(|| Error::body("The field file is missing."))?;
    if file.len() > FILE_LIMIT {
        return Err(Error::body("The file is larger than 256 KiB."));
    }
    Ok((file, proxied))
}

/// Whether the record was added. What the file says of the proxy itself goes before the form.
fn add(zone: &mut Zone, mut entry: FileRecord, proxied: bool) -> Result<bool, Error> {
    let is_proxiable = entry.get("type").and_then(Value::as_str).is_some_and(proxiable);
    if proxied && is_proxiable {
        entry.entry("proxied").or_insert(true.into());
    }
    match change::create(zone, &entry) {
        Ok(_) => Ok(true),
        Err(problem) if LEFT_OUT.contains(&problem.code) => Ok(false),
        Err(problem) => Err(problem.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use serde_json::json;

    use super::super::testing::*;

    #[tokio::test]
    async fn adds_and_counts_the_records_of_a_file() {
        let host = Host::new().await;
        let file = "$TTL 300\n@ SOA a. b. 1 2 3 4 5\nwww CNAME bakery.example.\n\
            www A 192.0.2.9\nnew A 192.0.2.9 ; mine\nold A 192.0.2.9 ; cf_tags=cf-proxied:false\n";
        let answer = host.import("bakery.example", file, "true").await;
        let expected = json!({ "recs_added": 2, "total_records_parsed": 4 });
        assert_eq!(answer.body["result"], expected, "{:?}", answer.body);
        let new = host.held("bakery.example", "A", "new").await;
        assert_eq!(
            (&new["proxied"], &new["ttl"], &new["comment"]),
            (&json!(true), &json!(1), &json!("mine"))
        );
        let old = host.held("bakery.example", "A", "old").await;
        assert_eq!((&old["proxied"], &old["ttl"]), (&json!(false), &json!(300)));
        let again = host.import("bakery.example", file, "true").await;
        assert_eq!(again.body["result"]["recs_added"], 0);
    }

    #[tokio::test]
    async fn a_refused_import_adds_nothing() {
        let host = Host::new().await;
        let large = "; x\n".repeat(70_000);
        for (file, proxied, code) in [
            ("a A 192.0.2.1\n$INCLUDE b", "false", 9207),
            ("a A 192.0.2.1\nb A 192.0.2.256", "false", 1004),
            ("a A 192.0.2.1", "yes", 9207),
            (&large, "false", 9207),
        ] {
            let answer = host.import("bakery.example", file, proxied).await;
            assert_eq!((answer.status, answer.code()), (400, code), "{:?}", answer.body);
        }
        let path = format!("{}/import", records("bakery.example"));
        assert_eq!(host.post(&path, json!({ "file": "" })).await.status, 400);
        let four: String = (0..4).map(|n| format!("x{n} A 192.0.2.1\n")).collect();
        assert_eq!(host.import("tiny-quota.example", &four, "false").await.code(), 81045);
        for (domain, count) in [("bakery.example", 1), ("tiny-quota.example", 1)] {
            assert_eq!(host.get(&records(domain)).await.items().len(), count);
        }
    }

    #[tokio::test]
    async fn imports_three_thousand_records_into_a_paid_zone() {
        let host = Host::new().await;
        let mut file = String::new();
        for number in 0..3_000 {
            writeln!(file, "host{number} 300 IN A 192.0.2.{}", number % 256).unwrap();
        }
        let answer = host.import("northwind.example", &file, "false").await;
        assert_eq!(answer.body["result"]["recs_added"], 3_000, "{:?}", answer.body);
    }
}
