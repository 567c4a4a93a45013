//! Everything that Cloudflare tells of one record.

use super::{envelope, records, wire};
use crate::date;
use crate::provider::lenient::Node;
use crate::provider::{ApiError, Call, RecordDetails, ZoneInfo};
use crate::record::RecordId;

/// Members that are told otherwise: as fields of the record, or by the details' own.
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

/// So many of them are told: each is a line of its own.
const MOST: usize = 200;

/// Reads one record.
pub(in crate::provider) fn read(zone: &ZoneInfo, id: &RecordId) -> Call<RecordDetails> {
    let apex = zone.name.clone();
    Call::get(records::path_of(zone, id), move |response| {
        let envelope = envelope::open(response)?;
        let result = envelope.get("result");
        let Node::Object(members) = result else { return Err(ApiError::MALFORMED) };
        let moment = |name| result.get(name).words().and_then(date::parse);
        let mut more = Vec::new();
        for (name, node) in members.iter().filter(|(name, _)| !KNOWN.contains(&&**name)) {
            push(&mut more, name, node);
        }
        more.truncate(MOST);
        Ok(RecordDetails {
            record: wire::read(result, &apex),
            created: moment("created_on"),
            modified: moment("modified_on"),
            proxiable: truth(result.get("proxiable")),
            more,
        })
    })
}

fn truth(node: &Node<'_>) -> Option<bool> {
    match node {
        Node::Bool(truth) => Some(*truth),
        _ => None,
    }
}

/// Appends a value by its name, one inside another as `outer.inner`; each item of a list stands for
/// itself, and what is empty for nothing.
fn push(more: &mut Vec<(Box<str>, Box<str>)>, name: &str, node: &Node<'_>) {
    match node {
        Node::Object(members) => {
            for (inner, node) in members {
                let name = [name, inner].join(".");
                push(more, &name, node);
            }
        }
        Node::List(items) => items.iter().for_each(|item| push(more, name, item)),
        Node::Bool(truth) => more.push((name.into(), if *truth { "true" } else { "false" }.into())),
        _ => {
            if let Some(text) = node.scalar().filter(|text| !text.is_empty()) {
                more.push((name.into(), text.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, refused, success, zone};
    use super::*;

    const RECORD: &str = r#"{"id":"372e","name":"example.com","type":"A","content":"192.0.2.1","proxiable":true,"proxied":true,"ttl":1,"settings":{"ipv4_only":true},"meta":{"read_only":true,"origin":["a",{"b":1.5}],"none":null,"empty":{}},"comment":"x","tags":["a:b"],"created_on":"2025-10-25T12:48:34.17977Z","modified_on":"soon","comment_modified_on":"2025-10-25T12:48:34Z","new":""}"#;

    #[test]
    fn everything_is_told_under_a_name() {
        let call = read(&zone(), &"../372e".into());
        assert_eq!(call.request.path, "/zones/023e/dns_records/..%2F372e");
        let details = call.read(&success(RECORD)).unwrap();
        assert!(details.record.locked && details.record.flaw.is_none());
        assert_eq!(details.record.more.as_deref(), Some(r#""settings":{"ipv4_only":true}"#));
        assert_eq!((details.created, details.modified), (Some(1_761_396_514_179), None));
        assert_eq!(details.proxiable, Some(true));
        let more: Vec<_> = details.more.iter().map(|(name, text)| (&**name, &**text)).collect();
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
    fn a_record_that_is_gone_is_told_so() {
        let call = read(&zone(), &"1".into());
        let gone = r#"{"code":81044,"message":"Record does not exist."}"#;
        assert_eq!(call.read(&refused(404, gone)), Err(ApiError::NotFound));
        assert_eq!(call.read(&success("null")), Err(ApiError::MALFORMED));
        assert_eq!(call.read(&answer(200, "<html>")), Err(ApiError::MALFORMED));
    }
}
