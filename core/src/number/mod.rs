//! Exact numbers and ranges of them: what every amount, duration and date is computed with.
//!
//! A number is a fraction of two whole numbers, so a rate of a third of a cent stays what it is until
//! the one named rounding step. Overflow is an answer, not a wrap: operations give `None`.

mod exact;
mod range;

pub use exact::{Exact, Rounding};
pub(crate) use exact::{put_digits, put_places, put_whole};
pub use range::{Range, Truth};

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
            ("0.125", Rounding::HalfDown, "0.12"),
            ("-0.125", Rounding::HalfDown, "-0.12"),
            ("0.126", Rounding::HalfDown, "0.13"),
            ("-0.121", Rounding::Up, "-0.12"),
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
        assert_eq!(exact("-0.004").to_decimal(2), "0.00");
        // 36,324,764,675,200 / 277 = 131,136,334,567.5090…: six places of it are 131,136,334,567,509,025 millionths, which
        // fit, though as a fraction of 277 they would not.
        let many = Exact::ratio(36_324_764_675_200, 277).unwrap();
        assert_eq!(many.to_decimal(6), "131136334567.509025");
        assert_eq!(Exact::whole(i64::MIN).to_decimal(6), "-9223372036854775808.000000");
        assert_eq!(Exact::whole(i64::MIN).to_trimmed_decimal(6), "-9223372036854775808");
        let third = Exact::ratio(i64::MAX.into(), 3).unwrap();
        assert_eq!(third.to_trimmed_decimal(2), "3074457345618258602.33");
        assert_eq!(exact("2.50").to_trimmed_decimal(4), "2.5");
        assert_eq!(exact("100").to_trimmed_decimal(4), "100");
        assert_eq!(exact("-0.001").to_trimmed_decimal(2), "0");
    }

    #[test]
    fn overflow_is_an_answer() {
        let huge = Exact::whole(i64::MAX);
        assert_eq!(huge.plus(Exact::whole(1)), None);
        assert_eq!(huge.times(Exact::whole(2)), None);
        assert_eq!(Exact::ratio(i128::MAX, 1), None);
        assert_eq!(Exact::ratio(1, 0), None);
    }

    #[test]
    fn orders_the_largest_fractions() {
        let near = Exact::ratio(i128::from(i64::MAX), i128::from(i64::MAX) - 1).unwrap();
        let nearer = Exact::ratio(i128::from(i64::MAX) - 1, i128::from(i64::MAX) - 2).unwrap();
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
    fn quotients_hold_every_answer() {
        let range = |low, high| Range::between(Some(exact(low)), Some(exact(high)));
        assert_eq!(range("10", "20").divide(range("2", "5")), Some(range("2", "10")));
        assert_eq!(range("-10", "20").divide(range("2", "5")), Some(range("-5", "10")));
        let open = Range::between(Some(exact("2")), None);
        assert_eq!(range("10", "20").divide(open), Some(range("0", "10")));
        let may_be_zero = range("10", "20").divide(range("0", "5"));
        assert_eq!(may_be_zero, Some(Range::between(None, None)));
        assert_eq!(range("10", "20").divide(Range::point(Exact::ZERO)), None);
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
