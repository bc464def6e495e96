//! Passwords: argon2id (19 MiB, 2 passes, the values OWASP names), off the async threads, a few at a time.

use crate::Result;
use argon2::{
    Argon2,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use std::sync::LazyLock;
use tokio::{sync::Semaphore, task::spawn_blocking};

/// A burst of sign-ins must not take 19 MiB each for hundreds at once: the rest wait their turn.
static AT_ONCE: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));

/// A hash of no password: verifying against it takes as long as against a real one.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("a password that nobody has").unwrap_or_default());

pub async fn hash(password: String) -> Result<String> {
    let _turn = AT_ONCE.acquire().await.map_err(anyhow::Error::from)?;
    spawn_blocking(move || hash_now(&password)).await.map_err(anyhow::Error::from)?
}

/// Whether the password is right. Without a stored hash the answer is no, after the same time.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool> {
    let _turn = AT_ONCE.acquire().await.map_err(anyhow::Error::from)?;
    let right = spawn_blocking(move || {
        let exists = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let right = PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        right && exists
    })
    .await
    .map_err(anyhow::Error::from)?;
    Ok(right)
}

fn hash_now(password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&super::secrets::random_bytes()[..16])
        .map_err(|error| anyhow::anyhow!("salt: {error}"))?;
    let hash = Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map_err(|error| anyhow::anyhow!("argon2: {error}"))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_is_recognised_and_never_the_same_twice() {
        let one = hash("correct horse battery".into()).await.expect("hash");
        let two = hash("correct horse battery".into()).await.expect("hash");
        assert!(one.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{one}");
        assert_ne!(one, two);
        assert!(verify("correct horse battery".into(), Some(one.clone())).await.expect("verify"));
        assert!(!verify("Correct horse battery".into(), Some(one)).await.expect("verify"));
        assert!(!verify("a password that nobody has".into(), None).await.expect("verify"));
    }
}
