//! What a candidate comes to: it is looked at again whenever something has changed, asks for what is missing, and
//! writes what is known into the picture.

use std::collections::BTreeSet;

use super::candidates::{Cut, Gate};
use super::types::{DS, NS, NSEC};
use super::{Hunt, mine};
use crate::evidence::{
    Agreement, Below, Doubt, EmptyNames, Find, Lead, Meaning, NameState, Question, Uncertainty,
};
use crate::name::DomainName;
use crate::record::{Record, RecordType};

/// What the records at a name come to.
struct Content {
    finds: Vec<(Record, Question)>,
    is_whole: bool,
}

impl Hunt {
    /// Looks at a candidate again.
    pub(super) fn advance(&mut self, name: &DomainName) {
        match self.gate(name) {
            Gate::Later => return,
            Gate::Shut => return self.forget(name),
            Gate::Open => {}
        }
        let kept = self.candidates.get(name).filter(|own| own.is_kept);
        let state = match kept.and_then(|own| own.state.clone()) {
            Some(NameState::Opaque) if self.exists_below(name) => Some(NameState::Empty),
            Some(state) => Some(state),
            None => self.state(name),
        };
        if let Some(state) = state {
            self.settle(name, state, true);
        }
    }

    /// The state of a name; `None` while answers are missing.
    fn state(&mut self, name: &DomainName) -> Option<NameState> {
        if *name == self.zone || self.cuts.get(name) == Some(&Cut::Delegation) {
            return self.existing(name);
        }
        let matters = self.matters(name);
        let first = self.first_question(name);
        let agreement = self.conclude(&first, matters)?;
        match agreement {
            Agreement::Known(Meaning::Absent(below)) => Some(self.absent(name, below)),
            Agreement::Known(Meaning::Delegated(cut)) => self.delegated(name, &cut),
            Agreement::Known(Meaning::EmptyName(next)) => {
                self.learn_empty_names(EmptyNames::Answered);
                next.iter().for_each(|next| self.add(next, &Lead::Denial));
                Some(NameState::Empty)
            }
            Agreement::Known(Meaning::FromWildcard(_) | Meaning::OtherTypes(_)) => {
                self.beside_wildcard(name, &first, &agreement)
            }
            Agreement::Known(Meaning::NoZone) => Some(NameState::Undecided(Doubt::Silent)),
            Agreement::Known(_) | Agreement::Varies(_) => self.existing(name),
            Agreement::OneSaysAbsent if matters => Some(NameState::Undecided(Doubt::OneVoice)),
            Agreement::OneSaysAbsent => Some(NameState::Absent(self.below_one(&first))),
            Agreement::Split => Some(NameState::Undecided(Doubt::Split)),
            Agreement::Undecided => Some(NameState::Undecided(self.doubt(&first))),
        }
    }

    /// The name is absent, unless names below it exist: then the servers deny empty names.
    fn absent(&mut self, name: &DomainName, below: Below) -> NameState {
        if self.exists_below(name) {
            self.learn_empty_names(EmptyNames::Denied);
            return NameState::Empty;
        }
        NameState::Absent(below)
    }

    /// What the only voice that said that a name is absent says of the names below it.
    fn below_one(&self, question: &Question) -> Below {
        let mut absences = self.meanings(question).filter_map(|meaning| match meaning {
            Meaning::Absent(below) => Some(*below),
            _ => None,
        });
        absences.next().unwrap_or(Below::NotProved)
    }

    fn doubt(&self, question: &Question) -> Doubt {
        let mut doubts = self.meanings(question).filter_map(|meaning| match meaning {
            Meaning::Undecided(uncertainty) => Some(Doubt::Answer(*uncertainty)),
            _ => None,
        });
        doubts.next().unwrap_or(Doubt::Silent)
    }

    fn delegated(&mut self, name: &DomainName, cut: &DomainName) -> Option<NameState> {
        if cut.is_within(&self.zone) && *cut != self.zone {
            self.add(cut, &Lead::Mined(name.clone()));
            self.cut(cut, Cut::Delegation);
        }
        // Below the cut it is forgotten; at the cut, its NS and DS are asked for.
        if name == cut { self.existing(name) } else { None }
    }

    /// The answer is that of a wildcard, or might be: another type tells. Only a name that does not exist is
    /// answered from a wildcard (RFC 4592, section 2.2.1).
    fn beside_wildcard(
        &mut self,
        name: &DomainName,
        first: &Question,
        agreement: &Agreement,
    ) -> Option<NameState> {
        let is_wild = matches!(agreement, Agreement::Known(Meaning::FromWildcard(_)));
        let Some(place) = self.first_honest() else {
            return Some(NameState::Undecided(Doubt::Silent));
        };
        let is_itself = self.is_wildcard_itself(name);
        if !is_wild && (is_itself || !self.is_like_random(first, place)?) {
            return self.existing(name);
        }
        match self.telling_type(name, &first.rtype, place)? {
            Some(rtype) => {
                let question = Question { name: name.clone(), rtype };
                match self.conclude(&question, false)? {
                    Agreement::Known(Meaning::FromWildcard(_)) => Some(NameState::Wildcard),
                    Agreement::Undecided => Some(NameState::Undecided(self.doubt(&question))),
                    _ => self.existing(name),
                }
            }
            None if is_wild => Some(NameState::Wildcard),
            None => Some(NameState::Undecided(Doubt::Answer(Uncertainty::SameProof))),
        }
    }

    /// The state of a name that exists, once all types of its class have been heard.
    fn existing(&mut self, name: &DomainName) -> Option<NameState> {
        let content = self.content(name);
        let has_ns = content.finds.iter().any(|(record, _)| record.rtype == RecordType::Ns);
        if has_ns && *name != self.zone && !self.cuts.contains_key(name) {
            self.cut(name, Cut::Delegation);
            return self.existing(name);
        }
        let is_cut = self.cuts.get(name) == Some(&Cut::Delegation);
        let (exists, is_whole) = (!content.finds.is_empty(), content.is_whole);
        self.find(name, content);
        let state = match () {
            () if is_cut => NameState::Delegated,
            () if exists => NameState::Exists,
            () if self.exists_below(name) => NameState::Empty,
            () if *name == self.zone => NameState::Undecided(Doubt::Silent),
            () => NameState::Opaque,
        };
        if !is_whole && exists {
            self.settle(name, state.clone(), false);
        }
        let is_empty = state == NameState::Empty;
        if is_whole && (is_empty || state == NameState::Opaque && mine::is_structure(name)) {
            self.learn_empty_names(EmptyNames::Answered);
        }
        is_whole.then_some(state)
    }

    fn content(&mut self, name: &DomainName) -> Content {
        let mut content = Content { finds: Vec::new(), is_whole: true };
        for rtype in self.types(name) {
            let known = self.candidates.get(name).is_some_and(|own| own.known.contains(&rtype));
            let question = Question { name: name.clone(), rtype };
            let Some(agreement) = self.conclude(&question, known) else {
                content.is_whole = false;
                continue;
            };
            let records = self.records(name, agreement);
            let is_alias = records.iter().any(|record| record.rtype == RecordType::Cname);
            // The DS records of the apex belong to the zone above (RFC 4035, section 2.4).
            let is_of_parent = *name == self.zone && question.rtype == RecordType::Ds;
            if !is_of_parent && question.rtype.number() != Some(NSEC) {
                content.finds.extend(records.into_iter().map(|record| (record, question.clone())));
            }
            // An alias stands alone (RFC 1034, section 3.6.2).
            if is_alias && *name != self.zone {
                break;
            }
        }
        content
    }

    /// The records of a name that exists, by what was said of one of its types.
    fn records(&mut self, name: &DomainName, agreement: Agreement) -> Vec<Record> {
        let meaning = match agreement {
            Agreement::Varies(records) => return records,
            Agreement::Known(meaning) => meaning,
            Agreement::Split | Agreement::OneSaysAbsent | Agreement::Undecided => {
                return Vec::new();
            }
        };
        match meaning {
            Meaning::Records(records) => return records,
            // No wildcard answers for a name that exists.
            Meaning::FromWildcard(records) if !self.fills_empty_names => return records,
            Meaning::Alias(alias) | Meaning::Dangling(alias) => return vec![alias],
            Meaning::OtherTypes(types) => self.list(name, types),
            Meaning::Delegated(cut) if cut == *name => self.cut(name, Cut::Delegation),
            _ => {}
        }
        Vec::new()
    }

    /// Writes the state of a name.
    pub(super) fn settle(&mut self, name: &DomainName, state: NameState, is_settled: bool) {
        let Some(candidate) = self.candidates.get_mut(name) else { return };
        if candidate.state.as_ref() == Some(&state) && candidate.is_settled == is_settled {
            return;
        }
        candidate.state = Some(state.clone());
        candidate.is_settled = is_settled;
        let may_have_selectors =
            !matches!(state, NameState::Absent(Below::Absent) | NameState::Delegated);
        if is_settled && may_have_selectors && name.labels().next() == Some("_domainkey") {
            for selector in mine::selectors(name) {
                self.add(&selector, &Lead::Selector);
            }
        }
        self.changed.extend(self.children.get(name).into_iter().flatten().cloned());
        self.picture.names.insert(name.clone(), state);
    }

    /// Writes the records of a name, and follows them.
    fn find(&mut self, name: &DomainName, content: Content) {
        let is_cut = self.cuts.get(name) == Some(&Cut::Delegation);
        let of_cut = |record: &Record| matches!(record.rtype.number(), Some(NS | DS));
        let found: Vec<_> =
            content.finds.into_iter().filter(|(record, _)| !is_cut || of_cut(record)).collect();
        let identities: BTreeSet<String> =
            found.iter().map(|(record, _)| record.identity()).collect();
        self.picture.finds.retain(|own| {
            let is_open = !content.is_whole && !is_cut;
            own.record.name != *name || is_open || identities.contains(&own.record.identity())
        });
        for (record, question) in found {
            self.find_one(record, &question);
        }
    }

    fn find_one(&mut self, record: Record, question: &Question) {
        let identity = record.identity();
        let mut own = self.picture.finds.iter_mut().filter(|own| own.record.name == record.name);
        if let Some(own) = own.find(|own| own.record.identity() == identity) {
            own.record.ttl = own.record.ttl.max(record.ttl);
            return;
        }
        let lead = self.candidates.get(&record.name).map_or(Lead::Apex, |own| own.lead.clone());
        self.mine(&record);
        for name in mine::neighbours(&record.name) {
            self.add(&name, &Lead::Mined(record.name.clone()));
        }
        self.changed.extend(mine::above(&record.name, &self.zone));
        let at = self.heard_at(question);
        self.picture.finds.push(Find { record, lead, at });
    }

    /// The name cannot exist in the zone: what was written of it goes.
    fn forget(&mut self, name: &DomainName) {
        self.picture.finds.retain(|own| own.record.name != *name);
        self.picture.names.remove(name);
        if let Some(candidate) = self.candidates.get_mut(name) {
            candidate.state = None;
            candidate.is_settled = false;
        }
    }
}
