//! Exact numbers and ranges of them: what every amount, duration and date is computed with.
//!
//! A number is a fraction of two whole numbers, so a rate of a third of a cent stays what it is until
//! the one named rounding step. Overflow is an answer, not a wrap: operations give `None`.

use std::cmp::Ordering;

/// An exact fraction in lowest terms with a positive denominator.
///
/// ```
/// use amends_core::number::Exact;
/// let third = Exact::ratio(1, 3).unwrap();
/// assert_eq!(third.plus(third).and_then(|two| two.plus(third)), Some(Exact::whole(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    top: i128,
    bottom: i128,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self { top: 0, bottom: 1 };

    /// A whole number.
    pub const fn whole(value: i64) -> Self {
        // Every i64 fits; `From` is not const.
        #[expect(clippy::as_conversions, reason = "widening, in a const function")]
        Self { top: value as i128, bottom: 1 }
    }

    /// `top / bottom` in lowest terms; `None` when `bottom` is zero or the fraction does not fit.
    pub fn ratio(top: i128, bottom: i128) -> Option<Self> {
        let divisor = common_divisor(top, bottom)?;
        let sign = if bottom < 0 { -1 } else { 1 };
        let divisor = divisor.checked_mul(sign)?;
        Some(Self { top: top.checked_div(divisor)?, bottom: bottom.checked_div(divisor)? })
    }

    /// Reads a plain decimal such as `-12.50`; no exponent, no grouping, at most 18 digits.
    ///
    /// ```
    /// use amends_core::number::Exact;
    /// assert_eq!(Exact::decimal("12.50"), Exact::ratio(25, 2));
    /// assert_eq!(Exact::decimal("12."), None);
    /// ```
    pub fn decimal(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) =
            digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !fraction.is_none_or(all_digits) {
            return None;
        }
        let fraction = fraction.unwrap_or_default();
        if whole.len().checked_add(fraction.len())? > 18 {
            return None;
        }
        let top: i128 = [whole, fraction].concat().parse().ok()?;
        let bottom = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Self::ratio(if negative { top.checked_neg()? } else { top }, bottom)
    }

    /// The value when it is whole and fits.
    pub fn to_whole(self) -> Option<i64> {
        if self.bottom == 1 { i64::try_from(self.top).ok() } else { None }
    }

    /// True below zero.
    pub fn is_negative(self) -> bool {
        self.top < 0
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.bottom == 1 && other.bottom == 1 {
            return Some(Self { top: self.top.checked_add(other.top)?, bottom: 1 });
        }
        let top =
            self.top.checked_mul(other.bottom)?.checked_add(other.top.checked_mul(self.bottom)?)?;
        Self::ratio(top, self.bottom.checked_mul(other.bottom)?)
    }

    /// The number with the other sign.
    pub fn negated(self) -> Option<Self> {
        Some(Self { top: self.top.checked_neg()?, bottom: self.bottom })
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// Product.
    pub fn times(self, other: Self) -> Option<Self> {
        let top = self.top.checked_mul(other.top)?;
        if self.bottom == 1 && other.bottom == 1 {
            return Some(Self { top, bottom: 1 });
        }
        Self::ratio(top, self.bottom.checked_mul(other.bottom)?)
    }

    /// Quotient by a whole number that is not zero.
    pub fn divide_by(self, divisor: i64) -> Option<Self> {
        Self::ratio(self.top, self.bottom.checked_mul(i128::from(divisor))?)
    }

    /// The greatest whole number that is not above.
    pub fn floor(self) -> Self {
        if self.bottom == 1 {
            return self;
        }
        Self { top: self.top.div_euclid(self.bottom), bottom: 1 }
    }

    /// The nearest multiple of `unit` (above zero) by the named mode.
    pub fn round(self, unit: Self, mode: Rounding) -> Option<Self> {
        let units =
            Self::ratio(self.top.checked_mul(unit.bottom)?, self.bottom.checked_mul(unit.top)?)?;
        if units.bottom == 1 {
            return Some(self);
        }
        let below = units.floor();
        let above = below.plus(Self::whole(1))?;
        let twice_rest = units.minus(below)?.times(Self::whole(2))?;
        let even = below.top.rem_euclid(2) == 0;
        let rounded = match (mode, twice_rest.cmp(&Self::whole(1))) {
            (Rounding::Down, _) => below,
            (Rounding::Up, _) => above,
            (_, Ordering::Less) => below,
            (_, Ordering::Greater) => above,
            (Rounding::HalfUp, Ordering::Equal) if units.is_negative() => below,
            (Rounding::HalfUp, Ordering::Equal) => above,
            (Rounding::HalfEven, Ordering::Equal) if even => below,
            (Rounding::HalfEven, Ordering::Equal) => above,
        };
        rounded.times(unit)
    }

    /// The decimal with `digits` places when it is exact there, else rounded half up for display.
    pub fn to_decimal(self, digits: u32) -> String {
        let scaled = 10_i64
            .checked_pow(digits)
            .and_then(|scale| self.times(Self::whole(scale)))
            .and_then(|scaled| scaled.round(Self::whole(1), Rounding::HalfUp));
        let Some(scaled) = scaled else { return "—".to_owned() };
        let mut text = scaled.top.unsigned_abs().to_string();
        let digits = usize::try_from(digits).unwrap_or(0);
        while text.len() <= digits {
            text.insert(0, '0');
        }
        if digits > 0 {
            text.insert(text.len().saturating_sub(digits), '.');
        }
        if self.is_negative() && scaled.top != 0 {
            text.insert(0, '-');
        }
        text
    }

    /// The shortest decimal: `3`, `2.5`; at most four places.
    pub fn to_short_decimal(self) -> String {
        let text = self.to_decimal(4);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.bottom == other.bottom {
            return self.top.cmp(&other.top);
        }
        match (self.top.checked_mul(other.bottom), other.top.checked_mul(self.bottom)) {
            (Some(left), Some(right)) => left.cmp(&right),
            // Too large to cross-multiply: whole parts decide, then the rests, as in long division.
            _ => self.floor().top.cmp(&other.floor().top).then_with(|| rest_order(*self, *other)),
        }
    }
}

/// Order of two numbers with equal whole parts by their fractional rests.
fn rest_order(a: Exact, b: Exact) -> Ordering {
    let rest = |x: Exact| (x.top.rem_euclid(x.bottom), x.bottom);
    let ((a_top, a_bottom), (b_top, b_bottom)) = (rest(a), rest(b));
    match (a_top, b_top) {
        (0, 0) => Ordering::Equal,
        (0, _) => Ordering::Less,
        (_, 0) => Ordering::Greater,
        // 1/x turns the order round and makes the numbers smaller.
        _ => Exact { top: b_bottom, bottom: b_top }.cmp(&Exact { top: a_bottom, bottom: a_top }),
    }
}

/// Greatest common divisor, above zero; `None` when `bottom` is zero.
fn common_divisor(top: i128, bottom: i128) -> Option<i128> {
    if bottom == 0 {
        return None;
    }
    let (mut a, mut b) = (top.checked_abs()?, bottom.checked_abs()?);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b)?);
    }
    Some(a)
}

/// What happens between two rounding units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; a tie away from zero.
    HalfUp,
    /// To the nearest; a tie to the even unit.
    HalfEven,
    /// Up.
    Up,
    /// Down.
    Down,
}

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

impl Range {
    /// One number.
    pub const fn point(value: Exact) -> Self {
        Self { low: Some(value), high: Some(value) }
    }

    /// From `low` to `high`.
    pub const fn between(low: Option<Exact>, high: Option<Exact>) -> Self {
        Self { low, high }
    }

    /// The number, when there is only one.
    pub fn as_point(self) -> Option<Exact> {
        self.low.filter(|_| self.low == self.high)
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
        Some(Self {
            low: both(self.low, other.low, Exact::plus)?,
            high: both(self.high, other.high, Exact::plus)?,
        })
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        Some(Self {
            low: both(self.low, other.high, Exact::minus)?,
            high: both(self.high, other.low, Exact::minus)?,
        })
    }

    /// Product.
    pub fn times(self, other: Self) -> Option<Self> {
        if let (Some(a), Some(b)) = (self.as_point(), other.as_point()) {
            return a.times(b).map(Self::point);
        }
        let ends = [(self.low, -1), (self.high, 1)];
        let others = [(other.low, -1), (other.high, 1)];
        let mut result: Option<Self> = None;
        for (a, a_side) in ends {
            for (b, b_side) in others {
                let corner = corner(a, a_side, b, b_side)?;
                result = Some(result.map_or(corner, |so_far| so_far.hull(corner)));
            }
        }
        result
    }

    /// The lesser of each pair.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
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
        Some(Self { low: end(self.low, &rising)?, high: end(self.high, &rising)? })
    }

    /// Whether every number of one is below (or, with `or_equal`, not above) every number of another.
    pub fn below(self, other: Self, or_equal: bool) -> Truth {
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

/// One product of two ends; an open end gives an open side by the signs.
fn corner(a: Option<Exact>, a_side: i8, b: Option<Exact>, b_side: i8) -> Option<Range> {
    let sign = |x: Option<Exact>, side: i8| match x {
        Some(x) if x == Exact::ZERO => 0,
        Some(x) if x.is_negative() => -1,
        Some(_) => 1,
        None => side,
    };
    if let (Some(a), Some(b)) = (a, b) {
        return a.times(b).map(Range::point);
    }
    let product = sign(a, a_side).checked_mul(sign(b, b_side))?;
    Some(match product {
        0 => Range::point(Exact::ZERO),
        1 => Range { low: Some(Exact::ZERO), high: None },
        _ => Range { low: None, high: Some(Exact::ZERO) },
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

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::decimal(text).unwrap()
    }

    #[test]
    fn rounds_ties_by_the_named_mode() {
        let cases = [
            ("0.125", Rounding::HalfUp, "0.13"),
            ("0.125", Rounding::HalfEven, "0.12"),
            ("0.135", Rounding::HalfEven, "0.14"),
            ("-0.125", Rounding::HalfUp, "-0.13"),
            ("0.121", Rounding::Up, "0.13"),
            ("0.129", Rounding::Down, "0.12"),
        ];
        for (value, mode, expected) in cases {
            let rounded = exact(value).round(exact("0.01"), mode).unwrap();
            assert_eq!(rounded, exact(expected), "{value} {mode:?}");
        }
    }

    #[test]
    fn rounds_to_five_cents_once() {
        assert_eq!(exact("12.475").round(exact("0.05"), Rounding::HalfUp), Some(exact("12.50")));
    }

    #[test]
    fn refuses_half_typed_and_foreign_decimals() {
        for text in
            ["", "-", "12.", ".5", "1e3", "1,000", "１２", "1 2", "+1", "9999999999999999999"]
        {
            assert_eq!(Exact::decimal(text), None, "{text}");
        }
    }

    #[test]
    fn writes_decimals_with_fixed_places() {
        assert_eq!(exact("-0.5").to_decimal(2), "-0.50");
        assert_eq!(exact("1234.5").to_decimal(0), "1235");
        assert_eq!(exact("2.50").to_short_decimal(), "2.5");
        assert_eq!(exact("100").to_short_decimal(), "100");
    }

    #[test]
    fn overflow_is_an_answer() {
        let huge = Exact::ratio(i128::MAX, 1).unwrap();
        assert_eq!(huge.plus(Exact::whole(1)), None);
        assert_eq!(huge.times(Exact::whole(2)), None);
        assert_eq!(Exact::ratio(1, 0), None);
    }

    #[test]
    fn orders_fractions_too_large_to_cross_multiply() {
        let near = Exact::ratio(i128::MAX, i128::MAX - 1).unwrap();
        let nearer = Exact::ratio(i128::MAX - 1, i128::MAX - 2).unwrap();
        assert!(near < nearer);
        assert!(nearer > near);
    }

    #[test]
    fn open_ends_stay_open_and_zero_closes_them() {
        let open = Range::between(Some(Exact::ZERO), None);
        let zero = Range::point(Exact::ZERO);
        assert_eq!(open.times(zero), Some(zero));
        assert_eq!(open.times(Range::point(Exact::whole(-1))).unwrap().low, None);
        assert_eq!(open.least(Range::point(Exact::whole(5))).high, Some(Exact::whole(5)));
        assert_eq!(open.minus(open), Some(Range::between(None, None)));
    }

    #[test]
    fn comparisons_are_three_valued() {
        let low = Range::between(Some(Exact::ZERO), Some(Exact::whole(3)));
        let three = Range::point(Exact::whole(3));
        assert_eq!(low.below(three, true), Truth::True);
        assert_eq!(low.below(three, false), Truth::Unknown);
        assert_eq!(three.below(low, false), Truth::False);
        assert_eq!(low.equal(Range::point(Exact::whole(4))), Truth::False);
    }
}
