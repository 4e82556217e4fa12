//! Complaints in which everything is said, made for every policy of the repository: the same every time.

use amends_core::date;
use amends_core::document::Map;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactDocument, FactKind, PolicyDocument, Supplier};
use amends_core::policy::Policy;
use amends_tests::scenario::root;
use chrono::{Days, NaiveDate};

/// Numbers that look drawn and are the same every time (SplitMix64).
pub struct Draw(pub u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

/// Every policy of the repository, by name, with a day on which it is in force.
pub fn policies() -> Vec<(String, Policy, NaiveDate)> {
    let shipped = std::fs::read_dir(root().join("www/policies")).unwrap();
    let schemes = std::fs::read_dir(root().join("tests/schemes")).unwrap();
    let files = shipped.map(|entry| entry.unwrap().path());
    let files = files.chain(schemes.map(|entry| entry.unwrap().path().join("policy.json")));
    let mut files: Vec<_> = files.filter(|path| path.is_file()).collect();
    files.sort();
    let each = files.into_iter().map(|path| {
        let policy = Policy::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let valid = &policy.document().valid;
        let day = date::read("2026-06-10").unwrap();
        let from = date::read(&valid.from).unwrap().max(day);
        let until = valid.until.as_deref().and_then(date::read).unwrap_or(from);
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        (name, policy, if until < from { until } else { from.min(until) })
    });
    each.collect()
}

/// The number a limit names, without its unit.
fn limit(text: Option<&str>) -> Option<u64> {
    text?.split([' ', '.']).next()?.parse().ok()
}

pub fn value(fact: &FactDocument, today: NaiveDate, draw: &mut Draw) -> Option<Scalar> {
    let least = limit(fact.at_least.as_deref()).unwrap_or(0);
    let most = limit(fact.at_most.as_deref()).unwrap_or(1_000).max(least);
    // Small numbers are what life is made of; now and then the largest.
    let within = [3, 40, 400, 5_000, u64::MAX][usize::try_from(draw.below(5)).unwrap()];
    let number = least + draw.below((most - least).min(within).saturating_add(1));
    let value = match fact.kind {
        FactKind::Money => Scalar::Text(format!("{number}.00")),
        FactKind::Number | FactKind::Percent | FactKind::Minutes | FactKind::Days => {
            Scalar::Whole(i64::try_from(number).unwrap())
        }
        FactKind::Date => {
            let day = today.checked_sub_days(Days::new(draw.below(50)))?;
            let least = fact.at_least.as_deref().and_then(date::read).unwrap_or(day);
            Scalar::Text(date::write(day.max(least)))
        }
        FactKind::Choice => {
            let count = u64::try_from(fact.choices.len()).unwrap();
            Scalar::Text(fact.choices[usize::try_from(draw.below(count)).unwrap()].id.clone())
        }
        FactKind::YesNo => Scalar::YesNo(draw.below(2) == 0),
        FactKind::Text => Scalar::Text("somebody".to_owned()),
    };
    Some(if fact.list.is_some() { Scalar::List(vec![value]) } else { value })
}

/// A complaint in which everything is said; the portal knows what only it can know, and some of the rest.
pub fn complaint(
    document: &PolicyDocument,
    problem: usize,
    today: NaiveDate,
    draw: &mut Draw,
) -> ComplaintDocument {
    let problem = &document.problems[problem];
    let (mut answers, mut known) = (Map::new(), Map::new());
    for (id, fact) in &document.facts {
        let Some(value) = value(fact, today, draw) else { continue };
        let asked = problem.questions.iter().any(|question| question.fact == *id);
        let customer = fact.supplied_by.contains(&Supplier::Customer);
        let portal = fact.supplied_by.contains(&Supplier::Portal);
        if portal && (!asked || !customer || draw.below(2) == 0) {
            if draw.below(3) > 0 || fact.default.is_none() {
                known.insert(id.clone(), value);
            }
        } else if asked {
            answers.insert(id.clone(), value);
        }
    }
    ComplaintDocument {
        problem: problem.id.clone(),
        language: None,
        answers,
        known,
        wish: None,
        story: String::new(),
        evidence: Vec::new(),
        contact: None,
        choice: None,
    }
}
