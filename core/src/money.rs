//! Currencies of ISO 4217 and amounts in their minor units.

use crate::number::{Exact, Rounding, put_places};
use crate::packing::{Pack, Packer, Unpacker};

/// A currency: its ISO 4217 code and the number of its decimal places.
///
/// ```
/// use amends_core::money::Currency;
/// let yuan = Currency::of("CNY").unwrap();
/// assert_eq!(yuan.decimal(yuan.minor("12.50").unwrap()), "12.50");
/// assert_eq!(Currency::of("JPY").unwrap().places(), 0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    code: [u8; 3],
    places: u32,
}

impl Pack for Currency {
    fn pack(&self, to: &mut Packer<'_>) {
        self.code().to_owned().pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self::of(&String::unpack(from)).unwrap_or_else(|| {
            from.spoil();
            Self::NONE
        })
    }
}

impl Currency {
    /// The code ISO 4217 keeps for "no currency".
    pub const NONE: Self = Self { code: [b'X'; 3], places: 2 };

    /// By code, three capital letters; `None` for anything else.
    pub fn of(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let places = match code {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF"
            | "UGX" | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            _ => 2,
        };
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self { code: bytes, places })
    }

    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Decimal places of an amount in major units.
    pub fn places(self) -> u32 {
        self.places
    }

    /// Minor units of a decimal in major units; `None` unless it is a decimal with at most the
    /// currency's places.
    pub fn minor(self, decimal: &str) -> Option<Exact> {
        Exact::scaled_decimal(decimal, self.places)
    }

    /// The decimal in major units of an amount in minor units: `1250` gives `12.50`.
    pub fn decimal(self, minor: Exact) -> String {
        let mut text = String::with_capacity(12);
        self.put_decimal(&mut text, minor);
        text
    }

    /// Adds the decimal in major units of an amount in minor units.
    pub(crate) fn put_decimal(self, to: &mut String, minor: Exact) {
        match minor.round(Exact::whole(1), Rounding::HalfUp).and_then(Exact::to_whole) {
            Some(minor) => put_places(to, minor, self.places),
            None => to.push('—'),
        }
    }

    /// Minor units in a major unit.
    pub fn scale(self) -> Option<Exact> {
        10_i64.checked_pow(self.places).map(Exact::whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_places_of_each_currency() {
        for (code, text, minor) in [("CNY", "0.05", 5), ("JPY", "300", 300), ("KWD", "1.234", 1234)]
        {
            let currency = Currency::of(code).unwrap();
            assert_eq!(currency.minor(text), Some(Exact::whole(minor)));
            assert_eq!(currency.decimal(Exact::whole(minor)), text);
        }
    }

    #[test]
    fn refuses_more_places_than_the_currency_has() {
        assert_eq!(Currency::of("CNY").unwrap().minor("1.234"), None);
        assert_eq!(Currency::of("JPY").unwrap().minor("1.5"), None);
        assert!(Currency::of("cny").is_none());
        assert!(Currency::of("YUAN").is_none());
    }
}
