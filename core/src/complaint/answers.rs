//! One answer, read by its fact: the right kind, a value that exists, within the limits.

use crate::date;
use crate::document::complaint::ComplaintDocument;
use crate::document::formula::Scalar;
use crate::document::policy::FactKind;
use crate::fault::Fault;
use crate::language::{Language, Phrase};
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::vocabulary::{Choices, Fact, FactIndex, Source, State};
use crate::quantity::{Literal, Unit};
use chrono::NaiveDate;
use std::slice;

use super::LONGEST_TEXT;

/// Reads answers by their facts.
#[derive(Clone, Copy)]
pub(super) struct Reader<'p> {
    pub policy: &'p Policy,
    pub today: NaiveDate,
    pub language: Language,
}

/// What is supplied for a fact.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stated {
    /// The portal's word: it wins, and nobody is asked.
    pub known: bool,
    pub fact: FactIndex,
    pub state: State,
}

/// What was supplied and could be read.
#[derive(Debug, Default)]
pub(super) struct Supplied {
    /// The state each answer gives its fact.
    pub states: Vec<Stated>,
    /// Values of the lists, which stand in a scene behind those of the defaults.
    pub entries: Vec<Exact>,
}

/// What is wrong with an answer: code and sentence.
type Wrong = (&'static str, String);

impl Reader<'_> {
    /// Everything a complaint supplies.
    pub fn read_all(&self, document: &ComplaintDocument, mut wrong: impl FnMut(Fault)) -> Supplied {
        let mut supplied = Supplied::default();
        for (part, values) in [("answers", &document.answers), ("known", &document.known)] {
            for (id, value) in values {
                if let Err(fault) = self.read(part, id, value, &mut supplied) {
                    wrong(fault);
                    supplied.states.extend(self.open(id).filter(|_| part == "known"));
                }
            }
        }
        supplied
    }

    /// What the portal says cannot be asked for, even where it cannot be understood.
    fn open(&self, id: &str) -> Option<Stated> {
        let index = self.policy.vocabulary.find(id)?;
        let fact = self.policy.vocabulary.fact(index).filter(|fact| fact.is_supplied())?;
        let state = fact.unknown(date::to_number(self.today));
        Some(Stated { known: true, fact: index, state })
    }

    /// Adds an answer to what was supplied; `part` is `answers` or `known`.
    pub fn read(
        &self,
        part: &str,
        id: &str,
        value: &Scalar,
        supplied: &mut Supplied,
    ) -> Result<(), Fault> {
        let fault = |(code, says): Wrong| {
            let at = ["/", part, "/", &id.replace('~', "~0").replace('/', "~1")].concat();
            Fault::new(code, at, says)
        };
        let vocabulary = &self.policy.vocabulary;
        let fact = vocabulary.find(id).and_then(|index| Some((index, vocabulary.fact(index)?)));
        let Some((index, fact)) = fact else {
            return Err(fault(("unknown-fact", self.language.say(Phrase::UnknownFact, &[id]))));
        };
        let allowed = match fact.source {
            Source::Supplied(by) if part == "known" => by.portal,
            Source::Supplied(by) => by.customer,
            Source::BuiltIn | Source::Formula(_) | Source::Condition(_) | Source::Cases(_) => false,
        };
        if !allowed {
            return Err(fault(("not-asked", self.language.say(Phrase::NotAsked, &[id]))));
        }
        let state = match fact.list {
            Some(most) => self.list(fact, most, value, &mut supplied.entries),
            None => self.state(fact, value),
        };
        let state = state.map_err(fault)?;
        supplied.states.push(Stated { known: part == "known", fact: index, state });
        Ok(())
    }

    /// The values of a list; a single value is a list of one.
    fn list(
        &self,
        fact: &Fact,
        most: u32,
        value: &Scalar,
        entries: &mut Vec<Exact>,
    ) -> Result<State, Wrong> {
        let values = if let Scalar::List(values) = value { values } else { slice::from_ref(value) };
        if values.len() > usize::try_from(most).unwrap_or(usize::MAX) {
            let says = self.language.say(Phrase::TooMany, &[&most.to_string()]);
            return Err(("too-many", says));
        }
        let first = self.policy.vocabulary.entries.len().saturating_add(entries.len());
        for value in values {
            match self.state(fact, value)? {
                State::Number(Range { low: Some(value), .. }) => entries.push(value),
                State::Number(_)
                | State::YesNo(_)
                | State::Choice(_)
                | State::Text(_)
                | State::List(..)
                | State::OpenList(..) => {
                    return Err(("wrong-kind", self.language.say(Phrase::WrongKind, &[])));
                }
            }
        }
        Ok(State::List(first, values.len()))
    }

    fn state(&self, fact: &Fact, value: &Scalar) -> Result<State, Wrong> {
        let wrong = |code, phrase| Err((code, self.language.say(phrase, &[])));
        match (fact.kind, value) {
            (FactKind::YesNo, Scalar::YesNo(yes)) => Ok(State::YesNo(Truth::of(*yes))),
            (FactKind::Choice, Scalar::Text(id)) => {
                match fact.choices.iter().position(|choice| choice == id) {
                    Some(index) => Ok(State::Choice(Choices::one(index))),
                    None => wrong("not-a-choice", Phrase::NotAChoice),
                }
            }
            (FactKind::Text, Scalar::Text(text)) if text.chars().count() > LONGEST_TEXT => {
                let most = LONGEST_TEXT.to_string();
                Err(("too-long", self.language.say(Phrase::TooLong, &[&most])))
            }
            (FactKind::Text, Scalar::Text(text)) => Ok(State::Text(!text.is_empty())),
            (FactKind::YesNo | FactKind::Choice | FactKind::Text, _)
            | (_, Scalar::YesNo(_) | Scalar::List(_)) => wrong("wrong-kind", Phrase::WrongKind),
            (_, Scalar::Whole(whole)) => self.within(fact, &whole.to_string()),
            (_, Scalar::Text(text)) => self.within(fact, text.trim()),
        }
    }

    /// A number or date within the limits of its fact.
    fn within(&self, fact: &Fact, text: &str) -> Result<State, Wrong> {
        let value = self.number(fact, text)?;
        let bound = |limit: &Option<Literal>| match limit {
            Some(Literal::Fixed(limit, _)) => Some(*limit),
            Some(Literal::Today) => Some(date::to_number(self.today)),
            None => None,
        };
        let beyond = |code, phrase, limit| {
            let limit = self.language.quantity(limit, &fact.unit, self.policy.currency);
            Err((code, self.language.say(phrase, &[&limit])))
        };
        let is_day = fact.unit == Unit::Date;
        if let Some(least) = bound(&fact.at_least).filter(|least| value < *least) {
            let phrase = if is_day { Phrase::TooEarly } else { Phrase::TooSmall };
            return beyond("too-small", phrase, least);
        }
        match bound(&fact.at_most).filter(|most| value > *most) {
            Some(most) if fact.at_most == Some(Literal::Today) => {
                beyond("in-future", Phrase::InFuture, most)
            }
            Some(most) if is_day => beyond("too-large", Phrase::TooLate, most),
            Some(most) => beyond("too-large", Phrase::TooLarge, most),
            None => Ok(State::Number(Range::point(value))),
        }
    }

    fn number(&self, fact: &Fact, text: &str) -> Result<Exact, Wrong> {
        let say = |code, phrase, values: &[&str]| Err((code, self.language.say(phrase, values)));
        match fact.unit {
            Unit::Date => match date::read(text) {
                Some(day) => Ok(date::to_number(day)),
                None => say("not-a-date", Phrase::NotDate, &[]),
            },
            Unit::Money => {
                let (number, code) = text.split_once(' ').unwrap_or((text, ""));
                if !code.is_empty() && code != self.policy.currency.code() {
                    let own = self.policy.currency.code();
                    return say("wrong-currency", Phrase::WrongCurrency, &[own]);
                }
                match self.policy.currency.minor(number) {
                    Some(minor) => Ok(minor),
                    None => {
                        let places = self.policy.currency.places().to_string();
                        say("not-money", Phrase::NotMoney, &[&places])
                    }
                }
            }
            Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_) => {
                match Exact::decimal(text) {
                    Some(value) => Ok(value),
                    None => say("not-a-number", Phrase::NotNumber, &[]),
                }
            }
        }
    }
}
