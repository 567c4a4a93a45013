//! Conflicts of a TXT record on its own: strings that the provider joins, words that lose their spaces,
//! tags lost as a zone file comment, quotes typed along.

use super::{ConflictKind, ConflictList, Fix, Neighbours};
use crate::foreign::Foreign;
use crate::record::strings::{is_cut_off, is_tags, unwrapped};
use crate::record::{Rdata, Record, RecordType};

impl Neighbours<'_> {
    /// Finds the conflicts of a TXT record.
    pub(super) fn look_at_text(&self, found: &mut ConflictList<'_>) {
        let keeps_strings = self.rules.limits.txt_strings;
        look_at_text(found.record, keeps_strings, &mut |kind, fix| found.add(kind, fix));
    }
}

/// Reports each conflict with its fix, including joined strings if the provider does not keep strings
/// apart.
pub fn look_at_text(
    record: &Record,
    keeps_strings: bool,
    tell: &mut dyn FnMut(ConflictKind, Option<Fix>),
) {
    if record.rtype != RecordType::Txt {
        return;
    }
    let text = record.rdata.field(0).raw();
    if record.has_strings() {
        if text.trim().eq_ignore_ascii_case("v=spf1") {
            tell(ConflictKind::SpfWords, Some(Fix::JoinWords));
        }
        if !keeps_strings {
            tell(ConflictKind::StringsJoined, Some(Fix::JoinStrings));
        }
        return;
    }
    if unwrapped(text).is_some() {
        tell(ConflictKind::QuotesTyped, Some(Fix::RemoveQuotes));
    }
    if is_cut_off(&record.name, text) {
        tell(ConflictKind::TextCut, rest(record).map(|_| Fix::TakeComment));
    }
}

/// The lost rest of the text, if the record's comment is a list of tags.
fn rest(record: &Record) -> Option<&str> {
    record.comment.as_ref().map(Foreign::raw).filter(|comment| is_tags(comment))
}

/// Applies a fix to the text.
pub(super) fn mend(record: &mut Record, fix: &Fix) {
    let text = record.rdata.field(0).raw();
    let mended = match fix {
        Fix::RemoveQuotes => unwrapped(text),
        Fix::TakeComment => rest(record).map(|rest| {
            let text = text.trim_end_matches(';');
            format!("{text}; {}", rest.trim())
        }),
        _ => None,
    };
    let Some(mended) = mended else { return };
    if *fix == Fix::TakeComment {
        record.comment = None;
    }
    record.rdata = Rdata::new(&record.rtype, [mended]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::DomainName;
    use crate::provider::Provider;
    use crate::record::Ttl;

    fn txt(name: &str, strings: &[&str]) -> Record {
        let rdata = Rdata::new(&RecordType::Txt, strings);
        let name = DomainName::parse(name).unwrap();
        Record::new(name, RecordType::Txt, rdata, Ttl::Seconds(300))
    }

    /// What is found, and the content that each fix leads to.
    fn found(record: &Record, provider: Provider) -> Vec<(ConflictKind, Option<String>)> {
        let zone = DomainName::parse("example.com").unwrap();
        let neighbours = Neighbours::new([record], &zone, provider.capabilities());
        let conflicts = neighbours.conflicts(record).into_iter();
        conflicts
            .map(|conflict| {
                let mended = conflict.fix.and_then(|fix| fix.mended(record));
                (conflict.kind, mended.map(|record| record.content().into_raw().into()))
            })
            .collect()
    }

    #[test]
    fn offers_a_fix_for_each_fault_of_a_txt() {
        use ConflictKind as K;
        for (name, strings, kind, mended) in [
            (
                "example.com",
                &["v=spf1", "include:a.example", "-all"][..],
                K::SpfWords,
                "v=spf1 include:a.example -all",
            ),
            ("example.com", &["\"v=spf1 -all\""], K::QuotesTyped, "v=spf1 -all"),
            ("example.com", &["\"say \\\"hi\\\"\""], K::QuotesTyped, "say \"hi\""),
            ("example.com", &["\u{201c}v=spf1 -all\u{201d}"], K::QuotesTyped, "v=spf1 -all"),
            ("example.com", &["\u{201e}a\u{201c}"], K::QuotesTyped, "a"),
            ("example.com", &["\"a\" \"b\" \"c"], K::QuotesTyped, ""),
        ] {
            let record = txt(name, strings);
            let expected = vec![(kind, Some(mended.to_owned()))];
            match mended {
                "" => assert_eq!(found(&record, Provider::Cloudflare), []),
                _ => assert_eq!(found(&record, Provider::Cloudflare), expected, "{strings:?}"),
            }
        }
    }

    #[test]
    fn warns_of_txt_strings_that_the_provider_joins() {
        let record = txt("example.com", &["a=1", "b=2"]);
        assert_eq!(found(&record, Provider::Cloudflare), []);
        let joined = Some("a=1b=2".to_owned());
        assert_eq!(found(&record, Provider::Bunny), [(ConflictKind::StringsJoined, joined)]);
        assert_eq!(found(&txt("example.com", &["v=spf1 ", "-all"]), Provider::Bunny), []);
    }

    #[test]
    fn completes_a_key_that_was_cut_with_its_comment() {
        for (name, text, is_cut) in [
            ("s._domainkey.example.com", "v=DKIM1", true),
            ("s._domainkey.example.com", "k=rsa", true),
            ("s._domainkey.example.com", "v=DKIM1; p=", false),
            ("s._domainkey.example.com", "k=rsa; p=AAAA", false),
            ("_adsp._domainkey.example.com", "dkim=all", false),
            ("_domainkey.example.com", "o=~", false),
            ("_dmarc.example.com", "v=DMARC1;", true),
            ("_dmarc.example.com", "v=DMARC1; p=none", false),
            ("_mta-sts.example.com", "v=STSv1", true),
            ("example.com", "v=spf1", false),
        ] {
            let kinds = found(&txt(name, &[text]), Provider::Bunny);
            let expected: &[_] = if is_cut { &[(ConflictKind::TextCut, None)] } else { &[] };
            assert_eq!(kinds, expected, "{name} {text}");
        }
        let mut cut = txt("s._domainkey.example.com", &["v=DKIM1"]);
        cut.comment = Some("k=rsa; p=AAAA".into());
        let mended = Fix::TakeComment.mended(&cut).unwrap();
        assert_eq!((mended.content().raw(), mended.comment), ("v=DKIM1; k=rsa; p=AAAA", None));
        cut.comment = Some("owner: mail team".into());
        assert_eq!(found(&cut, Provider::Cloudflare), [(ConflictKind::TextCut, None)]);
    }
}
