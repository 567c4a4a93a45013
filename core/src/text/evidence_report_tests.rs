//! The report in Markdown: what it says, and that nothing that others wrote becomes markup.

use proptest::prelude::*;

use super::*;
use crate::evidence::testing::{report, told};
use crate::evidence::{Dismissals, unknowns};

fn written(content: &str) -> String {
    evidence_report(&report(&told(content), &Dismissals::default()))
}

#[test]
fn it_says_who_was_asked_what_was_found_and_what_is_not_known() {
    let text = written("v=spf1 -all");
    for line in [
        "# What DNS says of `example.com`",
        "Written 1970-01-01 00:02 UTC.",
        "2 questions, 3 answers, 1 record found, 1 not known, 0 dismissed.",
        "- `one`: passed its tests, validates DNSSEC",
        "- `two`: does not count: it blocks names",
        "- **DKIM keys** `_domainkey.example.com` · \\_domainkey\\.example\\.com exists, so DKIM keys are below it, but none is known.",
        "  - `TXT` `_domainkey.example.com` · `one` 2026-02-06 09:27:36 UTC · `empty name`",
        "- Fastly: 2026-08",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}\n{text}");
    }
    assert!(text.contains("- `TXT` `example.com` `v=spf1 -all` · TTL at least 300 · It is at"));
    for word in ["4711", "note of the account", "somebody", "secret"] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn dismissed_unknowns_have_their_reason() {
    let picture = told("x");
    let mut dismissals = Dismissals::default();
    let unknown = unknowns(&picture, &[], &[], None).remove(0);
    dismissals.dismiss(&unknown, &picture, "<b>none</b>", crate::date::at(0));
    let text = evidence_report(&report(&picture, &dismissals));
    assert!(text.contains("  - 1970-01-01 00:00 UTC `<b>none</b>`\n"), "{text}");
}

#[test]
fn hidden_characters_line_breaks_pipes_and_backticks_stay_in_their_code() {
    let text = written("a|b\n# c\u{202e}``x");
    assert!(text.contains("```a|b␊# c⟨U+202E⟩``x```"), "{text}");
    assert_eq!(code("`"), "`` ` ``");
    assert_eq!(code(" a"), "`  a `");
    assert_eq!(code(""), "(empty)");
}

#[test]
fn names_within_a_sentence_are_no_markup_and_no_link() {
    let own = plain("The record at www.*evil*.example [a](b) leads to its name.");
    let expected = "The record at www\\.\\*evil\\*\\.example \\[a\\]\\(b\\) leads to its name.";
    assert_eq!(own, expected);
}

proptest! {
    #[test]
    fn any_content_stays_in_its_code(content in "[ -~\n\r\t`|\u{202e}é]{0,40}") {
        let (own, shown) = (code(&content), visible(&content).into_owned());
        let is_hidden = |c: char| matches!(c, '\n' | '\u{202e}');
        prop_assert!(!own.contains(is_hidden));
        if !content.is_empty() {
            let fence: String = own.chars().take_while(|c| *c == '`').collect();
            let inner = own.strip_prefix(&fence).and_then(|own| own.strip_suffix(&fence)).unwrap();
            let padded = [" ", &*shown, " "].concat();
            prop_assert!(inner == shown || inner == padded);
            prop_assert!(shown.split(|c| c != '`').all(|run| run.len() != fence.len()));
        }
    }
}
