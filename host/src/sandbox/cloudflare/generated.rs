//! What scans of the large zones have found: thousands of records, made from a fixed seed, so that
//! every run has the same ones. The answer that lists them all is made once for all accounts, when
//! it is first asked for, and kept as bytes. It knows no account and no decision.

use std::{
    sync::{LazyLock, OnceLock},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::body::Bytes;
use serde_json::{Value, json};

use super::{data, envelope::Page, record::Record, text};
use crate::{ids, sandbox::random::Random};

/// When the oldest of the records was found; the others follow by the second.
const FIRST_FOUND: Duration = Duration::from_secs(1_750_000_000);

const HOSTS: &[&str] = &[
    "www", "app", "api", "shop", "cdn", "static", "img", "vpn", "git", "build", "db", "cache",
    "queue", "node", "edge", "gw", "proxy", "auth", "login", "billing", "crm", "erp", "wiki",
    "docs", "blog", "news", "forum", "chat", "status", "metrics", "logs", "backup", "mx", "relay",
    "printer", "camera", "door", "kiosk", "terminal",
];
const SITES: &[&str] = &[
    "berlin", "lisbon", "oslo", "prague", "vienna", "dublin", "madrid", "athens", "milan", "lyon",
    "ghent", "turku", "riga", "porto", "basel", "malmo",
];
const ZONES: &[&str] = &["prod", "staging", "dev", "lab", "office", "corp", "eu", "us", "apac"];
const SERVICES: &[&str] =
    &["_sip._tcp", "_sips._tcp", "_xmpp-client._tcp", "_ldap._tcp", "_imaps._tcp", "_caldavs._tcp"];
const PROVIDERS: &[&str] =
    &["hosting.example", "saas.example", "cdn-edge.example", "mailer.example", "pages.example"];
const COMMENTS: &[&str] = &[
    "moved from the old host",
    "asked for by marketing",
    "do not touch before March",
    "ticket 48213",
    "certificate renewal",
    "legacy, nobody knows",
    "partner network",
];
const TTLS: &[u64] = &[1, 1, 1, 1, 60, 120, 300, 300, 600, 1_800, 3_600, 3_600, 14_400, 86_400];

/// The sizes whose answer is kept.
static ANSWERS: LazyLock<[(u32, OnceLock<Bytes>); 3]> =
    LazyLock::new(|| [1_000, 10_000, 100_000].map(|count| (count, OnceLock::new())));

/// The answer that lists so many records. It takes a while when it is asked for first.
pub fn answer(domain: &str, count: u32) -> Bytes {
    let kept = ANSWERS.iter().find(|(size, _)| *size == count);
    match kept {
        Some((_, kept)) => kept.get_or_init(|| write(domain, count)).clone(),
        None => write(domain, count),
    }
}

/// The records; their names, identities and values never repeat.
pub fn records(domain: &str, count: u32) -> Vec<Record> {
    let mut maker =
        Maker { domain, random: Random::new(u64::from(count)), number: 0, made: vec![] };
    while maker.made.len() < count as usize {
        maker.number += 1;
        maker.group();
    }
    maker.made.truncate(count as usize);
    maker.made
}

/// Item by item, so that the whole list is never held in another form.
fn write(domain: &str, count: u32) -> Bytes {
    let Value::Object(mut end) = Page::whole(count as usize).success(vec![]).0 else {
        return Bytes::new();
    };
    end.remove("result");
    let number = Value::from(count);
    let info = json!({
        "page": 1, "per_page": number, "count": number, "total_count": number, "total_pages": 1,
    });
    end.insert("result_info".to_owned(), info);
    let mut text = String::from("{\"result\":[");
    for (place, record) in records(domain, count).iter().enumerate() {
        text.push_str(if place == 0 { "" } else { "," });
        text.push_str(&record.to_json().to_string());
    }
    text.push_str("],");
    text.push_str(Value::from(end).to_string().trim_start_matches('{'));
    text.into()
}

/// Makes records group by group: a group is what belongs together, such as a host's addresses.
struct Maker<'a> {
    domain: &'a str,
    random: Random,
    number: u32,
    made: Vec<Record>,
}

impl Maker<'_> {
    fn group(&mut self) {
        match self.random.below(100) {
            0..=44 => self.host(),
            45..=66 => self.alias(),
            67..=74 => self.mail(),
            75..=79 => self.signature(),
            80..=87 => self.proof(),
            88..=92 => self.service(),
            93..=94 => self.delegation(),
            95..=96 => self.authority(),
            97..=98 => self.certificate(),
            _ => self.place(),
        }
    }

    fn host(&mut self) {
        let name = self.name("");
        for _ in 0..1 + self.random.below(5) / 4 {
            let address = self.random.address();
            self.plain("A", &name, address);
        }
        if self.random.below(3) == 0 {
            let address = self.random.address6();
            self.plain("AAAA", &name, address);
        }
        if self.random.below(12) == 0 {
            let fields = json!({ "priority": 1, "target": ".", "value": "alpn=\"h3,h2\"" });
            self.structured("HTTPS", &name, &fields);
        }
    }

    fn alias(&mut self) {
        let (name, number) = (self.name(""), self.number);
        let (host, provider) = (self.random.of(HOSTS), self.random.of(PROVIDERS));
        self.plain("CNAME", &name, format!("{}-{number}.{provider}", host));
    }

    fn mail(&mut self) {
        let name = self.name("");
        let provider = self.random.of(PROVIDERS);
        for preference in 1..=2 {
            let record = self.record("MX", &name, format!("mx{preference}.{provider}"));
            self.made.push(Record { priority: Some(preference * 10), ..record });
        }
        self.text(&name, &format!("v=spf1 include:_spf.{provider} ip4:192.0.2.0/24 -all"));
        self.text(
            &format!("_dmarc.{name}"),
            &format!("v=DMARC1; p=quarantine; rua=mailto:dmarc@{}", self.domain),
        );
    }

    fn signature(&mut self) {
        let name = self.name("selector1._domainkey.");
        let key: String = (0..6).map(|_| ids_part(&mut self.random)).collect();
        self.text(&name, &format!("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0{key}IDAQAB"));
    }

    fn proof(&mut self) {
        let name = self.name("");
        let (word, token) = (self.random.of(PROVIDERS), ids_part(&mut self.random));
        self.text(&name, &format!("{}-verification={token}", word.replace(".example", "")));
    }

    fn service(&mut self) {
        let service = self.random.of(SERVICES);
        let name = self.name(&format!("{service}."));
        let (port, weight) = (1_024 + self.random.below(60_000), self.random.below(100));
        let target = format!("{}.{}", self.random.of(HOSTS), self.domain);
        let priority = (1 + self.random.below(5)) * 10;
        let fields =
            json!({ "priority": priority, "weight": weight, "port": port, "target": target });
        self.structured("SRV", &name, &fields);
    }

    fn delegation(&mut self) {
        let (name, provider) = (self.name(""), self.random.of(PROVIDERS));
        for server in 1..=2 {
            self.plain("NS", &name, format!("ns{server}.{provider}"));
        }
    }

    fn authority(&mut self) {
        let name = self.name("");
        for tag in ["issue", "issuewild"] {
            self.structured(
                "CAA",
                &name,
                &json!({ "flags": 0, "tag": tag, "value": "ca.example" }),
            );
        }
    }

    fn certificate(&mut self) {
        let name = self.name("_443._tcp.");
        let digest = ids_part(&mut self.random) + &ids_part(&mut self.random);
        let fields =
            json!({ "usage": 3, "selector": 1, "matching_type": 1, "certificate": digest });
        self.structured("TLSA", &name, &fields);
    }

    fn place(&mut self) {
        let name = self.name("");
        let target = format!("{}.{}", self.random.of(SITES), self.domain);
        self.plain("PTR", &name, target);
    }

    /// A name that no other group has: the number stands in its first label.
    fn name(&mut self, before: &str) -> String {
        let (host, number, domain) = (self.random.of(HOSTS), self.number, self.domain);
        let (site, zone) = (self.random.of(SITES), self.random.of(ZONES));
        match self.random.below(10) {
            0..=4 => format!("{before}{host}-{number}.{domain}"),
            5..=7 => format!("{before}{host}{number}.{site}.{domain}"),
            8 => format!("{before}{host}{number}.{zone}.{site}.{domain}"),
            _ => format!("{before}{site}-{number}.{zone}.{domain}"),
        }
    }

    fn text(&mut self, name: &str, words: &str) {
        self.plain("TXT", name, text::quoted(words.as_bytes().chunks(255)));
    }

    fn plain(&mut self, kind: &str, name: &str, content: String) {
        let record = self.record(kind, name, content);
        self.made.push(record);
    }

    fn structured(&mut self, kind: &str, name: &str, fields: &Value) {
        let fields = fields.as_object().cloned().unwrap_or_default();
        let record = self.record(kind, name, data::content(kind, &fields));
        let priority = data::priority(kind, &fields);
        self.made.push(Record { priority, data: Some(fields), ..record });
    }

    fn record(&mut self, kind: &str, name: &str, content: String) -> Record {
        let found = self.found();
        let proxied = super::record::proxiable(kind) && self.random.below(5) < 2;
        let ttl = if proxied { 1 } else { self.random.of(TTLS) };
        let comment = (self.random.below(8) == 0).then(|| self.random.of(COMMENTS).to_owned());
        Record {
            id: ids::hex32(&("generated", self.domain, self.made.len())),
            content,
            ttl,
            proxied,
            comment,
            created: found,
            modified: found,
            ..Record::empty(name.to_owned(), kind)
        }
    }

    fn found(&self) -> SystemTime {
        let later = Duration::from_millis(1_013 * self.made.len() as u64);
        UNIX_EPOCH + FIRST_FOUND + later
    }
}

/// Letters and digits without a meaning.
fn ids_part(random: &mut Random) -> String {
    format!("{:016x}{:016x}", random.next(), random.next())
}

#[cfg(test)]
#[path = "generated_tests.rs"]
mod tests;
