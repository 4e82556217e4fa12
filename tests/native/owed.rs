//! What is owed, told remedy by remedy: due with nothing to pay is due, refused with every reason, in parts,
//! borne by whom, with dates that narrow. The policy is that of the reference with all its parts.

use crate::reference::with_all_parts;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::{Due, EntitlementDocument, QuoteDocument, RangeDocument};
use amends_core::{date, document, policy::Policy, quote};
use serde_json::{Value, json};

fn quoted(policy: &Value, known: Value) -> QuoteDocument {
    let policy = Policy::read(&policy.to_string()).unwrap();
    let complaint = json!({ "problem": "late-train", "known": known }).to_string();
    let complaint: ComplaintDocument = document::read(&complaint).unwrap();
    quote(&policy, &complaint, date::read("2026-06-30").unwrap()).unwrap()
}

fn entitlement<'q>(quote: &'q QuoteDocument, remedy: &str) -> &'q EntitlementDocument {
    quote.entitlements.iter().find(|due| due.remedy == remedy).unwrap()
}

fn ends(range: &RangeDocument) -> (&str, Option<&str>) {
    (&range.low, range.high.as_deref())
}

/// A complaint whose facts are all known: 90 minutes on 29 June, price and fare given.
fn known(fare: &str) -> Value {
    json!({ "minutes_late": 90, "price": "40.00", "fare": fare, "arrival_delay": 90, "distance": 100,
        "ticket": "single", "travelled_on": "2026-06-29" })
}

/// 8 % of 1234.56 for 365 days is 98.7648: 98.76; a fifth of it is 19.75296: 19.75.
/// 1234.56 + 98.76 - 19.75 = 1313.57.
#[test]
fn parts_are_rounded_each_and_a_deduction_reads_its_own_part() {
    let quote = quoted(&with_all_parts(), known("1234.56"));
    let due = entitlement(&quote, "loss-and-interest");
    let parts: Vec<_> = due.parts.iter().map(|p| (p.id.as_str(), p.amount.low.as_str())).collect();
    assert_eq!(parts, [("refund", "1234.56"), ("interest", "98.76"), ("tax", "19.75")]);
    assert_eq!(
        due.parts.iter().map(|part| part.deducted).collect::<Vec<_>>(),
        [false, false, true]
    );
    assert_eq!(ends(due.amount.as_ref().unwrap()), ("1313.57", Some("1313.57")));
    assert_eq!((due.figures[0].id.as_str(), due.figures[0].low.as_deref()), ("days", Some("365")));
    let shown =
        quote.options[0].components.iter().find(|c| c.remedy == "loss-and-interest").unwrap();
    let says = &shown.trace.as_ref().unwrap().says;
    assert_eq!(says, "£1,234.56 + £98.76 − £19.75 = £1,313.57.");
}

/// Half of 333.33 is 166.665: rounded down 166.66; the other company bears the rest.
#[test]
fn the_odd_penny_goes_to_the_party_that_bears_the_rest() {
    let quote = quoted(&with_all_parts(), known("333.33"));
    let shares = &entitlement(&quote, "shared-refund").borne_by;
    let shares: Vec<_> = shares.iter().map(|s| (s.id.as_str(), s.amount.low.as_str())).collect();
    assert_eq!(shares, [("other-company", "166.66"), ("own-company", "166.67")]);
}

#[test]
fn due_with_nothing_to_pay_is_due() {
    let quote = quoted(&with_all_parts(), known("0.00"));
    let due = entitlement(&quote, "shared-refund");
    assert_eq!(due.applies, Due::Yes);
    assert_eq!(ends(due.amount.as_ref().unwrap()), ("0.00", Some("0.00")));
    let components = &quote.options[0].components;
    assert!(components.iter().all(|component| component.remedy != "shared-refund"));
}

#[test]
fn every_reason_that_refuses_is_told_in_its_order() {
    let mut facts = known("40.00");
    facts["arrival_delay"] = json!(14);
    // 28 days after 1 June is 29 June: on the 30th it is too late.
    facts["travelled_on"] = json!("2026-06-01");
    let quote = quoted(&with_all_parts(), facts.clone());
    let due = entitlement(&quote, "delay-compensation");
    assert_eq!((due.applies, &due.amount), (Due::No, &None));
    let cites: Vec<&str> = due.because.iter().map(|reason| reason.cites.as_str()).collect();
    assert_eq!(cites, ["Rule 1", "Rule 8"]);
    facts["travelled_on"] = json!("2026-06-02");
    let quote = quoted(&with_all_parts(), facts);
    assert_eq!(entitlement(&quote, "delay-compensation").because.len(), 1);
}

#[test]
fn a_deadline_that_is_refused_says_why() {
    let mut facts = known("40.00");
    let quote = quoted(&with_all_parts(), facts.clone());
    // Eight weeks after 29 June are 24 August.
    let made = quote.commitments.iter().find(|made| made.id == "final-response").unwrap();
    assert_eq!((made.due.as_str(), &made.due_from), ("2026-08-24", &None));
    assert_eq!(quote.not_promised, []);
    facts["storm"] = json!(true);
    let quote = quoted(&with_all_parts(), facts);
    assert!(quote.commitments.iter().all(|made| made.id != "final-response"));
    assert_eq!(quote.not_promised[0].id, "final-response");
    assert_eq!(quote.not_promised[0].because[0].cites, "Rule 4");
}

#[test]
fn while_facts_are_missing_everything_is_a_range() {
    let quote = quoted(&with_all_parts(), json!({}));
    let due = entitlement(&quote, "delay-compensation");
    assert_eq!((due.applies, &due.because[..]), (Due::Unclear, &[][..]));
    // Half of a fare of 0 to 10,000.
    assert_eq!(ends(due.amount.as_ref().unwrap()), ("0.00", Some("5000.00")));
    // Travelled between 1 January 2025 and today: eight weeks after the last of these is promised.
    let made = quote.commitments.iter().find(|made| made.id == "final-response").unwrap();
    assert_eq!(made.due, "2026-08-25");
    assert_eq!(made.due_from.as_deref(), Some("2025-02-26"));
    let figure = quote.figures.iter().find(|figure| figure.id == "last-day-to-claim").unwrap();
    assert_eq!(figure.low.as_deref(), Some("2025-01-29"));
    assert_eq!(figure.high.as_deref(), Some("2026-07-28"));
}

#[test]
fn a_range_by_judgement_is_due_and_stays_a_range() {
    let mut policy = with_all_parts();
    let range = json!({ "between": { "low": "0.00 GBP", "high": { "fact": "fare" } } });
    policy["remedies"][0]["amount"] = range;
    policy["remedies"][0]["unless"] = json!([]);
    policy["remedies"].as_array_mut().unwrap().truncate(2);
    let quote = quoted(&policy, known("99.99"));
    let due = entitlement(&quote, "delay-repay");
    assert_eq!(ends(due.amount.as_ref().unwrap()), ("0.00", Some("99.99")));
    assert_eq!((due.applies, quote.assessment.due), (Due::Yes, Due::Yes));
    assert_eq!(due.trace.as_ref().unwrap().says, "Between £0.00 and £99.99, by judgement.");
}
