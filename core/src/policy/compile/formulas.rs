//! Formulas from their documents: one step for each primitive, units checked.

use super::{Compiler, Divisor};
use crate::document::formula::{
    DivideDocument, FormulaDocument, InterestDocument, PercentDocument, Primitive, RatioDocument,
    TimesDocument,
};
use crate::document::policy::FactKind;
use crate::fault::words;
use crate::number::Exact;
use crate::policy::formula::{Formula, Step};
use crate::policy::place::Place;
use crate::quantity::{self, Literal, Unit};

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
            Primitive::Fact(id) => self.fact_formula(id, &at.at("fact")),
            Primitive::Percent(p) => self.percent(p, &at.at("percent")),
            Primitive::Times(p) => self.times(p, &at.at("times")),
            Primitive::Divide(p) => self.divide(p, &at.at("divide")),
            Primitive::Ratio(p) => self.ratio(p, &at.at("ratio")),
            Primitive::Sum(all) => self.alike(all, &at.at("sum"), Step::Sum, false),
            Primitive::Least(all) => self.alike(all, &at.at("least"), Step::Least, true),
            Primitive::Greatest(all) => self.alike(all, &at.at("greatest"), Step::Greatest, true),
            Primitive::Difference(p) => {
                let pair = [(&p.of, "of"), (&p.less, "less")];
                self.pair(pair, &at.at("difference"), Step::Difference, false)
            }
            Primitive::Floor(p) => {
                self.pair([(&p.of, "of"), (&p.at, "at")], &at.at("floor"), Step::Floor, true)
            }
            Primitive::Cap(p) => {
                self.pair([(&p.of, "of"), (&p.at, "at")], &at.at("cap"), Step::Cap, true)
            }
            Primitive::Round(p) => self.round(p, &at.at("round")),
            Primitive::Bands(p) => self.bands(p, &at.at("bands")),
            Primitive::Choose(p) => self.choose(p, &at.at("choose")),
            Primitive::Per(p) => self.per(p, &at.at("per")),
            Primitive::Interest(p) => self.interest(p, &at.at("interest")),
            Primitive::DaysBetween(p) => self.days_between(p, &at.at("days_between")),
            Primitive::MonthsBetween(p) => {
                let dates = self.dates(&p.from, &p.to, &at.at("months_between"));
                Some(of_unit(&quantity::months(), Step::MonthsBetween(dates)))
            }
            Primitive::Deadline(p) => self.deadline(p, &at.at("deadline")),
            Primitive::ValueOn(p) => self.value_on(p, &at.at("value_on")),
            Primitive::Average(p) => self.average(p, &at.at("average")),
            Primitive::Over(p) => self.over(p, &at.at("over")),
            Primitive::Between(p) => self.between(p, &at.at("between")),
        }
    }

    fn percent(&mut self, p: &PercentDocument, at: &Place) -> Option<Formula> {
        let rate = self.formula_of(&Unit::Percent, &p.rate, &at.at("rate"));
        let of = self.countable(&p.of, &at.at("of"))?;
        Some(of_unit(&of.unit.clone(), Step::Percent(Box::new([rate, of]))))
    }

    fn times(&mut self, p: &TimesDocument, at: &Place) -> Option<Formula> {
        let count = self.count(&p.count, &at.at("count"));
        let of = self.countable(&p.of, &at.at("of"))?;
        Some(of_unit(&of.unit.clone(), Step::Times(Box::new([count?, of]))))
    }

    fn divide(&mut self, p: &DivideDocument, at: &Place) -> Option<Formula> {
        let of = self.countable(&p.of, &at.at("of"));
        let by = self.count(&p.by, &at.at("by"))?;
        self.divisor(&by, &at.at("by"));
        let of = of?;
        Some(of_unit(&of.unit.clone(), Step::Divide(Box::new([of, by]))))
    }

    fn ratio(&mut self, p: &RatioDocument, at: &Place) -> Option<Formula> {
        let of = self.countable(&p.of, &at.at("of"))?;
        let to = self.formula_of(&of.unit, &p.to, &at.at("to"));
        self.divisor(&to, &at.at("to"));
        Some(of_unit(&Unit::Plain, Step::Divide(Box::new([of, to]))))
    }

    fn fact_formula(&mut self, id: &str, at: &Place) -> Option<Formula> {
        if let Some(item) = self.item(id) {
            return Some(item);
        }
        let index = self.fact(id, at)?;
        let fact = self.vocabulary.fact(index)?;
        if fact.list.is_some() {
            let message = words!("`{id}` is a list; a formula cannot compute with it as a whole");
            self.fault("wrong-unit", at, message, "take a sum, a count, … of it with `over`");
            return None;
        }
        let (kind, unit) = (fact.kind, fact.unit.clone());
        if matches!(kind, FactKind::Choice | FactKind::YesNo | FactKind::Text) {
            let message = words!("`{id}` is not a number; a formula cannot compute with it");
            self.fault("wrong-unit", at, message, "use `choose` with a condition on it");
            return None;
        }
        Some(Formula { unit, step: Step::Fact(index) })
    }

    /// The item of the list around.
    pub fn item(&self, id: &str) -> Option<Formula> {
        let (_, unit) = self.item.clone().filter(|_| id == "item")?;
        Some(Formula { unit, step: Step::Item })
    }

    /// Remembers what is divided by, for the check that it is never zero.
    pub fn divisor(&mut self, by: &Formula, at: &Place) {
        if cfg!(feature = "authoring") {
            let list = self.item.as_ref().map(|(list, _)| *list);
            self.divisors.push(Divisor { at: at.clone(), by: by.clone(), list });
        }
    }

    /// A formula that may be multiplied: anything but a date.
    pub fn countable(&mut self, document: &FormulaDocument, at: &Place) -> Option<Formula> {
        let formula = self.formula(document, at)?;
        if formula.unit == Unit::Date {
            let message = "a date cannot be multiplied".to_owned();
            self.fault("wrong-unit", at, message, "use `days_between` to get a number of days");
            return None;
        }
        Some(formula)
    }

    /// A formula that may count: anything but money, percentages and dates.
    fn count(&mut self, document: &FormulaDocument, at: &Place) -> Option<Formula> {
        let formula = self.countable(document, at)?;
        let (message, help) = match formula.unit {
            Unit::Money => (
                "an amount of money cannot be a count",
                "put the amount under `of` and the count here",
            ),
            Unit::Percent => {
                ("a percentage cannot be a count", "take a percentage of something with `percent`")
            }
            Unit::Minutes | Unit::Days | Unit::Date | Unit::Plain | Unit::Named(_) => {
                return Some(formula);
            }
        };
        self.fault("wrong-unit", at, message.to_owned(), help);
        None
    }

    fn pair(
        &mut self,
        [first, second]: [(&FormulaDocument, &str); 2],
        at: &Place,
        step: fn(Box<[Formula; 2]>) -> Step,
        dates: bool,
    ) -> Option<Formula> {
        let one = self.formula(first.0, &at.at(first.1));
        let two = self.formula(second.0, &at.at(second.1));
        let (one, two) = (one?, two?);
        if one.unit != two.unit {
            self.wrong_unit(&one.unit, &two.unit, &at.at(second.1));
            return None;
        }
        if !dates && self.no_date(&one.unit, at) {
            return None;
        }
        Some(of_unit(&one.unit.clone(), step(Box::new([one, two]))))
    }

    /// Whether something that dates cannot do is asked of them: a fault.
    fn no_date(&mut self, unit: &Unit, at: &Place) -> bool {
        if *unit == Unit::Date {
            let message = "dates cannot be added, taken away or divided".to_owned();
            let help = "use `days_between` for a number of days, `deadline` for a later date";
            self.fault("wrong-unit", at, message, help);
        }
        *unit == Unit::Date
    }

    /// Formulas that must all give the same unit.
    fn alike(
        &mut self,
        documents: &[FormulaDocument],
        at: &Place,
        step: fn(Vec<Formula>) -> Step,
        dates: bool,
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
        if !dates && self.no_date(&unit, at) {
            return None;
        }
        (formulas.len() == documents.len()).then(|| of_unit(&unit, step(formulas)))
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
        Some(of_unit(&Unit::Money, Step::Interest(parts, i64::from(p.basis))))
    }
}

/// A formula with its unit.
pub(super) fn of_unit(unit: &Unit, step: Step) -> Formula {
    Formula { unit: unit.clone(), step }
}
