//! What happens to a scenario's case after the receipt: day by day, with how it stands then.

use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::follow_up::{
    CaseDocument, FollowUpEvent, FollowUpEventDocument, PromiseState, StatusDocument,
};
use amends_core::document::submission::SubmissionDocument;
use amends_core::document::word;
use amends_core::fault::Fault;
use amends_core::follow_up::{add_facts, again, begin, happen, status};
use amends_core::policy::Policy;
use amends_core::{date, follow_up, submission};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A day of the follow-up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Day {
    /// The day, ISO 8601.
    pub on: String,
    /// What happens, without its day.
    #[serde(default)]
    pub events: Vec<Map<String, Value>>,
    /// Answers added, by fact id; for an event `facts_added`.
    #[serde(default)]
    pub answers: Map<String, Value>,
    /// How the case stands after that; an absent key is not asserted.
    #[serde(default)]
    pub expect: Standing,
}

impl Day {
    /// Whether anything is said of how the case stands.
    pub(super) fn is_compared(&self) -> bool {
        self.expect != Standing::default()
    }
}

/// How a case stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Standing {
    /// State of the case.
    state: Option<String>,
    /// State by commitment id; with its remedy, `pay effort-money`.
    promises: BTreeMap<String, String>,
    /// Day by commitment id, of the promise made last.
    due: BTreeMap<String, String>,
    /// Money on top, a decimal.
    on_top: Option<String>,
    /// `reason` or `update`.
    waiting: Option<String>,
    /// Whether it was reopened or a promise was missed.
    second_failure: Option<bool>,
    /// Severity of the quote that holds.
    severity: Option<String>,
    /// Who approves an option: a role, or `at_once`.
    settles: BTreeMap<String, String>,
    /// The case is with this role now.
    escalated_to: Option<String>,
    /// Everything the customer can do, in order.
    actions: Option<Vec<String>>,
    /// Kind of the next step.
    next_step: Option<String>,
}

/// Lives through the days of a scenario's follow-up, for the option chosen or else recommended; everything
/// that is not as expected.
///
/// # Errors
/// What cannot be read, or cannot happen.
pub fn live(
    policy: &Policy,
    complaint: &ComplaintDocument,
    received: NaiveDate,
    days: &[Day],
) -> Result<Vec<String>, String> {
    let mut case = received_case(policy, complaint, received)
        .map_err(|faults| format!("the case does not begin: {faults:?}"))?;
    let mut seen = Vec::new();
    for day in days {
        let today = date::read(&day.on).ok_or_else(|| format!("`{}` is not a date", day.on))?;
        for event in &day.events {
            case = after(policy, &case, day, event, today)?;
        }
        let stands = status(policy, &case, today);
        let found = differences(&day.expect, &stands, &case);
        seen.extend(found.into_iter().map(|found| format!("{}: {found}", day.on)));
    }
    Ok(seen)
}

fn received_case(
    policy: &Policy,
    complaint: &ComplaintDocument,
    received: NaiveDate,
) -> Result<CaseDocument, Vec<Fault>> {
    let mut complaint = complaint.clone();
    if complaint.choice.is_none() {
        let quote = amends_core::quote(policy, &complaint, received)?;
        let recommended = quote.options.iter().find(|offer| offer.recommended);
        complaint.choice = recommended.map(|offer| ChoiceMadeDocument::Option(offer.id.clone()));
    }
    let quote = amends_core::quote(policy, &complaint, received)?;
    let sent = SubmissionDocument { key: String::new(), complaint, quote, upload_key: None };
    let receipt = submission::receipt(&sent, "AM000001", received);
    Ok(begin(&receipt, sent.complaint, sent.quote))
}

fn after(
    policy: &Policy,
    case: &CaseDocument,
    day: &Day,
    event: &Map<String, Value>,
    today: NaiveDate,
) -> Result<CaseDocument, String> {
    let mut event = event.clone();
    event.entry("on").or_insert_with(|| day.on.clone().into());
    let event: FollowUpEventDocument =
        serde_json::from_value(event.into()).map_err(|error| format!("{}: {error}", day.on))?;
    let happened = if event.what == FollowUpEvent::FactsAdded {
        let mut complaint = again(policy, case, follow_up::Why::FactsAdded, today);
        for (fact, value) in &day.answers {
            let value = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
            complaint.answers.insert(fact.clone(), value);
        }
        add_facts(policy, case, &complaint, &event, today)
    } else {
        happen(policy, case, &event, today)
    };
    happened.map(|happened| happened.case).map_err(|faults| format!("{}: {faults:?}", day.on))
}

fn differences(expect: &Standing, stands: &StatusDocument, case: &CaseDocument) -> Vec<String> {
    let mut seen = Vec::new();
    let mut same = |what: &str, expected: Option<&String>, found: Option<String>| {
        if expected.is_some() && expected != found.as_ref() {
            seen.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    };
    same("state", expect.state.as_ref(), Some(word(&stands.state)));
    same("next step", expect.next_step.as_ref(), Some(word(&stands.next_step.what)));
    let on_top = stands.on_top.clone().unwrap_or_else(|| "0.00".to_owned());
    same("on top", expect.on_top.as_ref(), Some(on_top));
    let waiting = stands.waiting.as_ref().map(|waiting| word(&waiting.kind));
    same("waiting", expect.waiting.as_ref(), waiting);
    for (id, state) in &expect.promises {
        same(
            &format!("promise {id}"),
            Some(state),
            promise(stands, id).map(|(state, _)| word(&state)),
        );
    }
    for (id, due) in &expect.due {
        same(&format!("due {id}"), Some(due), promise(stands, id).map(|(_, due)| due));
    }
    let severity = case.quote.assessment.severity.possible.first().map(word);
    same("severity", expect.severity.as_ref(), severity);
    for (id, settles) in &expect.settles {
        let option = case.quote.options.iter().find(|option| option.id == *id);
        let approver = option.map(|option| option.settlement.approval_by.as_ref());
        let found = approver.map(|by| by.map_or_else(|| "at_once".to_owned(), |by| by.id.clone()));
        same(&format!("{id} settles"), Some(settles), found);
    }
    let mut missed = stands.commitments.iter().filter_map(|one| one.missed.as_ref()?.to.as_ref());
    same("with", expect.escalated_to.as_ref(), missed.next().map(|role| role.id.clone()));
    let actions = expect.actions.as_ref().map(|actions| actions.join(" "));
    let found = stands.actions.iter().map(word).collect::<Vec<_>>().join(" ");
    same("actions", actions.as_ref(), Some(found));
    if expect.second_failure.is_some_and(|expected| expected != stands.second_failure) {
        seen.push(format!("second failure: found {}", stands.second_failure));
    }
    seen
}

/// State and day of the promise made last under an id, or an id and a remedy.
fn promise(stands: &StatusDocument, id: &str) -> Option<(PromiseState, String)> {
    let (id, remedy) = id.split_once(' ').map_or((id, None), |(id, remedy)| (id, Some(remedy)));
    let fits = |made: &amends_core::document::quote::CommitmentMadeDocument| {
        made.id == id && remedy.is_none_or(|remedy| made.remedy.as_deref() == Some(remedy))
    };
    let found = stands.commitments.iter().rev().find(|one| fits(&one.commitment))?;
    Some((found.state, found.commitment.due.clone()))
}
