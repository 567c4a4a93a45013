//! What the tests of these calls share: one zone, and answers.

use crate::name::DomainName;
use crate::provider::{Response, ZoneInfo};

pub fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "715217".into(),
        name: DomainName::parse("example.com").unwrap(),
        records: None,
        active: None,
        name_servers: Vec::new(),
        free_plan: None,
    }
}

pub fn answer(status: u16, body: &str) -> Response {
    Response { status, body: body.into(), ..Response::default() }
}
