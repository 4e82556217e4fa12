//! Tables, rounding, accrual, lists and open results from their documents.

use super::Compiler;
use super::formulas::of_unit;
use crate::document::formula::{
    BandDocument, BandsDocument, BetweenDocument, ChooseDocument, OverDocument, PerDocument,
    RoundDocument, RoundingMode, Take,
};
use crate::document::policy::Text;
use crate::fault::words;
use crate::number::{Exact, Rounding};
use crate::policy::condition::Condition;
use crate::policy::formula::{Band, Bands, Formula, Over, Step};
use crate::policy::place::Place;
use crate::quantity::{Literal, Unit};

/// Rounding by its written mode.
pub fn rounding(mode: RoundingMode) -> Rounding {
    match mode {
        RoundingMode::HalfUp => Rounding::HalfUp,
        RoundingMode::HalfDown => Rounding::HalfDown,
        RoundingMode::HalfEven => Rounding::HalfEven,
        RoundingMode::Up => Rounding::Up,
        RoundingMode::Down => Rounding::Down,
    }
}

impl Compiler {
    pub(super) fn round(&mut self, p: &RoundDocument, at: &Place) -> Option<Formula> {
        let of = self.countable(&p.of, &at.at("of"))?;
        let at = at.at("to");
        let to = self.quantity(&p.to, &of.unit, &at)?;
        if to <= Exact::ZERO {
            let message = words!("nothing is rounded to a multiple of `{}`", p.to);
            self.fault("not-a-literal", &at, message, "write a step above zero");
            return None;
        }
        Some(of_unit(&of.unit.clone(), Step::Round(Box::new(of), to, rounding(p.mode))))
    }

    pub(super) fn per(&mut self, p: &PerDocument, at: &Place) -> Option<Formula> {
        let give = self.countable(&p.give, &at.at("give"));
        let of = self.countable(&p.of, &at.at("of"))?;
        let after = p.after.as_ref().map(|after| self.formula_of(&of.unit, after, &at.at("after")));
        let after = after.unwrap_or_else(|| Formula::literal(Exact::ZERO, of.unit.clone()));
        let every = self.formula_of(&of.unit, &p.every, &at.at("every"));
        self.divisor(&every, &at.at("every"));
        let give = give?;
        let unit = give.unit.clone();
        Some(of_unit(&unit, Step::Per(Box::new([of, after, every, give]), p.begun)))
    }

    pub(super) fn between(&mut self, p: &BetweenDocument, at: &Place) -> Option<Formula> {
        let low = self.formula(&p.low, &at.at("low"))?;
        let unit = low.unit.clone();
        let high = p.high.as_ref().map(|high| self.formula_of(&unit, high, &at.at("high")));
        Some(of_unit(&unit, Step::Between([Some(low), high].into_iter().flatten().collect())))
    }

    pub(super) fn choose(&mut self, p: &ChooseDocument, at: &Place) -> Option<Formula> {
        let otherwise = self.formula(&p.otherwise, &at.at("otherwise"));
        let unit = otherwise.as_ref().map(|otherwise| otherwise.unit.clone());
        let rows = p.rows.iter().enumerate().map(|(index, row)| {
            let at = at.at("rows").at(index);
            let when = self.condition(&row.when, &at.at("when"));
            let give = match &unit {
                Some(unit) => self.formula_of(unit, &row.give, &at.at("give")),
                None => self.formula(&row.give, &at.at("give"))?,
            };
            Some((when, self.explained(give, row.because.as_ref(), &at.at("because"))))
        });
        let rows = rows.collect::<Vec<_>>().into_iter().flatten().collect();
        let otherwise = Box::new(otherwise?);
        Some(of_unit(&otherwise.unit.clone(), Step::Choose(rows, otherwise)))
    }

    /// A formula with the words that say why it is used; the words are checked with all others.
    fn explained(&mut self, of: Formula, because: Option<&Text>, at: &Place) -> Formula {
        let Some(because) = because else { return of };
        self.sentences.push((at.clone(), because.clone()));
        of_unit(&of.unit.clone(), Step::Because(Box::new(of), because.clone()))
    }

    /// Something taken over a list; inside, `item` has the unit of the list.
    pub(super) fn over(&mut self, p: &OverDocument, at: &Place) -> Option<Formula> {
        let list = self.fact(&p.list, &at.at("list"))?;
        let unit = self.vocabulary.fact(list).filter(|fact| fact.list.is_some());
        let Some(unit) = unit.map(|fact| fact.unit.clone()) else {
            let message = words!("`{}` is not a list", p.list);
            self.fault("wrong-unit", &at.at("list"), message, "name a fact that has `list`");
            return None;
        };
        let outer = self.item.replace((list, unit.clone()));
        let filter = p.filter.as_ref().map(|filter| self.condition(filter, &at.at("where")));
        let give = match &p.give {
            Some(give) => self.formula(give, &at.at("give")),
            None => Some(Formula { unit, step: Step::Item }),
        };
        self.item = outer;
        let give = give?;
        let unit = if p.take == Take::Count { Unit::Plain } else { give.unit.clone() };
        let otherwise = p.otherwise.as_ref();
        let otherwise =
            otherwise.map(|otherwise| self.formula_of(&unit, otherwise, &at.at("otherwise")));
        let filter = filter.unwrap_or(Condition::Always(true));
        self.over_shape(p, &unit, at);
        let over = Over { list, take: p.take, filter, give, otherwise };
        Some(of_unit(&unit, Step::Over(Box::new(over))))
    }

    fn over_shape(&mut self, p: &OverDocument, unit: &Unit, at: &Place) {
        let adds = matches!(p.take, Take::Sum | Take::Count);
        if p.take == Take::Sum && *unit == Unit::Date {
            let message = "dates cannot be added".to_owned();
            self.fault("wrong-unit", at, message, "take the `greatest` or the `least` of them");
        }
        if adds == p.otherwise.is_some() {
            let message = "`otherwise` is there exactly when the greatest or least is taken";
            let help = "of no values the sum and count are 0; the greatest and least need saying";
            self.fault("list-shape", at, message.to_owned(), help);
        }
        if p.take == Take::Count && p.give.is_some() {
            let message = "a count has no `give`".to_owned();
            self.fault("list-shape", &at.at("give"), message, "remove it, or take the `sum`");
        }
    }

    pub(super) fn bands(&mut self, p: &BandsDocument, at: &Place) -> Option<Formula> {
        let by = self.formula(&p.by, &at.at("by"))?;
        let rows_at = at.at("rows");
        let first =
            p.rows.first().and_then(|row| self.formula(&row.give, &rows_at.at(0).at("give")));
        let Some(unit) = first.map(|first| first.unit) else {
            if p.rows.is_empty() {
                self.fault("empty-list", at, "the table has no rows".to_owned(), "add rows");
            }
            return None;
        };
        let mut direction = None;
        let mut rows: Vec<Band> = Vec::with_capacity(p.rows.len());
        for (index, row) in p.rows.iter().enumerate() {
            let at = rows_at.at(index);
            let edge = self.edge(row, &by.unit, &at);
            let give = self.formula_of(&unit, &row.give, &at.at("give"));
            let Some((edge, inside, rising)) = edge else { continue };
            if *direction.get_or_insert(rising) == rising {
                self.in_order(rows.last(), edge, rising, &at);
            } else {
                let message = "the table both rises and falls".to_owned();
                let help =
                    "use `less_than` and `at_most` alone, or `at_least` and `more_than` alone";
                self.fault("band-edge", &at, message, help);
            }
            rows.push(Band { edge, inside, give });
        }
        let otherwise = p.otherwise.as_ref();
        let otherwise =
            otherwise.map(|otherwise| self.formula_of(&unit, otherwise, &at.at("otherwise")));
        let table = Bands { by, rising: direction?, rows, otherwise };
        self.covers_all(&table, &rows_at);
        Some(of_unit(&unit, Step::Bands(Box::new(table))))
    }

    /// The edge of a row, whether it is inside, whether the table rises.
    fn edge(&mut self, row: &BandDocument, unit: &Unit, at: &Place) -> Option<(Exact, bool, bool)> {
        let edges = [
            (&row.less_than, "less_than", false, true),
            (&row.at_most, "at_most", true, true),
            (&row.at_least, "at_least", true, false),
            (&row.more_than, "more_than", false, false),
        ];
        let mut written = edges.into_iter().filter_map(|(edge, key, inside, rising)| {
            edge.as_ref().map(|edge| (edge, key, inside, rising))
        });
        let (Some((edge, key, inside, rising)), None) = (written.next(), written.next()) else {
            let message =
                "a row needs exactly one of `less_than`, `at_most`, `at_least` and `more_than`";
            let help = "say where the row ends; what fits no row goes to `otherwise` of the table";
            self.fault("band-edge", at, message.to_owned(), help);
            return None;
        };
        self.quantity(edge, unit, &at.at(key)).map(|edge| (edge, inside, rising))
    }

    fn in_order(&mut self, before: Option<&Band>, edge: Exact, rising: bool, at: &Place) {
        let ordered = before
            .is_none_or(|before| if rising { before.edge < edge } else { before.edge > edge });
        if !ordered {
            let message =
                "this row ends before the one above it, so no number reaches it".to_owned();
            let help = "order the rows from the lowest edge up, or from the highest down";
            self.fault("band-overlap", at, message, help);
        }
    }

    /// A table without `otherwise` must cover every number its fact can be.
    fn covers_all(&mut self, table: &Bands, at: &Place) {
        let (None, Some(last)) = (&table.otherwise, table.rows.last()) else { return };
        let looked_up = if let Step::Fact(fact) = &table.by.step { Some(*fact) } else { None };
        let fact = looked_up.and_then(|fact| self.vocabulary.fact(fact));
        let limit =
            fact.and_then(
                |fact| {
                    if table.rising { fact.at_most.clone() } else { fact.at_least.clone() }
                },
            );
        let covered = match limit {
            Some(Literal::Fixed(limit, _)) => last.fits(limit, table.rising),
            Some(Literal::Today) | None => false,
        };
        if !covered {
            let side = if table.rising { "above" } else { "below" };
            let limit = if table.rising { "at_most" } else { "at_least" };
            let message = words!("what lies {side} the last row has no value");
            let help = words!("add `otherwise` to the table, or limit the fact with `{limit}`");
            self.fault("band-gap", at, message, &help);
        }
    }
}
