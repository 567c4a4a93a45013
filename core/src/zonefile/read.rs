//! Reads a zone file: owners, TTLs, classes, types and directives (RFC 1035, section 5.1). It opens no
//! other files and generates no records: `$INCLUDE` and `$GENERATE` are problems.
//!
//! Every problem states which records it may concern, so that an unreadable line never counts as a wish to
//! delete.

use super::head::is_head;
use super::lexer::{Entry, Lexer};
use super::lines::line_at;
use super::signed;
use super::state::{State, Taken, Unfit};
use super::{
    Dialect, Doubt, MOST_BYTES, MOST_PROBLEMS, MOST_RECORDS, Note, Problem, ProblemKind, ZoneFile,
    doubts,
};
use crate::name::DomainName;
use crate::record::Ttl;
use crate::unread::Concern;

/// Reads all records of a zone.
///
/// A record without a TTL gets the one of `$TTL` (RFC 2308, section 4), else the last stated one (RFC
/// 1035, section 5.1), else the SOA's minimum, else `missing`.
#[must_use]
pub fn read(text: &str, zone: &DomainName, dialect: Dialect, missing: Ttl) -> ZoneFile {
    let mut reading = Reading::new(text, zone, dialect, missing);
    while reading.go_on(usize::MAX) {}
    reading.file
}

/// Reads a file in steps: a large one would block the page for too long.
pub struct Reading<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    entry: Entry<'a>,
    state: State<'a>,
    /// The contents read so far.
    pub file: ZoneFile,
}

impl<'a> Reading<'a> {
    /// Starts at the beginning of a file; see [`read`] for the parameters.
    #[must_use]
    pub fn new(text: &'a str, zone: &'a DomainName, dialect: Dialect, missing: Ttl) -> Self {
        let mut text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut file = ZoneFile { dialect, ..ZoneFile::default() };
        if text.len() > MOST_BYTES {
            let (kind, concerns) = (ProblemKind::TooLarge, Concern::Zone);
            file.add(Problem { line: 1, column: 1, kind, concerns, text: "".into() });
            text = "";
        }
        let state = State::new(zone, dialect, missing);
        Self { text, lexer: Lexer::new(text), entry: Entry::default(), state, file }
    }

    /// Reads up to this many more entries. False at the end of the file.
    pub fn go_on(&mut self, entries: usize) -> bool {
        for _ in 0..entries {
            if !self.lexer.next(&mut self.entry) || !self.take() {
                signed::leave_out(&mut self.file, self.state.zone);
                self.file.lost = self.state.lost;
                return false;
            }
        }
        true
    }

    /// Adds an entry to the file. False if no more entries are accepted.
    fn take(&mut self) -> bool {
        let (file, entry) = (&mut self.file, &self.entry);
        let taken = self.state.entry(entry);
        let taken = match taken {
            // Quoted strings continue over lines, so nothing else would reveal this.
            Ok(_) if entry.swallows(self.text, is_head) => Err(Unfit {
                at: entry.start,
                kind: ProblemKind::Swallowed,
                concerns: Concern::Zone,
            }),
            Ok(Taken::Record(..)) if file.records.len() == MOST_RECORDS => {
                Err(Unfit { at: entry.start, kind: ProblemKind::TooMany, concerns: Concern::Zone })
            }
            taken => taken,
        };
        let unfit = match taken {
            Ok(Taken::Nothing) => return true,
            Ok(Taken::Signing) => {
                file.signing += 1;
                return true;
            }
            Ok(Taken::Record(record, tells, renamed)) => {
                let (line, is_said) = (entry.line, false);
                file.notes.extend(renamed.map(|renamed| Note { line, renamed, is_said }));
                let room = MOST_PROBLEMS.saturating_sub(file.doubts.len());
                let found = doubts::look(entry, self.text, &record, file.records.len());
                file.doubts.extend(found.into_iter().take(room).map(|(at, kind, mended)| {
                    let (line, column) = entry.place(self.text, at);
                    Doubt { line, column, kind, mended }
                }));
                file.records.push(*record);
                file.lines.push(entry.line);
                file.tells.push(tells);
                return true;
            }
            Err(unfit) => unfit,
        };
        let Unfit { at, kind, concerns } = unfit;
        // The lines after an unclosed bracket are read again as entries of their own.
        let is_reread = kind == ProblemKind::OpenBracket && !entry.is_last;
        let is_more = entry.is_last || (entry.runs_over(self.text) && !is_reread);
        let concerns = if is_more { Concern::Zone } else { concerns };
        let (line, column) = entry.place(self.text, at);
        file.add(Problem { line, column, kind, concerns, text: line_at(self.text, at) });
        kind != ProblemKind::TooMany
    }
}
