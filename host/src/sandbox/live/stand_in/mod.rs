//! Stand-ins for public resolvers and for the search of certificates, for tests of the page: all tell the sandbox's
//! Internet, each in its own manner, and write down every question. A test has a session of its own by the header
//! `Zonesift-Test`.

mod certificates;
mod character;
mod rule;
mod session;

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, put},
};
use serde_json::{Value, json};

use super::LiveDns;
use crate::{
    dns::{self, query::DnsQuery},
    guard,
};
use character::Character;
use session::{Asked, Sessions};

struct StandIns {
    live: Arc<LiveDns>,
    sessions: Sessions,
}

/// The routes under `/standin`.
pub fn router(live: Arc<LiveDns>) -> Router {
    let stand_ins = Arc::new(StandIns { live, sessions: Sessions::default() });
    Router::new()
        .route("/standin/{name}/dns-query", get(ask))
        .route("/standin/log", get(log).delete(forget))
        .route("/standin/rules", put(rules))
        .route("/standin/certificates", get(certificates))
        .with_state(stand_ins)
}

async fn ask(
    State(stand_ins): State<Arc<StandIns>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    RawQuery(parameters): RawQuery,
) -> Response {
    let Some(character) = Character::named(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match dns::read(&headers, parameters.as_deref()) {
        Ok(query) => answer(&stand_ins, character, &headers, &query).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn answer(
    stand_ins: &StandIns,
    character: Character,
    headers: &HeaderMap,
    query: &DnsQuery,
) -> Response {
    let asked = stand_ins.sessions.ask(headers, character, query);
    let response = respond(stand_ins, character, &asked, query);
    stand_ins.sessions.note(headers, asked, response.status());
    if let Some(wait) = character.wait() {
        tokio::time::sleep(wait).await;
    }
    response
}

fn respond(
    stand_ins: &StandIns,
    character: Character,
    asked: &Asked,
    query: &DnsQuery,
) -> Response {
    let rules = asked.rules.iter();
    if let Some(response) = rules.clone().find_map(|rule| rule.response()) {
        return response;
    }
    if let Some(response) = character.response(asked.is_too_fast) {
        return response;
    }
    let mut answer = stand_ins.live.resolve(query.name(), query.kind(), asked.number);
    // What a resolver tells comes out of its cache.
    answer.is_authoritative = false;
    character.change(&mut answer, query, asked);
    rules.for_each(|rule| rule.change(&mut answer));
    let octets = answer.message(query).to_vec().unwrap_or_default();
    dns::reply(Ok(character.spoil(octets)))
}

async fn log(State(stand_ins): State<Arc<StandIns>>, headers: HeaderMap) -> Response {
    own(&headers, || Json(Value::from(stand_ins.sessions.log(&headers))).into_response())
}

async fn forget(State(stand_ins): State<Arc<StandIns>>, headers: HeaderMap) -> Response {
    own(&headers, || {
        stand_ins.sessions.forget(&headers);
        StatusCode::NO_CONTENT.into_response()
    })
}

async fn rules(
    State(stand_ins): State<Arc<StandIns>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    own(&headers, || match rule::read(&body) {
        Ok(rules) => {
            stand_ins.sessions.rule(&headers, rules);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(why) => (StatusCode::BAD_REQUEST, why).into_response(),
    })
}

async fn certificates(
    State(stand_ins): State<Arc<StandIns>>,
    headers: HeaderMap,
    RawQuery(parameters): RawQuery,
) -> Response {
    own(&headers, || {
        let parameters = parameters.as_deref();
        let (domain, after) =
            (dns::parameter(parameters, "domain"), dns::parameter(parameters, "after"));
        stand_ins.sessions.note_search(&headers, json!({ "certificates": domain, "after": after }));
        match domain {
            Some(domain) => Json(certificates::search(domain, after)).into_response(),
            None => StatusCode::BAD_REQUEST.into_response(),
        }
    })
}

/// Whatever a stand-in keeps is for this host's own page and for programs.
fn own(headers: &HeaderMap, answer: impl FnOnce() -> Response) -> Response {
    if !guard::is_same_origin(headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = answer();
    let value = header::HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}
