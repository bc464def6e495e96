//! Secrets at rest: AES-256-GCM under the installation's master key. What is sealed for one place opens at no other, so
//! a row copied to another project or gateway is worthless.

use crate::settings::MasterKey;
use aes_gcm::{
    Aes256Gcm, Key, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use anyhow::anyhow;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const NONCE: usize = 12;

/// Encrypts; `place` names where it belongs, like "gateway:<project>:stripe". Nonce first, then ciphertext and tag.
pub fn seal(key: &MasterKey, place: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
    // A fresh random nonce each time; far fewer than 2^32 seals ever happen under one key.
    let random = crate::identity::secrets::random_bytes();
    let nonce = &random[..NONCE];
    let sealed = cipher(key)
        .encrypt(Nonce::from_slice(nonce), Payload { msg: plain, aad: place.as_bytes() })
        .map_err(|_| anyhow!("could not encrypt"))?;
    Ok([nonce, &sealed].concat())
}

/// Decrypts what was sealed for the same place under the same key.
pub fn open(key: &MasterKey, place: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE).ok_or_else(|| anyhow!("the sealed value is too short"))?;
    cipher(key)
        .decrypt(Nonce::from_slice(nonce), Payload { msg: sealed, aad: place.as_bytes() })
        .map_err(|_| anyhow!("a stored secret does not open: was MASTER_KEY changed?"))
}

/// A secret that need not be stored, because it can be made again: for parties inside this house.
pub fn derive(key: &MasterKey, purpose: &str) -> String {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&key.0).expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn cipher(key: &MasterKey) -> Aes256Gcm {
    Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(&key.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_in_its_place_under_its_key() {
        let (key, other) = (MasterKey([1; 32]), MasterKey([2; 32]));
        let sealed = seal(&key, "gateway:a:stripe", b"sk_live_1").unwrap();
        assert_eq!(open(&key, "gateway:a:stripe", &sealed).unwrap(), b"sk_live_1");
        assert!(open(&key, "gateway:b:stripe", &sealed).is_err());
        assert!(open(&other, "gateway:a:stripe", &sealed).is_err());
        let mut bent = sealed.clone();
        bent[NONCE] ^= 1;
        assert!(open(&key, "gateway:a:stripe", &bent).is_err());
        assert!(open(&key, "gateway:a:stripe", b"short").is_err());
        assert_ne!(seal(&key, "gateway:a:stripe", b"sk_live_1").unwrap(), sealed, "the nonce is fresh");
        assert!(!sealed.windows(9).any(|w| w == b"sk_live_1"));
    }
}
