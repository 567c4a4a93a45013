//! Cloudflare's API (provider document 1), one file for each call. It takes keys of the sandbox
//! only.

mod account;
mod batch;
mod change;
mod conflict;
mod create_record;
mod data;
mod delete_record;
mod envelope;
mod error;
mod export;
mod filter;
mod form;
mod generated;
mod import;
mod incoming;
mod list_records;
mod list_zones;
mod malformed;
mod object;
mod patch_record;
mod put_record;
mod read_record;
mod read_review;
mod read_zone;
mod record;
mod review;
mod scan_now;
mod service;
mod shadow;
#[cfg(test)]
mod testing;
mod text;
mod token;
mod trigger_scan;
mod usage;
mod verify_token;
mod zone_file;

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{Method, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};

pub use account::Account;
use error::Error;

use super::{
    Sandbox,
    accounts::KeyAccount,
    fault::{self, Fault, Kind},
    sentinel,
};

/// The account of the request's key.
type Session = Extension<Arc<KeyAccount<Account>>>;

/// The call that checks a token and nothing else.
const VERIFY: &str = "/user/tokens/verify";

/// The largest body: a batch of the largest plan, with the longest contents.
const BODY_LIMIT: usize = 16 << 20;

/// The routes below the API's address.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    let review = get(read_review::handle).post(review::handle);
    let records = get(list_records::handle).post(create_record::handle);
    let record = get(read_record::handle)
        .patch(patch_record::handle)
        .put(put_record::handle)
        .delete(delete_record::handle);
    Router::new()
        .route(VERIFY, get(verify_token::handle))
        .route("/zones", get(list_zones::handle))
        .route("/zones/{zone}", get(read_zone::handle))
        .route("/zones/{zone}/dns_records", records)
        .route("/zones/{zone}/dns_records/batch", post(batch::handle))
        .route("/zones/{zone}/dns_records/export", get(export::handle))
        .route("/zones/{zone}/dns_records/import", post(import::handle))
        .route("/zones/{zone}/dns_records/usage", get(usage::handle))
        .route("/zones/{zone}/dns_records/scan", post(scan_now::handle))
        .route("/zones/{zone}/dns_records/{record}", record)
        .route("/zones/{zone}/dns_records/scan/trigger", post(trigger_scan::handle))
        .route("/zones/{zone}/dns_records/scan/review", review)
        .fallback(no_route)
        .method_not_allowed_fallback(no_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(Arc::clone(&sandbox), enter))
        .with_state(sandbox)
}

async fn no_route() -> Error {
    Error::new(StatusCode::NOT_FOUND, 7000, "No route for that URI")
}

async fn no_method() -> Error {
    Error::new(StatusCode::METHOD_NOT_ALLOWED, 7001, "Method not available for that URI")
}

/// Finds the account of the token and lets the token's behaviour act.
async fn enter(State(sandbox): State<Arc<Sandbox>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let token = match token::read(request.headers()) {
        Ok(token) => token,
        Err(error) => return error.into_response(),
    };
    let Some(behaviour) = sentinel::of_key(token) else {
        let verifies = path == VERIFY;
        let error = if verifies { Error::invalid_token() } else { Error::authentication() };
        return error.into_response();
    };
    let make = || Account::new(sandbox.holdings(behaviour));
    let entry = sandbox.cloudflare.open(token, behaviour, make);
    tokio::time::sleep(fault::delay(behaviour, sandbox.scanner.pace())).await;
    let kind = kind(request.method(), path);
    let fault = fault::decide(behaviour, kind, request.method(), path, &mut entry.memory());
    match fault {
        Some(Fault::Broken(how)) => fault::broken(how).await,
        Some(fault) => Error::from(fault).into_response(),
        None => {
            request.extensions_mut().insert(entry);
            next.run(request).await
        }
    }
}

fn kind(method: &Method, path: &str) -> Kind {
    match *method {
        Method::GET | Method::HEAD => Kind::Read,
        Method::POST if path.ends_with("/scan/trigger") => Kind::Trigger,
        // The old scan writes.
        _ => Kind::Write,
    }
}

#[cfg(test)]
mod tests {
    use super::testing::*;

    #[tokio::test]
    async fn accepts_only_sandbox_tokens() {
        let host = Host::new().await;
        for (key, path, status, code) in [
            ("real-token", "/zones", 403, 10000),
            ("real-token", "/user/tokens/verify", 401, 1000),
            ("sandbox-401", "/zones", 401, 1000),
            ("sandbox-403", "/zones", 403, 10000),
            ("sandbox-404", "/zones", 404, 7003),
            ("sandbox-500.a", "/zones", 500, 10013),
            ("sandbox-429-long", "/zones", 429, 971),
        ] {
            let answer = host.call(key, "GET", path, None).await;
            assert_eq!((answer.status, answer.code()), (status, code), "{key} {path}");
            assert!(answer.body["success"] == false && answer.body["result"].is_null());
        }
    }

    #[tokio::test]
    async fn some_keys_fail_only_once() {
        let host = Host::new().await;
        for (key, status) in [("sandbox-429", 429), ("sandbox-503-once", 503)] {
            assert_eq!(host.call(key, "GET", "/zones", None).await.status, status);
            assert_eq!(host.call(key, "GET", "/zones", None).await.status, 200);
        }
        let answer = host.call("sandbox-429.b", "GET", "/zones", None).await;
        assert_eq!(answer.retry_after.as_deref(), Some("2"));
    }

    #[tokio::test]
    async fn refuses_unknown_paths_and_methods() {
        let host = Host::new().await;
        let answer = host.get("/accounts").await;
        assert_eq!((answer.status, answer.code()), (404, 7000));
        let answer = host.call(KEY, "DELETE", "/zones", None).await;
        assert_eq!((answer.status, answer.code()), (405, 7001));
    }
}
