//! The traps of signed zones: proofs of absence that give names away, that hide them, and that are wrong.

use domain::base::iana::Rtype;

use super::ask::{Heard, ask, heard, host, path, with_flags};

#[tokio::test]
async fn a_zone_with_ranges_can_be_walked_to_its_end() {
    let host = host().await;
    let mut name = "signed.example.".to_owned();
    let mut walked = Vec::new();
    loop {
        let heard = ask(&host, &name, Rtype::NSEC).await;
        // A signed zone behind a delegation has ranges of its own, with its SOA at their beginning.
        let is_behind = |line: &str| line.contains(" SOA ") && name != "signed.example.";
        let own = heard.answers.iter().find(|line| line.split(' ').nth(1) == Some("NSEC"));
        let Some(range) = own.filter(|line| !is_behind(line)) else {
            // A delegation answers for itself; its parent goes on behind it.
            let (label, _) = name.split_once('.').unwrap();
            assert!(["attic", "lab"].contains(&label), "{name}");
            let behind = format!("{label}\\000.signed.example");
            let behind = ask(&host, &behind, Rtype::NSEC).await;
            let range = behind.denials()[0].to_owned();
            name = range.split(' ').nth(2).unwrap().to_owned();
            continue;
        };
        assert!(heard.is_validated);
        walked.push(name.trim_end_matches('.').to_owned());
        name = range.split(' ').nth(2).unwrap().to_owned();
        if name == "signed.example." || walked.len() > 99 {
            break;
        }
    }
    for found in ["zx81._domainkey", "hidden-9c41", "*.sites", "_25._tcp.mail"] {
        assert!(walked.contains(&format!("{found}.signed.example")), "{found}: {walked:?}");
    }
}

#[tokio::test]
async fn ranges_give_away_what_lies_below_an_empty_name() {
    let host = host().await;
    let heard = ask(&host, "_domainkey.signed.example", Rtype::TXT).await;
    assert_eq!((heard.rcode, heard.answers.len()), (0, 0));
    assert!(heard.denials()[0].contains(" zx81._domainkey.signed.example. "), "{heard:?}");
    let absent = ask(&host, "nobody.signed.example", Rtype::A).await;
    assert_eq!((absent.rcode, absent.denials().len()), (3, 2));
    let made = ask(&host, "random.sites.signed.example", Rtype::A).await;
    // The signature counts the labels of the wildcard.
    assert!(made.answers[1].contains(" RRSIG A 13 3 "), "{made:?}");
    assert_eq!(made.denials().len(), 1);
}

#[tokio::test]
async fn a_signed_delegation_has_a_digest_that_fits_the_key_behind_it() {
    let host = host().await;
    for zone in ["lab.signed.example", "signed.example", "compact.example"] {
        let digest = ask(&host, zone, Rtype::DS).await;
        let key = ask(&host, zone, Rtype::DNSKEY).await;
        assert!(digest.is_validated && key.is_validated, "{zone}");
        let signature = key.answers.iter().find(|line| line.contains(" RRSIG ")).unwrap();
        let tag = digest.answers[0].split(' ').nth(2).unwrap();
        assert!(signature.contains(&format!(" {tag} {zone}")), "{signature}");
    }
    let unsigned = ask(&host, "attic.signed.example", Rtype::DS).await;
    assert_eq!((unsigned.rcode, unsigned.answers.len()), (0, 0));
    assert!(unsigned.denials()[0].ends_with(" NS RRSIG NSEC"), "{unsigned:?}");
    assert!(!ask(&host, "attic.signed.example", Rtype::NS).await.is_validated);
}

#[tokio::test]
async fn compact_denial_marks_absent_names_and_no_others() {
    let host = host().await;
    let absent = ask(&host, "nobody.compact.example", Rtype::A).await;
    assert_eq!(absent.rcode, 0);
    let next = "\\000.nobody.compact.example.";
    assert_eq!(
        absent.denials(),
        [format!("nobody.compact.example NSEC {next} RRSIG NSEC {}", Rtype::from_int(128))]
    );
    let empty = ask(&host, "_domainkey.compact.example", Rtype::A).await;
    assert!(empty.denials()[0].ends_with(" RRSIG NSEC"), "{empty:?}");
    let other = ask(&host, "mail.compact.example", Rtype::TXT).await;
    assert!(other.denials()[0].ends_with(" A RRSIG NSEC"), "{other:?}");
    // Who asks for no proof hears that there is no such name.
    let plain = with_flags("nobody.compact.example", Rtype::A, false, false);
    let plain = heard(&host, &path(&plain)).await;
    assert_eq!((plain.rcode, plain.denials().len()), (3, 0));
}

#[tokio::test]
async fn black_lies_tell_an_absent_name_like_an_empty_one() {
    let host = host().await;
    let absent = ask(&host, "nobody.burrow.example", Rtype::A).await;
    let empty = ask(&host, "_domainkey.burrow.example", Rtype::A).await;
    let like = |heard: &Heard, name: &str| heard.denials()[0].replace(name, "x");
    assert_eq!((absent.rcode, empty.rcode), (0, 0));
    assert_eq!(like(&absent, "nobody"), like(&empty, "_domainkey"));
}

#[tokio::test]
async fn a_zone_with_wrong_signatures_is_only_told_unchecked() {
    let host = host().await;
    let checked = ask(&host, "www.broken.example", Rtype::A).await;
    assert_eq!((checked.rcode, checked.answers.len(), checked.extended), (2, 0, vec![6]));
    let unchecked =
        async |name: &str, rtype| heard(&host, &path(&with_flags(name, rtype, true, true))).await;
    let told = unchecked("www.broken.example", Rtype::A).await;
    assert_eq!((told.rcode, told.is_validated), (0, false));
    assert_eq!(told.answers[0], "www.broken.example A 192.0.2.90");
    let absent = unchecked("nobody.broken.example", Rtype::A).await;
    assert_eq!(absent.rcode, 3);
    assert!(
        absent.denials().len() >= 2 && absent.denials().iter().all(|line| line.contains(" NSEC3 "))
    );
    let empty = unchecked("_domainkey.broken.example", Rtype::TXT).await;
    assert_eq!((empty.rcode, empty.denials().len()), (0, 1));
    assert_eq!(unchecked("broken.example", Rtype::NSEC3PARAM).await.answers.len(), 2);
}

/// SHA-1 of the name on the wire, in base32: computed by another program.
#[tokio::test]
async fn hashes_of_names_are_right() {
    let host = host().await;
    let asked = with_flags("broken.example", Rtype::HINFO, true, true);
    let apex = heard(&host, &path(&asked)).await;
    assert!(
        apex.denials()[0]
            .starts_with("njgca1ikpfjeqqt0k7jrdkqaf0ov1vme.broken.example NSEC3 1 0 0 "),
        "{apex:?}"
    );
}
