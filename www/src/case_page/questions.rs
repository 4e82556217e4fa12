//! The questions of a case's page whose answers can be changed.

use super::Typed;
use crate::follow_up::Opened;
use crate::language::Language;
use crate::pages::text_in;
use amends_core::complaint::asked;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::FactKind;
use chrono::NaiveDate;
use serde::Serialize;

/// A question of the page.
#[derive(Debug, Serialize)]
pub(super) struct Question {
    fact: String,
    kind: FactKind,
    label: String,
    why: String,
    hint: String,
    unit: String,
    value: String,
    choices: Vec<(String, String)>,
}

/// The questions whose answers can be changed: those of the problem that apply, but for lists.
pub(super) fn questions(opened: &Opened<'_>, typed: &Typed, language: Language) -> Vec<Question> {
    let (case, policy) = (&opened.stored.case, &opened.policy);
    let day = case.quote.today.parse().unwrap_or(NaiveDate::MIN);
    let facts = &policy.document().facts;
    let each = asked(policy, &case.complaint, day).into_iter().filter_map(|one| {
        let fact = facts.get(&one.fact).filter(|fact| fact.list.is_none())?;
        let name = format!("fact.{}", one.fact);
        let given = case.complaint.answers.get(&one.fact).map(written).unwrap_or_default();
        let choices = fact.choices.iter();
        Some(Question {
            label: text_in(one.ask.as_ref().unwrap_or(&fact.label), language),
            why: text_in(&one.why, language),
            hint: hint(fact.kind, language),
            kind: fact.kind,
            unit: fact.unit.clone().unwrap_or_default(),
            value: typed.get(&name).cloned().unwrap_or(given),
            choices: choices.map(|one| (one.id.clone(), text_in(&one.label, language))).collect(),
            fact: one.fact,
        })
    });
    each.collect()
}

/// How a day can be written: the field takes what the form takes.
fn hint(kind: FactKind, language: Language) -> String {
    if kind != FactKind::Date {
        return String::new();
    }
    amends_web::plain::fill(language.tag(), "fault-date", &[])
}

fn written(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => text.clone(),
        Scalar::Whole(number) => number.to_string(),
        Scalar::YesNo(yes) => yes.to_string(),
        Scalar::List(_) => String::new(),
    }
}
