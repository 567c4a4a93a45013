//! Export, import and the old scan of a zone at Cloudflare. The content of a zone file is not interpreted
//! here.

use super::wire::ImportResult;
use super::{envelope, errors, records};
use crate::provider::{ApiError, Call, Imported, Method, Response, ZoneInfo};

/// The multipart boundary; a number is appended if the file contains it.
const BOUNDARY: &str = "zonesift-part-of-a-body";

/// Exports the zone as a zone file. A success is plain text, an error comes in the envelope (provider
/// document, 1.2).
pub(in crate::provider) fn export(zone: &ZoneInfo) -> Call<String> {
    Call::get(records::path(zone, "/export"), read_file).accepting("text/plain")
}

fn read_file(response: &Response) -> Result<String, ApiError> {
    if !response.is_success() {
        return Err(errors::of(response));
    }
    let text = String::from_utf8(response.body.clone()).map_err(|_| ApiError::MALFORMED)?;
    match text.trim_start().chars().next() {
        // An envelope is never a zone file.
        Some('{') => Err(envelope::open(response, |_| ()).err().unwrap_or(ApiError::MALFORMED)),
        // Empty, or an HTML page from a proxy: no line of a zone file starts with `<`.
        None | Some('<') => Err(ApiError::MALFORMED),
        Some(_) => Ok(text),
    }
}

/// Uploads a zone file; Cloudflare adds its records, proxied where possible.
pub(in crate::provider) fn import(zone: &ZoneInfo, file: &str, proxied: bool) -> Call<Imported> {
    let boundary = boundary(file);
    let mut body = String::with_capacity(file.len() + 512);
    push_part(&mut body, &boundary, "file\"; filename=\"zone.txt", file);
    push_part(&mut body, &boundary, "proxied", if proxied { "true" } else { "false" });
    body.push_str("--");
    body.push_str(&boundary);
    body.push_str("--\r\n");
    let mut content_type = String::from("multipart/form-data; boundary=");
    content_type.push_str(&boundary);
    Call::new(Method::Post, records::path(zone, "/import"), Some(body), read_added)
        .sending(content_type)
}

/// A boundary that does not occur in the file.
fn boundary(file: &str) -> String {
    let mut boundary = String::from(BOUNDARY);
    let mut number = 0_u32;
    while file.contains(&boundary) {
        number += 1;
        boundary = String::from(BOUNDARY);
        boundary.push_str(&number.to_string());
    }
    boundary
}

/// Appends a form field (RFC 7578, section 4). The names are our own and need no quoting.
fn push_part(body: &mut String, boundary: &str, name: &str, value: &str) {
    body.push_str("--");
    body.push_str(boundary);
    body.push_str("\r\nContent-Disposition: form-data; name=\"");
    body.push_str(name);
    body.push_str("\"\r\n\r\n");
    body.push_str(value);
    body.push_str("\r\n");
}

/// Starts the old scan, which adds its findings at once (provider document, 1.2).
pub(in crate::provider) fn scan_and_add(zone: &ZoneInfo) -> Call<Imported> {
    let body = "{}".to_owned();
    Call::new(Method::Post, records::path(zone, "/scan"), Some(body), read_added)
}

/// The response does not mention records that were skipped or failed.
fn read_added(response: &Response) -> Result<Imported, ApiError> {
    let (added, total) = envelope::open(response, |result| {
        let result: ImportResult<'_> = result.object();
        (result.recs_added.count(), result.total_records_parsed.count())
    })?;
    let added = added.ok_or(ApiError::MALFORMED)?;
    Ok(Imported { added, total: total.unwrap_or(added), ..Imported::default() })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, refused, success, zone};
    use super::*;

    const FILE: &str = ";; zone\nexample.com. 1 IN SOA a. b. 1 2 3 4 5\n";

    #[test]
    fn reads_an_export_as_plain_text_and_its_errors_as_json() {
        let call = export(&zone());
        assert_eq!(call.request.path, "/zones/023e/dns_records/export");
        assert_eq!(call.request.accept, "text/plain");
        assert_eq!(call.read(&answer(200, FILE)).as_deref(), Ok(FILE));
        let denied = r#"{"code":10000,"message":"Authentication error"}"#;
        for (response, expected) in [
            (refused(403, denied), ApiError::NoPermission),
            (refused(200, denied), ApiError::NoPermission),
            (success("{}"), ApiError::MALFORMED),
            (answer(200, " "), ApiError::MALFORMED),
            (answer(200, "<!doctype html>"), ApiError::MALFORMED),
            (answer(503, ""), ApiError::Server(503.into())),
            (Response { status: 200, retry_after: None, body: vec![255] }, ApiError::MALFORMED),
        ] {
            assert_eq!(call.read(&response), Err(expected));
        }
    }

    #[test]
    fn sends_an_import_as_a_form_of_two_fields() {
        let call = import(&zone(), "a. 1 IN A 192.0.2.1\n", true);
        assert_eq!(
            (call.request.method, &*call.request.path),
            (Method::Post, "/zones/023e/dns_records/import")
        );
        assert_eq!(
            call.request.content_type,
            "multipart/form-data; boundary=zonesift-part-of-a-body"
        );
        let expected = "--zonesift-part-of-a-body\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"zone.txt\"\r\n\r\n\
            a. 1 IN A 192.0.2.1\n\r\n\
            --zonesift-part-of-a-body\r\n\
            Content-Disposition: form-data; name=\"proxied\"\r\n\r\ntrue\r\n\
            --zonesift-part-of-a-body--\r\n";
        assert_eq!(call.request.body.as_deref(), Some(expected));
        let body = import(&zone(), "", false).request.body.unwrap();
        assert!(body.contains("\r\n\r\nfalse\r\n"));
    }

    #[test]
    fn chooses_a_form_boundary_that_the_file_does_not_contain() {
        let hostile = format!("; {BOUNDARY}1\r\n--{BOUNDARY}--\r\n");
        let call = import(&zone(), &hostile, false);
        let (_, boundary) = call.request.content_type.split_once('=').unwrap();
        assert!(boundary.len() <= 70, "RFC 2046, section 5.1.1");
        let body = call.request.body.unwrap();
        assert_eq!(body.matches(&format!("--{boundary}")).count(), 3);
        assert!(body.contains(&hostile));
    }

    #[test]
    fn counts_the_records_that_were_added() {
        for call in [import(&zone(), "", false), scan_and_add(&zone())] {
            let read = |result| call.read(&success(result));
            assert_eq!(
                read(r#"{"recs_added":5,"total_records_parsed":7}"#),
                Ok(Imported { added: 5, total: 7, ..Imported::default() })
            );
            assert_eq!(
                read(r#"{"recs_added":5.0}"#),
                Ok(Imported { added: 5, total: 5, ..Imported::default() })
            );
            assert_eq!(read("null"), Err(ApiError::MALFORMED));
            let full = r#"{"code":81045,"message":"Record quota exceeded."}"#;
            assert_eq!(call.read(&refused(400, full)), Err(ApiError::QuotaReached));
        }
        let call = scan_and_add(&zone());
        assert_eq!(
            (call.request.method, &*call.request.path, call.request.body.as_deref()),
            (Method::Post, "/zones/023e/dns_records/scan", Some("{}"))
        );
    }
}
