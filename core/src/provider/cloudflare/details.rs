//! The details of one record at Cloudflare.

use super::wire::RecordDates;
use super::{convert, envelope, records};
use crate::date;
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::loose::Loose;
use crate::provider::{ApiError, Call, RecordDetails, ZoneInfo};
use crate::record::RecordId;

/// Members shown elsewhere: as fields of the record or of the details.
const KNOWN: &[&str] = &[
    "id",
    "name",
    "type",
    "content",
    "data",
    "priority",
    "proxied",
    "ttl",
    "comment",
    "tags",
    "created_on",
    "modified_on",
    "proxiable",
];

/// The maximum number of details: each is a line.
const MOST: usize = 200;

/// Values nested deeper than this are not shown.
const DEPTH: u8 = 4;

/// Reads one record.
pub(in crate::provider) fn read(zone: &ZoneInfo, id: &RecordId) -> Call<RecordDetails> {
    let apex = zone.name.clone();
    Call::get(records::path_of(zone, id), move |response| {
        envelope::open(response, |result| details(result, &apex))?.ok_or(ApiError::MALFORMED)
    })
}

fn details(result: Loose<'_>, apex: &DomainName) -> Option<RecordDetails> {
    let members = result.members()?;
    let dates: RecordDates<'_> = result.object();
    let moment = |value: Loose<'_>| date::parse(&value.words()?);
    let mut more = Vec::new();
    for (name, value) in members.iter().filter(|(name, _)| !KNOWN.contains(name)) {
        push(&mut more, name, value, 0);
    }
    more.truncate(MOST);
    Some(RecordDetails {
        record: convert::read(result.written()?, apex),
        created: moment(dates.created_on),
        modified: moment(dates.modified_on),
        proxiable: dates.proxiable.truth(),
        more,
    })
}

/// Appends a value under its name, nested ones as `outer.inner`. List items are appended one by one; empty
/// values are skipped.
fn push(more: &mut Vec<(Foreign, Foreign)>, name: &str, value: Loose<'_>, depth: u8) {
    if depth > DEPTH || more.len() > MOST {
        return;
    }
    if let Some(members) = value.members() {
        for (inner, value) in members.iter() {
            push(more, &[name, inner].join("."), value, depth + 1);
        }
    }
    value.list().into_iter().for_each(|item| push(more, name, item, depth + 1));
    let truth = value.truth().map(|truth| truth.to_string().into());
    let text = truth.or_else(|| value.scalar()).filter(|text| !text.is_empty());
    more.extend(text.map(|text| (name.into(), text.into())));
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, refused, success, zone};
    use super::*;

    const RECORD: &str = r#"{"id":"372e","name":"example.com","type":"A","content":"192.0.2.1","proxiable":true,"proxied":true,"ttl":1,"settings":{"ipv4_only":true},"meta":{"read_only":true,"origin":["a",{"b":1.5}],"none":null,"empty":{}},"comment":"x","tags":["a:b"],"created_on":"2025-10-25T12:48:34.17977Z","modified_on":"soon","comment_modified_on":"2025-10-25T12:48:34Z","new":""}"#;

    #[test]
    fn lists_every_unknown_member_under_its_path() {
        let call = read(&zone(), &"../372e".into());
        assert_eq!(call.request.path, "/zones/023e/dns_records/..%2F372e");
        let details = call.read(&success(RECORD)).unwrap();
        assert!(details.record.locked && details.record.flaw.is_none());
        assert_eq!(details.record.raw_more(), Some(r#"{"settings":{"ipv4_only":true}}"#));
        let created = details.created.unwrap().timestamp_micros();
        assert_eq!((created, details.modified), (1_761_396_514_179_770, None));
        assert_eq!(details.proxiable, Some(true));
        let more: Vec<_> =
            details.more.iter().map(|(name, text)| (name.raw(), text.raw())).collect();
        assert_eq!(
            more,
            [
                ("settings.ipv4_only", "true"),
                ("meta.read_only", "true"),
                ("meta.origin", "a"),
                ("meta.origin.b", "1.5"),
                ("comment_modified_on", "2025-10-25T12:48:34Z"),
            ]
        );
    }

    #[test]
    fn reports_a_deleted_record_as_not_found() {
        let call = read(&zone(), &"1".into());
        let gone = r#"{"code":81044,"message":"Record does not exist."}"#;
        assert_eq!(call.read(&refused(404, gone)), Err(ApiError::NotFound));
        assert_eq!(call.read(&success("null")), Err(ApiError::MALFORMED));
        assert_eq!(call.read(&answer(200, "<html>")), Err(ApiError::MALFORMED));
    }
}
