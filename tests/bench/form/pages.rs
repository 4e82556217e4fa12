//! The two pages, served side by side on loopback with the portal: the tag as the portal writes it in a bare page, and
//! the plain page. Both come compressed, as the bundle does.

use amends_tests::service::{Failure, Service, Setup, runtime, target_folder};
use amends_www::bundle;
use amends_www::served::{Caching, Served};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::LINK;
use axum::http::{HeaderMap, HeaderValue, Request};
use axum::routing::get;
use std::sync::Arc;
use tower::ServiceExt;

/// The day of all pages.
pub const DAY: &str = "2026-11-23";
/// The portal's page whose tag is taken.
const PORTAL: &str = "/bank?lang=en";
const BEGIN: &str = "<amends-form";
const END: &str = "</amends-form>";
/// Most bytes of that page.
const MOST: usize = 1 << 20;

/// One of the pages that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Its name in the table and in the figures.
    pub name: &'static str,
    /// Where it is served.
    pub place: &'static str,
    /// What selects its form.
    pub form: &'static str,
    /// Whether the questions come on a second screen.
    pub in_steps: bool,
    /// Makes one form, waits until it is there, and removes it.
    pub round: &'static str,
}

/// What no page in Yew is quicker than; only its first visit is of interest.
pub const COUNTER: Page = Page {
    name: "counter",
    place: "/bench/counter.html",
    form: "#plain",
    in_steps: false,
    round: "",
};

/// The floor first.
pub const PAGES: [Page; 2] = [
    Page {
        name: "plain",
        place: "/bench/plain.html",
        form: "#plain",
        in_steps: false,
        round: "const { enhance } = await import('/bench/plain.js');
            const own = document.querySelector('form'), copy = document.importNode(own, true);
            own.before(copy);
            enhance(copy);
            copy.remove();",
    },
    Page {
        name: "amends",
        place: "/bench/amends.html",
        form: "amends-form",
        in_steps: true,
        round: "const own = document.querySelector('amends-form'), copy = own.cloneNode(true);
            copy.setAttribute('draft', 'none');
            const ready = new Promise((done) => copy.addEventListener('amends-ready', done, { once: true }));
            own.before(copy);
            await ready;
            copy.remove();
            await new Promise((done) => setTimeout(done));",
    },
];

/// The service with both pages.
///
/// # Errors
/// It does not start, or the portal's page holds no tag.
pub fn service() -> Result<Service, Failure> {
    let setup = Setup { today: DAY.parse()?, customers: None, widget: true };
    let counter = counter()?;
    let mut trouble = None;
    let service = Service::start_with(&setup, |router| match host(&router) {
        Ok(page) => with_pages(router, page, counter),
        Err(error) => {
            trouble = Some(error);
            router
        }
    })?;
    trouble.map_or(Ok(service), Err)
}

/// Glue and module of the counter.
fn counter() -> Result<[(&'static str, Vec<u8>); 2], Failure> {
    let folder = target_folder().join("bench/floor");
    bundle::floor(bundle::workspace(), &folder, &bundle::progress::Silent)?;
    let file = |name| Ok::<_, Failure>((name, std::fs::read(folder.join(name))?));
    Ok([file("amends_floor.js")?, file("amends_floor_bg.wasm")?])
}

fn with_pages(router: Router, host: Host, counter: [(&'static str, Vec<u8>); 2]) -> Router {
    let files = [
        ("counter.html", include_bytes!("counter.html").to_vec()),
        ("plain.html", include_bytes!("plain.html").to_vec()),
        ("plain.css", include_bytes!("plain.css").to_vec()),
        ("plain.js", include_bytes!("plain.js").to_vec()),
    ];
    let pages = [("amends.html", host.page.into_bytes(), host.links)];
    let files = files.into_iter().chain(counter).map(|(name, content)| (name, content, Vec::new()));
    pages.into_iter().chain(files).fold(router, |router, (name, content, links)| {
        let file = Arc::new(Served::new(name, content));
        let answer = move |asked: HeaderMap| async move {
            let mut answer = file.answer(&asked, Caching::Revalidate);
            for link in links {
                answer.headers_mut().append(LINK, link);
            }
            answer
        };
        router.route(&format!("/bench/{name}"), get(answer))
    })
}

/// A bare page around Amends, and what its answer names beside it.
struct Host {
    page: String,
    links: Vec<HeaderValue>,
}

/// A bare page around the tag that the portal's own page holds, with all that is inside it and what loads it.
fn host(router: &Router) -> Result<Host, Failure> {
    let request = Request::get(PORTAL).body(Body::empty())?;
    let (links, portal) = runtime()?.block_on(async {
        let answer = router.clone().oneshot(request).await?;
        let links = answer.headers().get_all(LINK).iter().cloned().collect();
        Ok::<_, Failure>((links, to_bytes(answer.into_body(), MOST).await?))
    })?;
    let portal = std::str::from_utf8(&portal)?;
    let (head, body) = portal.split_once("</head>").ok_or("the portal's page has no head")?;
    let (_, tag) = body.split_once(BEGIN).ok_or("the portal's page holds no form")?;
    let (tag, _) = tag.split_once(END).ok_or("the portal's form does not end")?;
    let loads = head.lines().filter(|line| line.contains("/amends/")).collect::<Vec<_>>();
    let page = include_str!("host.html").replace("{loads}", &loads.join("\n"));
    Ok(Host { page: page.replace("{tag}", &[BEGIN, tag, END].concat()), links })
}
