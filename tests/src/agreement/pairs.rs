//! Pairs of a policy and a complaint to it: those of the repository and generated ones, each by its number.

use super::compare::{Both, Verdict};
use crate::generate::{Choices, Respondent, policy, seeded};
use crate::{scenario, scheme};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::{date, document};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Bytes a policy is made of, and a complaint.
const BYTES: [usize; 2] = [1_500, 200];

/// A complaint to a policy on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The day, ISO 8601.
    pub today: String,
    /// The complaint document.
    pub complaint: Value,
    /// The policy document.
    pub policy: Value,
}

impl Pair {
    pub(super) fn complaint_mut(&mut self) -> &mut Value {
        &mut self.complaint
    }

    pub(super) fn policy_mut(&mut self) -> &mut Value {
        &mut self.policy
    }

    /// Both answers, compared.
    ///
    /// # Errors
    /// The policy or the complaint is no sound document.
    pub fn verdict(&self) -> Result<Verdict, String> {
        let both = Both::new(self.policy.clone()).map_err(|faults| format!("{faults:?}"))?;
        let complaint: ComplaintDocument =
            document::read(&self.complaint.to_string()).map_err(|faults| format!("{faults:?}"))?;
        Ok(both.compare(&complaint, &self.today))
    }
}

/// A policy to which complaints are made up.
#[derive(Debug)]
pub struct Pairs {
    /// The policy document.
    pub policy: Value,
    both: Both,
    respondent: Respondent,
    today: NaiveDate,
}

impl Pairs {
    /// To a policy document on a day; none when the document has faults.
    pub fn of(policy: Value, today: NaiveDate) -> Option<Self> {
        let respondent = Respondent::new(&policy, today);
        Some(Self { both: Both::new(policy.clone()).ok()?, policy, respondent, today })
    }

    /// To a generated policy, by its number; none for the few that are refused because something in them can never
    /// happen.
    pub fn generated(number: u64) -> Option<Self> {
        let made = policy(&mut Choices::new(&seeded(number, BYTES[0])));
        Self::of(made.policy, made.today)
    }

    /// To every policy of the repository.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn of_repository() -> Result<Vec<Self>, String> {
        let mut texts: Vec<String> = Vec::new();
        for id in scenario::policies()? {
            texts.push(scenario::policy_text(&id)?);
        }
        texts.extend(scheme::all()?.into_iter().filter_map(|scheme| Some(scheme.written?.0)));
        let pairs = texts.iter().map(|text| {
            let policy: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let from = policy["valid"]["from"].as_str().unwrap_or_default();
            let day = date::read(from).ok_or("no first day")?;
            Self::of(policy, day + chrono::Days::new(200)).ok_or("a policy with faults".to_owned())
        });
        pairs.collect()
    }

    /// The complaint of a number: about half of them tell everything.
    pub fn complaint(&self, number: u64) -> ComplaintDocument {
        let bytes = seeded(number, BYTES[1]);
        let mut choices = Choices::new(&bytes);
        let told = match choices.chance(50) {
            true => self.respondent.tells_all(&mut choices),
            false => self.respondent.tells(&mut choices),
        };
        told.after(usize::MAX)
    }

    /// Both answers to the complaint of a number.
    pub fn verdict(&self, number: u64) -> Verdict {
        self.both.compare(&self.complaint(number), &date::write(self.today))
    }

    /// The pair of a number.
    pub fn pair(&self, number: u64) -> Pair {
        let complaint = serde_json::to_value(self.complaint(number)).unwrap_or_default();
        Pair { policy: self.policy.clone(), complaint, today: date::write(self.today) }
    }
}
