//! How the engines go about it: what people and programs wait for is read off an index.
//!
//! Nothing is timed here; the engines are asked for their plans.

use std::collections::BTreeMap;

use piket_store::sql::{Sql, all_statements, dialect};
use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::engines::{Home, Place};

/// Statements that read a whole table, and why they may.
const READ_ALL: &[(&str, &str)] = &[
    ("CHECK_STATES", "all checks at the start, of which there are thousands at most"),
    ("CONFIG_ALL", "everything that was agreed, at the start and when it changed"),
    ("COUNTS", "for verify and move alone"),
    ("CREDENTIAL_ANY", "stops at the first row"),
    ("CREDENTIAL_HOLDERS", "people who can sign in, for a page of administrators"),
    ("FIGURES_MISSING", "once, after the upgrade that brought figures"),
    ("FEEDS", "the feeds of all calendars, a handful"),
    ("RECALCULATION_NEXT", "one row for each calendar that changed just now"),
    ("DRAFTS", "a handful"),
    ("ROWS_WITHOUT_FACTS", "for verify alone"),
    ("SECRETS", "a handful"),
    ("TIMELINES", "for verify and rebuild alone"),
    ("TOKENS", "a page of administrators"),
];

/// Statements that go along an index of the few rows that matter, or stop early on it.
const FROM_AN_INDEX: &[&str] = &[
    "DUE_NEXT",
    "OUTBOX_BACKLOG",
    "OUTBOX_FAILED_NUMBER",
    "OUTBOX_NEXT",
    "OUTBOX_RELEASE",
    "TIME_IN_DOUBT",
];

/// Which index answers which list, and its wish: `$5` to `$16`.
const LISTS: &[(&str, &str, [&str; 12])] = &[
    ("OF_PERSON", "incident_of_person", asked(0, "'person-5'")),
    ("OF_APPLICATION", "incident_of_application", asked(2, "'application-5'")),
    ("OF_NOBODY", "incident_of_nobody", asked(5, "FALSE")),
    ("LATE", "incident_late", asked(6, "TRUE")),
    ("UNANSWERED", "incident_unanswered", asked(7, "TRUE")),
    ("WAITING", "incident_waiting", asked(11, "'client'")),
    ("OF_CLOCK", "incident_of_clock", asked(10, "'paused'")),
    ("OF_CLIENT", "incident_of_client", asked(1, "'client-5'")),
    ("AT_STEP", "incident_at_step", asked(3, "'investigating'")),
    ("OF_PRIORITY", "incident_of_priority", asked(4, "5")),
    ("OPEN_ALL", "incident_open", ["NULL"; 12]),
    ("CLOSED_ALL", "incident_over", ["NULL"; 12]),
];

/// One wish and no other.
const fn asked(place: usize, wish: &'static str) -> [&'static str; 12] {
    let mut wishes = ["NULL"; 12];
    wishes[place] = wish;
    wishes
}

type List = &'static (&'static str, &'static str, [&'static str; 12]);

fn lists() -> Vec<(Sql, List)> {
    let lists = all_statements().into_iter().filter(|sql| {
        sql.file().ends_with("incidents/list.rs") || sql.file().ends_with("incidents/count.rs")
    });
    let list = |sql: &Sql| {
        let name = sql.name().trim_start_matches("COUNT_");
        LISTS.iter().find(|(list, ..)| name.ends_with(list)).unwrap()
    };
    lists.map(|sql| (sql, list(&sql))).collect()
}

fn sqlite() -> (Home, Connection) {
    let home = Home::on_sqlite();
    let Place::Folder(folder) = &home.place else { panic!("no folder") };
    let connection = Connection::open(folder.path().join("piket.db")).unwrap();
    (home, connection)
}

/// The steps in which SQLite answers.
fn steps(connection: &Connection, sql: Sql) -> Vec<String> {
    explained(connection, "EXPLAIN QUERY PLAN", sql, "detail")
}

/// A column of what SQLite says about a statement.
fn explained(connection: &Connection, how: &str, sql: Sql, column: &str) -> Vec<String> {
    let mut plan = connection.prepare(&format!("{how} {}", sql.sqlite())).unwrap();
    let mut rows = plan.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        lines.push(row.get(column).unwrap());
    }
    lines
}

/// Whether a step goes through a whole table (or a whole index), whatever it looks for.
fn reads_all(step: &str) -> bool {
    let is_search = step.contains("SCAN search VIRTUAL TABLE") && step.contains(":M");
    let passing = ["CONSTANT ROW", "json_each", "found"];
    step.starts_with("SCAN ") && !is_search && !passing.iter().any(|it| step.contains(it))
}

#[test]
fn sqlite_goes_through_a_whole_table_only_where_that_is_meant() {
    let (_home, connection) = sqlite();
    let reading: BTreeMap<_, _> = all_statements()
        .into_iter()
        .map(|sql| (sql.name(), steps(&connection, sql)))
        .filter(|(_, steps)| steps.iter().any(|step| reads_all(step)))
        .collect();
    let unmeant: Vec<_> = reading
        .iter()
        .filter(|(name, steps)| !FROM_AN_INDEX.contains(name) || steps.iter().any(|it| misses(it)))
        .filter(|(name, _)| !READ_ALL.iter().any(|(meant, _)| meant == *name))
        .collect();
    assert_eq!(unmeant, [], "these read whole tables");
}

/// Whether a step goes through a whole table without the help of an index.
fn misses(step: &str) -> bool {
    reads_all(step) && !step.contains("INDEX")
}

#[test]
fn sqlite_reads_every_list_off_its_index_in_order() {
    let (_home, connection) = sqlite();
    for (sql, (_, index, _)) in lists() {
        let steps = steps(&connection, sql);
        let search = format!("SEARCH incident USING INDEX {index} (");
        let covering = format!("SEARCH incident USING COVERING INDEX {index} (");
        assert!(
            steps.iter().any(|step| step.starts_with(&search) || step.starts_with(&covering)),
            "{}: {steps:?}",
            sql.name()
        );
        assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{}", sql.name());
    }
}

/// Twenty thousand incidents, most of them over, as PostgreSQL must see them to plan well.
const MANY: &str = "
    INSERT INTO incident (id, number, client_key, application_key, summary, ticket, step, priority,
        holder_party, holder_person, is_taken, client_waits, version, is_open, reported_at,
        changed_at, is_breached, sort_at, visited, clock_state, waiting_on, next_update_at,
        offer_until_at)
    SELECT 'id' || n, n, 'client-' || n % 40, 'application-' || n % 120, 'summary', 'incident',
        CASE WHEN n % 10 = 0 THEN 'investigating' ELSE 'closed' END, 1 + n % 5,
        'own:service_desk', 'person-' || n % 25, n % 3 > 0, n % 50 = 0, 5, n % 10 = 0, n, n,
        n % 70 = 0, n, '[]', CASE WHEN n % 20 = 0 THEN 'paused' ELSE 'running' END,
        CASE WHEN n % 20 = 0 THEN 'client' END, CASE WHEN n % 30 = 0 THEN n END,
        CASE WHEN n % 110 = 0 THEN n END
    FROM generate_series(1, 20000) AS n;
    INSERT INTO clock (incident_id, metric, cycle, state, limit_at, used_s, promised_s)
    SELECT 'id' || n, 'resolution', 0, CASE WHEN n % 10 = 0 THEN 'running' ELSE 'met' END, n, 0, 60
    FROM generate_series(1, 20000) AS n;
    INSERT INTO due (incident_id, due_at) SELECT 'id' || n, n FROM generate_series(1, 20000) AS n;
    INSERT INTO outbox (id, once, addressee, incident_id, channel, notice, state, attempts, next_at,
        created_at)
    SELECT 'id' || n, 'once' || n, 'person-' || n % 25, 'id' || n / 4, 'mail', '{}',
        CASE WHEN n % 100 = 0 THEN 'waiting' ELSE 'sent' END, 1, n, n
    FROM generate_series(1, 20000) AS n;
    ANALYZE;
    SET enable_seqscan = off;
    SET enable_sort = off;
";

/// How PostgreSQL answers when asked with these arguments, one line a step.
fn plan(client: &mut Client, sql: Sql, arguments: &[&str]) -> String {
    let text = dialect::for_postgres(sql.postgres());
    let arguments = arguments.join(", ");
    let arguments = if arguments.is_empty() { arguments } else { format!("({arguments})") };
    client.batch_execute(&format!("DEALLOCATE ALL; PREPARE it AS {text}")).unwrap();
    let rows = client.query(&format!("EXPLAIN EXECUTE it{arguments}"), &[]).unwrap();
    rows.iter().map(|row| row.get::<_, String>(0) + "\n").collect()
}

/// As many NULLs as the statement has parameters.
fn nulls(sql: Sql) -> Vec<&'static str> {
    let highest = (1..=30).rev().find(|number| sql.postgres().contains(&format!("${number}")));
    vec!["NULL"; highest.unwrap_or_default()]
}

#[test]
fn postgresql_reads_lists_and_work_off_indexes_in_order() {
    let Some(home) = Home::on_postgres() else { return };
    let mut client = Client::connect(&home.url, NoTls).unwrap();
    client.batch_execute(MANY).unwrap();
    let (least, most) = (i64::MIN.to_string(), i64::MAX.to_string());
    // With the wishes in sight, and without, which is how it plans after a while.
    for mode in ["force_custom_plan", "force_generic_plan"] {
        client.batch_execute(&format!("SET plan_cache_mode = {mode}")).unwrap();
        for (sql, (_, index, wishes)) in lists() {
            let start = if sql.name().contains("OPEN") { &least } else { &most };
            let page = [start.as_str(), "''", "51", most.as_str()];
            let plan = plan(&mut client, sql, &[&page, &wishes[..]].concat());
            let is_good =
                plan.contains(&format!("using {index} on incident")) && !plan.contains("Sort Key");
            assert!(is_good, "{}: {plan}", sql.name());
        }
    }
    let names = [
        "ALERT_FIND",
        "CORRECTIONS_DECIDED",
        "CORRECTIONS_WAITING",
        "DUE_BEFORE",
        "DUE_NEXT",
        "FACTS_OF",
        "FIGURES_BETWEEN",
        "FIGURE_OF",
        "FROZEN_LATEST",
        "FROZEN_VERSIONS",
        "INCIDENT_BY_NUMBER",
        "INCIDENT_CHANGE",
        "INCIDENT_ROW",
        "NOTES_OF",
        "OUTBOX_CLAIM",
        "OUTBOX_NEXT",
        "OUTBOX_RECENT",
        "ROLLUPS",
        "SESSION_FIND",
        "TIME_BY_INCIDENT_OF_CLIENT",
        "TIME_BY_PERSON_OF_CLIENT",
        "TIME_BY_PLACE_OF_CLIENT",
        "TIME_EXPORT",
        "TIME_IN_DOUBT",
        "TIME_RUNNING",
        "TIME_STEPS",
        "TOKEN_BY_SECRET",
    ];
    for name in names {
        let sql = statement(name);
        let plan = plan(&mut client, sql, &nulls(sql));
        assert!(!plan.contains("Seq Scan"), "{name}: {plan}");
    }
}

/// What runs out soon, and the index that knows.
const SOON: &[(&str, &str)] = &[
    ("CLOCKS_RUNNING_OUT", "clock_running_out"),
    ("CLOCKS_RUNNING_OUT_NUMBER", "clock_running_out"),
    ("WORDS_PROMISED", "incident_promised"),
    ("OFFERS_EXPIRING", "incident_offered"),
];

fn statement(name: &str) -> Sql {
    let found = all_statements().into_iter().find(|sql| sql.name() == name);
    found.unwrap_or_else(|| panic!("no statement is called {name}"))
}

#[test]
fn sqlite_reads_what_runs_out_soon_off_its_index_in_order() {
    let (_home, connection) = sqlite();
    for (name, index) in SOON {
        let steps = steps(&connection, statement(name));
        let is_read =
            |step: &String| step.contains("SEARCH") && step.contains(&format!("INDEX {index} ("));
        assert!(steps.iter().any(is_read), "{name}: {steps:?}");
        assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{name}: {steps:?}");
    }
}

#[test]
fn postgresql_reads_what_runs_out_soon_off_its_index_in_order() {
    let Some(home) = Home::on_postgres() else { return };
    let mut client = Client::connect(&home.url, NoTls).unwrap();
    client.batch_execute(MANY).unwrap();
    for (name, index) in SOON {
        let sql = statement(name);
        let arguments: &[&str] = match *name {
            "CLOCKS_RUNNING_OUT" => &["100", "900", "50", "''", "''"],
            _ => &["100", "900", "50"],
        };
        let plan = plan(&mut client, sql, arguments);
        let is_good = plan.contains(&format!("using {index} on")) && !plan.contains("Sort Key");
        assert!(is_good, "{name}: {plan}");
    }
}

/// What is written quietly, what writes the same in any case, and the indexes that it may touch.
const QUIET: &[(&str, &str, usize)] = &[
    // `incident_late`, because a breach comes at the end of hours in which nothing else changed.
    ("INCIDENT_CHANGE_QUIETLY", "INCIDENT_CHANGE", 1),
    ("CLOCK_PUT_QUIETLY", "CLOCK_PUT", 0),
    ("FIGURE_PUT_QUIETLY", "FIGURE_PUT", 0),
];

#[test]
fn sqlite_writes_a_row_quietly_without_its_indexes_and_minds_every_value() {
    let (_home, connection) = sqlite();
    for (quiet, whole, most) in QUIET {
        let quiet = statement(quiet);
        let codes = explained(&connection, "EXPLAIN", quiet, "opcode");
        let touched = codes.iter().filter(|code| *code == "IdxInsert").count();
        assert!(touched <= *most, "{}: {touched} indexes", quiet.name());
        let wanted: Vec<_> = parameters(statement(whole)).collect();
        assert_eq!(parameters(quiet).collect::<Vec<_>>(), wanted, "{}", quiet.name());
    }
}

/// The parameters of a statement, each once.
fn parameters(sql: Sql) -> impl Iterator<Item = usize> {
    let words = sql.sqlite().split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '$');
    let numbers: std::collections::BTreeSet<usize> =
        words.filter_map(|word| word.strip_prefix('$')?.parse().ok()).collect();
    numbers.into_iter()
}
