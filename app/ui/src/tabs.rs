//! Tabs that are links: each has its own address, the Back button works, and so do new windows.

use leptos::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
    /// A count beside the label.
    pub count: Option<u64>,
}

impl Tab {
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current, count: None }
    }
    pub fn count(self, count: u64) -> Self {
        Self { count: Some(count), ..self }
    }
}

/// Tabs over the part of the page that they change; for filters by state as well.
#[component]
pub fn Tabs(
    /// What the tabs choose between, for screen readers.
    #[prop(into)]
    label: String,
    tabs: Vec<Tab>,
) -> impl IntoView {
    let items = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li>
                    <a href=tab.href class="tab-link" aria-current=tab.current.then_some("page")>
                        {tab.label}
                        {tab.count.map(|count| view! { <span class="tab-count">{count}</span> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="tab-bar" aria-label=label><ul>{items}</ul></nav> }
}

/// The real link to the next page of a list; keeps the filters of the address. Loads by itself when scrolled to
/// if `on_more` is given (the page then appends what it brings).
#[component]
pub fn NextPage(
    /// The cursor: `Page::next`.
    #[prop(into)]
    next: Signal<Option<String>>,
    #[prop(into, optional)] on_more: Option<Callback<String>>,
    #[prop(into, optional)] pending: Signal<bool>,
) -> impl IntoView {
    let here = crate::browser::here();
    let there = Memo::new(move |_| next.with(Option::is_some));
    let node = NodeRef::<leptos::html::A>::new();
    if let Some(more) = on_more {
        crate::browser::when_seen(node, next, move |cursor| more.run(cursor));
    }
    // one link for all pages: whoever stands on it with the keyboard stays there while the list grows above
    let href = move || with_query(&here.get(), "after", &next.get().unwrap_or_default());
    let press = move |ev: leptos::ev::MouseEvent| {
        if let (Some(more), Some(cursor)) = (on_more, next.get_untracked()) {
            ev.prevent_default();
            more.run(cursor);
        }
    };
    view! {
        <Show when=move || there.get()>
            <p class="next-page">
                <a node_ref=node class="btn btn-plain" href=href rel="next" aria-busy=move || pending.get().then_some("true") on:click=press>
                    {move || pending.get().then(|| view! { <span class="loading loading-spinner loading-xs" aria-hidden="true"></span> })}
                    {crate::tr!("Show more", "Mehr zeigen")}
                </a>
            </p>
        </Show>
    }
}

/// The address with one query value set (or, when empty, removed); every other filter stays, `after` restarts.
pub fn with_query(address: &str, key: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            !pair.is_empty() && name != key && name != "after"
        })
        .map(ToOwned::to_owned)
        .collect();
    if !value.is_empty() {
        pairs.push(format!("{key}={}", escape(value)));
    }
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

/// Percent-encodes a query value (RFC 3986 unreserved characters stay).
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_keeps_the_others_and_restarts_the_list() {
        assert_eq!(with_query("/orders?state=active&after=x", "q", "a b"), "/orders?state=active&q=a%20b");
        assert_eq!(with_query("/orders?q=1", "q", ""), "/orders");
        assert_eq!(with_query("/orders", "after", "c1"), "/orders?after=c1");
    }
}
