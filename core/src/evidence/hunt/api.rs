//! What the page calls.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::Candidate;
use super::resolver::{Resolver, Silence};
use super::topic::Rank;
use super::walk::Walk;
use super::{Ask, AskId, BUDGET, Halt, Hunt, HuntPhase, HuntProgress, HuntStep, ResolverSpec};
use crate::evidence::{
    Asking, EmptyNames, Lead, Picture, Probes, Question, Trust, lists, true_zone,
};
use crate::name::DomainName;
use crate::record::{Record, RecordType};

impl Hunt {
    /// A hunt in a zone. The first two resolvers are asked; a third one only where these contradict each other,
    /// or one of them does not count. The random names are made of `seed`. `None` if the zone's name leaves no
    /// room for them.
    #[must_use]
    pub fn new(zone: DomainName, resolvers: Vec<ResolverSpec>, seed: u32) -> Option<Self> {
        let mut hunt = Self::empty(zone, resolvers, seed)?;
        hunt.add(&hunt.zone.clone(), &Lead::Apex);
        for guess in lists::guesses() {
            let lead = match guess.name {
                name if name.ends_with("._domainkey") => Lead::Selector,
                name if name.contains('_') => Lead::Service,
                _ => Lead::Common,
            };
            if let Ok(name) = DomainName::join(guess.name, &hunt.zone) {
                hunt.add(&name, &lead);
            }
        }
        Some(hunt)
    }

    fn empty(zone: DomainName, resolvers: Vec<ResolverSpec>, seed: u32) -> Option<Self> {
        let picture = Picture {
            zone: zone.clone(),
            finds: Vec::new(),
            names: BTreeMap::new(),
            asked: Vec::new(),
            is_complete: false,
        };
        Some(Self {
            probes: Probes::new(&zone, seed)?,
            zone,
            seed,
            now: DateTime::UNIX_EPOCH,
            resolvers: resolvers.into_iter().map(Resolver::new).collect(),
            topics: FxHashMap::default(),
            candidates: BTreeMap::new(),
            children: BTreeMap::new(),
            cuts: BTreeMap::new(),
            levels: BTreeMap::new(),
            empty_names: EmptyNames::default(),
            marks_absent_names: false,
            fills_empty_names: false,
            is_deep: false,
            is_short_list_due: false,
            walk: Walk::default(),
            changed: BTreeSet::new(),
            mined: FxHashSet::default(),
            flights: FxHashMap::default(),
            asked: 0,
            halt: None,
            picture,
        })
    }

    /// Asks for these names too, at any time. Names outside the zone are left out.
    pub fn lead(&mut self, names: impl IntoIterator<Item = DomainName>, lead: Lead) {
        names.into_iter().for_each(|name| self.add(&name, &lead));
    }

    /// Takes records that are known from elsewhere: their names and types are asked for, and the names in their
    /// contents.
    pub fn know(&mut self, records: &[Record], lead: Lead) {
        for record in records {
            self.add(&record.name, &lead);
            if let Some(candidate) = self.candidates.get_mut(&record.name) {
                if candidate.known.insert(record.rtype.clone()) {
                    candidate.reopen();
                }
                self.changed.insert(record.name.clone());
                self.mine(record);
            }
        }
    }

    /// Asks for rare types too, at every name that exists (the types of [`crate::record`] and DNS-SD).
    pub fn deepen(&mut self) {
        self.is_deep = true;
        self.candidates.values_mut().for_each(Candidate::reopen);
        self.changed.extend(self.candidates.keys().cloned());
    }

    /// States that the zone's servers answer from a wildcard at empty names too, against RFC 4592, section
    /// 2.2.2. Otherwise their names tell it.
    pub fn fills_empty_names(&mut self) {
        self.fills_empty_names = true;
        self.changed.extend(self.candidates.keys().cloned());
    }

    /// What to do next. Not calling it is a pause.
    pub fn next(&mut self, now: DateTime<Utc>) -> HuntStep {
        self.now = now;
        self.look();
        if self.asked >= BUDGET {
            self.halt.get_or_insert(Halt::Budget);
        }
        if self.halt.is_some() {
            return HuntStep::Done;
        }
        if let Some(ask) = self.send(now) {
            return HuntStep::Ask(ask);
        }
        let due = self.resolvers.iter().filter_map(|resolver| resolver.due(now)).min();
        match due {
            Some(due) => HuntStep::Wait(due),
            None if !self.flights.is_empty() => HuntStep::WaitForAnswers,
            None if self.is_short_list_due => HuntStep::Done,
            None => {
                self.is_short_list_due = true;
                self.changed.extend(self.candidates.keys().cloned());
                self.next(now)
            }
        }
    }

    fn send(&mut self, now: DateTime<Utc>) -> Option<Ask> {
        let mut places = (0..).zip(&mut self.resolvers);
        let (place, hides_network, errand) = places.find_map(|(place, resolver)| {
            Some((place, resolver.spec.hides_network, resolver.send(now)?))
        })?;
        let id = AskId(self.asked);
        self.asked += 1;
        let asking = Asking { is_unchecked: errand.failed.is_some(), hides_network };
        let question = errand.question.clone();
        self.flights.insert(id, (place, errand));
        Some(Ask { id, resolver: place, question, asking })
    }

    /// Ends the hunt. Replies that still come are taken.
    pub fn stop(&mut self) {
        self.halt.get_or_insert(Halt::User);
    }

    /// Continues a hunt that the user has stopped.
    pub fn resume(&mut self) {
        self.halt.take_if(|halt| *halt == Halt::User);
    }

    /// What is known of the zone.
    #[must_use]
    pub fn picture(&self) -> &Picture {
        &self.picture
    }

    /// How far the hunt is.
    #[must_use]
    pub fn progress(&self) -> HuntProgress {
        let mut by_type: BTreeMap<RecordType, usize> = BTreeMap::new();
        for find in &self.picture.finds {
            *by_type.entry(find.record.rtype.clone()).or_default() += 1;
        }
        let queued: usize = self.resolvers.iter().map(|resolver| resolver.ranks().count()).sum();
        let open = self.candidates.keys().filter(|name| self.is_to_come(name)).count();
        HuntProgress {
            asked: self.asked,
            in_flight: self.flights.len(),
            waiting: queued + open,
            found: self.picture.finds.len(),
            by_type,
            phase: self.phase(),
        }
    }

    pub(super) fn phase(&self) -> HuntPhase {
        if let Some(halt) = &self.halt {
            return HuntPhase::Stopped(halt.clone());
        }
        let is_honest = |resolver: &Resolver| resolver.trust().is_some_and(Trust::is_honest);
        let in_flight = self.flights.values().map(|(_, errand)| errand.rank);
        let queued = self.resolvers.iter().flat_map(Resolver::ranks);
        let ranks: Vec<Rank> = in_flight.chain(queued).collect();
        let is_idle = ranks.is_empty() && self.changed.is_empty();
        match () {
            () if is_idle && self.is_short_list_due => HuntPhase::Done,
            () if !self.resolvers.iter().any(is_honest) => HuntPhase::Testing,
            () if self.walk.is_under_way() => HuntPhase::Walking,
            () if !ranks.is_empty() && ranks.iter().all(|rank| is_confirming(*rank)) => {
                HuntPhase::Confirming
            }
            () => HuntPhase::Sweeping,
        }
    }

    /// Each resolver with what its tests showed; `None` if they are not over, or were not needed.
    pub fn trust(&self) -> impl Iterator<Item = (&str, Option<Trust>)> {
        self.resolvers.iter().map(|resolver| (resolver.spec.name.as_str(), resolver.trust()))
    }

    /// The resolvers that are not asked any more, with the reason.
    pub fn silences(&self) -> impl Iterator<Item = (&str, Silence)> {
        self.resolvers
            .iter()
            .filter_map(|resolver| Some((resolver.spec.name.as_str(), resolver.silence?)))
    }

    /// The questions that a resolver answers only without validation: DNSSEC is broken there (RFC 4035, section
    /// 3.2.2).
    pub fn invalid(&self) -> impl Iterator<Item = &Question> {
        self.topics.iter().filter(|(_, topic)| topic.is_unchecked()).map(|(question, _)| question)
    }

    /// Whether the zone's servers answer for empty names as they must (RFC 8020, section 2).
    #[must_use]
    pub fn empty_names(&self) -> EmptyNames {
        self.empty_names
    }

    /// Looks at the candidates that something has changed for, until nothing changes.
    pub(super) fn look(&mut self) {
        let is_left = |resolver: &Resolver| {
            resolver.silence.is_none() && resolver.trust().is_none_or(Trust::is_honest)
        };
        if !self.resolvers.iter().any(is_left) {
            self.halt.get_or_insert(Halt::NoResolver);
        }
        self.check_zone();
        if self.halt.is_none() {
            self.step_walk();
        }
        while let Some(name) = self.changed.pop_first() {
            self.advance(&name);
        }
    }

    /// Ends the hunt if the first two resolvers that count say that the domain is no zone.
    fn check_zone(&mut self) {
        let mut other = None;
        let mut heard = 0;
        for place in 0..self.resolvers.len() {
            let Some(resolver) = self.resolvers.get(place).filter(|_| heard < 2) else { break };
            match resolver.trust() {
                Some(trust) if !trust.is_honest() => continue,
                Some(_) => {}
                None if other.is_some() => return self.test(place),
                None => return,
            }
            let topic = self.topics.get(&self.probes.zone);
            let spoken = topic.and_then(|topic| topic.spoken(place)?.answer.as_ref());
            match spoken.and_then(|answer| true_zone(&self.zone, answer)) {
                Some(zone) => other = Some(zone),
                None => return,
            }
            heard += 1;
        }
        if let Some(other) = other {
            self.halt.get_or_insert(Halt::OtherZone(other));
        }
    }

    fn is_to_come(&self, name: &DomainName) -> bool {
        let is_new = |candidate: &Candidate| candidate.state.is_none();
        let is_begun = || self.topics.contains_key(&self.first_question(name));
        self.candidates.get(name).is_some_and(is_new) && !is_begun() && !self.is_pruned(name)
    }
}

/// Whether only what is known already is asked again.
fn is_confirming(rank: Rank) -> bool {
    matches!(rank, Rank::Confirm | Rank::Repeat | Rank::Control)
}
