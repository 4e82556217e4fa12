//! Verification: the same quote, computed again from the policy, compared value by value with what a
//! form claims. Nothing a browser says about money or dates is believed.

use crate::date;
use crate::document::complaint::ChoiceMadeDocument;
use crate::document::differences;
use crate::document::submission::{SubmissionDocument, VerdictDocument};
use crate::fault::Fault;
use crate::policy::Policy;
use crate::quote::quote;
use crate::submission::{is_key, unanswered};
use chrono::NaiveDate;

/// Compares a submission with what its policy gives.
///
/// The quote is computed for the day the customer saw it, which must lie between the day before
/// `received` is out of its open period and `received` (one day of grace for time zones ahead).
///
/// # Errors
/// Faults that make the submission unusable: a bad key, another policy, a quote that is no longer or
/// not yet open, required answers missing, no choice, or faults of the complaint itself.
pub fn verify(
    policy: &Policy,
    submission: &SubmissionDocument,
    received: NaiveDate,
) -> Result<VerdictDocument, Vec<Fault>> {
    let mut faults = usable(policy, submission);
    let day = open_day(submission, received).map_err(|fault| vec![fault])?;
    faults.extend(under("/complaint", unanswered(policy, &submission.complaint, day)));
    let computed = quote(policy, &submission.complaint, day);
    let computed = computed.map_err(|found| {
        faults.extend(under("/complaint", found));
        std::mem::take(&mut faults)
    })?;
    if !faults.is_empty() {
        return Err(faults);
    }
    let differences = differences(&submission.quote, &computed);
    Ok(VerdictDocument { same: differences.is_empty(), differences })
}

fn usable(policy: &Policy, submission: &SubmissionDocument) -> Vec<Fault> {
    let mut faults = Vec::new();
    if !is_key(&submission.key) {
        let message = "the idempotency key is not 16 to 64 letters, digits and hyphens";
        faults.push(Fault::new("not-a-key", "/key", message).help("use a random UUID"));
    }
    let files = !submission.complaint.evidence.is_empty();
    if submission.upload_key.as_ref().map_or(files, |key| !is_key(key)) {
        let message = "there is no key of 16 to 64 letters, digits and hyphens for the files";
        let fault = Fault::new("not-a-key", "/upload_key", message);
        faults.push(fault.help("send the key under which they were uploaded"));
    }
    if submission.quote.policy.digest != policy.digest() {
        let message = "the quote names another policy than the one it is verified with";
        let help = "look the policy up by the digest the quote names";
        faults.push(Fault::new("other-policy", "/quote/policy/digest", message).help(help));
    }
    if submission.complaint.choice.is_none() {
        let message = "no option is chosen";
        let help = "choose an option of the quote, or `something_else`";
        faults.push(Fault::new("missing-choice", "/complaint/choice", message).help(help));
    }
    faults.extend(uninformed(policy, submission));
    // Who asks for zh-CN is served in zh-Hans.
    let served = submission.complaint.language.as_deref().map(|tag| policy.language_for(tag));
    if served.is_some_and(|served| served != submission.quote.language) {
        let message = "the quote is in another language than the complaint";
        faults.push(Fault::new("other-language", "/quote/language", message));
    }
    faults
}

/// An option that takes the place of money owed is taken knowingly, or not at all.
fn uninformed(policy: &Policy, submission: &SubmissionDocument) -> Option<Fault> {
    let choice = submission.complaint.choice.as_ref()?;
    if matches!(choice, ChoiceMadeDocument::InsteadOfMoney(_)) {
        return None;
    }
    let gives_up = |id: &str| {
        let options = policy.document().options.iter();
        options.filter(|option| option.id == id).any(|option| !option.in_place_of.is_empty())
    };
    choice.options().into_iter().any(gives_up).then(|| {
        let message = "this option takes the place of money that is owed";
        let help = "show what is given up, and send the choice as `instead_of_money`";
        Fault::new("uninformed-choice", "/complaint/choice", message).help(help)
    })
}

/// The day the quote was computed for, when it is still open.
fn open_day(submission: &SubmissionDocument, received: NaiveDate) -> Result<NaiveDate, Fault> {
    let fault = |code, at: &str, message| {
        Err(Fault::new(code, at, message).help("ask for a new quote and show it to the customer"))
    };
    let Some(day) = date::read(&submission.quote.today) else {
        return fault("not-a-date", "/quote/today", "this is not a date");
    };
    let Some(until) = date::read(&submission.quote.open_until) else {
        return fault("not-a-date", "/quote/open_until", "this is not a date");
    };
    if date::plus_days(received, 1).is_some_and(|latest| day > latest) {
        return fault("in-future", "/quote/today", "the quote is for a day that has not come");
    }
    if received > until {
        return fault("quote-expired", "/quote/open_until", "the quote is no longer open");
    }
    Ok(day)
}

fn under(part: &str, faults: Vec<Fault>) -> Vec<Fault> {
    let moved = faults.into_iter().map(|fault| Fault { at: [part, &fault.at].concat(), ..fault });
    moved.collect()
}
