//! What compared pairs came to: so that whoever runs many can tell that enough of them said something.

use super::compare::Verdict;
use crate::oracle::Answer;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// How many pairs came to each thing, by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage(BTreeMap<String, u64>);

/// Whether a quote shows something.
type Shows = fn(&Value) -> bool;

/// What a quote can show, by name.
const SHOWN: [(&str, Shows); 23] = [
    ("an amount above zero", |quote| amounts(quote).any(|amount| is_more(&amount["low"]))),
    ("an amount of two ends", |quote| amounts(quote).any(|amount| amount["low"] != amount["high"])),
    ("an amount with an open end", |quote| amounts(quote).any(|amount| amount["high"].is_null())),
    ("owed and due", |quote| entitled(quote).any(|due| due["applies"] == "yes")),
    ("owed and unclear", |quote| entitled(quote).any(|due| due["applies"] == "unclear")),
    ("not due, with reasons", |quote| entitled(quote).any(|due| has(due, "because"))),
    ("goodwill refused", |quote| has(&quote["assessment"], "not_due")),
    ("parts", |quote| entitled(quote).any(|due| has(due, "parts"))),
    ("shares", |quote| entitled(quote).any(|due| has(due, "borne_by"))),
    ("figures", |quote| has(quote, "figures") || entitled(quote).any(|due| has(due, "figures"))),
    ("an option", |quote| has(quote, "options")),
    ("an option not offered", |quote| has(quote, "not_offered")),
    ("a capped option", |quote| options(quote).any(|option| has(option, "capped"))),
    ("an approval", |quote| {
        options(quote).any(|o| o.pointer("/settlement/at_once") == Some(&Value::Bool(false)))
    }),
    ("an option in place of money", |quote| options(quote).any(|o| has(o, "in_place_of"))),
    ("an option that may be taken in parts", |quote| {
        options(quote).any(|option| option["splits"].is_object())
    }),
    ("a choice in parts", |quote| quote["split"].is_object()),
    ("a wish", |quote| has(&quote["asked"], "wishes")),
    ("a wish that is fulfilled", |quote| {
        items(&quote["asked"], "wishes").any(|wish| has(wish, "options"))
    }),
    ("an escalation", |quote| has(&quote["assessment"], "escalations")),
    ("an escalation somebody looks at", |quote| {
        items(&quote["assessment"], "escalations").any(|rule| rule["due"].is_string())
    }),
    ("a promise between two days", |quote| {
        items(quote, "commitments").any(|made| made["due_from"].is_string())
    }),
    ("a promise refused", |quote| has(quote, "not_promised")),
];

impl Coverage {
    /// Counts a pair.
    pub fn count(&mut self, verdict: &Verdict) {
        self.add("pairs", 1);
        match verdict {
            Verdict::Same(answer) => self.count_quote(answer),
            Verdict::Refused(code) => self.add(&format!("refused: {code}"), 1),
            Verdict::TooLarge => self.add("too large", 1),
            Verdict::Faulty(_) => self.add("faulty", 1),
            Verdict::Differ(_) => self.add("different", 1),
        }
    }

    fn count_quote(&mut self, answer: &Answer) {
        self.add("quotes", 1);
        for (name, shows) in SHOWN {
            self.add(name, u64::from(shows(&answer.quote)));
        }
        answer.reached.iter().for_each(|name| self.add(&format!("`{name}`"), 1));
    }

    fn add(&mut self, name: &str, count: u64) {
        match self.0.get_mut(name) {
            Some(so_far) => *so_far += count,
            None => drop(self.0.insert(name.to_owned(), count)),
        }
    }

    /// Counts those of another, too.
    pub fn join(&mut self, other: &Self) {
        other.0.iter().for_each(|(name, count)| self.add(name, *count));
    }

    /// How many pairs came to something.
    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or(0)
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, count)| writeln!(out, "{count:>12} {name}"))
    }
}

fn items<'v>(object: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    object[field].as_array().into_iter().flatten()
}

fn has(object: &Value, field: &str) -> bool {
    items(object, field).next().is_some()
}

fn entitled(quote: &Value) -> impl Iterator<Item = &Value> {
    items(quote, "entitlements")
}

fn options(quote: &Value) -> impl Iterator<Item = &Value> {
    items(quote, "options")
}

/// The amounts of what is owed and offered.
fn amounts(quote: &Value) -> impl Iterator<Item = &Value> {
    let offered = options(quote).flat_map(|option| items(option, "components"));
    entitled(quote).chain(offered).map(|due| &due["amount"]).filter(|amount| amount.is_object())
}

fn is_more(amount: &Value) -> bool {
    amount
        .as_str()
        .is_some_and(|amount| amount.contains(|digit: char| ('1'..='9').contains(&digit)))
}
