//! One journey from the portal's page to the receipt.

use crate::compare;
use crate::journeys::{DAY, ELSE_WORDS, Journey};
use crate::screens::Looker;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::{Field, Form};
use amends_tests::service::{Failure, Service, Setup};
use serde_json::json;
use std::collections::BTreeSet;

/// What the customer saw last of what will be done.
#[derive(Debug, Default)]
pub struct Seen {
    /// The option's name on the check screen.
    pub option: String,
    /// Its total there, as words.
    pub total: String,
    /// Promises on the receipt: day (ISO 8601) and act.
    pub promises: Vec<(String, String)>,
    /// The reference on the receipt.
    pub reference: String,
    /// The option's name and total on the receipt.
    pub kept: (String, String),
}

/// The whole journey.
pub fn whole(driver: &Driver, name: &str, journey: &Journey) -> Result<(), Failure> {
    let service = Service::start(&Setup { today: DAY.parse()?, customers: None, widget: true })?;
    let browser = driver.browser(DAY, journey.width)?;
    enter(&browser, &service, journey)?;
    let form = Form::at(&browser, "amends-form")?;
    let form = if journey.keyboard { form.by_keyboard() } else { form };
    let mut looker = Looker::new(&browser, name);
    let seen = fill_in(&form, journey, &mut looker)?;
    compare::row(&service, journey, &seen, "element")?;
    mine(&browser, &seen, &mut looker)?;
    looker.done()
}

/// What was sent stands on the portal's page as the customer's own, and is there again when the page is.
fn mine(browser: &Browser, seen: &Seen, looker: &mut Looker<'_>) -> Result<(), Failure> {
    let case = "const root = document.querySelector('amends-status').shadowRoot;
        return root?.querySelector('.reference')?.innerText === arguments[0]
            && root.querySelectorAll('.timeline li').length === arguments[1]";
    let given = [json!(seen.reference), json!(seen.promises.len())];
    browser.until("my complaint", case, &given)?;
    browser.script("location.reload()", &[])?;
    let again = ["if (document.readyState !== 'complete') return false; ", case].concat();
    browser.until("my complaint once more", &again, &given)?;
    looker.look("my-complaint")
}

/// Opens the page and, where the portal shows what it may be about, clicks that.
pub fn enter(browser: &Browser, service: &Service, journey: &Journey) -> Result<(), Failure> {
    browser.open(&[&service.address, journey.page].concat())?;
    let Some(item) = journey.item else { return Ok(()) };
    let link = "return document.querySelector(`a.help[href*='item=${arguments[0]}']`)";
    let link = browser.element("the item", link, &[json!(item)])?;
    browser.click(&link)?;
    let there = "return location.search.includes(`item=${arguments[0]}`) && document.readyState === 'complete'";
    browser.until("the item's page", there, &[json!(item)]).map(drop)
}

/// Screen after screen, as they come.
fn fill_in(form: &Form<'_>, journey: &Journey, looker: &mut Looker<'_>) -> Result<Seen, Failure> {
    let (mut seen, mut figures) = (Seen::default(), Vec::new());
    for _ in 0..12 {
        let screen = screen(form)?;
        looker.look(&screen)?;
        match screen.as_str() {
            "receipt" => {
                narrowed(journey, &figures)?;
                receipt(form, &mut seen)?;
                return Ok(seen);
            }
            "options" => options(form, journey, &figures)?,
            "apology" => apology(form, journey)?,
            "check" => check(form, journey, &mut seen)?,
            _ => answers(form, journey, &mut figures)?,
        }
        if matches!(screen.as_str(), "facts" | "story") && journey.width < 600 {
            panel_opens(form, looker)?;
        }
        if matches!(screen.as_str(), "facts" | "options") {
            looker.picture(&format!("{screen}-filled"))?;
        }
        form.next().map_err(|error| format!("{screen}: {error}"))?;
    }
    Err("the journey does not end".into())
}

/// Which screen it is, by what is on it.
pub fn screen(form: &Form<'_>) -> Result<String, Failure> {
    for (part, screen) in [(".reference", "receipt"), (".answers", "check"), (".letter", "apology")]
    {
        if !form.words(part)?.is_empty() {
            return Ok(screen.into());
        }
    }
    let fields = form.fields()?;
    let first = fields.first().map(|field| field.name.as_str()).unwrap_or_default();
    Ok(match first {
        "choice" => "options",
        "problem" | "story" => first,
        _ if first.starts_with("wish") => "wish",
        _ => "facts",
    }
    .to_owned())
}

/// Answers what is asked, also what is asked only because of an answer; watches the amounts.
fn answers(form: &Form<'_>, journey: &Journey, figures: &mut Vec<String>) -> Result<(), Failure> {
    let mut done = BTreeSet::new();
    while let Some((field, values)) = next_open(form, journey, &done)? {
        for value in values {
            form.fill(&field, value)?;
        }
        figures.push(form.panel()?);
        done.insert(field.name);
    }
    Ok(())
}

/// The first field that the customer has something for and has not filled in yet.
fn next_open(
    form: &Form<'_>,
    journey: &Journey,
    done: &BTreeSet<String>,
) -> Result<Option<(Field, Vec<&'static str>)>, Failure> {
    for field in form.fields()? {
        let values = values(journey, &field.name);
        if !done.contains(&field.name) && !values.is_empty() {
            return Ok(Some((field, values)));
        }
    }
    Ok(None)
}

/// What the customer has to say in a field.
pub fn values(journey: &Journey, field: &str) -> Vec<&'static str> {
    let one = |value: &'static str| (!value.is_empty()).then_some(value).into_iter().collect();
    match field {
        "problem" => one(journey.problem),
        "wish" => journey.wishes.0.to_vec(),
        "wish-amount" => one(journey.wishes.1),
        "story" => one(journey.story),
        "channel" => one(journey.contact.0),
        "address" => one(journey.contact.1),
        _ => {
            let own = |(fact, _): &&(&str, &str)| field.strip_prefix("fact-") == Some(fact);
            let typed = journey.answers.iter().find(own).map(|(_, value)| value.split('→'));
            typed.and_then(|mut typed| typed.next()).into_iter().collect()
        }
    }
}

/// Where money is due the amounts moved with the answers; where none is, none was ever shown.
fn narrowed(journey: &Journey, figures: &[String]) -> Result<(), Failure> {
    let different: BTreeSet<&String> = figures.iter().collect();
    let amounts = figures.iter().any(|figure| figure.contains(['¥', '.']));
    let moved = if journey.money { different.len() > 1 && amounts } else { !amounts };
    if moved { Ok(()) } else { Err(format!("{}: the panel said {figures:?}", journey.name).into()) }
}

/// The bar at the lower edge opens, shows the options over the page, and closes.
fn panel_opens(form: &Form<'_>, looker: &Looker<'_>) -> Result<(), Failure> {
    let bar = "return document.querySelector('amends-form').shadowRoot.querySelector('.panel-bar')";
    let shown = "return root.querySelector('.panel-body').getClientRects().length > 0";
    let bar = form.browser.element("the bar", bar, &[])?;
    form.browser.click(&bar)?;
    form.until("the panel to open", shown, &[])?;
    looker.picture("panel-open")?;
    form.browser.click(&bar)?;
    form.until("the panel to close", &shown.replace("> 0", "=== 0"), &[]).map(drop)
}

/// Compares, and picks.
pub fn options(form: &Form<'_>, journey: &Journey, figures: &[String]) -> Result<(), Failure> {
    let range = form.words(".overview .total")?;
    let before = figures.last().cloned().unwrap_or_default();
    if !range.is_empty() && range != before {
        return Err(format!("the panel said {before}, the options say {range}").into());
    }
    let recommended =
        "const card = root.querySelector('.card.recommended') ?? root.querySelector('.card');
        return card.querySelector('input').value";
    let option = match journey.option {
        "" => form.ask(recommended, &[])?.as_str().unwrap_or_default().to_owned(),
        id => id.to_owned(),
    };
    form.pick("choice", &option)?;
    if option == "*" {
        form.write("other-words", ELSE_WORDS)?;
    }
    Ok(())
}

/// It speaks of this case, and every promise in it stands below with its day.
pub fn apology(form: &Form<'_>, journey: &Journey) -> Result<(), Failure> {
    let letter = form.words(".letter")?;
    for mention in journey.mentions {
        if !letter.contains(mention) {
            return Err(format!("the apology does not mention {mention}: {letter}").into());
        }
    }
    let days = form.list(".timeline time")?;
    if days.is_empty() { Err("the apology promises nothing".into()) } else { Ok(()) }
}

/// Everything that was said is there; changing one answer comes back here with all others kept.
fn check(form: &Form<'_>, journey: &Journey, seen: &mut Seen) -> Result<(), Failure> {
    shows_answers(form, journey)?;
    if !journey.keyboard {
        let change = "const rows = [...document.querySelector('amends-form').shadowRoot.querySelectorAll('.answer')];
            return rows.at(-2).querySelector('button')";
        let change = form.browser.element("a way to change the story", change, &[])?;
        form.browser.click(&change)?;
        form.until("the story", "return root.querySelector('textarea') !== null", &[])?;
        let story = form.ask("return root.querySelector('textarea').value", &[])?;
        if story != journey.story {
            return Err(format!("the story became {story}").into());
        }
        form.next()?;
        shows_answers(form, journey)?;
    }
    seen.option = form.words(".chosen .chosen-title")?;
    seen.total = form.words(".chosen .total")?;
    Ok(())
}

/// What was told stands among the answers.
pub fn shows_answers(form: &Form<'_>, journey: &Journey) -> Result<(), Failure> {
    let answers = form.list(".answered")?.join("\n");
    for said in [journey.story, journey.contact.1] {
        if !answers.contains(said) {
            return Err(format!("`{said}` is not among the answers: {answers}").into());
        }
    }
    Ok(())
}

/// Takes down what the receipt says.
pub fn receipt(form: &Form<'_>, seen: &mut Seen) -> Result<(), Failure> {
    let reference = form.words(".reference")?;
    let letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let own = reference.rsplit(|c| !letter(c)).find(|part| !part.is_empty());
    seen.reference = own.unwrap_or_default().to_owned();
    let promises = "return all('.timeline li').map((it) => [
        [...it.querySelectorAll('time')].at(-1).dateTime, it.querySelector('.what').textContent])";
    seen.promises = serde_json::from_value(form.ask(promises, &[])?)?;
    seen.kept = (form.words(".chosen .chosen-title")?, form.words(".chosen .total")?);
    Ok(())
}
