//! What a test's session remembers: every question with what became of it, how often each was asked, and the rules
//! that the test has made. The number of sessions and of their questions is bounded.

use std::{collections::HashMap, sync::Mutex, time::Instant};

use axum::http::{HeaderMap, StatusCode};
use hickory_proto::rr::{
    Name, RecordType,
    rdata::opt::{EdnsCode, EdnsOption},
};
use serde_json::{Value, json};

use super::{character::Character, rule::Rule};
use crate::{
    dns::{bucket::QuestionBucket, query::DnsQuery},
    sandbox::accounts::lock,
};

/// The header that names a session.
const HEADER: &str = "zonesift-test";
/// How many sessions are kept, and how many questions of each.
const SESSIONS: usize = 64;
const QUESTIONS: usize = 10_000;
/// Questions a second that the limiting stand-in takes.
const LIMIT: f64 = 10.0;

/// All sessions, the one used last at the end.
pub struct Sessions {
    began: Instant,
    kept: Mutex<Vec<(String, Session)>>,
}

#[derive(Default)]
struct Session {
    log: Vec<Value>,
    counts: HashMap<(Character, Name, RecordType), usize>,
    bucket: Option<QuestionBucket>,
    rules: Vec<Rule>,
}

/// A question in its session.
pub struct Asked {
    /// How often the stand-in was asked this before.
    pub number: usize,
    /// Whether the limiting one has had enough.
    pub is_too_fast: bool,
    /// How old what is in the caches is, in seconds.
    pub age: u32,
    /// The rules for this question.
    pub rules: Vec<Rule>,
    entry: Value,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { began: Instant::now(), kept: Mutex::default() }
    }
}

impl Sessions {
    /// Counts a question.
    pub fn ask(&self, headers: &HeaderMap, character: Character, query: &DnsQuery) -> Asked {
        let now = Instant::now();
        let at = now.duration_since(self.began);
        self.within(headers, |session| {
            let key = (character, query.name().to_lowercase(), query.kind());
            let count = session.counts.entry(key).or_default();
            let number = *count;
            *count += 1;
            let bucket = session.bucket.get_or_insert_with(|| QuestionBucket::new(LIMIT, now));
            let is_limited = character == Character::Limiting;
            let rules = session.rules.iter().filter(|rule| rule.fits(character, query, number));
            Asked {
                number,
                is_too_fast: is_limited && !bucket.take(1, now),
                age: u32::try_from(at.as_secs()).unwrap_or_default(),
                rules: rules.cloned().collect(),
                entry: entry(character, query, number, at.as_millis()),
            }
        })
    }

    /// Writes a question down with what became of it.
    pub fn note(&self, headers: &HeaderMap, mut asked: Asked, status: StatusCode) {
        if let Some(entry) = asked.entry.as_object_mut() {
            entry.insert("status".into(), status.as_u16().into());
        }
        self.note_search(headers, asked.entry);
    }

    /// Writes something else down.
    pub fn note_search(&self, headers: &HeaderMap, entry: Value) {
        self.within(headers, |session| {
            if session.log.len() < QUESTIONS {
                session.log.push(entry);
            }
        });
    }

    /// What was written down.
    pub fn log(&self, headers: &HeaderMap) -> Vec<Value> {
        self.within(headers, |session| session.log.clone())
    }

    /// Begins the session anew.
    pub fn forget(&self, headers: &HeaderMap) {
        self.within(headers, |session| *session = Session::default());
    }

    /// Replaces the rules.
    pub fn rule(&self, headers: &HeaderMap, rules: Vec<Rule>) {
        self.within(headers, |session| session.rules = rules);
    }

    fn within<T>(&self, headers: &HeaderMap, work: impl FnOnce(&mut Session) -> T) -> T {
        let name = headers.get(HEADER).and_then(|name| name.to_str().ok()).unwrap_or_default();
        let mut kept = lock(&self.kept);
        let place = kept.iter().position(|(own, _)| own == name);
        let mut entry = match place {
            Some(place) => kept.remove(place),
            None => (name.to_owned(), Session::default()),
        };
        let result = work(&mut entry.1);
        kept.push(entry);
        let surplus = kept.len().saturating_sub(SESSIONS);
        kept.drain(..surplus);
        result
    }
}

fn entry(character: Character, query: &DnsQuery, number: usize, at: u128) -> Value {
    let message = query.message();
    let edns = message.edns.as_ref();
    json!({
        "at": u64::try_from(at).unwrap_or_default(),
        "resolver": character.word(),
        "name": query.name().to_lowercase().to_ascii().trim_end_matches('.'),
        "type": query.kind().to_string(),
        "number": number,
        "id": message.metadata.id,
        "recursion": message.metadata.recursion_desired,
        "unchecked": message.metadata.checking_disabled,
        "proof": edns.is_some_and(|edns| edns.flags().dnssec_ok),
        "subnet": edns.and_then(|edns| subnet(edns.option(EdnsCode::Subnet)?)),
        "octets": query.octets().len(),
    })
}

fn subnet(option: &EdnsOption) -> Option<String> {
    match option {
        EdnsOption::Subnet(subnet) => Some(format!("{}/{}", subnet.addr(), subnet.source_prefix())),
        _ => None,
    }
}
