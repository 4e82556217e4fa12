//! Where generated things take their choices from: bytes, so that a fuzzer, a seed and a shrinking test runner
//! drive the same generator.
//!
//! Fewer and smaller bytes make smaller things: without bytes every choice is the first one. So the first of several
//! is always the simplest.

use arbitrary::Unstructured;

/// A source of choices.
#[derive(Debug)]
pub struct Choices<'d>(Unstructured<'d>);

impl<'d> Choices<'d> {
    /// From bytes.
    pub fn new(bytes: &'d [u8]) -> Self {
        Self(Unstructured::new(bytes))
    }

    /// A number from `least` to `most`, both included; `least` once the bytes are used up.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        if least >= most { least } else { self.0.int_in_range(least..=most).unwrap_or(least) }
    }

    /// A number from zero up to, but not including, `count`.
    pub fn below(&mut self, count: usize) -> usize {
        if count < 2 { 0 } else { self.0.int_in_range(0..=count - 1).unwrap_or(0) }
    }

    /// One of several; none of none.
    pub fn one<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let index = self.below(of.len());
        of.get(index)
    }

    /// One of several copies, of which there is at least one.
    #[expect(clippy::indexing_slicing, reason = "the index is below the count, which is not zero")]
    pub fn pick<T: Copy, const COUNT: usize>(&mut self, of: [T; COUNT]) -> T {
        const { assert!(COUNT > 0) }
        of[self.below(COUNT)]
    }

    /// True about `percent` times in a hundred; false once the bytes are used up.
    pub fn chance(&mut self, percent: u8) -> bool {
        self.below(100) + usize::from(percent) >= 100
    }

    /// Whether all bytes are used up.
    pub fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}

/// Bytes from a seed, the same on every machine (SplitMix64, public domain, S. Vigna 2015).
pub fn seeded(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bytes.extend_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}
