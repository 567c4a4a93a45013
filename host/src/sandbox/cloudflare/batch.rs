//! `POST /zones/{id}/dns_records/batch`: deletes, patches, puts and posts in this order, as one
//! transaction: the first error undoes all (provider document 1.8).

use axum::{Extension, Json, body::Bytes, extract::Path, http::HeaderMap};
use serde_json::{Map, Value};

use super::{
    Session,
    account::Zone,
    change,
    error::{Error, Problem},
    record::Record,
    review::list,
};
use crate::sandbox::{body, sentinel::ZoneBehaviour};

/// The lists in the order in which they are done, each with what is done to an item.
const LISTS: [(&str, Step); 4] = [
    ("deletes", |zone, id, _| change::delete(zone, id)),
    ("patches", change::patch),
    ("puts", change::put),
    ("posts", |zone, _, object| change::create(zone, object)),
];

type Step = fn(&mut Zone, &str, &Map<String, Value>) -> Result<Record, Problem>;

/// Answers the call.
pub async fn handle(
    Extension(session): Session,
    Path(zone): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Error> {
    change::run(&session, &zone, |zone| {
        let object = body::object(&headers, &body)?;
        check(zone, &object)?;
        let mut done = Map::new();
        for (name, step) in LISTS {
            let items = list(&object, name)?.into_iter().enumerate();
            let records = items.map(|(index, item)| {
                let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
                let record = step(zone, id, item);
                let record = record.map_err(|problem| problem.under(&format!("/{name}/{index}")));
                Ok(record?.to_json())
            });
            done.insert(name.to_owned(), records.collect::<Result<Vec<_>, Problem>>()?.into());
        }
        Ok(done.into())
    })
    .await
}

/// The size that the plan lets a batch have, and the sentinel's failure.
fn check(zone: &mut Zone, object: &Map<String, Value>) -> Result<(), Error> {
    let mut count = 0;
    for (name, _) in LISTS {
        count += list(object, name)?.len();
    }
    let limit = zone.batch_limit();
    if count > limit {
        return Err(Error::body(&format!("The batch holds {count} changes, more than {limit}.")));
    }
    let fails = zone.behaviour == ZoneBehaviour::BatchFails;
    if fails && !std::mem::replace(&mut zone.batch_failed, true) {
        return Err(Error::unknown());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::super::testing::*;

    async fn batch(host: &Host, domain: &str, body: Value) -> Answer {
        host.post(&format!("{}/batch", records(domain)), body).await
    }

    fn txt(name: &str) -> Value {
        json!({ "type": "TXT", "name": name, "content": "x" })
    }

    #[tokio::test]
    async fn does_deletes_patches_puts_and_posts_in_this_order() {
        let host = Host::new().await;
        let domain = "northwind.example";
        let status = host.held(domain, "CNAME", "status").await;
        let mail = host.held(domain, "A", "mail").await;
        let mx = host.held(domain, "MX", "").await;
        // The post needs the delete, and the put the patch.
        let body = json!({
            "posts": [{ "type": "A", "name": "status", "content": "192.0.2.1" }],
            "puts": [{ "id": mx["id"], "type": "TXT", "name": "mail", "content": "x" }],
            "patches": [{ "id": mail["id"], "name": "post" }],
            "deletes": [{ "id": status["id"] }],
        });
        let answer = batch(&host, domain, body).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let result = &answer.body["result"];
        assert_eq!(result["deletes"][0], status);
        assert_eq!(result["patches"][0]["name"], "post.northwind.example");
        assert_eq!((&result["puts"][0]["id"], &result["puts"][0]["ttl"]), (&mx["id"], &json!(1)));
        assert_eq!(result["posts"][0]["content"], "192.0.2.1");
        assert_eq!(host.get(&records(domain)).await.items().len(), 3);
        let nothing = batch(&host, domain, json!({})).await;
        assert_eq!(nothing.body["result"]["posts"], json!([]));
    }

    #[tokio::test]
    async fn the_first_error_rolls_back_the_batch() {
        let host = Host::new().await;
        let domain = "batch-culprit.example";
        let held = host.get(&records(domain)).await.items().clone();
        let body = json!({
            "deletes": [{ "id": held[0]["id"] }],
            "posts": [txt("a"), txt("refuse-me"), txt("b")],
        });
        let answer = batch(&host, domain, body).await;
        assert_eq!((answer.status, answer.code()), (400, 1004));
        assert_eq!(answer.body["errors"].as_array().unwrap().len(), 1);
        assert_eq!(answer.body["errors"][0]["source"]["pointer"], "/posts/1/content");
        assert_eq!(*host.get(&records(domain)).await.items(), held);
        let gone = batch(&host, domain, json!({ "patches": [{ "id": "x", "ttl": 60 }] })).await;
        assert_eq!((gone.status, gone.code()), (404, 81044));
        assert_eq!(gone.body["errors"][0]["source"]["pointer"], "/patches/0");
    }

    #[tokio::test]
    async fn limits_a_batch_by_the_plan_of_the_zone() {
        let host = Host::new().await;
        let posts = |count| -> Value { (0..count).map(|n| txt(&format!("t{n}"))).collect() };
        for (domain, count, status) in [
            ("bakery.example", 201, 400),
            ("bakery.example", 150, 200),
            ("northwind.example", 3_501, 400),
            ("northwind.example", 1_000, 200),
        ] {
            let answer = batch(&host, domain, json!({ "posts": posts(count) })).await;
            assert_eq!(answer.status, status, "{domain} {count}");
        }
        let answer = batch(&host, "bakery.example", json!({ "posts": posts(151) })).await;
        assert_eq!((answer.status, answer.code()), (400, 81058));
    }

    #[tokio::test]
    async fn a_sentinel_zone_makes_a_batch_fail_once() {
        let host = Host::new().await;
        for status in [500, 200] {
            let body = json!({ "posts": [txt("a")] });
            assert_eq!(batch(&host, "batch-fails.example", body).await.status, status);
        }
        for body in [json!({ "posts": {} }), json!({ "deletes": ["id"] }), json!([])] {
            assert_eq!(batch(&host, "bakery.example", body).await.status, 400);
        }
    }

    #[tokio::test]
    async fn a_sentinel_name_makes_the_whole_batch_fail() {
        let host = Host::new().await;
        let domain = "failing-writes.example";
        let held = host.get(&records(domain)).await.items().clone();
        let id = |name: &str| {
            let name = format!("{name}.{domain}");
            held.iter().find(|record| record["name"] == name).unwrap()["id"].clone()
        };
        let with = |list: &str, item: Value| json!({ "posts": [txt("a")], list: [item] });
        let refused = [
            json!({ "posts": [txt("a"), txt("refuse-x")] }),
            with("patches", json!({ "id": id("refuse-one"), "ttl": 60 })),
            with(
                "puts",
                json!({ "id": id("vpn"), "type": "A", "name": "refuse-x", "content": "192.0.2.1" }),
            ),
            with("deletes", json!({ "id": id("refuse-one") })),
        ];
        for body in refused {
            let answer = batch(&host, domain, body.clone()).await;
            assert_eq!((answer.status, answer.code()), (400, 1004), "{body}");
            assert_eq!(*host.get(&records(domain)).await.items(), held);
        }
        let body = with("patches", json!({ "id": id("fail-one"), "ttl": 60 }));
        assert_eq!(batch(&host, domain, body.clone()).await.status, 500);
        assert_eq!(*host.get(&records(domain)).await.items(), held);
        assert_eq!(batch(&host, domain, body).await.status, 200);
        let body = json!({ "posts": [txt("b")], "deletes": [{ "id": id("hang-one") }] });
        let call = batch(&host, domain, body);
        assert!(tokio::time::timeout(Duration::from_millis(200), call).await.is_err());
        assert_eq!(host.get(&records(domain)).await.items().len(), held.len() + 1);
    }
}
