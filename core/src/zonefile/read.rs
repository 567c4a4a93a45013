//! Reads a zone file: owners, TTLs, classes, types and directives (RFC 1035, section 5.1). It opens
//! no other file and makes no records by a pattern: `$INCLUDE` and `$GENERATE` are problems.

use super::lexer::{Entry, Fault, Lexer, Token};
use super::rdata::{self, Words};
use super::{
    Dialect, MOST_BYTES, MOST_PROBLEMS, MOST_RECORDS, Problem, ProblemKind, ZoneFile, names,
};
use crate::name::DomainName;
use crate::provider::marks;
use crate::record::{Rdata, Record, RecordType, Ttl};

/// The longest TTL (RFC 2181, section 8).
const MOST_SECONDS: u32 = i32::MAX.unsigned_abs();

/// Reads the records of a zone, all at once.
///
/// A record without a TTL has the one of `$TTL` (RFC 2308, section 4), else the one that was stated
/// last (RFC 1035, section 5.1), else the SOA's minimum, else `missing`.
#[must_use]
pub fn read(text: &str, zone: &DomainName, dialect: Dialect, missing: Ttl) -> ZoneFile {
    let mut reading = Reading::new(text, zone, dialect, missing);
    while reading.go_on(usize::MAX) {}
    reading.file
}

/// A file that is read in steps: a large one takes longer than a page may be busy.
pub struct Reading<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    entry: Entry<'a>,
    state: State<'a>,
    /// What has been read.
    pub file: ZoneFile,
}

impl<'a> Reading<'a> {
    /// At the beginning of a file; for the rest see [`read`].
    #[must_use]
    pub fn new(text: &'a str, zone: &'a DomainName, dialect: Dialect, missing: Ttl) -> Self {
        let mut text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut file = ZoneFile::default();
        if text.len() > MOST_BYTES {
            file.problems.push(Problem { line: 1, column: 1, kind: ProblemKind::TooLarge });
            text = "";
        }
        let origin = Some(zone.clone());
        let state =
            State { zone, dialect, missing, origin, owner: None, default: None, last: None };
        Self { text, lexer: Lexer::new(text), entry: Entry::default(), state, file }
    }

    /// Reads so many entries more. False when the file is read.
    pub fn go_on(&mut self, entries: usize) -> bool {
        for _ in 0..entries {
            if !self.lexer.next(&mut self.entry) || !self.take() {
                return false;
            }
        }
        true
    }

    /// Takes an entry into the file. False where nothing more is taken.
    fn take(&mut self) -> bool {
        let (file, entry) = (&mut self.file, &self.entry);
        let problem = match self.state.entry(entry) {
            Ok(None) => return true,
            Ok(Some(_)) if file.records.len() == MOST_RECORDS => {
                Some((entry.start, ProblemKind::TooMany))
            }
            Ok(Some(record)) => {
                file.records.push(record);
                file.lines.push(entry.line);
                None
            }
            Err(fault) => Some(fault),
        };
        let Some((at, kind)) = problem else { return true };
        if file.problems.len() < MOST_PROBLEMS {
            let (line, column) = entry.place(self.text, at);
            file.problems.push(Problem { line, column, kind });
        } else {
            file.unlisted += 1;
        }
        kind != ProblemKind::TooMany
    }
}

/// What lines before have said.
struct State<'a> {
    zone: &'a DomainName,
    dialect: Dialect,
    missing: Ttl,
    /// None after a `$ORIGIN` that could not be read.
    origin: Option<DomainName>,
    /// None after an owner that could not be read: nothing is given to the one before.
    owner: Option<DomainName>,
    /// The seconds of `$TTL`.
    default: Option<u32>,
    /// The seconds that were stated last.
    last: Option<u32>,
}

impl State<'_> {
    /// The record of an entry; none where it holds something else.
    fn entry(&mut self, entry: &Entry<'_>) -> Result<Option<Record>, Fault> {
        let mut words = Words::new(&entry.tokens, entry.start);
        let first = words.peek();
        let is_directive = |word: &Token<'_>| word.raw.starts_with('$') && !word.quoted;
        if !entry.blank {
            if let Some(word) = first.filter(is_directive) {
                words.next();
                return entry.fault.map_or_else(|| self.directive(word, words), Err);
            }
            // Of a broken entry, too, the owner holds for the lines below.
            let is_whole = |word: &Token<'_>| entry.fault.is_none_or(|(at, _)| at > word.at);
            if first.is_some() || entry.fault.is_some() {
                self.owner = None;
            }
            if let Some(word) = first.filter(is_whole) {
                words.next();
                self.own(word)?;
            }
        }
        if let Some(fault) = entry.fault {
            return Err(fault);
        }
        if first.is_none() { Ok(None) } else { self.record(entry, words).map(Some) }
    }

    fn own(&mut self, word: Token<'_>) -> Result<(), Fault> {
        if word.quoted {
            return Err((word.at, ProblemKind::NoOwner));
        }
        let name = names::resolve(word.raw, self.origin.as_ref());
        self.owner = Some(name.map_err(|kind| (word.at, kind))?);
        Ok(())
    }

    fn directive(
        &mut self,
        word: Token<'_>,
        mut words: Words<'_, '_>,
    ) -> Result<Option<Record>, Fault> {
        let is = |name: &str| word.raw.eq_ignore_ascii_case(name);
        if is("$ORIGIN") {
            let before = self.origin.take();
            let value = words.need("$ORIGIN")?;
            let name = names::resolve(value.raw, before.as_ref());
            self.origin = Some(name.map_err(|kind| (value.at, kind))?);
        } else if is("$TTL") {
            self.default = None;
            let value = words.need("$TTL")?;
            self.default = Some(seconds(value.raw).ok_or((value.at, ProblemKind::Ttl))?);
        } else {
            let kind = match word.raw {
                _ if is("$INCLUDE") => ProblemKind::Include,
                _ if is("$GENERATE") => ProblemKind::Generate,
                _ => ProblemKind::Directive,
            };
            return Err((word.at, kind));
        }
        words.next().map_or(Ok(None), |word| Err((word.at, ProblemKind::Surplus)))
    }

    fn record(&mut self, entry: &Entry<'_>, mut words: Words<'_, '_>) -> Result<Record, Fault> {
        let at = words.peek().map_or(entry.start, |word| word.at);
        let owner = self.owner.clone().ok_or((at, ProblemKind::NoOwner))?;
        let (rtype, stated) = head(&mut words)?;
        let owner = self.placed(owner, &rtype).map_err(|kind| (entry.start, kind))?;
        self.last = stated.or(self.last);
        let fields = rdata::fields(&rtype, &mut words, self.origin.as_ref())?;
        if rtype == RecordType::Soa && self.last.is_none() {
            let minimum = fields.first().and_then(|soa| soa.rsplit(' ').next());
            self.last = minimum.and_then(seconds);
        }
        let seconds = stated.or(self.default).or(self.last);
        let ttl = seconds.map_or(self.missing, |seconds| self.dialect.ttl(seconds));
        let rdata = Rdata::new(&rtype, fields);
        let mut record = Record::new(owner, rtype, rdata, ttl);
        if let Some(comment) = entry.comment.filter(|_| self.dialect.marks) {
            marks::read(comment, &mut record);
        }
        Ok(record)
    }

    /// The owner, if the zone can hold this type there. A SOA stands at the apex alone; the exports
    /// of one provider write its owner without the last dot.
    fn placed(&self, owner: DomainName, rtype: &RecordType) -> Result<DomainName, ProblemKind> {
        if !owner.is_within(self.zone) {
            return Err(ProblemKind::OutsideZone);
        }
        if *rtype != RecordType::Soa || owner == *self.zone {
            return Ok(owner);
        }
        match DomainName::join(self.zone.as_str(), self.zone) {
            Ok(doubled) if doubled == owner => Ok(self.zone.clone()),
            _ => Err(ProblemKind::SoaBelowApex),
        }
    }
}

/// The type, with the TTL if one is stated: TTL and class come in either order.
fn head(words: &mut Words<'_, '_>) -> Result<(RecordType, Option<u32>), Fault> {
    let (mut stated, mut has_class) = (None, false);
    loop {
        let Some(word) = words.next().filter(|word| !word.quoted) else {
            return Err((words.at, ProblemKind::NoType));
        };
        let is = |name: &&str| word.raw.eq_ignore_ascii_case(name);
        let is_class = ["IN", "CLASS1"].iter().any(is);
        if word.raw.starts_with(|c: char| c.is_ascii_digit()) && stated.is_none() {
            stated = Some(seconds(word.raw).ok_or((word.at, ProblemKind::Ttl))?);
        } else if is_class && !has_class {
            has_class = true;
        } else if ["CH", "HS", "CS", "NONE", "ANY"].iter().any(is)
            || word.raw.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("CLASS"))
        {
            return Err((word.at, ProblemKind::Class));
        } else {
            let rtype = RecordType::parse(word.raw);
            return match rtype.number() {
                Some(number) => Ok((RecordType::numbered(number), stated)),
                None => Err((word.at, ProblemKind::UnknownType)),
            };
        }
    }
}

/// A number of seconds, or numbers with units, such as `1h30m` (RFC 2308 shows none; they are
/// BIND's, and everybody's since).
pub(super) fn seconds(text: &str) -> Option<u32> {
    let (mut total, mut number, mut has_unit) = (0_u64, None, false);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            let digit = u64::from(byte - b'0');
            number = Some(number.unwrap_or(0_u64).saturating_mul(10).saturating_add(digit));
            continue;
        }
        let unit: u64 = match byte.to_ascii_lowercase() {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'w' => 604_800,
            _ => return None,
        };
        total = total.saturating_add(number.take()?.saturating_mul(unit));
        has_unit = true;
    }
    let rest = match number {
        Some(_) if has_unit => return None,
        None if !has_unit => return None,
        number => number.unwrap_or(0),
    };
    u32::try_from(total.saturating_add(rest)).ok().filter(|&seconds| seconds <= MOST_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_have_units() {
        for (text, expected) in [
            ("0", Some(0)),
            ("300", Some(300)),
            ("1h30m", Some(5_400)),
            ("1W2D", Some(777_600)),
            ("5s", Some(5)),
            ("2147483647", Some(2_147_483_647)),
            ("2147483648", None),
            ("99999999999999999999999999", None),
            ("9999999999999999999w", None),
            ("1h30", None),
            ("h", None),
            ("", None),
            ("-1", None),
            ("1y", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
