//! The parts of a policy, compiled one after the other: facts, calendars, commitments, remedies, options,
//! limits, problems, apology, routes.

mod facts;
mod problems;
mod remedies;

use super::compile::Compiler;
use super::condition::Condition;
use super::place::Place;
use super::vocabulary::Vocabulary;
use super::{Limits, Offer, Policy, Problem, Promise, Remedy};
use crate::calendar::{Calendar, Deadline};
use crate::date;
use crate::document::policy::{
    CalendarDocument, DeadlineDocument, PolicyDocument, RoundingMode, Weekday,
};
use crate::fault::words;
use crate::number::{Exact, Rounding};
use chrono::NaiveDate;

/// Everything compiled, before it joins its document.
pub(super) struct Parts {
    rounding: Rounding,
    unit: Exact,
    valid: (NaiveDate, Option<NaiveDate>),
    quote_open: Deadline,
    calendars: Vec<Calendar>,
    problems: Vec<Problem>,
    remedies: Vec<Remedy>,
    options: Vec<Offer>,
    limits: Limits,
    commitments: Vec<Promise>,
    elements: Vec<(Condition, Option<usize>)>,
    routes: Vec<Option<Deadline>>,
    currency: crate::money::Currency,
}

impl Parts {
    /// Joins the document.
    pub fn into_policy(
        self,
        document: PolicyDocument,
        digest: String,
        vocabulary: Vocabulary,
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
            calendars: self.calendars,
            problems: self.problems,
            remedies: self.remedies,
            options: self.options,
            limits: self.limits,
            commitments: self.commitments,
            elements: self.elements,
            routes: self.routes,
        }
    }
}

/// Compiles every part; `None` when dates or rounding are unusable.
pub(super) fn compile(c: &mut Compiler, d: &PolicyDocument) -> Option<Parts> {
    let root = Place::root();
    facts::facts(c, d);
    let calendars = calendars(c, d);
    let mut problems = problems::problems(c, d);
    let deadline = |c: &mut Compiler, document: &DeadlineDocument, at: &Place| {
        compile_deadline(c, d, document, at)
    };
    let quote_open = deadline(c, &d.quote_open, &root.at("quote_open"));
    let commitments = remedies::commitments(c, d);
    let remedies = remedies::remedies(c, d);
    for (index, problem) in problems.iter_mut().enumerate() {
        let own =
            remedies.iter().enumerate().filter(|(_, remedy)| remedy.problems.contains(&index));
        problem.remedies = own.map(|(remedy, _)| remedy).collect();
    }
    let options = remedies::options(c, d);
    let limits = remedies::limits(c, d);
    let elements = apology(c, d);
    let routes = d.routes.iter().enumerate().map(|(index, route)| {
        let at = root.at("routes").at(index).at("after");
        route.after.as_ref().map(|after| deadline(c, after, &at))
    });
    let routes = routes.collect();
    let valid = validity(c, d);
    let unit = rounding_unit(c, d);
    Some(Parts {
        rounding: match d.rounding.mode {
            RoundingMode::HalfUp => Rounding::HalfUp,
            RoundingMode::HalfEven => Rounding::HalfEven,
            RoundingMode::Up => Rounding::Up,
            RoundingMode::Down => Rounding::Down,
        },
        unit: unit?,
        valid: valid?,
        quote_open,
        calendars,
        problems,
        remedies,
        options,
        limits,
        commitments,
        elements,
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

/// A citation with its date: every number of a policy has both.
fn source(c: &mut Compiler, cites: &str, from: Option<&str>, at: &Place) {
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
    let mut seen: Vec<&str> = Vec::new();
    for (index, id) in ids.into_iter().enumerate() {
        let at = at.at(index).at("id");
        let plain =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
        if id.is_empty() || !id.bytes().all(plain) {
            let message = words!("`{id}` is not an id");
            c.fault("not-an-id", &at, message, "use lower-case letters, digits and hyphens");
        }
        if seen.contains(&id) {
            let message = words!("`{id}` is used twice");
            c.fault("duplicate-id", &at, message, "give each its own id");
        }
        seen.push(id);
    }
}

fn calendars(c: &mut Compiler, d: &PolicyDocument) -> Vec<Calendar> {
    let root = Place::root().at("calendars");
    d.calendars.iter().map(|(id, document)| calendar(c, document, &root.at(id))).collect()
}

fn calendar(c: &mut Compiler, d: &CalendarDocument, at: &Place) -> Calendar {
    if d.source.trim().is_empty() {
        let message = "the calendar does not say where it was published".to_owned();
        c.fault("missing-citation", &at.at("source"), message, "name the publication");
    }
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

fn compile_deadline(
    c: &mut Compiler,
    d: &PolicyDocument,
    deadline: &DeadlineDocument,
    at: &Place,
) -> Deadline {
    match deadline {
        DeadlineDocument::CalendarDays(days) => Deadline::CalendarDays(*days),
        DeadlineDocument::Hours(hours) => Deadline::Hours(*hours),
        DeadlineDocument::Weeks(weeks) => Deadline::Weeks(*weeks),
        DeadlineDocument::Months(months) => Deadline::Months(*months),
        DeadlineDocument::WorkingDays(working) => {
            let at = at.at("working_days").at("calendar");
            let known = d.calendars.keys().map(String::as_str);
            let calendar = c.find("calendar", &working.calendar, known, &at);
            Deadline::WorkingDays(working.days, calendar.unwrap_or(0))
        }
    }
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

fn apology(c: &mut Compiler, d: &PolicyDocument) -> Vec<(Condition, Option<usize>)> {
    let root = Place::root().at("apology");
    for (index, sender) in d.apology.senders.iter().enumerate() {
        role(c, d, &sender.role, &root.at("senders").at(index).at("role"));
    }
    if d.apology.senders.last().is_none_or(|sender| !sender.severity.is_empty()) {
        let message = "nobody signs when no sender fits".to_owned();
        let at = root.at("senders");
        c.fault("rule-gap", &at, message, "add a last sender without `severity`");
    }
    let each = d.apology.elements.iter().enumerate().map(|(index, element)| {
        let at = root.at("elements").at(index);
        for_problems(c, d, &element.for_problems, &at);
        let backing = element.commitment.as_ref();
        let backing = backing.and_then(|id| commitment(c, d, id, &at.at("commitment")));
        (c.when(element.when.as_ref(), &at), backing)
    });
    each.collect()
}
