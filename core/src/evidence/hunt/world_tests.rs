//! A small model of a zone and its resolvers, for the tests of the hunt: it answers as servers do by the standards,
//! or breaks them in one named way.

use std::collections::{BTreeSet, HashMap};
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use domain::base::Name;
use domain::base::iana::Rtype;
use domain::rdata::dnssec::RtypeBitmapBuilder;

use super::{Ask, Hunt, HuntStep, Received, ResolverSpec, mine};
use crate::evidence::{Answer, Denial, Question, Rcode};
use crate::name::{DomainName, parent};
use crate::record::{Rdata, Record, RecordType, Ttl};

/// How the zone proves that something does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proofs {
    /// It is not signed.
    None,
    /// Each name is linked with the next one (RFC 4034).
    Chain,
    /// A proof is made for each question (RFC 9824); `marks`: with the mark of absent names.
    Compact { marks: bool },
}

type Twist = Box<dyn Fn(&Ask, usize) -> Option<Received>>;

/// A zone, its servers and the resolvers before them.
pub struct World {
    pub zone: DomainName,
    pub records: Vec<Record>,
    pub proofs: Proofs,
    /// NXDOMAIN for names without records that have names below them.
    pub denies_empty_names: bool,
    /// Wildcards answer at such names.
    pub fills_empty_names: bool,
    /// What a resolver returns instead, by the question and how often it was asked there before.
    pub twist: Twist,
    /// Everything that was asked, and when.
    pub log: Vec<(DateTime<Utc>, Ask)>,
}

pub fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

/// A record of `example.com` by its relative name.
pub fn record(relative: &str, rtype: RecordType, content: &str) -> Record {
    let owner = DomainName::join(relative, &name("example.com")).unwrap();
    let fields: Vec<&str> = match rtype.fields().len() {
        1 => vec![content],
        _ => content.split(' ').collect(),
    };
    let rdata = Rdata::new(&rtype, fields);
    Record::new(owner, rtype, rdata, Ttl::Seconds(300))
}

pub fn a(relative: &str, content: &str) -> Record {
    record(relative, RecordType::A, content)
}

pub fn txt(relative: &str, content: &str) -> Record {
    record(relative, RecordType::Txt, content)
}

pub fn at(milliseconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).unwrap()
}

fn soa(zone: &DomainName) -> Record {
    let rdata = Rdata::new(&RecordType::Soa, ["ns1.test h.test 1 2 3 4 5"]);
    Record::new(zone.clone(), RecordType::Soa, rdata, Ttl::Seconds(300))
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.proofs, self.lines())
    }
}

impl World {
    /// The zone `example.com` with these records, beside SOA and NS.
    pub fn new(records: impl IntoIterator<Item = Record>) -> Self {
        let zone = name("example.com");
        let own = [soa(&zone), record("@", RecordType::Ns, "ns1.test")];
        Self {
            records: own.into_iter().chain(records).collect(),
            zone,
            proofs: Proofs::None,
            denies_empty_names: false,
            fills_empty_names: false,
            twist: Box::new(|_, _| None),
            log: Vec::new(),
        }
    }

    pub fn signed(mut self, proofs: Proofs) -> Self {
        self.records.push(record("@", RecordType::Dnskey, "257 3 13 AQID"));
        self.proofs = proofs;
        self
    }

    pub fn twisted(mut self, twist: impl Fn(&Ask, usize) -> Option<Received> + 'static) -> Self {
        self.twist = Box::new(twist);
        self
    }

    fn exists(&self, name: &DomainName) -> bool {
        self.records.iter().any(|own| own.name.is_within(name))
    }

    fn has_records(&self, name: &DomainName) -> bool {
        self.records.iter().any(|own| own.name == *name)
    }

    fn cut(&self, name: &DomainName) -> Option<DomainName> {
        let is_cut = |own: &&Record| {
            own.rtype == RecordType::Ns && own.name != self.zone && name.is_within(&own.name)
        };
        self.records.iter().find(is_cut).map(|own| own.name.clone())
    }

    pub fn answer(&self, question: &Question) -> Answer {
        let Question { name, rtype } = question;
        if !name.is_within(&self.zone) {
            return outside(question);
        }
        if let Some(cut) = self.cut(name) {
            return self.child(&cut, question);
        }
        if let Some(answer) = self.dname_answer(name) {
            return answer;
        }
        if self.proofs == Proofs::Chain && rtype.number() == Some(47) && self.has_records(name) {
            return Answer { records: vec![self.link(name)], ..Answer::default() };
        }
        if self.has_records(name) {
            return self.own(question, name);
        }
        if self.exists(name) && !self.fills_empty_names {
            return match self.denies_empty_names {
                true => self.negative(question, Rcode::NxDomain),
                false => self.negative(question, Rcode::NoError),
            };
        }
        self.wildcard_answer(question)
    }

    /// The records of a source, as those of the name.
    fn own(&self, question: &Question, source: &DomainName) -> Answer {
        let is_meant = |own: &&Record| {
            own.name == *source && (own.rtype == question.rtype || own.rtype == RecordType::Cname)
        };
        let found = self.records.iter().filter(is_meant);
        let records: Vec<Record> =
            found.map(|own| Record { name: question.name.clone(), ..own.clone() }).collect();
        match records.is_empty() {
            true => self.no_data(question, source),
            false => Answer { records, ..Answer::default() },
        }
    }

    fn wildcard_answer(&self, question: &Question) -> Answer {
        let mut above = parent(question.name.as_str());
        while let Some(text) = above {
            let encloser = name(text);
            if self.exists(&encloser) {
                let wildcard = name(&format!("*.{encloser}"));
                return match self.has_records(&wildcard) {
                    true => self.own(question, &wildcard),
                    false if self.exists(&question.name) => self.negative(question, Rcode::NoError),
                    false => self.negative(question, Rcode::NxDomain),
                };
            }
            above = parent(text);
        }
        self.negative(question, Rcode::NxDomain)
    }

    fn dname_answer(&self, name: &DomainName) -> Option<Answer> {
        let is_above = |own: &&Record| {
            own.rtype.number() == Some(39) && own.name != *name && name.is_within(&own.name)
        };
        let dname = self.records.iter().find(is_above)?;
        let rdata = Rdata::new(&RecordType::Cname, ["elsewhere.test"]);
        let alias = Record::new(name.clone(), RecordType::Cname, rdata, Ttl::Seconds(300));
        Some(Answer { records: vec![dname.clone(), alias], ..Answer::default() })
    }

    /// The servers of a zone below answer, with one address at each name.
    fn child(&self, cut: &DomainName, question: &Question) -> Answer {
        let is_parents = |own: &&Record| own.name == *cut && own.rtype == question.rtype;
        let own: Vec<Record> = self.records.iter().filter(is_parents).cloned().collect();
        if question.name == *cut && !own.is_empty() {
            return Answer { records: own, ..Answer::default() };
        }
        if question.rtype == RecordType::Ds && question.name == *cut {
            return self.negative(question, Rcode::NoError);
        }
        if question.rtype == RecordType::A {
            let rdata = Rdata::new(&RecordType::A, ["198.51.100.1"]);
            let own = Record::new(question.name.clone(), RecordType::A, rdata, Ttl::Seconds(300));
            return Answer { records: vec![own], ..Answer::default() };
        }
        Answer { authority: vec![soa(cut)], ..Answer::default() }
    }

    fn negative(&self, question: &Question, rcode: Rcode) -> Answer {
        self.denied(question, rcode, &question.name)
    }

    /// Proofs that are made for a name have the types of the wildcard that it comes from.
    fn no_data(&self, question: &Question, source: &DomainName) -> Answer {
        self.denied(question, Rcode::NoError, source)
    }

    fn denied(&self, question: &Question, rcode: Rcode, source: &DomainName) -> Answer {
        let authority = vec![soa(&self.zone)];
        let (rcode, denials) = match self.proofs {
            Proofs::None => (rcode, Vec::new()),
            Proofs::Chain => (rcode, vec![self.covering(&question.name)]),
            Proofs::Compact { marks } => {
                let mut types = self.types(source);
                types.extend([46, 47]);
                if marks && rcode == Rcode::NxDomain {
                    types.push(128);
                }
                let next = name(&format!(r"\000.{}", question.name));
                let owner = question.name.clone();
                (Rcode::NoError, vec![Denial::Nsec { owner, next, types }])
            }
        };
        Answer { rcode, authority, denials, ..Answer::default() }
    }

    fn types(&self, name: &DomainName) -> Vec<u16> {
        let own = self.records.iter().filter(|own| own.name == *name);
        let types: BTreeSet<u16> = own.filter_map(|own| own.rtype.number()).collect();
        types.into_iter().collect()
    }

    /// The names of the chain in its order.
    fn chain(&self) -> Vec<DomainName> {
        let is_own = |own: &&Record| self.cut(&own.name).is_none_or(|cut| cut == own.name);
        let names = self.records.iter().filter(is_own);
        let names: BTreeSet<(Name<Vec<u8>>, DomainName)> = names
            .map(|own| (Name::from_str(own.name.as_str()).unwrap(), own.name.clone()))
            .collect();
        names.into_iter().map(|(_, name)| name).collect()
    }

    fn covering(&self, name: &DomainName) -> Denial {
        let wire = |name: &DomainName| Name::<Vec<u8>>::from_str(name.as_str()).unwrap();
        let chain = self.chain();
        let place = chain.iter().rposition(|own| wire(own) <= wire(name)).unwrap();
        let owner = chain[place].clone();
        let next = chain[(place + 1) % chain.len()].clone();
        let mut types = self.types(&owner);
        types.extend([46, 47]);
        Denial::Nsec { owner, next, types }
    }

    fn link(&self, name: &DomainName) -> Record {
        let Denial::Nsec { next, types, .. } = self.covering(name) else { panic!() };
        let mut bytes = Name::<Vec<u8>>::from_str(next.as_str()).unwrap().into_octets();
        let mut bitmap = RtypeBitmapBuilder::<Vec<u8>>::new_vec();
        types.into_iter().for_each(|number| bitmap.add(Rtype::from_int(number)).unwrap());
        bytes.extend_from_slice(bitmap.finalize().as_slice());
        let rtype = RecordType::numbered(47);
        let text = format!("\\# {} {}", bytes.len(), HEXLOWER.encode(&bytes));
        Record::new(name.clone(), rtype.clone(), Rdata::new(&rtype, [text]), Ttl::Seconds(300))
    }
}

/// What is asked to test a resolver.
fn outside(question: &Question) -> Answer {
    match question.rtype {
        RecordType::Dnskey => Answer { is_validated: true, ..Answer::default() },
        _ => Answer { rcode: Rcode::NxDomain, ..Answer::default() },
    }
}

/// Resolvers called `one`, `two` and so on.
pub fn resolvers(count: usize) -> Vec<ResolverSpec> {
    let names = ["one", "two", "three"].into_iter().take(count);
    names.map(|name| ResolverSpec { name: name.to_owned(), hides_network: name == "two" }).collect()
}

pub fn hunt(count: usize) -> Hunt {
    Hunt::new(name("example.com"), resolvers(count), 7).unwrap()
}

/// Runs a hunt until it is done, every answer after 50 milliseconds. Returns the time at the end.
pub fn run(hunt: &mut Hunt, world: &mut World) -> DateTime<Utc> {
    run_until(hunt, world, usize::MAX)
}

/// The same until so many questions were asked; those under way are still answered.
pub fn run_until(hunt: &mut Hunt, world: &mut World, most: usize) -> DateTime<Utc> {
    let mut now = world.log.last().map_or(at(0), |(last, _)| *last + TimeDelta::seconds(60));
    let mut under_way: Vec<(DateTime<Utc>, super::AskId, Received)> = Vec::new();
    let mut times: HashMap<(usize, Question), usize> = HashMap::new();
    let end = world.log.len().saturating_add(most);
    loop {
        let step = if world.log.len() < end { hunt.next(now) } else { HuntStep::Done };
        let until = match step {
            HuntStep::Ask(ask) => {
                let asked = times.entry((ask.resolver, ask.question.clone())).or_default();
                let twisted = (world.twist)(&ask, *asked);
                *asked += 1;
                let reply = twisted
                    .unwrap_or_else(|| Received::Answer(Box::new(world.answer(&ask.question))));
                under_way.push((now + TimeDelta::milliseconds(50), ask.id, reply));
                world.log.push((now, ask));
                assert!(world.log.len() < 10_000, "the hunt has no end");
                continue;
            }
            HuntStep::Wait(until) => Some(until),
            HuntStep::WaitForAnswers | HuntStep::Done => None,
        };
        let first = under_way.iter().map(|(due, ..)| *due).min();
        now = match (first, until) {
            (Some(first), Some(until)) => first.min(until),
            (Some(time), None) | (None, Some(time)) => time,
            (None, None) => return now,
        };
        let (due, rest) = under_way.into_iter().partition(|(due, ..)| *due <= now);
        under_way = rest;
        for (_, id, reply) in due {
            hunt.answered(id, reply, now);
        }
    }
}

/// The finds as `name TYPE content`, sorted, without SOA, NS and keys of the apex.
pub fn finds(hunt: &Hunt) -> Vec<String> {
    lines(hunt.picture().finds.iter().map(|find| &find.record))
}

pub fn lines<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<String> {
    let zone = name("example.com");
    let own = records.filter(|record| {
        let of_zone = matches!(record.rtype, RecordType::Soa | RecordType::Ns | RecordType::Dnskey);
        record.name != zone || !of_zone
    });
    let line = |record: &Record| {
        let owner = record.name.relative_to(&zone);
        format!("{owner} {} {}", record.rtype.raw(), record.content().raw())
    };
    let mut lines: Vec<String> = own.map(line).collect();
    lines.sort();
    lines
}

impl World {
    /// The records that belong to the zone, as [`finds`] has them.
    pub fn lines(&self) -> Vec<String> {
        lines(self.records.iter().filter(|own| match self.cut(&own.name) {
            Some(cut) => cut == own.name && matches!(own.rtype, RecordType::Ns | RecordType::Ds),
            None => true,
        }))
    }

    /// The names that were asked for, relative to the zone.
    pub fn asked(&self) -> BTreeSet<String> {
        let names = self.log.iter().map(|(_, ask)| &ask.question.name);
        names.map(|own| own.relative_to(&self.zone).to_owned()).collect()
    }

    /// Those strictly below a name.
    pub fn asked_below(&self, above: &str) -> Vec<String> {
        let ending = format!(".{above}");
        self.asked().into_iter().filter(|own| own.ends_with(&ending)).collect()
    }
}

#[test]
fn the_world_answers_by_the_standards() {
    let world = World::new([a("*", "192.0.2.1"), txt("s._domainkey", "v=DKIM1")]);
    let ask = |relative: &str, rtype| {
        let name = DomainName::join(relative, &world.zone).unwrap();
        world.answer(&Question { name, rtype })
    };
    assert_eq!(ask("x", RecordType::A).records.len(), 1);
    assert_eq!(ask("x", RecordType::Txt).rcode, Rcode::NoError);
    assert!(ask("_domainkey", RecordType::A).records.is_empty(), "an empty name stops a wildcard");
    assert_eq!(ask("x._domainkey", RecordType::A).rcode, Rcode::NxDomain);
    assert_eq!(mine::above(&name("a.b.example.com"), &world.zone), [name("b.example.com")]);
}
