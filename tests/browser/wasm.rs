//! Every scenario computed by both shipped modules through their shipped glue, the tools' from documents and the form's
//! from the packed policy and what the customer types: the same bytes as natively.

use amends_core::document;
use amends_core::fault::Fault;
use amends_tests::driver::Driver;
use amends_tests::scenario::{self, policy_text};
use amends_tests::service::{Failure, Service, Setup};
use amends_tests::submissions::Ready;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Loads the glue as a host's own script would.
const LOAD: &str = "const load = async (name) => {
        const glue = await import(`/amends/amends_${name}.js`);
        await glue.default({ module_or_path: `/amends/amends_${name}_bg.wasm` });
        return glue;
    };
    const [form, tools] = await Promise.all(['web', 'tools'].map(load));
    await WebAssembly.instantiateStreaming(fetch('/amends/amends_later_bg.wasm'), form.shared());
    const headers = (language) => ({ accept: 'application/vnd.amends.policy', 'accept-language': language });
    const packed = async (policy, language) => {
        const response = await fetch(`/v1/policies/${policy}.json`, { headers: headers(language) });
        return new Uint8Array(await response.arrayBuffer());
    };
    const [policies, cases] = arguments;
    const digits = (day) => Number(day.replaceAll('-', ''));
    const mounted = (policy, config, today) => {
        const root = document.body.appendChild(document.createElement('div'));
        return form.mount(root, policy, config, { day: () => digits(today), key: () => '', act() {} });
    };
    const shown = async ({ name, policy, language, known, typed, today }) => {
        const config = { prefix: name, language, words: [], messages: [], known, typed, whole: true };
        const own = mounted(await packed(policy, language), config, today);
        const quote = own.quote() ?? null;
        own.rest();
        return quote;
    };
    ";

/// What the form and the tools answered, by scenario; all are computed in one page, when the first is asked for.
type Answers = OnceLock<Result<BTreeMap<String, (Option<String>, String)>, String>>;

/// A test for each scenario, and one for what is none.
pub fn trials(driver: &Arc<Driver>) -> Vec<Trial> {
    let answers = Arc::new(Answers::new());
    let scenarios = match scenario::all() {
        Ok(scenarios) => scenarios,
        Err(message) => return vec![Trial::test("reading", move || Err(message.into()))],
    };
    let mut trials: Vec<Trial> = scenarios
        .into_iter()
        .map(|scenario| {
            let (driver, answers) = (Arc::clone(driver), Arc::clone(&answers));
            Trial::test(format!("wasm/{}", scenario.name), move || {
                same_bytes(&Ready::new(scenario)?, &driver, &answers)
            })
        })
        .collect();
    let own = Arc::clone(driver);
    trials.push(Trial::test("wasm/rubbish_is_answered", move || rubbish_is_answered(&own)));
    trials
}

/// A page of the service with nothing on it, where its scripts can be loaded.
fn in_page(driver: &Driver, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
    let service =
        Service::start(&Setup { today: "2026-11-23".parse()?, customers: None, widget: true })?;
    let browser = driver.browser("2026-11-23", 1280)?;
    browser.open(&format!("{}/", service.address))?;
    browser.script_async(&[LOAD, body].concat(), arguments)
}

fn policies() -> Result<Value, String> {
    let all = ["bank", "broker", "insurer", "maker", "restaurant", "shop"];
    let texts: Result<BTreeMap<_, _>, String> =
        all.into_iter().map(|id| Ok((id, policy_text(id)?))).collect();
    Ok(json!(texts?))
}

fn quotes(driver: &Driver) -> Result<BTreeMap<String, (Option<String>, String)>, Failure> {
    let cases = scenario::all()?.into_iter().map(|it| {
        let complaint = document::write(&it.complaint);
        let ready = Ready::new(it)?;
        let (it, typed) = (&ready.scenario, ready.filled());
        let language = it.complaint.language.as_deref().unwrap_or_default();
        let known: Vec<_> = it.complaint.known.iter().collect();
        let typed: Vec<_> = typed.into_iter().chain([at_its_end()]).collect();
        Ok(json!({ "name": it.name, "policy": it.policy, "language": language, "today": it.today,
            "complaint": complaint, "known": known, "typed": typed }))
    });
    let cases: Vec<Value> = cases.collect::<Result<_, String>>()?;
    let body = "const quoted = cases.map(async (it) => [it.name,
            [await shown(it), tools.quote(policies[it.policy], it.complaint, it.today)]]);
        return Object.fromEntries(await Promise.all(quoted))";
    Ok(serde_json::from_value(in_page(driver, body, &[policies()?, json!(cases)])?)?)
}

/// The customer is at the end of the form and was there before.
fn at_its_end() -> (String, String) {
    ("touched".to_owned(), "yes".to_owned())
}

fn same_bytes(ready: &Ready, driver: &Driver, answers: &Answers) -> Result<(), Failed> {
    let answers = answers.get_or_init(|| quotes(driver).map_err(|error| error.to_string()));
    let answers = answers.as_ref().map_err(Clone::clone)?;
    let found = answers.get(&ready.scenario.name).ok_or("the browser did not compute it")?;
    same_as_natively(ready, found)
}

fn same_as_natively(
    ready: &Ready,
    (shown, found): &(Option<String>, String),
) -> Result<(), Failed> {
    match ready.quote() {
        Ok(quote) => {
            let quote = document::write(&quote);
            same_text(shown.as_deref().unwrap_or("no quote"), &quote)?;
            same_text(found, &format!(r#"{{"type":"success","quote":{quote}}}"#))
        }
        Err(faults) => {
            let expected = json!({ "type": "failure", "faults": written(&faults) });
            let found: Value = serde_json::from_str(found)?;
            if found == expected {
                Ok(())
            } else {
                Err(format!("{found} is not {expected}").into())
            }
        }
    }
}

/// Where two texts part, with a little of both.
fn same_text(found: &str, expected: &str) -> Result<(), Failed> {
    if found == expected {
        return Ok(());
    }
    let at = found.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| {
        let from = text.char_indices().map(|(at, _)| at).rfind(|it| *it + 40 < at).unwrap_or(0);
        text.get(from..).unwrap_or_default().chars().take(120).collect::<String>()
    };
    Err(format!("byte {at}: WASM …{}… native …{}…", near(found), near(expected)).into())
}

fn written(faults: &[Fault]) -> Value {
    faults
        .iter()
        .map(|fault| {
            json!({ "code": fault.code, "at": fault.at, "message": fault.message, "help": fault.help })
        })
        .collect()
}

/// Nothing that is said to the boundary makes it throw, and afterwards it still computes.
fn rubbish_is_answered(driver: &Driver) -> Result<(), Failed> {
    let body = "const texts = ['', '{', 'null', '[]', '\\ud800', '{\"id\":1}', '['.repeat(100000)];
        const bank = await packed('bank', 'en');
        const bytes = [[], [0], [...bank].slice(0, 5000), [...bank, 0]].map((list) => new Uint8Array(list));
        const rubbish = texts.flatMap((text) => [tools.quote(text, '{}', '2026-11-23'),
            tools.quote(policies.bank, text, '2026-11-23'), tools.quote(policies.bank, cases[0], text),
            tools.check(text), tools.verify(policies.bank, text, '2026-11-23')]);
        const config = [undefined, null, 7, 'text', [], {}, { known: [['fee']], typed: 'no', draft: { raw: 1 } }, { whole: true }];
        const forms = [...bytes.map((some) => [some, {}]), ...config.map((some) => [bank, some])];
        const made = forms.map(([policy, some]) => {
            const own = mounted(policy, some, '2026-11-23');
            const it = own ? own.quote() ?? 'none' : 'refused';
            own?.rest();
            return it;
        });
        return { rubbish, made, sound: tools.quote(policies.bank, cases[0], '2026-11-23') }";
    let complaint = r#"{"problem":"fee-in-error","answers":{}}"#;
    let found = in_page(driver, body, &[policies()?, json!([complaint])])?;
    let rubbish = found.get("rubbish").and_then(Value::as_array).ok_or("no answers")?;
    let failed = |answer: &&Value| {
        answer.as_str().is_some_and(|it| it.starts_with(r#"{"type":"failure","faults":[{"#))
    };
    let sound = found.get("sound").and_then(Value::as_str).unwrap_or_default();
    let forms: Vec<&str> = [["refused"; 4].as_slice(), &["none"; 8]].concat();
    assert_eq!(found.get("made"), Some(&json!(forms)), "bytes are refused, the rest is left alone");
    match (rubbish.iter().filter(failed).count(), sound.starts_with(r#"{"type":"success""#)) {
        (35, true) => Ok(()),
        (failed, _) => {
            Err(format!("{failed} of 35 pieces of rubbish were refused: {rubbish:?}; then {sound}")
                .into())
        }
    }
}
