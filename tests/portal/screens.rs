//! What must hold on every screen, whatever is on it: nothing inaccessible, nothing stopped by the content security
//! policy, nothing in the console, nothing wider than the page. And a picture of it.

use crate::journeys::DAY;
use amends_tests::access;
use amends_tests::driver::{Browser, Driver};
use amends_tests::service::{Failure, Service, Setup, target_folder};
use serde_json::{Value, json};

/// Pages of the portals, and the widths they are looked at.
pub const PAGES: [(&str, u32); 11] = [
    ("?lang=zh-Hans", 1280),
    ("?lang=en", 360),
    ("bank?lang=en", 360),
    ("shop?lang=zh-Hans", 1280),
    ("insurer?lang=en", 1280),
    ("policy/broker?lang=zh-Hans", 360),
    ("policy/maker?lang=en", 360),
    ("policy/restaurant?lang=zh-Hans", 1280),
    ("?lang=ar", 360),
    ("bank?lang=ar", 1280),
    ("shop?lang=ar", 360),
];

/// Widths of the page and of the window, and what sticks out.
const WIDTHS: &str = "const wide = document.documentElement.scrollWidth, window_ = innerWidth;
    if (wide <= window_) return null;
    const inside = document.querySelector('amends-form')?.shadowRoot?.querySelectorAll('*') ?? [];
    const out = [...document.querySelectorAll('*'), ...inside]
        .filter((it) => it.getBoundingClientRect().right > window_ + 1).map((it) => it.outerHTML.slice(0, 100));
    return `${wide} px on a page of ${window_} px: ${out.at(-1)}`";

/// What a browser says of a module that came before its form was looked at, once some seconds have gone by.
const EARLY: &str = "was preloaded using link preload but not used within a few seconds";

/// Looks at screens and remembers what is wrong with them.
#[derive(Debug)]
pub struct Looker<'a> {
    browser: &'a Browser,
    folder: String,
    seen: usize,
    wrong: Vec<String>,
    /// What the console may say.
    expected: &'static [&'static str],
}

impl<'a> Looker<'a> {
    /// One for a test of this name.
    pub fn new(browser: &'a Browser, folder: &str) -> Self {
        let folder = folder.replace(['/', '?', '='], "-");
        Self { browser, folder, seen: 0, wrong: Vec::new(), expected: &[] }
    }

    /// The same, where something is kept from loading on purpose.
    #[must_use]
    pub fn expecting(self, expected: &'static [&'static str]) -> Self {
        Self { expected, ..self }
    }

    /// Looks at the screen as it is now.
    pub fn look(&mut self, screen: &str) -> Result<(), Failure> {
        self.seen += 1;
        self.picture(screen)?;
        let stopped = self.browser.script("return violations.splice(0)", &[])?;
        self.note(screen, "stopped by the content security policy", &stopped);
        let wide = self.browser.script(WIDTHS, &[])?;
        self.note(
            screen,
            "wider than the page",
            &json!(wide.as_str().into_iter().collect::<Vec<_>>()),
        );
        for (level, words) in self.browser.console()? {
            let expected = self.expected.iter().chain([&EARLY]).any(|it| words.contains(it));
            if matches!(level.as_str(), "WARNING" | "SEVERE") && !expected {
                self.wrong.push(format!("{screen}: console: {words}"));
            }
        }
        let inaccessible = access::faults(self.browser)?;
        self.note(screen, "not accessible", &inaccessible);
        Ok(())
    }

    fn note(&mut self, screen: &str, what: &str, found: &Value) {
        let found = found.as_array().into_iter().flatten();
        self.wrong.extend(
            found.map(|it| format!("{screen}: {what}: {}", it.as_str().unwrap_or_default())),
        );
    }

    /// Only a picture.
    pub fn picture(&self, screen: &str) -> Result<(), Failure> {
        let folder = target_folder().join("screenshots").join(&self.folder);
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{:02}-{screen}.png", self.seen));
        Ok(std::fs::write(file, self.browser.picture()?)?)
    }

    /// The end: everything that was wrong on any screen.
    pub fn done(self) -> Result<(), Failure> {
        if self.wrong.is_empty() { Ok(()) } else { Err(self.wrong.join("\n").into()) }
    }
}

/// A page as it is when somebody comes in.
pub fn page(driver: &Driver, page: &str, width: u32) -> Result<(), Failure> {
    let service = Service::start(&Setup { today: DAY.parse()?, customers: None, widget: true })?;
    let browser = driver.browser(DAY, width)?;
    browser.open(&format!("{}/{page}", service.address))?;
    let ready = "const form = document.querySelector('amends-form');
        form?.scrollIntoView({ behavior: 'instant' });
        return form === null || form.shadowRoot?.querySelector('h2') instanceof Element";
    browser.until("the page", ready, &[])?;
    let mut looker = Looker::new(&browser, &format!("page-{page}-{width}"));
    looker.look("page")?;
    looker.done()
}
