//! The zones of one bunny.net account, and how they look on the wire (provider document 2.4). It
//! checks nothing: the endpoints do.

use std::{collections::HashMap, sync::Arc, time::SystemTime};

use serde_json::{Value, json};

use super::{enums, error::Error, malformed, own_types, record::Record, settings::Settings};
use crate::{
    ids,
    sandbox::{
        dates,
        holdings::Holding,
        job::Job,
        sentinel::{self, ZoneBehaviour},
        writes::Writes,
    },
};

/// How many reads `stale-job.example` answers with its older job, and `pending-first.example`
/// with Pending.
pub const LATE_READS: u32 = 2;

/// How much of a zone is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Everything, asked for alone. The malformed items are seen here and nowhere else: in a list
    /// they would be a trouble of every zone.
    Alone,
    /// Everything, in a list.
    Listed,
    /// No records.
    Lite,
}

/// One account.
pub struct Account {
    /// The zones, in the order in which they were made.
    pub zones: Vec<Zone>,
    /// The latest scan of each domain that had no zone when it was scanned.
    pub domain_jobs: HashMap<String, Arc<Job>>,
    next_record: u64,
}

/// One zone.
pub struct Zone {
    /// The identifier.
    pub id: u64,
    /// The domain.
    pub domain: String,
    /// What the zone does.
    pub behaviour: ZoneBehaviour,
    /// The records.
    pub records: Vec<Record>,
    /// The latest scan.
    pub job: Option<Arc<Job>>,
    /// The scan before it, if that is still read.
    pub older: Option<Arc<Job>>,
    /// How many scans of it were triggered.
    pub scans: u32,
    /// Reads of the scan since it was triggered.
    pub reads: u32,
    /// What the zone remembers of its writes.
    pub writes: Writes,
    /// The settings.
    pub settings: Settings,
    /// Whether it is signed.
    pub signed: bool,
    created: SystemTime,
    modified: SystemTime,
}

impl Account {
    /// A fresh account.
    pub fn new(holdings: Vec<Holding>) -> Self {
        let mut account =
            Self { zones: vec![], domain_jobs: HashMap::new(), next_record: 13_604_481 };
        for holding in holdings.into_iter().filter(|held| held.is_listed) {
            let records =
                holding.records.iter().filter_map(|held| Record::from_dns(held, &holding.domain));
            let own = own_types::records(holding.behaviour);
            let records = records.chain(own).map(|record| account.numbered(record)).collect();
            let mut zone = Zone::new(&holding.domain, records);
            if zone.behaviour == ZoneBehaviour::StaleJob {
                zone.older = Some(Job::completed(&holding.domain, holding.records));
            }
            account.zones.push(zone);
        }
        account
    }

    /// Gives a record its number.
    pub fn numbered(&mut self, mut record: Record) -> Record {
        record.id = self.next_record;
        self.next_record += 1;
        record
    }

    /// The zone with an identifier as it stands in a path.
    ///
    /// # Errors
    /// 404 when there is none.
    pub fn zone(&mut self, id: &str) -> Result<&mut Zone, Error> {
        let zone = self.zones.iter_mut().find(|zone| id.parse() == Ok(zone.id));
        zone.ok_or_else(Error::no_zone)
    }

    /// Takes a zone out of the account.
    ///
    /// # Errors
    /// 404 when there is none.
    pub fn remove(&mut self, id: &str) -> Result<Zone, Error> {
        let index = self.zones.iter().position(|zone| id.parse() == Ok(zone.id));
        index.map(|index| self.zones.remove(index)).ok_or_else(Error::no_zone)
    }
}

impl Zone {
    /// A zone that was made now.
    pub fn new(domain: &str, records: Vec<Record>) -> Self {
        let now = SystemTime::now();
        Self {
            id: ids::number(&domain, 700_000),
            domain: domain.to_owned(),
            behaviour: sentinel::of_zone(domain),
            records,
            job: None,
            older: None,
            scans: 0,
            reads: 0,
            writes: Writes::default(),
            settings: Settings::default(),
            signed: false,
            created: now,
            modified: now,
        }
    }

    /// Adds a record.
    pub fn add(&mut self, record: Record) {
        self.touch();
        self.records.push(record);
    }

    /// Notes that the zone was changed now.
    pub fn touch(&mut self) {
        self.modified = SystemTime::now();
    }

    /// The place of the record with an identifier as it stands in a path.
    ///
    /// # Errors
    /// 404 when there is none.
    pub fn place(&self, id: &str) -> Result<usize, Error> {
        let place = self.records.iter().position(|record| id.parse() == Ok(record.id));
        place.ok_or_else(Error::no_record)
    }

    /// The zone as GET shows it.
    pub fn read(&self, view: View) -> Value {
        let mut records: Vec<Value> = self.records.iter().map(Record::to_json).collect();
        if view == View::Alone && self.behaviour == ZoneBehaviour::BadRecord {
            records.extend(malformed::records());
        }
        let records = if view == View::Lite { Value::Null } else { records.into() };
        self.json(dates::bunny_read, records)
    }

    /// The zone as the POST that made it shows it.
    pub fn made(&self) -> Value {
        self.json(dates::bunny_exact, self.records.iter().map(Record::to_json).collect())
    }

    fn json(&self, date: fn(SystemTime) -> String, records: Value) -> Value {
        let mut value = json!({
            "Id": self.id,
            "Domain": self.domain,
            "Records": records,
            "DateModified": date(self.modified),
            "DateCreated": date(self.created),
            "NameserversDetected": true,
            "NameserversNextCheck": date(self.modified),
            "DnsSecEnabled": self.signed,
        });
        if let Value::Object(fields) = &mut value {
            fields.extend(self.settings.to_fields());
        }
        self.spell(&mut value);
        value
    }

    /// Turns enumerations into strings where the zone asks for it.
    pub fn spell(&self, value: &mut Value) {
        if self.behaviour == ZoneBehaviour::StringEnums {
            enums::name_all(value);
        }
    }
}
