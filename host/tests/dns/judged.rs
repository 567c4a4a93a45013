//! The page's own reader and judge of answers, over what the traps answer: each trap is there for a meaning.

use axum::Router;
use zonesift_core::{
    evidence::{
        Answer, Around, Asking, Below, EmptyNames, Meaning, Question, Rcode, Uncertainty, Wildcard,
        judge,
    },
    name::DomainName,
    record::RecordType,
};

use super::ask::{body, get, host, send};

async fn asked(host: &Router, name: &str, rtype: &RecordType) -> (Question, Answer) {
    let name = DomainName::parse(name).unwrap();
    let question = Question { name, rtype: rtype.clone() };
    let asking = Asking { hides_network: true, ..Asking::default() };
    let response = send(host, get(&question.url("/dns-query", asking).unwrap())).await;
    let answer = Answer::read(&body(response).await, &question).unwrap();
    (question, answer)
}

/// What a name below a zone means, with what random names beside it give.
async fn meaning(host: &Router, zone: &str, label: &str, rtype: RecordType) -> Meaning {
    let name = format!("{label}.{zone}");
    let parent = name.split_once('.').unwrap().1;
    let (_, first) = asked(host, &format!("zs-4c1d.{parent}"), &rtype).await;
    let (_, second) = asked(host, &format!("zs-9e7a.{parent}"), &rtype).await;
    let (question, answer) = asked(host, &name, &rtype).await;
    let zone_name = DomainName::parse(zone).unwrap();
    let around = Around {
        zone: &zone_name,
        wildcard: Wildcard::of(&first, &second, &rtype),
        empty_names: match zone {
            "rusty.example" => EmptyNames::Denied,
            _ => EmptyNames::Answered,
        },
        marks_absent_names: zone == "compact.example",
        fills_empty_names: zone == "hare.example",
    };
    judge(&question, &answer, &around)
}

#[tokio::test]
async fn the_page_takes_each_trap_for_what_it_is() {
    let host = host().await;
    let absent = Meaning::Absent(Below::Absent);
    let empty = |below: Option<&str>| {
        Meaning::EmptyName(below.map(|name| DomainName::parse(name).unwrap()))
    };
    for (zone, label, rtype, expected) in [
        ("datekey.example", "nobody", RecordType::Txt, absent.clone()),
        ("compact.example", "nobody", RecordType::A, absent.clone()),
        ("compact.example", "_domainkey", RecordType::Txt, empty(None)),
        ("signed.example", "nobody", RecordType::A, absent),
        (
            "signed.example",
            "_domainkey",
            RecordType::Txt,
            empty(Some("zx81._domainkey.signed.example")),
        ),
        ("burrow.example", "nobody", RecordType::A, Meaning::Undecided(Uncertainty::SameProof)),
        ("burrow.example", "_domainkey", RecordType::A, Meaning::Undecided(Uncertainty::SameProof)),
        (
            "broken.example",
            "www",
            RecordType::A,
            Meaning::Undecided(Uncertainty::Failed(Rcode::ServFail)),
        ),
        ("rusty.example", "_domainkey", RecordType::Txt, Meaning::Absent(Below::NotProved)),
        ("northwind.example", "lists", RecordType::A, Meaning::OtherTypes(Vec::new())),
    ] {
        let told = meaning(&host, zone, label, rtype).await;
        assert_eq!(told, expected, "{label}.{zone}");
    }
}

#[tokio::test]
async fn the_page_tells_records_of_wildcards_aliases_and_delegations_apart() {
    let host = host().await;
    let told = async |zone, label, rtype| meaning(&host, zone, label, rtype).await;
    let wildcard = told("layers.example", "random", RecordType::A).await;
    assert!(matches!(wildcard, Meaning::FromWildcard(_)), "{wildcard:?}");
    let twin = told("layers.example", "twin.shop", RecordType::Txt).await;
    assert!(matches!(twin, Meaning::OtherTypes(_)), "{twin:?}");
    let own = told("layers.example", "mail", RecordType::A).await;
    assert!(matches!(&own, Meaning::Records(records) if records.len() == 1), "{own:?}");
    let alias = told("postroom.example", "zendesk1._domainkey", RecordType::Txt).await;
    assert!(matches!(alias, Meaning::Alias(_)), "{alias:?}");
    let dangling = told("rusty.example", "dangling", RecordType::A).await;
    assert!(matches!(dangling, Meaning::Dangling(_)), "{dangling:?}");
    for (zone, cut) in [("signed.example", "lab"), ("northwind.example", "branch")] {
        let delegated = told(zone, cut, RecordType::A).await;
        assert!(matches!(delegated, Meaning::Delegated(_)), "{cut}: {delegated:?}");
    }
}
