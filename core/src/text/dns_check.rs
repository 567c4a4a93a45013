//! The check with DNS, in words: who is asked, how far it is, and what it came to.

use super::{count, visible};
use crate::evidence::{Halt, HuntPhase, HuntProgress, Witness};
use crate::provider::ResolverName;

/// What resolvers learn, before the first of them is asked.
#[must_use]
pub fn dns_consent(zone: &str, resolvers: &[ResolverName]) -> String {
    let mut names: Vec<&str> = resolvers.iter().map(|resolver| resolver.title()).collect();
    let last = names.pop().unwrap_or_default();
    let (names, learn) = match names.is_empty() {
        true => (last.to_owned(), "learns"),
        false => ([&names.join(", "), " and ", last].concat(), "learn"),
    };
    format!("{names} {learn} which names of {zone} somebody at your address asks for.")
}

/// What they do not learn.
pub const DNS_CONSENT_REST: &str = "Your key is not sent to them, and nothing changes in the zone. This tab remembers that you agreed.";

/// Of a record that no scan has listed.
pub const ONLY_IN_DNS: &str = "only in DNS";

/// How much is not known.
#[must_use]
pub fn unknowns(open: usize) -> String {
    match open {
        0 => "Nothing is known to be missing".to_owned(),
        open => format!("{} to close", count(open, "unknown")),
    }
}

/// In its place while questions are left.
pub const UNKNOWNS_LATER: &str = "What is unknown shows when the check is over";

/// What to paste.
pub const PASTE_NAMES: &str =
    "Names of the zone, in any form: a list, an inventory, the old host’s pages";
/// What to paste of a mail.
pub const PASTE_HEADER: &str =
    "The header of a mail that was sent from the domain: it names the DKIM key and the return path";
/// What to paste of a zone file.
pub const PASTE_ZONE_FILE: &str = "The zone file of the old host: all its names are asked for, and what DNS has of them joins the list";

/// How many names a text has.
#[must_use]
pub fn names_pasted(names: usize) -> String {
    match names {
        0 => "No name of the zone so far".to_owned(),
        names => [&count(names, "name"), " of the zone"].concat(),
    }
}

/// What a resolver tells of how long a zone lets its record be kept.
#[must_use]
pub fn ttl_at_least(seconds: u32) -> String {
    format!("Its TTL is at least {seconds} s.")
}

/// What a resolver said, and when.
#[must_use]
pub fn heard(witness: &Witness, time: &str) -> String {
    let contents: Vec<_> = witness.contents.iter().map(|own| own.shown()).collect();
    let said = match contents.is_empty() {
        true => witness.meaning.shown().into_owned(),
        false => contents.join(", "),
    };
    let validated = if witness.is_validated { " · validated by DNSSEC" } else { "" };
    format!("{}, {time}: {said}{validated}", witness.resolver.shown())
}

/// A proposed record was taken.
pub const PROPOSAL_ADDED: &str = "The proposed record is in the plan";

/// How far the check is, or what it came to: `only` records are found by no scan.
#[must_use]
pub fn dns_check(progress: &HuntProgress, only: usize) -> String {
    let asked = count(progress.asked as usize, "question");
    let more = match only {
        0 => "nothing that the scan did not find".to_owned(),
        only => format!("{} that the scan did not find", count(only, "record")),
    };
    match &progress.phase {
        HuntPhase::Testing => "DNS: testing the resolvers".to_owned(),
        HuntPhase::Walking | HuntPhase::Sweeping | HuntPhase::Confirming => {
            let all = progress.asked as usize + progress.waiting;
            format!("DNS: {asked} of about {all} asked, {more}")
        }
        HuntPhase::Done => format!("DNS: {asked} asked, {more}"),
        HuntPhase::Stopped(halt) => format!("DNS: {}, {more}", stopped(halt, progress.asked)),
    }
}

fn stopped(halt: &Halt, asked: u32) -> String {
    match halt {
        Halt::User => "stopped".to_owned(),
        Halt::Budget => format!("stopped after {asked} questions"),
        Halt::NoResolver => {
            "no resolver can be asked from here; check the network, then ask again".to_owned()
        }
        Halt::OtherZone(zone) => format!("the domain is a part of {}", visible(zone.as_str())),
        Halt::Fault(question) => {
            format!("a resolver refused the question for {}", visible(question.name.as_str()))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn progress(phase: HuntPhase) -> HuntProgress {
        HuntProgress {
            asked: 212,
            in_flight: 6,
            waiting: 400,
            found: 9,
            by_type: BTreeMap::new(),
            phase,
        }
    }

    #[test]
    fn the_check_is_told_in_numbers() {
        let sweeping = dns_check(&progress(HuntPhase::Sweeping), 9);
        assert_eq!(
            sweeping,
            "DNS: 212 questions of about 612 asked, 9 records that the scan did not find"
        );
        let done = dns_check(&progress(HuntPhase::Done), 0);
        assert_eq!(done, "DNS: 212 questions asked, nothing that the scan did not find");
        let stopped = dns_check(&progress(HuntPhase::Stopped(Halt::Budget)), 1);
        assert_eq!(
            stopped,
            "DNS: stopped after 212 questions, 1 record that the scan did not find"
        );
    }

    #[test]
    fn who_is_asked_is_named() {
        let all = dns_consent("example.com", &ResolverName::PUBLIC);
        assert!(
            all.starts_with("Cloudflare, Google and DNS.SB learn which names of example.com"),
            "{all}"
        );
        let one = dns_consent("example.com", &[ResolverName::Host]);
        assert!(one.starts_with("This site learns"), "{one}");
    }
}
