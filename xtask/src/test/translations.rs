//! Finds texts in `view!` that have one language only. The compiler proves that `tr!` has both; this finds what does
//! not go through it.
//!
//! A small scanner, not a parser of Rust. It knows strings, comments and brackets, follows tags inside `view!`, and
//! reports, when a letter is in it:
//! - a text node: `<p>"Save"</p>`, `<p>Save</p>`;
//! - a bare literal of a block among children: `{"Save"}`, `{if done { "Yes" } else { "No" }}`;
//! - `format!` in such a block, when letters stand outside of its braces and it is no path;
//! - a literal in an attribute that people read or hear: see [`READ_ATTRIBUTES`].
//!
//! One word with `@`, `://` or `/` in it is an address, a path or a time zone: the same everywhere.
//!
//! It does not see texts that reach a view through a variable or a function. Names that are the same in every language
//! carry `// same in every language` on their line.

use std::{fs, path::Path};

use anyhow::{Result, bail};

use super::{scanner::Scanner, sql_cache::rust_files};

/// Attributes and properties whose value is shown or read out.
pub const READ_ATTRIBUTES: [&str; 12] = [
    "placeholder",
    "title",
    "alt",
    "aria-label",
    "aria-description",
    "label",
    "heading",
    "subtitle",
    "hint",
    "help",
    "caption",
    "confirm",
];

const EXEMPT: &str = "same in every language";

/// A text with one language only.
#[derive(Debug, PartialEq)]
pub struct Finding {
    pub line: usize,
    pub text: String,
}

/// Scans `app/**/*.rs`.
pub fn check(root: &Path) -> Result<()> {
    let mut files = Vec::new();
    rust_files(&root.join("app"), &mut files)?;
    // What a test renders, nobody reads.
    files.retain(|file| !file.components().any(|part| part.as_os_str() == "tests"));
    let mut count = 0;
    for file in &files {
        for finding in scan(&fs::read_to_string(file)?) {
            let name = file.strip_prefix(root).unwrap_or(file).display();
            eprintln!("  {name}:{}: {:?} is not translated", finding.line, finding.text);
            count += 1;
        }
    }
    if count > 0 {
        bail!("{count} texts have one language only: use tr!(\"English\", \"Deutsch\")");
    }
    eprintln!("  {} files", files.len());
    Ok(())
}

/// The findings of one file, without the exempt lines.
pub fn scan(source: &str) -> Vec<Finding> {
    let lines: Vec<&str> = source.lines().collect();
    let mut found = Scanner::new(source).run();
    found.retain(|finding| !is_address(&finding.text));
    found.retain(|finding| !lines.get(finding.line - 1).is_some_and(|line| line.contains(EXEMPT)));
    found
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && ["@", "://", "/"].iter().any(|sign| text.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::{Finding, scan};

    fn texts(source: &str) -> Vec<String> {
        scan(source).into_iter().map(|finding| finding.text).collect()
    }

    #[test]
    fn finds_text_nodes() {
        assert_eq!(texts(r#"view! { <p>"Save"</p> }"#), ["Save"]);
        assert_eq!(texts("fn f() { view! { <p>Save me</p> } }"), ["Save", "me"]);
        assert_eq!(texts(r##"view! { <p class="a"><b>r#"Say "x""#</b></p> }"##), [r#"Say "x""#]);
        assert_eq!(texts(r#"view! { <p>" · "{n}"→ 12"</p> }"#), [""; 0]);
        assert_eq!(texts("view! { <p>12 — 3</p> }"), [""; 0]);
    }

    #[test]
    fn finds_bare_literals_in_blocks() {
        assert_eq!(texts(r#"view! { <p>{"Save"}</p> }"#), ["Save"]);
        assert_eq!(texts(r#"view! { <p>{move || if a == "x" { "Yes" } else { "No" }}</p> }"#), ["Yes", "No"]);
        assert_eq!(
            texts(r#"view! { <p>{match s { "open" => "Open", "shut" | "x" => tr!("Shut", "Zu") }}</p> }"#),
            ["Open"]
        );
        assert_eq!(texts(r#"view! { <p>{let a = "x"; count("orders")}</p> }"#), [""; 0]);
        assert_eq!(
            texts(r#"view! { <p>{format!("{n} orders")}{format!("/orders/{id}")}{format!("{a}-{b}")}</p> }"#),
            ["{n} orders"]
        );
    }

    #[test]
    fn accepts_translated_texts() {
        assert_eq!(texts(r#"view! { <p>{tr!("Save", "Speichern")}</p> }"#), [""; 0]);
        assert_eq!(
            texts(r#"view! { <Title text=tr!("Orders", "Aufträge")/> <A href="/x">{tr!("A", "B")}</A> }"#),
            [""; 0]
        );
        assert_eq!(texts("view! { <p>\"PayPal\"</p> // same in every language\n }"), [""; 0]);
    }

    #[test]
    fn finds_attributes_that_people_read() {
        assert_eq!(
            texts(r#"view! { <input placeholder="Search" class="grow" aria-label={"Find"}/> }"#),
            ["Search", "Find"]
        );
        assert_eq!(texts(r#"view! { <img alt="" title=tr!("A", "B") data-label="x"/> }"#), [""; 0]);
        assert_eq!(texts(r#"view! { <Field label="Name" name="name" prop:value=move || v.get()/> }"#), ["Name"]);
    }

    #[test]
    fn knows_where_a_tag_ends() {
        let source = r#"view! {
            <Load from=list view=move |rows: Vec<Row>| view! { <b>"All"</b> }.into_any() />
            <Stat note=move || if late > 0 { tr!("a", "b") } else { tr!("c", "d") }
            >{late}</Stat>
        }"#;
        assert_eq!(texts(source), ["All"]);
    }

    #[test]
    fn follows_nested_views_and_code() {
        let source = r#"
            fn page<'a>(x: &'a str) -> impl IntoView {
                let c = 'x'; // view! { <p>"comment"</p> }
                let s = "view! { <p>\"string\"</p> }";
                view! {
                    <Show when=move || n.get() fallback=|| view! { <i>"None"</i> }>
                        <a on:click=move |_| { if a > b { go("home") } } href="/">{children()}</a>
                    </Show>
                    <!-- "note" -->
                    {items.iter().map(|i| view! { <li>"Item "{i.name}</li> }).collect_view()}
                    "End"
                }
            }
            const AFTER: &str = "outside";
        "#;
        let found = scan(source);
        let lines: Vec<usize> = found.iter().map(|finding| finding.line).collect();
        assert_eq!(texts(source), ["None", "Item ", "End"]);
        assert_eq!(lines, [6, 10, 11]);
        assert_eq!(found[0], Finding { line: 6, text: "None".into() });
    }
}
