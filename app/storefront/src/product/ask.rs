//! A question before buying: opens the conversation with the seller. Who is not signed in yet comes back to what they wrote.

use api::{
    chats::{AskAbout, question_about},
    problem_of, value_of,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::{ChatId, ProductId, chats::MOST_CHARACTERS};
use ui::{browser, prelude::*};

/// The part of the product page.
#[component]
pub fn Ask(product: ProductId, slug: String, seller: String) -> impl IntoView {
    let me = me();
    // after signing in without a page load this is known a moment later
    let signed_in = Memo::new(move |_| me.signed_in());
    let body = move || match signed_in.get() {
        true => view! { <Asking product=product /> }.into_any(),
        false => view! { <Visitor product=product slug=slug.clone() /> }.into_any(),
    };
    view! {
        <Section id="ask" title=tr!("A question first?", "Vorher eine Frage?")
            help=tr!("{seller} answers in your messages. Nothing is ordered by asking.", "{seller} antwortet in Ihren Nachrichten. Mit einer Frage bestellen Sie nichts.")
        >
            <Card>{body}</Card>
        </Section>
    }
}

/// The form, or the way to the conversation that there is.
#[component]
fn Asking(product: ProductId) -> impl IntoView {
    let room = Resource::new(|| (), move |()| question_about(product));
    view! {
        <Load from=room bones=Bones::Text view={move |room: Option<ChatId>| match room {
            Some(room) => view! {
                <LinkButton href=format!("/app/messages/{room}") icon=icondata::LuMessagesSquare>{tr!("To your conversation", "Zu Ihrer Unterhaltung")}</LinkButton>
            }
            .into_any(),
            None => view! { <Question product=product /> }.into_any(),
        }} />
    }
}

/// Where this browser keeps what was begun.
fn key(product: ProductId) -> String {
    format!("ask-{product}")
}

/// The words, kept in this browser until they are sent.
fn words(product: ProductId) -> RwSignal<String> {
    let words = RwSignal::new(String::new());
    Effect::new(move |before: Option<()>| {
        let now = words.get();
        if before.is_none() && now.is_empty() {
            words.set(browser::kept(&key(product)).unwrap_or_default());
        } else {
            browser::keep(&key(product), &now);
        }
    });
    words
}

#[component]
fn Field(words: RwSignal<String>) -> impl IntoView {
    view! {
        <TextArea name="content" label=tr!("Your question", "Ihre Frage") bind=words rows=3 maxlength=u32::try_from(MOST_CHARACTERS).unwrap_or(u32::MAX)
            placeholder=tr!("What would you like to know before you order?", "Was möchten Sie vor dem Bestellen wissen?") />
    }
}

#[component]
fn Question(product: ProductId) -> impl IntoView {
    let ask = ServerAction::<AskAbout>::new();
    let words = words(product);
    let sent = value_of(ask);
    Effect::new(move |_| {
        if sent.get().is_some() {
            words.set(String::new());
        }
    });
    view! {
        <ActionForm action=ask>
            <FormScope problem=problem_of(ask) id="ask">
                <input type="hidden" name="product" value=product.to_string() />
                <Field words=words />
                <Button kind="submit" look=Look::Primary icon=icondata::LuSendHorizontal pending=ask.pending()>{tr!("Ask the seller", "Anbieter fragen")}</Button>
            </FormScope>
        </ActionForm>
    }
}

/// Signing in comes first; what was written waits in this browser.
#[component]
fn Visitor(product: ProductId, slug: String) -> impl IntoView {
    let words = words(product);
    let back = format!("/services/{slug}?ask=1");
    let asked = use_query_map().with_untracked(|query| query.get("ask").is_some());
    view! {
        // the words stay out of the address: the field stands outside of the form
        <FormScope problem=Signal::derive(|| None) id="ask"><Field words=words /></FormScope>
        <form method="get" action="/sign-in" class="mt-3">
            <input type="hidden" name="next" value=back />
            <Button kind="submit" look=Look::Primary icon=icondata::LuLogIn>{tr!("Sign in and ask", "Anmelden und fragen")}</Button>
            {asked.then(|| view! { <p class="mt-2 text-sm text-muted">{tr!("Your question waits here until you are signed in.", "Ihre Frage wartet hier, bis Sie angemeldet sind.")}</p> })}
        </form>
    }
}
