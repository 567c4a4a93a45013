//! Dangerous plans, which the user confirms by typing a word: those that may take down mail, logins or a
//! whole zone. Nothing is forbidden.

use super::Plan;
use super::rejected_mail::MailPart;
use crate::change::Change;
use crate::name::DomainName;
use crate::record::{Record, RecordType};

/// A zone needs at least this many records for its share of deletes to be dangerous: with a single record,
/// the user sees what goes.
const FEWEST: usize = 2;
/// Deleting more than this share of the zone, in percent, is dangerous.
const SHARE: usize = 30;

/// Why a plan is dangerous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// It deletes records that mail or the delegation of the zone depends on.
    Vital,
    /// It deletes a large part of the zone: the number of deletes, and the number of held records.
    Large(usize, usize),
}

impl Plan {
    /// Why the user must confirm the plan by typing a word; `None` if it is not dangerous. `held` is the
    /// number of records in the zone.
    #[must_use]
    pub fn danger(&self, zone: &DomainName, held: usize) -> Option<Danger> {
        let deletes = self.changes.iter().filter_map(|planned| match &planned.change {
            Change::Delete { record } => Some(record),
            _ => None,
        });
        let (mut count, mut vital) = (0, false);
        for record in deletes {
            count += 1;
            vital |= is_vital(record, zone);
        }
        if vital {
            return Some(Danger::Vital);
        }
        (held >= FEWEST && count * 100 > held * SHARE).then_some(Danger::Large(count, held))
    }
}

/// Whether a record is one of the zone's name servers, a mail exchanger, or a mail policy: SPF (RFC 7208,
/// section 4.5) or DMARC (RFC 7489, section 6.1).
fn is_vital(record: &Record, zone: &DomainName) -> bool {
    let part = MailPart::of(record);
    matches!(part, Some(MailPart::Mx | MailPart::Spf | MailPart::Dmarc))
        || record.rtype == RecordType::Ns && record.name == *zone
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Planned;
    use crate::record::{Rdata, Ttl};

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn deletes(records: &[(&str, RecordType, &[&str])]) -> Plan {
        let plan = |(owner, rtype, fields): &(&str, RecordType, &[&str])| {
            let rdata = Rdata::new(rtype, *fields);
            let record = Record::new(name(owner), rtype.clone(), rdata, Ttl::Auto);
            Planned {
                item: 0,
                is_decision: false,
                change: Change::Delete { record },
                warnings: Vec::new(),
            }
        };
        Plan { changes: records.iter().map(plan).collect() }
    }

    #[test]
    fn deleting_mx_spf_dmarc_or_apex_ns_is_vital() {
        let zone = name("example.com");
        for (owner, rtype, fields, vital) in [
            ("example.com", RecordType::Mx, &["10", "mx.example.com"][..], true),
            ("example.com", RecordType::Ns, &["ns1.example.net"], true),
            ("sub.example.com", RecordType::Ns, &["ns1.example.net"], false),
            ("example.com", RecordType::Txt, &["V=SPF1 -all"], true),
            ("_dmarc.example.com", RecordType::Txt, &["v=DMARC1; p=none"], true),
            ("example.com", RecordType::Txt, &["v=spf"], false),
            ("www.example.com", RecordType::A, &["192.0.2.1"], false),
        ] {
            let plan = deletes(&[(owner, rtype, fields)]);
            let expected = vital.then_some(Danger::Vital);
            assert_eq!(plan.danger(&zone, 100), expected, "{owner} {fields:?}");
        }
    }

    #[test]
    fn asks_before_deleting_a_large_part_of_the_zone() {
        let some =
            |count| deletes(&vec![("a.example.com", RecordType::A, &["192.0.2.1"][..]); count]);
        let zone = name("example.com");
        for (count, held, asked) in [
            (1, 1, false),
            (0, 2, false),
            (1, 2, true),
            (2, 2, true),
            (1, 3, true),
            (1, 4, false),
            (2, 4, true),
            (3, 10, false),
            (4, 10, true),
            (3, 11, false),
            (4, 11, true),
            (30, 100, false),
            (31, 100, true),
        ] {
            let expected = asked.then_some(Danger::Large(count, held));
            assert_eq!(some(count).danger(&zone, held), expected, "{count} of {held}");
        }
    }
}
