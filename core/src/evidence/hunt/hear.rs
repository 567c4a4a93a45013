//! Replies: they go to the topics and the tests they belong to, and what they give away beside the answer is kept.

use chrono::{DateTime, Utc};

use super::candidates::Cut;
use super::resolver::Arrival;
use super::topic::Spoken;
use super::{AskId, Halt, Hunt, Received, mine};
use crate::evidence::{Answer, Denial, EmptyNames, Lead, Question, Rcode};
use crate::name::DomainName;
use crate::provider::Provider;
use crate::record::{Record, RecordType};

/// The number of DNAME (RFC 6672).
const DNAME: u16 = 39;

/// No name has records of more types than this, with those of its proofs.
const MOST_TYPES: usize = 16;

impl Hunt {
    /// Takes what came back of a question.
    pub fn answered(&mut self, id: AskId, reply: Received, now: DateTime<Utc>) {
        self.now = now;
        let Some((place, errand)) = self.flights.remove(&id) else { return };
        let Some(resolver) = self.resolvers.get_mut(place) else { return };
        let was_silent = resolver.silence.is_some();
        match resolver.receive(errand, reply, now) {
            Arrival::Again => {}
            Arrival::Heard(question, spoken) => self.hear(&question, place, spoken),
            Arrival::Silenced(question) => self.hear(&question, place, Spoken::nothing(now)),
            Arrival::Fault(question) => {
                self.halt.get_or_insert(Halt::Fault(question));
            }
        }
        if !was_silent {
            self.notice_silence(place);
        }
        self.look();
    }

    /// Nobody waits for a resolver that is not asked any more.
    fn notice_silence(&mut self, place: usize) {
        let Some(resolver) = self.resolvers.get_mut(place) else { return };
        if resolver.silence.is_none() {
            return;
        }
        for question in resolver.give_up() {
            self.hear(&question, place, Spoken::nothing(self.now));
        }
        self.changed.extend(self.candidates.keys().cloned());
    }

    fn hear(&mut self, question: &Question, place: usize, spoken: Spoken) {
        if let Some(resolver) = self.resolvers.get_mut(place).filter(|own| own.trust().is_none()) {
            resolver.take_test(question, &spoken);
            if resolver.trust().is_some() {
                self.changed.extend(self.candidates.keys().cloned());
            }
        }
        let answer = spoken.answer.clone();
        let Some(topic) = self.topics.get_mut(question) else { return };
        if let Some(part) = topic.parts.get_mut(place) {
            // What was said before counts more than silence.
            let is_news = spoken.answer.is_some() || part.spoken.is_none();
            part.is_waiting = false;
            part.spoken = part.spoken.take().filter(|_| !is_news).or(Some(spoken));
        }
        self.changed.insert(question.name.clone());
        if let Some(answer) = answer {
            self.notice(question, &answer);
        }
        if self.is_control(&question.name)
            && let Some(level) = self.above(&question.name)
        {
            self.change_waiting(&level);
            self.changed.insert(level);
        }
    }

    /// What an answer gives away of the zone and its servers.
    fn notice(&mut self, question: &Question, answer: &Answer) {
        let is_control = self.is_control(&question.name);
        let is_absent = answer.rcode == Rcode::NoError && self.is_absent(question, answer);
        if is_control && is_absent && !self.marks_absent_names {
            self.marks_absent_names = true;
            self.changed.extend(self.candidates.keys().cloned());
        }
        for dname in answer.records.iter().filter(|own| own.rtype.number() == Some(DNAME)) {
            if dname.name.is_within(&self.zone) {
                self.add(&dname.name, &Lead::Mined(question.name.clone()));
                self.list(&dname.name, [DNAME]);
                self.cut(&dname.name, Cut::Dname);
            }
        }
        for denial in &answer.denials {
            self.notice_denial(denial);
        }
        let is_server =
            |record: &&Record| record.rtype == RecordType::Ns && record.name == self.zone;
        let servers = answer.records.iter().filter(is_server);
        let servers = servers.filter_map(|own| DomainName::parse(own.rdata.field(0).raw()).ok());
        let mut owners = servers.filter_map(|server| Provider::of_name_servers(&[server]));
        let is_filling = owners.any(|owner| owner.answering().fills_empty_names);
        if is_filling && !self.fills_empty_names {
            self.fills_empty_names();
        }
    }

    /// The names of a proof are asked for, and the types at them (RFC 4034, section 4).
    pub(super) fn notice_denial(&mut self, denial: &Denial) {
        for (name, types) in mine::proved(denial) {
            if name.is_within(&self.zone) && !self.is_cut_off(&name) {
                self.add(&name, &Lead::Denial);
                self.list(&name, types);
            }
        }
    }

    /// Notes types that a proof lists at a name. Servers that make a proof for each question may list every type
    /// that they know: such a list tells nothing.
    pub(super) fn list(&mut self, name: &DomainName, types: impl IntoIterator<Item = u16>) {
        let Some(candidate) = self.candidates.get_mut(name) else { return };
        let types: Vec<u16> = types.into_iter().collect();
        if types.len() > MOST_TYPES {
            return;
        }
        let before = candidate.listed.len();
        candidate.listed.extend(types.into_iter().map(RecordType::numbered));
        if candidate.listed.len() > before {
            self.changed.insert(name.clone());
        }
    }

    /// Nothing below the name belongs to the zone.
    pub(super) fn cut(&mut self, name: &DomainName, cut: Cut) {
        if self.cuts.insert(name.clone(), cut).is_none() {
            let below = self.candidates.keys().filter(|other| other.is_within(name));
            self.changed.extend(below.cloned());
        }
    }

    /// What is known of the servers' answers for empty names. One that is denied counts more than all others.
    pub(super) fn learn_empty_names(&mut self, shown: EmptyNames) {
        if self.empty_names != shown && self.empty_names != EmptyNames::Denied {
            self.empty_names = shown;
            self.changed.extend(self.candidates.keys().cloned());
        }
    }

    /// Asks for the names that a record leads to, once.
    pub(super) fn mine(&mut self, record: &Record) {
        if self.mined.insert(record.identity()) {
            for name in mine::names(record, &self.zone) {
                self.add(&name, &Lead::Mined(record.name.clone()));
            }
        }
    }
}
