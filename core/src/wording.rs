//! Texts of a policy, filled in for one case.

use crate::complaint::Complaint;
use crate::date;
use crate::document::policy::{NotDueRule, Text};
use crate::document::quote::{CitedReason, Named, RangeDocument};
use crate::due::{Dated, Days};
use crate::language::{Language, Phrase, add, filled};
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::{BUILT_IN, Entries, FactIndex, Scene, State};
use crate::quantity::Unit;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::cell::RefCell;

/// Fills texts of a policy for one complaint.
#[derive(Debug)]
pub(crate) struct Wording<'a> {
    pub policy: &'a Policy,
    pub complaint: &'a Complaint,
    /// With judgements and derived facts.
    pub scene: &'a Scene,
    days: Days,
    /// Amounts and dates (true) in words: a quote says the same few again and again.
    said: RefCell<Vec<(Range, bool, String)>>,
}

/// A value beside a sign: what is still a range stands in brackets, or its own dash would read as one more sign.
pub(crate) fn operand(words: &str, value: Range) -> Cow<'_, str> {
    match value.as_point() {
        Some(_) => Cow::from(words),
        None => Cow::from(["(", words, ")"].concat()),
    }
}

/// A place of a text that only some texts have, with its value.
pub(crate) type Extra<'v> = (&'static str, &'v str);

impl<'a> Wording<'a> {
    /// For a complaint in a scene.
    pub fn new(policy: &'a Policy, complaint: &'a Complaint, scene: &'a Scene) -> Self {
        Self { policy, complaint, scene, days: Days::default(), said: RefCell::default() }
    }

    /// The last day of a commitment by index.
    pub fn day(&self, commitment: usize) -> Result<Dated, Overflow> {
        self.days.of(self.policy, self.scene, commitment)
    }

    pub fn language(&self) -> Language {
        self.complaint.language
    }

    /// The words in the customer's language, places unfilled.
    pub fn raw<'t>(&self, text: &'t Text) -> &'t str {
        let Complaint { place, tag, .. } = self.complaint;
        text.get_near(*place, tag).map(String::as_str).unwrap_or_default()
    }

    /// The text, when every fact it names is known.
    pub fn strict(&self, text: &Text, extras: &[Extra<'_>]) -> Option<String> {
        self.strict_words(self.raw(text), extras)
    }

    /// Words in the customer's language, when every fact they name is known.
    pub fn strict_words(&self, words: &str, extras: &[Extra<'_>]) -> Option<String> {
        filled(words, |to, name| self.put_value(to, name, extras, false))
    }

    /// The text; a fact that is not known yet shows its range, or an ellipsis.
    pub fn loose(&self, text: &Text, extras: &[Extra<'_>]) -> String {
        let words = filled(self.raw(text), |to, name| {
            self.put_value(to, name, extras, true).or_else(|| add(to, "…"))
        });
        words.unwrap_or_default()
    }

    /// A reason; while a missing fact leaves a place of it open, that the reason is still to come.
    pub fn reason(&self, text: &Text, extras: &[Extra<'_>]) -> String {
        let judged = |to: &mut String, name: &str| {
            let fact = self.policy.vocabulary.find(name)?;
            let settled = self.policy.are_settled(self.scene, vec![fact]);
            if settled { self.put_fact(to, fact, true) } else { None }
        };
        let words = filled(self.raw(text), |to, name| {
            self.put_value(to, name, extras, false).or_else(|| judged(to, name))
        });
        words.unwrap_or_else(|| self.reason_open())
    }

    /// That a reason is still to come.
    pub fn reason_open(&self) -> String {
        self.language().say(Phrase::ReasonOpen, &[])
    }

    /// An id with its words.
    pub fn named(&self, id: &str, title: &Text) -> Named {
        Named { id: id.to_owned(), title: self.raw(title).to_owned() }
    }

    /// A role with its words.
    pub fn role(&self, id: &str) -> Named {
        Named { id: id.to_owned(), title: self.role_title(id).to_owned() }
    }

    /// The words for a role.
    pub fn role_title<'t>(&'t self, id: &'t str) -> &'t str {
        self.policy.document.roles.get(id).map_or(id, |title| self.raw(title))
    }

    /// The reasons that surely hold, with their sources, in the order of the policy.
    pub fn reasons(&self, rules: &[NotDueRule], refusals: &[(usize, Truth)]) -> Vec<CitedReason> {
        let holding = refusals.iter().filter(|(_, holds)| *holds == Truth::True);
        let rules = holding.filter_map(|(index, _)| rules.get(*index));
        let reason = |rule: &NotDueRule| CitedReason {
            because: self.reason(&rule.because, &[]),
            cites: rule.cites.clone(),
        };
        rules.map(reason).collect()
    }

    /// An amount or range of amounts in words.
    pub fn money(&self, range: Range) -> String {
        self.quantity(range, &Unit::Money)
    }

    /// A date in words.
    pub fn date(&self, day: NaiveDate) -> String {
        self.quantity(Range::point(date::to_number(day)), &Unit::Date)
    }

    /// A quantity or range of them in words.
    pub fn quantity(&self, range: Range, unit: &Unit) -> String {
        let words = || self.language().range(range, unit, self.policy.currency);
        let is_date = *unit == Unit::Date;
        if !is_date && *unit != Unit::Money {
            return words();
        }
        let mut said = self.said.borrow_mut();
        if let Some((.., before)) = said.iter().find(|own| own.0 == range && own.1 == is_date) {
            return before.clone();
        }
        let words = words();
        said.push((range, is_date, words.clone()));
        words
    }

    /// An amount or range of amounts for machines.
    pub fn amount(&self, range: Range) -> RangeDocument {
        let currency = self.policy.currency;
        RangeDocument {
            low: currency.decimal(range.low.unwrap_or(Exact::ZERO)),
            high: range.high.map(|high| currency.decimal(high)),
        }
    }

    fn put_value(
        &self,
        to: &mut String,
        name: &str,
        extras: &[Extra<'_>],
        open: bool,
    ) -> Option<()> {
        let document = &self.policy.document;
        let words = match (extras.iter().find(|(place, _)| *place == name), name) {
            (Some((_, value)), _) => value,
            (None, "institution") => self.raw(&document.institution),
            (None, "problem") => self.raw(&document.problems.get(self.complaint.problem)?.title),
            (None, fact) => {
                return self.put_fact(to, self.policy.vocabulary.find(fact)?, open);
            }
        };
        add(to, words)
    }

    /// The value of a fact in words; with `open` also a range that is still open.
    pub fn fact(&self, index: FactIndex, open: bool) -> Option<String> {
        let mut words = String::new();
        self.put_fact(&mut words, index, open).map(|()| words)
    }

    /// Adds the value of a fact in words; nothing where it has none.
    fn put_fact(&self, to: &mut String, index: FactIndex, open: bool) -> Option<()> {
        let fact = self.policy.vocabulary.fact(index)?;
        let (language, currency) = (self.language(), self.policy.currency);
        match self.scene.state(index) {
            State::Number(range) => {
                let known = range.as_point().is_some() || (open && range.low.is_some());
                known.then(|| language.put_range(to, range, &fact.unit, currency))
            }
            State::YesNo(Truth::True) => add(to, &language.say(Phrase::Yes, &[])),
            State::YesNo(Truth::False) => add(to, &language.say(Phrase::No, &[])),
            State::YesNo(Truth::Unknown) | State::OpenList(..) => None,
            State::Choice(choices) => {
                let id = fact.choices.get(choices.only()?)?;
                let written = self.policy.document.facts.get(&fact.id)?;
                let choice = written.choices.iter().find(|choice| choice.id == *id)?;
                add(to, self.raw(&choice.label))
            }
            State::List(..) => {
                let Entries::Known(values) = self.scene.entries(index) else { return None };
                let sign = language.pattern(Phrase::ListSign);
                for (place, value) in values.iter().enumerate() {
                    to.push_str(if place > 0 { sign } else { "" });
                    language.put_range(to, Range::point(*value), &fact.unit, currency);
                }
                Some(())
            }
            State::Text(_) => {
                let own = self.complaint.texts.iter().rev().find(|(fact, _)| *fact == index);
                let own = &own.filter(|(_, text)| !text.is_empty())?.1;
                add(to, &language.say(Phrase::Foreign, &[own]))
            }
        }
    }

    /// The name of a fact in words.
    pub fn label(&self, index: FactIndex) -> &'a str {
        let Complaint { place, tag, .. } = self.complaint;
        let id = self.policy.vocabulary.fact(index).map(|fact| fact.id.as_str());
        let near = index.saturating_sub(BUILT_IN);
        let written = id.and_then(|id| self.policy.document.facts.get_near(near, id));
        written.and_then(|fact| fact.label.get_near(*place, tag)).map_or("", String::as_str)
    }
}
