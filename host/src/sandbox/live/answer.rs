//! An answer before it is a message: its sections, and what a resolver says of them. Stand-ins change it on its way.

use hickory_proto::{
    op::{DEFAULT_MAX_PAYLOAD_LEN, Edns, Message, OpCode, ResponseCode},
    rr::{Name, RData, Record, RecordType, rdata::opt::EdnsOption},
};

use super::{
    denial::{self, Missing},
    traits::Signing,
    wire,
    zone::{Found, LiveZone},
};
use crate::dns::query::DnsQuery;

/// The option that holds an extended error, and the error that signatures are wrong (RFC 8914).
const EXTENDED_ERROR: u16 = 15;
const DNSSEC_BOGUS: u16 = 6;

/// The sections of a response and what goes into its header.
#[derive(Clone, Debug)]
pub struct LiveAnswer {
    /// The answer section.
    pub answers: Vec<Record>,
    /// The authority section.
    pub authority: Vec<Record>,
    /// The additional section.
    pub additional: Vec<Record>,
    /// The outcome.
    pub code: ResponseCode,
    /// Whether all of it comes from signed zones.
    pub is_secure: bool,
    /// Whether a signature is wrong.
    pub is_bogus: bool,
    /// Whether a server speaks of its own zone.
    pub is_authoritative: bool,
    /// Whether the message does not hold all of it.
    pub is_cut: bool,
    /// Extended errors.
    pub extended: Vec<u16>,
}

impl Default for LiveAnswer {
    fn default() -> Self {
        Self {
            answers: Vec::new(),
            authority: Vec::new(),
            additional: Vec::new(),
            code: ResponseCode::NoError,
            is_secure: true,
            is_bogus: false,
            is_authoritative: true,
            is_cut: false,
            extended: Vec::new(),
        }
    }
}

impl LiveAnswer {
    /// Adds what a zone says of a name, and tells the name to go on with if it is an alias.
    pub fn add(
        &mut self,
        zone: &LiveZone,
        (name, kind): (&Name, RecordType),
        turn: usize,
    ) -> Option<Name> {
        self.is_secure &= zone.traits.signing.is_some();
        self.is_bogus |= zone.traits.is_bogus;
        match zone.find(name, kind) {
            Found::Cut(cut) => self.refer(zone, &cut),
            Found::Empty => self.deny(zone, name, Missing::Records),
            Found::Absent => {
                self.code = ResponseCode::NXDomain;
                self.deny(zone, name, Missing::Name);
            }
            Found::Records(records, wildcard) => {
                let own = set(zone, name, kind, records);
                let set = if own.is_empty() { of_kind(records, RecordType::CNAME) } else { own };
                if set.is_empty() {
                    self.deny(zone, name, Missing::Kind(records));
                    return None;
                }
                let target = set.first().and_then(|record| match &record.data {
                    RData::CNAME(target) if kind != RecordType::CNAME => Some(target.0.clone()),
                    _ => None,
                });
                self.answer(zone, name, wildcard.as_ref(), window(zone, set, turn));
                return target;
            }
        }
        None
    }

    fn answer(&mut self, zone: &LiveZone, name: &Name, wildcard: Option<&Name>, set: Vec<Record>) {
        let mut set = set;
        set.iter_mut().for_each(|record| record.name = name.clone());
        let signature = signature(zone, &set, wildcard);
        self.answers.extend(set.into_iter().chain(signature));
        // That the name itself is not there is part of the answer (RFC 4035 section 3.1.3.3).
        if wildcard.is_some() && zone.traits.signing == Some(Signing::Nsec) {
            self.sign(zone, denial::range(zone, name).into_iter().collect());
        }
    }

    fn deny(&mut self, zone: &LiveZone, name: &Name, missing: Missing<'_>) {
        self.sign(zone, zone.soa());
        for record in denial::proof(zone, name, missing) {
            self.sign(zone, vec![record]);
        }
    }

    fn refer(&mut self, zone: &LiveZone, cut: &Name) {
        self.is_authoritative = false;
        self.authority.extend(zone.set(cut, RecordType::NS));
        let ds = zone.set(cut, RecordType::DS);
        if !ds.is_empty() {
            self.sign(zone, ds);
        } else if zone.traits.signing == Some(Signing::Nsec) {
            self.sign(zone, denial::range(zone, cut).into_iter().collect());
        }
        let below = zone.names().filter(|(name, _)| cut.zone_of(name));
        let glue = below
            .flat_map(|(_, records)| records)
            .filter(|record| record.record_type().is_ip_addr());
        self.additional.extend(glue.cloned());
    }

    fn sign(&mut self, zone: &LiveZone, set: Vec<Record>) {
        let signature = signature(zone, &set, None);
        self.authority.extend(set.into_iter().chain(signature));
    }

    /// The response to a query; proofs and signatures only if it asks for them.
    #[must_use]
    pub fn message(self, query: &DnsQuery) -> Message {
        let asked = query.message();
        let wants_proof = asked.edns.as_ref().is_some_and(|edns| edns.flags().dnssec_ok);
        let answer = self.checked(asked.metadata.checking_disabled).told_to(wants_proof);
        let mut response = Message::response(asked.metadata.id, OpCode::Query);
        let header = &mut response.metadata;
        header.response_code = answer.code;
        header.authoritative = answer.is_authoritative;
        header.truncation = answer.is_cut;
        header.recursion_desired = asked.metadata.recursion_desired;
        header.recursion_available = asked.metadata.recursion_desired;
        header.checking_disabled = asked.metadata.checking_disabled;
        header.authentic_data = answer.is_secure && (wants_proof || asked.metadata.authentic_data);
        response.queries.clone_from(&asked.queries);
        response.edns = asked.edns.as_ref().map(|_| options(wants_proof, &answer.extended));
        let is_shown = |record: &Record| {
            let kind = record.record_type();
            wants_proof || kind == query.kind() || !is_proof(kind)
        };
        response.add_answers(answer.answers.into_iter().filter(is_shown));
        response.add_authorities(answer.authority.into_iter().filter(is_shown));
        response.add_additionals(answer.additional);
        response
    }

    /// What is left after the signatures were checked, or were not because nobody wanted it.
    fn checked(mut self, is_unchecked: bool) -> Self {
        if self.is_bogus && !is_unchecked {
            let code = ResponseCode::ServFail;
            self = Self { code, extended: vec![DNSSEC_BOGUS], ..Self::default() };
        }
        self.is_secure &= !is_unchecked && self.code != ResponseCode::ServFail;
        self
    }

    /// Whoever asks for proofs gets the name without types as no error (RFC 9824 section 4).
    fn told_to(mut self, wants_proof: bool) -> Self {
        let is_made = |record: &Record| {
            record.record_type() == RecordType::NSEC && is_made_for_its_owner(record)
        };
        let is_absent = self.code == ResponseCode::NXDomain;
        if wants_proof && is_absent && self.authority.iter().any(is_made) {
            self.code = ResponseCode::NoError;
        }
        self
    }
}

/// Whether a range ends right after its owner, which ranges of real names do not.
fn is_made_for_its_owner(record: &Record) -> bool {
    let RData::Unknown { rdata, .. } = &record.data else { return false };
    let next = [&b"\x01\0"[..], &wire::name(&record.name)].concat();
    rdata.anything.starts_with(&next)
}

fn is_proof(kind: RecordType) -> bool {
    matches!(kind, RecordType::RRSIG | RecordType::NSEC | RecordType::NSEC3)
}

fn options(dnssec_ok: bool, extended: &[u16]) -> Edns {
    let mut edns = Edns::new();
    edns.set_max_payload(DEFAULT_MAX_PAYLOAD_LEN).set_dnssec_ok(dnssec_ok);
    for code in extended {
        let option = EdnsOption::Unknown(EXTENDED_ERROR, code.to_be_bytes().to_vec());
        edns.options_mut().insert(option);
    }
    edns
}

fn of_kind(records: &[Record], kind: RecordType) -> Vec<Record> {
    records.iter().filter(|record| record.record_type() == kind).cloned().collect()
}

/// The records of a type, with those that signing makes.
fn set(zone: &LiveZone, name: &Name, kind: RecordType, records: &[Record]) -> Vec<Record> {
    match (kind, zone.traits.signing) {
        (RecordType::NSEC, Some(Signing::Nsec)) => denial::range(zone, name).into_iter().collect(),
        (RecordType::NSEC, Some(Signing::Compact | Signing::BlackLies)) => {
            denial::proof(zone, name, Missing::Kind(records))
        }
        _ => of_kind(records, kind),
    }
}

/// So many addresses of a set as one answer of the zone's servers holds, others each time.
fn window(zone: &LiveZone, mut set: Vec<Record>, turn: usize) -> Vec<Record> {
    let are_addresses = set.iter().all(|record| record.record_type().is_ip_addr());
    if let (Some(size), true) = (zone.traits.window, are_addresses && !set.is_empty()) {
        let start = turn % set.len();
        set.rotate_left(start);
        set.truncate(size);
    }
    set
}

/// The signature of a set. It counts the labels of the wildcard that the set was made from, except where every
/// answer is made when it is asked for (RFC 9824 section 3).
fn signature(zone: &LiveZone, set: &[Record], wildcard: Option<&Name>) -> Option<Record> {
    let signing = zone.traits.signing?;
    let first = set.first()?;
    let is_online = matches!(signing, Signing::Compact | Signing::BlackLies);
    let owner = wildcard.filter(|_| !is_online).unwrap_or(&first.name);
    let labels = owner.iter().filter(|label| *label != b"*").count();
    let kind = first.record_type();
    let octets = wire::rrsig(&zone.origin, kind, u8::try_from(labels).ok()?, first.ttl);
    Some(Record::from_rdata(first.name.clone(), first.ttl, wire::data(RecordType::RRSIG, octets)))
}
