//! Reads the form of an import (RFC 7578): fields with their texts, in a body of several parts. It
//! does not know which fields there should be.

use axum::http::{HeaderMap, header};

/// The fields of a form, or nothing when the body is none.
pub fn read(headers: &HeaderMap, body: &[u8]) -> Option<Vec<(String, String)>> {
    let boundary = boundary(headers)?;
    let body = std::str::from_utf8(body).ok()?;
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter needs no line before it (RFC 2046 section 5.1.1).
    let whole = format!("\r\n{body}");
    let mut parts = whole.split(&*delimiter);
    parts.next()?;
    let mut fields = Vec::new();
    for part in parts {
        if part.trim_end_matches([' ', '\t', '\r', '\n']) == "--" {
            return Some(fields);
        }
        let (head, text) = part.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
        fields.push((name(head)?, text.to_owned()));
    }
    // The last delimiter is missing.
    None
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (media_type, parameters) = value.split_once(';')?;
    if !media_type.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.trim().strip_prefix("boundary=")?.trim_matches('"');
    (1..=70).contains(&boundary.len()).then(|| boundary.to_owned())
}

fn name(head: &str) -> Option<String> {
    let disposition = head.split("\r\n").find_map(|line| {
        let (field, value) = line.split_once(':')?;
        field.eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    let mut parts = disposition.split(';').map(str::trim);
    if parts.next() != Some("form-data") {
        return None;
    }
    let name = parts.find_map(|part| part.strip_prefix("name=\"")?.strip_suffix('"'));
    name.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn fields(content_type: &'static str, body: &str) -> Option<Vec<(String, String)>> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        read(&headers, body.as_bytes())
    }

    const FORM: &str = "multipart/form-data; boundary=b";

    #[test]
    fn reads_the_parts_of_a_form_as_fields() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"z\"\r\n\
            Content-Type: text/plain\r\n\r\nline\n\r\nmore\r\n--b\r\n\
            content-disposition: form-data; name=\"proxied\"\r\n\r\ntrue\r\n--b--\r\n";
        let expected = [("file", "line\n\r\nmore"), ("proxied", "true")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(fields(FORM, body).unwrap(), expected);
        assert_eq!(fields(FORM, "--b--"), Some(vec![]));
    }

    #[test]
    fn refuses_what_is_no_form() {
        for (content_type, body) in [
            ("application/json", "{}"),
            ("multipart/form-data", "--b--"),
            ("multipart/form-data; boundary=", "----"),
            (FORM, ""),
            (FORM, "--b\r\n\r\nx\r\n--b--"),
            (FORM, "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b\r\n"),
            (FORM, "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
        ] {
            assert_eq!(fields(content_type, body), None, "{body}");
        }
    }
}
