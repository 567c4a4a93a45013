//! Scans at bunny.net: starting one, reading the latest one. Whether the latest is the one that
//! was started is for the caller to compare.

use super::{errors, wire};
use crate::date;
use crate::name::DomainName;
use crate::provider::json::Json;
use crate::provider::lenient::{self, Node, Outline};
use crate::provider::{
    ApiError, Call, JobId, Method, Response, ScanReading, ScanStarted, ScanStatus, ScanTarget,
    ZoneInfo, url,
};
use crate::record::Record;

static JOB: Outline = Outline {
    members: &["JobId", "Status", "CreatedAt", "CompletedAt", "Records", "Error"],
    list: "Records",
    items: wire::RECORD,
};

/// What is read of found records while they arrive, and how.
pub(in crate::provider) const ARRIVING: (&Outline, fn(&Node<'_>, &DomainName) -> Record) =
    (&JOB, wire::found);

/// Starts a scan of a zone or of a domain, never of both (provider document, 2.5).
pub fn start(target: &ScanTarget) -> Call<ScanStarted> {
    let mut body = Json::object();
    match target {
        ScanTarget::Zone(id) => body.number("ZoneId", id),
        ScanTarget::Domain(name) => body.text("Domain", name.as_str()),
    }
    let path = "/dnszone/records/scan".to_owned();
    Call::new(Method::Post, path, Some(body.finish()), |response| {
        errors::check(response)?;
        let job = lenient::read_object(&response.body, JOB.members)?;
        Ok(ScanStarted { job: job_id(&job) })
    })
}

/// Reads the latest scan of a zone. Every 404 means that there is none: the document promises one
/// also where there is no such zone (2.5), but the zone itself has been read before, and which of
/// the two a body means is told by nothing that may be relied on.
pub fn read(zone: &ZoneInfo) -> Call<ScanReading> {
    let apex = zone.name.clone();
    Call::get(
        url::path("/dnszone/", &zone.id, "/records/scan"),
        move |response| match errors::check(response) {
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
        },
    )
}

fn reading(response: &Response, apex: &DomainName) -> Result<ScanReading, ApiError> {
    let mut records = Vec::new();
    let node = lenient::read(&response.body, &JOB, &mut |item| {
        records.push(wire::found(&item, apex));
    })?;
    let is_list = match node.get("Records") {
        Node::List(_) => true,
        Node::Null => false,
        _ => return Err(ApiError::MALFORMED),
    };
    let job = job_id(&node);
    let status = status(&node, job.is_some()).ok_or(ApiError::MALFORMED)?;
    let moment = |name| node.get(name).words().and_then(date::parse);
    let (created, completed) = (moment("CreatedAt"), moment("CompletedAt"));
    // A scan that is over and lists nothing says nothing of what it has found.
    let is_whole = is_list && status == ScanStatus::Completed;
    Ok(ScanReading { job, created, completed, status, records, is_whole })
}

/// A job's identity; one of nothing but zeros is none.
fn job_id(node: &Node<'_>) -> Option<JobId> {
    let id = node.get("JobId").words()?;
    id.bytes().any(|byte| byte != b'0' && byte != b'-').then(|| id.into())
}

/// The status by its number or name (provider document, 2.3). One that is not known here is taken
/// for a scan at work: it is asked again, and given up in the end, whereas every other guess would
/// end it at once. None where the body tells of no scan at all.
fn status(node: &Node<'_>, has_job: bool) -> Option<ScanStatus> {
    const NAMES: [&str; 4] = ["pending", "inprogress", "completed", "failed"];
    let status = node.get("Status");
    let number = status.int().or_else(|| {
        let name = status.words()?;
        let index = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name));
        Some(index.map_or(1, |index| index as i64))
    });
    match number {
        // A stand-in says so instead of 404 (2.5).
        Some(0) if !has_job => Some(ScanStatus::Never),
        Some(0) => Some(ScanStatus::Pending),
        Some(2) => Some(ScanStatus::Completed),
        Some(3) => Some(ScanStatus::Failed(node.get("Error").words().map(|e| e.trim().into()))),
        Some(_) => Some(ScanStatus::InProgress),
        None => has_job.then_some(ScanStatus::InProgress),
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
