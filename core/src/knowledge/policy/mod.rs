//! Reads the policies that records hold, as far as they can be read. Whatever a record holds, this never
//! fails: what is not understood is kept as it is, and [`crate::text`] words the rest.

mod caa;
mod dkim;
mod dmarc;
pub mod spf;
mod tags;

pub use caa::{Caa, CaaTag, Limits};
pub use dkim::{Dkim, Key};
pub use dmarc::{Alignment, Dmarc, Wish};
use spf::Spf;
use tags::Tags;

use crate::record::{Record, RecordType};

/// What a record lays down for others to follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Policy<'r> {
    /// Who may send mail for the name.
    Spf(Spf<'r>),
    /// A key that signs mail.
    Dkim(Dkim<'r>),
    /// What becomes of mail that is not proved.
    Dmarc(Dmarc<'r>),
    /// Who may issue certificates.
    Caa(Caa<'r>),
    /// Mail servers must use TLS: the version of the policy, which is a file on the web (RFC 8461, section
    /// 3.1).
    MtaSts(Option<&'r str>),
    /// Where reports about TLS go (RFC 8460, section 3).
    TlsReports(Vec<&'r str>),
    /// Where the logo is that mail programs show beside mail, if there is one (BIMI).
    Bimi(Option<&'r str>),
}

impl<'r> Policy<'r> {
    /// The policy of a record, if it is one.
    #[must_use]
    pub fn of(record: &'r Record) -> Option<Self> {
        if record.flaw.is_some() {
            return None;
        }
        match record.rtype {
            RecordType::Caa => Some(Self::Caa(Caa::of(record))),
            RecordType::Txt => Self::of_text(record),
            _ => None,
        }
    }

    fn of_text(record: &'r Record) -> Option<Self> {
        let text = record.rdata.field(0).raw();
        if let Some(policy) = Spf::read(text) {
            return Some(Self::Spf(policy));
        }
        let tags = Tags::read(text);
        let version = tags.get("v").unwrap_or_default();
        let is = |known: &str| version.eq_ignore_ascii_case(known);
        // A key needs no version (RFC 6376, section 3.6.1).
        let is_key = || record.name.labels().skip(1).any(|label| label == "_domainkey");
        if is("DKIM1") || version.is_empty() && is_key() && tags.get("p").is_some() {
            Some(Self::Dkim(Dkim::of(&tags)))
        } else if is("DMARC1") {
            Some(Self::Dmarc(Dmarc::of(&tags)))
        } else if is("STSv1") {
            Some(Self::MtaSts(tags.get("id")))
        } else if is("TLSRPTv1") {
            Some(Self::TlsReports(tags.list("rua", ',')))
        } else if is("BIMI1") {
            Some(Self::Bimi(tags.get("l").filter(|place| !place.is_empty())))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile::samples::{any_record, record};
    use proptest::prelude::*;

    fn txt(name: &str, text: &str) -> Record {
        record(&[name, ".example.com"].concat(), RecordType::Txt, &[text])
    }

    #[test]
    fn recognizes_a_policy_by_its_version_or_place() {
        for (name, text, expected) in [
            ("a", "v=spf1 -all", "Spf"),
            ("s._domainkey", "p=AAAA", "Dkim"),
            ("s._domainkey", "k=rsa; p=", "Dkim"),
            ("s", "p=AAAA", ""),
            ("_dmarc", "V=dmarc1; p=none", "Dmarc"),
            ("_mta-sts", "v=STSv1; id=2026;", "MtaSts(Some(\"2026\"))"),
            (
                "_smtp._tls",
                "v=TLSRPTv1; rua=mailto:a@x.example, https://x.example/",
                "TlsReports([\"mailto:a@x.example\", \"https://x.example/\"])",
            ),
            ("default._bimi", "v=BIMI1; l=https://x.example/a.svg; a=", "Bimi(Some("),
            ("default._bimi", "v=BIMI1; l=", "Bimi(None)"),
            ("a", "v=else; p=1", ""),
        ] {
            let record = txt(name, text);
            let found = Policy::of(&record).map(|policy| format!("{policy:?}")).unwrap_or_default();
            assert!(
                found.starts_with(expected) && found.is_empty() == expected.is_empty(),
                "{text}: {found}"
            );
        }
    }

    proptest! {
        #[test]
        fn reads_any_record(
            record in any_record(),
            text in "v=(DKIM1|DMARC1|spf1|STSv1|TLSRPTv1|BIMI1)[; ]{0,2}(([a-z]{1,4}=?\\PC{0,9});? ?){0,6}",
        ) {
            let _ = Policy::of(&record);
            let _ = Policy::of(&txt("s._domainkey", &text));
        }
    }
}
