//! Trace: how an amount came about, step by step, as structure and as sentences.

use crate::document::quote::TraceDocument;
use crate::language::Phrase;
use crate::number::Range;
use crate::policy::formula::{Formula, Recorder, Step};
use crate::policy::vocabulary::{FactIndex, Source};
use crate::quantity::Unit;
use crate::wording::Wording;

/// One step of a calculation, with the steps it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    kind: Kind,
    value: Range,
    unit: Unit,
    inputs: Vec<Trace>,
}

/// What a step did: its name in documents and the sentence that says it.
#[derive(Debug, Clone, Copy)]
struct Kind {
    step: &'static str,
    phrase: Phrase,
    fact: Option<FactIndex>,
}

/// Keeps every step.
#[derive(Debug)]
pub(crate) struct Traced;

impl Recorder for Traced {
    type Note = Trace;
    type Notes = Vec<Trace>;

    fn add(notes: &mut Vec<Trace>, note: Trace) {
        notes.push(note);
    }

    fn note(formula: &Formula, value: Range, inputs: Vec<Trace>) -> Trace {
        Trace { kind: kind(&formula.step), value, unit: formula.unit.clone(), inputs }
    }
}

fn kind(step: &Step) -> Kind {
    let (step, phrase, fact) = match step {
        Step::Literal(_) => ("literal", Phrase::Fixed, None),
        Step::Today => ("today", Phrase::Today, None),
        Step::Fact(fact) => ("fact", Phrase::FactKnown, Some(*fact)),
        Step::Percent(_) => ("percent", Phrase::Percent, None),
        Step::Times(_) => ("times", Phrase::Times, None),
        Step::Sum(_) => ("sum", Phrase::Sum, None),
        Step::Difference(_) => ("difference", Phrase::Difference, None),
        Step::Least(_) => ("least", Phrase::Least, None),
        Step::Greatest(_) => ("greatest", Phrase::Greatest, None),
        Step::Floor(_) => ("floor", Phrase::Floor, None),
        Step::Cap(_) => ("cap", Phrase::Cap, None),
        Step::Bands(..) => ("bands", Phrase::Bands, None),
        Step::PerDay(_) => ("per_day", Phrase::PerDay, None),
        Step::Choose(..) => ("choose", Phrase::Choose, None),
        Step::MonthsOf(_) => ("months_of", Phrase::MonthsOf, None),
        Step::Interest(..) => ("interest", Phrase::Interest, None),
        Step::DaysBetween(_) => ("days_between", Phrase::DaysBetween, None),
    };
    Kind { step, phrase, fact }
}

impl Trace {
    /// The step as a document, in words.
    pub fn document(&self, wording: &Wording<'_>) -> TraceDocument {
        // A literal says no more than the sentence above it.
        let inputs = self.inputs.iter().filter(|input| input.kind.step != "literal");
        let inputs = inputs.map(|input| input.document(wording));
        TraceDocument {
            step: self.kind.step.to_owned(),
            value: self.words(wording),
            says: self.says(wording),
            inputs: inputs.chain(self.derivation(wording)).collect(),
        }
    }

    /// How a derived fact came about.
    fn derivation(&self, wording: &Wording<'_>) -> Option<TraceDocument> {
        let fact = wording.policy.vocabulary.fact(self.kind.fact?)?;
        let Source::Formula(formula) = &fact.source else { return None };
        let (_, trace) = formula.evaluate::<Traced>(wording.scene).ok()?;
        Some(trace.document(wording))
    }

    fn words(&self, wording: &Wording<'_>) -> String {
        wording.language().range(self.value, &self.unit, wording.policy.currency)
    }

    fn says(&self, wording: &Wording<'_>) -> String {
        let value = self.words(wording);
        let parts: Vec<String> = self.inputs.iter().map(|input| input.words(wording)).collect();
        let values = match self.kind.step {
            "fact" => return self.says_fact(wording, &value),
            "sum" => vec![parts.join(" + "), value],
            "least" | "greatest" => vec![parts.join(", "), value],
            "choose" => vec![value],
            // Only the number looked up: the row's value is the result.
            "bands" => parts.into_iter().take(1).chain([value]).collect(),
            _ => parts.into_iter().chain([value]).collect(),
        };
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        wording.language().say(self.kind.phrase, &values)
    }

    fn says_fact(&self, wording: &Wording<'_>, value: &str) -> String {
        let label = self.kind.fact.map(|fact| wording.label(fact)).unwrap_or_default();
        let known = self.value.as_point().is_some();
        let phrase = if known { Phrase::FactKnown } else { Phrase::FactOpen };
        wording.language().say(phrase, &[label, value])
    }
}
