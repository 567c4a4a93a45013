//! The response of a resolver, read into the terms of the rules (RFC 1035, section 4; RFC 4034; RFC 5155).

use domain::base::iana::{OptRcode, Rtype};
use domain::base::name::ParsedName;
use domain::base::opt::AllOptData;
use domain::base::rdata::ComposeRecordData;
use domain::base::record::ParsedRecord;
use domain::base::{Message, RecordSection, ToName};
use domain::rdata::AllRecordData;

use super::Question;
use crate::name::DomainName;
use crate::record::{Record, RecordType, Ttl};
use crate::zonefile::{self, Dialect};

/// The number of the class of the Internet (RFC 1035, section 3.2.4).
const IN: u16 = 1;

/// What a resolver answered. The order of records has no meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The outcome.
    pub rcode: Rcode,
    /// Whether the resolver has validated it (the AD bit; RFC 6840, section 5.8).
    pub is_validated: bool,
    /// The extended errors (RFC 8914).
    pub extended_errors: Vec<u16>,
    /// The records of the answer section but for signatures: those of the name that was asked for, or its
    /// aliases and those at their end. Each has the time that it may still be kept, which is no more than the
    /// TTL of its zone.
    pub records: Vec<Record>,
    /// The names whose records of a type are signed as made from a wildcard.
    pub wildcards: Vec<WildcardSign>,
    /// The SOA and NS records of the authority section.
    pub authority: Vec<Record>,
    /// The proofs that something does not exist.
    pub denials: Vec<Denial>,
}

/// The outcome of a question (RFC 1035, section 4.1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rcode {
    /// The name exists, with records of the type or without.
    #[default]
    NoError,
    /// The name does not exist.
    NxDomain,
    /// The resolver could not find out, or what it found is not valid under DNSSEC.
    ServFail,
    /// The resolver does not want to answer.
    Refused,
    /// Any other outcome, by its number.
    Other(u16),
}

/// A set of records with a signature of fewer labels than its name has: it was made from a wildcard (RFC 4034,
/// section 3.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WildcardSign {
    /// The name.
    pub name: DomainName,
    /// The type.
    pub rtype: RecordType,
}

/// A proof that something does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// No name between these two, and at the first only these types (RFC 4034, section 4).
    Nsec {
        /// The name.
        owner: DomainName,
        /// The next name of the zone.
        next: DomainName,
        /// The numbers of the types.
        types: Vec<u16>,
    },
    /// The same with hashed names (RFC 5155).
    Nsec3 {
        /// The name of the record: the hash, and the zone.
        owner: DomainName,
        /// The numbers of the types.
        types: Vec<u16>,
        /// Whether unsigned delegations may lie between.
        is_opt_out: bool,
    },
}

/// Why a response says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no DNS message, or a part of it cannot be read: what is missing may be what counts.
    Malformed,
    /// It is no response, or one to another question.
    NotAsked,
    /// It is not whole (the TC bit).
    Truncated,
}

impl Answer {
    /// Reads a response.
    ///
    /// # Errors
    /// [`Unusable`] if any part of it cannot be relied on.
    pub fn read(bytes: &[u8], question: &Question) -> Result<Self, Unusable> {
        let message = Message::from_octets(bytes).map_err(|_| Unusable::Malformed)?;
        check(&message, question)?;
        let mut answer = Self {
            rcode: Rcode::of(message.opt_rcode()),
            is_validated: message.header().ad(),
            ..Self::default()
        };
        let malformed = |_| Unusable::Malformed;
        answer.read_opt(&message)?;
        for record in message.answer().map_err(malformed)? {
            answer.take_answered(&record.map_err(malformed)?)?;
        }
        for record in message.authority().map_err(malformed)? {
            answer.take_authority(&record.map_err(malformed)?)?;
        }
        // Nothing of it is used, but a message that ends within it was cut.
        let mut rest: RecordSection<'_, &[u8]> = message.additional().map_err(malformed)?;
        rest.try_for_each(|record| record.map(drop)).map_err(malformed)?;
        Ok(answer)
    }

    fn read_opt(&mut self, message: &Message<&[u8]>) -> Result<(), Unusable> {
        let Some(opt) = message.opt() else { return Ok(()) };
        for option in opt.opt().iter::<AllOptData<_, _>>() {
            if let AllOptData::ExtendedError(error) = option.map_err(|_| Unusable::Malformed)? {
                self.extended_errors.push(error.code().to_int());
            }
        }
        Ok(())
    }

    fn take_answered(&mut self, parsed: &ParsedRecord<'_, &[u8]>) -> Result<(), Unusable> {
        let data = data(parsed)?;
        let AllRecordData::Rrsig(signature) = data else {
            self.records.extend(record(parsed, &data)?);
            return Ok(());
        };
        let name = name(&parsed.owner())?;
        // Neither the root nor the label of a wildcard counts.
        let labels = name.labels().filter(|label| *label != "*").count();
        if usize::from(signature.labels()) < labels {
            let rtype = RecordType::numbered(signature.type_covered().to_int());
            self.wildcards.push(WildcardSign { name, rtype });
        }
        Ok(())
    }

    fn take_authority(&mut self, parsed: &ParsedRecord<'_, &[u8]>) -> Result<(), Unusable> {
        let data = data(parsed)?;
        match &data {
            AllRecordData::Nsec(nsec) => self.denials.push(Denial::Nsec {
                owner: name(&parsed.owner())?,
                next: name(nsec.next_name())?,
                types: nsec.types().iter().map(Rtype::to_int).collect(),
            }),
            AllRecordData::Nsec3(nsec) => self.denials.push(Denial::Nsec3 {
                owner: name(&parsed.owner())?,
                types: nsec.types().iter().map(Rtype::to_int).collect(),
                is_opt_out: nsec.opt_out(),
            }),
            AllRecordData::Soa(_) | AllRecordData::Ns(_) => {
                self.authority.extend(record(parsed, &data)?);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Rcode {
    fn of(code: OptRcode) -> Self {
        match code {
            OptRcode::NOERROR => Self::NoError,
            OptRcode::NXDOMAIN => Self::NxDomain,
            OptRcode::SERVFAIL => Self::ServFail,
            OptRcode::REFUSED => Self::Refused,
            other => Self::Other(other.to_int()),
        }
    }
}

/// Whether the message is the whole response to the question.
fn check(message: &Message<&[u8]>, question: &Question) -> Result<(), Unusable> {
    let header = message.header();
    let asked = message.sole_question().map_err(|_| Unusable::NotAsked)?;
    let is_it = header.qr()
        && asked.qclass().to_int() == IN
        && Some(asked.qtype().to_int()) == question.rtype.number()
        && name(asked.qname()) == Ok(question.name.clone());
    match () {
        () if !is_it => Err(Unusable::NotAsked),
        () if header.tc() => Err(Unusable::Truncated),
        () => Ok(()),
    }
}

type Data<'a> = AllRecordData<&'a [u8], ParsedName<&'a [u8]>>;

fn data<'a>(parsed: &ParsedRecord<'a, &'a [u8]>) -> Result<Data<'a>, Unusable> {
    let record = parsed.to_any_record::<Data<'a>>().map_err(|_| Unusable::Malformed)?;
    Ok(record.into_data())
}

fn name(name: &impl ToName) -> Result<DomainName, Unusable> {
    let text = name.fmt_with_dot().to_string();
    DomainName::parse(&text).map_err(|_| Unusable::Malformed)
}

/// The record in the project's terms; `None` in any other class. Its data goes through the reader of zone files,
/// in the form for data of any type (RFC 3597, section 5), so that both read the same.
fn record(parsed: &ParsedRecord<'_, &[u8]>, data: &Data<'_>) -> Result<Option<Record>, Unusable> {
    if parsed.class().to_int() != IN {
        return Ok(None);
    }
    let owner = name(&parsed.owner())?;
    let mut bytes = Vec::new();
    data.compose_rdata(&mut bytes).map_err(|_| Unusable::Malformed)?;
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    let rtype = RecordType::numbered(parsed.rtype().to_int());
    let ttl = parsed.ttl().as_secs();
    let line = format!("@ {ttl} IN {} \\# {} {hex}\n", rtype.raw(), bytes.len());
    let mut file = zonefile::read(&line, &owner, Dialect::default(), Ttl::Seconds(ttl));
    file.records.pop().map(Some).ok_or(Unusable::Malformed)
}
