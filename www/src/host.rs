//! What the machine has, and how it gets what it lacks.
//!
//! Missing parts are installed with Debian's package manager where this program may use it.
//! Anywhere else one sentence says what to install.

pub mod engines;

use std::fmt;
use std::process::{Command, Stdio};

/// Something outside the repository that a command needs.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// What it is, in words.
    pub name: &'static str,
    /// Debian's packages that bring it.
    pub packages: &'static [&'static str],
    /// Whether it is there.
    pub present: fn() -> bool,
}

/// Parts that are not there and could not be installed.
#[derive(Debug)]
pub struct Missing {
    names: Vec<&'static str>,
    packages: Vec<&'static str>,
    /// Why installing them here did not work.
    because: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "this machine lacks {}; install it (Debian: `apt-get install {}`) and run the command \
             again ({})",
            self.names.join(", "),
            self.packages.join(" "),
            self.because
        )
    }
}

impl std::error::Error for Missing {}

/// Makes sure that all parts are there, installing the missing ones where that is allowed.
///
/// # Errors
/// The parts that are still missing, and why.
pub fn ensure(parts: &[Part], say: &dyn Fn(&str)) -> Result<(), Missing> {
    let Some(missing) = lacking(parts, String::new()) else { return Ok(()) };
    let Some(apt) = installer() else {
        let because = "it could not be installed from here: no `apt-get`, or no right to use it";
        return Err(Missing { because: because.to_owned(), ..missing });
    };
    say(&format!("installing {}", missing.packages.join(" ")));
    let because = match install(apt, &missing.packages) {
        Ok(()) => "the package manager said it installed it".to_owned(),
        Err(said) => format!("the package manager said: {said}"),
    };
    lacking(parts, because).map_or(Ok(()), Err)
}

/// Whether a program starts at all.
#[must_use]
pub fn runs(program: &str) -> bool {
    let mut command = Command::new(program);
    quiet(command.arg("--version")).status().is_ok_and(|status| status.success())
}

/// What is missing of some parts, if anything.
fn lacking(parts: &[Part], because: String) -> Option<Missing> {
    let lacking: Vec<&Part> = parts.iter().filter(|part| !(part.present)()).collect();
    let missing = Missing {
        names: lacking.iter().map(|part| part.name).collect(),
        packages: lacking.iter().flat_map(|part| part.packages).copied().collect(),
        because,
    };
    (!lacking.is_empty()).then_some(missing)
}

/// The words before `update` and `install`, where this program may use them.
fn installer() -> Option<&'static [&'static str]> {
    if !runs("apt-get") {
        return None;
    }
    let id = Command::new("id").arg("-u").output().ok()?;
    if id.stdout.trim_ascii() == b"0" {
        return Some(&["apt-get"]);
    }
    let mut sudo = Command::new("sudo");
    let allowed = quiet(sudo.args(["-n", "true"])).status().is_ok_and(|status| status.success());
    allowed.then_some(&["sudo", "-n", "apt-get"])
}

/// Refreshes the package lists and installs; the error is the last line of what was said.
fn install(apt: &[&str], packages: &[&str]) -> Result<(), String> {
    let options = ["-o", "DPkg::Lock::Timeout=300", "-q"];
    // Old lists may still do: only what installing says counts.
    let _ = call(apt, &[&options[..], &["update"]].concat());
    let verb = ["install", "--yes", "--no-install-recommends"];
    call(apt, &[&options[..], &verb, packages].concat())
}

fn call(apt: &[&str], arguments: &[&str]) -> Result<(), String> {
    let Some((program, before)) = apt.split_first() else { return Ok(()) };
    let mut command = Command::new(program);
    command.args(before).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    let output = command.stdin(Stdio::null()).output().map_err(|cause| cause.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.trim().lines().last().unwrap_or("nothing").to_owned())
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: Part = Part { name: "a", packages: &["pa"], present: || true };
    const GONE: Part = Part { name: "b", packages: &["pb", "pc"], present: || false };

    #[test]
    fn nothing_is_said_when_nothing_is_missing() {
        assert!(ensure(&[THERE], &|line| panic!("said {line}")).is_ok());
    }

    #[test]
    fn one_sentence_names_what_is_missing_and_what_to_install() {
        let missing = lacking(&[THERE, GONE], "no right to".to_owned()).unwrap();
        let sentence = missing.to_string();
        assert!(sentence.contains("lacks b;"), "{sentence}");
        assert!(sentence.contains("`apt-get install pb pc`"), "{sentence}");
        assert!(sentence.contains("(no right to)"), "{sentence}");
        assert_eq!(sentence.lines().count(), 1);
    }

    #[test]
    fn a_program_that_does_not_exist_does_not_run() {
        assert!(!runs("amends-no-such-program"));
    }
}
