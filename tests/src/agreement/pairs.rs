//! Pairs of a policy and a complaint to it: those of the repository and generated ones, each by its number.

use super::compare::{Both, Verdict};
use crate::generate::{Choices, Respondent, policy, seeded};
use crate::{repository, scheme};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::fault::Fault;
use amends_core::{date, document};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Bytes a generated policy is made of.
const POLICY: usize = 4_000;
/// Bytes a complaint is made of.
const COMPLAINT: usize = 400;

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
    /// Both answers, compared.
    ///
    /// # Errors
    /// The policy or the complaint is no sound document.
    pub fn verdict(&self) -> Result<Verdict, Vec<Fault>> {
        self.verdict_of(&Both::new(self.policy.clone())?)
    }

    /// As [`Self::verdict`], by two calculators that have read the policy already.
    pub(super) fn verdict_of(&self, both: &Both) -> Result<Verdict, Vec<Fault>> {
        let complaint: ComplaintDocument = document::read(&self.complaint.to_string())?;
        Ok(both.compare(&complaint, &self.today))
    }
}

/// A policy to which complaints are made up.
#[derive(Debug)]
pub struct Pairs {
    policy: Value,
    both: Both,
    respondent: Respondent,
    today: NaiveDate,
}

impl Pairs {
    /// To a policy document on a day.
    ///
    /// # Errors
    /// What is wrong with the document.
    pub fn of(policy: Value, today: NaiveDate) -> Result<Self, Vec<Fault>> {
        let respondent = Respondent::new(&policy, today);
        Ok(Self { both: Both::new(policy.clone())?, policy, respondent, today })
    }

    /// To a generated policy, by its number. The few that are refused because something in them can never happen are
    /// made again.
    pub fn generated(number: u64) -> Option<Self> {
        let again = (0..100).map(|again| number.wrapping_mul(100).wrapping_add(again));
        let mut made = again.map(|seed| policy(&mut Choices::new(&seeded(seed, POLICY))));
        made.find_map(|made| Self::of(made.policy, made.today).ok())
    }

    /// To every policy of the repository, half a year after its first day.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn of_repository() -> Result<Vec<Self>, String> {
        let mut texts: Vec<String> = Vec::new();
        for id in repository::policies()? {
            texts.push(repository::policy_text(&id)?);
        }
        texts.extend(scheme::all()?.into_iter().filter_map(|scheme| Some(scheme.written?.0)));
        let pairs = texts.iter().map(|text| {
            let policy: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
            let from = policy.pointer("/valid/from").and_then(Value::as_str).unwrap_or_default();
            let day = date::read(from).ok_or("no first day")? + Days::new(180);
            Self::of(policy, day).map_err(|faults| format!("{faults:?}"))
        });
        pairs.collect()
    }

    /// The complaint of a number: about half of them tell everything.
    fn complaint(&self, number: u64) -> ComplaintDocument {
        let bytes = seeded(number, COMPLAINT);
        let mut choices = Choices::new(&bytes);
        let told = match choices.chance(50) {
            true => self.respondent.tells_all(&mut choices),
            false => self.respondent.tells(&mut choices),
        };
        told.whole()
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
