//! Opening a dispute over an order: what it is about, what happened, what is wanted, and what shows it.

use crate::{base, dispute_terms::TermsFields};
use api::{disputes::OpenDispute, problem_of};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::{
    Bps, OrderId, Party, Problem,
    disputes::{DisputeType, OpenSlice, Resolution, may_open},
    orders::OrderView,
};
use ui::prelude::*;

/// `/app/orders/{id}/dispute` and `/sell/orders/{id}/dispute`.
#[component]
pub fn DisputeForm(side: Party) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").and_then(|id| id.parse::<OrderId>().ok())));
    let order = Resource::new_blocking(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => api::orders::order(id).await,
                None => Err(Problem::NotFound.into()),
            }
        },
    );
    view! { <Load from=order bones=Bones::Detail main=true view=move |order| view! { <Whole order=order side=side /> }.into_any() /> }
}

#[component]
fn Whole(order: OrderView, side: Party) -> impl IntoView {
    let back = format!("{}/{}", base(side), order.id);
    let crumbs = vec![
        Crumb::new(tr!("Orders", "Aufträge"), base(side)),
        Crumb::new(order.number.clone(), back.clone()),
        Crumb::here(tr!("Dispute", "Streitfall")),
    ];
    let form = match may_open(order.viewer, order.status) {
        Ok(()) => view! { <TheForm order=order side=side /> }.into_any(),
        Err(problem) => view! {
            <Notice tone=Tone::Attention title=tr!("No dispute can be opened here", "Hier lässt sich kein Streitfall eröffnen")
                action=move || view! { <LinkButton href=back.clone()>{tr!("To the order", "Zum Auftrag")}</LinkButton> }
            >{problem.message(lang())}</Notice>
        }
        .into_any(),
    };
    view! { <PageHeader title=tr!("Open a dispute", "Streitfall eröffnen") crumbs=crumbs />{form} }
}

#[component]
fn TheForm(order: OrderView, side: Party) -> impl IntoView {
    let open = ServerAction::<OpenDispute>::new();
    toast_result(open.value(), |_| tr!("Opened. The money is frozen.", "Eröffnet. Das Geld ist eingefroren."));
    let kind =
        use_query_map().with_untracked(|query| query.get("kind").and_then(|kind| kind.parse::<DisputeType>().ok()));
    let kinds = DisputeType::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label(lang()))).collect::<Vec<_>>();
    let slices: Vec<OpenSlice> = order
        .milestones
        .iter()
        .filter(|m| !m.work.is_accepted())
        .map(|m| OpenSlice { milestone: m.id, title: m.title.clone(), amount: m.amount })
        .collect();
    let (held, id) = (order.money.held.format(lang()), order.id.to_string());
    let other = ("other", tr!("Something else: I say it above", "Etwas anderes: steht oben"));
    let first = if side == Party::Client { Resolution::Refund } else { Resolution::Compensation };
    view! {
        <Notice tone=Tone::Attention title=tr!("What happens then", "Was dann geschieht")>
            {tr!("{held} is frozen at once: nobody can release, refund or change anything, and no date runs. The other side is asked to answer, then the project mediates and decides. You can settle with each other at any time.",
                 "{held} werden sofort eingefroren: Niemand kann etwas freigeben, erstatten oder ändern, und keine Frist läuft. Die andere Seite wird um Antwort gebeten, danach vermittelt und entscheidet das Projekt. Einigen können Sie sich jederzeit.")}
        </Notice>
        <div class="mt-6 max-w-2xl">
            <ActionForm action=open>
                <FormScope problem=problem_of(open) id="dispute">
                    <input type="hidden" name="order" value=id />
                    <Select name="kind" label=tr!("What is it about?", "Worum geht es?") choices=kinds value=kind.unwrap_or(DisputeType::Quality).as_str().to_owned() />
                    <TextArea name="statement" label=tr!("What happened?", "Was ist geschehen?") rows=7 maxlength=10000
                        help=tr!("In order, with dates. The other side and the mediators read this.", "Der Reihe nach, mit Daten. Die andere Seite und die Vermittlung lesen das.") />
                    <TermsFields name="wanted" label=tr!("What do you want?", "Was möchten Sie?") slices=slices commission=order.commission.unwrap_or(Bps(0)) other=other first=first without=&[Resolution::None] />
                    <FileDrop name="files[]" label=tr!("Evidence", "Belege") to="/files?purpose=evidence" max_mb=50 multiple=true optional=true />
                    <div><Button kind="submit" look=Look::Danger icon=icondata::LuScale pending=open.pending()>{tr!("Open the dispute and freeze the money", "Streitfall eröffnen und Geld einfrieren")}</Button></div>
                </FormScope>
            </ActionForm>
        </div>
    }
}
