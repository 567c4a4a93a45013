//! What Cloudflare sends and takes, by the names of its published description. A member whose kind is not
//! sure is [`Loose`]: what it says is for `convert` to find out.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::foreign::Foreign;
use crate::provider::loose::{Loose, Members, Number};
use crate::record::RecordId;

/// The envelope around every answer (provider document, 1.1).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Envelope<'a> {
    #[serde(borrow)]
    pub success: Loose<'a>,
    pub result: Loose<'a>,
    pub result_info: Loose<'a>,
    pub errors: Loose<'a>,
}

/// Which page of a list an answer is; optional.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ResultInfo<'a> {
    #[serde(borrow)]
    pub page: Loose<'a>,
    pub per_page: Loose<'a>,
    pub total_count: Loose<'a>,
    pub total_pages: Loose<'a>,
}

/// One error of an answer. Its causes are errors too (older form of validation errors).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorInfo<'a> {
    #[serde(borrow)]
    pub code: Loose<'a>,
    pub message: Loose<'a>,
    pub source: Loose<'a>,
    pub error_chain: Loose<'a>,
}

/// What an error is about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorSource<'a> {
    #[serde(borrow)]
    pub pointer: Loose<'a>,
}

/// What Cloudflare says of a key.
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

/// The plan that a zone is on.
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
    /// The owner name, complete.
    pub name: Loose<'a>,
    #[serde(rename = "type")]
    pub rtype: Loose<'a>,
    pub content: Loose<'a>,
    /// The fields of structured types, by the names in `data.rs`.
    pub data: Loose<'a>,
    /// May stand here as well as in `data`.
    pub priority: Loose<'a>,
    pub proxied: Loose<'a>,
    /// In seconds; 1 stands for Cloudflare's own choice.
    pub ttl: Loose<'a>,
    pub comment: Loose<'a>,
    pub tags: Loose<'a>,
    pub meta: Loose<'a>,
    /// Kept with a record without being understood.
    pub settings: Loose<'a>,
    /// As `settings`.
    pub private_routing: Loose<'a>,
}

/// What Cloudflare says of a record beside the record.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordMeta<'a> {
    #[serde(borrow)]
    pub read_only: Loose<'a>,
}

/// When a record came and was changed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordDates<'a> {
    #[serde(borrow)]
    pub created_on: Loose<'a>,
    pub modified_on: Loose<'a>,
    pub proxiable: Loose<'a>,
}

/// How many records a zone holds and may hold.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RecordUsage<'a> {
    #[serde(borrow)]
    pub record_quota: Loose<'a>,
    pub record_usage: Loose<'a>,
}

/// What an import or the old scan has added.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ImportResult<'a> {
    #[serde(borrow)]
    pub recs_added: Loose<'a>,
    pub total_records_parsed: Loose<'a>,
}

/// What became of a batch.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct BatchResult<'a> {
    #[serde(borrow)]
    pub deletes: Loose<'a>,
    pub patches: Loose<'a>,
    pub puts: Loose<'a>,
    pub posts: Loose<'a>,
}

/// What became of a review.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReviewResult<'a> {
    #[serde(borrow)]
    pub accepts: Loose<'a>,
    pub rejects: Loose<'a>,
}

/// What stands for something that is named by its identity alone.
#[derive(Serialize)]
pub(super) struct Identity<'a> {
    pub id: &'a RecordId,
}

/// A record as it is written, or what is to change of one; what is none is not sent.
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
    /// As they were spelled when they were read.
    Spelled(Members<'a>),
    /// Of a type whose value is one text.
    Content {
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<Number<'a>>,
        content: Cow<'a, str>,
    },
    /// Of a structured type.
    Data {
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<Number<'a>>,
        data: Data<'a>,
    },
}

/// The fields of a structured type, each by its name.
pub(super) struct Data<'a>(pub Vec<(&'static str, Field<'a>)>);

impl Serialize for Data<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, field)| (name, field)))
    }
}

/// One of them.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Field<'a> {
    Number(Number<'a>),
    Text(Cow<'a, str>),
}

/// Many changes in one call; lists without items are not sent.
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

/// What is to become of records that a scan has found.
#[derive(Serialize)]
pub(super) struct ReviewBody<'a> {
    pub accepts: Vec<RecordBody<'a>>,
    pub rejects: Vec<Identity<'a>>,
}
