//! Choosing and sending files: drop or pick, real progress, a preview line per file, and the ids in hidden fields.

use crate::{
    form::{Field, wire},
    icon::Icon,
    progress::Progress,
    tr,
};
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};

/// What the server answers to an upload: `POST /files` with one multipart part named `file`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    pub id: String,
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The sniffed media type.
    #[serde(rename = "type")]
    pub media_type: String,
}

/// One file on its way or there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sending {
    pub key: u32,
    pub name: String,
    pub size: u64,
    pub state: RwSignal<SendState>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "files are only sent in a browser"))]
pub(crate) enum SendState {
    /// Percent.
    Under(u32),
    Done(Uploaded),
    Failed(String),
}

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
    let list = RwSignal::new(Vec::<Sending>::new());
    let over = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    let tell = Callback::new(move |()| {
        if let Some(tell) = on_change {
            tell.run(done(&list.get_untracked()));
            if hand_over {
                list.update(|list| list.retain(|file| !matches!(file.state.get_untracked(), SendState::Done(_))));
            }
        }
    });
    let take = StoredValue::new(move |files: Vec<crate::browser::Picked>| {
        for file in files {
            crate::browser::send(&to, file, max_mb, multiple, list, tell);
        }
    });
    let error = wiring.error;
    view! {
        <Field id=wiring.id.clone() label=label help=help error=error optional=optional>
            <div class="dropzone" class:dropzone-over=over
                on:dragover=move |ev| { ev.prevent_default(); over.set(true); }
                on:dragleave=move |_| over.set(false)
                on:drop=move |ev| {
                    ev.prevent_default();
                    over.set(false);
                    take.with_value(|take| take(crate::browser::dropped(&ev)));
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
                        take.with_value(|take| take(crate::browser::picked(&input)));
                    }
                />
            </div>
            <ul class="file-list">
                <For each=move || list.get() key=|file| file.key let(file)>
                    <FileLine file=file name=name.clone() list=list tell=tell />
                </For>
            </ul>
        </Field>
    }
}

#[component]
fn FileLine(file: Sending, name: String, list: RwSignal<Vec<Sending>>, tell: Callback<()>) -> impl IntoView {
    let (key, state, title) = (file.key, file.state, file.name.clone());
    let label = file.name.clone();
    let size = bytes(file.size);
    let below = move || {
        match state.get() {
        SendState::Under(percent) => {
            view! { <Progress percent=Some(percent) label=tr!("Uploading {label}", "{label} wird hochgeladen") bare=true /> }.into_any()
        }
        SendState::Done(file) => view! { <input type="hidden" name=name.clone() value=file.id /> }.into_any(),
        SendState::Failed(why) => view! { <p class="field-error" role="alert">{why}</p> }.into_any(),
    }
    };
    view! {
        <li class="file-line">
            <Icon glyph=icondata::LuFileText class="size-5 text-muted" />
            <div class="min-w-0 flex-1">
                <p class="truncate text-sm">{file.name}<span class="text-muted tabular-nums">" · "{size}</span></p>
                {below}
            </div>
            <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label=tr!("Remove {title}", "{title} entfernen")
                on:click=move |_| { list.update(|list| list.retain(|file| file.key != key)); tell.run(()); }
            >
                <Icon glyph=icondata::LuX />
            </button>
        </li>
    }
}

fn done(list: &[Sending]) -> Vec<Uploaded> {
    list.iter()
        .filter_map(|file| match file.state.get_untracked() {
            SendState::Done(file) => Some(file),
            _ => None,
        })
        .collect()
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
