//! The reference of the policy language, `core/POLICY.md`: every example on the page is checked, every
//! worked example is computed and its value and sentence compared.
//!
//! A block opens with `json` and its kind. `policy` is a whole policy and the base of all others;
//! `facts`, `calendars` and `histories` join its maps, `remedy`, `commitment` and `figures` its lists,
//! `condition` becomes a derived fact, `worked` a figure. Each is checked inside the base; `worked` has
//! `type` (and `unit`) of the formula, `known` facts, the value it `gives` (two for a range, the last may
//! be null) and the sentence it `says` in English.

use amends_core::document::complaint::ComplaintDocument;
use amends_core::{date, document, policy::Policy, quote};
use amends_tests::scenario::root;
use serde_json::{Value, json};

struct Block {
    kind: String,
    text: String,
    line: usize,
}

/// The blocks of a page that are marked as JSON, with the line they open on.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for (index, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), inside) {
            (Some(opening), false) => {
                inside = true;
                if let Some(kind) = opening.strip_prefix("json") {
                    let kind = kind.trim().to_owned();
                    blocks.push(Block { kind, text: String::new(), line: index + 1 });
                } else {
                    panic!("line {}: a block that is not `json …`", index + 1);
                }
            }
            (Some(_), true) => inside = false,
            (None, true) => {
                let block = blocks.last_mut().unwrap();
                block.text += line;
                block.text += "\n";
            }
            (None, false) => {}
        }
    }
    blocks
}

fn value(block: &Block) -> Value {
    serde_json::from_str(&block.text).unwrap_or_else(|e| panic!("line {}: {e}", block.line))
}

fn join(base: &mut Value, part: &str, more: Value) {
    let map = base.as_object_mut().unwrap().entry(part).or_insert(json!({}));
    map.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
}

fn push(base: &mut Value, at: &str, more: Value) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    let parent = base.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    let list = parent.entry(key).or_insert(json!([]));
    list.as_array_mut().unwrap().push(more);
}

fn assert_sound(document: &Value, block: &Block) -> Policy {
    let faults = Policy::check(&document.to_string()).faults;
    assert!(faults.is_empty(), "line {} ({}): {faults:#?}", block.line, block.kind);
    Policy::read(&document.to_string()).unwrap()
}

/// The base with a formula as a figure and as a derived fact of its type.
fn with_formula(base: &Value, worked: &Value) -> Value {
    let mut document = base.clone();
    let mut fact = json!({ "label": { "en": "Example" }, "type": worked["type"], "formula": worked["formula"] });
    if let Some(unit) = worked.get("unit") {
        fact["unit"] = unit.clone();
    }
    document["facts"]["example"] = fact;
    let figure = json!({ "id": "worked", "title": { "en": "Worked" }, "value": worked["formula"] });
    push(&mut document, "/problems/0/figures", figure);
    document
}

fn assert_worked(base: &Value, block: &Block) {
    let worked = value(block);
    let policy = assert_sound(&with_formula(base, &worked), block);
    let complaint = json!({ "problem": "late-train", "known": worked["known"] });
    let complaint: ComplaintDocument = document::read(&complaint.to_string()).unwrap();
    let day = date::read("2026-06-30").unwrap();
    let packed = Policy::unpack(&policy.pack("en").unwrap()).unwrap();
    let [quote, from_packed] = [&policy, &packed].map(|policy| quote(policy, &complaint, day));
    assert_eq!(from_packed, quote, "line {}", block.line);
    let quote = quote.unwrap_or_else(|faults| panic!("line {}: {faults:?}", block.line));
    let figure = quote.figures.iter().find(|figure| figure.id == "worked").unwrap();
    let found = if figure.low == figure.high {
        json!(figure.low)
    } else {
        json!([figure.low, figure.high])
    };
    assert_eq!(found, worked["gives"], "line {}", block.line);
    let says = figure.trace.says.replace('\u{a0}', " ");
    assert_eq!(says, worked["says"].as_str().unwrap(), "line {}", block.line);
}

fn page() -> Vec<Block> {
    blocks(&std::fs::read_to_string(root().join("core/POLICY.md")).unwrap())
}

/// The example policy with the facts, calendars and histories of the page.
fn base(blocks: &[Block]) -> Value {
    let whole = blocks.iter().find(|block| block.kind == "policy").unwrap();
    let mut base = value(whole);
    for block in blocks {
        if matches!(block.kind.as_str(), "facts" | "calendars" | "histories") {
            join(&mut base, &block.kind, value(block));
        }
    }
    base
}

/// The example policy alone.
pub fn example() -> Value {
    let blocks = page();
    value(blocks.iter().find(|block| block.kind == "policy").unwrap())
}

/// The base with every remedy, commitment and figure of the page.
pub fn with_all_parts() -> Value {
    let blocks = page();
    let mut base = base(&blocks);
    for block in &blocks {
        match block.kind.as_str() {
            "remedy" => push(&mut base, "/remedies", value(block)),
            "commitment" => push(&mut base, "/commitments", value(block)),
            "figures" => base["problems"][0]["figures"] = value(block),
            _ => {}
        }
    }
    base
}

#[test]
fn every_example_of_the_reference_is_checked() {
    let blocks = page();
    let base = base(&blocks);
    let whole = blocks.iter().find(|block| block.kind == "policy").unwrap();
    assert_eq!(Policy::check(&whole.text).warnings, [], "the example policy is without blemish");
    let mut worked = 0;
    for block in &blocks {
        let mut document = base.clone();
        match block.kind.as_str() {
            "policy" | "facts" | "calendars" | "histories" => {}
            "remedy" => push(&mut document, "/remedies", value(block)),
            "commitment" => push(&mut document, "/commitments", value(block)),
            "figures" => document["problems"][0]["figures"] = value(block),
            "escalation" => document["escalations"] = json!([value(block)]),
            "evidence" => document["evidence"] = json!([value(block)]),
            "loss" => document["problems"][0]["loss"] = value(block),
            "condition" => {
                document["facts"]["example"] = json!({
                    "type": "yes_no", "label": { "en": "Example" }, "condition": value(block) });
            }
            "worked" => {
                assert_worked(&base, block);
                worked += 1;
                continue;
            }
            other => panic!("line {}: `{other}` is not a kind of block", block.line),
        }
        assert_sound(&document, block);
    }
    println!("{} examples, {worked} of them worked", blocks.len());
    assert!(worked >= 25, "only {worked} worked examples");
}
