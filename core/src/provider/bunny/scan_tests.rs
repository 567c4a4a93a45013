//! Scans at bunny.net: every state and shape of the provider document.

use super::*;
use crate::record::{Flaw, Record, RecordType, Ttl};

const JOB_ID: &str = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";

fn zone() -> ZoneInfo {
    ZoneInfo {
        id: "715217".into(),
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

fn job(members: &str) -> Result<ScanReading, ApiError> {
    read(&zone()).read(&answer(200, &format!(r#"{{"JobId":"{JOB_ID}",{members}}}"#)))
}

#[test]
fn starts_a_scan_of_a_zone_or_a_domain() {
    let call = start(&ScanTarget::Zone("715217".into()));
    assert_eq!((call.request.method, &*call.request.path), (Method::Post, "/dnszone/records/scan"));
    assert_eq!(call.request.body.as_deref(), Some(r#"{"ZoneId":715217}"#));
    let started = call.read(&answer(200, &format!(r#"{{"JobId":"{JOB_ID}","Status":1}}"#)));
    assert_eq!(started.unwrap().job, Some(JOB_ID.into()));
    assert_eq!(call.read(&answer(200, "{}")), Ok(ScanStarted { job: None }));
    assert_eq!(call.read(&answer(200, "")), Err(ApiError::MALFORMED));
    assert_eq!(call.read(&answer(404, "")), Err(ApiError::NotFound));

    let domain = DomainName::parse("new.example").unwrap();
    let call = start(&ScanTarget::Domain(domain));
    assert_eq!(call.request.body.as_deref(), Some(r#"{"Domain":"new.example"}"#));
}

#[test]
fn reads_a_404_or_a_status_without_a_job_as_never_scanned() {
    let call = read(&zone());
    assert_eq!(call.request.path, "/dnszone/715217/records/scan");
    let none =
        r#"{"ErrorKey":"dnszone.scan.not_found","Field":"ZoneId","Message":"No scan found\r"}"#;
    let no_zone = r#"{"ErrorKey":"dnszone.zone.not_found","Field":"Id","Message":"The requested DNS zone was not found\r"}"#;
    for (status, body) in [
        (404, ""),
        (404, none),
        (404, no_zone),
        (200, r#"{"Status":0}"#),
        (200, r#"{"Status":"Pending","JobId":null,"Records":null}"#),
        (200, r#"{"Status":0,"JobId":"00000000-0000-0000-0000-000000000000","Records":[]}"#),
    ] {
        let reading = call.read(&answer(status, body)).unwrap();
        assert_eq!(reading.status, ScanStatus::Never, "{status} {body}");
        assert_eq!(reading.job, None);
    }
}

#[test]
fn reads_the_status_as_number_or_name() {
    for (status, expected) in [
        ("0", ScanStatus::Pending),
        ("1", ScanStatus::InProgress),
        ("2", ScanStatus::Completed),
        ("3", ScanStatus::Failed(None)),
        ("\"Pending\"", ScanStatus::Pending),
        ("\"InProgress\"", ScanStatus::InProgress),
        ("\"completed\"", ScanStatus::Completed),
        ("\"Failed\"", ScanStatus::Failed(None)),
        ("\"2\"", ScanStatus::Completed),
        ("4", ScanStatus::InProgress),
        ("\"Throttled\"", ScanStatus::InProgress),
        ("null", ScanStatus::InProgress),
    ] {
        let reading = job(&format!(r#""Status":{status},"Records":null"#)).unwrap();
        assert_eq!(reading.status, expected, "{status}");
        assert_eq!(reading.job, Some(JOB_ID.into()));
        assert_eq!(reading.records, []);
    }
}

#[test]
fn reads_the_providers_message_of_a_failed_scan() {
    let reading = job(r#""Status":3,"Error":"Lookup failed\r","Records":[]"#).unwrap();
    assert_eq!(reading.status, ScanStatus::Failed(Some("Lookup failed".into())));
}

#[test]
fn reads_the_found_records() {
    let body = r#""ZoneId":715217,"AccountId":"8d5f","CreatedAt":"2026-02-06T09:27:36","CompletedAt":"2026-02-06T09:28:02.7654321Z","Status":2,"Records":[
        {"Name":"@","Type":0,"Ttl":300,"Value":"192.0.2.10","Priority":null,"Weight":null,"Port":null,"IsProxied":true},
        {"Name":"","Type":"AAAA","Ttl":null,"Value":"2001:DB8::10","IsProxied":true},
        {"Name":"www","Type":2,"Ttl":300,"Value":"Example.com.","IsProxied":false},
        {"Name":"@","Type":4,"Ttl":300,"Value":"mail.example.com","Priority":10,"IsProxied":false},
        {"Name":"@","Type":9,"Ttl":300,"Value":"0 issue \"letsencrypt.org\"","Flags":null,"Tag":null,"IsProxied":false},
        {"Name":"_sip._tcp","Type":8,"Ttl":300,"Value":"sip.example.com","Priority":10,"Weight":60,"Port":5060,"IsProxied":false},
        {"Name":"@","Type":"Svcb","Ttl":300,"Value":"svc.example.net. alpn=\"h2\"","Priority":1,"IsProxied":false},
        {"Name":"@","Type":16,"Ttl":3600,"Value":"ns1.old.example. host.example.com. 1 7200 3600 1209600 3600","IsProxied":false},
        {"Name":"@","Type":4,"Ttl":300,"Value":"mail.example.com","Priority":null,"IsProxied":false},
        {"Name":"@","Type":null,"Ttl":300,"Value":"x","IsProxied":false},
        "not a record"
    ],"Error":null"#;
    let ScanReading { created, completed, records, .. } = job(body).unwrap();
    let moments = [created, completed].map(|moment| moment.unwrap().timestamp_millis());
    assert_eq!(moments, [1_770_370_056_000, 1_770_370_082_765]);
    let shown: Vec<_> = records.iter().map(line).collect();
    assert_eq!(
        shown,
        [
            "example.com A 192.0.2.10",
            "example.com AAAA 2001:db8::10",
            "www.example.com CNAME example.com",
            "example.com MX 10 mail.example.com",
            "example.com CAA 0 issue letsencrypt.org",
            "_sip._tcp.example.com SRV 10 60 5060 sip.example.com",
            "example.com SVCB 1 svc.example.net alpn=\"h2\"",
            "example.com SOA ns1.old.example. host.example.com. 1 7200 3600 1209600 3600",
            "example.com MX   mail.example.com",
            "example.com ? x",
            "example.com ? not a record",
        ]
        .map(|text| text.replace("MX   ", "MX  "))
    );
    let flaws: Vec<_> = records.iter().filter_map(|record| record.flaw).collect();
    assert_eq!(flaws, [Flaw::Content, Flaw::Type, Flaw::NotARecord]);
    assert_eq!(records[1].ttl, Ttl::Assumed(300));
    assert_eq!(records[7].rtype, RecordType::Soa);
    assert!(records.iter().all(|record| record.proxied.is_none() && record.id.is_none()));
}

fn line(record: &Record) -> String {
    let fields: Vec<_> = record.rdata.raw_fields().collect();
    format!("{} {} {}", record.name, record.rtype.raw(), fields.join(" "))
}

#[test]
fn refuses_an_answer_of_another_shape() {
    for body in ["", "null", "[]", "{}", "<html>", r#"{"Status":2,"Records":{}}"#, r#"{"Status":2"#]
    {
        assert_eq!(read(&zone()).read(&answer(200, body)), Err(ApiError::MALFORMED), "{body}");
    }
}

#[test]
fn a_reading_is_whole_only_if_the_scan_completed_with_a_list() {
    for (body, whole) in [
        (r#""Status":2,"Records":[]"#, true),
        (r#""Status":2,"Records":null"#, false),
        (r#""Status":1,"Records":[]"#, false),
        (r#""Status":3,"Records":[]"#, false),
    ] {
        assert_eq!(job(body).unwrap().is_whole, whole, "{body}");
    }
}
