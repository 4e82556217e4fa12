//! Files over HTTP: what is kept, what is refused, who reads them back, and when they go.

use super::*;
use crate::testing::{COMPANY, Running, caller, key, submission, today};
use amends_core::document;
use axum::http::Request;
use serde_json::Value;

/// The smallest JPEG header that is told as one, with bytes of our own behind it.
fn jpeg(rest: &[u8]) -> Vec<u8> {
    [&[0xff, 0xd8, 0xff, 0xe0, 0, 16], b"JFIF\0".as_slice(), rest].concat()
}

/// The kind of file the bank asks for about a withdrawal, and the digest of its policy.
fn asked_for(running: &Running) -> (EvidenceDocument, String) {
    let published = running.service.intake.policies.by_id("bank", today()).unwrap();
    let kind = published.document().evidence.first().unwrap().clone();
    (kind, published.policy.digest().to_owned())
}

fn address(running: &Running, key: &str) -> String {
    let (kind, digest) = asked_for(running);
    format!("/v1/complaints/evidence/{key}?policy={digest}&kind={}&lang=en", kind.id)
}

fn upload(running: &Running, key: &str, bytes: &[u8]) -> Value {
    let answered = running.post(&address(running, key), "image/jpeg", bytes.to_vec());
    assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.text());
    answered.json()
}

fn given(kept: &Value, name: &str) -> EvidenceGivenDocument {
    let mut kept = kept.clone();
    kept["name"] = name.into();
    document::read(&kept.to_string()).unwrap()
}

fn listed(running: &Running, key: &str) -> usize {
    let answered = running.get(&format!("/v1/complaints/evidence/{key}"), &[]);
    answered.json()["files"].as_array().unwrap().len()
}

fn files_on_disk(running: &Running) -> usize {
    let folder = running.folder.path().join("test.evidence");
    let inside = |path| std::fs::read_dir(path).into_iter().flatten().flatten();
    let all = inside(folder).flat_map(|entry| {
        if entry.path().is_dir() { inside(entry.path()).collect() } else { vec![entry] }
    });
    all.count()
}

/// SHA-256 of `abc`, as FIPS 180-2 publishes it.
#[test]
fn the_digest_is_the_published_one_and_is_compared_with_the_senders() {
    let mut incoming = {
        let folder = tempfile::tempdir().unwrap();
        let store = crate::store::Store::open(&folder.path().join("x.sqlite")).unwrap();
        store.begin_file().unwrap()
    };
    incoming.write(b"a").unwrap();
    incoming.write(b"bc").unwrap();
    let received = incoming.finish();
    let published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!((received.sha256.as_str(), received.size), (published, 3));
    assert_eq!(received.media_type, None);
    let right = "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:";
    assert!(agrees(right, published));
    assert!(agrees("sha-512=:AAAA:", published), "another algorithm says nothing");
    assert!(!agrees("sha-256=:AAAA:", published));
    assert!(!agrees("sha-256=:***:", published));
}

#[test]
fn a_file_waits_for_its_complaint_and_goes_with_its_case() {
    let running = Running::new(&[]);
    let (uploads, sent) = (key("uploads"), key("sent"));
    let photo = jpeg(b"the empty machine");
    let kept = upload(&running, &uploads, &photo);
    assert_eq!(kept["media_type"], "image/jpeg");
    assert_eq!(kept["size"], photo.len());
    // A repeat is as good as the first.
    assert_eq!(upload(&running, &uploads, &photo), kept);
    let forgotten = upload(&running, &uploads, &jpeg(b"taken back without a word"));
    assert_eq!((listed(&running, &uploads), files_on_disk(&running)), (2, 2));

    let mut submission = submission(&running.service.intake, &sent);
    submission.complaint.evidence = vec![given(&kept, "机器.jpg")];
    submission.upload_key = Some(uploads.clone());
    let answered = running.submit(&submission);
    assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.text());
    let receipt = answered.json();
    assert_eq!((listed(&running, &uploads), files_on_disk(&running)), (0, 1), "{forgotten}");
    assert_eq!(running.submit(&submission).status, StatusCode::OK, "the same again");

    let reference = receipt["reference"].as_str().unwrap();
    let file = format!("/v1/complaints/{reference}/evidence/{}", kept["sha256"].as_str().unwrap());
    let bearer = format!("Bearer {COMPANY}");
    let read = running.get(&file, &[("authorization", &bearer)]);
    assert_eq!(read.body, photo, "exactly the bytes that came");
    assert_eq!(read.header("content-type"), "application/octet-stream");
    assert_eq!(
        read.header("content-disposition"),
        "attachment; filename*=UTF-8''%E6%9C%BA%E5%99%A8.jpg"
    );
    assert_eq!(read.header("x-content-type-options"), "nosniff");
    assert_eq!(read.header("content-security-policy"), "sandbox; default-src 'none'");
    let own = format!("{file}?token={}", receipt["token"].as_str().unwrap());
    assert_eq!(running.get(&own, &[]).status, StatusCode::FORBIDDEN, "the company's alone");
    assert_eq!(running.get(&file, &[]).status, StatusCode::UNAUTHORIZED);

    assert!(running.service.intake.store.erase(reference).unwrap());
    assert_eq!(files_on_disk(&running), 0, "a case goes with its files");
    assert!(!running.service.intake.store.erase(reference).unwrap());
}

#[test]
fn the_same_bytes_stay_while_another_case_has_them() {
    let running = Running::new(&[]);
    let photo = jpeg(b"one receipt for two orders");
    let cases = ["one", "two"].map(|name| {
        let uploads = key(&format!("uploads-{name}"));
        let kept = upload(&running, &uploads, &photo);
        let mut submission = submission(&running.service.intake, &key(name));
        submission.complaint.evidence = vec![given(&kept, "a.jpg")];
        submission.upload_key = Some(uploads);
        running.submit(&submission).json()["reference"].as_str().unwrap().to_owned()
    });
    let store = &running.service.intake.store;
    assert_eq!(files_on_disk(&running), 1);
    assert!(store.erase(&cases[0]).unwrap());
    assert_eq!(files_on_disk(&running), 1);
    assert!(store.erase(&cases[1]).unwrap());
    assert_eq!(files_on_disk(&running), 0);
}

#[test]
fn files_are_refused_by_what_they_are_and_leave_nothing() {
    let running = Running::new(&[]);
    let uploads = key("uploads");
    let here = address(&running, &uploads);
    let (kind, digest) = asked_for(&running);
    let most = usize::try_from(kind.at_most_bytes).unwrap();
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let elsewhere = |query: &str| format!("/v1/complaints/evidence/{uploads}?{query}&lang=en");
    for (address, kind, bytes, status, code) in [
        (here.clone(), "image/jpeg", page, 415, "file-type"),
        (here.clone(), "image/jpeg", Vec::new(), 415, "file-type"),
        (here.clone(), "image/jpeg", jpeg(&vec![0; most]), 413, "file-too-large"),
        (elsewhere("policy=00&kind=x"), "image/jpeg", jpeg(b""), 422, "unknown-policy"),
        (elsewhere(&format!("policy={digest}&kind=x")), "image/jpeg", jpeg(b""), 404, "not-found"),
        (here.replace(&uploads, "short"), "image/jpeg", jpeg(b""), 404, "not-found"),
    ] {
        let answered = running.post(&address, kind, bytes);
        assert_eq!(answered.status.as_u16(), status, "{address}: {}", answered.text());
        assert_eq!(answered.json()["code"], code);
    }
    let damaged = Request::post(&here).header("content-digest", "sha-256=:AAAA:");
    let answered = running.send(damaged.body(Body::from(jpeg(b""))).unwrap());
    assert_eq!(answered.json()["code"], "file-damaged");
    let foreign = Request::post(&here).header("sec-fetch-site", "cross-site");
    let answered = running.send(foreign.body(Body::from(jpeg(b""))).unwrap());
    assert_eq!(answered.json()["code"], "foreign-site");
    assert_eq!((listed(&running, &uploads), files_on_disk(&running)), (0, 0));
}

#[test]
fn a_file_that_did_not_arrive_is_named_gently_and_nothing_is_stored() {
    let running = Running::new(&[]);
    let uploads = key("uploads");
    let kept = upload(&running, &uploads, &jpeg(b"here"));
    let mut submission = submission(&running.service.intake, &key("sent"));
    submission.complaint.evidence = vec![given(&kept, "here.jpg"), given(&kept, "gone.jpg")];
    submission.complaint.evidence[1].sha256 = "ab".repeat(32);
    submission.upload_key = Some(uploads.clone());
    let answered = running.submit(&submission);
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem = answered.json();
    assert_eq!(problem["code"], "files-missing");
    assert_eq!(problem["faults"][0]["at"], "/complaint/evidence/1");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("“gone.jpg” has not reached us"), "{detail}");
    assert_eq!(running.service.intake.store.count().unwrap(), 0);
    // Under another key it is nobody's.
    submission.complaint.evidence.truncate(1);
    submission.upload_key = Some(key("another"));
    assert_eq!(running.submit(&submission).json()["code"], "files-missing");
    submission.upload_key = Some(uploads);
    assert_eq!(running.submit(&submission).status, StatusCode::CREATED);
}

#[test]
fn a_file_taken_back_goes_and_one_nobody_sends_goes_after_a_week() {
    let running = Running::new(&[]);
    let uploads = key("uploads");
    let kept = upload(&running, &uploads, &jpeg(b"a"));
    upload(&running, &uploads, &jpeg(b"b"));
    let file = format!("/v1/complaints/evidence/{uploads}/{}", kept["sha256"].as_str().unwrap());
    let request = Request::delete(&file).body(Body::empty()).unwrap();
    assert_eq!(running.send(request).status, StatusCode::OK);
    assert_eq!((listed(&running, &uploads), files_on_disk(&running)), (1, 1));
    let store = &running.service.intake.store;
    store.expire_uploads(today().to_string()).unwrap();
    assert_eq!(files_on_disk(&running), 1, "it came today");
    store.expire_uploads(today().succ_opt().unwrap().to_string()).unwrap();
    assert_eq!((listed(&running, &uploads), files_on_disk(&running)), (0, 0));
}

#[test]
fn one_key_and_the_whole_service_take_only_so_much() {
    let running = Running::new(&[]);
    let intake = &running.service.intake;
    let rooms: Vec<_> = (0..AT_ONCE).map(|_| intake.uploads.enter().unwrap()).collect();
    let here = address(&running, &key("uploads"));
    let answered = running.post(&here, "image/jpeg", jpeg(b"a"));
    assert_eq!(answered.status, StatusCode::TOO_MANY_REQUESTS);
    drop(rooms);
    for number in 0..MOST_WAITING {
        upload(&running, &key("uploads"), &jpeg(number.to_string().as_bytes()));
    }
    let answered = running.post(&here, "image/jpeg", jpeg(b"one more"));
    assert_eq!(answered.json()["code"], "too-many-uploads");
    assert!(caller().named.is_some());
}

#[test]
fn the_page_of_a_case_lists_its_files_and_more_are_added_with_facts() {
    let running = Running::new(&[]);
    let (first, second) = (key("uploads-a"), key("uploads-b"));
    let kept = upload(&running, &first, &jpeg(b"the first"));
    let mut sent = submission(&running.service.intake, &key("sent"));
    sent.complaint.evidence = vec![given(&kept, "<b>first</b>.jpg")];
    sent.upload_key = Some(first);
    let receipt = running.submit(&sent).json();
    let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
    let (reference, token) = (text("reference"), text("token"));
    let page = || {
        let address = format!("/case/{reference}?token={token}&lang=en");
        running.get(&address, &[("accept", "text/html")]).text().to_owned()
    };
    let shown = page();
    assert!(shown.contains("&lt;b&gt;first&lt;&#x2f;b&gt;.jpg"), "{shown}");
    assert!(shown.contains(kept["sha256"].as_str().unwrap()), "{shown}");
    assert!(shown.contains("20 B · A photo or a screenshot"), "{shown}");

    let more = upload(&running, &second, &jpeg(b"the second"));
    sent.key = key("more");
    sent.complaint.evidence.push(given(&more, "second.jpg"));
    let quotes = format!("/v1/complaints/{reference}/quotes");
    let add = |sent: &amends_core::document::submission::SubmissionDocument| {
        running.post_as(&token, &quotes, "application/json", document::write(sent))
    };
    sent.upload_key = None;
    assert_eq!(add(&sent).json()["code"], "files-missing", "uploaded under no key");
    sent.upload_key = Some(second.clone());
    let added = add(&sent);
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    assert_eq!((listed(&running, &second), files_on_disk(&running)), (0, 2));
    assert!(page().contains("second.jpg"));
    assert!(running.service.intake.store.erase(&reference).unwrap());
    assert_eq!(files_on_disk(&running), 0);
}
