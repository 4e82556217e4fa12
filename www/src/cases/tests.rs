//! A case over HTTP: who is let in, what can be done when, copies to keep, facts added, a second failure.

use crate::clock::Clock;
use crate::testing::{Answered, COMPANY, Running, key, submission};
use amends_core::document;
use amends_core::document::formula::Scalar;
use amends_core::document::submission::SubmissionDocument;
use axum::http::StatusCode;
use serde_json::{Value, json};

const JSON: &str = "application/json";

/// A case with its customer.
struct Case {
    running: Running,
    reference: String,
    token: String,
    receipt: Value,
    sent: SubmissionDocument,
}

impl Case {
    fn new() -> Self {
        let running = Running::new(&[]);
        let sent = submission(&running.service.intake, &key("a"));
        let receipt = running.submit(&sent).json();
        let text = |name: &str| receipt[name].as_str().unwrap().to_owned();
        Self { reference: text("reference"), token: text("token"), running, receipt, sent }
    }

    fn at(&self, rest: &str) -> String {
        format!("/v1/complaints/{}{rest}?lang=en", self.reference)
    }

    fn get(&self, rest: &str) -> Answered {
        let bearer = format!("Bearer {}", self.token);
        self.running.get(&self.at(rest), &[("authorization", &bearer)])
    }

    fn post_as(&self, token: &str, rest: &str, body: &Value) -> Answered {
        self.running.post_as(token, &self.at(rest), JSON, body.to_string())
    }

    fn customer(&self, body: Value) -> Answered {
        self.post_as(&self.token, "/events", &body)
    }

    fn company(&self, body: Value) -> Answered {
        self.post_as(COMPANY, "/events", &body)
    }

    fn rows(&self, table: &str) -> i64 {
        let path = self.running.folder.path().join("test.sqlite");
        let database = rusqlite::Connection::open(path).unwrap();
        let count = format!("SELECT count(*) FROM {table}");
        database.query_row(&count, [], |row| row.get(0)).unwrap()
    }
}

fn today(what: &str) -> Value {
    json!({ "on": "2026-11-23", "what": what })
}

fn place(answer: &Answered) -> (StatusCode, Value, Value) {
    let body = answer.json();
    (answer.status, body["faults"][0]["code"].clone(), body["faults"][0]["at"].clone())
}

const FAULTY: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[test]
fn only_who_has_the_secret_is_let_in_and_references_are_not_told() {
    let case = Case::new();
    for rest in ["", "/promises.ics", "/receipt.txt", "/quotes"] {
        let none = case.running.get(&case.at(rest), &[]);
        assert_eq!(
            (none.status, none.json()["code"].as_str()),
            (StatusCode::UNAUTHORIZED, Some("token-needed"))
        );
        assert_eq!(none.header("www-authenticate"), "Bearer");
        let wrong = case.running.get(&case.at(rest), &[("authorization", "Bearer guess")]);
        let unknown = case.running.get(
            &case.at(rest).replace(&case.reference, "ZZZZZZZZ"),
            &[("authorization", "Bearer guess")],
        );
        assert_eq!((wrong.status, wrong.text()), (StatusCode::NOT_FOUND, unknown.text()));
        assert_eq!(case.get(rest).status, StatusCode::OK, "{rest}");
    }
    let other = case.post_as("guess", "/events", &today("accepted"));
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert_eq!(case.rows("events"), 0);
    let page = case.receipt["page"].as_str().unwrap();
    assert_eq!(page, format!("/case/{}?token={}", case.reference, case.token));
}

#[test]
fn promises_come_as_a_calendar_file_and_the_receipt_as_text() {
    let case = Case::new();
    let file = case.get("/promises.ics");
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let promises = case.receipt["commitments"].as_array().unwrap();
    assert_eq!(file.text().matches("BEGIN:VEVENT").count(), promises.len());
    let copy = case.get("/receipt.txt");
    assert_eq!(copy.header("content-type"), "text/plain; charset=utf-8");
    assert!(copy.text().contains(&format!("Reference: {}\n", case.reference)), "{}", copy.text());
    for promise in promises {
        assert!(copy.text().contains(promise["title"].as_str().unwrap()), "{}", copy.text());
    }
    assert!(!copy.text().contains(&case.token));
    // Each number is 1, and nothing is so.
    for told in [
        "What you told us",
        "No cash, <b>but</b> the money is gone.",
        "Time it took you: 1\u{a0}min\n",
        "Is the money back yet? no\n",
    ] {
        assert!(copy.text().contains(told), "{told}: {}", copy.text());
    }
    let chinese = case.running.get(
        &format!("/v1/complaints/{}/receipt.txt?lang=zh&token={}", case.reference, case.token),
        &[],
    );
    assert!(chinese.text().contains("受理编号："), "{}", chinese.text());
}

#[test]
fn each_side_reports_what_is_its_own() {
    let case = Case::new();
    let promise = case.receipt["commitments"][0]["id"].clone();
    let done = json!({ "on": "2026-11-23", "what": "commitment_done", "commitment": promise, "proof": "TX 1" });
    let refused = case.customer(done.clone());
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (StatusCode::FORBIDDEN, &json!("company-only"))
    );
    let refused = case.company(today("accepted"));
    assert_eq!(
        (refused.status, &refused.json()["code"]),
        (StatusCode::FORBIDDEN, &json!("customer-only"))
    );
    assert_eq!(case.rows("events"), 0);
    let status = case.company(done.clone());
    assert_eq!(status.status, StatusCode::OK, "{}", status.text());
    assert_eq!(status.json()["commitments"][0]["state"], "done");
    assert_eq!(status.json()["commitments"][0]["proof"], "TX 1");
    // The same once more changes nothing; the same promise kept otherwise is refused.
    assert_eq!(case.company(done.clone()).text(), status.text());
    let mut otherwise = done;
    otherwise["proof"] = json!("TX 2");
    let refused = case.company(otherwise);
    assert_eq!(place(&refused), (FAULTY, json!("already-done"), json!("/commitment")));
    assert_eq!(case.rows("events"), 1);
}

#[test]
fn impossible_events_are_refused_with_their_place_and_leave_nothing() {
    let case = Case::new();
    for (body, code, at) in [
        (json!({"on": "2026-11-24", "what": "accepted"}), "event-day", "/on"),
        (json!({"on": "2026-11-01", "what": "accepted"}), "event-day", "/on"),
        (json!({"on": "yesterday", "what": "accepted"}), "not-a-date", "/on"),
        (
            json!({"on": "2026-11-23", "what": "accepted", "option": "gold"}),
            "unknown-name",
            "/option",
        ),
        (json!({"on": "2026-11-23", "what": "reopened"}), "wrong-state", "/what"),
        (json!({"on": "2026-11-23", "what": "surveyed"}), "missing-field", "/survey"),
        (json!({"on": "2026-11-23", "what": "facts_added"}), "wrong-state", "/what"),
    ] {
        assert_eq!(place(&case.customer(body)), (FAULTY, json!(code), json!(at)));
    }
    for (body, code) in [
        (json!({"on": "2026-11-23", "what": "commitment_done"}), "missing-field"),
        (json!({"on": "2026-11-23", "what": "commitment_done", "commitment": "x"}), "unknown-name"),
    ] {
        assert_eq!(place(&case.company(body)), (FAULTY, json!(code), json!("/commitment")));
    }
    assert_eq!(case.customer(json!({"on": "2026-11-23"})).status, StatusCode::BAD_REQUEST);
    let text = case.running.post_as(&case.token, &case.at("/events"), "text/plain", "{}");
    assert_eq!(text.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!((case.rows("events"), case.rows("quotes")), (0, 0));
}

#[test]
fn a_case_is_declined_accepted_with_another_option_reopened_and_surveyed() {
    let case = Case::new();
    assert_eq!(case.customer(today("declined")).json()["state"], "declined");
    let offer = json!({ "on": "2026-11-23", "what": "final_offer", "words": "Please.", "until": "2026-12-01" });
    let offered = case.company(offer).json();
    assert_eq!(
        (&offered["state"], &offered["offer"]["final_offer"]),
        (&json!("offered"), &json!(true))
    );
    let chosen = case.receipt["option"].clone();
    let options = offered["offer"]["options"].as_array().unwrap();
    let other = options.iter().find(|option| option["id"] != chosen).unwrap()["id"].clone();
    let accept = json!({ "on": "2026-11-23", "what": "accepted", "option": other });
    let accepted = case.customer(accept.clone());
    assert_eq!(accepted.json()["state"], "accepted", "{}", accepted.text());
    assert_eq!(case.customer(accept).text(), accepted.text());
    assert_eq!(case.rows("quotes"), 1);
    let reopened = case.customer(today("reopened")).json();
    assert_eq!((&reopened["state"], &reopened["second_failure"]), (&json!("open"), &json!(true)));
    assert_eq!(case.customer(today("withdrawn")).json()["state"], "withdrawn");
    let answers = json!({ "satisfaction": 2, "effort": 1, "recommend": 0, "words": "Twice!" });
    let survey = json!({ "on": "2026-11-23", "what": "surveyed", "survey": answers });
    let told = case.customer(survey.clone());
    assert_eq!(told.status, StatusCode::OK, "{}", told.text());
    assert_eq!(case.customer(survey.clone()).text(), told.text(), "a repeat");
    let mut second = survey;
    second["survey"]["satisfaction"] = json!(5);
    assert_eq!(place(&case.customer(second)), (FAULTY, json!("wrong-state"), json!("/what")));
    let report =
        serde_json::to_value(crate::report::report(&case.running.service.intake).unwrap()).unwrap();
    assert_eq!(report["satisfaction"]["sum"], 2);
    assert_eq!((&report["accepted"]["of"], &report["accepted"]["all"]), (&json!(1), &json!(1)));
    assert_eq!((&report["reopened"]["of"], &report["withdrawn"]["of"]), (&json!(1), &json!(1)));
    assert_eq!(report["promoters"]["detractors"], 1);
}

/// The form's document for facts added: complaint and quote as the service says, one answer more.
fn more_time(case: &Case, key: &str, minutes: i64) -> SubmissionDocument {
    let standing = case.get("/quotes").json();
    let mut complaint: document::complaint::ComplaintDocument =
        document::read(&standing["complaint"].to_string()).unwrap();
    complaint.answers.insert("time_lost", Scalar::Whole(minutes));
    let intake = &case.running.service.intake;
    let policy =
        &intake.policies.by_digest(case.receipt["policy"].as_str().unwrap()).unwrap().policy;
    let day = standing["quote"]["today"].as_str().unwrap().parse().unwrap();
    let quote = amends_core::quote(policy, &complaint, day).unwrap();
    SubmissionDocument { key: key.into(), complaint, quote, upload_key: None }
}

#[test]
fn facts_are_added_under_the_same_policy_and_the_earlier_quote_is_kept() {
    let case = Case::new();
    let sent = more_time(&case, &key("b"), 300);
    let body = || serde_json::from_str(&document::write(&sent)).unwrap();
    let added = case.post_as(&case.token, "/quotes", &body());
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    assert_eq!(case.post_as(&case.token, "/quotes", &body()).status, StatusCode::OK, "a retry");
    assert_eq!((case.rows("quotes"), case.rows("events")), (1, 1));
    let standing = case.get("/quotes").json();
    assert_eq!(standing["quote"], serde_json::to_value(&sent.quote).unwrap());
    let first: String = {
        let path = case.running.folder.path().join("test.sqlite");
        let database = rusqlite::Connection::open(path).unwrap();
        database.query_row("SELECT quote FROM submissions", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(first, document::write(&case.sent.quote));
    let other = more_time(&case, &key("b"), 400);
    let reused = case.post_as(
        &case.token,
        "/quotes",
        &serde_json::from_str(&document::write(&other)).unwrap(),
    );
    assert_eq!(reused.status, StatusCode::CONFLICT);
}

#[test]
fn figures_and_known_facts_of_added_facts_are_not_believed() {
    let case = Case::new();
    let send = |sent: &SubmissionDocument| {
        let body = serde_json::from_str(&document::write(sent)).unwrap();
        case.post_as(&case.token, "/quotes", &body)
    };
    let sound = more_time(&case, &key("b"), 300);
    let mut high = sound.clone();
    high.quote.owed.low = "9999.00".into();
    assert_eq!(send(&high).json()["differences"][0]["at"], "/owed/low");
    let mut known = sound.clone();
    known.complaint.known.insert("cash_amount", Scalar::Text("1.00".into()));
    assert_eq!(send(&known).json()["differences"][0]["at"], "/complaint/known/cash_amount");
    let mut problem = sound.clone();
    problem.complaint.problem = "transfer-late".into();
    assert_eq!(send(&problem).json()["differences"][0]["at"], "/complaint/problem");
    let mut policy = sound.clone();
    policy.quote.policy.digest = "0".repeat(64);
    assert_eq!(send(&policy).json()["code"], "unknown-policy");
    let company =
        case.post_as(COMPANY, "/quotes", &serde_json::from_str(&document::write(&sound)).unwrap());
    assert_eq!(company.status, StatusCode::FORBIDDEN);
    assert_eq!((case.rows("quotes"), case.rows("events")), (0, 0));
    case.customer(today("withdrawn"));
    assert_eq!(place(&send(&sound)), (FAULTY, json!("wrong-state"), json!("/what")));
}

#[test]
fn a_case_goes_on_under_its_policy_when_that_is_no_longer_published() {
    let case = Case::new();
    let token = case.token.clone();
    let folder = case.running.folder.path();
    let mut intake = crate::testing::intake(folder);
    intake.policies = crate::policies::Policies::default();
    intake.clock = Clock::fixed(crate::testing::today());
    let shown = crate::access::Shown::token(&token);
    let opened = intake.open(&case.reference, &shown).unwrap();
    assert_eq!(serde_json::to_value(opened.status(&intake)).unwrap(), case.get("").json());
}
