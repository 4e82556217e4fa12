//! Texts of a policy, filled in for one case.

use crate::complaint::Complaint;
use crate::document::policy::{NotDueRule, Text};
use crate::document::quote::{CitedReason, Named, RangeDocument};
use crate::language::{Language, Phrase, fill};
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::vocabulary::{Entries, FactIndex, Scene, State};

/// Fills texts of a policy for one complaint.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wording<'a> {
    pub policy: &'a Policy,
    pub complaint: &'a Complaint,
    /// With judgements and derived facts.
    pub scene: &'a Scene,
}

/// A place of a text that only some texts have, with its value.
pub(crate) type Extra<'v> = (&'static str, &'v str);

impl<'a> Wording<'a> {
    pub fn language(&self) -> Language {
        self.complaint.language
    }

    /// The words in the customer's language, places unfilled.
    pub fn raw<'t>(&self, text: &'t Text) -> &'t str {
        text.get(&self.complaint.tag).map(String::as_str).unwrap_or_default()
    }

    /// The text, when every fact it names is known.
    pub fn strict(&self, text: &Text, extras: &[Extra<'_>]) -> Option<String> {
        self.strict_words(self.raw(text), extras)
    }

    /// Words in the customer's language, when every fact they name is known.
    pub fn strict_words(&self, words: &str, extras: &[Extra<'_>]) -> Option<String> {
        fill(words, |name| self.value(name, extras, false))
    }

    /// The text; a fact that is not known yet shows its range, or an ellipsis.
    pub fn loose(&self, text: &Text, extras: &[Extra<'_>]) -> String {
        let value = |name: &str| Some(self.value(name, extras, true).unwrap_or_else(|| "…".into()));
        fill(self.raw(text), value).unwrap_or_default()
    }

    /// A reason; while a missing fact leaves a place of it open, that the reason is still to come.
    pub fn reason(&self, text: &Text, extras: &[Extra<'_>]) -> String {
        let judged = |name: &str| {
            let fact = self.policy.vocabulary.find(name)?;
            let settled = self.policy.are_settled(self.scene, vec![fact]);
            settled.then(|| self.fact(fact, true)).flatten()
        };
        let value = |name: &str| self.value(name, extras, false).or_else(|| judged(name));
        let filled = fill(self.raw(text), value);
        filled.unwrap_or_else(|| self.language().say(Phrase::ReasonOpen, &[]))
    }

    /// An id with its words.
    pub fn named(&self, id: &str, title: &Text) -> Named {
        Named { id: id.to_owned(), title: self.raw(title).to_owned() }
    }

    /// A role with its words.
    pub fn role(&self, id: &str) -> Named {
        let title = self.policy.document.roles.get(id).map(|title| self.raw(title));
        Named { id: id.to_owned(), title: title.unwrap_or(id).to_owned() }
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
        let unit = crate::quantity::Unit::Money;
        self.language().range(range, &unit, self.policy.currency)
    }

    /// An amount or range of amounts for machines.
    pub fn amount(&self, range: Range) -> RangeDocument {
        let currency = self.policy.currency;
        RangeDocument {
            low: currency.decimal(range.low.unwrap_or(Exact::ZERO)),
            high: range.high.map(|high| currency.decimal(high)),
        }
    }

    fn value(&self, name: &str, extras: &[Extra<'_>], open: bool) -> Option<String> {
        if let Some((_, value)) = extras.iter().find(|(place, _)| *place == name) {
            return Some((*value).to_owned());
        }
        let document = &self.policy.document;
        match name {
            "institution" => Some(self.raw(&document.institution).to_owned()),
            "problem" => {
                let problem = document.problems.get(self.complaint.problem)?;
                Some(self.raw(&problem.title).to_owned())
            }
            fact => self.fact(self.policy.vocabulary.find(fact)?, open),
        }
    }

    /// The value of a fact in words; with `open` also a range that is still open.
    pub fn fact(&self, index: FactIndex, open: bool) -> Option<String> {
        let fact = self.policy.vocabulary.fact(index)?;
        let language = self.language();
        match self.scene.state(index) {
            State::Number(range) => {
                let known = range.as_point().is_some() || (open && range.low.is_some());
                known.then(|| language.range(range, &fact.unit, self.policy.currency))
            }
            State::YesNo(Truth::True) => Some(language.say(Phrase::Yes, &[])),
            State::YesNo(Truth::False) => Some(language.say(Phrase::No, &[])),
            State::YesNo(Truth::Unknown) => None,
            State::Choice(choices) => {
                let id = fact.choices.get(choices.only()?)?;
                let written = self.policy.document.facts.get(&fact.id)?;
                let choice = written.choices.iter().find(|choice| choice.id == *id)?;
                Some(self.raw(&choice.label).to_owned())
            }
            State::List(..) => {
                let Entries::Known(values) = self.scene.entries(index) else { return None };
                let currency = self.policy.currency;
                let values = values.iter().map(|v| language.quantity(*v, &fact.unit, currency));
                Some(values.collect::<Vec<_>>().join(", "))
            }
            State::OpenList(..) => None,
            State::Text(_) => {
                let own = self.complaint.texts.iter().rev().find(|(fact, _)| *fact == index);
                own.map(|(_, text)| text).filter(|text| !text.is_empty()).cloned()
            }
        }
    }

    /// The name of a fact in words.
    pub fn label(&self, index: FactIndex) -> &'a str {
        let id = self.policy.vocabulary.fact(index).map(|fact| fact.id.as_str());
        let written = id.and_then(|id| self.policy.document.facts.get(id));
        written.and_then(|fact| fact.label.get(&self.complaint.tag)).map_or("", String::as_str)
    }
}
