//! The tables as they are after all migrations: the same as the schema files say, and the same on
//! both engines.
//!
//! With `PIKET_REGENERATE=1` the files are written anew.

use std::fs;
use std::path::{Path, PathBuf};

use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::engines::{Home, Place};

/// The index of words is each engine's own, and the list of migrations is the migrator's.
fn is_ours(table: &str) -> bool {
    let table = table.split(':').next().unwrap_or_default();
    table != "search" && !table.starts_with("search_") && !table.starts_with("refinery")
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name)
}

#[expect(clippy::disallowed_methods, reason = "how whoever adds a migration asks for the files")]
fn is_regenerating() -> bool {
    std::env::var("PIKET_REGENERATE").is_ok_and(|wish| wish == "1")
}

#[track_caller]
fn assert_is_file(schema: &str, name: &str) {
    if is_regenerating() {
        fs::create_dir_all(file("")).unwrap();
        fs::write(file(name), schema).unwrap();
    }
    let written = fs::read_to_string(file(name)).unwrap_or_default();
    assert_eq!(schema, written, "schema/{name} is out of date: cargo xtask schema --write");
}

/// `text` in one line, without comments.
fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn sqlite() -> (Home, Connection) {
    let home = Home::on_sqlite();
    let Place::Folder(folder) = &home.place else { panic!("no folder") };
    let connection = Connection::open(folder.path().join("piket.db")).unwrap();
    (home, connection)
}

fn postgres() -> Option<(Home, Client)> {
    let home = Home::on_postgres()?;
    let client = Client::connect(&home.url, NoTls).unwrap();
    Some((home, client))
}

/// Every column as `table.column TYPE` and whether it must be told, in order.
fn sqlite_columns(connection: &Connection) -> Vec<String> {
    let columns = "SELECT t.name, c.name, c.type, c.\"notnull\" FROM sqlite_master t
        JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
    let mut columns = connection.prepare(columns).unwrap();
    let columns = columns
        .query_map([], |row| {
            let (table, name): (String, String) = (row.get(0)?, row.get(1)?);
            let (kind, must): (String, bool) = (row.get(2)?, row.get(3)?);
            Ok((is_ours(&table), told(&table, &name, &kind, must)))
        })
        .unwrap();
    let mut columns: Vec<_> =
        columns.map(Result::unwrap).filter(|(ours, _)| *ours).map(|(_, told)| told).collect();
    columns.sort();
    columns
}

fn postgres_columns(client: &mut Client) -> Vec<String> {
    let columns = "SELECT table_name::TEXT, column_name::TEXT, data_type::TEXT,
            is_nullable::TEXT = 'NO'
        FROM information_schema.columns WHERE table_schema = CURRENT_SCHEMA()";
    let columns = client.query(columns, &[]).unwrap();
    let columns = columns.iter().map(|row| {
        let (table, name): (&str, &str) = (row.get(0), row.get(1));
        (is_ours(table), told(table, name, row.get(2), row.get(3)))
    });
    let mut columns: Vec<_> = columns.filter(|(ours, _)| *ours).map(|(_, told)| told).collect();
    columns.sort();
    columns
}

fn told(table: &str, column: &str, kind: &str, must: bool) -> String {
    let must = if must { " NOT NULL" } else { "" };
    format!("{table}.{column} {}{must}", kind.to_uppercase())
}

/// The indexes that we made ourselves, by table.
fn sqlite_indexes(connection: &Connection) -> Vec<String> {
    let indexes = "SELECT tbl_name || ': ' || name FROM sqlite_master
        WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1";
    let mut indexes = connection.prepare(indexes).unwrap();
    let indexes = indexes.query_map([], |row| row.get::<_, String>(0)).unwrap();
    indexes.map(Result::unwrap).filter(|it| is_ours(it)).collect()
}

fn postgres_indexes(client: &mut Client) -> Vec<String> {
    let indexes = "SELECT i.tablename || ': ' || i.indexname FROM pg_indexes i
        WHERE i.schemaname = CURRENT_SCHEMA() AND NOT EXISTS (SELECT 1 FROM pg_constraint c
            WHERE c.conname = i.indexname AND c.connamespace = CURRENT_SCHEMA()::regnamespace)";
    let indexes = client.query(indexes, &[]).unwrap();
    let mut indexes: Vec<String> = indexes.iter().map(|row| row.get(0)).collect();
    indexes.retain(|it| is_ours(it));
    indexes.sort();
    indexes
}

#[test]
fn the_sqlite_schema_is_the_one_in_the_file() {
    let (_home, connection) = sqlite();
    let tables = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
            AND tbl_name NOT LIKE 'search_%' AND tbl_name NOT LIKE 'refinery%'
        ORDER BY tbl_name, type DESC, name";
    let mut tables = connection.prepare(tables).unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let schema: String = tables.map(|table| plain(&table.unwrap()) + ";\n").collect();
    assert_is_file(&schema, "sqlite.sql");
}

#[test]
fn the_postgresql_schema_is_the_one_in_the_file() {
    let Some((_home, mut client)) = postgres() else { return };
    let tables = "SELECT 'CREATE TABLE ' || c.relname || ' (' ||
            (SELECT string_agg(a.attname || ' ' || upper(format_type(a.atttypid, a.atttypmod)) ||
                    CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum)
                FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) ||
            coalesce((SELECT string_agg(', ' || pg_get_constraintdef(k.oid), ''
                    ORDER BY k.contype, k.conname)
                FROM pg_constraint k WHERE k.conrelid = c.oid), '') || ');'
            AS statement, c.relname::TEXT AS place, 0 AS part
        FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = CURRENT_SCHEMA()::regnamespace
            AND c.relname NOT LIKE 'refinery%'
        UNION ALL
        SELECT replace(pg_get_indexdef(i.indexrelid), CURRENT_SCHEMA() || '.', '') || ';',
            t.relname::TEXT, 1
        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
        WHERE t.relnamespace = CURRENT_SCHEMA()::regnamespace AND t.relname NOT LIKE 'refinery%'
            AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
        ORDER BY place, part, statement";
    let tables = client.query(tables, &[]).unwrap();
    let schema: String = tables.iter().map(|row| row.get::<_, String>(0) + "\n").collect();
    assert_is_file(&schema, "postgres.sql");
}

#[test]
fn both_schemas_have_the_same_tables_columns_and_indexes() {
    let (_file, connection) = sqlite();
    let Some((_server, mut client)) = postgres() else { return };
    assert_eq!(sqlite_columns(&connection), postgres_columns(&mut client));
    assert_eq!(sqlite_indexes(&connection), postgres_indexes(&mut client));
}
