//! A good guest: the strictest security policy is never broken, the page's own style stays out and the form's stays in,
//! nothing is left on the page or told to anybody, and a hundred forms that come and go leave nothing behind.

use crate::Case;
use crate::hosts::{self, open, put, same, wait_for};
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::form::Form;
use amends_tests::service::target_folder;
use libtest_mimic::Failed;
use serde_json::{Value, json};

pub const CASES: [(&str, Case); 7] = [
    ("the_strict_policy_is_never_broken", strict),
    ("the_least_policy_of_the_contract_is_enough", least),
    ("the_page_s_style_stays_out", stays_out),
    ("the_form_s_style_stays_in", stays_in),
    ("three_very_different_hosts", three_hosts),
    ("nothing_personal_leaves_but_the_submission", nothing_personal),
    ("a_hundred_forms_leave_nothing_behind", leaves_nothing),
];

/// Word by word.
const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";
/// The least of `web/README.md`, and nothing else allowed.
const LEAST: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    require-trusted-types-for 'script'";
const RESTAURANT: &str = "/v1/policies/restaurant.json";

/// Everything a customer can do to a form, from the first screen to the receipt and beyond.
fn everything(browser: &Browser, selector: &str) -> Result<(), Failed> {
    let form = Form::at(browser, selector)?;
    let Err(_) = form.next() else { return Err("went on without a problem".into()) };
    hosts::to_check(&form)?;
    form.ask("for (const more of all('details')) more.open = true", &[])?;
    let set = "const form = document.querySelector(arguments[0]);
        form.setAttribute('theme', 'dark');
        form.setAttribute('lang', 'zh-Hans');";
    browser.script(set, &[json!(selector)])?;
    form.until("Chinese", "return /[\\u4e00-\\u9fff]/.test(words('h2'))", &[])?;
    form.next()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    form.ask("for (const button of all('.buttons button')) if (!/print|打印/i.test(button.innerText)) button.click()", &[])?;
    let again = "const form = document.querySelector(arguments[0]), place = form.parentElement;
        form.reset();
        form.remove();
        await new Promise((done) => setTimeout(done));
        place.append(form);";
    browser.script_async(again, &[json!(selector)])?;
    Form::at(browser, selector).map(drop)?;
    Ok(())
}

fn unbroken(browser: &Browser) -> Result<(), Failed> {
    // Browsers ask for an icon that no page names.
    let stopped = "return violations.splice(0).filter((it) => !it.includes('favicon.ico'))";
    same("stopped by the policy", browser.script(stopped, &[])?, json!([]))?;
    let loud = |level: &str| matches!(level, "WARNING" | "SEVERE");
    let said = browser.console()?.into_iter().filter(|(level, _)| loud(level));
    let said: Vec<_> = said.filter(|(_, words)| !words.contains("favicon")).collect();
    same("console", said, vec![])
}

fn strict(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::guarded(STRICT)?;
    let browser = driver.browser(hosts::DAY, 1280)?;
    browser.open(&format!("{}/policy/restaurant?lang=en", service.address))?;
    everything(&browser, "amends-form")?;
    unbroken(&browser)?;
    // The net has no holes: each of these is caught.
    browser.script("breach()", &[])?;
    let caught = browser.until(
        "the breaches",
        "return violations.length >= 4 && violations.map((it) => it.split(':')[0]).sort()",
        &[],
    )?;
    let caught: Vec<String> = serde_json::from_value(caught)?;
    for directive in ["img-src", "require-trusted-types-for", "script-src", "style-src"] {
        let found = caught.iter().any(|it| it.starts_with(directive));
        same(&format!("{directive} in {caught:?}"), found, true)?;
    }
    Ok(())
}

fn least(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::guarded(LEAST)?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    everything(&browser, "#one")?;
    unbroken(&browser)
}

/// Every computed property of every element of the form.
const STYLES: &str = "return all('.amends-frame, .amends-frame *').map((it) => {
        const style = getComputedStyle(it);
        return [`${it.localName}.${it.className}`, Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)]))];
    })";

fn styles(driver: &Driver, look: &'static str) -> Result<Vec<(String, Value)>, Failed> {
    let service = hosts::dressed(look)?;
    let browser = open(driver, &service)?;
    put(&browser, "one", "left", RESTAURANT)?;
    let form = Form::at(&browser, "#one")?;
    form.ask("root.querySelector('input').click()", &[])?;
    form.until("the options", "return root.querySelector('.panel .total') !== null", &[])?;
    Ok(serde_json::from_value(form.ask(STYLES, &[])?)?)
}

fn stays_out(driver: &Driver) -> Result<(), Failed> {
    let bare = styles(driver, include_str!("looks/bare.css"))?;
    let rude = styles(driver, include_str!("looks/rude.css"))?;
    same("elements", rude.len(), bare.len())?;
    same("elements at all", bare.len() > 100, true)?;
    let mut wrong = Vec::new();
    for ((name, bare), (_, rude)) in bare.iter().zip(&rude) {
        let own = bare.as_object().into_iter().flatten();
        let other = own.filter(|(property, value)| rude.get(property) != Some(value));
        wrong.extend(other.map(|(property, value)| {
            format!("{name} {property}: {value} became {}", rude[property.as_str()])
        }));
    }
    wrong.truncate(12);
    same("let in", wrong, vec![])
}

/// Elements of a host with names and classes that the form uses, too.
const NEIGHBOURS: &str = "for (const [tag, name] of [['p', 'lead'], ['button', 'main-button'], ['div', 'card'], ['h2', ''], ['input', ''],
        ['fieldset', 'field'], ['label', 'choice'], ['progress', ''], ['section', 'panel'], ['a', 'total']]) {
        const it = document.createElement(tag);
        it.className = `neighbour ${name}`;
        it.textContent = 'own';
        document.getElementById('right').append(it);
    }";
const OWN: &str = "return [document.adoptedStyleSheets.length, document.head.childElementCount, document.body.childElementCount,
    ...[document.documentElement, document.body, ...document.querySelectorAll('.neighbour')].map((it) => {
        const style = getComputedStyle(it);
        return [...style].filter((name) => !/size|width|height|origin|inset|bottom|right/.test(name)).map((name) => style.getPropertyValue(name)).join('|');
    })]";

fn stays_in(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    browser.script(NEIGHBOURS, &[])?;
    let before = browser.script(OWN, &[])?;
    put(&browser, "one", "left", RESTAURANT)?;
    wait_for(&browser, "one", "ready")?;
    same("let out", browser.script(OWN, &[])? == before, true)
}

/// Colours and shapes that are the host's, read where they must have arrived.
const DRESS: &str = "const style = (where) => getComputedStyle(root.querySelector(where));
    const own = getComputedStyle(form);
    const probe = document.createElement('i');
    document.body.append(probe);
    const colour = (name) => { probe.style.color = own.getPropertyValue(name); return getComputedStyle(probe).color; };
    const told = [colour('--amends-accent') === style('.main-button').backgroundColor,
        colour('--amends-surface') === style('.amends-frame').backgroundColor,
        colour('--amends-text') === style('h2').color, style('.main-button').textTransform, style('h2').fontStyle,
        style('.main-button').boxShadow !== 'none', style('.amends-frame').textAlign, style('h2').fontWeight];
    probe.remove();
    return told";

fn three_hosts(driver: &Driver) -> Result<(), Failed> {
    let looks = [
        ("night", include_str!("looks/night.css"), 1280, json!(["uppercase", "normal", false])),
        ("paper", include_str!("looks/paper.css"), 1000, json!(["none", "italic", false])),
        ("toy", include_str!("looks/toy.css"), 360, json!(["none", "normal", true])),
    ];
    for (name, look, width, parts) in looks {
        let service = hosts::dressed(look)?;
        let browser = driver.browser(hosts::DAY, width)?;
        browser.open(&format!("{}/host", service.address))?;
        put(&browser, "one", "left", RESTAURANT)?;
        let form = Form::at(&browser, "#one")?;
        form.pick("problem", "bad-meal")?;
        form.until("the options", "return root.querySelector('.panel .total') !== null", &[])?;
        let dress = form.ask(DRESS, &[])?;
        let dress: Vec<Value> = serde_json::from_value(dress)?;
        same(
            &format!("{name}: colours"),
            dress.get(..3),
            Some(&[json!(true), json!(true), json!(true)][..]),
        )?;
        same(&format!("{name}: parts"), dress.get(3..6).map(|it| json!(it)), Some(parts))?;
        same(&format!("{name}: text"), dress.get(6), Some(&json!("start")))?;
        let wide = "return document.documentElement.scrollWidth <= innerWidth";
        same(&format!("{name}: as wide as the page"), browser.script(wide, &[])?, json!(true))?;
        same(&format!("{name}: accessible"), access::faults(&browser)?, json!([]))?;
        let folder = target_folder().join("screenshots/hosts");
        std::fs::create_dir_all(&folder)?;
        let file = format!("{name}-{}.png", driver.engine.name());
        std::fs::write(folder.join(file), browser.picture()?)?;
    }
    Ok(())
}

/// What must be nowhere but in the fields and in the submission.
const SECRETS: [&str; 3] = ["We waited and waited.", "13800000000", "A call, please."];

/// What stands in attributes, addresses, titles and cookies of the page.
const TRACES: &str = "const every = (root) => [...root.querySelectorAll('*')].flatMap((it) => [it, ...(it.shadowRoot ? every(it.shadowRoot) : [])]);
    const attributes = every(document).flatMap((it) => [...it.attributes].map((at) => `${it.localName} ${at.name}=${at.value}`));
    const texts = [...attributes, location.href, document.title, document.cookie, window.name, JSON.stringify(history.state),
        ...performance.getEntriesByType('resource').map((it) => it.name)];
    return texts.filter((text) => arguments[0].some((secret) => text.includes(secret) || text.includes(encodeURIComponent(secret))))";

fn nothing_personal(driver: &Driver) -> Result<(), Failed> {
    let (service, asked) = hosts::overheard()?;
    let browser = open(driver, &service)?;
    let before = browser.script("return Object.getOwnPropertyNames(window)", &[])?;
    put(&browser, "one", "left", RESTAURANT)?;
    let form = Form::at(&browser, "#one")?;
    hosts::to_check(&form)?;
    same("traces", browser.script(TRACES, &[json!(SECRETS)])?, json!([]))?;
    form.next()?;
    form.until("the receipt", "return root.querySelector('.reference')", &[])?;
    same("traces", browser.script(TRACES, &[json!(SECRETS)])?, json!([]))?;
    let kept =
        "return [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]";
    same("kept", browser.script(kept, &[])?, json!(["{}", "{}", ""]))?;
    let holds = |text: &str| SECRETS.iter().any(|secret| text.contains(secret));
    let told = hosts::told(&browser, "one")?;
    let loose = told.iter().filter(|(name, detail)| name != "submit" && holds(&detail.to_string()));
    same("told the page", loose.collect::<Vec<_>>(), vec![])?;
    let asked = asked.all();
    same("asked for anything", asked.iter().any(|it| it.starts_with("POST /v1/complaints")), true)?;
    same("in addresses", asked.iter().filter(|it| holds(it)).collect::<Vec<_>>(), vec![])?;
    let foreign = "return performance.getEntriesByType('resource').filter((it) => new URL(it.name).origin !== location.origin).length";
    same("foreign requests", browser.script(foreign, &[])?, json!(0))?;
    same(
        "said on the console",
        browser.console()?.into_iter().filter(|it| !it.1.contains("favicon")).collect::<Vec<_>>(),
        vec![],
    )?;
    // Some are the driver's own.
    let added = "return Object.getOwnPropertyNames(window).filter((name) => !arguments[0].includes(name) && !/^(se|cdc|ret)_/.test(name))";
    same("globals", browser.script(added, &[before])?, json!([]))
}

/// Come, moved, gone, come again, gone.
const ROUNDS: &str = "const [left, right] = ['left', 'right'].map((id) => document.getElementById(id));
    const turn = () => new Promise((done) => setTimeout(done));
    const ready = (form) => new Promise((done) => form.addEventListener('amends-ready', done, { once: true }));
    for (let round = 0; round < given[0]; round += 1) {
        const form = document.createElement('amends-form');
        form.id = 'guest';
        form.setAttribute('policy', '/v1/policies/bank.json');
        form.setAttribute('lang', 'en');
        for (const place of [left, right]) {
            const there = ready(form);
            place.append(form);
            await there;
            form.shadowRoot.querySelector('input[value=fee-in-error]').click();
            (place === left ? right : left).append(form);
            await turn();
            const drawn = form.shadowRoot.querySelector('.amends-frame').parentNode;
            form.remove();
            while (drawn.firstChild) await turn();
        }
        told.length = 0;
        sessionStorage.clear();
    }";

/// Nodes, listeners, bytes of script and bytes of the module that are alive after the garbage has gone.
fn alive(browser: &Browser) -> Result<[f64; 4], Failed> {
    for _ in 0..2 {
        browser.script_async("await new Promise((done) => setTimeout(done))", &[])?;
        browser.devtools("HeapProfiler.collectGarbage", json!({}))?;
    }
    let metrics = browser.devtools("Performance.getMetrics", json!({}))?;
    let metrics = metrics.get("metrics").and_then(Value::as_array).ok_or("no metrics")?;
    let metric = |name: &str| {
        let found = metrics.iter().find(|it| it.get("name").is_some_and(|own| own == name));
        found.and_then(|it| it.get("value")?.as_f64()).ok_or_else(|| format!("no {name}"))
    };
    let size =
        "return (await (await import('/amends/amends_web.js')).default()).memory.buffer.byteLength";
    let module = browser.script_async(size, &[])?.as_f64().ok_or("no size")?;
    Ok([metric("Nodes")?, metric("JSEventListeners")?, metric("JSHeapUsedSize")?, module])
}

/// The first forms fill what is kept for all; from then on a hundred more leave nothing at all.
fn leaves_nothing(driver: &Driver) -> Result<(), Failed> {
    let service = hosts::service()?;
    let browser = open(driver, &service)?;
    browser.devtools("Performance.enable", json!({}))?;
    browser.script_async(ROUNDS, &[json!(30)])?;
    let before = alive(&browser)?.into_iter();
    browser.script_async(ROUNDS, &[json!(100)])?;
    let grown: Vec<f64> =
        alive(&browser)?.into_iter().zip(before).map(|(now, then)| now - then).collect();
    let [nodes, listeners, script, module] = grown[..] else { return Err("four figures".into()) };
    let little = nodes <= 0.0 && listeners <= 0.0 && script < 50_000.0 && module <= 0.0;
    let said = format!(
        "{nodes} nodes, {listeners} listeners, {script} and {module} bytes stay of a hundred forms"
    );
    same(&said, little, true)
}
