//! bunny.net's API (provider document 2), one file for each call. It takes keys of the sandbox
//! only.

mod account;
mod add_record;
mod check_availability;
mod conflict;
mod create_zone;
mod delete_record;
mod delete_zone;
mod discovered;
mod dnssec;
mod enums;
mod error;
mod export;
mod fields;
mod import;
mod issue_certificate;
mod list_records;
mod list_zones;
mod malformed;
mod own_types;
mod read_scan;
mod read_zone;
mod record;
mod settings;
mod statistics;
#[cfg(test)]
mod testing;
mod trigger_scan;
mod update_record;
mod write;
mod write_settings;

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{HeaderMap, Method},
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

/// The routes below the API's address.
pub fn router(sandbox: Arc<Sandbox>) -> Router {
    Router::new()
        .route("/dnszone", get(list_zones::handle).post(create_zone::handle))
        .route("/dnszone/checkavailability", post(check_availability::handle))
        .route(
            "/dnszone/{zone}",
            get(read_zone::handle).post(write_settings::handle).delete(delete_zone::handle),
        )
        .route("/dnszone/{zone}/records", get(list_records::handle).put(add_record::handle))
        .route(
            "/dnszone/{zone}/records/{record}",
            post(update_record::handle).delete(delete_record::handle),
        )
        .route("/dnszone/{zone}/records/scan", get(read_scan::handle))
        .route("/dnszone/{zone}/export", get(export::handle))
        .route("/dnszone/{zone}/import", post(import::handle))
        .route("/dnszone/{zone}/statistics", get(statistics::handle))
        .route("/dnszone/{zone}/dnssec", post(dnssec::enable).delete(dnssec::disable))
        .route("/dnszone/{zone}/certificate/issue", post(issue_certificate::handle))
        .route("/dnszone/records/scan", post(trigger_scan::handle))
        .fallback(async || Error::no_route())
        .method_not_allowed_fallback(async || Error::no_method())
        .layer(middleware::from_fn_with_state(Arc::clone(&sandbox), enter))
        .with_state(sandbox)
}

/// Finds the account of the key and lets the key's behaviour act.
async fn enter(State(sandbox): State<Arc<Sandbox>>, mut request: Request, next: Next) -> Response {
    let key = key(request.headers()).and_then(|key| Some((key, sentinel::of_key(key)?)));
    let Some((key, behaviour)) = key else {
        return Error::unauthorized().into_response();
    };
    let entry = sandbox.bunny.open(key, behaviour, || Account::new(sandbox.holdings(behaviour)));
    tokio::time::sleep(fault::delay(behaviour, sandbox.scanner.pace())).await;
    let path = request.uri().path();
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

/// The header that holds the key (provider document 2.1).
fn key(headers: &HeaderMap) -> Option<&str> {
    headers.get("accesskey").and_then(|key| key.to_str().ok())
}

fn kind(method: &Method, path: &str) -> Kind {
    match *method {
        Method::GET | Method::HEAD => Kind::Read,
        Method::POST if path == "/dnszone/records/scan" => Kind::Trigger,
        // It is a question, whatever its method.
        Method::POST if path == "/dnszone/checkavailability" => Kind::Read,
        _ => Kind::Write,
    }
}

#[cfg(test)]
mod tests {
    use super::testing::*;

    #[tokio::test]
    async fn accepts_only_sandbox_keys() {
        let host = Host::new().await;
        for key in ["", "real-key", "Sandbox"] {
            let answer = host.call(key, "GET", "/dnszone", None).await;
            assert_eq!(answer.status, 401, "{key}");
            assert_eq!(answer.body["ErrorKey"], "unauthorized");
        }
        assert_eq!(host.call("sandbox-401", "GET", "/dnszone", None).await.status, 401);
        assert_eq!(host.call("sandbox-403.x", "GET", "/dnszone", None).await.status, 403);
        assert_eq!(host.call("sandbox-500", "GET", "/dnszone", None).await.status, 500);
    }

    #[tokio::test]
    async fn a_rate_limit_states_its_duration() {
        let host = Host::new().await;
        let answer = host.call("sandbox-429", "GET", "/dnszone", None).await;
        assert_eq!((answer.status, answer.retry_after.as_deref()), (429, Some("2")));
        assert_eq!(host.call("sandbox-429", "GET", "/dnszone", None).await.status, 200);
        let answer = host.call("sandbox-429-long", "GET", "/dnszone", None).await;
        assert_eq!((answer.status, answer.retry_after.as_deref()), (429, Some("300")));
    }

    #[tokio::test]
    async fn refuses_unknown_paths_and_methods() {
        let host = Host::new().await;
        assert_eq!(host.call(KEY, "GET", "/user", None).await.status, 404);
        assert_eq!(host.call(KEY, "DELETE", "/dnszone", None).await.status, 405);
    }

    #[tokio::test]
    async fn can_answer_with_broken_bodies() {
        let host = Host::new().await;
        for key in ["sandbox-malformed", "sandbox-html", "sandbox-empty-body"] {
            let answer = host.call(key, "GET", "/dnszone", None).await;
            assert_eq!(answer.status, 200);
            assert!(answer.body.is_null(), "{key}");
        }
    }
}
