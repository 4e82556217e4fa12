//! Splits a module in two: what a form needs at once, and what it needs later.
//!
//! Whatever is reached only through some functions, the gates, moves to the later part. The two parts share
//! memory, globals and tables. The first calls a gate through a slot of the table, which is empty until the later part
//! has come: whoever goes through a gate makes sure of that beforehand, and a slip is a trap.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use walrus::ir::{
    Call, CallIndirect, Const, Instr, Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut,
};
use walrus::{
    FunctionId, FunctionKind, GlobalKind, ImportKind, LocalFunction, Module, TableId, TypeId,
};

use super::error::{BundleError, doing};
use super::gates::{BEHIND, GATES};
use super::slots;
use super::traps::inside;

/// The name under which the later part takes from the first.
pub(super) const FIRST: &str = "first";

/// Splits the module at `path` and puts its later part beside it at `later`.
pub(super) fn write(path: &Path, later: &Path) -> Result<(), BundleError> {
    let code = fs::read(path).map_err(doing("read", path))?;
    let parts = split(&code, &GATES, &BEHIND).map_err(|cause| BundleError::Content {
        path: path.to_path_buf(),
        cause: format!("{cause:#}"),
    })?;
    fs::write(path, parts.first).map_err(doing("write", path))?;
    fs::write(later, parts.later).map_err(doing("write", later))
}

/// The two parts of a module, as WASM.
#[derive(Debug)]
pub(super) struct Parts {
    /// What is needed at once.
    pub first: Vec<u8>,
    /// What is reached only through gates.
    pub later: Vec<u8>,
}

/// Splits a module at its gates, each a path as in `crate::module::function`; all instances of a generic one are gates.
/// Pointers to functions with a path of `behind` in their names lead nowhere until the later part has come.
pub(super) fn split(code: &[u8], gates: &[&str], behind: &[&str]) -> walrus::Result<Parts> {
    let mut first = Module::from_buffer(code)?;
    let plan = Plan::of(&first, gates, behind)?;
    let mut later = Module::from_buffer(code)?;
    plan.keep_later(&mut later)?;
    plan.keep_first(&mut first, &later)?;
    Ok(Parts { first: first.emit_wasm(), later: later.emit_wasm() })
}

/// Which functions go, by their place in the module: two readings of the same bytes have the same places.
#[derive(Debug)]
struct Plan {
    /// Places of the functions that move.
    moved: HashSet<usize>,
    /// Place of each gate that is called, and its slot in the table.
    gates: BTreeMap<usize, u64>,
    /// Slots that the later part fills, with the place of what goes there: gates, and what moves of that called through
    /// pointers.
    filled: BTreeMap<u64, usize>,
}

impl Plan {
    fn of(module: &Module, gates: &[&str], behind: &[&str]) -> walrus::Result<Self> {
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let place: BTreeMap<FunctionId, usize> = ids.iter().copied().zip(0..).collect();
        let closed = closed(module, gates)?;
        let (early, late): (Vec<_>, Vec<_>) =
            pointed(module).partition(|id| !is_behind(module, *id, behind));
        let kept = reached(module, entries(module).chain(early).collect(), &closed);
        let moved = reached(module, closed.iter().copied().chain(late).collect(), &HashSet::new());
        let of = |id: &FunctionId| place.get(id).copied().unwrap_or_default();
        let local =
            |id: &&FunctionId| matches!(module.funcs.get(**id).kind, FunctionKind::Local(_));
        let moved: HashSet<usize> = moved.difference(&kept).filter(local).map(of).collect();
        let table = slots::table(module)?;
        let mut gates: Vec<usize> = closed.iter().map(of).collect();
        gates.sort_unstable();
        let gates: BTreeMap<_, _> =
            gates.into_iter().zip(module.tables.get(table).initial..).collect();
        let pointers = slots::read(module, table).into_iter().map(|(slot, id)| (slot, of(&id)));
        let mut filled: BTreeMap<_, _> =
            pointers.filter(|(_, place)| moved.contains(place)).collect();
        filled.extend(gates.iter().map(|(place, slot)| (*slot, *place)));
        Ok(Self { moved, gates, filled })
    }

    /// Leaves the functions that move, with everything of the first part that they need as imports.
    fn keep_later(&self, module: &mut Module) -> walrus::Result<()> {
        let table = slots::table(module)?;
        for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
            module.exports.delete(export);
        }
        module.start = None;
        for element in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
            module.elements.delete(element);
        }
        for data in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
            module.data.delete(data);
        }
        self.take_functions(module);
        take_all(module);
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let own = |(slot, place): (&u64, &usize)| Some((*slot, *ids.get(*place)?));
        slots::write(module, table, &self.filled.iter().filter_map(own).collect())?;
        self.grow(module, table);
        walrus::passes::gc::run(module);
        Ok(())
    }

    /// Functions that stay in the first part become imports of the later one.
    fn take_functions(&self, module: &mut Module) {
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let mut taken = BTreeMap::new();
        for (place, id) in ids.iter().enumerate() {
            let function = module.funcs.get(*id);
            if matches!(function.kind, FunctionKind::Local(_)) && !self.moved.contains(&place) {
                let kind = function.ty();
                taken.insert(*id, module.add_import_func(FIRST, &name('f', place), kind).0);
            }
        }
        for (_, function) in module.funcs.iter_local_mut() {
            let entry = function.entry_block();
            dfs_pre_order_mut(&mut Other(&taken), function, entry);
        }
    }

    /// Leaves what stays, with calls of gates through the table, and gives the later part what it takes.
    fn keep_first(&self, module: &mut Module, later: &Module) -> walrus::Result<()> {
        let table = slots::table(module)?;
        let ids: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let gate = |(place, slot): (&usize, &u64)| {
            let id = *ids.get(*place)?;
            Some((id, (i32::try_from(*slot).ok()?, module.funcs.get(id).ty())))
        };
        let gates: BTreeMap<_, _> = self.gates.iter().filter_map(gate).collect();
        let moved: HashSet<FunctionId> =
            self.moved.iter().filter_map(|place| ids.get(*place).copied()).collect();
        for (_, function) in module.funcs.iter_local_mut().filter(|(id, _)| !moved.contains(id)) {
            through(function, table, &gates);
        }
        let mut own = slots::read(module, table);
        own.retain(|slot, _| !self.filled.contains_key(slot));
        slots::write(module, table, &own)?;
        self.grow(module, table);
        give(module, later, &ids);
        walrus::passes::gc::run(module);
        Ok(())
    }

    /// Makes room for the gates.
    fn grow(&self, module: &mut Module, table: TableId) {
        let table = module.tables.get_mut(table);
        let last = self.gates.values().copied().max();
        table.initial = last.map_or(table.initial, |last| last.saturating_add(1));
        table.maximum = table.maximum.map(|most| most.max(table.initial));
    }
}

/// Calls gates through their slots of the table.
fn through(
    function: &mut LocalFunction,
    table: TableId,
    gates: &BTreeMap<FunctionId, (i32, TypeId)>,
) {
    for sequence in inside(function, function.entry_block()) {
        let instructions = &mut function.block_mut(sequence).instrs;
        for (instruction, place) in std::mem::take(instructions) {
            let gate = match &instruction {
                Instr::Call(Call { func }) => gates.get(func),
                _ => None,
            };
            let Some((slot, ty)) = gate else {
                instructions.push((instruction, place));
                continue;
            };
            instructions.push((Const { value: Value::I32(*slot) }.into(), place));
            instructions.push((CallIndirect { ty: *ty, table }.into(), place));
        }
    }
}

/// Names the functions, globals, tables and memories that pass from the first part to the later one.
fn name(kind: char, place: usize) -> String {
    format!("{kind}{place}")
}

/// Memory, tables and globals become imports.
fn take_all(module: &mut Module) {
    let memories: Vec<_> = module.memories.iter().map(walrus::Memory::id).collect();
    for (place, id) in memories.into_iter().enumerate() {
        let import = module.imports.add(FIRST, &name('m', place), id);
        let memory = module.memories.get_mut(id);
        memory.import = Some(import);
        memory.data_segments.clear();
    }
    let tables: Vec<_> = module.tables.iter().map(walrus::Table::id).collect();
    for (place, id) in tables.into_iter().enumerate() {
        let import = module.imports.add(FIRST, &name('t', place), id);
        let table = module.tables.get_mut(id);
        table.import = Some(import);
        table.elem_segments.clear();
    }
    let globals: Vec<_> = module.globals.iter().map(walrus::Global::id).collect();
    for (place, id) in globals.into_iter().enumerate() {
        if matches!(module.globals.get(id).kind, GlobalKind::Local(_)) {
            let import = module.imports.add(FIRST, &name('g', place), id);
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
    }
}

/// Exports what the later part takes; `functions` are those of the first, by place.
fn give(first: &mut Module, later: &Module, functions: &[FunctionId]) {
    let memories: Vec<_> = first.memories.iter().map(walrus::Memory::id).collect();
    let tables: Vec<_> = first.tables.iter().map(walrus::Table::id).collect();
    let globals: Vec<_> = first.globals.iter().map(walrus::Global::id).collect();
    for import in later.imports.iter().filter(|import| import.module == FIRST) {
        let Some(place) = import.name.get(1..).and_then(|place| place.parse::<usize>().ok()) else {
            continue;
        };
        let item: Option<walrus::ExportItem> = match import.kind {
            ImportKind::Function(_) => functions.get(place).copied().map(Into::into),
            ImportKind::Memory(_) => memories.get(place).copied().map(Into::into),
            ImportKind::Table(_) => tables.get(place).copied().map(Into::into),
            ImportKind::Global(_) => globals.get(place).copied().map(Into::into),
            ImportKind::Tag(_) => None,
        };
        if let Some(item) = item {
            first.exports.add(&import.name, item);
        }
    }
}

pub(super) fn refused(why: &str) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidInput, why)
}

/// The gates; one that is not there, or that is called through a pointer, is an error. One of the standard library may
/// have another name in another release: what it leads to stays then.
fn closed(module: &Module, gates: &[&str]) -> walrus::Result<HashSet<FunctionId>> {
    let mut found = HashSet::new();
    for gate in gates {
        let before = found.len();
        let own = |name: &str| is_instance(&without_hashes(name), gate);
        let named = module.funcs.iter().filter(|it| it.name.as_deref().is_some_and(own));
        found.extend(named.map(walrus::Function::id));
        if found.len() == before && !gate.starts_with("<alloc::") {
            return Err(refused(&format!("there is no function `{gate}`")).into());
        }
    }
    if let Some(id) = pointed(module).find(|id| found.contains(id)) {
        let name = module.funcs.get(id).name.clone().unwrap_or_default();
        return Err(refused(&format!("`{name}` is called through a pointer")).into());
    }
    Ok(found)
}

/// Whether a name is that of the gate, or of the gate for some types.
fn is_instance(name: &str, gate: &str) -> bool {
    name.strip_prefix(gate).is_some_and(|rest| rest.is_empty() || rest.starts_with("::<"))
}

/// A path without the hashes of its crates: `[` and 16 digits and `]`.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 => text.push_str(rest),
            _ => text.extend(["[", part]),
        }
    }
    text
}

/// Functions that can be called through the table.
fn pointed(module: &Module) -> impl Iterator<Item = FunctionId> + '_ {
    module.elements.iter().flat_map(|element| slots::functions(&element.items)).flatten()
}

/// Whether a function is one of those that nothing points to before the later part is there. What takes values apart is
/// none: other types may share it.
fn is_behind(module: &Module, id: FunctionId, behind: &[&str]) -> bool {
    let name = without_hashes(module.funcs.get(id).name.as_deref().unwrap_or_default());
    let drops = name.starts_with("core::ptr::drop_in_place");
    !drops && behind.iter().any(|path| name.contains(path))
}

/// Where JavaScript enters the module.
fn entries(module: &Module) -> impl Iterator<Item = FunctionId> + '_ {
    let exported = module.exports.iter().filter_map(|export| match export.item {
        walrus::ExportItem::Function(function) => Some(function),
        _ => None,
    });
    exported.chain(module.start)
}

/// Every function that `from` lead to, without passing a closed one.
fn reached(
    module: &Module,
    from: Vec<FunctionId>,
    closed: &HashSet<FunctionId>,
) -> HashSet<FunctionId> {
    let mut found = HashSet::new();
    let mut next = from;
    while let Some(id) = next.pop() {
        if closed.contains(&id) || !found.insert(id) {
            continue;
        }
        if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
            let mut named = Named(Vec::new());
            dfs_in_order(&mut named, function, function.entry_block());
            next.append(&mut named.0);
        }
    }
    found
}

/// The functions that another one names.
struct Named(Vec<FunctionId>);

impl Visitor<'_> for Named {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.push(*function);
    }
}

/// Puts other functions in the place of some.
struct Other<'m>(&'m BTreeMap<FunctionId, FunctionId>);

impl VisitorMut for Other<'_> {
    fn visit_function_id_mut(&mut self, function: &mut FunctionId) {
        if let Some(other) = self.0.get(function) {
            *function = *other;
        }
    }
}

#[cfg(test)]
mod tests {
    use walrus::{ConstExpr, ElementItems, ElementKind, FunctionBuilder};

    use super::*;

    /// Appends to `wasm` a function of a name without parameters that calls others.
    fn calls(wasm: &mut Module, name: &str, others: &[FunctionId]) -> FunctionId {
        let mut builder = FunctionBuilder::new(&mut wasm.types, &[], &[]);
        builder.name(name.to_owned());
        for other in others {
            builder.func_body().call(*other);
        }
        builder.finish(Vec::new(), &mut wasm.funcs)
    }

    /// `start → shared`, `start → gate → (alone, shared, page.ask)`; in the table `pointed`, `late → shared`, `shared`.
    fn module() -> Vec<u8> {
        let mut wasm = Module::default();
        wasm.memories.add_local(false, false, 1, None, None);
        let table = wasm.tables.add_local(false, 4, Some(4), walrus::RefType::FUNCREF);
        let nothing = wasm.types.add(&[], &[]);
        let (ask, _) = wasm.add_import_func("page", "ask", nothing);
        let shared = calls(&mut wasm, "x[0123456789abcdef]::shared", &[]);
        let alone = calls(&mut wasm, "x[0123456789abcdef]::alone", &[]);
        let gate = calls(&mut wasm, "x[0123456789abcdef]::gate", &[alone, shared, ask]);
        let start = calls(&mut wasm, "x[0123456789abcdef]::start", &[shared, gate]);
        let pointed = calls(&mut wasm, "x[0123456789abcdef]::pointed", &[]);
        let closure = calls(&mut wasm, "<x[0123456789abcdef]::late::T as F>::call", &[shared]);
        let offset = ConstExpr::Value(Value::I32(1));
        let kind = ElementKind::Active { table, offset };
        let all = vec![pointed, closure, shared];
        let element = wasm.elements.add(kind, ElementItems::Functions(all));
        wasm.tables.get_mut(table).elem_segments.insert(element);
        wasm.exports.add("start", start);
        wasm.emit_wasm()
    }

    fn parts(gates: &[&str]) -> (Module, Module) {
        let parts = split(&module(), gates, &["x::late::"]).unwrap();
        let read = |bytes: &[u8]| Module::from_buffer(bytes).unwrap();
        (read(&parts.first), read(&parts.later))
    }

    fn names(module: &Module) -> Vec<String> {
        let local = module.funcs.iter().filter(|it| matches!(it.kind, FunctionKind::Local(_)));
        let mut names: Vec<_> =
            local.map(|it| without_hashes(it.name.as_deref().unwrap_or("?"))).collect();
        names.sort();
        names
    }

    fn function<'m>(module: &'m Module, name: &str) -> &'m LocalFunction {
        let own = |it: &&walrus::Function| it.name.as_deref().is_some_and(|it| it.ends_with(name));
        module.funcs.iter().find(own).unwrap().kind.unwrap_local()
    }

    #[test]
    fn what_only_a_gate_leads_to_goes_and_all_else_stays() {
        let (first, later) = parts(&["x::gate"]);
        assert_eq!(names(&first), ["x::pointed", "x::shared", "x::start"]);
        assert_eq!(names(&later), ["<x::late::T as F>::call", "x::alone", "x::gate"]);
    }

    #[test]
    fn the_gate_is_called_through_the_slot_that_the_later_part_fills() {
        let (first, later) = parts(&["x::gate"]);
        let start = function(&first, "::start");
        let slots: Vec<i32> = start
            .block(start.entry_block())
            .instrs
            .iter()
            .filter_map(|(it, _)| match it {
                Instr::Const(Const { value: Value::I32(slot) }) => Some(*slot),
                _ => None,
            })
            .collect();
        assert_eq!(slots, [4], "after the slots there were");
        assert_eq!(filled(&later), [(2, vec!["late::T as F>::call"]), (4, vec!["gate"])]);
        assert_eq!(filled(&first), [(1, vec!["pointed"]), (3, vec!["shared"])], "2 is left empty");
        for module in [&first, &later] {
            let table = module.tables.iter().next().unwrap();
            assert_eq!((table.initial, table.maximum), (5, Some(5)));
        }
    }

    /// Which functions a module puts where into the table, by the ends of their names.
    fn filled(module: &Module) -> Vec<(i32, Vec<&str>)> {
        let end = |id: &FunctionId| {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or("?");
            name.split_once("]::").map_or(name, |(_, end)| end)
        };
        let run = |it: &walrus::Element| match (&it.kind, &it.items) {
            (
                ElementKind::Active { offset: ConstExpr::Value(Value::I32(slot)), .. },
                ElementItems::Functions(own),
            ) => (*slot, own.iter().map(end).collect()),
            other => panic!("{other:?}"),
        };
        module.elements.iter().map(run).collect()
    }

    #[test]
    fn the_first_gives_all_that_the_later_takes() {
        let (first, later) = parts(&["x::gate"]);
        let given: Vec<&str> = first.exports.iter().map(|it| it.name.as_str()).collect();
        let taken = later.imports.iter().filter(|it| it.module == FIRST);
        let taken: Vec<&str> = taken.map(|it| it.name.as_str()).collect();
        assert!(taken.len() >= 2, "a function and the table: {taken:?}");
        assert!(taken.iter().all(|name| given.contains(name)), "{taken:?} of {given:?}");
        let own: Vec<&str> = later
            .imports
            .iter()
            .filter(|it| it.module != FIRST)
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(own, ["ask"], "the page is taken from the page");
        assert!(later.data.iter().next().is_none() && later.exports.iter().next().is_none());
    }

    #[test]
    fn a_gate_that_is_not_there_or_has_another_way_in_is_named() {
        let refused = |gate: &str| split(&module(), &[gate], &[]).unwrap_err().to_string();
        assert!(refused("x::gone").contains("no function `x::gone`"));
        assert!(split(&module(), &["<alloc::gone>::f"], &[]).is_ok(), "not ours");
        assert!(refused("x::pointed").contains("pointer"));
        assert!(is_instance("a::write::<b>", "a::write") && !is_instance("a::writer", "a::write"));
    }
}
