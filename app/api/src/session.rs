//! Who is looking.

use crate::Fault;
use leptos::prelude::*;
use model::viewer::Viewer;

/// The shell's knowledge of the person and the project. Pages get it with the page (`ui::me()`); this reads it again.
#[server(name = Whoami, prefix = "/api", endpoint = "whoami")]
pub async fn whoami() -> Result<Viewer, Fault> {
    let (desk, actor) = crate::caller()?;
    Ok(desk.whoami(&actor).await?)
}

/// The path if it leads to a page of ours: no other host, no scheme, no trick with slashes.
pub fn local_path(path: &str) -> Option<&str> {
    let local = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    local.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_our_own_pages() {
        assert_eq!(local_path("/app/orders?x=1#y"), Some("/app/orders?x=1#y"));
        for bad in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "/\t/evil.example",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
