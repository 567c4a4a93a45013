//! The zones of one Cloudflare account, the records that a scan has found in them, and how a zone
//! looks on the wire (provider document 1.3). It checks nothing.

use std::{sync::Arc, time::SystemTime};

use serde_json::{Value, json};

use super::{error::Error, generated, incoming::Place, record::Record};
use crate::{
    ids,
    sandbox::{dates, holdings::Holding, job::Job, sentinel::ZoneBehaviour, writes::Writes},
};

/// One account.
pub struct Account {
    /// The zones, in the order in which they were made.
    pub zones: Vec<Zone>,
}

/// One zone.
pub struct Zone {
    /// The identifier.
    pub id: String,
    /// The domain.
    pub domain: String,
    /// What the zone does.
    pub behaviour: ZoneBehaviour,
    /// Whether lists name it.
    pub is_listed: bool,
    /// The records.
    pub records: Vec<Record>,
    /// Found records that were neither accepted nor rejected.
    pub review: Vec<Record>,
    /// What the zone remembers of its writes.
    pub writes: Writes,
    /// Whether the one batch that is to fail has failed.
    pub batch_failed: bool,
    rejected: Vec<Record>,
    /// How many made-up records wait for the review, until they are part of it.
    unread: Option<u32>,
    job: Option<Arc<Job>>,
    scans: u32,
    taken: usize,
    numbered: u32,
    created: SystemTime,
}

impl Account {
    /// A fresh account.
    pub fn new(holdings: Vec<Holding>) -> Self {
        Self { zones: holdings.into_iter().map(Zone::new).collect() }
    }

    /// The zone with an identifier.
    ///
    /// # Errors
    /// 400 or 404 when there is none.
    pub fn zone(&mut self, id: &str) -> Result<&mut Zone, Error> {
        let zone = self.zones.iter_mut().find(|zone| zone.id.eq_ignore_ascii_case(id));
        zone.ok_or_else(|| Error::no_zone(id))
    }
}

impl Zone {
    fn new(holding: Holding) -> Self {
        let mut zone = Self {
            id: ids::hex32(&("zone", &holding.domain)),
            domain: holding.domain,
            behaviour: holding.behaviour,
            is_listed: holding.is_listed,
            records: vec![],
            review: vec![],
            writes: Writes::default(),
            batch_failed: false,
            rejected: vec![],
            unread: holding.behaviour.generated(),
            job: None,
            scans: 0,
            taken: 0,
            numbered: 0,
            created: SystemTime::now(),
        };
        for record in holding.records.iter().filter_map(Record::from_dns) {
            let id = zone.next_id();
            let read_only = record.name == format!("managed.{}", zone.domain);
            zone.records.push(Record { id, read_only, ..record });
        }
        zone
    }

    /// An identifier that no record of the zone has yet.
    pub fn next_id(&mut self) -> String {
        self.numbered += 1;
        ids::hex32(&("record", &self.domain, self.numbered))
    }

    /// What the zone does in the scan that is about to begin.
    pub fn next_scan(&mut self) -> ZoneBehaviour {
        self.scans += 1;
        self.behaviour.in_scan(self.scans)
    }

    /// Makes a job the zone's scan. What an earlier one has found stays until it is reviewed.
    pub fn scan(&mut self, job: Arc<Job>) {
        self.collect();
        self.job = Some(job);
        self.taken = 0;
    }

    /// How many made-up records are the whole review, as long as nothing has changed it.
    pub fn untouched(&self) -> Option<u32> {
        self.unread
    }

    /// Takes over what the scan has found since the last time.
    pub fn collect(&mut self) {
        if let Some(count) = self.unread.take() {
            self.review = generated::records(&self.domain, count);
        }
        let Some(job) = &self.job else { return };
        let found = job.found_after(self.taken);
        self.taken += found.len();
        for record in found.iter().filter_map(Record::found) {
            let mut known = self.review.iter().chain(&self.rejected);
            if !known.any(|known| known.identity() == record.identity()) {
                let id = self.next_id();
                self.review.push(Record { id, ..record });
            }
        }
    }

    /// Takes a found record out of the review for good: the next scan does not bring it back.
    pub fn reject(&mut self, id: &str) {
        if let Some(index) = self.review.iter().position(|found| found.id == id) {
            self.rejected.push(self.review.remove(index));
        }
    }

    /// Where records of this zone go.
    pub fn place(&self) -> Place<'_> {
        Place { domain: &self.domain, free: self.plan() == "free" }
    }

    /// One zone pays, so that both sets of limits can be met.
    fn plan(&self) -> &'static str {
        if self.domain == "northwind.example" { "pro" } else { "free" }
    }

    /// How many records the zone may hold (the numbers are not in the provider document).
    pub fn quota(&self) -> usize {
        match (self.behaviour, self.plan()) {
            (ZoneBehaviour::TinyQuota, _) => 3,
            (_, "pro") => 3_500,
            (ZoneBehaviour::Generated(count), _) => count as usize + 200,
            // As large as what the scan finds there.
            _ if self.domain == "oldtown.example" => 1_000,
            _ => 200,
        }
    }

    /// The quota as the usage call tells it; nothing when it is the account's.
    pub fn told_quota(&self) -> Option<usize> {
        (self.behaviour != ZoneBehaviour::AccountQuota).then(|| self.quota())
    }

    /// How many changes one batch may hold (provider document 1.8).
    pub fn batch_limit(&self) -> usize {
        if self.plan() == "free" { 200 } else { 3_500 }
    }

    /// A zone is pending as long as its domain has not moved here.
    pub fn status(&self) -> &'static str {
        match self.domain.as_str() {
            "northwind.example" | "oldtown.example" => "active",
            _ => "pending",
        }
    }

    /// The zone on the wire.
    pub fn to_json(&self) -> Value {
        let created = dates::cloudflare(self.created);
        let (plan, price) =
            if self.plan() == "pro" { ("Pro Website", 20) } else { ("Free Website", 0) };
        json!({
            "id": self.id,
            "name": self.domain,
            "status": self.status(),
            "paused": false,
            "type": "full",
            "development_mode": 0,
            "name_servers": ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
            "original_name_servers": ["ns1.old-host.example", "ns2.old-host.example"],
            "original_registrar": null,
            "original_dnshost": null,
            "created_on": created,
            "modified_on": created,
            "activated_on": (self.status() == "active").then_some(&created),
            "meta": {
                "step": 2, "custom_certificate_quota": 0, "page_rule_quota": 3,
                "phishing_detected": false, "cdn_only": false, "dns_only": false,
                "foundation_dns": false,
            },
            "owner": { "id": null, "type": "user", "email": null },
            "account": { "id": ids::hex32(&"account"), "name": "Sandbox" },
            "permissions": ["#dns_records:edit", "#dns_records:read", "#zone:read"],
            "plan": {
                "id": ids::hex32(&("plan", plan)), "name": plan, "price": price, "currency": "USD",
                "frequency": "", "is_subscribed": price > 0, "can_subscribe": false,
                "legacy_id": self.plan(), "legacy_discount": false, "externally_managed": false,
            },
        })
    }
}
