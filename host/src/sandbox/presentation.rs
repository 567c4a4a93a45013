//! Record data as text, in the forms that both providers share (RFC 1035 section 5.1, RFC 9460
//! section 2.1). It reads nothing: it only writes.

use std::fmt::Write;

use hickory_proto::rr::{
    Name,
    rdata::{CAA, SVCB, TLSA, TXT},
};

/// A name without the dot at its end; the root stays a dot.
pub fn host(name: &Name) -> String {
    let text = name.to_ascii();
    match text.strip_suffix('.') {
        Some("") | None => text,
        Some(host) => host.to_owned(),
    }
}

/// A name relative to its zone, `""` for the apex.
pub fn relative(name: &Name, domain: &str) -> String {
    let host = host(&name.to_lowercase());
    if host == domain {
        return String::new();
    }
    host.strip_suffix(domain)
        .and_then(|prefix| prefix.strip_suffix('.'))
        .map_or(host.clone(), str::to_owned)
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The parameters of an SVCB or HTTPS record, each list in quotes.
pub fn parameters(svcb: &SVCB) -> String {
    let parameters = svcb.svc_params.iter().map(|(key, value)| {
        let value = value.to_string();
        match value.trim_matches(['"', ',']) {
            "" => key.to_string(),
            value => format!("{key}=\"{value}\""),
        }
    });
    parameters.collect::<Vec<_>>().join(" ")
}

/// The strings of a TXT record as one text.
pub fn joined(txt: &TXT) -> String {
    String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()
}

/// The value of a CAA record.
pub fn caa_value(caa: &CAA) -> String {
    String::from_utf8_lossy(&caa.value).into_owned()
}

/// `usage selector matching hex` (RFC 6698 section 2.2).
pub fn tlsa(tlsa: &TLSA) -> String {
    format!(
        "{} {} {} {}",
        u8::from(tlsa.cert_usage),
        u8::from(tlsa.selector),
        u8::from(tlsa.matching),
        hex(&tlsa.cert_data)
    )
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use hickory_proto::rr::RData;

    use super::*;
    use crate::zonefile;

    #[test]
    fn writes_absolute_and_relative_names() {
        let name = |text| Name::from_str(text).unwrap();
        assert_eq!(host(&name("a.example.")), "a.example");
        assert_eq!(host(&Name::root()), ".");
        assert_eq!(relative(&name("WWW.a.example."), "a.example"), "www");
        assert_eq!(relative(&name("a.example."), "a.example"), "");
        assert_eq!(relative(&name("xa.example."), "a.example"), "xa.example");
    }

    #[test]
    fn writes_service_parameters() {
        let text = "@ 60 IN HTTPS 1 . alpn=\"h3,h2\" port=8443 ipv4hint=192.0.2.1,192.0.2.2";
        let records = zonefile::read("a.example", text).unwrap();
        let RData::HTTPS(https) = &records[0].data else { panic!("not HTTPS") };
        assert_eq!(
            parameters(https),
            "alpn=\"h3,h2\" port=\"8443\" ipv4hint=\"192.0.2.1,192.0.2.2\""
        );
    }
}
