//! The same journeys by whole pages: scripts that never come, and browsers that have script but no WebAssembly.

use crate::compare;
use crate::journeys::{ALL, DAY, Journey};
use crate::screens::Looker;
use crate::walk::{self, Seen};
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::{Field, Form};
use amends_tests::service::{Failure, Service, Setup};
use serde_json::{Value, json};

/// What the browser lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Without {
    /// No script is loaded.
    Script,
    /// Scripts run, and find no WebAssembly.
    WebAssembly,
}

/// What a console says of it: what was blocked, and what was fetched for the script that is not there.
const EXPECTED: [&str; 2] = ["ERR_BLOCKED_BY_CLIENT", "was preloaded"];

/// Every customer without scripts, the two of bank and shop also without WebAssembly.
pub fn all() -> Vec<(String, Journey, Without)> {
    let name = |journey: &Journey, lack: &str| format!("plain/{}/{lack}", journey.name);
    let scripts = ALL.iter().map(|it| (name(it, "no-script"), *it, Without::Script));
    let modules = ALL.iter().take(2).map(|it| (name(it, "no-wasm"), *it, Without::WebAssembly));
    scripts.chain(modules).collect()
}

/// The whole journey.
pub fn whole(
    driver: &Driver,
    name: &str,
    journey: &Journey,
    without: Without,
) -> Result<(), Failure> {
    let service = Service::start(&Setup { today: DAY.parse()?, customers: None, widget: true })?;
    let browser = driver.browser(DAY, journey.width)?;
    match without {
        Without::Script => {
            browser.devtools("Network.enable", json!({}))?;
            browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*.js"] }))?;
        }
        Without::WebAssembly => browser.before_pages("delete globalThis.WebAssembly;")?,
    }
    walk::enter(&browser, &service, journey)?;
    let mut looker = Looker::new(&browser, name).expecting(&EXPECTED);
    let seen = pages(&browser, journey, &mut looker, without)?;
    compare::row(&service, journey, &seen, "plain")?;
    looker.done()
}

/// Page after page, as they come.
fn pages(
    browser: &Browser,
    journey: &Journey,
    looker: &mut Looker<'_>,
    without: Without,
) -> Result<Seen, Failure> {
    let (mut seen, mut changed) = (Seen::default(), false);
    for _ in 0..20 {
        let form = there(browser, without)?;
        let screen = screen(&form)?;
        looker.look(&screen)?;
        match screen.as_str() {
            "receipt" => {
                walk::receipt(&form, &mut seen)?;
                return Ok(seen);
            }
            "options" => walk::options(&form, journey, &[form.words(".overview .total")?])?,
            "apology" => walk::apology(&form, journey)?,
            "check" if !changed => {
                changed = true;
                press(&form, "change-story")?;
                keeps_the_story(&there(browser, without)?, journey)?;
                continue;
            }
            "check" => {
                walk::shows_answers(&form, journey)?;
                seen.option = form.words(".chosen .chosen-title")?;
                seen.total = form.words(".chosen .total")?;
            }
            "facts" => facts(browser, &form, journey, looker, without)?,
            _ => answers(&form, journey)?,
        }
        press(&there(browser, without)?, "")?;
    }
    Err("the journey does not end".into())
}

/// The form on a page that is there, in the page itself.
fn there(browser: &Browser, without: Without) -> Result<Form<'_>, Failure> {
    let loaded = "return !window.left && document.readyState === 'complete'";
    browser.until("the page", loaded, &[])?;
    if without == Without::WebAssembly {
        let fallback = "const form = document.querySelector('amends-form');
            form.scrollIntoView({ behavior: 'instant' });
            return form.shadowRoot?.firstElementChild.localName === 'slot'";
        browser.until("the form in the page", fallback, &[])?;
    }
    Form::at(browser, ".amends-frame")
}

fn screen(form: &Form<'_>) -> Result<String, Failure> {
    let found = form.ask("return root.querySelector('[name=screen]')?.value ?? 'receipt'", &[])?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

/// Presses a button; what follows is another page.
fn press(form: &Form<'_>, named: &str) -> Result<(), Failure> {
    form.ask("window.left = true", &[])?;
    if named.is_empty() {
        return form.press_main();
    }
    let button =
        "return document.querySelector('.amends-frame [name=press][value=' + arguments[0] + ']')";
    let button = form.browser.element(named, button, &[json!(named)])?;
    form.browser.click(&button)
}

/// Fills in what is open on the page.
fn answers(form: &Form<'_>, journey: &Journey) -> Result<(), Failure> {
    for field in form.fields()? {
        let values = walk::values(journey, &field.name);
        if is_open(form, &field)? {
            values.into_iter().try_for_each(|value| form.fill(&field, value))?;
        }
    }
    Ok(())
}

fn is_open(form: &Form<'_>, field: &Field) -> Result<bool, Failure> {
    let open = "const own = all('input, textarea').filter((it) => name(it) === arguments[1]);
        const picked = (it) => ['radio', 'checkbox'].includes(it.type) ? it.checked : it.value !== '';
        return !own.some(picked)";
    Ok(form.ask(open, &[json!(field.name)])? == Value::Bool(true))
}

/// The amounts follow on request, and the focus goes to them.
fn facts(
    browser: &Browser,
    form: &Form<'_>,
    journey: &Journey,
    looker: &mut Looker<'_>,
    without: Without,
) -> Result<(), Failure> {
    answers(form, journey)?;
    press(form, "update")?;
    let form = there(browser, without)?;
    let focus = form.ask("return document.activeElement?.id", &[])?;
    let fine = ["amends-0-panel-title", "amends-0-summary"].iter().any(|it| focus == *it);
    if !fine {
        return Err(format!("the focus is on {focus}").into());
    }
    looker.look("facts-updated")?;
    answers(&form, journey)
}

fn keeps_the_story(form: &Form<'_>, journey: &Journey) -> Result<(), Failure> {
    let story = form.ask("return root.querySelector('textarea').value", &[])?;
    if story != journey.story {
        return Err(format!("the story became {story}").into());
    }
    press(form, "")
}
