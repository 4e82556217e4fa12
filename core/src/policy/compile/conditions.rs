//! Conditions from their documents: each test fits the kind of what it tests.

use super::Compiler;
use crate::document::formula::{ConditionDocument, FormulaDocument, Scalar, TestDocument};
use crate::document::policy::FactKind;
use crate::fault::words;
use crate::policy::condition::{Comparison, Condition};
use crate::policy::formula::{Formula, Step};
use crate::policy::place::Place;
use crate::policy::vocabulary::Choices;

impl Compiler {
    /// A condition that is optional: absent means always.
    pub fn when(&mut self, document: Option<&ConditionDocument>, at: &Place) -> Condition {
        document.map_or(Condition::Always(true), |when| self.condition(when, &at.at("when")))
    }

    /// A condition; `always` stands in after a fault.
    pub fn condition(&mut self, document: &ConditionDocument, at: &Place) -> Condition {
        match document {
            ConditionDocument::Always(always) => Condition::Always(*always),
            ConditionDocument::Test(test) => self.test(test, at).unwrap_or(Condition::Always(true)),
        }
    }

    fn test(&mut self, test: &TestDocument, at: &Place) -> Option<Condition> {
        match (&test.all, &test.any, &test.not, &test.fact, &test.value) {
            (Some(all), None, None, None, None) => {
                Some(Condition::All(self.conditions(all, &at.at("all"))))
            }
            (None, Some(any), None, None, None) => {
                Some(Condition::Any(self.conditions(any, &at.at("any"))))
            }
            (None, None, Some(not), None, None) => {
                Some(Condition::Not(Box::new(self.condition(not, &at.at("not")))))
            }
            (None, None, None, Some(fact), None) => self.fact_test(fact, test, at),
            (None, None, None, None, Some(value)) => {
                let value = self.formula(value, &at.at("value"))?;
                self.comparisons(&value, test, at)
            }
            (_, _, _, _, _) => {
                let message =
                    "a condition needs exactly one of `all`, `any`, `not`, `fact` and `value`";
                self.fault("condition-shape", at, message.to_owned(), "split it with `all`");
                None
            }
        }
    }

    fn conditions(&mut self, documents: &[ConditionDocument], at: &Place) -> Vec<Condition> {
        documents.iter().enumerate().map(|(i, part)| self.condition(part, &at.at(i))).collect()
    }

    fn fact_test(&mut self, id: &str, test: &TestDocument, at: &Place) -> Option<Condition> {
        if let Some(item) = self.item(id) {
            return self.comparisons(&item, test, at);
        }
        let index = self.fact(id, &at.at("fact"))?;
        let fact = self.vocabulary.fact(index)?;
        let (kind, unit) = (fact.kind, fact.unit.clone());
        if fact.list.is_some() {
            let message = words!("`{id}` is a list; a condition cannot test it as a whole");
            let help = "compare a `value` taken of it with `over`, for example the count";
            self.fault("wrong-unit", &at.at("fact"), message, help);
            return None;
        }
        match kind {
            FactKind::Choice => Some(self.choice_test(index, test, at)),
            FactKind::YesNo => {
                self.only_keys(test, at, "a yes/no fact is tested alone, or with `is`", false);
                match &test.is {
                    None => Some(Condition::Yes(index)),
                    Some(Scalar::YesNo(true)) => Some(Condition::Yes(index)),
                    Some(Scalar::YesNo(false)) => {
                        Some(Condition::Not(Box::new(Condition::Yes(index))))
                    }
                    Some(Scalar::Text(_) | Scalar::Whole(_) | Scalar::List(_)) => {
                        let message = words!("`{id}` is either true or false");
                        self.fault("wrong-unit", &at.at("is"), message, "write true or false");
                        None
                    }
                }
            }
            FactKind::Text => {
                let message = words!("`{id}` is free text; rules cannot read it");
                self.fault("wrong-unit", &at.at("fact"), message, "ask for a choice instead");
                None
            }
            FactKind::Money
            | FactKind::Number
            | FactKind::Percent
            | FactKind::Minutes
            | FactKind::Days
            | FactKind::Date => {
                let value = Formula { unit, step: Step::Fact(index) };
                self.comparisons(&value, test, at)
            }
        }
    }

    fn choice_test(&mut self, index: usize, test: &TestDocument, at: &Place) -> Condition {
        let one = test.is.iter().map(|value| (value, at.at("is")));
        let many = test.is_one_of.iter().flatten().enumerate();
        let many = many.map(|(i, value)| (value, at.at("is_one_of").at(i)));
        let mut set = Choices::NONE;
        for (value, at) in one.chain(many) {
            let Scalar::Text(choice) = value else {
                let id = self.vocabulary.fact(index).map_or("", |fact| &fact.id);
                let message = words!("`{id}` is a choice");
                self.fault("wrong-unit", &at, message, "write one of its ids");
                continue;
            };
            set = set.union(self.chosen(index, choice, &at));
        }
        self.only_keys(test, at, "a choice is tested with `is` or `is_one_of`", false);
        Condition::OneOf(index, set)
    }

    /// A choice of a fact by its id; after a fault every choice stands in, so that nothing else looks wrong.
    fn chosen(&mut self, index: usize, choice: &str, at: &Place) -> Choices {
        let choices = self.vocabulary.fact(index).map(|fact| fact.choices.as_slice());
        let choices = choices.unwrap_or_default();
        if let Some(place) = choices.iter().position(|own| own == choice) {
            return Choices::one(place);
        }
        let choices = choices.to_vec();
        self.find("choice", choice, choices.iter().map(String::as_str), at);
        Choices::first(choices.len())
    }

    /// Faults comparisons that do not belong to the kind of fact.
    fn only_keys(&mut self, test: &TestDocument, at: &Place, message: &str, compares: bool) {
        let any = test.at_least.is_some()
            || test.more_than.is_some()
            || test.at_most.is_some()
            || test.less_than.is_some();
        if any && !compares {
            self.fault("condition-shape", at, message.to_owned(), "remove the comparison");
        }
    }

    fn comparisons(
        &mut self,
        value: &Formula,
        test: &TestDocument,
        at: &Place,
    ) -> Option<Condition> {
        let given = [
            (&test.at_least, "at_least", Comparison::AtLeast),
            (&test.more_than, "more_than", Comparison::MoreThan),
            (&test.at_most, "at_most", Comparison::AtMost),
            (&test.less_than, "less_than", Comparison::LessThan),
        ];
        let mut parts = Vec::new();
        for (document, key, how) in given {
            if let Some(document) = document {
                let right = self.formula_of(&value.unit, document, &at.at(key));
                parts.push(Condition::Compare(Box::new((value.clone(), how, right))));
            }
        }
        if let Some(is) = &test.is {
            parts.push(self.equals(value, is, &at.at("is")));
        }
        if let Some(any) = &test.is_one_of {
            let equal = |(i, is)| self.equals(value, is, &at.at("is_one_of").at(i));
            parts.push(Condition::Any(any.iter().enumerate().map(equal).collect()));
        }
        match parts.len() {
            0 => {
                let message = "nothing is said about this number".to_owned();
                self.fault(
                    "condition-shape",
                    at,
                    message,
                    "add `at_least`, `less_than`, `is` or another comparison",
                );
                None
            }
            1 => parts.pop(),
            _ => Some(Condition::All(parts)),
        }
    }

    fn equals(&mut self, value: &Formula, is: &Scalar, at: &Place) -> Condition {
        let right = match is {
            Scalar::Text(text) => FormulaDocument::Literal(text.clone()),
            Scalar::Whole(whole) => FormulaDocument::Whole(*whole),
            Scalar::YesNo(_) | Scalar::List(_) => {
                self.fault("wrong-unit", at, "this is a number".to_owned(), "write a literal");
                return Condition::Always(false);
            }
        };
        let right = self.formula_of(&value.unit, &right, at);
        Condition::Compare(Box::new((value.clone(), Comparison::Is, right)))
    }
}
