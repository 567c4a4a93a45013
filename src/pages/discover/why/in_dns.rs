//! What DNS says of a record: what the world sees in its place, which resolver answered what and when, and how it was
//! found.

use zonesift_core::date;
use zonesift_core::evidence::{Hearing, Picture, Served, Witness, compare};
use zonesift_core::name::DomainName;
use zonesift_core::record::{Record, RecordType};
use zonesift_core::review::{Item, Review};
use zonesift_core::text;

use crate::browser::clock;
use crate::state::zone::ZoneState;

/// What DNS says of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InDns {
    /// What the world sees.
    pub seen: String,
    /// What each resolver said.
    pub heard: Vec<String>,
    /// How the record was found, if DNS has it.
    pub lead: Option<String>,
}

/// `None` where its name and type were not asked for.
pub fn in_dns(zone: ZoneState, review: &Review, item: &Item) -> Option<InDns> {
    let record = item.record();
    let is_set = |own: &Record| own.name == record.name && own.rtype == record.rtype;
    let items = review.items().iter().filter(|own| own.is_listed == item.is_listed);
    let held: Vec<Record> = items.map(|own| own.found.clone()).filter(is_set).collect();
    let distrusted: Vec<String> = zone.dns.trust().into_iter().filter_map(dishonest).collect();
    let look = |picture: &Picture| {
        // An alias comes with any type.
        let is_asked = |own: &&Hearing| {
            own.question.name == record.name
                && (own.question.rtype == record.rtype || record.rtype == RecordType::Cname)
        };
        let asked: Vec<&Hearing> = picture.asked.iter().filter(is_asked).collect();
        let name_servers = name_servers(picture);
        let holder = Some(zone.api.provider());
        let served = Served { holder, name_servers: &name_servers, distrusted: &distrusted };
        (!asked.is_empty()).then(|| InDns {
            seen: text::seen(&compare(&held, &picture.asked, &served)),
            heard: asked.into_iter().flat_map(Witness::of).map(|own| heard(&own)).collect(),
            lead: lead(picture, record),
        })
    };
    zone.dns.with_picture(look).flatten()
}

fn dishonest((name, trust): (String, zonesift_core::evidence::Trust)) -> Option<String> {
    (!trust.is_honest()).then_some(name)
}

fn name_servers(picture: &Picture) -> Vec<DomainName> {
    let finds = picture.finds.iter().map(|find| &find.record);
    let own = finds.filter(|own| own.rtype == RecordType::Ns && own.name == picture.zone);
    own.filter_map(|own| DomainName::parse(own.rdata.target(&own.rtype)?.raw()).ok()).collect()
}

fn lead(picture: &Picture, record: &Record) -> Option<String> {
    let identity = record.identity();
    let find = picture.finds.iter().find(|find| find.record.identity() == identity)?;
    let ttl = find.record.ttl.seconds().unwrap_or_default();
    Some([text::lead(&find.lead), text::ttl_at_least(ttl)].join(" "))
}

fn heard(witness: &Witness) -> String {
    text::heard(witness, &date::show_at(witness.at, clock::offset(witness.at)))
}
