//! What was meant, with a case for and a case against each kind.

use super::ConflictKind as K;
use super::tests::{apex, cloudflare, record};
use super::*;
use crate::change::Change;
use crate::edits::Edits;
use crate::plan::{Plan, Warning};
use crate::provider::{NoteLimits, Provider};
use crate::record::{Field, FieldKind, FieldSpec, Mistake};
use crate::zonefile::{self, Dialect};

/// What is found of one record, with the text that its fix puts in place of the old one.
fn found(line: &str) -> Vec<(K, Option<String>)> {
    let mut all = Vec::new();
    look_at(&record(line), &apex(), &mut |kind, fix| {
        let text = match fix {
            Some(Fix::SetName(name)) => Some(name.to_string()),
            Some(Fix::SetField(_, text)) => Some(text.into_raw().into()),
            Some(Fix::SetType(rtype)) => Some(rtype.raw().to_owned()),
            _ => None,
        };
        all.push((kind, text));
    });
    all
}

#[track_caller]
fn is(line: &str, kind: K, fix: Option<&str>) {
    assert_eq!(found(line), [(kind, fix.map(str::to_owned))], "{line}");
}

#[test]
fn refuses_a_target_that_is_no_host_and_offers_the_host_in_it() {
    for start in ["@ MX 1", "a NS", "a SRV 1 1 1", "a CNAME", "a PTR", "a HTTPS 1", "a SVCB 1"] {
        let target = |text: &str| format!("{start} {text}");
        let address = start.starts_with("a CNAME").then_some("A");
        is(&target("192.0.2.1"), K::Target(Mistake::Address), address);
        let host = Some("www.example.org");
        is(&target("https://www.example.org/x"), K::Target(Mistake::Url), host);
        is(&target("www.example.org:25"), K::Target(Mistake::Port), host);
        is(&target("me@www.example.org"), K::Target(Mistake::Mail), host);
        is(&target("www.example.org/x"), K::Target(Mistake::Path), host);
        is(&target("https://www/"), K::Target(Mistake::Url), Some("www.example.com"));
        is(&target("mail"), K::TargetIsBare, Some("mail.example.com"));
        is(&target("a.example.com.example.com"), K::TargetRepeatsZone, Some("a.example.com"));
        is(&target("*.example.org"), K::TargetIsWildcard, None);
        assert_eq!(found(&target("www.example.org")), []);
    }
    for (rtype, is_told) in [
        (RecordType::Mx, true),
        (RecordType::Ns, true),
        (RecordType::Srv, true),
        (RecordType::Cname, false),
    ] {
        let host =
            |spec: &FieldSpec| if spec.kind == FieldKind::Host { "_x.example.org" } else { "1" };
        let rdata = Rdata::new(&rtype, rtype.fields().iter().map(host));
        let odd = Record { rdata, rtype, ..record("a TXT x") };
        let mut told = Vec::new();
        look_at(&odd, &apex(), &mut |kind, _| told.push(kind));
        assert_eq!(told.contains(&K::TargetHasUnderscore), is_told, "{odd:?}");
    }
    is("a CNAME 2001:db8::1", K::Target(Mistake::Address), Some("AAAA"));
    for line in
        ["@ MX 0 .", "a SRV 0 0 0 .", "a HTTPS 1 .", "a TXT https://x", "a URI 1 1 https://x"]
    {
        assert_eq!(found(line), [], "{line}");
    }
}

#[test]
fn reports_an_invalid_or_doubled_owner_name_with_the_name_in_it() {
    let own = |text: &str| format!("{text} A 192.0.2.1");
    is(&own("https://www.example.com/"), K::Owner(Mistake::Url), Some("www.example.com"));
    is(&own("http://example.com"), K::Owner(Mistake::Url), Some("example.com"));
    is(&own("www/shop"), K::Owner(Mistake::Path), Some("www.example.com"));
    is(&own("www:8080"), K::Owner(Mistake::Port), Some("www.example.com"));
    is(&own("me@example.com"), K::Owner(Mistake::Mail), Some("example.com"));
    is(&own("mail.example.com.example.com"), K::OwnerRepeatsZone, Some("mail.example.com"));
    is(&own("example.com.example.com"), K::OwnerRepeatsZone, Some("example.com"));
    for name in ["www", "@", "*", "_sip._tls", "xexample.com", "0/25", "1.2.0"] {
        assert_eq!(found(&own(name)), [], "{name}");
    }
}

#[test]
fn reports_an_address_as_owner_name_outside_reverse_zones() {
    for line in [
        "192.0.2.1 A 192.0.2.1",
        "192.0.2.1.example.com. A 192.0.2.9",
        "2001:db8::1 AAAA 2001:db8::1",
        "192.0.2.1 PTR www.example.com",
        "192.0.2.1 CNAME www.example.org",
    ] {
        is(line, K::OwnerAddress, None);
    }
    for line in ["2.0.0.127 A 127.0.0.2", "2.0.0.127 TXT listed"] {
        assert_eq!(found(line), [], "{line}");
    }
    let zone = DomainName::parse("in-addr.arpa").unwrap();
    let name = DomainName::resolve("1.2.0.192", &zone).unwrap();
    let ptr = Record { name, ..record("a PTR www.example.com") };
    let mut told = Vec::new();
    look_at(&ptr, &zone, &mut |kind, _| told.push(kind));
    assert_eq!(told, []);
}

#[test]
fn reports_a_missing_trailing_dot_if_the_target_does_not_exist() {
    let kinds = |lines: &[&str]| super::tests::kinds(lines, cloudflare());
    let target = "@ MX 1 backup.other.com.example.com";
    assert_eq!(kinds(&[target])[0], [K::TargetLacksDot]);
    // The wildcard is not what was meant where the top-level domain repeats.
    assert_eq!(kinds(&[target, "* A 192.0.2.1"])[0], [K::TargetLacksDot]);
    assert_eq!(kinds(&[target, "backup.other.com A 192.0.2.1"])[0], []);
    assert_eq!(kinds(&["a CNAME x.other.org.example.com"])[0], [K::TargetLacksDot]);
    assert_eq!(kinds(&["a CNAME x.other.org.example.com", "* A 192.0.2.1"])[0], []);
    assert_eq!(kinds(&["@ MX 1 m.example.com"])[0], [K::TargetMissing]);
    let (records, apex) = (super::tests::zone(&[target]), apex());
    let found = Neighbours::new(&records, &apex, cloudflare()).conflicts(&records[0]);
    assert_eq!(found[0].fix, Some(Fix::SetField(1, "backup.other.com".into())));
    assert_eq!(
        crate::text::conflict(&found[0], &records[0]),
        "Points to backup.other.com.example.com, which has no records in this zone. Maybe you meant backup.other.com? Otherwise add its records."
    );
}

#[test]
fn reports_unknown_caa_tags_ds_numbers_and_https_parameters() {
    is("@ CAA 0 issuee letsencrypt.org", K::CaaTag, Some("issue"));
    is("@ CAA 0 isue letsencrypt.org", K::CaaTag, Some("issue"));
    is("@ CAA 0 issuewilds x.org", K::CaaTag, Some("issuewild"));
    is("@ CAA 0 policy x", K::CaaTag, None);
    is("@ CAA 1 issue letsencrypt.org", K::CaaFlags, None);
    is("@ CAA 0 issue \"letsencrypt.org\"", K::CaaQuotes, Some("letsencrypt.org"));
    is("@ CAA 0 issue “letsencrypt.org”", K::CaaQuotes, Some("letsencrypt.org"));
    is("@ CAA 0 issue https://letsencrypt.org", K::CaaIssuer, Some("letsencrypt.org"));
    is("@ CAA 0 issue letsencrypt", K::CaaIssuer, None);
    is("@ CAA 0 iodef me@example.com", K::CaaReports, Some("mailto:me@example.com"));
    for line in [
        "@ CAA 0 issue ;",
        "@ CAA 128 issue pki.example;_accounturi=https://pki.example/1",
        "@ CAA 0 issuemail x.org",
        "@ CAA 0 iodef mailto:a@b.org",
        "@ CAA 0 iodef https://x.org",
        "@ CAA 0 contactemail a@b.org",
        "@ CAA 0 issue ",
    ] {
        assert_eq!(found(line), [], "{line}");
    }
    is("a TLSA 4 1 1 ab", K::UnknownNumber(0), None);
    is("a TLSA 3 2 1 ab", K::UnknownNumber(1), None);
    is("a SMIMEA 3 1 3 ab", K::UnknownNumber(2), None);
    is("a SSHFP 5 1 ab", K::UnknownNumber(0), None);
    is("a DS 1 13 9 ab", K::UnknownNumber(2), None);
    is("a HTTPS 0 x.org alpn=h2", K::AliasParams, Some(""));
    is("a HTTPS 1 x.org alpm=h2", K::UnknownParam, None);
}

fn limits(free: bool) -> NoteLimits {
    Provider::Cloudflare.capabilities().note_limits(Some(free))
}

#[test]
fn reports_comments_and_tags_that_the_plan_does_not_keep() {
    let with = |comment: &str, tags: &[&str]| Record {
        comment: Some(comment.into()),
        tags: tags.iter().map(|tag| (*tag).into()).collect(),
        ..record("a A 192.0.2.1")
    };
    let kinds = |record: &Record, free| -> Vec<K> {
        look_at_notes(record, &limits(free)).into_iter().map(|found| found.kind).collect()
    };
    // Characters count and not bytes.
    let full = "ü".repeat(100);
    assert_eq!(kinds(&with(&full, &[]), true), []);
    let long = with(&"ü".repeat(101), &["a:b"]);
    assert_eq!(kinds(&long, true), [K::CommentLong(100), K::TagsNotHeld]);
    assert_eq!(kinds(&long, false), []);
    assert_eq!(kinds(&with(&"x".repeat(501), &[]), false), [K::CommentLong(500)]);
    assert_eq!(kinds(&with("a\nb", &[]), false), [K::CommentLines]);
    let unknown = |record: &Record| -> Vec<(K, Severity)> {
        let limits = Provider::Cloudflare.capabilities().note_limits(None);
        let found = look_at_notes(record, &limits).into_iter();
        found.map(|found| (found.kind, found.severity())).collect()
    };
    assert_eq!(unknown(&with(&full, &[])), []);
    let doubted = [K::CommentLongMaybe(100), K::TagsMaybeNotHeld].map(|k| (k, Severity::Warns));
    assert_eq!(unknown(&long), doubted, "in doubt, and refused by no form");
    assert_eq!(
        unknown(&with(&"x".repeat(501), &[])),
        [(K::CommentLong(500), Severity::Blocks)],
        "refused on every plan"
    );
    let fixes = look_at_notes(&long, &Provider::Cloudflare.capabilities().note_limits(None));
    assert_eq!(
        fixes.iter().fold(long.clone(), |r, f| f.fix.as_ref().unwrap().mended(&r).unwrap()).comment,
        Some(("ü".repeat(99) + "…").into())
    );
    assert_eq!(look_at_notes(&long, &Provider::Bunny.capabilities().note_limits(None)), []);
    for record in [long, with("a\r\nb", &[]), with(&"x\n".repeat(300), &["a:b"])] {
        let mended = look_at_notes(&record, &limits(true)).iter().fold(record, |record, found| {
            found.fix.as_ref().and_then(|fix| fix.mended(&record)).unwrap()
        });
        assert_eq!(look_at_notes(&mended, &limits(true)), [], "{mended:?}");
        assert!(mended.comment.is_some());
    }
}

/// The warnings of a plan that adds what a file holds, line by line.
fn planned(file: &str, free: bool) -> Vec<Vec<Warning>> {
    let zone = DomainName::parse("bakery.example").unwrap();
    let read = zonefile::read(file, &zone, Dialect { marks: true }, Ttl::Auto);
    assert_eq!(read.problems, []);
    let changes = (0..).zip(read.records.into_iter().map(|record| Change::Add { record }));
    let rules = Provider::Cloudflare.capabilities();
    let plan = Plan::within(changes.collect(), &zone, &[], rules, limits(free));
    plan.changes.into_iter().map(|planned| planned.warnings).collect()
}

#[test]
fn offers_a_fix_for_notes_beyond_the_plan_instead_of_dropping_the_record() {
    let file = include_str!("../../../corpus/zones/notes-beyond-the-plan.zone");
    let fixes = |free| -> Vec<Vec<Option<Fix>>> {
        let warnings = planned(file, free);
        warnings.iter().map(|all| all.iter().map(|w| w.fix().cloned()).collect()).collect()
    };
    let free = fixes(true);
    assert!(
        matches!(&free[0][..], [Some(Fix::SetComment(text))] if text.raw().chars().count() == 100)
    );
    assert_eq!(free[1..], [vec![], vec![Some(Fix::DropTags)]]);
    assert!(fixes(false).iter().all(Vec::is_empty));
}

#[test]
fn reports_numbers_out_of_range_in_a_file_with_their_field() {
    let file = include_str!("../../../corpus/zones/out-of-range.zone");
    for (line, warnings) in
        file.lines().filter(|l| !l.starts_with([';', '$'])).zip(planned(file, true))
    {
        let expected: Vec<usize> = line
            .split_once(';')
            .unwrap()
            .1
            .split_whitespace()
            .map(|place| place.parse().unwrap())
            .collect();
        let places: Vec<usize> = warnings
            .iter()
            .filter_map(|warning| match warning {
                Warning::Invalid(error) => match error.field {
                    Field::Rdata(place) => Some(place),
                    _ => None,
                },
                _ => None,
            })
            .collect();
        assert_eq!(places, expected, "{line} {warnings:?}");
    }
}

#[test]
fn offers_the_meant_name_for_names_of_a_file_that_repeat_the_zone() {
    let file = include_str!("../../../corpus/zones/missing-last-dots.zone");
    for (line, warnings) in
        file.lines().filter(|l| !l.starts_with([';', '$'])).zip(planned(file, true))
    {
        let expected = line.split_once(';').unwrap().1.trim();
        let fix = warnings.iter().find_map(|warning| match warning.fix()? {
            Fix::SetName(name) => Some(name.to_string()),
            Fix::SetField(_, text) => Some(text.raw().to_owned()),
            _ => None,
        });
        assert_eq!(fix.as_deref().unwrap_or("-"), expected, "{line} {warnings:?}");
    }
}

#[test]
fn does_not_blame_a_change_for_rdata_that_the_zone_already_holds() {
    let zone = apex();
    let held = Record { id: Some("1".into()), ..record("a DS 1 13 2 ab") };
    let after = Record { ttl: Ttl::Seconds(600), ..held.clone() };
    let mut edits = Edits::default();
    edits.change(&held, after, false, false);
    let rules = Provider::Cloudflare.capabilities();
    let errors = |edits: &Edits| {
        let plan = Plan::new(edits.list().to_vec(), &zone, std::slice::from_ref(&held), rules);
        let is_error = |warning: &&Warning| matches!(warning, Warning::Invalid(_));
        plan.changes.iter().flat_map(|planned| &planned.warnings).filter(is_error).count()
    };
    assert_eq!(errors(&edits), 0);
    edits.change(&held, record("a DS 1 13 2 abab"), false, false);
    assert_eq!(errors(&edits), 1);
}
