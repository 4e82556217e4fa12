//! The report: counts and sums as a public document.

use super::change::{Change, Changed};
use super::spread::Spread;
use super::tally::{ProblemSum, Shares, Tally};
use super::worker::Worker;
use super::{Failure, Replay};
use amends_core::document::quote::PolicyName;
use amends_core::document::replay::{
    ApprovalPaidDocument, CapsDocument, ChangeDocument, ChangedDocument, ChoicesDocument,
    HistoryDocument, NothingDueDocument, OptionPaidDocument, PaidDocument, PercentileDocument,
    ProblemChangeDocument, ProblemPaidDocument, RemedyPaidDocument, ReplayDocument,
    ReplayReportDocument, ShareDocument, SharesDocument, SpreadDocument, StepDocument, Taken,
    UndecidedDocument,
};
use amends_core::money::Currency;
use amends_core::number::Exact;
use amends_core::policy::Policy;

/// The percentiles of a report.
const PERCENTILES: [u32; 11] = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100];

/// Writes the report.
///
/// # Errors
/// When a sum is too large to be written.
pub(super) fn report(
    replay: &Replay<'_>,
    worker: &Worker<'_>,
) -> Result<ReplayReportDocument, Failure> {
    let write = |tally: &Tally<'_>| {
        Writer::of(tally.policy).policy(tally, replay.taken).ok_or(Failure::Overflow)
    };
    let against = worker.against().map(|(tally, _)| write(tally)).transpose()?;
    let change = worker.against().map(|(_, change)| Writer::of(replay.policy).change(change));
    let unreadable = worker.unreadable.lines;
    Ok(ReplayReportDocument {
        taken: replay.taken,
        today: amends_core::date::write(replay.today),
        history: HistoryDocument {
            lines: worker.lines,
            read: worker.lines - unreadable,
            unreadable,
            faults: worker.unreadable.documents(),
        },
        policy: write(worker.policy())?,
        against,
        change: change.map(|change| change.ok_or(Failure::Overflow)).transpose()?,
    })
}

/// How much of the loss lines are given; none where no line has a known loss.
fn shares(shares: &Shares) -> Option<SharesDocument> {
    let (rejected, kept) = (shares.rejected.iter().sum(), shares.kept.iter().sum());
    let of = |lines: u64, all: u64| ShareDocument { lines, percent: percent(lines, all) };
    let [under, fitting, over, far_over] = shares.rejected;
    (rejected + kept > 0).then(|| SharesDocument {
        rejected,
        under: of(under, rejected),
        fitting: of(fitting, rejected),
        over: of(over, rejected),
        far_over: of(far_over, rejected),
        kept,
        kept_with_some: of(shares.kept[1], kept),
        by_goodwill: shares.by_goodwill,
    })
}

/// Writes amounts in the currency of a policy; `None` is an overflow everywhere below.
struct Writer<'p> {
    policy: &'p Policy,
    currency: Currency,
}

impl<'p> Writer<'p> {
    fn of(policy: &'p Policy) -> Self {
        let currency = Currency::of(&policy.document().currency).unwrap_or(Currency::NONE);
        Self { policy, currency }
    }

    fn money(&self, minor: impl Into<i128>) -> Option<String> {
        Some(self.currency.decimal(Exact::whole(i64::try_from(minor.into()).ok()?)))
    }

    fn paid(&self, sum: &ProblemSum) -> Option<PaidDocument> {
        Some(PaidDocument {
            total: self.money(sum.paid.total)?,
            owed: self.money(sum.owed)?,
            goodwill: self.money(sum.paid.total - sum.owed)?,
        })
    }

    fn name(&self) -> PolicyName {
        let document = self.policy.document();
        let first = document.languages.first().map(String::as_str).unwrap_or_default();
        PolicyName {
            id: document.id.clone(),
            version: document.version.clone(),
            digest: self.policy.digest().to_owned(),
            institution: document.institution.get(first).cloned().unwrap_or_default(),
        }
    }

    fn policy(&self, tally: &Tally<'_>, taken: Taken) -> Option<ReplayDocument> {
        let all = tally.all();
        let [offered, something_else, not_offered] = tally.choices;
        let choices = ChoicesDocument { offered, something_else, not_offered };
        Some(ReplayDocument {
            policy: self.name(),
            currency: self.policy.document().currency.clone(),
            quoted: tally.quoted,
            refused: tally.refused.lines,
            refusals: tally.refused.documents(),
            not_in_force: tally.not_in_force,
            undecided: self.undecided(tally)?,
            decided: all.paid.lines,
            paid: self.paid(&all)?,
            nothing_due: NothingDueDocument {
                lines: all.nothing_due,
                percent: percent(all.nothing_due, all.paid.lines),
            },
            amounts: if all.paid.lines > 0 { Some(self.spread(&tally.spread)?) } else { None },
            remedies: self.remedies(tally)?,
            problems: self.problems(tally)?,
            options: self.options(tally)?,
            caps: CapsDocument { per_case: tally.per_case, per_customer: tally.per_customer },
            shares: shares(&tally.shares),
            approvals: self.approvals(tally)?,
            choices: (taken == Taken::Choice).then_some(choices),
        })
    }

    fn undecided(&self, tally: &Tally<'_>) -> Option<UndecidedDocument> {
        let undecided = tally.undecided;
        Some(UndecidedDocument {
            lines: undecided.lines,
            low: self.money(undecided.low)?,
            high: if undecided.open > 0 { None } else { Some(self.money(undecided.high)?) },
        })
    }

    fn spread(&self, spread: &Spread) -> Option<SpreadDocument> {
        let percentiles = spread.percentiles(&PERCENTILES).into_iter().map(|(percent, amount)| {
            Some(PercentileDocument { percent, amount: self.money(amount)? })
        });
        let steps = spread.steps().map(|(from, below, lines, total)| {
            let below = match below {
                Some(below) => Some(self.money(below)?),
                None => None,
            };
            Some(StepDocument { from: self.money(from)?, below, lines, total: self.money(total)? })
        });
        Some(SpreadDocument {
            percentiles: percentiles.collect::<Option<_>>()?,
            coarse: spread.coarse().and_then(|coarse| self.money(coarse)),
            histogram: steps.collect::<Option<_>>()?,
        })
    }

    fn remedies(&self, tally: &Tally<'_>) -> Option<Vec<RemedyPaidDocument>> {
        let remedies = self.policy.document().remedies.iter().zip(&tally.remedies);
        let remedies = remedies.map(|(document, sum)| {
            let total = match document.amount {
                Some(_) => Some(self.money(sum.total)?),
                None => None,
            };
            Some(RemedyPaidDocument {
                id: document.id.clone(),
                kind: document.kind,
                basis: document.basis,
                lines: sum.lines,
                total,
            })
        });
        remedies.collect()
    }

    fn problems(&self, tally: &Tally<'_>) -> Option<Vec<ProblemPaidDocument>> {
        let problems = self.policy.document().problems.iter().zip(&tally.problems);
        let problems = problems.map(|(document, sum)| {
            Some(ProblemPaidDocument {
                id: document.id.clone(),
                lines: sum.paid.lines,
                nothing_due: sum.nothing_due,
                paid: self.paid(sum)?,
            })
        });
        problems.collect()
    }

    fn options(&self, tally: &Tally<'_>) -> Option<Vec<OptionPaidDocument>> {
        let options = self.policy.document().options.iter().zip(&tally.options);
        let options = options.map(|(document, sum)| {
            let (id, total) = (document.id.clone(), self.money(sum.total)?);
            Some(OptionPaidDocument { id, lines: sum.lines, total })
        });
        options.collect()
    }

    fn approvals(&self, tally: &Tally<'_>) -> Option<Vec<ApprovalPaidDocument>> {
        let approvals = tally.roles.iter().zip(&tally.approvals).map(|(role, sum)| {
            let (role, total) = ((*role).to_owned(), self.money(sum.total)?);
            Some(ApprovalPaidDocument { role, lines: sum.lines, total })
        });
        approvals.collect()
    }

    fn change(&self, change: &Change<'_>) -> Option<ChangeDocument> {
        let problems = self.policy.document().problems.iter().zip(&change.problems);
        let problems = problems.map(|(document, sums)| {
            Some(ProblemChangeDocument {
                id: document.id.clone(),
                more: sums.more.lines,
                less: sums.less.lines,
                other_remedies: sums.other_remedies,
                net: self.money(sums.more.total - sums.less.total)?,
            })
        });
        Some(ChangeDocument {
            compared: change.compared,
            only_policy: change.only_policy,
            only_against: change.only_against,
            neither: change.neither,
            more: self.changed(&change.more)?,
            less: self.changed(&change.less)?,
            same_amount: change.same_amount,
            other_remedies: self.changed(&change.other_remedies)?,
            net: self.money(change.more.sum.total - change.less.sum.total)?,
            problems: problems.collect::<Option<_>>()?,
        })
    }

    fn changed(&self, changed: &Changed) -> Option<ChangedDocument> {
        Some(ChangedDocument {
            lines: changed.sum.lines,
            total: self.money(changed.sum.total)?,
            first: changed.first.in_order().map(|(_, line)| line.clone()).collect(),
        })
    }
}

/// A part of a whole in percent with two places, rounded half up; zero of nothing.
fn percent(part: u64, whole: u64) -> String {
    let (part, whole) = (u128::from(part), u128::from(whole));
    let hundredths = (part * 20_000 + whole).checked_div(whole * 2).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_rounded_half_up() {
        let cases = [(0, 0, "0.00"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 8, "12.50")];
        for (part, whole, expected) in cases.into_iter().chain([(1, 20_000, "0.01")]) {
            assert_eq!(percent(part, whole), expected, "{part} of {whole}");
        }
        assert_eq!(percent(u64::MAX, u64::MAX), "100.00");
    }
}
