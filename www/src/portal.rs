//! The demo portals: which page shows which policy, and what the portal hands to the form.

use crate::api::{Service, Shared};
use crate::asked::{Asked, CUSTOMER_COOKIE};
use crate::customers::{Caller, Customer, Facts, Item, days_before};
use crate::guard;
use crate::language::Language;
use crate::pages::{KnownShown, text_in};
use crate::plain;
use crate::policies::Published;
use crate::problem::{Code, Problem};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactDocument, FactKind};
use amends_core::{language as written, money::Currency, number::Exact, quantity::Unit};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, LINK, SET_COOKIE, VARY};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::routing::get;
use serde_json::{Value, json};
use std::error::Error;
use tower_http::compression::CompressionLayer;

/// Pages with a portal of their own, each with the policy it promises by.
const PORTALS: [&str; 3] = ["bank", "shop", "insurer"];

/// What a form's page is drawn with: said before the page itself, so that a browser asks for it without reading that first.
const STYLE: HeaderValue = HeaderValue::from_static("</amends/amends.css>; rel=preload; as=style");

/// Whether a policy has a portal page, with a style, of its own.
pub fn is_own(policy: &str) -> bool {
    PORTALS.contains(&policy)
}

/// The addresses of the pages. They hold no secrets, so they may be compressed.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(index))
        .route("/bank", get(|state, asked| own_page("bank", state, asked)))
        .route("/shop", get(|state, asked| own_page("shop", state, asked)))
        .route("/insurer", get(|state, asked| own_page("insurer", state, asked)))
        .route("/policy/{id}", get(policy_page))
        .layer(CompressionLayer::new())
}

async fn index(State(service): State<Shared>, asked: Asked) -> Response<Body> {
    let listed = |one: &Published| {
        let document = one.document();
        let own = is_own(&document.id);
        let place =
            if own { format!("/{}", document.id) } else { format!("/policy/{}", document.id) };
        let problems: Vec<_> = document.problems.iter().map(|problem| &problem.title).collect();
        json!({ "id": document.id, "institution": document.institution, "place": place,
                "own": own, "problems": problems })
    };
    let policies: Vec<Value> = service.intake.policies.all().iter().map(listed).collect();
    page(&service, StatusCode::OK, "index.html", asked.language, json!({ "policies": policies }))
}

async fn own_page(id: &'static str, State(service): State<Shared>, asked: Asked) -> Response<Body> {
    let (template, here) = (format!("{id}.html"), format!("/{id}"));
    drawn(move || portal_page(&service, id, &template, &here, &asked)).await
}

async fn policy_page(
    State(service): State<Shared>,
    Path(id): Path<String>,
    asked: Asked,
) -> Response<Body> {
    let here = format!("/policy/{id}");
    drawn(move || portal_page(&service, &id, "policy.html", &here, &asked)).await
}

/// Draws a page with a form on a thread where the work holds up nobody.
async fn drawn(draw: impl FnOnce() -> Response<Body> + Send + 'static) -> Response<Body> {
    let page = guard::blocking(|| Ok(draw())).await;
    page.unwrap_or_else(|problem| problem.answer(Language::default()))
}

fn portal_page(
    service: &Service,
    id: &str,
    template: &str,
    here: &str,
    asked: &Asked,
) -> Response<Body> {
    let Some(published) = service.intake.policies.by_id(id, service.intake.clock.today()) else {
        return missing(service, asked.language);
    };
    let values = match portal_values(service, published, here, asked) {
        Ok(values) => values,
        Err(problem) => return problem.answer(asked.language),
    };
    let mut response = page(service, StatusCode::OK, template, asked.language, values);
    response.headers_mut().append(LINK, STYLE);
    // The intake looks the customer up by this cookie, as a real portal does by its session.
    if let Some(customer) = customer_of(service, id, &asked.caller) {
        let cookie =
            format!("{CUSTOMER_COOKIE}{id}={}; Path=/; HttpOnly; SameSite=Lax", customer.id);
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// The customer a page is drawn for; the first one when a visitor has chosen none.
fn customer_of<'a>(service: &'a Service, policy: &str, caller: &Caller) -> Option<&'a Customer> {
    let portal = service.intake.customers.portal(policy)?;
    portal.customer(caller).or_else(|| portal.customers.first())
}

/// Everything a portal page shows: customer, items, what is known, and the form.
fn portal_values(
    service: &Service,
    published: &Published,
    here: &str,
    asked: &Asked,
) -> Result<Value, Problem> {
    let (document, language) = (published.document(), asked.language);
    let today = service.intake.clock.today();
    let portal = service.intake.customers.portal(&document.id);
    let customers = portal.map(|portal| portal.customers.as_slice()).unwrap_or_default();
    let customer = customer_of(service, &document.id, &asked.caller);
    let caller = caller_of(customer, asked);
    let known = service.intake.customers.known(published, &caller, today, language.tag());
    let items = customer.map(|customer| customer.items.as_slice()).unwrap_or_default();
    let selected = items.iter().find(|item| Some(&item.id) == caller.item.as_ref());
    let problem = selected.and_then(|item| item.shows.get("problem")?.as_str());
    let own = Asked { caller, ..asked.clone() };
    let first = plain::first_screen(service, published, &own, problem);
    let listed = |item: &Item| {
        json!({ "id": item.id, "shows": item.shows, "facts": item.facts,
                "on": days_before(today, item.days_ago).to_string(),
                "selected": Some(&item.id) == own.caller.item.as_ref() })
    };
    Ok(json!({
        "here": here, "today": today.to_string(), "institution": document.institution,
        "policy": document.id, "customer": customer, "customers": customers,
        "items": items.iter().map(listed).collect::<Vec<_>>(), "selected": selected,
        "first": first, "known": shown(published, &known, language), "known_json": known,
        "widget": service.has_widget(),
    }))
}

/// The page's customer, with the item that was asked for when it is one of theirs.
fn caller_of(customer: Option<&Customer>, asked: &Asked) -> Caller {
    let item = asked.caller.item.clone();
    let own = |id: &String| customer.is_some_and(|one| one.items.iter().any(|item| item.id == *id));
    let named = customer.map(|one| one.id.clone());
    Caller { named, item: item.filter(own), ..Caller::default() }
}

/// Known facts as the customer reads them, in the policy's words.
fn shown(published: &Published, known: &Facts, language: Language) -> Vec<KnownShown> {
    let document = published.document();
    let currency = Currency::of(&document.currency);
    let shown = known.iter().filter_map(|(id, value)| {
        let fact = document.facts.get(id)?;
        let label = text_in(&fact.label, language);
        Some(KnownShown { label, value: value_shown(fact, value, currency, language)? })
    });
    shown.collect()
}

/// A fact's value as the customer reads it.
pub fn value_shown(
    fact: &FactDocument,
    value: &Scalar,
    currency: Option<Currency>,
    language: Language,
) -> Option<String> {
    let written = written::Language::of(language.tag())?;
    let text = match (value, fact.kind) {
        (Scalar::YesNo(yes), _) => return Some(yes_no(*yes, language).to_owned()),
        (Scalar::Whole(number), _) => {
            let currency = currency.unwrap_or(Currency::NONE);
            written.quantity(Exact::whole(*number), &unit(fact), currency)
        }
        (Scalar::List(values), _) => {
            let shown = values.iter().map(|value| value_shown(fact, value, currency, language));
            shown.collect::<Option<Vec<_>>>()?.join("; ")
        }
        (Scalar::Text(text), FactKind::Money) => {
            let currency = currency?;
            written.money(currency.minor(text)?, currency)
        }
        (Scalar::Text(text), FactKind::Date) => written.date(text.parse().ok()?),
        (Scalar::Text(text), FactKind::Percent) => format!("{text} %"),
        (Scalar::Text(text), FactKind::Choice) => {
            let choice = fact.choices.iter().find(|choice| choice.id == *text)?;
            text_in(&choice.label, language)
        }
        (Scalar::Text(text), _) => text.clone(),
    };
    Some(text)
}

/// What a whole number counts.
fn unit(fact: &FactDocument) -> Unit {
    match (fact.kind, &fact.unit) {
        (FactKind::Minutes, _) => Unit::Minutes,
        (FactKind::Days, _) => Unit::Days,
        (FactKind::Percent, _) => Unit::Percent,
        (_, Some(unit)) => Unit::Named(unit.clone()),
        (_, None) => Unit::Plain,
    }
}

fn yes_no(yes: bool, language: Language) -> &'static str {
    if yes { language.pick("是", "yes") } else { language.pick("否", "no") }
}

/// The page for an address that has nothing.
pub fn missing(service: &Service, language: Language) -> Response<Body> {
    let (title, detail) = (Code::NotFound.title(language), Code::NotFound.detail(language));
    let values = json!({ "title": title, "detail": detail });
    page(service, StatusCode::NOT_FOUND, "message.html", language, values)
}

/// Draws a page and answers with it.
pub fn page(
    service: &Service,
    status: StatusCode,
    name: &str,
    language: Language,
    values: Value,
) -> Response<Body> {
    html(status, language, service.pages.draw(name, language, values))
}

/// Answers with a page that was drawn; one that could not be drawn is a problem document.
pub fn html(
    status: StatusCode,
    language: Language,
    drawn: Result<String, minijinja::Error>,
) -> Response<Body> {
    let text = match drawn {
        Ok(text) => text,
        Err(error) => {
            let causes = std::iter::successors(error.source(), |cause| (*cause).source());
            let causes: Vec<String> = causes.map(ToString::to_string).collect();
            eprintln!("a page could not be drawn: {error}: {}", causes.join(": "));
            return Problem::from(Code::Unavailable).answer(language);
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept-language, cookie"));
    response
}
