//! The page of a case, by its forms alone.

use crate::testing::{Answered, Running, key, submission, submission_knowing};
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::document::{self, Map};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use std::fs::DirEntry;
use std::path::Path;

const FORM: &str = "application/x-www-form-urlencoded";

struct Page {
    running: Running,
    reference: String,
    token: String,
}

impl Page {
    fn new() -> Self {
        let running = Running::new(&[]);
        let receipt = running.submit(&submission(&running.service.intake, &key("a"))).json();
        let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
        Self { reference: text("reference"), token: text("token"), running }
    }

    /// The case of somebody of whom the portal knows nothing.
    fn of_a_stranger() -> Self {
        let running = Running::new(&[]);
        let sent = submission_knowing(&running.service.intake, &key("a"), Map::new());
        let answer = running.post("/v1/complaints", "application/json", document::write(&sent));
        let receipt = answer.json();
        let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
        Self { reference: text("reference"), token: text("token"), running }
    }

    fn get(&self, lang: &str) -> Answered {
        let (reference, token) = (&self.reference, &self.token);
        self.running
            .get(&format!("/case/{reference}?token={token}{lang}"), &[("accept", "text/html")])
    }

    fn post(&self, fields: &[(&str, &str)]) -> Answered {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("token", &self.token).extend_pairs(fields);
        self.running.post(&format!("/case/{}?lang=en", self.reference), FORM, form.finish())
    }
}

#[test]
fn the_page_shows_every_promise_in_every_language_without_script() {
    let page = Page::new();
    // 2,000.00 was debited, and the account fee of a month is 12.50.
    for (lang, tag, words, amount) in [
        ("", "en", "In progress", "CNY\u{a0}2,012.50"),
        ("&lang=zh", "zh-Hans", "办理中", "¥2,012.50"),
        ("&lang=zh-TW", "zh-Hant", "辦理中", "人民幣2,012.50元"),
    ] {
        let answer = page.get(lang);
        let text = answer.text();
        assert_eq!(answer.status, StatusCode::OK, "{text}");
        assert_eq!(answer.header("content-language"), tag);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(text.contains(words) && text.contains(&page.reference), "{text}");
        assert!(text.contains("<ol class=\"timeline\"") && !text.contains("<script"), "{text}");
        assert!(!text.contains(" style="), "{text}");
        assert!(text.contains(amount), "{amount}: {text}");
        for action in ["accepted", "declined", "facts_added", "withdrawn"] {
            assert!(text.contains(&format!("name=\"action\" value=\"{action}\"")), "{action}");
        }
        assert!(!text.contains("value=\"surveyed\"") && !text.contains("value=\"reopened\""));
    }
}

#[test]
fn without_its_secret_the_page_says_so_and_nothing_else() {
    let page = Page::new();
    let none = page.running.get(&format!("/case/{}?lang=en", page.reference), &[]);
    assert_eq!(none.status, StatusCode::UNAUTHORIZED);
    assert!(none.text().contains("Use the link in the receipt"), "{}", none.text());
    let wrong = page.running.get(&format!("/case/{}?token=x&lang=en", page.reference), &[]);
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    let form = "token=x&action=withdrawn";
    let posted = page.running.post(&format!("/case/{}", page.reference), FORM, form);
    assert_eq!(posted.status, StatusCode::NOT_FOUND);
}

#[test]
fn every_action_goes_back_to_the_page() {
    let page = Page::new();
    let steps: [(&[(&str, &str)], &str); 6] = [
        (&[("action", "declined"), ("words", "Too little.")], "You declined"),
        (&[("action", "reopened"), ("words", "Not settled.")], "In progress"),
        (
            &[
                ("action", "facts_added"),
                ("fact.time_lost", "３００ minutes"),
                ("words", "A <b>whole</b> day."),
            ],
            "In progress",
        ),
        (&[("action", "withdrawn")], "You withdrew"),
        (&[("action", "surveyed"), ("satisfaction", "4"), ("recommend", "9")], "You withdrew"),
        (&[("action", "reopened")], "In progress"),
    ];
    for (fields, words) in steps {
        let answer = page.post(fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{fields:?}: {}", answer.text());
        let place = format!("/case/{}?token={}&lang=en", page.reference, page.token);
        assert_eq!(answer.header("location"), place);
        let text = page.get("&lang=en").text().to_owned();
        assert!(
            text.contains(&format!("<h1 id=\"case-title\" part=\"heading\">{words}</h1>")),
            "{fields:?}: {text}"
        );
        assert!(!text.contains("<b>whole"), "{text}");
    }
}

#[test]
fn mistakes_come_back_with_what_was_typed_and_a_link_to_the_field() {
    let page = Page::new();
    let fields =
        [("action", "facts_added"), ("fact.time_lost", "a <day>"), ("words", "more & more")];
    let answer = page.post(&fields);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    assert!(text.contains("<a href=\"#fact-time_lost\">"), "{text}");
    assert!(text.contains("value=\"a &lt;day&gt;\"") && text.contains("more &amp; more"), "{text}");
    for fields in
        [&[("action", "fly")][..], &[("action", "surveyed"), ("satisfaction", "lots")][..]]
    {
        let answer = page.post(fields);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    }
}

#[test]
fn a_form_from_another_site_is_refused() {
    let page = Page::new();
    let body = format!("token={}&action=withdrawn", page.token);
    let request = Request::post(format!("/case/{}", page.reference)).header("content-type", FORM);
    let request = request.header("sec-fetch-site", "cross-site").body(Body::from(body)).unwrap();
    assert_eq!(page.running.send(request).status, StatusCode::FORBIDDEN);
}

/// 2 November is written in words, with a figure of full width.
#[test]
fn days_are_written_as_in_the_form() {
    let page = Page::of_a_stranger();
    let text = page.get("&lang=en").text().to_owned();
    let field = text.split("id=\"fact-happened_on\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(field.contains("value=\"2026-11-23\"") && !field.contains("date\""), "{field}");
    assert!(text.contains("Write a date such as 2 March 2026 or 2026-03-02."), "{text}");
    let answer = page.post(&[("action", "facts_added"), ("fact.happened_on", "２ Nov 2026")]);
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let text = page.get("&lang=en").text().to_owned();
    assert!(text.contains("value=\"2026-11-02\""), "{text}");
    let answer = page.post(&[("action", "facts_added"), ("fact.happened_on", "some day")]);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("value=\"some day\""), "{}", answer.text());
}

/// A file of a form: its field, its name, its bytes.
type File<'a> = (&'a str, &'a str, &'a [u8]);

/// A picture as far as its first bytes tell.
fn png(rest: &[u8]) -> Vec<u8> {
    [&b"\x89PNG\r\n\x1a\n"[..], rest].concat()
}

impl Page {
    /// Sends the form of files as a browser does.
    fn add(&self, files: &[File<'_>]) -> Answered {
        let mut body = Vec::new();
        for (name, value) in [("token", self.token.as_str()), ("action", "files_added")] {
            let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--edge\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 content-type: image/png\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        let place = format!("/case/{}?lang=en", self.reference);
        self.running.post(&place, "multipart/form-data; boundary=edge", body)
    }

    /// The files of the case, and how many are on the disk.
    fn files(&self) -> (Vec<EvidenceGivenDocument>, usize) {
        let intake = &self.running.service.intake;
        let case = intake.store.case(&self.reference).unwrap().unwrap().case;
        let folder = self.running.folder.path().join("test.evidence");
        let inside = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten();
        let kept = inside(&folder).flat_map(|entry| inside(&entry.path()));
        (case.complaint.evidence, kept.count())
    }
}

#[test]
fn files_are_added_to_a_case_once_and_go_with_it() {
    let page = Page::new();
    let text = page.get("&lang=en").text().to_owned();
    assert!(text.contains("enctype=\"multipart/form-data\""), "{text}");
    assert!(text.contains("<input type=\"file\" id=\"file-screenshot\""), "{text}");
    assert!(text.contains("Up to 10 MB each, 3 at most"), "{text}");
    let first = png(b"the machine");
    for again in [false, true] {
        let answer = page.add(&[
            ("file-screenshot", "C:\\fake\\<b>.png", &first),
            ("file-screenshot", "second.png", &png(b"the receipt")),
            ("file-screenshot", "", b""),
        ]);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{again}: {}", answer.text());
        let (files, kept) = page.files();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((names, kept), (vec!["<b>.png", "second.png"], 2), "{again}");
        let size = u64::try_from(first.len()).unwrap();
        assert_eq!((files[0].kind.as_str(), files[0].size), ("screenshot", size));
    }
    let text = page.get("&lang=en").text().to_owned();
    assert!(text.contains("&lt;b&gt;.png") && !text.contains("<b>.png"), "{text}");
    let case = page.running.service.intake.store.case(&page.reference).unwrap().unwrap();
    assert_eq!((case.case.events.len(), case.renewals), (1, 1), "a retry adds nothing");
    assert!(page.running.service.intake.store.erase(&page.reference).unwrap());
    let folder = page.running.folder.path().join("test.evidence");
    let empty = |entry: DirEntry| std::fs::read_dir(entry.path()).unwrap().next().is_none();
    assert!(std::fs::read_dir(folder).unwrap().flatten().all(empty), "its files go with it");
}

#[test]
fn of_files_all_are_added_or_none() {
    let page = Page::new();
    let (good, web) = (png(b"good"), b"<html>no picture</html>");
    let large = png(&vec![0; 10_000_000]);
    let mut many: Vec<Vec<u8>> = Vec::new();
    many.extend((0..4_u8).map(|number| png(&[number])));
    let many: Vec<File<'_>> = many.iter().map(|it| ("file-screenshot", "n.png", &**it)).collect();
    let good = ("file-screenshot", "good.png", &*good);
    let refused: [(&[File<'_>], &str); 4] = [
        (&[good, ("file-screenshot", "web.png", web)], "“web.png” cannot be taken"),
        (&[good, ("file-screenshot", "large.png", &large)], "“large.png” is too large"),
        (&many, "No more than 3 can be added here; “n.png” was left out"),
        (&[("file-screenshot", "", b"")], "Choose files as it says below"),
    ];
    for (files, words) in refused {
        let answer = page.add(files);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let text = answer.text();
        assert!(text.contains(words) && text.contains("<details open>"), "{words}: {text}");
        assert!(!text.contains("“good.png”"), "{text}");
        assert_eq!(page.files(), (Vec::new(), 0), "{words}");
    }
    let text = page.add(&[("file-screenshot", "web.png", web)]).text().to_owned();
    assert!(text.contains("<a href=\"#file-screenshot\">"), "{text}");
}

#[test]
fn files_need_the_secret_too() {
    let mut page = Page::new();
    page.token = "x".into();
    let answer = page.add(&[("file-screenshot", "a.png", &png(b""))]);
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(page.files(), (Vec::new(), 0));
}
