//! tmp
use amends_tests::agreement::{Pairs, Verdict};
use std::collections::BTreeMap;
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let policies: u64 = args[1].parse().unwrap();
    let each: u64 = args[2].parse().unwrap();
    let show: usize = args[3].parse().unwrap();
    let mut all: Vec<(String, Pairs)> = Vec::new();
    if args.get(4).is_some() {
        for p in Pairs::of_repository().unwrap() {
            all.push((p.policy["id"].as_str().unwrap().to_owned(), p));
        }
    }
    let start = Instant::now();
    for n in 0..policies {
        if let Some(p) = Pairs::generated(n) {
            all.push((format!("g{n}"), p));
        }
    }
    println!("{} policies in {:?}", all.len(), start.elapsed());
    let start = Instant::now();
    let (mut same, mut refused, mut large, mut differ, mut shown) =
        (0, BTreeMap::<String, u32>::new(), 0, 0, 0);
    let mut places: BTreeMap<String, u32> = BTreeMap::new();
    for (name, p) in &all {
        let mut mine = 0;
        for n in 0..each {
            match p.verdict(n) {
                Verdict::Same(_) => same += 1,
                Verdict::Refused(code) => *refused.entry(code).or_default() += 1,
                Verdict::TooLarge => large += 1,
                Verdict::Differ(d) => {
                    differ += 1;
                    for l in &d {
                        let path: String = l
                            .split(':')
                            .next()
                            .unwrap()
                            .chars()
                            .filter(|c| !c.is_ascii_digit())
                            .collect();
                        *places.entry(path).or_default() += 1;
                    }
                    mine += 1;
                    if mine <= 1 && shown < show {
                        shown += 1;
                        let kind = |v: &[String]| {
                            v.iter()
                                .map(|l| {
                                    l.split(':')
                                        .next()
                                        .unwrap()
                                        .chars()
                                        .filter(|c| !c.is_ascii_digit())
                                        .collect::<String>()
                                })
                                .collect::<Vec<_>>()
                        };
                        let first = kind(&d)[0].clone();
                        let small = amends_tests::agreement::minimise(
                            p.pair(n),
                            |p| matches!(p.verdict(), Ok(Verdict::Differ(d)) if kind(&d).contains(&first)),
                        );
                        println!("== {name}/{n}: {:#?}", small.verdict());
                        let p = &small.policy;
                        println!("{} {}", small.today, small.complaint);
                        fn strip(v: &mut serde_json::Value) {
                            match v {
                                serde_json::Value::Object(o) => {
                                    for k in [
                                        "label",
                                        "because",
                                        "by",
                                        "cites",
                                        "from",
                                        "kind",
                                        "promise",
                                        "title",
                                        "for",
                                        "if_missed",
                                        "applies",
                                        "what",
                                        "source",
                                        "why",
                                        "group",
                                        "loss_kind",
                                    ] {
                                        if k != "from"
                                            || o.get("id").is_some()
                                            || o.get("source").is_some()
                                        {
                                            o.remove(k);
                                        }
                                    }
                                    o.values_mut().for_each(strip);
                                }
                                serde_json::Value::Array(a) => a.iter_mut().for_each(strip),
                                _ => {}
                            }
                        }
                        let mut p = p.clone();
                        strip(&mut p);
                        for k in [
                            "rounding",
                            "facts",
                            "remedies",
                            "options",
                            "limits",
                            "calendars",
                            "histories",
                            "commitments",
                        ] {
                            if !p[k].is_null() {
                                println!("  {k}: {}", p[k]);
                            }
                        }
                        for pr in p["problems"].as_array().unwrap() {
                            println!("  problem {pr}");
                        }
                    }
                }
            }
        }
    }
    println!(
        "same {same} refused {refused:?} large {large} differ {differ} in {:?}",
        start.elapsed()
    );
    for (p, c) in places {
        println!("{c:8} {p}");
    }
}
