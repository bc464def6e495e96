//! Drafts save themselves, a moment after the last change, as soon as what stands there can be read. What is public
//! already waits for its button: half a change must not be on the shelf.

use super::state::Wizard;
use leptos::prelude::*;
use model::catalogue::ProductStatus;
use std::time::Duration;
use ui::prelude::*;

/// How long somebody must pause.
const PAUSE: Duration = Duration::from_millis(1_500);

/// Called once per editor.
pub fn autosave(wizard: Wizard) {
    if wizard.status != ProductStatus::Draft {
        return;
    }
    let turn = StoredValue::new(0_u64);
    Effect::new(move |begun: Option<()>| {
        wizard.draft.track();
        if begun.is_some() {
            turn.update_value(|turn| *turn += 1);
            later(wizard, turn);
        }
    });
}

fn later(wizard: Wizard, turn: StoredValue<u64>) {
    let mine = turn.get_value();
    ui::browser::after(PAUSE, move || {
        // gone, or typed on meanwhile: the last change has its own turn
        if turn.try_get_value() != Some(mine) {
            return;
        }
        if wizard.saving().get_untracked() {
            later(wizard, turn);
        } else if wizard.is_dirty_now() && untrack(|| wizard.is_readable()) {
            wizard.save_quietly();
        }
    });
}

/// The one line that says whether everything is kept, and the button for those who will not wait.
#[component]
pub fn SaveState(wizard: Wizard) -> impl IntoView {
    let by_itself = wizard.status == ProductStatus::Draft;
    let words = move || {
        if wizard.saving().get() {
            tr!("Saving…", "Speichert …")
        } else if !wizard.is_dirty() {
            if by_itself { tr!("Draft saved", "Entwurf gespeichert") } else { tr!("Saved", "Gespeichert") }
        } else if !wizard.is_readable() {
            tr!("Not saved: something here can't be read yet", "Nicht gespeichert: Etwas ist noch nicht lesbar")
        } else if by_itself {
            tr!("Not saved yet; it will be in a moment", "Noch nicht gespeichert; gleich")
        } else {
            tr!(
                "Not saved yet: it is public, so you decide when",
                "Noch nicht gespeichert: Es ist öffentlich, Sie entscheiden, wann"
            )
        }
    };
    let glyph = move || {
        let glyph =
            if wizard.is_dirty() || wizard.saving().get() { icondata::LuCloudUpload } else { icondata::LuCloudCheck };
        view! { <Icon glyph=glyph /> }
    };
    view! {
        <p class="flex items-center gap-2 text-sm text-muted" role="status">{glyph}<span>{words}</span></p>
        <Button on_press=Callback::new(move |()| wizard.save()) pending=wizard.saving() disabled=Signal::derive(move || !wizard.is_dirty())>{tr!("Save", "Speichern")}</Button>
    }
}
