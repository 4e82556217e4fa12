//! Exact fractions and their rounding.

use crate::packing::{Pack, Packer, Unpacker, pack};
use std::cmp::Ordering;
use std::num::NonZeroI64;

/// An exact fraction in lowest terms with a positive denominator, both in 64 bits; steps between are
/// computed in 128.
///
/// ```
/// use amends_core::number::Exact;
/// let third = Exact::ratio(1, 3).unwrap();
/// assert_eq!(third.plus(third).and_then(|two| two.plus(third)), Some(Exact::whole(1)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Exact {
    top: i64,
    /// Never zero, so that an open end of a range takes no more room than a number.
    bottom: NonZeroI64,
}

const ONE: NonZeroI64 = match NonZeroI64::new(1) {
    Some(one) => one,
    None => NonZeroI64::MAX,
};

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self::whole(0);

    /// A whole number.
    #[inline]
    pub const fn whole(value: i64) -> Self {
        Self { top: value, bottom: ONE }
    }

    /// `top / bottom` in lowest terms; `None` when `bottom` is zero or the fraction does not fit.
    pub fn ratio(top: i128, bottom: i128) -> Option<Self> {
        if bottom == 1 {
            return i64::try_from(top).ok().map(Self::whole);
        }
        let divisor = common_divisor(top, bottom)?;
        let divisor = if bottom < 0 { divisor.checked_neg()? } else { divisor };
        let top = i64::try_from(top.checked_div(divisor)?).ok()?;
        let bottom = i64::try_from(bottom.checked_div(divisor)?).ok()?;
        Some(Self { top, bottom: NonZeroI64::new(bottom)? })
    }

    /// Numerator and denominator, wide enough to multiply.
    fn wide(self) -> (i128, i128) {
        (i128::from(self.top), i128::from(self.bottom.get()))
    }

    #[inline]
    fn is_whole(self) -> bool {
        self.bottom.get() == 1
    }

    /// Reads a plain decimal such as `-12.50`; no exponent, no grouping, at most 18 digits.
    ///
    /// ```
    /// use amends_core::number::Exact;
    /// assert_eq!(Exact::decimal("12.50"), Exact::ratio(25, 2));
    /// assert_eq!(Exact::decimal("12."), None);
    /// ```
    pub fn decimal(text: &str) -> Option<Self> {
        let (digits, places) = digits(text)?;
        let bottom = 10_i64.checked_pow(places)?;
        Self::ratio(i128::from(digits), i128::from(bottom))
    }

    /// A plain decimal with at most `places` places, in units of its last possible place: `12.5` is
    /// `1250` with two; `None` with more places.
    pub fn scaled_decimal(text: &str, places: u32) -> Option<Self> {
        let (digits, written) = digits(text)?;
        let scale = 10_i64.checked_pow(places.checked_sub(written)?)?;
        digits.checked_mul(scale).map(Self::whole)
    }

    /// The value when it is whole.
    #[inline]
    pub fn to_whole(self) -> Option<i64> {
        self.is_whole().then_some(self.top)
    }

    /// True below zero.
    pub fn is_negative(self) -> bool {
        self.top < 0
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.is_whole() && other.is_whole() {
            return self.top.checked_add(other.top).map(Self::whole);
        }
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        Self::ratio(a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?)
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
        if self.is_whole() && other.is_whole() {
            return self.top.checked_mul(other.top).map(Self::whole);
        }
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        Self::ratio(a.checked_mul(c)?, b.checked_mul(d)?)
    }

    /// Quotient by a whole number that is not zero.
    pub fn divide_by(self, divisor: i64) -> Option<Self> {
        if self.is_whole() && self.top.checked_rem(divisor)? == 0 {
            return self.top.checked_div(divisor).map(Self::whole);
        }
        let (top, bottom) = self.wide();
        Self::ratio(top, bottom.checked_mul(i128::from(divisor))?)
    }

    /// One divided by the number; `None` for zero.
    pub fn inverse(self) -> Option<Self> {
        let (top, bottom) = self.wide();
        Self::ratio(bottom, top)
    }

    /// The greatest whole number that is not above.
    pub fn floor(self) -> Self {
        Self::whole(self.top.div_euclid(self.bottom.get()))
    }

    /// The least whole number that is not below.
    pub fn ceil(self) -> Option<Self> {
        self.negated()?.floor().negated()
    }

    /// The nearest multiple of `unit` (above zero) by the named mode.
    pub fn round(self, unit: Self, mode: Rounding) -> Option<Self> {
        if self.is_whole() && unit == Self::whole(1) {
            return Some(self);
        }
        let ((a, b), (c, d)) = (self.wide(), unit.wide());
        let units = nearest(a.checked_mul(d)?, b.checked_mul(c)?, mode)?;
        Self::whole(i64::try_from(units).ok()?).times(unit)
    }

    /// The decimal with `digits` places when it is exact there, else rounded half up for display.
    pub fn to_decimal(self, digits: u32) -> String {
        let mut text = String::new();
        self.put_decimal(&mut text, digits);
        text
    }

    /// The decimal with at most `digits` places, rounded half up, without zeros at its end.
    pub fn to_trimmed_decimal(self, digits: u32) -> String {
        let mut text = String::new();
        self.put_trimmed_decimal(&mut text, digits);
        text
    }

    /// Adds the shortest decimal: `3`, `2.5`; at most four places.
    pub fn put_short_decimal(self, to: &mut String) {
        self.put_trimmed_decimal(to, 4);
    }

    /// Adds the decimal with `digits` places. It may need more room than the fraction it is of.
    pub fn put_decimal(self, to: &mut String, digits: u32) {
        let (top, bottom) = self.wide();
        let scale = 10_i128.saturating_pow(digits);
        let scaled = top.checked_mul(scale).and_then(|top| nearest(top, bottom, Rounding::HalfUp));
        let parts =
            scaled.and_then(|all| Some((all, all.checked_div(scale)?, all.checked_rem(scale)?)));
        let Some((all, whole, rest)) = parts else { return to.push('—') };
        if all < 0 {
            to.push('-');
        }
        put_digits(to, shortened(whole), 1);
        if let (1.., Ok(places)) = (digits, usize::try_from(digits)) {
            to.push('.');
            put_digits(to, shortened(rest), places);
        }
    }

    fn put_trimmed_decimal(self, to: &mut String, digits: u32) {
        if let Some(whole) = self.to_whole() {
            return put_whole(to, whole);
        }
        let start = to.len();
        self.put_decimal(to, digits);
        if digits > 0 {
            let text = to.get(start..).unwrap_or_default();
            let kept = text.trim_end_matches('0').trim_end_matches('.').len();
            to.truncate(start.saturating_add(kept));
        }
    }
}

/// The digits of a number that has at most as many as 64 bits.
fn shortened(part: i128) -> u64 {
    u64::try_from(part.unsigned_abs()).unwrap_or(u64::MAX)
}

/// `top / bottom` as a whole number by a mode of rounding; `bottom` is above zero.
fn nearest(top: i128, bottom: i128, mode: Rounding) -> Option<i128> {
    let below = top.checked_div_euclid(bottom)?;
    let rest = top.checked_rem_euclid(bottom)?;
    let half = rest.cmp(&bottom.checked_sub(rest)?);
    let up = match (mode, half) {
        _ if rest == 0 => false,
        (Rounding::Down, _) => false,
        (Rounding::Up, _) => true,
        (_, Ordering::Less) => false,
        (_, Ordering::Greater) => true,
        (Rounding::HalfUp, Ordering::Equal) => top >= 0,
        (Rounding::HalfDown, Ordering::Equal) => top < 0,
        (Rounding::HalfEven, Ordering::Equal) => below.rem_euclid(2) != 0,
    };
    below.checked_add(i128::from(up))
}

/// Adds a whole number.
pub(crate) fn put_whole(to: &mut String, whole: i64) {
    if whole < 0 {
        to.push('-');
    }
    put_digits(to, whole.unsigned_abs(), 1);
}

/// Adds a number in at least so many digits.
pub(crate) fn put_digits(to: &mut String, number: u64, least: usize) {
    let (mut digits, mut left) = ([b'0'; 20], number);
    let mut length = 0_usize;
    for place in digits.iter_mut().rev() {
        if left == 0 && length >= least {
            break;
        }
        *place |= u8::try_from(left % 10).unwrap_or(0);
        left /= 10;
        length = length.saturating_add(1);
    }
    let written = digits.get(digits.len().saturating_sub(length)..).unwrap_or_default();
    to.push_str(std::str::from_utf8(written).unwrap_or_default());
}

/// Adds a decimal, given in units of its last place.
pub(crate) fn put_places(to: &mut String, units: i64, places: u32) {
    if units < 0 {
        to.push('-');
    }
    let places = usize::try_from(places).unwrap_or(0);
    put_digits(to, units.unsigned_abs(), places.saturating_add(1));
    if places > 0 {
        to.insert(to.len().saturating_sub(places), '.');
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
        let ((a, b), (c, d)) = (self.wide(), other.wide());
        // Two factors of 64 bits always fit in 128.
        a.saturating_mul(d).cmp(&c.saturating_mul(b))
    }
}

/// The digits of a plain decimal as one number, and how many stand behind the point; at most 18.
fn digits(text: &str) -> Option<(i64, u32)> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mut number, mut count, mut point) = (0_i64, 0_u32, None);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(byte.wrapping_sub(b'0')))?;
                count = count.checked_add(1)?;
            }
            b'.' if point.is_none() && count > 0 => point = Some(count),
            _ => return None,
        }
    }
    if count == 0 || count > 18 || point == Some(count) {
        return None;
    }
    let number = if negative { number.checked_neg()? } else { number };
    Some((number, point.map_or(0, |point| count.saturating_sub(point))))
}

/// Greatest common divisor, above zero; `None` when `bottom` is zero.
fn common_divisor(top: i128, bottom: i128) -> Option<i128> {
    if bottom == 0 {
        return None;
    }
    let (mut a, mut b) = (top.checked_abs()?, bottom.checked_abs()?);
    while b != 0 {
        // Most are small, and small ones divide many times as fast.
        if let (Ok(mut small), Ok(mut rest)) = (u64::try_from(a), u64::try_from(b)) {
            while rest != 0 {
                (small, rest) = (rest, small.checked_rem(rest)?);
            }
            return Some(i128::from(small));
        }
        (a, b) = (b, a.checked_rem(b)?);
    }
    Some(a)
}

impl Pack for Exact {
    fn pack(&self, to: &mut Packer<'_>) {
        (self.top, self.bottom.get()).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let (top, bottom) = <(i64, i64)>::unpack(from);
        let found = NonZeroI64::new(bottom).map(|bottom| Self { top, bottom });
        found.unwrap_or_else(|| {
            from.spoil();
            Self::ZERO
        })
    }
}

/// What happens between two rounding units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest; a tie away from zero.
    HalfUp,
    /// To the nearest; a tie towards zero.
    HalfDown,
    /// To the nearest; a tie to the even unit.
    HalfEven,
    /// Up.
    Up,
    /// Down.
    Down,
}
pack!(names Rounding { HalfUp, HalfDown, HalfEven, Up, Down });
