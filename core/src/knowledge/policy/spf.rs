//! SPF policies: who may send mail for a domain (RFC 7208).

/// What the policy says of senders that a term matches (RFC 7208, section 4.6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They may send.
    Pass,
    /// They may not; mail should be refused.
    Fail,
    /// They probably may not; mail should be marked.
    SoftFail,
    /// Nothing is said about them.
    Neutral,
}

/// Whom a term matches, or what it modifies (RFC 7208, sections 5 and 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule<'t> {
    /// Everybody.
    All,
    /// Whoever passes another domain's policy.
    Include(&'t str),
    /// The addresses of a name; of the policy's own name without one.
    A(Option<&'t str>),
    /// The mail servers of a name; of the policy's own name without one.
    Mx(Option<&'t str>),
    /// Whoever has a name below this one; slow and discouraged (RFC 7208, section 5.5).
    Ptr,
    /// An address or a network.
    Ip(&'t str),
    /// Whoever makes this name exist.
    Exists(&'t str),
    /// Another domain's policy holds instead.
    Redirect(&'t str),
    /// Where the explanation of a failure is.
    Explain(&'t str),
    /// Not understood.
    Unknown(&'t str),
}

/// A word of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term<'t> {
    /// What it says of the senders.
    pub verdict: Verdict,
    /// Which senders.
    pub rule: Rule<'t>,
}

/// An SPF policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spf<'t> {
    /// Its words, in order.
    pub terms: Vec<Term<'t>>,
}

/// The maximum number of DNS lookups; beyond it the policy fails (RFC 7208, section 4.6.4).
pub const LOOKUPS: usize = 10;

impl<'t> Spf<'t> {
    /// Reads a policy; `None` for any other text.
    #[must_use]
    pub fn read(text: &'t str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        words.next().filter(|version| version.eq_ignore_ascii_case("v=spf1"))?;
        Some(Self { terms: words.map(Term::read).collect() })
    }

    /// How many DNS lookups its own terms take, without those of the policies that it includes.
    #[must_use]
    pub fn lookups(&self) -> usize {
        let asks = |term: &&Term<'_>| {
            matches!(
                term.rule,
                Rule::Include(_)
                    | Rule::A(_)
                    | Rule::Mx(_)
                    | Rule::Ptr
                    | Rule::Exists(_)
                    | Rule::Redirect(_)
            )
        };
        self.terms.iter().filter(asks).count()
    }
}

impl<'t> Term<'t> {
    fn read(word: &'t str) -> Self {
        let verdict = match word.bytes().next() {
            Some(b'-') => Verdict::Fail,
            Some(b'~') => Verdict::SoftFail,
            Some(b'?') => Verdict::Neutral,
            _ => Verdict::Pass,
        };
        let bare = word.strip_prefix(['+', '-', '~', '?']).unwrap_or(word);
        Self { verdict, rule: rule(bare).unwrap_or(Rule::Unknown(word)) }
    }
}

fn rule(word: &str) -> Option<Rule<'_>> {
    let end = word.find([':', '=', '/']).unwrap_or(word.len());
    let (name, rest) = word.split_at_checked(end)?;
    let value = rest.get(1..).filter(|value| !value.is_empty() && !rest.starts_with('/'));
    // A network's length may follow the name: `a:mail.example/24`.
    let host = || value.map(|value| value.split('/').next().unwrap_or(value));
    Some(match name.to_ascii_lowercase().as_str() {
        "all" if rest.is_empty() => Rule::All,
        "include" => Rule::Include(value?),
        "a" => Rule::A(host()),
        "mx" => Rule::Mx(host()),
        "ptr" => Rule::Ptr,
        "ip4" | "ip6" => Rule::Ip(value?),
        "exists" => Rule::Exists(value?),
        "redirect" => Rule::Redirect(value?),
        "exp" => Rule::Explain(value?),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_every_kind_of_term() {
        let text = "V=SPF1 ip4:192.0.2.0/24 -ip6:2001:db8::/32 a a:mail.example/24//64 mx/28 ~MX:x.example \
            ?include:_spf.example ptr:a exists:%{i}.example redirect=b.example exp=c.example foo -all";
        let terms = Spf::read(text).unwrap().terms;
        let rules: Vec<_> = terms.iter().map(|term| term.rule).collect();
        assert_eq!(
            rules,
            [
                Rule::Ip("192.0.2.0/24"),
                Rule::Ip("2001:db8::/32"),
                Rule::A(None),
                Rule::A(Some("mail.example")),
                Rule::Mx(None),
                Rule::Mx(Some("x.example")),
                Rule::Include("_spf.example"),
                Rule::Ptr,
                Rule::Exists("%{i}.example"),
                Rule::Redirect("b.example"),
                Rule::Explain("c.example"),
                Rule::Unknown("foo"),
                Rule::All,
            ]
        );
        let verdicts = [terms[1].verdict, terms[5].verdict, terms[6].verdict, terms[12].verdict];
        assert_eq!(verdicts, [Verdict::Fail, Verdict::SoftFail, Verdict::Neutral, Verdict::Fail]);
        assert_eq!(Spf::read(text).unwrap().lookups(), 8);
    }

    #[test]
    fn a_text_of_another_version_is_no_policy() {
        for text in ["", "v=spf10 -all", "v=spf2.0/pra -all", "spf1", "x v=spf1"] {
            assert_eq!(Spf::read(text), None, "{text}");
        }
        assert_eq!(Spf::read("v=spf1"), Some(Spf::default()));
    }

    proptest! {
        #[test]
        fn reads_any_text(text in any::<String>(), word in "[-+~?]?(a|mx|include|ip4|all)[:=/]?\\PC{0,9}") {
            let _ = Spf::read(&text);
            let policy = ["v=spf1 ", &word].concat();
            prop_assert!(Spf::read(&policy).is_some());
        }
    }
}
