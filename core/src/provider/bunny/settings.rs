//! The calls for a whole zone at bunny.net: settings, DNSSEC, certificate, deletion. None of them changes
//! records, except that deleting a zone deletes them all.

use super::errors;
use super::wire::{
    DnsSecDsRecordModel, DnsZoneModel, IssueWildcardCertificateRequestModel, UpdateDnsZoneModel,
    ZoneAvailabilityRequestModel, ZoneAvailabilityResponseModel,
};
use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::loose::{self, Loose};
use crate::provider::split::split;
use crate::provider::{ApiError, Call, DsData, Method, Response, ZoneInfo, ZoneSettings, url};

/// Asks whether a zone with this name can be created.
pub(in crate::provider) fn check_availability(name: &DomainName) -> Call<bool> {
    let request = loose::write(&ZoneAvailabilityRequestModel { name: name.as_str() });
    let path = "/dnszone/checkavailability".to_owned();
    Call::new(Method::Post, path, Some(request), |response| {
        errors::check(response)?;
        let body = String::from_utf8_lossy(&response.body);
        flag(loose::read::<ZoneAvailabilityResponseModel<'_>>(&body)?.available)
    })
    // A POST that only reads, so it proves no right to write.
    .needing(None)
}

/// Deletes a zone with all its records.
pub(in crate::provider) fn delete_zone(zone: &ZoneInfo) -> Call<()> {
    Call::new(Method::Delete, url::path("/dnszone/", zone.id.as_str(), ""), None, errors::check)
}

/// Reads the settings, which are part of the zone.
pub(in crate::provider) fn read_settings(zone: &ZoneInfo) -> Call<ZoneSettings> {
    Call::get(url::path("/dnszone/", zone.id.as_str(), ""), |response| {
        errors::check(response)?;
        // Skip the records, so that an invalid one does not make the settings unreadable.
        let rest = split(&response.body, "Records", &mut |_| {});
        settings(&loose::read(&rest)?)
    })
}

/// All settings are written back, so nothing is guessed: an unreadable one makes the response invalid.
/// Texts may be null (provider document, 2.4).
fn settings(zone: &DnsZoneModel<'_>) -> Result<ZoneSettings, ApiError> {
    let text = |value: Loose<'_>| value.text().unwrap_or_default().into_owned();
    Ok(ZoneSettings {
        soa_mail: text(zone.soa_email),
        custom_name_servers: flag(zone.custom_nameservers_enabled)?,
        name_servers: [text(zone.nameserver1), text(zone.nameserver2)],
        logging: flag(zone.logging_enabled)?,
        log_one_digit: is_first(zone.log_anonymization_type, ["OneDigit", "Drop"])?,
        log_anonymous: flag(zone.logging_ip_anonymization_enabled)?,
        rsa_keys: !is_first(zone.certificate_key_type, ["Ecdsa", "Rsa"])?,
        dnssec: flag(zone.dns_sec_enabled)?,
    })
}

fn flag(value: Loose<'_>) -> Result<bool, ApiError> {
    value.truth().ok_or(ApiError::MALFORMED)
}

/// Whether the value is the first of two words (or its number), not the second (provider document, 2.3).
fn is_first(value: Loose<'_>, [first, second]: [&str; 2]) -> Result<bool, ApiError> {
    match value.scalar().as_deref() {
        Some(word) if word == first || word == "0" => Ok(true),
        Some(word) if word == second || word == "1" => Ok(false),
        _ => Err(ApiError::MALFORMED),
    }
}

/// Writes all settings that the call accepts.
pub(in crate::provider) fn write_settings(zone: &ZoneInfo, settings: &ZoneSettings) -> Call<()> {
    let [first, second] = &settings.name_servers;
    let body = loose::write(&UpdateDnsZoneModel {
        custom_nameservers_enabled: settings.custom_name_servers,
        nameserver1: first,
        nameserver2: second,
        soa_email: &settings.soa_mail,
        logging_enabled: settings.logging,
        log_anonymization_type: u8::from(!settings.log_one_digit),
        certificate_key_type: u8::from(settings.rsa_keys),
        logging_ip_anonymization_enabled: settings.log_anonymous,
    });
    let path = url::path("/dnszone/", zone.id.as_str(), "");
    Call::new(Method::Post, path, Some(body), errors::check)
}

/// Turns DNSSEC on or off. Both return the same data, and no call only reads it (provider document, 2.2).
pub(in crate::provider) fn set_dnssec(zone: &ZoneInfo, on: bool) -> Call<DsData> {
    let method = if on { Method::Post } else { Method::Delete };
    Call::new(method, url::path("/dnszone/", zone.id.as_str(), "/dnssec"), None, read_ds)
}

fn read_ds(response: &Response) -> Result<DsData, ApiError> {
    errors::check(response)?;
    let body = String::from_utf8_lossy(&response.body);
    let record: DnsSecDsRecordModel<'_> = loose::read(&body)?;
    let members = [
        ("Enabled", record.enabled),
        ("DsRecord", record.ds_record),
        ("Digest", record.digest),
        ("DigestType", record.digest_type),
        ("Algorithm", record.algorithm),
        ("PublicKey", record.public_key),
        ("KeyTag", record.key_tag),
        ("Flags", record.flags),
        ("DsConfigured", record.ds_configured),
    ];
    let shown = |value: Loose<'_>| match value.truth() {
        Some(flag) => Some(Foreign::from(flag.to_string())),
        None => value.scalar().filter(|text| !text.is_empty()).map(Into::into),
    };
    let fields: Vec<_> = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.into(), shown(value)?)))
        .collect();
    if fields.is_empty() {
        return Err(ApiError::MALFORMED);
    }
    Ok(DsData { ds: ds(&record), fields })
}

/// The rdata of the DS record (RFC 4034, section 5.3); `None` if the zone is not signed.
fn ds(record: &DnsSecDsRecordModel<'_>) -> Option<Foreign> {
    let number = |value: Loose<'_>| value.int().filter(|number| *number > 0);
    let digest = record.digest.words()?;
    let kind = digest_type(&record.digest_type.scalar()?)?;
    let parts = [number(record.key_tag)?, number(record.algorithm)?, kind];
    let mut ds = String::new();
    for part in parts {
        ds.push_str(&part.to_string());
        ds.push(' ');
    }
    Some((ds + &digest).into())
}

/// The number of a digest type (RFC 4034, RFC 4509, RFC 6605), given as a number or recognized by the
/// length in its name, such as `SHA256`. The format is not documented.
fn digest_type(text: &str) -> Option<i64> {
    let digits = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    match digits.get(..end)?.parse().ok()? {
        256 => Some(2),
        384 => Some(4),
        number => Some(number).filter(|number| (1..=255).contains(number)),
    }
}

/// Requests a certificate for this name.
pub(in crate::provider) fn issue_certificate(zone: &ZoneInfo, name: &DomainName) -> Call<()> {
    let body = loose::write(&IssueWildcardCertificateRequestModel { domain: name.as_str() });
    let path = url::path("/dnszone/", zone.id.as_str(), "/certificate/issue");
    Call::new(Method::Post, path, Some(body), errors::check)
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
