//! Checks that every dependency may be used under a licence that `deny.toml` allows.

use std::fs;

use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::workspace::Workspace;

/// How many dependencies are fine; an error with those that are not.
pub fn check(workspace: &Workspace) -> Result<String, String> {
    let path = workspace.root.join("deny.toml");
    let deny = fs::read_to_string(&path);
    let deny = deny.map_err(|cause| format!("`{}`: {cause}", path.display()))?;
    let allowed = allowed(&deny);
    let metadata = workspace.metadata(&["--locked"])?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    let packages = packages.ok_or("`cargo metadata` names no packages")?;
    let refused: Vec<_> =
        packages.iter().filter_map(|package| refusal(package, &allowed)).collect();
    if refused.is_empty() {
        return Ok(format!("  {} packages under {}\n", packages.len(), allowed.join(", ")));
    }
    Err(refused.join("\n"))
}

/// The quoted words of the list `allow = […]`.
fn allowed(deny: &str) -> Vec<&str> {
    let list = deny.split_once("\nallow = [").map_or("", |(_, rest)| rest);
    let list = list.split_once(']').map_or("", |(list, _)| list);
    list.split('"').skip(1).step_by(2).collect()
}

/// Why a package may not be used, if so.
fn refusal(package: &Value, allowed: &[&str]) -> Option<String> {
    let name = package.get("name").and_then(Value::as_str).unwrap_or("a package");
    let Some(licence) = package.get("license").and_then(Value::as_str) else {
        return Some(format!("`{name}` names no licence"));
    };
    let fine = Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|required| allowed.contains(&required.to_string().as_str()))
    });
    (!fine).then(|| format!("`{name}` is under `{licence}`, which `deny.toml` does not allow"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DENY: &str =
        "[licenses]\nallow = [\n    \"MIT\",\n    \"Unicode-3.0\",\n]\nother = [\"X\"]\n";

    fn refused(licence: &str) -> bool {
        let package = json!({ "name": "a", "license": licence });
        refusal(&package, &allowed(DENY)).is_some()
    }

    #[test]
    fn the_list_is_read_to_its_end() {
        assert_eq!(allowed(DENY), ["MIT", "Unicode-3.0"]);
    }

    #[test]
    fn one_of_several_is_enough_but_all_of_several_are_needed() {
        assert!(!refused("MIT OR GPL-3.0"));
        assert!(!refused("Apache-2.0/MIT"));
        assert!(!refused("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(refused("MIT AND GPL-3.0"));
        assert!(refused("GPL-3.0"));
    }

    #[test]
    fn a_package_without_a_licence_is_refused() {
        assert!(refusal(&json!({ "name": "a" }), &["MIT"]).unwrap().contains("no licence"));
    }
}
