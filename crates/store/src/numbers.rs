//! The numbers of incidents, handed out in blocks so that nodes need not wait for each other.
//!
//! A number of a block that a node never uses is never given out again: numbers only grow, they
//! are not without gaps.

use std::ops::Range;

use piket_core::key::Number;

use crate::sql::Tx;
use crate::{StoreError, params};

crate::statements! {
    NUMBERS_TAKE = "UPDATE counter SET next_value = next_value + $1 WHERE name = 'incident'
        RETURNING next_value";
}

/// Takes the next `size` numbers, for this caller alone. To be committed before one is used.
pub fn take(tx: &mut Tx<'_>, size: u32) -> Result<Block, StoreError> {
    let end: u64 = tx.query_one(NUMBERS_TAKE, params![size], |row| row.int("next_value"))?;
    Ok(Block(end.saturating_sub(size.into())..end))
}

/// Numbers that nobody else has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block(Range<u64>);

impl Iterator for Block {
    type Item = Number;

    fn next(&mut self) -> Option<Number> {
        self.0.next().map(Number)
    }
}
