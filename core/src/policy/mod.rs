//! A policy that computes: compiled from its document, every fault of the document found at once.

pub(crate) mod breakpoints;
mod compile;
pub mod condition;
pub mod formula;
#[cfg(feature = "authoring")]
mod lint;
pub(crate) mod loss;
mod packed;
mod parts;
mod place;
mod scene;
#[cfg(feature = "authoring")]
mod texts;
#[cfg(test)]
mod tests;
pub mod time;
pub mod value;
pub mod vocabulary;
pub(crate) mod walk;
mod whole;

use crate::document::policy::{EscalationDocument, PolicyDocument, Responsibility, Severity};
use crate::document::{self, digest};
use crate::fault::Fault;
use crate::language::Language;
use crate::money::Currency;
use crate::number::{Exact, Range, Rounding, Truth};
use crate::packing::pack;
use chrono::NaiveDate;
use condition::Condition;
use formula::{Formula, Overflow};
use loss::Loss;
pub use packed::MEDIA_TYPE;
use time::Tables;
use value::View;
use vocabulary::{FactIndex, Moment, Scene, Source, Vocabulary};

/// A policy that computes.
///
/// The document stays at hand for words; everything that is computed with is compiled beside it, in
/// the same order.
#[derive(Debug, Clone)]
pub struct Policy {
    pub(crate) document: PolicyDocument,
    pub(crate) digest: String,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) currency: Currency,
    pub(crate) rounding: Rounding,
    /// Rounding unit in minor units.
    pub(crate) unit: Exact,
    pub(crate) valid: (NaiveDate, Option<NaiveDate>),
    /// The date until which a quote is open.
    pub(crate) quote_open: Formula,
    pub(crate) tables: Tables,
    pub(crate) problems: Vec<Problem>,
    pub(crate) remedies: Vec<Remedy>,
    pub(crate) options: Vec<Offer>,
    pub(crate) evidence: Vec<Wanted>,
    pub(crate) escalations: Vec<Escalation>,
    pub(crate) limits: Limits,
    pub(crate) commitments: Vec<Promise>,
    /// Condition of each apology element, with the commitment that backs it.
    pub(crate) elements: Vec<(Condition, Option<usize>)>,
    /// The fact that says that this case failed before.
    pub(crate) second_failure: Option<FactIndex>,
    /// Holds when the customer has had an apology already.
    pub(crate) repeated: Condition,
    /// Condition of each text message.
    pub(crate) messages: Vec<Condition>,
    /// The date each route opens.
    pub(crate) routes: Vec<Option<Formula>>,
}

/// A problem, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// Fact and condition of each question.
    pub questions: Vec<(FactIndex, Condition)>,
    /// First that holds decides.
    pub responsibility: Vec<(Condition, Responsibility)>,
    /// First that holds decides.
    pub severity: Vec<(Condition, Severity)>,
    /// Any that holds refuses goodwill.
    pub not_due: Vec<Condition>,
    /// Told whatever is owed.
    pub figures: Vec<Figure>,
    /// Any that holds is a contradiction among the answers.
    pub contradictions: Vec<Condition>,
    /// Remedies that answer it, by index.
    pub remedies: Vec<usize>,
    pub loss: Option<Loss>,
}
pack!(struct Problem {
    questions, responsibility, severity, not_due, figures, contradictions, remedies, loss
});

/// A remedy, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Remedy {
    /// Problems it answers, by index.
    pub problems: Vec<usize>,
    pub when: Condition,
    /// Any that holds refuses it.
    pub unless: Vec<Condition>,
    pub amount: Option<Formula>,
    /// The amount in parts, in place of `amount`.
    pub parts: Vec<Part>,
    pub figures: Vec<Figure>,
    /// Share of each party; none bears the rest.
    pub shares: Vec<Option<Formula>>,
    pub value: Option<Formula>,
    /// Commitment by index.
    pub commitment: usize,
    /// The last day it can be used.
    pub expires: Option<Formula>,
}
impl Remedy {
    /// The formulas its amount is made of.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        self.amount.iter().chain(self.parts.iter().map(|part| &part.amount))
    }
}
pack!(struct Remedy {
    problems, when, unless, amount, parts, figures, shares, value, commitment, expires
});

/// A part of an amount, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub amount: Formula,
    pub deducted: bool,
    pub when: Condition,
}
pack!(struct Part { amount, deducted, when });

/// A figure, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub value: Formula,
    pub when: Condition,
}
pack!(struct Figure { value, when });

/// What takes a case out of the automatic route, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Escalation {
    pub when: Condition,
    /// None means all.
    pub problems: Vec<usize>,
    /// Commitment by index of the role that looks at it.
    pub commitment: Option<usize>,
}
pack!(struct Escalation { when, problems, commitment });

/// A kind of file that is asked for, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// None means all.
    pub problems: Vec<usize>,
    pub when: Condition,
}
pack!(struct Wanted { problems, when });

/// An option, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub problems: Vec<usize>,
    pub when: Condition,
    pub recommended_when: Condition,
    /// Remedies by index.
    pub remedies: Vec<usize>,
    /// Money owed that is given up for it, by remedy.
    pub in_place_of: Vec<usize>,
    /// The remedy that may be taken in part, and the one in its place.
    pub split: Option<(usize, usize)>,
}
pack!(struct Offer { problems, when, recommended_when, remedies, in_place_of, split });

/// Caps, floors and the approval ladder, compiled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    pub per_case: Option<Formula>,
    pub per_customer: Option<(Formula, FactIndex)>,
    pub floors: Vec<Floor>,
    /// Edge in minor units, role id and commitment index of who approves.
    pub approval: Vec<Rung>,
}
pack!(struct Limits { per_case, per_customer, floors, approval });

/// A legal floor, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Floor {
    pub problems: Vec<usize>,
    pub when: Condition,
    pub amount: Formula,
    /// Remedy raised, by index.
    pub raises: usize,
}
pack!(struct Floor { problems, when, amount, raises });

/// A rung of the approval ladder, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Rung {
    pub up_to: Option<Exact>,
    pub approver: Option<(String, usize)>,
}
pack!(struct Rung { up_to, approver });

/// A commitment, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Promise {
    /// The last day.
    pub due: Formula,
    pub when: Condition,
    /// Any that holds refuses it.
    pub unless: Vec<Condition>,
    pub problems: Vec<usize>,
}
pack!(struct Promise { due, when, unless, problems });

/// What a check found.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What makes the document unusable.
    pub faults: Vec<Fault>,
    /// What is doubtful.
    pub warnings: Vec<Fault>,
    /// Where the search for doubtful things was given up: what was not looked at.
    pub notes: Vec<Fault>,
}

impl Policy {
    /// Reads and compiles a policy document.
    ///
    /// # Errors
    /// Every fault of the document at once, each with its place.
    ///
    /// ```
    /// let faults = amends_core::policy::Policy::read("{}").unwrap_err();
    /// assert!(faults.iter().any(|fault| fault.at == "/currency" || fault.message.contains("currency")));
    /// ```
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let (policy, checked) = Self::read_checked(text);
        policy.filter(|_| checked.faults.is_empty()).ok_or(checked.faults)
    }

    /// Every fault and warning of a policy document.
    pub fn check(text: &str) -> Checked {
        let (policy, checked) = Self::read_checked(text);
        match policy.filter(|_| checked.faults.is_empty()) {
            #[cfg(feature = "authoring")]
            Some(policy) => {
                let (warnings, notes) = lint::doubts(&policy);
                Checked { warnings, notes, ..checked }
            }
            _ => checked,
        }
    }

    fn read_checked(text: &str) -> (Option<Self>, Checked) {
        let mut reading = document::reader::read_with_holes::<PolicyDocument>(text);
        let faults = std::mem::take(&mut reading.faults);
        let mut checked = Checked { faults, ..Checked::default() };
        let Some(document) = reading.value.take() else { return (None, checked) };
        // Gone before compiling begins, which then has its memory, still near the processor.
        let node = std::mem::replace(&mut reading.node, document::node::Node::Hole);
        let digest = digest(&document::canonical::text_of(&node));
        drop(node);
        let (policy, found) = compile::compile(document, digest);
        // What rests on a place already reported says nothing new.
        let new = |fault: &Fault| !reading.under_hole(&fault.at);
        checked.faults.extend(found.faults.into_iter().filter(new));
        checked.warnings.extend(found.warnings.into_iter().filter(new));
        (policy, checked)
    }

    /// The document it was compiled from.
    pub fn document(&self) -> &PolicyDocument {
        &self.document
    }

    /// SHA-256 of the canonical form (RFC 8785), lower-case hexadecimal: the name of this very version.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The language of the policy that serves a reader best, else its first; BCP 47 tags.
    pub fn language_for(&self, wanted: &str) -> &str {
        let languages = self.document.languages.iter().map(String::as_str);
        let first = self.document.languages.first().map_or("", String::as_str);
        Language::nearest(wanted, languages).unwrap_or(first)
    }

    /// Index of a problem.
    pub(crate) fn problem(&self, id: &str) -> Option<usize> {
        self.document.problems.iter().position(|problem| problem.id == id)
    }

    /// A scene with the policy's tables.
    pub(crate) fn view<'s>(&'s self, scene: &'s Scene) -> View<'s> {
        View::new(scene, &self.tables)
    }

    /// Computes the derived facts of one moment.
    pub(crate) fn derive(&self, scene: &mut Scene, moment: Moment) -> Result<(), Overflow> {
        for index in &self.vocabulary.derived {
            let Some(fact) = self.vocabulary.fact(*index).filter(|fact| fact.moment == moment)
            else {
                continue;
            };
            let Some(state) = fact.source.derived(&self.view(scene))? else { continue };
            scene.set(*index, state);
        }
        Ok(())
    }

    /// Whether no missing fact can change what formulas come to, although it may be a range by judgement
    /// or beyond the published tables.
    pub(crate) fn is_settled<'f>(
        &self,
        scene: &Scene,
        formulas: impl IntoIterator<Item = &'f Formula>,
    ) -> bool {
        let mut facts = Vec::new();
        formulas.into_iter().for_each(|own| own.reads(&mut |fact| facts.push(fact)));
        self.are_settled(scene, facts)
    }

    /// Whether no missing fact can change what these facts are.
    pub(crate) fn are_settled(&self, scene: &Scene, mut waiting: Vec<FactIndex>) -> bool {
        let mut seen = Vec::new();
        while let Some(fact) = waiting.pop() {
            if seen.contains(&fact) || scene.state(fact).is_known() {
                continue;
            }
            seen.push(fact);
            let source = self.vocabulary.fact(fact).map(|fact| &fact.source);
            let Some(Source::Formula(formula)) = source else { return false };
            formula.reads(&mut |fact| waiting.push(fact));
        }
        true
    }

    /// Whether a formula leaves a range by judgement, itself or by a fact it reads.
    pub(crate) fn judges(&self, formula: &Formula) -> bool {
        formula.judges(&|fact| match self.vocabulary.fact(fact).map(|fact| &fact.source) {
            Some(Source::Formula(own)) => self.judges(own),
            _ => false,
        })
    }

    /// Whether a second failure or an escalation raises the severity of complaints about a problem by one
    /// step; no escalation does where everyone hit by an incident is treated alike.
    pub(crate) fn raised(&self, problem: usize, scene: &Scene) -> Result<Truth, Overflow> {
        let group = self.document.problems.get(problem).is_some_and(|p| p.group_incident.is_some());
        let mut raised = self.second_failure.map_or(Truth::False, |fact| scene.truth(fact));
        for (rule, document) in self.escalations_of(problem).filter(|_| !group) {
            if document.raises_severity {
                raised = raised.or(rule.when.holds(&self.view(scene))?);
            }
        }
        Ok(raised)
    }

    /// The escalations that look at a problem.
    pub(crate) fn escalations_of(
        &self,
        problem: usize,
    ) -> impl Iterator<Item = (&Escalation, &EscalationDocument)> {
        let all = self.escalations.iter().zip(&self.document.escalations);
        all.filter(move |(rule, _)| rule.problems.is_empty() || rule.problems.contains(&problem))
    }

    /// Rounds a range once, by the policy's mode and unit.
    pub(crate) fn round(&self, range: Range) -> Result<Range, Overflow> {
        self.round_by(self.rounding, range)
    }

    /// Rounds a range to the policy's unit by another mode: a bound of amounts that holds for rounded ones too.
    pub(crate) fn round_by(&self, mode: Rounding, range: Range) -> Result<Range, Overflow> {
        // Most amounts need no rounding.
        if self.unit == Exact::whole(1) && range.as_whole().is_some() {
            return Ok(range);
        }
        range.map(|value| value.round(self.unit, mode)).ok_or(Overflow)
    }
}
