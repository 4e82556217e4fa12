//! The ten cases of the source articles, each filled in by what is on the screen, from its scenario: amounts, days and
//! apology that were worked out there by hand are what the customer reads, and what is stored.

use crate::compare;
use crate::screens::Looker;
use crate::walk;
use amends_core::document;
use amends_core::document::complaint::{ChoiceMadeDocument, ComplaintDocument};
use amends_core::document::formula::Scalar;
use amends_core::document::policy::Element;
use amends_core::document::quote::QuoteDocument;
use amends_tests::driver::Driver;
use amends_tests::form::{Field, Form};
use amends_tests::scenario::differences;
use amends_tests::service::{Failure, Service, Setup};
use amends_tests::submissions::Ready;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Each case with the scenario that tells it.
pub const ALL: [(&str, &str); 10] = [
    ("C1", "bank/atm-no-cash-c1"),
    ("C2", "bank/transfer-late-c2"),
    ("C3", "maker/line-stopped-eight-days"),
    ("C4", "shop/late-nine-days"),
    ("C5", "restaurant/cold-fish-by-mail"),
    ("C6", "insurer/slow-claim-missing-record"),
    ("C7", "shop/outage-order-stuck"),
    ("C8", "bank/wealth-not-redeemable-c8"),
    ("C9", "insurer/misled-and-staying"),
    ("C10", "broker/rude-service-c10"),
];

/// What is told where the scenario tells nothing.
const STORY: &str = "It is as I said: please put it right. 请尽快处理。";
/// Where a call, a message or a mail goes.
const ADDRESSES: [(&str, &str); 3] =
    [("phone", "13800000000"), ("text_message", "13800000000"), ("email", "guest@example.com")];

/// The language of a run, and its width in CSS pixels.
pub const RUNS: [(&str, u32); 2] = [("zh-Hans", 1280), ("en", 360)];

/// One case under way.
struct Case<'a> {
    ready: Ready,
    /// The scenario as it is written.
    expect: Value,
    form: Form<'a>,
    /// What the form should show, by the core compiled natively.
    native: QuoteDocument,
    option: String,
}

/// The whole case by its scenario, in a language and at a width, with pictures under the test's name.
pub fn whole(
    driver: &Driver,
    name: &str,
    (case, scenario): (&str, &str),
    run: (&str, u32),
) -> Result<(), Failure> {
    let (tag, width) = run;
    let ready = Ready::named(scenario)?;
    if !ready.scenario.covers.iter().any(|covered| covered == case) {
        return Err(format!("{scenario} does not tell {case}").into());
    }
    let (policy, known) = (ready.scenario.policy.clone(), &ready.scenario.complaint.known);
    let setup = Setup { widget: true, ..Setup::knowing(ready.today, &policy, "case", known) };
    let service = Service::start(&setup)?;
    let browser = driver.browser(&ready.scenario.today, width)?;
    browser.open(&format!("{}/policy/{policy}?lang={tag}&customer=case", service.address))?;
    let form = Form::at(&browser, "amends-form")?;
    let mut looker = Looker::new(&browser, name);
    let case = Case::new(ready, form, tag)?;
    let link = case.screens(&mut looker)?;
    case.stored(&service, &link)?;
    looker.done()
}

impl<'a> Case<'a> {
    /// What the scenario expects under a JSON Pointer; nothing where it says nothing.
    fn expected(&self, pointer: &str) -> &Value {
        self.expect.pointer(pointer).unwrap_or(&Value::Null)
    }

    fn new(ready: Ready, form: Form<'a>, tag: &str) -> Result<Self, Failure> {
        let file = amends_tests::scenario::root().join("tests/scenarios");
        let file = file.join(&ready.scenario.name).with_extension("json");
        let written: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        let expect = written.get("expect").cloned().unwrap_or_default();
        let offered = expect.get("options").and_then(Value::as_array).cloned().unwrap_or_default();
        let picked = ready.scenario.complaint.choice.as_ref().and_then(ChoiceMadeDocument::option);
        let first = offered.iter().find(|option| option["recommended"] == true);
        let first = first.and_then(|option| option["id"].as_str()).map(str::to_owned);
        let option = picked.map(str::to_owned).or(first).ok_or("nothing is recommended")?;
        let mut complaint = ready.scenario.complaint.clone();
        complaint.language = Some(tag.to_owned());
        complaint.choice = Some(ChoiceMadeDocument::Option(option.clone()));
        let native = amends_core::quote(&ready.policy, &complaint, ready.today);
        let native = native.map_err(|faults| format!("{faults:?}"))?;
        Ok(Self { ready, expect, form, native, option })
    }

    fn complaint(&self) -> &ComplaintDocument {
        &self.ready.scenario.complaint
    }

    /// Screen after screen; gives where the receipt leads.
    fn screens(&self, looker: &mut Looker<'_>) -> Result<String, Failure> {
        for _ in 0..12 {
            let screen = walk::screen(&self.form)?;
            match screen.as_str() {
                "options" => self.options()?,
                "apology" => self.apology()?,
                "check" => self.check()?,
                "receipt" => {
                    looker.look(&screen)?;
                    return self.receipt();
                }
                _ => self.answers()?,
            }
            looker.look(&screen)?;
            self.form.next().map_err(|error| format!("{screen}: {error}"))?;
        }
        Err("the form does not end".into())
    }

    /// Answers what is asked, also what is asked only because of an answer.
    fn answers(&self) -> Result<(), Failure> {
        let mut done = BTreeSet::new();
        while let Some(field) = self.form.fields()?.into_iter().find(|it| !done.contains(&it.name))
        {
            for value in self.values(&field) {
                self.form.fill(&field, &value)?;
            }
            done.insert(field.name);
        }
        Ok(())
    }

    /// What the scenario has to say in a field.
    fn values(&self, field: &Field) -> Vec<String> {
        let complaint = self.complaint();
        let one = |value: &str| (!value.is_empty()).then(|| value.to_owned()).into_iter().collect();
        let wish = complaint.wish.as_ref();
        match field.name.as_str() {
            "problem" => one(&complaint.problem),
            "wish" => wish.map(|wish| wish.ids.clone()).unwrap_or_default(),
            "wish-amount" => one(wish.and_then(|wish| wish.amount.as_deref()).unwrap_or_default()),
            "wish-words" => one(wish.map_or("", |wish| &wish.words)),
            "story" => one(self.story()),
            "channel" => one(&self.contact().0),
            "address" => one(self.contact().1),
            name => name
                .strip_prefix("fact-")
                .and_then(|fact| complaint.answers.get(fact))
                .map(typed)
                .into_iter()
                .collect(),
        }
    }

    fn story(&self) -> &str {
        let told = self.complaint().story.as_str();
        if told.is_empty() { STORY } else { told }
    }

    fn contact(&self) -> (String, &str) {
        let contact = self.complaint().contact.as_ref();
        let channel = contact.map_or_else(|| "portal".to_owned(), |it| document::word(&it.channel));
        let own = contact.map(|it| it.address.as_str()).unwrap_or_default();
        let made = ADDRESSES.iter().find(|(way, _)| *way == channel).map_or("", |(_, to)| to);
        (channel, if own.is_empty() { made } else { own })
    }

    /// An amount of the scenario as the screen writes it.
    fn money(&self, decimal: &Value) -> Result<String, Failure> {
        compare::money(&self.native, decimal.as_str().ok_or("a range")?)
    }

    /// Every option of the scenario in its order, with its total, its parts, their amounts and days.
    fn options(&self) -> Result<(), Failure> {
        let cards =
            "return all('.card').filter((it) => it.querySelector('[type=radio]')).map((it) => ({
            id: it.querySelector('[type=radio]').value, recommended: it.matches('.recommended'),
            total: it.querySelector('.total')?.innerText ?? null,
            parts: [...it.querySelectorAll('.component')].map((part) => ({
                title: part.querySelector('.component-title').innerText,
                amount: part.querySelector('.amount')?.innerText ?? null,
                due: part.querySelector('time')?.dateTime ?? null })) }))";
        let seen = self.form.ask(cards, &[])?;
        let mut seen = serde_json::from_str::<Value>(&seen.to_string().replace('\u{a0}', " "))?;
        // What stands last is the way to ask for something else.
        let last = seen.as_array_mut().and_then(Vec::pop).unwrap_or_default();
        same("something else", last.get("id").unwrap_or(&Value::Null), &json!("*"))?;
        let expected = self.expected("/options").as_array().ok_or("no options")?;
        let expected = expected.iter().map(|option| self.card(option));
        same("options", &seen, &Value::Array(expected.collect::<Result<_, _>>()?))?;
        let refused = self.expected("/not_offered").as_array().map_or(0, Vec::len);
        same("not offered", &self.form.list(".not-offered li")?.len(), &refused)?;
        self.form.pick("choice", &self.option)
    }

    /// An option of the scenario as its card shows it; nothing to pay is not shown as an amount.
    fn card(&self, option: &Value) -> Result<Value, Failure> {
        let parts = option["components"].as_array().ok_or("no components")?;
        let parts = parts.iter().map(|part| {
            let own = self.native.options.iter().flat_map(|offer| &offer.components);
            let title = own.clone().find(|own| part["remedy"] == own.remedy.as_str());
            let amount = (!part["amount"].is_null()).then(|| self.money(&part["amount"]));
            Ok(json!({ "title": title.map(|own| &own.title), "amount": amount.transpose()?,
                "due": part["due"] }))
        });
        let parts: Vec<Value> = parts.collect::<Result<_, Failure>>()?;
        let total =
            (option["total"] != "0.00").then(|| self.money(&option["total"])).transpose()?;
        Ok(
            json!({ "id": option["id"], "recommended": option["recommended"], "total": total, "parts": parts }),
        )
    }

    /// Every element of the scenario, said; who signs; and, in the language of the scenario, what it must mention.
    fn apology(&self) -> Result<(), Failure> {
        let letter = self.form.words(".letter")?;
        let sentences = &self.native.apology.sentences;
        let mut elements: Vec<String> =
            sentences.iter().map(|it| document::word(&it.element)).collect();
        elements.dedup();
        same("elements", &json!(elements), self.expected("/apology/elements"))?;
        for sentence in sentences {
            contains("the apology", &letter, &sentence.text)?;
        }
        let promised = sentences.iter().filter(|it| it.element == Element::Repair).count();
        same("promises in it", &self.form.list(".letter li")?.len(), &promised)?;
        let sender = self
            .ready
            .policy
            .document()
            .roles
            .get(self.expected("/apology/sender").as_str().unwrap_or_default());
        let sender = sender.and_then(|role| role.get(&self.native.language)).ok_or("no sender")?;
        let signed = "return root.querySelector('.letter .sender').textContent";
        same("sender", &self.form.ask(signed, &[])?, &json!(sender))?;
        let own = self.complaint().language.as_deref() == Some(self.native.language.as_str());
        for mention in
            self.expected("/apology/mentions").as_array().into_iter().flatten().filter(|_| own)
        {
            contains("the apology", &letter, mention.as_str().unwrap_or_default())?;
        }
        self.promises()
    }

    /// Every promise with its owner, and each day of the scenario.
    fn promises(&self) -> Result<(), Failure> {
        let rows = "return all('.timeline li').map((it) => [
            [...it.querySelectorAll('time')].at(-1).dateTime, it.querySelector('.what').textContent])";
        let rows: Vec<(String, String)> = serde_json::from_value(self.form.ask(rows, &[])?)?;
        let made = self.native.commitments.iter();
        let made: Vec<_> = made.map(|made| (made.due.clone(), made.title.clone())).collect();
        same("promises", &rows, &made)?;
        for (id, due) in self.expected("/commitments").as_object().into_iter().flatten() {
            let title = self.native.commitments.iter().find(|made| made.id == *id);
            let title = &title.ok_or_else(|| format!("{id} is not promised"))?.title;
            let row = rows.iter().find(|(day, what)| what == title && due == day.as_str());
            row.ok_or_else(|| format!("{id} is not promised for {due}: {rows:?}"))?;
        }
        Ok(())
    }

    fn check(&self) -> Result<(), Failure> {
        let answers = self.form.list(".answered")?.join("\n");
        contains("the answers", &answers, self.story())?;
        contains("the answers", &answers, self.contact().1)?;
        same("total", &self.form.words(".chosen .total")?, &self.total()?)
    }

    /// The total of the option picked, as the scenario has it.
    fn total(&self) -> Result<String, Failure> {
        let options = self.expected("/options").as_array().into_iter().flatten();
        let option = options.clone().find(|option| option["id"] == self.option.as_str());
        self.money(option.and_then(|it| it.get("total")).ok_or("no option")?)
    }

    fn receipt(&self) -> Result<String, Failure> {
        same("total", &self.form.words(".chosen .total")?, &self.total()?)?;
        self.promises()?;
        let link =
            self.form.ask("return [form.page(), root.querySelector('[part=follow]').href]", &[])?;
        let (page, link): (String, String) = serde_json::from_value(link)?;
        same("the link", &page, &link)?;
        Ok(link)
    }

    /// One row: the facts of the scenario, and the quote that is expected there.
    fn stored(&self, service: &Service, link: &str) -> Result<(), Failure> {
        let rows = service.rows("submissions")?;
        same("rows", &rows.len(), &1)?;
        let row = rows.first().ok_or("no row")?;
        let text = |column: &str| row.text(column).unwrap_or_default();
        let reference = text("reference");
        contains("the link", link, &format!("{}/case/{reference}?token=", service.address))?;
        let complaint: ComplaintDocument = serde_json::from_str(text("complaint"))?;
        let quote: QuoteDocument = serde_json::from_str(text("quote"))?;
        let told = self.complaint();
        same("answers", &complaint.answers, &told.answers)?;
        same("known", &complaint.known, &told.known)?;
        same("wish", &complaint.wish, &told.wish)?;
        same("story", &complaint.story.as_str(), &self.story())?;
        compare::recomputed(&complaint, &quote, self.ready.today)?;
        let own = told.language.as_deref() == Some(quote.language.as_str());
        let mut differ = differences(&self.ready.scenario.file, &Ok(quote));
        // What must be mentioned is written in the language of the scenario.
        differ.retain(|it| own || !it.starts_with("apology does not mention"));
        same("differences", &differ, &Vec::new())
    }
}

/// A value as it is typed or picked.
fn typed(value: &Scalar) -> String {
    match value {
        Scalar::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Scalar::Whole(whole) => whole.to_string(),
        Scalar::Text(text) => text.clone(),
        Scalar::List(_) => String::new(),
    }
}

fn same<T: PartialEq + Debug>(what: &str, found: &T, expected: &T) -> Result<(), Failure> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}").into())
}

fn contains(what: &str, text: &str, part: &str) -> Result<(), Failure> {
    let (text, part) = (text.replace('\u{a0}', " "), part.replace('\u{a0}', " "));
    if text.contains(&part) {
        Ok(())
    } else {
        Err(format!("{what} lacks “{part}”: {text}").into())
    }
}
