//! What a fresh account holds: zones with the few records that make a review interesting. What a
//! scan finds is not here but in DNS.

use hickory_proto::rr::Record;

use super::sentinel::{self, KeyBehaviour, ZoneBehaviour};
use crate::zonefile;

/// One zone of a fresh account.
pub struct Holding {
    /// The domain.
    pub domain: String,
    /// What the zone does.
    pub behaviour: ZoneBehaviour,
    /// The records that it holds already.
    pub records: Vec<Record>,
    /// Whether lists of zones name it. One that they do not is at Cloudflare only, by its name or identifier.
    pub is_listed: bool,
}

/// Zones beside the sentinels, with the records that they hold already, as zone file text.
const HELD: &[(&str, &str)] = &[
    ("bakery.example", "www 3600 IN CNAME bakery.example.\n"),
    (
        "northwind.example",
        "@ 3600 IN MX 10 mx1.northwind.example.\n\
         mail 3600 IN A 198.51.100.20\n\
         status 3600 IN CNAME northwind.statusboard.example.\n",
    ),
    ("oldtown.example", "mail 3600 IN A 192.0.2.1\n@ 3600 IN CAA 0 issue \"letsencrypt.org\"\n"),
];

/// What `conflict.example` holds: the opposite of what the scan finds there.
const CONFLICTING: &str = "www 3600 IN CNAME stores.hosting.example.\n\
    shop 3600 IN A 192.0.2.200\n";

/// What `managed-record.example` holds: the first is another product's.
const MANAGED: &str = "managed 3600 IN A 192.0.2.77\nvpn 3600 IN AAAA 2001:db8:80::1194\n";
/// What `failing-writes.example` holds: records that are as good as others until they are written.
const FAILING: &str = "refuse-one 3600 IN A 192.0.2.11\n\
    fail-one 3600 IN A 192.0.2.12\n\
    hang-one 3600 IN A 192.0.2.13\n\
    vpn 3600 IN AAAA 2001:db8:80::1194\n";

/// What the other sentinel zones hold.
const ONE_RECORD: &str = "vpn 3600 IN AAAA 2001:db8:80::1194\n";

/// What `orange.example` holds: the addresses behind the edge that DNS shows.
const BEHIND_THE_EDGE: &str = "@ 1 IN A 192.0.2.65\n\
    @ 1 IN AAAA 2001:db8:60::65\n\
    @ 1 IN MX 10 mx1.letterbox.example.\n\
    @ 1 IN TXT \"v=spf1 include:_spf.letterbox.example -all\"\n\
    @ 1 IN CAA 0 issue \"pki.example\"\n\
    www 1 IN CNAME orange.example.\n\
    shop 1 IN CNAME stores.hosting.example.\n\
    mail 3600 IN A 192.0.2.60\n";

/// How many zones the account with many zones has.
const MANY: usize = 130;

/// The zones of a fresh account.
pub fn initial(behaviour: KeyBehaviour, more: &[String]) -> Vec<Holding> {
    if behaviour == KeyBehaviour::ManyZones {
        return many().map(|domain| holding(&domain, ONE_RECORD)).collect();
    }
    let sites = HELD.iter().map(|(domain, held)| holding(domain, held));
    let sentinels = sentinel::ZONES.iter().map(|(domain, behaviour, _)| {
        let held = match behaviour {
            ZoneBehaviour::Conflict => CONFLICTING,
            ZoneBehaviour::ManagedRecord => MANAGED,
            ZoneBehaviour::FailingWrites => FAILING,
            _ => ONE_RECORD,
        };
        holding(domain, held)
    });
    let more = more.iter().map(|domain| holding(domain, ""));
    let traps = zonefile::TRAPS.iter().map(|(domain, text)| trap(domain, text));
    sites.chain(sentinels).chain(more).chain(traps).collect()
}

/// The zones that the name server makes from the template.
pub fn template_zones() -> Vec<String> {
    let sentinels = sentinel::ZONES.iter().map(|(domain, ..)| (*domain).to_owned());
    sentinels.chain(many()).collect()
}

fn many() -> impl Iterator<Item = String> {
    (1..=MANY).map(|number| format!("branch-{number:03}.example"))
}

fn holding(domain: &str, held: &str) -> Holding {
    let behaviour = sentinel::of_zone(domain);
    Holding {
        domain: domain.to_owned(),
        behaviour,
        // The texts are constants that a test reads: one that could not be read would be empty.
        records: zonefile::read(domain, held).unwrap_or_default(),
        is_listed: behaviour.generated().is_none(),
    }
}

/// A zone whose records are to be found by asking DNS: it holds the addresses of its apex.
fn trap(domain: &str, text: &str) -> Holding {
    if domain == "orange.example" {
        return Holding { is_listed: false, ..holding(domain, BEHIND_THE_EDGE) };
    }
    let mut holding = holding(domain, text);
    let apex = holding.records.first().map(|soa| soa.name.clone());
    holding
        .records
        .retain(|record| record.record_type().is_ip_addr() && Some(&record.name) == apex.as_ref());
    Holding { is_listed: false, ..holding }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_account_holds_all_sandbox_zones() {
        let more = ["real.example".to_owned()];
        let holdings = initial(KeyBehaviour::Plain, &more);
        let traps = zonefile::TRAPS.len();
        assert_eq!(holdings.len(), HELD.len() + sentinel::ZONES.len() + 1 + traps);
        for holding in holdings {
            assert_eq!(holding.records.is_empty(), holding.domain == "real.example");
        }
    }

    #[test]
    fn an_account_of_many_zones_holds_its_number() {
        assert_eq!(initial(KeyBehaviour::ManyZones, &[]).len(), MANY);
    }
}
