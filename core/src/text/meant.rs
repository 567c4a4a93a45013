//! Messages about probable mistakes, and about values without a meaning.

use super::beginning;
use crate::foreign::Foreign;
use crate::record::{Field, Mistake, Record};
use crate::zone::{Conflict, ConflictKind, Fix};

/// A probable mistake in a record.
pub(super) fn odd(conflict: &Conflict, record: &Record, target: &str) -> String {
    let label = |index| super::field_label(Field::Rdata(index), record);
    let mut sentence = match conflict.kind {
        ConflictKind::Owner(mistake) => String::from("The name ") + is_mistake(mistake),
        ConflictKind::OwnerAddress => String::from(
            "The name is an IP address. Enter the name of a host here, and the address as the content. A name for an address (PTR) belongs in a zone below in-addr.arpa or ip6.arpa.",
        ),
        ConflictKind::Target(mistake) => {
            format!("This leads to {}, which {}", beginning(target.to_owned()), is_mistake(mistake))
        }
        ConflictKind::OwnerRepeatsZone => {
            String::from("The name ends with the zone’s name twice, as a name does that lacks its last dot in a file.")
        }
        ConflictKind::TargetRepeatsZone => format!(
            "This leads to {target}, which ends with the zone’s name twice, as a name does that lacks its last dot in a file."
        ),
        ConflictKind::TargetLacksDot => {
            format!("This leads to {target}, which would not be found in this zone.")
        }
        ConflictKind::TargetIsBare => {
            format!("This leads to {target}, a name of one label, as only top-level domains have one.")
        }
        ConflictKind::TargetIsWildcard => {
            format!("This leads to {target}. A wildcard is no host: enter the name of one.")
        }
        ConflictKind::TargetHasUnderscore => {
            format!("This leads to {target}. Names of hosts hold no underscore, and some programs refuse one.")
        }
        ConflictKind::CaaTag => {
            "Certificate authorities read issue, issuewild, iodef, issuemail, issuevmc, contactemail and contactphone, and no other tag.".into()
        }
        ConflictKind::CaaFlags => {
            "The flags are 0, or 128 where an authority that does not know the tag must not issue. Other numbers mean nothing.".into()
        }
        ConflictKind::CaaQuotes => {
            "The quotes belong to zone files. Here they become part of the value, and nothing is called so.".into()
        }
        ConflictKind::CaaIssuer => {
            "A certificate authority is named by its domain, such as letsencrypt.org.".into()
        }
        ConflictKind::CaaReports => {
            "Reports go to an address that begins with mailto: or https:.".into()
        }
        ConflictKind::UnknownNumber(index) => {
            format!("{}: {} is not in use, so this record may mean nothing to anybody.", label(index), record.rdata.field(index).shown())
        }
        ConflictKind::AliasParams => {
            "With priority 0 this is an alias, and nobody reads the parameters of one. Leave them out, or give it a priority.".into()
        }
        ConflictKind::UnknownParam => {
            "One of the parameters has a name that no standard has. Check its spelling.".into()
        }
        ConflictKind::CommentLong(most) => format!(
            "The comment has {} characters, and the provider keeps {most} on this zone’s plan. It would refuse the record.",
            record.raw_comment().chars().count()
        ),
        ConflictKind::CommentLines => {
            "The comment has several lines, and the provider keeps one. It would refuse the record.".into()
        }
        ConflictKind::CommentLongMaybe(most) => format!(
            "The comment has {} characters. The provider does not tell this zone’s plan, and on the smallest one it keeps {most} and would refuse the record.",
            record.raw_comment().chars().count()
        ),
        ConflictKind::TagsMaybeNotHeld => {
            "The provider does not tell this zone’s plan. The smallest one has no tags, and the record would be refused.".into()
        }
        ConflictKind::TagsNotHeld => {
            "This zone’s plan has no tags. The provider would refuse the record.".into()
        }
        _ => String::new(),
    };
    let meant = match &conflict.fix {
        Some(Fix::SetName(name)) => name.as_str(),
        Some(Fix::SetField(_, text)) => text.raw(),
        _ => "",
    };
    if !meant.is_empty() {
        sentence += &format!(" Maybe you meant {}?", Foreign::from(meant).line());
    }
    if conflict.kind == ConflictKind::TargetLacksDot {
        sentence += " Otherwise add its records too.";
    }
    sentence
}

/// The label of a button that replaces the value by this text.
pub(super) fn used(text: &str) -> String {
    String::from("Use ") + &Foreign::from(text).line()
}

/// What a text is instead of a name, as the predicate of a sentence.
pub(super) fn is_mistake(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Address => "is an IP address. Enter the name of a host.",
        Mistake::Url => "is a web address. Enter the name of its host alone.",
        Mistake::Port => "holds a port. Enter the name of the host alone.",
        Mistake::Mail => "is an e-mail address. Enter a name.",
        Mistake::Path => "holds a path. Enter the name of the host alone.",
    }
}
