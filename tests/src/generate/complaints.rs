//! Complaints to a given policy: every fact answered within its limits, often at an edge that decides something.

use super::Choices;
use amends_core::date;
use amends_core::document::Map;
use amends_core::document::complaint::{
    ChoiceMadeDocument, ComplaintDocument, SplitChosenDocument, WishedDocument,
};
use amends_core::document::formula::Scalar;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;

/// Steps in one, for numbers that are neither money nor dates: tenths.
const TENTHS: u32 = 1;
/// The most steps a number without an upper limit is above its lower one.
const ROOM: i64 = 2_000;

/// Whoever answers the questions of one policy on one day.
#[derive(Debug)]
pub struct Respondent {
    facts: Vec<Fact>,
    problems: Vec<Problem>,
    wishes: Vec<String>,
}

/// What can be complained about.
#[derive(Debug, Clone, Default)]
struct Problem {
    id: String,
    /// Facts that are asked for.
    questions: Vec<String>,
    /// Options for it: the id, whether it may be split, whether money is given up for it.
    options: Vec<(String, bool, bool)>,
}

/// A fact that somebody supplies.
#[derive(Debug)]
struct Fact {
    id: String,
    values: Values,
    customer: bool,
    portal: bool,
}

/// What a fact can be.
#[derive(Debug)]
enum Values {
    YesNo,
    Choice(Vec<String>),
    Text,
    /// Between two ends in steps, with the numbers that decide something in between.
    Steps(Kind, [i64; 2], Vec<i64>),
    /// As many of the like at most.
    List(Box<Values>, usize),
}

/// How steps are written: a decimal with this many places, or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Decimal(u32),
    Date,
}

/// Everything somebody tells about one problem, in order.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Id of the problem.
    pub problem: String,
    /// What the portal knows from the beginning.
    pub known: Vec<(String, Scalar)>,
    /// What the customer answers, in this order.
    pub answers: Vec<(String, Scalar)>,
    /// What the customer wishes for.
    pub wish: Option<WishedDocument>,
    /// What the customer chooses in the end; it need not be offered.
    pub choice: Option<ChoiceMadeDocument>,
}

impl Told {
    /// The whole complaint, with the choice.
    pub fn whole(&self) -> ComplaintDocument {
        ComplaintDocument { choice: self.choice.clone(), ..self.after(usize::MAX) }
    }

    /// The complaint after the first `count` answers, before a choice.
    pub fn after(&self, count: usize) -> ComplaintDocument {
        ComplaintDocument {
            problem: self.problem.clone(),
            language: None,
            answers: self.answers.iter().take(count).cloned().collect(),
            known: self.known.iter().cloned().collect::<Map<_>>(),
            wish: self.wish.clone(),
            story: String::new(),
            evidence: Vec::new(),
            contact: None,
            choice: None,
        }
    }
}

impl Respondent {
    /// To a policy, by its document.
    pub fn new(policy: &Value, today: NaiveDate) -> Self {
        let places = match policy["currency"].as_str() {
            Some("JPY" | "KRW") => 0,
            Some("KWD") => 3,
            _ => 2,
        };
        let mut literals = BTreeSet::new();
        gather(policy, &mut literals);
        let facts = policy["facts"].as_object().into_iter().flatten();
        let facts = facts.filter(|(_, fact)| fact["supplied_by"].is_array());
        let facts = facts.map(|(id, fact)| Fact {
            id: id.clone(),
            values: values(fact, &literals, places, today),
            customer: supplies(fact, "customer"),
            portal: supplies(fact, "portal"),
        });
        let problems = items(policy, "problems").map(|problem| Problem {
            id: text(&problem["id"]),
            questions: items(problem, "questions")
                .map(|question| text(&question["fact"]))
                .collect(),
            options: items(policy, "options")
                .filter(|option| items(option, "for").any(|id| *id == problem["id"]))
                .map(|option| {
                    let gives_up = items(option, "in_place_of").next().is_some();
                    (text(&option["id"]), option["split"].is_object(), gives_up)
                })
                .collect(),
        });
        let wishes = items(policy, "wishes").map(|wish| text(&wish["id"]));
        Self { facts: facts.collect(), problems: problems.collect(), wishes: wishes.collect() }
    }

    /// Everything about one of the problems, in some order; nothing is left out.
    pub fn tells_all(&self, choices: &mut Choices<'_>) -> Told {
        let nothing = Problem::default();
        let problem = choices.one(&self.problems).unwrap_or(&nothing);
        let mut told = Told { problem: problem.id.clone(), ..Told::default() };
        for fact in &self.facts {
            let answer = (fact.id.clone(), fact.answer(choices));
            let asked = fact.customer && problem.questions.contains(&fact.id);
            if fact.portal && (!asked || choices.chance(20)) {
                told.known.push(answer);
            } else if asked {
                // Later answers are put at any place among the earlier ones.
                let place = told.answers.len() - choices.below(told.answers.len() + 1);
                told.answers.insert(place, answer);
            }
        }
        told.wish = self.wish(choices);
        told.choice = problem.choice(choices);
        told
    }

    /// What the customer wishes for, if anything.
    fn wish(&self, choices: &mut Choices<'_>) -> Option<WishedDocument> {
        let ids: Vec<String> = self.wishes.iter().filter(|_| choices.chance(40)).cloned().collect();
        let amount = choices.chance(20).then(|| choices.pick(["0", "15", "400"]).to_owned());
        let some = !ids.is_empty() || amount.is_some();
        some.then(|| WishedDocument { ids, amount, words: String::new() })
    }

    /// As [`Self::tells_all`], but some things stay unsaid.
    pub fn tells(&self, choices: &mut Choices<'_>) -> Told {
        let mut told = self.tells_all(choices);
        told.known.retain(|_| !choices.chance(25));
        told.answers.retain(|_| !choices.chance(10));
        told
    }

    /// Everything about the first problem in every combination of the values that decide something: ends, edges and what
    /// lies beside them. None when there are more than `most`.
    pub fn corners(&self, most: usize) -> Option<Vec<Told>> {
        let problem = self.problems.first()?;
        let empty = Told { problem: problem.id.clone(), ..Told::default() };
        let mut all = vec![empty];
        for fact in &self.facts {
            let values = fact.corners();
            if all.len() * values.len() > most {
                return None;
            }
            let with = |told: &Told, value: &Scalar| {
                let mut told = told.clone();
                let told_as = if fact.customer { &mut told.answers } else { &mut told.known };
                told_as.push((fact.id.clone(), value.clone()));
                told
            };
            let next =
                all.iter().flat_map(|told| values.iter().map(move |value| with(told, value)));
            all = next.collect();
        }
        Some(all)
    }
}

impl Problem {
    /// A choice, if one is made: of an option in one of the ways it may be taken, or of something else.
    fn choice(&self, choices: &mut Choices<'_>) -> Option<ChoiceMadeDocument> {
        let (id, split, gives_up) =
            choices.one(&self.options).filter(|_| choices.chance(30))?.clone();
        Some(match choices.below(8) {
            _ if gives_up => ChoiceMadeDocument::InsteadOfMoney(id),
            0 => ChoiceMadeDocument::SomethingElse("a call".to_owned()),
            1 => {
                let freely = self.options.iter().filter(|(_, _, gives_up)| !gives_up);
                let ranked = freely.filter(|(other, ..)| *other == id || choices.chance(50));
                let mut ids: Vec<String> = ranked.map(|(id, ..)| id.clone()).collect();
                let turn = choices.below(ids.len());
                ids.rotate_left(turn);
                ChoiceMadeDocument::Ranking(ids)
            }
            2..=5 if split => {
                let percent = choices.pick([50, 0, 33, 75, 100]);
                ChoiceMadeDocument::Split(SplitChosenDocument { option: id, percent })
            }
            _ => ChoiceMadeDocument::Option(id),
        })
    }
}

impl Fact {
    /// The values that decide something.
    fn corners(&self) -> Vec<Scalar> {
        match &self.values {
            Values::YesNo => vec![Scalar::YesNo(false), Scalar::YesNo(true)],
            Values::Choice(ids) => ids.iter().cloned().map(Scalar::Text).collect(),
            Values::Text => vec![Scalar::Text(String::new())],
            Values::List(..) => vec![Scalar::List(Vec::new())],
            Values::Steps(kind, [least, most], edges) => {
                let beside = edges.iter().flat_map(|edge| [edge - 1, *edge, edge + 1]);
                let inside = beside.filter(|steps| (least..=most).contains(&steps));
                let steps: BTreeSet<i64> = inside.chain([*least, *most]).collect();
                steps.into_iter().map(|steps| kind.write(steps)).collect()
            }
        }
    }

    fn answer(&self, choices: &mut Choices<'_>) -> Scalar {
        self.values.answer(choices)
    }
}

impl Values {
    fn answer(&self, choices: &mut Choices<'_>) -> Scalar {
        match self {
            Self::List(item, most) => {
                let count = choices.below(1 + most.min(&4));
                Scalar::List((0..count).map(|_| item.answer(choices)).collect())
            }
            Self::YesNo => Scalar::YesNo(choices.chance(50)),
            Self::Choice(ids) => Scalar::Text(choices.one(ids).cloned().unwrap_or_default()),
            Self::Text => Scalar::Text(choices.pick(["", "Line 4", "{price} ¥"]).to_owned()),
            Self::Steps(kind, ends, edges) => {
                let [least, most] = *ends;
                let steps = match choices.below(4) {
                    0 => choices.pick([least, most]),
                    1 => choices.between(least, most),
                    _ => {
                        let near = choices.between(-1, 1);
                        choices.one(edges).map_or(least, |edge| edge + near)
                    }
                };
                kind.write(steps.clamp(least, most))
            }
        }
    }
}

impl Kind {
    fn write(self, steps: i64) -> Scalar {
        match self {
            Self::Date => {
                let day = i32::try_from(steps).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
                Scalar::Text(day.map(date::write).unwrap_or_default())
            }
            Self::Decimal(places) => {
                let scale = 10_i64.pow(places);
                let sign = if steps < 0 { "-" } else { "" };
                let (whole, rest) = (steps.abs() / scale, steps.abs() % scale);
                let width = usize::try_from(places).unwrap_or(0);
                Scalar::Text(match (rest, places) {
                    (0, TENTHS) if steps >= 0 => return Scalar::Whole(whole),
                    (_, 0) => format!("{sign}{whole}"),
                    (_, _) => format!("{sign}{whole}.{rest:0width$}"),
                })
            }
        }
    }

    /// The steps of a literal, when it is one of this kind.
    fn steps(self, literal: &str, unit: &str, today: NaiveDate) -> Option<i64> {
        let places = match self {
            Self::Date if literal == "today" => return Some(i64::from(today.num_days_from_ce())),
            Self::Date => return date::read(literal).map(|day| i64::from(day.num_days_from_ce())),
            Self::Decimal(places) => places,
        };
        let (number, written) = literal.split_once(' ').unwrap_or((literal, ""));
        let singular = unit.strip_suffix('s').is_some_and(|one| one == written);
        if written != unit && !singular {
            return None;
        }
        let (whole, rest) = number.split_once('.').unwrap_or((number, ""));
        let width = usize::try_from(places).ok()?;
        let digits = format!("{whole}{:0<width$}", rest.get(..width).unwrap_or(rest));
        digits.parse().ok()
    }
}

fn values(fact: &Value, literals: &BTreeSet<&str>, places: u32, today: NaiveDate) -> Values {
    let single = single(fact, literals, places, today);
    match fact.pointer("/list/at_most").and_then(Value::as_u64) {
        Some(most) => Values::List(Box::new(single), usize::try_from(most).unwrap_or(0)),
        None => single,
    }
}

fn single(fact: &Value, literals: &BTreeSet<&str>, places: u32, today: NaiveDate) -> Values {
    let own = fact["unit"].as_str().unwrap_or("");
    let (kind, unit) = match fact["type"].as_str() {
        Some("yes_no") => return Values::YesNo,
        Some("text") => return Values::Text,
        Some("choice") => {
            let choices = items(fact, "choices").map(|choice| text(&choice["id"]));
            return Values::Choice(choices.collect());
        }
        Some("date") => (Kind::Date, ""),
        Some("money") => (Kind::Decimal(places), "money"),
        Some("percent") => (Kind::Decimal(TENTHS), "%"),
        Some("minutes") => (Kind::Decimal(TENTHS), "min"),
        Some("days") => (Kind::Decimal(TENTHS), "days"),
        _ => (Kind::Decimal(TENTHS), own),
    };
    let steps = |literal: &str| {
        let code = literal.rsplit(' ').next().unwrap_or_default();
        let money = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        kind.steps(literal, if unit == "money" && money { code } else { unit }, today)
    };
    let limit = |name: &str| fact[name].as_str().and_then(steps);
    let start = if kind == Kind::Date { i64::from(today.num_days_from_ce()) - ROOM } else { 0 };
    let least = limit("at_least").unwrap_or(start);
    let most = limit("at_most").unwrap_or(least + ROOM).max(least);
    let inside = |edge: &i64| (least..=most).contains(edge);
    let edges = literals.iter().filter_map(|literal| steps(literal)).filter(inside).collect();
    Values::Steps(kind, [least, most], edges)
}

/// Every text that could be a literal.
fn gather<'v>(value: &'v Value, literals: &mut BTreeSet<&'v str>) {
    match value {
        Value::String(text) if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
            literals.insert(text);
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, literals)),
        Value::Object(entries) => entries.values().for_each(|value| gather(value, literals)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn items<'v>(object: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    object[field].as_array().into_iter().flatten()
}

fn supplies(fact: &Value, who: &str) -> bool {
    items(fact, "supplied_by").any(|supplier| supplier == who)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
