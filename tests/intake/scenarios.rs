//! Every scenario through the intake: with each option it offers and with something else; read back from the database.

use crate::http::{self, same};
use amends_core::document::Map;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::quote::{QuoteDocument, RangeDocument};
use amends_core::document::submission::{ReceiptDocument, SubmissionDocument};
use amends_core::{document, submission};
use amends_tests::scenario::{self, Scenario};
use amends_tests::service::{Row, Service, Setup};
use amends_tests::submissions::Ready;
use libtest_mimic::{Failed, Trial};

/// Where the customer of every scenario sends it.
const HERE: &str = "/v1/complaints?customer=case";

/// A test for each scenario.
pub fn trials() -> Vec<Trial> {
    match scenario::all() {
        Ok(all) => all.into_iter().map(trial).collect(),
        Err(message) => vec![Trial::test("reading", move || Err(message.into()))],
    }
}

fn trial(scenario: Scenario) -> Trial {
    Trial::test(format!("kept/{}", scenario.name), move || run(&Ready::new(scenario)?))
}

/// A service whose portal knows what the scenario says it knows.
fn service(ready: &Ready) -> Result<Service, Failed> {
    let (policy, known) = (&ready.scenario.policy, &ready.scenario.complaint.known);
    Ok(Service::start(&Setup::knowing(ready.today, policy, "case", known))?)
}

fn run(ready: &Ready) -> Result<(), Failed> {
    let service = service(ready)?;
    let Ok(quote) = ready.quote() else { return unreadable(ready, &service) };
    let complaint = &ready.scenario.complaint;
    let missing = submission::unanswered(&ready.policy, complaint, ready.today);
    if let Some(first) = missing.first() {
        let words = ChoiceMadeDocument::SomethingElse("a call".into());
        let answer = http::send(&service, HERE, &ready.submission(words)?)?;
        let at = ["/complaint", &first.at].concat();
        http::refused(&service, &answer, (422, "complaint-faults"), &at)?;
        return Ok(());
    }
    let choices = choices(&quote);
    for (sent, choice) in choices.iter().enumerate() {
        kept(ready, &service, sent, choice)?;
    }
    same("rows", service.rows("submissions")?.len(), choices.len())
}

/// Every option, and something else.
fn choices(quote: &QuoteDocument) -> Vec<ChoiceMadeDocument> {
    let options = quote.options.iter().map(|offer| ChoiceMadeDocument::Option(offer.id.clone()));
    let else_words = "请派人来电。Please call me.".to_owned();
    options.chain([ChoiceMadeDocument::SomethingElse(else_words)]).collect()
}

/// A complaint with faults has no quote; sent with the quote of a sound one it names each fault.
fn unreadable(ready: &Ready, service: &Service) -> Result<(), Failed> {
    let sound = ComplaintDocument {
        answers: Map::new(),
        known: Map::new(),
        wish: None,
        choice: None,
        ..ready.scenario.complaint.clone()
    };
    // Some are faulty only because of the day: then a day on which the policy could still promise.
    let days = std::iter::successors(Some(ready.today), chrono::NaiveDate::pred_opt).take(400);
    let mut quotes = days.filter_map(|day| amends_core::quote(&ready.policy, &sound, day).ok());
    let mut quote = quotes.next().ok_or("no day has a quote")?;
    (quote.today, quote.open_until) = (ready.today.to_string(), ready.today.to_string());
    let mut complaint = ready.scenario.complaint.clone();
    complaint.choice = Some(ChoiceMadeDocument::SomethingElse("a call".into()));
    let sent = SubmissionDocument {
        key: "a-key-that-is-long-enough".into(),
        complaint,
        quote,
        upload_key: None,
    };
    let answer = http::send(service, HERE, &sent)?;
    for fault in ready.quote().err().into_iter().flatten() {
        let at = ["/complaint", &fault.at].concat();
        http::refused(service, &answer, (422, "complaint-faults"), &at)?;
    }
    Ok(())
}

/// Sends one choice, twice, and reads the one row it left.
fn kept(
    ready: &Ready,
    service: &Service,
    before: usize,
    choice: &ChoiceMadeDocument,
) -> Result<(), Failed> {
    let sent = ready.submission(choice.clone())?;
    let first = http::send(service, HERE, &sent)?;
    same(&format!("status of {choice:?}: {}", first.body), first.status, 201)?;
    let again = http::send(service, HERE, &sent)?;
    same("a retry", (again.status, &again.body), (200, &first.body))?;
    let rows = service.rows("submissions")?;
    same("rows", rows.len(), before + 1)?;
    let row = rows.get(before).ok_or("no row")?;
    let reference = row.text("reference").unwrap_or_default();
    let told: ReceiptDocument = serde_json::from_str(&first.body)?;
    let receipt = submission::receipt(&sent, reference, ready.today);
    let secrets = (told.token.clone(), told.page.clone());
    same("receipt", told, ReceiptDocument { token: secrets.0, page: secrets.1, ..receipt })?;
    let place = format!("/v1/complaints/{reference}");
    same("location", first.header("location"), place.as_str())?;
    same_figures(row, &sent)?;
    same_promises(service, reference, &sent.quote)?;
    expected_by_hand(ready, row, &sent)
}

/// Every column says what the quote says.
fn same_figures(row: &Row, sent: &SubmissionDocument) -> Result<(), Failed> {
    let quote = &sent.quote;
    let (option, total) = chosen(sent);
    let (complaint, whole) = (document::write(&sent.complaint), document::write(quote));
    let key = document::digest(&sent.key);
    let columns = [
        ("key", Some(key.as_str())),
        ("channel", Some("element")),
        ("customer", Some("case")),
        ("policy_id", Some(&quote.policy.id)),
        ("policy_version", Some(&quote.policy.version)),
        ("policy_digest", Some(&quote.policy.digest)),
        ("problem", Some(&sent.complaint.problem)),
        ("language", Some(&quote.language)),
        ("currency", Some(&quote.currency)),
        ("option", option),
        ("owed_low", Some(&quote.owed.low)),
        ("owed_high", quote.owed.high.as_deref()),
        ("total_low", Some(&total.low)),
        ("total_high", total.high.as_deref()),
        ("complaint", Some(&complaint)),
        ("quote", Some(&whole)),
        ("verdict", Some(r#"{"differences":[],"same":true}"#)),
    ];
    columns.into_iter().try_for_each(|(name, value)| same(name, row.text(name), value))
}

/// The option picked, and its money; what is owed when something else was asked for.
fn chosen(sent: &SubmissionDocument) -> (Option<&str>, &RangeDocument) {
    let Some(ChoiceMadeDocument::Option(id)) = &sent.complaint.choice else {
        return (None, &sent.quote.owed);
    };
    let offer = sent.quote.options.iter().find(|offer| offer.id == *id);
    (Some(id), offer.map_or(&sent.quote.owed, |offer| &offer.total))
}

/// Every promise is a row with its day and owner.
fn same_promises(service: &Service, reference: &str, quote: &QuoteDocument) -> Result<(), Failed> {
    let all = service.rows("commitments")?;
    let own: Vec<_> = all.iter().filter(|row| row.text("reference") == Some(reference)).collect();
    let found: Vec<_> = own
        .iter()
        .map(|row| ["id", "due", "owner", "title", "state"].map(|it| row.text(it)))
        .collect();
    let made = quote.commitments.iter();
    let promised: Vec<_> =
        made.map(|it| [&it.id, &it.due, &it.by.title, &it.title, "open"].map(Some)).collect();
    same("promises", found, promised)
}

/// Where the choice is the one the scenario was worked out for, the stored quote is what was worked out by hand.
fn expected_by_hand(ready: &Ready, row: &Row, sent: &SubmissionDocument) -> Result<(), Failed> {
    let own = ready.scenario.complaint.choice.as_ref();
    let recommended = sent.quote.options.iter().find(|offer| offer.recommended);
    let recommended = recommended.map(|offer| ChoiceMadeDocument::Option(offer.id.clone()));
    if sent.complaint.choice.as_ref() != own.or(recommended.as_ref()) {
        return Ok(());
    }
    let stored: QuoteDocument = serde_json::from_str(row.text("quote").unwrap_or_default())?;
    let differences = scenario::differences(&ready.scenario, &Ok(stored));
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}
