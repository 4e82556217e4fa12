//! Where submissions are kept: one SQLite file, written by one thread, read by many.
//!
//! A record is stored whole or not at all, and is on the disk when the answer says so.

mod records;
mod writer;

pub use records::{Case, Channel, Kept, Put, Record, body_digest};

use amends_core::document::submission::FollowUpEventDocument;
use rusqlite::Connection;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use writer::Writer;

/// Each entry brings a database from its number (`user_version`) to the next.
const MIGRATIONS: [&str; 1] = [include_str!("../../migrations/0001_submissions.sql")];

/// Why the store could not do what was asked. Nothing was stored.
#[derive(Debug, Clone)]
pub struct StoreError(String);

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

/// The store.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    writer: Writer,
    readers: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the database a `--database` address names: `sqlite:PATH`.
    ///
    /// # Errors
    /// An address of another kind, and everything [`Store::open`] refuses.
    pub fn at(address: &str) -> Result<Self, StoreError> {
        match address.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => Self::open(Path::new(path)),
            _ => Err(StoreError(format!(
                "`{address}` is no database this build knows; write `sqlite:PATH`, \
                 for example `sqlite:amends.sqlite`"
            ))),
        }
    }

    /// Opens or creates the database in a file and brings it to the newest form.
    ///
    /// # Errors
    /// A file that cannot be opened, is no database, or was written by a newer version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let place = |error: &dyn fmt::Display| StoreError(format!("{}: {error}", path.display()));
        let mut connection = connect(path).map_err(|error| place(&error))?;
        migrate(&mut connection).map_err(|error| place(&error))?;
        let writer = Writer::start(connection).map_err(|error| place(&error))?;
        Ok(Self { path: path.to_owned(), writer, readers: Mutex::default() })
    }

    /// Stores a record with its commitments, durably, or finds the one its key already names.
    ///
    /// # Errors
    /// The database's own; nothing is stored then.
    pub fn put(&self, record: Record) -> Result<Put, StoreError> {
        self.writer.write(move |connection| records::put(connection, &record))
    }

    /// The record a key names.
    ///
    /// # Errors
    /// The database's own.
    pub fn by_key(&self, key: &str) -> Result<Option<Kept>, StoreError> {
        self.read(|connection| records::by_key(connection, key))
    }

    /// The case a reference names: its receipt and what happened since.
    ///
    /// # Errors
    /// The database's own.
    pub fn case(&self, reference: &str) -> Result<Option<Case>, StoreError> {
        self.read(|connection| records::case(connection, reference))
    }

    /// Adds what happened to a case; false when there is no such case.
    ///
    /// # Errors
    /// The database's own.
    pub fn add_event(
        &self,
        reference: &str,
        event: FollowUpEventDocument,
    ) -> Result<bool, StoreError> {
        let reference = reference.to_owned();
        self.writer.write(move |connection| records::add_event(connection, &reference, &event))
    }

    /// How many submissions are kept.
    ///
    /// # Errors
    /// The database's own; so this says whether the database answers.
    pub fn count(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            connection.query_row("SELECT count(*) FROM submissions", [], |row| row.get(0))
        })
    }

    /// Lends a reading connection; a failed one is not used again.
    fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = idle.map_or_else(|| connect(&self.path), Ok)?;
        let result = work(&connection)?;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        Ok(result)
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let version: usize = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let Some(missing) = MIGRATIONS.get(version..) else {
        return Err(StoreError(format!(
            "this database has form {version}, this program knows forms up to {}; \
             use the newer program that wrote it",
            MIGRATIONS.len()
        )));
    };
    missing.iter().try_for_each(|step| transaction.execute_batch(step))?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests;
