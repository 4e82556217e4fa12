//! Options: what is offered together, within the caps, best fitting first.

use super::assessment::second_failure;
use super::case::{Case, inside, list, lists, text};
use super::fraction::{round, whole};
use super::owed::{Entitlement, amount, is_goodwill, unit};
use super::range::{Range, Truth};
use serde_json::{Value, json};

/// A remedy as an option offers it.
#[derive(Debug, Clone)]
pub struct Component<'a> {
    /// The remedy as the policy writes it.
    pub remedy: &'a Value,
    /// Money after caps.
    pub amount: Option<Range>,
    /// What it is worth.
    value: Option<Range>,
    /// Whether it is surely due.
    pub certain: bool,
}

/// An option that is or may be offered.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// The option as the policy writes it.
    pub option: &'a Value,
    /// Whether it is surely offered.
    pub certain: bool,
    fit: u8,
    /// What is owed, then what is listed.
    pub components: Vec<Component<'a>>,
    /// All money in it.
    pub total: Range,
    /// What it is worth.
    pub value: Range,
    /// Citations of the caps that took something away.
    pub capped: Vec<&'a Value>,
    /// The rung of the approval ladder it reaches.
    pub rung: Option<&'a Value>,
}

/// Everything offered.
#[derive(Debug)]
pub struct Offers<'a> {
    /// What is owed, part of every option.
    pub owed: Vec<Component<'a>>,
    /// The options, best fitting first.
    pub options: Vec<Offer<'a>>,
    /// The options for the problem that are not offered.
    pub refused: Vec<&'a Value>,
}

/// The money of several components.
pub fn money(components: &[Component<'_>]) -> Range {
    sum(components.iter().filter_map(|component| component.amount.clone()))
}

fn sum(ranges: impl Iterator<Item = Range>) -> Range {
    ranges.fold(Range::whole(0), |sum, range| sum.plus(&range))
}

/// What is offered, from what each remedy comes to.
pub fn offers<'a>(case: &Case<'a>, due: &[Entitlement<'a>]) -> Offers<'a> {
    let all: Vec<Component<'a>> = due.iter().filter_map(|due| component(case, due)).collect();
    let owed = all.iter().filter(|component| !is_goodwill(component.remedy)).cloned().collect();
    let mut offers = Offers { owed, options: Vec::new(), refused: Vec::new() };
    let problem = text(case.problem, "id");
    for option in list(case.policy, "options").filter(|option| lists(option, "for", problem)) {
        match offer(case, option, &all, &offers.owed) {
            Some(offer) => offers.options.push(offer),
            None => offers.refused.push(option),
        }
    }
    offers.options.sort_by_key(|offer| offer.fit);
    offers
}

/// What is or may be due and may come to something.
fn component<'a>(case: &Case<'a>, due: &Entitlement<'a>) -> Option<Component<'a>> {
    let value = due.remedy.get("value").map(|value| {
        let value = amount(case, value);
        if due.applies == Truth::Open { value.hull(&Range::whole(0)) } else { value }
    });
    let component = Component {
        remedy: due.remedy,
        amount: due.amount.clone(),
        value: value.or(due.amount.clone()),
        certain: due.applies == Truth::Yes,
    };
    Some(component).filter(|component| due.applies != Truth::No && !is_nothing(component))
}

/// Whether it is an amount of zero.
fn is_nothing(component: &Component<'_>) -> bool {
    component.amount.as_ref().is_some_and(|amount| amount.high == Some(whole(0)))
}

fn offer<'a>(
    case: &Case<'a>,
    option: &'a Value,
    all: &[Component<'a>],
    owed: &[Component<'a>],
) -> Option<Offer<'a>> {
    let holds = case.when(option);
    let listed = list(option, "remedies")
        .filter_map(|id| all.iter().find(|component| component.remedy["id"] == *id).cloned());
    let listed: Vec<Component<'a>> = listed.collect();
    if holds == Truth::No || listed.is_empty() {
        return None;
    }
    let preferred =
        option.get("recommended_when").is_some_and(|when| case.holds(when) == Truth::Yes);
    let like = listed.iter().any(|component| like_for_like(case, component.remedy));
    let certain = holds == Truth::Yes && listed.iter().any(|component| component.certain);
    let caps = caps(case);
    let goodwill = caps.iter().fold(money(&listed), |sum, (_, left)| sum.least(left));
    let total = money(owed).plus(&goodwill);
    let (mut listed, capped) = cap(listed, &caps);
    listed.retain(|component| !is_nothing(component));
    let components = [owed, &listed].concat();
    Some(Offer {
        option,
        certain,
        fit: if preferred {
            0
        } else if like {
            1
        } else {
            2
        },
        value: sum(components.iter().filter_map(worth)),
        components,
        rung: rung(case, &total),
        total,
        capped,
    })
}

/// What a component is worth; from nothing while its amount may come to nothing.
fn worth(component: &Component<'_>) -> Option<Range> {
    let may_be_none = component.amount.as_ref().is_some_and(|amount| amount.low == Some(whole(0)));
    let value = component.value.clone()?;
    Some(if may_be_none { value.hull(&Range::whole(0)) } else { value })
}

/// Whether a remedy gives back the kind of thing that was lost.
fn like_for_like(case: &Case<'_>, remedy: &Value) -> bool {
    let like: &[&str] = match text(case.problem, "loss_kind") {
        "money" => &["refund", "payment", "fee_refund", "fee_waiver"],
        "product" => &["replacement", "refund"],
        "service" => &[
            "priority_handling",
            "consultation",
            "service_extension",
            "service_upgrade",
            "redo",
            "extra_service",
        ],
        _ => WORDS,
    };
    like.contains(&text(remedy, "kind"))
}

/// Kinds that give attention.
const WORDS: &[&str] =
    &["named_contact", "apology", "explanation", "personal_call", "correction", "improvement"];

/// Whether a remedy gives more than words.
pub fn is_material(remedy: &Value) -> bool {
    !WORDS.contains(&text(remedy, "kind"))
}

/// The caps by citation, and what each leaves for goodwill, rounded down.
fn caps<'a>(case: &Case<'a>) -> Vec<(&'a Value, Range)> {
    let limits = &case.policy["limits"];
    let unit = unit(case);
    let cap = |name: &str| {
        let limit = limits.get(name)?;
        let amount = case.value(&limit["amount"]);
        let used =
            limit.get("used").map_or(Range::whole(0), |used| case.value(&json!({ "fact": used })));
        let left = amount.minus(&used).not_negative();
        Some((&limit["cites"], left.map(|left| round(left, &unit, "down"))))
    };
    ["per_case", "per_customer"].into_iter().filter_map(cap).collect()
}

/// Goodwill within the caps: what is listed first is given first.
fn cap<'a>(
    listed: Vec<Component<'a>>,
    caps: &[(&'a Value, Range)],
) -> (Vec<Component<'a>>, Vec<&'a Value>) {
    let (mut components, mut capped) = (listed, Vec::new());
    for (cites, limit) in caps {
        let mut left = limit.clone();
        for component in &mut components {
            let Some(amount) = component.amount.clone() else { continue };
            let kept = amount.least(&left);
            if kept.high != amount.high && !capped.contains(cites) {
                capped.push(*cites);
            }
            left = left.minus(&kept).not_negative();
            if component.remedy.get("value").is_none() {
                component.value = Some(kept.clone());
            }
            component.amount = Some(kept);
        }
    }
    (components, capped)
}

/// The rung of whoever must approve the most an option can come to; after a second failure somebody must.
fn rung<'a>(case: &Case<'a>, total: &Range) -> Option<&'a Value> {
    let fits = |rung: &&Value| match (case.literal(&rung["at_most"]), &total.high) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(at_most), Some(most)) => *most <= at_most,
    };
    let is_person = |rung: &&Value| rung.get("by").is_some();
    let rungs = list(inside(case.policy, ["limits"]), "approval");
    let mut reached = rungs.skip_while(|rung| !fits(rung));
    let first = reached.next()?;
    match second_failure(case) {
        _ if is_person(&first) => Some(first),
        Truth::No => None,
        Truth::Yes | Truth::Open => reached.find(is_person),
    }
}
