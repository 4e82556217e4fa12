//! Remedies: whether each is due, how much, in which parts and borne by whom.

use super::assessment::{reasons, refused};
use super::case::{Case, inside, list, lists, text};
use super::civil;
use super::dates::day;
use super::fraction::{Fraction, round, whole, write};
use super::offers::is_material;
use super::range::{Range, Truth};
use super::units::{self, Unit};
use serde_json::{Value, json};

/// What one remedy comes to.
#[derive(Debug)]
pub struct Entitlement<'a> {
    /// The remedy as the policy writes it.
    pub remedy: &'a Value,
    /// Whether it is due.
    pub applies: Truth,
    /// How much, where it has an amount.
    pub amount: Option<Range>,
    /// The parts that count or may count.
    parts: Vec<(&'a Value, Range)>,
}

/// Every remedy of the problem, in the order of the policy.
pub fn entitlements<'a>(case: &Case<'a>) -> Vec<Entitlement<'a>> {
    let problem = text(case.problem, "id");
    let remedies = list(case.policy, "remedies").filter(|remedy| lists(remedy, "for", problem));
    remedies.map(|remedy| entitlement(case, remedy)).collect()
}

/// Whether a remedy is given through options.
pub fn is_goodwill(remedy: &Value) -> bool {
    remedy["basis"] == "goodwill"
}

fn entitlement<'a>(case: &Case<'a>, remedy: &'a Value) -> Entitlement<'a> {
    // Words are never refused.
    let goodwill = match is_goodwill(remedy) && is_material(remedy) {
        true => refused(case, case.problem, "not_due").not(),
        false => Truth::Yes,
    };
    let unless = refused(case, remedy, "unless").not();
    let applies = Truth::all([case.when(remedy), unless, goodwill]);
    let parts: Vec<(&Value, Range)> = list(remedy, "parts")
        .filter_map(|part| {
            let amount = amount(case, &part["amount"]);
            match case.when(part) {
                Truth::Yes => Some((part, amount)),
                Truth::No => None,
                Truth::Open => Some((part, amount.hull(&Range::whole(0)))),
            }
        })
        .collect();
    let sum = match remedy.get("amount") {
        Some(formula) => Some(amount(case, formula)),
        None => remedy.get("parts").map(|_| together(&parts)),
    };
    let raised = sum.map(|sum| floors(case, remedy, sum));
    let amount = raised.map(|amount| match applies {
        Truth::Open => amount.hull(&Range::whole(0)),
        Truth::Yes | Truth::No => amount,
    });
    Entitlement { remedy, applies, amount, parts }
}

/// The citations of the remedies that are due and come to nothing.
pub fn nothing(entitlements: &[Entitlement<'_>]) -> Vec<Value> {
    let none = entitlements.iter().filter(|due| {
        let amount = due.amount.as_ref();
        due.applies == Truth::Yes && amount.is_some_and(|a| a.high == Some(whole(0)))
    });
    none.map(|due| json!({ "cites": due.remedy["cites"] })).collect()
}

/// The sum of the parts less those that are deducted.
fn together(parts: &[(&Value, Range)]) -> Range {
    let sum =
        parts.iter().fold(Range::whole(0), |sum, (part, amount)| match part["deducted"] == true {
            true => sum.minus(amount),
            false => sum.plus(amount),
        });
    sum.not_negative()
}

/// An amount: never below zero, rounded by the policy.
pub fn amount(case: &Case<'_>, formula: &Value) -> Range {
    rounded(case, &case.value(formula).not_negative())
}

/// Rounded by the policy.
pub fn rounded(case: &Case<'_>, amount: &Range) -> Range {
    let rounding = &case.policy["rounding"];
    amount.map(|amount| round(amount, &unit(case), text(rounding, "mode")))
}

/// What amounts are multiples of.
pub fn unit(case: &Case<'_>) -> Fraction {
    case.literal(inside(case.policy, ["rounding", "unit"])).unwrap_or(whole(1))
}

/// An owed amount raised to the least the law gives.
fn floors(case: &Case<'_>, remedy: &Value, amount: Range) -> Range {
    let problem = text(case.problem, "id");
    let floors = list(&case.policy["limits"], "floors");
    let own = floors.filter(|f| f["raises"] == remedy["id"] && lists(f, "for", problem));
    own.fold(amount, |sum, floor| {
        // Rounded up, so that what is given is never less.
        let least = case.value(&floor["amount"]).not_negative();
        let raised = sum.greatest(&least.map(|least| round(least, &unit(case), "up")));
        match case.when(floor) {
            Truth::Yes => raised,
            Truth::No => sum,
            Truth::Open => sum.hull(&raised),
        }
    })
}

/// What every party bears: in order as much as it is to, of what is left; one bears the rest.
fn shares(case: &Case<'_>, remedy: &Value, whole: &Range) -> Value {
    let mut left = whole.clone();
    let mut shares = Vec::new();
    for party in list(remedy, "borne_by").filter(|party| party.get("amount").is_some()) {
        let share = amount(case, &party["amount"]).least(&left);
        left = left.minus(&share).not_negative();
        shares.push((party, share));
    }
    let parties = list(remedy, "borne_by").map(|party| {
        let own = shares.iter().find(|(other, _)| *other == party);
        let share = own.map_or(&left, |(_, share)| share);
        json!({ "id": party["id"], "amount": money(case, share) })
    });
    parties.collect()
}

/// The entitlements of the quote.
pub fn documents(case: &Case<'_>, entitlements: &[Entitlement<'_>]) -> Value {
    let told = entitlements.iter().filter(|due| {
        let more = ["unless", "parts", "figures", "borne_by"];
        !is_goodwill(due.remedy) || more.iter().any(|field| list(due.remedy, field).len() > 0)
    });
    told.map(|due| document(case, due)).collect()
}

fn document(case: &Case<'_>, due: &Entitlement<'_>) -> Value {
    // A remedy that is not about this case has no reasons.
    let because = match case.when(due.remedy) {
        Truth::No => Value::Null,
        Truth::Yes | Truth::Open => reasons(case, &due.remedy["unless"]),
    };
    if due.applies == Truth::No {
        return json!({ "remedy": due.remedy["id"], "applies": "no", "because": because });
    }
    let amount = due.amount.as_ref();
    let parts = due
        .parts
        .iter()
        .map(|(part, amount)| json!({ "id": part["id"], "amount": money(case, amount) }));
    json!({
        "remedy": due.remedy["id"], "applies": word(due.applies), "because": because,
        "amount": amount.map(|amount| money(case, amount)),
        "parts": parts.collect::<Vec<_>>(),
        "borne_by": amount.map(|amount| shares(case, due.remedy, amount)),
        "figures": figures(case, due.remedy),
    })
}

/// Yes, no or unclear.
pub fn word(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "yes",
        Truth::No => "no",
        Truth::Open => "unclear",
    }
}

/// The named values of a problem or remedy.
pub fn figures(case: &Case<'_>, object: &Value) -> Value {
    let told = list(object, "figures").filter(|figure| case.when(figure) != Truth::No);
    let documents = told.map(|figure| {
        let value = case.value(&figure["value"]);
        let unit = units::unit(case, &figure["value"], "");
        let written = |end: &Option<Fraction>| end.as_ref().map(|end| decimal(case, unit, end));
        let certain = case.when(figure) == Truth::Yes;
        json!({ "id": figure["id"], "certain": certain, "cites": figure["cites"], "low": written(&value.low), "high": written(&value.high) })
    });
    documents.collect()
}

/// The end of a figure: a date, an amount with the currency's decimals, another number with six at most.
fn decimal(case: &Case<'_>, unit: Unit, end: &Fraction) -> String {
    match unit {
        Unit::Date => day(end).map(civil::write).unwrap_or_default(),
        Unit::Money => write(end, places(case)),
        Unit::Other => {
            let digits = write(end, 6);
            digits.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

/// An amount as the quote writes it.
pub fn money(case: &Case<'_>, amount: &Range) -> Value {
    let end = |end: &Option<Fraction>| end.as_ref().map(|end| write(end, places(case)));
    json!({ "low": end(&amount.low), "high": end(&amount.high) })
}

/// Decimal places of the policy's currency (ISO 4217).
fn places(case: &Case<'_>) -> usize {
    match text(case.policy, "currency") {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}
