//! Dialogs: the native `<dialog>`, which traps the focus, closes on Esc and gives the focus back.

use crate::{
    button::{Button, Look, Size, classes},
    icon::{Glyph, Icon},
    tr,
};
use leptos::{html, prelude::*};

/// A modal dialog that opens while `open` is true.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let id = id_of("dialog", &title);
    let heading = format!("{id}-title");
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (wanted, Some(dialog)) = (open.get(), node.get()) else { return };
        if wanted && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog node_ref=node id=id.clone() class=if wide { "sheet sheet-wide" } else { "sheet" } aria-labelledby=heading.clone()
            on:close=move |_| open.set(false)
        >
            <div class="sheet-head">
                <h2 id=heading.clone() class="sheet-title">{title}</h2>
                <button type="button" class="btn btn-ghost btn-square btn-sm" aria-label=tr!("Close", "Schließen") on:click=move |_| open.set(false)>
                    <Icon glyph=icondata::LuX />
                </button>
            </div>
            <div class="sheet-body">{children()}</div>
        </dialog>
    }
}

/// A button that asks first. The question names the thing and the amount; the answer repeats the verb.
/// Opens without WASM too (invoker commands); children inside are for a plain `<ActionForm>` instead of `on_confirm`.
#[component]
pub fn ConfirmButton(
    /// On the button: "Release …".
    #[prop(into)]
    label: String,
    /// "Release €450 to Nordlicht Studio?"
    #[prop(into)]
    title: String,
    /// What follows from it, and whether it can be undone.
    #[prop(into)]
    text: String,
    /// "Release €450".
    #[prop(into)]
    confirm: String,
    /// Tells apart two of the same title in one page.
    #[prop(into, optional)]
    key: String,
    #[prop(optional)] look: Look,
    #[prop(optional)] size: Size,
    #[prop(into, optional)] icon: Option<Glyph>,
    #[prop(into, optional)] pending: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_confirm: Option<Callback<()>>,
    /// A form with its own submit button, shown instead of the confirm button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = id_of("confirm", &format!("{title}{key}"));
    let (heading, target) = (format!("{id}-title"), id.clone());
    let node = NodeRef::<html::Dialog>::new();
    // Browsers that know invoker commands have opened it by themselves when the handler is through.
    let open = move || {
        if let Some(dialog) = node.get()
            && !dialog.open()
            && !crate::browser::knows_commands()
        {
            let _ = dialog.show_modal();
        }
    };
    let close = move || {
        if let Some(dialog) = node.get() {
            dialog.close();
        }
    };
    // Closes by itself when the work is done.
    Effect::new(move |before: Option<bool>| {
        let now = pending.get();
        if before == Some(true) && !now {
            close();
        }
        now
    });
    let confirm_look = if look == Look::Danger { Look::Danger } else { Look::Primary };
    let answer = match children {
        Some(children) => children().into_any(),
        None => view! {
            <Button look=confirm_look pending=pending on_press=Callback::new(move |()| if let Some(run) = on_confirm {
                run.run(());
                close();
            })>{confirm}</Button>
        }
        .into_any(),
    };
    view! {
        <button type="button" class=classes(look, size, false, "") disabled=move || disabled.get() || pending.get()
            command="show-modal" commandfor=target on:click=move |_| open()
        >
            {move || pending.get().then(|| view! { <span class="loading loading-spinner loading-xs" aria-hidden="true"></span> })}
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            {label}
        </button>
        <dialog node_ref=node id=id.clone() class="sheet" aria-labelledby=heading.clone()>
            <div class="sheet-head"><h2 id=heading.clone() class="sheet-title">{title}</h2></div>
            <div class="sheet-body"><p>{text}</p></div>
            <div class="sheet-foot">
                <button type="button" class="btn btn-plain" command="close" commandfor=id.clone() on:click=move |_| if !crate::browser::knows_commands() { close() }>{tr!("Cancel", "Abbrechen")}</button>
                {answer}
            </div>
        </dialog>
    }
}

/// A stable id from a text: the same on the server and in the browser.
pub fn id_of(kind: &str, text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{kind}-{hash:x}")
}
