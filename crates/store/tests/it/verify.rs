//! Walking through everything.

use piket_store::incidents::IncidentRow;
use piket_store::verify::{self, Counts};

use crate::desk::{add_all, id, row};
use crate::engines::both_engines;

piket_store::statements! {
    LOSE_FACTS = "DELETE FROM fact WHERE incident_id = $1";
}

both_engines! {
    every_timeline_is_passed_once(home) {
        add_all(&home.store, (1..=5).map(row));
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = home.store
                .read_blocking(move |tx| verify::all_incident_ids(tx, after, 2)).unwrap();
            let Some(last) = page.last() else { break };
            after = Some(*last);
            seen.extend(page);
        }
        assert_eq!(seen, (1..=5).map(id).collect::<Vec<_>>());
    }

    a_row_without_a_timeline_is_found(home) {
        add_all(&home.store, (1..=3).map(row));
        let lost = |tx: &mut piket_store::ReadTx<'_>| verify::rows_without_facts(tx, None, 10);
        assert_eq!(home.store.read_blocking(lost), Ok(vec![]));
        home.store.write_blocking(|tx| tx.execute(LOSE_FACTS, piket_store::params![id(2)])).unwrap();
        assert_eq!(home.store.read_blocking(lost), Ok(vec![id(2)]));
    }

    everything_is_counted(home) {
        assert_eq!(home.store.read_blocking(verify::counts), Ok(Counts::default()));
        add_all(&home.store, [row(1), IncidentRow { is_open: false, ..row(2) }]);
        let counts = Counts { incidents: 2, open_incidents: 1, facts: 2, ..Counts::default() };
        assert_eq!(home.store.read_blocking(verify::counts), Ok(counts));
    }
}
