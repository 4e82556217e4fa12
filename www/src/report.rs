//! How complaints were handled, counted over all cases of a store: promises, times, answers, satisfaction, causes.
//!
//! Shares and averages are exact parts: how many of how many. Nothing about any person.

mod causes;

use crate::intake::Intake;
use crate::problem::Problem;
use amends_core::document::follow_up::{
    CaseState, FollowUpEvent, PromiseState, StatusDocument, SurveyDocument,
};
use amends_core::document::policy::CommitmentKind;
use chrono::NaiveDate;
use serde::Serialize;

pub use causes::Cause;
use causes::Causes;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Those that are.
    pub of: u64,
    /// All.
    pub all: u64,
}

/// Numbers, by how many, smallest, median and largest; none without any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Spread {
    /// How many.
    pub count: u64,
    /// The smallest.
    pub least: Option<i64>,
    /// The one in the middle, the lower of two.
    pub median: Option<i64>,
    /// The largest.
    pub most: Option<i64>,
    /// Their sum, for an average.
    pub sum: i64,
}

/// How promises stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Promises {
    /// Kept by their day.
    pub kept: u64,
    /// Kept after their day.
    pub late: u64,
    /// Not kept, and their day has passed.
    pub overdue: u64,
    /// Not due yet.
    pub due: u64,
}

/// What `amends report` prints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The day it holds for, ISO 8601.
    pub today: String,
    /// All cases.
    pub cases: u64,
    /// Promises of all cases.
    pub promises: Promises,
    /// Days from receipt to the first reply.
    pub days_to_first_reply: Spread,
    /// Days from receipt to the decision or the final offer.
    pub days_to_final: Spread,
    /// Cases accepted, of those answered.
    pub accepted: Share,
    /// Cases opened again, of all.
    pub reopened: Share,
    /// Cases that failed a second time, of all.
    pub second_failures: Share,
    /// Cases withdrawn, of all.
    pub withdrawn: Share,
    /// Satisfaction, 1 to 5.
    pub satisfaction: Spread,
    /// Ease, 1 to 5.
    pub effort: Spread,
    /// Would recommend, 0 to 10.
    pub recommend: Spread,
    /// Those who answer 9 or 10 less those who answer 0 to 6, of all who answer.
    pub promoters: Net,
    /// What the cases were about, the most frequent problem first.
    pub causes: Vec<Cause>,
}

/// Promoters and detractors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Net {
    /// Answers 9 and 10.
    pub promoters: u64,
    /// Answers 0 to 6.
    pub detractors: u64,
    /// All answers.
    pub all: u64,
}

/// Numbers while they are gathered.
#[derive(Debug, Default)]
struct Gathered {
    report: Report,
    first: Vec<i64>,
    last: Vec<i64>,
    satisfaction: Vec<i64>,
    effort: Vec<i64>,
    recommend: Vec<i64>,
    causes: Causes,
}

/// Counts every case of the store.
///
/// # Errors
/// The store fails, or a policy is no longer there.
pub fn report(intake: &Intake) -> Result<Report, Problem> {
    let mut gathered = Gathered::default();
    gathered.report.today = intake.clock.today().to_string();
    for reference in intake.store.references().map_err(crate::intake::unavailable)? {
        let opened = intake.open_here(&reference)?;
        let (status, case) = (opened.status(intake), &opened.stored.case);
        gathered.add(&status, &case.events);
        gathered.causes.add(opened.policy.document(), case, &status);
    }
    Ok(gathered.finish())
}

impl Gathered {
    fn add(
        &mut self,
        status: &StatusDocument,
        events: &[amends_core::document::follow_up::FollowUpEventDocument],
    ) {
        let report = &mut self.report;
        report.cases += 1;
        promises(&mut report.promises, status);
        let has = |what| events.iter().any(|event| event.what == what);
        let (accepted, declined) = (has(FollowUpEvent::Accepted), has(FollowUpEvent::Declined));
        count(&mut report.accepted, accepted, accepted || declined);
        count(&mut report.reopened, has(FollowUpEvent::Reopened), true);
        count(&mut report.second_failures, status.second_failure, true);
        count(&mut report.withdrawn, status.state == CaseState::Withdrawn, true);
        let days = |day: &String| days(&status.received, day);
        let told = events.iter().filter(|event| {
            matches!(event.what, FollowUpEvent::Updated | FollowUpEvent::FinalOffer)
        });
        let told = told.map(|event| &event.on);
        self.first.extend(told.chain(done(status, is_reply)).min().and_then(days));
        let offered = events.iter().filter(|event| event.what == FollowUpEvent::FinalOffer);
        let offered = offered.map(|event| &event.on);
        self.last.extend(offered.chain(done(status, is_decision)).min().and_then(days));
        events.iter().filter_map(|event| event.survey.as_ref()).for_each(|it| self.survey(it));
    }

    fn survey(&mut self, survey: &SurveyDocument) {
        self.satisfaction.extend(survey.satisfaction.map(i64::from));
        self.effort.extend(survey.effort.map(i64::from));
        self.recommend.extend(survey.recommend.map(i64::from));
        let net = &mut self.report.promoters;
        net.all += u64::from(survey.recommend.is_some());
        net.promoters += u64::from(survey.recommend.is_some_and(|answer| answer >= 9));
        net.detractors += u64::from(survey.recommend.is_some_and(|answer| answer <= 6));
    }

    fn finish(self) -> Report {
        Report {
            days_to_first_reply: spread(self.first),
            days_to_final: spread(self.last),
            satisfaction: spread(self.satisfaction),
            effort: spread(self.effort),
            recommend: spread(self.recommend),
            causes: self.causes.finish(),
            ..self.report
        }
    }
}

fn promises(promises: &mut Promises, status: &StatusDocument) {
    for promise in &status.commitments {
        match (promise.state, promise.days_late) {
            (PromiseState::Done, None) => promises.kept += 1,
            (PromiseState::Done, Some(_)) => promises.late += 1,
            (PromiseState::Overdue, _) => promises.overdue += 1,
            (PromiseState::Due, _) => promises.due += 1,
        }
    }
}

fn count(share: &mut Share, is: bool, counts: bool) {
    share.of += u64::from(is && counts);
    share.all += u64::from(counts);
}

/// Kinds of promise by which the customer hears from a person.
fn is_reply(kind: CommitmentKind) -> bool {
    matches!(
        kind,
        CommitmentKind::Acknowledge
            | CommitmentKind::Update
            | CommitmentKind::Contact
            | CommitmentKind::Decide
    )
}

fn is_decision(kind: CommitmentKind) -> bool {
    kind == CommitmentKind::Decide
}

/// Days on which promises of some kinds were kept.
fn done(status: &StatusDocument, is: fn(CommitmentKind) -> bool) -> impl Iterator<Item = &String> {
    let own = status.commitments.iter().filter(move |promise| is(promise.commitment.what));
    own.filter_map(|promise| promise.done.as_ref())
}

fn days(from: &str, to: &str) -> Option<i64> {
    let (from, to): (NaiveDate, NaiveDate) = (from.parse().ok()?, to.parse().ok()?);
    Some(to.signed_duration_since(from).num_days())
}

fn spread(mut numbers: Vec<i64>) -> Spread {
    numbers.sort_unstable();
    let middle = numbers.len().saturating_sub(1) / 2;
    Spread {
        count: u64::try_from(numbers.len()).unwrap_or(u64::MAX),
        least: numbers.first().copied(),
        median: numbers.get(middle).copied(),
        most: numbers.last().copied(),
        sum: numbers.iter().sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_has_its_ends_and_its_middle() {
        let four = spread(vec![9, 1, 4, 2]);
        assert_eq!((four.least, four.median, four.most, four.sum), (Some(1), Some(2), Some(9), 16));
        assert_eq!(spread(vec![]), Spread::default());
    }
}
