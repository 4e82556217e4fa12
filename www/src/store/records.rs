//! What is kept and how it is written and read.

use super::evidence;
use amends_core::document;
use amends_core::document::complaint::EvidenceGivenDocument;
use amends_core::document::quote::{PolicyName, RangeDocument};
use amends_core::document::submission::{ReceiptDocument, SubmissionDocument, VerdictDocument};
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

/// Letters of a secret: 128 bits.
const SECRET_LENGTH: usize = 32;

/// What the secret of a case is computed from: nobody has it who lacks either the customer's key or this
/// service's salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Random, kept.
    pub salt: String,
}

impl Secret {
    /// The secret for the customer; none for cases from before there were any.
    pub fn token(&self, key: &str) -> Option<String> {
        let whole = document::digest(&["amends follow-up", &self.salt, key].join("\n"));
        whole.get(..SECRET_LENGTH).filter(|_| !self.salt.is_empty()).map(str::to_owned)
    }
}

/// One submission as it is stored.
#[derive(Debug, Clone)]
pub struct Record {
    /// Digest of the idempotency key.
    pub key: String,
    /// What the customer's secret is computed from.
    pub secret: Secret,
    /// Digest of the customer's secret.
    pub token: String,
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
    /// Its files.
    pub evidence: Vec<EvidenceGivenDocument>,
    /// The key they were uploaded under.
    pub upload_key: Option<String>,
}

impl Record {
    /// Prepares a record of a submission that was found to be right.
    pub fn new(
        submission: &SubmissionDocument,
        channel: Channel,
        customer: Option<String>,
        verdict: &VerdictDocument,
        receipt: ReceiptDocument,
        secret: Secret,
    ) -> Self {
        let quote = &submission.quote;
        let mut offers = quote.split.iter().chain(&quote.options);
        let chosen = offers.find(|offer| Some(&offer.id) == receipt.option.as_ref());
        Self {
            key: document::digest(&submission.key),
            token: document::digest(&secret.token(&submission.key).unwrap_or_default()),
            secret,
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
            evidence: submission.complaint.evidence.clone(),
            upload_key: submission.upload_key.clone(),
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
    Known(Box<Kept>),
    /// Another record has its reference; nothing was stored, ask again with another one.
    ReferenceTaken,
}

/// What a retry needs to know about a stored submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Digest of the body it came with.
    pub body_digest: String,
    /// The receipt it got, without its secret.
    pub receipt: ReceiptDocument,
    /// What the secret is computed from.
    pub secret: Secret,
}

/// Stores a record with its commitments.
pub fn put(connection: &Connection, record: &Record) -> rusqlite::Result<Put> {
    if let Some(kept) = by_digest(connection, &record.key)? {
        return Ok(Put::Known(Box::new(kept)));
    }
    let reference = &record.receipt.reference;
    let mut taken = connection.prepare_cached("SELECT 1 FROM submissions WHERE reference = ?1")?;
    if taken.exists([reference])? {
        return Ok(Put::ReferenceTaken);
    }
    insert_submission(connection, record)?;
    insert_commitments(connection, &record.receipt)?;
    evidence::claim(connection, reference, record.upload_key.as_deref(), &record.evidence)?;
    Ok(Put::Stored)
}

fn insert_submission(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO submissions (reference, key, body_digest, channel, received, customer,
             policy_id, policy_version, policy_digest, problem, language, option, currency,
             owed_low, owed_high, total_low, total_high, complaint, quote, receipt, verdict, salt, token)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
             ?19, ?20, ?21, ?22, ?23)",
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
        record.secret.salt,
        record.token,
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
    by_digest(connection, &document::digest(key))
}

fn by_digest(connection: &Connection, digest: &str) -> rusqlite::Result<Option<Kept>> {
    let mut select = connection
        .prepare_cached("SELECT body_digest, receipt, salt FROM submissions WHERE key = ?1")?;
    let kept = select.query_row([digest], |row| {
        let secret = Secret { salt: row.get(2)? };
        Ok(Kept { body_digest: row.get(0)?, receipt: stored(row, 1)?, secret })
    });
    kept.optional()
}

/// Reads a stored document back; one that cannot be read is a damaged database.
pub fn stored<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into())
    })
}
