//! What happens to a case after it was received: its status on a day, events, quotes made again.
//!
//! Read the case → who asks → does it fit → quoted again where it must be → recorded, unless somebody was
//! quicker; then once more from the start.

use crate::access::{Shown, Who};
use crate::intake::{self, Intake, unavailable};
use crate::problem::{Code, Problem};
use crate::store::{Change, Changed, Renewed, Stored, body_digest};
use amends_core::document;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::follow_up::{
    CaseDocument, FollowUpEvent, FollowUpEventDocument, StatusDocument,
};
use amends_core::document::submission::{DifferenceFound, ReceiptDocument, SubmissionDocument};
use amends_core::fault::Fault;
use amends_core::follow_up::{self, Happened, Why, add_facts, again, is_by_company};
use amends_core::policy::Policy;
use amends_core::submission::is_key;
use std::borrow::Cow;

/// Attempts at a case that others change at the same time.
const ATTEMPTS: usize = 4;

/// A case that somebody was let into.
#[derive(Debug)]
pub struct Opened<'a> {
    /// As it is stored.
    pub stored: Stored,
    /// The policy it began with.
    pub policy: Cow<'a, Policy>,
    /// Who was let in.
    pub who: Who,
}

/// What a customer adds to a case.
#[derive(Debug, Clone)]
pub struct Added {
    /// The whole complaint with the new answers.
    pub complaint: ComplaintDocument,
    /// Key and body digest, where a program sent it.
    pub sent: Option<(String, String)>,
    /// Words with it.
    pub words: String,
    /// The key new files were uploaded under.
    pub upload_key: Option<String>,
}

impl Opened<'_> {
    /// How it stands on the service's day.
    pub fn status(&self, intake: &Intake) -> StatusDocument {
        follow_up::status(&self.policy, &self.stored.case, intake.clock.today())
    }

    /// The receipt as it stands, without its secret.
    pub fn receipt(&self) -> ReceiptDocument {
        let case = &self.stored.case;
        let choice = case.complaint.choice.as_ref();
        let option = choice.and_then(ChoiceMadeDocument::option).map(str::to_owned);
        ReceiptDocument {
            reference: case.reference.clone(),
            received: case.received.clone(),
            policy: self.stored.policy.clone(),
            option,
            commitments: case.promises.iter().map(|promise| promise.made.clone()).collect(),
            token: None,
            page: None,
        }
    }
}

impl Intake {
    /// Opens a case to somebody who shows a secret.
    ///
    /// # Errors
    /// No secret; no such case, or a secret that is not its own; or the store fails.
    pub fn open(&self, reference: &str, shown: &Shown) -> Result<Opened<'_>, Problem> {
        let stored = self.store.case(&reference.to_ascii_uppercase()).map_err(unavailable)?;
        // Nobody learns which references there are: an unknown one takes the same way.
        let token = stored.as_ref().map(|stored| stored.token.clone()).unwrap_or_default();
        let who = shown.who(&self.operator, &token)?;
        self.opened(stored.ok_or(Code::NotFound)?, who)
    }

    /// Opens a case to the company, from its own machine.
    ///
    /// # Errors
    /// No such case, or the store fails.
    pub fn open_here(&self, reference: &str) -> Result<Opened<'_>, Problem> {
        let stored = self.store.case(&reference.to_ascii_uppercase()).map_err(unavailable)?;
        self.opened(stored.ok_or(Code::NotFound)?, Who::Company)
    }

    fn opened(&self, stored: Stored, who: Who) -> Result<Opened<'_>, Problem> {
        let policy = self.policy_of(&stored.policy)?;
        Ok(Opened { stored, policy, who })
    }

    /// A policy by digest: published here, or kept when the case began.
    fn policy_of(&self, digest: &str) -> Result<Cow<'_, Policy>, Problem> {
        if let Some(published) = self.policies.by_digest(digest) {
            return Ok(Cow::Borrowed(&published.policy));
        }
        let text = self.store.policy(digest).map_err(unavailable)?.ok_or(Code::UnknownPolicy)?;
        Policy::read(&text).map(Cow::Owned).map_err(|faults| {
            eprintln!("the policy {digest} that was kept can no longer be read: {faults:?}");
            Code::UnknownPolicy.into()
        })
    }

    /// Records what a body says has happened to a case; what it was, and how the case stands then.
    ///
    /// # Errors
    /// Everything [`Intake::happen`] refuses, and faults of the document.
    pub fn report(
        &self,
        reference: &str,
        shown: &Shown,
        body: &[u8],
    ) -> Result<(FollowUpEvent, StatusDocument), Problem> {
        // Who is not let in learns nothing about the document.
        self.open(reference, shown)?;
        let event: FollowUpEventDocument = intake::read(body)?;
        Ok((event.what, self.happen(&event, || self.open(reference, shown))?))
    }

    /// Records what has happened to a case, and says how it stands then. The same event twice is recorded
    /// once.
    ///
    /// # Errors
    /// The case does not open; an event that is not theirs to report, or that cannot have happened; or the
    /// store fails. Nothing is stored then.
    pub fn happen<'a>(
        &'a self,
        event: &FollowUpEventDocument,
        open: impl Fn() -> Result<Opened<'a>, Problem>,
    ) -> Result<StatusDocument, Problem> {
        for _ in 0..ATTEMPTS {
            let opened = open()?;
            allowed(event, opened.who)?;
            let case = &opened.stored.case;
            if is_repeated(case, event) {
                return Ok(opened.status(self));
            }
            let today = self.clock.today();
            let happened = follow_up::happen(&opened.policy, case, event, today);
            let happened = happened.map_err(|faults| refused(Code::EventFaults, faults))?;
            if self.record(&opened.stored, &happened, None)? == Changed::Recorded {
                return Ok(open()?.status(self));
            }
        }
        Err(Code::Busy.into())
    }

    fn record(
        &self,
        stored: &Stored,
        happened: &Happened,
        sent: Option<(String, String)>,
    ) -> Result<Changed, Problem> {
        let reference = stored.case.reference.clone();
        let seen = (stored.case.events.len(), stored.renewals);
        let Some(event) = happened.case.events.last().cloned() else {
            return Err(Code::Unavailable.into());
        };
        let renewed = happened.renewed.then(|| Renewed { case: happened.case.clone(), sent });
        self.store.change(Change { reference, seen, event, renewed }).map_err(unavailable)
    }

    /// Adds facts a program sent: the whole complaint with the quote the customer saw. True beside the
    /// status when it was there before.
    ///
    /// # Errors
    /// Everything [`Intake::add`] refuses; a key that was used for another body; figures that are not
    /// what the policy gives.
    pub fn add_sent(
        &self,
        reference: &str,
        shown: &Shown,
        body: &[u8],
    ) -> Result<(bool, StatusDocument), Problem> {
        let opened = self.open(reference, shown)?;
        let sent: SubmissionDocument = intake::read(body)?;
        if !is_key(&sent.key) {
            let fault = Fault::new("not-a-key", "/key", "this is not a key");
            let help = "use 16 to 64 letters, digits and hyphens, such as a random UUID";
            return Err(Problem::with_faults(Code::ComplaintFaults, vec![fault.help(help)]));
        }
        let digest = body_digest(&sent);
        if let Some((case, body)) = self.store.renewed_by_key(&sent.key).map_err(unavailable)? {
            let same = case == opened.stored.case.reference && body == digest;
            return if same {
                Ok((true, opened.status(self)))
            } else {
                Err(Code::KeyReused.into())
            };
        }
        if sent.quote.policy.digest != opened.stored.policy {
            return Err(Code::UnknownPolicy.into());
        }
        let added = Added {
            complaint: sent.complaint,
            sent: Some((sent.key, digest)),
            words: String::new(),
            upload_key: sent.upload_key,
        };
        let quote = sent.quote;
        let check = |case: &CaseDocument| {
            let differences = document::differences(&quote, &case.quote);
            if differences.is_empty() {
                Ok(())
            } else {
                Err(Problem::with_differences(differences))
            }
        };
        Ok((false, self.add(&added, check, || self.open(reference, shown))?))
    }

    /// Adds facts to a case: it is quoted again by the policy version it began with.
    ///
    /// # Errors
    /// The case does not open, is not the customer's own, or takes no more facts; the problem or what the
    /// portal knows was changed; faults of the answers; what `check` refuses; or the store fails. Nothing is
    /// stored then.
    pub fn add<'a>(
        &'a self,
        added: &Added,
        check: impl Fn(&CaseDocument) -> Result<(), Problem>,
        open: impl Fn() -> Result<Opened<'a>, Problem>,
    ) -> Result<StatusDocument, Problem> {
        let today = self.clock.today();
        for _ in 0..ATTEMPTS {
            let opened = open()?;
            let event = FollowUpEventDocument {
                on: today.to_string(),
                what: FollowUpEvent::FactsAdded,
                words: added.words.clone(),
                ..nothing()
            };
            if opened.who != Who::Customer {
                return Err(Code::CustomerOnly.into());
            }
            let (policy, case) = (&opened.policy, &opened.stored.case);
            same_case(&added.complaint, &again(policy, case, Why::FactsAdded, today))?;
            let happened = add_facts(policy, case, &added.complaint, &event, today)
                .map_err(|faults| refused(Code::ComplaintFaults, faults))?;
            check(&happened.case)?;
            let _filing = self.store.filing();
            let key = added.upload_key.clone();
            self.arrived(&added.complaint, key.as_deref(), &case.complaint.evidence)?;
            let recorded = self.record(&opened.stored, &happened, added.sent.clone())?;
            if recorded == Changed::Recorded {
                let files = added.complaint.evidence.clone();
                self.store.claim(&case.reference, key, files).map_err(unavailable)?;
                return Ok(open()?.status(self));
            }
        }
        Err(Code::Busy.into())
    }
}

/// An event that says nothing yet.
pub fn nothing() -> FollowUpEventDocument {
    FollowUpEventDocument {
        on: String::new(),
        what: FollowUpEvent::Updated,
        commitment: None,
        remedy: None,
        proof: None,
        option: None,
        until: None,
        survey: None,
        words: String::new(),
    }
}

/// Whether an event is theirs to report.
fn allowed(event: &FollowUpEventDocument, who: Who) -> Result<(), Problem> {
    match (is_by_company(event.what), who) {
        (true, Who::Customer) => Err(Code::CompanyOnly.into()),
        (false, Who::Company) => Err(Code::CustomerOnly.into()),
        (_, _) if event.what == FollowUpEvent::FactsAdded => {
            let fault = Fault::new("wrong-state", "/what", "facts are added with a new quote");
            let help = "send the complaint and its quote to `…/quotes`";
            Err(Problem::with_faults(Code::EventFaults, vec![fault.help(help)]))
        }
        (_, _) => Ok(()),
    }
}

/// Whether an event was reported already, word for word, with nothing since that would make it another.
fn is_repeated(case: &CaseDocument, event: &FollowUpEventDocument) -> bool {
    let Some(place) = case.events.iter().rposition(|earlier| earlier == event) else {
        return false;
    };
    let stands = |later: &FollowUpEventDocument| match event.what {
        FollowUpEvent::CommitmentDone | FollowUpEvent::Updated | FollowUpEvent::Surveyed => {
            later.what != FollowUpEvent::Reopened
        }
        _ => matches!(
            later.what,
            FollowUpEvent::CommitmentDone | FollowUpEvent::Updated | FollowUpEvent::Surveyed
        ),
    };
    case.events.iter().skip(place.saturating_add(1)).all(stands)
}

fn refused(code: Code, faults: Vec<Fault>) -> Problem {
    Problem::with_faults(code, faults)
}

/// Facts are added to the same problem, and what the portal knows is not the customer's to change.
fn same_case(sent: &ComplaintDocument, known: &ComplaintDocument) -> Result<(), Problem> {
    let mut differences = crate::customers::differences(&sent.known, &known.known);
    if sent.problem != known.problem {
        let (claimed, computed) = (Some(sent.problem.clone()), Some(known.problem.clone()));
        let at = "/complaint/problem".to_owned();
        differences.push(DifferenceFound { at, claimed, computed });
    }
    if differences.is_empty() { Ok(()) } else { Err(Problem::with_differences(differences)) }
}
