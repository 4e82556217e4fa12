//! The parts of a policy, compiled one after the other: facts, calendars, commitments, remedies, options,
//! limits, problems, apology, routes.

mod apology;
mod evidence;
mod facts;
mod follow_up;
mod problems;
mod remedies;

use super::compile::Compiler;
use super::compile::rounding;
use super::condition::Condition;
use super::formula::Formula;
use super::place::Place;
use super::time::{History, Tables};
use super::vocabulary::{FactIndex, Moment, Vocabulary};
use super::{Escalation, Figure, Limits, Offer, Policy, Problem, Promise, Remedy, Wanted};
use crate::calendar::Calendar;
use crate::date;
use crate::document::policy::{
    CalendarDocument, FigureDocument, HistoryDocument, NotDueRule, PolicyDocument, Weekday,
};
use crate::fault::words;
use crate::number::{Exact, Rounding};
use crate::quantity::{Literal, Unit};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Everything compiled, before it joins its document.
pub(super) struct Parts {
    rounding: Rounding,
    unit: Exact,
    valid: (NaiveDate, Option<NaiveDate>),
    quote_open: Formula,
    problems: Vec<Problem>,
    remedies: Vec<Remedy>,
    options: Vec<Offer>,
    evidence: Vec<Wanted>,
    escalations: Vec<Escalation>,
    limits: Limits,
    commitments: Vec<Promise>,
    apology: apology::Apology,
    second_failure: Option<FactIndex>,
    routes: Vec<Option<Formula>>,
    currency: crate::money::Currency,
}

impl Parts {
    /// Joins the document.
    pub fn into_policy(
        self,
        document: PolicyDocument,
        digest: String,
        vocabulary: Vocabulary,
        tables: Tables,
    ) -> Policy {
        Policy {
            document,
            digest,
            vocabulary,
            currency: self.currency,
            rounding: self.rounding,
            unit: self.unit,
            valid: self.valid,
            quote_open: self.quote_open,
            tables,
            problems: self.problems,
            remedies: self.remedies,
            options: self.options,
            evidence: self.evidence,
            escalations: self.escalations,
            limits: self.limits,
            commitments: self.commitments,
            elements: self.apology.elements,
            repeated: self.apology.repeated,
            messages: self.apology.messages,
            second_failure: self.second_failure,
            routes: self.routes,
        }
    }
}

/// Compiles every part; `None` when dates or rounding are unusable.
pub(super) fn compile(c: &mut Compiler, d: &PolicyDocument) -> Option<Parts> {
    let root = Place::root();
    c.tables.calendars = calendars(c, d);
    c.tables.histories = histories(c, d);
    facts::facts(c, d);
    let mut problems = problems::problems(c, d);
    let quote_open = c.span_from_today(&d.quote_open, &root.at("quote_open"));
    let commitments = remedies::commitments(c, d);
    let remedies = remedies::remedies(c, d);
    for (index, problem) in problems.iter_mut().enumerate() {
        let own =
            remedies.iter().enumerate().filter(|(_, remedy)| remedy.problems.contains(&index));
        problem.remedies = own.map(|(remedy, _)| remedy).collect();
    }
    let options = remedies::options(c, d);
    let evidence = evidence::evidence(c, d);
    let escalations = escalations(c, d);
    let limits = remedies::limits(c, d);
    let apology = apology::apology(c, d);
    let second_failure = follow_up::follow_up(c, d);
    let routes = d.routes.iter().enumerate().map(|(index, route)| {
        let at = root.at("routes").at(index).at("after");
        route.after.as_ref().map(|after| c.span_from_today(after, &at))
    });
    let routes = routes.collect();
    let valid = validity(c, d);
    let unit = rounding_unit(c, d);
    Some(Parts {
        rounding: rounding(d.rounding.mode),
        unit: unit?,
        valid: valid?,
        quote_open,
        problems,
        remedies,
        options,
        evidence,
        escalations,
        limits,
        commitments,
        apology,
        second_failure,
        routes,
        currency: c.currency,
    })
}

fn rounding_unit(c: &mut Compiler, d: &PolicyDocument) -> Option<Exact> {
    let unit = c.currency.minor(&d.rounding.unit).filter(|unit| *unit > Exact::ZERO);
    if unit.is_none() {
        let at = Place::root().at("rounding").at("unit");
        let message = words!("`{}` is not a rounding unit", d.rounding.unit);
        c.fault("not-a-literal", &at, message, "write a decimal above zero, for example `0.01`");
    }
    unit
}

fn validity(c: &mut Compiler, d: &PolicyDocument) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let at = Place::root().at("valid");
    let from = day(c, &d.valid.from, &at.at("from"))?;
    let until = match &d.valid.until {
        Some(until) => Some(day(c, until, &at.at("until"))?),
        None => None,
    };
    if until.is_some_and(|until| until < from) {
        let message = "the last day is before the first".to_owned();
        c.fault("not-a-date", &at.at("until"), message, "put the later day under `until`");
    }
    Some((from, until))
}

/// A date of the document.
fn day(c: &mut Compiler, text: &str, at: &Place) -> Option<NaiveDate> {
    let day = date::read(text);
    if day.is_none() {
        let message = words!("`{text}` is not a date");
        c.fault("not-a-date", at, message, "write it as `2026-03-01`");
    }
    day
}

/// Where tables were published.
fn source(c: &mut Compiler, source: &str, key: &str, at: &Place) {
    if source.trim().is_empty() {
        let message = "the table does not say where it was published".to_owned();
        c.fault("missing-citation", &at.at(key), message, "name the publication");
    }
}

/// A citation with its date: every number of a policy has both.
fn cited(c: &mut Compiler, cites: &str, from: Option<&str>, at: &Place) {
    if cites.trim().is_empty() {
        let message = "the clause or internal standard is missing".to_owned();
        c.fault("missing-citation", &at.at("cites"), message, "say where the rule comes from");
    }
    if let Some(from) = from {
        day(c, from, &at.at("from"));
    }
}

/// Ids must be written plainly and be unique in their list.
fn ids<'a>(c: &mut Compiler, ids: impl IntoIterator<Item = &'a str>, at: &Place) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (index, id) in ids.into_iter().enumerate() {
        let at = at.at(index).at("id");
        let plain =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
        if id.is_empty() || !id.bytes().all(plain) {
            let message = words!("`{id}` is not an id");
            c.fault("not-an-id", &at, message, "use lower-case letters, digits and hyphens");
        }
        if !seen.insert(id) {
            let message = words!("`{id}` is used twice");
            c.fault("duplicate-id", &at, message, "give each its own id");
        }
    }
}

fn calendars(c: &mut Compiler, d: &PolicyDocument) -> Vec<Calendar> {
    let root = Place::root().at("calendars");
    d.calendars.iter().map(|(id, document)| calendar(c, document, &root.at(id))).collect()
}

fn calendar(c: &mut Compiler, d: &CalendarDocument, at: &Place) -> Calendar {
    source(c, &d.source, "source", at);
    day(c, &d.from, &at.at("from"));
    let mut days = |texts: &[String], key: &str| -> Vec<NaiveDate> {
        let at = at.at(key);
        texts.iter().enumerate().filter_map(|(i, text)| day(c, text, &at.at(i))).collect()
    };
    let (holidays, workdays) = (days(&d.holidays, "holidays"), days(&d.workdays, "workdays"));
    let weekend = d.weekend.iter().map(|day| match day {
        Weekday::Mon => chrono::Weekday::Mon,
        Weekday::Tue => chrono::Weekday::Tue,
        Weekday::Wed => chrono::Weekday::Wed,
        Weekday::Thu => chrono::Weekday::Thu,
        Weekday::Fri => chrono::Weekday::Fri,
        Weekday::Sat => chrono::Weekday::Sat,
        Weekday::Sun => chrono::Weekday::Sun,
    });
    Calendar::new(weekend.collect(), holidays, workdays, d.years.iter().copied())
}

fn histories(c: &mut Compiler, d: &PolicyDocument) -> Vec<History> {
    let root = Place::root().at("histories");
    let mut histories = Vec::with_capacity(d.histories.len());
    for (id, document) in &d.histories {
        let (history, unit) = history(c, document, &root.at(id));
        c.histories.push((id.clone(), unit));
        histories.push(history);
    }
    histories
}

fn history(c: &mut Compiler, d: &HistoryDocument, at: &Place) -> (History, Unit) {
    source(c, &d.source, "source", at);
    let mut steps: Vec<(Exact, Exact)> = Vec::with_capacity(d.steps.len());
    let mut unit = None;
    for (index, step) in d.steps.iter().enumerate() {
        let at = at.at("steps").at(index);
        let from = day(c, &step.from, &at.at("from")).map(date::to_number);
        if from.zip(steps.last()).is_some_and(|(from, before)| from <= before.0) {
            let message = "this step does not begin after the one before it".to_owned();
            c.fault("band-overlap", &at, message, "order the steps from the earliest day on");
        }
        let at = at.at("value");
        let found = match c.literal(&step.value, &at) {
            Some(Literal::Fixed(value, found)) => Some((value, found)),
            Some(Literal::Today) => Some((Exact::ZERO, Unit::Date)),
            None => None,
        };
        let Some((value, found)) = found else { continue };
        let unit = unit.get_or_insert_with(|| found.clone());
        if found != *unit || found == Unit::Date {
            let expected = if *unit == Unit::Date { Unit::Plain } else { unit.clone() };
            c.wrong_unit(&expected, &found, &at);
        }
        steps.extend(from.map(|from| (from, value)));
    }
    if d.steps.is_empty() {
        let message = "the history has no values".to_owned();
        c.fault("empty-list", &at.at("steps"), message, "add a step: its first day and its value");
    }
    let until = d.until.as_ref().and_then(|until| day(c, until, &at.at("until")));
    (History { steps, until: until.map(date::to_number) }, unit.unwrap_or(Unit::Plain))
}

/// Reasons that refuse something.
fn refusals(c: &mut Compiler, rules: &[NotDueRule], at: &Place) -> Vec<Condition> {
    let rules = rules.iter().enumerate().map(|(i, rule)| {
        let at = at.at(i);
        cited(c, &rule.cites, None, &at);
        c.condition(&rule.when, &at.at("when"))
    });
    rules.collect()
}

/// Named values.
fn figures(c: &mut Compiler, figures: &[FigureDocument], at: &Place) -> Vec<Figure> {
    ids(c, figures.iter().map(|figure| figure.id.as_str()), at);
    let each = figures.iter().enumerate().map(|(i, figure)| {
        let at = at.at(i);
        let value = c.formula(&figure.value, &at.at("value"));
        let value = value.unwrap_or_else(|| Formula::literal(Exact::ZERO, Unit::Plain));
        Figure { value, when: c.when(figure.when.as_ref(), &at) }
    });
    each.collect()
}

fn role(c: &mut Compiler, d: &PolicyDocument, id: &str, at: &Place) {
    c.find("role", id, d.roles.keys().map(String::as_str), at);
}

/// Indices of problems by id.
fn for_problems(c: &mut Compiler, d: &PolicyDocument, names: &[String], at: &Place) -> Vec<usize> {
    let known = d.problems.iter().map(|problem| problem.id.as_str());
    let at = at.at("for");
    let each = names.iter().enumerate();
    each.filter_map(|(i, name)| c.find("problem", name, known.clone(), &at.at(i))).collect()
}

fn commitment(c: &mut Compiler, d: &PolicyDocument, id: &str, at: &Place) -> Option<usize> {
    c.find("commitment", id, d.commitments.iter().map(|other| other.id.as_str()), at)
}

fn escalations(c: &mut Compiler, d: &PolicyDocument) -> Vec<Escalation> {
    let root = Place::root().at("escalations");
    let each = d.escalations.iter().enumerate().map(|(index, document)| {
        let at = root.at(index);
        cited(c, &document.cites, None, &at);
        if let Some(by) = &document.by {
            role(c, d, by, &at.at("by"));
        }
        if document.by.is_some() != document.commitment.is_some() {
            let message = "whoever looks at it needs a date, and a date somebody".to_owned();
            c.fault("missing-field", &at, message, "name both `by` and `commitment`, or neither");
        }
        let when = c.condition(&document.when, &at.at("when"));
        if document.raises_severity {
            problems::too_early(c, &when, Moment::Responsibility, &at.at("when"));
        }
        let dated = document.commitment.as_ref();
        Escalation {
            when,
            problems: for_problems(c, d, &document.for_problems, &at),
            commitment: dated.and_then(|id| commitment(c, d, id, &at.at("commitment"))),
        }
    });
    each.collect()
}
