//! The files of a complaint: which are asked for, and what is wrong with what is said of those given.

use super::{Reader, language, scene};
use crate::document::complaint::{ComplaintDocument, EvidenceGivenDocument};
use crate::document::policy::EvidenceDocument;
use crate::evidence::{LONGEST_NAME, is_sha256};
use crate::fault::Fault;
use crate::language::{Language, Phrase};
use crate::number::Truth;
use crate::policy::Policy;
use chrono::NaiveDate;

/// The kinds of file asked for in a complaint so far: places in the policy's `evidence`, in order. Answers with faults
/// count as missing.
///
/// An unknown problem asks for none.
#[inline(never)]
pub fn evidence_asked(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Vec<usize> {
    let mut asked = Vec::new();
    let Some(problem) = policy.problem(&complaint.problem) else { return asked };
    if policy.evidence.is_empty() {
        return asked;
    }
    let reader = Reader { policy, today, language: Language::English };
    let supplied = reader.read_all(complaint, |_| {});
    let Ok(scene) = scene(policy, problem, today, &supplied) else { return asked };
    for (place, wanted) in policy.evidence.iter().enumerate() {
        let own = wanted.problems.is_empty() || wanted.problems.contains(&problem);
        if own && wanted.when.holds(&policy.view(&scene)) == Ok(Truth::True) {
            asked.push(place);
        }
    }
    asked
}

/// Required evidence that is not there, as faults in the customer's language.
pub(crate) fn evidence_missing(
    policy: &Policy,
    complaint: &ComplaintDocument,
    today: NaiveDate,
) -> Vec<Fault> {
    let (language, tag, _) = language(policy, complaint);
    let given = |kind: &str| complaint.evidence.iter().any(|file| file.kind == kind);
    let asked = evidence_asked(policy, complaint, today).into_iter();
    let asked = asked.filter_map(|place| policy.document.evidence.get(place));
    let missing = asked.filter(|kind| kind.required && !given(&kind.id)).map(|kind| {
        let label = kind.label.get(&tag).map_or(kind.id.as_str(), String::as_str);
        let says = language.say(Phrase::MissingEvidence, &[label]);
        Fault::new("missing-evidence", "/evidence", says)
    });
    missing.collect()
}

/// Faults of everything that is said of the files. A kind whose `when` no longer holds is none: a later answer must
/// not make a file wrong that was asked for.
pub(super) fn evidence_faults(
    policy: &Policy,
    complaint: &ComplaintDocument,
    language: Language,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let problem = policy.problem(&complaint.problem);
    for (index, file) in complaint.evidence.iter().enumerate() {
        let at = format!("/evidence/{index}");
        let mut wrong =
            |code, key: &str, says| faults.push(Fault::new(code, [&at, key].concat(), says));
        let wanted = policy.evidence.iter().zip(&policy.document.evidence);
        let mut kinds = wanted.filter(|(wanted, kind)| {
            let own = |problem| wanted.problems.is_empty() || wanted.problems.contains(&problem);
            kind.id == file.kind && problem.is_none_or(own)
        });
        match kinds.next() {
            None => {
                let says = language.say(Phrase::UnknownEvidence, &[&file.kind]);
                wrong("unknown-evidence", "/kind", says);
            }
            Some((_, kind)) => against_limits(kind, file, language, &mut wrong),
        }
        if file.name.chars().count() > LONGEST_NAME || file.name.chars().any(char::is_control) {
            let says = language.say(Phrase::TooLong, &[&LONGEST_NAME.to_string()]);
            wrong("too-long", "/name", says);
        }
        if !is_sha256(&file.sha256) {
            wrong("not-a-digest", "/sha256", language.say(Phrase::NotADigest, &[&file.name]));
        }
    }
    faults.extend(too_many(policy, complaint, language));
    faults
}

fn against_limits(
    kind: &EvidenceDocument,
    file: &EvidenceGivenDocument,
    language: Language,
    wrong: &mut impl FnMut(&'static str, &str, String),
) {
    if !kind.media_types.contains(&file.media_type) {
        let says = language.say(Phrase::WrongMediaType, &[&file.name, &file.media_type]);
        wrong("wrong-media-type", "/media_type", says);
    }
    if file.size > u64::from(kind.at_most_bytes) {
        let most = kind.at_most_bytes.to_string();
        let says = language.say(Phrase::FileTooLarge, &[&file.name, &most]);
        wrong("too-large", "/size", says);
    }
}

/// More files of a kind than the policy takes.
fn too_many(policy: &Policy, complaint: &ComplaintDocument, language: Language) -> Vec<Fault> {
    let beyond = policy.document.evidence.iter().filter_map(|kind| {
        let most = usize::try_from(kind.at_most_files).unwrap_or(usize::MAX);
        let mut own =
            complaint.evidence.iter().enumerate().filter(|(_, file)| file.kind == kind.id);
        let (index, _) = own.nth(most)?;
        let says = language.say(Phrase::TooMany, &[&most.to_string()]);
        Some(Fault::new("too-many", format!("/evidence/{index}"), says))
    });
    beyond.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;
    use crate::document;

    /// The bank asks for a screenshot about a blocked card, and for proof once something was lost by it.
    fn asked(answers: &str) -> Vec<String> {
        let policy = Policy::read(include_str!("../../../www/policies/bank.json")).unwrap();
        let packed = Policy::unpack(&policy.pack("en").unwrap()).unwrap();
        let text = format!(r#"{{"problem": "card-blocked", "answers": {answers}}}"#);
        let complaint: ComplaintDocument = document::read(&text).unwrap();
        let today = date::read("2026-11-23").unwrap();
        let ids = |policy: &Policy| -> Vec<String> {
            let asked = evidence_asked(policy, &complaint, today).into_iter();
            asked.map(|place| policy.document.evidence[place].id.clone()).collect()
        };
        assert_eq!(ids(&packed), ids(&policy), "the form asks for the same");
        ids(&policy)
    }

    #[test]
    fn what_is_asked_for_follows_problem_and_answers() {
        assert_eq!(asked("{}"), ["screenshot"], "nobody knows yet");
        assert_eq!(asked(r#"{"had_loss": false}"#), ["screenshot"]);
        assert_eq!(asked(r#"{"had_loss": true}"#), ["screenshot", "loss-proof"]);
    }

    #[test]
    fn an_unknown_problem_asks_for_nothing() {
        let policy = Policy::read(include_str!("../../../www/policies/bank.json")).unwrap();
        let complaint: ComplaintDocument = document::read(r#"{"problem": "moon"}"#).unwrap();
        let today = date::read("2026-11-23").unwrap();
        assert!(evidence_asked(&policy, &complaint, today).is_empty());
    }
}
