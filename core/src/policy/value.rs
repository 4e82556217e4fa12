//! The value of a formula over ranges: every result contains each answer that may still come.

use crate::document::formula::Take;
use crate::number::{Exact, Range, Truth};
use crate::policy::condition::Condition;
use crate::policy::formula::{Band, Bands, Formula, Over, Overflow, Step};
use crate::policy::time::{self, Tables};
use crate::policy::vocabulary::{Entries, Scene};
use crate::policy::whole::{Value, Whole};

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
    fn of<V: Value>(&mut self, formula: &'f Formula) -> Result<V, Overflow> {
        match self.traces.as_mut() {
            Some(traces) => held(formula.evaluate(self.view, Some(traces))?),
            // Nothing is kept of one step for the next: the same inputs do.
            None => formula.value(self),
        }
    }

    fn within<V: Value>(&mut self, formula: &'f Formula, view: &View<'_>) -> Result<V, Overflow> {
        match self.traces.as_mut() {
            Some(traces) => held(formula.evaluate(view, Some(traces))?),
            None => formula.value_in(view),
        }
    }

    /// Two values, combined; here and in what follows the inner `None` is overflow. Not inlined, nor what is in the
    /// other rows of the match below: it is walked for every formula, and quickest while it is small.
    #[inline(never)]
    fn pair<V: Value>(
        &mut self,
        [first, second]: &'f [Formula; 2],
        combine: &dyn Fn(V, V) -> Option<V>,
    ) -> Result<Option<V>, Overflow> {
        Ok(combine(self.of(first)?, self.of(second)?))
    }

    #[inline(never)]
    fn fold<V: Value>(
        &mut self,
        formulas: &'f [Formula],
        combine: &dyn Fn(V, V) -> Option<V>,
    ) -> Result<Option<V>, Overflow> {
        let Some((first, others)) = formulas.split_first() else { return Ok(None) };
        let mut so_far = self.of(first)?;
        for formula in others {
            so_far = combine(so_far, self.of(formula)?).ok_or(Overflow)?;
        }
        Ok(Some(so_far))
    }
}

/// A range as a value of another kind, where it can be one.
fn held<V: Value>(range: Range) -> Result<V, Overflow> {
    V::of(range).ok_or(Overflow)
}

/// The quick way, in whole numbers; what they cannot be goes the other, which says whether it is too large. A form
/// computes little and should be small: there is only the other way in it.
pub(super) fn quickly<T>(
    whole: impl FnOnce() -> Result<T, Overflow>,
    other: impl FnOnce() -> Result<T, Overflow>,
) -> Result<T, Overflow> {
    if cfg!(feature = "authoring")
        && let Ok(value) = whole()
    {
        return Ok(value);
    }
    other()
}

impl Formula {
    /// The value in a scene; how it came about goes to `traces`.
    pub fn evaluate<'f>(
        &'f self,
        view: &View<'_>,
        traces: Traces<'_, 'f>,
    ) -> Result<Range, Overflow> {
        let Some(traces) = traces else {
            let whole = || self.value_in::<Whole>(view).map(Whole::range);
            return quickly(whole, || self.value_in(view));
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

    /// The value, computed in one kind of it.
    pub(super) fn value_in<V: Value>(&self, view: &View<'_>) -> Result<V, Overflow> {
        self.value(&mut Inputs { view, traces: None })
    }

    fn value<'f, V: Value>(&'f self, inputs: &mut Inputs<'_, 'f>) -> Result<V, Overflow> {
        let view = inputs.view;
        let value = match &self.step {
            Step::Literal(value) => V::of(Range::point(*value)),
            Step::Today => V::of(Range::point(view.scene.today)),
            Step::Fact(fact) => V::of(view.scene.range(*fact)),
            Step::Item => V::of(view.item),
            Step::Percent(parts) => {
                let product = inputs.pair(parts, &V::times)?;
                product.and_then(|value| value.map(|value| value.divide_by(100)))
            }
            Step::Times(parts) => inputs.pair(parts, &V::times)?,
            Step::Divide(parts) => inputs.pair(parts, &V::divide)?,
            Step::Sum(parts) => inputs.fold(parts, &V::plus)?,
            Step::Difference(parts) => inputs.pair(parts, &V::minus)?,
            Step::Least(parts) => inputs.fold(parts, &|a: V, b| Some(a.least(b)))?,
            Step::Greatest(parts) => inputs.fold(parts, &|a: V, b| Some(a.greatest(b)))?,
            Step::Floor(parts) => inputs.pair(parts, &|a: V, b| Some(a.greatest(b)))?,
            Step::Cap(parts) => inputs.pair(parts, &|a: V, b| Some(a.least(b)))?,
            Step::Round(of, unit, mode) => {
                inputs.of::<V>(of)?.map(|value| value.round(*unit, *mode))
            }
            Step::Bands(table) => bands(inputs, table)?,
            Step::Choose(rows, otherwise) => choose(inputs, rows, otherwise)?,
            Step::Per(parts, begun) => per(inputs, parts, *begun)?,
            Step::Interest(parts, basis) => {
                let year = basis.checked_mul(100).ok_or(Overflow)?;
                let product = inputs.fold(parts.as_slice(), &V::times)?;
                product.and_then(|value| value.map(|value| value.divide_by(year)))
            }
            Step::DaysBetween(parts, counting) => {
                let days =
                    |from: V, to: V| view.tables.days_between(from.range(), to.range(), *counting);
                inputs.pair(parts, &|from, to| days(from, to).and_then(V::of))?
            }
            Step::MonthsBetween(parts) => {
                let months = |from: V, to: V| time::months_between(from.range(), to.range());
                inputs.pair(parts, &|from, to| months(from, to).and_then(V::of))?
            }
            Step::Deadline(deadline) => {
                let (start, count): (V, V) =
                    (inputs.of(&deadline.start)?, inputs.of(&deadline.count)?);
                let holds = |when: &Condition| when.holds_in::<V>(view);
                let (start, count) = (start.range(), count.range());
                V::of(time::deadline(deadline, start, count, view.tables, holds)?)
            }
            Step::ValueOn(history, date) => {
                let date: V = inputs.of(date)?;
                view.tables.value_on(*history, date.range()).and_then(V::of)
            }
            Step::Average(history, parts) => {
                let average =
                    |from: V, to: V| view.tables.average(*history, from.range(), to.range());
                inputs.pair(parts, &|from, to| average(from, to).and_then(V::of))?
            }
            Step::Over(over) => over_list(inputs, over)?,
            Step::Between(parts) => between(inputs, parts)?,
            Step::Because(of, _) => Some(inputs.of(of)?),
        };
        value.ok_or(Overflow)
    }
}

#[inline(never)]
fn per<'f, V: Value>(
    inputs: &mut Inputs<'_, 'f>,
    [of, after, every, give]: &'f [Formula; 4],
    begun: bool,
) -> Result<Option<V>, Overflow> {
    let (of, after): (V, V) = (inputs.of(of)?, inputs.of(after)?);
    let zero = held::<V>(ZERO)?;
    let beyond = of.minus(after).ok_or(Overflow)?.greatest(zero);
    let periods = beyond.divide(inputs.of(every)?).ok_or(Overflow)?;
    let whole = |value: Exact| {
        if begun { value.ceil() } else { Some(value.floor()) }
    };
    let counted = periods.map(whole).ok_or(Overflow)?.greatest(zero);
    Ok(counted.times(inputs.of(give)?))
}

#[inline(never)]
fn between<'f, V: Value>(
    inputs: &mut Inputs<'_, 'f>,
    parts: &'f [Formula],
) -> Result<Option<V>, Overflow> {
    let mut ends = parts.iter();
    let low = match ends.next() {
        Some(low) => inputs.of(low)?,
        None => held::<V>(OPEN)?,
    };
    Ok(match ends.next() {
        Some(high) => low.hull(inputs.of(high)?),
        None => V::of(Range::between(low.range().low, None)),
    })
}

/// What holds both.
fn hull<V: Value>(so_far: Option<V>, value: V) -> Result<Option<V>, Overflow> {
    let Some(before) = so_far else { return Ok(Some(value)) };
    before.hull(value).ok_or(Overflow).map(Some)
}

/// The first row that holds; every row that may hold while facts are missing.
#[inline(never)]
fn choose<'f, V: Value>(
    inputs: &mut Inputs<'_, 'f>,
    rows: &'f [(Condition, Formula)],
    otherwise: &'f Formula,
) -> Result<Option<V>, Overflow> {
    let mut so_far = None;
    for (when, give) in rows {
        let holds = when.holds_in::<V>(inputs.view)?;
        if holds != Truth::False {
            so_far = hull(so_far, inputs.of(give)?)?;
        }
        if holds == Truth::True {
            return Ok(so_far);
        }
    }
    hull(so_far, inputs.of(otherwise)?)
}

/// The values of the rows that what is looked up may fall in. What lies beyond a table without
/// `otherwise` takes its last row; the check refuses tables where that can happen.
#[inline(never)]
fn bands<'f, V: Value>(
    inputs: &mut Inputs<'_, 'f>,
    table: &'f Bands,
) -> Result<Option<V>, Overflow> {
    let by = inputs.of::<V>(&table.by)?.range();
    let (near, far) = if table.rising { (by.low, by.high) } else { (by.high, by.low) };
    let mut so_far = None;
    for row in &table.rows {
        if near.is_none_or(|near| row.fits(near, table.rising)) {
            so_far = hull(so_far, inputs.of(&row.give)?)?;
        }
        if far.is_some_and(|far| row.fits(far, table.rising)) {
            return Ok(so_far);
        }
    }
    match (&table.otherwise, table.rows.last()) {
        (Some(otherwise), _) => hull(so_far, inputs.of(otherwise)?),
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
fn over_list<'f, V: Value>(
    inputs: &mut Inputs<'_, 'f>,
    over: &'f Over,
) -> Result<Option<V>, Overflow> {
    let otherwise = match &over.otherwise {
        Some(otherwise) => inputs.of(otherwise)?,
        None => held::<V>(ZERO)?,
    };
    let view = *inputs.view;
    let values = match view.scene.entries(over.list) {
        Entries::Known(values) => values,
        Entries::Open(item, most) => {
            let view = View { item, ..view };
            if over.filter.holds_in::<V>(&view)? == Truth::False {
                return Ok(Some(otherwise));
            }
            let number = Range::between(Some(Exact::ZERO), Some(Exact::whole(i64::from(most))));
            let number = held::<V>(number)?;
            return Ok(match over.take {
                Take::Count => Some(number),
                Take::Sum => inputs.within::<V>(&over.give, &view)?.times(number),
                Take::Greatest | Take::Least => otherwise.hull(inputs.within(&over.give, &view)?),
            });
        }
    };
    // What is taken if anything is; whether nothing is, so far.
    let (mut taken, mut none) = (None, Truth::True);
    for value in values {
        let view = View { item: Range::point(*value), ..view };
        let counts = over.filter.holds_in::<V>(&view)?;
        if counts == Truth::False {
            continue;
        }
        let given = match over.take {
            Take::Count => held(Range::point(Exact::whole(1)))?,
            Take::Sum | Take::Greatest | Take::Least => inputs.within(&over.give, &view)?,
        };
        let with = joined(over.take, taken, given, none).ok_or(Overflow)?;
        let without = taken.filter(|_| counts != Truth::True);
        taken = hull(without, with)?;
        none = none.and(counts.not());
    }
    Ok(match taken {
        Some(taken) if none == Truth::False => Some(taken),
        Some(taken) => taken.hull(otherwise),
        None => Some(otherwise),
    })
}

/// What is taken with one more value, which may be the first.
fn joined<V: Value>(take: Take, taken: Option<V>, given: V, none: Truth) -> Option<V> {
    let Some(taken) = taken else { return Some(given) };
    let with = match take {
        Take::Sum | Take::Count => taken.plus(given)?,
        Take::Greatest => taken.greatest(given),
        Take::Least => taken.least(given),
    };
    if none == Truth::False { Some(with) } else { with.hull(given) }
}
