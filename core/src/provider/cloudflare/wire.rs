//! The JSON types of Cloudflare, named as in its published schema. A member of uncertain type is
//! [`Loose`]; `convert` interprets it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::foreign::Foreign;
use crate::provider::loose::{Loose, Members, Number};
use crate::record::RecordId;

/// The envelope around every response (provider document, 1.1).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Envelope<'a> {
    #[serde(borrow)]
    pub success: Loose<'a>,
    pub result: Loose<'a>,
    pub result_info: Loose<'a>,
    pub errors: Loose<'a>,
}

/// The paging information of a list; optional.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ResultInfo<'a> {
    #[serde(borrow)]
    pub page: Loose<'a>,
    pub per_page: Loose<'a>,
    pub total_count: Loose<'a>,
    pub total_pages: Loose<'a>,
}

/// An error of a response. Its causes are errors too (older form of validation errors).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorInfo<'a> {
    #[serde(borrow)]
    pub code: Loose<'a>,
    pub message: Loose<'a>,
    pub source: Loose<'a>,
    pub error_chain: Loose<'a>,
}

/// The location of an error in the request.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorSource<'a> {
    #[serde(borrow)]
    pub pointer: Loose<'a>,
}

/// The status of a key.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct TokenVerification<'a> {
    #[serde(borrow)]
    pub status: Loose<'a>,
}

/// A zone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Zone<'a> {
    #[serde(borrow)]
    pub id: Loose<'a>,
    pub name: Loose<'a>,
    pub status: Loose<'a>,
    pub name_servers: Loose<'a>,
    pub plan: Loose<'a>,
}

/// The subscription plan of a zone.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Plan<'a> {
    #[serde(borrow)]
    pub legacy_id: Loose<'a>,
}

/// A record, in a zone or found by a scan (provider document, 1.5).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct DnsRecord<'a> {
    #[serde(borrow)]
    pub id: Loose<'a>,
    /// The complete owner name.
    pub name: Loose<'a>,
    #[serde(rename = "type")]
    pub rtype: Loose<'a>,
    pub content: Loose<'a>,
    /// The fields of structured types, under the names in `data.rs`.
    pub data: Loose<'a>,
    /// May occur here as well as in `data`.
    pub priority: Loose<'a>,
    pub proxied: Loose<'a>,
    /// In seconds; 1 means automatic.
    pub ttl: Loose<'a>,
    pub comment: Loose<'a>,
    pub tags: Loose<'a>,
    pub meta: Loose<'a>,
    /// Kept verbatim with the record.
    pub settings: Loose<'a>,
    /// As `settings`.
    pub private_routing: Loose<'a>,
}

/// Metadata of a record.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordMeta<'a> {
    #[serde(borrow)]
    pub read_only: Loose<'a>,
}

/// The creation and modification times of a record.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordDates<'a> {
    #[serde(borrow)]
    pub created_on: Loose<'a>,
    pub modified_on: Loose<'a>,
    pub proxiable: Loose<'a>,
}

/// A zone's record quota and its use.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordUsage<'a> {
    #[serde(borrow)]
    pub record_quota: Loose<'a>,
    pub record_usage: Loose<'a>,
}

/// The result of an import or of the old scan.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ImportResult<'a> {
    #[serde(borrow)]
    pub recs_added: Loose<'a>,
    pub total_records_parsed: Loose<'a>,
}

/// The result of a batch.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct BatchResult<'a> {
    #[serde(borrow)]
    pub deletes: Loose<'a>,
    pub patches: Loose<'a>,
    pub puts: Loose<'a>,
    pub posts: Loose<'a>,
}

/// The result of a review call.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewResult<'a> {
    #[serde(borrow)]
    pub accepts: Loose<'a>,
    pub rejects: Loose<'a>,
}

/// An object identified by its id alone.
#[derive(Serialize)]
pub(super) struct Identity<'a> {
    pub id: &'a RecordId,
}

/// A record to write, or the changes of one; `None` members are not sent.
#[derive(Default, Serialize)]
pub(super) struct RecordBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a RecordId>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub rtype: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    #[serde(flatten)]
    pub rdata: Option<RdataBody<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxied: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<&'a [Foreign]>,
    #[serde(flatten)]
    pub more: Members<'a>,
}

/// The members of the rdata.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum RdataBody<'a> {
    /// In the original spelling.
    Spelled(Members<'a>),
    /// For a type whose value is one text.
    Content {
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<Number<'a>>,
        content: Cow<'a, str>,
    },
    /// For a structured type.
    Data {
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<Number<'a>>,
        data: Data<'a>,
    },
}

/// The fields of a structured type, by name.
pub(super) struct Data<'a>(pub Vec<(&'static str, Field<'a>)>);

impl Serialize for Data<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, field)| (name, field)))
    }
}

/// A field of a structured type.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Field<'a> {
    Number(Number<'a>),
    Text(Cow<'a, str>),
}

/// A batch; empty lists are not sent.
#[derive(Default, Serialize)]
pub(super) struct BatchBody<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deletes: Vec<Identity<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patches: Vec<RecordBody<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub puts: Vec<RecordBody<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<RecordBody<'a>>,
}

/// Decisions on the findings of a scan.
#[derive(Serialize)]
pub(super) struct ReviewBody<'a> {
    pub accepts: Vec<RecordBody<'a>>,
    pub rejects: Vec<Identity<'a>>,
}
