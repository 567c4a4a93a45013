//! The records with a problem, and the steps that fix all of one kind.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::Outlook;
use crate::change::Origin;
use crate::plan::{Mend, Warning};
use crate::record::{Record, RecordType};
use crate::zone::ConflictKind;

/// A record with its worst warning.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The record.
    pub origin: Origin,
    /// What is wrong with it.
    pub worst: Warning,
    /// For a proxied host of other records: which they are.
    pub pointing: Pointing,
}

/// The records that name a host as their server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointing {
    /// The preferences of the MX records, lowest first.
    pub mx: Vec<u16>,
    /// The number of SRV records.
    pub srv: usize,
    /// The number of NS records.
    pub ns: usize,
}

impl Outlook<'_> {
    /// Every record with a warning, and the worst one of each.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        self.checked().flatten().collect()
    }

    /// Checks one record after the other, for whoever lets other work go on in between: the worst problem of
    /// each, if it has one.
    pub fn checked(&self) -> impl Iterator<Item = Option<Problem>> {
        let of_hosts = OnceCell::new();
        let worst = move |(origin, record): &(Origin, &Record)| {
            let warnings = self.against(*origin, record);
            // Of those that are as bad as each other, the one with a fix; else the first.
            let rank = |warning: &Warning| (warning.severity(), warning.fix().is_some());
            let worst = warnings.into_iter().rev().max_by_key(rank)?;
            let pointing = match &worst {
                Warning::Conflict(conflict) if conflict.kind == ConflictKind::ProxiedTarget => {
                    let of_hosts = of_hosts.get_or_init(|| self.pointing());
                    of_hosts.get(record.name.as_str()).cloned().unwrap_or_default()
                }
                _ => Pointing::default(),
            };
            Some(Problem { origin: *origin, worst, pointing })
        };
        self.standing.iter().map(worst)
    }

    /// The hosts that records name as their servers, with these records.
    fn pointing(&self) -> FxHashMap<&str, Pointing> {
        let mut of_hosts: FxHashMap<&str, Pointing> = FxHashMap::default();
        for (_, record) in &self.standing {
            if !matches!(record.rtype, RecordType::Mx | RecordType::Srv | RecordType::Ns) {
                continue;
            }
            let Some(host) = record.rdata.target(&record.rtype) else { continue };
            let pointing = of_hosts.entry(host.raw()).or_default();
            match record.rtype {
                RecordType::Mx => pointing.mx.extend(record.priority()),
                RecordType::Srv => pointing.srv += 1,
                _ => pointing.ns += 1,
            }
        }
        of_hosts.values_mut().for_each(|pointing| pointing.mx.sort_unstable());
        of_hosts
    }

    /// The steps that fix the worst warning of each of these records, one after the other.
    #[must_use]
    pub fn mends_of(&self, problems: &[Problem]) -> Vec<Mend> {
        let steps = |problem: &Problem| {
            let fix = problem.worst.fix().filter(|fix| fix.is_for_many())?;
            Some(self.steps(problem.origin, fix))
        };
        problems.iter().filter_map(steps).flatten().collect()
    }
}
