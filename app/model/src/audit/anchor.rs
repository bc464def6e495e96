//! A link of the chain, written so that a person can keep it: `guildhall-1:<project>:<seq>:<hash in hex>`.

use crate::{Problem, ProjectId, text};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// One link: its project, its place, and the SHA-256 that stands for everything up to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    pub project: ProjectId,
    pub seq: i64,
    /// 64 hex digits.
    pub hash: String,
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "guildhall-1:{}:{}:{}", self.project, self.seq, self.hash)
    }
}

impl FromStr for Anchor {
    type Err = Problem;
    fn from_str(text: &str) -> Result<Self, Problem> {
        let read = || {
            let mut parts = text.trim().strip_prefix("guildhall-1:")?.split(':');
            let (project, seq, hash) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?);
            let whole =
                parts.next().is_none() && seq > 0 && hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            whole.then(|| Self { project, seq, hash: hash.to_ascii_lowercase() })
        };
        read().ok_or_else(|| {
            Problem::invalid(
                "anchor",
                text!(
                    "This is not an anchor. It starts with “guildhall-1:” and was shown after an earlier check.",
                    "Das ist kein Anker. Er beginnt mit „guildhall-1:“ und wurde nach einer früheren Prüfung angezeigt."
                ),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_reads_back() {
        let anchor = Anchor { project: ProjectId(uuid::Uuid::from_u128(7)), seq: 12, hash: "ab".repeat(32) };
        assert_eq!(anchor.to_string().parse(), Ok(anchor.clone()));
        assert!("guildhall-1:x".parse::<Anchor>().is_err());
        assert!(anchor.to_string()[..90].parse::<Anchor>().is_err());
    }
}
