//! The stand-ins of public resolvers: each in its manner, with a log, by rules, in sessions of their own.

use axum::{
    Router,
    body::Body,
    http::{Request, Response, header},
};
use domain::base::iana::Rtype;
use serde_json::{Value, json};

use super::ask::{Heard, body, get, host, json as read, path, question, send, with_flags};

fn request(method: &str, path: &str, session: &str, sent: &Value) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost")
        .header("zonesift-test", session)
        .body(Body::from(sent.to_string()))
        .unwrap()
}

async fn raw(host: &Router, who: &str, name: &str, rtype: Rtype, session: &str) -> Response<Body> {
    let path = format!("/standin/{who}{}", path(&question(name, rtype)));
    send(host, request("GET", &path, session, &Value::Null)).await
}

async fn ask(host: &Router, who: &str, name: &str, rtype: Rtype) -> Heard {
    let response = raw(host, who, name, rtype, who).await;
    assert_eq!(response.status(), 200, "{who}");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/dns-message", "{who}");
    Heard::read(&body(response).await)
}

#[tokio::test]
async fn the_honest_one_tells_what_there_is_out_of_its_cache() {
    let host = host().await;
    let heard = ask(&host, "honest", "www.signed.example", Rtype::A).await;
    assert_eq!((heard.rcode, heard.is_authoritative, heard.is_validated), (0, false, true));
    assert_eq!(heard.short().1.len(), 2);
    assert!(heard.ttls[0] <= 3_600 && heard.ttls[0] > 3_500);
    assert_eq!(ask(&host, "honest", "zs-1f.invalid", Rtype::A).await.rcode, 3);
}

#[tokio::test]
async fn the_lying_one_has_an_address_for_every_name() {
    let host = host().await;
    for name in ["zs-1f.invalid", "zs-1f.com", "nobody.bakery.example"] {
        let heard = ask(&host, "lying", name, Rtype::A).await;
        assert_eq!((heard.rcode, &*heard.answers), (0, &[format!("{name} A 198.51.100.66")][..]));
        assert_eq!(ask(&host, "lying", name, Rtype::TXT).await.short(), (0, vec![]), "{name}");
    }
    assert!(!ask(&host, "lying", "zs-1f.com", Rtype::A).await.is_validated);
    assert_eq!(ask(&host, "lying", "order.bakery.example", Rtype::A).await.short().1.len(), 1);
}

#[tokio::test]
async fn the_filtering_one_says_that_it_blocks() {
    let host = host().await;
    let heard = ask(&host, "filtering", "shop.bakery.example", Rtype::A).await;
    assert_eq!((heard.rcode, heard.extended), (3, vec![15]));
    assert_eq!(ask(&host, "filtering", "order.bakery.example", Rtype::A).await.rcode, 0);
}

#[tokio::test]
async fn the_limiting_one_takes_ten_questions_at_once() {
    let host = host().await;
    let mut refused = None;
    for _ in 0..30 {
        let response = raw(&host, "limiting", "bakery.example", Rtype::A, "limiting").await;
        if response.status() == 429 {
            refused = Some(response.headers()[header::RETRY_AFTER].clone());
        }
    }
    assert_eq!(refused.unwrap(), "1");
}

#[tokio::test]
async fn the_rotating_one_turns_sets_around_and_its_times_jump() {
    let host = host().await;
    let mut first = Vec::new();
    let mut times = Vec::new();
    for _ in 0..3 {
        let heard = ask(&host, "rotating", "northwind.example", Rtype::A).await;
        first.push(heard.answers[0].clone());
        times.push(heard.ttls[0]);
    }
    assert_eq!(times, [170, 300, 278]);
    assert!(first[0] != first[1] && first[0] == first[2]);
}

#[tokio::test]
async fn the_differing_one_has_an_older_zone() {
    let host = host().await;
    let heard = ask(&host, "differing", "order.bakery.example", Rtype::A).await;
    assert_eq!(heard.answers, ["order.bakery.example A 192.0.2.10"]);
    assert_eq!(
        ask(&host, "differing", "_dmarc.bakery.example", Rtype::TXT).await.short(),
        (0, vec![])
    );
    let serial = ask(&host, "differing", "bakery.example", Rtype::SOA).await;
    assert!(serial.answers[0].contains(" 2026030400 "), "{serial:?}");
}

#[tokio::test]
async fn the_others_fail_each_in_its_way() {
    let host = host().await;
    let failing = ask(&host, "failing", "bakery.example", Rtype::A).await;
    assert_eq!((failing.rcode, failing.extended), (2, vec![22]));
    let cut = ask(&host, "cut", "bakery.example", Rtype::A).await;
    assert!(cut.is_cut && cut.answers.is_empty());
    let slow = std::time::Instant::now();
    assert_eq!(ask(&host, "slow", "bakery.example", Rtype::A).await.rcode, 0);
    assert!(slow.elapsed().as_millis() >= 1_000);
    let status = async |who: &str| raw(&host, who, "bakery.example", Rtype::A, who).await.status();
    assert_eq!(status("redirecting").await, 302);
    assert_eq!(status("unavailable").await, 504);
    assert_eq!(status("nobody").await, 404);
    let html = raw(&host, "html", "bakery.example", Rtype::A, "html").await;
    assert_eq!(html.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    let garbled = raw(&host, "garbled", "bakery.example", Rtype::A, "garbled").await;
    assert!(body(garbled).await.windows(6).any(|octets| octets == b"xakery"));
}

#[tokio::test]
async fn every_question_is_written_down_in_its_own_session() {
    let host = host().await;
    raw(&host, "honest", "www.bakery.example", Rtype::AAAA, "one").await;
    raw(&host, "honest", "www.bakery.example", Rtype::AAAA, "one").await;
    raw(&host, "html", "bakery.example", Rtype::MX, "two").await;
    let log = async |session: &str| {
        read(send(&host, request("GET", "/standin/log", session, &Value::Null)).await).await
    };
    let one = log("one").await;
    assert_eq!(one.as_array().unwrap().len(), 2);
    let mut second = one[1].clone();
    assert!(second["at"].take().is_u64() && second["octets"].take() == 47);
    assert_eq!(
        second,
        json!({
            "at": null, "resolver": "honest", "name": "www.bakery.example", "type": "AAAA", "number": 1,
            "id": 0, "recursion": true, "unchecked": false, "proof": true, "subnet": null,
            "octets": null, "status": 200,
        })
    );
    let clear = send(&host, request("DELETE", "/standin/log", "one", &Value::Null)).await;
    assert_eq!(clear.status(), 204);
    assert_eq!(log("one").await, json!([]));
    assert_eq!(log("two").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_rule_changes_single_questions_and_single_asks() {
    let host = host().await;
    let put = async |rules: Value| {
        send(&host, request("PUT", "/standin/rules", "honest", &rules)).await.status()
    };
    let rules = json!([
        { "name": "www.bakery.example", "type": "A", "from": 1, "to": 1, "rcode": 5 },
        { "name": "order.bakery.example", "resolver": "honest", "status": 429 },
        {
            "name": "bakery.example", "type": "NS", "ad": true, "tc": true, "extended": [3, 22],
            "answers": "bakery.example 60 IN NS kiki.bunny.net.",
            "authority": "bakery.example 60 IN SOA kiki.bunny.net. h.bunny.net. 1 2 3 4 5",
        },
    ]);
    assert_eq!(put(rules).await, 204);
    for rcode in [0, 5, 0] {
        assert_eq!(ask(&host, "honest", "www.bakery.example", Rtype::A).await.rcode, rcode);
    }
    let busy = raw(&host, "honest", "order.bakery.example", Rtype::A, "honest").await;
    assert_eq!(
        (busy.status().as_u16(), &busy.headers()[header::RETRY_AFTER]),
        (429, &"1".parse().unwrap())
    );
    let moved = ask(&host, "honest", "bakery.example", Rtype::NS).await;
    assert_eq!(moved.answers, ["bakery.example NS kiki.bunny.net."]);
    assert_eq!(moved.proof(), ["bakery.example SOA"]);
    assert!(moved.is_cut && moved.is_validated && moved.extended == [3, 22]);
    for wrong in [json!({}), json!([7]), json!([{ "nmae": "x" }]), json!([{ "type": "WHAT" }])] {
        assert_eq!(put(wrong.clone()).await, 400, "{wrong}");
    }
}

#[tokio::test]
async fn certificates_come_page_by_page() {
    let host = host().await;
    let search = async |after: &str| {
        let path = format!(
            "/standin/certificates?domain=orange.example&include_subdomains=true&expand=dns_names{after}"
        );
        read(send(&host, get(&path)).await).await
    };
    let first = search("").await;
    let ids: Vec<&str> =
        first.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["1007", "1008", "1009"]);
    assert_eq!(first[2]["dns_names"], json!(["vpn.orange.example", "elsewhere.example"]));
    assert_eq!(first[1]["issuer"]["caa_domains"], json!(["pki.goog"]));
    assert!(first[0]["not_before"].as_str().unwrap().ends_with('Z'));
    assert_eq!(search("&after=1009").await.as_array().unwrap().len(), 1);
    assert_eq!(search("&after=1010").await, json!([]));
}

#[tokio::test]
async fn stand_ins_answer_no_page_of_another_site() {
    let host = host().await;
    let asked = format!("/standin/honest{}", path(&with_flags("com", Rtype::A, true, false)));
    for path in [&*asked, "/standin/log", "/standin/certificates?domain=orange.example"] {
        let request = Request::get(path)
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "https://elsewhere.example");
        let response = send(&host, request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), 403, "{path}");
    }
}
