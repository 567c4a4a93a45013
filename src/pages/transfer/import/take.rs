//! Turns an imported text into changes, and lists what could not be used.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::diff::{Mode, Scope, aside, changes};
use zonesift_core::encoding::Decoded;
use zonesift_core::name::DomainName;
use zonesift_core::record::{Record, Ttl};
use zonesift_core::snapshot::{self, SnapshotError};
use zonesift_core::text;
use zonesift_core::unread::Concern;
use zonesift_core::wanted::Wanted;
use zonesift_core::zonefile::{Dialect, Reading, ZoneFile};

use super::Import;
use crate::state::zone::ZoneState;
use crate::web::clock;

/// At most this many problems are listed.
const TOLD: usize = 100;

/// How many entries are read between two pauses, in which the browser handles input and paints.
const SOME: usize = 2_000;

/// How many records were read, and the changes; `None` if the zone is not known.
type Taken = Result<Option<(usize, Vec<Change>)>, String>;

impl Import {
    /// Reads a text as what it looks like: a snapshot, or a zone file.
    pub(super) async fn take(self, discovery: ZoneState, decoded: &Decoded, turn: u32) -> Taken {
        let content = &*decoded.text;
        let Some(zone) = discovery.name_now() else { return Ok(None) };
        let rules = discovery.api.provider().capabilities();
        let scope = Scope { soa: false, apex_ns: rules.apex_ns };
        let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match start.chars().next() {
            Some('<') => Err(text::NOT_A_ZONE.to_owned()),
            Some('[') => Err(text::snapshot_error(SnapshotError::OtherFile).to_owned()),
            Some('{') => self.snapshot(discovery, start, &zone, scope).await,
            _ => {
                let missing = if rules.limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
                let mut reading = Reading::new(content, &zone, Dialect::of(rules), missing);
                while reading.go_on(SOME) {
                    clock::pause().await;
                    if !self.is_last(turn) {
                        return Ok(None);
                    }
                }
                let mut file = reading.file;
                discovery
                    .records
                    .all
                    .with_untracked(|held| self.doubts.settle(&mut file, held, rules));
                let said = decoded.remark.map(text::encoding);
                self.zone_file(discovery, &file, said, &zone, scope).await
            }
        }
    }

    async fn snapshot(
        self,
        discovery: ZoneState,
        content: &str,
        zone: &DomainName,
        scope: Scope,
    ) -> Taken {
        let snapshot = snapshot::read(content.as_bytes());
        let mut snapshot = snapshot.map_err(|error| text::snapshot_error(error).to_owned())?;
        if snapshot.zone != *zone {
            return Err(text::other_zone(&snapshot.zone, zone));
        }
        let provider = discovery.api.provider();
        let other = snapshot.bring_to(provider).map(|other| text::other_provider(other, provider));
        let damaged = snapshot.damaged.iter().map(|number| text::damaged_item(*number));
        let rules = provider.capabilities();
        let mut told = listed(damaged.collect(), 0);
        told.extend(text::lost(rules.lost(&snapshot.records)));
        told.splice(0..0, other);
        self.told.set(told);
        if snapshot.records.is_empty() {
            let damaged = !snapshot.damaged.is_empty();
            let words = if damaged { text::NOTHING_TO_IMPORT } else { text::EMPTY_SNAPSHOT };
            return Err(words.to_owned());
        }
        let records = std::mem::take(&mut snapshot.records);
        snapshot.records = discovery.records.all.with_untracked(|held| rules.wanted(held, records));
        self.compare(discovery, zone, &snapshot.records, &snapshot.wanted(), scope).await
    }

    async fn zone_file(
        self,
        discovery: ZoneState,
        file: &ZoneFile,
        said: Option<&str>,
        zone: &DomainName,
        scope: Scope,
    ) -> Taken {
        let rules = discovery.api.provider().capabilities();
        let problems = file.problems.iter().map(|problem| text::import_problem(problem, rules));
        let mut told: Vec<String> = said.into_iter().map(str::to_owned).collect();
        told.extend(listed(problems.collect(), file.unlisted));
        told.extend(listed(file.notes.iter().map(text::import_note).collect(), 0));
        if file.signing > 0 {
            told.push(text::signing(file.signing));
        }
        told.extend(text::lost(file.lost));
        told.extend(file.records.iter().zip(&file.lines).filter_map(|(record, line)| {
            Some(format!("line {line}: {}", text::aside(aside(record, zone, scope)?)))
        }));
        let leaves_open = |concerns: &Concern| *concerns != Concern::Nothing;
        let mut concerns = file.problems.iter().map(|problem| &problem.concerns);
        if self.mode() != Mode::AddMissing && concerns.any(leaves_open) {
            told.push(text::STAYS.to_owned());
        }
        self.told.set(told);
        if file.records.iter().all(|record| aside(record, zone, scope).is_some()) {
            return Err(text::NOTHING_TO_IMPORT.to_owned());
        }
        self.compare(discovery, zone, &file.records, &file.wanted(), scope).await
    }

    async fn compare(
        self,
        discovery: ZoneState,
        zone: &DomainName,
        records: &[Record],
        wanted: &Wanted<'_>,
        scope: Scope,
    ) -> Taken {
        clock::pause().await;
        let mode = self.mode();
        let differences =
            discovery.records.all.with_untracked(|held| changes(held, wanted, zone, mode, scope));
        let differences = differences.map_err(text::not_whole)?;
        clock::pause().await;
        Ok(Some((records.len(), differences.into_iter().map(Change::from).collect())))
    }
}

/// At most `TOLD` lines, and how many more there are.
fn listed(mut lines: Vec<String>, unlisted: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(TOLD) + unlisted;
    lines.truncate(TOLD);
    if more > 0 {
        lines.push(text::more_problems(more));
    }
    lines
}
