//! Registered statements: SQL text that a test has prepared on both engines.
//!
//! There is no other way to reach a database than with a [`Sql`], and no other way to make one
//! than `statements!`, so text is never built at run time.

/// One SQL text for both engines, known by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql {
    name: &'static str,
    file: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl Sql {
    /// Used by `statements!` alone.
    #[doc(hidden)]
    pub const fn registered(
        name: &'static str,
        file: &'static str,
        sqlite: &'static str,
        postgres: &'static str,
    ) -> Self {
        Self { name, file, sqlite, postgres }
    }

    /// The name by which errors call the statement.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The source file that registered it.
    pub fn file(self) -> &'static str {
        self.file
    }

    /// The text as written for SQLite, which is the text as written unless the dialects part.
    pub fn sqlite(self) -> &'static str {
        self.sqlite
    }

    /// The text as written for PostgreSQL, before [`super::dialect::for_postgres`].
    pub fn postgres(self) -> &'static str {
        self.postgres
    }
}

/// Registers the statements of a file as constants, and all of them together as `ALL`.
///
/// ```
/// piket_store::statements! {
///     /// One client by its key.
///     CLIENT_BY_ID = "SELECT name FROM client WHERE id = $1";
/// }
/// assert_eq!(ALL.len(), 1);
/// assert_eq!(CLIENT_BY_ID.name(), "CLIENT_BY_ID");
/// ```
///
/// Where the dialects cannot be brought together, `NAME = "for SQLite", "for PostgreSQL";` gives
/// each its own text; that form belongs into `sql/dialect.rs` only.
#[macro_export]
macro_rules! statements {
    ($($(#[$meta:meta])* $vis:vis $name:ident = $text:expr $(, $postgres:expr)?;)+) => {
        $(
            $(#[$meta])*
            $vis const $name: $crate::sql::Sql =
                $crate::statements!(@one $name, $text $(, $postgres)?);
        )+
        /// Every statement of this file.
        pub(crate) const ALL: &[$crate::sql::Sql] = &[$($name),+];
        const _: &[$crate::sql::Sql] = ALL; // tests need not list theirs
    };
    (@one $name:ident, $text:expr) => { $crate::statements!(@one $name, $text, $text) };
    (@one $name:ident, $sqlite:expr, $postgres:expr) => {
        $crate::sql::Sql::registered(stringify!($name), file!(), $sqlite, $postgres)
    };
}
