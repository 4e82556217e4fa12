//! What may happen to a case: fields that belong to an event, names it may use, states it fits.

use super::past::{Past, Stance};
use super::promises::{keeps, kept};
use super::{View, status};
use crate::date;
use crate::document::follow_up::{
    CaseDocument, CaseState, FollowUpEvent, FollowUpEventDocument, StatusDocument, SurveyDocument,
};
use crate::document::word;
use crate::fault::Fault;
use crate::policy::Policy;
use chrono::NaiveDate;

/// Most characters of an event's words, proof and survey.
pub const LONGEST_WORDS: usize = 2_000;

/// Whether only the company may report it; the others only the customer.
pub fn is_by_company(what: FollowUpEvent) -> bool {
    matches!(
        what,
        FollowUpEvent::CommitmentDone | FollowUpEvent::Updated | FollowUpEvent::FinalOffer
    )
}

/// Everything for which an event cannot be recorded in a case today; empty when it can.
pub fn event_faults(
    policy: &Policy,
    case: &CaseDocument,
    event: &FollowUpEventDocument,
    today: NaiveDate,
) -> Vec<Fault> {
    let mut faults = days(case, event, today);
    faults.extend(shape(event));
    faults.extend(lengths(event));
    faults.extend(names(case, event));
    faults.extend(event.survey.as_ref().map(survey).unwrap_or_default());
    if faults.is_empty() {
        faults.extend(misfit(policy, case, event, today));
    }
    faults
}

fn days(case: &CaseDocument, event: &FollowUpEventDocument, today: NaiveDate) -> Vec<Fault> {
    let fault = |at: &str, message: String, help: String| {
        vec![Fault::new("event-day", at, message).help(help)]
    };
    let Some(day) = date::read(&event.on) else {
        let help = "write it as `2026-03-01`".to_owned();
        let fault = Fault::new("not-a-date", "/on", "this is not a date");
        return vec![fault.help(help)];
    };
    if day > today {
        let help = format!("today is {}", date::write(today));
        return fault("/on", format!("{} has not come yet", event.on), help);
    }
    if event.on < case.received {
        let help = format!("it was received on {}", case.received);
        return fault("/on", format!("{} is before the complaint was received", event.on), help);
    }
    match &event.until {
        Some(until) if date::read(until).is_none() => {
            vec![
                Fault::new("not-a-date", "/until", "this is not a date")
                    .help("write it as `2026-03-01`"),
            ]
        }
        Some(until) if *until < event.on => {
            let help = format!("name {} or a later day", event.on);
            fault("/until", format!("{until} is before the event itself"), help)
        }
        Some(_) | None => Vec::new(),
    }
}

/// Fields an event needs, and fields that do not belong to it.
fn shape(event: &FollowUpEventDocument) -> Vec<Fault> {
    use FollowUpEvent::{Accepted, CommitmentDone, FinalOffer, Surveyed, Updated};
    let fields: [(&str, bool, &[FollowUpEvent]); 6] = [
        ("commitment", event.commitment.is_some(), &[CommitmentDone]),
        ("remedy", event.remedy.is_some(), &[CommitmentDone]),
        ("proof", event.proof.is_some(), &[CommitmentDone]),
        ("option", event.option.is_some(), &[FinalOffer, Accepted]),
        ("until", event.until.is_some(), &[FinalOffer, Updated]),
        ("survey", event.survey.is_some(), &[Surveyed]),
    ];
    let mut faults = Vec::new();
    for (name, given, kinds) in fields {
        let (at, belongs) = (["/", name].concat(), kinds.contains(&event.what));
        if given && !belongs {
            let message = format!("`{}` has no `{name}`", word(&event.what));
            faults.push(Fault::new("unknown-field", at, message).help("leave it out"));
        } else if !given && belongs && matches!(name, "commitment" | "survey") {
            let message = format!("`{}` needs `{name}`", word(&event.what));
            faults.push(Fault::new("missing-field", at, message).help("say which, or what"));
        }
    }
    faults
}

fn lengths(event: &FollowUpEventDocument) -> Vec<Fault> {
    let survey = event.survey.as_ref().map(|survey| survey.words.as_str()).unwrap_or_default();
    let texts = [
        ("/words", event.words.as_str()),
        ("/proof", event.proof.as_deref().unwrap_or_default()),
        ("/survey/words", survey),
    ];
    let long = texts.into_iter().filter(|(_, text)| text.chars().count() > LONGEST_WORDS);
    long.map(|(at, _)| {
        let message = format!("this is longer than {LONGEST_WORDS} characters");
        Fault::new("too-long", at, message).help("shorten it")
    })
    .collect()
}

fn names(case: &CaseDocument, event: &FollowUpEventDocument) -> Vec<Fault> {
    let unknown = |at: &str, what: &str, id: &str, help: &str| {
        let message = format!("this case has no {what} `{id}`");
        Fault::new("unknown-name", at, message).help(help)
    };
    let mut faults = Vec::new();
    if let Some(id) = &event.commitment {
        let mut own = case.promises.iter().filter(|promise| promise.made.id == *id).peekable();
        let wrong = event.remedy.as_ref().filter(|_| own.peek().is_some());
        if own.peek().is_none() {
            faults.push(unknown("/commitment", "commitment", id, "use an id of its commitments"));
        } else if let Some(id) = wrong
            && !own.any(|promise| promise.made.remedy.as_ref() == Some(id))
        {
            let help = "use the remedy its commitment carries out, or leave it out";
            faults.push(unknown("/remedy", "such promise for remedy", id, help));
        }
    }
    if let Some(id) = &event.option
        && !case.quote.options.iter().any(|option| option.id == *id)
    {
        faults.push(unknown("/option", "option", id, "use an id of its quote's options"));
    }
    faults
}

fn survey(survey: &SurveyDocument) -> Vec<Fault> {
    let scales = [
        ("satisfaction", survey.satisfaction, 1, 5),
        ("effort", survey.effort, 1, 5),
        ("recommend", survey.recommend, 0, 10),
    ];
    if scales.iter().all(|(_, answer, _, _)| answer.is_none()) && survey.words.trim().is_empty() {
        let fault = Fault::new("missing-answer", "/survey", "nothing is answered");
        return vec![fault.help("answer one question, or write a few words")];
    }
    let outside = scales.into_iter().filter(|(_, answer, least, most)| {
        answer.is_some_and(|answer| answer < *least || answer > *most)
    });
    outside
        .map(|(name, _, least, most)| {
            let at = ["/survey/", name].concat();
            Fault::new("out-of-range", at, "this is not on the scale")
                .help(format!("answer {least} to {most}"))
        })
        .collect()
}

/// Why a sound event does not fit the state of the case.
fn misfit(
    policy: &Policy,
    case: &CaseDocument,
    event: &FollowUpEventDocument,
    today: NaiveDate,
) -> Option<Fault> {
    let stands = status(policy, case, today);
    let state = word(&stands.state);
    let wrong = |help: String| {
        let message = format!("a case that is `{state}` cannot be `{}`", word(&event.what));
        Some(Fault::new("wrong-state", "/what", message).help(help))
    };
    match event.what {
        FollowUpEvent::CommitmentDone => already_done(policy, case, event, today),
        FollowUpEvent::Updated => {
            let ended = [CaseState::Closed, CaseState::Withdrawn].contains(&stands.state);
            if ended { wrong("wait until the customer opens it again".into()) } else { None }
        }
        FollowUpEvent::FinalOffer => {
            let answered =
                matches!(Past::of(case, today).stance, Stance::Accepted | Stance::Withdrawn);
            if answered {
                wrong("the customer has answered; wait until it is opened again".into())
            } else {
                None
            }
        }
        FollowUpEvent::Accepted
        | FollowUpEvent::Declined
        | FollowUpEvent::FactsAdded
        | FollowUpEvent::Withdrawn
        | FollowUpEvent::Reopened
        | FollowUpEvent::Surveyed => {
            if !stands.actions.contains(&event.what) {
                let open: Vec<String> = stands.actions.iter().map(word).collect();
                return wrong(format!("what it can be now: {}", open.join(", ")));
            }
            not_offered(&stands, event)
        }
    }
}

/// A promise is kept once.
fn already_done(
    policy: &Policy,
    case: &CaseDocument,
    event: &FollowUpEventDocument,
    today: NaiveDate,
) -> Option<Fault> {
    let view = View::of(policy, case, today);
    let mut meant = case.promises.iter().filter(|promise| keeps(event, promise));
    if meant.any(|promise| kept(promise, &view.past).is_none()) {
        return None;
    }
    let fault = Fault::new("already-done", "/commitment", "this promise was kept before");
    Some(fault.help("its day and proof are in the status"))
}

/// Accepting needs an option that is open, and one where none was chosen.
fn not_offered(stands: &StatusDocument, event: &FollowUpEventDocument) -> Option<Fault> {
    if event.what != FollowUpEvent::Accepted {
        return None;
    }
    let options = stands.offer.as_ref().map(|offer| offer.options.as_slice()).unwrap_or_default();
    let listed = || options.iter().map(|option| option.id.as_str()).collect::<Vec<_>>().join(", ");
    match &event.option {
        Some(id) if !options.iter().any(|option| option.id == *id) => {
            let message = format!("`{id}` is no longer offered");
            Some(
                Fault::new("unknown-option", "/option", message)
                    .help(format!("offered: {}", listed())),
            )
        }
        None if options.len() > 1 && !options.iter().any(|option| option.chosen) => {
            let fault = Fault::new("missing-choice", "/option", "it is not said which option");
            Some(fault.help(format!("offered: {}", listed())))
        }
        Some(_) | None => None,
    }
}
