//! The table through which functions are called: which function is in which slot.

use std::collections::BTreeMap;

use walrus::{ConstExpr, ElementItems, ElementKind, FunctionId, Module, TableId, ir::Value};

use super::split::refused;

/// The functions of a table, by slot.
pub(super) type Slots = BTreeMap<u64, FunctionId>;

/// The table of functions; a module without one cannot be split.
pub(super) fn table(module: &Module) -> walrus::Result<TableId> {
    let table = module.tables.main_function_table()?;
    Ok(table.ok_or_else(|| refused("the module has no table of functions"))?)
}

/// What a module puts into the slots of a table.
pub(super) fn read(module: &Module, table: TableId) -> Slots {
    let mut slots = Slots::new();
    for element in module.elements.iter() {
        let Some(first) = first_slot(&element.kind, table) else { continue };
        let functions = (first..).zip(functions(&element.items));
        slots.extend(functions.filter_map(|(slot, function)| Some((slot, function?))));
    }
    slots
}

/// Puts functions into the slots of a table, in place of what the module put there.
pub(super) fn write(module: &mut Module, table: TableId, slots: &Slots) -> walrus::Result<()> {
    let own = module.elements.iter().filter(|it| first_slot(&it.kind, table).is_some());
    for element in own.map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(element);
        module.tables.get_mut(table).elem_segments.remove(&element);
    }
    for (first, functions) in runs(slots) {
        let offset = ConstExpr::Value(Value::I32(i32::try_from(first)?));
        let kind = ElementKind::Active { table, offset };
        let element = module.elements.add(kind, ElementItems::Functions(functions));
        module.tables.get_mut(table).elem_segments.insert(element);
    }
    Ok(())
}

/// Functions in slots that follow each other, with the first slot.
fn runs(slots: &Slots) -> Vec<(u64, Vec<FunctionId>)> {
    let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
    let mut next = None;
    for (&slot, &function) in slots {
        match runs.last_mut() {
            Some((_, run)) if next == Some(slot) => run.push(function),
            _ => runs.push((slot, vec![function])),
        }
        next = slot.checked_add(1);
    }
    runs
}

/// The first slot that an element fills when the module starts.
fn first_slot(kind: &ElementKind, own: TableId) -> Option<u64> {
    match kind {
        ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(first)) }
            if *table == own =>
        {
            u64::try_from(*first).ok()
        }
        _ => None,
    }
}

/// The functions of an element; none where it leaves a slot empty.
pub(super) fn functions(items: &ElementItems) -> Vec<Option<FunctionId>> {
    match items {
        ElementItems::Functions(functions) => functions.iter().copied().map(Some).collect(),
        ElementItems::Expressions(_, values) => {
            let function = |value: &ConstExpr| match value {
                ConstExpr::RefFunc(function) => Some(*function),
                _ => None,
            };
            values.iter().map(function).collect()
        }
    }
}
