//! From document to policy: names resolved, units checked, every fault collected on the way.
//!
//! A part with a fault is replaced by a harmless stand-in so that the rest is checked as well; a
//! policy with faults is never used.

mod conditions;
mod dates;
mod formulas;
mod tables;

pub use tables::rounding;

use super::formula::Formula;
use super::parts;
use super::place::Place;
use super::time::Tables;
use super::vocabulary::{Choices, FactIndex, Moment, Preset, State, Vocabulary};
use super::{Checked, Policy};
use crate::document::formula::Scalar;
use crate::document::policy::{FactKind, PolicyDocument, Text};
use crate::fault::words;
use crate::fault::{Fault, nearest};
use crate::money::Currency;
use crate::number::{Exact, Range, Truth};
use crate::quantity::{self, Literal, Unit};

/// Compiles a document; the policy is there whenever the document is readable at all.
pub(super) fn compile(document: PolicyDocument, digest: String) -> (Option<Policy>, Checked) {
    let mut compiler = Compiler::new(&document);
    let parts = parts::compile(&mut compiler, &document);
    #[cfg(feature = "authoring")]
    super::texts::check(&mut compiler, &document);
    let vocabulary = std::mem::take(&mut compiler.vocabulary);
    let tables = std::mem::take(&mut compiler.tables);
    #[cfg(feature = "authoring")]
    let divisors = std::mem::take(&mut compiler.divisors);
    #[cfg_attr(not(feature = "authoring"), expect(unused_mut, reason = "checks add to it"))]
    let mut checked = compiler.found;
    let policy = parts.map(|parts| parts.into_policy(document, digest, vocabulary, tables));
    #[cfg(feature = "authoring")]
    if let Some(policy) = &policy {
        super::lint::faults(policy, &divisors, &mut checked);
        checked.faults.sort();
        checked.faults.dedup();
    }
    (policy, checked)
}

/// What is needed while compiling.
pub(super) struct Compiler {
    pub vocabulary: Vocabulary,
    pub currency: Currency,
    pub found: Checked,
    /// Calendars and histories.
    pub tables: Tables,
    /// Ids of the calendars, in order.
    pub calendars: Vec<String>,
    /// Ids and units of the histories, in order.
    pub histories: Vec<(String, Unit)>,
    /// The list around, inside `over`, and the unit of its items.
    pub item: Option<(FactIndex, Unit)>,
    /// Words inside formulas, with their places; kept for the check of all words.
    pub sentences: Vec<(Place, Text)>,
    /// What is divided by; kept for the check that it is never zero.
    pub divisors: Vec<Divisor>,
}

/// What something is divided by.
#[cfg_attr(not(feature = "authoring"), expect(dead_code, reason = "read by checks only"))]
pub struct Divisor {
    /// Where.
    pub at: Place,
    /// The divisor.
    pub by: Formula,
    /// The list whose items it may read.
    pub list: Option<FactIndex>,
}

impl Compiler {
    fn new(document: &PolicyDocument) -> Self {
        let currency = Currency::of(&document.currency);
        let mut found = Checked::default();
        if currency.is_none() {
            let message = words!("`{}` is not a currency code", document.currency);
            let fault = Fault::new("unknown-currency", "/currency", message);
            found.faults.push(fault.help("write the ISO 4217 code, for example `CNY`"));
        }
        let currency = currency.unwrap_or(Currency::NONE);
        Self {
            vocabulary: Vocabulary::default(),
            currency,
            found,
            tables: Tables::default(),
            calendars: document.calendars.keys().cloned().collect(),
            histories: Vec::new(),
            item: None,
            sentences: Vec::new(),
            divisors: Vec::new(),
        }
    }

    /// Records a fault.
    pub fn fault(&mut self, code: &'static str, at: &Place, message: String, help: &str) {
        self.found.faults.push(Fault::new(code, at, message).help(help));
    }

    /// Index of a name among known ones, else a fault with the nearest one.
    pub fn find<'a>(
        &mut self,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
        at: &Place,
    ) -> Option<usize> {
        let found = known.clone().into_iter().position(|candidate| candidate == name);
        if found.is_none() {
            let help = match nearest(name, known) {
                Some(near) => words!("did you mean `{near}`?"),
                None => words!("define the {what} first, or use the id of one that is there"),
            };
            let code = match what {
                "fact" => "unknown-fact",
                "choice" => "unknown-choice",
                _ => "unknown-name",
            };
            self.fault(code, at, words!("there is no {what} `{name}`"), &help);
        }
        found
    }

    /// Index of a fact by id, else a fault.
    pub fn fact(&mut self, id: &str, at: &Place) -> Option<usize> {
        if let Some(index) = self.vocabulary.find(id) {
            return Some(index);
        }
        let known: Vec<String> = self.vocabulary.index.keys().cloned().collect();
        self.find("fact", id, known.iter().map(String::as_str), at)
    }

    /// A literal.
    pub fn literal(&mut self, text: &str, at: &Place) -> Option<Literal> {
        match quantity::read(text, self.currency) {
            Ok(literal) => Some(literal),
            Err(message) => {
                self.fault("not-a-literal", at, message, "correct the literal");
                None
            }
        }
    }

    /// A literal that is a fixed quantity of `unit`.
    pub fn quantity(&mut self, text: &str, unit: &Unit, at: &Place) -> Option<Exact> {
        match self.literal(text, at)? {
            Literal::Fixed(value, found) if found == *unit => Some(value),
            Literal::Fixed(_, found) => {
                self.wrong_unit(unit, &found, at);
                None
            }
            Literal::Today => {
                self.wrong_unit(unit, &Unit::Date, at);
                None
            }
        }
    }

    pub fn wrong_unit(&mut self, expected: &Unit, found: &Unit, at: &Place) {
        // A unit may be named as the kind is that is expected: `minutes`, where `min` is meant.
        let found = if let Unit::Named(name) = found {
            words!("the unit `{name}`")
        } else {
            words!("{}", found.name())
        };
        let message = words!("expected {}, found {found}", expected.name());
        let help = words!("give {} here, such as `{}`", expected.name(), self.example(expected));
        self.fault("wrong-unit", at, message, &help);
    }

    /// A literal of a unit.
    fn example(&self, unit: &Unit) -> String {
        match unit {
            Unit::Money => words!("25.00 {}", self.currency.code()),
            Unit::Percent => words!("25 %"),
            Unit::Minutes => words!("30 min"),
            Unit::Days => words!("3 days"),
            Unit::Date => words!("2026-03-01"),
            Unit::Plain => words!("3"),
            Unit::Named(name) => words!("3 {name}"),
        }
    }

    /// The latest moment of the facts something reads.
    pub fn moment(&self, reads: impl Fn(&mut dyn FnMut(usize))) -> Moment {
        let mut latest = Moment::Supplied;
        reads(&mut |fact| {
            latest = latest.max(self.vocabulary.fact(fact).map_or(latest, |fact| fact.moment));
        });
        latest
    }

    /// What a written default stands for: a value as an answer or as a literal.
    pub fn preset(&mut self, index: usize, value: &Scalar, at: &Place) -> Option<Preset> {
        let fact = self.vocabulary.fact(index)?.clone();
        if fact.list.is_some() {
            return self.entries(&fact.unit, value, at).map(Preset::State);
        }
        let state = match (fact.kind, value) {
            (FactKind::Choice, Scalar::Text(choice)) => {
                let known = fact.choices.iter().map(String::as_str);
                State::Choice(Choices::one(self.find("choice", choice, known, at)?))
            }
            (FactKind::YesNo, Scalar::YesNo(yes)) => State::YesNo(Truth::of(*yes)),
            (FactKind::Text, Scalar::Text(_)) => State::Text(false),
            (FactKind::Choice | FactKind::YesNo | FactKind::Text, _)
            | (_, Scalar::YesNo(_) | Scalar::List(_)) => {
                let message = words!("`{}` cannot have this default", fact.id);
                self.fault("wrong-unit", at, message, "write a value of the fact's own type");
                return None;
            }
            (_, Scalar::Text(text)) if text == "today" && fact.unit == Unit::Date => {
                return Some(Preset::Today);
            }
            (_, Scalar::Text(text)) => self.plain_or_literal(text, &fact.unit, at)?,
            (_, Scalar::Whole(whole)) => {
                self.plain_or_literal(&whole.to_string(), &fact.unit, at)?
            }
        };
        Some(Preset::State(state))
    }

    /// The values of a list, put beside the vocabulary.
    fn entries(&mut self, unit: &Unit, value: &Scalar, at: &Place) -> Option<State> {
        let Scalar::List(values) = value else {
            let message = "the default of a list is a list".to_owned();
            self.fault("wrong-unit", at, message, "write it in square brackets: `[]` for none");
            return None;
        };
        let first = self.vocabulary.entries.len();
        for (index, value) in values.iter().enumerate() {
            let text = match value {
                Scalar::Text(text) => text.clone(),
                Scalar::Whole(whole) => whole.to_string(),
                Scalar::YesNo(_) | Scalar::List(_) => String::new(),
            };
            let state = self.plain_or_literal(&text, unit, &at.at(index))?;
            if let State::Number(Range { low: Some(value), .. }) = state {
                self.vocabulary.entries.push(value);
            }
        }
        Some(State::List(first, values.len()))
    }

    /// A number in the fact's own unit, with or without the unit written.
    fn plain_or_literal(&mut self, text: &str, unit: &Unit, at: &Place) -> Option<State> {
        let plain = match unit {
            Unit::Money => self.currency.minor(text),
            Unit::Date => None,
            Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_) => {
                Exact::decimal(text)
            }
        };
        let value = plain.or_else(|| self.quantity(text, unit, at))?;
        Some(State::Number(Range::point(value)))
    }
}
