//! The evidence report as Markdown. Everything that others wrote stands in code, with hidden characters and line
//! breaks made visible, so that nothing of it is read as markup or as a link.

use super::evidence::{lead, nothing_certain, proposal, resolver_trust, unknown, unknown_kind};
use super::{count, visible};
use crate::date;
use crate::evidence::{
    DismissedLine, Evidence, EvidenceReport, FoundLine, ListDate, ResolverLine, UnknownLine,
    Witness,
};
use crate::foreign::Foreign;

/// The report as Markdown.
#[must_use]
pub fn evidence_report(report: &EvidenceReport) -> String {
    let mut text = head(report);
    section(&mut text, "Resolvers", report.resolvers.iter().map(resolver));
    section(&mut text, "Found", report.found.iter().map(found));
    section(&mut text, "Not known", report.unknown.iter().map(not_known));
    section(&mut text, "Dismissed", report.dismissed.iter().map(dismissed));
    section(&mut text, "Asked", report.asked.iter().map(witness));
    section(&mut text, "Lists", report.lists.iter().map(list));
    text
}

fn head(report: &EvidenceReport) -> String {
    let counts = report.counts;
    let mut lines = vec![
        format!("# What DNS says of {}", code(&report.zone)),
        String::new(),
        format!("Written {}.", date::show(report.written)),
    ];
    if let (Some(begun), Some(ended)) = (report.begun, report.ended) {
        lines.push(format!("Asked from {} to {}.", date::show(begun), date::show(ended)));
    }
    let (questions, answers) =
        (count(counts.questions, "question"), count(counts.answers, "answer"));
    lines.push(format!(
        "{questions}, {answers}, {} found, {} not known, {} dismissed.",
        count(counts.found, "record"),
        counts.unknown,
        counts.dismissed,
    ));
    if report.is_complete {
        lines.push(
            "A walk along the proofs came back to the domain: no name is missing.".to_owned(),
        );
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A heading and a list below it.
fn section(text: &mut String, title: &str, items: impl Iterator<Item = String>) {
    text.extend(["\n## ", title, "\n\n"]);
    let before = text.len();
    for item in items {
        text.extend(["- ", &*item, "\n"]);
    }
    if text.len() == before {
        text.push_str("Nothing.\n");
    }
}

fn resolver(own: &ResolverLine) -> String {
    format!("{}: {}", foreign(&own.name), resolver_trust(own.trust))
}

fn found(own: &FoundLine) -> String {
    let ttl = own.ttl.map_or_else(String::new, |ttl| format!(" · TTL at least {ttl}"));
    let (name, rtype, content) = (code(&own.name), foreign(&own.rtype), foreign(&own.content));
    let (lead, at) = (plain(&lead(&own.lead)), date::show(own.at));
    format!("{rtype} {name} {content}{ttl} · {lead} · {at}")
}

fn not_known(own: &UnknownLine) -> String {
    let mut lines = vec![described(&own.unknown)];
    for (own, record) in own.unknown.proposals.iter().zip(&own.proposed) {
        lines.push(format!("  - {} {}", foreign(record), plain(&proposal(own))));
    }
    lines.extend(own.heard.iter().map(|heard| format!("  - {}", witness(heard))));
    lines.join("\n")
}

fn dismissed(own: &DismissedLine) -> String {
    let dismissal = &own.dismissal;
    let mut lines = vec![
        described(&own.unknown),
        format!("  - {} {}", date::show(dismissal.at), foreign(&dismissal.reason)),
    ];
    lines.extend(dismissal.heard.iter().map(|heard| format!("  - {}", witness(heard))));
    lines.join("\n")
}

/// An unknown with its name, and the names that it is about.
fn described(own: &crate::evidence::Unknown) -> String {
    let words = format!("**{}** {}", unknown_kind(own.kind), code(own.name.as_str()));
    match &own.evidence {
        Evidence::Names(doubt, names) => {
            let names: Vec<String> = names.iter().map(|name| code(name.as_str())).collect();
            format!("{words} · {} {}", nothing_certain(*doubt), names.join(" "))
        }
        _ => format!("{words} · {}", plain(&unknown(own))),
    }
}

fn witness(own: &Witness) -> String {
    let (name, rtype) = (foreign(&own.name), foreign(&own.rtype));
    let (resolver, at) = (foreign(&own.resolver), own.at.format("%Y-%m-%d %H:%M:%S UTC"));
    let validated = if own.is_validated { ", validated" } else { "" };
    let contents: String =
        own.contents.iter().map(|content| [" ", &*foreign(content)].concat()).collect();
    format!("{rtype} {name} · {resolver} {at} · {}{validated}{contents}", foreign(&own.meaning))
}

fn list(own: &ListDate) -> String {
    format!("{}: {}", own.list, own.seen)
}

fn foreign(text: &Foreign) -> String {
    code(text.raw())
}

/// A text as code (CommonMark, section 6.1): within a fence that is longer than any in the text, and with a space at
/// both ends where the text begins or ends with one or with a backtick.
fn code(text: &str) -> String {
    let text = visible(text);
    if text.is_empty() {
        return "(empty)".to_owned();
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let is_edge = |c: char| matches!(c, '`' | ' ');
    let pad = if text.starts_with(is_edge) || text.ends_with(is_edge) { " " } else { "" };
    [&*fence, pad, &*text, pad, &*fence].concat()
}

/// A sentence of this page in which names of others stand: every sign that could be markup is escaped, and every
/// dot within a name, so that no link is made of it (CommonMark, section 2.4; GitHub's autolinks).
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = visible(text).chars().collect::<Vec<_>>().into_iter().peekable();
    while let Some(sign) = signs.next() {
        let is_inner_dot = sign == '.' && signs.peek().is_some_and(|next| !next.is_whitespace());
        let is_markup = "\\`*_{}[]<>()#+-!|~&@:".contains(sign);
        if is_inner_dot || is_markup {
            plain.push('\\');
        }
        plain.push(sign);
    }
    plain
}

#[cfg(test)]
#[path = "evidence_report_tests.rs"]
mod tests;
