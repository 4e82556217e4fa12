//! A real browser of any engine, driven through WebDriver: for each test one with a profile of its own. Calls wait for
//! their answer, so that tests read from top to bottom; nothing sleeps, conditions are polled.

use crate::engine::{self, Server};
use crate::prelude;
use crate::service::{Failure, runtime};
use amends_www::bundle::{self, progress};
use amends_www::host::engines::{self, Engine};
use axum::http::Method;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use thirtyfour::{PageLoadStrategy, TypingData, WebDriver, WebElement};

/// How long a condition may take to come true.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How long a script may take that answers later.
const LONGEST_SCRIPT: Duration = Duration::from_secs(100);
/// How soon to look again.
pub(crate) const LOOK_AGAIN: Duration = Duration::from_millis(15);
/// Where the middle of an element is, as long as nothing covers it.
const MIDDLE: &str =
    "const it = arguments[0], { x, y, width, height } = it.getBoundingClientRect();
    const middle = [Math.floor(x + width / 2), Math.floor(y + height / 2)];
    const top = it.getRootNode().elementFromPoint(...middle);
    if (!it.contains(top)) throw new Error(`covered by ${top?.outerHTML.slice(0, 80)}`);
    return middle";

/// Builds the bundle that is tested and makes sure that the browsers are installed; the engines there are.
///
/// # Errors
/// One sentence that says what is missing or does not build.
pub fn ready() -> Result<Vec<Engine>, Failure> {
    let engines = engines::ready(&|line| println!("{line}"))?;
    bundle::build(bundle::workspace(), progress::for_stderr().as_ref())?;
    Ok(engines)
}

/// What starts browsers of one engine; what it has started itself ends when this is dropped.
#[derive(Debug)]
pub struct Driver {
    /// Which.
    pub engine: Engine,
    /// Where one serves every browser.
    shared: Option<Server>,
}

impl Driver {
    /// Makes ready for browsers of an engine.
    ///
    /// # Errors
    /// What it needs does not start.
    pub fn start(engine: Engine) -> Result<Arc<Self>, Failure> {
        let shared = (engine == Engine::Chromium).then(|| Server::start(engine)).transpose()?;
        Ok(Arc::new(Self { engine, shared }))
    }

    /// Opens a browser with a new profile that takes `day` (ISO 8601) as today, at a width in CSS pixels. Where it is not
    /// Chromium the day is the service's own, and windows are at least 500 pixels wide.
    ///
    /// # Errors
    /// The browser does not start.
    pub fn browser(&self, day: &str, width: u32) -> Result<Browser, Failure> {
        self.begin(day, width, PageLoadStrategy::Normal)
    }

    /// The same, for who watches pages load: opening an address does not wait until it is there.
    ///
    /// # Errors
    /// The browser does not start.
    pub fn impatient(&self, day: &str, width: u32) -> Result<Browser, Failure> {
        self.begin(day, width, PageLoadStrategy::None)
    }

    fn begin(&self, day: &str, width: u32, waits: PageLoadStrategy) -> Result<Browser, Failure> {
        let profile = TempDir::with_prefix("amends-profile-")?;
        let wanted = engine::wanted(self.engine, profile.path(), waits)?;
        let own = match &self.shared {
            Some(_) => None,
            None => Some(Server::start(self.engine)?),
        };
        let server = self.shared.as_ref().or(own.as_ref()).ok_or("nothing drives the browser")?;
        let driver = runtime()?.block_on(WebDriver::new(&server.address, wanted))?;
        runtime()?.block_on(driver.set_script_timeout(LONGEST_SCRIPT))?;
        let engine = self.engine;
        let browser = Browser {
            engine,
            driver: Some(driver),
            clicks: AtomicUsize::new(0),
            _server: own,
            _profile: profile,
        };
        browser.live_on(day)?;
        browser.resize(width)?;
        Ok(browser)
    }
}

/// In which part of Firefox scripts run: `content` or `chrome`.
#[derive(Debug)]
struct Realm(&'static str);

impl ExtensionCommand for Realm {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({ "context": self.0 }))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> Arc<str> {
        "/moz/context".into()
    }
}

/// One browser with one page; it closes when this is dropped.
#[derive(Debug)]
pub struct Browser {
    /// Which engine.
    pub engine: Engine,
    driver: Option<WebDriver>,
    clicks: AtomicUsize,
    _server: Option<Server>,
    _profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let (Some(driver), Ok(runtime)) = (self.driver.take(), runtime())
            && let Err(error) = runtime.block_on(driver.quit())
        {
            eprintln!("the browser did not close: {error}");
        }
    }
}

impl Browser {
    pub(crate) fn driver(&self) -> Result<&WebDriver, Failure> {
        self.driver.as_ref().ok_or_else(|| "the browser is closed".into())
    }

    /// A command of the Chrome DevTools protocol; Chromium only.
    ///
    /// # Errors
    /// The browser's own.
    pub fn devtools(&self, method: &str, arguments: Value) -> Result<Value, Failure> {
        Ok(runtime()?.block_on(self.driver()?.cdp().send_raw(method, arguments))?)
    }

    /// Other engines get the same from the service.
    fn live_on(&self, day: &str) -> Result<(), Failure> {
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        self.before_pages(&prelude::on(day))?;
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "Asia/Shanghai" }))?;
        Ok(())
    }

    /// A script that runs before any other on every page opened from now on; Chromium only.
    ///
    /// # Errors
    /// The browser's own.
    pub fn before_pages(&self, script: &str) -> Result<(), Failure> {
        let source = format!("{{{script}}}");
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
            .map(drop)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// It cannot be reached.
    pub fn open(&self, address: &str) -> Result<(), Failure> {
        Ok(runtime()?.block_on(self.driver()?.goto(address))?)
    }

    /// Goes back to the page before, as the browser's own button does.
    ///
    /// # Errors
    /// The browser's own.
    pub fn back(&self) -> Result<(), Failure> {
        Ok(runtime()?.block_on(self.driver()?.back())?)
    }

    /// Runs the body of a function in the page; `arguments[0]` and so on are what is given.
    ///
    /// # Errors
    /// What the script throws.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
        let result = runtime()?.block_on(self.driver()?.execute(body, arguments))?;
        Ok(result.json().clone())
    }

    /// Runs the body of an `async` function in the page and waits for what it answers.
    ///
    /// # Errors
    /// What the script throws.
    pub fn script_async(&self, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
        let wrapped = format!(
            "const given = [...arguments], done = given.pop();
             (async function () {{ {body} }}).apply(null, given)
                 .then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let result = runtime()?.block_on(self.driver()?.execute_async(wrapped, arguments))?;
        let answer = result.json();
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned().into()),
            None => Ok(answer.get("value").cloned().unwrap_or(Value::Null)),
        }
    }

    /// Runs the body of a function in Firefox itself, and waits until it calls its last argument.
    ///
    /// # Errors
    /// It is another engine; or what the script throws.
    pub fn firefox_script(&self, body: &str, arguments: &[Value]) -> Result<(), Failure> {
        let driver = self.driver()?;
        let enter = |realm| Command::ExtensionCommand(Box::new(Realm(realm)));
        runtime()?.block_on(async {
            driver.handle().cmd(enter("chrome")).await?;
            let done = driver.execute_async(body, arguments).await;
            driver.handle().cmd(enter("content")).await?;
            done.map(drop)
        })?;
        Ok(())
    }

    /// Looks again and again until a script answers with something, and gives that: nothing, no, zero, no words and
    /// an empty list are not yet an answer.
    ///
    /// # Errors
    /// It does not within [`PATIENCE`]; `what` says what was waited for.
    pub fn until(&self, what: &str, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
        let begun = Instant::now();
        loop {
            let found = self.script(body, arguments);
            if found.as_ref().is_ok_and(answers) {
                return found;
            }
            if begun.elapsed() >= PATIENCE {
                let why = found.err().map_or_else(String::new, |error| format!(": {error}"));
                return Err(format!("waited in vain for {what}{why}").into());
            }
            std::thread::park_timeout(LOOK_AGAIN);
        }
    }

    /// The element a script answers with, as soon as there is one.
    ///
    /// # Errors
    /// There is none within [`PATIENCE`].
    pub fn element(
        &self,
        what: &str,
        body: &str,
        arguments: &[Value],
    ) -> Result<WebElement, Failure> {
        let found = self.until(what, body, arguments)?;
        Ok(WebElement::from_json(found, self.driver()?.handle().clone())?)
    }

    /// Clicks where a customer would.
    ///
    /// # Errors
    /// The element is covered, or gone.
    pub fn click(&self, element: &WebElement) -> Result<(), Failure> {
        self.script(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })",
            &[element.to_json()?],
        )?;
        match self.engine {
            Engine::Chromium | Engine::Firefox => Ok(runtime()?.block_on(element.click())?),
            Engine::WebKit => self.click_there(element),
        }
    }

    /// Chooses a file as a customer would in the browser's own picker.
    ///
    /// # Errors
    /// It is no field for files.
    pub fn choose(&self, field: &WebElement, file: &Path) -> Result<(), Failure> {
        Ok(runtime()?.block_on(field.send_keys(file.display().to_string()))?)
    }

    /// WebKit's own click takes whatever lies in a shadow root to be covered: where the element is, and nothing else on
    /// top of it, the mouse is pressed.
    fn click_there(&self, element: &WebElement) -> Result<(), Failure> {
        let middle = self.script(MIDDLE, &[element.to_json()?])?;
        let (x, y): (i64, i64) = serde_json::from_value(middle)?;
        // Twice at one place would be a double click.
        let x = x.saturating_add(if self.clicks.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) {
            4
        } else {
            -4
        });
        let chain = self
            .driver()?
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
            .move_to(x, y)
            .click();
        Ok(runtime()?.block_on(chain.perform())?)
    }

    /// Presses keys, one after the other, wherever the focus is.
    ///
    /// # Errors
    /// The browser's own.
    pub fn press(&self, keys: impl Into<TypingData>) -> Result<(), Failure> {
        let chain = self
            .driver()?
            .action_chain_with_delay(Some(Duration::ZERO), Some(Duration::ZERO))
            .send_keys(keys);
        Ok(runtime()?.block_on(chain.perform())?)
    }

    /// What the browser has written to its console since the last call: level and words.
    ///
    /// # Errors
    /// The browser's own.
    pub fn console(&self) -> Result<Vec<(String, String)>, Failure> {
        if self.engine != Engine::Chromium {
            return Ok(serde_json::from_value(self.script("return said.splice(0)", &[])?)?);
        }
        let entries = runtime()?.block_on(self.driver()?.browser_log())?;
        Ok(entries.into_iter().map(|entry| (entry.level, entry.message)).collect())
    }

    /// The whole page as a picture (PNG); of WebKit what the window shows of it, and of a busy Firefox, too.
    ///
    /// # Errors
    /// The browser's own.
    pub fn picture(&self) -> Result<Vec<u8>, Failure> {
        let driver = self.driver()?;
        match self.engine {
            Engine::Chromium => self.chromium_picture(),
            Engine::Firefox => {
                let tools = FirefoxTools::new(driver.handle().clone());
                let whole = runtime()?.block_on(tools.full_screenshot_as_png());
                whole.or_else(|_| self.window_picture())
            }
            Engine::WebKit => self.window_picture(),
        }
    }

    fn window_picture(&self) -> Result<Vec<u8>, Failure> {
        Ok(runtime()?.block_on(self.driver()?.screenshot_as_png())?)
    }

    fn chromium_picture(&self) -> Result<Vec<u8>, Failure> {
        let sizes = self.devtools("Page.getLayoutMetrics", json!({}))?;
        let size = sizes.get("cssContentSize").ok_or("the page has no size")?;
        let clip =
            json!({ "x": 0, "y": 0, "scale": 1, "width": size["width"], "height": size["height"] });
        let wanted = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let answer = self.devtools("Page.captureScreenshot", wanted)?;
        let data = answer.get("data").and_then(Value::as_str).unwrap_or_default();
        Ok(BASE64_STANDARD.decode(data)?)
    }
}

fn answers(found: &Value) -> bool {
    match found {
        Value::Null | Value::Bool(false) => false,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(words) => !words.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Bool(true) | Value::Object(_) => true,
    }
}
