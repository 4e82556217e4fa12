//! The form for browsers without script, page by page: the same screens, the same journey, the same quote, the same
//! way into the store. A page is made of what the one before sent, and of nothing else.

mod files;

use crate::access::Shown;
use crate::api::{Service, Shared};
use crate::asked::Asked;
use crate::guard;
use crate::intake::{self, Arrived};
use crate::language::Language;
use crate::policies::Published;
use crate::portal;
use crate::problem::{Code, Problem};
use crate::store::Channel;
use amends_core::document::Map;
use amends_core::submission::is_key;
use amends_web::drawing::Plain;
use amends_web::journey::{self, Posted, Screen, State, Turn, turn};
use amends_web::plain::{self, PREFIX};
use axum::body::Body;
use axum::extract::{Path, RawQuery, State as Held};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use serde_json::json;

/// Fields of a form, in the order they were sent.
pub type Typed = Vec<(String, String)>;

/// What a form that was sent is answered with.
enum Answer {
    /// The next page: status, title, markup, and the policy it is about.
    Page(StatusCode, Box<Page>),
    /// The receipt of the submission with this key.
    Receipt(String),
}

/// One page of the form.
struct Page {
    title: String,
    html: String,
    policy: String,
    institution: amends_core::document::policy::Text,
    known: crate::customers::Facts,
}

/// The first screen of a policy, to be put between the tags of the element: `GET /v1/policies/{name}/form`, with
/// `problem` for one that is picked already.
pub async fn first(
    Held(service): Held<Shared>,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    asked: Asked,
) -> Response<Body> {
    let language = asked.language;
    let query = query.unwrap_or_default();
    let picked = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "problem");
    let picked = picked.map(|(_, id)| id.into_owned());
    let drawn = guard::blocking(move || {
        let published = named(&service, &name, &name).ok_or(Code::NotFound)?;
        Ok(first_screen(&service, published, &asked, picked.as_deref()))
    });
    match drawn.await {
        Ok(html) => portal::html(StatusCode::OK, language, Ok(html)),
        Err(problem) => problem.answer(language),
    }
}

/// The first screen as markup, with a problem that is picked already.
pub fn first_screen(
    service: &Service,
    published: &Published,
    asked: &Asked,
    problem: Option<&str>,
) -> String {
    first_drawn(state(service, published, asked), problem, action(asked))
}

/// The first screen of an untouched form as markup, with a problem that is picked already; sent to an address. Behind it
/// what would be offered for each problem, for pages with script.
pub fn first_drawn(untouched: State, problem: Option<&str>, action: String) -> String {
    let posted = Posted::picking(problem.unwrap_or_default());
    let glimpses = plain::glimpses(&untouched);
    draw(&turn(untouched, &posted, ""), action, Vec::new()) + &glimpses
}

/// Receives the form and answers with the next page, or leads to the receipt.
pub async fn submit(
    service: Shared,
    asked: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let language = asked.language;
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return refuse(&service, &Code::ForeignSite.into(), language);
    }
    let typed = match typed(&service, &asked, &headers, body).await {
        Ok(typed) => typed,
        Err(problem) => return refuse(&service, &problem, language),
    };
    let shared = service.clone();
    match guard::blocking(move || take(&shared, &typed, &asked)).await {
        Ok(Answer::Receipt(key)) => see_other(&key, language),
        Ok(Answer::Page(status, page)) => shown(&service, status, language, &page),
        Err(problem) => refuse(&service, &problem, language),
    }
}

/// The fields of a form; its files are kept, and stand in the field of files with those that were there.
async fn typed(
    service: &Shared,
    asked: &Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Typed, Problem> {
    if guard::media_type(headers) == guard::MediaType::Multipart {
        return files::typed(service, asked, headers, body).await;
    }
    let body = guard::read(headers, body).await?;
    Ok(form_urlencoded::parse(&body).into_owned().collect())
}

/// The receipt of a submission, for whoever has its key.
pub async fn receipt(service: Shared, key: String, asked: Asked) -> Response<Body> {
    let language = asked.language;
    let shared = service.clone();
    let drawn = guard::blocking(move || receipt_page(&shared, &key, asked));
    match drawn.await {
        Ok(page) => shown(&service, StatusCode::OK, language, &page),
        Err(problem) => refuse(&service, &problem, language),
    }
}

/// The page of a receipt, in the language and by the policy it was made in.
fn receipt_page(service: &Service, key: &str, asked: Asked) -> Result<Page, Problem> {
    let receipt = service.intake.receipt(key)?;
    let token = receipt.token.clone().unwrap_or_default();
    let opened = service.intake.open(&receipt.reference, &Shown::token(&token))?;
    let case = opened.stored.case;
    let own = Language::of_tag(&case.quote.language).unwrap_or(asked.language);
    let setting = plain::setting(opened.policy.into_owned().into(), own.tag(), Map::new());
    let calendar = format!("/v1/complaints/{}/promises.ics?token={token}", receipt.reference);
    let follow = receipt.page.as_ref().map(|page| ("follow", format!("{page}&lang={}", own.tag())));
    let links = follow.into_iter().chain([("calendar", calendar)]).collect();
    let state = State::new(setting, service.intake.clock.today());
    let state = state.with_receipt(&case.complaint, case.quote, receipt);
    let turn = Turn { state, focus: "heading".into(), notes: Vec::new(), send: None };
    Ok(page(&turn, &Asked { language: own, ..asked }, links))
}

/// One turn of the journey.
fn take(service: &Service, typed: &Typed, asked: &Asked) -> Result<Answer, Problem> {
    let (id, digest) = (field(typed, "policy"), field(typed, "digest"));
    let published = named(service, digest, id).ok_or(Code::UnknownPolicy)?;
    let fields = typed.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut posted = Posted::read(PREFIX, fields);
    posted.key = posted.key.filter(|key| is_key(key));
    let mut turn = turn(state(service, published, asked), &posted, &intake::new_key()?);
    let begun = posted.screen != Screen::Problem && !digest.is_empty();
    if begun && digest != published.policy.digest() && !turn.notes.contains(&"changed") {
        turn.notes.push("changed");
    }
    let Some((key, body)) = turn.send.clone() else {
        let status =
            if turn.state.summary { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok(Answer::Page(status, page(&turn, asked, Vec::new()).into()));
    };
    send(service, asked, turn, (key, &body))
}

/// Stores a submission as that of the element is stored; what is refused is said on the check page.
fn send(
    service: &Service,
    asked: &Asked,
    turn: Turn,
    (key, body): (String, &str),
) -> Result<Answer, Problem> {
    let caller = asked.caller.clone();
    let arrived =
        Arrived { body: body.as_bytes(), key: Some(&key), caller, channel: Channel::Plain };
    let problem = match service.intake.receive(&arrived) {
        Ok(accepted) => {
            service.metrics.submission(if accepted.again { "again" } else { "stored" });
            return Ok(Answer::Receipt(key));
        }
        // The same check page once more, on another day: what was sent first stands.
        Err(problem) if problem.code == Code::KeyReused => return Ok(Answer::Receipt(key)),
        Err(problem) => problem,
    };
    service.metrics.submission(problem.code.name());
    let status = problem.code.status();
    // Nobody knows whether a failing store has kept it; the same key finds out.
    let next = if problem.code == Code::Unavailable { key } else { intake::new_key()? };
    let turn = turn.refused(told(&problem, asked.language), &next);
    Ok(Answer::Page(status, page(&turn, asked, Vec::new()).into()))
}

/// A problem as the check page shows it.
fn told(problem: &Problem, language: Language) -> journey::Problem {
    let faults = problem.faults.iter().map(|fault| fault.message.as_str());
    let detail: Vec<&str> = [problem.code.detail(language)].into_iter().chain(faults).collect();
    journey::Problem {
        code: problem.code.name().to_owned(),
        title: problem.code.title(language).to_owned(),
        detail: detail.join(" "),
        differences: problem.differences.clone(),
    }
}

/// An untouched form of a policy for a caller.
fn state(service: &Service, published: &Published, asked: &Asked) -> State {
    let (today, language) = (service.intake.clock.today(), asked.language.tag());
    let known = service.intake.customers.known(published, &asked.caller, today, language);
    let mut setting = plain::setting(published.policy.clone(), language, known);
    setting.locale.clone_from(&asked.locale);
    State::new(setting, today)
}

/// A policy by its digest, else the version of it that holds today.
pub fn named<'a>(service: &'a Service, digest: &str, id: &str) -> Option<&'a Published> {
    let policies = &service.intake.policies;
    policies.by_digest(digest).or_else(|| policies.by_id(id, service.intake.clock.today()))
}

fn page(turn: &Turn, asked: &Asked, links: Vec<(&'static str, String)>) -> Page {
    let document = turn.state.setting.policy.document();
    Page {
        title: plain::title(&turn.state).to_owned(),
        html: draw(turn, action(asked), links),
        policy: document.id.clone(),
        institution: document.institution.clone(),
        known: turn.state.setting.known.clone(),
    }
}

/// The form of a turn, with the policy it is about unseen in it.
fn draw(turn: &Turn, action: String, links: Vec<(&'static str, String)>) -> String {
    let policy = &turn.state.setting.policy;
    let own = [("policy", &*policy.document().id), ("digest", policy.digest())];
    let hidden = own.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let focus = Some(turn.focus.clone()).filter(|focus| !focus.is_empty());
    let notes = turn.notes.clone();
    plain::draw(&turn.state, Plain { action, hidden, focus, notes, links })
}

/// Where the form is sent: the portal's customer and item go with it, so that the intake can look up by itself what
/// the portal knows.
fn action(asked: &Asked) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("customer", &asked.caller.named), ("item", &asked.caller.item)] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    format!("/v1/complaints?{}", query.append_pair("lang", asked.language.tag()).finish())
}

pub fn field<'a>(typed: &'a Typed, name: &str) -> &'a str {
    let found = typed.iter().find(|(own, _)| own == name);
    found.map_or("", |(_, value)| value.trim())
}

/// The page around the form.
fn shown(service: &Service, status: StatusCode, language: Language, page: &Page) -> Response<Body> {
    let values = json!({
        "title": page.title, "html": page.html, "policy": page.policy, "failed": status.is_client_error(),
        "institution": page.institution, "own": portal::is_own(&page.policy), "known_json": page.known,
        "widget": service.has_widget(),
    });
    portal::page(service, status, "step.html", language, values)
}

/// Leads to the receipt, so that loading it again sends nothing again.
fn see_other(key: &str, language: Language) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let place = format!("/v1/complaints/by-key/{key}?lang={}", language.tag());
    if let Ok(place) = HeaderValue::from_str(&place) {
        response.headers_mut().insert(LOCATION, place);
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// A page that says why there is no other.
fn refuse(service: &Service, problem: &Problem, language: Language) -> Response<Body> {
    service.metrics.submission(problem.code.name());
    let (title, detail) = (problem.code.title(language), problem.code.detail(language));
    let values = json!({ "title": title, "detail": detail });
    portal::page(service, problem.code.status(), "message.html", language, values)
}
