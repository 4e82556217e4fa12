//! The first few of something by line number, whichever thread saw them first; and faults by their code.

use amends_core::document::replay::{LineFaultDocument, LineFaultsDocument};
use amends_core::fault::Fault;
use std::collections::BTreeMap;

/// The first few of something, by line number.
#[derive(Debug, Clone)]
pub(super) struct First<T> {
    most: usize,
    kept: Vec<(u64, T)>,
}

impl<T> First<T> {
    /// Keeps `most`.
    pub fn new(most: usize) -> Self {
        Self { most, kept: Vec::new() }
    }

    /// Keeps what `make` gives if it is among the first.
    pub fn add(&mut self, line: u64, make: impl FnOnce() -> T) {
        let full = self.kept.len() >= self.most;
        if full && self.kept.last().is_none_or(|(last, _)| *last <= line) {
            return;
        }
        let place = self.kept.partition_point(|(other, _)| *other <= line);
        self.kept.insert(place, (line, make()));
        self.kept.truncate(self.most);
    }

    /// Takes in what another thread kept.
    pub fn merge(&mut self, other: Self) {
        other.kept.into_iter().for_each(|(line, one)| self.add(line, || one));
    }

    /// In the order of their lines.
    pub fn in_order(&self) -> impl Iterator<Item = &(u64, T)> {
        self.kept.iter()
    }
}

/// Lines with faults, by the code of the fault: a closed set, so it does not grow with the history.
#[derive(Debug)]
pub(super) struct Faulty {
    examples: usize,
    /// Whether messages are kept: those of unreadable lines speak of the text alone.
    messages: bool,
    pub lines: u64,
    codes: BTreeMap<&'static str, (u64, First<LineFaultDocument>)>,
}

impl Faulty {
    pub fn new(examples: usize, messages: bool) -> Self {
        Self { examples, messages, lines: 0, codes: BTreeMap::new() }
    }

    /// Counts a line; each of its codes once.
    pub fn add(&mut self, line: u64, faults: &[Fault]) {
        self.lines += 1;
        for (index, fault) in faults.iter().enumerate() {
            if faults.iter().take(index).any(|before| before.code == fault.code) {
                continue;
            }
            let own = self.codes.entry(fault.code);
            let (lines, first) = own.or_insert_with(|| (0, First::new(self.examples)));
            *lines += 1;
            first.add(line, || LineFaultDocument {
                line,
                at: fault.at.clone(),
                message: if self.messages { fault.message.clone() } else { String::new() },
            });
        }
    }

    pub fn merge(&mut self, other: Self) {
        self.lines += other.lines;
        for (code, (lines, first)) in other.codes {
            let own = self.codes.entry(code).or_insert_with(|| (0, First::new(self.examples)));
            own.0 += lines;
            own.1.merge(first);
        }
    }

    /// The most frequent first; those as frequent by their code.
    pub fn documents(&self) -> Vec<LineFaultsDocument> {
        let documents = self.codes.iter().map(|(code, (lines, first))| LineFaultsDocument {
            code: (*code).to_owned(),
            lines: *lines,
            first: first.in_order().map(|(_, fault)| fault.clone()).collect(),
        });
        let mut documents: Vec<_> = documents.collect();
        documents.sort_by_key(|document| std::cmp::Reverse(document.lines));
        documents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_are_kept_in_whatever_order_they_come() {
        let lines = [7, 3, 9, 1, 8, 2];
        let mut all = First::new(3);
        let (mut one, mut other) = (First::new(3), First::new(3));
        for (index, line) in lines.into_iter().enumerate() {
            all.add(line, || line * 10);
            let part = if index % 2 == 0 { &mut one } else { &mut other };
            part.add(line, || line * 10);
        }
        one.merge(other);
        let expected = [(1, 10), (2, 20), (3, 30)];
        assert!(all.in_order().eq(&expected) && one.in_order().eq(&expected));
        let mut none = First::new(0);
        none.add(1, || 1);
        assert_eq!(none.in_order().count(), 0);
    }

    #[test]
    fn a_line_counts_once_for_each_of_its_codes() {
        let fault = |code, at| Fault::new(code, at, "words");
        let mut faulty = Faulty::new(1, false);
        faulty.add(5, &[fault("a", "/x"), fault("b", "/y"), fault("a", "/z")]);
        faulty.add(4, &[fault("a", "/w")]);
        assert_eq!(faulty.lines, 2);
        let documents = faulty.documents();
        let counts: Vec<_> = documents.iter().map(|d| (d.code.as_str(), d.lines)).collect();
        assert_eq!(counts, [("a", 2), ("b", 1)]);
        assert_eq!((documents[0].first[0].line, documents[0].first[0].at.as_str()), (4, "/w"));
        assert_eq!(documents[0].first[0].message, "");
    }
}
