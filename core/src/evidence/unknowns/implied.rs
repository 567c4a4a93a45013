//! Records that the services of a zone need: which of them are missing, and what they would be.

use super::table::{Necessity, Needs, Row, ValueKind};
use super::{Case, Evidence, Proposal, Unknown, UnknownKind};
use crate::evidence::{Picture, Question};
use crate::knowledge::{Service, Sign, SignKind, signs};
use crate::name::{DomainName, parent};
use crate::record::{Rdata, Record, RecordType, Ttl};

/// The TTL of a proposed record, in seconds.
const TTL: u32 = 3600;

/// A record that a service usually has or may have, and that is not known: a hint and no unknown.
#[derive(Clone, Debug)]
pub struct Usual {
    /// The service.
    pub service: &'static Service,
    /// How much it needs the record.
    pub level: Necessity,
    /// The name.
    pub name: DomainName,
    /// The type; `None` for an SPF policy that includes the service.
    pub rtype: Option<RecordType>,
    /// The record, if its value is known.
    pub proposal: Option<Proposal>,
}

/// A service that a zone uses, and the domain that it is used for.
struct Client {
    needs: &'static Needs,
    base: DomainName,
    sign: Sign,
    owner: DomainName,
    rtype: RecordType,
}

/// Records that services need and that are not known. Those of keys join the entry of their subtree while no selector
/// is known there, and are not asked for where there is no subtree.
pub(super) fn needed(case: &Case<'_>, open: &mut [Unknown]) -> Vec<Unknown> {
    let mut found = Vec::new();
    for client in clients(case) {
        let (keys, others): (Vec<&Row>, Vec<&Row>) =
            client.missing(case, |level| level == Necessity::Must).partition(|row| row.is_key());
        found.extend(others.into_iter().map(|row| client.unknown(case, row)));
        if keys.is_empty() {
            continue;
        }
        let proposals: Vec<Proposal> =
            keys.iter().filter_map(|row| client.proposal(case, row)).collect();
        let subtrees: Vec<DomainName> = client.subtrees(case).collect();
        let is_its =
            |own: &&mut Unknown| own.kind == UnknownKind::Dkim && subtrees.contains(&own.name);
        match (open.iter_mut().find(is_its), subtrees.first()) {
            (Some(own), _) => join(own, client.sign.service, proposals),
            (None, Some(subtree)) if subtrees.iter().any(|own| case.has_below(own)) => {
                found.push(Unknown { proposals, ..client.entry(subtree.clone()) });
            }
            _ => {}
        }
    }
    found
}

/// Adds a service to the entry of the keys that it would have, once.
fn join(open: &mut Unknown, service: &'static Service, proposals: Vec<Proposal>) {
    if !open.services.contains(&service) {
        open.services.push(service);
    }
    open.proposals.extend(proposals);
}

/// Records that services usually have, or have for some features, and that are not known.
#[must_use]
pub fn usual(picture: &Picture, known: &[Record]) -> Vec<Usual> {
    let case = Case::new(picture, known, None);
    let mut found = Vec::new();
    for client in clients(&case) {
        let is_meant = |level| matches!(level, Necessity::Usual | Necessity::Optional);
        for row in client.missing(&case, is_meant) {
            found.push(Usual {
                service: client.sign.service,
                level: row.level,
                name: client.name_of(row),
                rtype: row.rtype.clone(),
                proposal: client.proposal(&case, row),
            });
        }
    }
    found
}

/// The services that the records tell of, each once for a domain. Selectors and names tell too little.
fn clients(case: &Case<'_>) -> Vec<Client> {
    let mut found: Vec<Client> = Vec::new();
    for (record, sign) in case.signs() {
        let is_strong = !matches!(sign.kind, SignKind::Selector | SignKind::Name);
        let Some(needs) = Needs::of(sign.service.name).filter(|_| is_strong) else { continue };
        let base = base(record, case.zone());
        let is_known = |own: &Client| own.needs.service == needs.service && own.base == base;
        let is_other = needs.except.iter().any(|end| sign.sign.ends_with(end));
        if !is_other && !found.iter().any(is_known) {
            let (owner, rtype) = (record.name.clone(), record.rtype.clone());
            found.push(Client { needs, base, sign, owner, rtype });
        }
    }
    found
}

/// The domain that a service is used for, by a record that tells of it.
fn base(record: &Record, zone: &DomainName) -> DomainName {
    let name = record.name.as_str();
    let is_own =
        matches!(record.rtype, RecordType::Mx | RecordType::Txt | RecordType::A | RecordType::Aaaa)
            && !name.starts_with(['_', '*']);
    let keys = name.split_once("._domainkey.").map(|(_, base)| base);
    let base = keys.or(if is_own { Some(name) } else { parent(name) });
    let base = base.and_then(|base| DomainName::parse(base).ok());
    base.filter(|base| base.is_within(zone)).unwrap_or_else(|| zone.clone())
}

impl Client {
    /// The rows of these levels of which no record is known.
    fn missing(
        &self,
        case: &Case<'_>,
        is_meant: impl Fn(Necessity) -> bool,
    ) -> impl Iterator<Item = &'static Row> {
        let rows = self.needs.rows.iter().filter(move |row| is_meant(row.level));
        rows.filter(|row| !self.has(case, row))
    }

    /// Whether a record is known that the row asks for. Keys may stand for a domain above too.
    fn has(&self, case: &Case<'_>, row: &Row) -> bool {
        let Some(rtype) = &row.rtype else {
            let policies = case.at(&self.base).iter().flat_map(|record| signs(record, case.zone()));
            let is_own = |sign: &Sign| sign.service.name == self.needs.service;
            return { policies }.any(|sign| sign.kind == SignKind::Spf && is_own(&sign));
        };
        let bases = self.bases(case).take(if row.is_key() { usize::MAX } else { 1 });
        let mut places =
            bases.flat_map(|base| row.names.iter().map(move |name| (base.clone(), name)));
        places.any(|(base, name)| match DomainName::join(name, &base) {
            Ok(own) if !name.contains('*') => !case.at(&own).is_empty(),
            Ok(pattern) => case
                .records()
                .any(|record| fits(&record.name, &pattern) && self.may_be_its(case, record, rtype)),
            Err(_) => false,
        })
    }

    /// Whether a record at a name that nobody can guess may belong to the service: an alias by where it leads, a text
    /// unless it tells of another service.
    fn may_be_its(&self, case: &Case<'_>, record: &Record, rtype: &RecordType) -> bool {
        let signs = signs(record, case.zone());
        let is_its = signs.iter().any(|sign| sign.service.name == self.needs.service);
        is_its || *rtype == RecordType::Txt && record.rtype == *rtype && signs.is_empty()
    }

    /// The domain, and those above it in the zone.
    fn bases(&self, case: &Case<'_>) -> impl Iterator<Item = DomainName> {
        let zone = case.zone().clone();
        std::iter::successors(Some(self.base.clone()), |own| {
            parent(own.as_str()).and_then(|above| DomainName::parse(above).ok())
        })
        .take_while(move |own| own.is_within(&zone))
    }

    /// The names that its keys may be below.
    fn subtrees(&self, case: &Case<'_>) -> impl Iterator<Item = DomainName> {
        self.bases(case).filter_map(|base| DomainName::join("_domainkey", &base).ok())
    }

    /// The name of a row; the domain itself if nobody can guess it.
    fn name_of(&self, row: &Row) -> DomainName {
        let name = row.names.first().filter(|name| !name.contains('*'));
        let name = name.and_then(|name| DomainName::join(name, &self.base).ok());
        name.unwrap_or_else(|| self.base.clone())
    }

    fn entry(&self, name: DomainName) -> Unknown {
        let (owner, rtype) = (self.owner.clone(), self.rtype.clone());
        let evidence = Evidence::Sign { sign: self.sign, owner, rtype };
        let unknown = Unknown::new(UnknownKind::Implied, name, evidence);
        Unknown { services: vec![self.sign.service], ..unknown }
    }

    fn unknown(&self, case: &Case<'_>, row: &Row) -> Unknown {
        let proposals = self.proposal(case, row).into_iter().collect();
        Unknown { proposals, ..self.entry(self.name_of(row)) }
    }

    /// The record of a row, if its name and its value are known. A policy is never proposed: it would have to be
    /// joined with the one that is there (RFC 7208, section 3.2).
    fn proposal(&self, case: &Case<'_>, row: &Row) -> Option<Proposal> {
        let rtype = row.rtype.clone()?;
        let name = row.names.first().filter(|name| !name.contains('*'))?;
        let name = DomainName::join(name, &self.base).ok()?;
        let fields = self.value(case, row)?;
        let record =
            Record::new(name, rtype.clone(), Rdata::new(&rtype, &fields), Ttl::Assumed(TTL));
        let target = DomainName::parse(record.rdata.target(&rtype)?.raw()).ok()?;
        // A name with an underscore is no host: it holds a key or a policy.
        let is_text =
            record.name.labels().any(|label| label.starts_with('_')) && rtype == RecordType::Cname;
        let asked = if is_text { RecordType::Txt } else { RecordType::A };
        Some(Proposal { record, value: row.kind, ask: Question { name: target, rtype: asked } })
    }

    fn value(&self, case: &Case<'_>, row: &Row) -> Option<Vec<String>> {
        let base = self.base.as_str();
        match (row.kind, row.value.as_slice()) {
            (ValueKind::Account, _) => None,
            (ValueKind::Fixed, words) => {
                Some(words.iter().map(|word| (*word).to_owned()).collect())
            }
            (ValueKind::Computed, words) => {
                let filled = |word: &&str| {
                    word.replace("{domain}", base).replace("{dashes}", &base.replace('.', "-"))
                };
                Some(words.iter().map(filled).collect())
            }
            (ValueKind::Sibling, [sibling, old, new]) => {
                let sibling = DomainName::join(sibling, &self.base).ok()?;
                let alias = case.at(&sibling).iter().find(|own| own.rtype == RecordType::Cname)?;
                let rest = alias.rdata.field(0).raw().strip_prefix(old)?;
                Some(vec![[*new, rest].concat()])
            }
            (ValueKind::Sibling, _) => None,
        }
    }
}

/// Whether a name is like a pattern with `*` in its first label, which stands for anything.
fn fits(name: &DomainName, pattern: &DomainName) -> bool {
    let (own, like) = (name.labels().next(), pattern.labels().next());
    let is_beside = parent(name.as_str()) == parent(pattern.as_str());
    let (Some(own), Some((start, end))) = (own, like.and_then(|like| like.split_once('*'))) else {
        return false;
    };
    is_beside && own.strip_prefix(start).is_some_and(|rest| rest.ends_with(end))
}
