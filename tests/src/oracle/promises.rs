//! The quote: everything that was worked out, and by when it is done.

use super::Refusal;
use super::assessment::{self, reasons, refused};
use super::case::{Case, inside, list, lists, text};
use super::dates::day;
use super::formulas::Scope;
use super::offers::{Component, Offer, Offers, is_material, money, offers};
use super::owed::{self, documents, entitlements, figures};
use super::range::{Range, Truth};
use super::{civil, fraction};
use serde_json::{Value, json};

/// A promise that no calendar reaches.
const UNDATED: Refusal = "outside-calendar";

/// The quote of a case.
pub fn quote(case: &Case<'_>) -> Result<Value, Refusal> {
    let due = entitlements(case);
    let offers = offers(case, &due);
    let recommended = offers.options.iter().find(|offer| offer.certain);
    let options: Result<Vec<Value>, Refusal> =
        offers.options.iter().map(|offer| option(case, &offers, offer, recommended)).collect();
    let routes = list(case.policy, "routes").map(|route| {
        let from = route.get("after").map(|after| last_day(case, after)).transpose()?;
        Ok(json!({ "id": route["id"], "from": from }))
    });
    Ok(json!({
        "open_until": last_day(case, &case.policy["quote_open"])?,
        "assessment": assessment::document(case, due_at_all(case, &offers)),
        "entitlements": documents(case, &due),
        "figures": figures(case, case.problem),
        "owed": owed::money(case, &money(&offers.owed)),
        "range": owed::money(case, &whole_range(&offers)),
        "options": options?,
        "not_offered": offers.refused.iter().map(|o| json!({ "id": o["id"] })).collect::<Vec<_>>(),
        "missing": missing(case),
        "commitments": commitments(case, &offers, recommended)?,
        "not_promised": not_promised(case),
        "routes": routes.collect::<Result<Vec<Value>, Refusal>>()?,
    }))
}

/// Whether more than words is due. What may come to nothing is not sure, unless it is a judgement that decides.
fn due_at_all(case: &Case<'_>, offers: &Offers<'_>) -> &'static str {
    let offered = offers.options.iter().flat_map(|o| o.components.iter().map(|c| (c, o.certain)));
    let all = offered.chain(offers.owed.iter().map(|component| (component, true)));
    let truths = all.filter(|(made, _)| is_material(made.remedy)).map(|(made, certain)| {
        let nothing = made.amount.as_ref().is_some_and(|a| a.low == Some(fraction::whole(0)));
        let sure = certain && made.certain && (!nothing || is_judged(case, made.remedy));
        if sure { Truth::Yes } else { Truth::Open }
    });
    owed::word(Truth::any(truths))
}

/// Whether everything that decides how much a remedy comes to is known.
fn is_judged(case: &Case<'_>, remedy: &Value) -> bool {
    let limits = &case.policy["limits"];
    let floors = list(limits, "floors").filter(|floor| floor["raises"] == remedy["id"]);
    let conditional = list(remedy, "parts").chain(floors);
    let caps = [&limits["per_case"], &limits["per_customer"]].into_iter();
    let caps = caps.filter(|_| owed::is_goodwill(remedy));
    let deciding = conditional.chain(caps).flat_map(|part| [&part["amount"], &part["when"]]);
    let used = json!({ "fact": inside(limits, ["per_customer", "used"]) });
    let used = !owed::is_goodwill(remedy) || limits["per_customer"].is_null() || case.knows(&used);
    used && deciding.chain([&remedy["amount"]]).all(|part| case.knows(part))
}

/// From the least to the most of all options; what is owed counts while no option is sure.
fn whole_range(offers: &Offers<'_>) -> Range {
    let owed = money(&offers.owed);
    let totals = offers.options.iter().map(|offer| offer.total.clone());
    match offers.options.iter().any(|offer| offer.certain) {
        true => Range::hull_of(totals),
        false => Range::hull_of(totals.chain([owed])),
    }
}

/// The last day of a span from today.
fn last_day(case: &Case<'_>, span: &Value) -> Result<String, Refusal> {
    let last = within(case, span).and_then(|last| day(last.high.as_ref()?));
    last.map(civil::write).ok_or(UNDATED)
}

fn within(case: &Case<'_>, span: &Value) -> Option<Range> {
    Scope { case, item: None }.span(&Range::whole(case.today), span, 1)
}

/// The last day of a commitment, and the first it could be when that is another.
fn due(case: &Case<'_>, commitment: &Value) -> Result<(String, Option<String>), Refusal> {
    let range = match commitment.get("due") {
        Some(formula) => Some(case.value(formula)),
        None => within(case, &commitment["within"]),
    };
    let range = range.ok_or(UNDATED)?;
    let latest = range.high.as_ref().and_then(day).ok_or(UNDATED)?;
    let earliest = range.low.as_ref().and_then(day).filter(|earliest| *earliest != latest);
    Ok((civil::write(latest), earliest.map(civil::write)))
}

fn named<'a>(case: &Case<'a>, id: &Value) -> &'a Value {
    list(case.policy, "commitments").find(|own| own["id"] == *id).unwrap_or(&Value::Null)
}

fn option(
    case: &Case<'_>,
    offers: &Offers<'_>,
    offer: &Offer<'_>,
    recommended: Option<&Offer<'_>>,
) -> Result<Value, Refusal> {
    let components: Result<Vec<Value>, Refusal> =
        offer.components.iter().map(|made| component(case, made)).collect();
    let components = components?;
    let days = components.iter().map(|component| text(component, "due").to_owned());
    let approval = match offer.rung {
        Some(rung) => json!({ "at_once": false, "approval_by": { "id": rung["by"] },
            "decided_by": due(case, named(case, &rung["commitment"]))?.0 }),
        None => json!({ "at_once": true }),
    };
    Ok(json!({
        "id": offer.option["id"], "certain": offer.certain,
        "recommended": recommended.is_some_and(|other| other.option["id"] == offer.option["id"]),
        "total": owed::money(case, &offer.total), "owed": owed::money(case, &money(&offers.owed)),
        "value": owed::money(case, &offer.value),
        "capped": offer.capped.iter().map(|cites| json!({ "cites": cites })).collect::<Vec<_>>(),
        "settlement": approval,
        "done_by": days.max().unwrap_or_else(|| civil::write(case.today)),
        "components": components,
    }))
}

fn component(case: &Case<'_>, made: &Component<'_>) -> Result<Value, Refusal> {
    let expires = made.remedy.get("expires").map(|span| last_day(case, span)).transpose()?;
    let (due, due_from) = due(case, named(case, &made.remedy["commitment"]))?;
    Ok(json!({
        "remedy": made.remedy["id"], "certain": made.certain, "expires": expires, "due": due,
        "due_from": due_from, "amount": made.amount.as_ref().map(|amount| owed::money(case, amount)),
    }))
}

/// The questions that surely apply and have no answer.
fn missing(case: &Case<'_>) -> Value {
    let told = |question: &Value| {
        let id = text(question, "fact");
        case.complaint["known"].get(id).or(case.complaint["answers"].get(id)).is_some()
    };
    let open = list(case.problem, "questions").filter(|q| case.when(q) == Truth::Yes && !told(q));
    open.map(|q| json!({ "fact": q["fact"], "required": q["optional"] != true })).collect()
}

/// Commitments of every case that are for this problem and surely hold, unless they are refused.
fn of_every_case<'a>(case: &Case<'a>) -> Vec<&'a Value> {
    let problem = text(case.problem, "id");
    let own = list(case.policy, "commitments").filter(|commitment| {
        let here = list(commitment, "for").len() == 0 || lists(commitment, "for", problem);
        commitment["applies"] == "every_case" && here && case.when(commitment) == Truth::Yes
    });
    own.collect()
}

/// The promises of the option that is recommended or chosen, else of what is owed; earliest first.
fn commitments(
    case: &Case<'_>,
    offers: &Offers<'_>,
    recommended: Option<&Offer<'_>>,
) -> Result<Value, Refusal> {
    let choice = &case.complaint["choice"];
    let spoken = match (choice.get("option"), choice.get("something_else")) {
        (Some(id), _) => offers.options.iter().find(|offer| offer.option["id"] == *id),
        (_, Some(_)) => None,
        (None, None) => recommended,
    };
    let every = of_every_case(case);
    let approval = spoken.and_then(|offer| offer.rung).map(|rung| &rung["commitment"]);
    let mut made = Vec::new();
    for commitment in list(case.policy, "commitments") {
        let sure = every.contains(&commitment) && refused(case, commitment, "unless") == Truth::No;
        if sure || approval == Some(&commitment["id"]) {
            made.push(commitment_made(case, commitment, &Value::Null)?);
        }
    }
    for component in spoken.map_or(&offers.owed, |offer| &offer.components) {
        let commitment = named(case, &component.remedy["commitment"]);
        made.push(commitment_made(case, commitment, &component.remedy["id"])?);
    }
    made.sort_by_key(|made| text(made, "due").to_owned());
    Ok(made.into())
}

fn commitment_made(case: &Case<'_>, own: &Value, remedy: &Value) -> Result<Value, Refusal> {
    let (due, due_from) = due(case, own)?;
    Ok(json!({ "id": own["id"], "remedy": remedy, "due": due, "due_from": due_from }))
}

fn not_promised(case: &Case<'_>) -> Value {
    let refused = of_every_case(case)
        .into_iter()
        .filter(|commitment| refused(case, commitment, "unless") == Truth::Yes);
    refused
        .map(|own| json!({ "id": own["id"], "because": reasons(case, &own["unless"]) }))
        .collect()
}
