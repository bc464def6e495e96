//! Random tokens, and how they are compared and stored.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

/// 256 random bits from the operating system.
pub fn random_bytes() -> [u8; 32] {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// 256 random bits as 43 characters that fit a cookie and an address.
pub fn token() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random_bytes())
}

/// What is stored of a token: enough to recognise it, nothing to use it.
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// An id for a request: 16 characters, random.
pub fn short_id() -> String {
    hex::encode(&random_bytes()[..8])
}

/// Compares without telling by its time how much was right.
pub fn same(given: &[u8], wanted: &[u8]) -> bool {
    let digest = |text: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"compare").expect("HMAC takes keys of any length");
        mac.update(text);
        mac
    };
    let wanted = digest(wanted).finalize().into_bytes();
    digest(given).verify_slice(&wanted).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_fit_a_cookie() {
        let (one, two) = (token(), token());
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        assert!(one.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    }

    #[test]
    fn comparing() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"", b"abc"));
    }
}
