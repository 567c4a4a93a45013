//! The hunt for everything that a zone has: which question to ask next, and of whom. Pure: the page sends the
//! questions and hands in the replies, with the time.
//!
//! Every name that may exist is a candidate. A candidate is looked at again whenever something that bears on it
//! has come in, and each time asks for what is still missing; nothing is asked twice.

mod api;
mod candidates;
mod controls;
mod hear;
mod kept;
mod kept_hearings;
mod mine;
mod pace;
mod questions;
mod received;
mod resolver;
mod settle;
mod topic;
mod types;
mod walk;

#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod properties_tests;
#[cfg(test)]
mod sweep_tests;
#[cfg(test)]
mod world_tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Answer, Asking, EmptyNames, Picture, Probes, Question, Unusable};
use crate::name::DomainName;
use crate::record::RecordType;
use candidates::{Candidate, Cut};
use controls::Level;
use resolver::Resolver;
use topic::{Errand, Topic};
use walk::Walk;

pub use kept::Kept;
pub use resolver::Silence;

/// The most questions of a hunt, whatever it finds.
pub const BUDGET: u32 = 3_000;

/// A resolver that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolverSpec {
    /// Its name, as testimonies have it.
    pub name: String,
    /// Whether it is to be told not to pass the user's network on (RFC 7871, section 7.1.2).
    pub hides_network: bool,
}

/// What the page does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HuntStep {
    /// Asks this.
    Ask(Ask),
    /// Comes again at this time, or when a reply has come.
    Wait(DateTime<Utc>),
    /// Comes again when a reply has come.
    WaitForAnswers,
    /// Nothing: the hunt is over, unless something new leads to other names.
    Done,
}

/// A question for a resolver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The number of the question, for its reply.
    pub id: AskId,
    /// The place of the resolver in the list that the hunt began with.
    pub resolver: usize,
    /// The question.
    pub question: Question,
    /// How it is asked.
    pub asking: Asking,
}

/// The number of a question that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AskId(u32);

/// What came back of a question (RFC 8484, section 4.2.1).
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// An answer, of whatever outcome.
    Answer(Box<Answer>),
    /// A response that says nothing.
    Unusable(Unusable),
    /// The resolver is asked too fast (HTTP status 429), and said how long to wait or not.
    Throttled(Option<TimeDelta>),
    /// The resolver failed (HTTP status 5xx), or it took too long.
    Failed,
    /// No response at all.
    Unreachable,
    /// The question was wrong (HTTP status 400, 413, 414 or 415), which is a fault of the program.
    Rejected,
}

/// What the hunt is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HuntPhase {
    /// Whether the resolvers tell the truth.
    Testing,
    /// The names that the zone's own proofs tell.
    Walking,
    /// The names that may exist.
    Sweeping,
    /// What only one resolver has said yet.
    Confirming,
    /// Everything was asked.
    Done,
    /// It has ended before.
    Stopped(Halt),
}

/// Why a hunt ended before everything was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// The user wanted it.
    User,
    /// It has asked as much as it may.
    Budget,
    /// No resolver is left that can be asked and tells the truth.
    NoResolver,
    /// The domain is no zone of its own; it belongs to this one.
    OtherZone(DomainName),
    /// A resolver found this question wrong.
    Fault(Question),
}

/// How far a hunt is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HuntProgress {
    /// The questions that were sent.
    pub asked: u32,
    /// Those that wait for their replies.
    pub in_flight: usize,
    /// About how many are still to be sent; it grows with what is found.
    pub waiting: usize,
    /// The records that were found.
    pub found: usize,
    /// The same by type.
    pub by_type: BTreeMap<RecordType, usize>,
    /// What the hunt is at.
    pub phase: HuntPhase,
}

/// The search for the records of one zone.
#[derive(Clone, Debug)]
pub struct Hunt {
    zone: DomainName,
    probes: Probes,
    seed: u32,
    now: DateTime<Utc>,
    resolvers: Vec<Resolver>,
    topics: FxHashMap<Question, Topic>,
    candidates: BTreeMap<DomainName, Candidate>,
    /// The candidates directly below each name.
    children: BTreeMap<DomainName, BTreeSet<DomainName>>,
    /// Names below which nothing belongs to the zone.
    cuts: BTreeMap<DomainName, Cut>,
    /// Where random names were asked for.
    levels: BTreeMap<DomainName, Level>,
    empty_names: EmptyNames,
    marks_absent_names: bool,
    fills_empty_names: bool,
    is_deep: bool,
    /// Whether all else was asked, and nothing showed how empty names are answered.
    is_short_list_due: bool,
    walk: Walk,
    /// The candidates that are to be looked at again.
    changed: BTreeSet<DomainName>,
    /// The records whose contents have been searched for names.
    mined: FxHashSet<String>,
    flights: FxHashMap<AskId, (usize, Errand)>,
    asked: u32,
    halt: Option<Halt>,
    picture: Picture,
}
