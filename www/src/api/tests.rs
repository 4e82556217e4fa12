//! Every address over HTTP, as a client sees it.

use crate::testing::{Running, key, submission};
use axum::body::Body;
use axum::http::{Request, StatusCode};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn a_submission_is_created_once_and_found_by_key_and_reference() {
    let running = Running::new(&[]);
    let submission = submission(&running.service.intake, &key("a"));
    let first = running.submit(&submission);
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let reference = first.json()["reference"].as_str().unwrap().to_owned();
    assert_eq!(first.header("location"), format!("/v1/complaints/{reference}"));
    let second = running.submit(&submission);
    assert_eq!((second.status, second.text()), (StatusCode::OK, first.text()));
    let by_key = running.get(&format!("/v1/complaints/by-key/{}", key("a")), &[]);
    assert_eq!((by_key.status, by_key.text()), (StatusCode::OK, first.text()));
    let unknown = running.get(&format!("/v1/complaints/by-key/{}", key("b")), &[]);
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let token = first.json()["token"].as_str().unwrap().to_owned();
    let address = format!("/v1/complaints/{}?token={token}", reference.to_lowercase());
    assert_eq!(running.get(&address, &[]).json()["state"], "open");
    let metrics = running.get("/metrics", &[]);
    assert!(metrics.text().contains("amends_submissions_total{outcome=\"stored\"} 1"));
    assert!(metrics.text().contains("amends_submissions_total{outcome=\"again\"} 1"));
    assert!(!metrics.text().contains(&reference) && !metrics.text().contains(&token));
}

#[test]
fn refusals_are_problem_documents_in_the_readers_language() {
    let running = Running::new(&[]);
    let mut submission = submission(&running.service.intake, &key("a"));
    submission.quote.owed.low = "12345.00".into();
    let english = running.submit(&submission);
    assert_eq!(english.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(english.header("content-type"), "application/problem+json");
    assert_eq!(english.header("content-language"), "en");
    assert_eq!(english.json()["differences"][0]["at"], "/owed/low");
    let chinese =
        running.get("/v1/complaints/ZZZZZZZZ?token=x", &[("accept-language", "zh-CN,en;q=0.5")]);
    assert_eq!(chinese.status, StatusCode::NOT_FOUND);
    assert_eq!(chinese.header("content-language"), "zh-Hans");
    assert_eq!(chinese.json()["title"], "没有找到");
    let explained = running.get(english.json()["type"].as_str().unwrap(), &[]);
    assert_eq!(explained.json()["code"], "differences");
}

#[test]
fn bodies_of_the_wrong_kind_or_size_are_refused() {
    let running = Running::new(&[]);
    for kind in ["text/plain", "application/xml", "multipart/form-data"] {
        let answer = running.post("/v1/complaints", kind, "{}");
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind}");
    }
    let large = running.post("/v1/complaints", JSON, "x".repeat(10 << 20));
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(large.json()["code"], "too-large");
    let deep = running.post("/v1/complaints", JSON, "[".repeat(500_000));
    assert_eq!(deep.status, StatusCode::BAD_REQUEST);
    let twice = running.post("/v1/complaints", JSON, "{\"key\":\"a\",\"key\":\"b\"}");
    assert_eq!(twice.status, StatusCode::BAD_REQUEST);
    assert!(!twice.json()["faults"].as_array().unwrap().is_empty());
    assert_eq!(running.service.intake.store.count().unwrap(), 0);
}

#[test]
fn every_refusal_of_the_router_itself_is_a_problem_document() {
    let running = Running::new(&[]);
    let delete = Request::delete("/v1/policies").body(Body::empty()).unwrap();
    let answers = [
        (running.send(delete), StatusCode::METHOD_NOT_ALLOWED),
        (running.get("/v1/nothing", &[("accept", "text/html")]), StatusCode::NOT_FOUND),
        (running.get("/v1/policies/nothing.json", &[]), StatusCode::NOT_FOUND),
        (running.get("/v1/complaints/%ff", &[]), StatusCode::NOT_FOUND),
        (
            running.get("/amends/missing.wasm", &[("accept", "text/html,*/*")]),
            StatusCode::NOT_FOUND,
        ),
    ];
    for (answer, status) in answers {
        assert_eq!(answer.status, status, "{}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json()["status"], status.as_u16());
    }
}

#[test]
fn every_answer_carries_the_security_headers() {
    let running = Running::new(&[("amends.js", b"export {}")]);
    for address in ["/", "/bank", "/amends/amends.js", "/v1/policies", "/nothing", "/metrics"] {
        let answer = running.get(address, &[]);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(policy.contains("require-trusted-types-for 'script'; trusted-types 'none'"));
        assert!(!policy.contains("unsafe-inline"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{address}");
    }
}

#[test]
fn the_bundle_is_served_as_the_build_packed_it() {
    let files: [(&str, &[u8]); 4] = [
        ("amends_web_bg.wasm", b"\0asm plain bytes"),
        ("amends_web_bg.wasm.br", b"brotli"),
        ("amends_web_bg.wasm.gz", b"gzip"),
        (".hidden", b"fingerprint"),
    ];
    let running = Running::new(&files);
    let address = "/amends/amends_web_bg.wasm";
    let brotli = running.get(address, &[("accept-encoding", "gzip, deflate, br")]);
    assert_eq!(brotli.header("content-type"), "application/wasm");
    assert_eq!((brotli.header("content-encoding"), brotli.text()), ("br", "brotli"));
    assert_eq!(running.get(address, &[("accept-encoding", "gzip")]).text(), "gzip");
    let plain = running.get(address, &[]);
    assert_eq!(plain.body, b"\0asm plain bytes");
    let again = running.get(address, &[("if-none-match", plain.header("etag"))]);
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    for hidden in ["/amends/.hidden", "/amends/../test.sqlite", "/amends/%2e%2e/test.sqlite"] {
        assert_eq!(running.get(hidden, &[]).status, StatusCode::NOT_FOUND, "{hidden}");
    }
}

#[test]
fn a_policy_by_digest_never_changes_and_by_id_is_asked_again() {
    let running = Running::new(&[]);
    let listed = running.get("/v1/policies", &[]).json();
    let bank = listed.as_array().unwrap().iter().find(|one| one["id"] == "bank").unwrap().clone();
    let by_digest = running.get(bank["address"].as_str().unwrap(), &[]);
    assert!(by_digest.header("cache-control").contains("immutable"));
    assert_eq!(amends_core::document::digest(by_digest.text()), bank["digest"]);
    let by_id = running.get("/v1/policies/bank.json", &[]);
    assert_eq!(by_id.header("cache-control"), "no-cache");
    assert_eq!(by_id.body, by_digest.body);
}

#[test]
fn a_form_gets_the_policy_packed_in_its_language() {
    use amends_core::policy::{MEDIA_TYPE, Policy};
    let running = Running::new(&[]);
    let address = "/v1/policies/bank.json";
    let document = running.get(address, &[("accept", "*/*")]);
    assert_eq!(document.header("content-type"), "application/json");
    let accept = format!("{MEDIA_TYPE}, application/json;q=0.9");
    for (wanted, language) in
        [("en", "en"), ("zh-Hans", "zh-Hans"), ("tlh, en;q=0.1", "en"), ("tlh", "zh-Hans")]
    {
        let packed = running.get(address, &[("accept", &accept), ("accept-language", wanted)]);
        assert_eq!(packed.header("content-type"), MEDIA_TYPE);
        assert_eq!(packed.header("vary"), "accept-encoding, accept, accept-language");
        let policy = Policy::unpack(&packed.body).unwrap();
        assert_eq!(policy.document().languages, [language], "{wanted}");
        assert_eq!(policy.digest(), amends_core::document::digest(document.text()));
    }
    let refused = running.get(address, &[("accept", "application/vnd.amends.policy;q=0, */*")]);
    assert_eq!(refused.header("content-type"), "application/json");
}

const PLAIN: &str = "/v1/complaints?customer=c-2041&item=t-801&lang=en";

#[test]
fn a_form_without_script_is_answered_with_its_next_page() {
    let running = Running::new(&[]);
    let answer =
        running.post(PLAIN, FORM, "policy=bank&problem=atm-no-cash&story=a+%3Clong%3E+story");
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    assert!(
        text.contains("name=\"screen\"") && text.contains("<form id=\"amends-0-form\""),
        "{text}"
    );
    assert!(text.contains("a &lt;long&gt; story"), "{text}");
    assert!(text.contains("<link rel=\"stylesheet\" href=\"/amends/amends.css\">"));
}

#[test]
fn a_form_without_script_with_mistakes_says_what_is_wrong() {
    let running = Running::new(&[]);
    let answer = running.post(PLAIN, FORM, "policy=bank&story=words&screen=problem&drawn=problem");
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("<title>Error: What went wrong?"), "{text}");
    assert!(text.contains("<a href=\"#amends-0-problem\">"), "{text}");
    assert!(text.contains("value=\"words\""), "{text}");
    assert_eq!(running.service.intake.store.count().unwrap(), 0);
}

#[test]
fn a_form_without_script_from_another_site_is_refused() {
    let running = Running::new(&[]);
    let request = Request::post(PLAIN).header("content-type", FORM);
    let request = request.header("sec-fetch-site", "cross-site");
    let answer = running.send(request.body(Body::from("policy=bank")).unwrap());
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.header("content-type").starts_with("text/html"));
}

#[test]
fn the_first_screen_is_there_to_be_put_between_the_tags() {
    let running = Running::new(&[]);
    let answer = running.get("/v1/policies/shop/form?problem=late", &[("accept-language", "en")]);
    assert_eq!(answer.status, StatusCode::OK);
    let text = answer.text();
    assert!(text.starts_with("<div class=\"amends-frame"), "{text}");
    assert!(text.contains("value=\"late\" checked"), "{text}");
    assert!(!text.contains("autofocus"), "the page it is put into keeps its focus");
    assert!(text.contains("<template data-problem=\"late\">"), "what would be offered: {text}");
    let packed = running.get("/v1/policies/shop/form", &[("accept-encoding", "gzip")]);
    assert_eq!(packed.header("content-encoding"), "gzip");
    let none = running.get("/v1/policies/no-such/form", &[]);
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[test]
fn a_receipt_that_nobody_has_the_key_of_is_not_there() {
    let running = Running::new(&[]);
    let address = format!("/v1/complaints/by-key/{}", key("none"));
    let answer = running.get(&address, &[("accept", "text/html")]);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.header("content-type").starts_with("text/html"));
}

#[test]
fn health_says_how_much_is_published_and_kept() {
    let running = Running::new(&[]);
    let health = running.get("/v1/health", &[]).json();
    assert_eq!((health["status"].as_str(), health["submissions"].as_u64()), (Some("ok"), Some(0)));
    assert!(health["policies"].as_u64().unwrap() >= 3);
}

#[test]
fn the_portals_cookie_names_the_customer_and_the_facts_name_the_item() {
    let running = Running::new(&[]);
    let submission = submission(&running.service.intake, &key("a"));
    let page = running.get("/bank?customer=c-2041&item=t-801", &[]);
    let cookie = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let send = |cookie: &str| {
        let request = Request::post("/v1/complaints").header("content-type", JSON);
        let body = Body::from(amends_core::document::write(&submission));
        running.send(request.header("cookie", cookie).body(body).unwrap())
    };
    let other = send("amends_customer_bank=c-3318");
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.text());
    assert_eq!(send("amends_customer_shop=c-2041").json()["code"], "differences");
    assert_eq!(send(&cookie).status, StatusCode::CREATED);
}
