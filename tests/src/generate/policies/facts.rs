//! Facts of generated policies: made when they are wanted, written down at the end.

use super::units::Unit;
use super::{Maker, set};
use serde_json::{Map, Value, json};

/// The moment from which a fact can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    Supplied,
    Responsibility,
    Severity,
}

/// A fact on its way.
#[derive(Debug, Clone)]
pub struct Word {
    pub id: String,
    pub kind: Kind,
    pub moment: Moment,
    /// What it is derived from, with the name of the field; none when somebody supplies it.
    pub derived: Option<(&'static str, Value)>,
    pub supplied_by: &'static [&'static str],
    /// Has a default, so that it need not be asked for.
    pub default: Option<Value>,
    /// Read already; once is enough where each fact is read once.
    pub read: bool,
}

/// What a fact can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Between two ends in steps; an upper end that is open is only usual. Dates in days from today.
    Number {
        unit: Unit,
        least: i64,
        most: i64,
        open: bool,
    },
    /// Up to four numbers between two ends.
    List {
        unit: Unit,
        least: i64,
        most: i64,
    },
    YesNo,
    /// This many choices.
    Choice(usize),
    Text,
}

impl Maker<'_, '_> {
    /// The place of a fact of this unit: one there is, a derived one, or a new one.
    pub fn number(&mut self, unit: Unit, depth: u8) -> usize {
        let fits = |kind: &Kind| matches!(kind, Kind::Number { unit: own, .. } if *own == unit);
        if let Some(place) = self.known(fits) {
            return place;
        }
        if depth > 0 && self.choices.chance(25) {
            return self.derived_number(unit, depth);
        }
        let kind = self.ends(unit);
        self.supplied(kind)
    }

    /// The place of a yes/no fact.
    pub fn yes_no(&mut self, depth: u8) -> usize {
        if let Some(place) = self.known(|kind| *kind == Kind::YesNo) {
            return place;
        }
        if depth > 0 && self.choices.chance(25) {
            // A switch of the policy, or a condition.
            let switch = !self.once && self.choices.chance(20);
            let condition = if switch { true.into() } else { self.condition(depth - 1) };
            return self.derived(Kind::YesNo, "condition", condition);
        }
        self.supplied(Kind::YesNo)
    }

    /// The place of a choice fact and how many choices it has.
    pub fn choice(&mut self, depth: u8) -> (usize, usize) {
        let known = self.known(|kind| matches!(kind, Kind::Choice(_)));
        let place = known.unwrap_or_else(|| {
            let count = 1 + self.choices.below(3);
            if depth > 0 && self.choices.chance(25) {
                let cases = self.cases(count, depth - 1);
                return self.derived(Kind::Choice(count), "cases", cases);
            }
            self.supplied(Kind::Choice(count))
        });
        let count = match self.words.get(place).map(|word| &word.kind) {
            Some(Kind::Choice(count)) => *count,
            _ => 1,
        };
        (place, count)
    }

    /// Cases that decide among so many choices, each of which may come out.
    fn cases(&mut self, count: usize, depth: u8) -> Value {
        let mut cases: Vec<Value> = (1..count)
            .map(|index| json!({ "when": self.condition(depth), "is": format!("c{index}") }))
            .collect();
        cases.push(json!({ "is": "c0" }));
        cases.into()
    }

    /// The place of a list in this unit.
    pub fn list(&mut self, unit: Unit) -> usize {
        let fits = |kind: &Kind| matches!(kind, Kind::List { unit: own, .. } if *own == unit);
        if let Some(place) = self.known(fits) {
            return place;
        }
        let kind = match self.ends(unit) {
            Kind::Number { unit, least, most, .. } => Kind::List { unit, least, most },
            other => other,
        };
        self.supplied(kind)
    }

    /// Some fact that is there already and may be read here.
    fn known(&mut self, fits: impl Fn(&Kind) -> bool) -> Option<usize> {
        let (once, latest) = (self.once, self.latest);
        let words = self.words.iter().enumerate();
        let words = words.filter(|(_, word)| word.moment <= latest && fits(&word.kind));
        let places: Vec<usize> =
            words.filter(|(_, word)| !(once && word.read)).map(|(place, _)| place).collect();
        // Without bytes the first one is read again and again: nothing new is made.
        if places.is_empty() || self.choices.chance(35) {
            return None;
        }
        self.choices.one(&places).copied()
    }

    fn derived_number(&mut self, unit: Unit, depth: u8) -> usize {
        let formula = self.formula(unit, depth - 1);
        let kind = Kind::Number { unit, least: 0, most: unit.most(self.choices), open: true };
        self.derived(kind, "formula", formula)
    }

    fn derived(&mut self, kind: Kind, field: &'static str, from: Value) -> usize {
        // The latest moment it could have read; that may be later than what it did read.
        let (moment, derived) = (self.latest, Some((field, from)));
        self.push(Word {
            id: String::new(),
            kind,
            moment,
            derived,
            supplied_by: &[],
            default: None,
            read: false,
        })
    }

    /// A new fact that somebody supplies.
    pub fn supplied(&mut self, kind: Kind) -> usize {
        let supplied_by =
            self.choices.pick([&["customer"][..], &["customer", "portal"], &["portal"]]);
        let preset = !self.once && self.choices.chance(30);
        let default = preset.then(|| self.default(&kind));
        let moment = Moment::Supplied;
        self.push(Word {
            id: String::new(),
            kind,
            moment,
            derived: None,
            supplied_by,
            default,
            read: false,
        })
    }

    /// A new fact that only the portal says, and that is false until then.
    pub fn switch(&mut self) -> usize {
        let place = self.supplied(Kind::YesNo);
        if let Some(word) = self.words.get_mut(place) {
            (word.supplied_by, word.default) = (&["portal"], Some(false.into()));
        }
        place
    }

    fn push(&mut self, word: Word) -> usize {
        let place = self.words.len();
        self.words.push(Word { id: format!("f{place:02}"), ..word });
        place
    }

    /// The id of a fact that is now read.
    pub fn read(&mut self, place: usize) -> String {
        let word = self.words.get_mut(place);
        word.map(|word| {
            word.read = true;
            word.id.clone()
        })
        .unwrap_or_default()
    }

    /// Ends of a number fact.
    fn ends(&mut self, unit: Unit) -> Kind {
        let most = unit.most(self.choices);
        let least = match unit {
            Unit::Date => most - self.choices.pick([400, 10, 2_000]),
            Unit::Hours | Unit::Weeks | Unit::Months | Unit::Years => 0,
            _ if self.choices.chance(10) => -most / 2,
            _ => self.choices.pick([0, 0, most / 10]),
        };
        let open = self.wild && !self.once && self.choices.chance(20);
        Kind::Number { unit, least, most, open }
    }

    fn default(&mut self, kind: &Kind) -> Value {
        match kind {
            Kind::Number { unit: Unit::Date, most: 0, .. } if self.choices.chance(30) => {
                "today".into()
            }
            Kind::Number { unit, least, most, .. } => {
                let steps = self.choices.between(*least, *most);
                self.literal(*unit, steps).into()
            }
            Kind::List { unit, least, .. } => match self.choices.chance(50) {
                true => vec![self.literal(*unit, *least)].into(),
                false => Value::Array(Vec::new()),
            },
            Kind::YesNo => self.choices.chance(50).into(),
            Kind::Choice(count) => format!("c{}", self.choices.below(*count)).into(),
            Kind::Text => "".into(),
        }
    }

    /// A literal of so many steps; dates in days from today.
    pub fn literal(&self, unit: Unit, steps: i64) -> String {
        if unit == Unit::Date { self.day(steps) } else { self.money.literal(unit, steps) }
    }
}

/// Every fact as it is written.
pub fn documents(maker: &mut Maker<'_, '_>) -> Value {
    let words = std::mem::take(&mut maker.words);
    let facts = words.into_iter().map(|word| {
        let mut fact = Map::new();
        let kind = match &word.kind {
            Kind::Number { unit, .. } | Kind::List { unit, .. } => unit.kind(),
            Kind::YesNo => "yes_no",
            Kind::Choice(_) => "choice",
            Kind::Text => "text",
        };
        fact.insert("type".to_owned(), kind.into());
        fact.insert("label".to_owned(), maker.text("Fact"));
        if let Kind::Choice(count) = word.kind {
            let choices = (0..count)
                .map(|index| json!({ "id": format!("c{index}"), "label": maker.text("Choice") }));
            fact.insert("choices".to_owned(), choices.collect());
        }
        if let Kind::Number { unit, .. } | Kind::List { unit, .. } = word.kind
            && unit.kind() == "number"
            && unit != Unit::Plain
        {
            fact.insert("unit".to_owned(), unit.name().into());
        }
        if matches!(word.kind, Kind::List { .. }) {
            fact.insert("list".to_owned(), json!({ "at_most": 4 }));
        }
        match word.derived {
            Some((field, from)) => {
                fact.insert(field.to_owned(), from);
            }
            None => {
                limits(maker, &word.kind, &mut fact);
                fact.insert("supplied_by".to_owned(), word.supplied_by.into());
                fact.extend(word.default.map(|default| ("default".to_owned(), default)));
                if maker.choices.chance(10) {
                    fact.insert("hint".to_owned(), maker.text("As it is"));
                    fact.insert("sensitive".to_owned(), true.into());
                }
                if maker.choices.chance(20) {
                    fact.insert("what_if".to_owned(), maker.choices.chance(70).into());
                }
            }
        }
        (word.id, Value::Object(fact))
    });
    Value::Object(facts.collect())
}

fn limits(maker: &Maker<'_, '_>, kind: &Kind, fact: &mut Map<String, Value>) {
    let (unit, least, most, open) = match kind {
        Kind::Number { unit, least, most, open } => (unit, least, most, *open),
        Kind::List { unit, least, most } => (unit, least, most, false),
        Kind::YesNo | Kind::Choice(_) | Kind::Text => return,
    };
    if *unit == Unit::Date && open {
        return;
    }
    if *least != 0 || *unit == Unit::Date {
        fact.insert("at_least".to_owned(), maker.literal(*unit, *least).into());
    }
    if *unit == Unit::Date && *most == 0 {
        fact.insert("at_most".to_owned(), "today".into());
    } else if !open {
        fact.insert("at_most".to_owned(), maker.literal(*unit, *most).into());
    }
}

/// Questions of one problem: all that has no default, some that has, in order; a question with a condition reads what
/// was asked before it.
pub fn questions(maker: &mut Maker<'_, '_>) -> Value {
    let mut asked: Vec<usize> = Vec::new();
    let mut questions = Vec::new();
    for place in 0..maker.words.len() {
        let Some(word) = maker.words.get(place) else { continue };
        let (id, optional) = (word.id.clone(), word.default.is_some());
        let testable = !matches!(word.kind, Kind::Text | Kind::List { .. });
        if !word.supplied_by.contains(&"customer") || (optional && maker.choices.chance(30)) {
            continue;
        }
        let mut question = json!({ "fact": id, "why": maker.text("To know") });
        let before = maker.choices.one(&asked).copied();
        if let Some(before) = before.filter(|_| optional && maker.choices.chance(50)) {
            set(&mut question, "when", maker.test(before));
        }
        if maker.choices.chance(20) {
            set(&mut question, "optional", true);
        }
        if testable {
            asked.push(place);
        }
        if maker.choices.chance(10) {
            set(&mut question, "ask", maker.text("What is it?"));
            set(&mut question, "step", maker.choices.pick(["impact", "facts"]));
        }
        questions.push(question);
    }
    questions.into()
}
