//! Assessment: whose responsibility it is, how bad it is, and what refuses goodwill.

use crate::complaint::Complaint;
use crate::document::policy::{Responsibility, Severity};
use crate::document::quote::Verdict;
use crate::fault::Fault;
use crate::number::Truth;
use crate::policy::Policy;
use crate::policy::condition::Condition;
use crate::policy::formula::Overflow;
use crate::policy::value::View;
use crate::policy::vocabulary::{
    Choices, Moment, RESPONSIBILITIES, RESPONSIBILITY, SEVERITIES, SEVERITY, Scene, State,
};
use crate::wording::Wording;

/// What was judged about a complaint.
#[derive(Debug, Clone)]
pub(crate) struct Assessment {
    /// Responsibilities still possible, with the index of their rule, most likely rule first.
    pub responsibility: Vec<(usize, Responsibility)>,
    /// Severities still possible, with the index of their rule.
    pub severity: Vec<(usize, Severity)>,
    /// Whether this case failed before: then the severity is one step up, and a person approves.
    pub second_failure: Truth,
    /// Rules that refuse, or may refuse, goodwill.
    pub not_due: Vec<(usize, Truth)>,
    /// Every fact, judged and derived ones included.
    pub scene: Scene,
}

impl Assessment {
    /// Judges a complaint.
    pub fn judge(policy: &Policy, complaint: &Complaint) -> Result<Self, Overflow> {
        Self::judge_scene(policy, complaint.problem, complaint.scene.clone())
    }

    /// Judges the scene of a complaint of a problem.
    pub fn judge_scene(
        policy: &Policy,
        problem: usize,
        mut scene: Scene,
    ) -> Result<Self, Overflow> {
        let rules = policy.problems.get(problem).ok_or(Overflow)?;
        let responsibility = possible(&rules.responsibility, &policy.view(&scene))?;
        scene.set(RESPONSIBILITY, choices(&responsibility, &RESPONSIBILITIES));
        policy.derive(&mut scene, Moment::Responsibility)?;
        let second_failure = policy.second_failure.map_or(Truth::False, |fact| scene.truth(fact));
        let severity = possible(&rules.severity, &policy.view(&scene))?;
        let severity = raised(severity, policy.raised(problem, &scene)?);
        scene.set(SEVERITY, choices(&severity, &SEVERITIES));
        policy.derive(&mut scene, Moment::Severity)?;
        let mut not_due = Vec::new();
        for (index, when) in rules.not_due.iter().enumerate() {
            let holds = when.holds(&policy.view(&scene))?;
            if holds != Truth::False {
                not_due.push((index, holds));
            }
        }
        Ok(Self { responsibility, severity, second_failure, not_due, scene })
    }

    /// Whether goodwill is refused.
    pub fn refused(&self) -> Truth {
        self.not_due.iter().fold(Truth::False, |refused, (_, holds)| refused.or(*holds))
    }

    /// The responsibility words go by: the one decided, else unclear.
    pub fn spoken_responsibility(&self) -> Responsibility {
        match self.responsibility.as_slice() {
            [(_, only)] => *only,
            _ => Responsibility::Unclear,
        }
    }

    /// The severity words go by: the first still possible.
    pub fn spoken_severity(&self) -> Severity {
        self.severity.first().map_or(Severity::Minor, |(_, severity)| *severity)
    }
}

/// Answers that cannot all be true, as faults at the answer most likely mistaken.
pub(crate) fn contradictions(policy: &Policy, complaint: &Complaint) -> Vec<Fault> {
    let wording = Wording::new(policy, complaint, &complaint.scene);
    let compiled = policy.problems.get(complaint.problem).into_iter();
    let written = policy.document.problems.get(complaint.problem).into_iter();
    let written = written.flat_map(|problem| &problem.contradictions);
    let rules = compiled.flat_map(|problem| &problem.contradictions).zip(written);
    let broken =
        rules.filter(|(when, _)| when.holds(&policy.view(&complaint.scene)) == Ok(Truth::True));
    let faults = broken.map(|(_, rule)| {
        let at = ["/answers/", &rule.at].concat();
        Fault::new("contradicting-answers", at, wording.loose(&rule.says, &[]))
    });
    faults.collect()
}

/// The verdicts that rules in order may give; the first that surely holds ends the search.
fn possible<T: Copy + PartialEq>(
    rules: &[(Condition, T)],
    view: &View<'_>,
) -> Result<Vec<(usize, T)>, Overflow> {
    let mut verdicts: Vec<(usize, T)> = Vec::with_capacity(rules.len().min(2));
    for (index, (when, verdict)) in rules.iter().enumerate() {
        let holds = when.holds(view)?;
        if holds != Truth::False && !verdicts.iter().any(|(_, other)| other == verdict) {
            verdicts.push((index, *verdict));
        }
        if holds == Truth::True {
            break;
        }
    }
    Ok(verdicts)
}

/// Severities one step up after a second failure or by an escalation; both while it is open.
fn raised(severities: Vec<(usize, Severity)>, raised: Truth) -> Vec<(usize, Severity)> {
    if raised == Truth::False {
        return severities;
    }
    let up = |(rule, severity): (usize, Severity)| match severity {
        Severity::Minor => (rule, Severity::Moderate),
        Severity::Moderate => (rule, Severity::Serious),
        Severity::Serious | Severity::Critical => (rule, Severity::Critical),
    };
    let mut possible: Vec<(usize, Severity)> = Vec::with_capacity(severities.len());
    let stay = severities.iter().copied().filter(|_| raised != Truth::True);
    let rise = severities.iter().copied().filter(|_| raised != Truth::False).map(up);
    for verdict in stay.chain(rise) {
        if !possible.iter().any(|(_, other)| *other == verdict.1) {
            possible.push(verdict);
        }
    }
    possible
}

fn choices<T: PartialEq>(verdicts: &[(usize, T)], all: &[(T, &str)]) -> State {
    let bits = verdicts.iter().filter_map(|(_, verdict)| {
        all.iter().position(|(candidate, _)| candidate == verdict).map(Choices::one)
    });
    State::Choice(bits.fold(Choices::NONE, Choices::union))
}

/// The values still possible, with the reason once there is only one.
pub(crate) fn verdict<T: Copy>(
    possible: &[(usize, T)],
    because: impl Fn(usize) -> Option<String>,
) -> Verdict<T> {
    let decided = match possible {
        [(rule, _)] => because(*rule),
        _ => None,
    };
    Verdict { possible: possible.iter().map(|(_, verdict)| *verdict).collect(), because: decided }
}
