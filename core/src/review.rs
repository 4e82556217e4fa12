//! Reviews an apology: scores it by elements and holds it against the rules of `core/APOLOGY.md`.
//!
//! The weights order the elements as Lewicki, Polin and Lount (2016) found them: responsibility, repair,
//! then regret, explanation and repentance, last asking for forgiveness. The numbers 5, 4, 3, 3, 3, 1 are
//! our encoding. Repentance is our `change`; in place of a request for forgiveness, which asks something
//! of the customer, stands `thanks`.

use crate::apology::is_repeated;
use crate::assessment::Assessment;
use crate::commitments::Unpromised;
use crate::document::complaint::ComplaintDocument;
use crate::document::policy::{Admission, CommitmentKind, Element, RemedyKind, Responsibility};
use crate::document::quote::{CommitmentMadeDocument, QuoteDocument, SentenceDocument};
use crate::document::review::{ObjectionDocument, ReviewDocument, Rule, WeighedDocument};
use crate::fault::Fault;
use crate::language::manners;
use crate::policy::Policy;
use crate::quote::with_quote;
use crate::remedy::is_money;
use crate::wording::Wording;
use chrono::NaiveDate;

/// The elements that count, with their weights.
const WEIGHTS: [(Element, u32); 6] = [
    (Element::Responsibility, 5),
    (Element::Repair, 4),
    (Element::Explanation, 3),
    (Element::Regret, 3),
    (Element::Change, 3),
    (Element::Thanks, 1),
];

/// Reviews the apology a complaint gets.
///
/// # Errors
/// Every fault of the complaint, in the customer's language.
pub fn review(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Result<ReviewDocument, Vec<Fault>> {
    with_quote(policy, complaint, today, |wording, assessment, quote| {
        Review { wording, assessment, quote: &quote }.made()
    })
}

struct Review<'a> {
    wording: &'a Wording<'a>,
    assessment: &'a Assessment,
    quote: &'a QuoteDocument,
}

impl Review<'_> {
    fn made(&self) -> Result<ReviewDocument, Unpromised> {
        let weighed = WEIGHTS.iter().filter(|(element, _)| self.belongs(*element));
        let weighed = weighed.map(|(element, weight)| WeighedDocument {
            element: *element,
            weight: *weight,
            said: self.says(*element),
        });
        let elements: Vec<WeighedDocument> = weighed.collect();
        let sum = |said: bool| {
            let counted = elements.iter().filter(|weighed| weighed.said || !said);
            counted.fold(0_u32, |sum, weighed| sum.saturating_add(weighed.weight))
        };
        let (points, of) = (sum(true), sum(false));
        Ok(ReviewDocument { points, of, elements, objections: self.objections()? })
    }

    fn says(&self, element: Element) -> bool {
        self.quote.apology.sentences.iter().any(|sentence| sentence.element == element)
    }

    /// Whether an element is expected in this case. Where the fault is not ours there is nothing to admit
    /// and nothing to change; the explanation carries what is known.
    fn belongs(&self, element: Element) -> bool {
        let responsibility = self.assessment.spoken_responsibility();
        let ours = matches!(responsibility, Responsibility::Ours | Responsibility::Shared);
        let improving =
            self.quote.commitments.iter().any(|made| made.what == CommitmentKind::Improve);
        match element {
            Element::Responsibility => {
                ours && self.wording.policy.document.apology.admission == Admission::Full
            }
            Element::Change => ours || (improving && responsibility == Responsibility::ThirdParty),
            Element::Empathy
            | Element::Acknowledgement
            | Element::Explanation
            | Element::Regret
            | Element::Repair
            | Element::Thanks => true,
        }
    }

    fn objections(&self) -> Result<Vec<ObjectionDocument>, Unpromised> {
        let needed = [
            (Rule::Responsibility, Element::Responsibility),
            (Rule::Repair, Element::Repair),
            (Rule::Explanation, Element::Explanation),
            (Rule::Regret, Element::Regret),
        ];
        let missing =
            needed.iter().filter(|(_, element)| self.belongs(*element) && !self.says(*element));
        let mut rules: Vec<(Rule, Option<String>)> =
            missing.map(|(rule, _)| (*rule, None)).collect();
        if !self.is_specific() {
            rules.push((Rule::Specific, None));
        }
        for sentence in &self.quote.apology.sentences {
            rules.extend(self.spoilt(sentence));
        }
        if is_repeated(self.wording)? && !self.is_costly() {
            rules.push((Rule::Costly, None));
        }
        let objections = rules.into_iter().map(|(rule, words)| ObjectionDocument { rule, words });
        Ok(objections.collect())
    }

    /// What is wrong with the words of a sentence. What the customer wrote in it is not our wording.
    fn spoilt(&self, sentence: &SentenceDocument) -> Vec<(Rule, Option<String>)> {
        let language = self.wording.language();
        let own = self.wording.complaint.texts.iter();
        let words = own.fold(sentence.text.clone(), |words, (_, text)| match text.trim() {
            "" => words,
            text => words.replace(text, "…"),
        });
        let phrases = manners::found(language, &words).map(|(phrase, _)| (Rule::Forbidden, phrase));
        let made = |id: &String| self.quote.commitments.iter().any(|made| made.id == *id);
        let bound = sentence.commitment.as_ref().is_some_and(made);
        let verb = manners::promise(language, &words).filter(|_| !bound);
        let found = phrases.chain(verb.map(|verb| (Rule::Promise, verb)));
        found.map(|(rule, words)| (rule, Some(words.to_owned()))).collect()
    }

    /// Whether it says the value of a fact, or at least a sentence written for this very problem.
    fn is_specific(&self) -> bool {
        let said: Vec<&str> =
            self.quote.apology.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
        let facts = 0..self.wording.policy.vocabulary.facts.len();
        let values = facts.filter_map(|fact| self.wording.fact(fact, false));
        // A yes or no, or a single digit, could stand in any letter.
        let mut telling = values.filter(|value| value.chars().count() > 2);
        let title = &self.quote.problem.title;
        telling.any(|value| said.iter().any(|text| text.contains(&value)))
            || said.iter().any(|text| text.contains(title))
            || self.speaks_of_the_problem()
    }

    /// Whether the acknowledgement was written for this problem.
    fn speaks_of_the_problem(&self) -> bool {
        let acknowledged = self.quote.apology.sentences.iter();
        let mut acknowledged =
            acknowledged.filter(|sentence| sentence.element == Element::Acknowledgement);
        let document = &self.wording.policy.document;
        let written = &document.apology.elements;
        let own = written.iter().filter(|sentence| {
            sentence.element == Element::Acknowledgement
                && (document.problems.len() == 1
                    || sentence.for_problems.contains(&self.quote.problem.id))
        });
        let own: Vec<String> =
            own.filter_map(|sentence| self.wording.strict(&sentence.text, &[])).collect();
        acknowledged.any(|sentence| own.contains(&sentence.text))
    }

    /// Whether it costs the company something: money, a call, or a signature above the usual.
    fn is_costly(&self) -> bool {
        let apology = &self.wording.policy.document.apology;
        let senior = apology
            .senders
            .iter()
            .any(|sender| sender.repeated && sender.role == self.quote.apology.sender.id);
        let said = |made: &&CommitmentMadeDocument| {
            self.quote.apology.sentences.iter().any(|sentence| sentence.text == made.title)
        };
        let promised = self.quote.commitments.iter().filter(said);
        let promised = promised.filter_map(|made| made.remedy.as_ref());
        let remedies = &self.wording.policy.document.remedies;
        let mut kinds = promised.filter_map(|id| remedies.iter().find(|remedy| remedy.id == *id));
        senior
            || kinds.any(|remedy| is_money(remedy.kind) || remedy.kind == RemedyKind::PersonalCall)
    }
}
