//! Messages about the key: errors, permissions, and why it was dropped.

use chrono::TimeDelta;

use super::count;
use crate::address::Misfit;
use crate::date;
use crate::kept::Waiting;
use crate::provider::{Provider, Unfit};

/// Why the entered values make no connection.
#[must_use]
pub fn unfit(unfit: Unfit) -> &'static str {
    match unfit {
        Unfit::Address(Misfit::Plain) => {
            "This address can't be used: over plain http:// anybody on the way could read the key. Enter one that begins with https://. Plain http:// is allowed for this machine only."
        }
        Unfit::Address(Misfit::Other) => {
            "This address can't be used. Enter one that begins with https://, or one relative to this page such as relay/cloudflare/client/v4. Plain http:// is allowed for this machine only."
        }
        Unfit::Other(Provider::Bunny) => {
            "This is the address of bunny.net's API. Choose bunny.net as the provider, or enter another address."
        }
        Unfit::Other(Provider::Cloudflare) => {
            "This is the address of Cloudflare's API. Choose Cloudflare as the provider, or enter another address."
        }
        Unfit::Key => "Enter your API key (no spaces).",
    }
}

/// Shown if the address has changed, so that the key must be entered again.
#[must_use]
pub fn key_anew() -> &'static str {
    "The key in the field was for another address, so it was removed. Enter the key for this one."
}

/// Shown if the provider has changed, so that the key must be entered again.
pub const KEY_OF_OTHER: &str = "The key in the field was for the other provider, so it was removed. Enter the key for this one.";

/// The heading of the question before sending a key that looks like another provider's.
pub const FOREIGN_TITLE: &str = "Whose key is this?";

/// Whose key it seems to be, and where it would be sent.
#[must_use]
pub fn foreign_key(issuer: Provider, provider: Provider, address: &str) -> String {
    let (other, name) = (issuer.title(), provider.title());
    let what = match issuer {
        Provider::Bunny => "an account key",
        Provider::Cloudflare => "a token",
    };
    format!(
        "This looks like {what} of {other}, and you are about to send it to {name} ({address}). Nothing has been sent yet. Whoever receives it there could use it at {other}."
    )
}

/// The button that connects to the issuer of the key.
#[must_use]
pub fn instead(issuer: Provider) -> String {
    ["Connect to ", issuer.title(), " instead"].concat()
}

/// The button that sends the key nevertheless.
#[must_use]
pub fn all_the_same(provider: Provider) -> String {
    ["Send it to ", provider.title(), " anyway"].concat()
}

/// The last connection of the tab, its zone, and its pending changes.
#[must_use]
pub fn waits(provider: Provider, zone: Option<&str>, waiting: Waiting) -> String {
    let zone = zone.map(|zone| [" · ", zone].concat()).unwrap_or_default();
    let place = [provider.title(), &zone].concat();
    match waiting.is_none() {
        true => place,
        false => [&place, " · ", &*waiting_in_zone(waiting)].concat(),
    }
}

/// How many decisions and edits wait in a zone: `77 decisions wait`.
#[must_use]
pub fn waiting_in_zone(waiting: Waiting) -> String {
    let verb = if waiting.total() == 1 { " waits" } else { " wait" };
    waiting_words(waiting) + verb
}

fn waiting_words(Waiting { decisions, edits }: Waiting) -> String {
    match (decisions, edits) {
        (0, 0) => String::new(),
        (0, edits) => count(edits, "edit"),
        (decisions, 0) => count(decisions, "decision"),
        _ => [&count(decisions, "decision"), " and ", &*count(edits, "edit")].concat(),
    }
}

/// Where the key is sent, if only the key is missing.
#[must_use]
pub fn only_key(address: &str) -> String {
    ["Only the key is missing; it goes to ", address, ". Your decisions are saved in this tab."]
        .concat()
}

/// Shown if the page has the sandbox key itself.
pub const SANDBOX_KEPT: &str =
    "The sandbox's key is kept: press Try it in the sandbox to continue.";

/// The button that leaves the last connection and shows the form.
pub const OTHER_CONNECTION: &str = "Use another connection";

/// Other pending changes of the tab.
#[must_use]
pub fn also_waits(lines: &[String]) -> String {
    ["Also in this tab: ", &*lines.join("; ")].concat()
}

/// The button that returns to an earlier connection.
pub const GO_ON: &str = "Continue there";

/// The button that clears the tab.
pub const FORGET: &str = "Forget everything";
/// The heading of the confirmation before clearing the tab.
pub const FORGET_TITLE: &str = "Forget everything?";
/// The button that does not clear the tab.
pub const KEEP: &str = "Keep it";

/// What clearing the tab loses.
#[must_use]
pub fn forgets(waiting: Waiting, zones: usize) -> String {
    [
        &waiting_words(waiting),
        " of ",
        &*count(zones, "zone"),
        " would be lost for good. What was written to zones stays, and so does this browser's history.",
    ]
    .concat()
}

/// Why the page has dropped the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// It was idle for too long.
    Idle,
    /// The provider refused it during use.
    Refused,
}

impl Locked {
    /// The reason in saved form.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Refused => "refused",
        }
    }

    /// Reads the saved form.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        [Self::Idle, Self::Refused].into_iter().find(|locked| locked.word() == word)
    }
}

/// Why the key must be entered again; `minutes` is the idle limit.
#[must_use]
pub fn locked(locked: Locked, provider: Provider, minutes: u32) -> String {
    let (name, key) = (provider.title(), super::key_word(provider));
    match locked {
        Locked::Idle => format!(
            "Locked after {minutes} minutes of inactivity. Your decisions are saved in this tab; enter your {name} {key} to continue."
        ),
        Locked::Refused => format!(
            "{name} no longer accepts this {key}, so it was removed. Check the {key} or create a new one, then reconnect. Your decisions are saved in this tab."
        ),
    }
}

/// The label of the choice of the idle limit.
pub const LIMIT: &str = "Forget the key after inactivity";
/// The idle limits, in the order of [`crate::idle::MINUTES`].
pub const LIMITS: [&str; 4] = ["5 minutes", "15 minutes", "60 minutes", "240 minutes"];
/// Explains the idle limit.
pub const LIMIT_HELP: &str = "You get a one-minute warning. Your decisions are kept.";

/// The label of the choice of the response timeout.
pub const TIME: &str = "Request timeout";
/// The response timeouts, in the order of [`crate::kept::SECONDS`].
pub const TIMES: [&str; 4] = ["10 seconds", "30 seconds", "60 seconds", "180 seconds"];

/// The heading of the warning before the key is dropped.
pub const STAY_TITLE: &str = "Still there?";
/// The button that stays connected.
pub const STAY: &str = "Stay connected";

/// The time until the key is dropped.
#[must_use]
pub fn locks_in(left: TimeDelta) -> String {
    format!(
        "No activity for a while. In {} s this tab forgets the key. Your decisions are kept.",
        date::seconds(left)
    )
}

/// Shown after a fault has stopped the page.
#[must_use]
pub fn stopped(place: &str) -> String {
    [
        "Zonesift has stopped because of an internal error (",
        place,
        "). Reload the page: your decisions are saved in this tab. If a plan was being written, check the zone before you continue.",
    ]
    .concat()
}

/// The text of the link to the page where users create keys.
#[must_use]
pub fn key_link(provider: Provider) -> &'static str {
    match provider {
        Provider::Bunny => "Your API key at bunny.net (opens a new tab)",
        Provider::Cloudflare => "Create a token at Cloudflare (opens a new tab)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_waiting_work_with_its_provider_and_zone() {
        let of = |decisions, edits| Waiting { decisions, edits };
        for (zone, waiting, words) in [
            (
                Some("northwind.example"),
                of(77, 0),
                "Cloudflare · northwind.example · 77 decisions wait",
            ),
            (Some("a.example"), of(1, 0), "Cloudflare · a.example · 1 decision waits"),
            (Some("a.example"), of(0, 1), "Cloudflare · a.example · 1 edit waits"),
            (Some("a.example"), of(1, 2), "Cloudflare · a.example · 1 decision and 2 edits wait"),
            (Some("a.example"), of(0, 0), "Cloudflare · a.example"),
            (None, of(0, 0), "Cloudflare"),
        ] {
            assert_eq!(waits(Provider::Cloudflare, zone, waiting), words);
        }
    }

    #[test]
    fn a_question_names_both_providers_and_where_the_key_would_go() {
        let words = foreign_key(Provider::Cloudflare, Provider::Bunny, "relay/bunny");
        for part in ["Cloudflare", "bunny.net", "relay/bunny", "Nothing has been sent"] {
            assert!(words.contains(part), "{words}");
        }
    }

    #[test]
    fn names_the_choices_of_the_idle_limit_by_their_minutes() {
        assert_eq!(LIMITS.map(str::to_owned), crate::idle::MINUTES.map(|m| format!("{m} minutes")));
    }

    #[test]
    fn the_reason_for_a_lock_survives_a_reload() {
        for locked in [Locked::Idle, Locked::Refused] {
            assert_eq!(Locked::of_word(locked.word()), Some(locked));
        }
        assert_eq!(Locked::of_word("other"), None);
    }

    #[test]
    fn the_lock_warning_rounds_the_time_left_up() {
        assert!(locks_in(TimeDelta::milliseconds(59_001)).contains("In 60 s "));
    }
}
