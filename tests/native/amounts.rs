//! Amounts alone and the whole quote say the same of every scenario and every case of a scheme, and of each with one
//! fact left out.

use amends_core::amounts::{Amounts, Capped, Lines, Offered, amounts};
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::quote::{OfferDocument, QuoteDocument, RangeDocument};
use amends_core::document::write;
use amends_core::money::Currency;
use amends_core::number::{Exact, Range};
use amends_core::policy::Policy;
use amends_core::{date, quote};
use amends_tests::invariants::assert_line_read_alike;
use amends_tests::scenario::{self, policy_text};
use amends_tests::scheme;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Faults that concern words, dates or a choice; amounts alone do not look for them.
const NOT_LOOKED_AT: [&str; 3] = ["outside-validity", "outside-calendar", "unknown-option"];

fn decimals(policy: &Policy, range: Range) -> RangeDocument {
    let currency = Currency::of(&policy.document().currency).unwrap();
    RangeDocument {
        low: currency.decimal(range.low.unwrap_or(Exact::ZERO)),
        high: range.high.map(|high| currency.decimal(high)),
    }
}

/// A scenario's complaint as it is, and without each of its facts.
fn variants(complaint: &ComplaintDocument) -> Vec<ComplaintDocument> {
    let mut all = vec![complaint.clone()];
    for fact in complaint.answers.keys() {
        let mut without = complaint.clone();
        without.answers.remove(fact);
        all.push(without);
    }
    for fact in complaint.known.keys() {
        let mut without = complaint.clone();
        without.known.remove(fact);
        all.push(without);
    }
    all
}

fn same_option(policy: &Policy, found: &Offered, quoted: &OfferDocument) {
    let document = policy.document();
    assert_eq!(document.options[found.option].id, quoted.id);
    assert_eq!(found.certain, quoted.certain);
    assert_eq!(decimals(policy, found.total), quoted.total);
    assert_eq!(decimals(policy, found.owed), quoted.owed);
    assert_eq!(decimals(policy, found.value), quoted.value);
    let components = found.components.iter().map(|component| {
        let id = document.remedies[component.remedy].id.clone();
        (id, component.amount.map(|amount| decimals(policy, amount)), component.certain)
    });
    let spoken = quoted.components.iter();
    let spoken = spoken.map(|part| (part.remedy.clone(), part.amount.clone(), part.certain));
    assert_eq!(components.collect::<Vec<_>>(), spoken.collect::<Vec<_>>());
    let caps = found.capped.iter().map(|capped| match capped {
        Capped::PerCase(_) => &document.limits.per_case.as_ref().unwrap().cites,
        Capped::PerCustomer(..) => &document.limits.per_customer.as_ref().unwrap().cites,
    });
    assert!(caps.eq(quoted.capped.iter().map(|reason| &reason.cites)));
    let approver = found.approver.as_ref().map(|(role, _)| role.clone());
    assert_eq!(approver, quoted.settlement.approval_by.as_ref().map(|role| role.id.clone()));
}

fn same(policy: &Policy, found: &Amounts, quoted: &QuoteDocument) {
    assert_eq!(policy.document().problems[found.problem].id, quoted.problem.id);
    assert_eq!(found.due, quoted.assessment.due);
    assert_eq!(decimals(policy, found.offers.owed_money), quoted.owed);
    assert_eq!(decimals(policy, found.offers.range), quoted.range);
    assert_eq!(found.offers.offered.len(), quoted.options.len());
    for (found, quoted) in found.offers.offered.iter().zip(&quoted.options) {
        same_option(policy, found, quoted);
    }
    let recommended = found.offers.recommended();
    let recommended = recommended.map(|own| policy.document().options[own.option].id.as_str());
    let quoted_one = quoted.options.iter().find(|option| option.recommended);
    assert_eq!(recommended, quoted_one.map(|option| option.id.as_str()));
    let refused = found.offers.refused.iter().map(|(i, _)| &policy.document().options[*i].id);
    assert!(refused.eq(quoted.not_offered.iter().map(|option| &option.id)));
    assert!(found.in_force);
}

/// The amounts of a complaint are those of its quote, faults and all; answers whether there was a quote.
pub fn same_as_quoted(policy: &Policy, complaint: &ComplaintDocument, today: NaiveDate) -> bool {
    match (amounts(policy, complaint, today), quote(policy, complaint, today)) {
        (Ok(found), Ok(whole)) => {
            same(policy, &found, &whole);
            true
        }
        (found, Err(mut faults)) => {
            faults.retain(|fault| !NOT_LOOKED_AT.contains(&fault.code));
            assert_eq!(found.err().unwrap_or_default(), faults);
            false
        }
        (Err(faults), Ok(_)) => panic!("{faults:?}"),
    }
}

/// A complaint with the policy and the day it is quoted by.
struct Case {
    name: String,
    policy: Rc<Policy>,
    today: NaiveDate,
    complaint: ComplaintDocument,
}

/// Every scenario, and every case of every scheme.
fn cases() -> Vec<Case> {
    let mut policies: BTreeMap<String, Rc<Policy>> = BTreeMap::new();
    let mut cases = Vec::new();
    for own in scenario::all().unwrap() {
        let read = || Rc::new(Policy::read(&policy_text(&own.policy).unwrap()).unwrap());
        let policy = policies.entry(own.policy.clone()).or_insert_with(read).clone();
        let today = date::read(&own.today).unwrap();
        cases.push(Case { name: own.name, policy, today, complaint: own.file.complaint });
    }
    for own in scheme::all().unwrap() {
        let Some((text, mapping)) = own.written else { continue };
        let policy = Rc::new(Policy::read(&text).unwrap());
        for case in own.cases {
            let (complaint, today) = mapping.complaint(&case.given).unwrap();
            let (today, policy) = (date::read(&today).unwrap(), policy.clone());
            cases.push(Case { name: case.id, policy, today, complaint });
        }
    }
    cases
}

#[test]
fn amounts_alone_are_those_of_the_quote() {
    let (mut quoted, mut refused) = (0, 0);
    for Case { name, policy, today, complaint } in cases() {
        for complaint in variants(&complaint) {
            println!("{name}");
            let counted =
                if same_as_quoted(&policy, &complaint, today) { &mut quoted } else { &mut refused };
            *counted += 1;
        }
    }
    assert!(quoted > 2_000 && refused > 20, "{quoted} quoted, {refused} refused");
}

/// Every complaint with one fact left out, and damaged in many places.
#[test]
fn a_line_is_read_the_same_straight_and_by_its_document() {
    let pieces = [
        "",
        "null",
        "true",
        "7",
        "-1",
        "1.5",
        "\"\"",
        "[]",
        "{}",
        "\"today\":\"2026-11-20\",",
        "é",
        "\\u0061",
    ];
    let (mut quoted, mut others) = (0, 0);
    for case in cases() {
        let mut lines = Lines::new(&case.policy, case.today);
        let mut texts: Vec<String> = variants(&case.complaint).iter().map(write).collect();
        let whole = texts[0].clone();
        let places: Vec<usize> = whole.char_indices().map(|(place, _)| place).collect();
        for (n, place) in places.iter().enumerate().step_by(3) {
            let end = places.get(n + n % 9).copied().unwrap_or(whole.len());
            let piece = pieces[n % pieces.len()];
            texts.push(format!("{}{piece}{}", &whole[..*place], &whole[end..]));
        }
        for text in texts {
            let counted =
                if assert_line_read_alike(&mut lines, &text) { &mut quoted } else { &mut others };
            *counted += 1;
        }
    }
    assert!(quoted > 1_500 && others > 5_000, "{quoted} quoted, {others} not");
}
