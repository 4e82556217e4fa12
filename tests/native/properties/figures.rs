//! Figures of generated policies: narrowing, points, floors and caps.

use super::{bytes, desk, made, run};
use crate::amounts::same_as_quoted;
use amends_core::amounts::Lines;
use amends_core::complaint::Complaint;
use amends_core::document::formula::FormulaDocument;
use amends_core::document::policy::{Basis, PolicyDocument};
use amends_core::document::quote::{OfferDocument, QuoteDocument};
use amends_core::document::write;
use amends_core::money::Currency;
use amends_core::number::Exact;
use amends_core::{evaluation, quantity, quote};
use amends_tests::generate::{Choices, policy};
use amends_tests::invariants::{assert_line_read_alike, assert_points, missing_facts};

#[test]
fn a_later_answer_never_leaves_an_earlier_range() {
    run(768, 100_000, bytes(4), |(policy_bytes, told)| {
        let Some(desk) = desk(&made(&policy_bytes, policy)) else { return 0 };
        let told = told.iter().map(|bytes| desk.respondent.tells(&mut Choices::new(bytes)));
        told.map(|told| missing_facts(&desk, &told)).sum()
    });
}

#[test]
fn once_everything_is_known_every_figure_is_one_figure() {
    run(768, 15_000, bytes(8), |(policy_bytes, told)| {
        let made = made(&policy_bytes, policy);
        let Some(desk) = desk(&made).filter(|_| !made.wild) else { return 0 };
        let mut seen = 0;
        for bytes in told {
            let told = desk.respondent.tells_all(&mut Choices::new(&bytes)).after(usize::MAX);
            let Ok(quote) = quote(&desk.policy, &told, desk.today) else { continue };
            seen += assert_points(&quote);
            let complaint = Complaint::read(&desk.policy, &told, desk.today).unwrap();
            seen += assert_same_amounts(
                &quote,
                desk.policy.document(),
                &evaluation::amounts(&desk.policy, &complaint).unwrap(),
            );
        }
        seen
    });
}

#[test]
fn amounts_alone_and_straight_from_a_line_are_those_of_the_quote() {
    run(512, 1_400, bytes(6), |(policy_bytes, told)| {
        let Some(desk) = desk(&made(&policy_bytes, policy)) else { return 0 };
        let mut lines = Lines::new(&desk.policy, desk.today);
        let mut quoted = 0;
        for bytes in told {
            let told = desk.respondent.tells(&mut Choices::new(&bytes)).after(usize::MAX);
            quoted += usize::from(same_as_quoted(&desk.policy, &told, desk.today));
            assert_line_read_alike(&mut lines, &write(&told));
        }
        quoted
    });
}

/// What is owed in a quote is what the amounts alone come to.
fn assert_same_amounts(
    quote: &QuoteDocument,
    policy: &PolicyDocument,
    amounts: &[(usize, Option<amends_core::number::Range>)],
) -> usize {
    let currency = Currency::of(&policy.currency).unwrap();
    let mut compared = 0;
    for component in quote.options.iter().flat_map(|offer| &offer.components) {
        let (Some(shown), true) = (&component.amount, component.basis != Basis::Goodwill) else {
            continue;
        };
        let remedy = policy.remedies.iter().position(|remedy| remedy.id == component.remedy);
        let amount = amounts.iter().find(|(index, _)| Some(*index) == remedy).unwrap().1.unwrap();
        assert_eq!(currency.decimal(amount.low.unwrap()), shown.low, "{}", component.remedy);
        compared += 1;
    }
    compared
}

#[test]
fn floors_and_caps_hold() {
    run(1_536, 1_500, bytes(8), |(policy_bytes, told)| {
        let Some(desk) = desk(&made(&policy_bytes, policy)) else { return 0 };
        let told = told.iter().map(|bytes| desk.respondent.tells(&mut Choices::new(bytes)));
        let quotes =
            told.filter_map(|told| quote(&desk.policy, &told.after(usize::MAX), desk.today).ok());
        quotes.map(|quote| assert_limits(desk.policy.document(), &quote)).sum()
    });
}

/// The fixed caps and floors of a policy hold for every option of a quote.
fn assert_limits(policy: &PolicyDocument, quote: &QuoteDocument) -> usize {
    let currency = Currency::of(&policy.currency).unwrap();
    let minor = |text: &str| currency.minor(text).unwrap();
    let mut compared = 0;
    let cap = policy.limits.per_case.as_ref().and_then(|limit| fixed(&limit.amount, currency));
    for offer in &quote.options {
        if let Some(cap) = cap {
            assert!(
                goodwill(offer, &minor).is_none_or(|most| most <= cap),
                "{offer:#?} is above {cap:?}"
            );
            compared += 1;
        }
        for floor in policy.limits.floors.iter().filter(|floor| floor.when.is_none()) {
            let raised = offer.components.iter().find(|c| c.remedy == floor.raises && c.certain);
            let (Some(component), Some(least)) = (raised, fixed(&floor.amount, currency)) else {
                continue;
            };
            let low = component.amount.as_ref().map(|amount| minor(&amount.low));
            assert!(low.is_some_and(|low| low >= least), "{component:#?} is below {least:?}");
            compared += 1;
        }
    }
    compared
}

/// The most goodwill money of an option; none when what is owed is open.
fn goodwill(offer: &OfferDocument, minor: &impl Fn(&str) -> Exact) -> Option<Exact> {
    let (total, owed) = (offer.total.high.as_deref()?, offer.owed.high.as_deref()?);
    minor(total).minus(minor(owed))
}

fn fixed(formula: &FormulaDocument, currency: Currency) -> Option<Exact> {
    let FormulaDocument::Literal(text) = formula else { return None };
    match quantity::read(text, currency) {
        Ok(quantity::Literal::Fixed(value, _)) => Some(value),
        _ => None,
    }
}
