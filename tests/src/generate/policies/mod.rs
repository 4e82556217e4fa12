//! Generated policy documents: valid by construction, of every kind of fact, formula, condition, remedy and limit.
//!
//! One primitive is one small function in [`formulas`] and one line in its table. Facts come into being when a formula
//! or condition wants to read one, so every fact is used; questions are made last, for what was wanted.

mod care;
mod conditions;
mod facts;
mod formulas;
mod offers;
mod parts;
mod promises;
mod tables;
mod units;

use super::Choices;
use amends_core::date;
use chrono::{Days, NaiveDate};
use facts::{Kind, Moment, Word};
use serde_json::{Value, json};
use units::{Money, Unit};

/// A generated policy and the day complaints to it are made.
#[derive(Debug, Clone)]
pub struct Made {
    /// The policy document.
    pub policy: Value,
    /// The day.
    pub today: NaiveDate,
    /// Whether figures may stay open although everything is known: ranges by judgement, tables that do not reach.
    pub wild: bool,
}

/// A whole policy: problems, remedies, options, limits and promises.
pub fn policy(choices: &mut Choices<'_>) -> Made {
    let mut maker = Maker::new(choices);
    let problems = parts::problems(&mut maker);
    let remedies = parts::remedies(&mut maker);
    let options = offers::options(&mut maker, &remedies);
    let limits = parts::limits(&mut maker, &remedies);
    maker.document(problems, remedies, options, limits)
}

/// A policy of one remedy whose formula reads each fact once.
pub fn reading_each_fact_once(choices: &mut Choices<'_>) -> Made {
    let mut maker = Maker::new(choices);
    (maker.once, maker.wild) = (true, false);
    maker.problems = 1;
    let amount = maker.formula(Unit::Money, 3);
    maker.once = false;
    let problems = parts::plain_problem(&mut maker);
    let remedies = parts::owed_remedy(&mut maker, amount);
    let options = offers::options(&mut maker, &remedies);
    maker.document(problems, remedies, options, json!({}))
}

/// Makes the parts of one policy.
struct Maker<'c, 'd> {
    choices: &'c mut Choices<'d>,
    money: Money,
    languages: &'static [&'static str],
    today: NaiveDate,
    words: Vec<Word>,
    histories: Vec<tables::History>,
    /// Unit and ends of the item of the list around.
    item: Option<(Unit, [i64; 2])>,
    /// Figures may stay open although everything is known.
    wild: bool,
    /// How many problems there are.
    problems: usize,
    /// Each fact is read once.
    once: bool,
    /// No more facts are made.
    settled: bool,
    /// What may be read at this place.
    latest: Moment,
}

impl<'c, 'd> Maker<'c, 'd> {
    fn new(choices: &'c mut Choices<'d>) -> Self {
        let money = Money::choose(choices);
        let languages = choices.pick([&["en"][..], &["zh-Hans"], &["zh-Hans", "en"]]);
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
        let day = u64::try_from(choices.between(0, 364)).unwrap_or(0);
        let today = first.checked_add_days(Days::new(day)).unwrap_or(first);
        let problems = 1 + choices.below(2);
        let wild = choices.chance(15);
        Self {
            choices,
            money,
            languages,
            today,
            words: Vec::new(),
            histories: Vec::new(),
            item: None,
            wild,
            problems,
            once: false,
            settled: false,
            latest: Moment::Severity,
        }
    }

    /// A text in every language.
    fn text(&mut self, words: &str) -> Value {
        self.languages.iter().map(|tag| ((*tag).to_owned(), Value::from(words))).collect()
    }

    /// A sentence that may show facts.
    fn sentence(&mut self, words: &str) -> Value {
        if self.choices.chance(3) {
            self.supplied(Kind::Text);
        }
        let word = self.choices.one(&self.words).map(|word| word.id.clone());
        match word.filter(|_| self.choices.chance(20)) {
            Some(id) => self.text(&format!("{words} {{{id}}} {{problem}}")),
            None => self.text(words),
        }
    }

    /// Ids of some of the problems, at least one.
    fn some_problems(&mut self) -> Vec<String> {
        let all = self.all_problems();
        if all.len() > 1 && self.choices.chance(40) {
            return self.choices.one(&all).cloned().into_iter().collect();
        }
        all
    }

    fn all_problems(&self) -> Vec<String> {
        (0..self.problems).map(|index| format!("p{index}")).collect()
    }

    /// The document around the parts.
    fn document(
        &mut self,
        mut problems: Vec<Value>,
        remedies: Vec<Value>,
        options: Vec<Value>,
        limits: Value,
    ) -> Made {
        let apology = promises::apology(self);
        let commitments = promises::commitments(self);
        let escalations = care::escalations(self, &commitments);
        let follow_up = promises::follow_up(self);
        self.settled = true;
        for problem in &mut problems {
            set(problem, "questions", facts::questions(self));
        }
        let valid = promises::validity(self);
        let policy = json!({
            "id": "generated", "version": "1", "institution": self.text("House"),
            "languages": self.languages, "currency": self.money.code,
            "rounding": self.money.rounding(self.choices), "jurisdiction": "CN", "valid": valid,
            "quote_open": tables::span(self, 0),
            "groups": [{ "id": "all", "title": self.text("All") }],
            "problems": problems, "wishes": offers::wishes(self), "remedies": remedies, "options": options,
            "escalations": escalations, "limits": limits,
            "commitments": commitments, "follow_up": follow_up, "note": "made up", "calendars": tables::calendars(self),
            "histories": tables::histories(self),
            "roles": { "desk": self.text("Desk"), "head": self.text("Head") },
            "apology": apology, "routes": promises::routes(self),
            "notices": { "automated_decision": self.text("Computed"), "privacy": self.text("Kept") },
            "evidence": care::evidence(self),
            "facts": facts::documents(self),
        });
        Made { policy, today: self.today, wild: self.wild }
    }

    /// The day so many days from today, ISO 8601.
    fn day(&self, offset: i64) -> String {
        let days = Days::new(offset.unsigned_abs());
        let day = if offset < 0 {
            self.today.checked_sub_days(days)
        } else {
            self.today.checked_add_days(days)
        };
        day.map(date::write).unwrap_or_default()
    }
}

/// Sets a field of an object.
fn set(object: &mut Value, field: &str, value: impl Into<Value>) {
    if let Value::Object(fields) = object {
        fields.insert(field.to_owned(), value.into());
    }
}
