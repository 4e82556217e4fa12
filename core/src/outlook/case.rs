//! A case as the outlook sees it: what each remedy comes to and what is offered.

use crate::assessment::{Assessment, contradictions};
use crate::complaint::{Complaint, overflow};
use crate::document::complaint::ComplaintDocument;
use crate::evaluation::{Entitlement, evaluate, of_remedy};
use crate::fault::Fault;
use crate::number::{Exact, Range, Truth};
use crate::options::{Offered, Offers, offer};
use crate::policy::Policy;
use crate::policy::formula::Overflow;
use chrono::NaiveDate;

/// What a complaint comes to.
pub(super) struct Case<'p> {
    pub complaint: Complaint,
    pub entitlements: Vec<Entitlement<'p>>,
    pub offers: Offers,
}

/// How much is open: amounts without an upper end, width of the others in minor units, what may or may not be there.
/// The first that differs tells which of two is more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Open {
    pub unbounded: Exact,
    pub width: Exact,
    pub unclear: Exact,
}

impl Open {
    pub const NOTHING: Self =
        Self { unbounded: Exact::ZERO, width: Exact::ZERO, unclear: Exact::ZERO };

    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            unbounded: self.unbounded.plus(other.unbounded)?,
            width: self.width.plus(other.width)?,
            unclear: self.unclear.plus(other.unclear)?,
        })
    }

    pub fn divide_by(self, count: i64) -> Option<Self> {
        Some(Self {
            unbounded: self.unbounded.divide_by(count)?,
            width: self.width.divide_by(count)?,
            unclear: self.unclear.divide_by(count)?,
        })
    }

    fn of(amount: Option<Range>, certain: bool) -> Option<Self> {
        let one = |counts| if counts { Exact::whole(1) } else { Exact::ZERO };
        let amount = amount.unwrap_or(Range::point(Exact::ZERO));
        let width = match (amount.low, amount.high) {
            (Some(low), Some(high)) => high.minus(low)?,
            (_, _) => Exact::ZERO,
        };
        Some(Self { unbounded: one(amount.high.is_none()), width, unclear: one(!certain) })
    }
}

impl<'p> Case<'p> {
    pub fn of(
        policy: &'p Policy,
        document: &ComplaintDocument,
        today: NaiveDate,
    ) -> Result<Self, Vec<Fault>> {
        let complaint = Complaint::read(policy, document, today)?;
        let contradictions = contradictions(policy, &complaint);
        if !contradictions.is_empty() {
            return Err(contradictions);
        }
        let language = complaint.language;
        Self::stages(policy, complaint).map_err(|Overflow| vec![overflow(language)])
    }

    fn stages(policy: &'p Policy, complaint: Complaint) -> Result<Self, Overflow> {
        let assessment = Assessment::judge(policy, &complaint)?;
        let entitlements = evaluate(policy, &complaint, &assessment, false)?;
        let offers = offer(policy, &complaint, &assessment, &entitlements)?;
        Ok(Self { complaint, entitlements, offers })
    }

    /// Everything that is open about options and remedies; none when it is too much to compute with.
    pub fn open(&self) -> Option<Open> {
        let options = self.offers.offered.iter().map(|o| Open::of(Some(o.total), o.certain));
        let due = self.entitlements.iter();
        let due = due.map(|due| Open::of(due.amount, due.applies != Truth::Unknown));
        options.chain(due).try_fold(Open::NOTHING, |sum, open| sum.plus(open?))
    }

    pub fn entitlement(&self, remedy: usize) -> Option<&Entitlement<'p>> {
        of_remedy(&self.entitlements, remedy)
    }

    /// An option that is surely offered.
    pub fn offered(&self, option: usize) -> Option<&Offered> {
        self.offers.offered.iter().find(|offered| offered.option == option && offered.certain)
    }
}

/// What an option gives freely, when it is one amount.
pub(super) fn freely(offered: &Offered) -> Option<Exact> {
    offered.total.as_point()?.minus(offered.owed.as_point()?)
}
