//! CAA: which authorities may issue certificates for a name (RFC 8659).

use crate::record::Record;

/// A CAA record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caa<'r> {
    /// What it lays down.
    pub tag: CaaTag<'r>,
    /// An authority that does not know the tag must not issue (RFC 8659, section 4.1).
    pub is_critical: bool,
}

/// What a CAA record lays down (RFC 8659, section 4; RFC 8657; the registry of CAA tags).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaaTag<'r> {
    /// This authority may issue certificates; nobody, if there is none.
    Issue(Option<&'r str>, Limits<'r>),
    /// The same for wildcards.
    IssueWild(Option<&'r str>, Limits<'r>),
    /// The same for mail certificates (RFC 9495).
    IssueMail(Option<&'r str>, Limits<'r>),
    /// The same for logos beside mail.
    IssueLogo(Option<&'r str>, Limits<'r>),
    /// Where violations are reported.
    Reports(&'r str),
    /// Whom an authority may ask.
    Contact(&'r str),
    /// A tag that no authority reads.
    Unknown(&'r str),
}

/// What else must hold for an issue (RFC 8657).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits<'r> {
    /// Only for this account of the authority.
    pub account: Option<&'r str>,
    /// Only by these ways of proof.
    pub methods: Option<&'r str>,
}

impl<'r> Caa<'r> {
    pub(super) fn of(record: &'r Record) -> Self {
        let [flags, tag, value] = [0, 1, 2].map(|place| record.rdata.field(place).raw());
        let (issuer, limits) = issuer(value);
        let tag = match tag {
            "issue" => CaaTag::Issue(issuer, limits),
            "issuewild" => CaaTag::IssueWild(issuer, limits),
            "issuemail" => CaaTag::IssueMail(issuer, limits),
            "issuevmc" => CaaTag::IssueLogo(issuer, limits),
            "iodef" => CaaTag::Reports(value),
            "contactemail" | "contactphone" => CaaTag::Contact(value),
            _ => CaaTag::Unknown(tag),
        };
        let is_critical = flags.parse::<u8>().is_ok_and(|flags| flags & 128 != 0);
        Self { tag, is_critical }
    }
}

/// The authority and its limits in the value of an issue tag (RFC 8659, section 4.2).
fn issuer(value: &str) -> (Option<&str>, Limits<'_>) {
    let mut parts = value.split(';').map(str::trim);
    let issuer = parts.next().filter(|issuer| !issuer.is_empty());
    let mut limits = Limits::default();
    for part in parts {
        match part.split_once('=') {
            Some(("accounturi", account)) => limits.account = Some(account.trim()),
            Some(("validationmethods", methods)) => limits.methods = Some(methods.trim()),
            _ => {}
        }
    }
    (issuer, limits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordType;
    use crate::zonefile::samples::record;

    #[test]
    fn reads_who_may_issue_and_under_which_limits() {
        let caa = |fields: &[&str]| record("example.com", RecordType::Caa, fields);
        let plain = caa(&["0", "issue", "letsencrypt.org"]);
        let none = Limits::default();
        assert_eq!(Caa::of(&plain).tag, CaaTag::Issue(Some("letsencrypt.org"), none));
        let nobody = caa(&["0", "issuewild", " ; "]);
        assert_eq!(Caa::of(&nobody).tag, CaaTag::IssueWild(None, none));
        let text = "ca.example; accounturi=https://ca.example/1; validationmethods=dns-01";
        let limited = caa(&["128", "issue", text]);
        let limits = Limits { account: Some("https://ca.example/1"), methods: Some("dns-01") };
        let expected = Caa { tag: CaaTag::Issue(Some("ca.example"), limits), is_critical: true };
        assert_eq!(Caa::of(&limited), expected);
        let reports = caa(&["0", "iodef", "mailto:a@x.example"]);
        assert_eq!(Caa::of(&reports).tag, CaaTag::Reports("mailto:a@x.example"));
        let odd = caa(&["x", "issuee", "a"]);
        assert_eq!(Caa::of(&odd), Caa { tag: CaaTag::Unknown("issuee"), is_critical: false });
    }
}
