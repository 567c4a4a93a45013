//! Everything known about one found record, for a panel beside the list.

use super::policy::Policy;
use super::recommend::{Recommendation, Recommender};
use super::references::{Reference, Via};
use super::service::Sign;
use super::{Purpose, signs};
use crate::plan::Warning;
use crate::record::Record;
use crate::review::Standing;

/// A record at the other end of a reference.
#[derive(Clone, Copy, Debug)]
pub struct Other<'a> {
    /// The record.
    pub record: &'a Record,
    /// How the one refers to the other.
    pub via: Via,
}

/// Everything known about one found record.
#[derive(Debug)]
pub struct Story<'a> {
    /// The record, as it would be written.
    pub record: &'a Record,
    /// What it is for.
    pub purpose: Purpose,
    /// The services that it tells of.
    pub signs: Vec<Sign>,
    /// What refers to it.
    pub to: Vec<Other<'a>>,
    /// What it refers to.
    pub from: Vec<Other<'a>>,
    /// What it lays down.
    pub policy: Option<Policy<'a>>,
    /// The zone's record with the same data.
    pub held: Option<&'a Record>,
    /// The zone's records with the same name and type and other data.
    pub instead: Vec<&'a Record>,
    /// What to do with it; `None` if it is done.
    pub recommendation: Option<Recommendation>,
    /// What warns of it.
    pub warnings: Vec<Warning>,
}

impl<'a> Recommender<'a> {
    /// Everything known about an item.
    #[must_use]
    pub fn story(&self, number: u32) -> Option<Story<'a>> {
        let item = self.review.item(number)?;
        let record = item.record();
        let others = |references: Vec<Reference>| {
            let mut seen = Vec::new();
            let mut others = Vec::new();
            for Reference { place, via } in references {
                let Some(other) = self.purposes.references().record(place) else { continue };
                // A record may be both found and in the zone.
                let key = (via, other.identity());
                if !seen.contains(&key) && other.identity() != record.identity() {
                    seen.push(key);
                    others.push(Other { record: other, via });
                }
            }
            others
        };
        let references = self.purposes.references();
        let identity = record.identity();
        let is_instead = |held: &&Record| {
            held.name == record.name && held.rtype == record.rtype && held.identity() != identity
        };
        let warns = self.review.standing(item) == Standing::Free && record.flaw.is_none();
        Some(Story {
            record,
            purpose: self.purposes.of(record),
            signs: signs(record, self.review.zone()).to_vec(),
            to: others(references.to(record)),
            from: others(references.from(record)),
            policy: Policy::of(record),
            held: self.review.held(item),
            instead: self.held.iter().filter(is_instead).collect(),
            recommendation: self.of(number),
            warnings: if warns { self.outlook.warnings_of(record) } else { Vec::new() },
        })
    }
}
