//! Settings, signing, certificates: what is sent to the letter, and every form of answer.

use super::super::testing::{answer, zone};
use super::*;
use crate::provider::Refusal;

const ZONE: &str = r#"{"Id":715217,"Domain":"example.com","Records":[{"Id":1}],"DnsSecEnabled":true,
    "CustomNameserversEnabled":true,"Nameserver1":"ns1.example.net","Nameserver2":null,"SoaEmail":"a@example.com",
    "LoggingEnabled":true,"LoggingIPAnonymizationEnabled":false,"LogAnonymizationType":1,"CertificateKeyType":0,"New":[]}"#;

fn expected() -> ZoneSettings {
    ZoneSettings {
        soa_mail: "a@example.com".into(),
        custom_name_servers: true,
        name_servers: ["ns1.example.net".into(), String::new()],
        logging: true,
        log_one_digit: false,
        log_anonymous: false,
        rsa_keys: false,
        dnssec: true,
    }
}

#[test]
fn reads_settings_with_numbers_or_names() {
    let call = read_settings(&zone());
    assert_eq!(call.request.path, "/dnszone/715217");
    assert_eq!(call.read(&answer(200, ZONE)), Ok(expected()));
    let named =
        ZONE.replace(r#"Type":1"#, r#"Type":"OneDigit""#).replace(r#"Type":0"#, r#"Type":"Rsa""#);
    let settings = call.read(&answer(200, &named)).unwrap();
    assert_eq!((settings.log_one_digit, settings.rsa_keys), (true, true));
}

#[test]
fn reads_settings_beside_records_of_invalid_json() {
    let body = ZONE.replace(r#"{"Id":1}"#, "{\"Id\":\"\n\"},oh no");
    assert_eq!(read_settings(&zone()).read(&answer(200, &body)), Ok(expected()));
}

#[test]
fn refuses_settings_that_it_cannot_read_instead_of_guessing() {
    for (known, broken) in [
        (r#""LoggingEnabled":true"#, r#""LoggingEnabled":null"#),
        (r#""LogAnonymizationType":1"#, r#""LogAnonymizationType":2"#),
        (r#""CertificateKeyType":0,"#, ""),
        (r#""CustomNameserversEnabled":true"#, r#""CustomNameserversEnabled":"yes""#),
    ] {
        assert!(ZONE.contains(known));
        let body = ZONE.replace(known, broken);
        let read = read_settings(&zone()).read(&answer(200, &body));
        assert_eq!(read, Err(ApiError::MALFORMED), "{broken}");
    }
}

#[test]
fn writes_all_settings() {
    let call = write_settings(&zone(), &expected());
    assert_eq!((call.request.method, &*call.request.path), (Method::Post, "/dnszone/715217"));
    assert_eq!(
        call.request.body.as_deref(),
        Some(
            r#"{"CustomNameserversEnabled":true,"Nameserver1":"ns1.example.net","Nameserver2":"","SoaEmail":"a@example.com","LoggingEnabled":true,"LogAnonymizationType":1,"CertificateKeyType":0,"LoggingIPAnonymizationEnabled":false}"#
        )
    );
    assert_eq!(call.read(&answer(200, ZONE)), Ok(()));
    let refused = r#"{"ErrorKey":"validation_error","Field":"SoaEmail","Message":"No.\r"}"#;
    let refusal = Refusal {
        status: 400,
        code: Some("validation_error".into()),
        field: Some("SoaEmail".into()),
        message: "No.".into(),
        request: None,
    };
    assert_eq!(call.read(&answer(400, refused)), Err(ApiError::Refused(refusal)));
}

#[test]
fn builds_the_ds_record_from_the_answer_if_it_can() {
    let on = set_dnssec(&zone(), true);
    assert_eq!((on.request.method, &*on.request.path), (Method::Post, "/dnszone/715217/dnssec"));
    assert_eq!(on.request.body, None);
    assert_eq!(set_dnssec(&zone(), false).request.method, Method::Delete);
    let ds = |kind: &str, digest: &str| {
        let body = format!(
            r#"{{"Enabled":true,"DsRecord":"x","Digest":{digest},"DigestType":{kind},"Algorithm":13,"PublicKey":null,"KeyTag":2371,"Flags":257,"DsConfigured":false}}"#
        );
        on.read(&answer(200, &body)).unwrap()
    };
    for kind in ["\"2\"", "2", "\"SHA256\"", "\"SHA-256 (2)\""] {
        assert_eq!(ds(kind, "\"AB01\"").ds, Some("2371 13 2 AB01".into()), "{kind}");
    }
    assert_eq!(ds("\"SHA-1\"", "\"ab\"").ds, Some("2371 13 1 ab".into()));
    assert_eq!(ds("\"SHA384\"", "\"ab\"").ds, Some("2371 13 4 ab".into()));
    for (kind, digest) in
        [("null", "\"ab\""), ("\"SHA\"", "\"ab\""), ("\"512\"", "\"ab\""), ("2", "null")]
    {
        assert_eq!(ds(kind, digest).ds, None);
    }
    let fields = ds("2", "\"ab\"").fields;
    let shown: Vec<_> =
        fields.iter().map(|(name, text)| format!("{}={}", name.raw(), text.raw())).collect();
    assert_eq!(
        shown,
        [
            "Enabled=true",
            "DsRecord=x",
            "Digest=ab",
            "DigestType=2",
            "Algorithm=13",
            "KeyTag=2371",
            "Flags=257",
            "DsConfigured=false"
        ]
    );
    for body in ["", "{}", "[]", "<html>"] {
        assert_eq!(on.read(&answer(200, body)), Err(ApiError::MALFORMED), "{body}");
    }
}

#[test]
fn checks_availability_deletes_a_zone_and_issues_a_certificate() {
    let name = DomainName::parse("b\u{fc}cher.example").unwrap();
    let call = check_availability(&name);
    assert_eq!(
        (call.request.method, &*call.request.path),
        (Method::Post, "/dnszone/checkavailability")
    );
    assert_eq!(call.request.body.as_deref(), Some(r#"{"Name":"xn--bcher-kva.example"}"#));
    assert_eq!(call.read(&answer(200, r#"{"Available":true}"#)), Ok(true));
    assert_eq!(call.read(&answer(200, r#"{"Available":false}"#)), Ok(false));
    assert_eq!(call.read(&answer(200, "{}")), Err(ApiError::MALFORMED));

    let call = delete_zone(&zone());
    assert_eq!((call.request.method, &*call.request.path), (Method::Delete, "/dnszone/715217"));
    assert_eq!(call.read(&answer(204, "")), Ok(()));
    assert_eq!(call.read(&answer(404, "")), Err(ApiError::NotFound));

    let call = issue_certificate(&zone(), &name);
    assert_eq!(call.request.path, "/dnszone/715217/certificate/issue");
    assert_eq!(call.request.body.as_deref(), Some(r#"{"Domain":"xn--bcher-kva.example"}"#));
    assert_eq!(call.read(&answer(200, "")), Ok(()));
    assert_eq!(call.read(&answer(401, "")), Err(ApiError::BadKey));
}
