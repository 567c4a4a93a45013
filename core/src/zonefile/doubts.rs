//! Detects probable mistakes in a zone file that is read literally: names in one registrar's exports,
//! unquoted texts, texts cut off by a semicolon. Each comes with a correction if that is unambiguous.

use super::elsewhere::{Word, word};
use super::escape;
use super::lexer::{Entry, Token};
use super::names::at_origin;
use super::{DoubtKind, Mended};
use crate::record::strings::{is_tags, unwrapped};
use crate::record::{FieldKind, Rdata, Record, RecordType};

/// A doubt: its offset in the text, its kind, and the corrected record.
pub(super) type DoubtAt = (usize, DoubtKind, Option<Mended>);

/// Checks an entry and the record that was read from it; `place` is the record's index.
pub(super) fn look(entry: &Entry<'_>, text: &str, record: &Record, place: usize) -> Vec<DoubtAt> {
    let mut found = Vec::new();
    let (head, data) = parts(entry, &record.rtype);
    let has_host = record.rtype.fields().iter().any(|spec| spec.kind == FieldKind::Host);
    let names = head.iter().filter(|_| !entry.blank).take(1);
    let mut names = names.chain(data.iter().filter(|_| has_host));
    let of_origin = |token: &&Token<'_>| !token.quoted && at_origin(token.raw).is_some();
    if let Some(token) = names.find(of_origin) {
        found.push((token.at, DoubtKind::AtOrigin, None));
    }
    if record.rtype == RecordType::Txt {
        found.extend(doubt_of_text(entry, text, data).map(|(at, kind, meant)| {
            let mended = meant.map(|meant| {
                let mut record = record.clone();
                record.rdata = Rdata::new(&RecordType::Txt, [meant]);
                if kind == DoubtKind::Cut {
                    record.comment = None;
                }
                Mended { place, record }
            });
            (at, kind, mended)
        }));
    }
    found
}

/// The words up to the type, and those after it.
fn parts<'e, 't>(entry: &'e Entry<'t>, rtype: &RecordType) -> (&'e [Token<'t>], &'e [Token<'t>]) {
    let owner = usize::from(!entry.blank);
    let is_type = |token: &Token<'_>| {
        !token.quoted && matches!(word(token.raw), Word::Type(own, _) if own == *rtype)
    };
    let at = entry.tokens.iter().skip(owner).position(is_type);
    let data = at.map_or(entry.tokens.len(), |at| owner + at + 1);
    entry.tokens.split_at_checked(data).unwrap_or_default()
}

/// Checks a text record.
fn doubt_of_text(
    entry: &Entry<'_>,
    text: &str,
    data: &[Token<'_>],
) -> Option<(usize, DoubtKind, Option<String>)> {
    let (first, last) = (data.first()?, data.last()?);
    if first.raw == "\\#" && !first.quoted {
        return None;
    }
    let words = words(data);
    if let Some(comment) = entry.comment.filter(|comment| !comment.trim().is_empty()) {
        let end = last.at + last.raw.len();
        let is_glued = text.as_bytes().get(end) == Some(&b';');
        let is_spf = first.raw.eq_ignore_ascii_case("v=spf1");
        let goes_on = first.raw.contains('=') && is_tags(comment) && !is_spf;
        if !last.quoted && (is_glued || goes_on) {
            let whole = words.map(|words| format!("{}; {}", words, comment.trim()));
            return Some((end, DoubtKind::Cut, whole));
        }
    }
    let bare = data.iter().filter(|token| !token.quoted).count();
    let meant = words.map(|words| unwrapped(&words).unwrap_or(words));
    (bare > 1).then_some((first.at, DoubtKind::Words, meant))
}

/// The words joined with single spaces.
fn words(data: &[Token<'_>]) -> Option<String> {
    let mut bytes = Vec::new();
    for (place, token) in data.iter().enumerate() {
        bytes.extend((place > 0).then_some(b' '));
        escape::push_bytes(token.raw, &mut bytes).ok()?;
    }
    escape::text(bytes).ok()
}

#[cfg(test)]
mod tests {
    use crate::record::Ttl;
    use crate::zonefile::samples::zone;
    use crate::zonefile::{Dialect, DoubtKind, read};

    fn doubts(text: &str) -> Vec<(u32, u32, DoubtKind, Option<String>)> {
        let file = read(text, &zone(), Dialect { marks: true }, Ttl::Auto);
        assert_eq!(file.problems, [], "{text}");
        let doubts = file.doubts.into_iter();
        doubts
            .map(|doubt| {
                let mended = doubt.mended.map(|mended| {
                    assert_eq!(mended.record.name, file.records[mended.place].name);
                    assert_eq!(mended.record.comment, None);
                    mended.record.content().into_raw().into()
                });
                (doubt.line, doubt.column, doubt.kind, mended)
            })
            .collect()
    }

    #[test]
    fn doubts_unquoted_words_and_offers_the_meant_text() {
        for (text, column, meant) in [
            ("@ 5 TXT v=spf1 include:a.example -all", 9, "v=spf1 include:a.example -all"),
            ("@ 5 IN TXT some words\t here", 12, "some words here"),
            ("@ 5 TXT \u{201c}v=spf1 -all\u{201d}", 9, "v=spf1 -all"),
            ("txt 5 TXT txt rrsig", 11, "txt rrsig"),
            ("_dmarc DMARC v=DMARC1 p=none", 14, "v=DMARC1 p=none"),
            ("\n  txt.txt", 0, ""),
        ] {
            let doubts = match column {
                0 => doubts("txt 5 TXT \"a b\" \"c\""),
                _ => doubts(text),
            };
            let meant = (column > 0).then(|| (1, column, DoubtKind::Words, Some(meant.to_owned())));
            assert_eq!(doubts, Vec::from_iter(meant), "{text}");
        }
        for quiet in
            ["a 5 TXT one", "a 5 TXT \"one\" two", "a 5 TXT \\# 2 0161", "a 5 TXT \"a\" ; b"]
        {
            assert_eq!(doubts(quiet), [], "{quiet}");
        }
    }

    #[test]
    fn doubts_a_text_that_a_semicolon_cuts_and_offers_the_rest() {
        for (text, column, meant) in [
            ("s._domainkey 5 TXT v=DKIM1; k=rsa; p=AAAA", 27, "v=DKIM1; k=rsa; p=AAAA"),
            ("s._domainkey 5 TXT v=DKIM1 ; k=rsa; p=AAAA", 27, "v=DKIM1; k=rsa; p=AAAA"),
            ("_dmarc 5 TXT v=DMARC1;p=none", 22, "v=DMARC1; p=none"),
            ("a 5 TXT one;two", 12, "one; two"),
        ] {
            let expected = (1, column, DoubtKind::Cut, Some(meant.to_owned()));
            assert_eq!(doubts(text), [expected], "{text}");
        }
        for quiet in
            ["a 5 TXT one ; a note", "@ 5 TXT \"v=spf1 -all\" ; a=b", "a 5 TXT v=x ; cf_tags=a"]
        {
            assert_eq!(doubts(quiet), [], "{quiet}");
        }
    }

    #[test]
    fn doubts_names_that_end_in_an_at_sign() {
        let file = "_sip._tls.@ 5 SRV 1 2 3 sip.@\n 5 A 192.0.2.1\nb 5 CNAME a.@\nt 5 TXT a.@";
        let told = doubts(file).into_iter().map(|(line, column, kind, _)| (line, column, kind));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [(1, 1, DoubtKind::AtOrigin), (3, 11, DoubtKind::AtOrigin)]
        );
        let names = read(file, &zone(), Dialect { marks: false }, Ttl::Auto).records;
        assert_eq!(names[0].name.as_str(), "_sip._tls.example.com");
        assert_eq!(names[0].rdata.field(3).raw(), "sip.example.com");
        assert_eq!(names[2].rdata.field(0).raw(), "a.example.com");
    }
}
