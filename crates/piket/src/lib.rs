//! The house key: the server, the command line and the demo of Piket. It wires the rooms together
//! and holds no rules of its own.

pub mod cli;
pub mod config;
pub mod demo;
pub mod failure;
pub mod house;
pub mod serve;
