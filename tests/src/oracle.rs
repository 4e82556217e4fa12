//! A second calculator, to hold the first one against: naive, slow and written from `core/POLICY.md` alone.
//!
//! It shares no code with core. Documents are read as they stand, by the names of their fields; numbers are fractions
//! without limit; dates are day numbers that a calendar of its own walks day by day. What is missing is open: truths
//! have three values, numbers and dates two ends.
//!
//! The answer to a complaint is what the quote says, without words: the same fields under the same names, reasons by
//! their citation. Whoever compares gives every citation of a policy a name of its own first.

mod assessment;
mod calendars;
mod case;
mod choosing;
mod civil;
mod conditions;
mod dates;
mod formulas;
mod fraction;
mod lists;
mod offers;
mod owed;
mod promises;
mod range;
mod tables;
mod units;

use calendars::Calendars;
use case::Case;
use serde_json::Value;
use std::collections::BTreeSet;

/// Why there is no answer: the code of the fault, as core names it.
pub type Refusal = &'static str;

/// What the oracle says of a complaint.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The fields of the quote that the oracle knows.
    pub quote: Value,
    /// The names of the primitives and spans it worked with on the way.
    pub reached: BTreeSet<String>,
}

/// The second calculator, for one policy.
#[derive(Debug)]
pub struct Oracle {
    policy: Value,
    calendars: Calendars,
}

impl Oracle {
    /// For a policy document without faults.
    pub fn new(policy: Value) -> Self {
        Self { calendars: calendars::read(&policy), policy }
    }

    /// What the policy gives for a complaint document without faults on a day, ISO 8601.
    ///
    /// # Errors
    /// The complaint has no quote.
    pub fn answer(&self, complaint: &Value, today: &str) -> Result<Answer, Refusal> {
        let case = Case::new(&self.policy, &self.calendars, complaint, today)?;
        assessment::refuse(&case)?;
        let quote = promises::quote(&case)?;
        Ok(Answer { quote, reached: case.reached() })
    }
}
