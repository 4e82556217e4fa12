//! Formulas, compiled: a closed set of steps, each with the unit of its value.

use crate::calendar::Span;
use crate::document::formula::Take;
use crate::document::policy::Text;
use crate::number::{Exact, Range, Rounding};
use crate::packing::pack;
use crate::policy::condition::Condition;
use crate::policy::value::View;
use crate::policy::vocabulary::FactIndex;
use crate::quantity::Unit;

/// A number grew beyond what is computed exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow;

/// A formula with its unit.
#[derive(Debug, Clone)]
pub struct Formula {
    /// Unit of the value.
    pub unit: Unit,
    /// What it does.
    pub step: Step,
}
pack!(struct Formula { unit, step });

/// What a formula does; a closed set.
#[derive(Debug, Clone)]
pub enum Step {
    /// A fixed quantity.
    Literal(Exact),
    /// The day of the quote.
    Today,
    /// The value of a fact.
    Fact(FactIndex),
    /// The value at hand of the list around.
    Item,
    /// The first, a percentage, of the second.
    Percent(Box<[Formula; 2]>),
    /// The first, a count, times the second.
    Times(Box<[Formula; 2]>),
    /// The first divided by the second: by a count, or by the same unit.
    Divide(Box<[Formula; 2]>),
    /// The sum.
    Sum(Vec<Formula>),
    /// The first less the second.
    Difference(Box<[Formula; 2]>),
    /// The least.
    Least(Vec<Formula>),
    /// The greatest.
    Greatest(Vec<Formula>),
    /// The first, raised to the second.
    Floor(Box<[Formula; 2]>),
    /// The first, limited to the second.
    Cap(Box<[Formula; 2]>),
    /// To a multiple of a unit above zero.
    Round(Box<Formula>, Exact, Rounding),
    /// A table by a number or date.
    Bands(Box<Bands>),
    /// The first row that holds, else the last formula.
    Choose(Vec<(Condition, Formula)>, Box<Formula>),
    /// Measure, grace, length of a period, what each gives; whether begun periods count.
    Per(Box<[Formula; 4]>, bool),
    /// Principal, rate a year, days; days in a year.
    Interest(Box<[Formula; 3]>, i64),
    /// Days from the first date to the second.
    DaysBetween(Box<[Formula; 2]>, Counting),
    /// Whole months from the first date to the second.
    MonthsBetween(Box<[Formula; 2]>),
    /// The last day of a span.
    Deadline(Box<Deadline>),
    /// The value of the history with this index on a date.
    ValueOn(usize, Box<Formula>),
    /// The average of the history with this index from the first date to the day before the second.
    Average(usize, Box<[Formula; 2]>),
    /// Something taken over a list.
    Over(Box<Over>),
    /// From one value to another, by judgement; open without the second.
    Between(Vec<Formula>),
    /// The formula as it is, with the words that say why it is used.
    Because(Box<Formula>, Text),
}
pack!(
    enum Step {
        Literal(value),
        Today,
        Fact(fact),
        Item,
        Percent(parts),
        Times(parts),
        Divide(parts),
        Sum(parts),
        Difference(parts),
        Least(parts),
        Greatest(parts),
        Floor(parts),
        Cap(parts),
        Round(of, unit, mode),
        Bands(table),
        Choose(rows, otherwise),
        Per(parts, begun),
        Interest(parts, basis),
        DaysBetween(parts, counting),
        MonthsBetween(parts),
        Deadline(deadline),
        ValueOn(history, date),
        Average(history, parts),
        Over(over),
        Between(ends),
        Because(of, text),
    }
);

/// A table by a number or date.
#[derive(Debug, Clone)]
pub struct Bands {
    /// What is looked up.
    pub by: Formula,
    /// Whether edges rise.
    pub rising: bool,
    /// Rows in order.
    pub rows: Vec<Band>,
    /// When no row fits.
    pub otherwise: Option<Formula>,
}
pack!(struct Bands { by, rising, rows, otherwise });

/// One row of a table: what lies on its side of the edge and no row before took.
#[derive(Debug, Clone)]
pub struct Band {
    /// Edge.
    pub edge: Exact,
    /// Whether the edge belongs to the row.
    pub inside: bool,
    /// The value.
    pub give: Formula,
}
pack!(struct Band { edge, inside, give });

/// Which days count between two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counting {
    /// The first day counts.
    pub first: bool,
    /// The last day counts.
    pub last: bool,
    /// Only working days of this calendar count.
    pub calendar: Option<usize>,
}
pack!(struct Counting { first, last, calendar });

/// The last day of a span.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// Day 0.
    pub start: Formula,
    /// Whether the span runs backward.
    pub back: bool,
    /// How many units.
    pub count: Formula,
    /// The unit.
    pub span: Span,
    /// Where a last day off goes.
    pub roll: Option<Roll>,
}
pack!(struct Deadline { start, back, count, span, roll });

/// Where a last day off goes.
#[derive(Debug, Clone)]
pub struct Roll {
    /// Calendar by index.
    pub calendar: usize,
    /// Only when this holds.
    pub when: Condition,
    /// To the working day before, not the next one.
    pub back: bool,
}
pack!(struct Roll { calendar, when, back });

/// Something taken over a list.
#[derive(Debug, Clone)]
pub struct Over {
    /// The list fact.
    pub list: FactIndex,
    /// What is taken.
    pub take: Take,
    /// Which values count.
    pub filter: Condition,
    /// What each gives.
    pub give: Formula,
    /// The greatest or least of none.
    pub otherwise: Option<Formula>,
}
pack!(struct Over { list, take, filter, give, otherwise });

/// A formula or a condition inside another.
#[derive(Debug, Clone, Copy)]
pub enum Part<'f> {
    /// A formula.
    Formula(&'f Formula),
    /// A condition.
    Condition(&'f Condition),
}

impl Formula {
    /// A fixed quantity.
    pub fn literal(value: Exact, unit: Unit) -> Self {
        Self { unit, step: Step::Literal(value) }
    }

    /// The value in a scene.
    pub fn range(&self, view: &View<'_>) -> Result<Range, Overflow> {
        // Most formulas are one of these two.
        if let Step::Literal(value) = &self.step {
            return Ok(Range::point(*value));
        }
        if let Step::Fact(fact) = &self.step {
            return Ok(view.scene.range(*fact));
        }
        self.evaluate(view, None)
    }

    /// Calls `see` with every formula and condition directly inside.
    pub fn inside<'f>(&'f self, see: &mut dyn FnMut(Part<'f>)) {
        let formulas = |parts: &'f [Formula], see: &mut dyn FnMut(Part<'f>)| {
            parts.iter().for_each(|part| see(Part::Formula(part)));
        };
        match &self.step {
            Step::Literal(_) | Step::Today | Step::Fact(_) | Step::Item => {}
            Step::Percent(parts)
            | Step::Times(parts)
            | Step::Divide(parts)
            | Step::Difference(parts)
            | Step::Floor(parts)
            | Step::Cap(parts)
            | Step::DaysBetween(parts, _)
            | Step::MonthsBetween(parts)
            | Step::Average(_, parts) => formulas(parts.as_slice(), see),
            Step::Sum(parts)
            | Step::Least(parts)
            | Step::Greatest(parts)
            | Step::Between(parts) => formulas(parts, see),
            Step::Per(parts, _) => formulas(parts.as_slice(), see),
            Step::Interest(parts, _) => formulas(parts.as_slice(), see),
            Step::Round(of, ..) | Step::ValueOn(_, of) | Step::Because(of, _) => {
                see(Part::Formula(of));
            }
            Step::Bands(table) => {
                see(Part::Formula(&table.by));
                let gives = table.rows.iter().map(|row| &row.give).chain(&table.otherwise);
                gives.for_each(|give| see(Part::Formula(give)));
            }
            Step::Choose(rows, otherwise) => {
                for (when, give) in rows {
                    see(Part::Condition(when));
                    see(Part::Formula(give));
                }
                see(Part::Formula(otherwise));
            }
            Step::Deadline(deadline) => {
                see(Part::Formula(&deadline.start));
                see(Part::Formula(&deadline.count));
                deadline.roll.iter().for_each(|roll| see(Part::Condition(&roll.when)));
            }
            Step::Over(over) => {
                see(Part::Condition(&over.filter));
                see(Part::Formula(&over.give));
                over.otherwise.iter().for_each(|otherwise| see(Part::Formula(otherwise)));
            }
        }
    }

    /// Whether it leaves a range by judgement, apart from what conditions ask; `judged` says so of a fact it reads.
    pub fn judges(&self, judged: &dyn Fn(FactIndex) -> bool) -> bool {
        let by_fact = matches!(self.step, Step::Fact(fact) if judged(fact));
        let mut judges = by_fact || matches!(self.step, Step::Between(_));
        self.inside(&mut |part| {
            if let Part::Formula(formula) = part {
                judges = judges || formula.judges(judged);
            }
        });
        judges
    }

    /// Calls `see` with every fact it reads.
    pub fn reads(&self, see: &mut dyn FnMut(FactIndex)) {
        if let Step::Fact(fact) = &self.step {
            see(*fact);
        } else if let Step::Over(over) = &self.step {
            see(over.list);
        }
        self.inside(&mut |part| match part {
            Part::Formula(formula) => formula.reads(see),
            Part::Condition(condition) => condition.reads(see),
        });
    }
}
