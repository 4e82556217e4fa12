//! A long history, line by line: each line's amounts straight from its text.
//!
//! What is in order goes the short way: no tree, no document, no words. Everything else goes the way of
//! every complaint, which finds all faults and says them. Both ways give the same.

use super::{Amounts, amounts, stages};
use crate::assessment::Assessment;
use crate::complaint::{Complaint, LONGEST_STORY, LONGEST_TEXT, Stated, blank, fill, words};
use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::line::{Beside, Given, Sink, read_plain_line};
use crate::document::policy::FactKind;
use crate::document::{Map, PastComplaint, read_line};
use crate::evaluation::amounts_of;
use crate::fault::{Fault, words};
use crate::language::Language;
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::vocabulary::{Choices, Fact, FactIndex, Preset, Scene, Source, State};
use crate::quantity::{Literal, Unit};
use chrono::NaiveDate;

/// What a line of a history comes to.
#[derive(Debug, Clone)]
pub enum Line {
    /// It cannot be read as a complaint.
    Unreadable(Vec<Fault>),
    /// The policy refuses it as a complaint.
    Refused(Vec<Fault>),
    /// Its amounts.
    Quoted(Box<QuotedLine>),
}

/// The amounts of a line and the choice that it records.
#[derive(Debug, Clone)]
pub struct QuotedLine {
    /// The amounts.
    pub amounts: Amounts,
    /// The choice recorded.
    pub choice: Option<ChoiceMadeDocument>,
}

/// Computes the lines of a history by one policy; keeps nothing of one line for the next.
#[derive(Debug)]
pub struct Lines<'p> {
    policy: &'p Policy,
    /// The day of lines that name none.
    today: NaiveDate,
    /// Whether the short way may be taken at all: words are known in the policy's first language.
    plain: bool,
    /// Facts that are left out, sorted: whether the portal's word, and id.
    left_out: Vec<(bool, String)>,
    blanks: Vec<Blank>,
    current: Current,
    /// The fact that came after each fact the last time, by place: lines are mostly written alike.
    after: Vec<FactIndex>,
    /// The last line that gave each fact, by place.
    given: Vec<u64>,
}

/// The line that is being read.
#[derive(Debug, Default)]
struct Current {
    problem: Option<usize>,
    today: Option<NaiveDate>,
    supplied: Vec<Stated>,
    /// Which line it is.
    number: u64,
}

/// The scene of a problem while nothing is supplied, on any day.
#[derive(Debug)]
struct Blank {
    scene: Scene,
    /// Facts whose state depends on the day, and whether they are asked for.
    dated: Vec<(FactIndex, bool)>,
}

impl Blank {
    fn of(policy: &Policy, problem: usize) -> Self {
        let asked = |fact| {
            let problem = policy.problems.get(problem);
            problem.is_some_and(|problem| problem.questions.iter().any(|(own, _)| *own == fact))
        };
        let facts = policy.vocabulary.facts.iter().enumerate();
        let dated = facts.filter(|(_, fact)| {
            let today = Some(&Literal::Today);
            let bound = fact.at_least.as_ref() == today || fact.at_most.as_ref() == today;
            bound || fact.default == Some(Preset::Today)
        });
        let dated = dated.map(|(index, fact)| (index, asked(index) || !fact.is_supplied()));
        Self { dated: dated.collect(), scene: blank(policy, problem, NaiveDate::default()) }
    }

    fn on(&self, policy: &Policy, today: NaiveDate) -> Scene {
        let mut scene = self.scene.clone();
        scene.today = date::to_number(today);
        for (index, open) in &self.dated {
            let Some(fact) = policy.vocabulary.fact(*index) else { continue };
            let state = if *open { fact.unknown(scene.today) } else { fact.unasked(scene.today) };
            scene.set(*index, state);
        }
        scene
    }
}

impl<'p> Lines<'p> {
    /// For a policy; `today` is the day of lines that name none.
    pub fn new(policy: &'p Policy, today: NaiveDate) -> Self {
        let first = policy.document.languages.first();
        let problems = 0..policy.problems.len();
        let places = policy.vocabulary.facts.len().saturating_mul(2);
        Self {
            policy,
            today,
            plain: first.is_some_and(|first| Language::of(first).is_some()),
            left_out: Vec::new(),
            blanks: problems.map(|problem| Blank::of(policy, problem)).collect(),
            current: Current::default(),
            after: vec![0; places],
            given: vec![0; places],
        }
    }

    /// Leaves out what this policy does not take but `other` does: a history is recorded under one version
    /// of a policy and tried on another. A fact that neither takes still refuses its line.
    pub fn leave_out_what_only_takes(&mut self, other: &Policy) {
        for fact in other.vocabulary.facts.iter() {
            for known in [false, true] {
                if takes(fact, known) && !self.takes(&fact.id, known) {
                    self.left_out.push((known, fact.id.clone()));
                }
            }
        }
        self.left_out.sort_unstable();
    }

    fn takes(&self, id: &str, known: bool) -> bool {
        let fact = self.policy.vocabulary.find(id).and_then(|i| self.policy.vocabulary.fact(i));
        fact.is_some_and(|fact| takes(fact, known))
    }

    fn is_left_out(&self, known: bool, id: &str) -> bool {
        let place = self
            .left_out
            .binary_search_by(|(part, own)| part.cmp(&known).then_with(|| own.as_str().cmp(id)));
        place.is_ok()
    }

    /// The amounts of a line of JSON: a complaint document that may name its day under `today`.
    pub fn json(&mut self, text: &str) -> Line {
        match self.plainly(text) {
            Some(quoted) => Line::Quoted(Box::new(quoted)),
            None => match read_line(text) {
                Ok(past) => self.past(past),
                Err(faults) => Line::Unreadable(faults),
            },
        }
    }

    /// The amounts of a complaint of the past.
    pub fn past(&self, past: PastComplaint) -> Line {
        let PastComplaint { mut complaint, today } = past;
        let today = match today.as_deref().map(date::read) {
            None => self.today,
            Some(Some(today)) => today,
            Some(None) => {
                let message = words!("the day is not a date");
                let fault = Fault::new("not-a-date", "/today", message);
                return Line::Unreadable(vec![fault.help(words!("write it as `2026-11-23`"))]);
            }
        };
        if !self.left_out.is_empty() {
            complaint.answers.retain(|id, _| !self.is_left_out(false, id));
            complaint.known.retain(|id, _| !self.is_left_out(true, id));
        }
        match amounts(self.policy, &complaint, today) {
            Ok(amounts) => Line::Quoted(Box::new(QuotedLine { amounts, choice: complaint.choice })),
            Err(faults) => Line::Refused(faults),
        }
    }

    /// The amounts that the remedies come to on a line of JSON, and nothing else: remedy by index in the policy,
    /// minor units, as [`evaluation::amounts`](crate::evaluation::amounts) gives them. `None` for a line of which
    /// [`json`](Self::json) has more to say.
    pub fn remedies(&mut self, text: &str) -> Option<Vec<(usize, Option<Range>)>> {
        let (problem, scene, _) = self.understood(text)?;
        let assessment = Assessment::judge_scene(self.policy, problem, scene).ok()?;
        amounts_of(self.policy, problem, &assessment).ok()
    }

    /// The short way; `None` when anything at all is out of order.
    fn plainly(&mut self, text: &str) -> Option<QuotedLine> {
        let (problem, scene, choice) = self.understood(text)?;
        let today = self.current.today.unwrap_or(self.today);
        let complaint = Complaint::without_words(problem, today, scene);
        let amounts = stages(self.policy, complaint).ok()?;
        Some(QuotedLine { amounts, choice })
    }

    /// The problem of a line, its facts and its choice, when all is in order.
    fn understood(&mut self, text: &str) -> Option<(usize, Scene, Option<ChoiceMadeDocument>)> {
        if !self.plain {
            return None;
        }
        self.current.problem = None;
        self.current.today = None;
        self.current.supplied.clear();
        self.current.number = self.current.number.saturating_add(1);
        let beside = read_plain_line(text, self)?;
        let choice = self.chosen(beside)?;
        let problem = self.current.problem?;
        Some((problem, self.scene(problem)?, choice))
    }

    /// The choice recorded, when all that is said beside the facts is in order.
    fn chosen(&self, beside: Beside) -> Option<Option<ChoiceMadeDocument>> {
        let Beside { wish, contact, choice } = beside;
        if wish.is_none() && contact.is_none() && choice.is_none() {
            return Some(None);
        }
        let complaint = ComplaintDocument {
            problem: String::new(),
            language: None,
            answers: Map::new(),
            known: Map::new(),
            wish,
            story: String::new(),
            evidence: Vec::new(),
            contact,
            choice,
        };
        let fine = words(self.policy, &complaint, Language::English).is_empty();
        // A choice in parts is worked out with the options.
        let parts = matches!(complaint.choice, Some(ChoiceMadeDocument::Split(_)));
        (fine && !parts).then_some(complaint.choice)
    }

    /// The facts of the line, when they go together.
    fn scene(&self, problem: usize) -> Option<Scene> {
        let policy = self.policy;
        let today = self.current.today.unwrap_or(self.today);
        let supplied = &self.current.supplied;
        if !supplied.iter().all(|own| self.is_in_time(own, today)) {
            return None;
        }
        let mut scene = self.blanks.get(problem)?.on(policy, today);
        fill(policy, problem, supplied, &mut scene).ok()?;
        let mut contradictions = policy.problems.get(problem)?.contradictions.iter();
        if contradictions.any(|when| when.holds(&policy.view(&scene)) == Ok(Truth::True)) {
            return None;
        }
        Some(scene)
    }

    /// Whether a value keeps the limits of its fact that move with the day.
    fn is_in_time(&self, own: &Stated, today: NaiveDate) -> bool {
        let Some(fact) = self.policy.vocabulary.fact(own.fact) else { return false };
        let today = Range::point(date::to_number(today));
        let State::Number(value) = own.state else { return true };
        let least = fact.at_least.as_ref() != Some(&Literal::Today)
            || today.below(value, true) == Truth::True;
        let most = fact.at_most.as_ref() != Some(&Literal::Today)
            || value.below(today, true) == Truth::True;
        least && most
    }

    /// Index of a fact, first looked for where it was the last time.
    fn find(&mut self, known: bool, id: &str) -> Option<FactIndex> {
        let place = match self.current.supplied.last() {
            Some(last) => place(last.fact, known),
            None => 0,
        };
        let guess = self.after.get(place).copied().unwrap_or(0);
        if self.policy.vocabulary.fact(guess).is_some_and(|fact| fact.id == id) {
            return Some(guess);
        }
        let found = self.policy.vocabulary.find(id)?;
        if let Some(after) = self.after.get_mut(place) {
            *after = found;
        }
        Some(found)
    }

    /// The state that a value in order gives a fact.
    fn state(&self, fact: &Fact, value: Given<'_>) -> Option<State> {
        if fact.list.is_some() {
            return None;
        }
        match (fact.kind, value) {
            (FactKind::YesNo, Given::YesNo(yes)) => Some(State::YesNo(Truth::of(yes))),
            (FactKind::Choice, Given::Text(id)) => {
                let index = fact.choices.iter().position(|choice| choice == id)?;
                Some(State::Choice(Choices::one(index)))
            }
            (FactKind::Text, Given::Text(text)) => {
                (text.len() <= LONGEST_TEXT).then_some(State::Text(!text.is_empty()))
            }
            (FactKind::YesNo | FactKind::Choice | FactKind::Text, _) | (_, Given::YesNo(_)) => None,
            (_, Given::Whole(_) | Given::Text(_)) => {
                let number = self.number(fact, value)?;
                let fixed = |limit: &Option<Literal>| match limit {
                    Some(Literal::Fixed(limit, _)) => Some(*limit),
                    Some(Literal::Today) | None => None,
                };
                let least = fixed(&fact.at_least).is_none_or(|least| least <= number);
                let most = fixed(&fact.at_most).is_none_or(|most| number <= most);
                (least && most).then_some(State::Number(Range::point(number)))
            }
        }
    }

    fn number(&self, fact: &Fact, value: Given<'_>) -> Option<Exact> {
        match (&fact.unit, value) {
            (_, Given::YesNo(_)) | (Unit::Date, Given::Whole(_)) => None,
            (Unit::Date, Given::Text(text)) => date::read(text).map(date::to_number),
            (Unit::Money, Given::Text(text)) => self.policy.currency.minor(text),
            (Unit::Money, Given::Whole(whole)) => {
                short(whole)?.times(self.policy.currency.scale()?)
            }
            (
                Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_),
                Given::Text(text),
            ) => Exact::decimal(text),
            (
                Unit::Percent | Unit::Minutes | Unit::Days | Unit::Plain | Unit::Named(_),
                Given::Whole(whole),
            ) => short(whole),
        }
    }
}

/// A whole number of at most 18 digits, as decimals have.
fn short(whole: i64) -> Option<Exact> {
    (whole.unsigned_abs() < 1_000_000_000_000_000_000).then(|| Exact::whole(whole))
}

/// Where a fact stands among all that a line may give, as the portal's word or as an answer.
fn place(fact: FactIndex, known: bool) -> usize {
    fact.saturating_mul(2).saturating_add(usize::from(known))
}

/// Whether a fact may be supplied as the portal's word, or as an answer.
fn takes(fact: &Fact, known: bool) -> bool {
    match fact.source {
        Source::Supplied(by) if known => by.portal,
        Source::Supplied(by) => by.customer,
        Source::BuiltIn | Source::Formula(_) | Source::Condition(_) | Source::Cases(_) => false,
    }
}

impl Sink for Lines<'_> {
    fn problem(&mut self, id: &str) -> Option<()> {
        self.current.problem = Some(self.policy.problem(id)?);
        Some(())
    }

    fn today(&mut self, day: &str) -> Option<()> {
        self.current.today = Some(date::read(day)?);
        Some(())
    }

    fn language(&mut self, tag: &str) -> Option<()> {
        let known = self.policy.document.languages.iter().any(|own| own == tag);
        (known && Language::of(tag).is_some()).then_some(())
    }

    fn story(&mut self, words: &str) -> Option<()> {
        // Bytes are never fewer than characters.
        (words.len() <= LONGEST_STORY).then_some(())
    }

    fn fact(&mut self, known: bool, id: &str, value: Given<'_>) -> Option<()> {
        let Some(index) = self.find(known, id) else {
            return self.is_left_out(known, id).then_some(());
        };
        let fact = self.policy.vocabulary.fact(index)?;
        if !takes(fact, known) {
            return self.is_left_out(known, id).then_some(());
        }
        let state = self.state(fact, value)?;
        let before =
            std::mem::replace(self.given.get_mut(place(index, known))?, self.current.number);
        if before == self.current.number {
            return None;
        }
        self.current.supplied.push(Stated { known, fact: index, state });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A whole policy, small, with a fact of each kind.
    const POLICY: &str = r#"{
        "id": "p", "version": "1", "institution": {"en": "Bank"}, "languages": ["en"],
        "currency": "EUR", "rounding": {"mode": "half_up", "unit": "0.01"}, "jurisdiction": "DE",
        "valid": {"from": "2026-01-01"}, "quote_open": {"calendar_days": 14},
        "facts": {
            "loss": {"type": "money", "label": {"en": "Loss"}, "at_most": "900.00 EUR",
                "supplied_by": ["customer"]},
            "times": {"type": "number", "label": {"en": "Times"}, "at_most": "9",
                "supplied_by": ["portal"], "default": 1},
            "happened": {"type": "date", "label": {"en": "Day"}, "at_most": "today",
                "supplied_by": ["customer"]},
            "proved": {"type": "yes_no", "label": {"en": "Proved"}, "supplied_by": ["customer"]},
            "place": {"type": "text", "label": {"en": "Place"}, "supplied_by": ["customer"]},
            "mood": {"type": "choice", "label": {"en": "Mood"}, "supplied_by": ["customer"],
                "choices": [{"id": "calm", "label": {"en": "Calm"}},
                    {"id": "cross", "label": {"en": "Cross"}}]}},
        "groups": [{"id": "g", "title": {"en": "Fees"}}],
        "problems": [{"id": "fee", "group": "g", "title": {"en": "Wrong fee"}, "loss_kind": "money",
            "questions": [{"fact": "loss", "why": {"en": "To pay it"}},
                {"fact": "happened", "why": {"en": "To find it"}},
                {"fact": "proved", "why": {"en": "To believe it"}},
                {"fact": "place", "why": {"en": "To find it"}},
                {"fact": "mood", "why": {"en": "To hear you"}}],
            "contradictions": [{"when": {"all": [{"fact": "proved"},
                {"fact": "loss", "is": "0.00 EUR"}]}, "at": "loss", "says": {"en": "No loss"}}],
            "responsibility": [{"is": "ours", "because": {"en": "We charged it"}}],
            "severity": [{"when": {"fact": "mood", "is": "cross"}, "is": "serious",
                "because": {"en": "Much"}}, {"is": "minor", "because": {"en": "Little"}}]}],
        "wishes": [{"id": "money", "title": {"en": "Money"}, "kinds": ["fee_refund"]}],
        "remedies": [{"id": "back", "kind": "fee_refund", "for": ["fee"], "title": {"en": "Back"},
            "because": {"en": "Owed"}, "promise": {"en": "{amount} by {due}"}, "basis": "contract",
            "when": {"fact": "proved"},
            "amount": {"times": {"count": {"fact": "times"}, "of": {"fact": "loss"}}},
            "by": "desk", "commitment": "pay", "cites": "Terms 4", "from": "2026-01-01"},
            {"id": "sorry", "kind": "apology", "for": ["fee"], "title": {"en": "Letter"},
            "because": {"en": "Due"}, "promise": {"en": "A letter by {due}"}, "basis": "goodwill",
            "by": "desk", "commitment": "pay", "cites": "Terms 4", "from": "2026-01-01"}],
        "options": [{"id": "o", "for": ["fee"], "title": {"en": "Money"}, "because": {"en": "Now"},
            "remedies": ["sorry"]}],
        "commitments": [{"id": "pay", "what": "pay", "title": {"en": "Pay"}, "by": "desk",
            "within": {"calendar_days": 3}, "if_missed": {"en": "Call"}, "applies": "with_remedy",
            "cites": "Terms 5", "from": "2026-01-01"}],
        "roles": {"desk": {"en": "Complaints desk"}},
        "apology": {"admission": "full", "senders": [{"role": "desk"}], "elements": [
            {"element": "regret", "text": {"en": "We are sorry."}}]},
        "routes": [{"id": "r", "kind": "human", "title": {"en": "Call"}, "detail": {"en": "Ring"}}],
        "notices": {"automated_decision": {"en": "Computed"}, "privacy": {"en": "Kept"}}
    }"#;

    fn policy() -> Policy {
        Policy::read(POLICY).unwrap()
    }

    const DAY: &str = "2026-11-23";

    /// A complaint in order, with one thing changed.
    fn line(from: &str, to: &str) -> String {
        let line = r#"{"answers": {"happened": "2026-11-20", "loss": "12.50", "mood": "calm",
            "place": "Main Street", "proved": true}, "known": {"times": 2}, "language": "en",
            "story": "It was charged twice.", "wish": {"ids": ["money"]}, "choice": {"option": "o"},
            "contact": {"channel": "email", "address": "a@b.example"}, "today": "2026-11-22",
            "problem": "fee"}"#;
        assert_eq!(line.matches(from).count(), 1, "{from}");
        line.replace(from, to)
    }

    #[test]
    fn what_is_in_order_goes_the_short_way() {
        let policy = policy();
        let mut lines = Lines::new(&policy, date::read(DAY).unwrap());
        for (from, to) in [
            (" \"problem\"", "\"problem\""),
            ("\"12.50\"", "12"),
            ("\"12.50\"", "\"900\""),
            ("2026-11-20", "2026-11-22"),
            ("\"today\": \"2026-11-22\",", ""),
            ("\"mood\": \"calm\",", ""),
            ("It was", "\\u0022It\\u0022 was"),
            (", \"wish\": {\"ids\": [\"money\"]}", ""),
            ("Main Street", ""),
        ] {
            let text = line(from, to);
            assert!(lines.plainly(&text).is_some(), "{text}");
        }
        let quoted = lines.plainly(&line(" \"problem\"", "\"problem\"")).unwrap();
        // Twice 12.50.
        assert_eq!(quoted.amounts.offers.owed_money, Range::point(Exact::whole(2_500)));
        assert_eq!(quoted.choice, Some(ChoiceMadeDocument::Option("o".to_owned())));
        // The letter beside it has no amount.
        let twice = Some(Range::point(Exact::whole(2_500)));
        let remedies = lines.remedies(&line(" \"problem\"", "\"problem\""));
        assert_eq!(remedies, Some(vec![(0, twice), (1, None)]));
        assert_eq!(lines.remedies(&line("\"12.50\"", "null")), None);
    }

    #[test]
    fn anything_else_goes_the_way_of_every_complaint() {
        let policy = policy();
        let mut lines = Lines::new(&policy, date::read(DAY).unwrap());
        for (from, to, code) in [
            ("\"fee\"", "\"fees\"", "unknown-problem"),
            (",\n            \"problem\": \"fee\"", "", "missing-field"),
            ("\"12.50\"", "\"12.505\"", "not-money"),
            ("\"12.50\"", "12.5", "inexact-number"),
            ("\"12.50\"", "\"900.01\"", "too-large"),
            ("\"12.50\"", "\"0.00\"", "contradicting-answers"),
            ("\"12.50\"", "null", "wrong-type"),
            ("2026-11-20", "2026-11-23", "in-future"),
            ("2026-11-22", "soon", "not-a-date"),
            ("\"calm\"", "\"glad\"", "not-a-choice"),
            ("\"place\"", "\"times\"", "not-asked"),
            ("\"place\"", "\"plac\"", "unknown-fact"),
            ("\"place\"", "\"loss\"", "duplicate-key"),
            ("\"story\"", "\"problem\"", "duplicate-key"),
            ("\"en\"", "\"de\"", "unknown-language"),
            ("[\"money\"]", "[\"gold\"]", "unknown-wish"),
            ("\"email\"", "\"pigeon\"", "unknown-value"),
            ("\"story\"", "\"storey\"", "unknown-field"),
            ("\"problem\": \"fee\"}", "\"problem\": \"fee\"} 1", "not-json"),
        ] {
            let text = line(from, to);
            assert!(lines.plainly(&text).is_none(), "{text}");
            let faults = match lines.json(&text) {
                Line::Unreadable(faults) | Line::Refused(faults) => faults,
                Line::Quoted(_) => panic!("{text}"),
            };
            assert!(faults.iter().any(|fault| fault.code == code), "{code}: {faults:?}");
        }
    }

    #[test]
    fn what_only_another_policy_takes_is_left_out() {
        let policy = policy();
        let more = POLICY.replacen(
            "\"facts\": {",
            "\"facts\": {\"tenure\": {\"type\": \"number\", \
            \"label\": {\"en\": \"Years\"}, \"at_most\": \"99\", \"supplied_by\": [\"portal\"]},",
            1,
        );
        let other = Policy::read(&more).unwrap();
        let mut lines = Lines::new(&policy, date::read(DAY).unwrap());
        let text = line("\"times\": 2", "\"times\": 2, \"tenure\": 4");
        assert!(matches!(lines.json(&text), Line::Refused(_)));
        lines.leave_out_what_only_takes(&other);
        assert!(lines.plainly(&text).is_some());
        let as_answer = line("\"place\"", "\"tenure\"");
        assert!(matches!(lines.json(&as_answer), Line::Refused(_)));
    }
}
