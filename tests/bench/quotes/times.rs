//! Times that belong together: the fastest of each, compared at the end.

use criterion::{BenchmarkGroup, measurement::WallTime};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The fastest time of everything measured, by its name; in nanoseconds.
#[derive(Debug, Default)]
pub struct Times(BTreeMap<String, f64>);

impl Times {
    /// Measures one function of a group.
    pub fn of<T>(
        &mut self,
        group: &mut BenchmarkGroup<'_, WallTime>,
        name: &str,
        mut run: impl FnMut() -> T,
    ) {
        let mut fastest = f64::INFINITY;
        group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| {
                let started = Instant::now();
                for _ in 0..count {
                    black_box(run());
                }
                let took = started.elapsed();
                fastest = fastest.min(took.as_nanos() as f64 / count as f64);
                took
            });
        });
        // First come, first kept: both groups measure amounts, and those of the rule are compared.
        self.0.entry(name.to_owned()).or_insert(fastest);
    }

    /// Measures what makes something that takes long to make; taking it apart again does not count.
    pub fn of_making<T>(
        &mut self,
        group: &mut BenchmarkGroup<'_, WallTime>,
        name: &str,
        mut make: impl FnMut() -> T,
    ) {
        let mut fastest = f64::INFINITY;
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|count| {
                let took = (0..count).map(|_| {
                    let started = Instant::now();
                    let made = black_box(make());
                    let took = started.elapsed();
                    drop(made);
                    took
                });
                let took: Duration = took.sum();
                fastest = fastest.min(took.as_nanos() as f64 / count as f64);
                took
            });
        });
        self.0.entry(name.to_owned()).or_insert(fastest);
    }

    /// Says what belongs together; what a filter left out is left out here too.
    pub fn compare(&self) {
        println!("\nfastest of this run:");
        self.say("amounts, parsed", "by hand", "times the function by hand (aim: at most 10)");
        let lines = "times the function by hand from JSON lines (aim: at most 2)";
        self.say("amounts, from a JSON line", "by hand, from a JSON line", lines);
        for what in ["amounts of", "full quote by", "compiling"] {
            let size = |count: usize| self.get(&format!("{what} {count} rules"));
            let rates = super::SIZES.iter().filter_map(|count| Some(size(*count)? / *count as f64));
            let rates: Vec<String> = rates.map(|rate| format!("{rate:.0}")).collect();
            if !rates.is_empty() {
                println!("{what} 10, 100, 1,000 rules: {} ns for each rule", rates.join(", "));
            }
        }
        for what in ["amounts", "a JSON line"] {
            let named = |count: i32| format!("{what} beside {count} unused facts");
            self.say(&named(1_000), &named(0), "times what it costs without them");
        }
    }

    fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied().filter(|time| time.is_finite())
    }

    fn say(&self, name: &str, other: &str, words: &str) {
        if let Some((time, other)) = self.get(name).zip(self.get(other)) {
            println!("{name}: {time:.0} ns, {:.2} {words}", time / other);
        }
    }
}
