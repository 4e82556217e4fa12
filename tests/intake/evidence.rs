//! Files over real HTTP: by a form without script, kept across its pages; and as the element sends them, in a stream.

use crate::Case;
use crate::http::{get, same};
use crate::plain::page::Page;
use crate::plain::{service, to_check, to_story};
use amends_core::document;
use amends_core::document::complaint::ComplaintDocument;
use amends_tests::repository::root;
use amends_tests::service::Service;
use libtest_mimic::{Failed, Trial};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;

const CASES: [(&str, Case); 4] = [
    ("files_of_a_form_without_script_are_kept_across_its_pages", without_script),
    ("what_is_wrong_with_a_file_is_said_at_its_field", wrong_files),
    ("a_file_is_taken_back_by_its_button", taken_back),
    ("a_stream_is_cut_off_at_the_limit", cut_off),
];

/// What must hold of files.
pub fn trials() -> Vec<Trial> {
    let cases = CASES.into_iter();
    cases.map(|(name, case)| Trial::test(format!("evidence/{name}"), case)).collect()
}

/// A picture that is one: the bank's own.
fn picture() -> Result<Vec<u8>, Failed> {
    Ok(fs::read(root().join("www/pages/bank.png"))?)
}

const FIELD: &str = "file-screenshot";

fn at_story(service: &Service) -> Result<Page, Failed> {
    to_story(service, Page::of(&get(service, "/bank?lang=en&problem=atm-no-cash")?)?)
}

fn complaint(service: &Service) -> Result<ComplaintDocument, Failed> {
    let rows = service.rows("submissions")?;
    let complaint = rows.first().and_then(|row| row.text("complaint")).unwrap_or_default();
    Ok(serde_json::from_str(complaint)?)
}

fn without_script() -> Result<(), Failed> {
    let (service, picture) = (service()?, picture()?);
    let mut page = at_story(&service)?;
    page.choose(FIELD, "C:\\fake\\bild <1>.png", "image/png", &picture)?;
    page.fill_somehow()?;
    let shown = Page::of(&page.send(&service, "files")?)?;
    same("still there", shown.screen(), "story".to_owned())?;
    same("listed", shown.html.contains("bild &lt;1&gt;.png"), true)?;
    let check = to_check(&service, shown)?;
    same("on the check page", check.html.contains("bild &lt;1&gt;.png"), true)?;
    check.press(&service, "")?;
    let files = complaint(&service)?.evidence;
    let file = files.first().ok_or("no file came with it")?;
    same("name", file.name.as_str(), "bild <1>.png")?;
    same("kind", file.kind.as_str(), "screenshot")?;
    same("type", file.media_type.as_str(), "image/png")?;
    same("the very bytes", service.file(&file.sha256), Some(picture))?;
    same("waiting", service.rows("uploads")?.len(), 0)
}

fn wrong_files() -> Result<(), Failed> {
    let (service, picture) = (service()?, picture()?);
    let mut page = at_story(&service)?;
    page.choose(FIELD, "page.png", "image/png", b"<html>no picture</html>")?;
    let large = [picture.as_slice(), &vec![0; 10_000_000]].concat();
    page.choose(FIELD, "large.png", "image/png", &large)?;
    for number in 0..4_u8 {
        let own = [picture.as_slice(), &[number]].concat();
        page.choose(FIELD, &format!("{number}.png"), "image/png", &own)?;
    }
    page.fill_somehow()?;
    let shown = Page::of(&page.send(&service, "")?)?;
    same("stays", shown.screen(), "story".to_owned())?;
    let said = shown.summary();
    for words in [
        "“page.png” cannot be taken",
        "“large.png” is too large; the most is 10 MB",
        "“3.png” was left out",
    ] {
        same(words, said.contains(words), true)?;
    }
    same(
        "the others are there",
        shown.html.contains("0.png") && shown.html.contains("2.png"),
        true,
    )?;
    same("waiting", service.rows("uploads")?.len(), 3)
}

fn taken_back() -> Result<(), Failed> {
    let (service, picture) = (service()?, picture()?);
    let mut page = at_story(&service)?;
    page.choose(FIELD, "a.png", "image/png", &picture)?;
    page.fill_somehow()?;
    let shown = Page::of(&page.send(&service, "files")?)?;
    let sha256 = document_digest(&shown)?;
    same("kept", service.file(&sha256).is_some(), true)?;
    let shown = Page::of(&shown.send(&service, &format!("drop-{sha256}"))?)?;
    same("gone from the page", shown.html.contains("a.png"), false)?;
    same("gone from the disk", service.file(&sha256), None)?;
    let check = to_check(&service, shown)?;
    check.press(&service, "")?;
    same("sent without", complaint(&service)?.evidence.len(), 0)
}

/// The digest behind the only button that removes a file.
fn document_digest(page: &Page) -> Result<String, Failed> {
    let digest = page.html.split("value=\"drop-").nth(1).and_then(|it| it.get(..64));
    Ok(digest.ok_or("no button removes it")?.to_owned())
}

/// A stream of 25 MB that does not say how long it is: cut off at the limit, and nothing of it stays.
fn cut_off() -> Result<(), Failed> {
    let service = service()?;
    let text = get(&service, "/v1/policies/bank.json")?.body;
    let digest = document::digest(&text);
    let place = "/v1/complaints/evidence/0123456789abcdef";
    let mut stream = TcpStream::connect(service.address.trim_start_matches("http://"))?;
    write!(
        stream,
        "POST {place}?policy={digest}&kind=screenshot&lang=en HTTP/1.1\r\nhost: x\r\n\
         connection: close\r\ntransfer-encoding: chunked\r\n\r\n"
    )?;
    let piece = [b"10000\r\n".as_slice(), &[0xff; 0x10000], b"\r\n"].concat();
    for _ in 0..400 {
        stream.write_all(&piece)?;
    }
    stream.write_all(b"0\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    same("status", answer.starts_with("HTTP/1.1 413 "), true)?;
    same("code", answer.contains("\"code\":\"file-too-large\""), true)?;
    same("waiting", service.rows("uploads")?.len(), 0)
}
