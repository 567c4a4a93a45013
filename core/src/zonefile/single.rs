//! Reads the one record of a pasted text, as a form takes it. Nothing stands above it that could give it a
//! name or a TTL.

use super::{Dialect, DoubtKind, Mended, ProblemKind, Reading};
use crate::name::DomainName;
use crate::record::{Record, RecordType, Ttl};
use crate::unread::Tells;

/// More entries than any pasted record has.
const MOST_ENTRIES: usize = 100;

/// The record of a pasted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Single {
    /// The record.
    pub record: Record,
    /// What the text states of it.
    pub tells: Tells,
    /// The mistake that was corrected in reading it.
    pub mended: Option<DoubtKind>,
}

/// Why a pasted text is not one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SingleFault {
    /// It has a problem.
    Problem(ProblemKind),
    /// It has no record.
    Nothing,
    /// It has several records.
    Several,
    /// It is a record that signing software creates.
    Signing,
    /// The provider does not support its type.
    NotHeld(RecordType),
}

/// Reads the only record of a text. A record without a name is one of `owner`.
///
/// # Errors
/// Why it is not one record.
pub fn single(
    text: &str,
    owner: &DomainName,
    zone: &DomainName,
    dialect: Dialect,
) -> Result<Single, SingleFault> {
    let has_blank = text.starts_with([' ', '\t']);
    let text = text.trim();
    let named = [owner.as_str(), ". ", text].concat();
    let of_owner = || read_one(&named, zone, dialect);
    let first = text.split_whitespace().next().unwrap_or_default();
    if has_blank || first.eq_ignore_ascii_case("IN") {
        return of_owner().or_else(|_| read_one(text, zone, dialect));
    }
    read_one(text, zone, dialect).or_else(|fault| match fault {
        SingleFault::Problem(_) => of_owner().map_err(|_| fault),
        _ => Err(fault),
    })
}

fn read_one(text: &str, zone: &DomainName, dialect: Dialect) -> Result<Single, SingleFault> {
    let mut reading = Reading::new(text, zone, dialect, Ttl::Auto);
    let is_more = reading.go_on(MOST_ENTRIES);
    let mut file = reading.file;
    let number = file.records.len() + file.signing + file.problems.len();
    if let Some(problem) = file.problems.first().filter(|_| number == 1) {
        return Err(SingleFault::Problem(problem.kind));
    }
    let (Some(record), Some(tells)) = (file.records.pop(), file.tells.pop()) else {
        return Err(match number {
            0 => SingleFault::Nothing,
            1 => SingleFault::Signing,
            _ => SingleFault::Several,
        });
    };
    if is_more || number > 1 {
        return Err(SingleFault::Several);
    }
    let doubt = file.doubts.into_iter().find_map(|doubt| Some((doubt.kind, doubt.mended?)));
    Ok(match doubt {
        Some((kind, Mended { record, .. })) => Single { record, tells, mended: Some(kind) },
        None => Single { record, tells, mended: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::NameError;
    use crate::record::FieldReason;
    use crate::zonefile::samples::zone;

    fn read(text: &str) -> Result<Single, SingleFault> {
        let owner = DomainName::parse("now.example.com").unwrap();
        single(text, &owner, &zone(), Dialect { marks: true })
    }

    fn line(text: &str) -> String {
        let Single { record, tells, .. } = read(text).unwrap();
        let ttl = if tells.ttl { record.ttl.seconds().unwrap_or_default() } else { 0 };
        format!("{} {ttl} {} {}", record.name, record.rtype.raw(), record.content().raw())
    }

    #[test]
    fn reads_one_record_however_much_of_its_line_is_there() {
        for (text, expected) in [
            ("mail 3600 IN MX 10 mx1.example.net.", "mail.example.com 3600 MX mx1.example.net"),
            ("  mail 3600 IN MX 10 mx1\n", "mail.example.com 3600 MX mx1.example.com"),
            ("mail.example.com. IN 5m A 192.0.2.1", "mail.example.com 300 A 192.0.2.1"),
            ("@ A 192.0.2.1", "example.com 0 A 192.0.2.1"),
            ("MX 10 mx1.example.net.", "now.example.com 0 MX mx1.example.net"),
            ("in a 192.0.2.1", "now.example.com 0 A 192.0.2.1"),
            (" 60 IN A 192.0.2.1", "now.example.com 60 A 192.0.2.1"),
            ("txt TXT hello", "txt.example.com 0 TXT hello"),
            ("; a note\n$TTL 60\nwww A 192.0.2.1", "www.example.com 60 A 192.0.2.1"),
            ("k TXT ( \"v=DKIM1; p=AA\"\n \"BB\" )", "k.example.com 0 TXT v=DKIM1; p=AABB"),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn corrects_what_a_missing_quote_does() {
        let read = read("s._domainkey TXT v=DKIM1; k=rsa; p=AAAA").unwrap();
        assert_eq!(read.record.content().raw(), "v=DKIM1; k=rsa; p=AAAA");
        assert_eq!(read.mended, Some(DoubtKind::Cut));
    }

    #[test]
    fn says_why_a_text_is_not_one_record() {
        let field = |label, reason| SingleFault::Problem(ProblemKind::Field(label, reason));
        for (text, fault) in [
            ("", SingleFault::Nothing),
            ("; only a note", SingleFault::Nothing),
            ("$TTL 300", SingleFault::Nothing),
            ("a A 192.0.2.1\nb A 192.0.2.2", SingleFault::Several),
            ("a A 192.0.2.1\nb A nothing", SingleFault::Several),
            (
                "a RRSIG A 13 2 300 20260101000000 20250101000000 1 example.com. AA==",
                SingleFault::Signing,
            ),
            ("a A 300.1.1.1", field("Content", FieldReason::NotIpv4)),
            ("a 300 IN", SingleFault::Problem(ProblemKind::NoType)),
            ("a..b A 192.0.2.1", SingleFault::Problem(ProblemKind::Name(NameError::EmptyLabel))),
            ("www.example.org. A 192.0.2.1", SingleFault::Problem(ProblemKind::OutsideZone)),
            ("<html>", SingleFault::Problem(ProblemKind::NoType)),
        ] {
            assert_eq!(read(text), Err(fault), "{text}");
        }
        let many = "a A 192.0.2.1\n".to_owned() + &"; note\n".repeat(MOST_ENTRIES);
        assert_eq!(read(&many), Err(SingleFault::Several));
    }
}
