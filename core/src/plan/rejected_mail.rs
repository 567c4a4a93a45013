//! Rejected findings that mail depends on, where the zone has no other record in their place.

use rustc_hash::FxHashSet;

use super::Plan;
use crate::change::Change;
use crate::name::DomainName;
use crate::record::{Record, RecordType};

/// What mail depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum MailPart {
    /// The mail exchangers of a name.
    Mx,
    /// Its policy for senders (RFC 7208, section 4.5).
    Spf,
    /// A key for signatures, or the way to one (RFC 6376, section 3.6.2.1).
    Dkim,
    /// The policy that ties both together (RFC 7489, section 6.1).
    Dmarc,
}

impl MailPart {
    /// What mail needs this record for.
    pub fn of(record: &Record) -> Option<Self> {
        let text = record.rdata.field(0).raw();
        let is_spf = || text.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("v=spf1"));
        let is_at = |label: &str| record.name.labels().any(|own| own == label);
        match record.rtype {
            RecordType::Mx => Some(Self::Mx),
            RecordType::Txt if is_spf() => Some(Self::Spf),
            RecordType::Txt | RecordType::Cname if is_at("_domainkey") => Some(Self::Dkim),
            RecordType::Txt if record.name.as_str().starts_with("_dmarc.") => Some(Self::Dmarc),
            _ => None,
        }
    }
}

/// How many names lose each of these by the rejects of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RejectedMail {
    /// Names without MX.
    pub mx: usize,
    /// Names without SPF.
    pub spf: usize,
    /// DKIM keys.
    pub dkim: usize,
    /// Names without DMARC.
    pub dmarc: usize,
}

impl RejectedMail {
    /// Whether mail loses nothing.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Plan {
    /// What mail loses because its found records are rejected, and neither the zone nor the plan has others
    /// at their names.
    #[must_use]
    pub fn rejected_mail(&self, held: &[Record]) -> RejectedMail {
        let place = |record: &Record| Some((MailPart::of(record)?, record.name.clone()));
        let changes = || self.changes.iter().map(|planned| &planned.change);
        let rejected: FxHashSet<(MailPart, DomainName)> = changes()
            .filter_map(|change| match change {
                Change::Reject { found } => place(found),
                _ => None,
            })
            .collect();
        let mut lost = RejectedMail::default();
        if rejected.is_empty() {
            return lost;
        }
        let gone: FxHashSet<_> = changes().filter_map(Change::concerned).collect();
        let stays = held.iter().filter(|own| !own.id.as_ref().is_some_and(|id| gone.contains(id)));
        let comes = changes().filter_map(|change| match change {
            Change::Add { record } | Change::Accept { record, .. } => Some(record),
            Change::Edit { after, .. } => Some(after),
            Change::Delete { .. } | Change::Reject { .. } => None,
        });
        let there: FxHashSet<_> = stays.chain(comes).filter_map(place).collect();
        for (part, _) in rejected.difference(&there) {
            match part {
                MailPart::Mx => lost.mx += 1,
                MailPart::Spf => lost.spf += 1,
                MailPart::Dkim => lost.dkim += 1,
                MailPart::Dmarc => lost.dmarc += 1,
            }
        }
        lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Planned;
    use crate::zonefile::samples::record;

    fn spf(text: &str) -> Record {
        record("example.com", RecordType::Txt, &[text])
    }

    fn dkim(selector: &str) -> Record {
        record(&format!("{selector}._domainkey.example.com"), RecordType::Txt, &["v=DKIM1; p=AA"])
    }

    fn mx(name: &str, host: &str) -> Record {
        record(name, RecordType::Mx, &["10", host])
    }

    fn lost(changes: Vec<Change>, held: &[Record]) -> RejectedMail {
        let changes = (0..).zip(changes).map(|(item, change)| Planned::new(item, change));
        Plan { changes: changes.collect() }.rejected_mail(held)
    }

    fn reject(found: Record) -> Change {
        Change::Reject { found }
    }

    #[test]
    fn counts_what_mail_loses_at_each_name() {
        let dmarc = record("_dmarc.example.com", RecordType::Txt, &["v=DMARC1; p=none"]);
        let cname = record("s3._domainkey.example.com", RecordType::Cname, &["s3.mail.example"]);
        let changes = vec![
            reject(mx("example.com", "mx1.example.net")),
            reject(mx("example.com", "mx2.example.net")),
            reject(mx("sub.example.com", "mx1.example.net")),
            reject(spf("v=spf1 -all")),
            reject(spf("google-site-verification=x")),
            reject(dkim("s1")),
            reject(dkim("s2")),
            reject(cname),
            reject(dmarc),
            reject(record("www.example.com", RecordType::A, &["192.0.2.1"])),
        ];
        assert_eq!(lost(changes, &[]), RejectedMail { mx: 2, spf: 1, dkim: 3, dmarc: 1 });
    }

    #[test]
    fn what_the_zone_or_the_plan_has_in_their_place_is_not_lost() {
        let old = || reject(mx("example.com", "mx.old.example"));
        let new = mx("example.com", "mx.new.example");
        let accept = Change::Accept { found: new.clone(), record: new.clone() };
        assert!(lost(vec![old(), accept], &[]).is_none());
        assert!(lost(vec![old(), Change::Add { record: new.clone() }], &[]).is_none());
        let held = Record { id: Some("1".into()), ..new };
        assert!(lost(vec![old()], std::slice::from_ref(&held)).is_none());
        let delete = Change::Delete { record: held.clone() };
        assert_eq!(lost(vec![old(), delete], &[held]).mx, 1);
        assert!(lost(Vec::new(), &[]).is_none());
    }
}
