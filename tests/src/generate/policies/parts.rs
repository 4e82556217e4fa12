//! Problems, remedies and limits of generated policies.

use super::facts::{Kind, Moment};
use super::units::Unit;
use super::{Maker, care, set, tables};
use serde_json::{Value, json};

/// Kinds that need no amount.
pub const KINDS: [&str; 14] = [
    "apology",
    "gift",
    "replacement",
    "priority_handling",
    "consultation",
    "service_extension",
    "service_upgrade",
    "redo",
    "extra_service",
    "named_contact",
    "explanation",
    "personal_call",
    "correction",
    "improvement",
];
/// Kinds that state an amount.
pub const AMOUNTS: [&str; 6] =
    ["payment", "refund", "fee_refund", "fee_waiver", "discount", "voucher"];

/// The problems, their questions still missing.
pub fn problems(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    (0..maker.problems).map(|index| problem(maker, index)).collect()
}

fn problem(maker: &mut Maker<'_, '_>, index: usize) -> Value {
    maker.latest = Moment::Supplied;
    let judged = ["shared", "third_party", "outside_event", "unclear"];
    let responsibility = rules(maker, &judged, "ours");
    let contradictions: Vec<Value> = match maker.choices.chance(5) {
        true => {
            let place = maker.supplied(Kind::YesNo);
            let both = json!({ "all": [maker.test(place), maker.condition(1)] });
            vec![
                json!({ "when": both, "at": maker.read(place), "says": maker.text("It cannot be") }),
            ]
        }
        false => Vec::new(),
    };
    maker.latest = Moment::Responsibility;
    let severity = rules(maker, &["moderate", "serious", "critical"], "minor");
    maker.latest = Moment::Severity;
    let not_due = refusals(maker);
    let mut problem = json!({
        "id": format!("p{index}"), "group": "all", "title": maker.text("Problem"),
        "loss_kind": maker.choices.pick(["money", "product", "service", "attention"]),
        "responsibility": responsibility, "severity": severity, "not_due": not_due,
        "contradictions": contradictions,
    });
    if maker.choices.chance(20) {
        set(&mut problem, "figures", figures(maker));
    }
    if maker.choices.chance(10) {
        set(&mut problem, "group_incident", maker.sentence("Many were hit"));
    }
    care::loss(maker, &mut problem);
    problem
}

/// No reason or one why something is not due.
pub fn refusals(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let refusals = (0..usize::from(maker.choices.chance(30))).map(|_| {
        let when = maker.condition(1);
        json!({ "when": when, "because": maker.sentence("Not due"), "cites": "Rule" })
    });
    refusals.collect()
}

/// One or two named values of any unit.
fn figures(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let figures = (0..=maker.choices.below(2)).map(|index| {
        let unit = maker.choices.pick(Unit::ALL);
        let mut figure = json!({ "id": format!("n{index}"), "title": maker.text("Figure"),
            "value": maker.formula(unit, 2) });
        if maker.choices.chance(30) {
            set(&mut figure, "when", maker.condition(1));
            set(&mut figure, "cites", "Rule of its own");
        }
        figure
    });
    figures.collect()
}

/// Two or three named parts of an amount, the last one perhaps deducted.
fn named_parts(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let count = 2 + maker.choices.below(2);
    let parts = (0..count).map(|index| {
        let mut part = json!({ "id": format!("a{index}"), "title": maker.text("Part"),
            "amount": maker.formula(Unit::Money, 2) });
        if maker.choices.chance(20) {
            set(&mut part, "cites", "Rule of its own");
        }
        if index + 1 == count && maker.choices.chance(50) {
            set(&mut part, "deducted", true);
        }
        if maker.choices.chance(30) {
            set(&mut part, "when", maker.condition(1));
        }
        part
    });
    parts.collect()
}

/// Two or three parties, one of whom bears the rest.
fn parties(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let count = 2 + maker.choices.below(2);
    let rest = maker.choices.below(count);
    let parties = (0..count).map(|index| {
        let mut party = json!({ "id": format!("b{index}"), "title": maker.text("Party") });
        if index != rest {
            set(&mut party, "amount", maker.formula(Unit::Money, 1));
        }
        party
    });
    parties.collect()
}

/// One problem that judges nothing.
pub fn plain_problem(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let because = maker.text("So it is");
    vec![json!({
        "id": "p0", "group": "all", "title": maker.text("Problem"), "loss_kind": "money",
        "responsibility": [{ "is": "ours", "because": because }],
        "severity": [{ "is": "minor", "because": because }],
    })]
}

/// Up to two rules and the one that holds when none does.
fn rules(maker: &mut Maker<'_, '_>, verdicts: &[&'static str], last: &str) -> Vec<Value> {
    let rules = (0..maker.choices.below(3)).map(|_| {
        let is = maker.choices.one(verdicts).copied().unwrap_or(last);
        json!({ "when": maker.condition(2), "is": is, "because": maker.sentence("So it is") })
    });
    let mut rules: Vec<Value> = rules.collect();
    rules.push(json!({ "is": last, "because": maker.text("Otherwise") }));
    rules
}

/// What a remedy pays.
enum Amount {
    None,
    Formula(Value),
    Parts(Vec<Value>),
}

/// The remedies: one goodwill payment for every problem, and others.
pub fn remedies(maker: &mut Maker<'_, '_>) -> Vec<Value> {
    let amount = maker.formula(Unit::Money, 3);
    let all = maker.all_problems();
    let mut remedies = vec![remedy(maker, 0, "goodwill", all, Amount::Formula(amount))];
    for index in 1..=maker.choices.below(5) {
        let basis = maker.choices.pick(["law", "goodwill", "contract"]);
        let amount = match maker.choices.below(10) {
            0..=2 => Amount::None,
            3..=7 => Amount::Formula(maker.formula(Unit::Money, 3)),
            _ => Amount::Parts(named_parts(maker)),
        };
        let pays = !matches!(amount, Amount::None);
        let problems = maker.some_problems();
        let mut made = remedy(maker, index, basis, problems, amount);
        if maker.choices.chance(50) {
            set(&mut made, "when", maker.condition(2));
        }
        if maker.choices.chance(20) {
            set(&mut made, "value", maker.formula(Unit::Money, 1));
        }
        if maker.choices.chance(10) {
            set(&mut made, "expires", tables::span(maker, 1));
            set(&mut made, "conditions", maker.text("While it lasts"));
        }
        if maker.choices.chance(10) {
            set(&mut made, "cost", maker.formula(Unit::Money, 1));
        }
        set(&mut made, "unless", refusals(maker));
        if maker.choices.chance(10) {
            set(&mut made, "uplift", maker.choices.pick(["effort", "waiting"]));
            set(&mut made, "arrives", maker.text("To your card"));
        }
        if maker.choices.chance(20) {
            set(&mut made, "figures", figures(maker));
        }
        if pays && maker.choices.chance(20) {
            set(&mut made, "borne_by", parties(maker));
        }
        remedies.push(made);
    }
    remedies
}

/// What is owed, and a letter to offer beside it.
pub fn owed_remedy(maker: &mut Maker<'_, '_>, amount: Value) -> Vec<Value> {
    let all = maker.all_problems();
    vec![
        remedy(maker, 0, "law", all.clone(), Amount::Formula(amount)),
        remedy(maker, 1, "goodwill", all, Amount::None),
    ]
}

fn remedy(
    maker: &mut Maker<'_, '_>,
    index: usize,
    basis: &str,
    problems: Vec<String>,
    amount: Amount,
) -> Value {
    let kind = match (&amount, index) {
        (Amount::None, _) => maker.choices.pick(KINDS),
        (_, 0) => "payment",
        (_, _) => maker.choices.pick(AMOUNTS),
    };
    let pays = !matches!(amount, Amount::None);
    let promise = if pays { "{by} pays {amount} by {due}" } else { "By {due}" };
    let mut remedy = json!({
        "id": format!("r{index}"), "kind": kind, "for": problems, "title": maker.text("Remedy"),
        "because": maker.sentence("It is fair"), "promise": maker.text(promise), "basis": basis,
        "by": maker.choices.pick(["desk", "head"]),
        "commitment": maker.choices.pick(["soon", "later"]), "cites": "Rule", "from": "2026-01-01",
    });
    match amount {
        Amount::None => {}
        Amount::Formula(amount) => set(&mut remedy, "amount", amount),
        Amount::Parts(parts) => set(&mut remedy, "parts", parts),
    }
    remedy
}

/// Caps, floors and approval.
pub fn limits(maker: &mut Maker<'_, '_>, remedies: &[Value]) -> Value {
    let mut limits = json!({});
    if maker.choices.chance(40) {
        let depth = maker.choices.pick([0, 1]);
        set(&mut limits, "per_case", limit(maker, depth));
    }
    if maker.choices.chance(30) {
        let place =
            maker.supplied(Kind::Number { unit: Unit::Money, least: 0, most: 10_000, open: false });
        let mut per_customer = limit(maker, 0);
        set(&mut per_customer, "used", maker.read(place));
        set(&mut per_customer, "period", maker.text("a year"));
        set(&mut limits, "per_customer", per_customer);
    }
    let owed = remedies.iter().filter(|r| {
        r["basis"] != "goodwill" && (r.get("amount").is_some() || r.get("parts").is_some())
    });
    let floors = owed.filter(|_| maker.choices.chance(40)).collect::<Vec<_>>();
    let floors: Vec<Value> = floors.into_iter().map(|remedy| floor(maker, remedy)).collect();
    set(&mut limits, "floors", floors);
    if maker.choices.chance(40) {
        let edge = maker.choices.between(1, 5_000);
        let above = edge + maker.choices.between(1, 5_000);
        let ladder = json!([
            { "at_most": maker.literal(Unit::Money, edge) },
            { "at_most": maker.literal(Unit::Money, above), "by": "desk", "commitment": "soon" },
            { "by": "head", "commitment": "later" },
        ]);
        set(&mut limits, "approval", ladder);
    }
    limits
}

fn limit(maker: &mut Maker<'_, '_>, depth: u8) -> Value {
    // Mostly fixed: whether a fixed limit holds can be told from outside.
    let amount = match maker.choices.chance(60) {
        true => maker.usual(Unit::Money).into(),
        false => maker.formula(Unit::Money, depth),
    };
    json!({ "amount": amount, "cites": "Rule", "from": "2026-01-01" })
}

fn floor(maker: &mut Maker<'_, '_>, remedy: &Value) -> Value {
    let mut floor = limit(maker, 0);
    set(&mut floor, "for", remedy["for"].clone());
    set(&mut floor, "raises", remedy["id"].clone());
    if maker.choices.chance(50) {
        set(&mut floor, "when", maker.condition(1));
    }
    floor
}
