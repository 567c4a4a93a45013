//! The manners of resolvers: what each does to an honest answer, or instead of one.

use std::{net::Ipv4Addr, time::Duration};

use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use hickory_proto::{
    op::ResponseCode,
    rr::{RData, Record, RecordType, rdata},
};

use super::session::Asked;
use crate::{dns::query::DnsQuery, sandbox::live::answer::LiveAnswer};

/// Where the lying one sends whoever asks for a name that does not exist.
const ADVERTISER: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 66);
/// What the filtering one finds bad.
const BAD_LABEL: &[u8] = b"shop";
/// The extended errors for a blocked name and for servers that cannot be reached (RFC 8914).
const BLOCKED: u16 = 15;
const NO_REACHABLE: u16 = 22;
/// How old the three caches of the rotating one are.
const CACHES: [u32; 3] = [130, 0, 22];
/// How long the slow one takes.
const SLOW: Duration = Duration::from_millis(1_500);

/// A manner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Character {
    /// Tells what there is, with times that run out.
    Honest,
    /// Has an address for every name that does not exist.
    Lying,
    /// Takes ten questions a second; then 429.
    Limiting,
    /// Denies names with the label `shop`, and says that they are blocked.
    Filtering,
    /// Turns sets around, and its times jump.
    Rotating,
    /// Takes its time.
    Slow,
    /// Has an older zone: other IPv4 addresses, no `_dmarc`, an older serial.
    Differing,
    /// Reaches no server.
    Failing,
    /// Leaves its answers out, and says so.
    Cut,
    /// Answers another question.
    Garbled,
    /// Answers with a web page.
    Html,
    /// Sends the browser elsewhere.
    Redirecting,
    /// Gives up after its own time limit.
    Unavailable,
}

/// Every manner with the word in its address.
pub const CHARACTERS: [(&str, Character); 13] = [
    ("honest", Character::Honest),
    ("lying", Character::Lying),
    ("limiting", Character::Limiting),
    ("filtering", Character::Filtering),
    ("rotating", Character::Rotating),
    ("slow", Character::Slow),
    ("differing", Character::Differing),
    ("failing", Character::Failing),
    ("cut", Character::Cut),
    ("garbled", Character::Garbled),
    ("html", Character::Html),
    ("redirecting", Character::Redirecting),
    ("unavailable", Character::Unavailable),
];

impl Character {
    /// The manner with this word.
    pub fn named(word: &str) -> Option<Self> {
        let mut all = CHARACTERS.into_iter().filter(|(own, _)| *own == word);
        all.next().map(|(_, character)| character)
    }

    /// The word.
    pub fn word(self) -> &'static str {
        let mut all = CHARACTERS.into_iter().filter(|(_, character)| *character == self);
        all.next().map_or("", |(word, _)| word)
    }

    /// How long it thinks.
    pub fn wait(self) -> Option<Duration> {
        (self == Self::Slow).then_some(SLOW)
    }

    /// What it answers instead of a message.
    pub fn response(self, is_too_fast: bool) -> Option<Response> {
        let response = match self {
            Self::Limiting if is_too_fast => {
                (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]).into_response()
            }
            Self::Html => {
                Html("<!doctype html><title>Welcome to the network</title>").into_response()
            }
            Self::Redirecting => (StatusCode::FOUND, [(header::LOCATION, "/")]).into_response(),
            Self::Unavailable => StatusCode::GATEWAY_TIMEOUT.into_response(),
            _ => return None,
        };
        Some(response)
    }

    /// What becomes of an honest answer.
    pub fn change(self, answer: &mut LiveAnswer, query: &DnsQuery, asked: &Asked) {
        match self {
            Self::Lying => lie(answer, query),
            Self::Filtering => filter(answer, query),
            Self::Rotating => rotate(answer, asked.number),
            Self::Differing => differ(answer, query),
            Self::Failing => *answer = empty(ResponseCode::ServFail, NO_REACHABLE),
            Self::Cut => {
                answer.answers.clear();
                answer.is_cut = true;
            }
            _ => {}
        }
        if self != Self::Rotating {
            grow_older(answer, asked.age);
        }
    }

    /// What becomes of the octets of a message.
    pub fn spoil(self, mut octets: Vec<u8>) -> Vec<u8> {
        // The first letter of the question's name, which is behind the header and the label's length.
        if let (Self::Garbled, Some(letter)) = (self, octets.get_mut(13)) {
            *letter = if *letter == b'x' { b'y' } else { b'x' };
        }
        octets
    }
}

fn empty(code: ResponseCode, extended: u16) -> LiveAnswer {
    let extended = vec![extended];
    let plain = LiveAnswer { is_authoritative: false, is_secure: false, ..LiveAnswer::default() };
    LiveAnswer { code, extended, ..plain }
}

fn lie(answer: &mut LiveAnswer, query: &DnsQuery) {
    if answer.code != ResponseCode::NXDomain {
        return;
    }
    let data = RData::A(rdata::A(ADVERTISER));
    let told = Record::from_rdata(query.name().clone(), 60, data);
    let is_asked = query.kind() == RecordType::A;
    let answers = is_asked.then_some(told).into_iter().collect();
    let plain = LiveAnswer { is_authoritative: false, is_secure: false, ..LiveAnswer::default() };
    *answer = LiveAnswer { answers, ..plain };
}

fn filter(answer: &mut LiveAnswer, query: &DnsQuery) {
    if query.name().iter().any(|label| label.eq_ignore_ascii_case(BAD_LABEL)) {
        *answer = empty(ResponseCode::NXDomain, BLOCKED);
    }
}

fn rotate(answer: &mut LiveAnswer, number: usize) {
    if !answer.answers.is_empty() {
        let start = number % answer.answers.len();
        answer.answers.rotate_left(start);
    }
    grow_older(answer, CACHES.get(number % CACHES.len()).copied().unwrap_or_default());
}

fn differ(answer: &mut LiveAnswer, query: &DnsQuery) {
    let is_policy = query.name().iter().next() == Some(b"_dmarc");
    if is_policy && query.kind() == RecordType::TXT {
        answer.answers.clear();
    }
    answer.is_secure = false;
    for record in answer.answers.iter_mut().chain(&mut answer.authority) {
        match &mut record.data {
            RData::A(address) => {
                let [first, second, third, last] = address.octets();
                address.0 = Ipv4Addr::new(first, second, third, last ^ 1);
            }
            RData::SOA(soa) => soa.serial = soa.serial.wrapping_sub(1),
            _ => {}
        }
    }
}

/// A record that has been in a cache for a while; after its time it is fetched anew.
fn grow_older(answer: &mut LiveAnswer, age: u32) {
    for record in answer.answers.iter_mut().chain(&mut answer.authority) {
        record.ttl -= age.checked_rem(record.ttl).unwrap_or_default();
    }
}
