//! What eyes and hands need: nothing moves while options follow the answers, the place of the keyboard shows, colours
//! that the system forces and rest for those who want it, and everything within reach of one thumb.

use crate::Case;
use crate::hosts::{self, open, put, same};
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use libtest_mimic::Failed;
use serde_json::{Value, json};
use thirtyfour::Key;

pub const CASES: [(&str, Case); 5] = [
    ("nothing_moves_while_the_options_follow", nothing_moves),
    ("every_stop_of_the_keyboard_shows_itself", stops),
    ("colours_that_the_system_forces", forced_colours),
    ("rest_and_dark_as_the_system_wants", as_the_system_wants),
    ("one_thumb_compares_options", one_thumb),
];

const RESTAURANT: &str = "/v1/policies/restaurant.json";

/// At the questions, with the options beside or below them.
fn questions<'a>(browser: &'a Browser) -> Result<Form<'a>, Failed> {
    put(browser, "one", "left", RESTAURANT)?;
    let form = Form::at(browser, "#one")?;
    form.pick("problem", "bad-meal")?;
    form.next()?;
    form.until("the options", "return words('.panel .total') + words('.panel-range')", &[])?;
    Ok(form)
}

/// Remembers what moves from now on: how much, and what.
const WATCH: &str = "window.moved = [];
    const names = (entry) => entry.sources.map(({ node }) => node?.className ?? node?.nodeName);
    new PerformanceObserver((list) => moved.push(...list.getEntries().map((it) => [it.value, names(it)]))).observe({ type: 'layout-shift' });";

/// Not even what browsers forgive because a key was pressed just before.
fn nothing_moves(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    let form = questions(&browser)?;
    for (fact, value) in [("fact-issue", "cold"), ("fact-served", "dine_in")] {
        form.pick(fact, value)?;
    }
    form.enter("fact-dish_price")?;
    browser.script(WATCH, &[])?;
    let mut figures = Vec::new();
    for key in ["1", "2", "8", ".", "5", "0"] {
        browser.press(key)?;
        browser.script_async(
            "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))",
            &[],
        )?;
        figures.push(form.panel()?);
    }
    figures.dedup();
    same(&format!("the figures follow: {figures:?}"), figures.len() > 2, true)?;
    same("moved", browser.script("return moved", &[])?, json!([]))?;
    // The watch sees what moves.
    let push = "root.activeElement.closest('.field').before(Object.assign(document.createElement('p'), { textContent: 'More' }))";
    form.ask(push, &[])?;
    browser.until("a move", "return moved.length > 0", &[]).map(drop)?;
    Ok(())
}

/// How every stop looks while it does not have the focus.
const BEFORE: &str = "const look = (it) => { const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(it); return [outlineStyle, outlineWidth, outlineColor, boxShadow].join(); };
    root.activeElement?.blur();
    window.look = look;
    window.visited = new Set();
    window.unfocused = new Map(all('a, button, input, textarea, summary').map((it) => [it, look(it)]));";
/// Where the focus is: whether it shows, whether that is the last stop, and what it is on.
const STOP: &str = "const it = root.activeElement;
    if (!it) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(it);
    const shows = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && window.look(it) !== window.unfocused.get(it);
    const last = [...window.unfocused.keys()].findLast((it) => it.checkVisibility());
    // Where the keyboard passes over links, it comes round.
    const again = window.visited.has(it) && it !== window.latest;
    window.visited.add(window.latest = it);
    return [shows, it === last || again, window.look(it), it.outerHTML.slice(0, 80)]";

/// From the first stop to the last; how many there were.
fn walk(form: &Form<'_>) -> Result<usize, Failed> {
    form.ask(BEFORE, &[])?;
    form.ask("root.querySelector('h2').focus()", &[])?;
    for stop in 1..60 {
        form.browser.press(Key::Tab)?;
        let found = form.ask(STOP, &[])?;
        let is = |at: &str| found.pointer(at) == Some(&json!(true));
        same(&format!("shows: {found}"), is("/0"), true)?;
        if is("/1") {
            return Ok(stop);
        }
    }
    Err("the keyboard does not reach the end of the form".into())
}

fn stops(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    let form = questions(&browser)?;
    hosts::on_to_check(&form)?;
    for (row, screen) in [(0, "the check page"), (-1, "the options"), (1, "the questions")] {
        if row != 0 {
            form.ask(
                "all('.answers button, .chosen button').at(arguments[1]).click()",
                &[json!(row)],
            )?;
            form.until(screen, "return root.querySelector('.answers') === null", &[])?;
        }
        let stops = walk(&form)?;
        same(&format!("stops on {screen}: {stops}"), stops > 4, true)?;
        if row != 0 {
            form.ask("root.querySelector('.screen [type=submit]').click()", &[])?;
            form.until("the check page", "return root.querySelector('.answers')", &[])?;
        }
    }
    Ok(())
}

fn emulate(browser: &Browser, feature: &str, value: &str) -> Result<(), Failed> {
    let features = json!({ "features": [{ "name": feature, "value": value }] });
    browser.devtools("Emulation.setEmulatedMedia", features)?;
    let query = "return matchMedia(`(${arguments[0]}: ${arguments[1]})`).matches";
    same(feature, browser.script(query, &[json!(feature), json!(value)])?, json!(true))
}

/// Fields and buttons have edges, what is picked and the bar show without any colour of ours.
const EDGES: &str = "const style = (it) => getComputedStyle(it);
    const bare = all('input:not([type=radio], [type=checkbox]), textarea, .main-button, .plain-button, .choice')
        .filter((it) => style(it).borderTopStyle === 'none' || parseFloat(style(it).borderTopWidth) < 1).map((it) => it.outerHTML.slice(0, 80));
    const picked = all('.choice:has(:checked)').map((it) => style(it).outlineStyle);
    const fill = (where) => { const it = root.querySelector(where); return it && style(it).fill; };
    const track = fill('.bar-track');
    const same = ['.bar-range', '.bar-sure', '.bar-owed'].filter((where) => fill(where) === track);
    return [bare, picked.length > 0 && picked.every((it) => it === 'solid'), track !== null, same]";

fn forced_colours(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    emulate(&browser, "forced-colors", "active")?;
    let form = questions(&browser)?;
    form.pick("fact-issue", "cold")?;
    same("edges", form.ask(EDGES, &[])?, json!([[], true, true, []]))?;
    same("stops", walk(&form)? > 6, true)?;
    same("accessible", access::faults(&browser)?, json!([]))
}

const MOTION: &str = "return all('*').flatMap((it) => [null, '::before', '::after'].map((part) => getComputedStyle(it, part)))
    .filter((it) => it.animationName !== 'none' || it.transitionDuration.split(', ').some((time) => time !== '0s') || it.scrollBehavior !== 'auto').length";

fn as_the_system_wants(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    let form = questions(&browser)?;
    emulate(&browser, "prefers-reduced-motion", "reduce")?;
    same("motion", form.ask(MOTION, &[])?, json!(0))?;
    let light = "return getComputedStyle(root.querySelector('.amends-frame')).backgroundColor";
    let colour = form.ask(light, &[])?;
    form.ask("form.setAttribute('theme', 'auto')", &[])?;
    same("as before", form.ask(light, &[])?, colour.clone())?;
    emulate(&browser, "prefers-color-scheme", "dark")?;
    same("dark", form.ask(light, &[])?, json!("rgb(20, 28, 37)"))?;
    form.ask("form.setAttribute('theme', 'light')", &[])?;
    same("light all the same", form.ask(light, &[])?, colour)
}

/// Where something is in the window: top and bottom as parts of its height, left and right as parts of its width, and
/// its height in pixels.
const PLACE: &str = "const { top, bottom, left, right, height } = root.querySelector(arguments[1]).getBoundingClientRect();
    return [top / innerHeight, bottom / innerHeight, left / innerWidth, right / innerWidth, height]";

fn place(form: &Form<'_>, selector: &str) -> Result<[f64; 5], Failed> {
    let found = form.ask(PLACE, &[json!(selector)])?;
    Ok(serde_json::from_value(found)?)
}

/// What opens and closes the options stays at the lower edge, as wide as the page; each option is picked by an area that
/// either thumb reaches, and picking it moves nothing.
fn one_thumb(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = driver.browser(hosts::DAY, 360)?;
    browser.open(&format!("{}/host", service.address))?;
    let form = questions(&browser)?;
    let shown = "return root.querySelector('.panel-body').getClientRects().length === arguments[1]";
    for open in [0, 1, 0, 1] {
        form.until("the panel", shown, &[json!(open)])?;
        let [top, bottom, left, right, height] = place(&form, ".panel-bar")?;
        let said = format!("the bar from {top} to {bottom}, {height} px high, open: {open}");
        same(&said, top > 0.66 && bottom <= 1.0 && height >= 44.0, true)?;
        same("as wide as the page", left < 0.2 && right > 0.8, true)?;
        form.ask("root.querySelector('.panel-bar').click()", &[])?;
    }
    hosts::on_to_check(&form)?;
    form.ask("root.querySelector('.chosen button').click()", &[])?;
    form.until("the options", "return root.querySelector('.card')", &[])?;
    browser.script(WATCH, &[])?;
    let labels = "return all('.card-head .choice').map((it) => { const { left, right, height } = it.getBoundingClientRect(); return [left / innerWidth, right / innerWidth, height]; })";
    let labels: Vec<[f64; 3]> = serde_json::from_value(form.ask(labels, &[])?)?;
    same("options", labels.len() > 1, true)?;
    for [left, right, height] in labels {
        let said = format!("from {left} to {right}, {height} px high");
        same(&said, left < 0.3 && right > 0.7 && height >= 44.0, true)?;
    }
    let first = form.ask("return root.querySelector('.card input').value", &[])?;
    form.pick("choice", first.as_str().unwrap_or_default())?;
    same("moved", browser.script("return moved", &[])?, Value::from(Vec::<Value>::new()))
}
