//! Identifiers in the shapes of both providers. The same parts always give the same identifier,
//! so that a page that is reloaded after a restart of the host still finds its zone. They are no
//! secrets and protect nothing.

use std::hash::{DefaultHasher, Hash, Hasher};

fn hash(parts: &impl Hash, salt: u8) -> u64 {
    let mut hasher = DefaultHasher::new();
    (salt, parts).hash(&mut hasher);
    hasher.finish()
}

/// 32 hexadecimal digits, Cloudflare's form of an identifier (provider document 1.1).
pub fn hex32(parts: &impl Hash) -> String {
    format!("{:016x}{:016x}", hash(parts, 0), hash(parts, 1))
}

/// A UUID of version 4 by its looks (RFC 9562 section 5.4), bunny.net's form of a job's
/// identifier (provider document 2.4).
pub fn uuid(parts: &impl Hash) -> String {
    let (high, low) = (hash(parts, 2), hash(parts, 3));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        (low >> 48) & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff,
    )
}

/// A number that fits where bunny.net has small integers, from `floor` upwards.
pub fn number(parts: &impl Hash, floor: u64) -> u64 {
    floor + hash(parts, 4) % 900_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_identifiers_of_32_hex_digits_and_uuids() {
        let id = hex32(&("zone", "bakery.example"));
        assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let uuid = uuid(&7);
        assert_eq!(uuid.len(), 36);
        assert_eq!(&uuid[14..15], "4");
        assert!("89ab".contains(&uuid[19..20]), "{uuid}");
    }

    #[test]
    fn the_same_parts_give_the_same_identifier() {
        assert_eq!(hex32(&"a"), hex32(&"a"));
        assert_ne!(hex32(&"a"), hex32(&"b"));
    }
}
