//! The project's face: name, tagline, colour, logo, sender.

use super::Typed;
use leptos::prelude::*;
use ui::{file_drop::Uploaded, prelude::*};

#[component]
pub(super) fn Face(typed: Typed) -> impl IntoView {
    view! {
        <Card title=tr!("Its face", "Das Gesicht")>
            <div class="stack">
                <TextInput name="name" label=tr!("Name", "Name") bind=typed.name maxlength=120 />
                <TextInput name="tagline" label=tr!("Tagline", "Leitsatz") bind=typed.tagline maxlength=200 optional=true />
                <div class="form-row">
                    <TextInput name="colour" label=tr!("Brand colour", "Markenfarbe") bind=typed.colour placeholder=tr!("#1d6b4f", "#1d6b4f") optional=true
                        help=tr!("Dark enough for white words on it. Empty: our green.", "Dunkel genug für weiße Schrift. Leer: unser Grün.") />
                    <TextInput name="sender_name" label=tr!("Sender of mails", "Absender der Mails") bind=typed.sender maxlength=80 optional=true />
                </div>
                <Logo logo=typed.logo />
            </div>
        </Card>
    }
}

/// The present logo, and the place to drop another one. It counts when the settings are saved.
#[component]
fn Logo(logo: RwSignal<String>) -> impl IntoView {
    let take = Callback::new(move |files: Vec<Uploaded>| {
        if let Some(file) = files.first() {
            logo.set(format!("/files/{}", file.id));
        }
    });
    let shown = move || {
        let src = logo.get();
        (!src.is_empty()).then(|| {
            view! {
                <div class="flex flex-wrap items-center gap-4">
                    <img src=src alt=tr!("The logo", "Das Logo") class="logo-picture" />
                    <Button size=Size::Small on_press=Callback::new(move |()| logo.set(String::new()))>
                        {tr!("Without a logo", "Ohne Logo")}
                    </Button>
                </div>
            }
        })
    };
    view! {
        <div class="stack">
            {shown}
            <FileDrop name="logo" label=tr!("Logo", "Logo") to="/files?purpose=branding" accept="image/png,image/jpeg,image/webp,image/svg+xml" max_mb=2 optional=true on_change=take
                help=tr!("PNG, JPEG, WebP or SVG, up to 2 MB; shown 32 pixels high instead of our mark and the name.", "PNG, JPEG, WebP oder SVG, bis 2 MB; erscheint 32 Pixel hoch anstelle unseres Zeichens und des Namens.") />
        </div>
    }
}
