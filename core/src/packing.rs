//! Packs compiled values into bytes and takes them out again: how a policy travels to the browser without
//! the compiler that made it.
//!
//! A value is its parts in the order of their declaration, nothing else: no names, no types, no
//! padding. Whole numbers are LEB128, texts and lists begin with their length, a variant with its
//! place. Reading never fails half-way: a reader that has run out of bytes goes on with zeros and
//! empty lists and says at the end that it did. So the code that reads a type is one line per field.

use chrono::{Datelike, NaiveDate, Weekday};

/// Bytes being written.
#[derive(Debug)]
pub struct Packer<'l> {
    bytes: Vec<u8>,
    language: &'l str,
}

impl<'l> Packer<'l> {
    /// Nothing yet. Of texts in several languages only the one in `language` is packed.
    pub fn new(language: &'l str) -> Self {
        Self { bytes: Vec::new(), language }
    }

    /// The language of texts, a BCP 47 tag.
    pub(crate) fn language(&self) -> &'l str {
        self.language
    }

    /// Everything written.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    pub(crate) fn number(&mut self, mut number: u64) {
        let low = |number: u64| u8::try_from(number & 127).unwrap_or_default();
        while number > 127 {
            self.bytes.push(low(number) | 128);
            number >>= 7;
        }
        self.bytes.push(low(number));
    }

    pub(crate) fn length(&mut self, length: usize) {
        self.number(u64::try_from(length).unwrap_or_default());
    }
}

/// Bytes being read.
#[derive(Debug)]
pub struct Unpacker<'b> {
    rest: &'b [u8],
    spoilt: bool,
    depth: u32,
}

/// No sound policy nests deeper; bytes that do would use up the stack.
const DEEPEST: u32 = 500;

impl<'b> Unpacker<'b> {
    /// At the first byte.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { rest: bytes, spoilt: false, depth: 0 }
    }

    /// Whether every byte has been read and all of them made sense.
    pub fn is_done(&self) -> bool {
        !self.spoilt && self.rest.is_empty()
    }

    /// Records that the bytes make no sense; what follows is read as zeros.
    #[inline(never)]
    pub(crate) fn spoil(&mut self) {
        self.spoilt = true;
        self.rest = &[];
    }

    #[inline(never)]
    pub(crate) fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0_u64, 0_u32);
        while let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            number |= u64::from(byte & 127).checked_shl(shift).unwrap_or_default();
            if *byte < 128 {
                return number;
            }
            shift = shift.saturating_add(7);
        }
        self.spoil();
        0
    }

    /// A length; never more than there are bytes, so that a few of them cannot ask for a large list.
    #[inline(never)]
    pub(crate) fn length(&mut self) -> usize {
        let length = usize::try_from(self.number()).unwrap_or(usize::MAX);
        if length > self.rest.len() {
            self.spoil();
            return 0;
        }
        length
    }

    /// Begins something that may hold more of its own kind; it ends with [`rise`](Self::rise).
    #[inline(never)]
    fn sink(&mut self) {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEEPEST {
            self.spoil();
        }
    }

    #[inline(never)]
    fn rise(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Begins a list: how many items follow.
    #[inline(never)]
    fn list(&mut self) -> usize {
        self.sink();
        self.length()
    }

    #[inline(never)]
    fn text(&mut self) -> &'b str {
        let length = self.length();
        let (text, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        std::str::from_utf8(text).unwrap_or_else(|_| {
            self.spoil();
            ""
        })
    }
}

/// What can be packed.
pub trait Pack: Sized {
    /// Whether a map of these is one text in several languages.
    const SPOKEN: bool = false;

    /// Writes it.
    fn pack(&self, to: &mut Packer<'_>);

    /// Reads it, or something in its place where the bytes make no sense.
    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

/// Whole numbers of any width.
macro_rules! numbers {
    ($($type:ty),*) => {
        $(impl Pack for $type {
            fn pack(&self, to: &mut Packer<'_>) {
                i64::try_from(*self).unwrap_or_default().pack(to);
            }
            fn unpack(from: &mut Unpacker<'_>) -> Self {
                Self::try_from(i64::unpack(from)).unwrap_or_else(|_| {
                    from.spoil();
                    0
                })
            }
        })*
    };
}
numbers!(u32, usize, i32);

impl Pack for i64 {
    fn pack(&self, to: &mut Packer<'_>) {
        // Zigzag: small numbers are short whatever their sign.
        to.number(((*self << 1) ^ (*self >> 63)).cast_unsigned());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let number = from.number();
        (number >> 1).cast_signed() ^ (number & 1).cast_signed().wrapping_neg()
    }
}

impl Pack for u64 {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(*self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.number()
    }
}

impl Pack for bool {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(u64::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.number() != 0
    }
}

impl Pack for String {
    const SPOKEN: bool = true;

    fn pack(&self, to: &mut Packer<'_>) {
        to.length(self.len());
        to.bytes.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.text().to_owned()
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, to: &mut Packer<'_>) {
        to.length(self.len());
        self.iter().for_each(|item| item.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        // Grown item by item: of all ways the one with the least code for each type.
        let mut list = Self::new();
        for _ in 0..from.list() {
            list.push(T::unpack(from));
        }
        from.rise();
        list
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, to: &mut Packer<'_>) {
        self.is_some().pack(to);
        if let Some(value) = self {
            value.pack(to);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<T: Pack> Pack for Box<T> {
    fn pack(&self, to: &mut Packer<'_>) {
        T::pack(self, to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.sink();
        let content = Self::new(T::unpack(from));
        from.rise();
        content
    }
}

impl<T: Pack, const N: usize> Pack for [T; N] {
    fn pack(&self, to: &mut Packer<'_>) {
        self.iter().for_each(|item| item.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        std::array::from_fn(|_| T::unpack(from))
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, to: &mut Packer<'_>) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl<A: Pack, B: Pack, C: Pack> Pack for (A, B, C) {
    fn pack(&self, to: &mut Packer<'_>) {
        self.0.pack(to);
        self.1.pack(to);
        self.2.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (A::unpack(from), B::unpack(from), C::unpack(from))
    }
}

impl Pack for NaiveDate {
    fn pack(&self, to: &mut Packer<'_>) {
        self.num_days_from_ce().pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self::from_num_days_from_ce_opt(i32::unpack(from)).unwrap_or_else(|| {
            from.spoil();
            Self::default()
        })
    }
}

impl Pack for Weekday {
    fn pack(&self, to: &mut Packer<'_>) {
        to.number(u64::from(self.num_days_from_monday()));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let day = u8::try_from(from.number()).ok().and_then(|day| Self::try_from(day).ok());
        day.unwrap_or_else(|| {
            from.spoil();
            Self::Mon
        })
    }
}

/// Makes types packable: a struct by the names of its fields, an enum by its variants with a name for
/// each of their parts. The first variant must not hold its own type: it stands in for bytes that
/// make no sense.
macro_rules! pack {
    (struct $name:ident $(<$generic:ident>)? { $($field:ident),* $(,)? }) => {
        impl $(<$generic: $crate::packing::Pack>)? $crate::packing::Pack for $name $(<$generic>)? {
            fn pack(&self, to: &mut $crate::packing::Packer<'_>) {
                $($crate::packing::Pack::pack(&self.$field, to);)*
            }
            fn unpack(from: &mut $crate::packing::Unpacker<'_>) -> Self {
                Self { $($field: $crate::packing::Pack::unpack(from)),* }
            }
        }
    };
    (struct $name:ident $(<$generic:ident>)? {
        $($(#[$meta:meta])* $vis:vis $field:ident: $type:ty),* $(,)?
    }) => {
        $crate::packing::pack!(struct $name $(<$generic>)? { $($field),* });
    };
    (names $name:ident { $($(#[$meta:meta])* $variant:ident),* $(,)? }) => {
        impl $crate::packing::Pack for $name {
            fn pack(&self, to: &mut $crate::packing::Packer<'_>) {
                // Keeps the list complete.
                match self { $(Self::$variant => {})* }
                let all = const { &[$(Self::$variant),*] };
                to.length(all.iter().position(|variant| variant == self).unwrap_or_default());
            }
            fn unpack(from: &mut $crate::packing::Unpacker<'_>) -> Self {
                let all = const { &[$(Self::$variant),*] };
                let [first, ..] = all;
                let place = usize::try_from(from.number()).unwrap_or(usize::MAX);
                *all.get(place).unwrap_or_else(|| {
                    from.spoil();
                    first
                })
            }
        }
    };
    (choice $name:ident { $($(#[$meta:meta])* $variant:ident ($type:ty)),* $(,)? }) => {
        $crate::packing::pack!(enum $name { $($variant(content)),* });
    };
    (enum $name:ident { $($variant:ident $(($($part:ident),*))?),* $(,)? }) => {
        impl $crate::packing::Pack for $name {
            fn pack(&self, to: &mut $crate::packing::Packer<'_>) {
                // Keeps the list complete.
                match self { $(Self::$variant { .. } => {})* }
                let mut place = 0_usize;
                $(
                    if let Self::$variant $(($($part),*))? = self {
                        to.length(place);
                        $($($crate::packing::Pack::pack($part, to);)*)?
                        return;
                    }
                    place = place.saturating_add(1);
                )*
                let _ = place;
            }
            fn unpack(from: &mut $crate::packing::Unpacker<'_>) -> Self {
                let mut place = from.number();
                $(
                    if place == 0 {
                        $($(let $part = $crate::packing::Pack::unpack(from);)*)?
                        return Self::$variant $(($($part),*))?;
                    }
                    place = place.wrapping_sub(1);
                )*
                let _ = place;
                from.spoil();
                $crate::packing::Pack::unpack(from)
            }
        }
    };
}
pub(crate) use pack;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    enum Tree {
        Leaf(i64),
        Pair(Box<Tree>, Box<Tree>),
        Named(String, Vec<Option<bool>>),
        Nothing,
    }
    pack!(
        enum Tree {
            Leaf(value),
            Pair(left, right),
            Named(name, flags),
            Nothing,
        }
    );

    fn packed(value: &impl Pack) -> Vec<u8> {
        let mut packer = Packer::new("en");
        value.pack(&mut packer);
        packer.finish()
    }

    fn back<T: Pack>(bytes: &[u8]) -> Option<T> {
        let mut unpacker = Unpacker::new(bytes);
        let value = T::unpack(&mut unpacker);
        unpacker.is_done().then_some(value)
    }

    fn tree() -> Tree {
        let named = Tree::Named("夜间".to_owned(), vec![None, Some(true), Some(false)]);
        Tree::Pair(
            Box::new(Tree::Leaf(-300)),
            Box::new(Tree::Pair(Box::new(named), Box::new(Tree::Nothing))),
        )
    }

    #[test]
    fn small_numbers_are_short_and_large_ones_whole() {
        for (number, length) in
            [(0, 1), (-1, 1), (63, 1), (64, 2), (-65, 2), (i64::MIN, 10), (i64::MAX, 10)]
        {
            let bytes = packed(&number);
            assert_eq!(bytes.len(), length, "{number}");
            assert_eq!(back(&bytes), Some(number));
        }
    }

    #[test]
    fn values_come_back() {
        assert_eq!(back(&packed(&tree())), Some(tree()));
        let day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap();
        assert_eq!(
            back(&packed(&(day, [Weekday::Sun, Weekday::Mon]))),
            Some((day, [Weekday::Sun, Weekday::Mon]))
        );
    }

    #[test]
    fn bytes_that_are_short_long_or_foreign_are_refused() {
        let bytes = packed(&tree());
        for length in 0..bytes.len() {
            assert_eq!(back::<Tree>(bytes.get(..length).unwrap()), None, "{length}");
        }
        assert_eq!(back::<Tree>(&[bytes, vec![0]].concat()), None);
        assert_eq!(back::<Tree>(&[9]), None, "no such variant");
        assert_eq!(back::<String>(&[2, 0xff, 0xff]), None, "no UTF-8");
        assert_eq!(
            back::<Vec<String>>(&[255, 255, 255, 255, 15, 0]),
            None,
            "longer than the bytes"
        );
        assert_eq!(back::<u32>(&packed(&-1_i64)), None);
        assert_eq!(back::<u64>(&[255; 11]), None, "a number without an end");
        assert_eq!(back::<Tree>(&[1; 100_000]), None, "deeper than any policy");
    }
}
