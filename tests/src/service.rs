//! The service as it is shipped, in this process: a free loopback port, a folder of its own, a fixed day.

use crate::prelude;
use crate::repository::root;
use amends_www::serve::{self, ServeOptions};
use axum::Router;
use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

/// Whatever kept a helper from doing its work.
pub type Failure = Box<dyn Error + Send + Sync>;

/// The threads on which services run and tests wait.
///
/// # Errors
/// The system gives no threads.
pub fn runtime() -> Result<&'static Runtime, Failure> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let made = RUNTIME.get_or_init(|| Runtime::new().map_err(|error| error.to_string()));
    made.as_ref().map_err(|error| error.clone().into())
}

/// Where cargo puts what it builds, and the bundle with it.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |it| root().join(it))
}

/// The company's secret.
pub const COMPANY: &str = "the-company-s-own-secret-of-the-tests";

/// One service; it ends, and its folder goes, when this is dropped.
#[derive(Debug)]
pub struct Service {
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub address: String,
    folder: TempDir,
    task: JoinHandle<()>,
}

/// What a service starts with.
#[derive(Debug)]
pub struct Setup {
    /// The day it takes as today, always.
    pub today: NaiveDate,
    /// Portal records in place of the demo ones.
    pub customers: Option<serde_json::Value>,
    /// Whether pages show the widget of the last bundle.
    pub widget: bool,
}

impl Setup {
    /// A service without widget, for customers whose portal knows these facts of them: each an id and its facts.
    pub fn knowing(today: NaiveDate, policy: &str, customer: &str, facts: &impl Serialize) -> Self {
        let customer = json!({ "id": customer, "name": {}, "facts": facts });
        let customers = json!([{ "policy": policy, "customers": [customer] }]);
        Self { today, customers: Some(customers), widget: false }
    }

    fn options(&self, folder: &Path) -> Result<ServeOptions, Failure> {
        let records = folder.join("customers.json");
        if let Some(customers) = &self.customers {
            std::fs::write(&records, customers.to_string())?;
        }
        let (bundle, operator) = (target_folder().join("bundle"), folder.join("operator"));
        std::fs::write(&operator, COMPANY)?;
        Ok(ServeOptions {
            database: format!("sqlite:{}", database(folder).display()),
            policies: root().join("www/policies"),
            bundle: if self.widget { bundle } else { without_widget(folder)? },
            customers: self.customers.as_ref().map(|_| records),
            operator_token: Some(operator),
            today: Some(self.today),
            ..ServeOptions::default()
        })
    }
}

impl Service {
    /// Starts a service.
    ///
    /// # Errors
    /// Everything that keeps `amends serve` from starting.
    pub fn start(setup: &Setup) -> Result<Self, Failure> {
        Self::start_with(setup, |router| router)
    }

    /// Starts a service with its routes changed before it listens.
    ///
    /// # Errors
    /// As [`Service::start`].
    pub fn start_with(
        setup: &Setup,
        change: impl FnOnce(Router) -> Router,
    ) -> Result<Self, Failure> {
        let folder = TempDir::with_prefix("amends-")?;
        let router = change(serve::router(&setup.options(folder.path())?)?);
        let router = prelude::in_pages(router, setup.today);
        let runtime = runtime()?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))?;
        let address = format!("http://{}", listener.local_addr()?);
        let task = runtime.spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                eprintln!("the service ended: {error}");
            }
        });
        Ok(Self { address, folder, task })
    }

    /// Address of its database, for the command line.
    pub fn database(&self) -> String {
        format!("sqlite:{}", database(self.folder.path()).display())
    }

    /// The bytes it keeps under a SHA-256; none when there are none.
    pub fn file(&self, sha256: &str) -> Option<Vec<u8>> {
        let folder = database(self.folder.path()).with_extension("evidence");
        std::fs::read(folder.join(sha256.get(..2)?).join(sha256)).ok()
    }

    /// Every row of a table, oldest first, read past the service.
    ///
    /// # Errors
    /// The database's own.
    pub fn rows(&self, table: &str) -> Result<Vec<Row>, Failure> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let connection = Connection::open_with_flags(database(self.folder.path()), flags)?;
        // `WITHOUT ROWID` tables come in the order of their key.
        let order = if table == "submissions" { "ORDER BY rowid" } else { "" };
        let mut select = connection.prepare(&format!("SELECT * FROM {table} {order}"))?;
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let row = |row: &rusqlite::Row<'_>| {
            let values = names.iter().map(|name| Ok((name.clone(), row.get(name.as_str())?)));
            Ok(Row(values.collect::<rusqlite::Result<_>>()?))
        };
        Ok(select.query_map([], row)?.collect::<rusqlite::Result<_>>()?)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// One row of a table, by the names of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(BTreeMap<String, Value>);

impl Row {
    /// The text in a column; `None` when it is empty there or there is no such column.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

fn database(folder: &Path) -> PathBuf {
    folder.join("amends.sqlite")
}

/// A bundle folder with nothing of use in it, so that the service does not tell the operator to build one.
fn without_widget(folder: &Path) -> Result<PathBuf, Failure> {
    let bundle = folder.join("bundle");
    std::fs::create_dir(&bundle)?;
    std::fs::write(bundle.join("none.txt"), "")?;
    Ok(bundle)
}
