//! Formulas, compiled: each primitive's value over ranges, and the trace of how it came about.

use crate::number::{Exact, Range, Truth};
use crate::packing::pack;
use crate::policy::condition::Condition;
use crate::policy::vocabulary::{FactIndex, Scene};
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
    /// The first, a percentage, of the second.
    Percent(Box<[Formula; 2]>),
    /// The first, a count, times the second.
    Times(Box<[Formula; 2]>),
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
    /// A table by a number.
    Bands(Box<Formula>, Vec<Band>),
    /// Days, grace, amount for each whole day beyond.
    PerDay(Box<[Formula; 3]>),
    /// The first row that holds, else the last formula.
    Choose(Vec<(Condition, Formula)>, Box<Formula>),
    /// Fee of a month, number of months.
    MonthsOf(Box<[Formula; 2]>),
    /// Principal, rate a year, days; days in a year.
    Interest(Box<[Formula; 3]>, i64),
    /// Days from the first date to the second.
    DaysBetween(Box<[Formula; 2]>),
}
pack!(
    enum Step {
        Literal(value),
        Today,
        Fact(fact),
        Percent(parts),
        Times(parts),
        Sum(parts),
        Difference(parts),
        Least(parts),
        Greatest(parts),
        Floor(parts),
        Cap(parts),
        Bands(by, rows),
        PerDay(parts),
        Choose(rows, otherwise),
        MonthsOf(parts),
        Interest(parts, basis),
        DaysBetween(parts),
    }
);

/// One row of a table: numbers up to `edge` that no row before took.
#[derive(Debug, Clone)]
pub struct Band {
    /// Upper edge and whether it belongs to the row; none is the open top.
    pub edge: Option<(Exact, bool)>,
    /// The value.
    pub give: Formula,
}
pack!(struct Band { edge, give });

/// Keeps, or does not keep, how a value came about. Without notes an evaluation allocates nothing.
pub trait Recorder {
    /// What is kept of one step.
    type Note;
    /// What is kept of the inputs of a step.
    type Notes: Default;
    /// Adds the note of an input.
    fn add(notes: &mut Self::Notes, note: Self::Note);
    /// Makes the note of a step from the notes of its inputs.
    fn note(formula: &Formula, value: Range, inputs: Self::Notes) -> Self::Note;
}

/// Keeps nothing.
#[derive(Debug)]
pub struct Silent;

impl Recorder for Silent {
    type Note = ();
    type Notes = ();
    fn add((): &mut (), (): ()) {}
    fn note(_: &Formula, _: Range, (): ()) {}
}

/// Values of the inputs of one step, with their notes.
struct Inputs<'s, R: Recorder> {
    scene: &'s Scene,
    notes: R::Notes,
}

impl<R: Recorder> Inputs<'_, R> {
    fn of(&mut self, formula: &Formula) -> Result<Range, Overflow> {
        let (value, note) = formula.evaluate::<R>(self.scene)?;
        R::add(&mut self.notes, note);
        Ok(value)
    }

    fn fold(
        &mut self,
        formulas: &[Formula],
        combine: impl Fn(Range, Range) -> Option<Range>,
    ) -> Result<Range, Overflow> {
        let mut so_far = None;
        for formula in formulas {
            let value = self.of(formula)?;
            so_far = Some(match so_far {
                Some(before) => combine(before, value).ok_or(Overflow)?,
                None => value,
            });
        }
        Ok(so_far.unwrap_or(Range::point(Exact::ZERO)))
    }
}

impl Formula {
    /// The value in a scene.
    pub fn range(&self, scene: &Scene) -> Result<Range, Overflow> {
        self.evaluate::<Silent>(scene).map(|(value, ())| value)
    }

    /// The value in a scene with what the recorder keeps of it.
    pub fn evaluate<R: Recorder>(&self, scene: &Scene) -> Result<(Range, R::Note), Overflow> {
        let mut inputs = Inputs::<R> { scene, notes: R::Notes::default() };
        let value = self.step(&mut inputs)?;
        Ok((value, R::note(self, value, inputs.notes)))
    }

    fn step<R: Recorder>(&self, inputs: &mut Inputs<'_, R>) -> Result<Range, Overflow> {
        match &self.step {
            Step::Literal(value) => Ok(Range::point(*value)),
            Step::Today => Ok(Range::point(inputs.scene.today)),
            Step::Fact(fact) => Ok(inputs.scene.range(*fact)),
            Step::Percent(parts) => {
                let product = product(inputs, parts)?;
                product.map(|value| value.divide_by(100)).ok_or(Overflow)
            }
            Step::Times(parts) | Step::MonthsOf(parts) => product(inputs, parts),
            Step::Sum(parts) => inputs.fold(parts, Range::plus),
            Step::Difference(parts) => inputs.fold(parts.as_slice(), Range::minus),
            Step::Least(parts) => inputs.fold(parts, |a, b| Some(a.least(b))),
            Step::Greatest(parts) => inputs.fold(parts, |a, b| Some(a.greatest(b))),
            Step::Floor(parts) => inputs.fold(parts.as_slice(), |a, b| Some(a.greatest(b))),
            Step::Cap(parts) => inputs.fold(parts.as_slice(), |a, b| Some(a.least(b))),
            Step::Bands(by, rows) => {
                let by = inputs.of(by)?;
                hull_of(inputs, rows_within(rows, by))
            }
            Step::PerDay(parts) => per_day(inputs, parts),
            Step::Choose(rows, otherwise) => choose(inputs, rows, otherwise),
            Step::Interest(parts, basis) => {
                let value = inputs.fold(parts.as_slice(), Range::times)?;
                let year = basis.checked_mul(100).ok_or(Overflow)?;
                value.map(|value| value.divide_by(year)).ok_or(Overflow)
            }
            Step::DaysBetween(parts) => {
                let [from, to] = parts.as_ref();
                let (from, to) = (inputs.of(from)?, inputs.of(to)?);
                to.minus(from).ok_or(Overflow)
            }
        }
    }

    /// Calls `see` with every fact it reads.
    pub fn reads(&self, see: &mut dyn FnMut(FactIndex)) {
        match &self.step {
            Step::Literal(_) | Step::Today => {}
            Step::Fact(fact) => see(*fact),
            Step::Percent(parts)
            | Step::Times(parts)
            | Step::Difference(parts)
            | Step::Floor(parts)
            | Step::Cap(parts)
            | Step::MonthsOf(parts)
            | Step::DaysBetween(parts) => parts.iter().for_each(|part| part.reads(see)),
            Step::Sum(parts) | Step::Least(parts) | Step::Greatest(parts) => {
                parts.iter().for_each(|part| part.reads(see));
            }
            Step::Bands(by, rows) => {
                by.reads(see);
                rows.iter().for_each(|row| row.give.reads(see));
            }
            Step::PerDay(parts) | Step::Interest(parts, _) => {
                parts.iter().for_each(|part| part.reads(see));
            }
            Step::Choose(rows, otherwise) => {
                for (when, give) in rows {
                    when.reads(see);
                    give.reads(see);
                }
                otherwise.reads(see);
            }
        }
    }
}

fn product<R: Recorder>(
    inputs: &mut Inputs<'_, R>,
    parts: &[Formula; 2],
) -> Result<Range, Overflow> {
    inputs.fold(parts, Range::times)
}

/// The amount for each whole day beyond the grace; never below zero.
fn per_day<R: Recorder>(
    inputs: &mut Inputs<'_, R>,
    [days, grace, give]: &[Formula; 3],
) -> Result<Range, Overflow> {
    let (days, grace) = (inputs.of(days)?, inputs.of(grace)?);
    let beyond = days.minus(grace).ok_or(Overflow)?;
    let counted = beyond
        .map(|value| Some(value.floor()))
        .ok_or(Overflow)?
        .greatest(Range::point(Exact::ZERO));
    let give = inputs.of(give)?;
    counted.times(give).ok_or(Overflow)
}

/// The first row that holds; every row that may hold while facts are missing.
fn choose<R: Recorder>(
    inputs: &mut Inputs<'_, R>,
    rows: &[(Condition, Formula)],
    otherwise: &Formula,
) -> Result<Range, Overflow> {
    let mut possible = Vec::new();
    for (when, give) in rows {
        let holds = when.holds(inputs.scene)?;
        if holds != Truth::False {
            possible.push(give);
        }
        if holds == Truth::True {
            return hull_of(inputs, possible);
        }
    }
    possible.push(otherwise);
    hull_of(inputs, possible)
}

fn hull_of<'f, R: Recorder>(
    inputs: &mut Inputs<'_, R>,
    formulas: impl IntoIterator<Item = &'f Formula>,
) -> Result<Range, Overflow> {
    let mut so_far: Option<Range> = None;
    for formula in formulas {
        let value = inputs.of(formula)?;
        so_far = Some(so_far.map_or(value, |before| before.hull(value)));
    }
    so_far.ok_or(Overflow)
}

/// The values of the rows that `by` may fall in. Numbers above a closed top take the last row; the
/// check refuses tables where that can happen.
fn rows_within(rows: &[Band], by: Range) -> impl Iterator<Item = &Formula> {
    let last = rows.len().saturating_sub(1);
    let mut done = false;
    rows.iter().enumerate().filter_map(move |(index, row)| {
        if done {
            return None;
        }
        let covers = |value: Option<Exact>, when_open: bool| match (value, row.edge) {
            (_, None) => true,
            (None, Some(_)) => when_open,
            (Some(value), Some((edge, true))) => value <= edge,
            (Some(value), Some((edge, false))) => value < edge,
        };
        done = covers(by.high, false);
        (covers(by.low, true) || index == last).then_some(&row.give)
    })
}
