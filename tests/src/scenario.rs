//! The scenario format: one complaint, one policy, one day, and what every stage must answer. The same
//! files run natively, through the command line, in a browser's WASM and through the intake service.

use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::{Due, OfferDocument, QuoteDocument, RangeDocument};
use amends_core::fault::Fault;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

/// A scenario file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The working by hand, line by line.
    pub about: String,
    /// Where the case and its figures come from.
    pub source: String,
    /// Requirement and case ids it shows.
    pub covers: Vec<String>,
    /// Policy id.
    pub policy: String,
    /// What kind of case it is.
    pub kind: Kind,
    /// The day, ISO 8601.
    pub today: String,
    /// The complaint.
    pub complaint: ComplaintDocument,
    /// What must come out.
    pub expect: Expect,
    /// Name of the file without its ending, with its folder: `bank/atm-no-cash-c1`.
    #[serde(skip)]
    pub name: String,
}

/// Kinds of scenario; every problem has an ordinary, a limit and a refused one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A plain case.
    Ordinary,
    /// At an edge, a cap or a floor.
    Limit,
    /// Nothing material is due.
    Refused,
    /// Facts are missing, or the input is bad.
    Partial,
}

/// What must come out; an absent key is not asserted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    assessment: Option<ExpectedAssessment>,
    owed: Option<Money>,
    range: Option<Money>,
    options: Option<Vec<ExpectedOption>>,
    not_offered: Option<Vec<String>>,
    missing: Option<Vec<String>>,
    commitments: Option<BTreeMap<String, String>>,
    apology: Option<ExpectedApology>,
    faults: Option<Vec<ExpectedFault>>,
}

/// A point or a range of amounts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
enum Money {
    Point(String),
    Range(String, Option<String>),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ExpectedAssessment {
    responsibility: Option<OneOrMany>,
    severity: Option<OneOrMany>,
    due: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedOption {
    id: String,
    #[serde(default)]
    recommended: Option<bool>,
    #[serde(default)]
    certain: Option<bool>,
    #[serde(default)]
    total: Option<Money>,
    #[serde(default)]
    settles: Option<String>,
    #[serde(default)]
    done_by: Option<String>,
    #[serde(default)]
    components: Option<Vec<ExpectedComponent>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedComponent {
    remedy: String,
    #[serde(default)]
    amount: Value,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default)]
    due: Option<String>,
    #[serde(default)]
    certain: Option<bool>,
    #[serde(default)]
    expires: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ExpectedApology {
    elements: Option<Vec<String>>,
    mentions: Vec<String>,
    sender: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFault {
    code: String,
    at: String,
}

/// Folder of the workspace.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// Reads every scenario, in the order of their names.
///
/// # Errors
/// The first file that cannot be read or understood, by name.
pub fn all() -> Result<Vec<Scenario>, String> {
    let mut scenarios = Vec::new();
    for folder in entries(&root().join("tests/scenarios"))? {
        for file in entries(&folder)? {
            scenarios.push(read(&file)?);
        }
    }
    Ok(scenarios)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let listing = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn read(file: &Path) -> Result<Scenario, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut scenario: Scenario =
        serde_json::from_str(&text).map_err(|e| format!("{}: {e}", file.display()))?;
    let stem = |path: &Path| path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let folder = file.parent().and_then(stem).unwrap_or_default();
    scenario.name = format!("{folder}/{}", stem(file).unwrap_or_default());
    Ok(scenario)
}

/// The text of a policy of the repository by id.
///
/// # Errors
/// When the file cannot be read.
pub fn policy_text(id: &str) -> Result<String, String> {
    let file = root().join("www/policies").join(format!("{id}.json"));
    std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))
}

/// Everything in which an answer differs from what a scenario expects; empty means it passes.
pub fn check(scenario: &Scenario, answer: &Result<QuoteDocument, Vec<Fault>>) -> Vec<String> {
    let mut seen = Seen::default();
    match (answer, &scenario.expect.faults) {
        (Ok(quote), None) => quote_differences(&scenario.expect, quote, &mut seen),
        (Err(faults), Some(expected)) => {
            let found = faults
                .iter()
                .map(|fault| ExpectedFault { code: fault.code.to_owned(), at: fault.at.clone() });
            let mut found: Vec<_> = found.collect();
            let mut expected = expected.clone();
            found.sort();
            expected.sort();
            seen.same("faults", &expected, &found);
        }
        (Ok(_), Some(expected)) => {
            seen.0.push(format!("expected faults {expected:?}, got a quote"))
        }
        (Err(faults), None) => {
            seen.0.extend(faults.iter().map(|fault| format!("fault {} {fault}", fault.code)));
        }
    }
    seen.0
}

#[derive(Default)]
struct Seen(Vec<String>);

impl Seen {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, found: &T) {
        if expected != found {
            self.0.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    fn maybe<T: PartialEq + Debug>(&mut self, what: &str, expected: &Option<T>, found: T) {
        if let Some(expected) = expected {
            self.same(what, expected, &found);
        }
    }

    fn money(&mut self, what: &str, expected: &Option<Money>, found: &RangeDocument) {
        let point = found.high.as_ref() == Some(&found.low);
        let found = if point {
            Money::Point(found.low.clone())
        } else {
            Money::Range(found.low.clone(), found.high.clone())
        };
        self.maybe(what, expected, found);
    }
}

/// The word a value has in documents.
fn word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or(Value::Null);
    value.as_str().unwrap_or_default().to_owned()
}

fn quote_differences(expect: &Expect, quote: &QuoteDocument, seen: &mut Seen) {
    if let Some(assessment) = &expect.assessment {
        let found = &quote.assessment;
        verdict("responsibility", &assessment.responsibility, &found.responsibility.possible, seen);
        verdict("severity", &assessment.severity, &found.severity.possible, seen);
        seen.maybe("due", &assessment.due, word::<Due>(found.due));
    }
    seen.money("owed", &expect.owed, &quote.owed);
    seen.money("range", &expect.range, &quote.range);
    options(expect, quote, seen);
    let refused = quote.not_offered.iter().map(|refused| refused.id.clone()).collect();
    seen.maybe("not_offered", &expect.not_offered, refused);
    let missing = quote.missing.iter().map(|missing| missing.fact.clone()).collect();
    seen.maybe("missing", &expect.missing, missing);
    for (id, due) in expect.commitments.iter().flatten() {
        let made = quote.commitments.iter().find(|made| made.id == *id);
        let found = made.map(|made| made.due.as_str()).unwrap_or("none");
        seen.same(&format!("commitment {id}"), &due.as_str(), &found);
    }
    apology(expect, quote, seen);
}

fn verdict<T: serde::Serialize>(
    what: &str,
    expected: &Option<OneOrMany>,
    found: &[T],
    seen: &mut Seen,
) {
    let expected = expected.as_ref().map(|expected| match expected {
        OneOrMany::One(one) => vec![one.clone()],
        OneOrMany::Many(many) => many.clone(),
    });
    seen.maybe(what, &expected, found.iter().map(word).collect());
}

fn options(expect: &Expect, quote: &QuoteDocument, seen: &mut Seen) {
    let Some(expected) = &expect.options else { return };
    let ids: Vec<&str> = expected.iter().map(|option| option.id.as_str()).collect();
    let found: Vec<&str> = quote.options.iter().map(|option| option.id.as_str()).collect();
    seen.same("options", &ids, &found);
    for expected in expected {
        if let Some(found) = quote.options.iter().find(|found| found.id == expected.id) {
            option(expected, found, seen);
        }
    }
}

fn option(expected: &ExpectedOption, found: &OfferDocument, seen: &mut Seen) {
    let at = |what: &str| format!("{} {what}", expected.id);
    seen.maybe(&at("recommended"), &expected.recommended, found.recommended);
    seen.maybe(&at("certain"), &expected.certain, found.certain);
    seen.money(&at("total"), &expected.total, &found.total);
    let approver = found.settlement.approval_by.as_ref().map(|role| role.id.clone());
    let settles = approver.unwrap_or_else(|| "at_once".to_owned());
    seen.maybe(&at("settles"), &expected.settles, settles);
    seen.maybe(&at("done_by"), &expected.done_by, found.done_by.clone());
    let Some(components) = &expected.components else { return };
    let ids: Vec<&str> = components.iter().map(|component| component.remedy.as_str()).collect();
    let there: Vec<&str> = found.components.iter().map(|c| c.remedy.as_str()).collect();
    seen.same(&at("components"), &ids, &there);
    for (expected, found) in components.iter().zip(&found.components) {
        let at = |what: &str| at(&format!("{} {what}", expected.remedy));
        match (&expected.amount, &found.amount) {
            (Value::Null, None) => {}
            (Value::Null, Some(found)) => seen.0.push(format!("{}: found {found:?}", at("amount"))),
            (amount, found) => {
                let amount = serde_json::from_value(amount.clone()).ok();
                let none = RangeDocument { low: "none".to_owned(), high: None };
                seen.money(&at("amount"), &amount, found.as_ref().unwrap_or(&none));
            }
        }
        seen.maybe(&at("basis"), &expected.basis, word(found.basis));
        seen.maybe(&at("due"), &expected.due, found.due.clone());
        seen.maybe(&at("certain"), &expected.certain, found.certain);
        if expected.expires.is_some() {
            seen.same(&at("expires"), &expected.expires, &found.expires);
        }
    }
}

fn apology(expect: &Expect, quote: &QuoteDocument, seen: &mut Seen) {
    let Some(expected) = &expect.apology else { return };
    let mut elements: Vec<String> =
        quote.apology.sentences.iter().map(|sentence| word(sentence.element)).collect();
    elements.dedup();
    seen.maybe("apology elements", &expected.elements, elements);
    seen.maybe("apology sender", &expected.sender, quote.apology.sender.id.clone());
    let all: Vec<&str> = quote.apology.sentences.iter().map(|s| s.text.as_str()).collect();
    // A space that does not break is a space to a reader.
    let text = all.join("\n").replace('\u{a0}', " ");
    for mention in &expected.mentions {
        if !text.contains(&mention.replace('\u{a0}', " ")) {
            seen.0.push(format!("apology does not mention “{mention}”: {text}"));
        }
    }
}
