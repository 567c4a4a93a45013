//! Scans at bunny.net: starting one, reading the latest one. Whether the latest is the one that
//! was started is for the caller to compare.

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

/// What is read of found records while they arrive, and how.
pub(in crate::provider) const ARRIVING: List = ("Records", convert::found);

/// Starts a scan of a zone or of a domain, never of both (provider document, 2.5).
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

/// Reads the latest scan of a zone. Every 404 means that there is none: the document promises one
/// also where there is no such zone (2.5), but the zone itself has been read before, and which of
/// the two a body means is told by nothing that may be relied on.
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
    // A scan that is over and lists nothing says nothing of what it has found.
    let is_whole = is_list && status == ScanStatus::Completed;
    Ok(ScanReading { job, created, completed, status, records, is_whole })
}

/// A job's identity; one of nothing but zeros is none.
fn job_id(value: Loose<'_>) -> Option<JobId> {
    let id = value.words()?;
    id.bytes().any(|byte| byte != b'0' && byte != b'-').then(|| id.into())
}

/// The status by its number or name (provider document, 2.3). One that is not known here is taken
/// for a scan at work: it is asked again, and given up in the end, whereas every other guess would
/// end it at once. None where the body tells of no scan at all.
fn status(reading: &DnsZoneRecordScanJobResponse<'_>, has_job: bool) -> Option<ScanStatus> {
    const NAMES: [&str; 4] = ["pending", "inprogress", "completed", "failed"];
    let number = reading.status.int().or_else(|| {
        let name = reading.status.words()?;
        let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(&name));
        Some(index.map_or(1, |index| index as i64))
    });
    match number {
        // A stand-in says so instead of 404 (2.5).
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
