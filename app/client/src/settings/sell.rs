//! The way to becoming a seller.

use api::sellers::{ApplyAsSeller, SaveSellerProfile, load_my_seller};
use leptos::prelude::*;
use model::{
    events::Subject,
    identity::{BusinessType, SellerStatus, SellerView},
};
use ui::prelude::*;

#[component]
pub fn SellSection() -> impl IntoView {
    let apply = ServerAction::<ApplyAsSeller>::new();
    let changed = live().version(Subject::Member, None);
    let mine = Resource::new(move || (apply.version().get(), changed.get()), |_| load_my_seller());
    toast_result(apply.value(), |_| {
        tr!("Sent. The team looks at it and writes to you.", "Gesendet. Das Team sieht es sich an und schreibt Ihnen.")
    });
    view! {
        <Section id="sell" title=tr!("Sell here", "Hier verkaufen")>
            <Load from=mine bones=Bones::Text view=move |mine| match mine {
                Some(seller) => view! { <Standing seller=seller /> }.into_any(),
                None => view! { <Apply apply=apply /> }.into_any(),
            } />
        </Section>
    }
}

#[component]
fn Standing(seller: SellerView) -> impl IntoView {
    let (name, review, status) = (seller.business_name.clone(), seller.review, seller.status);
    let reason = seller.status_reason.clone();
    let link = move || {
        review.map(|task| view! { <LinkButton size=Size::Small href=format!("/sell/reviews/{task}")>{tr!("See the review", "Prüfung ansehen")}</LinkButton> })
    };
    match status {
        SellerStatus::PendingApproval => view! {
            <div class="stack">
                <Notice tone=Tone::Info title=tr!("{name} waits for approval", "{name} wartet auf die Zulassung") action=link>
                    {tr!("The team looks at your application. You get a mail when it is decided.", "Das Team prüft Ihre Bewerbung. Sie erhalten eine Mail, wenn entschieden ist.")}
                </Notice>
                <Mend seller=seller />
            </div>
        }
        .into_any(),
        SellerStatus::Open => view! {
            <Notice tone=Tone::Good title=tr!("You sell as {name}", "Sie verkaufen als {name}") action=|| view! { <LinkButton href="/sell">{tr!("To your sales", "Zu Ihren Verkäufen")}</LinkButton> }>
                {tr!("Products, orders and earnings are in your seller pages.", "Produkte, Aufträge und Einnahmen finden Sie im Verkaufsbereich.")}
            </Notice>
        }
        .into_any(),
        SellerStatus::Suspended => view! {
            <div class="stack">
                <Notice tone=Tone::Attention title=tr!("{name} cannot sell at the moment", "{name} kann derzeit nicht verkaufen") action=link>{reason}</Notice>
                <Mend seller=seller />
            </div>
        }
        .into_any(),
        SellerStatus::Terminated => view! {
            <Notice tone=Tone::Attention title=tr!("{name} cannot sell any more", "{name} kann nicht mehr verkaufen")>{reason}</Notice>
        }
        .into_any(),
    }
}

/// Changes the application: what is under review is looked at again, what was turned down comes to review once more.
#[component]
fn Mend(seller: SellerView) -> impl IntoView {
    let save = ServerAction::<SaveSellerProfile>::new();
    toast_result(save.value(), |()| tr!("Saved. The team sees it.", "Gespeichert. Das Team sieht es."));
    let id = seller.id;
    view! {
        <details class="thread-more">
            <summary>{tr!("Change what you said about yourself", "Ihre Angaben ändern")}</summary>
            <ActionForm action=save>
                <FormScope problem=api::problem_of(save) id="mend">
                    <input type="hidden" name="seller" value=id.to_string() />
                    <About name=seller.business_name country=seller.country kind=seller.business_type bio=seller.bio />
                    <div><Button kind="submit" pending=save.pending()>{tr!("Save and hand in", "Speichern und einreichen")}</Button></div>
                </FormScope>
            </ActionForm>
        </details>
    }
}

#[component]
fn Apply(apply: ServerAction<ApplyAsSeller>) -> impl IntoView {
    view! {
        <Card>
            <ActionForm action=apply>
                <FormScope problem=api::problem_of(apply) id="apply">
                    <p class="text-muted">{tr!("Tell the team who you are. Once approved, you can publish services.", "Sagen Sie dem Team, wer Sie sind. Nach der Zulassung können Sie Leistungen veröffentlichen.")}</p>
                    <About name=String::new() country="DE".to_owned() kind=BusinessType::Individual bio=String::new() />
                    <Button kind="submit" pending=apply.pending()>{tr!("Apply", "Bewerben")}</Button>
                </FormScope>
            </ActionForm>
        </Card>
    }
}

/// The fields of an application.
#[component]
fn About(name: String, country: String, kind: BusinessType, bio: String) -> impl IntoView {
    let kinds = vec![
        Choice::new(BusinessType::Individual.as_str(), tr!("I work by myself", "Ich arbeite allein")),
        Choice::new(BusinessType::Company.as_str(), tr!("A company", "Ein Unternehmen")),
    ];
    view! {
        <div class="form-row">
            <TextInput name="business_name" label=tr!("Name of your business", "Name Ihres Geschäfts") value=name autocomplete="organization" maxlength=120 />
            <TextInput name="country" label=tr!("Country", "Land") value=country autocomplete="country" maxlength=60 help=tr!("Two letters, like DE.", "Zwei Buchstaben, etwa DE.") />
        </div>
        <Select name="business_type" label=tr!("You are", "Sie sind") choices=kinds value=kind.as_str().to_owned() />
        <TextArea name="bio" label=tr!("What you do", "Was Sie tun") value=bio optional=true maxlength=2000 />
    }
}
