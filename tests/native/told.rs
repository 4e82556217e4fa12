//! What is told of a figure: reasons and values while facts are missing, an amount that comes to nothing,
//! whence a figure is. The policies are those of the reference.

use crate::reference::{example, with_all_parts};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::{Due, QuoteDocument};
use amends_core::{date, document, policy::Policy, quote};
use serde_json::{Value, json};

fn quoted(policy: &Value, known: Value) -> QuoteDocument {
    let policy = Policy::read(&policy.to_string()).unwrap();
    let complaint = json!({ "problem": "late-train", "known": known }).to_string();
    let complaint: ComplaintDocument = document::read(&complaint).unwrap();
    quote(&policy, &complaint, date::read("2026-06-30").unwrap()).unwrap()
}

/// The reasons of the assessment, with breaking spaces.
fn not_due(quote: &QuoteDocument) -> Vec<(String, &str)> {
    let reasons = quote.assessment.not_due.iter();
    reasons.map(|reason| (reason.because.replace('\u{a0}', " "), reason.cites.as_str())).collect()
}

/// A price of 40.00 less 40.00 is nothing, one of 30.00 less 40.00 is raised to nothing.
#[test]
fn what_comes_to_nothing_says_how() {
    let mut policy = example();
    policy["remedies"][0]["amount"] =
        json!({ "difference": { "of": { "fact": "price" }, "less": "40.00 GBP" } });
    let quote = quoted(&policy, json!({ "minutes_late": 90, "price": "40.00" }));
    assert_eq!(quote.assessment.due, Due::No);
    let says = "Delay Repay: £40.00 less £40.00 is £0.00.".to_owned();
    assert_eq!(not_due(&quote), [(says, "Passenger's charter 2")]);
    let quote = quoted(&policy, json!({ "minutes_late": 90, "price": "30.00" }));
    let says =
        "Delay Repay: £30.00 less £40.00 is £-10.00. £-10.00, but not less than £0.00: £0.00.";
    assert_eq!(not_due(&quote)[0].0, says);
    let quote = quoted(&policy, json!({ "minutes_late": 90, "price": "40.01" }));
    assert_eq!((quote.assessment.due, not_due(&quote)), (Due::Yes, vec![]));
    let quote = quoted(&policy, json!({ "minutes_late": 14, "price": "40.00" }));
    assert_eq!(not_due(&quote), [], "refused is not nothing: the remedy has its own reason");
}

#[test]
fn nothing_in_parts_says_how_too() {
    let mut policy = example();
    let remedy = policy["remedies"][0].as_object_mut().unwrap();
    remedy.remove("amount");
    let part = |id: &str, deducted: bool| json!({ "id": id, "title": { "en": id }, "amount": { "fact": "price" }, "deducted": deducted });
    remedy.insert("parts".to_owned(), json!([part("price", false), part("paid", true)]));
    let quote = quoted(&policy, json!({ "minutes_late": 90, "price": "40.00" }));
    assert_eq!(not_due(&quote)[0].0, "Delay Repay: £40.00 − £40.00 = £0.00.");
}

#[test]
fn a_reason_waits_for_its_facts() {
    let because = |quote: &QuoteDocument| {
        let parts = quote.options[0].components.iter();
        let part = parts.into_iter().find(|part| part.remedy == "delay-repay");
        part.unwrap().because.replace('\u{a0}', " ")
    };
    let policy = example();
    let open = quoted(&policy, json!({ "price": "40.00" }));
    assert_eq!(because(&open), "We tell you why once everything it rests on is known.");
    let known = quoted(&policy, json!({ "price": "40.00", "minutes_late": 90 }));
    assert_eq!(because(&known), "Your train was 90 min late.");
}

/// Nothing is said of the case by a remedy that may not be due, though the sentence names no fact.
#[test]
fn a_reason_waits_until_its_remedy_is_due() {
    let mut policy = example();
    policy["remedies"][0]["because"] = json!({ "en": "It was late enough." });
    policy["remedies"][0]["when"] = json!({ "fact": "minutes_late", "at_least": "15 min" });
    let because = |known: Value| {
        let quote = quoted(&policy, known);
        let parts = &quote.options[0].components;
        parts.iter().find(|part| part.remedy == "delay-repay").unwrap().because.clone()
    };
    let open = because(json!({ "price": "40.00" }));
    assert_eq!(open, "We tell you why once everything it rests on is known.");
    assert_eq!(because(json!({ "minutes_late": 20 })), "It was late enough.");
}

/// A range by judgement stays one: it is said once what it rests on is known.
#[test]
fn a_reason_may_name_a_range_by_judgement() {
    let mut policy = example();
    policy["facts"]["guideline"] = json!({ "type": "money", "label": { "en": "Guideline" },
        "formula": { "between": { "low": "10.00 GBP", "high": { "fact": "price" } } } });
    policy["remedies"][1]["because"] = json!({ "en": "Such a delay is worth {guideline}." });
    let because = |known: Value| {
        let quote = quoted(&policy, known);
        let part = quote.options[0].components.iter().find(|part| part.remedy == "letter").unwrap();
        part.because.clone()
    };
    assert_eq!(because(json!({ "price": "40.00" })), "Such a delay is worth £10.00 – £40.00.");
    assert_eq!(because(json!({})), "We tell you why once everything it rests on is known.");
}

#[test]
fn a_figure_that_may_not_be_there_says_so_and_cites() {
    let mut policy = with_all_parts();
    policy["problems"][0]["figures"] = json!([{ "id": "stormy", "title": { "en": "Days a storm adds" },
        "value": "2 days", "when": { "fact": "arrival_delay", "at_least": "60 min" }, "cites": "Rule 6" }]);
    let figure = |known: Value| {
        let quote = quoted(&policy, known);
        quote.figures.first().map(|figure| (figure.certain, figure.cites.clone()))
    };
    assert_eq!(figure(json!({})), Some((false, Some("Rule 6".to_owned()))));
    assert_eq!(figure(json!({ "arrival_delay": 60 })), Some((true, Some("Rule 6".to_owned()))));
    assert_eq!(figure(json!({ "arrival_delay": 59 })), None);
}

#[test]
fn what_is_not_known_at_all_is_said_once() {
    let mut policy = example();
    policy["facts"]["noticed_on"] =
        json!({ "type": "date", "label": { "en": "Noticed on" }, "supplied_by": ["portal"] });
    policy["problems"][0]["figures"] = json!([{ "id": "noticed", "title": { "en": "Noticed" },
        "value": { "fact": "noticed_on" } }]);
    let quote = quoted(&policy, json!({}));
    assert_eq!(quote.figures[0].trace.says, "Noticed on: not known yet.");
    let quote = quoted(&policy, json!({ "noticed_on": "2026-06-29" }));
    assert_eq!(quote.figures[0].trace.says.replace('\u{a0}', " "), "Noticed on: 29 June 2026.");
}

/// While several rows are possible none of them is the reason.
#[test]
fn a_row_says_why_once_it_decides() {
    let mut policy = example();
    policy["remedies"][0]["amount"] = json!({ "choose": { "otherwise": { "fact": "price" }, "rows": [
        { "when": { "fact": "minutes_late", "at_least": "120 min" }, "give": "50.00 GBP",
          "because": { "en": "You were {minutes_late} late." } } ] } });
    let says = |known: Value| {
        let quote = quoted(&policy, known);
        let due = &quote.entitlements[0];
        due.trace.as_ref().unwrap().says.replace('\u{a0}', " ")
    };
    let known = json!({ "minutes_late": 120, "price": "40.00" });
    assert_eq!(says(known), "You were 120 min late. This gives £50.00.");
    assert_eq!(
        says(json!({ "price": "40.00" })),
        "What applies to your case gives £40.00 – £50.00."
    );
    let other = json!({ "minutes_late": 119, "price": "40.00" });
    assert_eq!(says(other), "What applies to your case gives £40.00.");
}

#[test]
fn the_authors_note_reaches_no_customer() {
    let mut policy = example();
    let plain = quoted(&policy, json!({}));
    policy["note"] = json!("Agreed with the ombudsman on a napkin.");
    let read = Policy::read(&policy.to_string()).unwrap();
    assert_eq!(Policy::unpack(&read.pack("en").unwrap()).unwrap().document().note, None);
    let with_note = document::write(&quoted(&policy, json!({})));
    assert!(!with_note.contains("napkin"));
    let same = with_note.replace(read.digest(), &plain.policy.digest);
    assert_eq!(same, document::write(&plain));
}

/// What is asked of the customer where a promised day lies outside 1 January 2025 to 31 December 2026.
#[test]
fn a_day_beyond_its_limits_is_earlier_or_later_not_less_or_more() {
    let text = amends_tests::scenario::policy_text("shop").unwrap();
    let policy = Policy::read(&text).unwrap();
    let says = |language: &str, day: &str| {
        let complaint =
            json!({ "problem": "late", "language": language, "answers": { "promised_on": day } });
        let complaint: ComplaintDocument = document::read(&complaint.to_string()).unwrap();
        let faults = quote(&policy, &complaint, date::read("2026-06-30").unwrap()).unwrap_err();
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        (fault.code, fault.message.replace('\u{a0}', " "))
    };
    for (language, day, code, words) in [
        ("en", "2024-12-31", "too-small", "1 January 2025 or a later day"),
        ("en", "2027-01-01", "too-large", "31 December 2026 or an earlier day"),
        ("zh-Hans", "2024-12-31", "too-small", "2025年1月1日或更晚的日期"),
        ("zh-Hans", "2027-01-01", "too-large", "2026年12月31日或更早的日期"),
    ] {
        let (found, message) = says(language, day);
        assert_eq!(found, code, "{day}: {message}");
        assert!(message.contains(words), "{language}, {day}: {message}");
    }
}
