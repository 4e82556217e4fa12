//! The browser engines of the tests: what each of the three needs, and where its programs are.
//!
//! Chromium has to be there. Firefox and WebKit are installed as well where that is allowed, and left out, in one
//! sentence, where it is not.

use super::{Missing, Part, ensure, quiet, runs};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Names the engines to test, between commas; without it all of them.
const WANTED: &str = "AMENDS_ENGINES";
/// The release of the program that drives Firefox; Debian has no package of it.
const GECKODRIVER: &str = "0.37.1";

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium.
    Chromium,
    /// Gecko, as Firefox.
    Firefox,
    /// WebKit, as its own small browser under a display of its own.
    WebKit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Its name in tests and in the environment.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What it needs, letters for Chinese included.
    fn parts(self) -> &'static [Part] {
        match self {
            Self::Chromium => &CHROMIUM,
            Self::Firefox => &FIREFOX,
            Self::WebKit => &WEBKIT,
        }
    }

    /// The program that takes its commands (WebDriver).
    #[must_use]
    pub fn driver(self) -> PathBuf {
        match self {
            Self::Chromium => "/usr/bin/chromedriver".into(),
            Self::Firefox if runs("geckodriver") => "geckodriver".into(),
            Self::Firefox => own_tools().join("bin/geckodriver"),
            Self::WebKit => "/usr/bin/WebKitWebDriver".into(),
        }
    }
}

const FONT: Part = Part {
    name: "a font with Chinese letters",
    packages: &["fonts-noto-cjk"],
    present: has_chinese_font,
};

const CHROMIUM: [Part; 3] = [
    Part { name: "Chromium", packages: &["chromium"], present: || is_file("/usr/bin/chromium") },
    Part {
        name: "Chromium's WebDriver",
        packages: &["chromium-driver"],
        present: || is_file("/usr/bin/chromedriver"),
    },
    FONT,
];

const FIREFOX: [Part; 2] =
    [Part { name: "Firefox", packages: &["firefox-esr"], present: || runs("firefox-esr") }, FONT];

const WEBKIT: [Part; 3] = [
    Part {
        name: "WebKit's WebDriver",
        packages: &["webkit2gtk-driver"],
        present: || is_file("/usr/bin/WebKitWebDriver") && webkit().is_file(),
    },
    Part {
        name: "a display for WebKit",
        packages: &["xvfb"],
        present: || is_file("/usr/bin/Xvfb"),
    },
    FONT,
];

/// WebKit's own small browser.
#[must_use]
pub fn webkit() -> PathBuf {
    let library = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    Path::new(&library).join("webkit2gtk-4.1/MiniBrowser")
}

/// The engines that are wanted and there, installed where they were missing and that is allowed.
///
/// # Errors
/// Chromium is missing, or an engine is wanted by a name that none has.
pub fn ready(say: &dyn Fn(&str)) -> Result<Vec<Engine>, String> {
    let mut found = Vec::new();
    for engine in wanted(env::var(WANTED).ok().as_deref())? {
        match install(engine, say) {
            Ok(()) => found.push(engine),
            Err(lack) if engine == Engine::Chromium => return Err(lack),
            Err(lack) => say(&format!("{} is left out: {lack}", engine.name())),
        }
    }
    Ok(found)
}

fn wanted(names: Option<&str>) -> Result<Vec<Engine>, String> {
    let Some(names) = names else { return Ok(Engine::ALL.to_vec()) };
    let named = |name: &str| {
        let engine = Engine::ALL.into_iter().find(|engine| engine.name() == name);
        engine.ok_or_else(|| {
            format!("{WANTED} names `{name}`; engines are chromium, firefox, webkit")
        })
    };
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(named).collect()
}

fn install(engine: Engine, say: &dyn Fn(&str)) -> Result<(), String> {
    ensure(engine.parts(), say).map_err(|missing: Missing| missing.to_string())?;
    if engine == Engine::Firefox { install_geckodriver(say) } else { Ok(()) }
}

/// Built from its source, once for this user.
fn install_geckodriver(say: &dyn Fn(&str)) -> Result<(), String> {
    if quiet(Command::new(Engine::Firefox.driver()).arg("--version")).status().is_ok() {
        return Ok(());
    }
    say(&format!("building geckodriver {GECKODRIVER}, once; this takes a minute or two"));
    let folder = own_tools();
    fs::create_dir_all(&folder).map_err(|cause| format!("`{}`: {cause}", folder.display()))?;
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["install", "geckodriver", "--locked", "--debug", "--version", GECKODRIVER]);
    cargo.arg("--root").arg(&folder).arg("--target-dir").arg(folder.join("build"));
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "false").current_dir(&folder);
    let output = cargo.output().map_err(|cause| format!("cargo: {cause}"))?;
    // What it was built from is of no more use.
    let _ = fs::remove_dir_all(folder.join("build"));
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.trim().lines().last().unwrap_or("nothing").to_owned();
    Err(format!("geckodriver could not be built (`cargo install geckodriver` said: {last})"))
}

/// Where programs are kept that were built for the tests and outlive a checkout.
fn own_tools() -> PathBuf {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    cache.or_else(home).unwrap_or_else(env::temp_dir).join("amends")
}

fn is_file(path: &str) -> bool {
    Path::new(path).is_file()
}

/// Without fontconfig nobody can tell; then the font is taken to be missing.
fn has_chinese_font() -> bool {
    let list = Command::new("fc-list").arg(":lang=zh-cn").output();
    list.is_ok_and(|list| !list.stdout.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_wanted_by_name() {
        assert_eq!(wanted(None).unwrap(), Engine::ALL);
        assert_eq!(wanted(Some("webkit, chromium")).unwrap(), [Engine::WebKit, Engine::Chromium]);
        assert_eq!(wanted(Some("")).unwrap(), []);
        assert!(wanted(Some("chromium,servo")).unwrap_err().contains("`servo`"));
    }
}
