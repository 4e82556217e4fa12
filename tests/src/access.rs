//! The run of axe-core on a page.

use crate::driver::Browser;
use crate::repository::root;
use crate::service::Failure;
use serde_json::Value;

/// Every rule axe-core has by default, and the size of what is pressed. The skip link is left out: axe does not
/// recognise one when the first link to another page stands in a shadow root.
const AXE: &str = "const found = await axe.run({ exclude: ['.skip'] }, {
        resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
    return found.violations.flatMap((rule) => rule.nodes.map((node) =>
        `${rule.id}: ${node.target.flat().join(' ')} — ${rule.help}: ${node.failureSummary.split('\\n')[1]?.trim()}`))";

/// Puts axe-core into the page, unless it is there.
///
/// # Errors
/// The browser's own.
pub fn load(browser: &Browser) -> Result<(), Failure> {
    if browser.script("return typeof axe", &[])? != "object" {
        let file = root().join("node_modules/axe-core/axe.min.js");
        browser.script(&std::fs::read_to_string(file)?, &[])?;
    }
    Ok(())
}

/// What is not accessible on the page as it is now, a sentence each; violations of the page's policy so far are
/// forgotten.
///
/// # Errors
/// The browser's own.
pub fn faults(browser: &Browser) -> Result<Value, Failure> {
    load(browser)?;
    // The whole page at once, so that what stays at the lower edge of the window covers nothing.
    let size = browser.script("return [innerWidth, document.documentElement.scrollHeight]", &[])?;
    let (width, height): (u32, u32) = serde_json::from_value(size)?;
    browser.resize_to(width, height)?;
    let found = browser.script_async(AXE, &[])?;
    browser.resize(width)?;
    // What axe itself does is none of the page's doing.
    browser.script("return violations.splice(0)", &[])?;
    Ok(found)
}
