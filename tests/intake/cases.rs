//! A case followed over real HTTP: by its customer with the secret of the receipt, by the company with its own, on
//! the page without script, and by two at the same time.

use crate::Case;
use crate::http::{self, Answer, JSON, post, same};
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::submission::ReceiptDocument;
use amends_tests::service::{COMPANY, Service, Setup};
use amends_tests::submissions::Ready;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 4] = [
    ("an_event_of_each_side", each_side),
    ("guessing_opens_nothing", guessing),
    ("the_page_answers_without_script", page),
    ("one_survey_of_two_at_the_same_time", at_once),
];

/// A case of the shop, received on its day.
struct Followed {
    service: Service,
    receipt: ReceiptDocument,
    today: String,
}

impl Followed {
    fn new() -> Result<Self, Failed> {
        let ready = Ready::named("shop/late-nine-days")?;
        let known = &ready.scenario.complaint.known;
        let service = Service::start(&Setup::knowing(ready.today, "shop", "case", known))?;
        let sent = ready.submission(ChoiceMadeDocument::Option("late-service".into()))?;
        let answer = http::send(&service, "/v1/complaints?customer=case", &sent)?;
        same("status", answer.status, 201)?;
        let receipt = serde_json::from_str(&answer.body)?;
        Ok(Self { service, receipt, today: ready.today.to_string() })
    }

    fn token(&self) -> &str {
        self.receipt.token.as_deref().unwrap_or_default()
    }

    fn event(&self, token: &str, body: &Value) -> Result<Answer, Failed> {
        let path = format!("/v1/complaints/{}/events?lang=en", self.receipt.reference);
        let bearer = format!("Bearer {token}");
        Ok(post(&self.service, &path, &[JSON, ("authorization", &bearer)], body.to_string())?)
    }
}

fn each_side() -> Result<(), Failed> {
    let case = Followed::new()?;
    let done = json!({ "on": case.today, "what": "commitment_done", "commitment": "pay", "proof": "TX 1" });
    let kept = case.event(COMPANY, &done)?;
    same("kept", kept.status, 200)?;
    let states: Vec<_> = kept.json()?["commitments"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (one["commitment"]["id"] == "pay", one["state"] == "done"))
        .collect();
    same("pay is done, and nothing else", states.iter().all(|(pay, done)| pay == done), true)?;
    let rows = case.service.rows("commitments")?;
    let marked = rows.iter().filter(|row| row.text("state") == Some("done")).count();
    same("rows done", marked, states.iter().filter(|(pay, _)| *pay).count())?;
    let accepted = case.event(case.token(), &json!({ "on": case.today, "what": "accepted" }))?;
    same("accepted", accepted.json()?["state"].clone(), json!("accepted"))?;
    same("events", case.service.rows("events")?.len(), 2)?;
    // The row that holds the receipt has no secret in it.
    let row = case.service.rows("submissions")?;
    let stored = row.first().and_then(|row| row.text("receipt")).unwrap_or_default();
    same("secret stored", stored.contains(case.token()), false)
}

fn guessing() -> Result<(), Failed> {
    let case = Followed::new()?;
    let body = json!({ "on": case.today, "what": "withdrawn" });
    for guess in ["0".repeat(32), case.receipt.reference.clone(), format!("{}0", case.token())] {
        let refused = case.event(&guess, &body)?;
        same("guess", (refused.status, &refused.json()?["code"]), (404, &json!("not-found")))?;
    }
    let path = format!("/v1/complaints/{}", case.receipt.reference);
    let none = http::get(&case.service, &path)?;
    same("without", (none.status, &none.json()?["code"]), (401, &json!("token-needed")))?;
    let open = http::get(&case.service, &format!("{path}?token={}", case.token()))?;
    same("with", open.status, 200)?;
    same("events", case.service.rows("events")?.len(), 0)?;
    let metrics = http::get(&case.service, "/metrics")?.body;
    same("secret counted", metrics.contains(case.token()), false)
}

fn page() -> Result<(), Failed> {
    let case = Followed::new()?;
    let address = case.receipt.page.clone().ok_or("no page")?;
    let drawn = http::get(&case.service, &format!("{address}&lang=en"))?;
    same("page", (drawn.status, drawn.body.contains("<script")), (200, false))?;
    let titles = case.receipt.commitments.iter().map(|made| made.by.title.as_str());
    for owner in titles {
        same("an owner", drawn.body.contains(owner), true)?;
    }
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = format!("token={}&action=declined&words=No", case.token());
    let path = format!("/case/{}?lang=en", case.receipt.reference);
    // The client follows the way back to the page.
    let declined = post(&case.service, &path, &form, body)?;
    same("declined", (declined.status, declined.body.contains("You declined")), (200, true))?;
    same("events", case.service.rows("events")?.len(), 1)
}

fn at_once() -> Result<(), Failed> {
    let case = Followed::new()?;
    same(
        "withdrawn",
        case.event(case.token(), &json!({ "on": case.today, "what": "withdrawn" }))?.status,
        200,
    )?;
    let survey = |number: u32| json!({ "on": case.today, "what": "surveyed", "survey": { "satisfaction": number } });
    let statuses = std::thread::scope(|scope| {
        let sent: Vec<_> = (1..=5)
            .map(|number| {
                let (case, body) = (&case, survey(number));
                scope.spawn(move || case.event(case.token(), &body).map(|answer| answer.status))
            })
            .collect();
        sent.into_iter().map(|one| one.join().map_err(|_| "a thread failed")).collect::<Vec<_>>()
    });
    let statuses: Vec<u16> = statuses
        .into_iter()
        .map(|one| one.map_err(Failed::from).and_then(|it| it))
        .collect::<Result<_, _>>()?;
    same("taken", statuses.iter().filter(|status| **status == 200).count(), 1)?;
    same("refused", statuses.iter().filter(|status| **status == 422).count(), 4)?;
    same("events", case.service.rows("events")?.len(), 2)
}
