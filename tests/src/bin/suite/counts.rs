//! Counts tests by what the test runner prints.

use crate::steps::Counted;

/// How many passed and how many failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
}

impl Counts {
    /// One that passed.
    pub const PASSED: Self = Self { passed: 1, failed: 0 };
    /// One that failed.
    pub const FAILED: Self = Self { passed: 0, failed: 1 };

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed.saturating_add(other.passed),
            failed: self.failed.saturating_add(other.failed),
        }
    }

    /// What a finished program counts as, by its output and whether it ended well. A program that
    /// failed without a failed test, or that should have run tests and ran none, is one failure.
    pub fn of(output: &str, ended_well: bool, counted: Counted) -> Self {
        let once = if ended_well { Self::PASSED } else { Self::FAILED };
        if counted == Counted::Once {
            return once;
        }
        let tests = output.lines().filter_map(result_line).fold(Self::default(), Self::plus);
        let ran_none = tests == Self::default() && counted == Counted::Tests;
        if ran_none || (!ended_well && tests.failed == 0) {
            return tests.plus(Self::FAILED);
        }
        tests
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; …`
fn result_line(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| {
        let part = numbers.split(';').find_map(|part| part.trim().strip_suffix(word))?;
        part.trim().parse().ok()
    };
    Some(Counts { passed: number("passed")?, failed: number("failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "running 2 tests\ntest a ... ok\n\
        test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; in 0.01s\n\
        test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; in 0.01s\n";
    const BAD: &str =
        "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; in 0.01s";

    #[test]
    fn every_result_line_counts() {
        let counts = Counts::of(GOOD, true, Counted::Tests);
        assert_eq!(counts, Counts { passed: 15, failed: 0 });
        let counts = Counts::of(&format!("{GOOD}{BAD}"), false, Counted::Tests);
        assert_eq!(counts, Counts { passed: 17, failed: 1 });
    }

    #[test]
    fn tests_that_do_not_compile_are_a_failure() {
        let counts = Counts::of("error: could not compile", false, Counted::AnyTests);
        assert_eq!(counts, Counts::FAILED);
        let counts = Counts::of(GOOD, false, Counted::Tests);
        assert_eq!(counts, Counts { passed: 15, failed: 1 });
    }

    #[test]
    fn no_test_at_all_is_a_failure_where_some_are_due() {
        assert_eq!(Counts::of("", true, Counted::Tests), Counts::FAILED);
        assert_eq!(Counts::of("", true, Counted::AnyTests), Counts::default());
    }

    #[test]
    fn other_steps_count_once_whatever_they_print() {
        assert_eq!(Counts::of(BAD, true, Counted::Once), Counts::PASSED);
        assert_eq!(Counts::of(GOOD, false, Counted::Once), Counts::FAILED);
    }
}
