//! Toasts: what just happened, said once, in a corner. Nothing that matters lives only here.

use crate::{icon::Icon, lang, tone::Tone, tr};
use leptos::prelude::*;
use model::Problem;

#[derive(Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    undo: Option<Callback<()>>,
}

/// The toasts of the page.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

impl Toasts {
    /// It worked.
    pub fn good(self, text: impl Into<String>) {
        self.push(Tone::Good, text.into(), None);
    }
    /// Something happened that the reader did not do.
    pub fn info(self, text: impl Into<String>) {
        self.push(Tone::Info, text.into(), None);
    }
    /// It did not work.
    pub fn problem(self, problem: &Problem) {
        self.push(Tone::Danger, problem.message(lang()), None);
    }
    /// It worked and can be taken back for a while.
    pub fn undoable(self, text: impl Into<String>, undo: Callback<()>) {
        self.push(Tone::Good, text.into(), Some(undo));
    }

    fn push(self, tone: Tone, text: String, undo: Option<Callback<()>>) {
        let id = self.last.get_value() + 1;
        self.last.set_value(id);
        self.list.update(|list| {
            // The same words twice in a row are one toast.
            list.retain(|toast| toast.text != text);
            list.push(Toast { id, tone, text, undo });
        });
        let seconds = if tone == Tone::Danger { 12 } else { 6 };
        crate::browser::after(std::time::Duration::from_secs(seconds), move || self.drop(id));
    }

    fn drop(self, id: u32) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
    }
}

/// The page's toasts, from anywhere under `App`.
pub fn toasts() -> Toasts {
    use_context::<Toasts>().unwrap_or_else(provide_toasts)
}

/// Called once by `App`.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { list: RwSignal::new(Vec::new()), last: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// Says the outcome of a write: `toast_result(action.value(), |order| tr!(…))`. Field errors are left to the form.
pub fn toast_result<T, E, S>(value: S, said: impl Fn(&T) -> String + 'static)
where
    T: Clone + 'static,
    E: Into<Problem> + Clone + 'static,
    S: Get<Value = Option<Result<T, E>>> + Clone + 'static,
{
    let toasts = toasts();
    Effect::new(move |_| match value.get() {
        Some(Ok(done)) => toasts.good(said(&done)),
        Some(Err(error)) => {
            let problem: Problem = error.into();
            if !matches!(problem, Problem::Invalid(_)) {
                toasts.problem(&problem);
            }
        }
        None => {}
    });
}

/// Where toasts appear; placed once by `App`.
#[component]
pub fn ToastCorner() -> impl IntoView {
    let toasts = toasts();
    view! {
        <div class="toast-corner" role="status" aria-live="polite" aria-atomic="false">
            <For each=move || toasts.list.get() key=|toast| toast.id let(toast)>
                <div class=format!("toast-card {}", toast.tone.class())>
                    <Icon glyph=toast.tone.icon() class="notice-glyph" />
                    <p class="min-w-0 flex-1">{toast.text}</p>
                    {toast.undo.map(|undo| view! {
                        <button type="button" class="btn btn-ghost btn-sm" on:click=move |_| { undo.run(()); toasts.drop(toast.id); }>
                            {tr!("Undo", "Rückgängig")}
                        </button>
                    })}
                    <button type="button" class="btn btn-ghost btn-sm btn-square" aria-label=tr!("Close", "Schließen") on:click=move |_| toasts.drop(toast.id)>
                        <Icon glyph=icondata::LuX />
                    </button>
                </div>
            </For>
        </div>
    }
}
