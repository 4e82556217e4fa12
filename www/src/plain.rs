//! The plain form, for browsers without script: the same policy, the same quote, the same record.

use crate::api::{Service, Shared};
use crate::asked::Asked;
use crate::guard;
use crate::intake::{Accepted, Intake};
use crate::language::Language;
use crate::policies::Published;
use crate::portal;
use crate::problem::{Code, Problem};
use crate::store::Channel;
use amends_core::document::Map;
use amends_core::document::complaint::{
    ChoiceMadeDocument, ComplaintDocument, ContactChannel, ContactDocument,
};
use amends_core::document::submission::{SubmissionDocument, VerdictDocument};
use amends_core::fault::Fault;
use amends_core::submission::is_key;
use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use std::collections::BTreeMap;

/// What was typed, by field.
type Typed = BTreeMap<String, String>;

/// Receives the plain form and answers with a page: a receipt, or the form again with what is wrong.
pub async fn submit(
    service: Shared,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let language = asked.language;
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return again(&service, &asked, &Typed::new(), &Code::ForeignSite.into());
    }
    let body = match guard::read(&headers, body).await {
        Ok(body) => body,
        Err(problem) => return again(&service, &asked, &Typed::new(), &problem),
    };
    let typed: Typed = form_urlencoded::parse(&body).into_owned().collect();
    let (shared, fields, caller) = (service.clone(), typed.clone(), asked.clone());
    match guard::blocking(move || receive(&shared.intake, &fields, &caller)).await {
        Ok((accepted, submission)) => {
            service.metrics.submission(if accepted.again { "again" } else { "stored" });
            let status = if accepted.again { StatusCode::OK } else { StatusCode::CREATED };
            let (quote, story) = (&submission.quote, &submission.complaint.story);
            let page = service.pages.receipt(language, &accepted.receipt, quote, story);
            portal::html(status, language, page)
        }
        Err(problem) => again(&service, &asked, &typed, &problem),
    }
}

/// Makes a submission of what was typed and keeps it.
fn receive(
    intake: &Intake,
    typed: &Typed,
    asked: &Asked,
) -> Result<(Accepted, SubmissionDocument), Problem> {
    let received = intake.clock.today();
    let published = published(intake, typed).ok_or(Code::UnknownPolicy)?;
    let mut complaint = complaint(typed, asked.language)?;
    complaint.known =
        intake.customers.known(published, &asked.caller, received, asked.language.tag());
    let quote = amends_core::quote(&published.policy, &complaint, received)
        .map_err(|faults| Problem::with_faults(Code::ComplaintFaults, faults))?;
    let submission = SubmissionDocument { key: field(typed, "key").to_owned(), complaint, quote };
    // The quote was computed here, so there is nothing it could differ from.
    let verdict = VerdictDocument { same: true, differences: Vec::new() };
    let customer = asked.caller.customer(&published.document().id).cloned();
    let accepted = intake.keep(published, &submission, &verdict, (Channel::Plain, customer))?;
    Ok((accepted, submission))
}

fn published<'a>(intake: &'a Intake, typed: &Typed) -> Option<&'a Published> {
    let named = field(typed, "policy");
    let by_id = || intake.policies.by_id(named, intake.clock.today());
    intake.policies.by_digest(named).or_else(by_id)
}

fn complaint(typed: &Typed, language: Language) -> Result<ComplaintDocument, Problem> {
    let mut faults = Vec::new();
    if !is_key(field(typed, "key")) {
        let words = language
            .pick("表单缺少编号，请重新打开页面", "the form lost its key; open the page again");
        faults.push(Fault::new("not-a-key", "/key", words));
    }
    if field(typed, "problem").is_empty() {
        let words = language.pick("请选择遇到的问题", "choose what went wrong");
        faults.push(Fault::new("missing-field", "/problem", words));
    }
    let contact = contact(typed, language).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if !faults.is_empty() {
        return Err(Problem::with_faults(Code::ComplaintFaults, faults));
    }
    Ok(ComplaintDocument {
        problem: field(typed, "problem").to_owned(),
        language: Some(language.tag().to_owned()),
        answers: Map::new(),
        known: Map::new(),
        wish: None,
        story: field(typed, "story").to_owned(),
        contact,
        choice: Some(ChoiceMadeDocument::SomethingElse(field(typed, "wish").to_owned())),
    })
}

/// How to reach the customer; an address is needed for everything but the portal itself.
fn contact(typed: &Typed, language: Language) -> Result<Option<ContactDocument>, Fault> {
    let address = field(typed, "address").to_owned();
    let channel = match field(typed, "channel") {
        "" if address.is_empty() => return Ok(None),
        "phone" | "" => ContactChannel::Phone,
        "email" => ContactChannel::Email,
        "text_message" => ContactChannel::TextMessage,
        "portal" => ContactChannel::Portal,
        _ => {
            let words = language.pick("请选择一种联系方式", "choose one of the ways to reach you");
            return Err(Fault::new("unknown-name", "/contact/channel", words));
        }
    };
    if address.is_empty() && channel != ContactChannel::Portal {
        let words =
            language.pick("请填写联系号码或地址", "fill in the number or address to reach you");
        return Err(Fault::new("missing-field", "/contact/address", words));
    }
    Ok(Some(ContactDocument { channel, address }))
}

fn field<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map(|value| value.trim()).unwrap_or_default()
}

/// The form again with everything that was typed, and what is wrong.
fn again(service: &Service, asked: &Asked, typed: &Typed, problem: &Problem) -> Response<Body> {
    service.metrics.submission(problem.code.name());
    let language = asked.language;
    // An unknown or old policy: the version that holds now of the only one, or of none.
    let Some(published) = published(&service.intake, typed) else {
        return problem.answer(language);
    };
    let form = portal::plain_form(published, &asked.caller, language, None).map(|mut form| {
        form.typed.clone_from(typed);
        if is_key(field(typed, "key")) && problem.code != Code::KeyReused {
            form.key = field(typed, "key").to_owned();
        }
        form
    });
    match form {
        Ok(form) => portal::html(
            problem.code.status(),
            language,
            service.pages.plain(language, &form, problem),
        ),
        Err(problem) => problem.answer(language),
    }
}
