//! A zone, a record and answers for the tests of Cloudflare's calls.

use crate::name::DomainName;
use crate::provider::{Response, ZoneInfo};
use crate::record::{Rdata, Record, RecordType, Ttl};

/// The zone of all these tests.
pub(super) fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "023e".into(),
        name: DomainName::parse("example.com").unwrap(),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    }
}

/// An A record at the apex.
pub(super) fn a(content: &str) -> Record {
    Record::new(zone().name, RecordType::A, Rdata::new(&RecordType::A, [content]), Ttl::Auto)
}

/// An answer.
pub(super) fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.into(), ..Response::default() }
}

/// A success with this result.
pub(super) fn success(result: &str) -> Response {
    answer(200, &format!(r#"{{"result":{result},"success":true,"errors":[],"messages":[]}}"#))
}

/// A failure with these errors.
pub(super) fn refused(status: u16, errors: &str) -> Response {
    answer(
        status,
        &format!(r#"{{"result":null,"success":false,"errors":[{errors}],"messages":[]}}"#),
    )
}
