//! What to do with each found record, and why. It only recommends: nothing is decided before somebody
//! presses for it. It never recommends accepting what has a fault, and never leaving out what mail or a proof
//! may hang on.

use super::purpose::Purposes;
use super::{Purpose, Service, signs};
use crate::change::Origin;
use crate::plan::{Mend, Outlook, Warning};
use crate::record::{FieldError, Flaw, Record, RecordType};
use crate::review::{Decision, Item, Review, Standing};
use crate::zone::{Conflict, ConflictKind, Fix, Severity};

/// What to do with a found record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Accept it as it is.
    Accept,
    /// Accept it once this is mended.
    Change(Fix),
    /// Leave it out.
    LeaveOut,
    /// Look at it: the user knows better.
    LookAt,
}

/// Why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing speaks against it.
    Plain(Purpose),
    /// It belongs to a service in use.
    Service(&'static Service),
    /// It has this conflict.
    Conflict(Conflict),
    /// The provider would refuse this field.
    Invalid(FieldError),
    /// It could not be read completely.
    Flawed(Flaw),
    /// The latest scan did not find it.
    NotFound,
    /// The zone has it.
    InZone,
    /// The zone has it with another TTL or other flags.
    Differs,
    /// Every host makes its own SOA.
    Soa,
    /// It names the old host's servers.
    ApexNs,
    /// The provider does not have its type.
    NotHeld,
    /// Nobody here knows its type.
    UnknownType,
    /// Another product of the provider owns it.
    Locked,
    /// It is stored, but not served.
    Disabled,
    /// A key of the old host's signatures.
    OldKey,
    /// An address of a private network.
    Private,
    /// It belongs to the old host itself.
    OldHost,
    /// It belongs to the old host itself, but other records refer to it.
    OldHostInUse,
    /// It works only with the service's own name servers.
    Bound(&'static Service),
}

/// A recommendation for a found record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// What to do.
    pub advice: Advice,
    /// Why.
    pub why: Reason,
}

/// Recommends for the records of one review. It is indexed once for all of them.
pub struct Recommender<'a> {
    pub(super) review: &'a Review,
    pub(super) held: &'a [Record],
    pub(super) outlook: &'a Outlook<'a>,
    pub(super) purposes: Purposes<'a>,
}

impl<'a> Recommender<'a> {
    /// `held` are the records in the zone; `outlook` counts undecided records as accepted.
    #[must_use]
    pub fn new(review: &'a Review, held: &'a [Record], outlook: &'a Outlook<'a>) -> Self {
        let found = review.items().iter().map(Item::record);
        let purposes = Purposes::new(found.chain(held), review.zone());
        Self { review, held, outlook, purposes }
    }

    /// What the record of an item is for.
    #[must_use]
    pub fn purpose(&self, item: &Item) -> Purpose {
        self.purposes.of(item.record())
    }

    /// The recommendation for an item; `None` if it is done, or there is no such item.
    #[must_use]
    pub fn of(&self, number: u32) -> Option<Recommendation> {
        let item = self.review.item(number).filter(|item| item.done == Decision::Undecided)?;
        let (advice, why) = self.by_standing(item).unwrap_or_else(|| self.by_content(item));
        Some(Recommendation { advice, why })
    }

    /// What follows from the zone and the scan alone.
    fn by_standing(&self, item: &Item) -> Option<(Advice, Reason)> {
        if let Some(flaw) = item.found.flaw.or(item.record().flaw) {
            return Some((Advice::LookAt, Reason::Flawed(flaw)));
        }
        let standing = match self.review.standing(item) {
            _ if item.is_missing() => (Advice::LookAt, Reason::NotFound),
            Standing::Soa => (Advice::LeaveOut, Reason::Soa),
            Standing::ApexNs => (Advice::LeaveOut, Reason::ApexNs),
            Standing::InZone => (Advice::LeaveOut, Reason::InZone),
            Standing::Differs => (Advice::LookAt, Reason::Differs),
            Standing::NotHeld => (Advice::LookAt, Reason::NotHeld),
            Standing::Free | Standing::Flawed => return None,
        };
        Some(standing)
    }

    /// What follows from the record and those around it.
    fn by_content(&self, item: &Item) -> (Advice, Reason) {
        let record = item.record();
        if let Some(why) = doubt(record, item.found.locked) {
            return (Advice::LookAt, why);
        }
        let purpose = self.purposes.of(record);
        let is_old_host = purpose == Purpose::OldHost;
        if is_old_host && self.purposes.references().to(record).is_empty() {
            return (Advice::LeaveOut, Reason::OldHost);
        }
        let warnings = self.outlook.warnings_of(record);
        if let Some(told) = by_warnings(&warnings) {
            return told;
        }
        let service = signs(record, self.review.zone()).first().map(|sign| sign.service);
        match service {
            _ if is_old_host => (Advice::LookAt, Reason::OldHostInUse),
            Some(service) if service.is_bound => (Advice::LookAt, Reason::Bound(service)),
            Some(service) => (Advice::Accept, Reason::Service(service)),
            None => (Advice::Accept, Reason::Plain(purpose)),
        }
    }
}

/// What only the user can judge.
fn doubt(record: &Record, is_locked: bool) -> Option<Reason> {
    match record.rtype {
        _ if is_locked || record.locked => Some(Reason::Locked),
        _ if record.disabled => Some(Reason::Disabled),
        RecordType::Other(_) => Some(Reason::UnknownType),
        RecordType::Dnskey => Some(Reason::OldKey),
        _ => None,
    }
}

/// What warnings lead to: a change if one sure step removes them all. Notes count only where they doubt the
/// record.
fn by_warnings(warnings: &[Warning]) -> Option<(Advice, Reason)> {
    let private = |warning: &&Warning| matches!(warning, Warning::Conflict(conflict) if is_private(conflict.kind));
    if warnings.iter().any(|warning| private(&warning)) {
        return Some((Advice::LookAt, Reason::Private));
    }
    let counts = |warning: &&Warning| {
        warning.severity() > Severity::Notes
            || matches!(warning, Warning::Conflict(c) if c.kind == ConflictKind::ProxiedElsewhere)
    };
    let mut all = warnings.iter().filter(counts);
    let worst = all.clone().max_by_key(|warning| warning.severity())?;
    let why = match worst {
        Warning::Conflict(conflict) => Reason::Conflict(conflict.clone()),
        Warning::Invalid(error) => Reason::Invalid(*error),
        _ => return Some((Advice::LookAt, Reason::Differs)),
    };
    let fix = worst.fix().filter(|fix| all.all(|warning| is_sure(warning, fix)));
    Some((fix.cloned().map_or(Advice::LookAt, Advice::Change), why))
}

fn is_private(kind: ConflictKind) -> bool {
    matches!(kind, ConflictKind::PrivateAddress | ConflictKind::PrivateProxied)
}

/// Whether this fix removes the warning without guessing what was meant.
fn is_sure(warning: &Warning, fix: &Fix) -> bool {
    let Warning::Conflict(conflict) = warning else { return false };
    let is_known = match fix {
        Fix::Unproxy | Fix::UnproxyName => conflict.kind.is_of_proxy(),
        Fix::SetTtl(_)
        | Fix::JoinStrings
        | Fix::JoinWords
        | Fix::RemoveQuotes
        | Fix::TakeComment
        | Fix::SetComment(_)
        | Fix::DropTags => true,
        Fix::SetField(..) => {
            matches!(conflict.kind, ConflictKind::CaaQuotes | ConflictKind::AliasParams)
        }
        _ => false,
    };
    is_known && conflict.fix.as_ref() == Some(fix)
}

impl Recommendation {
    /// The steps that carry it out for an item; none if the user is to look.
    #[must_use]
    pub fn steps(&self, number: u32, outlook: &Outlook<'_>, review: &Review) -> Vec<Mend> {
        let origin = Origin::Item(number);
        let Some(item) = review.item(number) else { return Vec::new() };
        let keep = |record: Record| Mend { origin, record: Some(record), accepts: true };
        match &self.advice {
            Advice::LookAt => Vec::new(),
            Advice::LeaveOut => vec![Mend { origin, record: None, accepts: false }],
            Advice::Accept => vec![keep(item.record().clone())],
            Advice::Change(fix) => {
                let mut steps = outlook.mends(origin, item.record(), fix).unwrap_or_default();
                steps.retain(|step| step.origin != origin);
                steps.extend(fix.mended(item.record()).map(keep));
                steps
            }
        }
    }
}

/// How many open items have each advice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Advised {
    /// To accept as they are.
    pub accept: usize,
    /// To accept with a change.
    pub change: usize,
    /// To leave out.
    pub leave_out: usize,
    /// To look at.
    pub look_at: usize,
}

impl Advised {
    /// Counts one more.
    pub fn add(&mut self, advice: &Advice) {
        *match advice {
            Advice::Accept => &mut self.accept,
            Advice::Change(_) => &mut self.change,
            Advice::LeaveOut => &mut self.leave_out,
            Advice::LookAt => &mut self.look_at,
        } += 1;
    }
}

#[cfg(test)]
#[path = "recommend_tests.rs"]
mod tests;
