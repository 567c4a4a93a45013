//! Reads an imported text and compares it with the zone, and says what of it could not be used.

use std::sync::Arc;

use leptos::prelude::*;
use zonesift_core::diff::{Aside, Mode, Scope, aside, compare};
use zonesift_core::encoding::Decoded;
use zonesift_core::import::{Beside, ImportRow, Tally, found_only, missed_names, rows};
use zonesift_core::name::DomainName;
use zonesift_core::provider::Capabilities;
use zonesift_core::record::{Record, RecordType, Ttl};
use zonesift_core::snapshot::{self, SnapshotError};
use zonesift_core::text;
use zonesift_core::unread::Concern;
use zonesift_core::wanted::Wanted;
use zonesift_core::zonefile::{Dialect, Lines, Reading, ZoneFile};

use super::form::ImportForm;
use super::notes::Told;
use crate::browser::clock;

/// At most this many problems are listed.
pub const MOST_LISTED: usize = 100;

/// How many entries are read between two pauses, in which the browser handles input and paints.
const ENTRIES_AT_ONCE: usize = 2_000;

/// A file beside the zone.
pub struct ImportPreview {
    pub zone: DomainName,
    pub file: Vec<Record>,
    /// The line of each record of the file; empty for a snapshot.
    pub lines: Vec<u32>,
    /// The zone's records that the file was compared with.
    pub held: Arc<Vec<Record>>,
    pub rows: Vec<ImportRow>,
    pub tally: Tally,
    /// What the file and the latest scan have apart from each other; `None` without a scan.
    pub beside_scan: Option<String>,
}

/// A text that is being read.
pub struct Reader {
    form: ImportForm,
    number: u32,
    zone: DomainName,
    rules: &'static Capabilities,
    mode: Mode,
    scope: Scope,
    held: Arc<Vec<Record>>,
}

impl Reader {
    /// `None` if there is a later preview, the page was left, or the zone is not known.
    pub fn begin(form: ImportForm, number: u32) -> Option<Self> {
        let mode = form.mode.try_get_untracked().filter(|_| form.is_latest(number))?;
        let rules = form.zone.api.provider().capabilities();
        let scope = Scope { soa: false, apex_ns: rules.apex_ns };
        let held = form.zone.records.all.get_untracked();
        Some(Self { form, number, zone: form.zone.name_now()?, rules, mode, scope, held })
    }

    /// Reads a text as what it looks like: a snapshot, or a zone file.
    pub async fn read(&self, decoded: &Decoded) -> Result<ImportPreview, String> {
        let content = &*decoded.text;
        let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        match start.chars().next() {
            Some('<') => Err(text::NOT_A_ZONE.to_owned()),
            Some('[') => Err(text::snapshot_error(SnapshotError::OtherFile).to_owned()),
            Some('{') => self.read_snapshot(start).await,
            _ => self.read_zone_file(content, decoded.remark.map(text::encoding)).await,
        }
    }

    async fn read_snapshot(&self, content: &str) -> Result<ImportPreview, String> {
        let snapshot = snapshot::read(content.as_bytes());
        let mut snapshot = snapshot.map_err(|error| text::snapshot_error(error).to_owned())?;
        if snapshot.zone != self.zone {
            return Err(text::other_zone(&snapshot.zone, &self.zone));
        }
        let provider = self.form.zone.api.provider();
        let other = snapshot.bring_to(provider).map(|other| text::other_provider(other, provider));
        let damaged = snapshot.damaged.iter().map(|number| text::damaged_item(*number));
        let mut notes: Vec<Told> = other.into_iter().map(Told::plain).collect();
        notes.extend(listed(damaged.map(Told::plain).collect(), 0));
        notes.extend(text::lost(self.rules.lost(&snapshot.records)).into_iter().map(Told::plain));
        self.form.notes.set(notes);
        if snapshot.records.is_empty() {
            let is_damaged = !snapshot.damaged.is_empty();
            let words = if is_damaged { text::NOTHING_TO_IMPORT } else { text::EMPTY_SNAPSHOT };
            return Err(words.to_owned());
        }
        let records = std::mem::take(&mut snapshot.records);
        snapshot.records = self.rules.wanted(&self.held, records);
        let rows = self.compare(&snapshot.records, &snapshot.wanted()).await?;
        Ok(self.preview(rows, snapshot.records, Vec::new()))
    }

    async fn read_zone_file(
        &self,
        content: &str,
        remark: Option<&str>,
    ) -> Result<ImportPreview, String> {
        let missing = if self.rules.limits.auto_ttl { Ttl::Auto } else { Ttl::Seconds(300) };
        let dialect = Dialect::of(self.rules);
        let mut reading = Reading::new(content, &self.zone, dialect, missing);
        while reading.go_on(ENTRIES_AT_ONCE) {
            clock::pause().await;
            if !self.form.is_latest(self.number) {
                return Err(String::new());
            }
        }
        let mut file = reading.file;
        let lines = Lines::of(content);
        let quote = |line| lines.quote(content, line);
        self.form.doubts.settle(&mut file, &self.held, &self.zone, self.rules, quote);
        let mut notes: Vec<Told> =
            remark.into_iter().map(|words| Told::plain(words.to_owned())).collect();
        notes.extend(self.file_notes(&file, content, &lines));
        self.form.notes.set(notes);
        if file.records.iter().all(|record| aside(record, &self.zone, self.scope).is_some()) {
            return Err(text::NOTHING_TO_IMPORT.to_owned());
        }
        let rows = self.compare(&file.records, &file.wanted()).await?;
        clock::pause().await;
        Ok(self.preview(rows, file.records, file.lines))
    }

    /// What could not be used of a zone file, and what was read differently.
    fn file_notes(&self, file: &ZoneFile, content: &str, lines: &Lines) -> Vec<Told> {
        let problems = file.problems.iter().map(|problem| Told {
            words: text::import_problem(problem, self.rules),
            quote: problem.text.clone(),
        });
        let mut notes = listed(problems.collect(), file.unlisted);
        let renamed = file.notes.iter().map(|note| Told {
            words: text::import_note(note),
            quote: lines.quote(content, note.line),
        });
        notes.extend(listed(renamed.collect(), 0));
        if file.signing > 0 {
            notes.push(Told::plain(text::signing(file.signing)));
        }
        notes.extend(text::lost(file.lost).into_iter().map(Told::plain));
        let set_aside = file.records.iter().zip(&file.lines).filter_map(|(record, line)| {
            let aside = self.aside(record)?;
            let words = text::aside(*line, aside, self.rules.apex_ns);
            Some(Told { words, quote: lines.quote(content, *line) })
        });
        notes.extend(listed(set_aside.collect(), 0));
        let mut concerns = file.problems.iter().map(|problem| &problem.concerns);
        let leaves_open = concerns.any(|concern| *concern != Concern::Nothing);
        if self.mode != Mode::AddMissing && leaves_open {
            notes.push(Told::plain(text::STAYS.to_owned()));
        }
        notes
    }

    /// Why a record is set aside; a name server that the zone has is not.
    fn aside(&self, record: &Record) -> Option<Aside> {
        let is_held = || {
            let identity = record.identity();
            let servers = self.held.iter().filter(|held| held.rtype == RecordType::Ns);
            servers.filter(|held| held.name == self.zone).any(|held| held.identity() == identity)
        };
        let aside = aside(record, &self.zone, Scope { soa: false, apex_ns: false })?;
        (aside == Aside::Soa || !is_held()).then_some(aside)
    }

    async fn compare(
        &self,
        records: &[Record],
        wanted: &Wanted<'_>,
    ) -> Result<Vec<ImportRow>, String> {
        clock::pause().await;
        let compared = compare(&self.held, wanted, &self.zone, self.mode, self.scope);
        let compared = compared.map_err(text::not_whole)?;
        clock::pause().await;
        let zone = self.form.zone;
        let rows = zone.edits.try_with_untracked(|edits| {
            zone.review.with_untracked(|review| {
                let decisions = review.as_ref();
                let found = decisions.filter(|review| review.has_found_any());
                let beside = Beside { zone: &self.zone, edits, found, decisions };
                rows(compared, records, &self.held, beside)
            })
        });
        Ok(rows.unwrap_or_default())
    }

    fn preview(&self, rows: Vec<ImportRow>, file: Vec<Record>, lines: Vec<u32>) -> ImportPreview {
        let beside_scan = self.form.zone.review.with_untracked(|review| {
            let review = review.as_ref().filter(|review| review.has_found_any())?;
            let missed = missed_names(&rows, &file, review).len();
            Some(text::beside_scan(missed, found_only(&file, review)))
        });
        let (zone, held, tally) = (self.zone.clone(), self.held.clone(), Tally::of(&rows));
        ImportPreview { zone, file, lines, held, rows, tally, beside_scan }
    }
}

impl ImportPreview {
    /// The record of the file in a row, and that of the zone.
    pub fn records(&self, row: &ImportRow) -> (Option<&Record>, Option<&Record>) {
        let of_file = row.compared.wanted.and_then(|place| self.file.get(place as usize));
        (of_file, row.held(&self.held))
    }

    /// The line of a row in the file; empty for what is not in a zone file.
    pub fn line(&self, row: &ImportRow) -> Option<u32> {
        self.lines.get(row.compared.wanted? as usize).copied()
    }
}

/// At most `MOST_LISTED` lines, and how many more there are.
pub fn listed(mut lines: Vec<Told>, unlisted: usize) -> Vec<Told> {
    let more = lines.len().saturating_sub(MOST_LISTED) + unlisted;
    lines.truncate(MOST_LISTED);
    if more > 0 {
        lines.push(Told::plain(text::more_problems(more)));
    }
    lines
}
