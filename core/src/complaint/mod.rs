//! A complaint, understood: each answer read by the policy's vocabulary, every fault found at once.

mod answers;
mod evidence;
mod scene;

use crate::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use crate::document::formula::Scalar;
use crate::document::policy::{QuestionDocument, Step, Text};
use crate::fault::Fault;
use crate::language::{Language, Phrase};
use crate::number::{Exact, Truth};
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use crate::policy::vocabulary::{FactIndex, Scene, State, Vocabulary};
pub(crate) use answers::Stated;
use answers::{Reader, Supplied};
use chrono::NaiveDate;
pub use evidence::evidence_asked;
pub(crate) use evidence::evidence_missing;
use scene::scene;
pub(crate) use scene::{blank, fill};

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
    /// Where the language stands among those of the policy's texts.
    pub(crate) place: usize,
    /// The day.
    pub(crate) today: NaiveDate,
    /// Facts as the customer and the portal supplied them; derived facts up to responsibility.
    pub(crate) scene: Scene,
    /// Words of the text facts.
    pub(crate) texts: Vec<(FactIndex, String)>,
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
    /// How it is asked, where that is not the fact's label.
    pub ask: Option<Text>,
    /// Why it is asked.
    pub why: Text,
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
        Self::read_by(policy, document, today, validity)
    }

    /// Reads a complaint as if the policy were in force on every day.
    pub(crate) fn read_on_any_day(
        policy: &Policy,
        document: &ComplaintDocument,
        today: NaiveDate,
    ) -> Result<Self, Vec<Fault>> {
        Self::read_by(policy, document, today, |_, _, _| None)
    }

    /// A complaint of which only the facts count.
    pub(crate) fn without_words(problem: usize, today: NaiveDate, scene: Scene) -> Self {
        let (language, tag, texts) = (Language::English, String::new(), Vec::new());
        Self { problem, language, tag, place: 0, today, scene, texts, choice: None }
    }

    /// Its facts, which are then needed no more here.
    pub(crate) fn take_scene(&mut self) -> Scene {
        let nothing = Scene::unknown(&Vocabulary::default(), Exact::ZERO);
        std::mem::replace(&mut self.scene, nothing)
    }

    fn read_by(
        policy: &Policy,
        document: &ComplaintDocument,
        today: NaiveDate,
        validity: fn(&Policy, NaiveDate, Language) -> Option<Fault>,
    ) -> Result<Self, Vec<Fault>> {
        let (language, tag, mut faults) = language(policy, document);
        let problem = policy.problem(&document.problem);
        if problem.is_none() {
            let says = language.say(Phrase::UnknownProblem, &[&document.problem]);
            faults.push(Fault::new("unknown-problem", "/problem", says));
        }
        faults.extend(validity(policy, today, language));
        faults.extend(words(policy, document, language));
        // The form says what it knows of a file itself; whoever receives one checks it.
        if cfg!(feature = "authoring") {
            faults.extend(evidence::evidence_faults(policy, document, language));
        }
        let reader = Reader { policy, today, language };
        let supplied = reader.read_all(document, |fault| faults.push(fault));
        let Some(problem) = problem.filter(|_| faults.is_empty()) else { return Err(faults) };
        let scene = scene(policy, problem, today, &supplied)
            .map_err(|Overflow| vec![overflow(language)])?;
        let (texts, choice) = (texts(document, &supplied), document.choice.clone());
        let scene = scene.shared();
        let place = policy.document.languages.iter().filter(|own| **own < tag).count();
        Ok(Self { problem, language, tag, place, today, scene, texts, choice })
    }
}

/// The words of the text facts, by index; the portal's win. Every answer has been understood, in this order.
fn texts(document: &ComplaintDocument, supplied: &Supplied) -> Vec<(FactIndex, String)> {
    let values = document.answers.values().chain(document.known.values());
    let texts = values.zip(&supplied.states).filter_map(|(value, own)| match (value, own.state) {
        (Scalar::Text(text), State::Text(_)) => Some((own.fact, text.clone())),
        (_, _) => None,
    });
    texts.collect()
}

/// The fault that numbers too large to compute with give.
pub(crate) fn overflow(language: Language) -> Fault {
    Fault::new("number-overflow", "", language.say(Phrase::Overflow, &[]))
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
    let reader = Reader { policy, today, language };
    reader.read("answers", fact, answer, &mut Supplied::default()).err()
}

/// The questions that apply to a complaint so far, in order. Answers with faults count as missing.
///
/// An unknown problem has no questions.
pub fn asked(policy: &Policy, complaint: &ComplaintDocument, today: NaiveDate) -> Vec<Asked> {
    let Some(problem) = policy.problem(&complaint.problem) else { return Vec::new() };
    let reader = Reader { policy, today, language: Language::English };
    let supplied = reader.read_all(complaint, |_| {});
    let Ok(scene) = scene(policy, problem, today, &supplied) else { return Vec::new() };
    let asked = applying(policy, problem, complaint, &scene).map(|(fact, document)| Asked {
        fact: document.fact.clone(),
        step: document.step,
        required: !document.optional,
        answered: supplied.states.iter().any(|own| own.fact == fact),
        ask: document.ask.clone(),
        why: document.why.clone(),
    });
    asked.collect()
}

/// The questions that apply to a complaint without faults and have no answer yet, in order.
pub(crate) fn unanswered<'p>(
    policy: &'p Policy,
    complaint: &ComplaintDocument,
    understood: &Complaint,
) -> impl Iterator<Item = &'p QuestionDocument> {
    let applying = applying(policy, understood.problem, complaint, &understood.scene);
    let open = applying.filter(|(_, question)| !complaint.answers.contains_key(&question.fact));
    open.map(|(_, question)| question)
}

/// The questions that apply in a scene.
fn applying<'p>(
    policy: &'p Policy,
    problem: usize,
    complaint: &ComplaintDocument,
    scene: &Scene,
) -> impl Iterator<Item = (FactIndex, &'p QuestionDocument)> {
    let compiled = policy.problems.get(problem).into_iter().flat_map(|p| &p.questions);
    let written = policy.document.problems.get(problem).into_iter().flat_map(|p| &p.questions);
    let applying = compiled.zip(written).filter(|((_, when), document)| {
        when.holds(&policy.view(scene)) == Ok(Truth::True)
            && !complaint.known.contains_key(&document.fact)
    });
    applying.map(|((fact, _), document)| (*fact, document))
}

fn language(policy: &Policy, document: &ComplaintDocument) -> (Language, String, Vec<Fault>) {
    let first = policy.document.languages.first().cloned().unwrap_or_default();
    let tag = document.language.clone().unwrap_or_else(|| first.clone());
    let languages = policy.document.languages.iter().map(String::as_str);
    let known = Language::nearest(&tag, languages);
    match known.and_then(|known| Some((Language::of(known)?, known.to_owned()))) {
        Some((language, known)) => (language, known, Vec::new()),
        None => {
            let fallback = Language::of(&first).unwrap_or(Language::English);
            let says = fallback.say(Phrase::UnknownLanguage, &[&tag]);
            (fallback, first, vec![Fault::new("unknown-language", "/language", says)])
        }
    }
}

fn validity(policy: &Policy, today: NaiveDate, language: Language) -> Option<Fault> {
    if in_force(policy, today) {
        return None;
    }
    let (from, until) = policy.valid;
    let until = until.map_or_else(|| "…".to_owned(), |until| language.date(until));
    let values = [language.date(from), until, language.date(today)];
    let says = language.say(Phrase::OutsideValidity, &values.each_ref().map(String::as_str));
    Some(Fault::new("outside-validity", "", says))
}

/// Whether a policy is in force on a day.
pub(crate) fn in_force(policy: &Policy, today: NaiveDate) -> bool {
    let (from, until) = policy.valid;
    from <= today && until.is_none_or(|until| today <= until)
}

/// Faults of everything that is words: story, wish, contact, choice.
pub(crate) fn words(
    policy: &Policy,
    document: &ComplaintDocument,
    language: Language,
) -> Vec<Fault> {
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
