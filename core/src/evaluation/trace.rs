//! Trace: how an amount came about, step by step, as structure and as sentences.

use crate::calendar::Span;
use crate::document::formula::Take;
use crate::document::quote::TraceDocument;
use crate::language::Phrase;
use crate::number::{Exact, Range, Rounding, Truth};
use crate::policy::formula::{Deadline, Formula, Over, Roll, Step};
use crate::policy::value::Trace;
use crate::policy::vocabulary::{Entries, FactIndex, Source};
use crate::quantity::{self, Unit};
use crate::wording::{Wording, operand};
use std::borrow::Cow;

/// The name of a step in documents, and the sentence that says it.
fn kind(formula: &Formula) -> (&'static str, Phrase) {
    let of_dates = |dates, others| if formula.unit == Unit::Date { dates } else { others };
    match &formula.step {
        Step::Literal(_) => ("literal", Phrase::Fixed),
        Step::Item => ("item", Phrase::Fixed),
        Step::Today => ("today", Phrase::Today),
        Step::Fact(_) => ("fact", Phrase::FactKnown),
        Step::Percent(_) => ("percent", Phrase::Percent),
        Step::Times(_) => ("times", Phrase::Times),
        Step::Divide(_) => ("divide", Phrase::Divide),
        Step::Sum(_) => ("sum", Phrase::Sum),
        Step::Difference(_) => ("difference", Phrase::Difference),
        Step::Least(_) => ("least", of_dates(Phrase::Earliest, Phrase::Least)),
        Step::Greatest(_) => ("greatest", of_dates(Phrase::Latest, Phrase::Greatest)),
        Step::Floor(_) => ("floor", of_dates(Phrase::NotBefore, Phrase::Floor)),
        Step::Cap(_) => ("cap", of_dates(Phrase::NotAfter, Phrase::Cap)),
        Step::Round(_, _, Rounding::Up) => ("round", Phrase::RoundedUp),
        Step::Round(_, _, Rounding::Down) => ("round", Phrase::RoundedDown),
        Step::Round(..) => ("round", Phrase::RoundedNearest),
        Step::Bands(_) => ("bands", Phrase::Bands),
        Step::Choose(..) => ("choose", Phrase::Choose),
        Step::Per(_, false) => ("per", Phrase::PerWhole),
        Step::Per(_, true) => ("per", Phrase::PerBegun),
        Step::Interest(..) => ("interest", Phrase::Interest),
        Step::DaysBetween(_, counting) => {
            let working = counting.calendar.is_some();
            let phrase = if working { Phrase::WorkingDaysBetween } else { Phrase::DaysBetween };
            ("days_between", phrase)
        }
        Step::MonthsBetween(_) => ("months_between", Phrase::MonthsBetween),
        Step::Deadline(_) => ("deadline", Phrase::DayAfter),
        Step::Because(of, _) => kind(of),
        Step::ValueOn(..) => ("value_on", Phrase::ValueOn),
        Step::Average(..) => ("average", Phrase::Average),
        Step::Over(over) => {
            let phrase = match over.take {
                Take::Sum => Phrase::OverSum,
                Take::Count => Phrase::OverCount,
                Take::Greatest => of_dates(Phrase::OverLatest, Phrase::OverGreatest),
                Take::Least => of_dates(Phrase::OverEarliest, Phrase::OverLeast),
            };
            ("over", phrase)
        }
        Step::Between(ends) if ends.len() > 1 => ("between", Phrase::Between),
        Step::Between(_) => ("between", Phrase::AndMore),
    }
}

/// How a deadline runs; that it is moved off a day off is said only where it surely is.
fn runs(deadline: &Deadline, wording: &Wording<'_>) -> Phrase {
    let view = wording.policy.view(wording.scene);
    let rolls = |roll: &Roll| roll.when.holds(&view) == Ok(Truth::True);
    match (deadline.back, deadline.roll.as_ref().is_some_and(rolls)) {
        (false, false) => Phrase::DayAfter,
        (false, true) => Phrase::DayAfterRolled,
        (true, false) => Phrase::DayBefore,
        (true, true) => Phrase::DayBeforeRolled,
    }
}

impl Trace<'_> {
    /// The step as a document, in words. How a derived fact came about is said once.
    pub(crate) fn document(&self, wording: &Wording<'_>) -> TraceDocument {
        self.document_without(wording, self.words(wording), &mut Vec::new())
    }

    /// The document; derived facts among `said` are named only.
    fn document_without(
        &self,
        wording: &Wording<'_>,
        value: String,
        said: &mut Vec<FactIndex>,
    ) -> TraceDocument {
        let parts = self.parts(wording);
        let says = self.says(wording, &value, &parts);
        let mut inputs = Vec::with_capacity(self.inputs.len());
        for (input, words) in self.inputs.iter().map(Self::bare).zip(parts) {
            // A literal says no more than the sentence above it.
            if !matches!(input.formula.step, Step::Literal(_) | Step::Item) {
                inputs.push(input.document_without(wording, words, said));
            }
        }
        inputs.extend(self.derivation(wording, said));
        TraceDocument { step: kind(self.formula).0.to_owned(), value, says, inputs }
    }

    /// The steps it rests on, each in words.
    fn parts(&self, wording: &Wording<'_>) -> Vec<String> {
        self.inputs.iter().map(|input| input.words(wording)).collect()
    }

    /// The sentence that says the step, where its value is not at hand.
    fn sentence(&self, wording: &Wording<'_>) -> String {
        self.says(wording, &self.words(wording), &self.parts(wording))
    }

    /// How a derived fact came about.
    fn derivation(
        &self,
        wording: &Wording<'_>,
        said: &mut Vec<FactIndex>,
    ) -> Option<TraceDocument> {
        let Step::Fact(index) = self.formula.step else { return None };
        let fact = wording.policy.vocabulary.fact(index).filter(|_| !said.contains(&index))?;
        let Source::Formula(formula) = &fact.source else { return None };
        said.push(index);
        let view = wording.policy.view(wording.scene);
        let trace = formula.trace(&view).ok()?;
        Some(trace.document_without(wording, trace.words(wording), said))
    }

    /// The step itself, without the words that say why it is used.
    fn bare(&self) -> &Self {
        let words_only = matches!(self.formula.step, Step::Because(..));
        self.inputs.first().filter(|_| words_only).map_or(self, Self::bare)
    }

    fn words(&self, wording: &Wording<'_>) -> String {
        wording.quantity(self.told(), &self.formula.unit)
    }

    /// The value as it is told: while it is open, what a difference could be below zero means nothing yet.
    fn told(&self) -> Range {
        let Range { low, high } = self.value;
        let below = low.is_some_and(Exact::is_negative) && self.formula.unit != Unit::Date;
        let open = high.is_none_or(|high| !high.is_negative());
        Range::between(low.filter(|_| !(below && open)), high)
    }

    /// How an amount that is never below zero came to be nothing.
    pub(crate) fn down_to_nothing(&self, wording: &Wording<'_>) -> String {
        let mut says = self.sentence(wording);
        if self.value.high.is_some_and(Exact::is_negative) {
            let (language, nothing) = (wording.language(), Range::point(Exact::ZERO));
            let nothing = language.range(nothing, &self.formula.unit, wording.policy.currency);
            let values = [self.words(wording), nothing.clone(), nothing];
            says.push_str(language.between_sentences());
            says.push_str(&language.say(Phrase::Floor, &values.each_ref().map(String::as_str)));
        }
        says
    }

    fn says(&self, wording: &Wording<'_>, value: &str, parts: &[String]) -> String {
        let (language, phrase) = (wording.language(), kind(self.formula).1);
        if self.is_beyond_tables() {
            return language.say(Phrase::BeyondTables, &[]);
        }
        let operands = self.operands(parts);
        let mut values: Vec<&str> = operands.iter().map(AsRef::as_ref).collect();
        let unit;
        match &self.formula.step {
            Step::Fact(fact) => return self.says_fact(*fact, wording, value),
            Step::Over(over) => return self.says_over(over, phrase, wording, value),
            Step::Sum(_) => return language.say(phrase, &[&values.join(" + "), value]),
            Step::Least(_) | Step::Greatest(_) => {
                return language.say(phrase, &[&language.list(parts), value]);
            }
            Step::Choose(..) => return self.says_choice(wording, value),
            Step::Because(..) => return self.bare().sentence(wording),
            Step::Deadline(deadline) => {
                let start = values.first().copied().unwrap_or_default();
                let span = self.span(deadline, wording);
                return language.say(runs(deadline, wording), &[&span, start, value]);
            }
            // Only what is looked up: the row's value is the result.
            Step::Bands(_) => values.truncate(1),
            Step::Round(of, step, _) => {
                unit = language.quantity(*step, &of.unit, wording.policy.currency);
                values.push(&unit);
            }
            Step::Literal(_) | Step::Item | Step::Today => values.clear(),
            Step::Percent(_)
            | Step::Times(_)
            | Step::Divide(_)
            | Step::Difference(_)
            | Step::Floor(_)
            | Step::Cap(_)
            | Step::Per(..)
            | Step::Interest(..)
            | Step::DaysBetween(..)
            | Step::MonthsBetween(_)
            | Step::ValueOn(..)
            | Step::Average(..)
            | Step::Between(_) => {}
        }
        values.push(value);
        language.say(phrase, &values)
    }

    /// The steps it rests on as they stand beside a sign: what is still a range would read as one more sum.
    fn operands<'p>(&self, parts: &'p [String]) -> Vec<Cow<'p, str>> {
        let signs = matches!(self.formula.step, Step::Sum(_) | Step::Times(_) | Step::Divide(_));
        let beside = |(words, input): (&'p String, &Self)| {
            if signs { operand(words, input.told()) } else { Cow::from(words) }
        };
        parts.iter().zip(&self.inputs).map(beside).collect()
    }

    /// Whether a date is known but no published calendar or history has an answer for it.
    fn is_beyond_tables(&self) -> bool {
        let by_table = matches!(
            self.formula.step,
            Step::Deadline(_) | Step::DaysBetween(..) | Step::ValueOn(..) | Step::Average(..)
        );
        let open = self.value.low.is_none() || self.value.high.is_none();
        by_table && open && self.inputs.iter().all(|input| input.value.as_point().is_some())
    }

    /// The row that decided, with its reason where it has one.
    fn says_choice(&self, wording: &Wording<'_>, value: &str) -> String {
        let because = match self.inputs.as_slice() {
            [Trace { formula: Formula { step: Step::Because(_, text), .. }, .. }] => {
                wording.strict(text, &[])
            }
            _ => None,
        };
        match because {
            Some(because) => wording.language().say(Phrase::ChooseBecause, &[&because, value]),
            None => wording.language().say(Phrase::Choose, &[value]),
        }
    }

    fn says_fact(&self, fact: FactIndex, wording: &Wording<'_>, value: &str) -> String {
        let known = self.value.as_point().is_some();
        let phrase = if known { Phrase::FactKnown } else { self.open() };
        wording.language().say(phrase, &[wording.label(fact), value])
    }

    /// That a fact is not known yet, and what it may be where anything is known of it.
    fn open(&self) -> Phrase {
        let nothing = self.told() == Range::between(None, None);
        if nothing { Phrase::FactUnknown } else { Phrase::FactOpen }
    }

    fn says_over(&self, over: &Over, phrase: Phrase, wording: &Wording<'_>, value: &str) -> String {
        let label = wording.label(over.list);
        let Entries::Known(entries) = wording.scene.entries(over.list) else {
            return wording.language().say(self.open(), &[label, value]);
        };
        let fallback = usize::from(over.otherwise.is_some());
        let counted = self.inputs.len().saturating_sub(fallback);
        let (all, counted) = (entries.len().to_string(), counted.to_string());
        wording.language().say(phrase, &[label, &all, &counted, value])
    }

    /// How long a span is, with its unit.
    fn span(&self, deadline: &Deadline, wording: &Wording<'_>) -> String {
        let count = self.inputs.get(1).map_or(Range::between(None, None), |input| input.value);
        let (language, currency) = (wording.language(), wording.policy.currency);
        let unit = match deadline.span {
            Span::CalendarDays => Unit::Days,
            Span::Hours => quantity::named("hours"),
            Span::Weeks => quantity::named("weeks"),
            Span::Months => quantity::months(),
            Span::Years => quantity::named("years"),
            Span::WorkingDays(_) => {
                let words = language.range(count, &Unit::Plain, currency);
                return language.counted(Phrase::WorkingDays, count.as_point(), &words);
            }
        };
        language.range(count, &unit, currency)
    }
}
