//! Compares what a scenario expects with the answer, and says every difference.

use super::{
    Day, Expect, ExpectedComponent, ExpectedEntitlement, ExpectedFault, ExpectedOption, Money,
    OneOrMany, Scenario,
};
use amends_core::document::quote::{
    ComponentDocument, Due, EntitlementDocument, FigureMadeDocument, OfferDocument, QuoteDocument,
    RangeDocument,
};
use amends_core::fault::Fault;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Said of a scenario that no answer could fail.
const NOTHING: &str = "nothing is compared: write under `expect` what must come out";

/// Everything in which an answer differs from what a scenario expects; empty means it passes. One that expects nothing
/// at all does not.
pub fn differences(scenario: &Scenario, answer: &Result<QuoteDocument, Vec<Fault>>) -> Vec<String> {
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
            seen.other(format!("expected faults {expected:?}, got a quote"));
        }
        (Err(faults), None) => {
            faults.iter().for_each(|fault| seen.other(format!("fault {} {fault}", fault.code)));
        }
    }
    if seen.compared == 0 && !scenario.follow_up.iter().any(Day::is_compared) {
        seen.other(NOTHING.to_owned());
    }
    seen.differences
}

/// What differs, and how much was compared.
#[derive(Default)]
struct Seen {
    differences: Vec<String>,
    compared: usize,
}

impl Seen {
    fn other(&mut self, difference: String) {
        self.compared += 1;
        self.differences.push(difference);
    }

    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, found: &T) {
        self.compared += 1;
        if expected != found {
            self.differences.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    fn maybe<T: PartialEq + Debug>(&mut self, what: &str, expected: &Option<T>, found: T) {
        if let Some(expected) = expected {
            self.same(what, expected, &found);
        }
    }

    fn money(&mut self, what: &str, expected: &Option<Money>, found: &RangeDocument) {
        let found = ends(Some(&found.low), found.high.as_ref());
        self.maybe(what, expected, found);
    }
}

/// A value or range as scenarios write it.
fn ends(low: Option<&String>, high: Option<&String>) -> Money {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Money::Point(low.clone()),
        (low, high) => Money::Range(low.cloned(), high.cloned()),
    }
}

/// The word a value has in documents.
fn word<T: serde::Serialize>(value: T) -> String {
    let value = serde_json::to_value(value).unwrap_or(Value::Null);
    value.as_str().unwrap_or_default().to_owned()
}

fn assessment(expect: &Expect, quote: &QuoteDocument, seen: &mut Seen) {
    let Some(expected) = &expect.assessment else { return };
    let found = &quote.assessment;
    verdict("responsibility", &expected.responsibility, &found.responsibility.possible, seen);
    verdict("severity", &expected.severity, &found.severity.possible, seen);
    seen.maybe("due", &expected.due, word::<Due>(found.due));
}

fn quote_differences(expect: &Expect, quote: &QuoteDocument, seen: &mut Seen) {
    assessment(expect, quote, seen);
    seen.money("owed", &expect.owed, &quote.owed);
    seen.money("range", &expect.range, &quote.range);
    for (remedy, expected) in expect.entitlements.iter().flatten() {
        match quote.entitlements.iter().find(|found| found.remedy == *remedy) {
            Some(found) => entitlement(remedy, expected, found, seen),
            None => seen.other(format!("{remedy}: the quote does not mention it")),
        }
    }
    let expected = expect.figures.iter().flatten();
    values("figure", expected, &named(&quote.figures, figure), seen);
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

fn figure(found: &FigureMadeDocument) -> (&str, Money) {
    (&found.id, ends(found.low.as_ref(), found.high.as_ref()))
}

fn amount<'a>(id: &'a str, found: &RangeDocument) -> (&'a str, Money) {
    (id, ends(Some(&found.low), found.high.as_ref()))
}

fn named<T>(all: &[T], one: impl Fn(&T) -> (&str, Money)) -> BTreeMap<&str, Money> {
    all.iter().map(one).collect()
}

fn values<'a>(
    what: &str,
    expected: impl Iterator<Item = (&'a String, &'a Money)>,
    found: &BTreeMap<&str, Money>,
    seen: &mut Seen,
) {
    for (id, expected) in expected {
        match found.get(id.as_str()) {
            Some(found) => seen.same(&format!("{what} {id}"), expected, found),
            None => seen.other(format!("{what} {id}: the quote does not mention it")),
        }
    }
}

fn entitlement(
    remedy: &str,
    expected: &ExpectedEntitlement,
    found: &EntitlementDocument,
    seen: &mut Seen,
) {
    let at = |what: &str| format!("{remedy} {what}");
    seen.maybe(&at("applies"), &expected.applies, word(found.applies));
    let none = RangeDocument { low: "none".to_owned(), high: None };
    seen.money(&at("amount"), &expected.amount, found.amount.as_ref().unwrap_or(&none));
    let citations = found.because.iter().map(|reason| reason.cites.clone()).collect();
    seen.maybe(&at("refused by"), &expected.refused_by, citations);
    let parts = named(&found.parts, |part| amount(&part.id, &part.amount));
    values(&at("part"), expected.parts.iter(), &parts, seen);
    let shares = named(&found.borne_by, |share| amount(&share.id, &share.amount));
    values(&at("share"), expected.borne_by.iter(), &shares, seen);
    values(&at("figure"), expected.figures.iter(), &named(&found.figures, figure), seen);
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
    seen.maybe(&at("done_by"), &expected.done_by, found.done_by.clone().unwrap_or_default());
    let Some(components) = &expected.components else { return };
    let ids: Vec<&str> = components.iter().map(|component| component.remedy.as_str()).collect();
    let there: Vec<&str> = found.components.iter().map(|c| c.remedy.as_str()).collect();
    seen.same(&at("components"), &ids, &there);
    for (expected, found) in components.iter().zip(&found.components) {
        component(&at(&expected.remedy), expected, found, seen);
    }
}

fn component(
    option: &str,
    expected: &ExpectedComponent,
    found: &ComponentDocument,
    seen: &mut Seen,
) {
    let at = |what: &str| format!("{option} {what}");
    match (&expected.amount, &found.amount) {
        (Value::Null, None) => {}
        (Value::Null, Some(found)) => seen.other(format!("{}: found {found:?}", at("amount"))),
        (amount, found) => {
            let amount = serde_json::from_value(amount.clone()).ok();
            let none = RangeDocument { low: "none".to_owned(), high: None };
            seen.money(&at("amount"), &amount, found.as_ref().unwrap_or(&none));
        }
    }
    seen.maybe(&at("basis"), &expected.basis, word(found.basis));
    seen.maybe(&at("due"), &expected.due, found.due.clone().unwrap_or_default());
    seen.maybe(&at("certain"), &expected.certain, found.certain);
    if expected.expires.is_some() {
        seen.same(&at("expires"), &expected.expires, &found.expires);
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
        seen.compared += 1;
        if !text.contains(&mention.replace('\u{a0}', " ")) {
            seen.differences.push(format!("apology does not mention “{mention}”: {text}"));
        }
    }
}
