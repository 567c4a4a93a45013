//! The words of the first screen: what this is, what to try, and what happens to the key.

use chrono::TimeDelta;

use super::{clock, key_word};
use crate::provider::Provider;

/// What the page is for, in a line.
pub const HEADLINE: &str = "Move a domain to bunny.net or Cloudflare without losing a record.";

/// A step of the work.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Its name.
    pub name: &'static str,
    /// What happens in it.
    pub words: &'static str,
}

/// The steps of the work, in order.
pub const STEPS: [Step; 3] = [
    Step { name: "Scan", words: "Your new provider looks up the records in use today." },
    Step { name: "Review", words: "See what each record does; accept, change or leave it out." },
    Step {
        name: "Apply",
        words: "Only what you approved is written, verified, and can be undone.",
    },
];

/// The heading of the way in without an account.
pub const SANDBOX_TITLE: &str = "Try it with example zones";
/// The button for it.
pub const TRY_SANDBOX: &str = "Try it in the sandbox";

/// What the sandbox is.
#[must_use]
pub fn sandbox_help(provider: Provider) -> String {
    format!(
        "A simulated {} with example zones. No account, no key, nothing to lose.",
        provider.title()
    )
}

/// The heading of what happens to the key.
#[must_use]
pub fn key_facts_title(provider: Provider) -> String {
    format!("What happens to my {}?", key_word(provider))
}

/// What happens to the key.
#[must_use]
pub fn key_facts(provider: Provider) -> [String; 4] {
    let (name, key) = (provider.title(), key_word(provider));
    [
        "It is sent in one request header to the API address under Connection, and nowhere else. There is no server of ours.".into(),
        "It stays in this tab: in memory, and with “Remember in this tab” in the tab’s own storage. Closing the tab forgets it.".into(),
        format!(
            "Lock, a time of inactivity, or a refusal by {name} forgets it at once; your decisions stay."
        ),
        format!(
            "This page loads no foreign scripts, and its policy lets it call only its own host, the two providers, and four public services for DNS and certificates, which never get the key. Still, give the {key} no more permissions than it needs."
        ),
    ]
}

/// The link to the text on security.
pub const SECURITY_LINK: &str = "How the page protects it (opens a new tab)";

/// An example of what to enter.
#[must_use]
pub fn key_placeholder(provider: Provider) -> &'static str {
    match provider {
        Provider::Bunny => "Your account’s API key",
        Provider::Cloudflare => "Your API token",
    }
}

/// Shown while an attempt to connect waits for the network.
pub const OFFLINE_CONNECTING: &str = "You’re offline. Connecting continues when you reconnect.";

/// Shown while an attempt to connect waits for the rate limit.
#[must_use]
pub fn retrying_in(provider: Provider, left: TimeDelta) -> String {
    let left = TimeDelta::seconds(crate::date::seconds(left));
    format!(
        "{} is rate-limiting this {}. Retrying in {}.",
        provider.title(),
        key_word(provider),
        clock(left)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_down_in_minutes_and_seconds() {
        let words = retrying_in(Provider::Cloudflare, TimeDelta::milliseconds(298_200));
        assert_eq!(words, "Cloudflare is rate-limiting this token. Retrying in 4:59.");
    }

    #[test]
    fn the_facts_name_the_provider_and_its_word_for_a_key() {
        let facts = key_facts(Provider::Cloudflare).concat();
        assert!(facts.contains("Cloudflare") && facts.contains("token"), "{facts}");
        assert_eq!(key_facts_title(Provider::Bunny), "What happens to my key?");
    }
}
