//! What DNS says of a zone, in words: how a record was found, what the world sees of it, and what is not known.

use super::count;
use crate::evidence::{
    Alike, Doubt, Evidence, Lead, Likeness, NameState, Necessity, Proposal, Rcode, Seen, StandsFor,
    Trust, Uncertainty, Unknown, UnknownKind, Usual, ValueKind,
};
use crate::knowledge::Service;

/// What found a record, for its chip. Automation relies on these words.
#[must_use]
pub fn lead_chip(lead: &Lead) -> &'static str {
    match lead {
        Lead::Provider => "Provider",
        Lead::Certificate => "Certificates",
        Lead::Pasted => "Pasted",
        Lead::File => "File",
        Lead::Apex
        | Lead::Common
        | Lead::Service
        | Lead::Selector
        | Lead::Mined(_)
        | Lead::Denial => "DNS",
    }
}

/// How a record was found.
#[must_use]
pub fn lead(lead: &Lead) -> String {
    let words = match lead {
        Lead::Apex => "It is at the domain itself, which is always asked for.",
        Lead::Common => "Its name is a common one, and the resolvers know it.",
        Lead::Service => "Its name is one that services use, and the resolvers know it.",
        Lead::Selector => "Its name is a usual one for DKIM keys, and the resolvers know it.",
        Lead::Mined(from) => return format!("The record at {from} leads to its name."),
        Lead::Denial => "The proof that another name does not exist names it.",
        Lead::Certificate => "A certificate names it, and the resolvers know it.",
        Lead::Pasted => "You pasted its name.",
        Lead::File => "Your zone file has it.",
        Lead::Provider => "The provider’s scan found it.",
    };
    words.to_owned()
}

/// What the world sees of records that are held.
#[must_use]
pub fn seen(seen: &Seen) -> String {
    let words = match seen {
        Seen::Same => "The world sees the same.",
        Seen::Subset => "Each answer has a part of these records: the name servers choose.",
        Seen::Flattened => {
            "The name servers follow the alias themselves and answer with the addresses of its target."
        }
        Seen::Proxied => {
            "The world sees the proxy’s addresses. The origin is not visible from outside, and these addresses lead nowhere elsewhere."
        }
        Seen::Wildcard => "A wildcard answers with the same: nothing is lost without this record.",
        Seen::Differs { live, likeness } => return differs(live.len(), *likeness),
        Seen::ExtraMembers(extra) => {
            return format!("The world sees {} more than this.", count(extra.len(), "record"));
        }
        Seen::MissingMembers(missing) => {
            return format!("The world does not see {} of these.", count(missing.len(), "record"));
        }
        Seen::Gone => "The world sees nothing: at least two resolvers say so.",
        Seen::Varies(all) => {
            return format!(
                "The answers change from ask to ask: {} so far.",
                count(all.len(), "record")
            );
        }
        Seen::Undecided => "Nothing certain could be heard. Ask again.",
    };
    words.to_owned()
}

fn differs(live: usize, likeness: Option<Likeness>) -> String {
    let words = format!("The world sees something else: {}.", count(live, "record"));
    match likeness {
        None => words,
        Some(Likeness::SameKey) => words + " It is the same key with other spaces.",
        Some(Likeness::LostSpace) => {
            words + " Only a space is missing, as where two strings were joined."
        }
    }
}

/// The name of a kind of unknown.
#[must_use]
pub fn unknown_kind(kind: UnknownKind) -> &'static str {
    match kind {
        UnknownKind::Dkim => "DKIM keys",
        UnknownKind::EmptyName => "Empty name",
        UnknownKind::Implied => "Record of a service",
        UnknownKind::Certificate => "Name of a certificate",
        UnknownKind::Opaque => "Name without known records",
        UnknownKind::Delegation => "Delegation",
        UnknownKind::Undecided => "Undecided",
        UnknownKind::StaysBehind => "Stays behind",
    }
}

/// What closes an unknown of this kind, beside a dismissal.
#[must_use]
pub fn unknown_closes(kind: UnknownKind) -> &'static str {
    match kind {
        UnknownKind::Dkim => {
            "Paste the header of a mail that was sent from the domain: it names the key."
        }
        UnknownKind::EmptyName => "Paste a name below it.",
        UnknownKind::Implied => "Add the record, or look it up at the service.",
        UnknownKind::Certificate => "Accept the record of this name.",
        UnknownKind::Opaque => "Ask for more types, or add its record.",
        UnknownKind::Delegation => "Add the NS records of this name.",
        UnknownKind::Undecided => "Ask again.",
        UnknownKind::StaysBehind => "Set the service up anew, or do without it; then dismiss this.",
    }
}

/// What is unknown, and why it is thought to exist.
#[must_use]
pub fn unknown(own: &Unknown) -> String {
    let name = &own.name;
    match (own.kind, &own.evidence) {
        (UnknownKind::Dkim, Evidence::Name(NameState::Undecided(doubt))) => {
            let certain = nothing_certain(*doubt);
            format!("There may be DKIM keys below {name}. {certain}{}", senders(&own.services))
        }
        (UnknownKind::Dkim, _) => {
            format!(
                "{name} exists, so DKIM keys are below it, but none is known.{}",
                senders(&own.services)
            )
        }
        (UnknownKind::EmptyName, _) => {
            format!("{name} exists because another name is below it, and none is known.")
        }
        (UnknownKind::Implied, Evidence::Sign { sign, owner, .. }) => format!(
            "{} needs a record at {name} that was not found. {owner} tells of the service by {}.",
            sign.service.name, sign.sign
        ),
        (UnknownKind::Implied, _) => format!("A service needs a record at {name}."),
        (UnknownKind::Certificate, _) => {
            format!(
                "A certificate names {name}, which answers, but neither side has a record for it."
            )
        }
        (UnknownKind::Opaque, _) => {
            format!("{name} exists, but has none of the types that were asked for.")
        }
        (UnknownKind::Delegation, Evidence::Record(_)) => {
            format!("{name} is a signed delegation, and the target cannot hold its DS record.")
        }
        (UnknownKind::Delegation, _) => {
            format!("{name} is handed to other name servers, and neither side has its NS records.")
        }
        (UnknownKind::Undecided, Evidence::Names(doubt, names)) => {
            format!("{}: {}", count(names.len(), "name"), nothing_certain(*doubt))
        }
        (UnknownKind::Undecided, Evidence::Name(NameState::Undecided(doubt))) => {
            format!("{name}: {}", nothing_certain(*doubt))
        }
        (UnknownKind::Undecided, _) => format!("Nothing certain is known of {name}."),
        (UnknownKind::StaysBehind, evidence) => stays_behind(own, evidence),
    }
}

fn senders(services: &[&'static Service]) -> String {
    let names: Vec<&str> = services.iter().map(|service| service.name).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(" These services sign mail with keys: {}.", names.join(", ")),
    }
}

fn stays_behind(own: &Unknown, evidence: &Evidence) -> String {
    match (evidence, own.services.first()) {
        (Evidence::Record(record), _) => format!(
            "{} has a {} record, which exists at the old provider only.",
            own.name,
            record.rtype.shown()
        ),
        (_, Some(service)) => format!(
            "{} works only with the old provider’s name servers. {} tells of it.",
            service.name, own.name
        ),
        (_, None) => format!("Something at {} works only with the old provider.", own.name),
    }
}

/// Why nothing is certain.
#[must_use]
pub fn nothing_certain(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Split => "The resolvers contradict each other.",
        Doubt::OneVoice => "Only one resolver could be heard, and it says that there is nothing.",
        Doubt::Silent => "No resolver gave a usable answer.",
        Doubt::Answer(uncertainty) => match uncertainty {
            Uncertainty::Failed(Rcode::ServFail) => {
                "The resolvers could not find out, or what they found is not valid under DNSSEC."
            }
            Uncertainty::Failed(_) => "The resolvers refused to answer.",
            Uncertainty::Filtered => "The resolvers filter this name.",
            Uncertainty::RotatingWildcard => "A wildcard answers otherwise each time.",
            Uncertainty::FilledEmptyName => {
                "The zone’s name servers answer from a wildcard where they should not."
            }
            Uncertainty::SameProof => "The proof is the same for empty names and absent ones.",
        },
    }
}

/// What the questions with a known answer showed of a resolver.
#[must_use]
pub fn resolver_trust(trust: Trust) -> &'static str {
    match trust {
        Trust::Honest { validates: true } => "passed its tests, validates DNSSEC",
        Trust::Honest { validates: false } => "passed its tests, does not validate DNSSEC",
        Trust::Rewrites => "does not count: it gives records for absent names",
        Trust::Filters => "does not count: it blocks names",
        Trust::Unreachable => "does not count: it gave no usable answer",
    }
}

/// Where the value of a proposed record comes from, and what to make sure of.
#[must_use]
pub fn proposal(proposal: &Proposal) -> String {
    let from = match proposal.value {
        ValueKind::Fixed => "This value is the same for everybody who uses the service.",
        ValueKind::Computed => "This value is made of your domain.",
        ValueKind::Sibling => "This value follows from another record of the service.",
        ValueKind::Account => "Only the service’s own pages tell this value.",
    };
    let (name, rtype) = (&proposal.ask.name, proposal.ask.rtype.shown());
    format!("A proposal, not found. {from} It is right only if {name} has a {rtype} record.")
}

/// A record that a service usually has.
#[must_use]
pub fn usual_record(own: &Usual) -> String {
    let how = match own.level {
        Necessity::Must => "needs",
        Necessity::Usual => "usually has",
        Necessity::Optional => "may have",
        Necessity::Retired => "no longer needs",
    };
    format!("{} {how} a record at {}.", own.service.name, own.name)
}

/// What addresses at the domain itself stand for.
#[must_use]
pub fn apex_stands_for(own: &StandsFor) -> String {
    let what = match own {
        StandsFor::Host(host) => format!("{host} has the same addresses"),
        StandsFor::Edge(edge) => format!("they belong to {edge}"),
        StandsFor::Alias => "they may change any minute".to_owned(),
    };
    format!("The old host seems to follow an alias here: {what}. Use the alias, not its addresses.")
}

/// Names with the same records.
#[must_use]
pub fn many_alike(own: &Alike) -> String {
    let (names, rtype) = (count(own.names.len(), "name"), own.rtype.shown());
    format!(
        "{names} have the same {rtype} records. They may stand for a wildcard of the old host: keep those that you know."
    )
}

/// Shown for an address of a content network.
#[must_use]
pub fn leads_to_edge(edge: &str) -> String {
    format!(
        "This is {edge}’s network and not a web server of yours. Elsewhere it would not lead to your site."
    )
}

/// Shown for a record that the provider makes by itself.
pub const MADE_BY_PROVIDER: &str =
    "The provider’s name servers made this by themselves. It is not copied.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::testing::{hosts, name, record};
    use crate::record::RecordType;

    #[test]
    fn every_lead_has_one_of_five_chips_and_a_sentence() {
        let chips = [
            (Lead::Provider, "Provider"),
            (Lead::Apex, "DNS"),
            (Lead::Mined(name("mail.example.com")), "DNS"),
            (Lead::Certificate, "Certificates"),
            (Lead::Pasted, "Pasted"),
            (Lead::File, "File"),
        ];
        for (own, chip) in chips {
            assert_eq!(lead_chip(&own), chip);
            assert!(lead(&own).ends_with('.'));
        }
    }

    #[test]
    fn addresses_of_others_are_named_and_the_alias_is_asked_for() {
        for (own, words) in [
            (StandsFor::Host(name("a.example.net")), "a.example.net has the same addresses"),
            (StandsFor::Edge("Fastly"), "they belong to Fastly"),
            (StandsFor::Alias, "they may change any minute"),
        ] {
            assert!(apex_stands_for(&own).contains(words));
        }
        assert!(leads_to_edge("Fastly").starts_with("This is Fastly’s network"));
    }

    #[test]
    fn a_verdict_counts_what_is_seen() {
        let some = hosts(&["192.0.2.1", "192.0.2.2"]);
        assert_eq!(
            seen(&Seen::ExtraMembers(some.clone())),
            "The world sees 2 records more than this."
        );
        let key = Seen::Differs { live: hosts(&["192.0.2.1"]), likeness: Some(Likeness::SameKey) };
        assert!(seen(&key).ends_with("1 record. It is the same key with other spaces."));
    }

    #[test]
    fn every_kind_of_unknown_has_a_name_of_its_own_and_a_way_to_close_it() {
        let names: std::collections::BTreeSet<_> = UnknownKind::ALL.map(unknown_kind).into();
        assert_eq!(names.len(), UnknownKind::ALL.len());
        assert!(UnknownKind::ALL.iter().all(|kind| unknown_closes(*kind).ends_with('.')));
    }

    #[test]
    fn hidden_characters_of_a_type_are_shown() {
        let own = record("a", RecordType::parse("X\u{202e}Y"), &["x"]);
        let (kind, evidence) = (UnknownKind::StaysBehind, Evidence::Record(Box::new(own)));
        let (services, proposals) = (Vec::new(), Vec::new());
        let words =
            unknown(&Unknown { kind, name: name("a.example.com"), services, evidence, proposals });
        assert!(words.contains("X⟨U+202E⟩Y"), "{words}");
    }
}
