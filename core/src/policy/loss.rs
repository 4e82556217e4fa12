//! What was lost in money, and where a share of it lies: too little, fitting, too much.

use super::condition::Condition;
use super::formula::{Formula, Overflow};
use super::value::View;
use crate::document::policy::{ProblemDocument, RemedyKind};
use crate::number::{Exact, Truth};
use crate::packing::pack;
use crate::remedy::{Family, family, is_money};

/// What was lost in money, compiled.
#[derive(Debug, Clone)]
pub(crate) struct Loss {
    pub amount: Formula,
    pub rejected: Condition,
    /// Least and most share, and the one never to go beyond, in percent.
    pub bands: (Exact, Exact, Exact),
    /// Goodwill up to this much is never too much, minor units.
    pub trifle: Exact,
}
pack!(struct Loss { amount, rejected, bands, trifle });

/// What was lost in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lost {
    /// The loss, minor units; above zero.
    pub amount: Exact,
    /// Whether the customer turned the product or service down.
    pub rejected: bool,
    /// Least and most share, and the one never to go beyond, in percent.
    pub bands: (Exact, Exact, Exact),
    /// Goodwill up to this much is never too much, minor units.
    pub trifle: Exact,
}

/// How much of a loss something is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// In percent, exact.
    pub percent: Exact,
    /// Where it lies.
    pub band: Band,
    /// Whether goodwill took it beyond what fits: law and contract owe what they owe.
    pub by_goodwill: bool,
}

/// Where a share of the loss lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below the least share; of what was kept: no money at all.
    Under,
    /// Where it fits.
    Fitting,
    /// Above the most share.
    Over,
    /// Above the share never to go beyond.
    FarOver,
}

impl Loss {
    /// What was lost in a case; none while a missing fact decides, or nothing was.
    pub fn of(&self, view: &View<'_>) -> Result<Option<Lost>, Overflow> {
        let (amount, rejected) = (self.amount.range(view)?, self.rejected.holds(view)?);
        let known = amount.as_point().filter(|_| rejected != Truth::Unknown);
        let some = known.filter(|amount| *amount > Exact::ZERO);
        let (rejected, bands, trifle) = (rejected == Truth::True, self.bands, self.trifle);
        Ok(some.map(|amount| Lost { amount, rejected, bands, trifle }))
    }
}

impl Lost {
    /// How much of the loss something is worth, of which a part is owed.
    pub fn share(&self, worth: Exact, owed: Exact) -> Option<Share> {
        let (percent, band) = self.band(worth)?;
        let goodwill = worth.minus(owed)?;
        let beyond = band > Band::Fitting && self.band(owed)?.1 < band;
        Some(Share { percent, band, by_goodwill: beyond && goodwill > self.trifle })
    }

    fn band(&self, worth: Exact) -> Option<(Exact, Band)> {
        let percent = worth.times(Exact::whole(100))?.times(self.amount.inverse()?)?;
        let (least, most, beyond) = self.bands;
        let under = if self.rejected { percent < least } else { percent == Exact::ZERO };
        let band = match () {
            () if under => Band::Under,
            () if percent > beyond => Band::FarOver,
            () if percent > most && self.rejected => Band::Over,
            () => Band::Fitting,
        };
        Some((percent, band))
    }
}

/// Whether a kind makes the loss of a problem good without money: the product again, the service again.
pub(crate) fn in_kind(problem: &ProblemDocument, kind: RemedyKind) -> bool {
    let best = problem.place(kind) == Some(0);
    best && !is_money(kind) && family(kind) != Family::Emotional
}
