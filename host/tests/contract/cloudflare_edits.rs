//! Every call that changes records, to Cloudflare's stand-in, in the states of the provider
//! document, 1.2 to 1.9.

use std::time::Duration;

use zonesift_core::provider::{
    ApiError, Batch, BatchDone, Compare, FieldQuery, Imported, Provider, QueryField, QueryOrder,
    RecordQuery, Refusal, ShadowQuery, Usage, ZoneInfo,
};
use zonesift_core::record::{Field, Rdata, Record, RecordId, RecordType, Ttl};

use crate::client::{Client, name};
use crate::samples;

const CLOUDFLARE: Provider = Provider::Cloudflare;

/// It pays, so that it may have tags and large batches.
const PAID: &str = "northwind.example";

async fn open(domain: &str) -> (Client, ZoneInfo) {
    let client = Client::new(CLOUDFLARE, "sandbox-contract").await;
    let zone = client.zone(domain).await;
    (client, zone)
}

async fn held(client: &Client, zone: &ZoneInfo) -> Vec<Record> {
    client.send(CLOUDFLARE.list_records(zone, 1)).await.unwrap().items
}

async fn create(client: &Client, zone: &ZoneInfo, record: &Record) -> Result<Record, ApiError> {
    let made = client.send(CLOUDFLARE.create_record(zone, record)).await;
    made.map(|made| made.expect("the record comes back"))
}

async fn batch(client: &Client, zone: &ZoneInfo, batch: &Batch<'_>) -> Result<BatchDone, ApiError> {
    client.send(CLOUDFLARE.batch(zone, batch).unwrap()).await
}

fn record(zone: &ZoneInfo, label: &str, rtype: RecordType, fields: &[&str]) -> Record {
    let rdata = Rdata::new(&rtype, fields);
    let owner = name(&format!("{label}.{}", zone.name));
    let mut record = Record::new(owner, rtype, rdata, Ttl::Auto);
    record.proxied = record.rtype.is_proxiable().then_some(false);
    record
}

fn a(zone: &ZoneInfo, label: &str) -> Record {
    record(zone, label, RecordType::A, &["192.0.2.99"])
}

fn id(record: &Record) -> &RecordId {
    record.id.as_ref().unwrap()
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, ApiError>) -> Refusal {
    match answer {
        Err(ApiError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn creates_patches_overwrites_and_deletes_every_type() {
    let (client, zone) = open(PAID).await;
    let before = held(&client, &zone).await;
    for mut sample in samples::of(CLOUDFLARE.capabilities().limits.types, &zone.name) {
        sample.name = name(&format!("{}.t.{}", sample.rtype.raw().to_lowercase(), zone.name));
        sample.comment = Some("\"a\" note".into());
        sample.tags = vec!["team:web".into()];
        sample.proxied = sample.rtype.is_proxiable().then_some(false);
        let made = create(&client, &zone, &sample).await.unwrap();
        assert_eq!(made, Record { id: made.id.clone(), ..sample.clone() });

        let mut changed = made.clone();
        changed.ttl = Ttl::Auto;
        changed.comment = None;
        changed.tags = Vec::new();
        changed.name = name(&format!("moved.{}", made.name));
        changed.proxied = made.proxied.map(|_| true);
        let call = CLOUDFLARE.update_record(&zone, &made, &changed).unwrap();
        assert_eq!(client.send(call).await, Ok(Some(changed.clone())));

        let call = CLOUDFLARE.overwrite_record(&zone, id(&made), &sample).unwrap();
        assert_eq!(client.send(call).await, Ok(Some(made.clone())));
        assert!(held(&client, &zone).await.contains(&made));
        assert_eq!(client.send(CLOUDFLARE.delete_record(&zone, id(&made))).await, Ok(()));
    }
    assert_eq!(held(&client, &zone).await, before);
}

#[tokio::test]
async fn a_patch_may_change_the_type_of_a_record() {
    let (client, zone) = open(PAID).await;
    let types = CLOUDFLARE.capabilities().limits.types;
    let mut known = create(&client, &zone, &a(&zone, "shape")).await.unwrap();
    for sample in samples::of(types, &zone.name) {
        let mut next = known.clone();
        next.rtype = sample.rtype.clone();
        next.rdata = sample.rdata.clone();
        next.proxied = sample.rtype.is_proxiable().then_some(false);
        let Some(call) = CLOUDFLARE.update_record(&zone, &known, &next) else { continue };
        assert_eq!(client.send(call).await, Ok(Some(next.clone())), "{sample:?}");
        known = next;
    }
}

#[tokio::test]
async fn a_recreated_record_loses_nothing() {
    let (client, zone) = open(PAID).await;
    let mut original = record(&zone, "flat", RecordType::Cname, &["target.example"]);
    original.more = Some(r#"{"settings":{"flatten_cname":true}}"#.into());
    original.tags = vec!["a:b".into()];
    let mut private = a(&zone, "private");
    private.more = Some(r#"{"private_routing":true}"#.into());
    let originals = [original, private];
    for original in &originals {
        let made = create(&client, &zone, original).await.unwrap();
        assert_eq!(made.more, original.more);
        let mut changed = made.clone();
        changed.comment = Some("x".into());
        let call = CLOUDFLARE.update_record(&zone, &made, &changed).unwrap();
        assert_eq!(client.send(call).await.unwrap().unwrap().more, original.more);
        let gone = Batch { deletes: vec![id(&made)], ..Batch::default() };
        assert_eq!(batch(&client, &zone, &gone).await.unwrap().deletes, 1);
    }
    let posts = originals.iter().collect();
    let again = batch(&client, &zone, &Batch { posts, ..Batch::default() }).await.unwrap();
    for (made, original) in again.posts.iter().zip(&originals) {
        assert_eq!(*made, Record { id: made.id.clone(), ..original.clone() });
    }
}

#[tokio::test]
async fn reads_one_record_with_all_its_details() {
    let (client, zone) = open(PAID).await;
    let mut record = a(&zone, "known");
    record.comment = Some("x".into());
    let made = create(&client, &zone, &record).await.unwrap();
    let call = CLOUDFLARE.read_record(&zone, id(&made)).unwrap();
    let details = client.send(call).await.unwrap();
    assert_eq!((&details.record, details.proxiable), (&made, Some(true)));
    assert!(details.created.is_some() && details.created <= details.modified);
    assert!(details.more.iter().any(|(name, _)| name.raw() == "comment_modified_on"));
    client.send(CLOUDFLARE.delete_record(&zone, id(&made))).await.unwrap();
    let call = CLOUDFLARE.read_record(&zone, id(&made)).unwrap();
    assert_eq!(client.send(call).await.map(|_| ()), Err(ApiError::NotFound));
    let gone = client.send(CLOUDFLARE.delete_record(&zone, id(&made))).await;
    assert_eq!(gone, Err(ApiError::NotFound));
}

#[tokio::test]
async fn locks_a_record_of_another_product() {
    let (client, zone) = open("managed-record.example").await;
    let records = held(&client, &zone).await;
    let (locked, free): (Vec<_>, Vec<_>) = records.iter().partition(|record| record.locked);
    assert_eq!((locked.len(), free.len()), (1, 1));
    let call = CLOUDFLARE.read_record(&zone, id(locked[0])).unwrap();
    let details = client.send(call).await.unwrap();
    assert!(details.record.locked);
    assert!(details.more.contains(&("meta.read_only".into(), "true".into())));
    let delete = client.send(CLOUDFLARE.delete_record(&zone, id(locked[0]))).await;
    assert!(refusal(delete).message.raw().contains("another product"));
}

#[tokio::test]
async fn a_refusal_names_the_field() {
    let (client, zone) = open("bakery.example").await;
    let long = "x".repeat(5000);
    let mut ttl = a(&zone, "x");
    ttl.ttl = Ttl::Seconds(5);
    for (record, expected) in [
        (record(&zone, "x", RecordType::A, &["192.0.2.256"]), Some(Field::Rdata(0))),
        (record(&zone, "x", RecordType::Txt, &[&long]), Some(Field::Rdata(0))),
        (record(&zone, "x", RecordType::Mx, &["70000", "mx.example"]), Some(Field::Rdata(0))),
        (record(&zone, "x", RecordType::Mx, &["1", "192.0.2.1"]), Some(Field::Rdata(1))),
        (record(&zone, "x", RecordType::Srv, &["1", "2", "70000", "a.b"]), Some(Field::Rdata(2))),
        (record(&zone, "x!", RecordType::Txt, &["x"]), Some(Field::Name)),
        (ttl, Some(Field::Ttl)),
    ] {
        // What is wrong for the sandbox is wrong for the description as well.
        let call = CLOUDFLARE.create_record(&zone, &record);
        let refusal = refusal(client.send_unchecked(call).await);
        assert_eq!(refusal.concerns(&record.rtype), expected, "{refusal:?}");
    }
    let www = record(&zone, "www", RecordType::Cname, &["bakery.example"]);
    assert_eq!(create(&client, &zone, &www).await, Err(ApiError::Duplicate));
    let old = client.zone("oldtown.example").await;
    let mail = record(&old, "mail", RecordType::A, &["192.0.2.1"]);
    assert_eq!(create(&client, &old, &mail).await, Err(ApiError::Duplicate));
    for (rtype, code) in [(RecordType::A, "81053"), (RecordType::Txt, "81054")] {
        let record = record(&zone, "www", rtype, &["192.0.2.1"]);
        let answer = create(&client, &zone, &record).await;
        let Err(ApiError::Conflict(refusal)) = answer else { panic!("{answer:?}") };
        assert_eq!(refusal.code, Some(code.into()));
    }
}

#[tokio::test]
async fn does_a_batch_in_its_order() {
    let (client, zone) = open(PAID).await;
    let records = held(&client, &zone).await;
    let find = |rtype| records.iter().find(|record| record.rtype == rtype).unwrap();
    let (status, mail, mx) = (find(RecordType::Cname), find(RecordType::A), find(RecordType::Mx));
    let moved = Record { name: name("post.northwind.example"), ..mail.clone() };
    let text = record(&zone, "mail", RecordType::Txt, &["x"]);
    let new = record(&zone, "status", RecordType::A, &["192.0.2.1"]);
    let all = Batch {
        deletes: vec![id(status)],
        patches: vec![(mail, &moved)],
        puts: vec![(id(mx), &text)],
        posts: vec![&new],
    };
    let done = batch(&client, &zone, &all).await.unwrap();
    assert_eq!((done.deletes, &done.patches), (1, &vec![moved]));
    assert_eq!(done.puts, [Record { id: mx.id.clone(), ..text }]);
    assert_eq!(done.posts, [Record { id: done.posts[0].id.clone(), ..new }]);
    assert_eq!(held(&client, &zone).await.len(), 3);
    assert_eq!(batch(&client, &zone, &Batch::default()).await, Ok(BatchDone::default()));
}

#[tokio::test]
async fn does_nothing_of_a_batch_with_an_error() {
    let (client, zone) = open("batch-culprit.example").await;
    let before = held(&client, &zone).await;
    let (good, culprit) = (a(&zone, "good"), a(&zone, "refuse-me"));
    let twice = [&good, &good];
    let gone: RecordId = "0".repeat(32).into();
    for (all, field) in [
        (Batch { posts: vec![&good, &culprit], ..Batch::default() }, Some("posts/1/content")),
        (Batch { posts: twice.to_vec(), ..Batch::default() }, Some("posts/1")),
        (Batch { deletes: vec![id(&before[0]), &gone], ..Batch::default() }, Some("deletes/1")),
    ] {
        let refusal = refusal(batch(&client, &zone, &all).await);
        assert_eq!(refusal.field, field.map(Into::into), "{refusal:?}");
        assert_eq!(held(&client, &zone).await, before);
    }
    // Alone, each is told as by the call for one record.
    let alone = Batch { deletes: vec![&gone], ..Batch::default() };
    assert_eq!(batch(&client, &zone, &alone).await, Err(ApiError::NotFound));
    let alone = Batch { posts: vec![&culprit], ..Batch::default() };
    let refusal = refusal(batch(&client, &zone, &alone).await);
    assert_eq!(refusal.concerns(&RecordType::A), Some(Field::Rdata(0)));
}

#[tokio::test]
async fn limits_a_batch_by_the_plan_of_the_zone() {
    for (domain, limit) in [("bakery.example", 200), (PAID, 3500)] {
        let (client, zone) = open(domain).await;
        assert_eq!(CLOUDFLARE.capabilities().batch_limit(&zone), Some(limit));
        let records: Vec<_> = (0..=limit).map(|number| a(&zone, &format!("h{number}"))).collect();
        let posts: Vec<_> = records.iter().collect();
        let over = Batch { posts: posts.clone(), ..Batch::default() };
        refusal(client.send_unchecked(CLOUDFLARE.batch(&zone, &over).unwrap()).await);
        let posts = posts[..150].to_vec();
        let done = batch(&client, &zone, &Batch { posts, ..Batch::default() }).await.unwrap();
        assert_eq!(done.posts.len(), 150);
    }
}

#[tokio::test]
async fn batches_fail_in_their_own_way() {
    let (client, zone) = open("batch-fails.example").await;
    let post = a(&zone, "x");
    let all = Batch { posts: vec![&post], ..Batch::default() };
    assert_eq!(batch(&client, &zone, &all).await, Err(ApiError::Server(500.into())));
    assert_eq!(batch(&client, &zone, &all).await.unwrap().posts.len(), 1);

    let zone = client.zone("write-timeout.example").await;
    let call = CLOUDFLARE.batch(&zone, &all).unwrap();
    let answer = tokio::time::timeout(Duration::from_millis(500), client.send_unchecked(call));
    assert!(answer.await.is_err(), "the answer never comes");
    assert_eq!(held(&client, &zone).await.len(), 2);
}

#[tokio::test]
async fn a_full_zone_says_so() {
    let (client, zone) = open("tiny-quota.example").await;
    let usage = || async { client.send(CLOUDFLARE.read_usage(&zone).unwrap()).await };
    assert_eq!(usage().await, Ok(Usage { quota: Some(3), used: 1 }));
    let records: Vec<_> = (0..3).map(|number| a(&zone, &format!("h{number}"))).collect();
    let all = Batch { posts: records.iter().collect(), ..Batch::default() };
    assert_eq!(batch(&client, &zone, &all).await, Err(ApiError::QuotaReached));
    create(&client, &zone, &records[0]).await.unwrap();
    create(&client, &zone, &records[1]).await.unwrap();
    assert_eq!(create(&client, &zone, &records[2]).await, Err(ApiError::QuotaReached));
    assert_eq!(usage().await, Ok(Usage { quota: Some(3), used: 3 }));
    let zone = client.zone("account-quota.example").await;
    let answer = client.send(CLOUDFLARE.read_usage(&zone).unwrap()).await;
    assert_eq!(answer, Ok(Usage { quota: None, used: 1 }));
}

#[tokio::test]
async fn an_exported_zone_can_be_imported() {
    let (client, zone) = open(PAID).await;
    for mut sample in samples::of(CLOUDFLARE.capabilities().limits.types, &zone.name) {
        sample.name = name(&format!("{}.t.{}", sample.rtype.raw().to_lowercase(), zone.name));
        sample.proxied = sample.rtype.is_proxiable().then_some(true);
        if sample.proxied.is_some() {
            sample.ttl = Ttl::Auto;
        }
        sample.comment = Some("note".into());
        create(&client, &zone, &sample).await.unwrap();
    }
    let before = held(&client, &zone).await;
    let file = client.send(CLOUDFLARE.export_zone(&zone)).await.unwrap();
    assert!(file.contains("\tSOA\t") && file.contains("cf_tags=cf-proxied:true"), "{file}");
    let deletes = before.iter().map(id).collect();
    batch(&client, &zone, &Batch { deletes, ..Batch::default() }).await.unwrap();
    let count = u32::try_from(before.len()).unwrap();
    for added in [count, 0] {
        let done = client.send(CLOUDFLARE.import_zone(&zone, &file, false)).await;
        assert_eq!(done, Ok(Imported { added, total: count, ..Imported::default() }));
    }
    let after = held(&client, &zone).await;
    let plain = |records: Vec<Record>| -> Vec<_> {
        records.into_iter().map(|record| Record { id: None, ..record }).collect()
    };
    assert_eq!(plain(after), plain(before));
}

#[tokio::test]
async fn refuses_a_bad_import_whole() {
    let (client, zone) = open("bakery.example").await;
    let limit = CLOUDFLARE.capabilities().import_bytes.unwrap();
    for file in ["$INCLUDE x\n", "a A 192.0.2.256\n", &"; x\n".repeat(limit / 4 + 1)] {
        refusal(client.send(CLOUDFLARE.import_zone(&zone, file, false)).await);
    }
    let fits = "; x\n".repeat(limit / 4);
    let done = client.send(CLOUDFLARE.import_zone(&zone, &fits, false)).await;
    assert_eq!(done, Ok(Imported::default()));
    let file = "a 300 A 192.0.2.1\nt TXT zonesift-part-of-a-body\n";
    let done = client.send(CLOUDFLARE.import_zone(&zone, file, true)).await;
    assert_eq!(done, Ok(Imported { added: 2, total: 2, ..Imported::default() }));
    let a = held(&client, &zone).await.remove(0);
    assert_eq!((a.proxied, a.ttl), (Some(true), Ttl::Auto));
}

#[tokio::test]
async fn the_old_scan_adds_records_at_once() {
    let (client, zone) = open("bakery.example").await;
    let before = held(&client, &zone).await.len();
    let done = client.send(CLOUDFLARE.scan_and_add(&zone).unwrap()).await.unwrap();
    assert!(done.added > 10 && done.total > done.added, "{done:?}");
    let added = usize::try_from(done.added).unwrap();
    assert_eq!(held(&client, &zone).await.len(), before + added);
}

#[tokio::test]
async fn the_provider_applies_every_condition_of_a_search() {
    use Compare::{Absent, Contains, EndsWith, Exact, Present, StartsWith};
    use QueryField::{Comment, Content, Name, Tag};
    let (client, zone) = open(PAID).await;
    for (label, tags) in [("a", vec!["team:web".into()]), ("b", vec!["team:mail".into()])] {
        let mut record = a(&zone, label);
        record.comment = Some(label.into());
        record.tags = tags;
        create(&client, &zone, &record).await.unwrap();
    }
    create(&client, &zone, &record(&zone, "sub", RecordType::Ns, &["ns.x.example"])).await.unwrap();
    create(&client, &zone, &a(&zone, "www.sub")).await.unwrap();
    let search = async |query: &RecordQuery| {
        let call = CLOUDFLARE.search_records(&zone, query, 1).unwrap();
        client.send(call).await.unwrap().items.len()
    };
    let none = RecordQuery::default;
    for (field, compare, text, count) in [
        (Name, Exact, "A.northwind.example", 1),
        (Name, Contains, "sub", 2),
        (Name, StartsWith, "www.", 1),
        (Name, EndsWith, "l.northwind.example", 1),
        (Content, Exact, "192.0.2.99", 3),
        (Content, Contains, "2.99", 3),
        (Content, StartsWith, "ns.", 1),
        (Content, EndsWith, ".99", 3),
        (Comment, Exact, "a", 1),
        (Comment, Contains, "b", 1),
        (Comment, StartsWith, "a", 1),
        (Comment, EndsWith, "b", 1),
        (Comment, Present, "", 2),
        (Comment, Absent, "", 5),
        (Tag, Exact, "team:web", 1),
        (Tag, Contains, "team:ai", 1),
        (Tag, StartsWith, "team:w", 1),
        (Tag, EndsWith, "team:l", 1),
        (Tag, Present, "team", 2),
        (Tag, Absent, "team", 5),
    ] {
        let fields = vec![FieldQuery { field, compare, text: text.into() }];
        let found = search(&RecordQuery { fields, ..none() }).await;
        assert_eq!(found, count, "{field:?} {compare:?} {text}");
    }
    let tag = |text: &str| FieldQuery { field: Tag, compare: Exact, text: text.into() };
    let two = vec![tag("team:web"), tag("team:mail")];
    let (sub, www) = (name("sub.northwind.example"), name("www.sub.northwind.example"));
    for (query, count) in [
        (RecordQuery { fields: two.clone(), ..none() }, 0),
        (RecordQuery { fields: two.clone(), any_tag: true, ..none() }, 2),
        (
            RecordQuery {
                rtype: Some(RecordType::Ns),
                fields: two,
                any_tag: true,
                any: true,
                ..none()
            },
            3,
        ),
        (RecordQuery { search: "statusboard".into(), ..none() }, 1),
        (RecordQuery { proxied: Some(true), ..none() }, 0),
        (RecordQuery { shadow: Some(ShadowQuery::ShadowedBy(sub)), ..none() }, 1),
        (RecordQuery { shadow: Some(ShadowQuery::Shadowing(www)), ..none() }, 1),
        (RecordQuery { shadow: Some(ShadowQuery::Metadata), ..none() }, 7),
    ] {
        assert_eq!(search(&query).await, count, "{query:?}");
    }
    for order in [
        QueryOrder::Type,
        QueryOrder::Name,
        QueryOrder::Content,
        QueryOrder::Ttl,
        QueryOrder::Proxied,
    ] {
        let query = RecordQuery { order: Some(order), descending: true, ..none() };
        assert_eq!(search(&query).await, 7);
    }
}
