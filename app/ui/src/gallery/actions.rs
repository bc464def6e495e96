//! Buttons, menus, dialogs, toasts, notices.

use crate::prelude::*;
use leptos::prelude::*;

#[component]
pub(super) fn Actions() -> impl IntoView {
    let toasts = toasts();
    let open = RwSignal::new(false);
    view! {
        <Section title=tr!("Buttons", "Knöpfe")>
            <div class="flex flex-wrap gap-2">
                <Button look=Look::Primary>{tr!("Primary", "Wichtig")}</Button>
                <Button>{tr!("Secondary", "Normal")}</Button>
                <Button look=Look::Quiet>{tr!("Quiet", "Leise")}</Button>
                <Button look=Look::Danger icon=icondata::LuTrash2>{tr!("Delete the draft", "Entwurf löschen")}</Button>
                <Button look=Look::Primary pending=true>{tr!("Saving", "Speichert")}</Button>
                <Button disabled=true>{tr!("Not now", "Jetzt nicht")}</Button>
                <Button size=Size::Small>{tr!("Small", "Klein")}</Button>
                <LinkButton href="/gallery" size=Size::Large icon=icondata::LuArrowRight>{tr!("Large link", "Großer Link")}</LinkButton>
                <IconButton glyph=icondata::LuBell label=tr!("Notifications", "Benachrichtigungen") />
            </div>
        </Section>
        <Section title=tr!("Menus, dialogs, toasts", "Menüs, Dialoge, Hinweise")>
            <div class="flex flex-wrap items-center gap-2">
                <Menu label=tr!("More actions", "Weitere Aktionen") button=|| view! { <Icon glyph=icondata::LuEllipsis class="size-5" /> }>
                    <MenuLink href="/gallery" icon=icondata::LuPencil>{tr!("Edit", "Bearbeiten")}</MenuLink>
                    <MenuButton icon=icondata::LuCopy>{tr!("Duplicate", "Duplizieren")}</MenuButton>
                    <MenuRule />
                    <MenuButton current=true>{tr!("In force", "In Kraft")}</MenuButton>
                </Menu>
                <Button on_press=Callback::new(move |()| open.set(true))>{tr!("Open a dialog", "Dialog öffnen")}</Button>
                <Dialog open=open title=tr!("Change the due date", "Frist ändern")>
                    <TextInput name="due" kind="date" label=tr!("New date", "Neues Datum") />
                </Dialog>
                <ConfirmButton
                    look=Look::Primary
                    label=tr!("Release…", "Freigeben …")
                    title=tr!("Release €450.00 to Nordlicht Studio?", "450,00 € an Nordlicht Studio freigeben?")
                    text=tr!("This cannot be undone. The milestone “Wireframes” is then accepted.", "Das lässt sich nicht rückgängig machen. Der Meilenstein „Wireframes“ gilt dann als angenommen.")
                    confirm=tr!("Release €450.00", "450,00 € freigeben")
                    on_confirm=Callback::new(move |()| toasts.good(tr!("€450.00 released to Nordlicht Studio.", "450,00 € an Nordlicht Studio freigegeben.")))
                />
                <Button on_press=Callback::new(move |()| toasts.undoable(tr!("Product archived.", "Produkt archiviert."), Callback::new(move |()| toasts.info(tr!("Back again.", "Wieder da.")))))>
                    {tr!("Toast with undo", "Hinweis mit Rückgängig")}
                </Button>
                <Button on_press=Callback::new(move |()| toasts.problem(&model::Problem::Unavailable))>{tr!("Toast of a problem", "Hinweis auf ein Problem")}</Button>
            </div>
        </Section>
        <Section title=tr!("Notices", "Hinweise")>
            <div class="grid gap-3">
                <Notice>{tr!("Your draft was saved two minutes ago.", "Ihr Entwurf wurde vor zwei Minuten gespeichert.")}</Notice>
                <Notice tone=Tone::Attention title=tr!("Nordlicht Studio waits for you", "Nordlicht Studio wartet auf Sie")
                    action=|| view! { <LinkButton href="/gallery" look=Look::Primary size=Size::Small>{tr!("Review the work", "Arbeit prüfen")}</LinkButton> }
                >
                    {tr!("Milestone 2 was submitted. It is accepted by itself on 28 Nov.", "Meilenstein 2 wurde eingereicht. Er gilt am 28. Nov. von selbst als angenommen.")}
                </Notice>
                <Notice tone=Tone::Good>{tr!("The books balance to the cent.", "Die Bücher stimmen auf den Cent.")}</Notice>
                <Notice tone=Tone::Info>{tr!("The payment is under way.", "Die Zahlung ist unterwegs.")}</Notice>
                <Notice tone=Tone::Danger title=tr!("The card was declined", "Die Karte wurde abgelehnt")>
                    {tr!("No money was taken. Try another card or pay from your wallet.", "Es wurde nichts abgebucht. Versuchen Sie eine andere Karte oder Ihr Guthaben.")}
                </Notice>
            </div>
        </Section>
        <Section title=tr!("While there is nothing to show", "Wenn es nichts zu zeigen gibt")>
            <div class="grid gap-4 md:grid-cols-3">
                <Card><EmptyState title=tr!("No orders yet", "Noch keine Aufträge") text=tr!("What you buy stands here, with its money and its milestones.", "Was Sie kaufen, steht hier, mit Geld und Meilensteinen.")>
                    <LinkButton href="/search" look=Look::Primary>{tr!("Find a service", "Leistung finden")}</LinkButton>
                </EmptyState></Card>
                <Card><ErrorState problem=model::Problem::Unavailable retry=Callback::new(|()| {}) /></Card>
                <Card><Skeleton bones=Bones::Detail /></Card>
            </div>
        </Section>
    }
}
