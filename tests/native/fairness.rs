//! Fairness and law as properties of every policy in the repository, over generated complaints. Each property counts
//! the cases that reached it and fails when too few did: `cargo test -p amends-tests --test native fairness --
//! --nocapture` prints the shares.

use crate::made::{Draw, complaint, policies, value};
use amends_core::amounts::amounts;
use amends_core::document::complaint::ComplaintDocument;
use amends_core::document::formula::{FormulaDocument, Scalar};
use amends_core::document::policy::RouteKind;
use amends_core::document::quote::{Due, QuoteDocument, RangeDocument};
use amends_core::guard::{Band, share};
use amends_core::policy::Policy;
use amends_core::quote;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Complaints made for each problem.
const EACH: u64 = 60;
/// What tells who somebody is, not what happened to them.
const WHO: [&str; 6] =
    ["account_type", "complaints_12m", "goodwill_used_12m", "mood", "distress", "support_need"];
/// Harm: more of it never pays less.
const HARM: [&str; 9] = [
    "time_lost",
    "extra_visits",
    "proved_loss",
    "waited",
    "medical_costs",
    "arrival_delay",
    "delay_minutes",
    "loss",
    "claim",
];

/// How often a property was asserted, and in how many cases.
#[derive(Default)]
struct Tally {
    asserted: u64,
    cases: u64,
    last: u64,
}

/// Tallies by property, over the generated cases that are quoted.
#[derive(Default)]
struct Reached {
    made: u64,
    quoted: u64,
    tallies: BTreeMap<&'static str, Tally>,
}

impl Reached {
    fn count(&mut self, what: &'static str) {
        let tally = self.tallies.entry(what).or_default();
        tally.asserted += 1;
        tally.cases += u64::from(tally.last != self.quoted);
        tally.last = self.quoted;
    }

    /// Prints the share of the cases that reached a property, and fails below `least` thousandths.
    fn at_least(&self, what: &str, least: u64) {
        let none = Tally::default();
        let tally = self.tallies.get(what).unwrap_or(&none);
        let share = tally.cases * 1_000 / self.quoted.max(1);
        let part = |thousandths: u64| format!("{}.{} %", thousandths / 10, thousandths % 10);
        let (found, wanted) = (part(share), part(least));
        let (cases, quoted, asserted) = (tally.cases, self.quoted, tally.asserted);
        println!(
            "{what}: {cases} of {quoted} cases, {found} (at least {wanted}); {asserted} asserted"
        );
        assert!(share >= least, "too few cases reached “{what}”");
        assert!(self.quoted * 2 > self.made, "most cases are no complaints");
    }
}

/// Calls `see` with every generated complaint that is quoted.
fn every(reached: &mut Reached, see: &mut dyn FnMut(&Case<'_>, &mut Reached)) {
    for (name, policy, today) in &policies() {
        for problem in 0..policy.document().problems.len() {
            for number in 0..EACH {
                let mut draw = Draw(number * 1_000 + u64::try_from(problem).unwrap());
                let complaint = complaint(policy.document(), problem, *today, &mut draw);
                reached.made += 1;
                let Ok(quote) = quote(policy, &complaint, *today) else { continue };
                reached.quoted += 1;
                see(&Case { name, policy, today: *today, problem, complaint, quote }, reached);
            }
        }
    }
}

struct Case<'p> {
    name: &'p str,
    policy: &'p Policy,
    today: NaiveDate,
    problem: usize,
    complaint: ComplaintDocument,
    quote: QuoteDocument,
}

impl Case<'_> {
    /// The quote of the complaint with something changed; none where it is no complaint any more.
    fn with(&self, change: impl FnOnce(&mut ComplaintDocument)) -> Option<QuoteDocument> {
        let mut other = self.complaint.clone();
        change(&mut other);
        quote(self.policy, &other, self.today).ok()
    }

    fn says(&self) -> String {
        format!("{}: {}", self.name, amends_core::document::write(&self.complaint))
    }
}

/// Hundredths of a decimal; every policy here has two places.
fn cents(decimal: &str) -> i64 {
    decimal.replace('.', "").parse().unwrap()
}

fn low(range: &RangeDocument) -> i64 {
    cents(&range.low)
}

fn high(range: &RangeDocument) -> i64 {
    range.high.as_deref().map_or(i64::MAX, cents)
}

/// Everything owed, remedy by remedy.
fn owed(quote: &QuoteDocument) -> Vec<(String, Due, Option<RangeDocument>)> {
    let each = quote.entitlements.iter();
    each.map(|own| (own.remedy.clone(), own.applies, own.amount.clone())).collect()
}

#[test]
fn equal_facts_give_equal_amounts_whoever_asks() {
    let mut reached = Reached::default();
    every(&mut reached, &mut |case, reached| {
        for language in &case.policy.document().languages {
            let Some(other) = case.with(|it| {
                it.language = Some(language.clone());
                it.story = "Please, I am a very old customer!".to_owned();
                for part in [&mut it.answers, &mut it.known] {
                    let somebody = |(_, value): &(&String, &Scalar)| {
                        **value == Scalar::Text("somebody".to_owned())
                    };
                    let named: Vec<String> =
                        part.iter().filter(somebody).map(|(id, _)| id.clone()).collect();
                    for id in named {
                        part.insert(id, Scalar::Text("Her Excellency".to_owned()));
                    }
                }
            }) else {
                continue;
            };
            reached.count("language, name and story");
            assert_eq!(owed(&other), owed(&case.quote), "{}", case.says());
            let totals = |quote: &QuoteDocument| -> Vec<(String, RangeDocument)> {
                quote.options.iter().map(|it| (it.id.clone(), it.total.clone())).collect()
            };
            assert_eq!(totals(&other), totals(&case.quote), "{}", case.says());
        }
        who(case, reached);
    });
    reached.at_least("language, name and story", 950);
    reached.at_least("who somebody is", 450);
}

/// Tier, tenure, mood and history do not change what is owed.
fn who(case: &Case<'_>, reached: &mut Reached) {
    let facts = &case.policy.document().facts;
    for id in WHO.into_iter().filter(|id| facts.contains_key(id)) {
        let fact = facts.get(id).unwrap();
        for seed in 0..2 {
            let Some(value) = value(fact, case.today, &mut Draw(seed)) else { continue };
            let other = case.with(|it| {
                let said = it.answers.contains_key(id);
                let part = if said { &mut it.answers } else { &mut it.known };
                part.insert(id.to_owned(), value);
            });
            let Some(other) = other else { continue };
            reached.count("who somebody is");
            assert_eq!(owed(&other), owed(&case.quote), "{id}: {}", case.says());
        }
    }
}

#[test]
fn more_harm_never_pays_less() {
    let mut reached = Reached::default();
    every(&mut reached, &mut |case, reached| {
        for id in HARM {
            let more = |value: &Scalar| match value {
                Scalar::Whole(whole) => Some(Scalar::Whole(whole + 45)),
                Scalar::Text(text) => {
                    let amount: i64 = text.strip_suffix(".00")?.parse().ok()?;
                    Some(Scalar::Text(format!("{}.00", amount + 45)))
                }
                Scalar::YesNo(_) | Scalar::List(_) => None,
            };
            let worse = case.with(|it| {
                let parts = [&mut it.answers, &mut it.known];
                for value in parts.into_iter().filter_map(|part| part.get_mut(id)) {
                    *value = more(value).unwrap_or_else(|| value.clone());
                }
            });
            let Some(worse) = worse.filter(|other| *other != case.quote) else { continue };
            reached.count("more harm");
            assert!(low(&worse.owed) >= low(&case.quote.owed), "{id} owed: {}", case.says());
            assert!(high(&worse.range) >= high(&case.quote.range), "{id}: {}", case.says());
        }
    });
    reached.at_least("more harm", 180);
}

#[test]
fn what_is_owed_floors_and_caps_hold_in_every_option() {
    let mut reached = Reached::default();
    every(&mut reached, &mut |case, reached| {
        let document = case.policy.document();
        let literal = |formula: &FormulaDocument| match formula {
            FormulaDocument::Literal(text) => text.split(' ').next().map(cents),
            _ => None,
        };
        for offer in case.quote.options.iter().filter(|it| it.in_place_of.is_empty()) {
            reached.count("owed in the option");
            assert!(low(&offer.total) >= low(&case.quote.owed), "{}: {}", offer.id, case.says());
            assert!(high(&offer.total) >= high(&case.quote.owed), "{}: {}", offer.id, case.says());
            let cap = document.limits.per_case.as_ref().and_then(|cap| literal(&cap.amount));
            if let Some(cap) = cap {
                reached.count("cap per case");
                let goodwill = low(&offer.total) - low(&case.quote.owed);
                assert!(goodwill <= cap, "{}: {}", offer.id, case.says());
            }
            if !offer.capped.is_empty() {
                reached.count("capped");
            }
        }
        for floor in document.limits.floors.iter().filter_map(|it| Some((it, literal(&it.amount)?)))
        {
            let own = case.quote.entitlements.iter().find(|own| own.remedy == floor.0.raises);
            let due = own.filter(|own| own.applies == Due::Yes).and_then(|own| own.amount.as_ref());
            if let Some(amount) = due {
                reached.count("floor");
                assert!(low(amount) >= floor.1, "{}: {}", floor.0.raises, case.says());
            }
        }
    });
    reached.at_least("owed in the option", 950);
    reached.at_least("cap per case", 230);
    reached.at_least("capped", 40);
    reached.at_least("floor", 10);
}

#[test]
fn answering_never_pays_less_than_leaving_it_out() {
    let mut reached = Reached::default();
    every(&mut reached, &mut |case, reached| {
        for id in case.complaint.answers.keys() {
            let Some(silent) = case.with(|it| drop(it.answers.remove(id))) else { continue };
            reached.count("left out");
            let (said, unsaid) = (&case.quote, &silent);
            assert!(low(&said.owed) >= low(&unsaid.owed), "{id} owed: {}", case.says());
            assert!(high(&said.owed) <= high(&unsaid.owed), "{id} owed: {}", case.says());
            assert!(low(&said.range) >= low(&unsaid.range), "{id}: {}", case.says());
        }
    });
    reached.at_least("left out", 850);
}

#[test]
fn every_quote_says_why_by_whom_and_where_a_person_is() {
    let mut reached = Reached::default();
    every(&mut reached, &mut |case, reached| {
        let quote = &case.quote;
        assert!(!quote.automated_decision.is_empty() && !quote.rights.is_empty());
        let human = quote.routes.iter().any(|route| route.kind == RouteKind::Human);
        assert!(human, "no person: {}", case.says());
        for part in quote.options.iter().flat_map(|option| &option.components) {
            reached.count("explained");
            assert!(
                !part.because.is_empty() && !part.cites.is_empty() && !part.by.title.is_empty()
            );
            assert_eq!(part.amount.is_some(), part.trace.is_some(), "{}", part.remedy);
        }
        let held = |fact: &str| case.complaint.known.contains_key(fact);
        assert!(!quote.missing.iter().any(|missing| held(&missing.fact)), "{}", case.says());
        reached.count("asks nothing that is held");
        if quote.assessment.due == Due::No {
            reached.count("nothing due");
            assert!(quote.nothing_due.as_ref().is_some_and(|says| !says.is_empty()));
        }
    });
    reached.at_least("explained", 950);
    reached.at_least("asks nothing that is held", 950);
    reached.at_least("nothing due", 500);
}

/// The policies that say what was lost: goodwill never goes far beyond it.
#[test]
fn goodwill_never_goes_far_beyond_the_loss() {
    let mut reached = Reached::default();
    every(&mut reached, &mut |case, reached| {
        let amounts = amounts(case.policy, &case.complaint, case.today).unwrap();
        let Some(lost) = &amounts.lost else { return };
        for offered in &amounts.offers.offered {
            let Some(share) = share(case.policy, case.problem, lost, offered) else { continue };
            reached.count(match (lost.rejected, share.band) {
                (true, Band::Under) => "turned down, too little",
                (true, Band::Fitting) => "turned down, fitting",
                (true, Band::Over) => "turned down, too much",
                (true, Band::FarOver) => "turned down, far too much",
                (false, Band::Under) => "kept, no money",
                (false, _) => "kept, some money",
            });
            assert!(!share.by_goodwill || share.band < Band::FarOver, "{}", case.says());
        }
    });
    reached.at_least("turned down, fitting", 15);
    reached.at_least("kept, some money", 2);
}
