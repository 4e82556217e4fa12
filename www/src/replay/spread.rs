//! How amounts are spread: exact percentiles in bounded memory, and a histogram.
//!
//! Amounts are counted one by one while there are few different ones. Where there are very many, neighbours
//! share a count: twice as many each time the table is full. How wide the counts end up depends on the
//! amounts alone, never on their order or on who counted them.

use std::collections::HashMap;

/// Most different amounts that are counted one by one.
const MOST: usize = 65_536;

/// Amounts counted, in minor units.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    most: usize,
    /// Neighbouring amounts that share a count.
    width: i64,
    /// Lines by the first amount of their count.
    counts: HashMap<i64, u64>,
    lines: u64,
    least: i64,
    greatest: i64,
    /// Lines and their sum by step; see [`step`].
    steps: Vec<(u64, i128)>,
}

impl Default for Spread {
    fn default() -> Self {
        Self::of_most(MOST)
    }
}

impl Spread {
    fn of_most(most: usize) -> Self {
        // All its room at once: nothing grows with the history, and the last count of all fits before some are
        // put together.
        let counts = HashMap::with_capacity(most + 1);
        let (least, greatest) = (i64::MAX, i64::MIN);
        Self { most, width: 1, counts, lines: 0, least, greatest, steps: Vec::new() }
    }

    /// Counts an amount.
    pub fn add(&mut self, amount: i64) {
        self.lines += 1;
        self.least = self.least.min(amount);
        self.greatest = self.greatest.max(amount);
        self.count(amount, 1);
        let step = step(amount);
        if self.steps.len() <= step {
            self.steps.resize(step + 1, (0, 0));
        }
        if let Some((lines, total)) = self.steps.get_mut(step) {
            *lines += 1;
            *total += i128::from(amount);
        }
    }

    fn count(&mut self, amount: i64, lines: u64) {
        let first = amount - amount.rem_euclid(self.width);
        *self.counts.entry(first).or_insert(0) += lines;
        while self.counts.len() > self.most {
            self.widen();
        }
    }

    /// Lets twice as many neighbours share a count.
    fn widen(&mut self) {
        self.width = self.width.saturating_mul(2);
        let before: Vec<(i64, u64)> = self.counts.drain().collect();
        for (amount, lines) in before {
            *self.counts.entry(amount - amount.rem_euclid(self.width)).or_insert(0) += lines;
        }
    }

    pub fn merge(&mut self, other: Self) {
        while self.width < other.width {
            self.widen();
        }
        for (amount, lines) in other.counts {
            self.count(amount, lines);
        }
        self.lines += other.lines;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        if self.steps.len() < other.steps.len() {
            self.steps.resize(other.steps.len(), (0, 0));
        }
        for (own, other) in self.steps.iter_mut().zip(other.steps) {
            own.0 += other.0;
            own.1 += other.1;
        }
    }

    /// For each of some rising percents, the least amount that so many of the lines do not exceed, by nearest
    /// rank; nothing without lines.
    pub fn percentiles(&self, percents: &[u32]) -> Vec<(u32, i64)> {
        let mut counts: Vec<(i64, u64)> = self.counts.iter().map(|(a, n)| (*a, *n)).collect();
        counts.sort_unstable();
        let (mut counts, mut seen, mut amount) = (counts.into_iter(), 0, self.least);
        let found = percents.iter().take_while(|_| self.lines > 0).map(|percent| {
            // Nearest rank: percent of the lines, rounded up, at least the first.
            let rank = (u128::from(self.lines) * u128::from(*percent)).div_ceil(100).max(1);
            while seen < rank
                && let Some((first, lines)) = counts.next()
            {
                seen += u128::from(lines);
                amount = first.max(self.least);
            }
            let last = rank == u128::from(self.lines) && *percent > 0;
            (*percent, if last { self.greatest } else { amount })
        });
        found.collect()
    }

    /// How far below the true percentile one may be; none when they are exact.
    pub fn coarse(&self) -> Option<i64> {
        (self.width > 1).then(|| self.width - 1)
    }

    /// The steps of the histogram from the first with a line to the last: from, below, lines, sum.
    pub fn steps(&self) -> impl Iterator<Item = (i64, Option<i64>, u64, i128)> {
        let first = self.steps.iter().position(|(lines, _)| *lines > 0).unwrap_or(0);
        let steps = self.steps.iter().enumerate().skip(first);
        steps.map(|(index, (lines, total))| {
            (edge(index).unwrap_or(0), edge(index + 1), *lines, *total)
        })
    }
}

/// The amount a step begins with: 0, 1, 2, 5, 10, 20, 50 …; none behind the last.
fn edge(step: usize) -> Option<i64> {
    let Some(step) = step.checked_sub(1) else { return Some(0) };
    let power = 10_i64.checked_pow(u32::try_from(step / 3).ok()?)?;
    [1, 2, 5].get(step % 3).and_then(|factor| power.checked_mul(*factor))
}

/// The step an amount falls in; amounts are never below zero.
fn step(amount: i64) -> usize {
    let Some(power) = amount.checked_ilog10() else { return 0 };
    let lead = amount / 10_i64.pow(power);
    let third = if lead < 2 { 0 } else { 1 + usize::from(lead >= 5) };
    1 + usize::try_from(power).unwrap_or(0) * 3 + third
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(most: usize, amounts: impl IntoIterator<Item = i64>) -> Spread {
        let mut spread = Spread::of_most(most);
        amounts.into_iter().for_each(|amount| spread.add(amount));
        spread
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        // The five values of the usual example: ranks 1 to 5 are 15, 20, 35, 40, 50.
        let five = spread(100, [35, 20, 15, 50, 40]);
        let expected = [(0, 15), (5, 15), (30, 20), (40, 20), (50, 35), (100, 50)];
        assert_eq!(five.percentiles(&expected.map(|(percent, _)| percent)), expected);
        assert_eq!(five.coarse(), None);
        assert_eq!(Spread::default().percentiles(&[50]), []);
    }

    #[test]
    fn every_amount_falls_between_the_edges_of_its_step() {
        let powers = (0..19).map(|power| 10_i64.pow(power));
        let near = powers.flat_map(|power| [1, 2, 3, 5, 9].map(|factor| power.checked_mul(factor)));
        let near = near.flatten().flat_map(|amount| [amount - 1, amount, amount + 1]);
        for amount in near.chain([0, i64::MAX]) {
            let step = step(amount);
            assert!(edge(step).unwrap() <= amount, "{amount}");
            assert!(edge(step + 1).is_none_or(|below| amount < below), "{amount}");
        }
    }

    #[test]
    fn a_histogram_begins_and_ends_with_a_line() {
        let found: Vec<_> = spread(9, [0, 19, 20, 25]).steps().collect();
        assert_eq!(found.first(), Some(&(0, Some(1), 1, 0)));
        assert_eq!(found.last(), Some(&(20, Some(50), 2, 45)));
        let lines: u64 = found.iter().map(|(_, _, lines, _)| lines).sum();
        assert_eq!((found.len(), lines), (6, 4));
        assert_eq!(spread(9, [30]).steps().collect::<Vec<_>>(), [(20, Some(50), 1, 30)]);
    }

    #[test]
    fn memory_is_bounded_and_order_and_threads_change_nothing() {
        let amounts: Vec<i64> = (0..2_000_i64).map(|n| n * n % 7_919 * 13).collect();
        let forwards = spread(100, amounts.iter().copied());
        let backwards = spread(100, amounts.iter().rev().copied());
        let (one, other) = amounts.split_at(700);
        let mut merged = spread(100, one.iter().copied());
        merged.merge(spread(100, other.iter().copied()));
        assert!(forwards.counts.len() <= 100 && forwards.coarse().is_some());
        let percents: Vec<u32> = (0..=100).collect();
        let found = forwards.percentiles(&percents);
        assert_eq!(backwards.percentiles(&percents), found);
        assert_eq!(merged.percentiles(&percents), found);
        let exact = spread(10_000, amounts.iter().copied());
        for ((_, found), (_, truth)) in found.into_iter().zip(exact.percentiles(&percents)) {
            assert!(found <= truth && truth - found <= forwards.coarse().unwrap());
        }
        let mut sorted = amounts.clone();
        sorted.sort_unstable();
        let naive = percents.iter().map(|p| sorted[(20 * *p as usize).max(1) - 1]);
        assert!(naive.eq(exact.percentiles(&percents).into_iter().map(|(_, amount)| amount)));
        assert!(forwards.steps().eq(merged.steps()));
    }
}
