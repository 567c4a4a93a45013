//! The registered values of rdata fields, with their names. A form offers them; every other value stays
//! possible.

use super::RecordType;
use super::mnemonics::mnemonics;

/// A registered value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The value, as a record holds it.
    pub value: String,
    /// The name in its registry, or what it means.
    pub name: &'static str,
}

/// The registered values of the field with this label that have no mnemonic in zone files.
fn unabbreviated(rtype: &RecordType, label: &str) -> &'static [(&'static str, &'static str)] {
    match (rtype, label) {
        // RFC 8659, section 4.1.
        (RecordType::Caa, "Flags") => &[("0", "not critical"), ("128", "critical")],
        // The registry of RFC 8659, section 7.
        (RecordType::Caa, "Tag") => &[
            ("issue", "any certificate"),
            ("issuewild", "wildcard certificates"),
            ("issuemail", "S/MIME certificates"),
            ("issuevmc", "logo certificates (VMC)"),
            ("iodef", "where to report"),
            ("contactemail", "e-mail of the owner"),
            ("contactphone", "phone of the owner"),
        ],
        // RFC 4034, section 2.1.1; RFC 5011, section 3.
        (RecordType::Dnskey, "Flags") => {
            &[("256", "zone-signing key"), ("257", "key-signing key"), ("385", "revoked key")]
        }
        // The registry of RFC 4034, appendix A.2 (RFC 9558, RFC 9563).
        (RecordType::Ds, "Digest type") => &[("5", "GOST R 34.11-2012"), ("6", "SM3")],
        // The registries of RFC 4255, section 5 (RFC 6594, RFC 7479, RFC 8709).
        (RecordType::Sshfp, "Algorithm") => {
            &[("1", "RSA"), ("2", "DSA"), ("3", "ECDSA"), ("4", "Ed25519"), ("6", "Ed448")]
        }
        (RecordType::Sshfp, "Fingerprint type") => &[("1", "SHA-1"), ("2", "SHA-256")],
        // RFC 1876, section 3.
        (RecordType::Loc, "Latitude direction") => &[("N", "north"), ("S", "south")],
        (RecordType::Loc, "Longitude direction") => &[("E", "east"), ("W", "west")],
        _ => &[],
    }
}

impl RecordType {
    /// The registered values of a field, by its index; none if its values are no closed set.
    #[must_use]
    pub fn choices(&self, index: usize) -> Vec<Choice> {
        let Some(spec) = self.fields().get(index) else { return Vec::new() };
        let mut choices: Vec<Choice> = Vec::new();
        for (name, number) in mnemonics(self, spec.label) {
            let value = number.to_string();
            if choices.iter().all(|other| other.value != value) {
                choices.push(Choice { value, name });
            }
        }
        let others = unabbreviated(self, spec.label).iter();
        choices.extend(others.map(|(value, name)| Choice { value: (*value).to_owned(), name }));
        choices
    }

    /// Whether a number is a registered value of the field at this index.
    pub(super) fn has_registered(&self, index: usize, number: u8) -> bool {
        let Some(spec) = self.fields().get(index) else { return false };
        let mut mnemonics = mnemonics(self, spec.label);
        let mut others = unabbreviated(self, spec.label).iter();
        mnemonics.any(|(_, own)| own == u16::from(number))
            || others.any(|(value, _)| value.parse() == Ok(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::validate::fault;

    fn values(rtype: &RecordType, label: &str) -> Vec<String> {
        let index = rtype.fields().iter().position(|spec| spec.label == label).unwrap();
        let line = |Choice { value, name }: Choice| format!("{value} {name}");
        rtype.choices(index).into_iter().map(line).collect()
    }

    #[test]
    fn offers_each_registered_value_once_under_its_registered_name() {
        assert_eq!(
            values(&RecordType::Ds, "Digest type"),
            ["1 SHA-1", "2 SHA-256", "3 GOST", "4 SHA-384", "5 GOST R 34.11-2012", "6 SM3"]
        );
        let algorithms = values(&RecordType::Ds, "Algorithm");
        assert!(algorithms.contains(&"13 ECDSAP256SHA256".to_owned()), "{algorithms:?}");
        assert_eq!(algorithms, values(&RecordType::Dnskey, "Algorithm"));
        assert_eq!(values(&RecordType::Tlsa, "Selector"), ["0 Cert", "1 SPKI", "255 PrivSel"]);
        assert_eq!(values(&RecordType::Loc, "Longitude direction"), ["E east", "W west"]);
        assert_eq!(values(&RecordType::Mx, "Priority"), Vec::<String>::new());
    }

    #[test]
    fn every_offered_value_is_valid_in_its_field_and_offered_once() {
        for rtype in RecordType::KNOWN {
            for (index, spec) in rtype.fields().iter().enumerate() {
                let choices = rtype.choices(index);
                for (place, Choice { value, name }) in choices.iter().enumerate() {
                    assert_eq!(fault(spec.kind, value), None, "{rtype:?} {} {value}", spec.label);
                    assert!(!name.is_empty());
                    assert!(choices.iter().skip(place + 1).all(|other| other.value != *value));
                }
            }
        }
    }
}
