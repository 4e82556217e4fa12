//! A small bar from low to high with the owed part marked; an image beside figures, never instead of them.

use crate::drawing::{Drawn, View, draw};
use crate::labels::number;
use amends_core::document::quote::RangeDocument;

/// Thousandths of the bar's length.
const FULL: i64 = 1000;

/// A bar for `range` and `owed` on a scale that ends at `scale` (a decimal; none is open).
pub fn range_bar(
    view: &mut View<'_>,
    range: &RangeDocument,
    owed: &RangeDocument,
    scale: Option<&str>,
) -> Drawn {
    let end = scale.and_then(minor).filter(|end| *end > 0);
    let most = range.high.as_deref().and_then(minor);
    let end = end.map(|end| near(end, most.unwrap_or(end)));
    let at = |decimal: &str| place(minor(decimal).unwrap_or(0), end);
    let low = at(&range.low);
    let high = range.high.as_deref().map_or(FULL, at).max(low.saturating_add(8)).min(FULL);
    let start = low.min(992);
    draw! { view =>
        <svg class="bar" part="range" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            { stretch(view, "bar-track", 0, FULL) }
            { stretch(view, "bar-sure", 0, low) }
            { stretch(view, "bar-range", start, high.saturating_sub(start)) }
            { stretch(view, "bar-owed", 0, at(&owed.low)) }
        </svg>
    }
}

/// A stretch of the bar; that of the range is the broad one.
fn stretch(view: &mut View<'_>, class: &'static str, from: i64, width: i64) -> Drawn {
    let (top, height) = if class == "bar-range" { (" 1h", "v8H") } else { (" 3h", "v4H") };
    let (from, width) = (number(from), number(width));
    draw! { view =>
        <path class={class} d={["M", &from, top, &width, height, &from, "z"].concat()} />
    }
}

/// The scale, made finer by steps of five once the range has become too small to see on it.
fn near(end: i64, most: i64) -> i64 {
    let mut end = end;
    while most > 0 && end / 5 >= most {
        end /= 5;
    }
    end
}

/// Where an amount lies on the scale, in thousandths.
fn place(amount: i64, end: Option<i64>) -> i64 {
    let share = end.and_then(|end| amount.checked_mul(FULL)?.checked_div(end));
    share.unwrap_or(0).clamp(0, FULL)
}

/// A decimal in ten-thousandths: enough for every currency; none beyond 18 digits.
fn minor(decimal: &str) -> Option<i64> {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let padded: String = fraction.chars().chain("0000".chars()).take(4).collect();
    [whole, &padded].concat().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_amounts_on_the_scale() {
        let end = minor("600.00");
        assert_eq!(place(minor("0").unwrap(), end), 0);
        assert_eq!(place(minor("150.00").unwrap(), end), 250);
        assert_eq!(place(minor("9999").unwrap(), end), 1000);
        assert_eq!(place(minor("5").unwrap(), None), 0);
        assert_eq!(minor("12.5"), Some(125_000));
        assert_eq!(minor("—"), None);
        assert_eq!(place(minor("99999999999999999999").unwrap_or(0), end), 0);
    }

    #[test]
    fn the_scale_grows_finer_with_the_range() {
        assert_eq!(near(20_000, 20_000), 20_000);
        assert_eq!(near(20_000, 48), 160);
        assert_eq!(near(20_000, 0), 20_000);
    }
}
