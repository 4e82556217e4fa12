//! The value of a formula over ranges: every result contains each answer that may still come.

use crate::document::formula::Take;
use crate::number::{Exact, Range, Truth};
use crate::policy::condition::Condition;
use crate::policy::formula::{Band, Bands, Formula, Over, Overflow, Step};
use crate::policy::time::{self, Tables};
use crate::policy::vocabulary::{Entries, Scene};

const ZERO: Range = Range::point(Exact::ZERO);
const OPEN: Range = Range::between(None, None);

/// What formulas and conditions are evaluated in: a scene, the policy's tables, the item of a list.
#[derive(Debug, Clone, Copy)]
pub struct View<'s> {
    /// The state of every fact.
    pub scene: &'s Scene,
    /// Calendars and histories.
    pub tables: &'s Tables,
    /// The value at hand of the list around.
    pub item: Range,
}

impl<'s> View<'s> {
    /// A scene with the policy's tables.
    pub fn new(scene: &'s Scene, tables: &'s Tables) -> Self {
        Self { scene, tables, item: OPEN }
    }
}

/// How a value came about: one step of a calculation, with the steps it rests on.
#[derive(Debug, Clone)]
pub struct Trace<'f> {
    /// What was calculated.
    pub formula: &'f Formula,
    /// What it gave.
    pub value: Range,
    /// The values it was calculated from, in order.
    pub inputs: Vec<Trace<'f>>,
}

/// Where the traces of an evaluation go; without a place for them nothing is kept and nothing allocated.
pub type Traces<'t, 'f> = Option<&'t mut Vec<Trace<'f>>>;

/// Values of the inputs of one step, with their traces.
struct Inputs<'v, 'f> {
    view: &'v View<'v>,
    traces: Option<Vec<Trace<'f>>>,
}

impl<'f> Inputs<'_, 'f> {
    fn of(&mut self, formula: &'f Formula) -> Result<Range, Overflow> {
        match self.traces.as_mut() {
            Some(traces) => formula.evaluate(self.view, Some(traces)),
            // Nothing is kept of one step for the next: the same inputs do.
            None => formula.at_hand(self.view).map_or_else(|| formula.value(self), Ok),
        }
    }

    fn within(&mut self, formula: &'f Formula, view: &View<'_>) -> Result<Range, Overflow> {
        match self.traces.as_mut() {
            Some(traces) => formula.evaluate(view, Some(traces)),
            None => formula.range(view),
        }
    }

    /// Two values, combined; here and in what follows the inner `None` is overflow. Not inlined, nor what is in the
    /// other rows of the match below: it is walked for every formula, and quickest while it is small.
    #[inline(never)]
    fn pair(
        &mut self,
        [first, second]: &'f [Formula; 2],
        combine: &dyn Fn(Range, Range) -> Option<Range>,
    ) -> Result<Option<Range>, Overflow> {
        Ok(combine(self.of(first)?, self.of(second)?))
    }

    #[inline(never)]
    fn fold(
        &mut self,
        formulas: &'f [Formula],
        combine: &dyn Fn(Range, Range) -> Option<Range>,
    ) -> Result<Option<Range>, Overflow> {
        let Some((first, others)) = formulas.split_first() else { return Ok(None) };
        let mut so_far = self.of(first)?;
        for formula in others {
            so_far = combine(so_far, self.of(formula)?).ok_or(Overflow)?;
        }
        Ok(Some(so_far))
    }
}

impl Formula {
    /// The value in a scene; how it came about goes to `traces`.
    pub fn evaluate<'f>(
        &'f self,
        view: &View<'_>,
        traces: Traces<'_, 'f>,
    ) -> Result<Range, Overflow> {
        let Some(traces) = traces else {
            return self.value(&mut Inputs { view, traces: None });
        };
        let trace = self.trace(view)?;
        let value = trace.value;
        traces.push(trace);
        Ok(value)
    }

    /// The value in a scene and how it came about.
    pub fn trace<'f>(&'f self, view: &View<'_>) -> Result<Trace<'f>, Overflow> {
        let mut inputs = Inputs { view, traces: Some(Vec::new()) };
        let value = self.value(&mut inputs)?;
        Ok(Trace { formula: self, value, inputs: inputs.traces.unwrap_or_default() })
    }

    fn value<'f>(&'f self, inputs: &mut Inputs<'_, 'f>) -> Result<Range, Overflow> {
        let view = inputs.view;
        let value = match &self.step {
            Step::Literal(value) => Some(Range::point(*value)),
            Step::Today => Some(Range::point(view.scene.today)),
            Step::Fact(fact) => Some(view.scene.range(*fact)),
            Step::Item => Some(view.item),
            Step::Percent(parts) => {
                let product = inputs.pair(parts, &Range::times)?;
                product.and_then(|value| value.map(|value| value.divide_by(100)))
            }
            Step::Times(parts) => inputs.pair(parts, &Range::times)?,
            Step::Divide(parts) => inputs.pair(parts, &Range::divide)?,
            Step::Sum(parts) => inputs.fold(parts, &Range::plus)?,
            Step::Difference(parts) => inputs.pair(parts, &Range::minus)?,
            Step::Least(parts) => inputs.fold(parts, &|a, b| Some(a.least(b)))?,
            Step::Greatest(parts) => inputs.fold(parts, &|a, b| Some(a.greatest(b)))?,
            Step::Floor(parts) => inputs.pair(parts, &|a, b| Some(a.greatest(b)))?,
            Step::Cap(parts) => inputs.pair(parts, &|a, b| Some(a.least(b)))?,
            Step::Round(of, unit, mode) => inputs.of(of)?.map(|value| value.round(*unit, *mode)),
            Step::Bands(table) => bands(inputs, table)?,
            Step::Choose(rows, otherwise) => choose(inputs, rows, otherwise)?,
            Step::Per(parts, begun) => per(inputs, parts, *begun)?,
            Step::Interest(parts, basis) => {
                let year = basis.checked_mul(100).ok_or(Overflow)?;
                let product = inputs.fold(parts.as_slice(), &Range::times)?;
                product.and_then(|value| value.map(|value| value.divide_by(year)))
            }
            Step::DaysBetween(parts, counting) => {
                inputs.pair(parts, &|from, to| view.tables.days_between(from, to, *counting))?
            }
            Step::MonthsBetween(parts) => inputs.pair(parts, &time::months_between)?,
            Step::Deadline(deadline) => {
                let (start, count) = (inputs.of(&deadline.start)?, inputs.of(&deadline.count)?);
                Some(time::deadline(deadline, start, count, view)?)
            }
            Step::ValueOn(history, date) => view.tables.value_on(*history, inputs.of(date)?),
            Step::Average(history, parts) => {
                inputs.pair(parts, &|from, to| view.tables.average(*history, from, to))?
            }
            Step::Over(over) => over_list(inputs, over)?,
            Step::Between(parts) => between(inputs, parts)?,
            Step::Because(of, _) => Some(inputs.of(of)?),
        };
        value.ok_or(Overflow)
    }
}

#[inline(never)]
fn per<'f>(
    inputs: &mut Inputs<'_, 'f>,
    [of, after, every, give]: &'f [Formula; 4],
    begun: bool,
) -> Result<Option<Range>, Overflow> {
    let beyond = inputs.of(of)?.minus(inputs.of(after)?).ok_or(Overflow)?.greatest(ZERO);
    let periods = beyond.divide(inputs.of(every)?).ok_or(Overflow)?;
    let whole = |value: Exact| if begun { value.ceil() } else { Some(value.floor()) };
    let counted = periods.map(whole).ok_or(Overflow)?.greatest(ZERO);
    Ok(counted.times(inputs.of(give)?))
}

#[inline(never)]
fn between<'f>(
    inputs: &mut Inputs<'_, 'f>,
    parts: &'f [Formula],
) -> Result<Option<Range>, Overflow> {
    let mut ends = parts.iter();
    let low = match ends.next() {
        Some(low) => inputs.of(low)?,
        None => OPEN,
    };
    Ok(Some(match ends.next() {
        Some(high) => low.hull(inputs.of(high)?),
        None => Range::between(low.low, None),
    }))
}

/// The smallest range that holds both.
fn hull(so_far: Option<Range>, value: Range) -> Option<Range> {
    Some(so_far.map_or(value, |before| before.hull(value)))
}

/// The first row that holds; every row that may hold while facts are missing.
#[inline(never)]
fn choose<'f>(
    inputs: &mut Inputs<'_, 'f>,
    rows: &'f [(Condition, Formula)],
    otherwise: &'f Formula,
) -> Result<Option<Range>, Overflow> {
    let mut so_far = None;
    for (when, give) in rows {
        let holds = when.holds(inputs.view)?;
        if holds != Truth::False {
            so_far = hull(so_far, inputs.of(give)?);
        }
        if holds == Truth::True {
            return Ok(so_far);
        }
    }
    Ok(hull(so_far, inputs.of(otherwise)?))
}

/// The values of the rows that what is looked up may fall in. What lies beyond a table without
/// `otherwise` takes its last row; the check refuses tables where that can happen.
#[inline(never)]
fn bands<'f>(inputs: &mut Inputs<'_, 'f>, table: &'f Bands) -> Result<Option<Range>, Overflow> {
    let by = inputs.of(&table.by)?;
    let (near, far) = if table.rising { (by.low, by.high) } else { (by.high, by.low) };
    let mut so_far = None;
    for row in &table.rows {
        if near.is_none_or(|near| row.fits(near, table.rising)) {
            so_far = hull(so_far, inputs.of(&row.give)?);
        }
        if far.is_some_and(|far| row.fits(far, table.rising)) {
            return Ok(so_far);
        }
    }
    match (&table.otherwise, table.rows.last()) {
        (Some(otherwise), _) => Ok(hull(so_far, inputs.of(otherwise)?)),
        (None, Some(last)) if so_far.is_none() => Ok(Some(inputs.of(&last.give)?)),
        (None, _) => Ok(so_far),
    }
}

impl Band {
    /// Whether a value lies on the row's side of its edge.
    pub fn fits(&self, value: Exact, rising: bool) -> bool {
        let (least, most) = if rising { (value, self.edge) } else { (self.edge, value) };
        if self.inside { least <= most } else { least < most }
    }
}

/// What is taken over the values of a list; while the list is missing, over any number of any values.
#[inline(never)]
fn over_list<'f>(inputs: &mut Inputs<'_, 'f>, over: &'f Over) -> Result<Option<Range>, Overflow> {
    let otherwise = match &over.otherwise {
        Some(otherwise) => inputs.of(otherwise)?,
        None => ZERO,
    };
    let view = *inputs.view;
    let values = match view.scene.entries(over.list) {
        Entries::Known(values) => values,
        Entries::Open(item, most) => {
            let view = View { item, ..view };
            if over.filter.holds(&view)? == Truth::False {
                return Ok(Some(otherwise));
            }
            let number = Range::between(Some(Exact::ZERO), Some(Exact::whole(i64::from(most))));
            return Ok(match over.take {
                Take::Count => Some(number),
                Take::Sum => inputs.within(&over.give, &view)?.times(number),
                Take::Greatest | Take::Least => {
                    Some(otherwise.hull(inputs.within(&over.give, &view)?))
                }
            });
        }
    };
    // What is taken if anything is; whether nothing is, so far.
    let (mut taken, mut none) = (None, Truth::True);
    for value in values {
        let view = View { item: Range::point(*value), ..view };
        let counts = over.filter.holds(&view)?;
        if counts == Truth::False {
            continue;
        }
        let given = match over.take {
            Take::Count => Range::point(Exact::whole(1)),
            Take::Sum | Take::Greatest | Take::Least => inputs.within(&over.give, &view)?,
        };
        let with = joined(over.take, taken, given, none).ok_or(Overflow)?;
        let without = taken.filter(|_| counts != Truth::True);
        taken = Some(without.map_or(with, |before: Range| before.hull(with)));
        none = none.and(counts.not());
    }
    Ok(Some(match taken {
        Some(taken) if none == Truth::False => taken,
        Some(taken) => taken.hull(otherwise),
        None => otherwise,
    }))
}

/// What is taken with one more value, which may be the first.
fn joined(take: Take, taken: Option<Range>, given: Range, none: Truth) -> Option<Range> {
    let Some(taken) = taken else { return Some(given) };
    let with = match take {
        Take::Sum | Take::Count => taken.plus(given)?,
        Take::Greatest => taken.greatest(given),
        Take::Least => taken.least(given),
    };
    Some(if none == Truth::False { with } else { with.hull(given) })
}
