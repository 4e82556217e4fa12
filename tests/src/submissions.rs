//! Submissions as the form would send them, made natively from scenarios.

use crate::scenario::{Scenario, policy_text};
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::quote::QuoteDocument;
use amends_core::document::submission::SubmissionDocument;
use amends_core::fault::Fault;
use amends_core::policy::Policy;
use amends_core::{date, document};
use chrono::NaiveDate;

/// A scenario with its policy and day, ready to compute.
#[derive(Debug)]
pub struct Ready {
    /// The scenario.
    pub scenario: Scenario,
    /// Its policy.
    pub policy: Policy,
    /// Its day.
    pub today: NaiveDate,
}

impl Ready {
    /// Reads the policy and the day of a scenario.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn new(scenario: Scenario) -> Result<Self, String> {
        let text = policy_text(&scenario.policy)?;
        let policy = Policy::read(&text).map_err(|faults| words(&faults))?;
        let today = date::read(&scenario.today).ok_or("`today` is not a date")?;
        Ok(Self { scenario, policy, today })
    }

    /// The scenario of a name, ready.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn named(name: &str) -> Result<Self, String> {
        let mut all = crate::scenario::all()?.into_iter();
        let found = all.find(|scenario| scenario.name == name);
        Self::new(found.ok_or_else(|| format!("there is no scenario `{name}`"))?)
    }

    /// The quote for the complaint as it stands.
    ///
    /// # Errors
    /// The faults of the complaint.
    pub fn quote(&self) -> Result<QuoteDocument, Vec<Fault>> {
        amends_core::quote(&self.policy, &self.scenario.complaint, self.today)
    }

    /// What the form sends when a choice is made.
    ///
    /// # Errors
    /// The faults of the complaint with this choice.
    pub fn submission(&self, choice: ChoiceMadeDocument) -> Result<SubmissionDocument, String> {
        let mut complaint = self.scenario.complaint.clone();
        let what = document::write(&choice);
        complaint.choice = Some(choice);
        let quote = amends_core::quote(&self.policy, &complaint, self.today);
        let quote = quote.map_err(|faults| words(&faults))?;
        let key = document::digest(&[self.scenario.name.as_str(), &what].concat());
        let key = key.chars().take(32).collect();
        Ok(SubmissionDocument { key, complaint, quote })
    }
}

fn words(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault} [{}]", fault.code)).collect::<Vec<_>>().join("\n")
}
