//! DMARC policies: what becomes of mail whose sender is not proved (RFC 9989, before it RFC 7489).

use super::tags::Tags;

/// A DMARC policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dmarc<'r> {
    /// What should become of mail that fails.
    pub wish: Wish<'r>,
    /// The same for names below this one, if it is told.
    pub wish_below: Option<Wish<'r>>,
    /// The same for names that do not exist, if it is told (RFC 9989).
    pub wish_missing: Option<Wish<'r>>,
    /// How closely the domain of a DKIM signature must match.
    pub dkim: Alignment,
    /// How closely the domain of SPF must match.
    pub spf: Alignment,
    /// The part of the mail that the policy holds for, in percent; RFC 9989 does without it.
    pub percent: Option<u8>,
    /// Receivers should not act on the policy yet (`t=y`, RFC 9989).
    pub is_test: bool,
    /// Where reports on the whole go.
    pub reports: Vec<&'r str>,
    /// Where reports on single mails go.
    pub failures: Vec<&'r str>,
}

/// What the owner of the domain wishes for mail that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish<'r> {
    /// Nothing: mail is only counted.
    None,
    /// Treat it as suspicious.
    Quarantine,
    /// Refuse it.
    Reject,
    /// Not understood. Receivers then take it for `none`, if there are addresses for reports.
    Unknown(&'r str),
}

/// How closely a domain must match that of the visible sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// The same organization is enough.
    Relaxed,
    /// Exactly the same domain.
    Strict,
}

impl<'r> Dmarc<'r> {
    pub(super) fn of(tags: &Tags<'r>) -> Self {
        let alignment = |tag| match tags.get(tag) {
            Some("s" | "S") => Alignment::Strict,
            _ => Alignment::Relaxed,
        };
        Self {
            wish: tags.get("p").map_or(Wish::Unknown(""), wish),
            wish_below: tags.get("sp").map(wish),
            wish_missing: tags.get("np").map(wish),
            dkim: alignment("adkim"),
            spf: alignment("aspf"),
            percent: tags.get("pct").and_then(|part| part.parse().ok()).filter(|part| *part < 100),
            is_test: matches!(tags.get("t"), Some("y" | "Y")),
            reports: tags.list("rua", ','),
            failures: tags.list("ruf", ','),
        }
    }
}

fn wish(word: &str) -> Wish<'_> {
    match word.to_ascii_lowercase().as_str() {
        "none" => Wish::None,
        "quarantine" => Wish::Quarantine,
        "reject" => Wish::Reject,
        _ => Wish::Unknown(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_tag() {
        let text = "v=DMARC1; p=Reject; sp=none; np=quarantine; adkim=s; pct=50; t=y; \
            rua=mailto:a@x.example, mailto:b@y.example!10m; ruf=mailto:c@x.example; fo=1";
        let policy = Dmarc::of(&Tags::read(text));
        assert_eq!(
            (policy.wish, policy.wish_below, policy.wish_missing),
            (Wish::Reject, Some(Wish::None), Some(Wish::Quarantine))
        );
        assert_eq!((policy.dkim, policy.spf), (Alignment::Strict, Alignment::Relaxed));
        assert_eq!((policy.percent, policy.is_test), (Some(50), true));
        assert_eq!(policy.reports, ["mailto:a@x.example", "mailto:b@y.example!10m"]);
        assert_eq!(policy.failures, ["mailto:c@x.example"]);
    }

    #[test]
    fn takes_what_is_missing_for_the_default() {
        let policy = Dmarc::of(&Tags::read("v=DMARC1; p=none; pct=100; adkim"));
        assert_eq!((policy.wish, policy.wish_below, policy.percent), (Wish::None, None, None));
        let broken = Dmarc::of(&Tags::read("v=DMARC1; rua=; pct=900"));
        assert_eq!((broken.wish, broken.percent), (Wish::Unknown(""), None));
        assert!(broken.reports.is_empty());
    }
}
