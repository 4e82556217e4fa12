//! What happens to a case after it was received: status on a day, and events.

use crate::intake::{Intake, unavailable};
use crate::problem::{Code, Problem};
use crate::store::Case;
use amends_core::document;
use amends_core::document::submission::{FollowUpEventDocument, StatusDocument};
use amends_core::fault::Fault;
use amends_core::{follow_up, icalendar};
use chrono::NaiveDate;

impl Intake {
    /// How a case stands today.
    ///
    /// # Errors
    /// No such case, or the store fails.
    pub fn status(&self, reference: &str) -> Result<StatusDocument, Problem> {
        let case = self.case(reference)?;
        Ok(follow_up::status(&case.receipt, &case.events, self.clock.today()))
    }

    /// The promises of a case as a calendar file.
    ///
    /// # Errors
    /// No such case, or the store fails.
    pub fn promises(&self, reference: &str) -> Result<String, Problem> {
        Ok(icalendar::promises(&self.case(reference)?.receipt))
    }

    /// Adds what happened to a case and says how it stands then.
    ///
    /// # Errors
    /// No such case, an event that cannot have happened to it, or the store fails; nothing is
    /// stored then.
    pub fn report(&self, reference: &str, body: &[u8]) -> Result<StatusDocument, Problem> {
        let case = self.case(reference)?;
        let text = std::str::from_utf8(body).map_err(|_| {
            let fault = Fault::new("not-utf-8", "", "the body is not UTF-8 text");
            Problem::with_faults(Code::DocumentFaults, vec![fault.help("encode it as UTF-8")])
        })?;
        let event: FollowUpEventDocument = document::read(text)
            .map_err(|faults| Problem::with_faults(Code::DocumentFaults, faults))?;
        let faults = faults_of(&case, &event, self.clock.today());
        if !faults.is_empty() {
            return Err(Problem::with_faults(Code::EventFaults, faults));
        }
        let reference = &case.receipt.reference;
        if !self.store.add_event(reference, event).map_err(unavailable)? {
            return Err(Code::NotFound.into());
        }
        self.status(reference)
    }

    fn case(&self, reference: &str) -> Result<Case, Problem> {
        let reference = reference.to_ascii_uppercase();
        let found = self.store.case(&reference).map_err(unavailable)?;
        found.ok_or_else(|| Code::NotFound.into())
    }
}

/// Why an event cannot have happened to a case.
fn faults_of(case: &Case, event: &FollowUpEventDocument, today: NaiveDate) -> Vec<Fault> {
    let mut faults: Vec<Fault> = day_fault(case, event, today).into_iter().collect();
    faults.extend(follow_up::event_fault(&case.receipt, event));
    faults
}

fn day_fault(case: &Case, event: &FollowUpEventDocument, today: NaiveDate) -> Option<Fault> {
    let fault = |message: String| Fault::new("event-day", "/on", message);
    // What is no date at all is said by the core.
    let day = event.on.parse::<NaiveDate>().ok()?;
    let received = &case.receipt.received;
    if day > today {
        let help = format!("today is {today}");
        return Some(fault(format!("{day} has not come yet")).help(help));
    }
    let early = received.parse::<NaiveDate>().is_ok_and(|received| day < received);
    early.then(|| {
        fault(format!("{day} is before the complaint was received"))
            .help(format!("it was received on {received}"))
    })
}
