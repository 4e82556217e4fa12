//! How large the page of a browser is: a phone's or a desk's, in what each engine understands.

use crate::driver::{Browser, LOOK_AGAIN, PATIENCE};
use crate::service::{Failure, runtime};
use amends_www::host::engines::Engine;
use serde_json::json;
use std::time::Instant;

/// The size of the window, and of what it shows of the page.
const SIZES: &str = "return [[outerWidth, outerHeight], [innerWidth, innerHeight]]";

impl Browser {
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
        if self.engine != Engine::Chromium {
            return self.resize_window(width.max(500), height);
        }
        let phone = width < 600;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", size).map(drop)
    }

    /// Resizes the window until what it shows of the page has the size: bars of its own come on top, and the page hears
    /// of its size later than the window.
    fn resize_window(&self, width: u32, height: u32) -> Result<(), Failure> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let found = self.script(SIZES, &[])?;
            let ([wide, high], [across, down]) =
                serde_json::from_value::<([u32; 2], [u32; 2])>(found)?;
            if [across, down] == [width, height] {
                return Ok(());
            }
            // A page larger than its window has not heard of the window's size.
            if let (Some(beside), Some(above)) = (wide.checked_sub(across), high.checked_sub(down))
            {
                let window = self.driver()?.set_window_rect(0, 0, width + beside, height + above);
                runtime()?.block_on(window)?;
            }
            std::thread::park_timeout(LOOK_AGAIN);
        }
        Err(format!("the window does not become {width} by {height}").into())
    }
}
