//! DNS over HTTP as the host offers it to its page: what it passes on unchanged, and all that it refuses.

use std::net::{Ipv4Addr, SocketAddr};

use axum::{
    Router,
    body::Body,
    http::{Request, header},
};
use domain::base::{Message, MessageBuilder, Name, iana::Class, iana::Opcode, iana::Rtype};
use tokio::net::UdpSocket;
use zonesift_host::{ResolverChoice, authority::Authority};

use super::ask::{body, get, host, host_of, json, path, question, send};

const ZONE: &str = "$TTL 300\n\
    @ IN SOA ns1 hostmaster 1 2 3 4 300\n\
    @ IN NS ns1\n\
    @ IN NS ns2\n\
    @ IN NS ns3\n\
    ns1 IN A 127.0.0.1\n\
    ns2 IN AAAA fd00::53\n\
    www IN A 192.0.2.7\n";

async fn status(host: &Router, path: &str) -> u16 {
    let response = send(host, get(path)).await;
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store", "{path}");
    response.status().as_u16()
}

/// A resolver that answers each packet with these octets behind the ID and the question.
async fn resolver(flags: [u8; 2], rest: &'static [u8]) -> SocketAddr {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 512];
        while let Ok((_, from)) = socket.recv_from(&mut buffer).await {
            let end = 12 + buffer[12..].iter().position(|byte| *byte == 0).unwrap() + 5;
            let counts = [0, 1, 0, 0, 0, 1, 0, 1];
            let response = [&buffer[..2], &flags, &counts, &buffer[12..end], rest].concat();
            socket.send_to(&response, from).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn passes_flags_authority_and_extended_errors_on_as_they_are() {
    // An SOA in the authority section, and an OPT with the extended error 22.
    const REST: &[u8] = b"\xc0\x0c\0\x06\0\x01\0\0\x01\x2c\0\x18\x01n\xc0\x0c\x01h\xc0\x0c\
        \0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\x04\0\0\x29\x04\xd0\0\0\x80\0\0\x06\0\x0f\0\x02\0\x16";
    let server = resolver([0x81, 0xa3], REST).await;
    let host = host_of(ResolverChoice::Address(server)).await;
    let asked = question("absent.test", Rtype::TXT);
    let response = send(&host, get(&path(&asked))).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/dns-message");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    let octets = body(response).await;
    let message = Message::from_octets(&octets).unwrap();
    assert_eq!((message.header().id(), message.header().ad()), (0, true));
    assert_eq!(message.header().rcode().to_int(), 3);
    assert_eq!(message.authority().unwrap().count(), 1);
    assert!(octets.ends_with(REST));
}

#[tokio::test]
async fn asks_the_chosen_resolver_and_takes_a_body_as_well() {
    let server = Authority::start(&[("moving.test", ZONE)]).await.unwrap();
    let host = host_of(ResolverChoice::Address(server.address)).await;
    let asked = question("www.moving.test", Rtype::A);
    let by_address = body(send(&host, get(&path(&asked))).await).await;
    let posted = Request::post("/dns-query")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/dns-message")
        .body(Body::from(asked))
        .unwrap();
    assert_eq!(body(send(&host, posted).await).await, by_address);
    let message = Message::from_octets(by_address).unwrap();
    assert_eq!(message.header_counts().ancount(), 1);
}

#[tokio::test]
async fn refuses_what_is_no_single_question() {
    let host = host().await;
    let right = question("www.bakery.example", Rtype::A);
    assert_eq!(status(&host, &path(&right)).await, 200);
    for wrong in ["/dns-query", "/dns-query?dns=", "/dns-query?dns=AAA*", "/dns-query?dns=AAAA"] {
        assert_eq!(status(&host, wrong).await, 400, "{wrong}");
    }
    let padded = format!("{}==", path(&right));
    let twice = format!("{0}&{1}", path(&right), path(&right).split('?').nth(1).unwrap());
    let cut = path(&right[..right.len() - 15]);
    let mut response = right.clone();
    response[2] |= 0x80;
    let mut two = MessageBuilder::new_vec().question();
    two.push((Name::root_vec(), Rtype::A)).unwrap();
    two.push((Name::root_vec(), Rtype::NS)).unwrap();
    let none = MessageBuilder::new_vec().finish();
    for wrong in [padded, twice, cut, path(&response), path(&two.finish()), path(&none)] {
        assert_eq!(status(&host, &wrong).await, 400, "{wrong}");
    }
}

#[tokio::test]
async fn refuses_transfers_all_types_other_classes_and_other_operations() {
    let host = host().await;
    for rtype in [Rtype::ANY, Rtype::AXFR, Rtype::IXFR, Rtype::MAILB, Rtype::OPT, Rtype::TSIG] {
        let asked = question("bakery.example", rtype);
        assert_eq!(status(&host, &path(&asked)).await, 400, "{rtype}");
    }
    for class in [Class::CH, Class::HS, Class::ANY] {
        let mut message = MessageBuilder::new_vec().question();
        message.push((Name::root_vec(), Rtype::TXT, class)).unwrap();
        assert_eq!(status(&host, &path(&message.finish())).await, 400, "{class}");
    }
    for opcode in [Opcode::IQUERY, Opcode::STATUS, Opcode::NOTIFY, Opcode::UPDATE, Opcode::DSO] {
        let mut message = MessageBuilder::new_vec();
        message.header_mut().set_opcode(opcode);
        let mut message = message.question();
        message.push((Name::root_vec(), Rtype::SOA)).unwrap();
        assert_eq!(status(&host, &path(&message.finish())).await, 400, "{opcode}");
    }
}

#[tokio::test]
async fn refuses_long_messages_and_bodies_of_other_types() {
    let host = host().await;
    assert_eq!(status(&host, &path(&[0; 513])).await, 414);
    let post = async |kind: &str, body: Vec<u8>| {
        let request = Request::post("/dns-query")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, kind)
            .body(Body::from(body))
            .unwrap();
        send(&host, request).await.status().as_u16()
    };
    assert_eq!(post("application/dns-message", vec![0; 513]).await, 413);
    let asked = question("www.bakery.example", Rtype::A);
    assert_eq!(post("text/plain", asked.clone()).await, 415);
    assert_eq!(post("application/dns-message", asked).await, 200);
    let other = Request::put("/dns-query").header(header::HOST, "localhost");
    assert_eq!(send(&host, other.body(Body::empty()).unwrap()).await.status(), 405);
}

#[tokio::test]
async fn answers_its_own_page_only() {
    let host = host().await;
    let asked = path(&question("www.bakery.example", Rtype::A));
    let at = format!("{}&of=zone", asked.replace("dns-query", "authority"));
    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "none"),
        ("x-http-method-override", "POST"),
    ] {
        for path in [&asked, &at] {
            let request = Request::get(path).header(header::HOST, "localhost").header(name, value);
            let response = send(&host, request.body(Body::empty()).unwrap()).await;
            assert_eq!(response.status(), 403, "{path} {name}");
        }
    }
    let rebound = Request::get(&asked).header(header::HOST, "evil.example");
    assert_eq!(send(&host, rebound.body(Body::empty()).unwrap()).await.status(), 403);
}

#[tokio::test]
async fn tells_the_page_to_slow_down_before_it_floods_the_resolver() {
    let server =
        resolver([0x81, 0x80], b"\0\0\x29\x04\xd0\0\0\0\0\0\0\0\0\x29\0\0\0\0\0\0\0\0").await;
    let host = host_of(ResolverChoice::Address(server)).await;
    let asked = path(&question("www.test", Rtype::A));
    for _ in 0..1_000 {
        let response = send(&host, get(&asked)).await;
        if response.status() == 429 {
            assert_eq!(response.headers()[header::RETRY_AFTER], "1");
            return;
        }
        assert_eq!(response.status(), 200);
    }
    unreachable!("the resolver was flooded");
}

#[tokio::test]
async fn says_that_no_server_answers() {
    let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = silent.local_addr().unwrap();
    // A closed port is told at once.
    drop(silent);
    let host = host_of(ResolverChoice::Address(address)).await;
    assert_eq!(status(&host, &path(&question("www.test", Rtype::A))).await, 504);
}

#[tokio::test]
async fn never_asks_name_servers_of_its_own_network() {
    let server = Authority::start(&[("moving.test", ZONE)]).await.unwrap();
    let host = host_of(ResolverChoice::Address(server.address)).await;
    let asked = path(&question("www.moving.test", Rtype::A)).replace("dns-query", "authority");
    let response = send(&host, get(&format!("{asked}&of=zone"))).await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    let told = json(response).await;
    let told: Vec<String> = told.as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            r#"{"error":"not-public","server":"ns1.moving.test."}"#,
            r#"{"error":"not-public","server":"ns2.moving.test."}"#,
            r#"{"error":"no-address","server":"ns3.moving.test."}"#,
        ]
    );
}

#[tokio::test]
async fn takes_no_address_and_no_server_from_the_page() {
    let host = host().await;
    let asked = path(&question("www.bakery.example", Rtype::A)).replace("dns-query", "authority");
    for more in ["", "&of=127.0.0.1", "&of=ns1.bakery.example", "&of=zone&of=zone", "&at=192.0.2.1"]
    {
        assert_eq!(status(&host, &format!("{asked}{more}")).await, 400, "{more}");
    }
}
