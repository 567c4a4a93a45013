//! A question to a resolver, as the URL that asks it (RFC 8484, section 4.1).

use std::net::{IpAddr, Ipv4Addr};
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use domain::base::iana::Rtype;
use domain::base::message_builder::PushError;
use domain::base::opt::subnet::ClientSubnet;
use domain::base::{MessageBuilder, Name};

use crate::name::DomainName;
use crate::record::RecordType;

/// The largest response that fits one packet everywhere, for servers that the resolver asks (DNS flag day
/// 2020).
const PAYLOAD: u16 = 1232;

/// A name and a type to ask for, in class IN.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The name.
    pub name: DomainName,
    /// The type; one without a number cannot be asked.
    pub rtype: RecordType,
}

/// How a question is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// Whether the resolver answers even where validation fails (the CD bit; RFC 4035, section 3.2.2).
    pub is_unchecked: bool,
    /// Whether the resolver is told not to pass the user's network on (RFC 7871, section 7.1.2).
    pub hides_network: bool,
}

/// Why something cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAsk {
    /// The name does not fit a message.
    Name,
    /// The type has no number, because it exists at a provider only.
    Type,
}

impl Question {
    /// The question as a message: DNSSEC data is asked for, and its ID is 0, so that equal questions have equal
    /// URLs.
    ///
    /// # Errors
    /// [`CannotAsk`] if the name does not fit a message or the type has no number.
    pub fn message(&self, asking: Asking) -> Result<Vec<u8>, CannotAsk> {
        let name = Name::<Vec<u8>>::from_str(self.name.as_str());
        let name = name.map_err(|_| CannotAsk::Name)?;
        let number = self.rtype.number().ok_or(CannotAsk::Type)?;
        self::message(&name, Rtype::from_int(number), asking).map_err(|_| CannotAsk::Name)
    }

    /// The URL that asks an endpoint.
    ///
    /// # Errors
    /// See [`Self::message`].
    pub fn url(&self, endpoint: &str, asking: Asking) -> Result<String, CannotAsk> {
        let message = self.message(asking)?;
        Ok([endpoint, "?dns=", &BASE64URL_NOPAD.encode(&message)].concat())
    }
}

fn message(name: &Name<Vec<u8>>, rtype: Rtype, asking: Asking) -> Result<Vec<u8>, PushError> {
    let mut message = MessageBuilder::new_vec();
    message.header_mut().set_rd(true);
    message.header_mut().set_cd(asking.is_unchecked);
    let mut message = message.question();
    message.push((name, rtype))?;
    let mut message = message.additional();
    message.opt(|opt| {
        opt.set_udp_payload_size(PAYLOAD);
        opt.set_dnssec_ok(true);
        if asking.hides_network {
            opt.push(&ClientSubnet::new(0, 0, IpAddr::V4(Ipv4Addr::UNSPECIFIED)))?;
        }
        Ok(())
    })?;
    Ok(message.finish())
}
