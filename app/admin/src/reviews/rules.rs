//! `/admin/reviews/rules`: what each kind of review needs before it may be merged.

use api::{
    problem_of,
    reviews::{SetReviewRule, review_rules},
};
use leptos::{form::ActionForm, prelude::*};
use model::{
    Role,
    reviews::{MAX_APPROVALS, RuleSetting},
};
use ui::prelude::*;

#[component]
pub fn RulesPage() -> impl IntoView {
    let rules = Resource::new(|| (), |()| review_rules());
    let crumbs = vec![Crumb::new(tr!("Reviews", "Prüfungen"), "/admin/reviews"), Crumb::here(tr!("Rules", "Regeln"))];
    view! {
        <PageHeader title=tr!("Rules of the reviews", "Regeln der Prüfungen") crumbs=crumbs />
        <div class="stack">
            <Notice>{tr!("How many people must approve before something happens. Whoever stands higher may stand in for those below, but one person is one approval, and nobody approves their own. Reviews that are open keep the rule they began with.", "Wie viele Personen freigeben müssen, bevor etwas geschieht. Wer höher steht, darf für die darunter einspringen, aber eine Person ist eine Freigabe, und niemand gibt Eigenes frei. Offene Prüfungen behalten ihre Regel.")}</Notice>
            <Load from=rules bones=Bones::Detail view=|rules| view! { <All rules=rules /> }.into_any() />
        </div>
    }
}

#[component]
fn All(rules: Vec<RuleSetting>) -> impl IntoView {
    rules.into_iter().map(|setting| view! { <One setting=setting /> }).collect_view()
}

#[component]
fn One(setting: RuleSetting) -> impl IntoView {
    let save = ServerAction::<SetReviewRule>::new();
    toast_result(save.value(), |()| {
        tr!("Saved. It holds for reviews from now on.", "Gespeichert. Das gilt für Prüfungen ab jetzt.")
    });
    let RuleSetting { subject, rule, .. } = setting;
    let counts = Role::ALL
        .iter()
        .filter(|role| role.is_staff())
        .map(|role| {
            let count = rule.roles.iter().find(|needed| needed.role == *role).map_or(0, |needed| needed.count);
            let most = MAX_APPROVALS.to_string();
            view! {
                <TextInput name=format!("roles[{role}]") label=role.label(lang()) value=count.to_string() kind="number" inputmode="numeric" min="0" max=most optional=true />
            }
        })
        .collect_view();
    let problem = problem_of(save);
    let wrong = move || {
        problem.get().and_then(|problem| match problem {
            model::Problem::Invalid(errors) => errors.get("roles").map(text_of),
            _ => None,
        })
    };
    view! {
        <Card title=subject.label(lang())>
            <ActionForm action=save attr:novalidate="novalidate">
                <FormScope problem=problem id=format!("rule-{subject}")>
                    <input type="hidden" name="subject" value=subject.as_str() />
                    <fieldset>
                        <legend class="font-medium">{tr!("Approvals by role", "Freigaben je Rolle")}</legend>
                        <div class="mt-2 grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">{counts}</div>
                        {move || wrong().map(|wrong| view! { <p class="field-error mt-1" role="alert">{wrong}</p> })}
                    </fieldset>
                    <Checkbox name="checks" checked=rule.checks label=tr!("A required check that fails blocks", "Eine nötige automatische Prüfung, die fehlschlägt, hält auf") />
                    <Checkbox name="threads" checked=rule.threads label=tr!("Threads must be resolved", "Themen müssen geklärt sein") />
                    <div><Button kind="submit" look=Look::Primary pending=save.pending()>{tr!("Save", "Speichern")}</Button></div>
                </FormScope>
            </ActionForm>
        </Card>
    }
}
