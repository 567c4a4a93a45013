//! Batches at Cloudflare: many changes in one atomic call (provider document, 1.8). The caller knows the
//! maximum size.

use super::wire::{BatchBody, BatchResult, Identity, RecordBody};
use super::{convert, envelope, errors, records};
use crate::provider::loose;
use crate::provider::{Batch, BatchDone, Call, Method, ZoneInfo};

/// Applies changes atomically. Empty lists are not sent.
///
/// If several changes are refused, the error concerns the whole call, because all are undone; a single
/// change is refused as in a call of its own.
pub(in crate::provider) fn batch(zone: &ZoneInfo, batch: &Batch<'_>) -> Call<BatchDone> {
    let apex = zone.name.clone();
    let path = records::path(zone, "/batch");
    let is_single = count(batch) == 1;
    Call::new(Method::Post, path, Some(body(batch)), move |response| {
        let done = envelope::open(response, |result| {
            let result: BatchResult<'_> = result.object();
            BatchDone {
                deletes: result.deletes.list().len(),
                patches: convert::read_all(result.patches, &apex),
                puts: convert::read_all(result.puts, &apex),
                posts: convert::read_all(result.posts, &apex),
            }
        });
        done.map_err(|error| if is_single { error } else { errors::of_all(response, error) })
    })
}

fn count(batch: &Batch<'_>) -> usize {
    batch.deletes.len() + batch.patches.len() + batch.puts.len() + batch.posts.len()
}

fn body(batch: &Batch<'_>) -> String {
    let mut body = BatchBody::default();
    body.deletes.extend(batch.deletes.iter().map(|id| Identity { id }));
    for (before, after) in &batch.patches {
        let changes = convert::changes(before, after).unwrap_or_default();
        body.patches.push(RecordBody { id: before.id.as_ref(), ..changes });
    }
    for (id, record) in &batch.puts {
        body.puts.push(RecordBody { id: Some(id), ..convert::whole(record) });
    }
    body.posts.extend(batch.posts.iter().map(|record| convert::whole(record)));
    loose::write(&body)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{a, answer, refused, success, zone};
    use super::*;
    use crate::provider::ApiError;
    use crate::record::{Record, RecordId, Ttl};

    #[test]
    fn sends_deletes_patches_puts_and_posts_in_this_order() {
        let (gone, put): (RecordId, RecordId) = ("1".into(), "3".into());
        let before = Record { id: Some("2".into()), ..a("192.0.2.2") };
        let after = Record { ttl: Ttl::Seconds(300), ..before.clone() };
        let call = batch(
            &zone(),
            &Batch {
                deletes: vec![&gone],
                patches: vec![(&before, &after)],
                puts: vec![(&put, &a("192.0.2.3"))],
                posts: vec![&a("192.0.2.4")],
            },
        );
        assert_eq!(call.request.method, Method::Post);
        assert_eq!(call.request.path, "/zones/023e/dns_records/batch");
        let fields = |content: &str| {
            format!(r#""type":"A","name":"example.com","content":"{content}","ttl":1"#)
        };
        let expected = format!(
            r#"{{"deletes":[{{"id":"1"}}],"patches":[{{"id":"2","ttl":300}}],"puts":[{{"id":"3",{}}}],"posts":[{{{}}}]}}"#,
            fields("192.0.2.3"),
            fields("192.0.2.4")
        );
        assert_eq!(call.request.body, Some(expected));
        let call = batch(&zone(), &Batch::default());
        assert_eq!(call.request.body.as_deref(), Some("{}"));
    }

    #[test]
    fn reads_the_answer_list_by_list() {
        let call = batch(&zone(), &Batch::default());
        let record = |id: &str| {
            format!(
                r#"{{"id":"{id}","name":"example.com","type":"A","content":"192.0.2.1","ttl":1,"meta":{{"read_only":true}},"settings":{{"ipv4_only":true}}}}"#
            )
        };
        let result = format!(
            r#"{{"deletes":[{0}],"patches":[{0}],"puts":[],"posts":[{1},{0}]}}"#,
            record("1"),
            record("2")
        );
        let done = call.read(&success(&result)).unwrap();
        assert_eq!((done.deletes, done.patches.len(), done.puts.len()), (1, 1, 0));
        let ids: Vec<_> =
            done.posts.iter().map(|record| record.id.as_ref().unwrap().as_str()).collect();
        assert_eq!(ids, ["2", "1"]);
        assert!(done.posts.iter().all(|record| record.locked && record.more.is_some()));
        assert_eq!(call.read(&success("null")), Ok(BatchDone::default()));
        assert_eq!(call.read(&answer(200, "")), Err(ApiError::MALFORMED));
    }

    #[test]
    fn attributes_a_refusal_of_a_batch_of_several_to_no_single_record() {
        let one = a("192.0.2.1");
        let several = batch(&zone(), &Batch { posts: vec![&one, &one], ..Batch::default() });
        let single = batch(&zone(), &Batch { posts: vec![&one], ..Batch::default() });
        for (status, code, expected) in [
            (400, 81058, Some(ApiError::Duplicate)),
            (404, 81044, Some(ApiError::NotFound)),
            (400, 81053, None),
            (400, 9005, None),
        ] {
            let errors =
                format!(r#"{{"code":{code},"message":"m","source":{{"pointer":"/posts/1"}}}}"#);
            let Err(ApiError::Refused(refusal)) = several.read(&refused(status, &errors)) else {
                panic!("{code}")
            };
            assert_eq!(refusal.code, Some(code.to_string().into()));
            assert!(refusal.field.unwrap().raw().starts_with("posts/1"), "{code}");
            let error = single.read(&refused(status, &errors)).unwrap_err();
            assert!(expected.is_none_or(|expected| error == expected), "{code}");
        }
        for (status, code, expected) in [
            (400, 81045, ApiError::QuotaReached),
            (403, 10000, ApiError::NoPermission),
            (404, 7003, ApiError::NotFound),
            (429, 971, ApiError::RateLimited(None)),
        ] {
            let errors = format!(r#"{{"code":{code},"message":"m"}}"#);
            assert_eq!(several.read(&refused(status, &errors)), Err(expected), "{code}");
        }
        assert_eq!(several.read(&answer(500, "")), Err(ApiError::Server(500.into())));
    }
}
