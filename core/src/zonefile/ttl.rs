//! Times in seconds: TTLs and the fields of an SOA.

/// The maximum TTL (RFC 2181, section 8).
const MOST_SECONDS: u32 = i32::MAX.unsigned_abs();

/// Parses seconds, or numbers with units such as `1h30m` (not in RFC 2308, but introduced by BIND and
/// universal since).
pub(crate) fn seconds(text: &str) -> Option<u32> {
    let (mut total, mut number, mut has_unit) = (0_u64, None, false);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            let digit = u64::from(byte - b'0');
            number = Some(number.unwrap_or(0_u64).saturating_mul(10).saturating_add(digit));
            continue;
        }
        let unit: u64 = match byte.to_ascii_lowercase() {
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'w' => 604_800,
            _ => return None,
        };
        total = total.saturating_add(number.take()?.saturating_mul(unit));
        has_unit = true;
    }
    let rest = match number {
        Some(_) if has_unit => return None,
        None if !has_unit => return None,
        number => number.unwrap_or(0),
    };
    u32::try_from(total.saturating_add(rest)).ok().filter(|&seconds| seconds <= MOST_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn reads_seconds_with_units() {
        for (text, expected) in [
            ("0", Some(0)),
            ("300", Some(300)),
            ("1h30m", Some(5_400)),
            ("1W2D", Some(777_600)),
            ("5s", Some(5)),
            ("2147483647", Some(2_147_483_647)),
            ("2147483648", None),
            ("99999999999999999999999999", None),
            ("9999999999999999999w", None),
            ("1h30", None),
            ("h", None),
            ("", None),
            ("-1", None),
            ("1y", None),
        ] {
            assert_eq!(seconds(text), expected, "{text}");
        }
    }
}
