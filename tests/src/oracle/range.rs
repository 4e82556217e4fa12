//! What is not known yet: truths with three values, numbers between two ends.

use super::fraction::{Fraction, whole};
use num_traits::{Signed, Zero};

/// Whether something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// A missing fact decides.
    Open,
}

impl Truth {
    /// Known.
    pub fn of(truth: bool) -> Self {
        if truth { Self::Yes } else { Self::No }
    }

    /// Not.
    pub fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }

    /// Every one of them.
    pub fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let truths: Vec<Self> = truths.into_iter().collect();
        if truths.contains(&Self::No) {
            Self::No
        } else if truths.contains(&Self::Open) {
            Self::Open
        } else {
            Self::Yes
        }
    }

    /// At least one of them.
    pub fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        Self::all(truths.into_iter().map(Self::not)).not()
    }
}

/// A number that lies between two ends, both included; an end that is not there is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: Option<Fraction>,
    /// The most.
    pub high: Option<Fraction>,
}

/// Nothing is known.
pub const ANY: Range = Range { low: None, high: None };

impl Range {
    /// Known.
    pub fn point(number: Fraction) -> Self {
        Self { low: Some(number.clone()), high: Some(number) }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::point(whole(number))
    }

    /// From one number to another.
    pub fn from_to(low: Fraction, high: Fraction) -> Self {
        Self { low: Some(low), high: Some(high) }
    }

    /// From one whole number to another.
    pub fn from_to_whole(low: i64, high: i64) -> Self {
        Self::from_to(whole(low), whole(high))
    }

    /// The number, when it is known.
    pub fn known(&self) -> Option<&Fraction> {
        self.low.as_ref().filter(|low| self.high.as_ref() == Some(low))
    }

    /// Both ends, when both are there.
    pub fn ends(&self) -> Option<(&Fraction, &Fraction)> {
        self.low.as_ref().zip(self.high.as_ref())
    }

    /// Everything between the ends of the two.
    pub fn hull(&self, other: &Self) -> Self {
        Self { low: least(&self.low, &other.low), high: greatest(&self.high, &other.high) }
    }

    /// The hull of several; nothing known of none.
    pub fn hull_of(ranges: impl IntoIterator<Item = Self>) -> Self {
        ranges.into_iter().reduce(|all, range| all.hull(&range)).unwrap_or(ANY)
    }

    /// Each end by a function that rises.
    pub fn map(&self, rising: impl Fn(&Fraction) -> Fraction) -> Self {
        Self { low: self.low.as_ref().map(&rising), high: self.high.as_ref().map(&rising) }
    }

    /// The sum of two.
    pub fn plus(&self, other: &Self) -> Self {
        let sum = |a: &Option<Fraction>, b: &Option<Fraction>| Some(a.as_ref()? + b.as_ref()?);
        Self { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high) }
    }

    /// With the other sign.
    pub fn negative(&self) -> Self {
        let other = |end: &Option<Fraction>| end.as_ref().map(|end| -end);
        Self { low: other(&self.high), high: other(&self.low) }
    }

    /// Less another.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negative())
    }

    /// The lesser of two.
    pub fn least(&self, other: &Self) -> Self {
        let high = match (&self.high, &other.high) {
            (Some(a), Some(b)) => Some(a.min(b).clone()),
            (one, None) | (None, one) => one.clone(),
        };
        Self { low: least(&self.low, &other.low), high }
    }

    /// The greater of two.
    pub fn greatest(&self, other: &Self) -> Self {
        self.negative().least(&other.negative()).negative()
    }

    /// Not below zero.
    pub fn not_negative(&self) -> Self {
        self.greatest(&Self::whole(0))
    }

    /// The product of two: the least and the most of the products of their ends.
    pub fn times(&self, other: &Self) -> Self {
        let ends = |range: &Self| [End::low(&range.low), End::high(&range.high)];
        let (ours, theirs) = (ends(self), ends(other));
        let products: Vec<End> =
            ours.iter().flat_map(|a| theirs.iter().map(|b| a.times(b))).collect();
        let known = products.iter().filter_map(|end| match end {
            End::At(number) => Some(number.clone()),
            End::Lowest | End::Highest => None,
        });
        let known: Vec<Fraction> = known.collect();
        Self {
            low: known.iter().min().cloned().filter(|_| !products.contains(&End::Lowest)),
            high: known.iter().max().cloned().filter(|_| !products.contains(&End::Highest)),
        }
    }

    /// One over each number; all are above zero.
    pub fn inverse(&self) -> Self {
        let over = |end: &Option<Fraction>| end.as_ref().map(Fraction::recip);
        Self { low: Some(over(&self.high).unwrap_or_else(Fraction::zero)), high: over(&self.low) }
    }

    /// Whether it is less than another.
    pub fn is_less(&self, other: &Self) -> Truth {
        let surely = self.high.as_ref().zip(other.low.as_ref()).is_some_and(|(a, b)| a < b);
        let never = self.low.as_ref().zip(other.high.as_ref()).is_some_and(|(a, b)| a >= b);
        match (surely, never) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::No,
            (false, false) => Truth::Open,
        }
    }

    /// Whether it is this number.
    pub fn is(&self, number: &Fraction) -> Truth {
        let below = self.high.as_ref().is_some_and(|high| high < number);
        let above = self.low.as_ref().is_some_and(|low| low > number);
        match self.known() == Some(number) {
            true => Truth::Yes,
            false if below || above => Truth::No,
            false => Truth::Open,
        }
    }
}

/// The lesser; open when one is.
fn least(a: &Option<Fraction>, b: &Option<Fraction>) -> Option<Fraction> {
    Some(a.as_ref()?.min(b.as_ref()?).clone())
}

/// The greater; open when one is.
fn greatest(a: &Option<Fraction>, b: &Option<Fraction>) -> Option<Fraction> {
    Some(a.as_ref()?.max(b.as_ref()?).clone())
}

/// An end of a range, for products.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Lowest,
    At(Fraction),
    Highest,
}

impl End {
    fn low(end: &Option<Fraction>) -> Self {
        end.clone().map_or(Self::Lowest, Self::At)
    }

    fn high(end: &Option<Fraction>) -> Self {
        end.clone().map_or(Self::Highest, Self::At)
    }

    /// Below, at or above zero.
    fn sign(&self) -> i8 {
        match self {
            Self::Lowest => -1,
            Self::Highest => 1,
            Self::At(number) if number.is_zero() => 0,
            Self::At(number) => {
                if number.is_negative() {
                    -1
                } else {
                    1
                }
            }
        }
    }

    fn times(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::At(a), Self::At(b)) => Self::At(a * b),
            _ => match self.sign() * other.sign() {
                0 => Self::At(Fraction::zero()),
                1 => Self::Highest,
                _ => Self::Lowest,
            },
        }
    }
}
