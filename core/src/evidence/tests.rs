//! Messages are made with the library's own builder, and read back.

use std::str::FromStr;

use data_encoding::HEXLOWER;
use domain::base::iana::{Class, ExtendedErrorCode, Rcode as WireRcode, Rtype, SecurityAlgorithm};
use domain::base::message_builder::{AnswerBuilder, AuthorityBuilder, OptBuilder};
use domain::base::opt::ExtendedError;
use domain::base::rdata::{ComposeRecordData, UnknownRecordData};
use domain::base::{Message, MessageBuilder, Name, Serial, Ttl as WireTtl};
use domain::rdata::dnssec::{RtypeBitmapBuilder, Timestamp};
use domain::rdata::{A, Cname, Mx, Ns, Nsec, Rrsig, Soa, Txt};
use proptest::prelude::*;

use super::*;
use crate::name::DomainName;
use crate::record::RecordType;

type Wire = Name<Vec<u8>>;

fn wire(name: &str) -> Wire {
    Name::from_str(name).unwrap()
}

fn question(name: &str, rtype: RecordType) -> Question {
    Question { name: DomainName::parse(name).unwrap(), rtype }
}

/// A response to the question, with its sections still to be filled.
fn respond(question: &Question, rcode: WireRcode) -> AnswerBuilder<Vec<u8>> {
    let asked = question.message(Asking::default()).unwrap();
    let asked = Message::from_octets(asked).unwrap();
    MessageBuilder::new_vec().start_answer(&asked, rcode).unwrap()
}

fn answer(builder: &mut AnswerBuilder<Vec<u8>>, owner: &str, data: impl ComposeRecordData) {
    builder.push((wire(owner), Class::IN, WireTtl::from_secs(120), data)).unwrap();
}

fn authority(builder: &mut AuthorityBuilder<Vec<u8>>, owner: &str, data: impl ComposeRecordData) {
    builder.push((wire(owner), Class::IN, WireTtl::from_secs(300), data)).unwrap();
}

fn soa() -> Soa<Wire> {
    let (mname, rname) = (wire("ns1.example.com"), wire("hostmaster.example.com"));
    let time = WireTtl::from_secs(3600);
    Soa::new(mname, rname, Serial(7), time, time, time, time)
}

fn signature(covered: Rtype, labels: u8) -> Rrsig<Vec<u8>, Wire> {
    let (from, to) = (Timestamp::from(0), Timestamp::from(1));
    let (algorithm, ttl) = (SecurityAlgorithm::ECDSAP256SHA256, WireTtl::from_secs(120));
    Rrsig::new(covered, algorithm, labels, ttl, to, from, 1, wire("example.com"), vec![1]).unwrap()
}

fn texts(answer: &Answer) -> Vec<String> {
    let text = |record: &crate::record::Record| {
        format!("{} {} {}", record.name, record.rtype.raw(), record.content().raw())
    };
    answer.records.iter().map(text).collect()
}

#[test]
fn a_question_is_one_message_and_one_url() {
    let asked = question("www.example.com", RecordType::A);
    let message = asked.message(Asking::default()).unwrap();
    let text = "000001000001000000000001\
                0377777707 6578616d706c6503636f6d0000010001\
                00002904d0000080000000";
    assert_eq!(HEXLOWER.encode(&message), text.replace(' ', ""));
    let url = asked.url("https://resolver.example/dns-query", Asking::default()).unwrap();
    assert_eq!(
        url,
        "https://resolver.example/dns-query?dns=\
         AAABAAABAAAAAAABA3d3dwdleGFtcGxlA2NvbQAAAQABAAApBNAAAIAAAAA"
    );
}

#[test]
fn the_network_of_the_user_is_hidden_where_that_is_asked_for() {
    let asked = question("example.com", RecordType::Mx);
    let asking = Asking { is_unchecked: true, hides_network: true };
    let message = HEXLOWER.encode(&asked.message(asking).unwrap());
    assert!(message.ends_with("0008000400010000"), "{message}");
    assert!(message.starts_with("00000110"), "RD and CD: {message}");
}

#[test]
fn the_largest_question_fits_the_smallest_limit_of_a_resolver() {
    let name = [["a"; 63].concat(), ["b"; 63].concat(), ["c"; 63].concat(), ["d"; 61].concat()];
    let asked = question(&name.join("."), RecordType::Txt);
    let asking = Asking { hides_network: true, ..Asking::default() };
    assert_eq!(asked.message(asking).unwrap().len(), 290);
}

#[test]
fn a_type_without_a_number_cannot_be_asked() {
    let asked = question("example.com", RecordType::parse("PULLZONE"));
    assert_eq!(asked.message(Asking::default()), Err(CannotAsk::Type));
}

#[test]
fn reads_an_alias_and_the_records_at_its_end() {
    let asked = question("www.example.com", RecordType::A);
    let mut builder = respond(&asked, WireRcode::NOERROR);
    answer(&mut builder, "www.example.com", Cname::new(wire("host.example.net")));
    answer(&mut builder, "host.example.net", A::from_octets(192, 0, 2, 1));
    let read = Answer::read(&builder.finish(), &asked).unwrap();
    assert_eq!(read.rcode, Rcode::NoError);
    assert_eq!(
        texts(&read),
        ["www.example.com CNAME host.example.net", "host.example.net A 192.0.2.1"]
    );
    assert_eq!(read.records[0].ttl.seconds(), Some(120));
}

#[test]
fn reads_texts_numbers_and_unknown_types_as_a_zone_file_has_them() {
    let asked = question("example.com", RecordType::Txt);
    let mut builder = respond(&asked, WireRcode::NOERROR);
    answer(&mut builder, "Example.COM", Mx::new(10, wire("MX1.example.com")));
    let text: Txt<Vec<u8>> = Txt::build_from_slice("v=spf1 -all; \"x\"".as_bytes()).unwrap();
    answer(&mut builder, "example.com", text);
    let unknown = UnknownRecordData::from_octets(Rtype::from_int(65280), vec![1, 2, 255]).unwrap();
    answer(&mut builder, "example.com", unknown);
    assert_eq!(
        texts(&Answer::read(&builder.finish(), &asked).unwrap()),
        [
            "example.com MX mx1.example.com",
            "example.com TXT v=spf1 -all; \"x\"",
            "example.com TYPE65280 \\# 3 0102ff"
        ]
    );
}

#[test]
fn reads_the_proofs_of_absence_and_who_says_so() {
    let asked = question("none.example.com", RecordType::A);
    let mut builder = respond(&asked, WireRcode::NXDOMAIN);
    builder.header_mut().set_ad(true);
    let mut builder = builder.authority();
    authority(&mut builder, "example.com", soa());
    let mut types = RtypeBitmapBuilder::new_vec();
    for rtype in [Rtype::A, Rtype::RRSIG, Rtype::NSEC] {
        types.add(rtype).unwrap();
    }
    let nsec = Nsec::new(wire("selector1._domainkey.example.com"), types.finalize());
    authority(&mut builder, "mail.example.com", nsec);
    let read = Answer::read(&builder.finish(), &asked).unwrap();
    assert_eq!((read.rcode, read.is_validated), (Rcode::NxDomain, true));
    assert_eq!(read.authority.len(), 1);
    assert_eq!(read.authority[0].rtype, RecordType::Soa);
    let denial = Denial::Nsec {
        owner: DomainName::parse("mail.example.com").unwrap(),
        next: DomainName::parse("selector1._domainkey.example.com").unwrap(),
        types: vec![1, 46, 47],
    };
    assert_eq!(read.denials, [denial]);
}

#[test]
fn a_signature_with_fewer_labels_tells_of_a_wildcard() {
    let asked = question("any.example.com", RecordType::A);
    let signed = |owner: &str, labels| {
        let mut builder = respond(&asked, WireRcode::NOERROR);
        answer(&mut builder, owner, A::from_octets(192, 0, 2, 1));
        answer(&mut builder, owner, signature(Rtype::A, labels));
        let read = Answer::read(&builder.finish(), &asked).unwrap();
        assert_eq!(read.records.len(), 1, "a signature is no record");
        read.wildcards
    };
    let name = DomainName::parse("any.example.com").unwrap();
    assert_eq!(signed("any.example.com", 2), [WildcardSign { name, rtype: RecordType::A }]);
    assert_eq!(signed("any.example.com", 3), []);
    assert_eq!(signed("*.example.com", 2), [], "the label of a wildcard does not count");
}

#[test]
fn reads_extended_errors() {
    let asked = question("example.com", RecordType::A);
    let mut builder = respond(&asked, WireRcode::SERVFAIL).additional();
    let error: ExtendedError<Vec<u8>> =
        ExtendedError::new(ExtendedErrorCode::BLOCKED, None).unwrap();
    builder.opt(|opt| opt.push(&error)).unwrap();
    let read = Answer::read(&builder.finish(), &asked).unwrap();
    assert_eq!((read.rcode, read.extended_errors), (Rcode::ServFail, vec![15]));
}

#[test]
fn what_does_not_answer_the_question_says_nothing() {
    let asked = question("example.com", RecordType::A);
    let read = |other: &Question, rcode| Answer::read(&respond(other, rcode).finish(), &asked);
    let right = question("EXAMPLE.com", RecordType::A);
    assert!(read(&right, WireRcode::NOERROR).is_ok(), "names are equal in any case");
    for other in
        [question("www.example.com", RecordType::A), question("example.com", RecordType::Mx)]
    {
        assert_eq!(read(&other, WireRcode::NOERROR), Err(Unusable::NotAsked));
    }
    let sent = asked.message(Asking::default()).unwrap();
    assert_eq!(Answer::read(&sent, &asked), Err(Unusable::NotAsked), "a question is no response");
    let mut builder = respond(&asked, WireRcode::NOERROR);
    builder.header_mut().set_tc(true);
    assert_eq!(Answer::read(&builder.finish(), &asked), Err(Unusable::Truncated));
    assert_eq!(Answer::read(&[], &asked), Err(Unusable::Malformed));
}

#[test]
fn a_record_that_cannot_be_read_makes_the_whole_answer_unusable() {
    let asked = question("example.com", RecordType::A);
    let mut builder = respond(&asked, WireRcode::NOERROR);
    answer(&mut builder, "example.com", A::from_octets(192, 0, 2, 1));
    let short = UnknownRecordData::from_octets(Rtype::A, vec![192, 0, 2]).unwrap();
    answer(&mut builder, "example.com", short);
    assert_eq!(Answer::read(&builder.finish(), &asked), Err(Unusable::Malformed));
}

/// A whole response with something in each section.
fn whole() -> (Question, Vec<u8>) {
    let asked = question("www.example.com", RecordType::A);
    let mut builder = respond(&asked, WireRcode::NOERROR);
    answer(&mut builder, "www.example.com", A::from_octets(192, 0, 2, 1));
    answer(&mut builder, "www.example.com", signature(Rtype::A, 3));
    let mut builder = builder.authority();
    authority(&mut builder, "example.com", Ns::new(wire("ns1.example.com")));
    authority(&mut builder, "example.com", soa());
    let mut builder = builder.additional();
    let flags = |opt: &mut OptBuilder<'_, Vec<u8>>| {
        opt.set_dnssec_ok(true);
        Ok(())
    };
    builder.opt(flags).unwrap();
    (asked, builder.finish())
}

#[test]
fn a_response_that_was_cut_anywhere_is_not_read() {
    let (asked, bytes) = whole();
    assert!(Answer::read(&bytes, &asked).is_ok());
    for length in 0..bytes.len() {
        assert!(Answer::read(&bytes[..length], &asked).is_err(), "cut at {length}");
    }
}

proptest! {
    #[test]
    fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Answer::read(&bytes, &question("example.com", RecordType::A));
    }

    #[test]
    fn a_changed_byte_does_no_harm(place in 0_usize..200, byte in any::<u8>()) {
        let (asked, mut bytes) = whole();
        let place = place % bytes.len();
        bytes[place] = byte;
        let _ = Answer::read(&bytes, &asked);
    }
}
