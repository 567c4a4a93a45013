//! Scans at bunny.net: starting one, and reading the latest one. The caller compares whether the latest is
//! the one it started.

use super::wire::{
    DnsZoneRecordScanJobResponse, DnsZoneRecordScanTriggerResponse, TriggerDnsZoneRecordScanRequest,
};
use super::{convert, errors};
use crate::date;
use crate::name::DomainName;
use crate::provider::arriving::List;
use crate::provider::loose::{self, Loose, Number};
use crate::provider::split::split;
use crate::provider::{
    ApiError, Call, JobId, Method, Response, ScanReading, ScanStarted, ScanStatus, ScanTarget,
    ZoneInfo, url,
};

/// How to stream the found records out of a scan's response.
pub(in crate::provider) const ARRIVING: List = ("Records", convert::found);

/// Starts a scan of a zone or of a domain; the request never names both (provider document, 2.5).
pub fn start(target: &ScanTarget) -> Call<ScanStarted> {
    let mut request = TriggerDnsZoneRecordScanRequest::default();
    match target {
        ScanTarget::Zone(id) => request.zone_id = Some(Number(id.as_str())),
        ScanTarget::Domain(name) => request.domain = Some(name.as_str()),
    }
    let path = "/dnszone/records/scan".to_owned();
    Call::new(Method::Post, path, Some(loose::write(&request)), |response| {
        errors::check(response)?;
        let body = String::from_utf8_lossy(&response.body);
        let job: DnsZoneRecordScanTriggerResponse<'_> = loose::read(&body)?;
        Ok(ScanStarted { job: job_id(job.job_id) })
    })
}

/// Reads the latest scan of a zone. Every 404 means that there is none: it is documented for a missing
/// zone too (2.5), but the zone has been read before, and the bodies do not reliably tell the two apart.
pub fn read(zone: &ZoneInfo) -> Call<ScanReading> {
    let apex = zone.name.clone();
    Call::get(url::path("/dnszone/", zone.id.as_str(), "/records/scan"), move |response| {
        match errors::check(response) {
            Ok(()) => reading(response, &apex),
            Err(ApiError::NotFound) => Ok(ScanReading {
                job: None,
                created: None,
                completed: None,
                status: ScanStatus::Never,
                records: Vec::new(),
                is_whole: false,
            }),
            Err(error) => Err(error),
        }
    })
}

fn reading(response: &Response, apex: &DomainName) -> Result<ScanReading, ApiError> {
    let mut records = Vec::new();
    let mut each = |item: &str| records.push(convert::found(item, apex));
    let rest = split(&response.body, "Records", &mut each);
    let reading: DnsZoneRecordScanJobResponse<'_> = loose::read(&rest)?;
    let is_list = reading.records.is_list();
    if !is_list && !reading.records.is_null() {
        return Err(ApiError::MALFORMED);
    }
    reading.records.each(&mut each);
    let job = job_id(reading.job_id);
    let status = status(&reading, job.is_some()).ok_or(ApiError::MALFORMED)?;
    let moment = |value: Loose<'_>| value.words().and_then(|text| date::parse(&text));
    let (created, completed) = (moment(reading.created_at), moment(reading.completed_at));
    // A finished scan without a list does not tell what it found.
    let is_whole = is_list && status == ScanStatus::Completed;
    Ok(ScanReading { job, created, completed, status, records, is_whole })
}

/// A job's id; all zeros mean none.
fn job_id(value: Loose<'_>) -> Option<JobId> {
    let id = value.words()?;
    id.bytes().any(|byte| byte != b'0' && byte != b'-').then(|| id.into())
}

/// The status by number or name (provider document, 2.3). An unknown one counts as a running scan: it is
/// polled again and given up eventually, while any other guess would end it at once. `None` if the body
/// describes no scan at all.
fn status(reading: &DnsZoneRecordScanJobResponse<'_>, has_job: bool) -> Option<ScanStatus> {
    const NAMES: [&str; 4] = ["pending", "inprogress", "completed", "failed"];
    let number = reading.status.int().or_else(|| {
        let name = reading.status.words()?;
        let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(&name));
        Some(index.map_or(1, |index| index as i64))
    });
    match number {
        // A placeholder body instead of 404 (2.5).
        Some(0) if !has_job => Some(ScanStatus::Never),
        Some(0) => Some(ScanStatus::Pending),
        Some(2) => Some(ScanStatus::Completed),
        Some(3) => Some(ScanStatus::Failed(reading.error.words().map(|e| e.trim().into()))),
        Some(_) => Some(ScanStatus::InProgress),
        None => has_job.then_some(ScanStatus::InProgress),
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
