//! Sends the questions of a check with DNS to resolvers. No key goes with them.

use chrono::TimeDelta;
use zonesift_core::evidence::{Ask, Received};
use zonesift_core::provider::{Method, ResolverName};

use crate::browser::fetch::{self, FetchError, Outgoing};

/// Timeout of a question: a resolver gives up earlier.
const LIMIT: TimeDelta = TimeDelta::seconds(5);

/// A header that browsers send to other sites without asking them first.
const ACCEPT: (&str, &str) = ("Accept", "application/dns-message");

pub async fn ask(resolver: ResolverName, ask: &Ask) -> Received {
    let Ok(url) = ask.question.url(resolver.endpoint(), ask.asking) else {
        return Received::Rejected;
    };
    let outgoing =
        Outgoing { url: &url, method: Method::Get, headers: &[ACCEPT], body: None, limit: LIMIT };
    match fetch::send(outgoing, None).await {
        Ok((response, _)) => Received::of(&response, &ask.question),
        Err(FetchError::Unreachable) => Received::Unreachable,
        Err(FetchError::Timeout | FetchError::Cut(_)) => Received::Failed,
    }
}
