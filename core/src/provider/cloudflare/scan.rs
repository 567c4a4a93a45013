//! Scans at Cloudflare: starting one, reading its findings, accepting and rejecting them. There is no
//! status that tells when a scan has finished.

use super::wire::{Identity, RecordBody, ReviewBody, ReviewResult};
use super::{convert, envelope};
use crate::provider::loose::{self, Loose};
use crate::provider::{
    AcceptShape, Call, Method, Reviewed, ScanReading, ScanStarted, ScanStatus, ZoneId, ZoneInfo,
    url,
};
use crate::record::{Record, RecordId};

/// Starts a scan of a zone. The response has no result and may be empty.
pub fn start(zone: &ZoneId) -> Call<ScanStarted> {
    let path = url::path("/zones/", zone.as_str(), "/dns_records/scan/trigger");
    let body = "{}".to_owned();
    Call::new(Method::Post, path, Some(body), |response| {
        envelope::open_empty(response)?;
        Ok(ScanStarted { job: None })
    })
}

/// Reads the findings that are neither accepted nor rejected yet.
pub fn read(zone: &ZoneInfo) -> Call<ScanReading> {
    let apex = zone.name.clone();
    Call::get(review_path(zone), move |response| {
        let mut records = Vec::new();
        let is_whole = envelope::open_whole(response, &mut |item| {
            records.push(convert::read(item, &apex));
        })?;
        Ok(ScanReading {
            job: None,
            created: None,
            completed: None,
            status: ScanStatus::Unsaid,
            records,
            is_whole,
        })
    })
}

/// Accepts and rejects found records.
pub fn review(
    zone: &ZoneInfo,
    accepts: &[Record],
    rejects: &[RecordId],
    shape: AcceptShape,
) -> Call<Reviewed> {
    let apex = zone.name.clone();
    let body = review_body(accepts, rejects, shape);
    Call::new(Method::Post, review_path(zone), Some(body), move |response| {
        envelope::open(response, |result| {
            let result: ReviewResult<'_> = result.object();
            Reviewed {
                accepted: convert::read_all(result.accepts, &apex),
                rejected: result.rejects.list().into_iter().filter_map(rejected_id).collect(),
            }
        })
    })
}

fn review_path(zone: &ZoneInfo) -> String {
    url::path("/zones/", zone.id.as_str(), "/dns_records/scan/review")
}

fn review_body(accepts: &[Record], rejects: &[RecordId], shape: AcceptShape) -> String {
    loose::write(&ReviewBody {
        accepts: accepts.iter().map(|record| accept(record, shape)).collect(),
        rejects: rejects.iter().map(|id| Identity { id }).collect(),
    })
}

fn accept(record: &Record, shape: AcceptShape) -> RecordBody<'_> {
    let body = match shape {
        AcceptShape::IdOnly => RecordBody::default(),
        AcceptShape::IdAndFields | AcceptShape::FieldsOnly => convert::whole(record),
    };
    let id = record.id.as_ref().filter(|_| shape != AcceptShape::FieldsOnly);
    RecordBody { id, ..body }
}

/// The documentation has plain ids; objects, as in the request, are accepted as well.
fn rejected_id(item: Loose<'_>) -> Option<RecordId> {
    let named = || item.members()?.get("id").words();
    item.words().or_else(named).map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::provider::{ApiError, Response};
    use crate::record::{Rdata, RecordType, Ttl};

    fn zone() -> ZoneInfo {
        ZoneInfo {
            id: "023e".into(),
            name: DomainName::parse("example.com").unwrap(),
            records: None,
            active: None,
            name_servers: Vec::new(),
            free_plan: None,
        }
    }

    fn answer(status: u16, body: &str) -> Response {
        Response { status, body: body.into(), ..Response::default() }
    }

    fn found() -> Record {
        let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
        let mut record = Record::new(zone().name, RecordType::A, rdata, Ttl::Auto);
        record.id = Some("f1".into());
        record.proxied = Some(true);
        record
    }

    #[test]
    fn starting_a_scan_yields_no_job() {
        let call = start(&"023e".into());
        assert_eq!(
            (call.request.method, &*call.request.path),
            (Method::Post, "/zones/023e/dns_records/scan/trigger")
        );
        assert_eq!(call.request.body.as_deref(), Some("{}"));
        for body in ["", r#"{"success":true,"errors":[],"messages":[]}"#] {
            assert_eq!(call.read(&answer(200, body)), Ok(ScanStarted { job: None }), "{body}");
        }
        let refused = r#"{"success":false,"errors":[{"code":10000,"message":"Authentication error"}],"messages":[],"result":null}"#;
        assert_eq!(call.read(&answer(403, refused)), Err(ApiError::NoPermission));
        assert_eq!(call.read(&answer(200, "<html>")), Err(ApiError::MALFORMED));
    }

    #[test]
    fn reads_the_records_found_so_far() {
        let call = read(&zone());
        assert_eq!(call.request.path, "/zones/023e/dns_records/scan/review");
        let body = r#"{"result":[{"id":"f1","name":"example.com","type":"A","content":"192.0.2.1","proxiable":true,"proxied":true,"ttl":1,"settings":{},"meta":{},"comment":null,"tags":[]},"bad"],"success":true,"errors":[],"messages":[]}"#;
        let reading = call.read(&answer(200, body)).unwrap();
        assert_eq!((reading.job, reading.status), (None, ScanStatus::Unsaid));
        assert_eq!(reading.records[0], found());
        assert!(reading.records[1].flaw.is_some());
        let none = r#"{"result":[],"success":true,"errors":[],"messages":[]}"#;
        assert_eq!(call.read(&answer(200, none)).unwrap().records, []);
    }

    #[test]
    fn sends_a_review_in_each_shape() {
        let body = |shape| {
            review(&zone(), &[found()], &["r1".into(), "r2".into()], shape).request.body.unwrap()
        };
        let fields =
            r#""type":"A","name":"example.com","content":"192.0.2.1","ttl":1,"proxied":true"#;
        let rejects = r#""rejects":[{"id":"r1"},{"id":"r2"}]"#;
        assert_eq!(
            body(AcceptShape::IdAndFields),
            format!(r#"{{"accepts":[{{"id":"f1",{fields}}}],{rejects}}}"#)
        );
        assert_eq!(
            body(AcceptShape::FieldsOnly),
            format!(r#"{{"accepts":[{{{fields}}}],{rejects}}}"#)
        );
        assert_eq!(
            body(AcceptShape::IdOnly),
            format!(r#"{{"accepts":[{{"id":"f1"}}],{rejects}}}"#)
        );
        let none = review(&zone(), &[], &[], AcceptShape::IdOnly).request;
        assert_eq!(
            (none.method, none.body.as_deref()),
            (Method::Post, Some(r#"{"accepts":[],"rejects":[]}"#))
        );
    }

    #[test]
    fn reads_what_a_review_did() {
        let call = review(&zone(), &[found()], &[], AcceptShape::IdAndFields);
        let read = |result: &str| {
            call.read(&answer(
                200,
                &format!(r#"{{"result":{result},"success":true,"errors":[],"messages":[]}}"#),
            ))
        };
        let accepted = r#"{"id":"f1","name":"example.com","type":"A","content":"192.0.2.1","proxied":true,"ttl":1}"#;
        let reviewed =
            read(&format!(r#"{{"accepts":[{accepted}],"rejects":["r1",{{"id":"r2"}},null]}}"#))
                .unwrap();
        assert_eq!(reviewed.accepted, [found()]);
        assert_eq!(reviewed.rejected, ["r1".into(), "r2".into()]);
        assert_eq!(read("null"), Ok(Reviewed::default()));
        assert_eq!(read(r#"{"accepts":null}"#), Ok(Reviewed::default()));
        let identical = r#"{"result":null,"success":false,"errors":[{"code":81058,"message":"An identical record already exists."}],"messages":[]}"#;
        assert_eq!(call.read(&answer(400, identical)), Err(ApiError::Duplicate));
    }
}
