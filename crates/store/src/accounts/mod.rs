//! Accounts: how people and programs prove who they are.
//!
//! Passwords come hashed, all other secrets as their SHA-256; nothing here could be used to get
//! in. Who a person is stands in the directory.

pub mod credential;
pub mod link;
pub mod session;
pub mod token;
