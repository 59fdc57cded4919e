//! The keys of the house as values; they are read back with `row.parsed`, `row.uuid`, `row.int`.

use piket_core::key::{
    AgreementKey, ApplicationKey, CalendarKey, CheckKey, ClientKey, ComponentKey, IncidentId,
    MatrixKey, Number, PersonKey, RouteKey, SupplierKey,
};

use super::Value;

macro_rules! value_from_key {
    ($($key:ty),+ $(,)?) => {
        $(impl From<&$key> for Value {
            fn from(key: &$key) -> Self {
                Self::Text(key.as_str().to_owned())
            }
        }

        impl From<$key> for Value {
            fn from(key: $key) -> Self {
                Self::Text(key.into())
            }
        })+
    };
}

value_from_key!(
    AgreementKey,
    ApplicationKey,
    CalendarKey,
    CheckKey,
    ClientKey,
    ComponentKey,
    MatrixKey,
    PersonKey,
    RouteKey,
    SupplierKey,
);

impl From<IncidentId> for Value {
    fn from(id: IncidentId) -> Self {
        id.0.into()
    }
}

impl From<Number> for Value {
    /// A number beyond `i64` was never given out; it is kept as the highest, which finds nothing.
    fn from(number: Number) -> Self {
        Self::Int(i64::try_from(number.0).unwrap_or(i64::MAX))
    }
}
