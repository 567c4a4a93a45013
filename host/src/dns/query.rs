//! A question as it arrives: read strictly, passed on octet for octet.

use hickory_proto::{
    op::{Message, MessageType, OpCode},
    rr::{DNSClass, Name, RecordType},
};

use super::refusal::DnsRefusal;

/// The longest message that is taken; the longest question with its options has 290 octets.
pub const LONGEST: usize = 512;

/// Transfers, all types at once and the mail types of old (RFC 8482; RFC 5936; RFC 1035 section 3.2.3).
const NOT_OFFERED: std::ops::RangeInclusive<u16> = 251..=255;
/// The types that are no data but tools of the protocol (RFC 6891; RFC 8945; RFC 2930).
const TOOLS: [u16; 3] = [41, 249, 250];

/// One question in class IN with its options.
#[derive(Clone, Debug)]
pub struct DnsQuery {
    octets: Vec<u8>,
    message: Message,
    name: Name,
    kind: RecordType,
}

impl DnsQuery {
    /// Reads a message.
    ///
    /// # Errors
    /// Why it is not asked.
    pub fn read(octets: Vec<u8>) -> Result<Self, DnsRefusal> {
        if octets.len() > LONGEST {
            return Err(DnsRefusal::TooLarge);
        }
        let message = Message::from_vec(&octets).map_err(|_| DnsRefusal::Malformed)?;
        if message.metadata.op_code != OpCode::Query {
            return Err(DnsRefusal::NotOffered);
        }
        let holds_more = !message.answers.is_empty()
            || !message.authorities.is_empty()
            || !message.additionals.is_empty()
            || message.signature.is_some();
        let [question] = message.queries.as_slice() else { return Err(DnsRefusal::Malformed) };
        if message.metadata.message_type != MessageType::Query || holds_more {
            return Err(DnsRefusal::Malformed);
        }
        let number = u16::from(question.query_type());
        let is_tool = TOOLS.contains(&number) || NOT_OFFERED.contains(&number);
        if is_tool || question.query_class() != DNSClass::IN {
            return Err(DnsRefusal::NotOffered);
        }
        let (name, kind) = (question.name().clone(), question.query_type());
        Ok(Self { octets, message, name, kind })
    }

    /// The name that is asked for.
    #[must_use]
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The type that is asked for.
    #[must_use]
    pub fn kind(&self) -> RecordType {
        self.kind
    }

    /// The message as it was written.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The message as it was read.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// The same question, without the wish that the server ask others.
    #[must_use]
    pub fn not_recursive(&self) -> Vec<u8> {
        let mut octets = self.octets.clone();
        // The lowest bit of the third octet (RFC 1035 section 4.1.1).
        if let Some(flags) = octets.get_mut(2) {
            *flags &= 0xfe;
        }
        octets
    }
}
