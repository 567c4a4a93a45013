//! What the resolvers say of a question: it is asked where that is missing, judged beside the controls of the same
//! resolver, and brought together.

use chrono::{DateTime, TimeDelta, Utc};

use super::Hunt;
use super::candidates::Candidate;
use super::controls::Backdrop;
use super::topic::{Rank, Spoken, Topic};
use crate::date;
use crate::evidence::{
    Agreement, Answer, Around, Hearing, Meaning, NameState, Question, Rcode, Testimony, Trust,
    Uncertainty, Voice, Wildcard, agree, judge,
};
use crate::name::DomainName;

/// So often resolvers that contradict each other are asked again.
const ROUNDS: u32 = 3;
/// The time between the rounds: three take ten seconds.
const BETWEEN_ROUNDS: TimeDelta = TimeDelta::milliseconds(3_334);

impl Hunt {
    /// What all that are to be heard say together; `None` while answers are missing, which are asked for.
    /// `matters`: whether an absence is to be confirmed too.
    pub(super) fn conclude(&mut self, question: &Question, matters: bool) -> Option<Agreement> {
        let rounds = self.topics.get(question).map_or(0, |topic| topic.rounds);
        let most = if rounds < ROUNDS { 2 } else { 3 };
        let mut voices: Vec<Voice> = Vec::new();
        for place in 0..self.resolvers.len() {
            let heard = voices.iter().filter_map(|voice| voice.meaning.as_ref());
            let heard: Vec<&Meaning> = heard.collect();
            let is_enough = match heard[..] {
                [] => false,
                [only] => !is_to_be_confirmed(only, matters),
                _ => heard.len() >= most || agree(&voices) != Agreement::Split,
            };
            if is_enough {
                break;
            }
            let rank = if voices.is_empty() { self.rank_of(question) } else { Rank::Confirm };
            voices.push(self.voice(question, place, rank)?);
        }
        let agreement = agree(&voices);
        if agreement == Agreement::Split && rounds < ROUNDS && self.ask_again(question) {
            return None;
        }
        self.record(question, &voices, &agreement);
        Some(agreement)
    }

    fn rank_of(&self, question: &Question) -> Rank {
        let rank = self.rank(&question.name);
        let is_first = *question == self.first_question(&question.name);
        if is_first { rank } else { rank.min(Rank::Types) }
    }

    /// What one resolver says; `None` while it is being asked.
    fn voice(&mut self, question: &Question, place: usize, rank: Rank) -> Option<Voice> {
        let resolver = self.resolvers.get_mut(place)?;
        let Some(trust) = resolver.trust() else {
            self.test(place);
            return None;
        };
        if !trust.is_honest() {
            return Some(Voice { meaning: None, is_honest: false });
        }
        let spoken = self.spoken(question, place, rank)?;
        let meaning = match spoken.answer {
            Some(answer) => Some(self.meaning(question, &answer, place)?),
            None => None,
        };
        Some(Voice { meaning, is_honest: true })
    }

    /// Begins the tests of a resolver.
    pub(super) fn test(&mut self, place: usize) {
        let Some(resolver) = self.resolvers.get_mut(place) else { return };
        if !resolver.is_tested() && resolver.silence.is_none() {
            resolver.test(&self.probes);
            // The zone's SOA is one of the tests, and not asked for twice.
            let question = self.probes.zone.clone();
            self.wait_for(&question, place);
        }
    }

    fn wait_for(&mut self, question: &Question, place: usize) {
        let (resolvers, is_shown) = (self.resolvers.len(), !self.is_control(&question.name));
        let topic = self.topics.entry(question.clone());
        let topic = topic.or_insert_with(|| Topic::new(resolvers, is_shown));
        if let Some(part) = topic.parts.get_mut(place) {
            part.is_waiting = true;
        }
    }

    /// What one resolver has answered; asks for it if necessary.
    pub(super) fn spoken(
        &mut self,
        question: &Question,
        place: usize,
        rank: Rank,
    ) -> Option<Spoken> {
        let part = self.topics.get(question).and_then(|topic| topic.parts.get(place));
        match part {
            Some(part) if part.is_waiting => return None,
            Some(part) if part.spoken.is_some() => return part.spoken.clone(),
            _ => {}
        }
        let resolver = self.resolvers.get_mut(place)?;
        if resolver.silence.is_some() {
            return Some(Spoken::nothing(self.now));
        }
        resolver.ask(question.clone(), rank);
        self.wait_for(question, place);
        None
    }

    /// What an answer means beside what the same resolver says of random names; `None` while these are asked for.
    fn meaning(&mut self, question: &Question, answer: &Answer, place: usize) -> Option<Meaning> {
        let is_empty_absence = answer.rcode == Rcode::NxDomain && answer.records.is_empty();
        let is_outcome = matches!(answer.rcode, Rcode::NoError | Rcode::NxDomain);
        let backdrop = match is_outcome && !is_empty_absence {
            true => self.backdrop(&question.name, &question.rtype, place),
            false => Backdrop::Known(Wildcard::None),
        };
        let wildcard = match backdrop {
            Backdrop::Known(wildcard) => wildcard,
            Backdrop::NotYet => return None,
            Backdrop::Silent(rcode) => {
                let failed = Uncertainty::Failed(rcode.unwrap_or(Rcode::ServFail));
                return Some(Meaning::Undecided(failed));
            }
        };
        let around = Around {
            zone: &self.zone,
            wildcard,
            empty_names: self.empty_names,
            marks_absent_names: self.marks_absent_names,
            fills_empty_names: self.fills_empty_names,
        };
        Some(judge(question, answer, &around))
    }

    /// Asks those that have answered once more, after a while. Whether any of them can be asked.
    fn ask_again(&mut self, question: &Question) -> bool {
        let at = date::after(self.now, BETWEEN_ROUNDS);
        let Some(topic) = self.topics.get_mut(question) else { return false };
        topic.rounds += 1;
        let mut is_asked = false;
        for (part, resolver) in topic.parts.iter_mut().zip(&mut self.resolvers) {
            let is_heard = part.spoken.as_ref().is_some_and(|spoken| spoken.answer.is_some());
            if is_heard && resolver.silence.is_none() {
                resolver.ask_later(question.clone(), at);
                part.is_waiting = true;
                is_asked = true;
            }
        }
        if !is_asked {
            topic.rounds = ROUNDS;
        }
        is_asked
    }

    /// Writes down what a question came to.
    fn record(&mut self, question: &Question, voices: &[Voice], agreement: &Agreement) {
        let Some(topic) = self.topics.get_mut(question).filter(|topic| topic.is_shown) else {
            return;
        };
        let each = self.resolvers.iter().zip(voices).enumerate();
        let testimonies = each.filter_map(|(place, (resolver, voice))| {
            let spoken = topic.spoken(place)?;
            Some(Testimony {
                resolver: resolver.spec.name.clone(),
                at: spoken.at,
                rcode: spoken.rcode(),
                is_validated: spoken.answer.as_ref().is_some_and(|answer| answer.is_validated),
                meaning: voice.meaning.clone(),
            })
        });
        let hearing = Hearing {
            question: question.clone(),
            testimonies: testimonies.collect(),
            agreement: agreement.clone(),
        };
        match topic.hearing.and_then(|place| self.picture.asked.get_mut(place)) {
            Some(own) => *own = hearing,
            None => {
                topic.hearing = Some(self.picture.asked.len());
                self.picture.asked.push(hearing);
            }
        }
    }

    /// The first resolver that counts, if it can still be asked.
    pub(super) fn first_honest(&self) -> Option<usize> {
        self.resolvers.iter().position(|resolver| {
            resolver.silence.is_none() && resolver.trust().is_some_and(Trust::is_honest)
        })
    }

    /// What the resolvers said of a question when they were last heard together.
    pub(super) fn meanings(&self, question: &Question) -> impl Iterator<Item = &Meaning> {
        let place = self.topics.get(question).and_then(|topic| topic.hearing);
        let hearing = place.and_then(|place| self.picture.asked.get(place));
        let testimonies = hearing.into_iter().flat_map(|hearing| &hearing.testimonies);
        testimonies.filter_map(|testimony| testimony.meaning.as_ref())
    }

    /// When a question was first answered.
    pub(super) fn heard_at(&self, question: &Question) -> DateTime<Utc> {
        let topic = self.topics.get(question);
        let times = topic.into_iter().flat_map(|topic| &topic.parts);
        let times = times.filter_map(|part| part.spoken.as_ref().map(|spoken| spoken.at));
        times.min().unwrap_or(self.now)
    }

    /// The candidates whose meaning depends on the random names of a level: not those that are absent.
    pub(super) fn change_waiting(&mut self, level: &DomainName) {
        let below: Vec<DomainName> =
            self.children.get(level).into_iter().flatten().cloned().collect();
        let is_absent = |own: &Candidate| matches!(own.state, Some(NameState::Absent(_)));
        let below =
            below.into_iter().filter(|name| !self.candidates.get(name).is_some_and(is_absent));
        let below: Vec<DomainName> = below.collect();
        for name in below {
            let wildcard = DomainName::join("*", &name).ok();
            self.changed.extend(wildcard.filter(|name| self.candidates.contains_key(name)));
            self.changed.insert(name);
        }
    }
}

/// Whether one resolver's word is not enough.
fn is_to_be_confirmed(meaning: &Meaning, matters: bool) -> bool {
    match meaning {
        Meaning::Records(_)
        | Meaning::Alias(_)
        | Meaning::Dangling(_)
        | Meaning::Delegated(_)
        | Meaning::NoZone
        | Meaning::Undecided(Uncertainty::Failed(_) | Uncertainty::Filtered) => true,
        Meaning::FromWildcard(_)
        | Meaning::OtherTypes(_)
        | Meaning::EmptyName(_)
        | Meaning::Absent(_)
        | Meaning::Undecided(_) => matters,
    }
}
