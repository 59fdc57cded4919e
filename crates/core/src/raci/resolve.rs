//! Which row counts: of the matrices that serve a place, the most specific one that has the row.
//!
//! A row is taken whole, never cell by cell, so a valid matrix gives valid rows. The supplier of the
//! component is put in by name, or its letters go to somebody of ours when there is none.

use serde::Serialize;

use super::{Activity, Cell, Letter, Level, Matrix, Row, default_rows};
use crate::key::{ApplicationKey, ClientKey, ComponentKey, MatrixKey};
use crate::party::Party;
use crate::priority::Nature;

/// Where something is the matter, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The client.
    pub client: Option<ClientKey>,
    /// The application.
    pub application: Option<ApplicationKey>,
    /// The component of the application.
    pub component: Option<ComponentKey>,
    /// The nature of the trouble.
    pub nature: Option<Nature>,
    /// The supplier of the component, if it has one.
    pub supplier: Option<Party>,
}

/// The row that counts, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resolved {
    /// The activity.
    pub activity: Activity,
    /// What each party is; [`Party::ComponentSupplier`] is no longer in it.
    pub row: Row,
    /// The matrix from which the row comes.
    pub matrix: MatrixKey,
    /// How specific that matrix is.
    pub level: Level,
    /// The more specific matrices that serve the place but leave this row to others.
    pub passed_over: Vec<MatrixKey>,
    /// What became of the supplier of the component.
    pub supplier: SupplierFate,
}

/// What became of [`Party::ComponentSupplier`] in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SupplierFate {
    /// The row does not name the supplier of the component.
    NotNamed,
    /// It is this supplier.
    Is {
        /// The supplier.
        party: Party,
        /// Whether the row named it as such too; then the heavier letters hold.
        named_twice: bool,
    },
    /// The component has no supplier.
    Absent {
        /// What the supplier would have been.
        letters: Cell,
        /// Who does it instead, if nobody else was responsible.
        responsible: Option<Party>,
        /// Who answers for it instead, if the supplier would have.
        accountable: Option<Party>,
    },
}

/// The row for `activity` at `place`; nothing if no matrix has one.
pub fn resolve(matrices: &[&Matrix], place: &Place, activity: Activity) -> Option<Resolved> {
    let mut serving: Vec<&Matrix> =
        matrices.iter().copied().filter(|matrix| serves(matrix, place)).collect();
    serving.sort_by_key(|matrix| rank(matrix));
    let mut passed_over = Vec::new();
    for matrix in serving {
        let Some(row) = matrix.row(activity) else {
            passed_over.push(matrix.key.clone());
            continue;
        };
        let (row, supplier) = with_supplier(row.clone(), activity, place.supplier.as_ref());
        return Some(Resolved {
            activity,
            row,
            matrix: matrix.key.clone(),
            level: matrix.level(),
            passed_over,
            supplier,
        });
    }
    None
}

/// Whether everything that the matrix asks for is so at this place.
fn serves(matrix: &Matrix, place: &Place) -> bool {
    fn agrees<T: PartialEq>(asked: Option<&T>, is: Option<&T>) -> bool {
        asked.is_none() || asked == is
    }
    // A component is one of an application; without it the name means nothing.
    let component_is_known = matrix.component.is_none() || matrix.application.is_some();
    component_is_known
        && agrees(matrix.client.as_ref(), place.client.as_ref())
        && agrees(matrix.application.as_ref(), place.application.as_ref())
        && agrees(matrix.component.as_ref(), place.component.as_ref())
        && agrees(matrix.nature.as_ref(), place.nature.as_ref())
}

/// The most specific comes first. Within a level the narrower scope does; the key only settles what
/// two equal scopes would leave open, so that the answer never depends on the order of a list.
fn rank(matrix: &Matrix) -> (Level, bool, bool, MatrixKey) {
    let (no_application, no_client) = (matrix.application.is_none(), matrix.client.is_none());
    (matrix.level(), no_application, no_client, matrix.key.clone())
}

fn with_supplier(
    mut row: Row,
    activity: Activity,
    supplier: Option<&Party>,
) -> (Row, SupplierFate) {
    let Some(cell) = row.remove(&Party::ComponentSupplier) else {
        return (row, SupplierFate::NotNamed);
    };
    match supplier.filter(|party| **party != Party::ComponentSupplier) {
        Some(party) => {
            let named_twice = add(&mut row, party.clone(), &cell);
            (row, SupplierFate::Is { party: party.clone(), named_twice })
        }
        None => without_supplier(row, activity, cell),
    }
}

/// Gives what nobody has any more to our own people: an absent supplier must not leave a row
/// without somebody who does it and somebody who answers for it.
fn without_supplier(mut row: Row, activity: Activity, letters: Cell) -> (Row, SupplierFate) {
    let responsible = row.responsible().is_empty().then(|| own_doer(activity));
    if let Some(party) = &responsible {
        add(&mut row, party.clone(), &Cell::of(Letter::Responsible));
    }
    let accountable = letters.has(Letter::Accountable).then_some(Party::IncidentManager);
    if let Some(party) = &accountable {
        add(&mut row, party.clone(), &Cell::of(Letter::Accountable));
    }
    (row, SupplierFate::Absent { letters, responsible, accountable })
}

/// Our own team that does this by default; the service desk where a supplier would.
fn own_doer(activity: Activity) -> Party {
    let rows = default_rows();
    let responsible = rows.get(&activity).map(Row::responsible).unwrap_or_default();
    let own = responsible.into_iter().find(|party| party.is_own());
    own.cloned().unwrap_or(Party::ServiceDesk)
}

/// Adds what a party is to what it was; says whether it was anything.
fn add(row: &mut Row, party: Party, cell: &Cell) -> bool {
    let before = row.remove(&party);
    let was_named = before.is_some();
    row.set(party, before.map_or(cell.clone(), |before| before.merged_with(cell)));
    was_named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raci::example::{matrix, nordhost, row};

    const DESK: &str = "own:service_desk=R own:development=I own:incident_manager=A \
                        client:product_owner=I";

    fn scoped(key: &str, scope: &str, rows: &[Activity]) -> Matrix {
        let mut matrix: Matrix =
            toml::from_str(&format!("key = {key:?}\nname = {key:?}\n{scope}")).unwrap();
        matrix.rows = rows.iter().map(|activity| (*activity, row(DESK))).collect();
        matrix
    }

    fn webshop() -> Place {
        Place {
            client: Some("molen".parse().unwrap()),
            application: Some("webshop".parse().unwrap()),
            component: Some("server".parse().unwrap()),
            nature: Some(Nature::Outage),
            supplier: Some(nordhost()),
        }
    }

    fn ladder(rows: &[Activity]) -> Vec<Matrix> {
        let component = "application = \"webshop\"\ncomponent = \"server\"";
        vec![
            matrix(),
            scoped("client", "client = \"molen\"", rows),
            scoped("application", "application = \"webshop\"", rows),
            scoped("nature", "application = \"webshop\"\nnature = \"outage\"", rows),
            scoped("component", component, rows),
            scoped("both", &format!("{component}\nnature = \"outage\""), rows),
        ]
    }

    fn winner(matrices: &[Matrix], place: &Place) -> (String, Level) {
        let matrices: Vec<_> = matrices.iter().collect();
        let resolved = resolve(&matrices, place, Activity::AssignHolder).unwrap();
        (resolved.matrix.to_string(), resolved.level)
    }

    #[test]
    fn the_most_specific_matrix_wins_at_every_level() {
        let mut matrices = ladder(&[Activity::AssignHolder]);
        for (key, level) in [
            ("both", Level::ComponentAndNature),
            ("component", Level::Component),
            ("nature", Level::Nature),
            ("application", Level::Application),
            ("client", Level::Client),
            ("default", Level::Organisation),
        ] {
            assert_eq!(winner(&matrices, &webshop()), (key.to_owned(), level));
            matrices.pop();
        }
        assert_eq!(resolve(&[], &webshop(), Activity::AssignHolder), None);
    }

    #[test]
    fn a_matrix_for_elsewhere_does_not_count() {
        let matrices = ladder(&[Activity::AssignHolder]);
        let other = Place { application: Some("intranet".parse().unwrap()), ..webshop() };
        assert_eq!(winner(&matrices, &other).0, "client");
        let slow = Place { nature: Some(Nature::Performance), ..webshop() };
        assert_eq!(winner(&matrices, &slow).0, "component");
        assert_eq!(winner(&matrices, &Place::default()).0, "default");
    }

    #[test]
    fn a_matrix_without_the_row_is_passed_over_and_that_is_told() {
        let matrices = ladder(&[Activity::VerifyInProduction]);
        let matrices: Vec<_> = matrices.iter().collect();

        let resolved = resolve(&matrices, &webshop(), Activity::AssignHolder).unwrap();

        assert_eq!(resolved.matrix.as_str(), "default");
        let passed: Vec<_> = resolved.passed_over.iter().map(MatrixKey::as_str).collect();
        assert_eq!(passed, ["both", "component", "nature", "application", "client"]);
    }

    #[test]
    fn within_a_level_the_narrower_scope_wins_whatever_the_order() {
        let rows = [Activity::AssignHolder];
        let everywhere = scoped("a-outage", "nature = \"outage\"", &rows);
        let client = scoped("b-outage", "client = \"molen\"\nnature = \"outage\"", &rows);
        let here = scoped("c-outage", "application = \"webshop\"\nnature = \"outage\"", &rows);
        let mut matrices = vec![everywhere, client, here];
        assert_eq!(winner(&matrices, &webshop()).0, "c-outage");
        matrices.reverse();
        assert_eq!(winner(&matrices, &webshop()).0, "c-outage");
        matrices.remove(0);
        assert_eq!(winner(&matrices, &webshop()).0, "b-outage");
    }

    #[test]
    fn the_supplier_of_the_component_is_called_by_its_name() {
        let resolved = resolve(&[&matrix()], &webshop(), Activity::SupplyEvidence).unwrap();

        assert_eq!(resolved.row.responsible(), [&nordhost()]);
        assert_eq!(resolved.row.cell(&Party::ComponentSupplier), None);
        let fate = SupplierFate::Is { party: nordhost(), named_twice: false };
        assert_eq!(resolved.supplier, fate);
    }

    #[test]
    fn a_supplier_that_is_named_twice_keeps_the_heavier_letter() {
        let mut both = matrix();
        both.rows.insert(
            Activity::Investigate,
            row(&format!("{DESK} supplier:*=C supplier:nordhost=I")),
        );

        let resolved = resolve(&[&both], &webshop(), Activity::Investigate).unwrap();

        assert_eq!(resolved.row, row(&format!("{DESK} supplier:nordhost=C")));
        let fate = SupplierFate::Is { party: nordhost(), named_twice: true };
        assert_eq!(resolved.supplier, fate);
    }

    #[test]
    fn without_a_supplier_its_letters_are_dropped() {
        let ours = Place { supplier: None, ..webshop() };
        let resolved = resolve(&[&matrix()], &ours, Activity::EngageSupplier).unwrap();

        assert_eq!(resolved.row.responsible(), [&Party::ServiceDesk]);
        let letters = Cell::of(Letter::Responsible);
        let fate = SupplierFate::Absent { letters, responsible: None, accountable: None };
        assert_eq!(resolved.supplier, fate);
    }

    #[test]
    fn without_a_supplier_our_own_team_does_what_nobody_else_would() {
        let ours = Place { supplier: None, ..webshop() };
        let mut supplier_does_all = matrix();
        supplier_does_all.rows.insert(
            Activity::BuildFix,
            row("supplier:*=R/A own:development=I own:incident_manager=I client:product_owner=I"),
        );
        let at = |activity| resolve(&[&supplier_does_all], &ours, activity).unwrap();

        assert_eq!(at(Activity::SupplyEvidence).row.responsible(), [&Party::ServiceDesk]);
        let build = at(Activity::BuildFix);
        assert_eq!(
            build.row,
            row("own:development=R own:incident_manager=A client:product_owner=I")
        );
        let fate = SupplierFate::Absent {
            letters: "R/A".parse().unwrap(),
            responsible: Some(Party::Development),
            accountable: Some(Party::IncidentManager),
        };
        assert_eq!(build.supplier, fate);
    }
}
