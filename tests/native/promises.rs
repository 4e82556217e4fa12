//! Promises and the calendar: what cannot be dated yet is not promised yet, what no calendar reaches is
//! told, and an option is done when its decision is. The policy is that of the reference with all its parts.

use crate::reference::with_all_parts;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::QuoteDocument;
use amends_core::fault::Fault;
use amends_core::{date, document, policy::Policy, quote};
use serde_json::{Value, json};

/// The policy with a date that may still lie in 2027, and a deadline of five working days after it. The
/// calendar ends with 2026.
fn policy() -> Value {
    let mut policy = with_all_parts();
    policy["facts"]["repair_on"] = json!({ "type": "date", "label": { "en": "Repaired on" },
        "at_least": "2026-01-01", "at_most": "2027-03-01", "supplied_by": ["portal"] });
    policy["commitments"].as_array_mut().unwrap().push(json!({
        "id": "ring-back", "what": "contact", "title": { "en": "Ring back" }, "by": "claims-desk",
        "applies": "every_case", "if_missed": { "en": "Call us." }, "cites": "Rule 7", "from": "2026-01-01",
        "due": { "deadline": { "after": { "fact": "repair_on" },
            "within": { "working_days": { "days": 5, "calendar": "england" } } } } }));
    policy
}

fn quoted(policy: &Value, repaired: Option<&str>) -> Result<QuoteDocument, Vec<Fault>> {
    let policy = Policy::read(&policy.to_string()).unwrap();
    let mut known = json!({ "minutes_late": 90, "price": "40.00", "fare": "40.00", "arrival_delay": 90,
        "distance": 100, "ticket": "single", "travelled_on": "2026-06-29" });
    if let Some(day) = repaired {
        known["repair_on"] = json!(day);
    }
    let complaint = json!({ "problem": "late-train", "known": known }).to_string();
    let complaint: ComplaintDocument = document::read(&complaint).unwrap();
    quote(&policy, &complaint, date::read("2026-06-30").unwrap())
}

/// The day of the call, and the reason why there is none.
fn ring_back(quote: &QuoteDocument) -> (Option<&str>, Option<&str>) {
    let made = quote.commitments.iter().find(|made| made.id == "ring-back");
    let refused = quote.not_promised.iter().find(|refused| refused.id == "ring-back");
    (made.map(|made| made.due.as_str()), refused.map(|refused| refused.because[0].because.as_str()))
}

#[test]
fn what_a_missing_fact_leaves_undated_is_not_promised_yet() {
    let quote = quoted(&policy(), None).unwrap();
    assert_eq!(ring_back(&quote), (None, None));
    assert!(quote.commitments.iter().any(|made| made.id == "final-response"));
}

/// Tuesday 1 December: 2, 3, 4, 7 and 8 December are worked.
#[test]
fn once_the_fact_is_there_the_day_is_promised() {
    let quote = quoted(&policy(), Some("2026-12-01")).unwrap();
    assert_eq!(ring_back(&quote), (Some("2026-12-08"), None));
}

/// Thursday 24 December: 29, 30 and 31 December are worked, the fourth day lies in 2027. What is owed is
/// 40.00 for the delay, 20.00 of the fare, 40.00 + 3.20 - 0.64 with interest and 40.00 back: 142.56.
#[test]
fn what_no_calendar_reaches_is_told_and_the_rest_of_the_quote_stands() {
    let quote = quoted(&policy(), Some("2026-12-24")).unwrap();
    let (made, because) = ring_back(&quote);
    assert_eq!(made, None);
    assert!(because.unwrap().contains("beyond the published calendar"), "{because:?}");
    assert!(because.unwrap().contains("a person"), "{because:?}");
    assert_eq!(quote.not_promised.last().unwrap().because[0].cites, "Rule 7");
    assert_eq!(quote.options[0].total.low, "142.56");
}

/// The letter is to be sent five working days after the repair.
#[test]
fn a_remedy_has_its_day_once_the_fact_is_there_and_none_beyond_the_calendar() {
    let mut policy = policy();
    let last = policy["commitments"].as_array_mut().unwrap().last_mut().unwrap();
    last["applies"] = json!("with_remedy");
    let letter = policy["remedies"].as_array_mut().unwrap().iter_mut();
    letter.into_iter().find(|it| it["id"] == "letter").unwrap()["commitment"] = json!("ring-back");
    let letter = |quote: &QuoteDocument| {
        let found = quote.options[0].components.iter().find(|part| part.remedy == "letter");
        found.map(|part| (part.due.clone(), quote.options[0].done_by.clone())).unwrap()
    };
    let open = quoted(&policy, None).unwrap();
    assert_eq!(letter(&open), (None, None));
    assert!(open.commitments.iter().all(|made| made.id != "ring-back"));
    let known = quoted(&policy, Some("2026-12-01")).unwrap();
    let day = Some("2026-12-08".to_owned());
    assert_eq!(letter(&known), (day.clone(), day));
    let beyond = quoted(&policy, Some("2026-12-24")).unwrap_err();
    assert_eq!(beyond[0].code, "outside-calendar");
}

/// Everything is paid within 14 days and written within 20 (20 July); the decision takes 40: 9 August.
#[test]
fn an_option_is_not_done_before_it_is_decided() {
    let mut policy = with_all_parts();
    policy["commitments"].as_array_mut().unwrap().push(json!({
        "id": "approve", "what": "decide", "title": { "en": "Decide" }, "by": "claims-desk",
        "applies": "with_remedy", "within": { "calendar_days": 40 }, "if_missed": { "en": "Call us." },
        "cites": "Rule 8", "from": "2026-01-01" }));
    let before = quoted(&policy, None).unwrap();
    assert_eq!(before.options[0].done_by.as_deref(), Some("2026-07-20"));
    policy["limits"] = json!({ "approval": [{ "at_most": "1.00 GBP" }, { "by": "claims-desk", "commitment": "approve" }] });
    let quote = quoted(&policy, None).unwrap();
    let option = &quote.options[0];
    assert_eq!(option.settlement.decided_by.as_deref(), Some("2026-08-09"));
    assert_eq!(option.done_by.as_deref(), Some("2026-08-09"));
}
