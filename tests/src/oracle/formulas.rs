//! Formulas: numbers, amounts and dates, as ranges.

use super::case::{Case, State, list, text};
use super::fraction::{round, whole};
use super::range::{ANY, Range, Truth};
use serde_json::Value;

/// Where a formula or condition stands: in a case, perhaps beside an item of a list.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'s> {
    /// The case.
    pub case: &'s Case<'s>,
    /// The item of the list around.
    pub item: Option<&'s Range>,
}

impl Case<'_> {
    /// What a formula comes to.
    pub fn value(&self, formula: &Value) -> Range {
        Scope { case: self, item: None }.value(formula)
    }
}

impl Scope<'_> {
    /// What a formula comes to.
    pub fn value(&self, formula: &Value) -> Range {
        let Some((name, inner)) = formula.as_object().and_then(|fields| fields.iter().next())
        else {
            return self.case.literal(formula).map_or(ANY, Range::point);
        };
        self.case.reach(name);
        let part = |field: &str| self.value(&inner[field]);
        let several = || inner.as_array().into_iter().flatten().map(|inner| self.value(inner));
        match name.as_str() {
            "fact" => self.fact(inner.as_str().unwrap_or_default()),
            "percent" => part("rate").times(&part("of")).map(|number| number / whole(100)),
            "times" => part("count").times(&part("of")),
            "divide" => part("of").times(&part("by").inverse()),
            "ratio" => part("of").times(&part("to").inverse()),
            "sum" => several().fold(Range::whole(0), |sum, one| sum.plus(&one)),
            "difference" => part("of").minus(&part("less")),
            "least" => several().reduce(|all, one| all.least(&one)).unwrap_or(ANY),
            "greatest" => several().reduce(|all, one| all.greatest(&one)).unwrap_or(ANY),
            "floor" => part("of").greatest(&part("at")),
            "cap" => part("of").least(&part("at")),
            "round" => self.rounded(inner),
            "bands" => self.bands(inner),
            "choose" => self.choose(inner),
            "per" => self.per(inner),
            "interest" => {
                let year = whole(100) * self.case.literal(&inner["basis"]).unwrap_or(whole(365));
                let product = part("principal").times(&part("rate")).times(&part("days"));
                product.map(|number| number / &year)
            }
            "between" => match inner.get("high") {
                Some(high) => part("low").hull(&self.value(high)),
                None => Range { low: part("low").low, high: None },
            },
            "over" => self.over(inner),
            _ => self.dates(name, inner),
        }
    }

    fn fact(&self, id: &str) -> Range {
        if let Some(item) = self.item.filter(|_| id == "item") {
            return item.clone();
        }
        match self.case.state(id) {
            State::Number(range) => range,
            State::List(_) | State::Choice(_) | State::YesNo(_) | State::Words => ANY,
        }
    }

    fn rounded(&self, inner: &Value) -> Range {
        let step = self.case.literal(&inner["to"]).unwrap_or(whole(1));
        self.value(&inner["of"]).map(|number| round(number, &step, text(inner, "mode")))
    }

    /// The hull of the rows that something between the two ends could come to.
    fn bands(&self, inner: &Value) -> Range {
        let by = self.value(&inner["by"]);
        let mut possible = Vec::new();
        // What came to no row so far is above the edges of a rising table, below those of a falling one.
        for row in list(inner, "rows") {
            let edge = |name: &str| row.get(name).map(|edge| self.value(edge));
            let fits =
                match (edge("less_than"), edge("at_most"), edge("at_least"), edge("more_than")) {
                    (Some(edge), ..) => by.is_less(&edge),
                    (_, Some(edge), ..) => edge.is_less(&by).not(),
                    (_, _, Some(edge), _) => by.is_less(&edge).not(),
                    (_, _, _, edge) => edge.map_or(Truth::No, |edge| edge.is_less(&by)),
                };
            if fits != Truth::No {
                possible.push(self.value(&row["give"]));
            }
            if fits == Truth::Yes {
                return Range::hull_of(possible);
            }
        }
        possible.extend(inner.get("otherwise").map(|otherwise| self.value(otherwise)));
        Range::hull_of(possible)
    }

    fn choose(&self, inner: &Value) -> Range {
        let mut possible = Vec::new();
        for row in list(inner, "rows") {
            let holds = self.holds(&row["when"]);
            if holds != Truth::No {
                possible.push(self.value(&row["give"]));
            }
            if holds == Truth::Yes {
                return Range::hull_of(possible);
            }
        }
        possible.push(self.value(&inner["otherwise"]));
        Range::hull_of(possible)
    }

    fn per(&self, inner: &Value) -> Range {
        let after = inner.get("after").map_or(Range::whole(0), |after| self.value(after));
        let beyond = self.value(&inner["of"]).minus(&after).not_negative();
        let periods = beyond.times(&self.value(&inner["every"]).inverse());
        let begun = inner["begun"] == true;
        let counted = periods.map(|count| if begun { count.ceil() } else { count.floor() });
        counted.times(&self.value(&inner["give"]))
    }
}
