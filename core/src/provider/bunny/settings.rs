//! What can be done with a whole zone at bunny.net: its settings, its signing, its certificate, its
//! end. No record is touched by any of it, but that deleting a zone takes all with it.

use super::errors;
use crate::name::DomainName;
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node};
use crate::provider::{ApiError, Call, DsData, Method, Response, ZoneInfo, ZoneSettings, url};

const SETTINGS: &[&str] = &[
    "SoaEmail",
    "CustomNameserversEnabled",
    "Nameserver1",
    "Nameserver2",
    "LoggingEnabled",
    "LoggingIPAnonymizationEnabled",
    "LogAnonymizationType",
    "CertificateKeyType",
    "DnsSecEnabled",
];

/// Asks whether a zone of this name could be made.
pub(in crate::provider) fn check_availability(name: &DomainName) -> Call<bool> {
    let mut body = Json::object();
    body.text("Name", name.as_str());
    let path = "/dnszone/checkavailability".to_owned();
    Call::new(Method::Post, path, Some(body.finish()), |response| {
        errors::check(response)?;
        let body = lenient::read_object(&response.body, &["Available"])?;
        flag(body.get("Available"))
    })
}

/// Deletes a zone and all that it holds.
pub(in crate::provider) fn delete_zone(zone: &ZoneInfo) -> Call<()> {
    Call::new(Method::Delete, url::path("/dnszone/", &zone.id, ""), None, errors::check)
}

/// Reads the settings, which come with the zone.
pub(in crate::provider) fn read_settings(zone: &ZoneInfo) -> Call<ZoneSettings> {
    Call::get(url::path("/dnszone/", &zone.id, ""), |response| {
        errors::check(response)?;
        settings(&lenient::read_object(&response.body, SETTINGS)?)
    })
}

/// All of it is written back, so nothing is guessed: a setting that cannot be read makes the answer
/// none. Texts may be null (provider document, 2.4).
fn settings(zone: &Node<'_>) -> Result<ZoneSettings, ApiError> {
    let flag = |name| flag(zone.get(name));
    let text = |name| zone.get(name).text().unwrap_or_default().to_owned();
    let first = |name, first, other| match zone.get(name) {
        Node::Int(0) => Ok(true),
        Node::Int(1) => Ok(false),
        node if node.text() == Some(first) => Ok(true),
        node if node.text() == Some(other) => Ok(false),
        _ => Err(ApiError::MALFORMED),
    };
    Ok(ZoneSettings {
        soa_mail: text("SoaEmail"),
        custom_name_servers: flag("CustomNameserversEnabled")?,
        name_servers: [text("Nameserver1"), text("Nameserver2")],
        logging: flag("LoggingEnabled")?,
        // The numbers are those of the provider document, 2.3.
        log_one_digit: first("LogAnonymizationType", "OneDigit", "Drop")?,
        log_anonymous: flag("LoggingIPAnonymizationEnabled")?,
        rsa_keys: !first("CertificateKeyType", "Ecdsa", "Rsa")?,
        dnssec: flag("DnsSecEnabled")?,
    })
}

fn flag(node: &Node<'_>) -> Result<bool, ApiError> {
    match node {
        Node::Bool(flag) => Ok(*flag),
        _ => Err(ApiError::MALFORMED),
    }
}

/// Writes all settings that the call takes.
pub(in crate::provider) fn write_settings(zone: &ZoneInfo, settings: &ZoneSettings) -> Call<()> {
    let [first, second] = &settings.name_servers;
    let mut body = Json::object();
    body.bool("CustomNameserversEnabled", settings.custom_name_servers);
    body.text("Nameserver1", first);
    body.text("Nameserver2", second);
    body.text("SoaEmail", &settings.soa_mail);
    body.bool("LoggingEnabled", settings.logging);
    body.number("LogAnonymizationType", if settings.log_one_digit { "0" } else { "1" });
    body.number("CertificateKeyType", if settings.rsa_keys { "1" } else { "0" });
    body.bool("LoggingIPAnonymizationEnabled", settings.log_anonymous);
    let path = url::path("/dnszone/", &zone.id, "");
    Call::new(Method::Post, path, Some(body.finish()), errors::check)
}

/// Signs the zone, or no longer. Both answer with the same, and there is no call that only asks
/// (provider document, 2.2).
pub(in crate::provider) fn set_dnssec(zone: &ZoneInfo, on: bool) -> Call<DsData> {
    let method = if on { Method::Post } else { Method::Delete };
    Call::new(method, url::path("/dnszone/", &zone.id, "/dnssec"), None, read_ds)
}

fn read_ds(response: &Response) -> Result<DsData, ApiError> {
    const MEMBERS: &[&str] = &[
        "Enabled",
        "DsRecord",
        "Digest",
        "DigestType",
        "Algorithm",
        "PublicKey",
        "KeyTag",
        "Flags",
        "DsConfigured",
    ];
    errors::check(response)?;
    let body = lenient::read_object(&response.body, MEMBERS)?;
    let Node::Object(members) = &body else { return Err(ApiError::MALFORMED) };
    let shown = |node: &Node<'_>| match node {
        Node::Bool(flag) => Some(if *flag { "true" } else { "false" }.into()),
        _ => node.scalar().filter(|text| !text.is_empty()).map(Into::into),
    };
    let fields: Vec<_> = members
        .iter()
        .filter_map(|(name, node)| Some((name.as_ref().into(), shown(node)?)))
        .collect();
    if fields.is_empty() {
        return Err(ApiError::MALFORMED);
    }
    Ok(DsData { ds: ds(&body), fields })
}

/// The rdata of the DS record (RFC 4034, section 5.3). A zone that is not signed has none.
fn ds(body: &Node<'_>) -> Option<String> {
    let number = |name| body.get(name).int().filter(|number| *number > 0);
    let digest = body.get("Digest").words()?;
    let kind = digest_type(&body.get("DigestType").scalar()?)?;
    let parts = [number("KeyTag")?, number("Algorithm")?, kind];
    let mut ds = String::new();
    for part in parts {
        ds.push_str(&part.to_string());
        ds.push(' ');
    }
    Some(ds + digest)
}

/// The number of a digest type (RFC 4034, RFC 4509, RFC 6605) by itself or by the length that its
/// name holds, such as `SHA256`. How it is written is not documented.
fn digest_type(text: &str) -> Option<i64> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    match digits.get(..end)?.parse().ok()? {
        256 => Some(2),
        384 => Some(4),
        number => Some(number).filter(|number| (1..=255).contains(number)),
    }
}

/// Has a certificate issued for this name.
pub(in crate::provider) fn issue_certificate(zone: &ZoneInfo, name: &DomainName) -> Call<()> {
    let mut body = Json::object();
    body.text("Domain", name.as_str());
    let path = url::path("/dnszone/", &zone.id, "/certificate/issue");
    Call::new(Method::Post, path, Some(body.finish()), errors::check)
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
