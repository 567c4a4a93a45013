//! The records of a zone at bunny.net: listing and adding them.

use super::wire::DnsZoneModel;
use super::{convert, edit, errors};
use crate::provider::arriving::List;
use crate::provider::loose;
use crate::provider::split::split;
use crate::provider::{ApiError, Call, Method, Page, Response, ZoneInfo, url};
use crate::record::Record;

/// How to stream the records out of a zone's response.
pub(in crate::provider) const ARRIVING: List = ("Records", convert::kept);

/// All records at once: a zone's response contains them all (provider document, 2.2).
pub fn list(zone: &ZoneInfo) -> Call<Page<Record>> {
    let apex = zone.name.clone();
    Call::get(url::path("/dnszone/", zone.id.as_str(), ""), move |response| {
        errors::check(response)?;
        let mut items = Vec::new();
        let mut each = |item: &str| items.push(convert::kept(item, &apex));
        let rest = split(&response.body, "Records", &mut each);
        let zone: DnsZoneModel<'_> = loose::read(&rest)?;
        if !zone.records.is_given() {
            return Err(ApiError::MALFORMED);
        }
        zone.records.each(&mut each);
        Ok(Page { total: u32::try_from(items.len()).ok(), items, more: false, damaged: Vec::new() })
    })
}

/// Adds a record. The answer is the stored record, if the response contains it.
pub fn add(zone: &ZoneInfo, record: &Record) -> Call<Option<Record>> {
    let apex = zone.name.clone();
    let body = convert::write(record, &apex);
    let path = url::path("/dnszone/", zone.id.as_str(), "/records");
    Call::new(Method::Put, path, Some(body), move |response: &Response| {
        errors::check_write(response)?;
        edit::written(response, &apex)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, zone};
    use super::*;
    use crate::name::DomainName;
    use crate::provider::{Provider, Refusal};
    use crate::record::{Flaw, Rdata, RecordType, Ttl};

    #[test]
    fn a_bad_item_becomes_one_flawed_row_among_the_good_ones() {
        let call = list(&zone());
        assert_eq!(call.request.path, "/dnszone/715217");
        let body = r#"{"Id":715217,"Domain":"example.com","Records":[
            {"Id":1,"Type":0,"Ttl":300,"Value":"192.0.2.1","Name":"","Weight":100,"New":{"a":[1]}},
            7, "text", null, [[]],
            {"Id":2,"Type":{"x":1},"Ttl":300,"Value":"192.0.2.2","Name":"a"},
            {"Id":3,"Type":2,"Ttl":300,"Value":{"x":1},"Name":"b"},
            {"Id":4,"Type":2,"Ttl":-5,"Value":"c.example.net","Name":"c"},
            {"Id":5,"Type":2,"Ttl":300,"Value":"d.example.net","Name":"a..b"},
            {"Id":6,"Type":2,"Ttl":300,"Value":"e.example.net","Name":"e"}
        ]}"#;
        let page = call.read(&answer(200, body)).unwrap();
        let flaws: Vec<_> = page.items.iter().map(|record| record.flaw).collect();
        let no = Some(Flaw::NotARecord);
        assert_eq!(
            flaws,
            [
                None,
                no,
                no,
                no,
                no,
                Some(Flaw::Type),
                Some(Flaw::Content),
                Some(Flaw::Ttl),
                Some(Flaw::Name),
                None
            ]
        );
        assert_eq!(page.items[2].content().raw(), "text");
        assert_eq!(page.items[5].content().raw(), "192.0.2.2");
        assert_eq!(page.items[5].rtype, RecordType::Other("?".into()));
        assert_eq!(page.items[8].name, zone().name);
        assert_eq!(page.items[9].id, Some("6".into()));
        assert_eq!((page.total, page.more), (Some(10), false));
    }

    #[test]
    fn an_item_of_invalid_json_loses_no_other() {
        let good = r#"{"Id":2,"Type":0,"Ttl":300,"Value":"192.0.2.1","Name":""}"#;
        let body = format!("{{\"Records\":[{{\"Id\":1,\"Value\":\"a\nb\"}},oh no,{good}]}}");
        let page = list(&zone()).read(&answer(200, &body)).unwrap();
        let flaws: Vec<_> = page.items.iter().map(|record| record.flaw).collect();
        assert_eq!(flaws, [Some(Flaw::NotARecord), Some(Flaw::NotARecord), None]);
    }

    #[test]
    fn reads_a_list_whose_member_name_has_escapes() {
        let body =
            r#"{"\u0052ecords":[{"Id":2,"Type":0,"Ttl":300,"Value":"192.0.2.1","Name":""},null]}"#;
        let page = list(&zone()).read(&answer(200, body)).unwrap();
        let flaws: Vec<_> = page.items.iter().map(|record| record.flaw).collect();
        assert_eq!(flaws, [None, Some(Flaw::NotARecord)]);
    }

    #[test]
    fn reads_null_records_as_none_and_refuses_other_shapes() {
        let read = |body: &str| list(&zone()).read(&answer(200, body));
        assert_eq!(read(r#"{"Id":1,"Records":null}"#).unwrap().items, []);
        assert_eq!(read(r#"{"Id":1,"Records":[]}"#).unwrap().items, []);
        for body in ["", "<html>", "[]", "null", r#"{"Id":1}"#, r#"{"Records":[{"Id":1"#, "{} {}"] {
            assert_eq!(read(body), Err(ApiError::MALFORMED), "{body}");
        }
    }

    #[test]
    fn survives_extremely_deep_nesting() {
        let deep = "[".repeat(200_000) + &"]".repeat(200_000);
        let body = format!(
            r#"{{"X":{deep},"Records":[{{"Value":{deep}}},{{"Id":2,"Type":0,"Ttl":1,"Value":"192.0.2.1","Name":""}}]}}"#
        );
        let page = list(&zone()).read(&answer(200, &body)).unwrap();
        assert_eq!(page.items[1].flaw, None);
    }

    fn srv() -> Record {
        let rtype = RecordType::Srv;
        let rdata = Rdata::new(&rtype, ["1", "2", "443", "sip.example.com."]);
        let name = DomainName::parse("_sip._tcp.example.com").unwrap();
        Record::new(name, rtype, rdata, Ttl::Seconds(300))
    }

    #[test]
    fn reads_the_answer_of_a_write_with_or_without_the_record() {
        let call = Provider::Bunny.add_found(&zone(), &srv()).unwrap();
        assert_eq!(
            (call.request.method, &*call.request.path),
            (Method::Put, "/dnszone/715217/records")
        );
        assert_eq!(
            call.request.body.as_deref(),
            Some(
                r#"{"Type":8,"Name":"_sip._tcp","Ttl":300,"Priority":1,"Weight":2,"Port":443,"Value":"sip.example.com"}"#
            )
        );
        let body = r#"{"Id":9,"Type":8,"Ttl":300,"Value":"sip.example.com","Name":"_sip._tcp","Weight":2,"Priority":1,"Port":443,"Flags":0,"Tag":"","Comment":""}"#;
        let written = call.read(&answer(201, body)).unwrap().unwrap();
        let more = Some(r#"{"Flags":0,"Tag":""}"#.into());
        assert_eq!(written, Record { id: Some("9".into()), more, ..srv() });
        assert_eq!(call.read(&answer(201, "")), Ok(None));
        assert_eq!(call.read(&answer(204, "")), Ok(None));
        assert_eq!(call.read(&answer(201, "<html>")), Err(ApiError::MALFORMED));
    }

    #[test]
    fn reads_why_a_write_was_refused() {
        let call = add(&zone(), &srv());
        let body = r#"{"ErrorKey":"validation_error","Field":"Port","Message":"No.\r"}"#;
        let refusal = Refusal {
            status: 400,
            code: Some("validation_error".into()),
            field: Some("Port".into()),
            message: "No.".into(),
            request: None,
        };
        assert_eq!(call.read(&answer(400, body)), Err(ApiError::Refused(refusal)));
        assert_eq!(call.read(&answer(401, "")), Err(ApiError::BadKey));
    }
}
