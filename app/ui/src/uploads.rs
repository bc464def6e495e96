//! Files on their way: whatever brings them (a field, a paste, a drop) they are sent at once, with a line each that
//! shows how far they are.

use crate::{file_drop::bytes, icon::Icon, progress::Progress, tr};
use leptos::prelude::*;
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
    /// A picture to look at meanwhile; it never leaves the browser.
    pub preview: Option<String>,
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

/// The files of one form that are on their way or there.
#[derive(Clone, Copy)]
pub struct Uploads {
    list: RwSignal<Vec<Sending>>,
    how: StoredValue<How>,
    tell: Callback<()>,
}

struct How {
    to: String,
    max_mb: u64,
    multiple: bool,
}

impl Uploads {
    /// `to` answers with [`Uploaded`] or a problem; `on_change` hears what is there. With `hand_over` the page shows what
    /// has arrived by itself: a finished file leaves the list once it was told.
    pub fn new(
        to: impl Into<String>,
        max_mb: u64,
        multiple: bool,
        on_change: Option<Callback<Vec<Uploaded>>>,
        hand_over: bool,
    ) -> Self {
        let list = RwSignal::new(Vec::<Sending>::new());
        let tell = Callback::new(move |()| {
            let Some(on_change) = on_change else { return };
            on_change.run(done(&list.get_untracked()));
            if hand_over {
                list.update(|list| list.retain(|file| !matches!(file.state.get_untracked(), SendState::Done(_))));
            }
        });
        Self { list, how: StoredValue::new(How { to: to.into(), max_mb, multiple }), tell }
    }

    /// Sends what a file field holds.
    pub fn picked(self, input: &web_sys::HtmlInputElement) {
        self.take(crate::browser::picked(input));
    }

    /// Sends what was dropped.
    pub fn dropped(self, ev: &leptos::ev::DragEvent) {
        self.take(crate::browser::dropped(ev));
    }

    /// Sends the files of a paste; `false` when it brought none.
    pub fn pasted(self, ev: &web_sys::ClipboardEvent) -> bool {
        let files = crate::browser::pasted(ev);
        let some = !files.is_empty();
        self.take(files);
        some
    }

    /// What has arrived.
    pub fn done(self) -> Vec<Uploaded> {
        done(&self.list.get_untracked())
    }

    /// Some are still on their way.
    pub fn under_way(self) -> bool {
        self.list.with(|list| list.iter().any(|file| matches!(file.state.get(), SendState::Under(_))))
    }

    /// None at all, not even failed ones.
    pub fn is_empty(self) -> bool {
        self.list.with(Vec::is_empty)
    }

    /// Forgets all lines; what has arrived stays on the server for whoever uses it.
    pub fn clear(self) {
        self.list.update(|list| list.drain(..).for_each(|file| forget(&file)));
    }

    fn take(self, files: Vec<crate::browser::Picked>) {
        for file in files {
            self.how.with_value(|how| {
                crate::browser::send(&how.to, file, how.max_mb, how.multiple, self.list, self.tell);
            });
        }
    }
}

fn forget(file: &Sending) {
    if let Some(preview) = &file.preview {
        crate::browser::forget_preview(preview);
    }
}

/// A line per file, with its hidden field.
#[component]
pub fn UploadLines(
    uploads: Uploads,
    /// The hidden fields' name; none for pages that do not use a form.
    #[prop(into, optional)]
    name: String,
) -> impl IntoView {
    let list = uploads.list;
    view! {
        <ul class="file-list" aria-label=tr!("Files", "Dateien")>
            <For each=move || list.get() key=|file| file.key let(file)>
                <FileLine file=file name=name.clone() list=list tell=uploads.tell />
            </For>
        </ul>
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
        SendState::Done(_) if name.is_empty() => ().into_any(),
        SendState::Done(file) => view! { <input type="hidden" name=name.clone() value=file.id /> }.into_any(),
        SendState::Failed(why) => view! { <p class="field-error" role="alert">{why}</p> }.into_any(),
    }
    };
    view! {
        <li class="file-line">
            {match file.preview.clone() {
                Some(src) => view! { <img class="file-thumb" src=src alt="" /> }.into_any(),
                None => view! { <Icon glyph=icondata::LuFileText class="size-5 text-muted" /> }.into_any(),
            }}
            <div class="min-w-0 flex-1">
                <p class="truncate text-sm">{file.name}<span class="text-muted tabular-nums">" · "{size}</span></p>
                {below}
            </div>
            <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label=tr!("Remove {title}", "{title} entfernen")
                on:click=move |_| {
                    list.update(|list| list.retain(|file| {
                        let stays = file.key != key;
                        if !stays {
                            forget(file);
                        }
                        stays
                    }));
                    tell.run(());
                }
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
