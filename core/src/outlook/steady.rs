//! Whether an amount goes up in steps with a fact, or with the fact itself.
//!
//! Only an amount that goes in steps has a next one worth telling: "180 minutes would make it 250 €". What
//! grows with every cent of a price has none.

use crate::policy::formula::{Formula, Part, Step};
use crate::policy::vocabulary::{FactIndex, Source};
use crate::policy::{Policy, Remedy};

/// Whether the amount of a remedy, raised to the floors that name it, goes in steps with a fact.
pub(super) fn remedy(policy: &Policy, index: usize, fact: FactIndex) -> bool {
    let own = policy.remedies.get(index).into_iter().flat_map(Remedy::formulas);
    let floors = policy.limits.floors.iter().filter(|floor| floor.raises == index);
    let mut formulas = own.chain(floors.map(|floor| &floor.amount));
    formulas.all(|formula| steady(policy, formula, fact))
}

/// Whether what an option gives freely goes in steps with a fact.
pub(super) fn option(policy: &Policy, index: usize, fact: FactIndex) -> bool {
    let limits = &policy.limits;
    let mut remedies = policy.options.get(index).into_iter().flat_map(|option| &option.remedies);
    let caps = limits.per_customer.iter();
    let mut caps = caps.map(|(cap, _)| cap).chain(&limits.per_case);
    let used = limits.per_customer.iter().any(|(_, used)| *used == fact);
    remedies.all(|index| remedy(policy, *index, fact))
        && caps.all(|cap| steady(policy, cap, fact))
        && !used
}

/// What a fact is only looked up or compared by takes its values in steps.
fn steady(policy: &Policy, formula: &Formula, fact: FactIndex) -> bool {
    if let Step::Fact(own) = &formula.step {
        let source = policy.vocabulary.fact(*own).map(|fact| &fact.source);
        let Some(Source::Formula(formula)) = source else { return *own != fact };
        return steady(policy, formula, fact);
    }
    if let Step::Per(parts, _) = &formula.step {
        return parts.last().is_some_and(|give| steady(policy, give, fact));
    }
    if let Step::Bands(table) = &formula.step {
        let mut gives = table.rows.iter().map(|row| &row.give).chain(&table.otherwise);
        return gives.all(|give| steady(policy, give, fact));
    }
    let mut all = true;
    formula.inside(&mut |part| {
        if let Part::Formula(inner) = part {
            all = all && steady(policy, inner, fact);
        }
    });
    all
}
