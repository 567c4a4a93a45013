//! The data of DNSSEC's record types, octet by octet: the library reads and writes them only with its own signer.
//! Keys and signatures are made up and prove nothing; digests and hashes are right.

use hickory_proto::{
    rr::{Name, RData, RecordType, rdata::NULL},
    serialize::binary::BinEncodable,
};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};

/// ECDSA with P-256 (RFC 6605), what zones are signed with today.
const ALGORITHM: u8 = 13;
/// The first second of 2026 and one in 2038, as the times of all signatures.
const TIMES: [u32; 2] = [2_147_000_000, 1_767_225_600];

/// Data of a type that the library does not know.
pub fn data(kind: RecordType, octets: Vec<u8>) -> RData {
    RData::Unknown { code: kind, rdata: NULL::with(octets) }
}

/// A name as it stands in signed data: lower case, nothing cut short (RFC 4034 section 6.2).
pub fn name(name: &Name) -> Vec<u8> {
    name.to_lowercase().to_bytes().unwrap_or_default()
}

fn made_up(seed: &Name) -> [Vec<u8>; 2] {
    ["x", "y"]
        .map(|part| digest(&SHA256, &[part.as_bytes(), &name(seed)].concat()).as_ref().to_vec())
}

/// The key of a zone (RFC 4034 section 2), one that signs everything.
pub fn dnskey(zone: &Name) -> Vec<u8> {
    [&[1, 1, 3, ALGORITHM][..], &made_up(zone).concat()].concat()
}

/// The tag of a key (RFC 4034 appendix B).
pub fn key_tag(key: &[u8]) -> u16 {
    let places = key.iter().enumerate();
    let sum: u32 =
        places.map(|(at, octet)| u32::from(*octet) << if at % 2 == 0 { 8 } else { 0 }).sum();
    let [_, _, high, low] = (sum + (sum >> 16)).to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// What the parent holds of a zone's key (RFC 4509).
pub fn ds(zone: &Name) -> Vec<u8> {
    let key = dnskey(zone);
    let hash = digest(&SHA256, &[name(zone), key.clone()].concat());
    [&key_tag(&key).to_be_bytes()[..], &[ALGORITHM, 2], hash.as_ref()].concat()
}

/// A signature (RFC 4034 section 3) of a set whose owner counts so many labels.
pub fn rrsig(zone: &Name, kind: RecordType, labels: u8, ttl: u32) -> Vec<u8> {
    let tag = key_tag(&dnskey(zone)).to_be_bytes();
    let times = TIMES.map(u32::to_be_bytes).concat();
    let kind = u16::from(kind).to_be_bytes();
    let head = [&kind[..], &[ALGORITHM, labels], &ttl.to_be_bytes(), &times, &tag].concat();
    [head, name(zone), made_up(zone).concat()].concat()
}

/// From this name to the next one, and the types at this one (RFC 4034 section 4).
pub fn nsec(next: &Name, kinds: &[u16]) -> Vec<u8> {
    [name(next), bitmap(kinds)].concat()
}

/// The same by hashes, without salt and further rounds (RFC 5155 section 3; RFC 9276).
pub fn nsec3(next: &[u8], kinds: &[u16]) -> Vec<u8> {
    let length = u8::try_from(next.len()).unwrap_or_default();
    [&[1, 0, 0, 0, 0, length][..], next, &bitmap(kinds)].concat()
}

/// What the apex says of the hashes (RFC 5155 section 4).
pub fn nsec3param() -> Vec<u8> {
    vec![1, 0, 0, 0, 0]
}

/// The hash of a name (RFC 5155 section 5).
pub fn hash(owner: &Name) -> Vec<u8> {
    digest(&SHA1_FOR_LEGACY_USE_ONLY, &name(owner)).as_ref().to_vec()
}

/// The types as bits, in windows of 256 (RFC 4034 section 4.1.2).
fn bitmap(kinds: &[u16]) -> Vec<u8> {
    let mut windows: std::collections::BTreeMap<u8, Vec<u8>> = std::collections::BTreeMap::new();
    for kind in kinds {
        let [window, low] = kind.to_be_bytes();
        let bits = windows.entry(window).or_default();
        let place = usize::from(low / 8);
        bits.resize(bits.len().max(place + 1), 0);
        if let Some(octet) = bits.get_mut(place) {
            *octet |= 0x80 >> (low % 8);
        }
    }
    let window = |(window, bits): (u8, Vec<u8>)| {
        [vec![window, u8::try_from(bits.len()).unwrap_or_default()], bits].concat()
    };
    windows.into_iter().flat_map(window).collect()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    /// The bits of RFC 4034 section 4.3.
    #[test]
    fn writes_the_bits_of_the_standards_example() {
        let bits = bitmap(&[1, 15, 46, 47, 1234]);
        let first = b"\0\x06\x40\x01\0\0\0\x03";
        assert_eq!(bits, [&first[..], b"\x04\x1b", &[0; 26], b"\x20"].concat());
    }

    #[test]
    fn a_key_fits_its_digest() {
        let zone = Name::from_str("signed.example.").unwrap();
        let (key, ds) = (dnskey(&zone), ds(&zone));
        assert_eq!((key.len(), ds.len()), (68, 36));
        assert_eq!(ds[..2], key_tag(&key).to_be_bytes());
        assert_eq!(hash(&zone).len(), 20);
    }
}
