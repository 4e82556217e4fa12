//! A complaint, understood: each answer read by the policy's vocabulary, every fault found at once.

use crate::date;
use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::formula::Scalar;
use crate::document::policy::{FactKind, QuestionDocument, Step};
use crate::fault::Fault;
use crate::language::{Language, Phrase};
use crate::number::{Exact, Range, Truth};
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::{Choices, Fact, FactIndex, Moment, PROBLEM, Scene, Source, State};
use crate::quantity::{Literal, Unit};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Most characters of the story.
pub const LONGEST_STORY: usize = 10_000;
/// Most characters of any other text.
pub const LONGEST_TEXT: usize = 500;

/// A complaint whose answers are understood.
#[derive(Debug, Clone)]
pub struct Complaint {
    /// Index of the problem.
    pub(crate) problem: usize,
    /// Language of all words.
    pub(crate) language: Language,
    /// BCP 47 tag of the language, as the policy writes it.
    pub(crate) tag: String,
    /// The day.
    pub(crate) today: NaiveDate,
    /// Facts as the customer and the portal supplied them; derived facts up to responsibility.
    pub(crate) scene: Scene,
    /// Words of the text facts.
    pub(crate) texts: BTreeMap<FactIndex, String>,
    /// The choice, if one is made.
    pub(crate) choice: Option<ChoiceMadeDocument>,
}

/// A question of the problem that applies to what is known so far.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Fact id.
    pub fact: String,
    /// Screen.
    pub step: Step,
    /// Whether the complaint can be sent without an answer.
    pub required: bool,
    /// Whether it has a usable answer.
    pub answered: bool,
    /// The question as written.
    pub question: QuestionDocument,
}

impl Complaint {
    /// Reads a complaint by a policy on a day.
    ///
    /// # Errors
    /// Every fault of the complaint, in the customer's language, placed by JSON Pointer.
    pub fn read(
        policy: &Policy,
        document: &ComplaintDocument,
        today: NaiveDate,
    ) -> Result<Self, Vec<Fault>> {
        let (language, tag, mut faults) = language(policy, document);
        let problem = policy.problem(&document.problem);
        if problem.is_none() {
            let says = language.say(Phrase::UnknownProblem, &[&document.problem]);
            faults.push(Fault::new("unknown-problem", "/problem", says));
        }
        faults.extend(validity(policy, today, language));
        faults.extend(words(policy, document, language));
        let mut supplied = BTreeMap::new();
        for (part, values) in [("answers", &document.answers), ("known", &document.known)] {
            let reader = Reader { policy, today, language };
            for (id, value) in values {
                match reader.read(part, id, value) {
                    Ok((index, state)) => drop(supplied.insert(index, state)),
                    Err(fault) => faults.push(fault),
                }
            }
        }
        let Some(problem) = problem.filter(|_| faults.is_empty()) else { return Err(faults) };
        let scene = scene(policy, problem, today, &supplied, document)
            .map_err(|Overflow| vec![overflow(language)])?;
        let (texts, choice) = (texts(policy, document), document.choice.clone());
        Ok(Self { problem, language, tag, today, scene, texts, choice })
    }
}

/// The words of the text facts, by index; the portal's win.
fn texts(policy: &Policy, document: &ComplaintDocument) -> BTreeMap<FactIndex, String> {
    let all = document.answers.iter().chain(&document.known);
    let texts = all.filter_map(|(id, value)| match value {
        Scalar::Text(text) => Some((policy.vocabulary.find(id)?, text.clone())),
        Scalar::YesNo(_) | Scalar::Whole(_) => None,
    });
    texts.collect()
}

/// The fault that numbers too large to compute with give.
pub(crate) fn overflow(language: Language) -> Fault {
    Fault::new("overflow", "", language.say(Phrase::Overflow, &[]))
}

/// The fault of one answer, in the customer's language; `None` when it is fine.
///
/// `fact` is a fact id, `answer` its written value, `today` the day it is given, `language` a BCP 47 tag.
pub fn answer_fault(
    policy: &Policy,
    fact: &str,
    answer: &Scalar,
    today: NaiveDate,
    language: &str,
) -> Option<Fault> {
    let language = Language::of(language).unwrap_or(Language::English);
    Reader { policy, today, language }.read("answers", fact, answer).err()
}

/// The questions that apply to a complaint so far, in order. Answers with faults count as missing.
///
/// An unknown problem has no questions.
pub fn asked(policy: &Policy, complaint: &ComplaintDocument, today: NaiveDate) -> Vec<Asked> {
    let Some(problem) = policy.problem(&complaint.problem) else { return Vec::new() };
    let reader = Reader { policy, today, language: Language::English };
    let both = [("answers", &complaint.answers), ("known", &complaint.known)];
    let all = both.into_iter().flat_map(|(part, values)| {
        values.iter().filter_map(move |(id, value)| reader.read(part, id, value).ok())
    });
    let supplied: BTreeMap<_, _> = all.collect();
    let Ok(scene) = scene(policy, problem, today, &supplied, complaint) else { return Vec::new() };
    let compiled = policy.problems.get(problem).into_iter().flat_map(|p| &p.questions);
    let written = policy.document.problems.get(problem).into_iter().flat_map(|p| &p.questions);
    let applying = compiled.zip(written).filter(|((_, when), document)| {
        when.holds(&scene) == Ok(Truth::True) && !complaint.known.contains_key(&document.fact)
    });
    let asked = applying.map(|((fact, _), document)| Asked {
        fact: document.fact.clone(),
        step: document.step,
        required: !document.optional,
        answered: supplied.contains_key(fact),
        question: document.clone(),
    });
    asked.collect()
}

fn language(policy: &Policy, document: &ComplaintDocument) -> (Language, String, Vec<Fault>) {
    let first = policy.document.languages.first().cloned().unwrap_or_default();
    let tag = document.language.clone().unwrap_or_else(|| first.clone());
    let known = policy.document.languages.contains(&tag);
    match Language::of(&tag).filter(|_| known) {
        Some(language) => (language, tag, Vec::new()),
        None => {
            let fallback = Language::of(&first).unwrap_or(Language::English);
            let says = fallback.say(Phrase::UnknownLanguage, &[&tag]);
            (fallback, first, vec![Fault::new("unknown-language", "/language", says)])
        }
    }
}

fn validity(policy: &Policy, today: NaiveDate, language: Language) -> Option<Fault> {
    let (from, until) = policy.valid;
    let inside = from <= today && until.is_none_or(|until| today <= until);
    let until = until.map_or_else(|| "…".to_owned(), |until| language.date(until));
    let values = [language.date(from), until, language.date(today)];
    let says = language.say(Phrase::OutsideValidity, &values.each_ref().map(String::as_str));
    (!inside).then(|| Fault::new("outside-validity", "", says))
}

/// Faults of everything that is words: story, wish, contact, choice.
fn words(policy: &Policy, document: &ComplaintDocument, language: Language) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut long = |text: &str, most: usize, at: &str| {
        if text.chars().count() > most {
            let says = language.say(Phrase::TooLong, &[&most.to_string()]);
            faults.push(Fault::new("too-long", at, says));
        }
    };
    long(&document.story, LONGEST_STORY, "/story");
    if let Some(contact) = &document.contact {
        long(&contact.address, LONGEST_TEXT, "/contact/address");
    }
    if let Some(ChoiceMadeDocument::SomethingElse(words)) = &document.choice {
        long(words, LONGEST_STORY, "/choice/something_else");
    }
    let Some(wish) = &document.wish else { return faults };
    long(&wish.words, LONGEST_STORY, "/wish/words");
    for (index, id) in wish.ids.iter().enumerate() {
        if !policy.document.wishes.iter().any(|known| known.id == *id) {
            let says = language.say(Phrase::UnknownWish, &[id]);
            faults.push(Fault::new("unknown-wish", format!("/wish/ids/{index}"), says));
        }
    }
    if let Some(amount) = &wish.amount
        && policy.currency.minor(amount).is_none_or(Exact::is_negative)
    {
        let places = policy.currency.places().to_string();
        let says = language.say(Phrase::NotMoney, &[&places]);
        faults.push(Fault::new("not-money", "/wish/amount", says));
    }
    faults
}

/// Reads answers by their facts.
#[derive(Clone, Copy)]
struct Reader<'p> {
    policy: &'p Policy,
    today: NaiveDate,
    language: Language,
}

/// What is wrong with an answer: code and sentence.
type Wrong = (&'static str, String);

impl Reader<'_> {
    fn read(&self, part: &str, id: &str, value: &Scalar) -> Result<(FactIndex, State), Fault> {
        let at = ["/", part, "/", &id.replace('~', "~0").replace('/', "~1")].concat();
        let fault = |(code, says): Wrong| Fault::new(code, at.clone(), says);
        let vocabulary = &self.policy.vocabulary;
        let fact = vocabulary.find(id).and_then(|index| Some((index, vocabulary.fact(index)?)));
        let Some((index, fact)) = fact else {
            return Err(fault(("unknown-fact", self.language.say(Phrase::UnknownFact, &[id]))));
        };
        let allowed = match fact.source {
            Source::Supplied { customer, portal } => {
                if part == "known" {
                    portal
                } else {
                    customer
                }
            }
            Source::BuiltIn | Source::Formula(_) | Source::Condition(_) => false,
        };
        if !allowed {
            return Err(fault(("not-asked", self.language.say(Phrase::NotAsked, &[id]))));
        }
        self.state(fact, value).map(|state| (index, state)).map_err(fault)
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
            (FactKind::YesNo | FactKind::Choice | FactKind::Text, _) | (_, Scalar::YesNo(_)) => {
                wrong("wrong-kind", Phrase::WrongKind)
            }
            (_, Scalar::Whole(whole)) => self.within(fact, &whole.to_string()),
            (_, Scalar::Text(text)) => self.within(fact, text.trim()),
        }
    }

    /// A number or date within the limits of its fact.
    fn within(&self, fact: &Fact, text: &str) -> Result<State, Wrong> {
        let value = self.number(fact, text)?;
        let words = |limit: Exact| self.language.quantity(limit, &fact.unit, self.policy.currency);
        let bound = |limit: &Option<Literal>| match limit {
            Some(Literal::Fixed(limit, _)) => Some(*limit),
            Some(Literal::Today) => Some(date::to_number(self.today)),
            None => None,
        };
        if let Some(least) = bound(&fact.at_least).filter(|least| value < *least) {
            return Err(("too-small", self.language.say(Phrase::TooSmall, &[&words(least)])));
        }
        if let Some(most) = bound(&fact.at_most).filter(|most| value > *most) {
            let future = fact.at_most == Some(Literal::Today);
            let (code, phrase) = if future {
                ("in-future", Phrase::InFuture)
            } else {
                ("too-large", Phrase::TooLarge)
            };
            return Err((code, self.language.say(phrase, &[&words(most)])));
        }
        Ok(State::Number(Range::point(value)))
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

/// The state of every fact: what is supplied, what a question may still bring, defaults, and derived
/// facts that need no judgement.
fn scene(
    policy: &Policy,
    problem: usize,
    today: NaiveDate,
    supplied: &BTreeMap<FactIndex, State>,
    document: &ComplaintDocument,
) -> Result<Scene, Overflow> {
    let vocabulary = &policy.vocabulary;
    let mut scene = Scene::unknown(vocabulary, date::to_number(today));
    scene.set(PROBLEM, State::Choice(Choices::one(problem)));
    let questions =
        policy.problems.get(problem).map(|p| p.questions.as_slice()).unwrap_or_default();
    for (index, fact) in vocabulary.facts.iter().enumerate().filter(|(_, f)| f.is_supplied()) {
        let known = document.known.contains_key(&fact.id);
        let asked = questions.iter().any(|(question, _)| *question == index);
        let state = supplied.get(&index).copied();
        match (known, asked) {
            (true, _) => scene.set(index, state.unwrap_or(scene.state(index))),
            (false, true) => {}
            (false, false) => scene.set(index, fact.unasked(scene.today)),
        }
    }
    for (index, when) in questions {
        let Some(fact) = vocabulary.fact(*index) else { continue };
        if document.known.contains_key(&fact.id) {
            continue;
        }
        let open = scene.state(*index);
        let answered = supplied.get(index).copied().unwrap_or(open);
        let unasked = fact.unasked(scene.today);
        scene.set(
            *index,
            match when.holds(&scene)? {
                Truth::True => answered,
                Truth::False => unasked,
                Truth::Unknown => answered.hull(unasked),
            },
        );
    }
    derive(policy, &mut scene, Moment::Supplied)?;
    Ok(scene)
}

/// Computes the derived facts of one moment.
pub(crate) fn derive(policy: &Policy, scene: &mut Scene, moment: Moment) -> Result<(), Overflow> {
    for index in &policy.vocabulary.derived {
        let Some(fact) = policy.vocabulary.fact(*index).filter(|fact| fact.moment == moment) else {
            continue;
        };
        let state = match &fact.source {
            Source::Formula(formula) => State::Number(formula.range(scene)?),
            Source::Condition(condition) => State::YesNo(condition.holds(scene)?),
            Source::BuiltIn | Source::Supplied { .. } => continue,
        };
        scene.set(*index, state);
    }
    Ok(())
}
