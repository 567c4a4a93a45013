//! The traps of unsigned zones: what DNS tells of them that misleads.

use std::collections::BTreeSet;

use domain::base::iana::Rtype;

use super::ask::{ask, host};

#[tokio::test]
async fn a_key_under_a_date_is_only_told_by_the_name_above() {
    let host = host().await;
    assert_eq!(ask(&host, "_domainkey.datekey.example", Rtype::TXT).await.short(), (0, vec![]));
    for guess in ["default", "selector1", "google", "20260313"] {
        let name = format!("{guess}._domainkey.datekey.example");
        assert_eq!(ask(&host, &name, Rtype::TXT).await.rcode, 3, "{guess}");
    }
    let key = ask(&host, "20260314._domainkey.datekey.example", Rtype::TXT).await;
    assert!(key.answers[0].contains("v=DKIM1"));
    assert_eq!(ask(&host, "floor2.office.datekey.example", Rtype::A).await.short(), (0, vec![]));
}

#[tokio::test]
async fn wildcards_stand_on_two_levels_and_a_twin_is_told_by_its_other_types() {
    let host = host().await;
    let a = async |name: &str| {
        let heard = ask(&host, &format!("{name}.layers.example"), Rtype::A).await;
        heard.answers.first().map(|line| line.rsplit(' ').next().unwrap().to_owned())
    };
    assert_eq!(a("random").await.as_deref(), Some("192.0.2.41"));
    assert_eq!(a("www").await.as_deref(), Some("192.0.2.41"));
    assert_eq!(a("random.shop").await.as_deref(), Some("192.0.2.44"));
    assert_eq!(a("twin.shop").await.as_deref(), Some("192.0.2.44"));
    // The wildcards' other types show which names are real.
    let count = async |name: &str, rtype| ask(&host, name, rtype).await.answers.len();
    assert_eq!(count("random.layers.example", Rtype::MX).await, 1);
    assert_eq!(count("www.layers.example", Rtype::MX).await, 0);
    assert_eq!(count("random.shop.layers.example", Rtype::TXT).await, 1);
    assert_eq!(count("twin.shop.layers.example", Rtype::TXT).await, 0);
    // One real name stops the wildcard for all types, an empty one for all names below.
    assert_eq!(a("api.shop").await, None);
    assert_eq!(ask(&host, "random.office.layers.example", Rtype::A).await.rcode, 3);
    assert_eq!(ask(&host, "_domainkey.layers.example", Rtype::A).await.short(), (0, vec![]));
}

#[tokio::test]
async fn at_bunny_a_wildcard_answers_at_empty_names_and_sets_come_in_parts() {
    let host = host().await;
    for name in ["_domainkey.hare.example", "_tcp.hare.example", "random.hare.example"] {
        let heard = ask(&host, name, Rtype::A).await;
        assert_eq!(heard.answers, [format!("{name} A 192.0.2.56")]);
    }
    // The name below is there all the same, and what is beside it is the wildcard's.
    let key = ask(&host, "burrow7._domainkey.hare.example", Rtype::TXT).await;
    assert_eq!(key.answers.len(), 1);
    let beside = ask(&host, "other._domainkey.hare.example", Rtype::A).await;
    assert_eq!(beside.answers.len(), 1);
    let mut seen = BTreeSet::new();
    for _ in 0..5 {
        let heard = ask(&host, "hare.example", Rtype::A).await;
        assert_eq!(heard.answers.len(), 3);
        seen.extend(heard.answers);
    }
    assert_eq!(seen.len(), 5);
}

#[tokio::test]
async fn at_cloudflare_the_edge_stands_where_the_zone_has_other_addresses() {
    let host = host().await;
    let apex = ask(&host, "orange.example", Rtype::A).await;
    assert!(apex.answers.iter().all(|line| line.contains(" 104.21.") || line.contains(" 172.67.")));
    assert_eq!(ask(&host, "www.orange.example", Rtype::HTTPS).await.answers.len(), 1);
    assert_eq!(ask(&host, "_acme-challenge.orange.example", Rtype::TXT).await.answers.len(), 1);
    let authorities = ask(&host, "orange.example", Rtype::CAA).await;
    assert_eq!(authorities.answers.len(), 8);
}

#[tokio::test]
async fn the_mail_heavy_zone_counts_ten_lookups_and_leaves_out_a_part_of_each_service() {
    let host = host().await;
    let mut open = vec!["postroom.example".to_owned()];
    let mut lookups = 0;
    while let Some(name) = open.pop() {
        let heard = ask(&host, &name, Rtype::TXT).await;
        let policies = heard.answers.iter().filter(|line| line.contains("v=spf1"));
        let policy = policies.clone().next().unwrap_or_else(|| panic!("{name}"));
        assert_eq!(policies.count(), 1, "{name}");
        let terms: Vec<&str> = policy.split(['"', ' ']).collect();
        let includes = terms.iter().filter_map(|term| term.strip_prefix("include:"));
        open.extend(includes.map(str::to_owned));
        let counts = ["include:", "a:", "mx", "exists:", "redirect="];
        lookups +=
            terms.iter().filter(|term| counts.iter().any(|word| term.starts_with(word))).count();
    }
    assert_eq!(lookups, 10);
    for missing in ["autodiscover", "selector2._domainkey", "brevo2._domainkey"] {
        let name = format!("{missing}.postroom.example");
        assert_eq!(ask(&host, &name, Rtype::CNAME).await.rcode, 3, "{missing}");
    }
    for key in ["selector1", "brevo1", "zendesk1", "zendesk2"] {
        let name = format!("{key}._domainkey.postroom.example");
        let heard = ask(&host, &name, Rtype::TXT).await;
        assert!(heard.answers[1].contains("v=DKIM1"), "{key}");
    }
}

#[tokio::test]
async fn the_old_server_denies_empty_names_and_tells_a_pool_by_turns() {
    let host = host().await;
    for empty in ["_domainkey", "vault.cellar", "cellar"] {
        let name = format!("{empty}.rusty.example");
        assert_eq!(ask(&host, &name, Rtype::A).await.rcode, 3, "{empty}");
    }
    for below in ["default._domainkey", "tape.vault.cellar"] {
        let name = format!("{below}.rusty.example");
        assert_eq!(ask(&host, &name, Rtype::A).await.rcode, 0, "{below}");
    }
    let mut seen = BTreeSet::new();
    for _ in 0..8 {
        let heard = ask(&host, "pool.rusty.example", Rtype::A).await;
        assert_eq!((heard.answers.len(), heard.ttls[0]), (2, 60));
        seen.extend(heard.answers);
    }
    assert_eq!(seen.len(), 8);
}

#[tokio::test]
async fn large_and_odd_data_arrives_whole() {
    let host = host().await;
    let count = async |name: &str, rtype| ask(&host, name, rtype).await.answers.len();
    assert_eq!(count("members.rusty.example", Rtype::MX).await, 48);
    assert_eq!(count("essay.rusty.example", Rtype::TXT).await, 1);
    assert_eq!(count("upper.rusty.example", Rtype::A).await, 1);
    assert_eq!(count("empty.rusty.example", Rtype::TXT).await, 1);
    let bytes = ask(&host, "bytes.rusty.example", Rtype::TXT).await;
    assert!(
        bytes.answers[0].contains("caff\\195\\168, \\226\\152\\149 and \\\"quotes"),
        "{bytes:?}"
    );
}
