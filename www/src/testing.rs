//! What the tests of this crate share: a service over the shipped policies and demo customers, in
//! a folder of its own, on a fixed day.

use crate::access::Operator;
use crate::api::{self, Service};
use crate::assets;
use crate::clock::Clock;
use crate::customers::{Caller, Customers};
use crate::evidence::Uploads;
use crate::intake::Intake;
use crate::metrics::Metrics;
use crate::pages::Pages;
use crate::policies::Policies;
use crate::store::Store;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;
use amends_core::document::submission::SubmissionDocument;
use amends_core::document::{self, Map};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::NaiveDate;
use http_body_util::BodyExt;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// The company's secret.
pub const COMPANY: &str = "the-company-s-own-secret-of-the-tests";

/// The day of the tests.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// The customer whose withdrawal the tests complain about.
pub fn caller() -> Caller {
    Caller { named: Some("c-2041".into()), item: Some("t-801".into()), ..Caller::default() }
}

/// An intake with its own database in `folder`.
pub fn intake(folder: &Path) -> Intake {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    Intake {
        store: Store::open(&folder.join("test.sqlite")).unwrap(),
        policies: Policies::load(&policies).unwrap(),
        customers: Customers::demo().unwrap(),
        clock: Clock::fixed(today()),
        operator: Operator::new(COMPANY).unwrap(),
        uploads: Uploads::default(),
    }
}

/// What the widget would send for the customer's withdrawal, having chosen the first option.
pub fn submission(intake: &Intake, key: &str) -> SubmissionDocument {
    let published = intake.policies.by_id("bank", today()).unwrap();
    submission_knowing(intake, key, intake.customers.known(published, &caller(), today(), "en"))
}

/// The same of a portal that knows these facts; the customer says the others.
pub fn submission_knowing(intake: &Intake, key: &str, known: Map<Scalar>) -> SubmissionDocument {
    let published = intake.policies.by_id("bank", today()).unwrap();
    let text = r#"{ "problem": "atm-no-cash", "language": "en",
        "story": "No cash, <b>but</b> the money is gone." }"#;
    let mut complaint: ComplaintDocument = document::read(text).unwrap();
    complaint.known = known;
    answer_what_is_required(intake, &mut complaint);
    let offered = amends_core::quote(&published.policy, &complaint, today()).unwrap();
    complaint.choice = Some(ChoiceMadeDocument::Option(offered.options[0].id.clone()));
    let quote = amends_core::quote(&published.policy, &complaint, today()).unwrap();
    SubmissionDocument { key: key.into(), complaint, quote, upload_key: None }
}

/// Answers every required question the way its kind of fact allows, so that a reworded policy does
/// not break the tests.
fn answer_what_is_required(intake: &Intake, complaint: &mut ComplaintDocument) {
    let policy = &intake.policies.by_id("bank", today()).unwrap().policy;
    loop {
        let asked = amends_core::complaint::asked(policy, complaint, today());
        let Some(open) = asked.into_iter().find(|one| one.required && !one.answered) else {
            return;
        };
        assert!(
            !complaint.answers.contains_key(&open.fact),
            "the answer to {} is wrong",
            open.fact
        );
        let fact = policy.document().facts.get(&open.fact).unwrap();
        let answer = match fact.kind {
            FactKind::Choice => Scalar::Text(fact.choices[0].id.clone()),
            FactKind::YesNo => Scalar::YesNo(false),
            FactKind::Money => Scalar::Text("100.00".into()),
            FactKind::Date => Scalar::Text(today().to_string()),
            FactKind::Text => Scalar::Text("words".into()),
            FactKind::Number | FactKind::Percent | FactKind::Minutes | FactKind::Days => {
                Scalar::Whole(1)
            }
        };
        complaint.answers.insert(open.fact, answer);
    }
}

/// A key of the right form that ends in `suffix`.
pub fn key(suffix: &str) -> String {
    format!("0123456789abcdef-{suffix}")
}

/// The whole service, with the folder it lives in.
pub struct Running {
    pub service: Arc<Service>,
    pub router: Router,
    pub folder: TempDir,
}

/// What was answered.
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// A header as text; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Running {
    /// Starts a service whose bundle folder holds the files given.
    pub fn new(bundle: &[(&str, &[u8])]) -> Self {
        let folder = TempDir::new().unwrap();
        let files = folder.path().join("bundle");
        std::fs::create_dir(&files).unwrap();
        for (name, bytes) in bundle {
            std::fs::write(files.join(name), bytes).unwrap();
        }
        let service = Arc::new(Service {
            intake: intake(folder.path()),
            bundle: assets::of_bundle(&files).unwrap(),
            files: assets::of_pages(),
            pages: Pages::new().unwrap(),
            metrics: Metrics::new().unwrap(),
        });
        Self { router: api::router(service.clone()), service, folder }
    }

    /// Sends a request and reads the whole answer.
    pub fn send(&self, request: Request<Body>) -> Answered {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = body.collect().await.unwrap().to_bytes().to_vec();
            Answered { status: parts.status, headers: parts.headers, body }
        })
    }

    /// Gets an address with headers.
    pub fn get(&self, address: &str, headers: &[(&str, &str)]) -> Answered {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap())
    }

    /// Posts a body of a media type.
    pub fn post(&self, address: &str, kind: &str, body: impl Into<Body>) -> Answered {
        let request = Request::post(address).header("content-type", kind).body(body.into());
        self.send(request.unwrap())
    }

    /// Posts a body of a media type with a secret.
    pub fn post_as(
        &self,
        token: &str,
        address: &str,
        kind: &str,
        body: impl Into<Body>,
    ) -> Answered {
        let request = Request::post(address).header("authorization", format!("Bearer {token}"));
        self.send(request.header("content-type", kind).body(body.into()).unwrap())
    }

    /// Posts a submission as the page of the test's customer does.
    pub fn submit(&self, submission: &SubmissionDocument) -> Answered {
        let address = "/v1/complaints?customer=c-2041&item=t-801&lang=en";
        self.post(address, "application/json", document::write(submission))
    }
}
