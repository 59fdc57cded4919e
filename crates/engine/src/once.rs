//! Row keys of what is sent with a name of its sender's: the same, sent twice under the same name,
//! has the same key and is one. What is sent anew has another.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The key of what was `said` under the name `once`; nothing without a name. Who says it and what
/// is said belong into `said`, so that nobody meets what others sent.
pub(crate) fn named(once: Option<&str>, said: &serde_json::Value) -> Option<Uuid> {
    let once = once.filter(|once| !once.is_empty())?;
    let digest = Sha256::digest(serde_json::json!([once, said]).to_string().as_bytes());
    let bytes = digest.iter().copied().take(16).collect::<Vec<u8>>().try_into().ok()?;
    Some(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
