//! Mnemonics that zone files allow in place of numbers: algorithms, digests, certificate types (RFC 4034,
//! appendix A; RFC 4398, section 2.1; RFC 7218, section 2; the registries of IANA).

use super::RecordType;

/// DNSSEC algorithms (RFC 4034, appendix A.1; RFC 5155, 5702, 5933, 6605, 8080, 9558, 9563).
const ALGORITHMS: &[(&str, u16)] = &[
    ("RSAMD5", 1),
    ("DH", 2),
    ("DSA", 3),
    ("ECC", 4),
    ("RSASHA1", 5),
    ("DSA-NSEC3-SHA1", 6),
    ("NSEC3DSA", 6),
    ("RSASHA1-NSEC3-SHA1", 7),
    ("NSEC3RSASHA1", 7),
    ("RSASHA256", 8),
    ("RSASHA512", 10),
    ("ECC-GOST", 12),
    ("ECCGOST", 12),
    ("ECDSAP256SHA256", 13),
    ("ECDSAP384SHA384", 14),
    ("ED25519", 15),
    ("ED448", 16),
    ("SM2SM3", 17),
    ("ECC-GOST12", 23),
    ("INDIRECT", 252),
    ("PRIVATEDNS", 253),
    ("PRIVATEOID", 254),
];
/// Digest types of DS (RFC 4034, appendix A.2; RFC 4509, 5933, 6605), as BIND reads them.
const DIGESTS: &[(&str, u16)] = &[
    ("SHA-1", 1),
    ("SHA1", 1),
    ("SHA-256", 2),
    ("SHA256", 2),
    ("GOST", 3),
    ("SHA-384", 4),
    ("SHA384", 4),
];
/// Certificate types (RFC 4398, section 2.1).
const CERTIFICATES: &[(&str, u16)] = &[
    ("PKIX", 1),
    ("SPKI", 2),
    ("PGP", 3),
    ("IPKIX", 4),
    ("ISPKI", 5),
    ("IPGP", 6),
    ("ACPKIX", 7),
    ("IACPKIX", 8),
    ("URI", 253),
    ("OID", 254),
];
/// Usages (RFC 7218, section 2.1).
const USAGES: &[(&str, u16)] =
    &[("PKIX-TA", 0), ("PKIX-EE", 1), ("DANE-TA", 2), ("DANE-EE", 3), ("PrivCert", 255)];
/// Selectors (RFC 7218, section 2.2).
const SELECTORS: &[(&str, u16)] = &[("Cert", 0), ("SPKI", 1), ("PrivSel", 255)];
/// Matching types (RFC 7218, section 2.3).
const MATCHINGS: &[(&str, u16)] =
    &[("Full", 0), ("SHA2-256", 1), ("SHA2-512", 2), ("PrivMatch", 255)];
/// The only protocol of DNSKEY (RFC 4034, section 2.1.2; RFC 2535, section 3.1.3 for the mnemonic).
const PROTOCOLS: &[(&str, u16)] = &[("DNSSEC", 3)];

/// The mnemonics of the field with this label, and their numbers.
pub(super) fn mnemonics(
    rtype: &RecordType,
    label: &str,
) -> impl Iterator<Item = (&'static str, u16)> {
    let words: &[_] = match (rtype, label) {
        (RecordType::Ds | RecordType::Dnskey | RecordType::Cert, "Algorithm") => ALGORITHMS,
        (RecordType::Ds, "Digest type") => DIGESTS,
        (RecordType::Dnskey, "Protocol") => PROTOCOLS,
        (RecordType::Cert, "Certificate type") => CERTIFICATES,
        (RecordType::Tlsa | RecordType::Smimea, "Usage") => USAGES,
        (RecordType::Tlsa | RecordType::Smimea, "Selector") => SELECTORS,
        (RecordType::Tlsa | RecordType::Smimea, "Matching type") => MATCHINGS,
        _ => &[],
    };
    words.iter().copied()
}

/// The number of a mnemonic in the field with this label, if it is one.
pub(crate) fn number(rtype: &RecordType, label: &str, word: &str) -> Option<u16> {
    let is = |(own, _): &(&str, u16)| own.eq_ignore_ascii_case(word.trim());
    mnemonics(rtype, label).find(is).map(|(_, number)| number)
}

#[cfg(test)]
mod tests {
    use crate::record::{Rdata, RecordType};

    #[test]
    fn replaces_mnemonics_by_numbers_in_ds_dnskey_cert_and_tlsa() {
        for (rtype, fields, numbers) in [
            (RecordType::Ds, ["1", "ECDSAP256SHA256", "sha-256", "ab"], ["1", "13", "2", "ab"]),
            (RecordType::Dnskey, ["256", "3", "RSASHA256", "AAAA"], ["256", "3", "8", "AAAA"]),
            (RecordType::Cert, ["pkix", "1", " ed448 ", "AAAA"], ["1", "1", "16", "AAAA"]),
            (RecordType::Tlsa, ["DANE-EE", "SPKI", "SHA2-256", "ab"], ["3", "1", "1", "ab"]),
            (RecordType::Ds, ["1", "SHA-256", "RSAMD5", "ab"], ["1", "SHA-256", "RSAMD5", "ab"]),
        ] {
            let rdata = Rdata::new(&rtype, fields);
            assert_eq!(rdata.raw_fields().collect::<Vec<_>>(), numbers);
        }
    }

    #[test]
    fn replaces_no_mnemonics_in_other_types() {
        let sshfp = Rdata::new(&RecordType::Sshfp, ["DSA", "SHA-1", "ab"]);
        assert_eq!(sshfp.field(0).raw(), "DSA");
    }
}
