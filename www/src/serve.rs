//! `amends serve`: opens everything, listens, prints the address, and ends gently on ctrl-c.

use crate::access::Operator;
use crate::api::{self, Service};
use crate::assets;
use crate::clock::Clock;
use crate::customers::Customers;
use crate::evidence::Uploads;
use crate::intake::Intake;
use crate::metrics::Metrics;
use crate::pages::Pages;
use crate::policies::Policies;
use crate::served::Served;
use crate::stop::Stop;
use crate::store::Store;
use axum::Router;
use chrono::NaiveDate;
use clap::Args;
use std::fmt::Display;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long requests that are under way may take to finish once the service is asked to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the service is started with.
#[derive(Debug, Clone, Args)]
pub struct ServeOptions {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    pub listen: String,
    /// Where submissions are kept: `sqlite:PATH`.
    #[arg(long, default_value = "sqlite:amends.sqlite", value_name = "URL")]
    pub database: String,
    /// Folder of the published policies.
    #[arg(long, default_value = "www/policies", value_name = "DIR")]
    pub policies: PathBuf,
    /// Folder of the built widget.
    #[arg(long, default_value = "target/bundle", value_name = "DIR")]
    pub bundle: PathBuf,
    /// Portal records in place of the demo customers, a JSON file.
    #[arg(long, value_name = "FILE")]
    pub customers: Option<PathBuf>,
    /// File with the company's token, for company actions over HTTP; without it there are none.
    #[arg(long, value_name = "FILE")]
    pub operator_token: Option<PathBuf>,
    /// For rehearsals: the day the service takes as today, for example 2026-11-23.
    #[arg(long, value_name = "DAY")]
    pub today: Option<NaiveDate>,
}

impl Default for ServeOptions {
    /// What the command line starts with when nothing is said.
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".into(),
            database: "sqlite:amends.sqlite".into(),
            policies: "www/policies".into(),
            bundle: "target/bundle".into(),
            customers: None,
            operator_token: None,
            today: None,
        }
    }
}

/// Serves until ctrl-c, having printed the address on standard output.
///
/// # Errors
/// Policies with faults; a folder, file, database or address that cannot be used.
pub fn run(options: &ServeOptions) -> Result<(), Stop> {
    let router = router(options)?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(listen(&options.listen, router))
}

/// The whole service as a router, for any server or test to drive.
///
/// # Errors
/// As [`run`], but for the address.
pub fn router(options: &ServeOptions) -> Result<Router, Stop> {
    let policies = Policies::load(&options.policies)?;
    let mut bundle = assets::of_bundle(&options.bundle)?;
    if bundle.is_empty() {
        let folder = options.bundle.display();
        eprintln!(
            "`{folder}` holds no widget; pages show the plain form. `cargo bundle` builds it."
        );
    }
    // The form without script has its style, with or without a bundle.
    let style = || Served::new("amends.css", amends_web::plain::STYLE.into());
    bundle.entry("amends.css".into()).or_insert_with(style);
    let intake = Intake {
        store: Store::at(&options.database).map_err(wrong_use)?,
        policies,
        customers: customers(options)?,
        clock: options.today.map_or_else(Clock::default, Clock::fixed),
        operator: operator(options)?,
        uploads: Uploads::default(),
    };
    let service = Service {
        intake,
        bundle,
        files: assets::of_pages(),
        pages: Pages::new().map_err(wrong_use)?,
        metrics: Metrics::new().map_err(wrong_use)?,
    };
    Ok(api::router(Arc::new(service)))
}

fn customers(options: &ServeOptions) -> Result<Customers, Stop> {
    let Some(path) = &options.customers else {
        return Customers::demo().map_err(|faults| Stop::faults("demo customers", &faults));
    };
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Stop::Use(format!("cannot read `{name}`: {error}")))?;
    Customers::read(&text).map_err(|faults| Stop::faults(&name.to_string(), &faults))
}

fn operator(options: &ServeOptions) -> Result<Operator, Stop> {
    let Some(path) = &options.operator_token else { return Ok(Operator::default()) };
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Stop::Use(format!("cannot read `{name}`: {error}")))?;
    Operator::new(&text).map_err(|error| Stop::Use(format!("`{name}`: {error}")))
}

async fn listen(address: &str, router: Router) -> Result<(), Stop> {
    let listener = TcpListener::bind(address).await.map_err(|error| {
        wrong_use(format!("cannot listen on `{address}`: {error}; choose another with --listen"))
    })?;
    println!("Amends is at http://{}/ (ctrl-c ends it)", listener.local_addr()?);
    let serving = axum::serve(listener, router).with_graceful_shutdown(until_asked_to_end());
    tokio::select! {
        ended = serving => ended?,
        () = async { until_asked_to_end().await; tokio::time::sleep(PATIENCE).await } => {}
    }
    Ok(())
}

/// Waits for ctrl-c, or for the termination signal where there is one.
async fn until_asked_to_end() {
    let interrupt = async { drop(tokio::signal::ctrl_c().await) };
    #[cfg(unix)]
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut asked) => drop(asked.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

fn wrong_use(error: impl Display) -> Stop {
    Stop::Use(error.to_string())
}
