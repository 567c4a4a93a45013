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
            "The name is an IP address. Enter a host name here, and the address as the content. Reverse names (PTR) belong in a zone below in-addr.arpa or ip6.arpa.",
        ),
        ConflictKind::Target(mistake) => {
            format!("Points to {}, which {}", beginning(target.to_owned()), is_mistake(mistake))
        }
        ConflictKind::OwnerRepeatsZone => {
            String::from("The name repeats the domain: in a file, a name without a final dot gets the domain appended.")
        }
        ConflictKind::TargetRepeatsZone => format!(
            "Points to {target}, which repeats the domain: in a file, a name without a final dot gets the domain appended."
        ),
        ConflictKind::TargetLacksDot => {
            format!("Points to {target}, which has no records in this zone.")
        }
        ConflictKind::TargetIsBare => {
            format!("Points to {target}, a single label, which would be a top-level domain.")
        }
        ConflictKind::TargetIsWildcard => {
            format!("Points to {target}. A wildcard is not a host: enter a host name.")
        }
        ConflictKind::TargetHasUnderscore => {
            format!("Points to {target}. Host names have no underscores, and some programs refuse them.")
        }
        ConflictKind::CaaTag => {
            "No certificate authority reads this tag. Known tags: issue, issuewild, iodef, issuemail, issuevmc, contactemail, contactphone.".into()
        }
        ConflictKind::CaaFlags => {
            "The flags are 0, or 128 if an authority that doesn’t know the tag must not issue. Other values mean nothing.".into()
        }
        ConflictKind::CaaQuotes => {
            "The quotes belong in zone files. Here they would become part of the value.".into()
        }
        ConflictKind::CaaIssuer => {
            "Name the certificate authority by its domain, such as letsencrypt.org.".into()
        }
        ConflictKind::CaaReports => {
            "Reports need an address that begins with mailto: or https:.".into()
        }
        ConflictKind::UnknownNumber(index) => {
            format!("{}: {} is not an assigned value, so programs may ignore this record.", label(index), record.rdata.field(index).shown())
        }
        ConflictKind::AliasParams => {
            "With priority 0 this is an alias, whose parameters are ignored. Remove them, or set a priority.".into()
        }
        ConflictKind::UnknownParam => {
            "One of the parameters has an unknown name. Check its spelling.".into()
        }
        ConflictKind::CommentLong(most) => format!(
            "The comment has {} characters; this zone’s plan allows {most}. The provider would refuse the record.",
            record.raw_comment().chars().count()
        ),
        ConflictKind::CommentLines => {
            "The comment has several lines, and the provider allows one. It would refuse the record.".into()
        }
        ConflictKind::CommentLongMaybe(most) => format!(
            "The comment has {} characters. The zone’s plan is unknown; the smallest one allows {most}, and the provider would refuse the record.",
            record.raw_comment().chars().count()
        ),
        ConflictKind::TagsMaybeNotHeld => {
            "The zone’s plan is unknown. The smallest one has no tags, and the provider would refuse the record.".into()
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
        sentence += " Otherwise add its records.";
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
        Mistake::Address => "is an IP address. Enter a host name.",
        Mistake::Url => "is a web address. Enter only its host name.",
        Mistake::Port => "has a port. Enter only the host name.",
        Mistake::Mail => "is an e-mail address. Enter a name.",
        Mistake::Path => "has a path. Enter only the host name.",
    }
}
