//! The questions about one name. It does not follow an alias: what stands behind a CNAME belongs
//! to another name.

use hickory_proto::{
    op::ResponseCode,
    rr::{Name, Record, RecordType},
};
use hickory_resolver::{
    TokioResolver,
    net::{DnsError, NetError},
};

use super::ScanError;

/// What is asked at every name that exists and is no alias.
pub const TYPES: [RecordType; 11] = [
    RecordType::A,
    RecordType::AAAA,
    RecordType::MX,
    RecordType::TXT,
    RecordType::NS,
    RecordType::SRV,
    RecordType::CAA,
    RecordType::PTR,
    RecordType::HTTPS,
    RecordType::SVCB,
    RecordType::TLSA,
];

/// One answer.
enum Answer {
    Records(Vec<Record>),
    /// The name exists without records of this type (RFC 2308 section 2.2).
    Nothing,
    /// No name like this and none below it (RFC 8020).
    NoName,
    Failed,
}

/// Asks about names of one domain.
pub struct Asker {
    resolver: TokioResolver,
    domain: Name,
}

impl Asker {
    /// Asks `resolver` about names below `domain`.
    pub fn new(resolver: TokioResolver, mut domain: Name) -> Self {
        domain.set_fqdn(true);
        Self { resolver, domain }
    }

    /// The name that a word stands for, unless it would become too long.
    pub fn owner(&self, word: &str) -> Option<Name> {
        Name::parse(word, Some(&self.domain)).ok()
    }

    /// The records of the apex with its SOA; nothing when there is no such domain.
    pub async fn apex(&self) -> Result<Option<Vec<Record>>, ScanError> {
        let mut records = match self.ask(&self.domain, RecordType::SOA).await {
            Answer::Records(records) => records,
            Answer::Nothing => Vec::new(),
            Answer::NoName => return Ok(None),
            Answer::Failed => return Err(ScanError::NoAnswer),
        };
        records.extend(self.types(&self.domain).await);
        Ok(Some(records))
    }

    /// All records at a word: the alias alone if it is one.
    pub async fn name(&self, word: &str) -> Vec<Record> {
        let Some(owner) = self.owner(word) else {
            return Vec::new();
        };
        match self.ask(&owner, RecordType::CNAME).await {
            Answer::Records(alias) => alias,
            Answer::Nothing => self.types(&owner).await,
            Answer::NoName | Answer::Failed => Vec::new(),
        }
    }

    /// All records at a name that is taken to be no alias.
    pub async fn types(&self, owner: &Name) -> Vec<Record> {
        let mut records = Vec::new();
        for kind in TYPES {
            if let Answer::Records(more) = self.ask(owner, kind).await {
                records.extend(more);
            }
        }
        records
    }

    /// The alias at a name.
    pub async fn alias(&self, owner: &Name) -> Vec<Record> {
        match self.ask(owner, RecordType::CNAME).await {
            Answer::Records(records) => records,
            Answer::Nothing | Answer::NoName | Answer::Failed => Vec::new(),
        }
    }

    async fn ask(&self, owner: &Name, kind: RecordType) -> Answer {
        let mine = |record: &&Record| record.name == *owner && record.record_type() == kind;
        match self.resolver.lookup(owner.clone(), kind).await {
            // Answers hold the way through aliases and glue as well: keep what was asked for. A
            // delegation is told in the authority section (RFC 1034 section 4.3.2, 3.b).
            Ok(lookup) => {
                let answers = lookup.answers().iter().filter(mine).cloned();
                let authorities = lookup.authorities().iter().filter(mine).cloned();
                Answer::of([answers.collect(), authorities.collect()])
            }
            Err(NetError::Dns(DnsError::NoRecordsFound(none))) => {
                let delegation = none.ns.iter().flat_map(|all| all.iter().map(|data| &data.ns));
                match Answer::of([delegation.filter(mine).cloned().collect()]) {
                    Answer::Nothing if none.response_code == ResponseCode::NXDomain => {
                        Answer::NoName
                    }
                    answer => answer,
                }
            }
            Err(_) => Answer::Failed,
        }
    }
}

impl Answer {
    /// The first section that holds anything: a server may tell the same records in two.
    fn of<const N: usize>(sections: [Vec<Record>; N]) -> Self {
        let records = sections.into_iter().find(|records| !records.is_empty());
        records.map_or(Self::Nothing, Self::Records)
    }
}
