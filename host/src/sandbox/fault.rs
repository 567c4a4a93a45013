//! What a sentinel key does to a call, before any endpoint sees it. The body of each error is the
//! provider's own business.

use std::{collections::HashSet, future, time::Duration};

use axum::{
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::sentinel::KeyBehaviour;

/// What a key remembers of the calls made with it.
#[derive(Debug, Default)]
pub struct Memory {
    seen: HashSet<String>,
    revoked: bool,
}

/// What kind of call it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It reads.
    Read,
    /// It starts a scan.
    Trigger,
    /// It changes the account.
    Write,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 429 with `Retry-After` in seconds (RFC 9110 section 10.2.3).
    Limited(u32),
    /// 500.
    ServerError,
    /// 503.
    Unavailable,
    /// A success that is none, or no answer at all.
    Broken(Broken),
}

/// Answers that no API document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// Nothing ever comes.
    Silence,
    /// The JSON breaks off.
    Malformed,
    /// A page of some box in between.
    Html,
    /// No body.
    Empty,
}

/// Decides how a call fails, if it does.
pub fn decide(
    behaviour: KeyBehaviour,
    kind: Kind,
    method: &Method,
    path: &str,
    memory: &mut Memory,
) -> Option<Fault> {
    let first = memory.seen.insert(format!("{method} {path}"));
    match behaviour {
        KeyBehaviour::Unauthorized => Some(Fault::Unauthorized),
        KeyBehaviour::Forbidden => Some(Fault::Forbidden),
        KeyBehaviour::NotFound => Some(Fault::NotFound),
        KeyBehaviour::LimitedOnce if first => Some(Fault::Limited(2)),
        KeyBehaviour::LimitedLong => Some(Fault::Limited(300)),
        KeyBehaviour::ServerError => Some(Fault::ServerError),
        KeyBehaviour::UnavailableOnce if first => Some(Fault::Unavailable),
        KeyBehaviour::Hang => Some(Fault::Broken(Broken::Silence)),
        KeyBehaviour::Malformed => Some(Fault::Broken(Broken::Malformed)),
        KeyBehaviour::Html => Some(Fault::Broken(Broken::Html)),
        KeyBehaviour::EmptyBody => Some(Fault::Broken(Broken::Empty)),
        KeyBehaviour::ReadOnly if kind != Kind::Read => Some(Fault::Forbidden),
        KeyBehaviour::RevokedLater => {
            memory.revoked |= kind == Kind::Write;
            memory.revoked.then_some(Fault::Unauthorized)
        }
        _ => None,
    }
}

/// How long a call with this key waits first.
pub fn delay(behaviour: KeyBehaviour, pace: Duration) -> Duration {
    if behaviour == KeyBehaviour::Slow { pace / 2 } else { Duration::ZERO }
}

/// The answer that no API document has.
pub async fn broken(how: Broken) -> Response {
    match how {
        Broken::Silence => future::pending().await,
        Broken::Malformed => {
            ([(header::CONTENT_TYPE, "application/json")], r#"{"Items":[{"Id":1,"result":[{"#)
                .into_response()
        }
        Broken::Html => (
            [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
            "<!doctype html><title>Welcome</title><h1>Please sign in to the network</h1>",
        )
            .into_response(),
        Broken::Empty => StatusCode::OK.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(behaviour: KeyBehaviour, calls: &[(Kind, &str)]) -> Vec<Option<Fault>> {
        let mut memory = Memory::default();
        calls
            .iter()
            .map(|(kind, path)| decide(behaviour, *kind, &Method::GET, path, &mut memory))
            .collect()
    }

    #[test]
    fn the_first_call_of_each_path_is_limited() {
        let limited = Some(Fault::Limited(2));
        assert_eq!(
            calls(
                KeyBehaviour::LimitedOnce,
                &[(Kind::Read, "/a"), (Kind::Read, "/a"), (Kind::Read, "/b")]
            ),
            [limited, None, limited]
        );
    }

    #[test]
    fn a_read_only_key_may_not_write_or_scan() {
        assert_eq!(
            calls(
                KeyBehaviour::ReadOnly,
                &[(Kind::Read, "/a"), (Kind::Trigger, "/b"), (Kind::Write, "/c")]
            ),
            [None, Some(Fault::Forbidden), Some(Fault::Forbidden)]
        );
    }

    #[test]
    fn a_revoked_key_stays_revoked() {
        let gone = Some(Fault::Unauthorized);
        assert_eq!(
            calls(
                KeyBehaviour::RevokedLater,
                &[
                    (Kind::Read, "/a"),
                    (Kind::Trigger, "/b"),
                    (Kind::Write, "/c"),
                    (Kind::Read, "/a")
                ]
            ),
            [None, None, gone, gone]
        );
    }

    #[test]
    fn plain_keys_never_fail() {
        assert_eq!(calls(KeyBehaviour::Plain, &[(Kind::Write, "/a")]), [None]);
    }
}
