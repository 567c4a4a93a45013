//! DNS for the page over HTTP, on its own site: `/dns-query` as RFC 8484 describes it, and `/authority`, which asks
//! a zone's own name servers or its parent's. It answers this host's own page only, keeps nothing and logs nothing.

pub mod query;
pub mod refusal;

pub(crate) mod bucket;
pub(crate) mod name_servers;

mod address;
mod base64url;
mod forward;

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use axum::{
    Router,
    body::{self, Body},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{ResolverChoice, StartError, guard, sandbox::live::LiveDns};
use bucket::QuestionBucket;
use query::{DnsQuery, LONGEST};
use refusal::DnsRefusal;

/// The type of a DNS message (RFC 8484 section 6).
pub const MESSAGE_TYPE: &str = "application/dns-message";
/// Questions a second, and at once, that leave this machine.
const RATE: f64 = 60.0;
/// What one request for authorities counts for: it asks each name server, and the resolver about each.
const AUTHORITIES: u32 = 10;

/// Whom questions go to, and how many may still go.
pub struct DnsService {
    live: Arc<LiveDns>,
    resolvers: Vec<SocketAddr>,
    bucket: Mutex<QuestionBucket>,
}

impl DnsService {
    /// A service that asks `live` about the sandbox's zones and `choice` about all others; where that is nobody,
    /// there is nothing but the sandbox.
    ///
    /// # Errors
    /// [`StartError::Resolver`] when the machine's resolver cannot be found out.
    pub fn new(live: Arc<LiveDns>, choice: ResolverChoice) -> Result<Self, StartError> {
        let resolvers = match choice {
            ResolverChoice::Sandbox => Vec::new(),
            ResolverChoice::System => forward::system()?,
            ResolverChoice::Address(address) => vec![address],
        };
        let bucket = Mutex::new(QuestionBucket::new(RATE, Instant::now()));
        Ok(Self { live, resolvers, bucket })
    }

    /// Takes `count` questions out of what may leave this machine now.
    fn take(&self, count: u32) -> Result<(), DnsRefusal> {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        if bucket.take(count, Instant::now()) { Ok(()) } else { Err(DnsRefusal::TooFast) }
    }

    fn is_inside(&self, query: &DnsQuery) -> bool {
        self.resolvers.is_empty() || self.live.knows(query.name())
    }

    async fn answer(&self, query: &DnsQuery) -> Result<Vec<u8>, DnsRefusal> {
        if self.is_inside(query) {
            return Ok(self.live.respond(query));
        }
        self.take(1)?;
        forward::first(&self.resolvers, query.octets()).await.ok_or(DnsRefusal::NoAnswer)
    }
}

/// The two paths.
pub fn router(service: Arc<DnsService>) -> Router {
    Router::new()
        .route("/dns-query", get(asked).post(posted))
        .route("/authority", get(authority))
        .with_state(service)
}

async fn asked(State(service): State<Arc<DnsService>>, request: Request) -> Response {
    let query = read(request.headers(), request.uri().query());
    reply(answer(&service, query).await)
}

async fn posted(State(service): State<Arc<DnsService>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let query = match own_page(&parts.headers) {
        Ok(()) => read_body(&parts.headers, body).await,
        Err(refusal) => Err(refusal),
    };
    reply(answer(&service, query).await)
}

async fn authority(State(service): State<Arc<DnsService>>, request: Request) -> Response {
    let query = read(request.headers(), request.uri().query());
    let told = match (query, name_servers::Side::of(request.uri().query())) {
        (Ok(query), Some(side)) => authorities(&service, &query, side).await,
        (Ok(_), None) => Err(DnsRefusal::Malformed),
        (Err(refusal), _) => Err(refusal),
    };
    match told {
        Ok(told) => kept_nowhere("application/json", told.to_string().into()),
        Err(refusal) => refusal.into_response(),
    }
}

async fn authorities(
    service: &DnsService,
    query: &DnsQuery,
    side: name_servers::Side,
) -> Result<serde_json::Value, DnsRefusal> {
    if service.is_inside(query) {
        let told = service.live.authorities(query, side).into_iter();
        return Ok(told
            .map(|(server, message)| name_servers::told(&server, Ok(message)))
            .collect());
    }
    service.take(AUTHORITIES)?;
    let found = name_servers::find(&service.resolvers, query.name(), side).await?;
    Ok(name_servers::ask(&service.resolvers, found, query).await)
}

async fn answer(
    service: &DnsService,
    query: Result<DnsQuery, DnsRefusal>,
) -> Result<Vec<u8>, DnsRefusal> {
    service.answer(&query?).await
}

/// The question of a GET: `dns=`, base64url without padding (RFC 8484 section 4.1).
pub(crate) fn read(headers: &HeaderMap, parameters: Option<&str>) -> Result<DnsQuery, DnsRefusal> {
    own_page(headers)?;
    let written = parameter(parameters, "dns").ok_or(DnsRefusal::Malformed)?;
    if written.len() > base64url::length(LONGEST) {
        return Err(DnsRefusal::TooLong);
    }
    DnsQuery::read(base64url::decode(written).ok_or(DnsRefusal::Malformed)?)
}

async fn read_body(headers: &HeaderMap, body: Body) -> Result<DnsQuery, DnsRefusal> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != MESSAGE_TYPE) {
        return Err(DnsRefusal::OtherType);
    }
    let body = body::to_bytes(body, LONGEST).await.map_err(|_| DnsRefusal::TooLarge)?;
    DnsQuery::read(body.into())
}

/// The one value of a parameter; none if it is there twice.
pub(crate) fn parameter<'a>(parameters: Option<&'a str>, name: &str) -> Option<&'a str> {
    let pairs = parameters.unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    let mut values = pairs.filter(|(own, _)| *own == name).map(|(_, value)| value);
    values.next().filter(|_| values.next().is_none())
}

fn own_page(headers: &HeaderMap) -> Result<(), DnsRefusal> {
    if guard::is_same_origin(headers) && !guard::is_overridden(headers) {
        Ok(())
    } else {
        Err(DnsRefusal::OtherOrigin)
    }
}

/// The response to a question.
pub(crate) fn reply(answer: Result<Vec<u8>, DnsRefusal>) -> Response {
    match answer {
        Ok(message) => kept_nowhere(MESSAGE_TYPE, message.into()),
        Err(refusal) => refusal.into_response(),
    }
}

fn kept_nowhere(kind: &'static str, body: Body) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
