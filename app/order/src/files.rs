//! Files of a submission: a line each, with pictures and PDFs shown in place.

use leptos::prelude::*;
use model::files::{FileView, Preview};
use ui::prelude::*;

/// The files, previews first.
#[component]
pub fn FileList(files: Vec<FileView>) -> impl IntoView {
    if files.is_empty() {
        return ().into_any();
    }
    let pictures = files.iter().filter(|f| f.preview() == Some(Preview::Image)).cloned().map(picture).collect_view();
    let papers = files.iter().filter(|f| f.preview() == Some(Preview::Pdf)).cloned().map(paper).collect_view();
    let lines = files.into_iter().map(line).collect_view();
    view! {
        <div class="mt-3 grid gap-3 sm:grid-cols-2">{pictures}</div>
        {papers}
        <ul class="file-list mt-3" aria-label=tr!("Files", "Dateien")>{lines}</ul>
    }
    .into_any()
}

fn picture(file: FileView) -> impl IntoView {
    let name = file.name.clone();
    view! {
        <a href=file.preview_href() target="_blank" rel="noopener" class="block overflow-hidden rounded border border-line">
            <img src=file.preview_href() alt=tr!("Preview of {name}", "Vorschau von {name}") loading="lazy" class="h-48 w-full object-contain bg-base-200" />
        </a>
    }
}

fn paper(file: FileView) -> impl IntoView {
    let (name, href) = (file.name.clone(), file.preview_href());
    let open = RwSignal::new(false);
    view! {
        <details class="mt-3" on:toggle=move |_| open.set(true)>
            <summary class="link">{tr!("Preview of {name}", "Vorschau von {name}")}</summary>
            // fetched only when somebody looks
            {move || open.get().then(|| view! {
                <iframe class="mt-2 h-96 w-full rounded border border-line" src=href.clone() title=tr!("Preview of {name}", "Vorschau von {name}")></iframe>
            })}
        </details>
    }
}

fn line(file: FileView) -> impl IntoView {
    let name = file.name.clone();
    view! {
        <li class="file-line">
            <Icon glyph=glyph(&file.content_type) class="size-5 text-muted" />
            <span class="min-w-0 flex-1 truncate text-sm">{file.name.clone()}<span class="text-muted tabular-nums">" · "{file.size_words()}</span></span>
            <a class="btn btn-ghost btn-sm" href=file.href() download=file.name.clone() rel="external">
                <Icon glyph=icondata::LuDownload />{tr!("Download", "Herunterladen")}<span class="sr-only">" "{name}</span>
            </a>
        </li>
    }
}

fn glyph(content_type: &str) -> Glyph {
    match content_type.split('/').next().unwrap_or_default() {
        "image" => icondata::LuImage,
        "video" => icondata::LuFileVideo,
        "audio" => icondata::LuFileAudio,
        _ if content_type == "application/zip" => icondata::LuFileArchive,
        _ => icondata::LuFileText,
    }
}
