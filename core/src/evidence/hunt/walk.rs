//! The walk along the proofs of a signed zone: each NSEC record names the next name (RFC 4034, section 4.1). Back at
//! the apex, every name is known.

use std::str::FromStr;

use data_encoding::HEXLOWER_PERMISSIVE;
use domain::base::Name;
use domain::base::iana::Rtype;
use domain::dep::octseq::Parser;
use domain::rdata::Nsec;

use super::Hunt;
use super::candidates::Cut;
use super::topic::{Rank, Spoken};
use super::types::NSEC;
use crate::evidence::{Answer, Denial, Lead, Question, Trust};
use crate::name::{DomainName, parent};
use crate::record::RecordType;

/// The most names of a walk: a larger zone leaves no questions for the records.
const LONGEST: u32 = 1_000;
/// The number of SOA: in a proof not of the apex, it is that of another zone.
const SOA: u16 = 6;

/// How far the walk is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Walk {
    /// Whether it is possible is not known.
    #[default]
    Begin,
    /// It is at this name, after so many others.
    At(DomainName, u32),
    /// The zone below this delegation is to be stepped over.
    Over(DomainName, u32),
    /// It has come back, or it is not possible.
    End,
}

/// A name of the chain.
struct ChainLink {
    next: DomainName,
    types: Vec<u16>,
}

impl Walk {
    /// Whether all names may yet become known.
    pub fn may_complete(&self) -> bool {
        *self != Self::End
    }

    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::At(..) | Self::Over(..))
    }
}

impl Hunt {
    /// Goes on with the walk as far as the answers reach.
    pub(super) fn step_walk(&mut self) {
        while let Some(walk) = self.next_walk() {
            self.walk = walk;
            if self.walk == Walk::End {
                self.changed.extend(self.candidates.keys().cloned());
            }
        }
    }

    /// The next state; `None` at the end, and while an answer is missing.
    fn next_walk(&mut self) -> Option<Walk> {
        let tests = self.resolvers.iter().filter(|own| own.is_tested());
        if self.walk == Walk::End || tests.map(|own| own.trust()).any(|trust| trust.is_none()) {
            return None;
        }
        let first = self.resolvers.iter().position(|own| own.trust().is_some_and(Trust::is_honest));
        let place = first?;
        match self.walk.clone() {
            Walk::Begin => self.begin(place),
            Walk::At(name, steps) => self.stride(&name, steps, place),
            Walk::Over(cut, steps) => self.step_over(&cut, steps, place),
            Walk::End => None,
        }
    }

    fn ask_walk(&mut self, name: &DomainName, number: u16, place: usize) -> Option<Spoken> {
        let question = Question { name: name.clone(), rtype: RecordType::numbered(number) };
        self.spoken(&question, place, Rank::Walk)
    }

    /// Only a signed zone has proofs.
    fn begin(&mut self, place: usize) -> Option<Walk> {
        let zone = self.zone.clone();
        let keys = self.ask_walk(&zone, 48, place)?;
        let has_keys = |answer: &Answer| {
            answer.records.iter().any(|record| record.rtype == RecordType::Dnskey)
        };
        if !keys.answer.is_some_and(|answer| has_keys(&answer)) {
            return Some(Walk::End);
        }
        let spoken = self.ask_walk(&zone, NSEC, place)?;
        let link = spoken.answer.and_then(|answer| link(&answer, &zone));
        Some(link.map_or(Walk::End, |link| self.reach(&zone, link, 0)))
    }

    fn stride(&mut self, name: &DomainName, steps: u32, place: usize) -> Option<Walk> {
        let spoken = self.ask_walk(name, NSEC, place)?;
        let Some(answer) = spoken.answer else { return Some(Walk::End) };
        let link = link(&answer, name).filter(|link| !link.types.contains(&SOA));
        Some(match link {
            Some(link) => self.reach(name, link, steps),
            // Whoever answers is the zone below.
            None => Walk::Over(name.clone(), steps),
        })
    }

    /// Asks for a name that would stand directly after everything below the delegation.
    fn step_over(&mut self, cut: &DomainName, steps: u32, place: usize) -> Option<Walk> {
        let beyond = cut.labels().next().zip(parent(cut.as_str()));
        let beyond = beyond.map(|(label, rest)| format!(r"{label}\000.{rest}"));
        let Some(beyond) = beyond.and_then(|name| DomainName::parse(&name).ok()) else {
            return Some(Walk::End);
        };
        let spoken = self.ask_walk(&beyond, NSEC, place)?;
        let denials = spoken.answer.map(|answer| answer.denials.clone()).unwrap_or_default();
        let covering = denials.into_iter().find_map(|denial| match denial {
            Denial::Nsec { owner, next, types } if owner == *cut => Some(ChainLink { next, types }),
            _ => None,
        });
        let Some(link) = covering else { return Some(Walk::End) };
        self.cut(cut, Cut::Delegation);
        Some(self.reach(cut, link, steps))
    }

    /// Notes a name of the chain and goes to the next one.
    fn reach(&mut self, name: &DomainName, link: ChainLink, steps: u32) -> Walk {
        // A proof made for one question leads nowhere (RFC 4470, section 4; RFC 9824, section 3.1).
        let is_made = link.next.as_str().contains('\\');
        let is_back = link.next == self.zone;
        let is_onward = link.next.is_within(&self.zone) && is_before(name, &link.next);
        if is_made || !is_back && !is_onward || steps >= LONGEST {
            return Walk::End;
        }
        self.add(name, &Lead::Denial);
        self.list(name, link.types);
        if is_back {
            self.picture.is_complete = true;
            return Walk::End;
        }
        self.add(&link.next, &Lead::Denial);
        Walk::At(link.next, steps + 1)
    }
}

/// Whether a name stands before another in the order of the chain (RFC 4034, section 6.1).
fn is_before(name: &DomainName, other: &DomainName) -> bool {
    let [name, other] = [name, other].map(|name| Name::<Vec<u8>>::from_str(name.as_str()));
    matches!((name, other), (Ok(name), Ok(other)) if name < other)
}

/// The NSEC record of a name in the answer section.
fn link(answer: &Answer, name: &DomainName) -> Option<ChainLink> {
    let is_own = |record: &&crate::record::Record| {
        record.name == *name && record.rtype.number() == Some(NSEC)
    };
    let record = answer.records.iter().find(is_own)?;
    // `\#`, the length, and the data (RFC 3597, section 5).
    let hex: String = record.rdata.field(0).raw().split_whitespace().skip(2).collect();
    let bytes = HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok()?;
    let nsec = Nsec::parse(&mut Parser::from_ref(&bytes[..])).ok()?;
    let next = DomainName::parse(&nsec.next_name().to_string()).ok()?;
    Some(ChainLink { next, types: nsec.types().iter().map(Rtype::to_int).collect() })
}
