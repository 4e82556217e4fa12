//! Cases: what happened to them, what they were quoted again as, the policies they began with.

use super::records::stored;
use amends_core::document;
use amends_core::document::follow_up::{
    CaseDocument, FollowUpEvent, FollowUpEventDocument, PromiseDocument,
};
use amends_core::follow_up;
use rusqlite::{Connection, OptionalExtension, params};

/// A case as it is stored.
#[derive(Debug, Clone)]
pub struct Stored {
    /// As it stands.
    pub case: CaseDocument,
    /// Digest of the customer's secret.
    pub token: String,
    /// Digest of the policy it began with.
    pub policy: String,
    /// How often it was quoted again.
    pub renewals: usize,
}

/// Something that happened, to be recorded.
#[derive(Debug, Clone)]
pub struct Change {
    /// Reference of the case.
    pub reference: String,
    /// Events and renewals the case had when it was read.
    pub seen: (usize, usize),
    /// What happened.
    pub event: FollowUpEventDocument,
    /// What the case is quoted again as.
    pub renewed: Option<Renewed>,
}

/// What a case is quoted again as.
#[derive(Debug, Clone)]
pub struct Renewed {
    /// The case with its new complaint, quote and promises.
    pub case: CaseDocument,
    /// Key and body digest, where a program sent it.
    pub sent: Option<(String, String)>,
}

/// What recording came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    /// It is recorded.
    Recorded,
    /// The case is another by now; nothing was stored, read it again.
    Stale,
}

/// The case a reference names.
pub fn case(connection: &Connection, reference: &str) -> rusqlite::Result<Option<Stored>> {
    let mut select = connection.prepare_cached(
        "SELECT receipt, complaint, quote, token, policy_digest FROM submissions WHERE reference = ?1",
    )?;
    let found = select.query_row([reference], |row| {
        let case = follow_up::begin(&stored(row, 0)?, stored(row, 1)?, stored(row, 2)?);
        Ok(Stored { case, token: row.get(3)?, policy: row.get(4)?, renewals: 0 })
    });
    let Some(mut found) = found.optional()? else { return Ok(None) };
    let mut select = connection
        .prepare_cached("SELECT event FROM events WHERE reference = ?1 ORDER BY position")?;
    let events = select.query_map([reference], |row| stored(row, 0))?;
    found.case.events = events.collect::<rusqlite::Result<_>>()?;
    renewed(connection, &mut found)?;
    Ok(Some(found))
}

/// Puts the last renewal in the place of the first quote.
fn renewed(connection: &Connection, found: &mut Stored) -> rusqlite::Result<()> {
    let mut select = connection.prepare_cached(
        "SELECT complaint, quote, promises, position FROM quotes WHERE reference = ?1
         ORDER BY position DESC LIMIT 1",
    )?;
    let case = &mut found.case;
    let reference = case.reference.clone();
    let last = select.query_row([reference], |row| {
        case.complaint = stored(row, 0)?;
        case.quote = stored(row, 1)?;
        case.promises = stored::<Vec<PromiseDocument>>(row, 2)?;
        row.get::<_, usize>(3)
    });
    found.renewals = last.optional()?.map_or(0, |position| position.saturating_add(1));
    Ok(())
}

/// The references of all cases.
pub fn references(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut select = connection.prepare("SELECT reference FROM submissions ORDER BY rowid")?;
    select.query_map([], |row| row.get(0))?.collect()
}

/// Records what happened; a promise that was kept is marked in the same transaction.
pub fn change(connection: &Connection, change: &Change) -> rusqlite::Result<Changed> {
    let (reference, event) = (&change.reference, &change.event);
    let count = |table: &str| -> rusqlite::Result<usize> {
        let count = format!("SELECT count(*) FROM {table} WHERE reference = ?1");
        connection.prepare_cached(&count)?.query_row([reference], |row| row.get(0))
    };
    if (count("events")?, count("quotes")?) != change.seen {
        return Ok(Changed::Stale);
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO events (reference, position, happened, what, commitment, event)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    insert.execute(params![
        reference,
        change.seen.0,
        event.on,
        document::word(&event.what),
        event.commitment,
        document::write(event)
    ])?;
    if event.what == FollowUpEvent::CommitmentDone {
        mark_done(connection, reference, event)?;
    }
    if let Some(renewed) = &change.renewed {
        renew(connection, change, renewed)?;
    }
    Ok(Changed::Recorded)
}

fn mark_done(
    connection: &Connection,
    reference: &str,
    event: &FollowUpEventDocument,
) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE commitments SET state = 'done', done = ?4
         WHERE reference = ?1 AND id = ?2 AND (?3 IS NULL OR remedy = ?3) AND state = 'open'",
    )?;
    update.execute(params![reference, event.commitment, event.remedy, event.on])?;
    Ok(())
}

/// Keeps the quote made again, and puts its promises in the place of those before.
fn renew(connection: &Connection, change: &Change, renewed: &Renewed) -> rusqlite::Result<()> {
    let Renewed { case, sent } = renewed;
    let mut insert = connection.prepare_cached(
        "INSERT INTO quotes (reference, position, made, why, key, body_digest, complaint, quote, promises)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    insert.execute(params![
        change.reference,
        change.seen.1,
        change.event.on,
        document::word(&change.event.what),
        sent.as_ref().map(|(key, _)| document::digest(key)),
        sent.as_ref().map(|(_, digest)| digest),
        document::write(&case.complaint),
        document::write(&case.quote),
        document::write(&case.promises),
    ])?;
    replace_promises(connection, &change.reference, &case.promises)
}

fn replace_promises(
    connection: &Connection,
    reference: &str,
    promises: &[PromiseDocument],
) -> rusqlite::Result<()> {
    let mut kept = connection.prepare_cached(
        "SELECT done FROM commitments
         WHERE reference = ?1 AND id = ?2 AND remedy IS ?3 AND due = ?4 AND state = 'done'",
    )?;
    let mut rows = Vec::with_capacity(promises.len());
    for PromiseDocument { made, .. } in promises {
        let known = params![reference, made.id, made.remedy, made.due];
        let done: Option<String> = kept.query_row(known, |row| row.get(0)).optional()?;
        rows.push((made, done));
    }
    connection.execute("DELETE FROM commitments WHERE reference = ?1", [reference])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO commitments (reference, position, id, remedy, what, title, owner, due, state, done)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (position, (made, done)) in rows.into_iter().enumerate() {
        let what = document::word(&made.what);
        let state = if done.is_some() { "done" } else { "open" };
        insert.execute(params![
            reference,
            position,
            made.id,
            made.remedy,
            what,
            made.title,
            made.by.title,
            made.due,
            state,
            done
        ])?;
    }
    Ok(())
}

/// Case and body digest of the renewal a key names.
pub fn renewed_by_key(
    connection: &Connection,
    key: &str,
) -> rusqlite::Result<Option<(String, String)>> {
    let mut select =
        connection.prepare_cached("SELECT reference, body_digest FROM quotes WHERE key = ?1")?;
    select.query_row([document::digest(key)], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Keeps a policy, once.
pub fn keep_policy(connection: &Connection, digest: &str, document: &str) -> rusqlite::Result<()> {
    let insert = "INSERT OR IGNORE INTO policies (digest, document) VALUES (?1, ?2)";
    connection.prepare_cached(insert)?.execute([digest, document])?;
    Ok(())
}

/// The text of a policy that was kept.
pub fn policy(connection: &Connection, digest: &str) -> rusqlite::Result<Option<String>> {
    let mut select =
        connection.prepare_cached("SELECT document FROM policies WHERE digest = ?1")?;
    select.query_row([digest], |row| row.get(0)).optional()
}
