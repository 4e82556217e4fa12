//! What the portals hold about their customers: the only source of `known` facts the intake believes.
//!
//! A real portal asks its own records here. The demo portals read theirs from `pages/customers/`;
//! `--customers FILE` puts other data of the same shape in their place.

use crate::policies::Published;
use amends_core::document;
use amends_core::document::Map;
use amends_core::document::formula::Scalar;
use amends_core::document::policy::Text;
use amends_core::document::submission::DifferenceFound;
use amends_core::fault::Fault;
use amends_core::readable;
use chrono::{Duration, NaiveDate};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Facts by id.
pub type Facts = Map<Scalar>;

const DEMO: [&str; 3] = [
    include_str!("../pages/customers/bank.json"),
    include_str!("../pages/customers/shop.json"),
    include_str!("../pages/customers/insurer.json"),
];

readable! {
    /// The records of one portal.
    #[derive(Debug, Clone)]
    pub struct Portal {
        /// Id of the policy the portal promises by.
        pub policy: String,
        /// Its customers; the first one is signed in when a visitor has chosen none.
        pub customers: Vec<Customer>,
    }
}

readable! {
    /// One customer of a portal.
    #[derive(Debug, Clone, Serialize)]
    pub struct Customer {
        /// Id inside the portal.
        pub id: String,
        /// Name.
        pub name: Text,
        /// Facts about the customer, whatever the complaint is about.
        #[serde(default)]
        pub facts: Map<Held>,
        /// What a complaint can be about: transactions, orders, claims.
        #[serde(default)]
        pub items: Vec<Item>,
        /// What only the portal's pages show.
        #[serde(default)]
        pub shows: serde_json::Value,
    }
}

readable! {
    /// One thing a complaint can be about.
    #[derive(Debug, Clone, Serialize)]
    pub struct Item {
        /// Id inside the customer's records.
        pub id: String,
        /// Facts about it.
        #[serde(default)]
        pub facts: Map<Held>,
        /// How many days ago it was.
        #[serde(default)]
        pub days_ago: i64,
        /// What only the portal's pages show.
        #[serde(default)]
        pub shows: serde_json::Value,
    }
}

/// A value as the records hold it; demo records count days back so that they never grow old.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Held {
    /// As it is.
    Value(Scalar),
    /// A date, so many days before the day asked for; negative is after it.
    Date {
        /// How many days before.
        days_ago: i64,
    },
    /// Words, one for each language.
    Words(Text),
}

readable! {
    /// How a date is held.
    struct Ago { days_ago: i64 }
}

impl document::Read for Held {
    fn read(reader: &mut document::Reader<'_>) -> Self {
        if reader.has("days_ago") {
            Self::Date { days_ago: Ago::read(reader).days_ago }
        } else if reader.is_object() {
            Self::Words(Text::read(reader))
        } else {
            Self::Value(Scalar::read(reader))
        }
    }
}

impl Held {
    fn on(&self, day: NaiveDate, language: &str) -> Scalar {
        match self {
            Self::Value(value) => value.clone(),
            Self::Date { days_ago } => Scalar::Text(days_before(day, *days_ago).to_string()),
            Self::Words(text) => {
                let words = text.get(language).or_else(|| text.values().next());
                Scalar::Text(words.cloned().unwrap_or_default())
            }
        }
    }
}

/// A day so many days before another.
pub fn days_before(day: NaiveDate, days_ago: i64) -> NaiveDate {
    Duration::try_days(days_ago).and_then(|ago| day.checked_sub_signed(ago)).unwrap_or(day)
}

/// Who asks, and about what, as far as the portal knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caller {
    /// Customer id the address names.
    pub named: Option<String>,
    /// Customer ids the portals' cookies hold, by policy id.
    pub signed_in: BTreeMap<String, String>,
    /// Item id.
    pub item: Option<String>,
}

impl Caller {
    /// The customer id at the portal that promises by a policy.
    pub fn customer(&self, policy: &str) -> Option<&String> {
        self.named.as_ref().or_else(|| self.signed_in.get(policy))
    }
}

/// The records of every portal.
#[derive(Debug, Clone, Default)]
pub struct Customers {
    portals: Vec<Portal>,
}

impl Customers {
    /// The demo portals' records.
    ///
    /// # Errors
    /// A demo file that does not have the form; a test keeps that from happening.
    pub fn demo() -> Result<Self, Vec<Fault>> {
        let read = DEMO.iter().map(|text| Self::read(text));
        let portals: Result<Vec<_>, _> = read.map(|one| one.map(|one| one.portals)).collect();
        Ok(Self { portals: portals?.concat() })
    }

    /// Records from a JSON list of portals.
    ///
    /// # Errors
    /// Every place that does not have the form.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        Ok(Self { portals: document::read(text)? })
    }

    /// The portal that promises by a policy.
    pub fn portal(&self, policy: &str) -> Option<&Portal> {
        self.portals.iter().find(|portal| portal.policy == policy)
    }

    /// What the portal knows about a caller's case on a day, in a language (BCP 47), as far as the
    /// policy lets a portal supply it. Somebody it does not know has no known facts.
    pub fn known(
        &self,
        published: &Published,
        caller: &Caller,
        day: NaiveDate,
        language: &str,
    ) -> Facts {
        self.customer(published, caller).map_or_else(Facts::new, |customer| {
            let item = customer.items.iter().find(|item| Some(&item.id) == caller.item.as_ref());
            facts_of(published, customer, item, day, language)
        })
    }

    /// The portal's records that claimed facts come nearest to: of each of the customer's items, and
    /// of none, as they stood on any of some days. A claim is right when nothing differs from it.
    pub fn nearest(
        &self,
        published: &Published,
        caller: &Caller,
        claimed: &Facts,
        days: &[NaiveDate],
        language: &str,
    ) -> Facts {
        let Some(customer) = self.customer(published, caller) else { return Facts::new() };
        let named = |item: &&Item| caller.item.as_ref().is_none_or(|id| *id == item.id);
        let items: Vec<_> = customer.items.iter().filter(named).map(Some).chain([None]).collect();
        let known = days.iter().flat_map(|day| {
            items.iter().map(|item| facts_of(published, customer, *item, *day, language))
        });
        known.min_by_key(|held| differences(claimed, held).len()).unwrap_or_default()
    }

    fn customer(&self, published: &Published, caller: &Caller) -> Option<&Customer> {
        self.portal(&published.document().id)?.customer(caller)
    }
}

fn facts_of(
    published: &Published,
    customer: &Customer,
    item: Option<&Item>,
    day: NaiveDate,
    language: &str,
) -> Facts {
    let facts = customer.facts.iter().chain(item.into_iter().flat_map(|item| &item.facts));
    facts
        .filter(|(fact, _)| published.portal_supplies(fact))
        .map(|(fact, held)| (fact.clone(), held.on(day, language)))
        .collect()
}

impl Portal {
    /// The customer a caller is.
    pub fn customer(&self, caller: &Caller) -> Option<&Customer> {
        let id = caller.customer(&self.policy)?;
        self.customers.iter().find(|customer| customer.id == *id)
    }
}

/// Every fact on which a submission's `known` is not what the portal's records say.
pub fn differences(claimed: &Facts, held: &Facts) -> Vec<DifferenceFound> {
    let facts: BTreeSet<&String> = claimed.keys().chain(held.keys()).collect();
    let spell = |facts: &Facts, fact: &str| facts.get(fact).map(document::write);
    let differs = |fact: &&String| claimed.get(fact) != held.get(fact);
    let found = facts.into_iter().filter(differs).map(|fact| DifferenceFound {
        at: format!("/complaint/known/{fact}"),
        claimed: spell(claimed, fact),
        computed: spell(held, fact),
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{caller, intake, today};
    use amends_core::document::complaint::ComplaintDocument;
    use tempfile::TempDir;

    /// Every demo fact is one its policy lets a portal supply, and has a value the policy allows.
    #[test]
    fn demo_records_fit_the_policies_they_are_for() {
        let folder = TempDir::new().unwrap();
        let intake = intake(folder.path());
        let mut quoted = 0;
        for portal in &intake.customers.portals {
            let published = intake.policies.by_id(&portal.policy, today()).unwrap();
            for (customer, item) in portal
                .customers
                .iter()
                .flat_map(|one| one.items.iter().map(move |item| (one, item)))
            {
                let name = format!("{} {} {}", portal.policy, customer.id, item.id);
                for fact in customer.facts.keys().chain(item.facts.keys()) {
                    assert!(published.portal_supplies(fact), "{name} {fact}");
                }
                for language in ["zh-Hans", "zh-Hant", "en"] {
                    assert_eq!(
                        faults_of(&intake, published, customer, item, language),
                        [],
                        "{name}"
                    );
                    quoted += 1;
                }
            }
        }
        assert!(quoted >= 30, "{quoted}");
    }

    /// What the core has against the facts of an item, in a complaint about its own problem.
    fn faults_of(
        intake: &crate::intake::Intake,
        published: &Published,
        customer: &Customer,
        item: &Item,
        language: &str,
    ) -> Vec<Fault> {
        let caller = Caller {
            named: Some(customer.id.clone()),
            item: Some(item.id.clone()),
            ..Caller::default()
        };
        let problem = item.shows["problem"].as_str().unwrap();
        let text = format!("{{\"problem\": \"{problem}\", \"language\": \"{language}\"}}");
        let mut complaint: ComplaintDocument = document::read(&text).unwrap();
        complaint.known = intake.customers.known(published, &caller, today(), language);
        amends_core::quote(&published.policy, &complaint, today()).err().unwrap_or_default()
    }

    #[test]
    fn dates_are_counted_from_the_day_asked_for() {
        let folder = TempDir::new().unwrap();
        let intake = intake(folder.path());
        let published = intake.policies.by_id("bank", today()).unwrap();
        let known = intake.customers.known(published, &caller(), today(), "en");
        assert_eq!(known.get("happened_on"), Some(&Scalar::Text("2026-11-20".into())));
        let place = Scalar::Text("Jiefang Road self-service point".into());
        assert_eq!(known.get("atm_place"), Some(&place));
    }

    #[test]
    fn differences_name_what_is_more_less_and_other() {
        let facts = |pairs: &[(&str, i64)]| {
            pairs.iter().map(|(id, n)| ((*id).to_owned(), Scalar::Whole(*n))).collect::<Facts>()
        };
        let (claimed, held) =
            (facts(&[("a", 1), ("b", 2), ("c", 3)]), facts(&[("b", 2), ("c", 4), ("d", 5)]));
        let found = differences(&claimed, &held);
        let places: Vec<&str> = found.iter().map(|one| one.at.as_str()).collect();
        assert_eq!(places, ["/complaint/known/a", "/complaint/known/c", "/complaint/known/d"]);
    }

    #[test]
    fn records_without_the_right_form_are_refused_with_their_place() {
        let faults = Customers::read("[{\"policy\": \"bank\", \"clients\": []}]").unwrap_err();
        assert!(!faults.is_empty());
    }
}
