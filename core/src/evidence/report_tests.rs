//! The report holds what was found and asked, and nothing of the account.

use super::testing::{report, told};
use super::*;
use crate::date::at;

#[test]
fn the_counts_are_those_of_the_lists() {
    let own = report(&told("v=spf1 -all"), &Dismissals::default());
    let counts = EvidenceCounts { questions: 2, answers: 3, found: 1, unknown: 1, dismissed: 0 };
    assert_eq!((own.counts, own.asked.len(), own.found.len()), (counts, 3, 1));
    assert!(own.begun.is_some() && own.begun <= own.ended);
    assert!(own.resolvers[0].passed && !own.resolvers[1].passed);
}

#[test]
fn what_is_dismissed_stands_apart_with_its_reason() {
    let picture = told("x");
    let unknown = unknowns(&picture, &[], &[], None).remove(0);
    let mut dismissals = Dismissals::default();
    dismissals.dismiss(&unknown, &picture, "sends no mail", at(90_000));
    let own = report(&picture, &dismissals);
    assert_eq!((own.counts.unknown, own.counts.dismissed), (0, 1));
    assert_eq!(own.dismissed[0].dismissal.reason.raw(), "sends no mail");
}

#[test]
fn json_has_what_was_asked_and_nothing_of_the_account() {
    let json = report(&told("v=spf1 -all"), &Dismissals::default()).json();
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(read["zone"], "example.com");
    assert_eq!(read["written"], "1970-01-01T00:02:00Z");
    assert_eq!(read["found"][0]["content"], "v=spf1 -all");
    assert_eq!(read["found"][0]["lead"], "apex");
    assert_eq!(read["unknown"][0]["id"], "dkim _domainkey.example.com");
    assert_eq!(read["asked"][0]["resolver"], "one");
    assert_eq!(read["resolvers"][1]["passed"], false);
    let lists = read["lists"].as_array().unwrap();
    assert!(lists.iter().any(|own| own["list"] == "Fastly"));
    for word in ["4711", "note of the account", "somebody", "secret"] {
        assert!(!json.contains(word), "{word}");
    }
}
