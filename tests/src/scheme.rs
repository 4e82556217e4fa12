//! A published scheme: its worked cases as they were given to us, and how they are put to its policy.
//!
//! A folder of `tests/schemes/` holds three files:
//!
//! - `cases.json`: the scheme's rules, traps and cases; data with sources, never changed here.
//! - `policy.json`: the scheme as an ordinary policy document.
//! - `map.json`: how a case becomes a complaint, and where in the quote each expected value stands:
//!
//! | key | meaning |
//! |---|---|
//! | `today` | the day of the quote, ISO 8601; a case may set another, see below |
//! | `problem` | a problem id, or `{ "given": name, "as": { value: problem id } }` |
//! | `facts` | for every name a case may give: where its value goes (below); a name that is not listed fails the case |
//! | `absent` | `{ fact: value }`: put in when no name of the case sets the fact |
//! | `due_to` | per problem id, or `"*"`: the remedies (or commitments) the case is about, in a list. The case is eligible when any of them applies; its `amount` is their sum |
//! | `values` | `{ expected name: place }`, or per problem id `{ problem: { … } }` under `values_of` |
//! | `rules` | `{ rule number: text }`: the citation of that rule in the policy, or a part of it |
//! | `differs` | `{ case id: { "why": text, "expect": { … } } }`: interpretation cases the policy reads another way |
//!
//! Where a given value goes: `"fact_id"` (as it is); `{ "fact": id, "as": { value: value } }` (translated);
//! `{ "fact": id, "is": value }` (this value, because the name was given); `{ "today": true }` (the day of
//! the quote); `null` (nowhere: data the policy carries); or a list of these.
//!
//! Places: `figure/<id>` (of the problem), `commitment/<id>` (its day), `<remedy>` (its amount),
//! `<remedy>/part/<id>`, `<remedy>/share/<id>`, `<remedy>/figure/<id>`. Expected names without a place
//! under `components`, `split` and `due` are looked for by their own name with hyphens: as a part, as a
//! share, as a commitment or figure.
//!
//! What is compared: `eligible`; `amount`, or `amount_min` and `amount_max`, of an eligible case, as points
//! or as the range; `components` and `split`; `due` (the very set of the scheme's named dates, no more, no
//! less); every other expected name by its place. A case that is not eligible must be refused with a reason
//! (`unless`), the first of which cites a rule that the case's `why` names.

use crate::scenario::root;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::{CitedReason, Due, EntitlementDocument, QuoteDocument};
use amends_core::{date, document, policy::Policy, quote};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Names of `expect` that have a meaning of their own.
const OWN: [&str; 9] = [
    "eligible",
    "amount",
    "currency",
    "why",
    "amount_min",
    "amount_max",
    "components",
    "split",
    "due",
];

/// One worked case, as it was given.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// Id.
    pub id: String,
    /// Flat facts.
    pub given: Map<String, Value>,
    /// What must come out.
    pub expect: Map<String, Value>,
    /// Whether the published text leaves the point open.
    #[serde(default)]
    pub interpretation: bool,
}

#[derive(Debug, Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

/// How cases are put to a policy; see the top of this file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    today: String,
    problem: Value,
    facts: BTreeMap<String, Value>,
    #[serde(default)]
    absent: Map<String, Value>,
    due_to: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    values: BTreeMap<String, String>,
    #[serde(default)]
    values_of: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    rules: BTreeMap<String, String>,
    /// Cases that the policy reads another way.
    #[serde(default)]
    pub differs: BTreeMap<String, Difference>,
}

/// A case that the policy reads another way.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// Why.
    pub why: String,
    /// What comes out instead.
    pub expect: Map<String, Value>,
}

/// A scheme.
#[derive(Debug)]
pub struct Scheme {
    /// Name of its folder.
    pub name: String,
    /// Its cases.
    pub cases: Vec<Case>,
    /// Its policy and mapping; none while it is not written.
    pub written: Option<(String, Mapping)>,
}

/// Every scheme, in the order of its name.
///
/// # Errors
/// When a file cannot be read or is not in the format, with its path.
pub fn all() -> Result<Vec<Scheme>, String> {
    let folder = root().join("tests/schemes");
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    names.into_iter().map(scheme).collect()
}

fn scheme(name: String) -> Result<Scheme, String> {
    let folder = root().join("tests/schemes").join(&name);
    let text = |file: &str| std::fs::read_to_string(folder.join(file));
    let wrong = |file: &str, e: &dyn std::fmt::Display| format!("{name}/{file}: {e}");
    let cases = text("cases.json").map_err(|e| wrong("cases.json", &e))?;
    let cases: Cases = serde_json::from_str(&cases).map_err(|e| wrong("cases.json", &e))?;
    let written = match text("policy.json") {
        Ok(policy) => {
            let mapping = text("map.json").map_err(|e| wrong("map.json", &e))?;
            Some((policy, serde_json::from_str(&mapping).map_err(|e| wrong("map.json", &e))?))
        }
        Err(_) => None,
    };
    Ok(Scheme { cases: cases.cases, written, name })
}

/// Everything in which the policy's answer differs from what the case expects; empty means it passes.
///
/// # Errors
/// When the case cannot be put to the policy at all.
pub fn check(policy: &Policy, mapping: &Mapping, case: &Case) -> Result<Vec<String>, String> {
    let (complaint, today) = mapping.complaint(&case.given)?;
    let problem = complaint.problem.clone();
    let today = date::read(&today).ok_or("`today` is not a date")?;
    let quote = quote(policy, &complaint, today).map_err(|faults| format!("{faults:?}"))?;
    let expect = mapping.differs.get(&case.id).map_or(&case.expect, |differs| &differs.expect);
    let mut desk = Desk { mapping, problem, quote: &quote, expect, differences: Vec::new() };
    desk.compare();
    Ok(desk.differences)
}

impl Mapping {
    /// The complaint of a case, and its day.
    fn complaint(&self, given: &Map<String, Value>) -> Result<(ComplaintDocument, String), String> {
        let (mut known, mut today) = (Map::new(), self.today.clone());
        for (name, value) in given {
            let target =
                self.facts.get(name).ok_or(format!("map.json says nothing about `{name}`"))?;
            let targets = match target {
                Value::Array(targets) => targets.as_slice(),
                one => std::slice::from_ref(one),
            };
            for target in targets {
                put(target, name, value, &mut known, &mut today)?;
            }
        }
        for (fact, value) in &self.absent {
            known.entry(fact.clone()).or_insert(value.clone());
        }
        let complaint = json!({ "problem": self.problem(given)?, "known": known });
        let complaint = document::read(&complaint.to_string());
        Ok((complaint.map_err(|faults| format!("{faults:?}"))?, today))
    }

    fn problem(&self, given: &Map<String, Value>) -> Result<String, String> {
        if let Value::String(id) = &self.problem {
            return Ok(id.clone());
        }
        let name = self.problem.get("given").and_then(Value::as_str).unwrap_or_default();
        let value = given.get(name).and_then(Value::as_str).unwrap_or_default();
        let id = self.problem.get("as").and_then(|table| table.get(value)?.as_str());
        id.map(str::to_owned).ok_or(format!("map.json has no problem for {name} `{value}`"))
    }
}

fn put(
    target: &Value,
    name: &str,
    value: &Value,
    known: &mut Map<String, Value>,
    today: &mut String,
) -> Result<(), String> {
    let fact = target.as_str().or(target.get("fact").and_then(Value::as_str));
    match (target, fact) {
        (Value::Null, _) => {}
        (_, None) if target.get("today") == Some(&Value::Bool(true)) => {
            *today = value.as_str().unwrap_or_default().to_owned();
        }
        (_, Some(fact)) => {
            let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let value = match (target.get("is"), target.get("as")) {
                (Some(fixed), _) => fixed.clone(),
                (None, Some(table)) => {
                    let found = table.get(&word).cloned();
                    found.ok_or(format!("map.json does not translate {name} `{word}`"))?
                }
                (None, None) => value.clone(),
            };
            known.insert(fact.to_owned(), value);
        }
        (_, None) => return Err(format!("map.json: where `{name}` goes cannot be read")),
    }
    Ok(())
}

struct Desk<'a> {
    mapping: &'a Mapping,
    problem: String,
    quote: &'a QuoteDocument,
    expect: &'a Map<String, Value>,
    differences: Vec<String>,
}

impl Desk<'_> {
    fn same(&mut self, what: &str, expected: &Value, found: &Value) {
        if !equal(expected, found) {
            self.differences.push(format!("{what}: expected {expected}, found {found}"));
        }
    }

    fn compare(&mut self) {
        let eligible = self.expect.get("eligible").and_then(Value::as_bool).unwrap_or(false);
        let found = self.eligible();
        self.same("eligible", &json!(eligible), &found);
        if eligible {
            self.amounts();
        } else {
            self.reason();
        }
        self.group("components", "part");
        self.group("split", "share");
        self.due();
        let others = self.expect.iter().filter(|(name, _)| !OWN.contains(&name.as_str()));
        for (name, expected) in others.collect::<Vec<_>>() {
            let found = self.place(name).map_or(Value::Null, |place| self.at(&place));
            self.same(name, expected, &found);
        }
    }

    /// What the case is about.
    fn subjects(&self) -> Vec<String> {
        let own = self.mapping.due_to.get(&self.problem).or(self.mapping.due_to.get("*"));
        own.cloned().unwrap_or_default()
    }

    fn entitlement(&self, remedy: &str) -> Option<&EntitlementDocument> {
        self.quote.entitlements.iter().find(|due| due.remedy == remedy)
    }

    fn eligible(&self) -> Value {
        let mut verdicts = self.subjects().into_iter().map(|id| match self.entitlement(&id) {
            Some(due) => due.applies,
            None if self.quote.commitments.iter().any(|made| made.id == id) => Due::Yes,
            None => Due::No,
        });
        let all: Vec<Due> = verdicts.by_ref().collect();
        if all.contains(&Due::Yes) {
            json!(true)
        } else if all.contains(&Due::Unclear) {
            json!("unclear")
        } else {
            json!(false)
        }
    }

    fn amounts(&mut self) {
        let subjects = self.subjects();
        let amounts: Vec<_> =
            subjects.iter().filter_map(|id| self.entitlement(id)?.amount.clone()).collect();
        let sum = |end: &dyn Fn(&amends_core::document::quote::RangeDocument) -> Option<String>| {
            let ends: Option<Vec<i128>> =
                amounts.iter().map(|amount| end(amount).and_then(|text| minor(&text))).collect();
            ends.map_or(Value::Null, |ends| json!(major(ends.iter().sum())))
        };
        let low = sum(&|amount| Some(amount.low.clone()));
        let high = sum(&|amount| amount.high.clone());
        let expected = |name: &str| self.expect.get(name).cloned();
        let (point, least, most) =
            (expected("amount"), expected("amount_min"), expected("amount_max"));
        if let Some(point) = point {
            self.same("amount", &point, &low);
            self.same("most of the amount", &point, &high);
        }
        if let Some(least) = &least {
            self.same("amount_min", least, &low);
        }
        if let Some(most) = &most {
            self.same("amount_max", most, &high);
        }
        let currency = expected("currency").unwrap_or(json!(self.quote.currency));
        self.same("currency", &currency, &json!(self.quote.currency));
    }

    /// A refusal has a reason, and the first one cites a rule that the case names.
    fn reason(&mut self) {
        let reasons: Vec<CitedReason> =
            self.subjects().iter().flat_map(|id| self.reasons(id)).collect();
        let why = self.expect.get("why").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(first) = reasons.first() else {
            self.differences.push(format!("it is refused without a reason; expected: {why}"));
            return;
        };
        let cited = rule_numbers(&why).into_iter().any(|number| {
            let citation = self.mapping.rules.get(&number);
            citation.is_some_and(|citation| first.cites.contains(citation.as_str()))
        });
        if !cited {
            let says = format!("refused by “{}” [{}]; expected: {why}", first.because, first.cites);
            self.differences.push(says);
        }
    }

    fn reasons(&self, id: &str) -> Vec<CitedReason> {
        let refused = self.quote.not_promised.iter().filter(|refused| refused.id == id);
        let remedy = self.entitlement(id).into_iter().flat_map(|due| due.because.clone());
        remedy.chain(refused.flat_map(|refused| refused.because.clone())).collect()
    }

    /// `components` and `split`: each by its place, else by its own name in the case's remedies.
    fn group(&mut self, key: &str, part: &str) {
        let Some(Value::Object(expected)) = self.expect.get(key) else { return };
        for (name, value) in expected.clone() {
            let own = name.replace('_', "-");
            let candidates = self.subjects().into_iter().map(|id| format!("{id}/{part}/{own}"));
            let place = self.place(&name);
            let places: Vec<String> = place.into_iter().chain(candidates).collect();
            let found = places.iter().map(|place| self.at(place)).find(|found| !found.is_null());
            // A part that is not there is nothing.
            let found = found.unwrap_or(json!("0.00"));
            self.same(&format!("{key} {name}"), &value, &found);
        }
    }

    /// The named dates: all of them, and no other of the scheme's.
    fn due(&mut self) {
        let Some(Value::Object(expected)) = self.expect.get("due") else { return };
        let expected = expected.clone();
        for (name, value) in &expected {
            let found = self.date(name);
            self.same(&format!("due {name}"), value, &found);
        }
        let named: BTreeSet<String> = expected.keys().map(|name| name.replace('_', "-")).collect();
        let made = self.quote.commitments.iter().filter(|made| made.remedy.is_none());
        let made = made.map(|made| made.id.clone());
        let dates = self.quote.figures.iter().filter(|figure| is_date(figure.low.as_deref()));
        let found = made.chain(dates.map(|figure| figure.id.clone()));
        let mapped: BTreeSet<String> =
            expected.keys().filter_map(|name| self.place(name)).collect();
        let surplus = found.filter(|id| {
            !named.contains(id)
                && !mapped.contains(&format!("commitment/{id}"))
                && !mapped.contains(&format!("figure/{id}"))
        });
        let surplus: Vec<String> = surplus.collect();
        if !surplus.is_empty() {
            self.differences.push(format!("due: not expected: {}", surplus.join(", ")));
        }
    }

    fn date(&self, name: &str) -> Value {
        let own = name.replace('_', "-");
        let candidates = [format!("commitment/{own}"), format!("figure/{own}")];
        let places = self.place(name).into_iter().chain(candidates);
        places.map(|place| self.at(&place)).find(|found| !found.is_null()).unwrap_or(Value::Null)
    }

    fn place(&self, name: &str) -> Option<String> {
        let own = self.mapping.values_of.get(&self.problem).and_then(|values| values.get(name));
        own.or(self.mapping.values.get(name)).cloned()
    }

    /// The value at a place of the quote; null when it is not there, two values when it is a range.
    fn at(&self, place: &str) -> Value {
        let steps: Vec<&str> = place.split('/').collect();
        let range = |low: Option<&str>, high: Option<&str>| {
            if low == high { json!(low) } else { json!([low, high]) }
        };
        let money = |amount: &amends_core::document::quote::RangeDocument| {
            range(Some(&amount.low), amount.high.as_deref())
        };
        let figure = |figures: &[amends_core::document::quote::FigureMadeDocument], id: &str| {
            let found = figures.iter().find(|figure| figure.id == id);
            found.map(|figure| range(figure.low.as_deref(), figure.high.as_deref()))
        };
        let found = match steps.as_slice() {
            ["figure", id] => figure(&self.quote.figures, id),
            ["commitment", id] => {
                let made = self.quote.commitments.iter().find(|made| made.id == *id);
                made.map(|made| json!(made.due))
            }
            [remedy] => self.entitlement(remedy).and_then(|due| due.amount.as_ref().map(money)),
            [remedy, part, id] => self.entitlement(remedy).and_then(|due| match *part {
                "part" => due.parts.iter().find(|p| p.id == *id).map(|p| money(&p.amount)),
                "share" => due.borne_by.iter().find(|s| s.id == *id).map(|s| money(&s.amount)),
                "figure" => figure(&due.figures, id),
                _ => None,
            }),
            _ => None,
        };
        found.unwrap_or(Value::Null)
    }
}

fn is_date(text: Option<&str>) -> bool {
    text.is_some_and(|text| date::read(text).is_some())
}

/// The rule numbers that a case's reason names: `rules 4, 6: …` gives 4 and 6.
fn rule_numbers(why: &str) -> Vec<String> {
    let head = why.split(':').next().unwrap_or_default();
    let numbers = head.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    numbers.map(str::to_owned).collect()
}

/// Values are equal when they are the same number, however many zeros are written.
fn equal(expected: &Value, found: &Value) -> bool {
    let number = |value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let trimmed = if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.')
        } else {
            text.as_str()
        };
        trimmed.to_owned()
    };
    expected == found || (!found.is_null() && number(expected) == number(found))
}

/// An amount in hundredths, for comparison only.
fn minor(text: &str) -> Option<i128> {
    text.replace('.', "").parse().ok()
}

fn major(hundredths: i128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
