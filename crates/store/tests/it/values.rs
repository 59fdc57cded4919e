//! What is put in comes out again, the same from both engines.

use jiff::{Timestamp, civil};
use piket_store::sql::Value;
use piket_store::{Store, StoreError, params};
use uuid::Uuid;

use crate::engines::both_engines;
use crate::probe;

piket_store::statements! {
    PUT = "INSERT INTO probe (id, words, measure, truth, bytes) VALUES ($1, $2, $3, $4, $5)";
    GET = "SELECT id, words, measure, truth, bytes FROM probe ORDER BY id";
    TURNED = "INSERT INTO probe (words, id) VALUES ($2, $1)";
    TWICE = "SELECT id FROM probe WHERE id = $2 OR (id = $1 AND words = $3) OR id = $2";
    LISTED = "SELECT id FROM probe WHERE words IN (SELECT value FROM json_each($2)) AND id > $1
        ORDER BY id";
    TAKEN = "SELECT id FROM probe ORDER BY id LIMIT $1 /* for update skip locked */";
    KIND = "SELECT CAST($1 AS TEXT) AS words, CAST($2 AS BIGINT) AS number,
        CAST($3 AS BOOLEAN) AS truth";
    PATTERN = "SELECT id FROM probe WHERE words LIKE $1 ORDER BY id";
}

fn put(store: &Store, id: i64, values: [Value; 4]) {
    let [words, measure, truth, bytes] = values;
    let values = [Value::Int(id), words, measure, truth, bytes];
    store.write_blocking(move |tx| tx.execute(PUT, &values)).unwrap();
}

fn ids(store: &Store, sql: piket_store::sql::Sql, values: &[Value]) -> Vec<i64> {
    let values = values.to_vec();
    store.read_blocking(move |tx| tx.query(sql, &values, |row| row.int("id"))).unwrap()
}

both_engines! {
    every_kind_of_value_comes_back_as_it_went(home) {
        probe::create(&home.store);
        put(&home.store, i64::MIN, [
            Value::from("Grüße, 東京 🚨 'quoted' \\ $1"),
            Value::Real(-0.1),
            Value::Bool(true),
            Value::Bytes(vec![0, 1, 254, 255]),
        ]);
        put(&home.store, -1, [Value::Null, Value::Null, Value::Null, Value::Null]);
        put(&home.store, i64::MAX, [
            Value::from(""),
            Value::Real(2.0),
            Value::Bool(false),
            Value::Bytes(Vec::new()),
        ]);
        let rows = home.store.read_blocking(|tx| tx.query(GET, &[], |row| Ok((
            row.int::<i64>("id")?,
            row.opt_text("words")?,
            row.opt_real("measure")?,
            row.opt_bool("truth")?,
            row.opt_bytes("bytes")?,
        )))).unwrap();
        assert_eq!(rows, [
            (
                i64::MIN,
                Some("Grüße, 東京 🚨 'quoted' \\ $1".to_owned()),
                Some(-0.1),
                Some(true),
                Some(vec![0, 1, 254, 255]),
            ),
            (-1, None, None, None, None),
            (i64::MAX, Some(String::new()), Some(2.0), Some(false), Some(Vec::new())),
        ]);
    }

    keys_instants_and_days_come_back_as_they_went(home) {
        let id: Uuid = "0199a3b2-7c44-7d3e-9a60-0f1e2d3c4b5a".parse().unwrap();
        let at: Timestamp = "2026-03-29T01:59:59.999Z".parse().unwrap();
        let before: Timestamp = "1969-12-31T23:59:59.5Z".parse().unwrap();
        let on = civil::date(2026, 2, 28);
        for (at, truth) in [(at, Some(true)), (before, None)] {
            let row = home.store.read_blocking(move |tx| {
                tx.query_one(KIND, params![id, at, truth], |row| {
                    Ok((row.uuid(0)?, row.at("number")?, row.opt_bool("truth")?))
                })
            }).unwrap();
            assert_eq!(row, (id, at, truth));
        }
        let day = home.store.read_blocking(move |tx| {
            tx.query_one(KIND, params![on, 1, None::<bool>], |row| row.on("words"))
        }).unwrap();
        assert_eq!(day, on);
    }

    a_text_with_a_nul_is_kept_without_it(home) {
        let kept = home.store.read_blocking(|tx| {
            tx.query_one(KIND, params!["a\0b", 1, true], |row| row.text("words"))
        }).unwrap();
        assert_eq!(kept, "a\u{fffd}b");
    }

    parameters_are_told_by_number_and_not_by_order(home) {
        probe::create(&home.store);
        home.store.write_blocking(|tx| tx.execute(TURNED, params![7, "seven"])).unwrap();
        home.store.write_blocking(|tx| tx.execute(TURNED, params![8, "eight"])).unwrap();
        assert_eq!(ids(&home.store, TWICE, params![7, 99, "seven"]), [7]);
        assert_eq!(ids(&home.store, TWICE, params![99, 8, "seven"]), [8]);
    }

    a_wrong_number_of_parameters_is_refused_by_name(home) {
        probe::create(&home.store);
        for values in [params![1], params![1, "one", 2]] {
            let values = values.to_vec();
            let refused = home.store.write_blocking(move |tx| tx.execute(TURNED, &values));
            assert!(matches!(refused, Err(StoreError::Broken(why)) if why.contains("TURNED")));
        }
    }

    a_list_is_handed_over_as_json(home) {
        probe::create(&home.store);
        home.store.write_blocking(|tx| {
            for (id, words) in [(1, "one"), (2, "two"), (3, "three"), (4, "it's")] {
                probe::add(tx, id, words)?;
            }
            Ok::<_, StoreError>(())
        }).unwrap();
        assert_eq!(ids(&home.store, LISTED, params![1, r#"["one","three","it's"]"#]), [3, 4]);
        assert_eq!(ids(&home.store, LISTED, params![0, "[]"]), Vec::<i64>::new());
    }

    a_row_lock_is_understood(home) {
        probe::create(&home.store);
        let taken = home.store.write_blocking(|tx| {
            probe::add(tx, 1, "one")?;
            tx.query(TAKEN, params![10], |row| row.int::<i64>("id"))
        });
        assert_eq!(taken, Ok(vec![1]));
    }

    like_minds_capitals(home) {
        probe::create(&home.store);
        home.store.write_blocking(|tx| {
            probe::add(tx, 1, "Shop")?;
            probe::add(tx, 2, "shop")
        }).unwrap();
        assert_eq!(ids(&home.store, PATTERN, params!["Sh%"]), [1]);
    }

    what_cannot_be_read_names_its_column_and_statement(home) {
        let asked = |read: fn(&piket_store::sql::Row<'_>) -> Result<(), StoreError>| {
            let answer = home.store.read_blocking(move |tx| {
                tx.query_one(KIND, params![None::<&str>, 300, true], read)
            });
            match answer {
                Err(StoreError::Broken(why)) => why,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(asked(|row| row.text("words").map(drop)), "KIND: column words: is NULL");
        assert_eq!(
            asked(|row| row.text("number").map(drop)),
            "KIND: column number: wanted a text, found a whole number"
        );
        assert_eq!(
            asked(|row| row.int::<u8>("number").map(drop)),
            "KIND: column number: the number is out of range"
        );
        assert_eq!(asked(|row| row.text("name").map(drop)), "KIND: column name: is not there");
    }
}
