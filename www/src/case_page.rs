//! The page on which a customer follows a case: promises as a timeline, and everything that can be done,
//! as plain forms. It works without script; what was done is answered by going back to the page.

use crate::access::{self, Shown};
use crate::api::{Service, Shared};
use crate::asked::Asked;
use crate::chosen::{Chosen, parts};
use crate::follow_up::{Added, Opened, nothing};
use crate::guard;
use crate::language::Language;
use crate::pages::text_in;
use crate::portal;
use crate::problem::{Code, Problem};
use amends_core::complaint::asked;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::follow_up::{FollowUpEvent, FollowUpEventDocument, SurveyDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactDocument, FactKind};
use amends_core::document::word;
use amends_core::fault::Fault;
use amends_core::follow_up::{Why, again};
use amends_core::money::Currency;
use amends_web::typed::{self, Reader};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use axum::routing::get;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

mod files;
mod questions;

/// What was typed, by field.
type Typed = BTreeMap<String, String>;

/// The address of the page.
pub fn routes() -> Router<Shared> {
    Router::new().route("/case/{reference}", get(show).post(act))
}

async fn show(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    shown: Shown,
) -> Response<Body> {
    let (shared, named) = (service.clone(), asked.named);
    let found = guard::blocking(move || {
        let opened = shared.intake.open(&reference, &shown)?;
        Ok(page(&shared, &opened, named, shown.text(), &Typed::new(), None))
    });
    found.await.unwrap_or_else(|problem| refused(&service, &problem, asked.language))
}

/// Does what a form of the page asks for. Going back to the page then means that a reload repeats
/// nothing.
async fn act(
    State(service): State<Shared>,
    Path(reference): Path<String>,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let language = asked.language;
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return refused(&service, &Code::ForeignSite.into(), language);
    }
    let (typed, chosen) = match sent(&service, &headers, body).await {
        Ok(sent) => sent,
        Err(problem) => return refused(&service, &problem, language),
    };
    let (shared, named) = (service.clone(), asked.named);
    let done = guard::blocking(move || {
        let shown = Shown::token(field(&typed, "token"));
        let opened = shared.intake.open(&reference, &shown)?;
        Ok(match done(&shared, &opened, (&reference, &shown), (&typed, chosen), &asked) {
            Ok(()) => back(&reference, shown.text(), named),
            Err(problem) => page(&shared, &opened, named, shown.text(), &typed, Some(&problem)),
        })
    });
    done.await.unwrap_or_else(|problem| refused(&service, &problem, language))
}

/// The fields of a form, and its files.
async fn sent(
    service: &Shared,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Typed, Vec<Chosen>), Problem> {
    match guard::media_type(headers) {
        guard::MediaType::Form => {
            let body = guard::read(headers, body).await?;
            Ok((form_urlencoded::parse(&body).into_owned().collect(), Vec::new()))
        }
        guard::MediaType::Multipart => {
            let (typed, chosen) = parts(service, headers, body).await?;
            Ok((typed.into_iter().collect(), chosen))
        }
        guard::MediaType::Json | guard::MediaType::Other => Err(Code::MediaType.into()),
    }
}

/// Why the page does not open, as a page.
fn refused(service: &Service, problem: &Problem, language: Language) -> Response<Body> {
    let (title, detail) = (problem.code.title(language), problem.code.detail(language));
    let values = json!({ "title": title, "detail": detail });
    portal::page(service, problem.code.status(), "message.html", language, values)
}

fn back(reference: &str, token: &str, named: Option<Language>) -> Response<Body> {
    let mut place = access::page(&reference.to_ascii_uppercase(), &encoded(token));
    if let Some(language) = named {
        place.push_str("&lang=");
        place.push_str(language.tag());
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn done(
    service: &Service,
    opened: &Opened<'_>,
    (reference, shown): (&str, &Shown),
    (typed, chosen): (&Typed, Vec<Chosen>),
    asked: &Asked,
) -> Result<(), Problem> {
    let intake = &service.intake;
    let open = || intake.open(reference, shown);
    if field(typed, "action") == "files_added" {
        return files::add(service, opened, open, chosen, asked);
    }
    let today = intake.clock.today();
    let words = field(typed, "words").to_owned();
    if field(typed, "action") == "facts_added" {
        let complaint = answered(opened, typed, today, asked);
        let added = Added { complaint, sent: None, words, upload_key: None };
        intake.add(&added, |_| Ok(()), open)?;
        service.metrics.event("facts_added");
        return Ok(());
    }
    let event = FollowUpEventDocument {
        on: today.to_string(),
        what: action(field(typed, "action"))?,
        words,
        ..nothing()
    };
    let event = match event.what {
        FollowUpEvent::Surveyed => {
            let words = String::new();
            FollowUpEventDocument { survey: Some(survey(typed)?), words, ..event }
        }
        FollowUpEvent::Accepted => {
            let option = Some(field(typed, "option").to_owned()).filter(|id| !id.is_empty());
            FollowUpEventDocument { option, ..event }
        }
        _ => event,
    };
    intake.happen(&event, open)?;
    service.metrics.event(&word(&event.what));
    Ok(())
}

fn action(name: &str) -> Result<FollowUpEvent, Problem> {
    let quoted = format!("\"{name}\"");
    serde_json::from_str(&quoted).map_err(|_| {
        let fault = Fault::new("unknown-name", "/what", "this page does not do that");
        Problem::with_faults(Code::EventFaults, vec![fault.help("use one of its buttons")])
    })
}

fn survey(typed: &Typed) -> Result<SurveyDocument, Problem> {
    let mut faults = Vec::new();
    let mut scale = |name: &str| match field(typed, name) {
        "" => None,
        text => {
            let number = text.parse().ok();
            if number.is_none() {
                let at = format!("/survey/{name}");
                faults.push(Fault::new("out-of-range", at, "this is not on the scale"));
            }
            number
        }
    };
    let survey = SurveyDocument {
        satisfaction: scale("satisfaction"),
        effort: scale("effort"),
        recommend: scale("recommend"),
        words: field(typed, "words").to_owned(),
    };
    if faults.is_empty() {
        Ok(survey)
    } else {
        Err(Problem::with_faults(Code::EventFaults, faults))
    }
}

/// The complaint with the answers typed into the page; a field left empty takes its answer back.
fn answered(
    opened: &Opened<'_>,
    typed: &Typed,
    today: NaiveDate,
    asked: &Asked,
) -> ComplaintDocument {
    let (case, policy) = (&opened.stored.case, &opened.policy);
    let (language, currency) = (asked.language.written(), &policy.document().currency);
    let reader = Reader { language, locale: &asked.locale, today, currency };
    let mut complaint = again(policy, case, Why::FactsAdded, today);
    let mut answers = complaint.answers.clone();
    for (name, text) in typed {
        let Some(id) = name.strip_prefix("fact.") else { continue };
        let fact = policy.document().facts.get(id);
        let text = text.trim();
        if text.is_empty() {
            answers = answers.into_iter().filter(|(known, _)| known != id).collect();
        } else if let Some(fact) = fact {
            answers.insert(id, scalar(&reader, fact, text));
        }
    }
    complaint.answers = answers;
    if !field(typed, "words").is_empty() {
        let more = [complaint.story.as_str(), field(typed, "words")];
        complaint.story = more.join("\n\n").trim().to_owned();
    }
    complaint
}

/// What was typed, as complaints write it and as the form would read it; what is not of the kind is refused by the core in
/// words.
fn scalar(reader: &Reader<'_>, fact: &FactDocument, text: &str) -> Scalar {
    let read = if fact.list.is_some() { Reader::list } else { Reader::typed };
    match (fact.kind, text) {
        (FactKind::YesNo, "true") => Scalar::YesNo(true),
        (FactKind::YesNo, "false") => Scalar::YesNo(false),
        (kind, text) => match read(reader, kind, fact.unit.as_deref(), text) {
            typed::Typed::Value(value) => value,
            _ => Scalar::Text(text.to_owned()),
        },
    }
}

fn field<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map(|value| value.trim()).unwrap_or_default()
}

/// The language of a case's page: the one asked for, else the case's own.
fn language_of(opened: &Opened<'_>, named: Option<Language>) -> Language {
    let own = Language::of_tag(&opened.stored.case.quote.language);
    named.or(own).unwrap_or_default()
}

/// The page, with what is wrong with what was typed.
fn page(
    service: &Service,
    opened: &Opened<'_>,
    named: Option<Language>,
    token: &str,
    typed: &Typed,
    problem: Option<&Problem>,
) -> Response<Body> {
    let language = language_of(opened, named);
    let faults = problem.map(|problem| problem.faults.iter().map(shown).collect::<Vec<_>>());
    let wrong = problem.map(|problem| {
        json!({ "title": problem.code.title(language), "detail": problem.code.detail(language),
                "faults": faults })
    });
    let mut values = values(service, opened, language);
    if let Some(values) = values.as_object_mut() {
        let more = json!({ "token": encoded(token), "secret": token, "wrong": wrong, "typed": typed,
            "action": field(typed, "action"), "questions": questions::questions(opened, typed, language), "kinds": files::kinds(opened, language) });
        values.extend(more.as_object().cloned().unwrap_or_default());
    }
    let status = problem.map_or(StatusCode::OK, |problem| problem.code.status());
    portal::page(service, status, "case.html", language, values)
}

/// A fault with the field it is about.
fn shown(fault: &Fault) -> Value {
    let fact = fault.at.strip_prefix("/answers/").map(|fact| format!("fact-{fact}"));
    let file = fault.at.strip_prefix("/evidence/").map(|kind| format!("file-{kind}"));
    let own = fault.at.strip_prefix("/survey/").map(str::to_owned);
    json!({ "words": fault.message, "help": fault.help, "field": fact.or(file).or(own) })
}

/// Questions with their answers, in words.
fn told(opened: &Opened<'_>, language: Language) -> Vec<(String, String)> {
    let (case, policy) = (&opened.stored.case, &opened.policy);
    let day = case.quote.today.parse().unwrap_or(NaiveDate::MIN);
    let currency = Currency::of(&policy.document().currency);
    let each = asked(policy, &case.complaint, day).into_iter().filter_map(|one| {
        let fact = policy.document().facts.get(&one.fact)?;
        let value = case.complaint.answers.get(&one.fact)?;
        let label = text_in(one.ask.as_ref().unwrap_or(&fact.label), language);
        Some((label, portal::value_shown(fact, value, currency, language)?))
    });
    each.collect()
}

/// The files of a case: what they were asked as, their size in words and their digest.
fn shown_files(opened: &Opened<'_>, language: Language) -> Vec<Value> {
    let kinds = &opened.policy.document().evidence;
    let each = opened.stored.case.complaint.evidence.iter().map(|file| {
        let kind = kinds.iter().find(|kind| kind.id == file.kind);
        let label = kind.map(|kind| text_in(&kind.label, language)).unwrap_or_default();
        json!({ "name": file.name, "size": amends_web::drawing::files::size(file.size), "label": label,
                "sha256": file.sha256 })
    });
    each.collect()
}

fn values(service: &Service, opened: &Opened<'_>, language: Language) -> Value {
    let case = &opened.stored.case;
    json!({ "told": told(opened, language), "status": opened.status(&service.intake), "quote": case.quote, "receipt": opened.receipt(),
            "story": case.complaint.story, "files": shown_files(opened, language), "events": case.events, "renewals": opened.stored.renewals,
            "own": portal::is_own(&case.quote.policy.id) })
}

/// The receipt as plain text.
///
/// # Errors
/// It could not be drawn.
pub fn text(
    service: &Service,
    opened: &Opened<'_>,
    named: Option<Language>,
) -> Result<String, Problem> {
    let language = language_of(opened, named);
    service.pages.draw("receipt.txt", language, values(service, opened, language)).map_err(
        |error| {
            eprintln!("a receipt could not be drawn: {error}");
            Code::Unavailable.into()
        },
    )
}

#[cfg(test)]
mod tests;
