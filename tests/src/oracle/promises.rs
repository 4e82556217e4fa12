//! The quote: everything that was worked out, and by when it is done.

use super::Refusal;
use super::assessment::{self, escalations, reasons, refused};
use super::case::{Case, inside, list, lists, text};
use super::choosing::{asked, choose, chosen};
use super::dates::day;
use super::formulas::Scope;
use super::offers::{Component, Offer, Offers, is_material, money, offers};
use super::owed::{self, documents, entitlements, figures};
use super::range::{ANY, Range, Truth};
use super::{civil, fraction};
use serde_json::{Value, json};

/// A promise that no calendar reaches.
const UNDATED: Refusal = "outside-calendar";

/// The quote of a case.
pub fn quote(case: &Case<'_>) -> Result<Value, Refusal> {
    let due = entitlements(case);
    let offers = offers(case, &due);
    choose(case, &offers)?;
    let dues = Dues::of(case);
    let recommended = offers.recommended();
    let options: Result<Vec<Value>, Refusal> = offers
        .options
        .iter()
        .map(|offer| option(case, &dues, &offers, offer, recommended))
        .collect();
    let in_parts = offers.chosen_in_parts.as_ref();
    let in_parts = in_parts.map(|offer| option(case, &dues, &offers, offer, None));
    let routes = list(case.policy, "routes").map(|route| {
        let from = route.get("after").map(|after| last_day(case, after)).transpose()?;
        Ok(json!({ "id": route["id"], "from": from }))
    });
    let [made, refused] = commitments(case, &dues, &offers, recommended)?;
    let looked_at = assessment::sure_escalations(case).map(|rule| {
        let day = rule.get("commitment").map(|id| dues.of_id(id).reached()).transpose()?;
        let by = rule.get("by").map(|by| json!({ "id": by }));
        Ok(json!({ "kind": rule["kind"], "cites": rule["cites"], "by": by,
            "due": day.and_then(|(last, _)| last) }))
    });
    let looked_at = looked_at.collect::<Result<Vec<Value>, Refusal>>()?;
    Ok(json!({
        "open_until": last_day(case, &case.policy["quote_open"])?,
        "assessment": assessment::document(case, due_at_all(case, &offers), owed::nothing(&due), looked_at),
        "entitlements": documents(case, &due),
        "figures": figures(case, case.problem), "asked": asked(case, &offers, &whole_range(&offers)),
        "owed": owed::money(case, &money(&offers.owed)),
        "range": owed::money(case, &whole_range(&offers)),
        "options": options?, "split": in_parts.transpose()?,
        "not_offered": offers.refused.iter().map(|o| json!({ "id": o["id"] })).collect::<Vec<_>>(),
        "missing": missing(case),
        "commitments": made, "not_promised": refused,
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
    let totals = totals.chain(offers.unsure.iter().cloned());
    match offers.options.iter().any(|offer| offer.certain) {
        true => Range::hull_of(totals),
        false => Range::hull_of(totals.chain([owed])),
    }
}

/// What is known of a day.
#[derive(Debug, Clone)]
enum Day {
    /// The last it can be, and the first when that is another.
    By(String, Option<String>),
    /// A missing fact decides whether there is a last one.
    Open,
    /// Everything is known, and no table says which day it is.
    Beyond,
}

impl Day {
    /// The days, where nothing can be said without one.
    fn reached(self) -> Result<(Option<String>, Option<String>), Refusal> {
        match self {
            Self::By(last, first) => Ok((Some(last), first)),
            Self::Open => Ok((None, None)),
            Self::Beyond => Err(UNDATED),
        }
    }
}

/// The day that a range leaves, worked out from a formula or span.
fn dated(case: &Case<'_>, part: &Value, range: Option<Range>) -> Day {
    let range = range.unwrap_or(ANY);
    let settled = range.known().is_none() && case.knows(part);
    match range.high.as_ref().and_then(day) {
        // Several days although all is known are a judgement, or for no table to say.
        Some(last) if !settled || case.judges(part) => {
            let first = range.low.as_ref().and_then(day).filter(|first| *first != last);
            Day::By(civil::write(last), first.map(civil::write))
        }
        None if !settled => Day::Open,
        _ => Day::Beyond,
    }
}

/// The last day of a span from today, without which there is no quote.
fn last_day(case: &Case<'_>, span: &Value) -> Result<String, Refusal> {
    match dated(case, span, within(case, span)) {
        Day::By(last, _) => Ok(last),
        Day::Open | Day::Beyond => Err(UNDATED),
    }
}

fn within(case: &Case<'_>, span: &Value) -> Option<Range> {
    Scope { case, item: None }.span(&Range::whole(case.today), span, 1)
}

/// By when each commitment is kept, in the order of the policy.
struct Dues<'a>(Vec<(&'a Value, Day)>);

impl<'a> Dues<'a> {
    fn of(case: &Case<'a>) -> Self {
        Self(list(case.policy, "commitments").map(|own| (own, worked_out(case, own))).collect())
    }

    /// By when the commitment of an id is kept.
    fn of_id(&self, id: &Value) -> Day {
        let own = self.0.iter().find(|(own, _)| own["id"] == *id);
        own.map_or(Day::Beyond, |(_, day)| day.clone())
    }
}

fn worked_out(case: &Case<'_>, commitment: &Value) -> Day {
    match commitment.get("due") {
        Some(formula) => dated(case, formula, Some(case.value(formula))),
        None => {
            let span = &commitment["within"];
            dated(case, span, within(case, span))
        }
    }
}

fn option(
    case: &Case<'_>,
    dues: &Dues<'_>,
    offers: &Offers<'_>,
    offer: &Offer<'_>,
    recommended: Option<&Offer<'_>>,
) -> Result<Value, Refusal> {
    let components: Result<Vec<Value>, Refusal> =
        offer.components.iter().map(|made| component(case, dues, made)).collect();
    let components = components?;
    let decided = offer.rung.map(|rung| dues.of_id(&rung["commitment"]).reached());
    let decided = decided.transpose()?.map(|(last, _)| json!(last));
    let settlement = match offer.rung {
        Some(rung) => {
            json!({ "at_once": false, "approval_by": { "id": rung["by"] }, "decided_by": decided })
        }
        None => json!({ "at_once": true }),
    };
    // The day of the last of them; none while one has none.
    let days = components.iter().map(|component| &component["due"]).chain(&decided);
    let days: Option<Vec<&str>> = days.map(Value::as_str).collect();
    let today = civil::write(case.today);
    let done_by = days.map(|days| days.into_iter().max().unwrap_or(&today));
    Ok(json!({
        "id": offer.option["id"], "certain": offer.certain,
        "recommended": recommended.is_some_and(|other| other.option["id"] == offer.option["id"]),
        "total": owed::money(case, &offer.total), "owed": owed::money(case, &money(&offers.owed)),
        "value": owed::money(case, &offer.value),
        "capped": offer.capped.iter().map(|cites| json!({ "cites": cites })).collect::<Vec<_>>(),
        "settlement": settlement, "done_by": done_by,
        "in_place_of": offer.given_up.iter().map(|made| json!({
            "remedy": made.remedy["id"], "amount": made.amount.as_ref().map(|a| owed::money(case, a)),
        })).collect::<Vec<_>>(),
        "splits": offer.split.as_ref().and_then(|(of, other)| other.amount.as_ref().map(|amount| json!({
            "of": { "id": of }, "into": { "id": other.remedy["id"] }, "amount": owed::money(case, amount),
        }))),
        "components": components,
    }))
}

fn component(case: &Case<'_>, dues: &Dues<'_>, made: &Component<'_>) -> Result<Value, Refusal> {
    let expires = made.remedy.get("expires").map(|span| last_day(case, span)).transpose()?;
    let (due, due_from) = dues.of_id(&made.remedy["commitment"]).reached()?;
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

/// The promises of the option that is recommended or chosen, else of what is owed, earliest first; and those refused.
fn commitments(
    case: &Case<'_>,
    dues: &Dues<'_>,
    offers: &Offers<'_>,
    recommended: Option<&Offer<'_>>,
) -> Result<[Vec<Value>; 2], Refusal> {
    let spoken = match chosen(case) {
        None => recommended,
        Some(("something_else", _)) => None,
        Some(("split", _)) => offers.chosen_in_parts.as_ref(),
        Some((_, chosen)) => {
            let id = chosen.get(0).unwrap_or(chosen);
            offers.options.iter().find(|offer| offer.option["id"] == *id)
        }
    };
    let every = of_every_case(case);
    let approval = spoken.and_then(|offer| offer.rung).map(|rung| &rung["commitment"]);
    let (mut made, mut not_made) = (Vec::new(), Vec::new());
    // Somebody looks at the case by it.
    let looks = |own: &Value| {
        let mut rules = escalations(case).filter(|rule| rule["commitment"] == own["id"]);
        own["applies"] != "every_case" && rules.any(|rule| case.when(rule) == Truth::Yes)
    };
    for (own, day) in &dues.0 {
        let approving = approval == Some(&own["id"]);
        let always = every.contains(own) && refused(case, own, "unless") == Truth::No;
        if always && !approving && matches!(day, Day::Beyond) {
            not_made.push(json!({ "id": own["id"], "because": [{ "cites": own["cites"] }] }));
        } else if always || approving || looks(own) {
            made.extend(commitment_made(own, day.clone(), &Value::Null)?);
        } else if every.contains(own) && refused(case, own, "unless") == Truth::Yes {
            let because = reasons(case, &own["unless"]);
            not_made.push(json!({ "id": own["id"], "because": because }));
        }
    }
    for component in spoken.map_or(&offers.owed, |offer| &offer.components) {
        let id = &component.remedy["commitment"];
        let own = json!({ "id": id });
        made.extend(commitment_made(&own, dues.of_id(id), &component.remedy["id"])?);
    }
    made.sort_by_key(|made| text(made, "due").to_owned());
    Ok([made, not_made])
}

/// A promise; none while a missing fact leaves it without a last day.
fn commitment_made(own: &Value, day: Day, remedy: &Value) -> Result<Option<Value>, Refusal> {
    let (due, due_from) = day.reached()?;
    let due = due
        .map(|due| json!({ "id": own["id"], "remedy": remedy, "due": due, "due_from": due_from }));
    Ok(due)
}
