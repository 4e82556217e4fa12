//! The outlook: worked by hand on the flight scheme and the reference's railway, and what must hold of it on
//! every scenario and every case of the schemes.

use crate::reference::example;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::outlook::{Brought, ChangeDocument};
use amends_core::document::quote::{Due, QuoteDocument, RangeDocument};
use amends_core::outlook::{next_question, what_would_change};
use amends_core::policy::Policy;
use amends_core::{date, document, quote};
use amends_tests::scenario::root;
use amends_tests::{scenario, scheme};
use chrono::NaiveDate;
use serde_json::{Value, json};

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
    assert_eq!(delayed(flight(120, 1200)), [three.clone()]);
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

#[test]
fn a_fact_that_is_not_known_is_not_named() {
    assert_eq!(railway(json!({ "price": "40.00" }), &example()), []);
}

/// 40.00 to 1,000.00: while the minutes are open delay repay is 0 to 1,000.00 and so is the option: 2,000.00.
/// The price alone leaves the share of it open, the minutes alone the price.
#[test]
fn the_next_question_narrows_most() {
    let policy = Policy::read(&example().to_string()).unwrap();
    let next =
        |known: Value| next_question(&policy, &complaint("late-train", known), day()).unwrap();
    let open = next(json!({})).unwrap();
    assert_eq!((open.now.width.as_str(), open.now.unclear), ("2000.00", 1));
    // Of minutes 0 to 14 nothing is left open, of 15 to 29 a quarter of 1,000.00, twice, and so on; of a
    // price of 1,000.00 everything.
    assert_eq!(open.worst.width, "2000.00");
    let minutes = next(json!({ "price": "40.00" })).unwrap();
    assert_eq!(minutes.fact, "minutes_late");
    assert_eq!(minutes.says, "Answering “Minutes late” next narrows your offer most.");
    assert_eq!((minutes.now.width.as_str(), minutes.worst.width.as_str()), ("80.00", "0.00"));
    assert_eq!(minutes.worst.unclear, 0);
    assert_eq!(next(json!({ "price": "40.00", "minutes_late": 10 })), None);
}

/// Every complaint of the repository with its policy and day.
fn everything() -> Vec<(String, Policy, ComplaintDocument, NaiveDate)> {
    let mut all = Vec::new();
    for scenario in scenario::all().unwrap() {
        let policy = Policy::read(&scenario::policy_text(&scenario.policy).unwrap()).unwrap();
        let today = date::read(&scenario.today).unwrap();
        all.push((
            scenario.name,
            policy,
            ComplaintDocument { choice: None, ..scenario.complaint },
            today,
        ));
    }
    for scheme in scheme::all().unwrap() {
        let (text, mapping) = scheme.written.unwrap();
        for case in scheme.cases {
            let (complaint, today) = mapping.complaint(&case.given).unwrap();
            let policy = Policy::read(&text).unwrap();
            all.push((case.id, policy, complaint, date::read(&today).unwrap()));
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
            for step in 1..near.min(120) {
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

/// How wide a quote is: amounts without end, the sum of the widths, what is unclear.
fn open(quote: &QuoteDocument) -> (u32, i128) {
    let totals = quote.options.iter().map(|offer| &offer.total);
    let mut sum = (0, 0);
    for range in totals {
        match &range.high {
            Some(high) => sum.1 += hundredths(high) - hundredths(&range.low),
            None => sum.0 += 1,
        }
    }
    sum
}

/// With every answer taken away in turn, the question recommended never leaves more open than it says: of
/// choices and yes or no every answer is tried, of numbers the one the customer gave.
#[test]
fn answering_the_next_question_leaves_no_more_open_than_it_says() {
    let mut answered = 0;
    for (name, policy, complaint, today) in everything() {
        let mut complaint = complaint;
        let given: Vec<(String, Scalar)> =
            complaint.answers.iter().map(|(fact, value)| (fact.clone(), value.clone())).collect();
        complaint.answers = document::Map::new();
        for _ in 0..given.len() {
            let Ok(before) = quote(&policy, &complaint, today) else { break };
            let Some(next) = next_question(&policy, &complaint, today).unwrap() else { break };
            assert!(before.missing.iter().any(|missing| missing.fact == next.fact), "{name}");
            let fact = policy.document().facts.get(&next.fact).unwrap();
            let mut values: Vec<Scalar> =
                fact.choices.iter().map(|choice| Scalar::Text(choice.id.clone())).collect();
            let own = given.iter().find(|(fact, _)| *fact == next.fact);
            values.extend(own.map(|(_, value)| value.clone()));
            for value in values {
                let Ok(after) = quote(&policy, &put(&complaint, &next.fact, value), today) else {
                    continue;
                };
                answered += 1;
                assert!(open(&after) <= open(&before), "{name}: {} widens", next.fact);
                let worst = (next.worst.unbounded, hundredths(&next.worst.width));
                assert!(
                    open(&after) <= worst,
                    "{name}: {} leaves {:?}, said {worst:?}",
                    next.fact,
                    open(&after)
                );
            }
            let Some((fact, value)) = own else { break };
            complaint.answers.insert(fact.clone(), value.clone());
        }
    }
    println!("{answered} answers");
    assert!(answered > 200, "only {answered} answers");
}
