//! Export and import of a zone at bunny.net as a zone file, whose content is not interpreted here.

use super::errors;
use super::wire::DnsZoneImportResultModel;
use crate::provider::loose;
use crate::provider::{ApiError, Call, Imported, Method, Response, ZoneInfo, url};

/// The media type of zone files (provider document, 2.2: plain text).
const TEXT: &str = "text/plain";

/// Exports the zone as text. SRV records have been seen missing from it (provider document, 2.6).
pub(in crate::provider) fn export(zone: &ZoneInfo) -> Call<String> {
    Call::get(url::path("/dnszone/", zone.id.as_str(), "/export"), read_file).accepting(TEXT)
}

fn read_file(response: &Response) -> Result<String, ApiError> {
    errors::check(response)?;
    let text = std::str::from_utf8(&response.body).map_err(|_| ApiError::MALFORMED)?;
    // An HTML page from a proxy, or JSON: no zone file starts with these, and none is empty.
    if text.trim_start().starts_with(['<', '{']) || text.trim().is_empty() {
        return Err(ApiError::MALFORMED);
    }
    Ok(text.to_owned())
}

/// Uploads a zone file; the provider adds its records.
pub(in crate::provider) fn import(zone: &ZoneInfo, file: &str) -> Call<Imported> {
    let path = url::path("/dnszone/", zone.id.as_str(), "/import");
    Call::new(Method::Post, path, Some(file.to_owned()), read_result).sending(TEXT)
}

fn read_result(response: &Response) -> Result<Imported, ApiError> {
    errors::check(response)?;
    let body = String::from_utf8_lossy(&response.body);
    let result: DnsZoneImportResultModel<'_> = loose::read(&body)?;
    let added = result.records_successful.count().ok_or(ApiError::MALFORMED)?;
    let failed = result.records_failed.count().unwrap_or_default();
    let skipped = result.records_skipped.count().unwrap_or_default();
    let total = added.saturating_add(failed).saturating_add(skipped);
    Ok(Imported { added, failed, skipped, total })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{answer, zone};
    use super::*;

    #[test]
    fn takes_an_exported_zone_file_unchanged() {
        let call = export(&zone());
        assert_eq!(call.request.path, "/dnszone/715217/export");
        assert_eq!((call.request.accept, call.request.method), ("text/plain", Method::Get));
        let text = "$ORIGIN example.com.\n@ 300 IN TXT \"\u{e4}\"\r\n";
        assert_eq!(call.read(&answer(200, text)).as_deref(), Ok(text));
        for body in ["", "\r\n", "<html>", " <!doctype html>", r#"{"Items":["#] {
            assert_eq!(call.read(&answer(200, body)), Err(ApiError::MALFORMED), "{body}");
        }
        let bytes = Response { status: 200, body: vec![0xff], ..Response::default() };
        assert_eq!(call.read(&bytes), Err(ApiError::MALFORMED));
        assert_eq!(call.read(&answer(404, "")), Err(ApiError::NotFound));
    }

    #[test]
    fn counts_the_records_of_an_import() {
        let call = import(&zone(), "@ 300 IN A 192.0.2.1\n");
        assert_eq!(call.request.path, "/dnszone/715217/import");
        assert_eq!(
            (&*call.request.content_type, call.request.method),
            ("text/plain", Method::Post)
        );
        assert_eq!(call.request.body.as_deref(), Some("@ 300 IN A 192.0.2.1\n"));
        let body = r#"{"RecordsSuccessful":4,"RecordsFailed":1,"RecordsSkipped":2}"#;
        let expected = Imported { added: 4, failed: 1, skipped: 2, total: 7 };
        assert_eq!(call.read(&answer(200, body)), Ok(expected));
        let short = call.read(&answer(200, r#"{"RecordsSuccessful":4}"#)).unwrap();
        assert_eq!((short.added, short.total), (4, 4));
        for body in ["", "{}", r#"{"RecordsSuccessful":-1}"#, "text"] {
            assert_eq!(call.read(&answer(200, body)), Err(ApiError::MALFORMED), "{body}");
        }
        let refused = r#"{"ErrorKey":"validation_error","Field":"File","Message":"No.\r"}"#;
        assert!(matches!(call.read(&answer(400, refused)), Err(ApiError::Refused(_))));
    }
}
