//! A field for files: drop or pick; what arrives travels with the form in hidden fields.

pub use crate::uploads::Uploaded;
use crate::{
    form::{Field, wire},
    icon::Icon,
    tr,
    uploads::{UploadLines, Uploads},
};
use leptos::{html, prelude::*};

/// A field for files. Each is sent at once; its id travels with the form as `name` (a list: end the name in `[]`).
#[component]
pub fn FileDrop(
    /// The hidden fields' name: `files[]` for several, `file` for one.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    /// Where to send: answers with [`Uploaded`] or problem+json.
    #[prop(default = "/files".to_owned(), into)]
    to: String,
    #[prop(into, optional)] help: String,
    /// For the file dialog: "image/*,.pdf". The server checks the content.
    #[prop(into, optional)]
    accept: Option<String>,
    #[prop(default = 25)] max_mb: u64,
    #[prop(optional)] multiple: bool,
    #[prop(optional)] optional: bool,
    /// The ids that are there, for pages that do not use the form.
    #[prop(into, optional)]
    on_change: Option<Callback<Vec<Uploaded>>>,
    /// The page shows what has arrived by itself: a finished file leaves the list once it was told.
    #[prop(optional)]
    hand_over: bool,
) -> impl IntoView {
    let help = if help.is_empty() { tr!("Up to {max_mb} MB each.", "Bis zu {max_mb} MB je Datei.") } else { help };
    let wiring = wire(name.trim_end_matches("[]"), true, None);
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let uploads = Uploads::new(to, max_mb, multiple, on_change, hand_over);
    let error = wiring.error;
    view! {
        <Field id=wiring.id.clone() label=label help=help error=error optional=optional>
            <div class="dropzone" class:dropzone-over=over
                on:dragover=move |ev| { ev.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=move |ev| {
                    ev.prevent_default();
                    over.set(false);
                    uploads.dropped(&ev);
                }
            >
                <Icon glyph=icondata::LuUpload class="size-5 text-muted" />
                <span>{tr!("Drop files here or", "Dateien hierher ziehen oder")}</span>
                <input
                    node_ref=input
                    class="dropzone-input"
                    type="file"
                    id=wiring.id
                    accept=accept
                    multiple=multiple
                    aria-describedby=wiring.describedby
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    on:change=move |_| if let Some(input) = input.get_untracked() {
                        uploads.picked(&input);
                    }
                />
            </div>
            <UploadLines uploads=uploads name=name />
        </Field>
    }
}

/// "1.4 MB", without floats.
pub fn bytes(size: u64) -> String {
    match size {
        0..1_000 => format!("{size} B"),
        1_000..1_000_000 => format!("{} kB", size.div_ceil(1_000)),
        _ => {
            let (whole, tenth) = (size / 1_000_000, size % 1_000_000 / 100_000);
            tr!("{whole}.{tenth} MB", "{whole},{tenth} MB")
        }
    }
}
