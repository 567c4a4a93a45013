//! The differences between a record and the held record with the same identity (name, type and rdata): all
//! other fields that would be written.

use super::{Flaw, Record, Ttl};

/// The fields in which a held record differs from the one to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unlike {
    /// The TTL.
    pub ttl: bool,
    /// The proxy flag.
    pub proxied: bool,
    /// The comment.
    pub comment: bool,
    /// The tags, as a set.
    pub tags: bool,
    /// The disabled flag.
    pub disabled: bool,
}

impl Unlike {
    /// Whether there are no differences.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl Record {
    /// The held record after this one is written over it. Fields that this record does not carry, such as a
    /// comment, stay as held, and so does the spelling of the data.
    #[must_use]
    pub fn over(&self, held: &Self) -> Self {
        let mut after = Self { disabled: self.disabled, ..held.clone() };
        after.proxied = self.proxied.or(held.proxied);
        if self.comment.is_some() {
            after.comment.clone_from(&self.comment);
        }
        if !self.tags.is_empty() && self.is_unlike_in_tags(held) {
            after.tags.clone_from(&self.tags);
        }
        after.ttl = match (after.proxied, held.proxied) {
            // A proxied record has no TTL of its own.
            (Some(true), Some(true)) => held.ttl,
            (Some(true), _) => Ttl::Auto,
            // An unstated TTL is no difference.
            _ if matches!(self.ttl, Ttl::Assumed(_)) || held.flaw == Some(Flaw::Ttl) => held.ttl,
            _ => self.ttl,
        };
        after
    }

    /// The differences that writing this record over a held one of the same identity would make.
    #[must_use]
    pub fn unlike(&self, held: &Self) -> Unlike {
        let after = self.over(held);
        Unlike {
            ttl: after.ttl != held.ttl,
            proxied: after.proxied.unwrap_or_default() != held.proxied.unwrap_or_default(),
            comment: after.comment != held.comment,
            tags: after.is_unlike_in_tags(held),
            disabled: after.disabled != held.disabled,
        }
    }

    fn is_unlike_in_tags(&self, other: &Self) -> bool {
        let lacks = |one: &Self, other: &Self| one.tags.iter().any(|tag| !other.tags.contains(tag));
        lacks(self, other) || lacks(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zonefile::samples::any_marked;
    use proptest::prelude::*;

    fn a(ttl: Ttl, proxied: Option<bool>) -> Record {
        let record = crate::zonefile::samples::record(
            "mail.example.com",
            crate::record::RecordType::A,
            &["192.0.2.1"],
        );
        Record { ttl, proxied, ..record }
    }

    #[test]
    fn ignores_fields_that_the_record_does_not_carry() {
        let held = Record {
            comment: Some("note".into()),
            tags: vec!["a:b".into()],
            ..a(Ttl::Seconds(300), Some(false))
        };
        assert!(a(Ttl::Seconds(300), None).unlike(&held).is_empty());
        let found = Record { comment: Some("other".into()), ..a(Ttl::Seconds(300), None) };
        assert_eq!(found.unlike(&held), Unlike { comment: true, ..Unlike::default() });
    }

    #[test]
    fn an_assumed_or_unread_ttl_is_no_difference() {
        let held = a(Ttl::Seconds(3600), None);
        assert!(a(Ttl::Assumed(300), None).unlike(&held).is_empty());
        assert_eq!(a(Ttl::Assumed(300), None).over(&held).ttl, Ttl::Seconds(3600));
        assert!(a(Ttl::Assumed(300), None).says_the_same(&a(Ttl::Seconds(300), None)));
        let unread = Record { flaw: Some(Flaw::Ttl), ..a(Ttl::Seconds(0), None) };
        assert!(a(Ttl::Seconds(300), None).unlike(&unread).is_empty());
    }

    #[test]
    fn compares_ttl_proxy_tags_and_the_disabled_state() {
        let held = a(Ttl::Seconds(3600), Some(false));
        let found = a(Ttl::Auto, Some(true));
        let both = Unlike { ttl: true, proxied: true, ..Unlike::default() };
        assert_eq!(found.unlike(&held), both);
        // Both proxied: the TTL is the provider's.
        assert!(a(Ttl::Seconds(60), Some(true)).unlike(&a(Ttl::Auto, Some(true))).is_empty());
        let off = Record { disabled: true, ..held.clone() };
        assert_eq!(held.unlike(&off), Unlike { disabled: true, ..Unlike::default() });
        let marked = |tags: &[&str]| Record {
            tags: tags.iter().map(|tag| (*tag).into()).collect(),
            ..held.clone()
        };
        assert!(marked(&["a", "b"]).unlike(&marked(&["b", "a"])).is_empty());
        assert!(marked(&["a"]).unlike(&marked(&["a", "b"])).tags);
    }

    proptest! {
        #[test]
        fn a_record_written_over_another_no_longer_differs(
            found in any_marked(),
            other in any_marked(),
            disabled: bool,
        ) {
            let held = Record { name: found.name.clone(), rtype: found.rtype.clone(),
                rdata: found.rdata.clone(), disabled, id: Some("7".into()), ..other };
            let after = found.over(&held);
            prop_assert!(found.unlike(&after).is_empty());
            prop_assert_eq!(found.unlike(&held).is_empty(), after.says_the_same(&held));
            prop_assert_eq!((after.identity(), &after.id), (held.identity(), &held.id));
        }
    }
}
