//! The kinds of conflict: how much each matters, and which field of the record it is about.

use super::Severity;
use super::meant::host_place;
use crate::record::{Field, Mistake, Record};

/// What is wrong with a record where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// The zone has this very record once more; one of the two is enough (RFC 2181, section 5).
    Duplicate,
    /// A CNAME and addresses at one name (RFC 1034, section 3.6.2).
    CnameBesideAddress,
    /// A CNAME and data other than addresses at one name (RFC 1034, section 3.6.2).
    CnameBesideOther,
    /// A second CNAME at one name (RFC 2181, section 10.1).
    SecondCname,
    /// A CNAME at the apex, where SOA and NS stand always (RFC 1912, section 2.4).
    ApexCname,
    /// A CNAME at the apex of a provider that answers with the addresses behind it.
    ApexFlattened,
    /// NS and other data at one name below the apex. The name is delegated, so that nothing but DS
    /// and the addresses of its name servers has a place here (RFC 2181, section 6.1).
    NsBesideOther,
    /// Data below a delegated name, which nobody is told (RFC 1034, section 4.2.1: but for glue).
    BelowDelegation,
    /// DS at a name that is not delegated (RFC 4035, section 2.4).
    DsWithoutNs,
    /// DS at the apex: the zone above has it (RFC 4035, section 2.4).
    DsAtApex,
    /// Two different SPF policies at one name (RFC 7208, section 4.5).
    SecondSpf,
    /// Two different DMARC policies at one name (RFC 7489, section 6.6.3).
    SecondDmarc,
    /// `no mail here` beside a mail server (RFC 7505, section 3).
    NullMxBesideMx,
    /// Different TTLs within one set of records (RFC 2181, section 5.2).
    MixedTtl,
    /// MX, NS or SRV leads to a name with a CNAME (RFC 2181, section 10.3; RFC 2782).
    TargetIsCname,
    /// It leads to a name of this zone that has nothing to go on with.
    TargetMissing,
    /// MX, NS or SRV leads to this name, and the provider's own addresses would stand for it: they
    /// speak HTTP only.
    ProxiedTarget,
    /// The same, by a label of the name: such names are for mail, shells and the like.
    ProxiedService,
    /// A label begins with `_`: the name is for programs that ask for the record itself, such as a mail
    /// key or a proof of ownership (RFC 8552), and would get addresses.
    ProxiedUnderscore,
    /// A CNAME to a host that is known to be no good through the proxy.
    ProxiedRefused,
    /// A CNAME to a host outside the zone: whether that serves what a proxy asks for is not known here.
    ProxiedElsewhere,
    /// An address beside a proxied one of the same name: the provider proxies them all.
    ProxiedBySibling,
    /// A private or loopback address that the provider should fetch from (RFC 1918, RFC 4193).
    PrivateProxied,
    /// A private or loopback address in a public zone (RFC 1918, RFC 4193).
    PrivateAddress,
    /// A label of the name mixes letters of several scripts (Unicode Technical Standard 39, 5.1).
    MixedScripts,
    /// The name looks like another one of the zone (Unicode Technical Standard 39, section 4).
    LooksAlike,
    /// Strings that stand apart, at a provider that holds one text for each record.
    StringsJoined,
    /// An SPF policy whose words are strings of their own: they are joined without the spaces that it
    /// needs (RFC 7208, section 3.3).
    SpfWords,
    /// A key or policy that ends before its tags: what `;` begins is a comment in a zone file (RFC 1035,
    /// section 5.1).
    TextCut,
    /// A text within quotes that were typed along with it.
    QuotesTyped,
    /// The provider has no such TTL.
    TtlOutside,
    /// The provider has no such type.
    TypeNotHeld,
    /// The owner is something else than a name.
    Owner(Mistake),
    /// The owner is an IP address, in a zone that is no reverse one.
    OwnerAddress,
    /// The owner ends with the zone's name twice: a last dot was missing where it was written (RFC 1035,
    /// section 5.1).
    OwnerRepeatsZone,
    /// It leads to something else than a host.
    Target(Mistake),
    /// It leads to a name that ends with the zone's name twice.
    TargetRepeatsZone,
    /// It leads to a name of this zone that is not there and would be a complete name without the zone.
    TargetLacksDot,
    /// It leads to a name of one label, which would be a top-level domain.
    TargetIsBare,
    /// It leads to a wildcard, which is no name of a host (RFC 4592, section 2.1.1).
    TargetIsWildcard,
    /// MX, NS or SRV leads to a name with an underscore, which no host has (RFC 952; RFC 1123,
    /// section 2.1).
    TargetHasUnderscore,
    /// A tag that no certificate authority is known to read (RFC 8659, section 4).
    CaaTag,
    /// Flags other than 0 and 128, the only ones that mean something (RFC 8659, section 4.1).
    CaaFlags,
    /// Quotes that were typed along with a value: they belong to zone files (RFC 8659, section 4.2).
    CaaQuotes,
    /// A certificate authority that is not named by its domain (RFC 8659, section 4.2).
    CaaIssuer,
    /// Reports that go neither to an e-mail address nor to a web address (RFC 8659, section 4.4).
    CaaReports,
    /// A number without a meaning, at this place of the type's fields.
    UnknownNumber(usize),
    /// Parameters of an alias, which nobody reads (RFC 9460, section 2.4.2).
    AliasParams,
    /// A parameter whose name no registry has (RFC 9460, section 14.3).
    UnknownParam,
    /// A comment of more characters than the provider keeps: so many.
    CommentLong(usize),
    /// A comment of several lines, where the provider keeps one.
    CommentLines,
    /// Tags, which the zone's plan does not have.
    TagsNotHeld,
    /// A comment of more characters than every plan keeps, on a plan that is not known: so many.
    CommentLongMaybe(usize),
    /// Tags, which not every plan has, on a plan that is not known.
    TagsMaybeNotHeld,
}

impl ConflictKind {
    /// How much a conflict of this kind matters.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::CnameBesideAddress
            | Self::CnameBesideOther
            | Self::SecondCname
            | Self::ApexCname
            | Self::NsBesideOther
            | Self::DsWithoutNs
            | Self::TtlOutside
            | Self::TypeNotHeld
            | Self::Owner(_)
            | Self::Target(_)
            | Self::CommentLong(_)
            | Self::CommentLines
            | Self::TagsNotHeld => Severity::Blocks,
            Self::Duplicate
            | Self::BelowDelegation
            | Self::DsAtApex
            | Self::SecondSpf
            | Self::SecondDmarc
            | Self::NullMxBesideMx
            | Self::TargetIsCname
            | Self::TargetMissing
            | Self::ProxiedTarget
            | Self::ProxiedService
            | Self::ProxiedUnderscore
            | Self::ProxiedRefused
            | Self::ProxiedBySibling
            | Self::PrivateProxied
            | Self::MixedScripts
            | Self::LooksAlike
            | Self::StringsJoined
            | Self::SpfWords
            | Self::TextCut
            | Self::QuotesTyped
            | Self::OwnerAddress
            | Self::OwnerRepeatsZone
            | Self::TargetRepeatsZone
            | Self::TargetLacksDot
            | Self::TargetIsBare
            | Self::TargetIsWildcard
            | Self::TargetHasUnderscore
            | Self::CaaTag
            | Self::CaaFlags
            | Self::CaaQuotes
            | Self::CaaIssuer
            | Self::CaaReports
            | Self::UnknownNumber(_)
            | Self::AliasParams
            | Self::UnknownParam
            | Self::CommentLongMaybe(_)
            | Self::TagsMaybeNotHeld => Severity::Warns,
            Self::ApexFlattened
            | Self::MixedTtl
            | Self::PrivateAddress
            | Self::ProxiedElsewhere => Severity::Notes,
        }
    }

    /// The field that it is about. Where it blocks, [`Record::validate`] says the same of that field,
    /// without a fix: who shows both leaves its fault out.
    #[must_use]
    pub fn field(self, record: &Record) -> Option<Field> {
        let host = || host_place(&record.rtype).map(Field::Rdata);
        match self {
            Self::TtlOutside => Some(Field::Ttl),
            Self::TypeNotHeld => Some(Field::Type),
            Self::Owner(_) | Self::OwnerAddress | Self::OwnerRepeatsZone => Some(Field::Name),
            Self::Target(_)
            | Self::TargetRepeatsZone
            | Self::TargetLacksDot
            | Self::TargetIsBare
            | Self::TargetIsWildcard
            | Self::TargetHasUnderscore => host(),
            Self::CaaFlags => Some(Field::Rdata(0)),
            Self::CaaTag => Some(Field::Rdata(1)),
            Self::CaaQuotes
            | Self::CaaIssuer
            | Self::CaaReports
            | Self::AliasParams
            | Self::UnknownParam => Some(Field::Rdata(2)),
            Self::UnknownNumber(index) => Some(Field::Rdata(index)),
            Self::StringsJoined | Self::SpfWords | Self::TextCut | Self::QuotesTyped => {
                Some(Field::Rdata(0))
            }
            Self::CommentLong(_) | Self::CommentLines | Self::CommentLongMaybe(_) => {
                Some(Field::Comment)
            }
            Self::TagsNotHeld | Self::TagsMaybeNotHeld => Some(Field::Tags),
            _ => None,
        }
    }

    /// Whether the proxy breaks something, which turning it off would mend.
    #[must_use]
    pub fn is_broken_by_proxy(self) -> bool {
        matches!(
            self,
            Self::ProxiedTarget
                | Self::ProxiedService
                | Self::ProxiedUnderscore
                | Self::ProxiedRefused
                | Self::PrivateProxied
        )
    }

    /// Whether the record does what it looks like only without the proxy, or may do so: then it goes
    /// without saying that it is proxied.
    #[must_use]
    pub fn is_of_proxy(self) -> bool {
        self.is_broken_by_proxy() || matches!(self, Self::ProxiedElsewhere | Self::ProxiedBySibling)
    }
}
