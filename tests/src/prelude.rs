//! What runs before any script of a tested page: a day of its own, and a memory of what the content security policy has
//! stopped and the console was told. Chromium is told to run it; for other engines the service puts it into each page.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, USER_AGENT,
};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use chrono::NaiveDate;

const PRELUDE: &str = r"
    const Real = Date;
    const shift = Real.parse('DAYT02:00:00Z') - Real.now();
    window.Date = class Date extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
        static now() { return Real.now() + shift; }
    };
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
";

/// For engines whose console nobody else can read.
const CONSOLE: &str = r"
    window.said = [];
    for (const [name, level] of [['log', 'INFO'], ['info', 'INFO'], ['debug', 'DEBUG'], ['warn', 'WARNING'], ['error', 'SEVERE']]) {
        const own = console[name];
        console[name] = (...words) => { said.push([level, words.join(' ')]); own.apply(console, words); };
    }
    addEventListener('error', (event) => said.push(['SEVERE', String(event.message)]));
    addEventListener('unhandledrejection', (event) => said.push(['SEVERE', String(event.reason)]));
";

/// Where the script is.
const PLACE: &str = "/tests/prelude.js";
/// Most bytes of a page.
const LONGEST: usize = 4 << 20;

/// The script for a day (ISO 8601).
pub fn on(day: &str) -> String {
    PRELUDE.replace("DAY", day)
}

/// Puts the script first into every page that a browser other than Chromium asks for.
pub fn in_pages(router: Router, today: NaiveDate) -> Router {
    let script = format!("{{{}{CONSOLE}}}", on(&today.to_string()));
    router.layer(from_fn(move |request: Request, next: Next| answer(script.clone(), request, next)))
}

async fn answer(script: String, request: Request, next: Next) -> Response<Body> {
    if request.uri().path() == PLACE {
        let kind = HeaderValue::from_static("text/javascript");
        return ([(CONTENT_TYPE, kind)], script).into_response();
    }
    let wanted = needs_it(request.headers());
    let request = if wanted { as_text(request) } else { request };
    let response = next.run(request).await;
    let html = text(response.headers(), &CONTENT_TYPE).starts_with("text/html");
    if wanted && html { with_script(response).await } else { response }
}

/// Asks for a page as it is: nothing can be put into one that comes compressed.
pub fn as_text(request: Request) -> Request {
    let mut request = request;
    request.headers_mut().remove(ACCEPT_ENCODING);
    request
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn needs_it(headers: &HeaderMap) -> bool {
    let agent = text(headers, &USER_AGENT);
    agent.starts_with("Mozilla/") && !agent.contains("Chrome/")
}

async fn with_script(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let Ok(page) = to_bytes(body, LONGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = format!("<head><script src=\"{PLACE}\"></script>");
    let page = String::from_utf8_lossy(&page).replacen("<head>", &tag, 1);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}
