//! A history as CSV (RFC 4180): a header of fact ids and a few other names, then a record each.

use super::batch::{BYTE_ORDER_MARK, Batch, LONGEST, Source, too_long};
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::{FactKind, Supplier};
use amends_core::document::{Map, PastComplaint};
use amends_core::fault::{Fault, nearest};
use amends_core::policy::Policy;
use csv_core::{ReadRecordResult, Reader};
use memchr::{memchr, memchr_iter};
use std::io::{self, Read};
use std::ops::Range;

/// Records of a batch.
const RECORDS: usize = 512;
/// Bytes read at once, and bytes a record grows by.
const ROOM: usize = 64 * 1024;
/// Cells a record grows by.
const CELLS: usize = 64;
/// Columns that are no facts.
const NAMES: [&str; 4] = ["problem", "today", "language", "choice"];

/// What a column is for, by one policy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Problem,
    Today,
    Language,
    /// The id of the option chosen.
    Choice,
    /// A fact: whether the portal's word, whether true or false, its id.
    Fact {
        known: bool,
        yes_no: bool,
        id: String,
    },
    /// A fact that only the other policy knows.
    Other,
}

/// The columns of a table, by one policy.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Understands a header. `other` is the policy compared with: what only it knows is left out.
    ///
    /// # Errors
    /// Every column that neither policy knows, every one that comes twice, and a missing `problem`.
    pub fn of(
        header: &Record,
        policy: &Policy,
        other: Option<&Policy>,
    ) -> Result<Self, Vec<Fault>> {
        let (mut columns, mut faults, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        for (index, name) in header.cells().enumerate() {
            let name = String::from_utf8_lossy(name);
            let at = format!("column {}", index + 1);
            if seen.contains(&name) {
                let message = format!("{at}: `{name}` comes twice");
                faults.push(Fault::new("duplicate-key", "", message).help("keep one of them"));
            }
            let known = column(policy, &name);
            match known.or_else(|| column(other?, &name).map(|_| Column::Other)) {
                Some(column) => columns.push(column),
                None => faults.push(unknown(&at, &name, policy)),
            }
            seen.push(name);
        }
        if !seen.iter().any(|name| name == "problem") {
            let message = "the header has no column `problem`";
            faults.push(Fault::new("missing-field", "", message).help("add it"));
        }
        if faults.is_empty() { Ok(Self(columns)) } else { Err(faults) }
    }

    /// The complaint of a record; an empty cell says nothing.
    pub fn complaint(&self, record: &Record) -> Result<PastComplaint, Fault> {
        let (has, wants) = (record.cells, self.0.len());
        if has != wants {
            let message = format!("the record has {has} fields, the header {wants}");
            return Err(Fault::new("wrong-number-of-fields", "", message));
        }
        let mut complaint = ComplaintDocument {
            problem: String::new(),
            language: None,
            answers: Map::new(),
            known: Map::new(),
            wish: None,
            story: String::new(),
            evidence: Vec::new(),
            contact: None,
            choice: None,
        };
        let mut today = None;
        for (column, cell) in self.0.iter().zip(record.cells()) {
            let cell = std::str::from_utf8(cell).map_err(|_| not_utf8())?;
            if cell.is_empty() {
                continue;
            }
            match column {
                Column::Problem => cell.clone_into(&mut complaint.problem),
                Column::Today => today = Some(cell.to_owned()),
                Column::Language => complaint.language = Some(cell.to_owned()),
                Column::Choice => {
                    complaint.choice = Some(ChoiceMadeDocument::Option(cell.to_owned()));
                }
                Column::Fact { known, yes_no, id } => {
                    let part = if *known { &mut complaint.known } else { &mut complaint.answers };
                    part.insert(id.as_str(), value(cell, *yes_no));
                }
                Column::Other => {}
            }
        }
        Ok(PastComplaint { complaint, today })
    }
}

/// The fault of a text in another encoding.
pub(super) fn not_utf8() -> Fault {
    Fault::new("not-utf-8", "", "this is not UTF-8 text").help("save it as UTF-8")
}

/// What a column of a name is for; `None` when the policy does not know it.
fn column(policy: &Policy, name: &str) -> Option<Column> {
    match name {
        "problem" => return Some(Column::Problem),
        "today" => return Some(Column::Today),
        "language" => return Some(Column::Language),
        "choice" => return Some(Column::Choice),
        _ => {}
    }
    let (part, id) = match name.split_once('.') {
        Some(("answers", id)) => (Some(Supplier::Customer), id),
        Some(("known", id)) => (Some(Supplier::Portal), id),
        _ => (None, name),
    };
    let fact = policy.document().facts.get(id)?;
    let takes = |supplier| fact.supplied_by.contains(&supplier);
    let supplier = part.unwrap_or(if takes(Supplier::Customer) {
        Supplier::Customer
    } else {
        Supplier::Portal
    });
    takes(supplier).then(|| Column::Fact {
        known: supplier == Supplier::Portal,
        yes_no: fact.kind == FactKind::YesNo,
        id: id.to_owned(),
    })
}

fn unknown(at: &str, name: &str, policy: &Policy) -> Fault {
    let facts = policy.document().facts.keys().map(String::as_str);
    let message = format!("{at}: `{name}` is no fact that a complaint can supply");
    let help = nearest(name, NAMES.into_iter().chain(facts)).map_or_else(
        || format!("take the column out; beside facts there are `{}`", NAMES.join("`, `")),
        |meant| format!("did you mean `{meant}`?"),
    );
    Fault::new("unknown-column", "", message).help(help)
}

/// A cell as a document writes it. Spreadsheets write TRUE and FALSE.
fn value(cell: &str, yes_no: bool) -> Scalar {
    match cell {
        yes if yes_no && yes.eq_ignore_ascii_case("true") => Scalar::YesNo(true),
        no if yes_no && no.eq_ignore_ascii_case("false") => Scalar::YesNo(false),
        text => Scalar::Text(text.to_owned()),
    }
}

/// A record: its cells one after the other, and where each ends.
#[derive(Debug, Default)]
pub(super) struct Record {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// How many of them are filled.
    cells: usize,
}

impl Record {
    /// The cells, without the white space around them.
    pub fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().take(self.cells).map(move |end| {
            let cell = self.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            cell.trim_ascii()
        })
    }
}

/// What comes next in a table.
enum Next {
    /// A record that begins in this line.
    Record(u64),
    /// A record that begins in this line and is too long.
    TooLong(u64),
    End,
}

/// CSV.
#[derive(Debug)]
pub(super) struct Table<R> {
    from: R,
    parser: Reader,
    room: Vec<u8>,
    /// What of the room is read and not yet parsed.
    waiting: Range<usize>,
    /// Line of what is waiting.
    line: u64,
    bytes: u64,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When it cannot be read, or is too long.
    pub fn new(from: R) -> io::Result<(Self, Record)> {
        let room = vec![0; ROOM];
        let parser = Reader::new();
        let mut table = Self { from, parser, room, waiting: 0..0, line: 1, bytes: 0 };
        table.refill()?;
        if table.waiting().starts_with(BYTE_ORDER_MARK) {
            table.pass(BYTE_ORDER_MARK.len());
        }
        let mut header = Record::default();
        match table.next(&mut header)? {
            Next::TooLong(_) => Err(io::Error::other("its first line is too long for a header")),
            Next::Record(_) | Next::End => Ok((table, header)),
        }
    }

    fn waiting(&self) -> &[u8] {
        self.room.get(self.waiting.clone()).unwrap_or_default()
    }

    /// Reads on where nothing is waiting; false at the end.
    fn refill(&mut self) -> io::Result<bool> {
        if self.waiting.is_empty() {
            let read = self.from.read(&mut self.room)?;
            self.waiting = 0..read;
            self.bytes += u64::try_from(read).unwrap_or(0);
        }
        Ok(!self.waiting.is_empty())
    }

    /// Goes on behind so many bytes.
    fn pass(&mut self, many: usize) {
        let passed = self.waiting().get(..many).unwrap_or_default();
        self.line += u64::try_from(memchr_iter(b'\n', passed).count()).unwrap_or(0);
        self.waiting.start += many;
    }

    fn next(&mut self, record: &mut Record) -> io::Result<Next> {
        // Empty lines are none; the parser skips them too, but does not count them.
        while self.refill()? {
            let ends =
                self.waiting().iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.pass(ends);
            if !self.waiting.is_empty() {
                break;
            }
        }
        let (first, mut written, mut taken) = (self.line, 0, 0);
        record.cells = 0;
        loop {
            // An empty input is the end.
            self.refill()?;
            let input = self.room.get(self.waiting.clone()).unwrap_or_default();
            let bytes = record.bytes.get_mut(written..).unwrap_or_default();
            let ends = record.ends.get_mut(record.cells..).unwrap_or_default();
            let (result, read, wrote, cells) = self.parser.read_record(input, bytes, ends);
            self.pass(read);
            taken += read;
            written += wrote;
            record.cells += cells;
            match result {
                ReadRecordResult::Record => return Ok(Next::Record(first)),
                ReadRecordResult::End => return Ok(Next::End),
                _ if taken > LONGEST => {
                    self.pass_over()?;
                    return Ok(Next::TooLong(first));
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => record.bytes.resize(written + ROOM, 0),
                ReadRecordResult::OutputEndsFull => record.ends.resize(record.cells + CELLS, 0),
            }
        }
    }

    /// Goes on behind the line where a record became too long.
    fn pass_over(&mut self) -> io::Result<()> {
        self.parser.reset();
        while self.refill()? {
            let end = memchr(b'\n', self.waiting());
            self.pass(end.map_or(self.waiting.len(), |end| end + 1));
            if end.is_some() {
                break;
            }
        }
        Ok(())
    }
}

impl<R: Read> Source for Table<R> {
    fn fill(&mut self, batch: &mut Batch) -> io::Result<bool> {
        while batch.used < RECORDS {
            if batch.records.len() == batch.used {
                batch.records.push((0, Record::default()));
            }
            let Some((number, record)) = batch.records.get_mut(batch.used) else { break };
            match self.next(record)? {
                Next::End => break,
                Next::TooLong(line) => {
                    let message = format!(
                        "the record is longer than {LONGEST} bytes: a quotation mark may not be \
                         closed; reading goes on at line {}",
                        self.line
                    );
                    batch.broken.push((line, too_long(&message)));
                }
                // Spreadsheets write empty rows as rows of empty cells.
                Next::Record(_) if record.cells().all(<[u8]>::is_empty) => {}
                Next::Record(line) => {
                    *number = line;
                    batch.used += 1;
                }
            }
        }
        Ok(!batch.is_empty())
    }

    fn taken(&self) -> (u64, u64) {
        (self.bytes, self.line - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines and cells of a table, and the lines of records too long.
    fn read(text: &str) -> (Vec<(u64, Vec<String>)>, Vec<u64>) {
        let (mut table, header) = Table::new(text.as_bytes()).unwrap();
        let cells = |record: &Record| {
            record.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
        };
        let (mut records, mut broken) = (vec![(1, cells(&header))], Vec::new());
        let mut batch = Batch::default();
        while table.fill(&mut batch).unwrap() {
            let used = batch.records.iter().take(batch.used);
            records.extend(used.map(|(line, record)| (*line, cells(record))));
            broken.extend(batch.broken.iter().map(|(line, _)| *line));
            batch.clear();
        }
        (records, broken)
    }

    #[test]
    fn records_know_the_line_they_begin_in() {
        for end in ["\n", "\r\n"] {
            let lines =
                ["\u{feff}a,b", "1, two ", "", "\"3", "4\",\"\"\"5\"\"\"", " , ", "6", "7,"];
            let (records, broken) = read(&lines.join(end));
            let record = |line: u64, cells: &[&str]| {
                (line, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
            };
            let expected = [
                record(1, &["a", "b"]),
                record(2, &["1", "two"]),
                record(4, &[&format!("3{end}4"), "\"5\""]),
                record(7, &["6"]),
                record(8, &["7", ""]),
            ];
            assert_eq!(records, expected);
            assert!(broken.is_empty());
        }
        assert_eq!(read("").0, [(1, vec![])]);
    }

    #[test]
    fn an_open_quotation_mark_takes_in_no_more_than_one_record_may_have() {
        let row = "1,2\n";
        let many = LONGEST / row.len();
        let text = format!("a,b\n1,\"2\n{}{}", row.repeat(many), "8,9\n".repeat(many));
        let (records, broken) = read(&text);
        assert_eq!(broken, [2]);
        let last = records.last().unwrap();
        assert_eq!(last.0, u64::try_from(2 + many * 2).unwrap());
        assert!(records.len() > many && records.len() < many * 2);
        assert!(records.iter().skip(1).all(|(_, cells)| cells.len() == 2));
    }
}
