//! Facts from their documents: types, limits and defaults, and derived facts in the order of their reading.

use super::ids;
use crate::document::policy::{FactDocument, FactKind, PolicyDocument, Supplier};
use crate::fault::words;
use crate::number::Exact;
use crate::policy::compile::Compiler;
use crate::policy::condition::Condition;
use crate::policy::place::Place;
use crate::policy::vocabulary::{
    Choices, Fact, Moment, RESPONSIBILITIES, SEVERITIES, Source, Suppliers,
};
use crate::quantity::{self, Literal, Unit};

pub(super) fn facts(c: &mut Compiler, d: &PolicyDocument) {
    let built_in = |id: &str, choices: Vec<String>, moment| Fact {
        id: id.to_owned(),
        kind: FactKind::Choice,
        unit: Unit::Plain,
        list: None,
        at_least: None,
        at_most: None,
        choices,
        default: None,
        source: Source::BuiltIn,
        moment,
    };
    let names = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let problems = d.problems.iter().map(|problem| problem.id.clone()).collect();
    let facts = &mut c.vocabulary.facts;
    facts.push(built_in("problem", problems, Moment::Supplied));
    let responsibilities = names(&RESPONSIBILITIES.map(|(_, id)| id));
    facts.push(built_in("responsibility", responsibilities, Moment::Responsibility));
    facts.push(built_in("severity", names(&SEVERITIES.map(|(_, id)| id)), Moment::Severity));
    for (id, document) in &d.facts {
        let fact = fact(c, id, document);
        c.vocabulary.facts.push(fact);
    }
    let index = c.vocabulary.facts.iter().enumerate().map(|(i, fact)| (fact.id.clone(), i));
    c.vocabulary.index = index.collect();
    for (id, document) in &d.facts {
        derived(c, id, document);
    }
    order_derived(c);
}

fn fact(c: &mut Compiler, id: &str, d: &FactDocument) -> Fact {
    let at = Place::root().at("facts").at(id);
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if id.is_empty() || !id.bytes().all(plain) {
        let message = words!("`{id}` is not the id of a fact");
        c.fault("not-an-id", &at, message, "use lower-case letters, digits and `_`");
    }
    if matches!(
        id,
        "problem"
            | "responsibility"
            | "severity"
            | "today"
            | "amount"
            | "due"
            | "by"
            | "institution"
            | "item"
    ) {
        let message = words!("`{id}` is a built-in name");
        c.fault("duplicate-id", &at, message, "choose another id for this fact");
    }
    let unit = match d.kind {
        FactKind::Money => Unit::Money,
        FactKind::Percent => Unit::Percent,
        FactKind::Minutes => Unit::Minutes,
        FactKind::Days => Unit::Days,
        FactKind::Date => Unit::Date,
        FactKind::Number => d.unit.as_deref().map_or(Unit::Plain, quantity::named),
        FactKind::Choice | FactKind::YesNo | FactKind::Text => Unit::Plain,
    };
    let numeric = !matches!(d.kind, FactKind::Choice | FactKind::YesNo | FactKind::Text);
    fact_shape(c, d, numeric, &at);
    let zero =
        (numeric && d.kind != FactKind::Date).then(|| Literal::Fixed(Exact::ZERO, unit.clone()));
    let at_least = limit(c, d.at_least.as_deref(), &unit, &at.at("at_least")).or(zero);
    let at_most = limit(c, d.at_most.as_deref(), &unit, &at.at("at_most"));
    if let (Some(Literal::Fixed(least, _)), Some(Literal::Fixed(most, _))) = (&at_least, &at_most)
        && least > most
    {
        let message = "the least value is above the largest".to_owned();
        c.fault("crossed-limits", &at.at("at_most"), message, "swap the two limits");
    }
    Fact {
        id: id.to_owned(),
        kind: d.kind,
        unit,
        list: d.list.as_ref().map(|list| list.at_most),
        at_least,
        at_most,
        choices: d.choices.iter().map(|choice| choice.id.clone()).collect(),
        default: None,
        source: Source::Supplied(Suppliers {
            customer: d.supplied_by.contains(&Supplier::Customer),
            portal: d.supplied_by.contains(&Supplier::Portal),
        }),
        moment: Moment::Supplied,
    }
}

fn fact_shape(c: &mut Compiler, d: &FactDocument, numeric: bool, at: &Place) {
    if (d.kind == FactKind::Choice) == d.choices.is_empty() {
        let message = "a fact has `choices` exactly when its type is `choice`".to_owned();
        c.fault("fact-shape", &at.at("choices"), message, "list the choices, or remove them");
    }
    if d.choices.len() > Choices::MOST {
        let message = words!("a choice has at most {} values", Choices::MOST);
        c.fault("fact-shape", &at.at("choices"), message, "group them, or ask two questions");
    }
    ids(c, d.choices.iter().map(|choice| choice.id.as_str()), &at.at("choices"));
    let derivations = [d.formula.is_some(), d.condition.is_some(), !d.cases.is_empty()];
    let is_derived = derivations.contains(&true);
    if is_derived != d.supplied_by.is_empty() {
        let message = "a fact is either supplied or derived".to_owned();
        let help = "name who supplies it under `supplied_by`, or derive it with `formula`, `condition` or `cases`";
        c.fault("fact-shape", at, message, help);
    }
    let fits = [numeric, d.kind == FactKind::YesNo, d.kind == FactKind::Choice];
    if derivations.iter().zip(fits).any(|(derives, fits)| *derives && !fits) {
        let message = "a `formula` derives a number, a `condition` a yes/no fact, `cases` a choice";
        c.fault("fact-shape", at, message.to_owned(), "use the one that fits the type");
    }
    if d.list.is_some() && (!numeric || is_derived) {
        let message = "a list holds numbers, amounts or dates that are supplied".to_owned();
        c.fault("fact-shape", &at.at("list"), message, "remove `list`, or change the type");
    }
    if !numeric && (d.at_least.is_some() || d.at_most.is_some()) {
        let message = "only numbers, amounts and dates have limits".to_owned();
        c.fault("fact-shape", at, message, "remove `at_least` and `at_most`");
    }
}

fn limit(c: &mut Compiler, text: Option<&str>, unit: &Unit, at: &Place) -> Option<Literal> {
    let text = text?;
    if text == "today" && *unit == Unit::Date {
        return Some(Literal::Today);
    }
    c.quantity(text, unit, at).map(|value| Literal::Fixed(value, unit.clone()))
}

/// Compiles what a fact is derived from, and its default, once all facts have their types.
fn derived(c: &mut Compiler, id: &str, d: &FactDocument) {
    let at = Place::root().at("facts").at(id);
    let Some(index) = c.vocabulary.find(id) else { return };
    let Some(unit) = c.vocabulary.fact(index).map(|fact| fact.unit.clone()) else { return };
    let source = match (&d.formula, &d.condition) {
        (Some(formula), _) => {
            Some(Source::Formula(c.formula_of(&unit, formula, &at.at("formula"))))
        }
        (None, Some(condition)) => {
            Some(Source::Condition(c.condition(condition, &at.at("condition"))))
        }
        (None, None) if d.cases.is_empty() => None,
        (None, None) => Some(Source::Cases(cases(c, d, &at.at("cases")))),
    };
    let default = d.default.as_ref().and_then(|value| c.preset(index, value, &at.at("default")));
    if let Some(fact) = c.vocabulary.facts.get_mut(index) {
        fact.default = default;
        if let Some(source) = source {
            fact.source = source;
        }
    }
}

/// The rules of a derived choice.
fn cases(c: &mut Compiler, d: &FactDocument, at: &Place) -> Vec<(Condition, usize)> {
    if d.cases.last().is_some_and(|case| case.when.is_some()) {
        let message = "no rule decides when none of these holds".to_owned();
        c.fault("rule-gap", at, message, "add a last rule without `when`");
    }
    let known = d.choices.iter().map(|choice| choice.id.as_str());
    let each = d.cases.iter().enumerate().map(|(index, case)| {
        let at = at.at(index);
        let choice = c.find("choice", &case.is, known.clone(), &at.at("is"));
        (c.when(case.when.as_ref(), &at), choice.unwrap_or(0))
    });
    each.collect()
}

/// Orders derived facts so that each comes after those it reads; a circle is a fault.
fn order_derived(c: &mut Compiler) {
    let vocabulary = &c.vocabulary;
    let reads = |index: usize| {
        let mut facts = Vec::new();
        if let Some(fact) = vocabulary.fact(index) {
            fact.source.reads(&mut |fact| facts.push(fact));
        }
        facts
    };
    let is_derived = |index: &usize| {
        let source = vocabulary.fact(*index).map(|fact| &fact.source);
        matches!(source, Some(Source::Formula(_) | Source::Condition(_) | Source::Cases(_)))
    };
    let mut waiting: Vec<usize> = (0..vocabulary.facts.len()).filter(is_derived).collect();
    let mut ordered: Vec<(usize, Moment)> = Vec::new();
    while !waiting.is_empty() {
        let ready = |index: &usize| reads(*index).iter().all(|fact| !waiting.contains(fact));
        let (now, later): (Vec<usize>, Vec<usize>) = waiting.iter().partition(|i| ready(i));
        if now.is_empty() {
            break;
        }
        for index in now {
            let moments = reads(index).into_iter().map(|fact| {
                let known = ordered.iter().find(|(other, _)| *other == fact);
                let own = vocabulary.fact(fact).map_or(Moment::Supplied, |fact| fact.moment);
                known.map_or(own, |(_, moment)| *moment)
            });
            let moment = moments.max().unwrap_or(Moment::Supplied);
            ordered.push((index, moment));
        }
        waiting = later;
    }
    let circular: Vec<String> =
        waiting.iter().filter_map(|i| vocabulary.fact(*i)).map(|fact| fact.id.clone()).collect();
    for (index, moment) in &ordered {
        if let Some(fact) = c.vocabulary.facts.get_mut(*index) {
            fact.moment = *moment;
        }
    }
    // A stable sort keeps the order of reading within each moment.
    ordered.sort_by_key(|(_, moment)| *moment);
    c.vocabulary.derived = ordered.into_iter().map(|(index, _)| index).collect();
    for id in circular {
        let at = Place::root().at("facts").at(&id);
        let message = words!("`{id}` is derived from itself");
        c.fault("circular-fact", &at, message, "break the circle: derive it from supplied facts");
    }
}
