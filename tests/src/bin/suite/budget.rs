//! Holds what a first visit downloads to a limit.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::workspace::Workspace;

/// Brotli bytes of element, glue, module, style, one language and one policy together. It only ever goes
/// down. What comes once the customer turns to the form, the later part of the module, is none of it.
/// A ready standard library makes the module some 5 KiB larger than one that is built for the purpose.
const LIMIT: u64 = 98 * 1024;

/// The table of parts; an error when it is over the limit or there is no table.
pub fn check(workspace: &Workspace) -> Result<String, String> {
    let path = workspace.target.join("bundle/sizes.json");
    let text = fs::read(&path).map_err(|cause| format!("`{}`: {cause}", path.display()))?;
    judge(&text)
}

fn judge(text: &[u8]) -> Result<String, String> {
    let sizes: Value = serde_json::from_slice(text).map_err(|cause| cause.to_string())?;
    let brotli = |value: &Value| value.get("brotli").and_then(Value::as_u64);
    let total = sizes.get("first_visit").and_then(brotli);
    let total = total.ok_or("`sizes.json` has no `first_visit.brotli`")?;
    let mut table = String::new();
    for (name, size) in sizes.get("parts").and_then(Value::as_object).into_iter().flatten() {
        let bytes = brotli(size).unwrap_or_default();
        let share = bytes.saturating_mul(100) / total.max(1);
        let _ = writeln!(table, "  {name:<24}{bytes:>9} {share:>3}%");
    }
    let _ = writeln!(table, "  {:<24}{total:>9} of {LIMIT} bytes (brotli)", "first visit");
    if total <= LIMIT {
        return Ok(table);
    }
    let over = total.saturating_sub(LIMIT);
    Err(format!("{table}a first visit is {over} bytes over the budget; make a part smaller"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(brotli: u64) -> Vec<u8> {
        let size = serde_json::json!({ "raw": 1, "gzip": 1, "brotli": brotli });
        serde_json::to_vec(&serde_json::json!({ "first_visit": size, "parts": { "a.js": size } }))
            .unwrap()
    }

    #[test]
    fn the_limit_itself_is_allowed_and_one_more_is_not() {
        assert!(judge(&sizes(LIMIT)).unwrap().contains("a.js"));
        assert!(judge(&sizes(LIMIT + 1)).unwrap_err().contains("1 bytes over"));
    }

    #[test]
    fn sizes_without_a_total_are_refused() {
        assert!(judge(b"{}").unwrap_err().contains("first_visit.brotli"));
    }
}
