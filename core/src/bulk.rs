//! Bulk edits: applies one change to many records and determines which records cannot take it. The results
//! are ordinary edits.

use crate::foreign::Foreign;
use crate::name::DomainName;
use crate::provider::NoteLimits;
use crate::record::{Field, FieldError, Rdata, Record, RecordLimits, RecordType, Ttl};
use crate::record_form::note_error;
use crate::zone::look_at_notes;

/// The fields to change in all records; `None` leaves a field alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// The TTL. Proxied records always have an automatic one.
    pub ttl: Option<Ttl>,
    /// The proxy flag.
    pub proxied: Option<bool>,
    /// The comment; an empty one removes it.
    pub comment: Option<Foreign>,
    /// The tags, and how to apply them.
    pub tags: Option<(Tagging, Vec<Foreign>)>,
}

/// How to apply tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tagging {
    /// Add them to the existing ones.
    Add,
    /// Remove them.
    Remove,
    /// Replace all existing ones.
    Replace,
}

/// Which parts of a bulk edit a record can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All but the proxy flag: its type cannot be proxied.
    Plain,
    /// Everything.
    Proxiable,
    /// Everything but a TTL, while it is proxied.
    Proxied,
    /// Nothing: another product of the provider owns it.
    Locked,
    /// Nothing: it is unreadable.
    Flawed,
    /// Nothing: it is invalid as it is.
    Faulty,
    /// Nothing: it is marked for deletion.
    Deleted,
    /// Nothing: the found record is settled, or needs an individual decision.
    Settled,
}

/// The effect of a bulk edit on a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkEffect {
    /// The record has changed.
    Changed,
    /// The record already has these values.
    Same,
    /// The record cannot take any part of it.
    Left,
}

/// The number of records of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds([usize; 8]);

impl Kind {
    /// The kind of a new or found record.
    #[must_use]
    pub fn of(record: &Record, zone: &DomainName, limits: &RecordLimits) -> Self {
        Self::of_held(record, None, zone, limits)
    }

    /// The kind of a record, given its held form: errors that it already has in the zone do not prevent other
    /// changes.
    #[must_use]
    pub fn of_held(
        record: &Record,
        held: Option<&Record>,
        zone: &DomainName,
        limits: &RecordLimits,
    ) -> Self {
        let is_fault = |fault: &FieldError| {
            // The bulk edit may be meant to fix the TTL.
            fault.field != Field::Ttl && !held.is_some_and(|held| fault.is_kept(record, held))
        };
        match record.proxied {
            _ if record.flaw.is_some() => Self::Flawed,
            _ if record.locked => Self::Locked,
            _ if record.validate(zone, limits).iter().any(is_fault) => Self::Faulty,
            Some(true) => Self::Proxied,
            _ if record.rtype.is_proxiable() => Self::Proxiable,
            _ => Self::Plain,
        }
    }
}

impl Kinds {
    /// Counts a record.
    pub fn count(&mut self, kind: Kind) {
        if let Some(number) = self.0.get_mut(kind as usize) {
            *number += 1;
        }
    }

    /// The number of records of one kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> usize {
        self.0.get(kind as usize).copied().unwrap_or_default()
    }
}

impl Bulk {
    /// Whether it changes nothing in any record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Applies the change to a record of this kind.
    pub fn change(&self, after: &mut Record, kind: Kind) -> BulkEffect {
        if kind as usize > Kind::Proxied as usize {
            return BulkEffect::Left;
        }
        let before = after.clone();
        let mut is_taken = self.comment.is_some() || self.tags.is_some();
        if let Some(on) = self.proxied
            && kind != Kind::Plain
        {
            if on && kind != Kind::Proxied {
                after.ttl = Ttl::Auto;
            }
            after.proxied = Some(on);
            is_taken = true;
        }
        if let Some(ttl) = self.ttl
            && after.proxied != Some(true)
        {
            after.ttl = ttl;
            is_taken = true;
        }
        if let Some(comment) = &self.comment {
            after.comment = Some(comment.clone()).filter(|comment| !comment.is_empty());
        }
        if let Some((how, tags)) = &self.tags {
            how.change(&mut after.tags, tags);
        }
        match is_taken {
            false => BulkEffect::Left,
            true if after.says_the_same(&before) => BulkEffect::Same,
            true => BulkEffect::Changed,
        }
    }

    /// The errors of the comment and the tags, by the limits of the zone's plan.
    #[must_use]
    pub fn note_faults(&self, zone: &DomainName, limits: &NoteLimits) -> Vec<FieldError> {
        let rdata = Rdata::new(&RecordType::A, [""]);
        let mut record = Record::new(zone.clone(), RecordType::A, rdata, Ttl::Auto);
        record.comment = self.comment.clone().filter(|comment| !comment.is_empty());
        if let Some((Tagging::Add | Tagging::Replace, tags)) = &self.tags {
            record.tags.clone_from(tags);
        }
        let found = look_at_notes(&record, limits);
        found.iter().filter_map(|found| note_error(found, &record)).collect()
    }

    /// How many of these records are or become proxied and therefore cannot take the TTL.
    #[must_use]
    pub fn ttl_left(&self, kinds: &Kinds) -> usize {
        match (self.ttl, self.proxied) {
            (None | Some(Ttl::Auto), _) | (_, Some(false)) => 0,
            (_, None) => kinds.of(Kind::Proxied),
            (_, Some(true)) => kinds.of(Kind::Proxied) + kinds.of(Kind::Proxiable),
        }
    }
}

impl Tagging {
    fn change(self, own: &mut Vec<Foreign>, tags: &[Foreign]) {
        match self {
            Self::Remove => own.retain(|tag| !tags.contains(tag)),
            Self::Replace => *own = tags.to_vec(),
            Self::Add => {
                let new: Vec<_> = tags.iter().filter(|tag| !own.contains(tag)).cloned().collect();
                own.extend(new);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Provider;
    use crate::record::FieldReason;
    use crate::zonefile::samples::{any_marked, record, zone};
    use proptest::prelude::*;

    fn limits() -> &'static RecordLimits {
        &Provider::Cloudflare.capabilities().limits
    }

    fn any_bulk() -> impl Strategy<Value = Bulk> {
        let ttl = prop_oneof![Just(Ttl::Auto), (60..86_400_u32).prop_map(Ttl::Seconds)];
        let how = prop_oneof![Just(Tagging::Add), Just(Tagging::Remove), Just(Tagging::Replace)];
        let tags = proptest::collection::vec("[a-c]:[a-c]", 0..3);
        let tags = (how, tags.prop_map(|tags| tags.into_iter().map(Into::into).collect()));
        let comment = prop_oneof![Just(String::new()), "[a-z]{1,3}"];
        (
            proptest::option::of(ttl),
            any::<Option<bool>>(),
            proptest::option::of(comment.prop_map(Into::into)),
            proptest::option::of(tags),
        )
            .prop_map(|(ttl, proxied, comment, tags)| Bulk { ttl, proxied, comment, tags })
    }

    #[test]
    fn reports_notes_that_the_plan_does_not_keep_as_errors_of_their_fields() {
        let limits = Provider::Cloudflare.capabilities().note_limits(Some(true));
        let tags = || vec!["a:b".into()];
        let faults = |bulk: Bulk| bulk.note_faults(&zone(), &limits);
        let of = |field, reason| vec![FieldError { field, reason }];
        let comment = |length| Bulk { comment: Some("x".repeat(length).into()), ..Bulk::default() };
        assert_eq!(faults(comment(limits.comment)), []);
        let long = FieldReason::LongComment(limits.comment);
        assert_eq!(faults(comment(limits.comment + 1)), of(Field::Comment, long));
        for (how, is_fault) in
            [(Tagging::Add, true), (Tagging::Replace, true), (Tagging::Remove, false)]
        {
            let bulk = Bulk { tags: Some((how, tags())), ..Bulk::default() };
            let expected = if is_fault { of(Field::Tags, FieldReason::NoTags) } else { Vec::new() };
            assert_eq!(faults(bulk), expected, "{how:?}");
        }
    }

    proptest! {
        #[test]
        fn changes_only_the_named_fields_and_nothing_when_repeated(
            before in any_marked(),
            bulk in any_bulk(),
            locked in any::<bool>(),
        ) {
            let before = Record { locked, more: Some("\"x\":1".into()), ..before };
            let kind = Kind::of(&before, &zone(), limits());
            let mut after = before.clone();
            if bulk.change(&mut after, kind) != BulkEffect::Changed {
                prop_assert!(after.says_the_same(&before));
                return Ok(());
            }
            prop_assert!(!locked && !bulk.is_empty() && !after.says_the_same(&before));
            let becomes_proxied = after.proxied == Some(true) && before.proxied != Some(true);
            let expected = Record {
                ttl: match bulk.ttl {
                    _ if becomes_proxied => Ttl::Auto,
                    Some(ttl) if after.proxied != Some(true) => ttl,
                    _ => before.ttl,
                },
                proxied: bulk.proxied.filter(|_| before.rtype.is_proxiable()).or(before.proxied),
                comment: match &bulk.comment {
                    Some(comment) => Some(comment.clone()).filter(|c| !c.is_empty()),
                    None => before.comment.clone(),
                },
                tags: if bulk.tags.is_some() { after.tags.clone() } else { before.tags.clone() },
                ..before.clone()
            };
            prop_assert_eq!(&after, &expected);
            let kind = Kind::of(&after, &zone(), limits());
            prop_assert_ne!(bulk.change(&mut after, kind), BulkEffect::Changed);
        }

        #[test]
        fn predicts_how_many_records_keep_their_ttl(
            records in proptest::collection::vec((any_marked(), any::<bool>()), 0..20),
            bulk in any_bulk(),
        ) {
            let mut kinds = Kinds::default();
            let mut ttl_left = 0;
            for (record, locked) in records {
                let mut record = Record { locked, ..record };
                let kind = Kind::of(&record, &zone(), limits());
                kinds.count(kind);
                let takes_any = (kind as usize) <= Kind::Proxied as usize;
                let mut one = Kinds::default();
                one.count(kind);
                let is_left = bulk.ttl_left(&one) == 1;
                ttl_left += usize::from(is_left);
                let effect = bulk.change(&mut record, kind);
                if let (BulkEffect::Changed, Some(ttl)) = (effect, bulk.ttl) {
                    prop_assert!(takes_any);
                    prop_assert_eq!(!is_left, record.ttl == ttl || ttl == Ttl::Auto);
                }
            }
            prop_assert_eq!(bulk.ttl_left(&kinds), ttl_left);
        }

        #[test]
        fn adds_removes_or_replaces_tags(
            own in proptest::collection::vec("[a-d]", 0..4),
            tags in proptest::collection::vec("[a-d]", 0..4),
        ) {
            let boxed = |all: &[String]| all.iter().map(|tag| tag.as_str().into()).collect::<Vec<Foreign>>();
            let (own, tags) = (boxed(&own), boxed(&tags));
            let of = |how: Tagging| {
                let mut all = own.clone();
                how.change(&mut all, &tags);
                all
            };
            prop_assert_eq!(of(Tagging::Replace), tags.clone());
            prop_assert!(of(Tagging::Remove).iter().all(|tag| own.contains(tag) && !tags.contains(tag)));
            prop_assert!(own.iter().chain(&tags).all(|tag| of(Tagging::Add).contains(tag)));
        }
    }

    #[test]
    fn applies_the_fields_that_fit_a_record_and_leaves_records_where_none_fits() {
        let a = record("a.example.com", RecordType::A, &["192.0.2.1"]);
        let mx = record("example.com", RecordType::Mx, &["10", "a.example.com"]);
        let both = Bulk { ttl: Some(Ttl::Seconds(600)), proxied: Some(true), ..Bulk::default() };
        let proxy = Bulk { proxied: Some(true), ..Bulk::default() };
        let effect = |bulk: &Bulk, record: &Record| {
            let mut after = record.clone();
            (bulk.change(&mut after, Kind::of(record, &zone(), limits())), after)
        };
        let proxied = Record { proxied: Some(true), ttl: Ttl::Auto, ..a.clone() };
        let slow = Record { ttl: Ttl::Seconds(600), ..mx.clone() };
        assert_eq!(effect(&both, &a), (BulkEffect::Changed, proxied.clone()));
        assert_eq!(effect(&both, &mx), (BulkEffect::Changed, slow));
        assert_eq!(effect(&proxy, &mx), (BulkEffect::Left, mx));
        assert_eq!(effect(&proxy, &proxied).0, BulkEffect::Same);
        let ttl = Bulk { ttl: Some(Ttl::Seconds(600)), ..Bulk::default() };
        assert_eq!(effect(&ttl, &proxied).0, BulkEffect::Left);
        for closed in [
            Record { locked: true, ..a.clone() },
            Record { flaw: Some(crate::record::Flaw::Content), ..a.clone() },
            record("a.example.com", RecordType::A, &["nothing"]),
        ] {
            assert_eq!(effect(&both, &closed).0, BulkEffect::Left);
        }
        let odd = record("a.example.com", RecordType::Ds, &["1", "13", "2", "ab"]);
        assert_eq!(Kind::of(&odd, &zone(), limits()), Kind::Faulty);
        assert_eq!(Kind::of_held(&odd, Some(&odd), &zone(), limits()), Kind::Plain, "held so");
        let short = Record { ttl: Ttl::Seconds(1), ..a };
        assert_eq!(effect(&ttl, &short).0, BulkEffect::Changed, "a TTL is mended");
    }
}
