//! Host pages for tests: a service with pages of a developer's own beside the portal's, and files that can be made to
//! fail.

use amends_core::policy::MEDIA_TYPE;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::prelude;
use amends_tests::scenario::policy_text;
use amends_tests::service::{Failure, Service, Setup};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Html;
use axum::routing::get;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;
use tower::ServiceExt;

/// The day of these tests.
pub const DAY: &str = "2026-11-23";

/// Two empty places, and a script that remembers what each form tells.
pub const TWO: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Host</title>
<script src="/host.js"></script>
<script type="module" src="/amends/amends.js"></script></head>
<body><main><h1>Host</h1><div id="left"></div><div id="right"></div></main></body></html>"#;
const LISTENING: &str = "window.told = [];
for (const name of ['ready', 'changed', 'quote', 'submit', 'submitted', 'failed']) {
  addEventListener(`amends-${name}`, (event) => told.push([event.target.id, name, event.detail]));
}
// Files the page makes for the customer.
window.saved = [];
const { createObjectURL } = URL;
URL.createObjectURL = (file) => {
  file.text().then((text) => saved.push([file.type, text]));
  return createObjectURL.call(URL, file);
};
// So many days later.
window.later = (days) => {
  const Then = Date;
  const now = () => Then.now() + days * 86400000;
  window.Date = class extends Then {
    constructor(...given) { given.length ? super(...given) : super(now()); }
    static now() { return now(); }
  };
};
// What the module works with is spoiled: the next thing it does is a trap. What forms were yet to keep is kept before: it
// would be that next thing whenever its time has come.
window.spoil = async () => {
  const { memory } = await (await import('/amends/amends_web.js')).default();
  document.dispatchEvent(new Event('visibilitychange'));
  new Uint8Array(memory.buffer).fill(255);
};
// A module of the page's own, with one function that is a trap.
const module = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11];
window.heard = [];
addEventListener('error', (event) => heard.push(event.error instanceof WebAssembly.RuntimeError));
window.stumble = async () => {
  const { instance } = await WebAssembly.instantiate(new Uint8Array(module));
  setTimeout(() => instance.exports.t());
};";
const SCRIPT: [(HeaderName, &str); 1] = [(CONTENT_TYPE, "text/javascript")];

/// The host page, beside everything else.
pub fn page(router: Router) -> Router {
    let (host, script) = (get(Html(TWO)), get((SCRIPT, LISTENING)));
    router.route("/host", host).route("/host.js", script)
}

/// Puts a form with a fallback into a place: id, place, policy.
const PUT: &str = "const form = document.createElement('amends-form');
    form.id = arguments[0];
    form.setAttribute('policy', arguments[2]);
    form.setAttribute('endpoint', '/v1/complaints');
    form.setAttribute('lang', 'en');
    const fallback = document.createElement('p');
    fallback.textContent = 'The plain form.';
    form.append(fallback);
    document.getElementById(arguments[1]).append(form);";

/// What can be put in place of a file of the bundle.
#[derive(Debug, Clone, Copy)]
pub enum Instead {
    /// Status 404.
    Missing,
    /// An HTML page with status 200, as servers of single-page applications answer.
    Page,
    /// Bytes of the right type that are no module.
    Rubbish,
    /// What any static host answers: the file, whatever is asked for.
    Static,
    /// A policy that was packed for another release.
    OtherRelease,
    /// An earlier version of the restaurant's policy, with other amounts, that is published nowhere.
    Earlier,
    /// Status 503, from everything at this address and below.
    Down,
}

/// The restaurant's policy as it may have been before.
fn earlier() -> String {
    let text = policy_text("restaurant").unwrap_or_default();
    text.replacen("\"version\": \"", "\"version\": \"0.", 1).replace(".00 CNY", ".50 CNY")
}

/// A switch for a fault.
#[derive(Debug, Clone, Default)]
pub struct Switch(Arc<AtomicBool>);

impl Switch {
    /// Mends what was broken.
    pub fn mend(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Whether it is.
    pub fn mended(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

fn setup() -> Result<Setup, Failure> {
    Ok(Setup { today: DAY.parse()?, customers: None, widget: true })
}

/// The service with the host page at `/host`.
pub fn service() -> Result<Service, Failure> {
    Service::start_with(&setup()?, page)
}

/// The same, with something in place of one file until the switch is mended.
pub fn broken(path: &'static str, instead: Instead) -> Result<(Service, Switch), Failure> {
    let switch = Switch::default();
    let own = switch.clone();
    let service = Service::start_with(&setup()?, |router| {
        let shipped = page(router);
        let wanted =
            move |request: Request| broken_or_shipped(own, path, instead, shipped, request);
        Router::new().fallback(wanted)
    })?;
    Ok((service, switch))
}

async fn broken_or_shipped(
    switch: Switch,
    path: &'static str,
    instead: Instead,
    shipped: Router,
    mut request: Request,
) -> Response<Body> {
    let asked = request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok());
    let packed = asked.is_some_and(|accept| accept.contains(MEDIA_TYPE));
    if matches!(instead, Instead::Static) {
        request.headers_mut().remove(ACCEPT);
    }
    let whole = match instead {
        Instead::Static => true,
        Instead::OtherRelease => !packed,
        _ => false,
    };
    let asked = request.uri().path();
    let meant = asked == path || (matches!(instead, Instead::Down) && asked.starts_with(path));
    if whole || switch.mended() || !meant {
        return shipped.oneshot(request).await.unwrap_or_else(|never| match never {});
    }
    let (status, kind, body) = match instead {
        Instead::Missing => (StatusCode::NOT_FOUND, "text/plain", "not here".to_owned()),
        Instead::Page => (StatusCode::OK, "text/html", "<!doctype html><title>App</title>".into()),
        Instead::Rubbish => (StatusCode::OK, "application/wasm", "no module at all".into()),
        Instead::Earlier => (StatusCode::OK, "application/json", earlier()),
        Instead::Down => (StatusCode::SERVICE_UNAVAILABLE, "text/plain", "not now".into()),
        Instead::Static | Instead::OtherRelease => {
            (StatusCode::OK, MEDIA_TYPE, "AMENDS\0 of old".into())
        }
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The service with a file, or everything below an address that ends in `/`, that does not come until it is let go.
pub fn held(path: &'static str) -> Result<(Service, Gate), Failure> {
    let (open, gate) = watch::channel(false);
    let service = Service::start_with(&setup()?, |router| {
        let shipped = page(router);
        let wanted = move |request: Request| {
            let (mut gate, shipped) = (gate.clone(), shipped.clone());
            async move {
                let asked = request.uri().path();
                if asked == path || (path.ends_with('/') && asked.starts_with(path)) {
                    // Where nobody can let it go any more, nobody waits for it either.
                    let _ = gate.wait_for(|open| *open).await;
                }
                shipped.oneshot(request).await.unwrap_or_else(|never| match never {})
            }
        };
        Router::new().fallback(wanted)
    })?;
    Ok((service, Gate(open)))
}

/// What a file waits behind.
#[derive(Debug)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// Lets the file go.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    /// Holds it back again.
    pub fn close(&self) {
        self.0.send_replace(false);
    }
}

/// Fills in the restaurant's form up to the check screen.
pub fn to_check(form: &Form<'_>) -> Result<(), Failure> {
    to_check_of(form, "long-wait")
}

/// The same, with another problem.
pub fn to_check_of(form: &Form<'_>, problem: &str) -> Result<(), Failure> {
    form.pick("problem", problem)?;
    form.next()?;
    on_to_check(form)
}

/// The same, from the questions on.
pub fn on_to_check(form: &Form<'_>) -> Result<(), Failure> {
    answer_up_to_story(form)?;
    form.write("story", "We waited and waited.")?;
    from_story_to_check(form)
}

/// Answers what comes before the story, somehow.
pub fn answer_up_to_story(form: &Form<'_>) -> Result<(), Failure> {
    for _ in 0..6 {
        if form.fields()?.iter().any(|field| field.name == "story") {
            break;
        }
        form.answer_somehow()?;
        form.next()?;
    }
    Ok(())
}

/// From the story on: a call is asked for, in place of every option.
pub fn from_story_to_check(form: &Form<'_>) -> Result<(), Failure> {
    form.pick("channel", "phone")?;
    form.write("address", "13800000000")?;
    form.next()?;
    form.pick("choice", "*")?;
    form.write("other-words", "A call, please.")?;
    form.next()?;
    form.next()?;
    Ok(())
}

/// What a page may do against its own policy, each once.
const BREACH: &str = "window.breach = () => {
    const it = document.createElement('p');
    it.setAttribute('style', 'color: red');
    try { it.innerHTML = '<b>no</b>'; } catch {}
    new Image().src = 'https://example.invalid/no.png';
    import('data:text/javascript,1').catch(() => {});
};";

/// The service with another content security policy on everything it answers, and with what would break it at hand.
pub fn guarded(policy: &'static str) -> Result<Service, Failure> {
    Service::start_with(&setup()?, |router| {
        let router = page(router).route("/breach.js", get((SCRIPT, BREACH)));
        let own = move |request: Request, next: Next| async move {
            let (mut parts, body) = next.run(prelude::as_text(request)).await.into_parts();
            parts.headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
            parts.headers.remove(CONTENT_LENGTH);
            let page = parts
                .headers
                .get(CONTENT_TYPE)
                .is_some_and(|it| it.as_bytes().starts_with(b"text/html"));
            if !page {
                return Response::from_parts(parts, body);
            }
            let text = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let text = text.replacen("</head>", "<script src=\"/breach.js\"></script></head>", 1);
            Response::from_parts(parts, Body::from(text))
        };
        router.layer(from_fn(own))
    })
}

/// The service with a host page that has a style sheet of its own.
pub fn dressed(look: &'static str) -> Result<Service, Failure> {
    let link = "<link rel=\"stylesheet\" href=\"/look.css\"><script type";
    let dressed = TWO.replace("<script type", link);
    Service::start_with(&setup()?, |router| {
        let router = router.route("/look.css", get(([(CONTENT_TYPE, "text/css")], look)));
        let (host, script) = (get(Html(dressed)), get((SCRIPT, LISTENING)));
        router.route("/host", host).route("/host.js", script)
    })
}

/// What a service was asked for: method, address, and in which language.
#[derive(Debug, Clone, Default)]
pub struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn list(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So far.
    pub fn all(&self) -> Vec<String> {
        self.list().clone()
    }
}

/// The service, and what it is asked for.
pub fn overheard() -> Result<(Service, Heard), Failure> {
    let heard = Heard::default();
    let own = heard.clone();
    let service = Service::start_with(&setup()?, |router| {
        let listen = move |request: Request, next: Next| {
            let header = |name| request.headers().get(name).and_then(|it| it.to_str().ok());
            let language = header(ACCEPT_LANGUAGE).unwrap_or_default();
            own.list().push(format!("{} {} in {language}", request.method(), request.uri()));
            next.run(request)
        };
        page(router).layer(from_fn(listen))
    })?;
    Ok((service, heard))
}

/// A browser on the host page.
pub fn open(driver: &Driver, service: &Service) -> Result<Browser, Failure> {
    let browser = driver.browser(DAY, 1280)?;
    browser.open(&format!("{}/host", service.address))?;
    Ok(browser)
}

/// Puts a form into a place of the host page.
pub fn put(browser: &Browser, id: &str, place: &str, policy: &str) -> Result<(), Failure> {
    browser.script(PUT, &[json!(id), json!(place), json!(policy)]).map(drop)
}

/// What a form has told so far: names and details.
pub fn told(browser: &Browser, id: &str) -> Result<Vec<(String, Value)>, Failure> {
    let own = "return told.filter((it) => it[0] === arguments[0]).map((it) => [it[1], it[2]])";
    Ok(serde_json::from_value(browser.script(own, &[json!(id)])?)?)
}

/// How often a form has told something.
pub fn count(browser: &Browser, id: &str, name: &str) -> Result<usize, Failure> {
    Ok(told(browser, id)?.iter().filter(|(told, _)| told == name).count())
}

/// Waits until a form has told something, and gives the detail.
pub fn wait_for(browser: &Browser, id: &str, name: &str) -> Result<Value, Failure> {
    let last = "return told.findLast((it) => it[0] === arguments[0] && it[1] === arguments[1])?.[2] ?? null";
    browser.until(&format!("{name} of {id}"), last, &[json!(id), json!(name)])
}

/// Compares two things with words for what they are.
pub fn same<T: PartialEq + Debug>(what: &str, found: T, expected: T) -> Result<(), Failed> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}").into())
}
