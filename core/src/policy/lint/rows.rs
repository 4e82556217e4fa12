//! Rows of tables and choices that no complaint ever reaches, wherever amounts and facts are computed.

use super::money::{any, holds};
use super::reach::{NEVER, Reach};
use super::walk::Part;
use super::{Lint, entry};
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::condition::Condition;
use crate::policy::formula::{Bands, Formula, Step};
use crate::policy::place::Place;
use crate::policy::vocabulary::{Scene, Source};

/// Where a formula is computed: when this holds, for these problems.
struct Within<'a> {
    when: &'a [Condition],
    problems: &'a [usize],
}

/// Looks at every table and choice.
pub(super) fn check<'p>(reach: &Reach<'_, '_, 'p>, lint: &mut Lint<'p>) {
    let policy = reach.policy;
    let all: Vec<usize> = (0..policy.problems.len()).collect();
    for fact in &policy.vocabulary.facts {
        if let Source::Formula(formula) = &fact.source {
            let at = Place::root().at("facts").at(&fact.id).at("formula");
            rows(reach, lint, formula, &Within { when: &[], problems: &all }, &at);
        }
    }
    for (i, remedy) in policy.remedies.iter().enumerate() {
        let at = entry("remedies", i);
        let due = [remedy.when.clone()];
        if let Some(amount) = &remedy.amount {
            let within = Within { when: &due, problems: &remedy.problems };
            rows(reach, lint, amount, &within, &at.at("amount"));
        }
        for (j, part) in remedy.parts.iter().enumerate() {
            let there = [remedy.when.clone(), part.when.clone()];
            let within = Within { when: &there, problems: &remedy.problems };
            rows(reach, lint, &part.amount, &within, &at.at("parts").at(j).at("amount"));
        }
    }
}

fn rows<'p>(
    reach: &Reach<'_, '_, 'p>,
    lint: &mut Lint<'p>,
    formula: &'p Formula,
    within: &Within<'_>,
    at: &Place,
) {
    let policy = reach.policy;
    let mut inside = Vec::new();
    Part::Formula(formula).each(&mut |part| {
        if let Part::Formula(formula) = part {
            inside.push(formula);
        }
    });
    for formula in inside {
        for row in rows_of(formula) {
            let reached = |scene: &Scene| {
                let there = within.when.iter().map(|when| holds(policy, when, scene));
                there.fold(Truth::True, Truth::and).and(reached(policy, formula, row, scene))
            };
            let parts = [Part::Formula(formula)];
            if within.problems.iter().all(|problem| reach.never(*problem, &parts, &reached)) {
                let message = format!("{} of this is never reached", name(formula, row));
                let help = "remove it, or widen what leads to it";
                lint.say(NEVER, at, message, help);
            }
        }
    }
}

/// What a row is called.
fn name(formula: &Formula, row: usize) -> String {
    let otherwise = matches!(&formula.step, Step::Bands(table) if table.rows.len() == row);
    if otherwise { "`otherwise`".to_owned() } else { format!("row {}", row.saturating_add(1)) }
}

/// Rows of a table or choice that give something; those that give nothing make it whole.
fn rows_of(formula: &Formula) -> Vec<usize> {
    let gives = |give: &Formula| !matches!(give.step, Step::Literal(value) if value == Exact::ZERO);
    let mut rows: Vec<&Formula> = Vec::new();
    if let Step::Bands(table) = &formula.step {
        rows.extend(table.rows.iter().map(|band| &band.give).chain(&table.otherwise));
    } else if let Step::Choose(choices, _) = &formula.step {
        rows.extend(choices.iter().map(|(_, give)| give));
    }
    let rows = rows.into_iter().enumerate().filter(|(_, give)| gives(give));
    rows.map(|(row, _)| row).collect()
}

/// Whether a row of a table or choice is the one that counts.
fn reached(policy: &Policy, formula: &Formula, row: usize, scene: &Scene) -> Truth {
    if let Step::Bands(table) = &formula.step {
        let Ok(by) = table.by.range(&policy.view(scene)) else { return Truth::Unknown };
        let before = row.checked_sub(1).map_or(Truth::False, |before| fits(table, before, by));
        let own = if row == table.rows.len() { Truth::True } else { fits(table, row, by) };
        return before.not().and(own);
    }
    let Step::Choose(rows, _) = &formula.step else { return Truth::True };
    let before = rows.iter().take(row).map(|(when, _)| when);
    let own = rows.get(row).map_or(Truth::True, |(when, _)| holds(policy, when, scene));
    any(policy, before, scene).not().and(own)
}

/// Whether a number lies on the side of a row's edge that belongs to the row.
fn fits(table: &Bands, row: usize, by: Range) -> Truth {
    let Some(row) = table.rows.get(row) else { return Truth::False };
    let edge = Range::point(row.edge);
    if table.rising { by.below(edge, row.inside) } else { edge.below(by, row.inside) }
}
