//! Options: what is offered together, within the caps, best fitting first.

use super::assessment::{escalations, second_failure};
use super::case::{Case, inside, list, lists, text};
use super::fraction::{round, whole};
use super::owed::{Entitlement, amount, is_goodwill, rounded, unit};
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
    /// Where it stands: the less the better.
    place: (bool, u8, usize),
    /// Money owed that is given up for it.
    pub given_up: Vec<Component<'a>>,
    /// Whether it is worth what is given up for it.
    fair: Truth,
    /// What of it may be taken another way, and what that comes to.
    pub split: Option<(&'a Value, Component<'a>)>,
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
    /// The option that is chosen in parts.
    pub chosen_in_parts: Option<Offer<'a>>,
    /// What the options come to that may turn out to be worth what is given up for them.
    pub unsure: Vec<Range>,
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

impl Offers<'_> {
    /// The first that is surely offered and gives nothing up.
    pub fn recommended(&self) -> Option<&Offer<'_>> {
        self.options.iter().find(|offer| offer.certain && offer.given_up.is_empty())
    }
}

/// What is offered, from what each remedy comes to.
pub fn offers<'a>(case: &Case<'a>, due: &[Entitlement<'a>]) -> Offers<'a> {
    let all: Vec<Component<'a>> = due.iter().filter_map(|due| component(case, due)).collect();
    let owed = all.iter().filter(|component| !is_goodwill(component.remedy)).cloned().collect();
    let (options, refused, unsure) = (Vec::new(), Vec::new(), Vec::new());
    let mut offers = Offers { owed, options, chosen_in_parts: None, unsure, refused };
    let problem = text(case.problem, "id");
    let split = inside(case.complaint, ["choice", "split"]);
    for option in list(case.policy, "options").filter(|option| lists(option, "for", problem)) {
        match offer(case, option, &all, &offers.owed, None) {
            // Money is given up for what is surely worth it only.
            Some(offer) if offer.fair == Truth::Yes => offers.options.push(offer),
            Some(offer) if offer.fair == Truth::Open => {
                offers.unsure.push(offer.total);
                offers.refused.push(option);
            }
            _ => offers.refused.push(option),
        }
        let percent = split["percent"].as_i64().filter(|percent| (0..=100).contains(percent));
        if split["option"] == option["id"] && percent.is_some() {
            offers.chosen_in_parts = offer(case, option, &all, &offers.owed, percent);
        }
    }
    offers.options.sort_by_key(|offer| offer.place);
    money_first(&mut offers.options);
    offers
}

/// The first money goes before the first voucher where both fit as well.
fn money_first(options: &mut Vec<Offer<'_>>) {
    let first = |kinds: &[&str]| {
        options.iter().position(|offer| {
            let mut goodwill = offer.components.iter().filter(|made| is_goodwill(made.remedy));
            goodwill.any(|made| kinds.contains(&text(made.remedy, "kind")))
        })
    };
    let found = first(&["refund", "payment", "fee_refund", "fee_waiver"]).zip(first(&["voucher"]));
    let Some((money, voucher)) = found.filter(|(money, voucher)| voucher < money) else { return };
    let places: Vec<_> = options.iter().map(|offer| offer.place).collect();
    if places.get(money) == places.get(voucher) {
        let first = options.remove(money);
        options.insert(voucher, first);
    }
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

/// An option; with a percentage, so much of what may be split taken the other way.
fn offer<'a>(
    case: &Case<'a>,
    option: &'a Value,
    all: &[Component<'a>],
    owed: &[Component<'a>],
    percent: Option<i64>,
) -> Option<Offer<'a>> {
    let holds = case.when(option);
    let named = |id: &Value| all.iter().find(|component| component.remedy["id"] == *id).cloned();
    let listed: Vec<Component<'a>> = list(option, "remedies").filter_map(named).collect();
    if holds == Truth::No || listed.is_empty() {
        return None;
    }
    let certain = holds == Truth::Yes && listed.iter().any(|component| component.certain);
    let in_place = list(option, "in_place_of").len() > 0;
    let caps = caps(case);
    let other = named(inside(option, ["split", "into"])).filter(|other| other.certain);
    let split = other.and_then(|other| other_way(option, &listed, other, &caps));
    let listed = match (&split, percent) {
        (Some((of, other)), Some(percent)) => in_parts(case, listed, of, other, percent),
        _ => listed,
    };
    let (given_up, kept): (Vec<Component<'a>>, Vec<Component<'a>>) = owed
        .iter()
        .cloned()
        .partition(|made| list(option, "in_place_of").any(|id| made.remedy["id"] == *id));
    let goodwill = caps.iter().fold(money(&listed), |sum, (_, left)| sum.least(left));
    let total = money(&kept).plus(&goodwill);
    let (mut listed, capped) = cap(listed, &caps);
    listed.retain(|component| !is_nothing(component));
    let (gives_up, (rank, kind)) = (!given_up.is_empty(), fit(case, option, &listed));
    // What is given up, beside what is given for it.
    let surely = |made: &Component<'_>| {
        made.certain && made.amount.as_ref().is_some_and(|amount| amount.low > Some(whole(0)))
    };
    let fair = match in_place {
        true if given_up.is_empty() => Truth::No,
        true => sum(listed.iter().filter_map(worth)).is_less(&money(&given_up)).not(),
        false => Truth::Yes,
    };
    let certain = certain && (!in_place || given_up.iter().any(surely));
    let components = [kept, listed].concat();
    Some(Offer {
        option,
        certain,
        place: (gives_up, rank, kind),
        given_up,
        fair,
        split,
        value: sum(components.iter().filter_map(worth)),
        components,
        rung: rung(case, &total).or_else(|| looked_at(case)),
        total,
        capped,
    })
}

/// What a remedy of an option comes to the other way, within the caps; none unless it is sure.
fn other_way<'a>(
    option: &'a Value,
    listed: &[Component<'a>],
    other: Component<'a>,
    caps: &[(&'a Value, Range)],
) -> Option<(&'a Value, Component<'a>)> {
    let of = inside(option, ["split", "of"]);
    let is = |made: &Component<'_>| made.remedy["id"] == *of;
    listed.iter().find(|made| is(made) && made.certain)?;
    let id = &other.remedy["id"];
    let swapped =
        listed.iter().map(|made| if is(made) { other.clone() } else { made.clone() }).collect();
    let (capped, _) = cap(swapped, caps);
    let other = capped.into_iter().find(|made| made.remedy["id"] == *id)?;
    Some((of, other))
}

/// So much of one remedy taken the other way, each part rounded.
fn in_parts<'a>(
    case: &Case<'_>,
    listed: Vec<Component<'a>>,
    of: &Value,
    other: &Component<'a>,
    percent: i64,
) -> Vec<Component<'a>> {
    let part = |made: &Component<'a>, percent: i64| {
        let share = |all: &Range| match percent {
            // No part of an amount without an end is nothing all the same.
            0 => Range::whole(0),
            _ => rounded(case, &all.map(|all| all * whole(percent) / whole(100))),
        };
        let (amount, value) = (made.amount.as_ref().map(share), made.value.as_ref().map(share));
        Component { remedy: made.remedy, amount, value, certain: made.certain }
    };
    let parts = listed.iter().flat_map(|made| match made.remedy["id"] == *of {
        true => vec![part(other, percent), part(made, 100 - percent)],
        false => vec![made.clone()],
    });
    parts.collect()
}

/// What a component is worth; from nothing while its amount may come to nothing.
fn worth(component: &Component<'_>) -> Option<Range> {
    let may_be_none = component.amount.as_ref().is_some_and(|amount| amount.low == Some(whole(0)));
    let value = component.value.clone()?;
    Some(if may_be_none { value.hull(&Range::whole(0)) } else { value })
}

/// How well an option fits: the policy prefers it, or by its best kind of remedy.
fn fit(case: &Case<'_>, option: &Value, listed: &[Component<'_>]) -> (u8, usize) {
    let preferred = option.get("recommended_when");
    if preferred.is_some_and(|when| case.holds(when) == Truth::Yes) {
        return (0, 0);
    }
    let best = listed.iter().filter_map(|made| likeness(case, text(made.remedy, "kind"))).min();
    best.map_or((2, 0), |best| (1, best))
}

/// How well a kind of remedy makes the loss good, like for like: 0 is the best.
fn likeness(case: &Case<'_>, kind: &str) -> Option<usize> {
    if list(case.problem, "like_for_like").len() > 0 {
        return list(case.problem, "like_for_like").position(|own| own == kind);
    }
    let (best, near): (&[&str], &[&str]) = match text(case.problem, "loss_kind") {
        "money" => (&["refund", "payment", "fee_refund"], &["fee_waiver"]),
        "product" => (&["replacement"], &["refund"]),
        "service" => (
            &["redo", "service_upgrade"],
            &["priority_handling", "consultation", "service_extension", "extra_service"],
        ),
        _ => (&["apology", "personal_call", "named_contact"], WORDS),
    };
    let near = near.contains(&kind).then_some(1);
    if best.contains(&kind) { Some(0) } else { near }
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
    // Everyone hit by the same incident is treated alike, whatever they had before.
    let alike = case.problem.get("group_incident").is_some();
    let caps: &[&str] = if alike { &["per_case"] } else { &["per_case", "per_customer"] };
    caps.iter().filter_map(|name| cap(name)).collect()
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

/// Who looks at the case, whatever it comes to.
fn looked_at<'a>(case: &Case<'a>) -> Option<&'a Value> {
    let by = |rule: &&Value| rule.get("by").is_some() && rule.get("commitment").is_some();
    escalations(case).find(|rule| by(rule) && case.when(rule) != Truth::No)
}
