//! One resolver of a hunt: whether it is believed, what waits to be asked of it, and what its replies do to that.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::pace::Pace;
use super::topic::{Errand, Rank, Spoken};
use super::{Received, ResolverSpec};
use crate::backoff;
use crate::date;
use crate::evidence::{Answer, Probes, Question, Rcode, Trust, Unusable};

/// So often a question is asked again after a failure.
const RETRIES: u32 = 2;
/// So many replies in a row that did not come end the questions.
const UNREACHABLE: u32 = 3;
/// So many failures in a row end the questions: resolvers count them against whoever asks.
const SERVER_FAILURES: u32 = 10;
/// So many refusals in a row end the questions.
const REFUSALS: u32 = 8;

/// Why a resolver is not asked any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// It cannot be reached from here.
    Unreachable,
    /// It failed ten times in a row (RFC 1035, RCODE 2).
    Failing,
    /// It goes on refusing, however slowly it is asked.
    Refusing,
}

/// What a reply comes to.
pub(super) enum Arrival {
    /// The question is asked again.
    Again,
    /// The resolver has spoken.
    Heard(Question, Spoken),
    /// The resolver is not asked any more; nor is this question.
    Silenced(Question),
    /// The question should not have been asked.
    Fault(Question),
}

#[derive(Clone, Debug)]
pub(super) struct Resolver {
    pub spec: ResolverSpec,
    pub silence: Option<Silence>,
    pub pace: Pace,
    /// The questions that test it, with what it said; none before it is tested.
    tests: Vec<(Question, Option<Result<Answer, Unusable>>)>,
    waiting: BTreeMap<(Rank, u32), Errand>,
    later: Vec<(DateTime<Utc>, Errand)>,
    queued: u32,
    unreachable: u32,
    server_failures: u32,
}

impl Resolver {
    pub fn new(spec: ResolverSpec) -> Self {
        Self {
            spec,
            silence: None,
            pace: Pace::default(),
            tests: Vec::new(),
            waiting: BTreeMap::new(),
            later: Vec::new(),
            queued: 0,
            unreachable: 0,
            server_failures: 0,
        }
    }

    /// Begins the tests, once.
    pub fn test(&mut self, probes: &Probes) {
        if self.tests.is_empty() && self.silence.is_none() {
            let questions = probes.absent.iter().chain([&probes.keys, &probes.zone]).cloned();
            self.tests = questions.map(|question| (question, None)).collect();
            for (question, _) in self.tests.clone() {
                self.ask(question, Rank::Test);
            }
        }
    }

    /// Whether its answers count; `None` while the tests run.
    pub fn trust(&self) -> Option<Trust> {
        let told = self.tests.iter().map(|(_, told)| told.clone());
        match &told.collect::<Option<Vec<_>>>()?[..] {
            [absent @ .., keys, zone] => Some(Trust::of(absent, keys, zone)),
            _ => self.silence.map(|_| Trust::Unreachable),
        }
    }

    pub fn is_tested(&self) -> bool {
        !self.tests.is_empty()
    }

    /// Takes what was said to a test.
    pub fn take_test(&mut self, question: &Question, spoken: &Spoken) {
        let told = match &spoken.answer {
            Some(answer) => Ok((**answer).clone()),
            None => Err(Unusable::Malformed),
        };
        let test = self.tests.iter_mut().find(|(own, told)| own == question && told.is_none());
        if let Some((_, own)) = test {
            *own = Some(told);
        }
    }

    pub fn ask(&mut self, question: Question, rank: Rank) {
        self.queue(Errand { question, rank, failures: 0, failed: None });
    }

    pub fn ask_later(&mut self, question: Question, at: DateTime<Utc>) {
        self.later.push((at, Errand { question, rank: Rank::Repeat, failures: 0, failed: None }));
    }

    fn queue(&mut self, errand: Errand) {
        self.queued = self.queued.wrapping_add(1);
        self.waiting.insert((errand.rank, self.queued), errand);
    }

    /// The next question, if one may be sent now.
    pub fn send(&mut self, now: DateTime<Utc>) -> Option<Errand> {
        let (due, later) = self.later.drain(..).partition(|(at, _)| *at <= now);
        self.later = later;
        due.into_iter().for_each(|(_, errand): (_, Errand)| self.queue(errand));
        self.pace.free_at(now).filter(|at| *at <= now)?;
        let (_, errand) = self.waiting.pop_first()?;
        self.pace.send(now);
        Some(errand)
    }

    /// When the next question may be sent; `None` if there is none, or first an answer has to come.
    pub fn due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let free = self.pace.free_at(now)?;
        match self.waiting.is_empty() {
            false => Some(free),
            true => self.later.iter().map(|(at, _)| free.max(*at)).min(),
        }
    }

    /// The ranks of the questions that are not sent yet.
    pub fn ranks(&self) -> impl Iterator<Item = Rank> {
        let later = self.later.iter().map(|(_, errand)| errand.rank);
        self.waiting.keys().map(|(rank, _)| *rank).chain(later)
    }

    /// Takes a reply to an errand.
    pub fn receive(&mut self, errand: Errand, reply: Received, now: DateTime<Utc>) -> Arrival {
        self.pace.come_back();
        match reply {
            Received::Answer(answer) => return self.hear(errand, *answer, now),
            Received::Unusable(_) => {
                self.answer_again();
                return self.end(errand, now);
            }
            Received::Rejected => return Arrival::Fault(errand.question),
            Received::Throttled(wait) => {
                if self.pace.refuse(wait, now) > REFUSALS {
                    self.silence = self.silence.or(Some(Silence::Refusing));
                }
                return self.again(errand, TimeDelta::zero(), now);
            }
            Received::Unreachable => {
                self.unreachable += 1;
                if self.unreachable >= UNREACHABLE {
                    self.silence = self.silence.or(Some(Silence::Unreachable));
                }
            }
            Received::Failed if errand.failures >= RETRIES => return self.end(errand, now),
            Received::Failed => {}
        }
        let wait = backoff::delay(errand.failures, 0);
        self.again(Errand { failures: errand.failures + 1, ..errand }, wait, now)
    }

    fn again(&mut self, errand: Errand, wait: TimeDelta, now: DateTime<Utc>) -> Arrival {
        if self.silence.is_some() {
            return Arrival::Silenced(errand.question);
        }
        self.later.push((date::after(now, wait), errand));
        Arrival::Again
    }

    /// It can be reached and keeps up.
    fn answer_again(&mut self) {
        self.unreachable = 0;
        self.pace.keep_up();
    }

    /// No usable answer; or the one with a failed validation, if that was to be looked into.
    fn end(&self, errand: Errand, now: DateTime<Utc>) -> Arrival {
        let spoken = errand.failed.unwrap_or(Spoken::nothing(now));
        Arrival::Heard(errand.question, spoken)
    }

    fn hear(&mut self, errand: Errand, answer: Answer, now: DateTime<Utc>) -> Arrival {
        self.answer_again();
        let is_failure = answer.rcode == Rcode::ServFail;
        self.server_failures = if is_failure { self.server_failures + 1 } else { 0 };
        if self.server_failures >= SERVER_FAILURES {
            self.silence = self.silence.or(Some(Silence::Failing));
        }
        let is_unchecked = errand.failed.is_some();
        let spoken = Spoken { answer: Some(Arc::new(answer)), at: now, is_unchecked };
        match (is_failure, errand.failed) {
            // Perhaps only the validation failed (RFC 4035, section 3.2.2).
            (true, None) if self.silence.is_none() => {
                self.queue(Errand {
                    rank: errand.rank.min(Rank::Repeat),
                    failures: 0,
                    failed: Some(spoken),
                    question: errand.question,
                });
                Arrival::Again
            }
            (true, Some(failed)) => Arrival::Heard(errand.question, failed),
            (_, _) => Arrival::Heard(errand.question, spoken),
        }
    }

    /// Takes back what waits, once the resolver is not asked any more.
    pub fn give_up(&mut self) -> Vec<Question> {
        let waiting = std::mem::take(&mut self.waiting).into_values();
        let later = std::mem::take(&mut self.later).into_iter().map(|(_, errand)| errand);
        waiting.chain(later).map(|errand| errand.question).collect()
    }
}
