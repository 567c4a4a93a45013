//! Records that DNS itself has, beside those that the provider's scan has found.

use super::{Item, Presence, Review};
use crate::fingerprint::Fingerprint;
use crate::record::{Record, RecordType};

impl Review {
    /// Takes records that exist in DNS: an item with the same data is marked, and keeps what the provider says of it;
    /// the others become items. An accepted one is written as a record of its own, because no scan lists it.
    pub fn take_from_dns(&mut self, records: Vec<Record>) {
        // Every host makes its own SOA.
        for record in records.into_iter().filter(|record| record.rtype != RecordType::Soa) {
            self.take_one_from_dns(record);
        }
    }

    fn take_one_from_dns(&mut self, record: Record) {
        let identity = record.identity();
        let key = Fingerprint::of(&identity);
        let known = self.find(key, &record, false);
        match known.and_then(|number| self.items.get_mut(number)) {
            Some(item) if item.is_in_dns => {}
            Some(item) => {
                item.is_in_dns = true;
                // A decision that was kept over a reload had no record until now.
                if !item.is_listed {
                    item.presence = Presence::Found;
                }
                self.revise();
            }
            None => {
                let standing = self.judge(&record, &identity);
                let item = Self::new_item(key, record, (0, 0), false);
                self.arrive(Item { standing, is_listed: false, is_in_dns: true, ..item });
            }
        }
    }

    /// How many items the provider's scan has listed.
    #[must_use]
    pub fn listed(&self) -> usize {
        self.items.iter().filter(|item| item.is_listed).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Change;
    use crate::name::DomainName;
    use crate::provider::Provider;
    use crate::record::{Rdata, Ttl};
    use crate::review::Decision;

    fn record(name: &str, id: Option<&str>) -> Record {
        let name = DomainName::parse(name).unwrap();
        let rdata = Rdata::new(&RecordType::A, ["192.0.2.1"]);
        let id = id.map(Into::into);
        Record { id, ..Record::new(name, RecordType::A, rdata, Ttl::Seconds(60)) }
    }

    fn review(provider: Provider) -> Review {
        Review::new(DomainName::parse("example.com").unwrap(), provider.capabilities())
    }

    #[test]
    fn what_the_scan_has_found_too_stays_one_item_with_its_id() {
        let mut review = review(Provider::Cloudflare);
        review.merge(vec![record("www.example.com", Some("f1"))]);
        review
            .take_from_dns(vec![record("www.example.com", None), record("shop.example.com", None)]);
        let [www, shop] = review.items() else { panic!("two items") };
        assert_eq!(www.found.id, Some("f1".into()));
        assert!(www.is_listed && www.is_in_dns && shop.is_in_dns && !shop.is_listed);
        assert_eq!(review.listed(), 1);
        review.merge_more(vec![record("shop.example.com", Some("f2"))]);
        assert_eq!(review.items()[1].found.id, Some("f2".into()));
        assert_eq!((review.items().len(), review.listed()), (2, 2));
    }

    #[test]
    fn a_reading_of_the_scan_takes_nothing_away_that_only_dns_has() {
        let mut review = review(Provider::Bunny);
        review.take_from_dns(vec![record("shop.example.com", None)]);
        let reading = review.merge(vec![record("www.example.com", Some("f1"))]);
        review.end_reading(reading);
        assert!(review.items().iter().all(|item| !item.is_missing()));
        let reading = review.merge(Vec::new());
        review.end_reading(reading);
        let missing: Vec<bool> = review.items().iter().map(Item::is_missing).collect();
        assert_eq!(missing, [false, true]);
    }

    #[test]
    fn an_accepted_record_of_dns_is_written_without_an_id() {
        for provider in Provider::ALL {
            let mut review = review(provider);
            review.take_from_dns(vec![record("shop.example.com", None)]);
            review.decide(0, Decision::Accepted);
            let changes = review.changes();
            let [(0, Change::Accept { found, .. })] = changes.as_slice() else { panic!("one") };
            assert_eq!(found.id, None);
        }
    }

    #[test]
    fn a_decision_returns_when_dns_is_asked_again_after_a_reload() {
        let mut before = review(Provider::Bunny);
        before.take_from_dns(vec![record("shop.example.com", None)]);
        before.decide(0, Decision::Accepted);
        let (saved, hashes) = (before.save("h"), before.hashes(0..1));
        let mut after = review(Provider::Bunny);
        after.restore(saved, &hashes);
        after.take_from_dns(vec![record("shop.example.com", None)]);
        let reading = after.merge(Vec::new());
        after.end_reading(reading);
        let [item] = after.items() else { panic!("one item") };
        assert!(item.is_pending() && !item.is_missing());
    }
}
