//! Makes every panic a bare trap.
//!
//! The page shows the same calm text whatever stopped the module, so nobody reads what a panic says: its words, and
//! the code that puts them together, are left out. A standard library built for the purpose has none; a ready one
//! has them all.

use std::collections::HashSet;

use walrus::ir::{Block, Br, BrIf, BrTable, Call, IfElse, Instr, InstrSeqId, Loop, Unreachable};
use walrus::{FunctionId, LocalFunction, Module};

/// What is in the names of the functions that say a panic to the world, or put together what it says; nearly all
/// others end in one of them.
const SPEAKERS: [&str; 3] = ["4core9panicking9panic_fmt", "panic_with_hook", "slice_error_fail"];

/// The module with a trap in place of all that leads to a panic and nowhere else.
pub(super) fn bare(code: &[u8]) -> walrus::Result<Vec<u8>> {
    let mut wasm = Module::from_buffer(code)?;
    let mut traps = speakers(&mut wasm);
    let mut before = 0;
    while before < traps.len() {
        before = traps.len();
        for (id, function) in wasm.funcs.iter_local_mut() {
            for sequence in inside(function, function.entry_block()) {
                shorten(function, sequence, &traps);
            }
            if always_traps(function) {
                traps.insert(id);
            }
        }
    }
    walrus::passes::gc::run(&mut wasm);
    Ok(wasm.emit_wasm())
}

/// The functions that say a panic to the world, made mute.
fn speakers(wasm: &mut Module) -> HashSet<FunctionId> {
    let speaks = |name: &str| SPEAKERS.iter().any(|part| name.contains(part));
    let mut found = HashSet::new();
    for (id, name) in wasm.funcs.iter().map(|function| (function.id(), function.name.as_deref())) {
        if name.is_some_and(speaks) {
            found.insert(id);
        }
    }
    for (_, function) in wasm.funcs.iter_local_mut().filter(|(id, _)| found.contains(id)) {
        trap_from(function, function.entry_block(), 0);
    }
    found
}

/// Ends a sequence at the first trap in it, and before what only prepares for the trap.
fn shorten(function: &mut LocalFunction, sequence: InstrSeqId, traps: &HashSet<FunctionId>) {
    let is_trap = |instruction: &Instr| match instruction {
        Instr::Unreachable(_) => true,
        Instr::Call(Call { func }) => traps.contains(func),
        _ => false,
    };
    let instructions = &function.block(sequence).instrs;
    let Some(at) = instructions.iter().position(|(instruction, _)| is_trap(instruction)) else {
        return;
    };
    let before = instructions.iter().take(at).rev();
    let silent = before.take_while(|(instruction, _)| is_silent(instruction, function)).count();
    trap_from(function, sequence, at.saturating_sub(silent));
}

fn trap_from(function: &mut LocalFunction, sequence: InstrSeqId, at: usize) {
    let sequence = function.block_mut(sequence);
    sequence.truncate(at);
    let place = sequence.end;
    sequence.push((Unreachable {}.into(), place));
}

fn always_traps(function: &LocalFunction) -> bool {
    let first = function.block(function.entry_block()).first();
    matches!(first, Some((Instr::Unreachable(_), _)))
}

/// Whether nobody can tell, after a trap, that this was done before it: it comes to its end, leads nowhere else and
/// changes nothing outside of the module.
fn is_silent(instruction: &Instr, function: &LocalFunction) -> bool {
    match instruction {
        Instr::Block(Block { seq }) => is_silent_inside(function, &[*seq]),
        Instr::IfElse(IfElse { consequent, alternative }) => {
            is_silent_inside(function, &[*consequent, *alternative])
        }
        _ => is_plain(instruction),
    }
}

fn is_silent_inside(function: &LocalFunction, sequences: &[InstrSeqId]) -> bool {
    let all: Vec<InstrSeqId> =
        sequences.iter().flat_map(|sequence| inside(function, *sequence)).collect();
    let stays = |instruction: &Instr| match instruction {
        Instr::Block(_) | Instr::IfElse(_) | Instr::Unreachable(_) => true,
        Instr::Br(Br { block }) | Instr::BrIf(BrIf { block }) => all.contains(block),
        Instr::BrTable(BrTable { blocks, default }) => {
            blocks.iter().chain([default]).all(|block| all.contains(block))
        }
        _ => is_plain(instruction),
    };
    all.iter().flat_map(|sequence| &function.block(*sequence).instrs).all(|(it, _)| stays(it))
}

/// What computes, reads or writes within the module.
fn is_plain(instruction: &Instr) -> bool {
    matches!(
        instruction,
        Instr::Binop(_)
            | Instr::Const(_)
            | Instr::Drop(_)
            | Instr::GlobalGet(_)
            | Instr::GlobalSet(_)
            | Instr::Load(_)
            | Instr::LocalGet(_)
            | Instr::LocalSet(_)
            | Instr::LocalTee(_)
            | Instr::MemoryCopy(_)
            | Instr::MemoryFill(_)
            | Instr::Select(_)
            | Instr::Store(_)
            | Instr::Unop(_)
    )
}

/// A sequence and all that are nested in it, inner ones first.
pub(super) fn inside(function: &LocalFunction, sequence: InstrSeqId) -> Vec<InstrSeqId> {
    let mut found = vec![sequence];
    let mut next = 0_usize;
    while let Some(&sequence) = found.get(next) {
        for (instruction, _) in &function.block(sequence).instrs {
            match instruction {
                Instr::Block(Block { seq }) => found.push(*seq),
                Instr::Loop(Loop { seq }) => found.push(*seq),
                Instr::IfElse(IfElse { consequent, alternative }) => {
                    found.extend([*consequent, *alternative]);
                }
                _ => {}
            }
        }
        next = next.saturating_add(1);
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, ValType};

    use super::*;

    /// `export fn check(x) { if x { message = 1; <then> } }`, where `<then>` calls what panics by way of another
    /// function, or something outside first.
    fn module(asks_outside: bool) -> Vec<u8> {
        let mut wasm = Module::default();
        let memory = wasm.memories.add_local(false, false, 1, None, None);
        let outside = wasm.types.add(&[], &[]);
        let (outside, _) = wasm.add_import_func("page", "ask", outside);
        let mut speaker = FunctionBuilder::new(&mut wasm.types, &[ValType::I32], &[]);
        speaker.name("_RNvNtCs1_4core9panicking9panic_fmt".to_owned());
        speaker.func_body().call(outside).unreachable();
        let place = wasm.locals.add(ValType::I32);
        let speaker = speaker.finish(vec![place], &mut wasm.funcs);
        let mut between = FunctionBuilder::new(&mut wasm.types, &[], &[]);
        between.func_body().i32_const(7).call(speaker).unreachable();
        let between = between.finish(Vec::new(), &mut wasm.funcs);
        let mut check = FunctionBuilder::new(&mut wasm.types, &[ValType::I32], &[]);
        let x = wasm.locals.add(ValType::I32);
        check.func_body().local_get(x).if_else(
            None,
            |then| {
                let at = walrus::ir::MemArg { align: 4, offset: 0 };
                if asks_outside {
                    then.call(outside);
                }
                then.i32_const(8).i32_const(1);
                then.store(memory, walrus::ir::StoreKind::I32 { atomic: false }, at);
                then.call(between).unreachable();
            },
            |_| {},
        );
        let check = check.finish(vec![x], &mut wasm.funcs);
        wasm.exports.add("check", check);
        wasm.emit_wasm()
    }

    /// How many instructions stand before the trap of `check`, and how many functions are left.
    fn left(code: &[u8]) -> (usize, usize) {
        let wasm = Module::from_buffer(&bare(code).unwrap()).unwrap();
        let check = wasm.exports.get_func("check").unwrap();
        let check = wasm.funcs.get(check).kind.unwrap_local();
        let [_, (Instr::IfElse(IfElse { consequent, .. }), _)] =
            check.block(check.entry_block()).instrs.as_slice()
        else {
            panic!("`check` starts with its condition");
        };
        let then = check.block(*consequent);
        assert!(matches!(then.last(), Some((Instr::Unreachable(_), _))));
        (then.len() - 1, wasm.funcs.iter().count())
    }

    #[test]
    fn what_only_prepares_a_panic_is_gone_and_so_is_what_says_it() {
        assert_eq!(left(&module(false)), (0, 1), "a trap, and `check` alone");
    }

    #[test]
    fn what_the_page_can_tell_before_a_panic_stays() {
        assert_eq!(left(&module(true)), (1, 2), "the call outside; `check` and what it calls");
    }
}
