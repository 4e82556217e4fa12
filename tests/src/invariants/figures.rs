//! The figures of a quote: in order among themselves, and never outside those of an earlier one.

use super::owed::{assert_owed_narrower, assert_owed_points, assert_owed_sound};
use amends_core::date;
use amends_core::document::policy::Basis;
use amends_core::document::quote::{Due, OfferDocument, QuoteDocument, RangeDocument};
use amends_core::policy::Policy;

/// An amount in the smallest unit, for comparison only.
fn minor(text: &str) -> i128 {
    let digits = text.replace('.', "");
    digits.parse().unwrap_or_else(|_| unreachable!("`{text}` is not an amount"))
}

fn high(range: &RangeDocument) -> i128 {
    range.high.as_deref().map_or(i128::MAX, minor)
}

fn within(later: &RangeDocument, earlier: &RangeDocument) -> bool {
    minor(&later.low) >= minor(&earlier.low) && high(later) <= high(earlier)
}

/// The sum of ranges: least and most, `i128::MAX` when open.
pub fn sum<'r>(ranges: impl Iterator<Item = &'r RangeDocument>) -> (i128, i128) {
    ranges.fold((0, 0), |(low, most), range| {
        (low + minor(&range.low), most.saturating_add(high(range)))
    })
}

/// The figures of a quote fit each other. Answers how many figures were compared.
pub fn assert_sound(policy: &Policy, quote: &QuoteDocument) -> usize {
    assert_ordered(&quote.owed);
    assert_ordered(&quote.range);
    for offer in &quote.options {
        assert_offer(quote, offer);
    }
    assert!(quote.options.iter().filter(|offer| offer.recommended).count() <= 1);
    let dates = quote.commitments.iter().map(|made| &made.due);
    let dates: Vec<_> = dates.chain([&quote.open_until]).collect();
    assert!(dates.iter().all(|day| date::read(day).is_some()), "not dates: {dates:?}");
    assert!(quote.commitments.is_sorted_by_key(|made| &made.due), "{:?}", quote.commitments);
    let problem = policy.document().problems.iter().find(|problem| problem.id == quote.problem.id);
    let asked = problem.map(|problem| problem.questions.as_slice()).unwrap_or_default();
    let known = |fact: &str| asked.iter().any(|question| question.fact == fact);
    assert!(quote.missing.iter().all(|missing| known(&missing.fact)), "{:?}", quote.missing);
    let next = quote.next_question.as_ref();
    assert_eq!(next.is_none(), quote.missing.is_empty());
    assert!(next.is_none_or(|next| quote.missing.iter().any(|missing| missing.fact == *next)));
    2 + quote.options.len() + assert_owed_sound(quote)
}

fn assert_ordered(range: &RangeDocument) {
    assert!(0 <= minor(&range.low) && minor(&range.low) <= high(range), "{range:?}");
}

/// An option: its parts add up, what is owed is in it, and it lies within the range of the quote.
fn assert_offer(quote: &QuoteDocument, offer: &OfferDocument) {
    assert_ordered(&offer.total);
    assert_ordered(&offer.value);
    assert_eq!(offer.owed, quote.owed, "{}: what is owed is the same in every option", offer.id);
    let total = (minor(&offer.total.low), high(&offer.total));
    let amounts = offer.components.iter().filter_map(|component| component.amount.as_ref());
    let parts = sum(amounts);
    // While a part is open, a cap on all together can be narrower than the parts.
    assert!(parts.0 <= total.0 && total.1 <= parts.1, "{}: {total:?} is not {parts:?}", offer.id);
    assert!(parts.0 != parts.1 || total == parts, "{}: {total:?} is not {parts:?}", offer.id);
    let owed = offer.components.iter().filter(|component| component.basis != Basis::Goodwill);
    let owed = owed.filter_map(|component| component.amount.as_ref());
    let owed = sum(owed.chain(offer.in_place_of.iter().map(|given_up| &given_up.amount)));
    assert_eq!(owed, (minor(&quote.owed.low), high(&quote.owed)), "{}", offer.id);
    assert!(within(&offer.total, &quote.range), "{}: {:?}", offer.id, quote.range);
    // Done when the last part is, and decided: not before there is a day for each.
    let decided = Some(&offer.settlement.decided_by).filter(|_| !offer.settlement.at_once);
    let days = offer.components.iter().map(|component| &component.due).chain(decided);
    let days: Option<Vec<&String>> = days.map(Option::as_ref).collect();
    let last = days.map(|days| days.into_iter().max().unwrap_or(&quote.today));
    assert_eq!(last, offer.done_by.as_ref());
}

/// Every figure and verdict of the later quote lies within the earlier one. Answers how many were compared.
pub fn assert_narrower(earlier: &QuoteDocument, later: &QuoteDocument) -> usize {
    assert_within("owed", &later.owed, &earlier.owed);
    assert_within("range", &later.range, &earlier.range);
    let (before, after) = (&earlier.assessment, &later.assessment);
    assert_subset(
        "responsibility",
        &after.responsibility.possible,
        &before.responsibility.possible,
    );
    assert_subset("severity", &after.severity.possible, &before.severity.possible);
    if before.due != Due::Unclear {
        assert_eq!(before.due, after.due, "whether anything is due was decided");
    }
    let options = later.options.iter().map(|offer| {
        let before = earlier.options.iter().find(|other| other.id == offer.id);
        // What is taken in place of money is offered once it is surely worth it.
        let came = before.is_some() || !offer.in_place_of.is_empty();
        assert!(came, "{} came back", offer.id);
        before.map_or(0, |before| assert_offer_narrower(before, offer))
    });
    2 + options.sum::<usize>() + assert_owed_narrower(earlier, later)
}

fn assert_offer_narrower(earlier: &OfferDocument, later: &OfferDocument) -> usize {
    let id = &later.id;
    assert_within(id, &later.total, &earlier.total);
    assert_within(&format!("value of {id}"), &later.value, &earlier.value);
    for component in &later.components {
        let before = earlier.components.iter().find(|other| other.remedy == component.remedy);
        assert!(before.is_some(), "{id}: {} came back", component.remedy);
        let amounts =
            before.and_then(|before| before.amount.as_ref()).zip(component.amount.as_ref());
        if let Some((before, after)) = amounts {
            assert_within(&component.remedy, after, before);
        }
    }
    2 + later.components.len()
}

/// One range lies within another.
pub fn assert_within(what: &str, later: &RangeDocument, earlier: &RangeDocument) {
    assert!(within(later, earlier), "{what}: {later:?} left {earlier:?}");
}

fn assert_subset<T: PartialEq + std::fmt::Debug>(what: &str, later: &[T], earlier: &[T]) {
    let inside = !later.is_empty() && later.iter().all(|value| earlier.contains(value));
    assert!(inside, "{what}: {later:?} left {earlier:?}");
}

/// A range is one figure.
pub fn assert_point(what: &str, range: &RangeDocument) {
    assert_eq!(Some(&range.low), range.high.as_ref(), "{what}: open");
}

/// Every figure is one figure: nothing is open any more but the customer's choice. Answers how many were seen.
pub fn assert_points(quote: &QuoteDocument) -> usize {
    let offers = quote.options.iter().flat_map(|offer| {
        let amounts = offer.components.iter().filter_map(|component| component.amount.as_ref());
        amounts.chain([&offer.total, &offer.value])
    });
    let all: Vec<_> = offers.chain([&quote.owed]).collect();
    for range in &all {
        assert_point(&quote.problem.id, range);
    }
    let totals = || quote.options.iter().map(|offer| minor(&offer.total.low));
    let owed = minor(&quote.owed.low);
    let ends = (totals().min().unwrap_or(owed), totals().max().unwrap_or(owed));
    assert_eq!((minor(&quote.range.low), high(&quote.range)), ends, "{}", quote.problem.id);
    let uncertain = quote.options.iter().find(|offer| !offer.certain);
    assert!(uncertain.is_none(), "{:?} may or may not be offered", uncertain.map(|o| &o.id));
    assert_eq!(quote.assessment.responsibility.possible.len(), 1);
    assert_eq!(quote.assessment.severity.possible.len(), 1);
    assert_ne!(quote.assessment.due, Due::Unclear);
    all.len() + assert_owed_points(quote)
}
