//! How the tests ask, and how they read what they hear.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, header},
};
use data_encoding::BASE64URL_NOPAD;
use domain::{
    base::{Message, MessageBuilder, Name, iana::Rtype, opt::AllOptData},
    rdata::AllRecordData,
};
use serde_json::Value;
use tower::ServiceExt;
use zonesift_host::{Config, ResolverChoice, router};

/// A question as the page writes it: ID 0, with the wish for recursion and for proofs.
pub fn question(name: &str, rtype: Rtype) -> Vec<u8> {
    with_flags(name, rtype, true, false)
}

/// The same, with or without the wish for proofs, and for an answer that nobody has checked.
pub fn with_flags(name: &str, rtype: Rtype, proof: bool, unchecked: bool) -> Vec<u8> {
    let mut message = MessageBuilder::new_vec();
    message.header_mut().set_rd(true);
    message.header_mut().set_cd(unchecked);
    let mut message = message.question();
    message.push((name.parse::<Name<Vec<u8>>>().unwrap(), rtype)).unwrap();
    let mut message = message.additional();
    let opt = message.opt(|opt| {
        opt.set_udp_payload_size(1232);
        opt.set_dnssec_ok(proof);
        Ok(())
    });
    opt.unwrap();
    message.finish()
}

/// A host that asks nobody outside.
pub async fn host() -> Router {
    host_of(ResolverChoice::Sandbox).await
}

/// A host that asks this resolver.
pub async fn host_of(resolver: ResolverChoice) -> Router {
    router(Config { resolver, ..Config::for_tests() }).await.unwrap()
}

/// The path of a question.
pub fn path(message: &[u8]) -> String {
    format!("/dns-query?dns={}", BASE64URL_NOPAD.encode(message))
}

pub fn get(path: &str) -> Request<Body> {
    Request::get(path).header(header::HOST, "localhost").body(Body::empty()).unwrap()
}

pub async fn send(host: &Router, request: Request<Body>) -> Response<Body> {
    host.clone().oneshot(request).await.unwrap()
}

pub async fn body(response: Response<Body>) -> Vec<u8> {
    to_bytes(response.into_body(), 1 << 17).await.unwrap().to_vec()
}

pub async fn json(response: Response<Body>) -> Value {
    serde_json::from_slice(&body(response).await).unwrap()
}

/// A message, read.
#[derive(Debug, Default, PartialEq)]
pub struct Heard {
    pub rcode: u8,
    pub is_authoritative: bool,
    pub is_validated: bool,
    pub is_cut: bool,
    pub extended: Vec<u16>,
    /// As `NAME TYPE DATA`, in order.
    pub answers: Vec<String>,
    pub ttls: Vec<u32>,
    pub authority: Vec<String>,
    pub additional: Vec<String>,
}

impl Heard {
    pub fn read(octets: &[u8]) -> Self {
        let message = Message::from_octets(octets).unwrap();
        assert!(message.header().qr());
        let (mut ttls, mut extended) = (Vec::new(), Vec::new());
        let mut lines = |section: domain::base::RecordSection<'_, &[u8]>| {
            let records = section.map(Result::unwrap).filter(|record| record.rtype() != Rtype::OPT);
            let line = |record: domain::base::ParsedRecord<'_, &[u8]>| {
                ttls.push(record.ttl().as_secs());
                let record = record.to_record::<AllRecordData<_, _>>().unwrap().unwrap();
                format!("{} {} {}", record.owner(), record.rtype(), record.data())
            };
            records.map(line).collect::<Vec<String>>()
        };
        let octets: &[u8] = message.as_slice();
        let message = Message::from_octets(octets).unwrap();
        let answers = lines(message.answer().unwrap());
        let authority = lines(message.authority().unwrap());
        let additional = lines(message.additional().unwrap());
        ttls.truncate(answers.len());
        if let Some(opt) = message.opt() {
            for option in opt.opt().iter::<AllOptData<_, _>>() {
                if let AllOptData::ExtendedError(error) = option.unwrap() {
                    extended.push(error.code().to_int());
                }
            }
        }
        let header = message.header();
        let (is_authoritative, is_validated, is_cut) = (header.aa(), header.ad(), header.tc());
        let rcode = header.rcode().to_int();
        Self {
            rcode,
            is_authoritative,
            is_validated,
            is_cut,
            extended,
            answers,
            ttls,
            authority,
            additional,
        }
    }

    /// The outcome, with the answers but for signatures, sorted.
    pub fn short(&self) -> (u8, Vec<&str>) {
        let mut answers = of_types(&self.answers, |rtype| rtype != "RRSIG");
        answers.sort_unstable();
        (self.rcode, answers)
    }

    /// The owners and types in the authority section, but for signatures.
    pub fn proof(&self) -> Vec<String> {
        let lines = of_types(&self.authority, |rtype| rtype != "RRSIG").into_iter();
        lines.map(|line| line.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" ")).collect()
    }

    /// The proofs of absence.
    pub fn denials(&self) -> Vec<&str> {
        of_types(&self.authority, |rtype| rtype.starts_with("NSEC"))
    }
}

fn of_types(lines: &[String], fits: impl Fn(&str) -> bool) -> Vec<&str> {
    let lines = lines.iter().map(String::as_str);
    lines.filter(|line| line.split(' ').nth(1).is_some_and(&fits)).collect()
}

/// What the host answers at a path.
pub async fn heard(host: &Router, path: &str) -> Heard {
    let response = send(host, get(path)).await;
    assert_eq!(response.status(), 200, "{path}");
    Heard::read(&body(response).await)
}

/// What the host answers to a question.
pub async fn ask(host: &Router, name: &str, rtype: Rtype) -> Heard {
    heard(host, &path(&question(name, rtype))).await
}
