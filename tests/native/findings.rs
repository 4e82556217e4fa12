//! What fuzzing and generated policies once found, each shown on the small policy with its figures worked out by hand.

use amends_core::date;
use amends_core::document::quote::{Due, OfferDocument, QuoteDocument};
use amends_core::policy::Policy;
use amends_core::quote;
use amends_tests::changes::tea_house;
use serde_json::{Value, json};

/// The small policy with some places changed.
fn policy(changes: &[(&str, Value)]) -> Policy {
    Policy::read(&tea_house(changes.iter().cloned()).unwrap().to_string()).unwrap()
}

fn quoted(policy: &Policy, answers: Value) -> QuoteDocument {
    let complaint = json!({ "problem": "late", "language": "en", "answers": answers });
    let complaint = serde_json::from_value(complaint).unwrap();
    quote(policy, &complaint, date::read("2026-11-23").unwrap()).unwrap()
}

fn option<'q>(quote: &'q QuoteDocument, id: &str) -> &'q OfferDocument {
    quote.options.iter().find(|offer| offer.id == id).unwrap()
}

/// Least and most.
fn ends(range: &amends_core::document::quote::RangeDocument) -> (&str, Option<&str>) {
    (&range.low, range.high.as_deref())
}

#[test]
fn what_an_uncertain_remedy_is_worth_begins_at_nothing() {
    // The letter is worth 3.00, but only if the kitchen was late; the small sum is half of 10.00.
    let policy = policy(&[
        ("/remedies/2/value", json!("3.00 CNY")),
        ("/remedies/2/when", json!({ "fact": "cause", "is": "kitchen" })),
        ("/remedies/0/when", json!({ "fact": "minutes_late", "at_least": "60 min" })),
    ]);
    let open = quoted(&policy, json!({ "price": "10.00", "minutes_late": 1 }));
    assert_eq!(ends(&option(&open, "money").value), ("5.00", Some("8.00")));
    let decided = json!({ "price": "10.00", "minutes_late": 1, "cause": "storm" });
    let decided = quoted(&policy, decided);
    assert_eq!(ends(&option(&decided, "money").value), ("5.00", Some("5.00")));
}

#[test]
fn what_a_remedy_is_worth_is_never_below_nothing() {
    let worth = json!({ "difference": { "of": "1.00 CNY", "less": { "fact": "price" } } });
    let policy = policy(&[("/remedies/2/value", worth)]);
    let quote = quoted(&policy, json!({ "price": "10.00", "minutes_late": 1, "cause": "storm" }));
    assert_eq!(ends(&option(&quote, "words").value), ("0.00", Some("0.00")));
}

#[test]
fn a_cap_below_nothing_leaves_nothing_and_takes_nothing_of_what_is_owed() {
    // The cap is 5.00 less the price: -35.00. Owed is half of 40.00.
    let cap = json!({ "difference": { "of": "5.00 CNY", "less": { "fact": "price" } } });
    let policy = policy(&[("/limits/per_case/amount", cap)]);
    let quote =
        quoted(&policy, json!({ "price": "40.00", "minutes_late": 20, "cause": "kitchen" }));
    assert_eq!(ends(&option(&quote, "money").total), ("20.00", Some("20.00")));
}

#[test]
fn a_cap_between_two_amounts_is_the_lower_one() {
    // A third of 10.00 is 3.333…: no more than 3.33 is given. The small sum would be 5.00.
    let cap = json!({ "percent": { "rate": "33.333333 %", "of": { "fact": "price" } } });
    let policy = policy(&[("/limits/per_case/amount", cap), ("/rounding/mode", json!("up"))]);
    let quote = quoted(&policy, json!({ "price": "10.00", "minutes_late": 1, "cause": "storm" }));
    assert_eq!(ends(&option(&quote, "money").total), ("3.33", Some("3.33")));
}

#[test]
fn a_legal_floor_between_two_amounts_is_the_higher_one() {
    // Half of 1.10 is 0.55; the law gives 0.77 at least. Amounts are rounded down to 0.50: 1.00 is the least that holds.
    let floor = json!({ "for": ["late"], "amount": "0.77 CNY", "raises": "part-back",
        "cites": "Law", "from": "2026-01-01" });
    let policy = policy(&[
        ("/limits/floors", json!([floor])),
        ("/rounding/mode", json!("down")),
        ("/rounding/unit", json!("0.50")),
    ]);
    let quote = quoted(&policy, json!({ "price": "1.10", "minutes_late": 20, "cause": "kitchen" }));
    assert_eq!(ends(&quote.owed), ("1.00", Some("1.00")));
}

#[test]
fn open_parts_together_are_capped() {
    // Two goodwill payments of 0.00 to 20.00 and of 10.00, and a cap of 12.00: what one takes the other leaves.
    let second = json!({
        "id": "second", "kind": "payment", "for": ["late"], "title": { "en": "More" },
        "because": { "en": "For the wait." }, "promise": { "en": "{amount} by {due}." },
        "basis": "goodwill", "amount": "10.00 CNY", "by": "till", "commitment": "pay",
        "cites": "House rule 1", "from": "2026-01-01"
    });
    let mut first = second.clone();
    first["id"] = "first".into();
    first["amount"] = json!({ "cap": { "of": { "fact": "price" }, "at": "20.00 CNY" } });
    let policy = policy(&[
        ("/remedies/0", first),
        ("/remedies/1", second),
        ("/options/0/remedies", json!(["first", "second"])),
        ("/limits/per_case/amount", json!("12.00 CNY")),
    ]);
    let money = |answers| ends(&option(&quoted(&policy, answers), "money").total).0.to_owned();
    let open = quoted(&policy, json!({ "minutes_late": 1, "cause": "storm" }));
    assert_eq!(ends(&option(&open, "money").total), ("10.00", Some("12.00")));
    assert_eq!(money(json!({ "price": "0.00" })), "10.00");
    assert_eq!(money(json!({ "price": "1.00" })), "11.00");
    assert_eq!(money(json!({ "price": "19.00" })), "12.00");
}

#[test]
fn what_a_missing_cap_may_take_away_is_not_surely_due() {
    // 5.00 of goodwill, but never more than the price: with a price of nothing there is nothing.
    let policy = policy(&[
        ("/remedies/1/amount", json!("5.00 CNY")),
        ("/limits/per_case/amount", json!({ "fact": "price" })),
    ]);
    let due = |answers| quoted(&policy, answers).assessment.due;
    assert_eq!(due(json!({ "minutes_late": 1, "cause": "storm" })), Due::Unclear);
    assert_eq!(due(json!({ "minutes_late": 1, "cause": "storm", "price": "0.00" })), Due::No);
    assert_eq!(due(json!({ "minutes_late": 1, "cause": "storm", "price": "0.01" })), Due::Yes);
}

#[test]
fn a_worth_that_happens_to_be_the_amount_is_not_capped_with_it() {
    // Worth 5.00 by its own formula; the amount is the price, capped at 2.00.
    let policy = policy(&[
        ("/remedies/1/amount", json!({ "fact": "price" })),
        ("/remedies/1/value", json!("5.00 CNY")),
        ("/limits/per_case/amount", json!("2.00 CNY")),
    ]);
    for price in ["4.00", "5.00"] {
        let answers = json!({ "minutes_late": 1, "cause": "storm", "price": price });
        let quote = quoted(&policy, answers);
        let money = option(&quote, "money");
        assert_eq!(ends(&money.total), ("2.00", Some("2.00")));
        assert_eq!(ends(&money.value), ("5.00", Some("5.00")), "at {price}");
    }
}

#[test]
fn before_the_first_day_a_date_can_be_ranges_are_in_order() {
    // From 1 December and not after today, 23 November: it can be no day yet. 20 November to 1 December are 11 days.
    let days = json!({ "days_between": { "from": "2026-11-20", "to": { "fact": "came_on" } } });
    let policy = policy(&[
        ("/facts/came_on/at_least", json!("2026-12-01")),
        ("/remedies/1/amount", json!({ "times": { "count": days, "of": "1.00 CNY" } })),
    ]);
    let quote = quoted(&policy, json!({ "minutes_late": 1, "cause": "storm", "price": "0.00" }));
    assert_eq!(ends(&option(&quote, "money").total), ("11.00", Some("11.00")));
}

/// The small policy with a deadline of two working days, once told and once promised; its calendar is that of 2026.
fn with_deadline(at: &str) -> Policy {
    let after = json!({ "after": { "fact": "came_on" },
        "within": { "working_days": { "days": 2, "calendar": "cn" } } });
    let deadline = json!({ "deadline": after });
    if at.starts_with("/problems") {
        let figure = json!({ "id": "last-day", "title": { "en": "Last day" }, "value": deadline });
        return policy(&[(at, json!([figure]))]);
    }
    policy(&[(at, Value::Null), (&at.replace("within", "due"), deadline)])
}

#[test]
fn a_day_without_a_table_lies_between_the_days_any_table_could_give() {
    let policy = with_deadline("/problems/0/figures");
    let told = |answers| {
        let figure = quoted(&policy, answers).figures.remove(0);
        (figure.low.unwrap(), figure.high.unwrap())
    };
    let days = |low: &str, high: &str| (low.to_owned(), high.to_owned());
    // From 1 January 2020, were the next two days worked, to Monday 23 November and the two days after it.
    assert_eq!(told(json!({})), days("2020-01-03", "2026-11-25"));
    // Wednesday 31 December 2025 has no table: worked, it is the first day and 1 January the second; else 1 and 2 January.
    assert_eq!(told(json!({ "came_on": "2025-12-30" })), days("2026-01-01", "2026-01-02"));
    assert_eq!(told(json!({ "came_on": "2026-11-19" })), days("2026-11-23", "2026-11-23"));
}

#[test]
fn a_promise_waits_for_the_day_but_not_for_a_table() {
    let policy = with_deadline("/commitments/2/within");
    let decided = |answers| {
        let quote = quoted(&policy, answers);
        let made = quote.commitments.into_iter().find(|made| made.id == "decide");
        let refused = quote.not_promised.iter().any(|refused| refused.id == "decide");
        assert_ne!(made.is_some(), refused);
        made.map(|made| (made.due_from, made.due))
    };
    let open = (Some("2020-01-03".to_owned()), "2026-11-25".to_owned());
    assert_eq!(decided(json!({ "price": "0.00" })), Some(open));
    let settled = Some((None, "2026-11-23".to_owned()));
    assert_eq!(decided(json!({ "price": "0.00", "came_on": "2026-11-19" })), settled);
    assert_eq!(decided(json!({ "price": "0.00", "came_on": "2025-12-30" })), None);
}

#[test]
fn goodwill_that_is_refused_still_says_its_own_reasons() {
    let rule =
        |says: &str| json!([{ "when": true, "because": { "en": says }, "cites": "House rule 9" }]);
    let policy = policy(&[
        ("/remedies/1/unless", rule("You were told before.")),
        ("/problems/0/not_due", rule("It was the storm.")),
    ]);
    let quote = quoted(&policy, json!({ "minutes_late": 1, "cause": "storm", "price": "10.00" }));
    let refused = quote.entitlements.iter().find(|due| due.remedy == "small-sum").unwrap();
    assert_eq!(refused.applies, Due::No);
    let because: Vec<&str> = refused.because.iter().map(|reason| reason.because.as_str()).collect();
    assert_eq!(because, ["You were told before."]);
}
