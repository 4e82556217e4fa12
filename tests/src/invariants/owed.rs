//! What is owed, told and promised in two quotes of one case: the later one never leaves the earlier one.

use super::figures::{assert_point, assert_within, sum};
use amends_core::document::quote::{
    CommitmentMadeDocument, Due, EntitlementDocument, FigureMadeDocument, QuoteDocument,
};
use amends_core::number::Exact;
use std::fmt::Debug;

/// Whether one end of a named value is not above another: decimals, or dates in ISO 8601.
fn at_most(one: &str, other: &str) -> bool {
    match (Exact::decimal(one), Exact::decimal(other)) {
        (Some(one), Some(other)) => one <= other,
        _ => one <= other,
    }
}

/// The later of two lists by name: each of those named in the earlier one, with what it was.
fn pairs<'q, T>(
    earlier: &'q [T],
    later: &'q [T],
    same: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = (&'q T, &'q T)> {
    later.iter().filter_map(move |after| {
        earlier.iter().find(|before| same(before, after)).map(|before| (before, after))
    })
}

/// Nothing is named in the later list that the earlier one did not name.
fn assert_none_came<T: Debug>(
    what: &str,
    earlier: &[T],
    later: &[T],
    same: impl Fn(&T, &T) -> bool,
) {
    for after in later {
        assert!(earlier.iter().any(|before| same(before, after)), "{what} came: {after:?}");
    }
}

/// Entitlements, named values and promises of the later quote lie within the earlier one. Answers how many were compared.
pub fn assert_owed_narrower(earlier: &QuoteDocument, later: &QuoteDocument) -> usize {
    let entitlements =
        pairs(&earlier.entitlements, &later.entitlements, |a, b| a.remedy == b.remedy);
    let compared: usize = entitlements.map(|(a, b)| assert_entitlement_narrower(a, b)).sum();
    assert_eq!(earlier.entitlements.len(), later.entitlements.len());
    let same = |a: &CommitmentMadeDocument, b: &CommitmentMadeDocument| {
        (&a.id, &a.remedy) == (&b.id, &b.remedy)
    };
    let promises = pairs(&earlier.commitments, &later.commitments, same);
    let promises: usize = promises.map(|(a, b)| assert_promise_narrower(a, b)).sum();
    assert_none_came("not promised", &later.not_promised, &earlier.not_promised, |a, b| {
        a.id == b.id
    });
    compared + promises + assert_figures_narrower(&earlier.figures, &later.figures)
}

fn assert_entitlement_narrower(
    earlier: &EntitlementDocument,
    later: &EntitlementDocument,
) -> usize {
    let id = &later.remedy;
    if earlier.applies != Due::Unclear {
        assert_eq!(earlier.applies, later.applies, "whether {id} is due was decided");
    }
    if let Some((before, after)) = earlier.amount.as_ref().zip(later.amount.as_ref()) {
        assert_within(id, after, before);
    }
    assert_none_came("a part", &earlier.parts, &later.parts, |a, b| a.id == b.id);
    for (before, after) in pairs(&earlier.parts, &later.parts, |a, b| a.id == b.id) {
        assert_within(&format!("part {} of {id}", after.id), &after.amount, &before.amount);
    }
    for (before, after) in pairs(&earlier.borne_by, &later.borne_by, |a, b| a.id == b.id) {
        assert_within(&format!("share {} of {id}", after.id), &after.amount, &before.amount);
    }
    let values = assert_figures_narrower(&earlier.figures, &later.figures);
    2 + later.parts.len() + later.borne_by.len() + values
}

fn assert_figures_narrower(earlier: &[FigureMadeDocument], later: &[FigureMadeDocument]) -> usize {
    assert_none_came("a figure", earlier, later, |a, b| a.id == b.id);
    for (before, after) in pairs(earlier, later, |a, b| a.id == b.id) {
        let (low, high) = (after.low.as_deref(), after.high.as_deref());
        let (least, most) = (before.low.as_deref(), before.high.as_deref());
        let inside = least.is_none_or(|least| low.is_some_and(|low| at_most(least, low)))
            && most.is_none_or(|most| high.is_some_and(|high| at_most(high, most)));
        assert!(inside, "{}: {low:?} to {high:?} left {least:?} to {most:?}", after.id);
    }
    later.len()
}

fn assert_promise_narrower(
    earlier: &CommitmentMadeDocument,
    later: &CommitmentMadeDocument,
) -> usize {
    assert!(later.due <= earlier.due, "{}: {} is after {}", later.id, later.due, earlier.due);
    let first = later.due_from.as_ref().unwrap_or(&later.due);
    let before = earlier.due_from.as_ref();
    assert!(
        before.is_none_or(|before| before <= first),
        "{}: {first} is before {before:?}",
        later.id
    );
    1
}

/// Every entitlement and named value is one figure. Answers how many were seen.
pub fn assert_owed_points(quote: &QuoteDocument) -> usize {
    let mut seen = 0;
    for entitlement in &quote.entitlements {
        assert_ne!(entitlement.applies, Due::Unclear, "{}", entitlement.remedy);
        let parts = entitlement.parts.iter().map(|part| &part.amount);
        let shares = entitlement.borne_by.iter().map(|share| &share.amount);
        for amount in entitlement.amount.iter().chain(parts).chain(shares) {
            assert_point(&entitlement.remedy, amount);
            seen += 1;
        }
        seen += assert_figure_points(&entitlement.figures);
    }
    for made in &quote.commitments {
        assert_eq!(made.due_from, None, "{} is open until {}", made.id, made.due);
    }
    seen + quote.commitments.len() + assert_figure_points(&quote.figures)
}

fn assert_figure_points(figures: &[FigureMadeDocument]) -> usize {
    for figure in figures {
        assert!(figure.low.is_some() && figure.low == figure.high, "{}: open", figure.id);
    }
    figures.len()
}

/// What the parties bear adds up to the amount. Answers how many amounts were compared.
pub fn assert_owed_sound(quote: &QuoteDocument) -> usize {
    let mut compared = 0;
    for entitlement in quote.entitlements.iter().filter(|made| !made.borne_by.is_empty()) {
        let (least, most) = sum(entitlement.amount.iter());
        let shares = sum(entitlement.borne_by.iter().map(|share| &share.amount));
        // While one is open, so is what is left for the others.
        assert!(shares.0 <= least && most <= shares.1, "{}: {shares:?}", entitlement.remedy);
        assert!(shares.0 != shares.1 || shares == (least, most), "{}", entitlement.remedy);
        compared += 1;
    }
    compared
}
