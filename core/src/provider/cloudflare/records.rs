//! The records of a zone at Cloudflare: their paths, and listing them.

use super::{convert, envelope, envelope::Items};
use crate::provider::arriving::List;
use crate::provider::{Call, Page, ZoneInfo, url};
use crate::record::{Record, RecordId};

/// How to stream the records out of a list's response.
pub(in crate::provider) const ARRIVING: List = (envelope::LIST, convert::read);

/// The path of a zone's records, or of something below it.
pub(super) fn path(zone: &ZoneInfo, below: &str) -> String {
    let mut path = url::path("/zones/", zone.id.as_str(), "/dns_records");
    path.push_str(below);
    path
}

/// The path of one record.
pub(super) fn path_of(zone: &ZoneInfo, id: &RecordId) -> String {
    url::path(&path(zone, "/"), id.as_str(), "")
}

/// One page of the zone's records, of the size that clients use (provider document, 1.4).
pub fn list(zone: &ZoneInfo, page: u32) -> Call<Page<Record>> {
    let query = [("page", &*page.to_string()), ("per_page", "5000")];
    list_by(zone, url::query(path(zone, ""), &query))
}

/// The records listed at this path.
pub(super) fn list_by(zone: &ZoneInfo, path: String) -> Call<Page<Record>> {
    let apex = zone.name.clone();
    Call::get(path, move |response| {
        let mut items = Vec::new();
        let page = envelope::open_list(response, Items::Records, &mut |item| {
            items.push(convert::read(item, &apex));
        })?;
        Ok(Page { items, total: page.total, more: page.more, damaged: Vec::new() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::provider::{ApiError, Response};
    use crate::record::Flaw;

    fn zone() -> ZoneInfo {
        ZoneInfo {
            id: "023e105f4ecef8ad9ca31a8372d0c353".into(),
            name: DomainName::parse("example.com").unwrap(),
            records: None,
            active: None,
            name_servers: Vec::new(),
            free_plan: None,
        }
    }

    fn answer(body: &str) -> Response {
        Response { status: 200, body: body.into(), ..Response::default() }
    }

    #[test]
    fn a_bad_item_becomes_one_flawed_row_among_the_good_ones() {
        let call = list(&zone(), 3);
        assert_eq!(
            call.request.path,
            "/zones/023e105f4ecef8ad9ca31a8372d0c353/dns_records?page=3&per_page=5000"
        );
        let body = r#"{"result":[
            {"id":"1","name":"example.com","type":"A","content":"192.0.2.1","ttl":1},
            12, [1], "x", false,
            {"id":{},"name":["a"],"type":"A","content":"192.0.2.2","ttl":1},
            {"id":"3","name":"b.example.com","type":"SRV","data":"x","ttl":1},
            {"id":"4","name":"c.example.com","type":"A","content":"192.0.2.4","ttl":1}
        ],"success":true,"errors":[],"messages":[],"result_info":{"page":3,"per_page":5000,"count":8,"total_count":10008,"total_pages":4}}"#;
        let page = call.read(&answer(body)).unwrap();
        let flaws: Vec<_> = page.items.iter().map(|record| record.flaw).collect();
        let no = Some(Flaw::NotARecord);
        assert_eq!(flaws, [None, no, no, no, no, Some(Flaw::Name), Some(Flaw::Content), None]);
        assert_eq!((page.total, page.more), (Some(10008), true));
    }

    #[test]
    fn reads_a_failure_as_one_even_if_it_contains_records() {
        let body =
            r#"{"result":[{"id":"1"}],"success":false,"errors":[{"code":971,"message":"slow"}]}"#;
        assert_eq!(list(&zone(), 1).read(&answer(body)), Err(ApiError::RateLimited(None)));
    }

    #[test]
    fn survives_extremely_deep_nesting() {
        let deep = r#"{"a":"#.repeat(100_000) + "1" + &"}".repeat(100_000);
        let body = format!(
            r#"{{"success":true,"x":{deep},"result":[{{"data":{deep}}},{deep},{{"id":"4","name":"c.example.com","type":"A","content":"192.0.2.4","ttl":1}}]}}"#
        );
        let page = list(&zone(), 1).read(&answer(&body)).unwrap();
        assert_eq!((page.items.len(), page.items[2].flaw), (3, None));
    }
}
