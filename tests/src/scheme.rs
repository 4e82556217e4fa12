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
//! | `rules` | `{ rule number: [text] }`: the citations of the policy's reasons that rest on that rule, word for word |
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
//! (`unless`), and every reason it is refused with cites a rule that the case's `why` names.

mod compare;

use crate::repository::root;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::{date, document, policy::Policy, quote};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

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
    rules: BTreeMap<String, Vec<String>>,
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

/// Everything in which the policy's answer differs from what the case expects, as a document or packed for
/// the form; empty means it passes.
///
/// # Errors
/// When the case cannot be put to the policy at all.
pub fn check(policy: &Policy, mapping: &Mapping, case: &Case) -> Result<Vec<String>, String> {
    let (complaint, today) = mapping.complaint(&case.given)?;
    let problem = complaint.problem.clone();
    let today = date::read(&today).ok_or("`today` is not a date")?;
    let packed = policy.pack("en").and_then(|bytes| Policy::unpack(&bytes)).ok_or("not packed")?;
    let [quote, from_packed] = [policy, &packed].map(|policy| quote(policy, &complaint, today));
    let quote = quote.map_err(|faults| format!("{faults:?}"))?;
    if from_packed.as_ref() != Ok(&quote) {
        return Ok(vec![format!("packed it answers otherwise: {from_packed:?}")]);
    }
    let expect = mapping.differs.get(&case.id).map_or(&case.expect, |differs| &differs.expect);
    Ok(compare::differences(mapping, problem, &quote, expect))
}

impl Mapping {
    /// The complaint of a case, and its day.
    ///
    /// # Errors
    /// When the case cannot be put to the policy.
    pub fn complaint(
        &self,
        given: &Map<String, Value>,
    ) -> Result<(ComplaintDocument, String), String> {
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
        let problem = self.problem(given)?;
        let complaint = json!({ "problem": problem, "language": "en", "known": known });
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
