//! Exact fractions: read, rounded and written.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

/// A number; of a date the number of its day.
pub type Fraction = BigRational;

/// A whole number.
pub fn whole(number: i64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

/// A decimal such as `-12.50`.
pub fn decimal(text: &str) -> Option<Fraction> {
    let (digits, places) = match text.split_once('.') {
        Some((whole, rest)) => ([whole, rest].concat(), rest.len()),
        None => (text.to_owned(), 0),
    };
    let number: BigInt = digits.parse().ok()?;
    Some(Fraction::new(number, ten_to(places)))
}

fn ten_to(places: usize) -> BigInt {
    (0..places).fold(BigInt::one(), |power, _| power * 10)
}

/// The multiple of `step` that `mode` leads to.
pub fn round(number: &Fraction, step: &Fraction, mode: &str) -> Fraction {
    let steps = number / step;
    let below = steps.floor();
    let above = steps.ceil();
    let (to_below, to_above) = (&steps - &below, &above - &steps);
    let even = (below.to_integer() % BigInt::from(2)).is_zero();
    let up = match mode {
        "up" => true,
        "down" => false,
        _ if to_below != to_above => to_above < to_below,
        "half_even" => !even,
        "half_down" => steps.is_negative(),
        _ => !steps.is_negative(),
    };
    (if up { above } else { below }) * step
}

/// As a decimal with this many places, rounded to the nearest.
pub fn write(number: &Fraction, places: usize) -> String {
    let scaled = round(&(number * Fraction::from_integer(ten_to(places))), &whole(1), "half_up");
    let digits = scaled.to_integer().abs().to_string();
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (before, after) = digits.split_at(digits.len() - places);
    let sign = if scaled.is_negative() { "-" } else { "" };
    if places == 0 { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
}
