//! Histories of complaints made up from a policy: every line follows from its number alone, so a million of
//! them need no room and are the same on every machine.

use amends_core::document::policy::{
    FactDocument, FactKind, PolicyDocument, ProblemDocument, Supplier,
};
use chrono::{Days, NaiveDate};
use std::fmt::Write;
use std::io::{self, Read};

/// Most of an amount or number whose fact names no limit.
const USUAL_MOST: i64 = 1_000;
/// One line in so many is cut off and cannot be read.
const BROKEN: u64 = 1_009;

/// Makes up complaints.
#[derive(Debug)]
pub struct Complaints<'p> {
    policy: &'p PolicyDocument,
    /// Facts that only the portal knows.
    known: Vec<(&'p String, &'p FactDocument)>,
    first: NaiveDate,
}

/// Numbers that follow from a seed (a 64-bit linear congruence, high bits).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        let (factor, step) = (6_364_136_223_846_793_005, 1_442_695_040_888_963_407);
        self.0 = self.0.wrapping_mul(factor).wrapping_add(step);
        (self.0 >> 33) % most.max(1)
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

impl<'p> Complaints<'p> {
    /// From a policy; their days are the 300 after its first.
    pub fn of(policy: &'p PolicyDocument) -> Self {
        let facts = policy.facts.iter();
        let known = facts.filter(|(_, fact)| fact.supplied_by == [Supplier::Portal]);
        let first = amends_core::date::read(&policy.valid.from).unwrap_or_default();
        Self { policy, known: known.collect(), first }
    }

    /// The line of a number, from 1, without its end.
    pub fn line(&self, number: u64) -> String {
        let mut chance = Chance(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let problems = &self.policy.problems;
        let which = chance.below(problems.len() as u64) as usize;
        let Some(problem) = problems.get(which) else { return String::new() };
        let today = self.first + Days::new(chance.below(300));
        let mut text = format!("{{\"problem\":\"{}\",\"today\":\"{today}\"", problem.id);
        self.facts(&mut text, problem, today, &mut chance);
        if chance.one_in(2) {
            let words =
                "我等了很久，钱却没有到账，请尽快处理。".repeat(chance.below(4) as usize + 1);
            let _ = write!(text, ",\"story\":\"{words}\"");
        }
        if let Some(wish) = self.policy.wishes.first().filter(|_| chance.one_in(3)) {
            let _ = write!(text, ",\"wish\":{{\"ids\":[\"{}\"]}}", wish.id);
        }
        if !chance.one_in(BROKEN) {
            text.push('}');
        }
        text
    }

    fn facts(
        &self,
        text: &mut String,
        problem: &ProblemDocument,
        today: NaiveDate,
        chance: &mut Chance,
    ) {
        // Things happen one after the other, all before the complaint.
        let mut day = today - Days::new(chance.below(60));
        let mut entry = |text: &mut String, id: &str, fact: &FactDocument| {
            let one = value(fact, &mut day, today, chance);
            let value = if fact.list.is_some() { format!("[{one}]") } else { one };
            let comma = if text.ends_with('{') { "" } else { "," };
            let _ = write!(text, "{comma}\"{id}\":{value}");
        };
        text.push_str(",\"answers\":{");
        for question in &problem.questions {
            let Some(fact) = self.policy.facts.get(&question.fact) else { continue };
            entry(text, &question.fact, fact);
        }
        text.push_str("},\"known\":{");
        for (id, fact) in &self.known {
            entry(text, id, fact);
        }
        text.push('}');
    }
}

/// A value within the limits of its fact, as a document writes it.
fn value(
    fact: &FactDocument,
    day: &mut NaiveDate,
    today: NaiveDate,
    chance: &mut Chance,
) -> String {
    let limit = |text: &Option<String>| {
        let number = text.as_deref()?.split([' ', '.']).next()?;
        number.parse::<i64>().ok()
    };
    let least = limit(&fact.at_least).unwrap_or(0);
    let most = limit(&fact.at_most).unwrap_or(USUAL_MOST).max(least);
    match fact.kind {
        FactKind::YesNo => chance.one_in(2).to_string(),
        FactKind::Choice => {
            let which = chance.below(fact.choices.len() as u64) as usize;
            fact.choices.get(which).map_or("\"\"".to_owned(), |choice| format!("\"{}\"", choice.id))
        }
        FactKind::Date => {
            *day = (*day + Days::new(chance.below(5))).min(today);
            format!("\"{day}\"")
        }
        FactKind::Text => "\"人民路支行\"".to_owned(),
        // Small ones are the most frequent.
        FactKind::Money => {
            let room = (most - least).max(1) as u64;
            let scale = chance.below(4) as u32;
            let major = least as u64 + chance.below(room / 10_u64.pow(scale) + 1).min(room - 1);
            format!("\"{major}.{:02}\"", chance.below(100))
        }
        FactKind::Percent => format!("\"{}.{}\"", least, chance.below(10)),
        FactKind::Number | FactKind::Minutes | FactKind::Days => {
            let room = (most - least) as u64 + 1;
            let scale = chance.below(3) as u32;
            (least + chance.below((room / 4_u64.pow(scale)).max(1)) as i64).to_string()
        }
    }
}

/// A history of JSON Lines, made while it is read.
#[derive(Debug)]
pub struct Stream<'p> {
    complaints: &'p Complaints<'p>,
    next: u64,
    last: u64,
    waiting: Vec<u8>,
    given: usize,
}

impl<'p> Stream<'p> {
    /// The first so many lines.
    pub fn of(complaints: &'p Complaints<'p>, lines: u64) -> Self {
        Self { complaints, next: 1, last: lines, waiting: Vec::new(), given: 0 }
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.waiting.len() && self.next <= self.last {
            self.waiting.clear();
            self.given = 0;
            while self.waiting.len() < into.len() && self.next <= self.last {
                self.waiting.extend_from_slice(self.complaints.line(self.next).as_bytes());
                self.waiting.push(b'\n');
                self.next += 1;
            }
        }
        let many = self.waiting.get(self.given..).unwrap_or_default().read(into)?;
        self.given += many;
        Ok(many)
    }
}
