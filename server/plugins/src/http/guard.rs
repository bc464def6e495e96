//! Keeps outbound calls out of the internal network (SSRF): by address where the URL names one, by resolved address
//! where it names a host. Only origins that the operator named in the environment may be internal.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};
use url::{Host, Url};

/// Which of the two clients may carry a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Public,
    Internal,
}

/// The origins that the operator allowed to be internal.
#[derive(Debug)]
pub struct Guard {
    internal: Vec<url::Origin>,
}

impl Guard {
    pub fn new(internal: &[Url]) -> Self {
        Self { internal: internal.iter().map(Url::origin).collect() }
    }

    /// Where the call goes, or why it must not.
    pub fn check(&self, url: &Url) -> Result<Side, String> {
        if self.internal.contains(&url.origin()) {
            return Ok(Side::Internal);
        }
        if url.scheme() != "https" {
            return Err("only https leaves this house".to_owned());
        }
        let fine = match url.host() {
            Some(Host::Ipv4(ip)) => is_public(IpAddr::V4(ip)),
            Some(Host::Ipv6(ip)) => is_public(IpAddr::V6(ip)),
            Some(Host::Domain(name)) => !name.trim_end_matches('.').eq_ignore_ascii_case("localhost"),
            None => false,
        };
        if fine { Ok(Side::Public) } else { Err("the address is internal".to_owned()) }
    }
}

/// Resolves names to public addresses only, so that a public name that points inside does not get through, not even
/// when it is re-pointed between a check and the call.
#[derive(Debug)]
pub struct PublicOnly;

impl PublicOnly {
    pub fn new() -> Arc<Self> {
        Arc::new(Self)
    }
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.filter(|a| is_public(a.ip())).collect();
            if found.is_empty() {
                return Err("the name has no public address".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// An address of the public internet: not loopback, private, link-local (cloud metadata), shared, multicast or reserved.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => public_v4(ip),
        IpAddr::V6(ip) => public_v6(ip),
    }
}

fn public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a, b, c) == (192, 0, 0))
}

fn public_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = ip.to_ipv4_mapped() {
        return public_v4(v4);
    }
    let first = ip.segments()[0];
    // Global unicast is 2000::/3; within it 2001:db8::/32 is documentation, 2002::/16 and 64:ff9b::/96 carry IPv4.
    (first & 0xe000) == 0x2000 && first != 0x2002 && !(first == 0x2001 && ip.segments()[1] == 0x0db8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_addresses_are_refused() {
        let guard = Guard::new(&[Url::parse("http://127.0.0.1:8420").unwrap()]);
        for bad in [
            "https://127.0.0.1/",
            "https://localhost/",
            "https://LOCALHOST./",
            "https://10.1.2.3/",
            "https://169.254.169.254/latest",
            "https://192.168.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://0.0.0.0/",
            "https://100.64.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "http://example.org/",
            "ftp://example.org/",
            "http://127.0.0.1:8421/",
        ] {
            assert!(guard.check(&Url::parse(bad).unwrap()).is_err(), "{bad} got through");
        }
        assert_eq!(guard.check(&Url::parse("http://127.0.0.1:8420/v1").unwrap()), Ok(Side::Internal));
        assert_eq!(guard.check(&Url::parse("https://api.stripe.com/v1").unwrap()), Ok(Side::Public));
        assert_eq!(guard.check(&Url::parse("https://8.8.8.8/").unwrap()), Ok(Side::Public));
    }
}
