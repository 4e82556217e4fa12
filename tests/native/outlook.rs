//! The outlook: worked by hand on the flight scheme and the reference's railway, and what must hold of it on
//! every scenario and every case of the schemes.

use crate::reference::example;
use amends_core::amounts::amounts;
use amends_core::complaint::Complaint;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::outlook::{Brought, ChangeDocument, OpenDocument};
use amends_core::document::policy::FactKind;
use amends_core::document::quote::{Due, QuoteDocument, RangeDocument};
use amends_core::outlook::{next_question, what_would_change};
use amends_core::policy::Policy;
use amends_core::{date, document, evaluation, quote};
use amends_tests::scenario::root;
use amends_tests::{scenario, scheme};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::rc::Rc;

fn complaint(problem: &str, known: Value) -> ComplaintDocument {
    let text = json!({ "problem": problem, "language": "en", "known": known }).to_string();
    document::read(&text).unwrap()
}

fn flights() -> Policy {
    let text = std::fs::read_to_string(root().join("tests/schemes/eu261/policy.json")).unwrap();
    Policy::read(&text).unwrap()
}

fn day() -> NaiveDate {
    date::read("2026-06-30").unwrap()
}

/// What a flight's delay would change, as what it brings, fact, value and amount.
fn delayed(known: Value) -> Vec<(Brought, String, Scalar, Option<String>)> {
    let changes = what_would_change(&flights(), &complaint("late-arrival", known), day()).unwrap();
    let amount = |change: &ChangeDocument| change.amount.as_ref().map(|amount| amount.low.clone());
    let compensation = changes.iter().filter(|change| change.id == "delay-compensation");
    compensation.map(|c| (c.brings, c.fact.clone(), c.value.clone(), amount(c))).collect()
}

fn text(value: &str) -> Scalar {
    Scalar::Text(value.to_owned())
}

fn flight(delay: i64, distance: i64) -> Value {
    json!({ "in_scope": true, "distance": distance, "intra_eu": false, "arrival_delay": delay,
        "extraordinary": false, "passengers": 1 })
}

/// Up to 1500 km compensation is 250 €, from three hours late on.
#[test]
fn two_hours_late_is_told_that_three_would_make_it_250() {
    let three =
        (Brought::RemedyDue, "arrival_delay".to_owned(), text("180"), Some("250.00".into()));
    assert_eq!(delayed(flight(120, 1200)), std::slice::from_ref(&three));
    assert_eq!(delayed(flight(179, 1200)), [three]);
    let changes =
        what_would_change(&flights(), &complaint("late-arrival", flight(120, 1200)), day())
            .unwrap();
    let says: Vec<String> =
        changes.iter().map(|change| change.says.replace('\u{a0}', " ")).collect();
    assert!(
        says.iter().any(|says| says.contains("180 min") && says.contains("€250.00")),
        "{says:?}"
    );
}

/// 250 € up to 1500 km; 400 € from there to 3500 km: the next whole kilometre makes the difference.
#[test]
fn the_next_band_is_told_once_something_is_due() {
    let next = (Brought::RemedyHigher, "distance".to_owned(), text("1501"), Some("400.00".into()));
    assert_eq!(delayed(flight(200, 1200)), [next]);
}

/// In extraordinary circumstances nothing the traveller knows would change it.
#[test]
fn what_no_single_fact_would_change_is_not_told() {
    let mut known = flight(200, 1200);
    known["extraordinary"] = json!(true);
    assert_eq!(delayed(known), []);
}

fn railway(known: Value, policy: &Value) -> Vec<ChangeDocument> {
    let policy = Policy::read(&policy.to_string()).unwrap();
    what_would_change(&policy, &complaint("late-train", known), day()).unwrap()
}

/// Half of 40.00 for 30 to 59 minutes, all of it from 60 on; a quarter from 15 to 29. The price is no step:
/// every penny more gives more.
#[test]
fn an_amount_that_grows_with_a_fact_has_no_next_step() {
    let changes = railway(json!({ "minutes_late": 45, "price": "40.00" }), &example());
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.brings, change.id.as_str()), (Brought::RemedyHigher, "delay-repay"));
    assert_eq!((change.fact.as_str(), &change.value), ("minutes_late", &text("60")));
    assert_eq!(change.amount.as_ref().unwrap().low, "40.00");
    assert_eq!(
        change.says.replace('\u{a0}', " "),
        "With 60 min under “Minutes late”, “Delay Repay” would come to £40.00."
    );
    assert_eq!(railway(json!({ "minutes_late": 60, "price": "40.00" }), &example()), []);
}

#[test]
fn a_policy_says_which_facts_are_named() {
    let known = json!({ "minutes_late": 14, "price": "40.00" });
    assert_eq!(railway(known.clone(), &example())[0].value, text("15"));
    let mut silent = example();
    silent["facts"]["minutes_late"]["what_if"] = json!(false);
    assert_eq!(railway(known.clone(), &silent), []);
    let mut sensitive = example();
    sensitive["facts"]["minutes_late"]["sensitive"] = json!(true);
    assert_eq!(railway(known.clone(), &sensitive), []);
    // What only the customer can say is not named unless the policy says so.
    let mut own = example();
    own["facts"]["minutes_late"]["supplied_by"] = json!(["customer"]);
    let answered = |policy: &Value| {
        let text = json!({ "problem": "late-train", "answers": known }).to_string();
        let policy = Policy::read(&policy.to_string()).unwrap();
        what_would_change(&policy, &document::read(&text).unwrap(), day()).unwrap().len()
    };
    assert_eq!(answered(&own), 0);
    own["facts"]["minutes_late"]["what_if"] = json!(true);
    assert_eq!(answered(&own), 1);
}

/// 40.00 with a single ticket, half of it with a return one: another choice is told only where the policy says so.
#[test]
fn a_choice_that_would_bring_more_is_told_where_the_policy_says_so() {
    let mut policy = example();
    let choices = [("single", "single ticket"), ("return", "return ticket")];
    let choices = choices.map(|(id, label)| json!({ "id": id, "label": { "en": label } }));
    policy["facts"]["ticket"] = json!({
        "type": "choice", "label": { "en": "Ticket" }, "choices": choices,
        "supplied_by": ["portal", "customer"], "default": "single"
    });
    let half = json!({ "divide": { "of": { "fact": "price" }, "by": 2 } });
    policy["remedies"][0]["amount"] = json!({ "choose": {
        "rows": [{ "when": { "fact": "ticket", "is": "return" }, "give": half }],
        "otherwise": { "fact": "price" }
    } });
    let known = json!({ "minutes_late": 45, "price": "40.00", "ticket": "return" });
    assert_eq!(railway(known.clone(), &policy), []);
    policy["facts"]["ticket"]["what_if"] = json!(true);
    let changes = railway(known, &policy);
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert_eq!((change.brings, &change.value), (Brought::RemedyHigher, &text("single")));
    assert_eq!(change.amount.as_ref().unwrap().low, "40.00");
}

#[test]
fn a_fact_that_is_not_known_is_not_named() {
    assert_eq!(railway(json!({ "price": "40.00" }), &example()), []);
}

/// Of a price up to 1,000.00 delay repay is 0 to 1,000.00, and so is the option: 2,000.00 are open. A price of
/// 0, 500.00 or 1,000.00 leaves twice that: 1,000.00 on average. Of the minutes most leave the whole price
/// open. With a price of 40.00 it is 80.00, and any number of minutes leaves nothing.
#[test]
fn the_next_question_narrows_most() {
    let policy = Policy::read(&example().to_string()).unwrap();
    let next =
        |known: Value| next_question(&policy, &complaint("late-train", known), day()).unwrap();
    let open = next(json!({})).unwrap();
    assert_eq!((open.now.width.as_str(), open.now.unclear), ("2000.00", 1));
    assert_eq!(open.fact, "price");
    assert_eq!((open.worst.width.as_str(), open.average_width.as_str()), ("2000.00", "1000.00"));
    let minutes = next(json!({ "price": "40.00" })).unwrap();
    assert_eq!(minutes.fact, "minutes_late");
    assert_eq!(minutes.says, "Answering “Minutes late” next narrows your offer most.");
    assert_eq!((minutes.now.width.as_str(), minutes.worst.width.as_str()), ("80.00", "0.00"));
    assert_eq!(minutes.worst.unclear, 0);
    assert_eq!(next(json!({ "price": "40.00", "minutes_late": 10 })), None);
}

/// Every complaint of the repository with its policy and day.
fn everything() -> Vec<(String, Rc<Policy>, ComplaintDocument, NaiveDate)> {
    let mut all = Vec::new();
    let mut policies: BTreeMap<String, Rc<Policy>> = BTreeMap::new();
    for scenario in scenario::all().unwrap() {
        let read = || Policy::read(&scenario::policy_text(&scenario.policy).unwrap()).unwrap();
        let policy = policies.entry(scenario.policy.clone()).or_insert_with(|| Rc::new(read()));
        let complaint = ComplaintDocument { choice: None, ..scenario.complaint.clone() };
        let today = date::read(&scenario.today).unwrap();
        all.push((scenario.name.clone(), Rc::clone(policy), complaint, today));
    }
    for scheme in scheme::all().unwrap() {
        let (text, mapping) = scheme.written.unwrap();
        let policy = Rc::new(Policy::read(&text).unwrap());
        for case in scheme.cases {
            let (complaint, today) = mapping.complaint(&case.given).unwrap();
            all.push((case.id, Rc::clone(&policy), complaint, date::read(&today).unwrap()));
        }
    }
    all
}

fn put(complaint: &ComplaintDocument, fact: &str, value: Scalar) -> ComplaintDocument {
    let mut complaint = complaint.clone();
    let known = complaint.known.contains_key(fact);
    let place = if known { &mut complaint.known } else { &mut complaint.answers };
    place.insert(fact, value);
    complaint
}

fn zero(range: &RangeDocument) -> bool {
    range.high.as_deref().is_some_and(|high| high.trim_matches(['0', '.']).is_empty())
}

/// What a quote says of the thing a change is about: whether it is there, and what it comes to. Of an
/// option's goodwill and of amounts only what is more than before counts.
fn told(quote: &QuoteDocument, change: &ChangeDocument) -> Option<Option<RangeDocument>> {
    match change.brings {
        Brought::OptionOffered | Brought::OptionHigher => {
            let offer =
                quote.options.iter().find(|offer| offer.id == change.id && offer.certain)?;
            Some(Some(offer.total.clone()).filter(|total| !zero(total)))
        }
        Brought::RemedyDue | Brought::RemedyHigher => {
            let due = quote.entitlements.iter().find(|due| due.remedy == change.id)?;
            let nothing = due.amount.as_ref().is_some_and(zero);
            (due.applies == Due::Yes && !(nothing && change.brings == Brought::RemedyDue))
                .then(|| due.amount.clone())
        }
    }
}

fn hundredths(text: &str) -> i128 {
    text.replace('.', "").parse().unwrap()
}

/// Money of a quote that a change of an amount compares: what is given freely, or the remedy's amount.
fn compared(quote: &QuoteDocument, change: &ChangeDocument) -> Option<i128> {
    match change.brings {
        Brought::OptionHigher => {
            let offer =
                quote.options.iter().find(|offer| offer.id == change.id && offer.certain)?;
            let point = |range: &RangeDocument| {
                (range.high.as_ref() == Some(&range.low)).then(|| hundredths(&range.low))
            };
            Some(point(&offer.total)? - point(&offer.owed)?)
        }
        _ => Some(hundredths(&told(quote, change)??.low)),
    }
}

/// Whether a quote brings what a change promises, as against the quote before it.
fn brings(before: &QuoteDocument, after: &QuoteDocument, change: &ChangeDocument) -> bool {
    match change.brings {
        Brought::OptionOffered | Brought::RemedyDue => told(after, change).is_some(),
        Brought::OptionHigher | Brought::RemedyHigher => {
            compared(after, change) > compared(before, change)
        }
    }
}

/// A number or day as a position on the grid of changes, and back.
fn position(value: &Scalar) -> Option<i64> {
    let Scalar::Text(text) = value else {
        return if let Scalar::Whole(whole) = value { Some(*whole) } else { None };
    };
    match date::read(text) {
        Some(day) => Some(day.signed_duration_since(NaiveDate::default()).num_days()),
        None => text.parse().ok(),
    }
}

fn back(position: i64, like: &Scalar) -> Scalar {
    if let Scalar::Text(text) = like
        && date::read(text).is_some()
    {
        return text_of_day(position);
    }
    Scalar::Text(position.to_string())
}

fn text_of_day(position: i64) -> Scalar {
    Scalar::Text(date::write(NaiveDate::default() + chrono::Duration::days(position)))
}

#[test]
fn a_change_brings_what_it_says_and_a_smaller_one_does_not() {
    let (mut changes_seen, mut smaller) = (0, 0);
    for (name, policy, complaint, today) in everything() {
        let Ok(before) = quote(&policy, &complaint, today) else { continue };
        for change in what_would_change(&policy, &complaint, today).unwrap() {
            changes_seen += 1;
            assert!(!brings(&before, &before, &change), "{name}: {change:?} is there already");
            let changed = put(&complaint, &change.fact, change.value.clone());
            let after = quote(&policy, &changed, today).unwrap();
            assert!(brings(&before, &after, &change), "{name}: {change:?} does not come");
            assert_eq!(told(&after, &change), Some(change.amount.clone()), "{name}: {change:?}");
            let now = complaint.known.get(&change.fact).or(complaint.answers.get(&change.fact));
            let ends = now.and_then(position).zip(position(&change.value));
            let Some((now, then)) = ends else { continue };
            let near = (now - then).abs();
            for step in 1..near.min(60) {
                for other in [now + step, now - step] {
                    let other = put(&complaint, &change.fact, back(other, &change.value));
                    let Ok(after) = quote(&policy, &other, today) else { continue };
                    smaller += 1;
                    assert!(
                        !brings(&before, &after, &change),
                        "{name}: {other:?} brings {change:?}"
                    );
                }
            }
        }
    }
    println!("{changes_seen} changes, {smaller} smaller ones");
    assert!(
        changes_seen > 100 && smaller > 1_000,
        "{changes_seen} changes, {smaller} smaller ones"
    );
}

/// How much amounts leave open: those without end, and the sum of the widths of all options and remedies.
fn open(policy: &Policy, complaint: &ComplaintDocument, today: NaiveDate) -> Option<(u32, i64)> {
    let understood = Complaint::read(policy, complaint, today).ok()?;
    let remedies = evaluation::amounts(policy, &understood).unwrap().into_iter();
    let offers = amounts(policy, complaint, today).ok()?.offers;
    let options = offers.offered.iter().map(|offered| offered.total);
    let mut sum = (0, 0);
    for range in remedies.filter_map(|(_, amount)| amount).chain(options) {
        match range.high {
            Some(high) => sum.1 += high.minus(range.low.unwrap()).unwrap().to_whole().unwrap(),
            None => sum.0 += 1,
        }
    }
    Some(sum)
}

/// Every answer to a question of a closed kind; none where there are too many to try.
fn closed(policy: &Policy, fact: &str) -> Vec<Scalar> {
    let fact = policy.document().facts.get(fact).unwrap();
    match fact.kind {
        FactKind::YesNo => vec![Scalar::YesNo(true), Scalar::YesNo(false)],
        _ => fact.choices.iter().map(|choice| Scalar::Text(choice.id.clone())).collect(),
    }
}

/// With every answer taken away and given again as recommended: whatever is answered, no more is open than
/// was said, and of choices and yes or no the worst answer leaves exactly that.
#[test]
fn answering_the_next_question_leaves_what_it_says() {
    let (mut answered, mut closed_questions) = (0, 0);
    for (name, policy, mut complaint, today) in everything() {
        let given = std::mem::take(&mut complaint.answers);
        for _ in 0..given.len() {
            let Ok(Some(next)) = next_question(&policy, &complaint, today) else { break };
            let before = open(&policy, &complaint, today).unwrap();
            let said = |part: &OpenDocument| {
                (part.unbounded, i64::try_from(hundredths(&part.width)).unwrap())
            };
            assert_eq!(said(&next.now), before, "{name}");
            let after =
                |value: &Scalar| open(&policy, &put(&complaint, &next.fact, value.clone()), today);
            let all: Vec<_> = closed(&policy, &next.fact).iter().filter_map(after).collect();
            let own = given.get(&next.fact);
            for after in all.iter().copied().chain(own.and_then(after)) {
                answered += 1;
                assert!(after <= before, "{name}: {} widens", next.fact);
                assert!(after <= said(&next.worst), "{name}: {} leaves {after:?}", next.fact);
            }
            if let Some(worst) = all.iter().max() {
                closed_questions += 1;
                assert_eq!(*worst, said(&next.worst), "{name}: {}", next.fact);
            }
            let Some(value) = own else { break };
            complaint.answers.insert(next.fact, value.clone());
        }
    }
    println!("{answered} answers, {closed_questions} closed questions");
    assert!(answered > 200 && closed_questions > 50, "{answered}, {closed_questions}");
}
