//! Ranges of numbers and truth values, for what is computed while facts are missing.

use super::Exact;
use crate::packing::pack;

/// All numbers from `low` to `high`, both included; `None` is an open end.
///
/// Every operation contains the result for every number of its inputs, so a later answer never
/// leaves an earlier range.
///
/// ```
/// use amends_core::number::{Exact, Range};
/// let fee = Range::between(Some(Exact::ZERO), Some(Exact::whole(20)));
/// let three = Range::point(Exact::whole(3));
/// assert_eq!(fee.times(three).and_then(|r| r.high), Some(Exact::whole(60)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Least; `None` is open.
    pub low: Option<Exact>,
    /// Most; `None` is open.
    pub high: Option<Exact>,
}
pack!(struct Range { low, high });

impl Range {
    /// One number.
    #[inline]
    pub const fn point(value: Exact) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// From `low` to `high`.
    pub const fn between(low: Option<Exact>, high: Option<Exact>) -> Self {
        Self { low, high }
    }

    /// The number, when there is only one.
    #[inline]
    pub fn as_point(self) -> Option<Exact> {
        self.low.filter(|_| self.low == self.high)
    }

    /// The number, when there is only one and it is whole: most are, and these need no fractions and no ends.
    #[inline]
    pub(crate) fn as_whole(self) -> Option<i64> {
        let (low, high) = (self.low?.to_whole()?, self.high?.to_whole()?);
        (low == high).then_some(low)
    }

    /// One whole number.
    #[inline]
    const fn whole(value: i64) -> Self {
        Self::point(Exact::whole(value))
    }

    /// Whether every number of it is in another.
    pub fn within(self, other: Self) -> bool {
        let above = other.low.is_none_or(|least| self.low.is_some_and(|low| low >= least));
        let below = other.high.is_none_or(|most| self.high.is_some_and(|high| high <= most));
        above && below
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
        }
    }

    /// Sum. The outer `None` of this and the next operations is overflow.
    pub fn plus(self, other: Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.as_whole(), other.as_whole()) {
            return a.checked_add(b).map(Self::whole);
        }
        Some(Self {
            low: both(self.low, other.low, Exact::plus)?,
            high: both(self.high, other.high, Exact::plus)?,
        })
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.as_whole(), other.as_whole()) {
            return a.checked_sub(b).map(Self::whole);
        }
        Some(Self {
            low: both(self.low, other.high, Exact::minus)?,
            high: both(self.high, other.low, Exact::minus)?,
        })
    }

    /// Product.
    pub fn times(self, other: Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.as_whole(), other.as_whole()) {
            return a.checked_mul(b).map(Self::whole);
        }
        if let (Some(a), Some(b)) = (self.as_point(), other.as_point()) {
            return a.times(b).map(Self::point);
        }
        let ends = [(self.low, -1), (self.high, 1)];
        let others = [(other.low, -1), (other.high, 1)];
        let mut known: Option<Self> = None;
        let (mut low_is_open, mut high_is_open) = (false, false);
        for (a, a_side) in ends {
            for (b, b_side) in others {
                match corner(a, a_side, b, b_side)? {
                    Corner::At(number) => {
                        let point = Self::point(number);
                        known = Some(known.map_or(point, |so_far| so_far.hull(point)));
                    }
                    Corner::Below => low_is_open = true,
                    Corner::Above => high_is_open = true,
                }
            }
        }
        let known = known.unwrap_or(Self::between(None, None));
        Some(Self {
            low: known.low.filter(|_| !low_is_open),
            high: known.high.filter(|_| !high_is_open),
        })
    }

    /// Quotient. A divisor that may be zero or below gives the open range; the check refuses it.
    pub fn divide(self, by: Self) -> Option<Self> {
        let Some(least) = by.low.filter(|low| *low > Exact::ZERO) else {
            return (by.as_point() != Some(Exact::ZERO)).then_some(Self::between(None, None));
        };
        let inverse = match by.high {
            Some(most) => most.inverse()?,
            None => Exact::ZERO,
        };
        self.times(Self { low: Some(inverse), high: Some(least.inverse()?) })
    }

    /// The lesser of each pair.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        if let (Some(a), Some(b)) = (self.as_whole(), other.as_whole()) {
            return Self::whole(a.min(b));
        }
        Self {
            low: self.low.zip(other.low).map(|(a, b)| a.min(b)),
            high: match (self.high, other.high) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (one, None) | (None, one) => one,
            },
        }
    }

    /// The greater of each pair.
    #[must_use]
    pub fn greatest(self, other: Self) -> Self {
        if let (Some(a), Some(b)) = (self.as_whole(), other.as_whole()) {
            return Self::whole(a.max(b));
        }
        Self {
            low: match (self.low, other.low) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (one, None) | (None, one) => one,
            },
            high: self.high.zip(other.high).map(|(a, b)| a.max(b)),
        }
    }

    /// Applies a rising function to both ends.
    pub fn map(self, rising: impl Fn(Exact) -> Option<Exact>) -> Option<Self> {
        if let Some(point) = self.as_point() {
            return rising(point).map(Self::point);
        }
        Some(Self { low: end(self.low, &rising)?, high: end(self.high, &rising)? })
    }

    /// Whether every number of one is below (or, with `or_equal`, not above) every number of another.
    pub fn below(self, other: Self, or_equal: bool) -> Truth {
        if let (Some(a), Some(b)) = (self.as_whole(), other.as_whole()) {
            return Truth::of(a < b || (or_equal && a == b));
        }
        let holds = |a: Exact, b: Exact| if or_equal { a <= b } else { a < b };
        match (self.high, other.low) {
            (Some(a), Some(b)) if holds(a, b) => return Truth::True,
            _ => {}
        }
        match (self.low, other.high) {
            (Some(a), Some(b)) if !holds(a, b) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Whether both are the same number.
    pub fn equal(self, other: Self) -> Truth {
        match (self.as_point(), other.as_point()) {
            (Some(a), Some(b)) if a == b => Truth::True,
            _ if self.below(other, false) == Truth::True => Truth::False,
            _ if other.below(self, false) == Truth::True => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

/// The product of two ends: a number, or without limit on one side.
enum Corner {
    Below,
    At(Exact),
    Above,
}

fn corner(a: Option<Exact>, a_side: i8, b: Option<Exact>, b_side: i8) -> Option<Corner> {
    let sign = |x: Option<Exact>, side: i8| match x {
        Some(x) if x == Exact::ZERO => 0,
        Some(x) if x.is_negative() => -1,
        Some(_) => 1,
        None => side,
    };
    if let (Some(a), Some(b)) = (a, b) {
        return a.times(b).map(Corner::At);
    }
    Some(match sign(a, a_side).checked_mul(sign(b, b_side))? {
        0 => Corner::At(Exact::ZERO),
        1 => Corner::Above,
        _ => Corner::Below,
    })
}

/// Combines two ends; an open one stays open. The outer `None` is overflow.
#[expect(clippy::option_option, reason = "the outer one is overflow, the inner one an open end")]
fn both(
    a: Option<Exact>,
    b: Option<Exact>,
    op: impl Fn(Exact, Exact) -> Option<Exact>,
) -> Option<Option<Exact>> {
    match a.zip(b) {
        Some((a, b)) => op(a, b).map(Some),
        None => Some(None),
    }
}

/// Maps one end; an open one stays open. The outer `None` is overflow.
#[expect(clippy::option_option, reason = "the outer one is overflow, the inner one an open end")]
fn end(a: Option<Exact>, op: &impl Fn(Exact) -> Option<Exact>) -> Option<Option<Exact>> {
    match a {
        Some(a) => op(a).map(Some),
        None => Some(None),
    }
}

/// Whether something holds when some facts may be missing (Kleene's strong logic).
///
/// ```
/// use amends_core::number::Truth;
/// assert_eq!(Truth::False.and(Truth::Unknown), Truth::False);
/// assert_eq!(Truth::True.and(Truth::Unknown), Truth::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It does not hold.
    False,
    /// A missing fact decides.
    Unknown,
    /// It holds.
    True,
}
pack!(names Truth { False, Unknown, True });

impl Truth {
    /// From a known answer.
    pub fn of(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
        }
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }

    /// It does not hold.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "three-valued, not the operator's logic")]
    pub fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}
