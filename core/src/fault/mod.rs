//! What is wrong with a document or an answer: where, which code, what, and what to do.

mod codes;

pub use codes::CODES;
use std::fmt;

/// Words for authors of documents: formatted where documents are written and checked, left out of the
/// widget, which only needs to know that there is a fault.
macro_rules! words {
    ($($part:tt)*) => {
        if cfg!(feature = "authoring") { format!($($part)*) } else { String::new() }
    };
}
pub(crate) use words;

/// One thing wrong (or, as a warning, doubtful) in a document.
///
/// ```
/// use amends_core::fault::Fault;
/// let fault = Fault::new("unknown-fact", "/remedies/0/when", "no fact is called `los`")
///     .help("did you mean `loss`?");
/// assert_eq!(fault.to_string(), "/remedies/0/when: no fact is called `los`; did you mean `loss`?");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where: a JSON Pointer (RFC 6901) into the document; empty is the whole document.
    pub at: String,
    /// Stable code, one of [`CODES`].
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Fault {
    /// A fault without advice yet; add it with [`Fault::help`].
    pub fn new(code: &'static str, at: impl Into<String>, message: impl Into<String>) -> Self {
        Self { at: at.into(), code, message: message.into(), help: String::new() }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.at.is_empty() { "the document" } else { &self.at };
        write!(f, "{place}: {}", self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}

/// The nearest of some known words to a mistyped one, when it is near enough to suggest; a word of other languages stands
/// for the one of the same meaning, however it is spelt.
///
/// ```
/// use amends_core::fault::nearest;
/// assert_eq!(nearest("los", ["loss", "fee"]), Some("loss"));
/// assert_eq!(nearest("zebra", ["loss", "fee"]), None);
/// assert_eq!(nearest("and", ["any", "all"]), Some("all"));
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if cfg!(not(feature = "authoring")) {
        return None;
    }
    let same = ELSEWHERE.iter().find(|(other, _)| *other == word).map(|(_, own)| *own);
    let far = |candidate: &str| if same == Some(candidate) { 0 } else { distance(word, candidate) };
    let near = |candidate: &&str| far(candidate) <= word.chars().count().max(3) / 3;
    known.into_iter().filter(near).min_by_key(|candidate| far(candidate))
}

/// What other languages of rules and of programs call a part, and what it is called in a policy.
const ELSEWHERE: [(&str, &str); 19] = [
    ("above", "more_than"),
    ("add", "sum"),
    ("and", "all"),
    ("below", "less_than"),
    ("business_days", "working_days"),
    ("days", "calendar_days"),
    ("default", "otherwise"),
    ("else", "otherwise"),
    ("equals", "is"),
    ("greater_than", "more_than"),
    ("if", "when"),
    ("in", "is_one_of"),
    ("max", "greatest"),
    ("min", "least"),
    ("minus", "difference"),
    ("multiply", "times"),
    ("or", "any"),
    ("subtract", "difference"),
    ("then", "give"),
];

/// Levenshtein distance by rows.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (y, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let replace = diagonal.saturating_add(usize::from(x != *y));
            diagonal = *above;
            left = replace.min(diagonal.saturating_add(1)).min(left.saturating_add(1));
            *above = left;
        }
    }
    row.last().copied().unwrap_or(0)
}
