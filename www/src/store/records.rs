//! What is kept and how it is written and read.

use amends_core::document;
use amends_core::document::quote::{PolicyName, RangeDocument};
use amends_core::document::submission::{
    FollowUpEvent, FollowUpEventDocument, ReceiptDocument, SubmissionDocument, VerdictDocument,
};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

/// The way a submission came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// The custom element.
    Element,
    /// The plain form, without script.
    Plain,
}

impl Channel {
    fn name(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Plain => "plain",
        }
    }
}

/// One submission as it is stored.
#[derive(Debug, Clone)]
pub struct Record {
    /// Idempotency key.
    pub key: String,
    /// Digest of the body in canonical form.
    pub body_digest: String,
    /// The way it came in.
    pub channel: Channel,
    /// Customer id of the portal, when it knows one.
    pub customer: Option<String>,
    /// The policy it was made with.
    pub policy: PolicyName,
    /// Problem id.
    pub problem: String,
    /// BCP 47 tag.
    pub language: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Money owed by law or contract.
    pub owed: RangeDocument,
    /// Money of the chosen option; what is owed when something else was asked for.
    pub total: RangeDocument,
    /// The complaint, canonical JSON.
    pub complaint: String,
    /// The quote, canonical JSON.
    pub quote: String,
    /// The verdict, canonical JSON.
    pub verdict: String,
    /// The receipt the customer gets.
    pub receipt: ReceiptDocument,
}

impl Record {
    /// Prepares a record of a submission that was found to be right.
    pub fn new(
        submission: &SubmissionDocument,
        channel: Channel,
        customer: Option<String>,
        verdict: &VerdictDocument,
        receipt: ReceiptDocument,
    ) -> Self {
        let quote = &submission.quote;
        let chosen = quote.options.iter().find(|offer| Some(&offer.id) == receipt.option.as_ref());
        Self {
            key: submission.key.clone(),
            body_digest: body_digest(submission),
            channel,
            customer,
            policy: quote.policy.clone(),
            problem: submission.complaint.problem.clone(),
            language: quote.language.clone(),
            currency: quote.currency.clone(),
            owed: quote.owed.clone(),
            total: chosen.map_or_else(|| quote.owed.clone(), |offer| offer.total.clone()),
            complaint: document::write(&submission.complaint),
            quote: document::write(quote),
            verdict: document::write(verdict),
            receipt,
        }
    }
}

/// Digest of a submission in canonical form: equal for equal content, however it was spelled.
pub fn body_digest(submission: &SubmissionDocument) -> String {
    document::digest(&document::write(submission))
}

/// What storing a record came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// It is stored.
    Stored,
    /// Its key names an earlier record; nothing was stored.
    Known(Kept),
    /// Another record has its reference; nothing was stored, ask again with another one.
    ReferenceTaken,
}

/// What a retry needs to know about a stored submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Digest of the body it came with.
    pub body_digest: String,
    /// The receipt it got.
    pub receipt: ReceiptDocument,
}

/// A case: its receipt and what happened since.
#[derive(Debug, Clone)]
pub struct Case {
    /// The receipt.
    pub receipt: ReceiptDocument,
    /// In the order they were reported.
    pub events: Vec<FollowUpEventDocument>,
}

/// Stores a record with its commitments.
pub fn put(connection: &Connection, record: &Record) -> rusqlite::Result<Put> {
    if let Some(kept) = by_key(connection, &record.key)? {
        return Ok(Put::Known(kept));
    }
    let reference = &record.receipt.reference;
    let mut taken = connection.prepare_cached("SELECT 1 FROM submissions WHERE reference = ?1")?;
    if taken.exists([reference])? {
        return Ok(Put::ReferenceTaken);
    }
    insert_submission(connection, record)?;
    insert_commitments(connection, &record.receipt)?;
    Ok(Put::Stored)
}

fn insert_submission(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO submissions (reference, key, body_digest, channel, received, customer,
             policy_id, policy_version, policy_digest, problem, language, option, currency,
             owed_low, owed_high, total_low, total_high, complaint, quote, receipt, verdict)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
             ?19, ?20, ?21)",
    )?;
    insert.execute(params![
        record.receipt.reference,
        record.key,
        record.body_digest,
        record.channel.name(),
        record.receipt.received,
        record.customer,
        record.policy.id,
        record.policy.version,
        record.policy.digest,
        record.problem,
        record.language,
        record.receipt.option,
        record.currency,
        record.owed.low,
        record.owed.high,
        record.total.low,
        record.total.high,
        record.complaint,
        record.quote,
        document::write(&record.receipt),
        record.verdict,
    ])?;
    Ok(())
}

fn insert_commitments(connection: &Connection, receipt: &ReceiptDocument) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO commitments (reference, position, id, remedy, what, title, owner, due)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (position, made) in receipt.commitments.iter().enumerate() {
        insert.execute(params![
            receipt.reference,
            position,
            made.id,
            made.remedy,
            document::word(&made.what),
            made.title,
            made.by.title,
            made.due,
        ])?;
    }
    Ok(())
}

/// The record a key names.
pub fn by_key(connection: &Connection, key: &str) -> rusqlite::Result<Option<Kept>> {
    let mut select =
        connection.prepare_cached("SELECT body_digest, receipt FROM submissions WHERE key = ?1")?;
    select
        .query_row([key], |row| Ok(Kept { body_digest: row.get(0)?, receipt: stored(row, 1)? }))
        .optional()
}

/// The case a reference names.
pub fn case(connection: &Connection, reference: &str) -> rusqlite::Result<Option<Case>> {
    let mut select =
        connection.prepare_cached("SELECT receipt FROM submissions WHERE reference = ?1")?;
    let receipt = select.query_row([reference], |row| stored(row, 0)).optional()?;
    let Some(receipt) = receipt else { return Ok(None) };
    let mut select = connection
        .prepare_cached("SELECT event FROM events WHERE reference = ?1 ORDER BY position")?;
    let events = select.query_map([reference], |row| stored(row, 0))?;
    Ok(Some(Case { receipt, events: events.collect::<rusqlite::Result<_>>()? }))
}

/// Adds what happened to a case; a promise that was kept is marked in the same transaction.
pub fn add_event(
    connection: &Connection,
    reference: &str,
    event: &FollowUpEventDocument,
) -> rusqlite::Result<bool> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO events (reference, position, happened, what, commitment, event)
         SELECT reference, (SELECT count(*) FROM events WHERE reference = ?1), ?2, ?3, ?4, ?5
         FROM submissions WHERE reference = ?1",
    )?;
    let commitment = event.commitment.as_deref();
    let added = insert.execute(params![
        reference,
        event.on,
        document::word(&event.what),
        commitment,
        document::write(event)
    ])?;
    if event.what == FollowUpEvent::CommitmentDone {
        mark_done(connection, reference, commitment, &event.on)?;
    }
    Ok(added == 1)
}

fn mark_done(
    connection: &Connection,
    reference: &str,
    commitment: Option<&str>,
    on: &str,
) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE commitments SET state = 'done', done = ?3
         WHERE reference = ?1 AND id = ?2 AND state = 'open'",
    )?;
    update.execute(params![reference, commitment, on])?;
    Ok(())
}

/// Reads a stored document back; one that cannot be read is a damaged database.
fn stored<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
    })
}
