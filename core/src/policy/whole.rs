//! What formulas are computed in: ranges, which hold every answer that may still come; or whole numbers, many times as
//! quick, while nothing is open and nothing is a fraction. The steps are the same, written once.

use crate::number::{Exact, Range, Truth};

/// A value of a formula; `None` is one that it cannot be.
pub(super) trait Value: Copy {
    /// From a range.
    fn of(range: Range) -> Option<Self>;
    /// As a range.
    fn range(self) -> Range;
    /// Sum.
    fn plus(self, other: Self) -> Option<Self>;
    /// Difference.
    fn minus(self, other: Self) -> Option<Self>;
    /// Product.
    fn times(self, other: Self) -> Option<Self>;
    /// The lesser.
    fn least(self, other: Self) -> Self;
    /// The greater.
    fn greatest(self, other: Self) -> Self;
    /// What holds both.
    fn hull(self, other: Self) -> Option<Self>;
    /// A rising function of it.
    fn map(self, rising: impl Fn(Exact) -> Option<Exact>) -> Option<Self>;
    /// Whether it is below (or, with `or_equal`, not above) another.
    fn below(self, other: Self, or_equal: bool) -> Truth;
    /// Whether both are the same number.
    fn equal(self, other: Self) -> Truth;

    /// Quotient.
    fn divide(self, by: Self) -> Option<Self> {
        self.range().divide(by.range()).and_then(Self::of)
    }
}

impl Value for Range {
    fn of(range: Range) -> Option<Self> {
        Some(range)
    }

    fn range(self) -> Range {
        self
    }

    fn plus(self, other: Self) -> Option<Self> {
        Self::plus(self, other)
    }

    fn minus(self, other: Self) -> Option<Self> {
        Self::minus(self, other)
    }

    fn times(self, other: Self) -> Option<Self> {
        Self::times(self, other)
    }

    fn least(self, other: Self) -> Self {
        Self::least(self, other)
    }

    fn greatest(self, other: Self) -> Self {
        Self::greatest(self, other)
    }

    fn hull(self, other: Self) -> Option<Self> {
        Some(Self::hull(self, other))
    }

    fn map(self, rising: impl Fn(Exact) -> Option<Exact>) -> Option<Self> {
        Self::map(self, rising)
    }

    fn below(self, other: Self, or_equal: bool) -> Truth {
        Self::below(self, other, or_equal)
    }

    fn equal(self, other: Self) -> Truth {
        Self::equal(self, other)
    }
}

/// A whole number that is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole(i64);

impl Value for Whole {
    fn of(range: Range) -> Option<Self> {
        range.as_whole().map(Self)
    }

    fn range(self) -> Range {
        Range::point(Exact::whole(self.0))
    }

    fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    fn times(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).map(Self)
    }

    fn least(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    fn greatest(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    fn hull(self, other: Self) -> Option<Self> {
        (self.0 == other.0).then_some(self)
    }

    fn map(self, rising: impl Fn(Exact) -> Option<Exact>) -> Option<Self> {
        rising(Exact::whole(self.0)).and_then(Exact::to_whole).map(Self)
    }

    fn below(self, other: Self, or_equal: bool) -> Truth {
        Truth::of(self.0 < other.0 || (or_equal && self.0 == other.0))
    }

    fn equal(self, other: Self) -> Truth {
        Truth::of(self.0 == other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i64) -> Option<Whole> {
        Whole::of(Range::point(Exact::whole(value)))
    }

    #[test]
    fn a_whole_number_is_never_a_fraction_an_open_end_or_two_numbers() {
        let third = Exact::ratio(1, 3).unwrap();
        assert!(Whole::of(Range::point(third)).is_none());
        assert!(Whole::of(Range::between(Some(Exact::ZERO), None)).is_none());
        let (seven, two) = (whole(7).unwrap(), whole(2).unwrap());
        assert!(seven.divide(two).is_none() && seven.hull(two).is_none());
        assert!(seven.map(|seven| seven.divide_by(2)).is_none());
        assert!(
            whole(i64::MAX).unwrap().plus(two).is_none()
                && whole(i64::MIN).unwrap().minus(two).is_none()
        );
        assert_eq!(seven.times(two).unwrap().range(), Range::point(Exact::whole(14)));
        assert_eq!((two.below(seven, false), seven.equal(two)), (Truth::True, Truth::False));
    }
}
