//! Positions in wire format (RFC 1876, sections 2 and 3), to compare their spellings: with or without
//! fractions, units and optional fields.

use super::Rdata;

/// The equator and the prime meridian on the wire: 2³¹ thousandths of an arc second.
const ZERO: i64 = 1 << 31;
/// The altitude 0 on the wire: 100,000 m in centimetres.
const SEA: i64 = 10_000_000;
/// Thousandths of an arc second per minute, and per degree.
const MINUTE: i64 = 60_000;
const DEGREE: i64 = 60 * MINUTE;
/// The largest size and precision, in centimetres: nine times ten to the ninth.
const LARGEST: i64 = 9_000_000_000;

/// The sixteen bytes; `None` if a field is invalid.
pub(super) fn wire(rdata: &Rdata) -> Option<Vec<u8>> {
    let place = |from: usize, most: i64, ends: [&str; 2]| coordinate(rdata, from, most, ends);
    let length = |index: usize, missing: &str| {
        let text = rdata.field(index).raw();
        length(if text.is_empty() { missing } else { text })
    };
    let (latitude, longitude) = (place(0, 90, ["N", "S"])?, place(4, 180, ["E", "W"])?);
    let altitude = u32::try_from(metres(rdata.field(8).raw())?.checked_add(SEA)?).ok()?;
    // The version, and the defaults of omitted lengths.
    let mut bytes = vec![0, length(9, "1")?, length(10, "10000")?, length(11, "10")?];
    for number in [latitude, longitude, altitude] {
        bytes.extend(number.to_be_bytes());
    }
    Some(bytes)
}

/// Degrees, minutes, seconds and direction, starting at this field.
fn coordinate(rdata: &Rdata, from: usize, most: i64, [plus, minus]: [&str; 2]) -> Option<u32> {
    let field =
        |index: usize| Some(rdata.field(from + index).raw()).filter(|text| !text.is_empty());
    let whole = |text: &str| text.parse::<u8>().ok().map(i64::from);
    let degrees = whole(field(0)?)?;
    let minutes = field(1).map_or(Some(0), whole).filter(|minutes| *minutes < 60)?;
    let seconds = field(2).map_or(Some(0), |text| scaled(text, 3));
    let seconds = seconds.filter(|seconds| (0..MINUTE).contains(seconds))?;
    let distance = degrees * DEGREE + minutes * MINUTE + seconds;
    let direction = field(3)?;
    let at = match direction {
        _ if distance > most * DEGREE => return None,
        _ if direction.eq_ignore_ascii_case(plus) => ZERO + distance,
        _ if direction.eq_ignore_ascii_case(minus) => ZERO - distance,
        _ => return None,
    };
    u32::try_from(at).ok()
}

/// A length as the wire's single byte: one digit, and the power of ten in centimetres. Further digits are
/// truncated, as servers do.
fn length(text: &str) -> Option<u8> {
    let mut digit = metres(text).filter(|length| (0..=LARGEST).contains(length))?;
    let mut zeros = 0;
    while digit > 9 {
        digit /= 10;
        zeros += 1;
    }
    u8::try_from(digit << 4 | zeros).ok()
}

/// Metres, with or without unit, in centimetres.
fn metres(text: &str) -> Option<i64> {
    scaled(text.strip_suffix(['m', 'M']).unwrap_or(text), 2)
}

/// A decimal number times this power of ten, rounded.
fn scaled(text: &str, places: usize) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0
        || whole.len() > 12
        || !is_number(whole)
        || !is_number(fraction)
    {
        return None;
    }
    let padded = fraction.bytes().chain(std::iter::repeat(b'0'));
    let all = whole.bytes().chain(padded.take(places));
    let number = all.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    let rounds = fraction.as_bytes().get(places).is_some_and(|digit| *digit >= b'5');
    Some(sign * (number + i64::from(rounds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use proptest::prelude::*;

    fn of(text: &str) -> Option<Vec<u8>> {
        let mut fields: Vec<&str> = text.split('/').collect();
        fields.resize(12, "");
        wire(&Rdata::new(&RecordType::Loc, fields))
    }

    /// From RFC 1876, section 4, as name servers have them on the wire.
    #[test]
    fn encodes_a_position_as_name_servers_do() {
        let hex = |text: &str| -> String {
            of(text).unwrap().iter().map(|byte| format!("{byte:02x}")).collect()
        };
        assert_eq!(hex("42/21/54/N/71/06/18/W/-24m/30m"), "0033161389172dd070be15f000988d20");
    }

    #[test]
    fn encodes_all_spellings_of_a_position_alike() {
        let one = of("51/30/12.748/N/0/7/39.611/W/0.00m/0.00m/10000.00m/10.00m");
        for same in [
            "51/30/12.748/n/0/7/39.611/w/0/0/10000/10",
            "51/030/12.7480/N/0/07/39.6110/W/-0.00/0.001/10000.0/10.9",
            "51/30/12.748/N/0/7/39.611/W/0/0",
        ] {
            assert_eq!(of(same), one, "{same}");
        }
        for other in [
            "51/30/12.749/N/0/7/39.611/W/0/0",
            "51/30/12.748/S/0/7/39.611/W/0/0",
            "51/30/12.748/N/0/7/39.611/E/0/0",
            "51/30/12.748/N/0/7/39.611/W/0.01/0",
            "51/30/12.748/N/0/7/39.611/W/0/1",
            "51/30/12.748/N/0/7/39.611/W/0/0/20000",
            "51/30/12.748/N/0/7/39.611/W/0/0/10000/20",
        ] {
            assert_ne!(of(other), one, "{other}");
        }
        assert_eq!(of("0/0/0/N/0/0/0/E/0"), of("0///S/0///W/0"));
        assert_eq!(of("1///N/1///E/0/155"), of("1///N/1///E/0/100"));
    }

    #[test]
    fn does_not_encode_an_invalid_position() {
        for text in [
            "91///N/1///E/0",
            "90//0.001/N/1///E/0",
            "1/60//N/1///E/0",
            "1//60/N/1///E/0",
            "1///E/1///N/0",
            "1///N/181///E/0",
            "1///N/1///E/",
            "1///N/1///E/1e3",
            "1///N/1///E/-100000.01",
            "1///N/1///E/42849672.96",
            "1///N/1///E/0/90000000.01",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
        assert!(of("1///N/1///E/42849672.95/90000000").is_some());
    }

    proptest! {
        #[test]
        fn encodes_different_positions_differently(one in 0_u32..324_000_000, other in 0_u32..324_000_000, south in any::<bool>()) {
            let text = |at: u32| {
                let (degrees, rest) = (at / 3_600_000, at % 3_600_000);
                let seconds = format!("{}.{:03}", rest % 60_000 / 1_000, rest % 1_000);
                let end = if south { "S" } else { "N" };
                format!("{degrees}/{}/{seconds}/{end}/0///E/0", rest / 60_000)
            };
            prop_assert_eq!(of(&text(one)) == of(&text(other)), one == other);
            prop_assert!(of(&text(one)).is_some());
        }

        #[test]
        fn encodes_any_text_without_panic(fields in prop::collection::vec("[0-9.+m-]{0,16}|N|W", 12)) {
            let _ = wire(&Rdata::new(&RecordType::Loc, fields));
        }
    }
}
