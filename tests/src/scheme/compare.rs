//! A quote compared with what a case of a scheme expects.

use super::Mapping;
use amends_core::date;
use amends_core::document::quote::{
    CitedReason, Due, EntitlementDocument, FigureMadeDocument, QuoteDocument, RangeDocument,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

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

/// Everything in which a quote differs from what a case expects.
pub(super) fn differences(
    mapping: &Mapping,
    problem: String,
    quote: &QuoteDocument,
    expect: &Map<String, Value>,
) -> Vec<String> {
    let mut desk = Desk { mapping, problem, quote, expect, differences: Vec::new() };
    desk.compare();
    desk.differences
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
            self.reasons_given();
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
        let sum = |end: &dyn Fn(&RangeDocument) -> Option<String>| {
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

    /// A refusal has a reason, and every reason cites a rule that the case names.
    fn reasons_given(&mut self) {
        let reasons: Vec<CitedReason> =
            self.subjects().iter().flat_map(|id| self.reasons(id)).collect();
        let why = self.expect.get("why").and_then(Value::as_str).unwrap_or_default().to_owned();
        if reasons.is_empty() {
            self.differences.push(format!("it is refused without a reason; expected: {why}"));
        }
        let rules = rule_numbers(&why);
        let citations: Vec<&String> =
            rules.iter().filter_map(|rule| self.mapping.rules.get(rule)).flatten().collect();
        for reason in reasons.iter().filter(|reason| !citations.contains(&&reason.cites)) {
            let says =
                format!("refused by “{}” [{}]; expected: {why}", reason.because, reason.cites);
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
        let money = |amount: &RangeDocument| range(Some(&amount.low), amount.high.as_deref());
        let figure = |figures: &[FigureMadeDocument], id: &str| {
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
