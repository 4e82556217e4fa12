//! The question whose answer narrows most.

use super::Desk;
use super::case::Open;
use crate::complaint::asked;
use crate::document::outlook::{NextQuestionDocument, OpenDocument};
use crate::language::Phrase;
use crate::number::Exact;
use crate::policy::vocabulary::FactIndex;

/// What is open after the answers to a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct After {
    average: Open,
    worst: Open,
}

impl Desk<'_> {
    pub fn next_question(&self) -> Option<NextQuestionDocument> {
        let now = self.now.open()?;
        let open = asked(self.policy, &self.complaint, self.today).into_iter();
        let open = open.filter(|asked| !asked.answered);
        let after = open.filter_map(|asked| {
            let fact = self.policy.vocabulary.find(&asked.fact)?;
            let after = self.after(fact).filter(|after| after.average < now)?;
            Some((after, fact, asked.fact))
        });
        // Of equals the first in the order of the policy.
        let (after, index, fact) =
            after.reduce(|best, next| if next.0 < best.0 { next } else { best })?;
        let wording = self.wording(&self.now);
        Some(NextQuestionDocument {
            fact,
            says: wording.language().say(Phrase::NarrowsMost, &[wording.label(index)]),
            now: self.document(now),
            worst: self.document(after.worst),
            average_width: self.policy.currency.decimal(after.average.width),
        })
    }

    /// What is open after each answer; answers that cannot be so with what is known do not count.
    fn after(&self, index: FactIndex) -> Option<After> {
        let fact = self.policy.vocabulary.fact(index)?;
        let answers = self.answers(index, fact).into_iter();
        let cases = answers.filter_map(|answer| self.with(&fact.id, answer)?.open());
        let (mut sum, mut worst, mut count) = (Open::NOTHING, Open::NOTHING, 0_i64);
        for open in cases {
            sum = sum.plus(open)?;
            worst = worst.max(open);
            count = count.checked_add(1)?;
        }
        let average = sum.divide_by(count).filter(|_| count > 0)?;
        Some(After { average, worst })
    }

    fn document(&self, open: Open) -> OpenDocument {
        let count = |count: Exact| count.to_whole().and_then(|count| u32::try_from(count).ok());
        OpenDocument {
            unbounded: count(open.unbounded).unwrap_or_default(),
            width: self.policy.currency.decimal(open.width),
            unclear: count(open.unclear).unwrap_or_default(),
        }
    }
}
