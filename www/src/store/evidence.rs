//! Who may speak of which file: uploads under their key, and files of cases.

use amends_core::document;
use amends_core::document::complaint::EvidenceGivenDocument;
use rusqlite::{Connection, params};

/// A file that was uploaded, to be recorded.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The key it was uploaded under.
    pub key: String,
    /// What it is; without a name.
    pub file: EvidenceGivenDocument,
    /// The day, ISO 8601.
    pub came: String,
}

/// Records an upload; the same one again is as good as new.
pub fn put(connection: &Connection, upload: &Upload) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO uploads (key, kind, sha256, media_type, size, came)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let file = &upload.file;
    let key = document::digest(&upload.key);
    insert.execute(params![
        key,
        file.kind,
        file.sha256,
        file.media_type,
        file.size,
        upload.came
    ])?;
    Ok(())
}

/// What was uploaded under a key and waits for its complaint.
pub fn waiting(connection: &Connection, key: &str) -> rusqlite::Result<Vec<EvidenceGivenDocument>> {
    let mut select = connection.prepare_cached(
        "SELECT kind, media_type, size, sha256 FROM uploads WHERE key = ?1 ORDER BY kind, sha256",
    )?;
    let rows = select.query_map([document::digest(key)], |row| {
        let (kind, media_type) = (row.get(0)?, row.get(1)?);
        let (size, sha256) = (row.get(2)?, row.get(3)?);
        Ok(EvidenceGivenDocument { kind, name: String::new(), media_type, size, sha256 })
    })?;
    rows.collect()
}

/// Bytes of everything that waits.
pub fn waiting_bytes(connection: &Connection) -> rusqlite::Result<u64> {
    let mut select = connection.prepare_cached("SELECT coalesce(sum(size), 0) FROM uploads")?;
    select.query_row([], |row| row.get(0))
}

/// Takes one upload back.
pub fn take_back(connection: &Connection, key: &str, sha256: &str) -> rusqlite::Result<()> {
    let key = document::digest(key);
    connection.execute("DELETE FROM uploads WHERE key = ?1 AND sha256 = ?2", [&key, sha256])?;
    Ok(())
}

/// Makes uploads part of a case; what else waits under the key was taken back and is forgotten.
pub fn claim(
    connection: &Connection,
    reference: &str,
    key: Option<&str>,
    files: &[EvidenceGivenDocument],
) -> rusqlite::Result<()> {
    let mut insert = connection
        .prepare_cached("INSERT OR IGNORE INTO evidence (reference, sha256) VALUES (?1, ?2)")?;
    for file in files {
        insert.execute([reference, &file.sha256])?;
    }
    if let Some(key) = key {
        connection.execute("DELETE FROM uploads WHERE key = ?1", [document::digest(key)])?;
    }
    Ok(())
}

/// Forgets uploads that came before a day, and says which files they were.
pub fn expire(connection: &Connection, day: &str) -> rusqlite::Result<Vec<String>> {
    let mut delete = connection.prepare("DELETE FROM uploads WHERE came < ?1 RETURNING sha256")?;
    delete.query_map([day], |row| row.get(0))?.collect()
}

/// Whether anything speaks of a file.
pub fn is_used(connection: &Connection, sha256: &str) -> rusqlite::Result<bool> {
    let mut select = connection.prepare_cached(
        "SELECT 1 FROM uploads WHERE sha256 = ?1 UNION ALL SELECT 1 FROM evidence WHERE sha256 = ?1",
    )?;
    select.exists([sha256])
}

/// Forgets a case with everything in it, and says which files it had; none when there is no such case.
pub fn erase(connection: &Connection, reference: &str) -> rusqlite::Result<Option<Vec<String>>> {
    let mut delete =
        connection.prepare("DELETE FROM evidence WHERE reference = ?1 RETURNING sha256")?;
    let files = delete.query_map([reference], |row| row.get(0))?;
    let files: Vec<String> = files.collect::<rusqlite::Result<_>>()?;
    for table in ["quotes", "events", "commitments"] {
        connection.execute(&format!("DELETE FROM {table} WHERE reference = ?1"), [reference])?;
    }
    let gone = connection.execute("DELETE FROM submissions WHERE reference = ?1", [reference])?;
    Ok((gone > 0).then_some(files))
}
