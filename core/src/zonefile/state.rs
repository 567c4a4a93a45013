//! Interprets an entry of a zone file in the context of the lines before it: a directive, a record, or a
//! problem with the records that it may concern.

use super::elsewhere::{Elsewhere, Renamed, Word};
use super::escape::is_lost;
use super::head::{head, is_doubtful, is_record};
use super::lexer::{Entry, Fault, Token};
use super::ttl::seconds;
use super::words::Words;
use super::{Dialect, ProblemKind, marks, names, rdata};
use crate::name::DomainName;
use crate::provider::Lost;
use crate::record::{Rdata, Record, RecordType, Ttl};
use crate::unread::{Concern, Tells};

/// An end-of-file mark of old systems (SUB, Ctrl-Z).
const END_OF_FILE: &str = "\u{1a}";

/// The result of an entry.
pub(super) enum Taken {
    Nothing,
    /// A record created by signing software.
    Signing,
    Record(Box<Record>, Tells, Option<Renamed>),
}

/// Why an entry is unreadable, and which records it may concern.
pub(super) struct Unfit {
    pub at: usize,
    pub kind: ProblemKind,
    pub concerns: Concern,
}

fn unfit(concerns: Concern) -> impl FnOnce(Fault) -> Unfit {
    move |(at, kind)| Unfit { at, kind, concerns }
}

/// The context from previous lines.
pub(super) struct State<'a> {
    pub zone: &'a DomainName,
    dialect: Dialect,
    missing: Ttl,
    /// `None` after an unreadable `$ORIGIN`.
    origin: Option<DomainName>,
    /// `None` after an unreadable owner: the next records must not fall to the previous one.
    owner: Option<DomainName>,
    /// The TTL of `$TTL`, in seconds.
    default: Option<u32>,
    /// The last stated TTL in seconds; `None` after an unreadable one.
    last: Option<u32>,
    /// The SOA's minimum, which is no stated TTL (RFC 2308, section 4).
    minimum: Option<u32>,
    /// Counts marks that the dialect does not support.
    pub lost: Lost,
}

impl<'a> State<'a> {
    /// The state before the first line.
    pub fn new(zone: &'a DomainName, dialect: Dialect, missing: Ttl) -> Self {
        let origin = Some(zone.clone());
        let (owner, default, last, minimum) = (None, None, None, None);
        let lost = Lost::default();
        Self { zone, dialect, missing, origin, owner, default, last, minimum, lost }
    }

    /// Interprets an entry.
    pub fn entry(&mut self, entry: &Entry<'_>) -> Result<Taken, Unfit> {
        // Of a broken entry, the words before the break are used.
        let end = entry.fault.map_or(usize::MAX, |(at, _)| at);
        let whole = entry.tokens.partition_point(|word| word.at < end);
        let whole = entry.tokens.get(..whole).unwrap_or_default();
        let mut words = Words::new(whole, entry.start);
        let first = words.peek();
        if let Some(word) = first.filter(|word| word.raw.starts_with('$') && !word.quoted) {
            words.next();
            return self.directive(word, words, entry);
        }
        let mut owner = None;
        if !entry.blank {
            if first.is_some() || entry.fault.is_some() {
                self.owner = None;
            }
            if let Some(word) = first {
                words.next();
                self.own(word, words.peek()).map_err(|fault| Unfit {
                    at: fault.0,
                    kind: fault.1,
                    // An end-of-file mark concerns nothing.
                    concerns: match word.raw == END_OF_FILE && words.peek().is_none() {
                        true => Concern::Nothing,
                        false => Concern::Zone,
                    },
                })?;
                owner = Some(word);
            }
        }
        if first.is_none() && entry.fault.is_none() {
            return Ok(Taken::Nothing);
        }
        let taken = self.record(entry, words, whole.len());
        taken.map_err(|unfit| {
            // Without its leading white space, `MX 10 mx` reads as an owner, a TTL and a type.
            let has_type = match unfit.concerns {
                Concern::Nothing => true,
                Concern::Rrset(..) => !matches!(unfit.kind, ProblemKind::Missing(_)),
                _ => false,
            };
            let is_doubtful = |owner| {
                is_doubtful(owner, self.zone, has_type) || is_record(whole, self.origin.as_ref())
            };
            match owner.is_some_and(is_doubtful) {
                true => Unfit { concerns: Concern::Zone, ..unfit },
                false => unfit,
            }
        })
    }

    fn own(&mut self, word: Token<'_>, next: Option<Token<'_>>) -> Result<(), Fault> {
        if word.quoted || next.is_some_and(|next| next.glued) {
            return Err((word.at, ProblemKind::NoOwner));
        }
        let name = names::resolve(word.raw, self.origin.as_ref());
        self.owner = Some(name.map_err(|kind| (word.at, kind))?);
        Ok(())
    }

    /// Applies a directive. An unreadable one invalidates the previous value.
    fn directive(
        &mut self,
        word: Token<'_>,
        mut words: Words<'_, '_>,
        entry: &Entry<'_>,
    ) -> Result<Taken, Unfit> {
        let is = |name: &str| word.raw.eq_ignore_ascii_case(name);
        let kind = match word.raw {
            // Directives must start a line; readers disagree, so the previous value stays.
            _ if entry.blank => ProblemKind::Directive,
            _ if is("$INCLUDE") => ProblemKind::Include,
            _ if is("$GENERATE") => ProblemKind::Generate,
            _ if is("$ORIGIN") => {
                let before = self.origin.take();
                let name =
                    value(&mut words, entry, "$ORIGIN", |raw| names::resolve(raw, before.as_ref()));
                self.origin = Some(name.map_err(unfit(Concern::Nothing))?);
                return Ok(Taken::Nothing);
            }
            _ if is("$TTL") => {
                (self.default, self.last) = (None, None);
                let ttl =
                    value(&mut words, entry, "$TTL", |raw| seconds(raw).ok_or(ProblemKind::Ttl));
                self.default = Some(ttl.map_err(unfit(Concern::Nothing))?);
                return Ok(Taken::Nothing);
            }
            _ => ProblemKind::Directive,
        };
        Err(Unfit { at: word.at, kind, concerns: Concern::Zone })
    }

    /// Reads the record of an entry, starting after its owner.
    fn record(
        &mut self,
        entry: &Entry<'_>,
        mut words: Words<'_, '_>,
        number: usize,
    ) -> Result<Taken, Unfit> {
        let at = words.peek().map_or(entry.start, |word| word.at);
        let broken = |concerns: Concern| {
            entry.fault.map_or(Ok(()), |(at, kind)| Err(Unfit { at, kind, concerns }))
        };
        let Some(owner) = self.owner.clone() else {
            broken(Concern::Zone)?;
            return Err(Unfit { at, kind: ProblemKind::NoOwner, concerns: Concern::Zone });
        };
        let of_name = || Concern::Name(owner.clone());
        // A single word may be anything.
        let of_line = || if number > 1 || entry.blank { of_name() } else { Concern::Zone };
        let head = head(&mut words).map_err(|(at, kind)| {
            if kind == ProblemKind::Ttl {
                self.last = None;
            }
            let concerns = of_line();
            let (at, kind) = entry.fault.unwrap_or((at, kind));
            Unfit { at, kind, concerns }
        })?;
        if head.word.lacks_data(words.left()) {
            let concerns = match head.word {
                Word::Elsewhere(Elsewhere::Dname) => Concern::Below(owner),
                _ => of_name(),
            };
            broken(concerns.clone())?;
            let kind = ProblemKind::Missing("The data of this type");
            return Err(Unfit { at: head.at, kind, concerns });
        }
        let (rtype, renamed) = match head.word {
            Word::Type(rtype, renamed) => (rtype, renamed),
            Word::Signing(_) => {
                self.last = head.stated.or(self.last);
                return broken(of_name()).map(|()| Taken::Signing);
            }
            Word::Elsewhere(elsewhere) => {
                let concerns = elsewhere.concerns(owner);
                let (at, kind) =
                    entry.fault.unwrap_or((head.at, ProblemKind::Elsewhere(elsewhere)));
                return Err(Unfit { at, kind, concerns });
            }
            Word::Unknown => {
                broken(of_name())?;
                let (at, kind) = (head.at, ProblemKind::UnknownType);
                return Err(Unfit { at, kind, concerns: of_name() });
            }
        };
        let of_set = Concern::Rrset(owner.clone(), rtype.clone());
        self.last = head.stated.or(self.last);
        broken(of_set.clone())?;
        let owner = self.placed(owner, &rtype).map_err(|kind| Unfit {
            at: entry.start,
            kind,
            concerns: match kind {
                // An `$ORIGIN` outside the zone may be a misspelt one inside it.
                ProblemKind::OutsideZone if self.is_astray() => Concern::Zone,
                ProblemKind::OutsideZone => Concern::Nothing,
                _ => of_set.clone(),
            },
        })?;
        let fields = rdata::fields(&rtype, &mut words, self.origin.as_ref());
        let fields = fields.map_err(unfit(of_set))?;
        let (record, tells) = self.made(owner, rtype, fields, head.stated, entry.comment);
        Ok(Taken::Record(Box::new(record), tells, renamed))
    }

    /// Builds the record from the line and its context.
    fn made(
        &mut self,
        owner: DomainName,
        rtype: RecordType,
        fields: Vec<String>,
        stated: Option<u32>,
        comment: Option<&str>,
    ) -> (Record, Tells) {
        if rtype == RecordType::Soa {
            let minimum = fields.first().and_then(|soa| soa.rsplit(' ').next());
            self.minimum = minimum.and_then(seconds);
        }
        let told = stated.or(self.default).or(self.last);
        let ttl = told.or(self.minimum);
        let ttl = ttl.map_or(self.missing, |seconds| self.dialect.ttl(seconds));
        let rdata = Rdata::new(&rtype, fields);
        let mut record = Record::new(owner, rtype, rdata, ttl);
        let has_tags = comment.is_some_and(|comment| marks::read(comment, &mut record));
        let has_marks = self.dialect.marks;
        if !has_marks {
            self.lost.take(&mut record);
        }
        // Undecodable text is no comment of the record, nor is a remark in a dialect without tags.
        let is_lost = comment.is_some_and(is_lost);
        record.comment = record.comment.filter(|_| !is_lost && (has_marks || has_tags));
        let tells = Tells {
            ttl: told.is_some(),
            comment: !is_lost && (has_marks && has_tags || record.comment.is_some()),
            tags: has_marks && has_tags,
            more: false,
        };
        (record, tells)
    }

    /// Whether relative names are outside the zone.
    fn is_astray(&self) -> bool {
        let is_apart =
            |origin: &DomainName| !origin.is_within(self.zone) && !self.zone.is_within(origin);
        self.origin.as_ref().is_some_and(is_apart)
    }

    /// The owner, if the zone can hold this type there. An SOA must be at the apex; the exports of one
    /// provider omit the trailing dot of its owner.
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

/// Reads the single value of a directive.
fn value<T>(
    words: &mut Words<'_, '_>,
    entry: &Entry<'_>,
    label: &'static str,
    read: impl FnOnce(&str) -> Result<T, ProblemKind>,
) -> Result<T, Fault> {
    entry.fault.map_or(Ok(()), Err)?;
    let word = words.need(label)?;
    let value = read(word.raw).map_err(|kind| (word.at, kind))?;
    words.next().map_or(Ok(value), |word| Err((word.at, ProblemKind::Surplus)))
}
