//! A history of JSON Lines as it comes, cut into batches of whole lines: as much memory as a few batches
//! need, however long it is.

use super::table::Record;
use amends_core::fault::Fault;
use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, Read};

/// Bytes of a batch of lines.
const BATCH: usize = 256 * 1024;
/// Longest line or record that is read, in bytes, as long as the longest document; longer ones are named and
/// passed over.
pub(super) const LONGEST: usize = 2 * 1024 * 1024;
/// What some programs write before UTF-8 text.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Some lines or records of a history. Batches are filled again and again.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Number of the first line of the text.
    pub first: u64,
    /// Whole lines.
    pub text: Vec<u8>,
    /// Records with their line numbers, as many as [`used`](Self::used); the rest waits to be filled again.
    pub records: Vec<(u64, Record)>,
    pub used: usize,
    /// Lines and records that cannot even be taken in.
    pub broken: Vec<(u64, Fault)>,
}

impl Batch {
    /// Empties it, and keeps its room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.used = 0;
        self.broken.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.used == 0 && self.broken.is_empty()
    }

    /// Its lines with their numbers; empty ones are none.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let text = self.text.as_slice();
        let text = if self.first == 1 { text.strip_prefix(BYTE_ORDER_MARK) } else { None };
        let mut rest = text.unwrap_or(self.text.as_slice());
        let mut next = self.first;
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                let end = memchr(b'\n', rest).unwrap_or(rest.len());
                let (line, behind) = rest.split_at_checked(end).unwrap_or((rest, b""));
                rest = behind.get(1..).unwrap_or_default();
                let number = next;
                next += 1;
                let line = line.trim_ascii();
                if !line.is_empty() {
                    return Some((number, line));
                }
            }
            None
        })
    }
}

/// Where batches come from.
pub(super) trait Source {
    /// Fills an empty batch; false when nothing is left.
    fn fill(&mut self, batch: &mut Batch) -> io::Result<bool>;
    /// Bytes and lines taken in so far.
    fn taken(&self) -> (u64, u64);
}

/// The fault of a line or record that is too long.
pub(super) fn too_long(message: &str) -> Fault {
    Fault::new("too-large", "", message)
}

/// JSON Lines.
#[derive(Debug)]
pub(super) struct JsonLines<R> {
    from: R,
    /// The beginning of a line whose end is not read yet.
    rest: Vec<u8>,
    /// Number of the next line.
    line: u64,
    bytes: u64,
}

impl<R: Read> JsonLines<R> {
    pub fn new(from: R) -> Self {
        Self { from, rest: Vec::new(), line: 1, bytes: 0 }
    }

    /// Reads on; false at the end.
    fn read(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        let wanted = u64::try_from(BATCH).unwrap_or(u64::MAX);
        let read = self.from.by_ref().take(wanted).read_to_end(text)?;
        self.bytes += u64::try_from(read).unwrap_or(0);
        Ok(read > 0)
    }

    /// Goes on behind the end of a line that is too long.
    fn pass_over(&mut self, batch: &mut Batch) -> io::Result<()> {
        let message = format!("the line is longer than {LONGEST} bytes");
        batch.broken.push((self.line, too_long(&message)));
        self.line += 1;
        loop {
            batch.text.clear();
            let more = self.read(&mut batch.text)?;
            let end = memchr(b'\n', &batch.text);
            if let Some(behind) = end.and_then(|end| batch.text.get(end + 1..)) {
                self.rest.extend_from_slice(behind);
            }
            if end.is_some() || !more {
                batch.text.clear();
                return Ok(());
            }
        }
    }
}

impl<R: Read> Source for JsonLines<R> {
    fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        std::mem::swap(&mut batch.text, &mut self.rest);
        self.rest.clear();
        batch.first = self.line;
        loop {
            let before = batch.text.len();
            if !self.read(&mut batch.text)? {
                break;
            }
            let fresh = batch.text.get(before..).unwrap_or_default();
            if let Some(end) = memrchr(b'\n', fresh) {
                let whole = before + end + 1;
                self.rest.extend_from_slice(batch.text.get(whole..).unwrap_or_default());
                batch.text.truncate(whole);
                break;
            }
            if batch.text.len() > LONGEST {
                self.pass_over(batch)?;
                return Ok(true);
            }
        }
        let lines = memchr_iter(b'\n', &batch.text).count();
        self.line += u64::try_from(lines).unwrap_or(0);
        Ok(!batch.is_empty())
    }

    fn taken(&self) -> (u64, u64) {
        (self.bytes, self.line - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A reader that gives a few bytes at a time, as a pipe may.
    struct Drops<'t>(&'t [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let many = self.0.len().min(into.len()).min(100_003);
            let (now, later) = self.0.split_at(many);
            into[..many].copy_from_slice(now);
            self.0 = later;
            Ok(many)
        }
    }

    fn read(text: &[u8]) -> (Vec<(u64, Vec<u8>)>, Vec<u64>) {
        let mut source = JsonLines::new(Drops(text));
        let (mut lines, mut broken) = (Vec::new(), Vec::new());
        let mut batch = Batch::default();
        while source.fill(&mut batch).unwrap() {
            lines.extend(batch.lines().map(|(number, line)| (number, line.to_vec())));
            broken.extend(batch.broken.iter().map(|(line, _)| *line));
            batch.clear();
        }
        assert_eq!(source.taken().0, u64::try_from(text.len()).unwrap());
        (lines, broken)
    }

    #[test]
    fn lines_keep_their_numbers_and_empty_ones_are_none() {
        let (lines, broken) = read(b"\xef\xbb\xbfone\r\n\n  \ntwo\nthree");
        let expected = [(1, "one"), (4, "two"), (5, "three")];
        assert!(
            lines
                .iter()
                .map(|(n, line)| (*n, line.as_slice()))
                .eq(expected.iter().map(|(n, line)| (*n, line.as_bytes())))
        );
        assert!(broken.is_empty() && read(b"").0.is_empty() && read(b"\n\n").0.is_empty());
    }

    #[test]
    fn many_batches_give_every_line_once() {
        let text: String = (1..=60_000).map(|n| format!("line {n}\n")).collect();
        let (lines, _) = read(text.as_bytes());
        assert_eq!(lines.len(), 60_000);
        let right = |(n, line): &(u64, Vec<u8>)| *line == format!("line {n}").into_bytes();
        assert!(lines.iter().all(right));
    }

    #[test]
    fn a_line_beyond_all_measure_is_named_and_passed_over() {
        let long = "x".repeat(LONGEST * 2);
        let fits = "y".repeat(LONGEST / 2);
        let (lines, broken) = read(format!("a\n{long}\nb\n{fits}\n{long}").as_bytes());
        let numbers: Vec<(u64, usize)> = lines.iter().map(|(n, line)| (*n, line.len())).collect();
        assert_eq!(numbers, [(1, 1), (3, 1), (4, LONGEST / 2)]);
        assert_eq!(broken, [2, 5]);
    }
}
