//! Checks of numbers in rdata: defined values, and the lengths that they imply.

use super::field::FieldReason;
use super::{Record, RecordType};

/// The lengths of digests and certificates in bytes, by the number of their kind: DS by the registry of
/// RFC 4034, appendix A.2 (RFC 4509, RFC 5933, RFC 6605, RFC 9558, RFC 9563), SSHFP by RFC 4255, section
/// 3.1.3, and RFC 6594, section 3, TLSA and SMIMEA by RFC 6698, section 2.1.3.
fn bytes(rtype: &RecordType, number: u8) -> Option<usize> {
    match (rtype, number) {
        (RecordType::Ds | RecordType::Sshfp, 1) => Some(20),
        (RecordType::Ds, 2 | 3 | 5 | 6) | (RecordType::Sshfp, 2) => Some(32),
        (RecordType::Ds, 4) => Some(48),
        (RecordType::Tlsa | RecordType::Smimea, 1) => Some(32),
        (RecordType::Tlsa | RecordType::Smimea, 2) => Some(64),
        _ => None,
    }
}

/// Errors in combinations of fields that are valid on their own, by field index.
pub(super) fn faults(record: &Record) -> Vec<(usize, FieldReason)> {
    let field = |index| record.rdata.field(index).raw();
    match record.rtype {
        RecordType::Ds | RecordType::Tlsa | RecordType::Smimea => length(record, 2, 3),
        RecordType::Sshfp => length(record, 1, 2),
        // RFC 4034, section 2.1.2.
        RecordType::Dnskey if field(1).parse::<u8>().is_ok_and(|protocol| protocol != 3) => {
            vec![(1, FieldReason::MustBe(3))]
        }
        RecordType::Loc => place(record),
        _ => Vec::new(),
    }
}

fn length(record: &Record, kind: usize, digits: usize) -> Vec<(usize, FieldReason)> {
    let number = record.rdata.field(kind).raw().parse().ok();
    let expected = number.and_then(|number| bytes(&record.rtype, number));
    let has = record.rdata.field(digits).raw().len();
    let wrong = expected.filter(|bytes| has > 0 && has != bytes * 2);
    wrong.map(|bytes| (digits, FieldReason::NotBytes(bytes))).into_iter().collect()
}

/// The ranges of a position's fields (RFC 1876, section 3; provider document, 1.5).
fn place(record: &Record) -> Vec<(usize, FieldReason)> {
    let mut faults = Vec::new();
    for (first, most, directions) in [(0, 90_u32, ["N", "S"]), (4, 180, ["E", "W"])] {
        let number = |index: usize| record.rdata.field(index).raw().parse::<f64>().ok();
        let (degrees, minutes, seconds) = (number(first), number(first + 1), number(first + 2));
        // At 90 degrees of latitude and 180 of longitude, minutes and seconds must be 0.
        let is_full = degrees == Some(f64::from(most));
        let least = |full: &'static str, rest| if is_full { full } else { rest };
        if degrees.is_some_and(|degrees| degrees > f64::from(most)) {
            faults.push((first, FieldReason::NotANumberUpTo(most)));
        }
        let most_minutes = if is_full { 0 } else { 59 };
        if minutes.is_some_and(|minutes| minutes > f64::from(most_minutes)) {
            faults.push((first + 1, FieldReason::NotANumberUpTo(most_minutes)));
        }
        let most_seconds = if is_full { 0.0 } else { 59.999 };
        if seconds.is_some_and(|seconds| !(0.0..=most_seconds).contains(&seconds)) {
            faults.push((first + 2, FieldReason::NotBetween("0", least("0", "59.999"))));
        }
        let direction = record.rdata.field(first + 3).raw();
        if !direction.is_empty()
            && !directions.iter().any(|own| own.eq_ignore_ascii_case(direction))
        {
            faults.push((first + 3, FieldReason::NotOneOf(directions)));
        }
    }
    for (index, least, most, words) in [
        (8, -100_000.0, 42_849_672.95, ("-100000", "42849672.95")),
        (9, 0.0, 90_000_000.0, ("0", "90000000")),
        (10, 0.0, 90_000_000.0, ("0", "90000000")),
        (11, 0.0, 90_000_000.0, ("0", "90000000")),
    ] {
        let text = record.rdata.field(index).raw();
        if text.parse::<f64>().is_ok_and(|metres| !(least..=most).contains(&metres)) {
            faults.push((index, FieldReason::NotBetween(words.0, words.1)));
        }
    }
    faults
}

/// The indexes of fields with unregistered numbers. They are legal but have no meaning.
pub(crate) fn unknown(record: &Record) -> Vec<usize> {
    let registered: &[usize] = match record.rtype {
        RecordType::Tlsa | RecordType::Smimea => &[0, 1, 2],
        RecordType::Ds => &[1, 2],
        RecordType::Dnskey => &[2],
        RecordType::Sshfp => &[0, 1],
        _ => &[],
    };
    let is_unknown = |index: &usize| {
        let number = record.rdata.field(*index).raw().parse::<u8>();
        number.is_ok_and(|number| !record.rtype.has_registered(*index, number))
    };
    registered.iter().copied().filter(|index| is_unknown(index)).collect()
}
