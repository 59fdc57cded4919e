//! What goes wrong around Piket: clocks that jump, a full disk, a PostgreSQL that is away, texts
//! that mean harm. A clear answer each, nothing lost, and it goes on by itself.

mod clocks;
mod hostile;
mod storage;
