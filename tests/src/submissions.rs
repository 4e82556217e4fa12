//! Submissions as the form would send them, made natively from scenarios.

use crate::scenario::{Scenario, policy_text};
use amends_core::document::complaint::ChoiceMadeDocument;
use amends_core::document::formula::Scalar;
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

    /// What the customer of the scenario fills in, by the names of the form's fields.
    pub fn filled(&self) -> Vec<(String, String)> {
        let complaint = &self.scenario.complaint;
        let own = [("problem", complaint.problem.clone()), ("story", complaint.story.clone())];
        let wish = complaint.wish.iter().flat_map(|wish| {
            let amount = wish.amount.clone().unwrap_or_default();
            [
                ("wish", wish.ids.join(" ")),
                ("wish-amount", amount),
                ("wish-words", wish.words.clone()),
            ]
        });
        let contact = complaint.contact.iter().flat_map(|contact| {
            let channel = document::write(&contact.channel).replace('"', "");
            [("channel", channel), ("address", contact.address.clone())]
        });
        let facts =
            complaint.answers.iter().map(|(id, value)| (format!("fact-{id}"), typed(value)));
        let choice = complaint.choice.iter().filter_map(|choice| match choice {
            ChoiceMadeDocument::Option(id) => Some(("choice", id.clone())),
            _ => None,
        });
        let own = own.into_iter().chain(wish).chain(contact).chain(choice);
        own.map(|(name, text)| (name.to_owned(), text)).chain(facts).collect()
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
        Ok(SubmissionDocument { key, complaint, quote, upload_key: None })
    }
}

fn words(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("{fault} [{}]", fault.code)).collect::<Vec<_>>().join("\n")
}

/// An answer as a customer types it.
pub fn typed(value: &Scalar) -> String {
    match value {
        Scalar::YesNo(true) => "yes".into(),
        Scalar::YesNo(false) => "no".into(),
        Scalar::Whole(number) => number.to_string(),
        Scalar::Text(text) => text.clone(),
        Scalar::List(values) => values.iter().map(typed).collect::<Vec<_>>().join("; "),
    }
}
