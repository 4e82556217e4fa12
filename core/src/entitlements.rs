//! Entitlements: whether and how much each remedy is due, part by part, for the customer to read.

use crate::date;
use crate::document::policy::{Basis, FigureDocument, RemedyDocument};
use crate::document::quote::{
    CitedReason, Due, EntitlementDocument, FigureMadeDocument, PartMadeDocument, ShareDocument,
    TraceDocument,
};
use crate::evaluation::{Entitlement, part, shares};
use crate::language::Phrase;
use crate::number::{Exact, Range, Truth};
use crate::policy::formula::Overflow;
use crate::policy::{Figure, Remedy};
use crate::quantity::Unit;
use crate::wording::{Wording, operand};

/// What is owed in a case, also where nothing is; goodwill where there is more to say than its amount.
pub(crate) fn entitlements(
    wording: &Wording<'_>,
    due: &[Entitlement<'_>],
) -> Result<Vec<EntitlementDocument>, Overflow> {
    let policy = wording.policy;
    let mut entitlements = Vec::new();
    for due in due {
        let document = policy.document.remedies.get(due.remedy).ok_or(Overflow)?;
        let remedy = policy.remedies.get(due.remedy).ok_or(Overflow)?;
        if document.basis != Basis::Goodwill || says_more(document) {
            entitlements.push(entitlement(wording, due, document, remedy)?);
        }
    }
    Ok(entitlements)
}

fn says_more(document: &RemedyDocument) -> bool {
    !(document.unless.is_empty()
        && document.parts.is_empty()
        && document.figures.is_empty()
        && document.borne_by.is_empty())
}

fn entitlement(
    wording: &Wording<'_>,
    due: &Entitlement<'_>,
    document: &RemedyDocument,
    remedy: &Remedy,
) -> Result<EntitlementDocument, Overflow> {
    let there = due.applies != Truth::False;
    let (parts, figures) = if there {
        (parts(wording, document, remedy)?, figures(wording, &document.figures, &remedy.figures)?)
    } else {
        (Vec::new(), Vec::new())
    };
    let trace = due.traces.last().filter(|_| remedy.parts.is_empty());
    Ok(EntitlementDocument {
        remedy: document.id.clone(),
        title: wording.raw(&document.title).to_owned(),
        basis: document.basis,
        applies: match due.applies {
            Truth::True => Due::Yes,
            Truth::False => Due::No,
            Truth::Unknown => Due::Unclear,
        },
        because: wording.reasons(&document.unless, &due.refusals),
        amount: due.amount.map(|amount| wording.amount(amount)),
        parts,
        borne_by: borne_by(wording, document, remedy, due.amount)?,
        figures,
        cites: document.cites.clone(),
        trace: trace.map(|trace| trace.document(wording)),
    })
}

/// The parts of a remedy's amount that are, or may be, there.
fn parts(
    wording: &Wording<'_>,
    document: &RemedyDocument,
    remedy: &Remedy,
) -> Result<Vec<PartMadeDocument>, Overflow> {
    let view = wording.policy.view(wording.scene);
    let mut made = Vec::with_capacity(remedy.parts.len());
    for (own, written) in remedy.parts.iter().zip(&document.parts) {
        let mut traces = Vec::new();
        let (there, amount) = part(wording.policy, own, &view, Some(&mut traces))?;
        if there != Truth::False {
            made.push(PartMadeDocument {
                id: written.id.clone(),
                title: wording.raw(&written.title).to_owned(),
                amount: wording.amount(amount),
                deducted: own.deducted,
                cites: written.cites.clone().unwrap_or_else(|| document.cites.clone()),
                trace: traces.last().map(|trace| trace.document(wording)),
            });
        }
    }
    Ok(made)
}

/// How an amount is the sum of its parts.
pub(crate) fn parts_trace(
    wording: &Wording<'_>,
    remedy: &Remedy,
    total: Range,
) -> Result<TraceDocument, Overflow> {
    let view = wording.policy.view(wording.scene);
    let (mut sum, mut inputs) = (String::new(), Vec::new());
    for own in &remedy.parts {
        let mut traces = Vec::new();
        let (there, amount) = part(wording.policy, own, &view, Some(&mut traces))?;
        if there == Truth::False {
            continue;
        }
        if own.deducted {
            sum.push_str(" − ");
        } else if !sum.is_empty() {
            sum.push_str(" + ");
        }
        sum.push_str(&operand(&wording.money(amount), amount));
        inputs.extend(traces.iter().map(|trace| trace.document(wording)));
    }
    let value = wording.money(total);
    let says = wording.language().say(Phrase::Sum, &[&sum, &value]);
    Ok(TraceDocument { step: "parts".to_owned(), value, says, inputs })
}

/// Why remedies that are due come to nothing: how the amount came about.
pub(crate) fn nothing_left(
    wording: &Wording<'_>,
    due: &[Entitlement<'_>],
) -> Result<Vec<CitedReason>, Overflow> {
    let policy = wording.policy;
    let mut reasons = Vec::new();
    for due in due.iter().filter(|due| due.applies == Truth::True) {
        let Some(amount) = due.amount.filter(|amount| amount.high == Some(Exact::ZERO)) else {
            continue;
        };
        let document = policy.document.remedies.get(due.remedy).ok_or(Overflow)?;
        let remedy = policy.remedies.get(due.remedy).ok_or(Overflow)?;
        let says = match due.traces.last().filter(|_| remedy.parts.is_empty()) {
            Some(trace) => trace.down_to_nothing(wording),
            None => parts_trace(wording, remedy, amount)?.says,
        };
        let because =
            wording.language().say(Phrase::Titled, &[wording.raw(&document.title), &says]);
        reasons.push(CitedReason { because, cites: document.cites.clone() });
    }
    Ok(reasons)
}

fn borne_by(
    wording: &Wording<'_>,
    document: &RemedyDocument,
    remedy: &Remedy,
    amount: Option<Range>,
) -> Result<Vec<ShareDocument>, Overflow> {
    let Some(amount) = amount else { return Ok(Vec::new()) };
    let view = wording.policy.view(wording.scene);
    let shares = shares(wording.policy, remedy, amount, &view)?;
    let parties = document.borne_by.iter().zip(shares).map(|(party, share)| ShareDocument {
        id: party.id.clone(),
        title: wording.raw(&party.title).to_owned(),
        amount: wording.amount(share),
    });
    Ok(parties.collect())
}

/// Named values, those whose condition surely fails left out; one that a missing fact may still leave out
/// says so.
pub(crate) fn figures(
    wording: &Wording<'_>,
    written: &[FigureDocument],
    figures: &[Figure],
) -> Result<Vec<FigureMadeDocument>, Overflow> {
    let view = wording.policy.view(wording.scene);
    let mut made = Vec::new();
    for (figure, written) in figures.iter().zip(written) {
        let told = figure.when.holds(&view)?;
        if told == Truth::False {
            continue;
        }
        let trace = figure.value.trace(&view)?;
        let unit = &figure.value.unit;
        let end = |end: Option<Exact>| end.map(|end| plain(wording, end, unit));
        made.push(FigureMadeDocument {
            id: written.id.clone(),
            title: wording.raw(&written.title).to_owned(),
            value: wording.quantity(trace.value, unit),
            low: end(trace.value.low),
            high: end(trace.value.high),
            certain: told == Truth::True,
            cites: written.cites.clone(),
            trace: trace.document(wording),
        });
    }
    Ok(made)
}

/// A value for machines: an amount in major units, an ISO 8601 date, or a decimal of at most six places.
fn plain(wording: &Wording<'_>, value: Exact, unit: &Unit) -> String {
    match unit {
        Unit::Money => wording.policy.currency.decimal(value),
        Unit::Date => date::from_number(value).map(date::write).unwrap_or_default(),
        Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_) => {
            value.to_trimmed_decimal(6)
        }
    }
}
