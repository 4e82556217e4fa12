//! Receives a submission: believes nothing, computes everything again, keeps it once.
//!
//! document → key → policy by digest → known facts → figures → files → record with receipt

use crate::access::{self, Operator};
use crate::clock::Clock;
use crate::customers::{self, Caller, Customers};
use crate::evidence::Uploads;
use crate::policies::{Policies, Published};
use crate::problem::{Code, Problem};
use crate::store::{Channel, Kept, Put, Record, Secret, Store, StoreError, body_digest};
use amends_core::document;
use amends_core::document::submission::{ReceiptDocument, SubmissionDocument, VerdictDocument};
use amends_core::fault::Fault;
use amends_core::{submission, verification};
use chrono::NaiveDate;

/// Crockford's base 32: no I, L, O or U, so that a reference can be read out on the telephone.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a reference: 40 bits.
const REFERENCE_LENGTH: usize = 8;
/// Attempts at a reference nobody has; with a million cases one attempt in a million fails.
const ATTEMPTS: usize = 4;
/// Most days for which records are looked up; quotes are open for less.
const MOST_DAYS: usize = 62;

/// Everything the company's side needs to receive a complaint.
#[derive(Debug)]
pub struct Intake {
    /// Where submissions are kept.
    pub store: Store,
    /// What is promised.
    pub policies: Policies,
    /// What the portals know.
    pub customers: Customers,
    /// What day it is.
    pub clock: Clock,
    /// Who may act for the company over HTTP.
    pub operator: Operator,
    /// What holds uploads within bounds.
    pub uploads: Uploads,
}

/// A submission as it arrives.
#[derive(Debug, Clone)]
pub struct Arrived<'a> {
    /// The document.
    pub body: &'a [u8],
    /// The `Idempotency-Key` header, when there is one.
    pub key: Option<&'a str>,
    /// Who sends it, as far as the portal knows.
    pub caller: Caller,
    /// The way it came in.
    pub channel: Channel,
}

/// A submission that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// True when it was there before.
    pub again: bool,
    /// What the customer gets.
    pub receipt: ReceiptDocument,
}

impl Intake {
    /// Receives a submission.
    ///
    /// # Errors
    /// Why it is refused; nothing is stored then.
    pub fn receive(&self, arrived: &Arrived<'_>) -> Result<Accepted, Problem> {
        let submission: SubmissionDocument = read(arrived.body)?;
        if arrived.key.is_some_and(|key| key.trim_matches('"') != submission.key) {
            return Err(Code::KeysDisagree.into());
        }
        if let Some(kept) = self.store.by_key(&submission.key).map_err(unavailable)? {
            return again(kept, &body_digest(&submission), &submission.key);
        }
        let published = self.policies.by_digest(&submission.quote.policy.digest);
        let published = published.ok_or(Code::UnknownPolicy)?;
        let received = self.clock.today();
        let verdict = self.verify(published, &submission, &arrived.caller, received)?;
        let customer = arrived.caller.customer(&published.document().id).cloned();
        let _filing = self.store.filing();
        let waiting = self.arrived(&submission.complaint, submission.upload_key.as_deref(), &[])?;
        let kept = self.keep(published, &submission, &verdict, (arrived.channel, customer))?;
        // What the customer uploaded and took back.
        self.store.drop_unused(&waiting).map_err(unavailable)?;
        Ok(kept)
    }

    /// Computes everything the submission claims again; a difference refuses it.
    fn verify(
        &self,
        published: &Published,
        submission: &SubmissionDocument,
        caller: &Caller,
        received: NaiveDate,
    ) -> Result<VerdictDocument, Problem> {
        let verdict = verification::verify(&published.policy, submission, received)
            .map_err(|faults| Problem::with_faults(Code::ComplaintFaults, faults))?;
        let claimed = &submission.complaint.known;
        let (days, language) = (days_open(submission, received), &submission.quote.language);
        let held = self.customers.nearest(published, caller, claimed, &days, language);
        let mut differences = customers::differences(claimed, &held);
        differences.extend(verdict.differences.iter().cloned());
        if differences.is_empty() && verdict.same {
            Ok(verdict)
        } else {
            Err(Problem::with_differences(differences))
        }
    }

    /// Keeps a submission that was found to be right, under a reference nobody has yet.
    fn keep(
        &self,
        published: &Published,
        submission: &SubmissionDocument,
        verdict: &VerdictDocument,
        (channel, customer): (Channel, Option<String>),
    ) -> Result<Accepted, Problem> {
        // The case is quoted again by this very version, however long it is published here.
        self.store.keep_policy(published.policy.digest(), published.text()).map_err(unavailable)?;
        for _ in 0..ATTEMPTS {
            let received = self.clock.today();
            let receipt = submission::receipt(submission, &new_reference()?, received);
            let secret = Secret { salt: new_key()? };
            let record = Record::new(
                submission,
                channel,
                customer.clone(),
                verdict,
                receipt.clone(),
                secret.clone(),
            );
            let digest = record.body_digest.clone();
            match self.store.put(record).map_err(unavailable)? {
                Put::Stored => {
                    let receipt = told(receipt, &secret, &submission.key);
                    return Ok(Accepted { again: false, receipt });
                }
                Put::Known(kept) => return again(*kept, &digest, &submission.key),
                Put::ReferenceTaken => {}
            }
        }
        Err(Code::Unavailable.into())
    }

    /// The receipt of the submission a key names, with its secret: who has the key sent it.
    ///
    /// # Errors
    /// No submission has the key, or the store fails.
    pub fn receipt(&self, key: &str) -> Result<ReceiptDocument, Problem> {
        let kept = self.store.by_key(key).map_err(unavailable)?.ok_or(Code::NotFound)?;
        Ok(told(kept.receipt, &kept.secret, key))
    }
}

/// A receipt with the secret and the page on which the customer follows the case.
fn told(receipt: ReceiptDocument, secret: &Secret, key: &str) -> ReceiptDocument {
    let token = secret.token(key);
    let page = token.as_ref().map(|token| access::page(&receipt.reference, token));
    ReceiptDocument { token, page, ..receipt }
}

/// The days on which the portal may have handed its records to the form: from the day before the
/// quote's, because browsers and portal may differ by one, to the day it is received. Only records
/// that count days back differ between them.
fn days_open(submission: &SubmissionDocument, received: NaiveDate) -> Vec<NaiveDate> {
    let quoted: NaiveDate = submission.quote.today.parse().unwrap_or(received);
    let first = quoted.min(received).pred_opt().unwrap_or(received);
    first.iter_days().take_while(|day| *day <= received).take(MOST_DAYS).collect()
}

/// Reads a document of a body.
///
/// # Errors
/// Every fault of the document.
pub fn read<T: document::Read>(body: &[u8]) -> Result<T, Problem> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let fault = Fault::new("not-utf-8", "", "the body is not UTF-8 text").help(format!(
            "encode it as UTF-8; the first bad byte is byte {}",
            error.valid_up_to()
        ));
        Problem::with_faults(Code::DocumentFaults, vec![fault])
    })?;
    document::read(text).map_err(|faults| Problem::with_faults(Code::DocumentFaults, faults))
}

fn again(kept: Kept, digest: &str, key: &str) -> Result<Accepted, Problem> {
    if kept.body_digest == digest {
        Ok(Accepted { again: true, receipt: told(kept.receipt, &kept.secret, key) })
    } else {
        Err(Code::KeyReused.into())
    }
}

/// What the operator reads when the store fails; the sender learns only that nothing was stored.
pub fn unavailable(error: StoreError) -> Problem {
    eprintln!("the database could not do it: {error}");
    Code::Unavailable.into()
}

fn new_reference() -> Result<String, Problem> {
    let random = getrandom::u64().map_err(|error| {
        eprintln!("the system gave no random number: {error}");
        Problem::from(Code::Unavailable)
    })?;
    Ok(crockford(random))
}

/// A fresh idempotency key for a form that is drawn here.
///
/// # Errors
/// The system gives no random number.
pub fn new_key() -> Result<String, Problem> {
    Ok(format!("{}-{}-{}", new_reference()?, new_reference()?, new_reference()?))
}

/// Eight letters from the low 40 bits of a number.
fn crockford(random: u64) -> String {
    let letter = |place: usize| {
        let index = usize::try_from((random >> (place * 5)) & 31).unwrap_or_default();
        ALPHABET.get(index).copied().map_or('0', char::from)
    };
    (0..REFERENCE_LENGTH).map(letter).collect()
}

#[cfg(test)]
mod tests;
