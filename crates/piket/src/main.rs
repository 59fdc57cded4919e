//! The program `piket`. Everything it can do is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    piket::cli::main()
}
