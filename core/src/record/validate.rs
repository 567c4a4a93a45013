//! Validates a single record before a provider does. Conflicts with other records and the messages are
//! elsewhere.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::RangeInclusive;

use super::digits::{is_base64, is_decimal, is_hex};
use super::field::{Field, FieldError, FieldReason};
use super::{FieldKind, Mistake, Record, RecordType, Ttl, known, mistake, params};
use crate::name::{DomainName, is_plain};

/// A provider's limits for record fields.
#[derive(Clone, Debug)]
pub struct RecordLimits {
    /// The range of TTLs, in seconds.
    pub ttl: RangeInclusive<u32>,
    /// Whether an automatic TTL is supported.
    pub auto_ttl: bool,
    /// Usual TTLs in seconds, for forms to offer.
    pub ttl_presets: &'static [u32],
    /// The maximum length of a TXT record's text, in bytes.
    pub txt_bytes: usize,
    /// Whether TXT records must be ASCII.
    pub txt_ascii: bool,
    /// Whether a TXT record keeps separate strings; otherwise it stores one text.
    pub txt_strings: bool,
    /// The types that users can write.
    pub types: &'static [RecordType],
    /// The provider's own types outside DNS, by the names of [`RecordType::Other`]: existing records can be
    /// edited, but the page creates no new ones.
    pub own: &'static [&'static str],
}

impl RecordLimits {
    /// The error of a TTL, if any.
    #[must_use]
    pub fn ttl_fault(&self, ttl: Ttl) -> Option<FieldReason> {
        let is_good = match ttl.seconds() {
            None => self.auto_ttl,
            Some(seconds) => self.ttl.contains(&seconds),
        };
        let (least, most) = (*self.ttl.start(), *self.ttl.end());
        (!is_good).then_some(match self.auto_ttl {
            true => FieldReason::TtlNotAutoOrWithin(least, most),
            false => FieldReason::TtlNotWithin(least, most),
        })
    }
}

impl Record {
    /// All errors of this record for this zone and provider; empty if it is valid.
    #[must_use]
    pub fn validate(&self, zone: &DomainName, limits: &RecordLimits) -> Vec<FieldError> {
        self.validate_with(self.ttl, zone, limits)
    }

    /// As [`Self::validate`], with this TTL in place of the record's own.
    pub(crate) fn validate_with(
        &self,
        ttl: Ttl,
        zone: &DomainName,
        limits: &RecordLimits,
    ) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut add = |field, reason| errors.push(FieldError { field, reason });
        let own = mistake(self.name.relative_to(zone)).filter(|own| *own != Mistake::Address);
        if !self.name.is_within(zone) {
            add(Field::Name, FieldReason::OutsideZone);
        } else if let Some(own) = own {
            add(Field::Name, FieldReason::NotAHost(own));
        }
        if !limits.types.contains(&self.rtype) && !limits.own.contains(&self.rtype.raw()) {
            add(Field::Type, FieldReason::TypeNotHeld);
        }
        if let Some(reason) = limits.ttl_fault(ttl) {
            add(Field::Ttl, reason);
        }
        let text = match self.has_strings() {
            true => Cow::Owned(self.rdata.raw_fields().collect::<String>()),
            false => Cow::Borrowed(self.rdata.field(0).raw()),
        };
        for (index, (spec, field)) in
            self.rtype.fields().iter().zip(self.rdata.raw_fields()).enumerate()
        {
            let field = if self.rtype == RecordType::Txt { &*text } else { field };
            let reason = match spec.kind {
                FieldKind::Host => mistake(field).map(FieldReason::NotAHost),
                FieldKind::Params => params::fault(field).map(FieldReason::Params),
                _ => None,
            };
            if let Some(reason) = reason.or_else(|| fault(spec.kind, field)) {
                add(Field::Rdata(index), reason);
            }
        }
        known::faults(self)
            .into_iter()
            .for_each(|(index, reason)| add(Field::Rdata(index), reason));
        if self.rtype == RecordType::Txt {
            // Each string takes one extra byte on the wire; the limit allows for full strings.
            let full = text.len().div_ceil(super::strings::STRING_BYTES);
            let short = self.rdata.raw_fields().count().saturating_sub(full);
            if text.len() + short > limits.txt_bytes {
                add(Field::Rdata(0), FieldReason::LongerThan(limits.txt_bytes));
            }
            if limits.txt_ascii && !text.is_ascii() {
                add(Field::Rdata(0), FieldReason::NotAscii);
            }
        }
        errors
    }
}

/// The error of a normalized field.
pub(crate) fn fault(kind: FieldKind, text: &str) -> Option<FieldReason> {
    let (good, reason) = match kind {
        FieldKind::Params | FieldKind::String => return None,
        _ if text.is_empty() => return Some(FieldReason::Empty),
        FieldKind::Text => return None,
        // A valid name has been converted to ASCII by now.
        FieldKind::Host if !text.is_ascii() => {
            return DomainName::parse(text).err().map(FieldReason::Name);
        }
        FieldKind::Ipv4 => (text.parse::<Ipv4Addr>().is_ok(), FieldReason::NotIpv4),
        FieldKind::Ipv6 => (text.parse::<Ipv6Addr>().is_ok(), FieldReason::NotIpv6),
        FieldKind::Host => (is_host(text), FieldReason::NotAName),
        FieldKind::U8 => (text.parse::<u8>().is_ok(), FieldReason::NotANumberUpTo(255)),
        FieldKind::U16 => (text.parse::<u16>().is_ok(), FieldReason::NotANumberUpTo(65535)),
        FieldKind::Decimal => (is_decimal(text), FieldReason::NotADecimal),
        FieldKind::Word => (text.bytes().all(|b| b.is_ascii_alphanumeric()), FieldReason::NotAWord),
        FieldKind::Hex => (is_hex(text), FieldReason::NotHex),
        FieldKind::Base64 => (is_base64(text), FieldReason::NotBase64),
    };
    (!good).then_some(reason)
}

fn is_host(text: &str) -> bool {
    text == "."
        || is_plain(text)
        || DomainName::parse(text).is_ok_and(|name| !name.as_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::NameError;
    use crate::record::Rdata;

    const LIMITS: RecordLimits = RecordLimits {
        ttl: 60..=86400,
        auto_ttl: true,
        ttl_presets: &[],
        txt_bytes: 20,
        txt_ascii: true,
        txt_strings: true,
        types: RecordType::KNOWN,
        own: &["LINK"],
    };

    fn faults(
        name: &str,
        rtype: RecordType,
        fields: &[&str],
        ttl: Ttl,
    ) -> Vec<(Field, FieldReason)> {
        let record = Record::new(
            DomainName::parse(name).unwrap(),
            rtype.clone(),
            Rdata::new(&rtype, fields),
            ttl,
        );
        let zone = DomainName::parse("example.com").unwrap();
        record.validate(&zone, &LIMITS).into_iter().map(|e| (e.field, e.reason)).collect()
    }

    fn rdata_fault(rtype: RecordType, fields: &[&str]) -> Option<(Field, FieldReason)> {
        faults("example.com", rtype, fields, Ttl::Auto).first().copied()
    }

    #[test]
    fn accepts_valid_rdata() {
        for (rtype, fields) in [
            (RecordType::A, vec!["192.0.2.1"]),
            (RecordType::Aaaa, vec!["2001:db8::1"]),
            (RecordType::Mx, vec!["0", "."]),
            (RecordType::Srv, vec!["1", "2", "3", "_x.example.com"]),
            (RecordType::Https, vec!["1", ".", ""]),
            (RecordType::Tlsa, vec!["3", "1", "0", "AABB"]),
            (RecordType::Dnskey, vec!["257", "3", "13", "AAAA BBBB"]),
        ] {
            assert_eq!(rdata_fault(rtype, &fields), None);
        }
    }

    #[test]
    fn reports_each_fault_with_its_field() {
        for (rtype, fields, index, reason) in [
            (RecordType::A, vec!["2001:db8::1"], 0, FieldReason::NotIpv4),
            (RecordType::A, vec![""], 0, FieldReason::Empty),
            (RecordType::Aaaa, vec!["192.0.2.1"], 0, FieldReason::NotIpv6),
            (RecordType::Mx, vec!["70000", "a.b"], 0, FieldReason::NotANumberUpTo(65535)),
            (RecordType::Mx, vec!["1", "a b"], 1, FieldReason::NotAName),
            (
                RecordType::Mx,
                vec!["1", "a\u{200d}b.example"],
                1,
                FieldReason::Name(NameError::Character('\u{200d}')),
            ),
            (RecordType::Caa, vec!["256", "issue", "x"], 0, FieldReason::NotANumberUpTo(255)),
            (RecordType::Caa, vec!["0", "is sue", "x"], 1, FieldReason::NotAWord),
            (RecordType::Tlsa, vec!["3", "1", "1", "abc"], 3, FieldReason::NotHex),
            (RecordType::Dnskey, vec!["1", "3", "8", "a$aa"], 3, FieldReason::NotBase64),
            (RecordType::Txt, vec!["123456789012345678901"], 0, FieldReason::LongerThan(20)),
            (RecordType::Txt, vec!["é"], 0, FieldReason::NotAscii),
        ] {
            assert_eq!(rdata_fault(rtype, &fields), Some((Field::Rdata(index), reason)));
        }
    }

    #[test]
    fn accepts_only_types_of_dns_or_of_the_provider() {
        assert_eq!(rdata_fault(RecordType::parse("link"), &["x"]), None);
        let other = rdata_fault(RecordType::parse("other"), &["x"]);
        assert_eq!(other, Some((Field::Type, FieldReason::TypeNotHeld)));
    }

    #[test]
    fn accepts_only_plain_decimals() {
        assert!(["0", "12.500", "-0.5", "+3"].into_iter().all(is_decimal));
        assert!(!["", "-", ".5", "1.", "1e3", "NaN", "1,5", "1.2.3"].into_iter().any(is_decimal));
    }

    #[test]
    fn checks_the_name_against_the_zone_and_the_ttl_against_the_provider() {
        let a = || (RecordType::A, ["192.0.2.1"]);
        let (rtype, fields) = a();
        assert_eq!(
            faults("other.org", rtype, &fields, Ttl::Auto),
            [(Field::Name, FieldReason::OutsideZone)]
        );
        let (rtype, fields) = a();
        let low = faults("example.com", rtype, &fields, Ttl::Seconds(30));
        assert_eq!(low, [(Field::Ttl, FieldReason::TtlNotAutoOrWithin(60, 86400))]);
    }
}
