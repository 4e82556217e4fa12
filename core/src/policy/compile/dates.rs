//! Spans, deadlines and histories from their documents.

use super::Compiler;
use super::formulas::of_unit;
use crate::calendar::Span;
use crate::document::formula::{
    AverageDocument, DaysBetweenDocument, DeadlineDocument, Edge, FormulaDocument, RollDocument,
    RollTo, SpanDocument, ValueOnDocument,
};
use crate::number::Exact;
use crate::policy::formula::{Counting, Deadline, Formula, Roll, Step};
use crate::policy::place::Place;
use crate::quantity::{self, Unit};

impl Compiler {
    /// The last day of a span that begins today.
    pub fn span_from_today(&mut self, span: &SpanDocument, at: &Place) -> Formula {
        let today = of_unit(&Unit::Date, Step::Today);
        let (span, count) = self.span(span, at);
        let deadline = Deadline { start: today, back: false, count, span, roll: None };
        of_unit(&Unit::Date, Step::Deadline(Box::new(deadline)))
    }

    pub(super) fn deadline(&mut self, p: &DeadlineDocument, at: &Place) -> Option<Formula> {
        let (span, count) = self.span(&p.within, &at.at("within"));
        let roll = p.roll.as_ref().map(|roll| self.roll(roll, &at.at("roll")));
        let (start, back, key) = match (&p.after, &p.before) {
            (Some(after), None) => (after, false, "after"),
            (None, Some(before)) => (before, true, "before"),
            (_, _) => {
                let message = "a deadline needs exactly one of `after` and `before`".to_owned();
                self.fault("deadline-shape", at, message, "say from which day it is counted");
                return None;
            }
        };
        let start = self.formula_of(&Unit::Date, start, &at.at(key));
        let deadline = Deadline { start, back, count, span, roll };
        Some(of_unit(&Unit::Date, Step::Deadline(Box::new(deadline))))
    }

    /// The unit of a span and how many of it.
    fn span(&mut self, span: &SpanDocument, at: &Place) -> (Span, Formula) {
        match span {
            SpanDocument::CalendarDays(days) => {
                (Span::CalendarDays, self.units(days, &Unit::Days, &at.at("calendar_days")))
            }
            SpanDocument::WorkingDays(working) => {
                let at = at.at("working_days");
                let calendar = self.calendar(&working.calendar, &at.at("calendar"));
                let days = self.units(&working.days, &Unit::Days, &at.at("days"));
                (Span::WorkingDays(calendar), days)
            }
            SpanDocument::Hours(hours) => {
                (Span::Hours, self.units(hours, &quantity::named("hours"), &at.at("hours")))
            }
            SpanDocument::Weeks(weeks) => {
                (Span::Weeks, self.units(weeks, &quantity::named("weeks"), &at.at("weeks")))
            }
            SpanDocument::Months(months) => {
                (Span::Months, self.units(months, &quantity::months(), &at.at("months")))
            }
            SpanDocument::Years(years) => {
                (Span::Years, self.units(years, &quantity::named("years"), &at.at("years")))
            }
        }
    }

    /// A plain number, or one in the unit of the span; a fixed one is not negative.
    fn units(&mut self, document: &FormulaDocument, unit: &Unit, at: &Place) -> Formula {
        let zero = Formula::literal(Exact::ZERO, unit.clone());
        let Some(formula) = self.formula(document, at) else { return zero };
        if formula.unit != *unit && formula.unit != Unit::Plain {
            self.wrong_unit(unit, &formula.unit, at);
            return zero;
        }
        if matches!(formula.step, Step::Literal(count) if count.is_negative()) {
            let message = "a span of time is not negative".to_owned();
            self.fault("negative-span", at, message, "count backwards with `before` of `deadline`");
        }
        formula
    }

    fn roll(&mut self, p: &RollDocument, at: &Place) -> Roll {
        Roll {
            calendar: self.calendar(&p.calendar, &at.at("calendar")),
            when: self.when(p.when.as_ref(), at),
            back: p.to == RollTo::Previous,
        }
    }

    fn calendar(&mut self, id: &str, at: &Place) -> usize {
        let known = self.calendars.clone();
        self.find("calendar", id, known.iter().map(String::as_str), at).unwrap_or(0)
    }

    pub(super) fn value_on(&mut self, p: &ValueOnDocument, at: &Place) -> Option<Formula> {
        let history = self.history(&p.history, &at.at("history"));
        let date = self.formula_of(&Unit::Date, &p.date, &at.at("date"));
        let (index, unit) = history?;
        Some(of_unit(&unit, Step::ValueOn(index, Box::new(date))))
    }

    pub(super) fn average(&mut self, p: &AverageDocument, at: &Place) -> Option<Formula> {
        let history = self.history(&p.history, &at.at("history"));
        let dates = self.dates(&p.from, &p.to, at);
        let (index, unit) = history?;
        Some(of_unit(&unit, Step::Average(index, dates)))
    }

    /// Index and unit of a history.
    fn history(&mut self, id: &str, at: &Place) -> Option<(usize, Unit)> {
        let known = self.histories.clone();
        let index = self.find("history", id, known.iter().map(|(id, _)| id.as_str()), at)?;
        known.into_iter().nth(index).map(|(_, unit)| (index, unit))
    }

    pub(super) fn days_between(&mut self, p: &DaysBetweenDocument, at: &Place) -> Option<Formula> {
        let dates = self.dates(&p.from, &p.to, at);
        let calendar = p.calendar.as_ref().map(|id| self.calendar(id, &at.at("calendar")));
        let counting = Counting {
            first: p.first == Some(Edge::In),
            last: p.last != Some(Edge::Out),
            calendar,
        };
        Some(of_unit(&Unit::Days, Step::DaysBetween(dates, counting)))
    }

    /// Two dates.
    pub(super) fn dates(
        &mut self,
        from: &FormulaDocument,
        to: &FormulaDocument,
        at: &Place,
    ) -> Box<[Formula; 2]> {
        let from = self.formula_of(&Unit::Date, from, &at.at("from"));
        let to = self.formula_of(&Unit::Date, to, &at.at("to"));
        Box::new([from, to])
    }
}
