//! Where submissions are kept: one SQLite file, written by one thread, read by many.
//!
//! A record is stored whole or not at all, and is on the disk when the answer says so.

mod cases;
mod records;
mod writer;

pub use cases::{Change, Changed, Renewed, Stored};
pub use records::{Channel, Kept, Put, Record, Secret, body_digest};

use amends_core::document;
use rusqlite::Connection;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use writer::Writer;

/// Each entry brings a database from its number (`user_version`) to the next.
const MIGRATIONS: [&str; 2] = [
    include_str!("../../migrations/0001_submissions.sql"),
    include_str!("../../migrations/0002_follow_up.sql"),
];

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

    /// The case a reference names, as it stands.
    ///
    /// # Errors
    /// The database's own.
    pub fn case(&self, reference: &str) -> Result<Option<Stored>, StoreError> {
        self.read(|connection| cases::case(connection, reference))
    }

    /// The references of all cases, oldest first.
    ///
    /// # Errors
    /// The database's own.
    pub fn references(&self) -> Result<Vec<String>, StoreError> {
        self.read(cases::references)
    }

    /// Records what happened to a case, and what it is quoted again as, unless it has changed since it was
    /// read.
    ///
    /// # Errors
    /// The database's own; nothing is stored then.
    pub fn change(&self, change: Change) -> Result<Changed, StoreError> {
        self.writer.write(move |connection| cases::change(connection, &change))
    }

    /// Case and body digest of a key under which facts were added.
    ///
    /// # Errors
    /// The database's own.
    pub fn renewed_by_key(&self, key: &str) -> Result<Option<(String, String)>, StoreError> {
        self.read(|connection| cases::renewed_by_key(connection, key))
    }

    /// Keeps a policy's canonical text under its digest, once.
    ///
    /// # Errors
    /// The database's own.
    pub fn keep_policy(&self, digest: &str, document: &str) -> Result<(), StoreError> {
        if self.policy(digest)?.is_some() {
            return Ok(());
        }
        let (digest, document) = (digest.to_owned(), document.to_owned());
        self.writer.write(move |connection| cases::keep_policy(connection, &digest, &document))
    }

    /// The canonical text of a policy that was kept.
    ///
    /// # Errors
    /// The database's own.
    pub fn policy(&self, digest: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| cases::policy(connection, digest))
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
    if version == 1 {
        hide_keys(&transaction)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
    Ok(transaction.commit()?)
}

/// Puts digests in the place of the keys of a database of form 1.
fn hide_keys(connection: &Connection) -> rusqlite::Result<()> {
    let mut select = connection.prepare("SELECT reference, key FROM submissions")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(String, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut update = connection.prepare("UPDATE submissions SET key = ?2 WHERE reference = ?1")?;
    for (reference, key) in rows {
        update.execute([reference, document::digest(&key)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
