//! Messages about failed calls.

use super::visible;
use crate::plan::run::Failure;
use crate::provider::{AnswerFault, ApiError, Garbled, Provider, Refusal, RequestId, Trouble};

/// What happened and what to do, after a failed call to this provider at this address.
#[must_use]
pub fn api_error(error: &ApiError, provider: Provider, address: &str) -> String {
    let address = &*visible(address);
    let name = provider.title();
    match error {
        ApiError::BadKey => format!(
            "{name} does not know this key. Check that it was copied whole and is still active, then connect again."
        ),
        ApiError::KeyFormat => match provider {
            Provider::Cloudflare => "Cloudflare cannot read this key. Paste an API token, not the Global API Key: make one under My Profile, API Tokens.".into(),
            Provider::Bunny => "bunny.net cannot read this key. Copy the API key from the account settings again.".into(),
        },
        ApiError::Denied => match provider {
            Provider::Cloudflare => "Cloudflare does not recognize this token. Check that you copied all of it and that it is still active. If it is an account-owned token, it may not list zones: give it the permission Zone: Read.".into(),
            Provider::Bunny => "bunny.net does not recognize this key, or it may not work with DNS. Check that you copied all of it, then connect again.".into(),
        },
        ApiError::NoPermission => no_permission(provider).into(),
        ApiError::NotFound => format!(
            "{name} has no such zone for this key. Check the zone ID or the domain, and that the key may see it."
        ),
        ApiError::RateLimited(Some(seconds)) => format!(
            "{name} takes no more calls for {seconds} s. Wait that long, then try again."
        ),
        ApiError::RateLimited(None) => format!(
            "{name} takes no more calls for now. Wait five minutes, then try again."
        ),
        ApiError::Server(Trouble { status, request }) => with_id(
            format!(
                "{name} is in trouble (it answered {status}). Nothing is wrong on your side: try again in a minute."
            ),
            request.as_ref(),
        ),
        ApiError::Unreachable => format!(
            "No answer from {address}. Either the network is down, or the address is wrong, or this API refuses calls from browsers (CORS). Check the connection; if it is fine, set the API address under Connection to a relay, such as relay/{} on a host that has one.",
            provider.slug()
        ),
        ApiError::Timeout => format!(
            "{name} did not answer in time. Try again; where the network is slow, give it more time under Connection."
        ),
        ApiError::Aborted => "Stopped before the answer came.".into(),
        ApiError::Malformed(Garbled { fault, request }) => {
            with_id(garbled(*fault, name, address), request.as_ref())
        }
        ApiError::RelayFailed => format!(
            "The relay of this site could not reach {name}. Check the network of the machine that it runs on, then try again."
        ),
        ApiError::RelayRefused => format!(
            "The relay of this site refused the call, and nothing of it reached {name}. Tell whoever runs the site: most often a proxy in front of the relay changes the Host header."
        ),
        ApiError::Duplicate => "The zone has this very record already.".into(),
        ApiError::Conflict(refusal) => {
            said(name, "found a record that stands in the way", refusal)
        }
        ApiError::QuotaReached => format!(
            "The zone holds as many records as {name} allows on its plan. Delete some or change the plan, then try again."
        ),
        ApiError::Refused(refusal) => said(name, "refused this", refusal),
    }
}

fn garbled(fault: AnswerFault, name: &str, address: &str) -> String {
    let (what, to_do) = match fault {
        AnswerFault::Empty => (
            " is empty",
            "Something between here and there drops it, or the address is not that of the API: check the address, then try again.",
        ),
        AnswerFault::Html => (
            " is a web page and no data",
            "Either the address is not that of the API, or the network wants you to sign in first: open any site to see, then try again.",
        ),
        AnswerFault::CutOff => (" ends in the middle", "The connection broke off: try again."),
        AnswerFault::Other => (
            " is not what it documents",
            "If the address is a relay or a proxy, check it; otherwise try again.",
        ),
    };
    [name, "'s answer from ", address, what, ". ", to_do].concat()
}

/// The message with the request id for the provider's support.
fn with_id(mut sentence: String, request: Option<&RequestId>) -> String {
    if let Some(request) = request {
        sentence.push_str(" The request's ID is ");
        sentence.push_str(request.as_str());
        sentence.push('.');
    }
    sentence
}

fn no_permission(provider: Provider) -> &'static str {
    match provider {
        Provider::Bunny => {
            "This key may not work with DNS. Use the account's API key, or that of a team member who has access to DNS."
        }
        Provider::Cloudflare => {
            "This token may not do that. It needs the permissions Zone: Read and DNS: Edit for the zone, and its IP filter must let this machine in."
        }
    }
}

/// Such a refusal stops the whole run, which had read the zone before.
fn may_not_write(provider: Provider) -> String {
    [
        "This key may not write to this zone, so this was not written. Give ",
        match provider {
            Provider::Bunny => "the team member whose key it is access to DNS",
            Provider::Cloudflare => "the token the permission DNS: Edit for this zone",
        },
        " and press Retry: the key stays the same, and the plan too.",
    ]
    .concat()
}

fn said(name: &str, what: &str, refusal: &Refusal) -> String {
    let mut sentence = format!("{name} {what}");
    if let Some(field) = refusal.field.as_ref().filter(|field| !field.is_empty()) {
        sentence.push_str(" (");
        sentence.push_str(&field.shown());
        sentence.push(')');
    }
    if refusal.message.is_empty() {
        sentence.push_str(" and gave no reason. Check the record's fields, then try again.");
    } else {
        sentence.push_str(": ");
        sentence.push_str(&refusal.message.shown());
    }
    sentence
}

/// The list of zones is empty.
#[must_use]
pub fn no_zones(provider: Provider, searched: bool) -> &'static str {
    match (searched, provider) {
        (true, _) => {
            "No zone matches. Search for a part of the domain, or open it by its ID below."
        }
        (false, Provider::Cloudflare) => {
            "Cloudflare lists no zone for this token. Probably it may not list zones: give it the permission Zone: Read, or open the zone below by its ID or its exact domain."
        }
        (false, Provider::Bunny) => {
            "This account has no DNS zone yet. Scan a domain below, then create its zone."
        }
    }
}

/// Shown for an unreadable item in the list of zones.
pub const ZONE_UNREADABLE: &str = "unreadable: the provider’s list has something here without a zone’s name or ID. Look at it in the provider’s own panel.";

/// Why a change was not done.
#[must_use]
pub fn failure(failure: &Failure, provider: Provider, address: &str) -> String {
    match failure {
        Failure::Api(ApiError::NoPermission) => may_not_write(provider),
        Failure::Api(error) => api_error(error, provider, address),
        Failure::NotInZone => format!(
            "{} said yes, but the zone does not show this record. Look at the zone before you try again.",
            provider.title()
        ),
        Failure::StillThere => {
            format!("{} said yes, but the zone still holds this record. Look at the zone before you try again.", provider.title())
        }
        Failure::Drifted(Some(_)) => {
            "Somebody else has changed this record since the plan was made, so nothing was written. Compare what it is now, then retry or cancel.".into()
        }
        Failure::Drifted(None) => {
            "Somebody else has deleted this record since the plan was made, so nothing was written. Retry to go on all the same, or cancel.".into()
        }
        Failure::StillListed => "It is still listed as found. Try again.".into(),
        Failure::NotListed => {
            "It is no longer listed as found, and the zone does not hold it. Start the scan again."
                .into()
        }
        Failure::ThereOtherwise(_) => {
            "Somebody else has added this record since the plan was made, with other marks, so it was not added once more. Retry to change the one that is there.".into()
        }
        Failure::NoRoom => {
            "Not sent: the zone may hold no more records. Delete some, then retry.".into()
        }
        Failure::NotTried => "Not tried, because another change of this plan could not be made.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_write_has_its_own_sentence() {
        for provider in Provider::ALL {
            let write = failure(&Failure::Api(ApiError::NoPermission), provider, "x");
            assert_ne!(write, api_error(&ApiError::NoPermission, provider, "x"));
            assert!(write.contains("may not write") && write.contains("Retry"));
        }
    }

    #[test]
    fn hidden_characters_of_an_address_are_shown() {
        let words =
            api_error(&ApiError::Unreachable, Provider::Bunny, "https://a\u{202e}b.example");
        assert!(!words.contains('\u{202e}') && words.contains("b.example"), "{words}");
    }

    #[test]
    fn every_error_has_its_own_sentence() {
        let errors = [
            ApiError::BadKey,
            ApiError::KeyFormat,
            ApiError::Denied,
            ApiError::NoPermission,
            ApiError::NotFound,
            ApiError::RateLimited(Some(3)),
            ApiError::RateLimited(None),
            ApiError::Server(503.into()),
            ApiError::Unreachable,
            ApiError::Timeout,
            ApiError::Aborted,
            ApiError::MALFORMED,
            ApiError::MALFORMED.about(b"", None),
            ApiError::MALFORMED.about(b"<html>", None),
            ApiError::MALFORMED.about(b"{", None),
            ApiError::RelayFailed,
            ApiError::RelayRefused,
            ApiError::Duplicate,
            ApiError::Conflict(Refusal::default()),
            ApiError::QuotaReached,
            ApiError::Refused(Refusal::default()),
        ];
        for provider in Provider::ALL {
            let mut sentences: Vec<String> =
                errors.iter().map(|e| api_error(e, provider, "https://a.example")).collect();
            assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{sentences:?}");
            sentences.sort();
            sentences.dedup();
            assert_eq!(sentences.len(), errors.len());
        }
    }

    #[test]
    fn a_malformed_answer_is_reported_with_its_request_id() {
        for error in [ApiError::MALFORMED, ApiError::Server(502.into())] {
            let told = error.about(b"<html>", Some(&"8c1f-FRA".into()));
            let sentence = api_error(&told, Provider::Cloudflare, "relay/x");
            assert!(sentence.ends_with(" The request's ID is 8c1f-FRA."), "{sentence}");
        }
    }

    #[test]
    fn a_refusal_quotes_the_provider() {
        let refusal = Refusal {
            status: 400,
            code: None,
            field: Some("Value".into()),
            message: "Too long".into(),
            request: Some("not told".into()),
        };
        let sentence = api_error(&ApiError::Refused(refusal), Provider::Bunny, "");
        assert_eq!(sentence, "bunny.net refused this (Value): Too long");
    }
}
