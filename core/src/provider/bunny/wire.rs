//! The JSON types of bunny.net, named as in its published schema. A member of uncertain type is [`Loose`];
//! `convert` interprets it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::provider::loose::{Loose, Members, Number};

/// An error body. Each member may be null (provider document, 2.1).
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct ApiErrorData<'a> {
    #[serde(borrow)]
    pub error_key: Loose<'a>,
    pub field: Loose<'a>,
    pub message: Loose<'a>,
}

/// One page of a list of zones (`PaginationListModelOfDnsZoneModel`) or records
/// (`PaginationListModelOfDnsRecordModel`).
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct PaginationListModel<'a> {
    #[serde(borrow)]
    pub items: Loose<'a>,
    pub total_items: Loose<'a>,
    pub has_more_items: Loose<'a>,
}

/// A zone with its settings (provider document, 2.4).
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsZoneModel<'a> {
    #[serde(borrow)]
    pub id: Loose<'a>,
    pub domain: Loose<'a>,
    pub records: Loose<'a>,
    pub custom_nameservers_enabled: Loose<'a>,
    pub nameserver1: Loose<'a>,
    pub nameserver2: Loose<'a>,
    pub soa_email: Loose<'a>,
    pub logging_enabled: Loose<'a>,
    #[serde(rename = "LoggingIPAnonymizationEnabled")]
    pub logging_ip_anonymization_enabled: Loose<'a>,
    pub log_anonymization_type: Loose<'a>,
    pub certificate_key_type: Loose<'a>,
    pub dns_sec_enabled: Loose<'a>,
}

/// Creates a zone.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DnsZoneAddModel<'a> {
    pub domain: &'a str,
}

/// The writable settings.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateDnsZoneModel<'a> {
    pub custom_nameservers_enabled: bool,
    pub nameserver1: &'a str,
    pub nameserver2: &'a str,
    pub soa_email: &'a str,
    pub logging_enabled: bool,
    pub log_anonymization_type: u8,
    pub certificate_key_type: u8,
    #[serde(rename = "LoggingIPAnonymizationEnabled")]
    pub logging_ip_anonymization_enabled: bool,
}

/// Asks whether a zone can be created.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ZoneAvailabilityRequestModel<'a> {
    pub name: &'a str,
}

/// Whether the zone can be created.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct ZoneAvailabilityResponseModel<'a> {
    #[serde(borrow)]
    pub available: Loose<'a>,
}

/// The DNSSEC data of a zone.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsSecDsRecordModel<'a> {
    #[serde(borrow)]
    pub enabled: Loose<'a>,
    pub ds_record: Loose<'a>,
    pub digest: Loose<'a>,
    pub digest_type: Loose<'a>,
    pub algorithm: Loose<'a>,
    pub public_key: Loose<'a>,
    pub key_tag: Loose<'a>,
    pub flags: Loose<'a>,
    pub ds_configured: Loose<'a>,
}

/// Requests a certificate.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct IssueWildcardCertificateRequestModel<'a> {
    pub domain: &'a str,
}

/// Query statistics of a zone.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsZoneStatisticsModel<'a> {
    #[serde(borrow)]
    pub total_queries_served: Loose<'a>,
    pub queries_served_chart: Loose<'a>,
    pub queries_by_type_chart: Loose<'a>,
}

/// The result of an import.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsZoneImportResultModel<'a> {
    #[serde(borrow)]
    pub records_successful: Loose<'a>,
    pub records_failed: Loose<'a>,
    pub records_skipped: Loose<'a>,
}

/// Starts a scan of a zone or of a domain (provider document, 2.5).
#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct TriggerDnsZoneRecordScanRequest<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_id: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<&'a str>,
}

/// The scan that was started.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsZoneRecordScanTriggerResponse<'a> {
    #[serde(borrow)]
    pub job_id: Loose<'a>,
}

/// The status and findings of a scan (provider document, 2.5).
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsZoneRecordScanJobResponse<'a> {
    #[serde(borrow)]
    pub job_id: Loose<'a>,
    pub status: Loose<'a>,
    pub created_at: Loose<'a>,
    pub completed_at: Loose<'a>,
    pub records: Loose<'a>,
    pub error: Loose<'a>,
}

/// The known members of a zone record. A found record (`DnsZoneDiscoveredRecordModel`) has some of them.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct DnsRecordModel<'a> {
    #[serde(borrow)]
    pub id: Loose<'a>,
    /// A number or a name (provider document, 2.3).
    #[serde(rename = "Type")]
    pub rtype: Loose<'a>,
    pub ttl: Loose<'a>,
    pub value: Loose<'a>,
    /// The owner name relative to the zone.
    pub name: Loose<'a>,
    pub weight: Loose<'a>,
    pub priority: Loose<'a>,
    pub port: Loose<'a>,
    pub flags: Loose<'a>,
    pub tag: Loose<'a>,
    /// The target of a record of bunny.net's own types (provider document, 2.6).
    pub link_name: Loose<'a>,
    pub disabled: Loose<'a>,
    pub comment: Loose<'a>,
}

/// Changes a record, or adds one without an id (`AddDnsRecordModel`).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateDnsRecordModel<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Number<'a>>,
    #[serde(rename = "Type")]
    pub rtype: Number<'a>,
    pub name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    #[serde(flatten)]
    pub rdata: Option<RdataBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Unknown members, sent back verbatim.
    #[serde(flatten)]
    pub more: Members<'a>,
}

/// The members of the rdata; the type determines which ones.
#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RdataBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_zone_id: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub script_id: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<Number<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<&'a str>,
    pub value: Cow<'a, str>,
}
