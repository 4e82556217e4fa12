//! Formulas from their documents: units checked, tables without gaps.

use super::Compiler;
use crate::document::formula::{
    BandDocument, ChooseDocument, FormulaDocument, InterestDocument, Primitive,
};
use crate::document::policy::FactKind;
use crate::fault::words;
use crate::number::Exact;
use crate::policy::formula::{Band, Formula, Step};
use crate::policy::place::Place;
use crate::quantity::{Literal, Unit};

impl Compiler {
    /// A formula that gives `unit`.
    pub fn formula_of(&mut self, unit: &Unit, document: &FormulaDocument, at: &Place) -> Formula {
        let formula = self.formula(document, at);
        if let Some(formula) = formula {
            if formula.unit == *unit {
                return formula;
            }
            self.wrong_unit(unit, &formula.unit, at);
        }
        Formula { unit: unit.clone(), step: Step::Literal(Exact::ZERO) }
    }

    /// A formula of any unit; `None` after a fault.
    pub fn formula(&mut self, document: &FormulaDocument, at: &Place) -> Option<Formula> {
        match document {
            FormulaDocument::Literal(text) => self.literal_formula(text, at),
            FormulaDocument::Whole(value) => {
                Some(Formula { unit: Unit::Plain, step: Step::Literal(Exact::whole(*value)) })
            }
            FormulaDocument::Primitive(primitive) => self.primitive(primitive, at),
        }
    }

    fn literal_formula(&mut self, text: &str, at: &Place) -> Option<Formula> {
        Some(match self.literal(text, at)? {
            Literal::Fixed(value, unit) => Formula { unit, step: Step::Literal(value) },
            Literal::Today => Formula { unit: Unit::Date, step: Step::Today },
        })
    }

    fn primitive(&mut self, primitive: &Primitive, at: &Place) -> Option<Formula> {
        match primitive {
            Primitive::Fixed(text) => self.literal_formula(text, &at.at("fixed")),
            Primitive::Fact(id) => self.fact_formula(id, &at.at("fact")),
            Primitive::Percent(p) => {
                let at = at.at("percent");
                let rate = self.formula_of(&Unit::Percent, &p.rate, &at.at("rate"));
                let of = self.countable(&p.of, &at.at("of"))?;
                Some(same_unit_as(of.unit.clone(), Step::Percent(Box::new([rate, of]))))
            }
            Primitive::Times(p) => {
                let at = at.at("times");
                let count = self.count(&p.count, &at.at("count"))?;
                let of = self.countable(&p.of, &at.at("of"))?;
                Some(same_unit_as(of.unit.clone(), Step::Times(Box::new([count, of]))))
            }
            Primitive::Sum(all) => self.alike(all, &at.at("sum"), Step::Sum, true),
            Primitive::Least(all) => self.alike(all, &at.at("least"), Step::Least, false),
            Primitive::Greatest(all) => self.alike(all, &at.at("greatest"), Step::Greatest, false),
            Primitive::Difference(p) => {
                let pair = [(&p.of, "of"), (&p.less, "less")];
                self.pair(pair, &at.at("difference"), Step::Difference)
            }
            Primitive::Floor(p) => {
                self.pair([(&p.of, "of"), (&p.at, "at")], &at.at("floor"), Step::Floor)
            }
            Primitive::Cap(p) => {
                self.pair([(&p.of, "of"), (&p.at, "at")], &at.at("cap"), Step::Cap)
            }
            Primitive::Bands(p) => self.bands(&p.by, &p.rows, &at.at("bands")),
            Primitive::PerDay(p) => {
                let at = at.at("per_day");
                let days = self.formula_of(&Unit::Days, &p.days, &at.at("days"));
                let grace = self.formula_of(&Unit::Days, &p.grace, &at.at("grace"));
                let give = self.countable(&p.give, &at.at("give"))?;
                let unit = give.unit.clone();
                Some(same_unit_as(unit, Step::PerDay(Box::new([days, grace, give]))))
            }
            Primitive::Choose(p) => self.choose(p, &at.at("choose")),
            Primitive::MonthsOf(p) => {
                let at = at.at("months_of");
                let fee = self.formula_of(&Unit::Money, &p.fee, &at.at("fee"));
                let months = self.count(&p.months, &at.at("months"))?;
                Some(same_unit_as(Unit::Money, Step::MonthsOf(Box::new([fee, months]))))
            }
            Primitive::Interest(p) => self.interest(p, &at.at("interest")),
            Primitive::DaysBetween(p) => {
                let at = at.at("days_between");
                let from = self.formula_of(&Unit::Date, &p.from, &at.at("from"));
                let to = self.formula_of(&Unit::Date, &p.to, &at.at("to"));
                Some(same_unit_as(Unit::Days, Step::DaysBetween(Box::new([from, to]))))
            }
        }
    }

    fn fact_formula(&mut self, id: &str, at: &Place) -> Option<Formula> {
        let index = self.fact(id, at)?;
        let fact = self.vocabulary.fact(index)?;
        let (kind, unit) = (fact.kind, fact.unit.clone());
        if matches!(kind, FactKind::Choice | FactKind::YesNo | FactKind::Text) {
            let message = words!("`{id}` is not a number; a formula cannot compute with it");
            self.fault("wrong-unit", at, message, "use `choose` with a condition on it");
            return None;
        }
        Some(Formula { unit, step: Step::Fact(index) })
    }

    /// A formula that may be multiplied: anything but a date.
    fn countable(&mut self, document: &FormulaDocument, at: &Place) -> Option<Formula> {
        let formula = self.formula(document, at)?;
        if formula.unit == Unit::Date {
            let message = "a date cannot be multiplied".to_owned();
            self.fault("wrong-unit", at, message, "use `days_between` to get a number of days");
            return None;
        }
        Some(formula)
    }

    /// A formula that may count: anything but money and dates.
    fn count(&mut self, document: &FormulaDocument, at: &Place) -> Option<Formula> {
        let formula = self.countable(document, at)?;
        if formula.unit == Unit::Money {
            let message = "an amount of money cannot be a count".to_owned();
            self.fault("wrong-unit", at, message, "put the amount under `of` and the count here");
            return None;
        }
        Some(formula)
    }

    fn pair(
        &mut self,
        [first, second]: [(&FormulaDocument, &str); 2],
        at: &Place,
        step: fn(Box<[Formula; 2]>) -> Step,
    ) -> Option<Formula> {
        let one = self.formula(first.0, &at.at(first.1));
        let two = self.formula(second.0, &at.at(second.1));
        let (one, two) = (one?, two?);
        if one.unit != two.unit {
            self.wrong_unit(&one.unit, &two.unit, &at.at(second.1));
            return None;
        }
        Some(same_unit_as(one.unit.clone(), step(Box::new([one, two]))))
    }

    /// Formulas that must all give the same unit.
    fn alike(
        &mut self,
        documents: &[FormulaDocument],
        at: &Place,
        step: fn(Vec<Formula>) -> Step,
        adds: bool,
    ) -> Option<Formula> {
        if documents.is_empty() {
            self.fault(
                "empty-list",
                at,
                "the list is empty".to_owned(),
                "give at least one formula",
            );
            return None;
        }
        let mut formulas: Vec<Formula> = Vec::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            let Some(formula) = self.formula(document, &at.at(index)) else { continue };
            match formulas.first() {
                Some(first) if first.unit != formula.unit => {
                    let unit = first.unit.clone();
                    self.wrong_unit(&unit, &formula.unit, &at.at(index));
                }
                _ => formulas.push(formula),
            }
        }
        let unit = formulas.first()?.unit.clone();
        if adds && unit == Unit::Date {
            let message = "dates cannot be added".to_owned();
            self.fault("wrong-unit", at, message, "use `days_between` to get a number of days");
            return None;
        }
        (formulas.len() == documents.len()).then(|| same_unit_as(unit, step(formulas)))
    }

    fn interest(&mut self, p: &InterestDocument, at: &Place) -> Option<Formula> {
        let principal = self.formula_of(&Unit::Money, &p.principal, &at.at("principal"));
        let rate = self.formula_of(&Unit::Percent, &p.rate, &at.at("rate"));
        let days = self.formula_of(&Unit::Days, &p.days, &at.at("days"));
        if !matches!(p.basis, 360 | 365 | 366) {
            let message = words!("a year of {} days is not a day count", p.basis);
            self.fault("day-count", &at.at("basis"), message, "write 360, 365 or 366");
            return None;
        }
        let parts = Box::new([principal, rate, days]);
        Some(same_unit_as(Unit::Money, Step::Interest(parts, i64::from(p.basis))))
    }

    fn choose(&mut self, p: &ChooseDocument, at: &Place) -> Option<Formula> {
        let otherwise = self.formula(&p.otherwise, &at.at("otherwise"))?;
        let rows = p.rows.iter().enumerate().map(|(index, row)| {
            let at = at.at("rows").at(index);
            let when = self.condition(&row.when, &at.at("when"));
            (when, self.formula_of(&otherwise.unit, &row.give, &at.at("give")))
        });
        let rows = rows.collect();
        Some(same_unit_as(otherwise.unit.clone(), Step::Choose(rows, Box::new(otherwise))))
    }

    fn bands(
        &mut self,
        by: &FormulaDocument,
        rows: &[BandDocument],
        at: &Place,
    ) -> Option<Formula> {
        let by = self.formula(by, &at.at("by"))?;
        let first =
            rows.first().and_then(|row| self.formula(&row.give, &at.at("rows").at(0).at("give")));
        let Some(unit) = first.map(|first| first.unit) else {
            if rows.is_empty() {
                self.fault("empty-list", at, "the table has no rows".to_owned(), "add rows");
            }
            return None;
        };
        let mut bands: Vec<Band> = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let at = at.at("rows").at(index);
            let edge = self.edge(row, &by.unit, &at);
            let give = self.formula_of(&unit, &row.give, &at.at("give"));
            if let Some(edge) = edge {
                self.rising(bands.last(), edge, &at);
                bands.push(Band { edge, give });
            }
        }
        self.reaches_the_top(&by, &bands, &at.at("rows"));
        (!bands.is_empty()).then(|| same_unit_as(unit, Step::Bands(Box::new(by), bands)))
    }

    /// The edge of a row: exactly one of `below`, `up_to`, `above`.
    #[expect(clippy::option_option, reason = "outer: a fault; inner: the open top")]
    fn edge(
        &mut self,
        row: &BandDocument,
        unit: &Unit,
        at: &Place,
    ) -> Option<Option<(Exact, bool)>> {
        match (&row.below, &row.up_to, row.above) {
            (Some(text), None, false) => {
                self.quantity(text, unit, &at.at("below")).map(|edge| Some((edge, false)))
            }
            (None, Some(text), false) => {
                self.quantity(text, unit, &at.at("up_to")).map(|edge| Some((edge, true)))
            }
            (None, None, true) => Some(None),
            (_, _, _) => {
                let message = "a row needs exactly one of `below`, `up_to` and `above`".to_owned();
                self.fault("band-edge", at, message, "say where the row ends");
                None
            }
        }
    }

    fn rising(&mut self, before: Option<&Band>, edge: Option<(Exact, bool)>, at: &Place) {
        let rises = match (before.map(|band| band.edge), edge) {
            (None, _) | (Some(Some(_)), None) => true,
            (Some(None), _) => false,
            (Some(Some(before)), Some(edge)) => before < edge,
        };
        if !rises {
            let message =
                "this row ends before the one above it, so no number reaches it".to_owned();
            self.fault("band-overlap", at, message, "order the rows from the lowest edge up");
        }
    }

    /// A table must cover the largest number it can be asked for.
    fn reaches_the_top(&mut self, by: &Formula, bands: &[Band], at: &Place) {
        let Some(Some((edge, inclusive))) = bands.last().map(|band| band.edge) else { return };
        let looked_up = if let Step::Fact(fact) = &by.step { Some(*fact) } else { None };
        let fact = looked_up.and_then(|fact| self.vocabulary.fact(fact));
        let most = fact.and_then(|fact| fact.at_most.clone());
        let covered = match most {
            Some(Literal::Fixed(most, _)) => most < edge || (inclusive && most == edge),
            Some(Literal::Today) | None => false,
        };
        if !covered {
            let message = "numbers above the last row have no value".to_owned();
            let help = "add a last row with `\"above\": true`, or limit the fact with `at_most`";
            self.fault("band-gap", at, message, help);
        }
    }
}

fn same_unit_as(unit: Unit, step: Step) -> Formula {
    Formula { unit, step }
}
