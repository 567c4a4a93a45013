//! The sandbox's own Internet: what the name servers of its zones answer right now, from the files that its scan reads,
//! and from zones full of traps that only DNS knows. It answers in memory and asks nobody.

pub mod answer;
pub mod stand_in;
pub mod traits;

mod denial;
mod tree;
mod wire;
mod zone;

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicUsize, Ordering},
};

use hickory_proto::rr::{Name, RData, RecordType};

use super::holdings;
use crate::{
    StartError,
    dns::{name_servers::Side, query::DnsQuery},
};
use answer::LiveAnswer;
use zone::LiveZone;

/// Aliases that are followed; resolvers have such a limit too.
const MOST_ALIASES: usize = 8;

/// The zones of all files, read once: they never change.
static ZONES: OnceLock<Arc<[LiveZone]>> = OnceLock::new();

/// The sandbox's Internet, as one host tells it.
pub struct LiveDns {
    zones: Arc<[LiveZone]>,
    asked: AtomicUsize,
}

impl LiveDns {
    /// The Internet with all zones of the sandbox and those around them.
    ///
    /// # Errors
    /// When a zone file cannot be read.
    pub fn new() -> Result<Self, StartError> {
        let zones = match ZONES.get() {
            Some(zones) => Arc::clone(zones),
            None => {
                let templates = holdings::template_zones();
                let grown = tree::grow(&super::zone_files(&templates))?.into();
                Arc::clone(ZONES.get_or_init(|| grown))
            }
        };
        Ok(Self { zones, asked: AtomicUsize::new(0) })
    }

    /// Whether a name can only be found here: `.example` is nobody's (RFC 2606 section 2).
    #[must_use]
    pub fn knows(&self, name: &Name) -> bool {
        name.iter().next_back().is_some_and(|label| label.eq_ignore_ascii_case(b"example"))
    }

    /// What a resolver finds. The turn chooses among what servers tell by turns.
    #[must_use]
    pub fn resolve(&self, name: &Name, kind: RecordType, turn: usize) -> LiveAnswer {
        let mut answer = LiveAnswer::default();
        let mut name = name.clone();
        for _ in 0..MOST_ALIASES {
            let Some(zone) = self.zone_of(&name, kind) else { break };
            match answer.add(zone, (&name, kind), turn) {
                Some(target) => name = target,
                None => break,
            }
        }
        answer
    }

    /// The response to a query, in the next turn.
    #[must_use]
    pub fn respond(&self, query: &DnsQuery) -> Vec<u8> {
        let turn = self.asked.fetch_add(1, Ordering::Relaxed);
        let answer = self.resolve(query.name(), query.kind(), turn);
        answer.message(query).to_vec().unwrap_or_default()
    }

    /// What each name server of the zone in which a name lies answers by itself, or of the zone above.
    #[must_use]
    pub fn authorities(&self, query: &DnsQuery, side: Side) -> Vec<(Name, Vec<u8>)> {
        let Ok(query) = &DnsQuery::read(query.not_recursive()) else { return Vec::new() };
        let Some(mut zone) = self.zone_of(query.name(), RecordType::NS) else { return Vec::new() };
        if side == Side::Parent {
            zone = self.zone_of(&zone.origin, RecordType::DS).unwrap_or(zone);
        }
        let servers = zone.set(&zone.origin, RecordType::NS);
        let names = servers.into_iter().filter_map(|record| match record.data {
            RData::NS(server) => Some(server.0),
            _ => None,
        });
        let mut all: Vec<(Name, Vec<u8>)> =
            names.map(|name| (name, self.own(zone, query))).collect();
        all.sort();
        all
    }

    fn own(&self, zone: &LiveZone, query: &DnsQuery) -> Vec<u8> {
        let turn = self.asked.fetch_add(1, Ordering::Relaxed);
        let mut answer = LiveAnswer::default();
        answer.add(zone, (query.name(), query.kind()), turn);
        // A name server validates nothing, and hands out wrong signatures as they are.
        answer.is_secure = false;
        answer.is_bogus = false;
        answer.message(query).to_vec().unwrap_or_default()
    }

    /// The nearest zone at or above a name; for DS records the one that delegates it (RFC 4035 section 3.1.4.1).
    fn zone_of(&self, name: &Name, kind: RecordType) -> Option<&LiveZone> {
        let is_below = |zone: &&LiveZone| {
            zone.origin.zone_of(name) && (kind != RecordType::DS || zone.origin != *name)
        };
        let deepest = self.zones.iter().filter(is_below);
        deepest.max_by_key(|zone| zone.origin.iter().count())
    }
}
