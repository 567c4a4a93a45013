//! Hearings for tests, made of what each resolver means, and a picture and its report.

use super::{
    Agreement, Dismissals, EvidenceReport, Find, Hearing, Lead, Meaning, NameState, Picture,
    Question, Rcode, Testimony, Trust, Voice, agree, unknowns,
};
use crate::date::at;
use crate::name::DomainName;
use crate::record::{Rdata, Record, RecordType, Ttl};

pub fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

/// A record with a TTL of 300, its name relative to `example.com`.
pub fn record(owner: &str, rtype: RecordType, fields: &[&str]) -> Record {
    let rdata = Rdata::new(&rtype, fields);
    Record::new(
        DomainName::join(owner, &name("example.com")).unwrap(),
        rtype,
        rdata,
        Ttl::Seconds(300),
    )
}

/// Addresses of `www`.
pub fn hosts(addresses: &[&str]) -> Vec<Record> {
    addresses.iter().map(|address| record("www", RecordType::A, &[address])).collect()
}

/// A hearing in which each of the resolvers `one`, `two`, … means this.
pub fn hearing(owner: &str, rtype: RecordType, meanings: &[Meaning]) -> Hearing {
    let name = match owner.ends_with('.') {
        true => name(owner),
        false => DomainName::join(owner, &name("example.com")).unwrap(),
    };
    let voice = |meaning: &Meaning| Voice { meaning: Some(meaning.clone()), is_honest: true };
    let agreement: Agreement = agree(&meanings.iter().map(voice).collect::<Vec<_>>());
    let testimony = |(resolver, meaning): (&&str, &Meaning)| Testimony {
        resolver: (*resolver).to_owned(),
        at: at(1_770_370_056_000),
        rcode: Some(Rcode::NoError),
        is_validated: false,
        meaning: Some(meaning.clone()),
    };
    let testimonies = ["one", "two", "three"].iter().zip(meanings).map(testimony).collect();
    Hearing { question: Question { name, rtype }, testimonies, agreement }
}

/// The hearing of the records' own name and type in which both resolvers have them.
pub fn both(records: &[Record]) -> Hearing {
    let first = &records[0];
    let meaning = Meaning::Records(records.to_vec());
    let owner = [first.name.as_str(), "."].concat();
    hearing(&owner, first.rtype.clone(), &[meaning.clone(), meaning])
}

/// A picture with a find that carries what only an account knows.
pub fn told(content: &str) -> Picture {
    let zone = name("example.com");
    let found = Record {
        id: Some("record-id-4711".into()),
        comment: Some("a note of the account".into()),
        tags: vec!["owner:somebody".into()],
        more: Some("{\"secret\":1}".into()),
        ..record("@", RecordType::Txt, &[content])
    };
    let meaning = Meaning::Records(vec![found.clone()]);
    let asked = vec![
        hearing("@", RecordType::Txt, &[meaning.clone(), meaning]),
        hearing("_domainkey", RecordType::Txt, &[Meaning::EmptyName(None)]),
    ];
    let names = [(name("_domainkey.example.com"), NameState::Empty)].into();
    let finds = vec![Find { record: found, lead: Lead::Apex, at: at(60_000) }];
    Picture { zone, finds, names, asked, is_complete: false }
}

/// Its report, from two resolvers of which one does not count.
pub fn report(picture: &Picture, dismissals: &Dismissals) -> EvidenceReport {
    let resolvers =
        [("one".to_owned(), Trust::Honest { validates: true }), ("two".to_owned(), Trust::Filters)];
    let unknown = unknowns(picture, &[], &[], None);
    EvidenceReport::new(picture, &resolvers, &unknown, dismissals, at(120_000))
}
