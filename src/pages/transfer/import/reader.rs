//! Turns an imported text into changes, and lists what could not be used.

use leptos::prelude::*;
use zonesift_core::change::Change;
use zonesift_core::diff::{Mode, Scope, aside, changes};
use zonesift_core::encoding::Decoded;
use zonesift_core::name::DomainName;
use zonesift_core::provider::Capabilities;
use zonesift_core::record::{Record, Ttl};
use zonesift_core::snapshot::{self, SnapshotError};
use zonesift_core::text;
use zonesift_core::unread::Concern;
use zonesift_core::wanted::Wanted;
use zonesift_core::zonefile::{Dialect, Reading, ZoneFile};

use super::form::ImportForm;
use crate::browser::clock;

/// At most this many problems are listed.
const MOST_LISTED: usize = 100;

/// How many entries are read between two pauses, in which the browser handles input and paints.
const ENTRIES_AT_ONCE: usize = 2_000;

/// What would make the zone as the text says.
#[derive(Default)]
pub struct Differences {
    /// How many records were read.
    pub read: usize,
    pub changes: Vec<Change>,
}

/// A preview that is being made.
pub struct Preview {
    form: ImportForm,
    number: u32,
    zone: DomainName,
    rules: &'static Capabilities,
    mode: Mode,
    scope: Scope,
}

impl Preview {
    /// `None` if there is a later preview, the page was left, or the zone is not known.
    pub fn begin(form: ImportForm, number: u32) -> Option<Self> {
        let mode = form.mode.try_get_untracked().filter(|_| form.is_latest(number))?;
        let rules = form.zone.api.provider().capabilities();
        let scope = Scope { soa: false, apex_ns: rules.apex_ns };
        Some(Self { form, number, zone: form.zone.name_now()?, rules, mode, scope })
    }

    /// Reads a text as what it looks like: a snapshot, or a zone file.
    pub async fn read(&self, decoded: &Decoded) -> Result<Differences, String> {
        let content = &*decoded.text;
        let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match start.chars().next() {
            Some('<') => Err(text::NOT_A_ZONE.to_owned()),
            Some('[') => Err(text::snapshot_error(SnapshotError::OtherFile).to_owned()),
            Some('{') => self.read_snapshot(start).await,
            _ => self.read_zone_file(content, decoded.remark.map(text::encoding)).await,
        }
    }

    async fn read_snapshot(&self, content: &str) -> Result<Differences, String> {
        let snapshot = snapshot::read(content.as_bytes());
        let mut snapshot = snapshot.map_err(|error| text::snapshot_error(error).to_owned())?;
        if snapshot.zone != self.zone {
            return Err(text::other_zone(&snapshot.zone, &self.zone));
        }
        let provider = self.form.zone.api.provider();
        let other = snapshot.bring_to(provider).map(|other| text::other_provider(other, provider));
        let damaged = snapshot.damaged.iter().map(|number| text::damaged_item(*number));
        let mut notes: Vec<String> = other.into_iter().collect();
        notes.extend(listed(damaged.collect(), 0));
        notes.extend(text::lost(self.rules.lost(&snapshot.records)));
        self.form.notes.set(notes);
        if snapshot.records.is_empty() {
            let is_damaged = !snapshot.damaged.is_empty();
            let words = if is_damaged { text::NOTHING_TO_IMPORT } else { text::EMPTY_SNAPSHOT };
            return Err(words.to_owned());
        }
        let records = std::mem::take(&mut snapshot.records);
        let held = self.form.zone.records.all;
        snapshot.records = held.with_untracked(|held| self.rules.wanted(held, records));
        self.compare(&snapshot.records, &snapshot.wanted()).await
    }

    async fn read_zone_file(
        &self,
        content: &str,
        remark: Option<&str>,
    ) -> Result<Differences, String> {
        let missing = if self.rules.limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
        let dialect = Dialect::of(self.rules);
        let mut reading = Reading::new(content, &self.zone, dialect, missing);
        while reading.go_on(ENTRIES_AT_ONCE) {
            clock::pause().await;
            if !self.form.is_latest(self.number) {
                return Ok(Differences::default());
            }
        }
        let mut file = reading.file;
        let (held, doubts) = (self.form.zone.records.all, self.form.doubts);
        held.with_untracked(|held| doubts.settle(&mut file, held, self.rules));
        let mut notes: Vec<String> = remark.into_iter().map(str::to_owned).collect();
        notes.extend(self.file_notes(&file));
        self.form.notes.set(notes);
        if file.records.iter().all(|record| aside(record, &self.zone, self.scope).is_some()) {
            return Err(text::NOTHING_TO_IMPORT.to_owned());
        }
        self.compare(&file.records, &file.wanted()).await
    }

    /// What could not be used of a zone file, and what was read differently.
    fn file_notes(&self, file: &ZoneFile) -> Vec<String> {
        let problems =
            file.problems.iter().map(|problem| text::import_problem(problem, self.rules));
        let mut notes = listed(problems.collect(), file.unlisted);
        notes.extend(listed(file.notes.iter().map(text::import_note).collect(), 0));
        if file.signing > 0 {
            notes.push(text::signing(file.signing));
        }
        notes.extend(text::lost(file.lost));
        notes.extend(file.records.iter().zip(&file.lines).filter_map(|(record, line)| {
            let aside = aside(record, &self.zone, self.scope)?;
            Some(format!("line {line}: {}", text::aside(aside)))
        }));
        let mut concerns = file.problems.iter().map(|problem| &problem.concerns);
        let leaves_open = concerns.any(|concern| *concern != Concern::Nothing);
        if self.mode != Mode::AddMissing && leaves_open {
            notes.push(text::STAYS.to_owned());
        }
        notes
    }

    async fn compare(
        &self,
        records: &[Record],
        wanted: &Wanted<'_>,
    ) -> Result<Differences, String> {
        clock::pause().await;
        let differences = self
            .form
            .zone
            .records
            .all
            .with_untracked(|held| changes(held, wanted, &self.zone, self.mode, self.scope));
        let differences = differences.map_err(text::not_whole)?;
        clock::pause().await;
        let changes = differences.into_iter().map(Change::from).collect();
        Ok(Differences { read: records.len(), changes })
    }
}

/// At most `MOST_LISTED` lines, and how many more there are.
fn listed(mut lines: Vec<String>, unlisted: usize) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST_LISTED) + unlisted;
    lines.truncate(MOST_LISTED);
    if more > 0 {
        lines.push(text::more_problems(more));
    }
    lines
}
