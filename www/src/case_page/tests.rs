//! The page of a case, by its forms alone.

use crate::testing::{Answered, Running, key, submission};
use axum::body::Body;
use axum::http::{Request, StatusCode};

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
