//! Pictures, and what search engines read.

use super::state::Wizard;
use leptos::prelude::*;
use model::{FileId, catalogue::MediaDraft};
use ui::{file_drop::Uploaded, prelude::*};

#[component]
pub fn Media(wizard: Wizard) -> impl IntoView {
    let drawn = wizard.page.with_value(|page| page.cover.clone());
    let take = Callback::new(move |files: Vec<Uploaded>| {
        let ids: Vec<FileId> = files.iter().filter_map(|file| file.id.parse().ok()).collect();
        let fresh = wizard.draft.with_untracked(|draft| {
            ids.into_iter().filter(|id| !draft.media.iter().any(|picture| picture.file == *id)).collect::<Vec<_>>()
        });
        if !fresh.is_empty() {
            wizard.change_rows(|draft| {
                // the first picture becomes the main one
                draft.cover = draft.cover.or(fresh.first().copied());
                draft.media.extend(fresh.into_iter().map(|file| MediaDraft { file, alt: String::new() }));
            });
        }
    });
    let rows = move || {
        wizard.rows.track();
        let count = wizard.draft.with_untracked(|draft| draft.media.len());
        (0..count).map(|index| view! { <PictureRow wizard=wizard index=index /> }).collect_view()
    };
    let cover =
        move || wizard.draft.with(|draft| model::catalogue::cover_url("", draft.cover)).replace("/covers/.svg", &drawn);
    let own = move || wizard.draft.with(|draft| draft.cover.is_some());
    view! {
        <div class="grid gap-4 sm:grid-cols-2">
            <img class="gallery-main" src=cover alt=tr!("The main picture", "Das Hauptbild") width="640" height="400" />
            <p class="text-sm text-muted">
                {move || if own() {
                    tr!("This is your main picture: it stands in lists and on top of the page.", "Das ist Ihr Hauptbild: Es steht in Listen und oben auf der Seite.")
                } else {
                    tr!("We draw a picture for each product. Your own work sells better: add pictures of it.", "Wir zeichnen für jedes Produkt ein Bild. Ihre eigene Arbeit verkauft besser: Fügen Sie Bilder davon hinzu.")
                }}
            </p>
        </div>
        <FileDrop name="media[]" label=tr!("Pictures", "Bilder") help=tr!("PNG, JPEG, WebP or GIF; 1,200 × 750 looks best. At most 12.", "PNG, JPEG, WebP oder GIF; 1.200 × 750 sieht am besten aus. Höchstens 12.") to="/files?purpose=media" accept="image/png,image/jpeg,image/webp,image/gif" multiple=true optional=true hand_over=true on_change=take />
        <div class="flex flex-col gap-3">{rows}</div>
    }
}

#[component]
fn PictureRow(wizard: Wizard, index: usize) -> impl IntoView {
    let Some(file) = wizard.draft.with_untracked(|draft| draft.media.get(index).map(|picture| picture.file)) else {
        return ().into_any();
    };
    let alt = wizard.text(move |draft| draft.media.get_mut(index).map(|picture| &mut picture.alt));
    let is_cover = move || wizard.draft.with(|draft| draft.cover == Some(file));
    let make_cover = Callback::new(move |()| wizard.draft.update(|draft| draft.cover = Some(file)));
    let remove = Callback::new(move |()| {
        wizard.change_rows(|draft| {
            draft.media.retain(|picture| picture.file != file);
            if draft.cover == Some(file) {
                draft.cover = draft.media.first().map(|picture| picture.file);
            }
        });
    });
    let n = index + 1;
    let last = wizard.draft.with_untracked(|draft| draft.media.len()) == n;
    let shift = move |up| Callback::new(move |()| wizard.move_row(|draft| &mut draft.media, index, up));
    view! {
        <div class="row-card sm:flex-row sm:items-start">
            <img class="cart-picture" src=model::catalogue::cover_url("", Some(file)) alt="" width="88" height="55" loading="lazy" />
            <div class="min-w-0 flex-1">
                <TextInput name=format!("media[{index}][alt]") label=tr!("What picture {n} shows", "Was Bild {n} zeigt") help=tr!("For people who can't see it.", "Für Menschen, die es nicht sehen.") optional=true bind=alt maxlength=200 />
            </div>
            <div class="flex flex-wrap gap-1">
                {move || if is_cover() {
                    view! { <Chip tone=Tone::Brand label=tr!("Main picture", "Hauptbild") /> }.into_any()
                } else {
                    view! { <Button look=Look::Quiet size=Size::Small on_press=make_cover>{tr!("Make it the main picture", "Zum Hauptbild machen")}</Button> }.into_any()
                }}
                <IconButton glyph=icondata::LuArrowUp label=tr!("Move picture {n} up", "Bild {n} nach oben") on_press=shift(true) disabled={index == 0} />
                <IconButton glyph=icondata::LuArrowDown label=tr!("Move picture {n} down", "Bild {n} nach unten") on_press=shift(false) disabled=last />
                <IconButton glyph=icondata::LuTrash2 label=tr!("Remove picture {n}", "Bild {n} entfernen") on_press=remove />
            </div>
        </div>
    }
    .into_any()
}

/// Address, title and description as search engines show them.
#[component]
pub fn Seo(wizard: Wizard) -> impl IntoView {
    let draft = wizard.draft;
    let public =
        matches!(wizard.status, model::catalogue::ProductStatus::Published | model::catalogue::ProductStatus::Paused);
    let title = move || {
        draft.with(|draft| if draft.seo_title.trim().is_empty() { draft.name.clone() } else { draft.seo_title.clone() })
    };
    let description = move || {
        draft.with(|draft| {
            if draft.seo_description.trim().is_empty() { draft.summary.clone() } else { draft.seo_description.clone() }
        })
    };
    let address = move || {
        draft.with(|draft| {
            let slug = model::catalogue::slugify(if draft.slug.trim().is_empty() { &draft.name } else { &draft.slug });
            format!("/services/{slug}")
        })
    };
    let help = if public {
        tr!(
            "It is public: its address stays, so that links keep working.",
            "Es ist öffentlich: Die Adresse bleibt, damit Links weiter stimmen."
        )
    } else {
        tr!("Empty: made from the name.", "Leer: aus dem Namen gemacht.")
    };
    view! {
        <TextInput name="slug" label=tr!("Address", "Adresse") help=help prefix="/services/" optional=true readonly=public bind=wizard.text(|draft| Some(&mut draft.slug)) maxlength=80 />
        <TextInput name="seo_title" label=tr!("Title", "Titel") help=tr!("At most 70 characters. Empty: the name.", "Höchstens 70 Zeichen. Leer: der Name.") optional=true bind=wizard.text(|draft| Some(&mut draft.seo_title)) maxlength=70 />
        <TextArea name="seo_description" label=tr!("Description", "Beschreibung") help=tr!("At most 200 characters. Empty: your one or two sentences.", "Höchstens 200 Zeichen. Leer: Ihre ein, zwei Sätze.") optional=true bind=wizard.text(|draft| Some(&mut draft.seo_description)) rows=2 maxlength=200 />
        <section class="row-card" aria-label=tr!("Preview", "Vorschau")>
            <p class="text-sm text-muted">{address}</p>
            <p class="font-medium">{title}</p>
            <p class="text-sm">{description}</p>
        </section>
    }
}
