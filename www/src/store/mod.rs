//! Where submissions are kept: one SQLite file, written by one thread, read by many.
//!
//! A record is stored whole or not at all, and is on the disk when the answer says so.

mod cases;
mod evidence;
mod files;
mod records;
mod writer;

pub use cases::{Change, Changed, Renewed, Stored};
pub use evidence::Upload;
pub use files::{Incoming, Received};
pub use records::{Channel, Kept, Put, Record, Secret, body_digest};

use amends_core::document;
use amends_core::document::complaint::EvidenceGivenDocument;
use files::Files;
use rusqlite::Connection;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::MutexGuard;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use writer::Writer;

/// Each entry brings a database from its number (`user_version`) to the next.
const MIGRATIONS: [&str; 3] = [
    include_str!("../../migrations/0001_submissions.sql"),
    include_str!("../../migrations/0002_follow_up.sql"),
    include_str!("../../migrations/0003_evidence.sql"),
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

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

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
    files: Files,
    /// Held while rows and files must agree.
    filing: Mutex<()>,
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
        let (files, filing) = (Files::beside(path), Mutex::default());
        Ok(Self { path: path.to_owned(), writer, readers: Mutex::default(), files, filing })
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

    /// Begins a file that comes in.
    ///
    /// # Errors
    /// The disk's own.
    pub fn begin_file(&self) -> Result<Incoming, StoreError> {
        Ok(self.files.begin()?)
    }

    /// Keeps a file that came in whole, and records under which key.
    ///
    /// # Errors
    /// The disk's or the database's own.
    pub fn keep_file(&self, received: Received, upload: Upload) -> Result<(), StoreError> {
        let _filing = self.filing();
        self.files.keep(received)?;
        self.writer.write(move |connection| evidence::put(connection, &upload))
    }

    /// What was uploaded under a key and waits for its complaint.
    ///
    /// # Errors
    /// The database's own.
    pub fn uploads(&self, key: &str) -> Result<Vec<EvidenceGivenDocument>, StoreError> {
        self.read(|connection| evidence::waiting(connection, key))
    }

    /// Bytes of all uploads that wait.
    ///
    /// # Errors
    /// The database's own.
    pub fn waiting_bytes(&self) -> Result<u64, StoreError> {
        self.read(evidence::waiting_bytes)
    }

    /// Takes an upload back; its bytes go unless somebody else speaks of them.
    ///
    /// # Errors
    /// The database's own.
    pub fn take_back(&self, key: &str, sha256: &str) -> Result<(), StoreError> {
        let _filing = self.filing();
        let (key, file) = (key.to_owned(), sha256.to_owned());
        self.writer.write(move |connection| evidence::take_back(connection, &key, &file))?;
        self.drop_unused(&[sha256.to_owned()])
    }

    /// Makes uploads part of a case; what else waits under their key is forgotten.
    ///
    /// # Errors
    /// The database's own.
    pub fn claim(
        &self,
        reference: &str,
        key: Option<String>,
        files: Vec<EvidenceGivenDocument>,
    ) -> Result<(), StoreError> {
        let reference = reference.to_owned();
        self.writer.write(move |connection| {
            evidence::claim(connection, &reference, key.as_deref(), &files)
        })
    }

    /// Forgets uploads that came before a day (ISO 8601), with their bytes.
    ///
    /// # Errors
    /// The database's own.
    pub fn expire_uploads(&self, day: String) -> Result<(), StoreError> {
        let _filing = self.filing();
        let gone = self.writer.write(move |connection| evidence::expire(connection, &day))?;
        self.drop_unused(&gone)
    }

    /// Opens a file of a case to be read.
    ///
    /// # Errors
    /// The disk's own.
    pub fn open_file(&self, sha256: &str) -> Result<File, StoreError> {
        Ok(self.files.open(sha256)?)
    }

    /// Forgets a case with everything in it, its files included; false when there is none.
    ///
    /// # Errors
    /// The database's own.
    pub fn erase(&self, reference: &str) -> Result<bool, StoreError> {
        let _filing = self.filing();
        let reference = reference.to_owned();
        let files = self.writer.write(move |connection| evidence::erase(connection, &reference))?;
        let found = files.is_some();
        self.drop_unused(&files.unwrap_or_default())?;
        Ok(found)
    }

    /// Until it is dropped no file goes that a row is about to speak of.
    pub fn filing(&self) -> MutexGuard<'_, ()> {
        self.filing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Removes the bytes of files nobody speaks of any more.
    ///
    /// # Errors
    /// The database's own.
    pub fn drop_unused(&self, files: &[String]) -> Result<(), StoreError> {
        for sha256 in files {
            if !self.read(|connection| evidence::is_used(connection, sha256))? {
                self.files.remove(sha256);
            }
        }
        Ok(())
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
