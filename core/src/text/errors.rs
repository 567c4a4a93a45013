//! Messages about failed calls.

use chrono::TimeDelta;

use super::{clock, visible};
use crate::plan::run::Failure;
use crate::provider::{AnswerFault, ApiError, Garbled, Provider, Refusal, RequestId, Trouble};

/// What happened and what to do, after a failed call to this provider at this address.
#[must_use]
pub fn api_error(error: &ApiError, provider: Provider, address: &str) -> String {
    let address = &*visible(address);
    let (name, key) = (provider.title(), key_word(provider));
    match error {
        ApiError::BadKey => format!(
            "{name} doesn't recognize this {key}. Check that you copied all of it and that it is still active, then connect again."
        ),
        ApiError::KeyFormat => match provider {
            Provider::Cloudflare => "This is not a Cloudflare API token. The Global API Key doesn't work here: create a token under My Profile, API Tokens.".into(),
            Provider::Bunny => "This is not a bunny.net API key. Copy it from the account settings again.".into(),
        },
        ApiError::Denied => match provider {
            Provider::Cloudflare => "Cloudflare doesn't recognize this token. Check that you copied all of it and that it is still active. If it is an account-owned token, it needs Zone:Read to list zones.".into(),
            Provider::Bunny => "bunny.net doesn't recognize this key, or the key isn't allowed to use DNS. Check that you copied all of it, then connect again.".into(),
        },
        ApiError::NoPermission => no_permission(provider).into(),
        ApiError::NotFound => format!(
            "{name} has no such zone for this {key}. Check the zone ID or domain, and that the {key} has access to it."
        ),
        ApiError::RateLimited(Some(seconds)) => format!(
            "{name} is rate-limiting this {key}. Try again in {}.",
            clock(TimeDelta::seconds((*seconds).into()))
        ),
        ApiError::RateLimited(None) => {
            format!("{name} is rate-limiting this {key}. Try again in five minutes.")
        }
        ApiError::Server(Trouble { status, request }) => with_id(
            format!(
                "{name} returned an error ({status}). This isn't caused by you; try again in a minute."
            ),
            request.as_ref(),
        ),
        ApiError::Unreachable => format!(
            "No answer from {address}. The network may be down, the address may be wrong, or this API may refuse browsers (CORS). If your network works, set the API address under Connection to a relay, such as relay/{} on a host that has one.",
            provider.slug()
        ),
        ApiError::Timeout => format!(
            "{name} did not answer in time. Try again; on a slow network, raise the request timeout under Connection."
        ),
        ApiError::Aborted => "Stopped before an answer arrived.".into(),
        ApiError::Malformed(Garbled { fault, request }) => {
            with_id(garbled(*fault, name, address), request.as_ref())
        }
        ApiError::RelayFailed => format!(
            "The relay of this site could not reach {name}. Check the network of the machine it runs on, then try again."
        ),
        ApiError::RelayRefused => format!(
            "The relay of this site refused the call, so nothing reached {name}. Tell whoever runs the site: usually a proxy in front of the relay changes the Host header."
        ),
        ApiError::Duplicate => "The zone already has this record.".into(),
        ApiError::Conflict(refusal) => {
            said(name, "refused this, because another record is in the way", refusal)
        }
        ApiError::QuotaReached => format!(
            "The zone has reached the record limit of its {name} plan. Delete some records or upgrade the plan, then try again."
        ),
        ApiError::Refused(refusal) => said(name, "refused this", refusal),
    }
}

/// What the provider calls a key.
#[must_use]
pub fn key_word(provider: Provider) -> &'static str {
    match provider {
        Provider::Bunny => "key",
        Provider::Cloudflare => "token",
    }
}

/// Nothing answers as the provider's API does at this address.
#[must_use]
pub fn nothing_there(provider: Provider, address: &str) -> String {
    format!(
        "{} answered 404 (not found). Check the API address under Connection: it is not that of {}.",
        visible(address),
        provider.title()
    )
}

fn garbled(fault: AnswerFault, name: &str, address: &str) -> String {
    let (what, to_do) = match fault {
        AnswerFault::Empty => (
            " is empty",
            "Something on the way may drop it, or the address is not the API's: check the address, then try again.",
        ),
        AnswerFault::Html => (
            " is a web page, not data",
            "Either the address is not the API's, or your network wants you to sign in first: open any site to see, then try again.",
        ),
        AnswerFault::CutOff => (" was cut off", "Try again."),
        AnswerFault::Other => (
            " is not in the documented format",
            "If the address is a relay or a proxy, check it; otherwise try again.",
        ),
    };
    ["The response of ", name, " from ", address, what, ". ", to_do].concat()
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
            "This key isn't allowed to use DNS. Use the account's API key, or that of a team member with access to DNS."
        }
        Provider::Cloudflare => {
            "This token isn't allowed to do that. It needs Zone:Read and DNS:Edit for this zone, and your IP address must be on its allow list (if it has one)."
        }
    }
}

/// Such a refusal stops the whole run, which had read the zone before.
fn may_not_write(provider: Provider) -> String {
    [
        "This ",
        key_word(provider),
        " isn't allowed to write to this zone, so nothing was written. Give ",
        match provider {
            Provider::Bunny => "the team member whose key it is access to DNS",
            Provider::Cloudflare => "the token the permission DNS:Edit for this zone",
        },
        ", then press Retry: key and plan stay the same.",
    ]
    .concat()
}

fn said(name: &str, what: &str, refusal: &Refusal) -> String {
    let mut sentence = format!("{name} {what}");
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
            "{} accepted this, but it isn't in the zone yet. Check the zone before retrying.",
            provider.title()
        ),
        Failure::StillThere => {
            format!("{} accepted this, but the record is still in the zone. Check the zone before retrying.", provider.title())
        }
        Failure::Drifted(Some(_)) => {
            "Somebody else changed this record after you made the plan, so nothing was written. Compare it with what is there now, then retry or cancel.".into()
        }
        Failure::Drifted(None) => {
            "Somebody else deleted this record after you made the plan, so nothing was written. Retry to go on anyway, or cancel.".into()
        }
        Failure::StillListed => "It is still in the list of findings. Try again.".into(),
        Failure::NotListed => {
            "It is no longer in the list of findings, and the zone doesn't have it. Start the scan again."
                .into()
        }
        Failure::ThereOtherwise(_) => {
            "Somebody else added this record after you made the plan, with other settings, so it was not added again. Retry to change the one that is there.".into()
        }
        Failure::NoRoom => {
            "Not sent: the zone has reached its record limit. Delete some records, then retry.".into()
        }
        Failure::NotTried => "Skipped because an earlier change failed.".into(),
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
            assert!(write.contains("isn't allowed to write") && write.contains("Retry"));
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
        assert_eq!(sentence, "bunny.net refused this: Too long");
    }
}
