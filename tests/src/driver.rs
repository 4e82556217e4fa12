//! A real Chromium, driven through WebDriver: one driver process, and for each test a browser with a profile of its
//! own. Calls wait for their answer, so that tests read from top to bottom; nothing sleeps, conditions are polled.

use crate::service::{Failure, runtime};
use amends_www::bundle::{self, progress};
use amends_www::host;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::{
    CapabilitiesHelper, ChromeCapabilities, LoggingPrefsLogLevel, PageLoadStrategy, TypingData,
    WebDriver, WebElement,
};

/// How long a condition may take to come true.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// How soon to look again.
const LOOK_AGAIN: Duration = Duration::from_millis(15);
/// What every browser is started with; no test reaches further than loopback.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-size=1280,900",
];
/// Runs before any script of a page: a browser that lives on one day, and remembers what its content security policy
/// has stopped.
const PRELUDE: &str = r"
    const Real = Date;
    const shift = Real.parse(DAY) - Real.now();
    globalThis.Date = class Date extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
        static now() { return Real.now() + shift; }
    };
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
";

/// Builds the bundle that is tested and makes sure that the browser is installed.
///
/// # Errors
/// One sentence that says what is missing or does not build.
pub fn ready() -> Result<(), Failure> {
    host::ensure(&host::BROWSER, &|line| println!("{line}"))?;
    bundle::build(bundle::workspace(), progress::for_stderr().as_ref())?;
    Ok(())
}

/// The driver process; it ends when this is dropped.
#[derive(Debug)]
pub struct Driver {
    process: Mutex<Child>,
    address: String,
}

impl Driver {
    /// Starts the driver on a free port.
    ///
    /// # Errors
    /// It does not start, or does not say where it listens.
    pub fn start() -> Result<Arc<Self>, Failure> {
        let mut command = Command::new("/usr/bin/chromedriver");
        command.arg("--port=0").env("LANGUAGE", "en_US").env("LANG", "C.UTF-8");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().map_err(|error| format!("chromedriver: {error}"))?;
        let said = process.stdout.take().ok_or("chromedriver has no output")?;
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let port = line.split_once("successfully on port ")?.1;
            Some(port.trim_end_matches('.').to_owned())
        });
        // Reads on, so that the driver never waits for a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        let address = format!("http://127.0.0.1:{}", port.unwrap_or_default());
        Ok(Arc::new(Self { process: Mutex::new(process), address }))
    }

    /// Opens a browser with a new profile that takes `day` (ISO 8601) as today, at a width in CSS pixels.
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
        let mut wanted = ChromeCapabilities::new();
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        wanted.set_page_load_strategy(waits)?;
        let driver = runtime()?.block_on(WebDriver::new(&self.address, wanted))?;
        let browser = Browser { driver: Some(driver), _profile: profile };
        browser.live_on(day)?;
        browser.resize(width)?;
        Ok(browser)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have ended by itself.
        let _ = process.kill();
        let _ = process.wait();
    }
}

/// One browser with one page; it closes when this is dropped.
#[derive(Debug)]
pub struct Browser {
    driver: Option<WebDriver>,
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
    fn driver(&self) -> Result<&WebDriver, Failure> {
        self.driver.as_ref().ok_or_else(|| "the browser is closed".into())
    }

    /// A command of the Chrome DevTools protocol.
    ///
    /// # Errors
    /// The browser's own.
    pub fn devtools(&self, method: &str, arguments: Value) -> Result<Value, Failure> {
        Ok(runtime()?.block_on(self.driver()?.cdp().send_raw(method, arguments))?)
    }

    fn live_on(&self, day: &str) -> Result<(), Failure> {
        let morning = format!("'{day}T02:00:00Z'");
        self.before_pages(&PRELUDE.replace("DAY", &morning))?;
        self.devtools("Emulation.setTimezoneOverride", json!({ "timezoneId": "Asia/Shanghai" }))?;
        Ok(())
    }

    /// A script that runs before any other on every page opened from now on.
    ///
    /// # Errors
    /// The browser's own.
    pub fn before_pages(&self, script: &str) -> Result<(), Failure> {
        let source = format!("{{{script}}}");
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
            .map(drop)
    }

    /// Makes the page as wide as this; below 600 pixels it is a phone's.
    ///
    /// # Errors
    /// The browser's own.
    pub fn resize(&self, width: u32) -> Result<(), Failure> {
        self.resize_to(width, if width < 600 { 740 } else { 900 })
    }

    /// Makes the page as wide and high as this.
    ///
    /// # Errors
    /// The browser's own.
    pub fn resize_to(&self, width: u32, height: u32) -> Result<(), Failure> {
        let phone = width < 600;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", size).map(drop)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// It cannot be reached.
    pub fn open(&self, address: &str) -> Result<(), Failure> {
        Ok(runtime()?.block_on(self.driver()?.goto(address))?)
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

    /// Looks again and again until a script answers with something true, and gives that.
    ///
    /// # Errors
    /// It does not within [`PATIENCE`]; `what` says what was waited for.
    pub fn until(&self, what: &str, body: &str, arguments: &[Value]) -> Result<Value, Failure> {
        let begun = Instant::now();
        loop {
            let found = self.script(body, arguments);
            match &found {
                Ok(Value::Null | Value::Bool(false)) | Err(_) if begun.elapsed() < PATIENCE => {}
                Ok(Value::Null | Value::Bool(false)) => {
                    return Err(format!("waited in vain for {what}").into());
                }
                Err(error) => return Err(format!("waited in vain for {what}: {error}").into()),
                Ok(_) => return found,
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
        Ok(runtime()?.block_on(element.click())?)
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
        let entries = runtime()?.block_on(self.driver()?.browser_log())?;
        Ok(entries.into_iter().map(|entry| (entry.level, entry.message)).collect())
    }

    /// The whole page as a picture (PNG).
    ///
    /// # Errors
    /// The browser's own.
    pub fn picture(&self) -> Result<Vec<u8>, Failure> {
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
