//! The names that may exist: how each came to be asked for, and whether it may be asked for yet. Names are asked
//! for from the top down, so that an absent one spares those below it (RFC 8020).

use std::collections::BTreeSet;

use super::topic::Rank;
use super::{Hunt, mine};
use crate::evidence::{Asking, Below, Doubt, EmptyNames, Lead, NameState, Question, first_type};
use crate::name::{DomainName, parent};
use crate::record::RecordType;

/// Asked for below an absent `_domainkey` where nothing shows that absence holds for what is below.
const SELECTORS: [&str; 12] = [
    "default",
    "dkim",
    "google",
    "k1",
    "k2",
    "mail",
    "protonmail",
    "s1",
    "s2",
    "selector1",
    "selector2",
    "smtp",
];
/// The same for services.
const SERVICES: [&str; 8] = [
    "_autodiscover._tcp",
    "_caldavs._tcp",
    "_imaps._tcp",
    "_ldap._tcp",
    "_sip._tls",
    "_sipfederationtls._tcp",
    "_submission._tcp",
    "_xmpp-server._tcp",
];

/// A name that may exist.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub lead: Lead,
    /// Whether it is known from elsewhere, so that its absence is of interest.
    pub is_known: bool,
    /// The types that records known from elsewhere have.
    pub known: BTreeSet<RecordType>,
    /// Types that a proof lists: to be asked for, and no more.
    pub listed: BTreeSet<RecordType>,
    /// What it came to.
    pub state: Option<NameState>,
    /// Whether all its types have been heard.
    pub is_settled: bool,
    /// Whether that is from before the page was loaded.
    pub is_kept: bool,
}

impl Candidate {
    /// There is more to ask for than before the page was loaded.
    pub fn reopen(&mut self) {
        if self.is_kept {
            (self.is_kept, self.is_settled, self.state) = (false, false, None);
        }
    }
}

/// Why nothing below a name belongs to the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Other name servers answer for it (RFC 1034, section 4.2.1).
    Delegation,
    /// Whatever is below is made from another name (RFC 6672, section 2.3).
    Dname,
}

/// Whether a candidate may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    Open,
    /// Not before more is known of the names above it.
    Later,
    /// It cannot exist in this zone.
    Shut,
}

/// Whether what such a lead names is known from elsewhere.
fn is_known(lead: &Lead) -> bool {
    matches!(lead, Lead::Certificate | Lead::Pasted | Lead::File | Lead::Provider)
}

fn is_guess(lead: &Lead) -> bool {
    matches!(lead, Lead::Common | Lead::Service | Lead::Selector | Lead::Mined(_))
}

impl Hunt {
    /// Adds a name within the zone, and the names above it.
    pub(super) fn add(&mut self, name: &DomainName, lead: &Lead) {
        let question = Question { name: name.clone(), rtype: RecordType::A };
        let may_be_asked = question.message(Asking::default()).is_ok();
        if !name.is_within(&self.zone) || !may_be_asked || self.is_control(name) {
            return;
        }
        let lead_above = match lead {
            known if is_known(known) => &Lead::Mined(name.clone()),
            other => other,
        };
        for above in mine::above(name, &self.zone).into_iter().rev() {
            self.add_one(&above, lead_above);
        }
        self.add_one(name, lead);
    }

    fn add_one(&mut self, name: &DomainName, lead: &Lead) {
        let candidate = self.candidates.entry(name.clone()).or_insert_with(|| {
            self.changed.insert(name.clone());
            Candidate {
                lead: lead.clone(),
                is_known: false,
                known: BTreeSet::new(),
                listed: BTreeSet::new(),
                state: None,
                is_settled: false,
                is_kept: false,
            }
        });
        if is_known(lead) && !candidate.is_known {
            candidate.is_known = true;
            self.changed.insert(name.clone());
        }
        if candidate.state.is_none() && is_guess(&candidate.lead) && !is_guess(lead) {
            candidate.lead = lead.clone();
            self.changed.insert(name.clone());
        }
        let Some(above) = self.above(name) else { return };
        if self.children.entry(above.clone()).or_default().insert(name.clone()) {
            // Its absence now has something below it.
            self.changed.insert(above);
        }
    }

    /// The name above a name, not above the zone.
    pub(super) fn above(&self, name: &DomainName) -> Option<DomainName> {
        if *name == self.zone {
            return None;
        }
        DomainName::parse(parent(name.as_str())?).ok()
    }

    pub(super) fn gate(&self, name: &DomainName) -> Gate {
        let Some(candidate) = self.candidates.get(name) else { return Gate::Shut };
        if *name == self.zone {
            return Gate::Open;
        }
        if self.is_cut_off(name) {
            return Gate::Shut;
        }
        let is_proved = candidate.lead == Lead::Denial;
        match () {
            () if candidate.is_known || is_proved => Gate::Open,
            () if self.walk.may_complete() => Gate::Later,
            () if self.picture.is_complete => Gate::Shut,
            () => self.gate_above(name),
        }
    }

    /// Whether a name above is one below which nothing belongs to the zone.
    pub(super) fn is_cut_off(&self, name: &DomainName) -> bool {
        let mut cuts = self.cuts.keys();
        cuts.any(|cut| name != cut && name.is_within(cut))
    }

    /// What the name above lets through.
    fn gate_above(&self, name: &DomainName) -> Gate {
        let Some(above) = self.above(name).filter(|above| *above != self.zone) else {
            return Gate::Open;
        };
        let Some(candidate) = self.candidates.get(&above) else { return Gate::Open };
        let if_short = || match self.is_short_listed(name) {
            true if self.is_short_list_due => Gate::Open,
            true => Gate::Later,
            false => Gate::Shut,
        };
        match &candidate.state {
            _ if !candidate.is_settled => Gate::Later,
            None => Gate::Later,
            Some(NameState::Absent(Below::Absent)) => Gate::Shut,
            Some(NameState::Absent(Below::NotProved) | NameState::Undecided(Doubt::OneVoice)) => {
                match self.empty_names {
                    EmptyNames::Denied => Gate::Open,
                    EmptyNames::Unknown | EmptyNames::Answered => if_short(),
                }
            }
            Some(NameState::Delegated) => Gate::Shut,
            // The wildcard is further up.
            Some(NameState::Wildcard) if name.labels().next() == Some("*") => Gate::Shut,
            Some(
                NameState::Exists
                | NameState::Opaque
                | NameState::Empty
                | NameState::Wildcard
                | NameState::Undecided(_),
            ) => Gate::Open,
        }
    }

    fn is_short_listed(&self, name: &DomainName) -> bool {
        let mut labels = name.labels();
        let (first, second) = (labels.next().unwrap_or_default(), labels.next());
        let is_selector = second == Some("_domainkey") && SELECTORS.contains(&first);
        is_selector || SERVICES.contains(&name.relative_to(&self.zone))
    }

    /// Whether a name above it that is absent spares it, directly or not.
    pub(super) fn is_pruned(&self, name: &DomainName) -> bool {
        match self.gate(name) {
            Gate::Open => false,
            Gate::Shut => true,
            Gate::Later => {
                let above = self.above(name).filter(|above| self.candidates.contains_key(above));
                above.is_some_and(|above| self.is_pruned(&above))
            }
        }
    }

    /// Whether the absence of a name is of interest: it is known from elsewhere, or spares names below it.
    pub(super) fn matters(&self, name: &DomainName) -> bool {
        let is_known = self.candidates.get(name).is_some_and(|own| own.is_known);
        is_known || self.children.get(name).is_some_and(|below| !below.is_empty())
    }

    /// Whether a name below it has records.
    pub(super) fn exists_below(&self, name: &DomainName) -> bool {
        self.children.get(name).into_iter().flatten().any(|below| {
            let candidate = self.candidates.get(below);
            let exists = candidate.is_some_and(|own| own.state == Some(NameState::Exists));
            exists || self.exists_below(below)
        })
    }

    pub(super) fn rank(&self, name: &DomainName) -> Rank {
        match self.candidates.get(name) {
            _ if *name == self.zone => Rank::Apex,
            Some(own) if own.is_known || own.lead == Lead::Denial => Rank::Known,
            _ if mine::is_structure(name) => Rank::Structure,
            _ => Rank::Guess,
        }
    }

    /// The question that is asked first for a name.
    pub(super) fn first_question(&self, name: &DomainName) -> Question {
        let rtype = match *name == self.zone {
            true => RecordType::Soa,
            false => first_type(name.relative_to(&self.zone)),
        };
        Question { name: name.clone(), rtype }
    }
}
