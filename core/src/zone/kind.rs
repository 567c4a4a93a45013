//! The kinds of conflict, with the severity of each and the field it concerns.

use super::Severity;
use super::meant::host_place;
use crate::record::{Field, Mistake, Record};

/// A kind of conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// The zone has this record twice; one is enough (RFC 2181, section 5).
    Duplicate,
    /// A CNAME and addresses at one name (RFC 1034, section 3.6.2).
    CnameBesideAddress,
    /// A CNAME and data other than addresses at one name (RFC 1034, section 3.6.2).
    CnameBesideOther,
    /// A second CNAME at one name (RFC 2181, section 10.1).
    SecondCname,
    /// A CNAME at the apex, next to the mandatory SOA and NS (RFC 1912, section 2.4).
    ApexCname,
    /// A CNAME at the apex that the provider flattens to the addresses of its target.
    ApexFlattened,
    /// NS and other data at one name below the apex. The name is delegated, so only DS and the addresses of
    /// its name servers are allowed here (RFC 2181, section 6.1).
    NsBesideOther,
    /// Data below a delegated name, which resolvers never see, except for glue (RFC 1034, section 4.2.1).
    BelowDelegation,
    /// DS at a name that is not delegated (RFC 4035, section 2.4).
    DsWithoutNs,
    /// DS at the apex: it belongs into the parent zone (RFC 4035, section 2.4).
    DsAtApex,
    /// Two different SPF policies at one name (RFC 7208, section 4.5).
    SecondSpf,
    /// Two different DMARC policies at one name (RFC 7489, section 6.6.3).
    SecondDmarc,
    /// A null MX next to a mail server (RFC 7505, section 3).
    NullMxBesideMx,
    /// Different TTLs within an RRset (RFC 2181, section 5.2).
    MixedTtl,
    /// The target of an MX, NS or SRV record has a CNAME (RFC 2181, section 10.3; RFC 2782).
    TargetIsCname,
    /// The target is a name of this zone without suitable records.
    TargetMissing,
    /// An MX, NS or SRV record points to this proxied name, but the provider's addresses speak HTTP only.
    ProxiedTarget,
    /// The same, judged by a label of the name: such names are for mail, shells and the like.
    ProxiedService,
    /// A label starts with `_`: programs ask such a name for its record, such as a mail key or a proof of
    /// ownership (RFC 8552), and would get addresses instead.
    ProxiedUnderscore,
    /// A proxied CNAME to a host that is known not to work through the proxy.
    ProxiedRefused,
    /// A proxied CNAME to a host outside the zone, which may not serve what the proxy requests.
    ProxiedElsewhere,
    /// An address next to a proxied one of the same name: the provider proxies them all.
    ProxiedBySibling,
    /// A private or loopback address behind the proxy, which cannot reach it (RFC 1918, RFC 4193).
    PrivateProxied,
    /// A private or loopback address in a public zone (RFC 1918, RFC 4193).
    PrivateAddress,
    /// A label of the name mixes letters of several scripts (Unicode Technical Standard 39, 5.1).
    MixedScripts,
    /// The name looks like another one of the zone (Unicode Technical Standard 39, section 4).
    LooksAlike,
    /// Separate strings, at a provider that stores one text per record.
    StringsJoined,
    /// An SPF policy whose words are separate strings: joining them loses the spaces between them (RFC 7208,
    /// section 3.3).
    SpfWords,
    /// A key or policy without its tags: in a zone file, `;` starts a comment (RFC 1035, section 5.1).
    TextCut,
    /// A text with quotes that were typed along with it.
    QuotesTyped,
    /// The TTL is out of the provider's range.
    TtlOutside,
    /// The provider does not support the type.
    TypeNotHeld,
    /// The owner is no name.
    Owner(Mistake),
    /// The owner is an IP address, but the zone is no reverse zone.
    OwnerAddress,
    /// The owner ends with the zone's name twice, because the trailing dot was missing (RFC 1035, section
    /// 5.1).
    OwnerRepeatsZone,
    /// The target is no host name.
    Target(Mistake),
    /// The target ends with the zone's name twice.
    TargetRepeatsZone,
    /// The target does not exist in this zone, and looks like a complete name without the zone's.
    TargetLacksDot,
    /// The target is a single label, which would be a top-level domain.
    TargetIsBare,
    /// The target is a wildcard, which is no host name (RFC 4592, section 2.1.1).
    TargetIsWildcard,
    /// The target of an MX, NS or SRV record contains an underscore, which host names cannot (RFC 952; RFC
    /// 1123, section 2.1).
    TargetHasUnderscore,
    /// A tag that no known certificate authority reads (RFC 8659, section 4).
    CaaTag,
    /// Flags other than 0 and 128, the only defined values (RFC 8659, section 4.1).
    CaaFlags,
    /// Quotes that were typed along with a value: they belong into zone files (RFC 8659, section 4.2).
    CaaQuotes,
    /// A certificate authority that is not given as a domain (RFC 8659, section 4.2).
    CaaIssuer,
    /// A report address that is neither e-mail nor web (RFC 8659, section 4.4).
    CaaReports,
    /// A number without a meaning, in the rdata field with this index.
    UnknownNumber(usize),
    /// Parameters in alias mode, which are ignored (RFC 9460, section 2.4.2).
    AliasParams,
    /// An unregistered parameter name (RFC 9460, section 14.3).
    UnknownParam,
    /// A comment longer than the provider's limit: the limit in characters.
    CommentLong(usize),
    /// A multi-line comment, where the provider allows one line.
    CommentLines,
    /// Tags, which the zone's plan does not support.
    TagsNotHeld,
    /// A comment longer than some plans allow, on an unknown plan: the limit in characters.
    CommentLongMaybe(usize),
    /// Tags, which some plans do not support, on an unknown plan.
    TagsMaybeNotHeld,
}

impl ConflictKind {
    /// The severity of this kind of conflict.
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

    /// The field that the conflict concerns. If it blocks, [`Record::validate`] reports the same field
    /// without a fix; callers that show both skip that error.
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

    /// Whether the proxy causes the conflict, so that turning it off fixes it.
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

    /// Whether the proxy breaks the record, or may break it: the conflict then implies that the record is
    /// proxied.
    #[must_use]
    pub fn is_of_proxy(self) -> bool {
        self.is_broken_by_proxy() || matches!(self, Self::ProxiedElsewhere | Self::ProxiedBySibling)
    }
}
