//! The proof on the log's page: one button, the verdict in words, and the anchor to keep.

use api::audit::VerifyLog;
use leptos::prelude::*;
use model::audit::{Broken, Damage, Verified};
use ui::prelude::*;

/// The proof.
#[component]
pub fn Verify() -> impl IntoView {
    let verify = ServerAction::<VerifyLog>::new();
    let found = api::value_of(verify);
    view! {
        <Card title=tr!("Is the log whole?", "Ist das Protokoll unversehrt?")>
            <ActionForm action=verify>
                <FormScope problem=api::problem_of(verify) id="verify">
                    <div class="stack">
                        <p class="text-sm text-muted">
                            {tr!(
                                "Every row is chained to the one before it by SHA-256. The check walks the whole chain. An anchor that you kept from an earlier check also proves that nothing was cut off or made anew since.",
                                "Jeder Eintrag ist per SHA-256 mit dem vorigen verkettet. Die Prüfung geht die ganze Kette durch. Ein Anker aus einer früheren Prüfung beweist auch, dass seither nichts abgeschnitten oder neu gemacht wurde.",
                            )}
                        </p>
                        <TextInput name="anchor" label=tr!("Anchor from an earlier check", "Anker einer früheren Prüfung") optional=true autocomplete="off" />
                        <div><Button kind="submit" look=Look::Primary icon=icondata::LuShieldCheck pending=verify.pending()>{tr!("Verify the log", "Protokoll prüfen")}</Button></div>
                    </div>
                </FormScope>
            </ActionForm>
            <div aria-live="polite">{move || found.get().map(|found| view! { <div class="mt-4"><Verdict found=found /></div> })}</div>
        </Card>
    }
}

#[component]
fn Verdict(found: Verified) -> impl IntoView {
    let Verified { rows, unsealed, first_broken, head, .. } = found;
    match first_broken {
        Some(broken) => view! {
            <Notice tone=Tone::Danger title=tr!("The log was tampered with", "Das Protokoll wurde verändert")>
                <p>{words(broken)}</p>
                <p class="mt-1">{tr!("{rows} rows before that are whole.", "{rows} Einträge davor sind unversehrt.")}</p>
            </Notice>
        }
        .into_any(),
        None => view! {
            <Notice tone=Tone::Good title=tr!("The log is whole", "Das Protokoll ist unversehrt")>
                <p>{tr!("{rows} rows checked, {unsealed} wait for their seal.", "{rows} Einträge geprüft, {unsealed} warten auf ihr Siegel.")}</p>
                {head.map(|anchor| {
                    let text = anchor.to_string();
                    let copied = text.clone();
                    view! {
                        <p class="mt-2">{tr!("Keep this anchor somewhere else:", "Bewahren Sie diesen Anker anderswo auf:")}</p>
                        <p class="mt-1 flex flex-wrap items-center gap-2">
                            <code class="break-all text-xs">{text}</code>
                            <Button size=Size::Small icon=icondata::LuCopy on_press=Callback::new(move |()| {
                                ui::browser::copy(&copied);
                                toasts().info(tr!("Copied.", "Kopiert."));
                            })>{tr!("Copy", "Kopieren")}</Button>
                        </p>
                    }
                })}
            </Notice>
        }
        .into_any(),
    }
}

/// What is wrong, and where.
fn words(broken: Broken) -> String {
    let (seq, row) = (broken.seq, broken.log_id.unwrap_or_default());
    match broken.damage {
        Damage::Missing => {
            tr!("Row {row} at place {seq} of the chain is gone.", "Eintrag {row} an Stelle {seq} der Kette fehlt.")
        }
        Damage::Edited => tr!(
            "Row {row} at place {seq} says something else than when it was sealed.",
            "Eintrag {row} an Stelle {seq} lautet anders als bei der Versiegelung."
        ),
        Damage::Gap => tr!("Place {seq} of the chain is gone.", "Stelle {seq} der Kette fehlt."),
        Damage::Broken => tr!(
            "Place {seq} of the chain does not continue the one before it.",
            "Stelle {seq} der Kette setzt die vorige nicht fort."
        ),
        Damage::Smuggled => {
            tr!("Row {row} was written past the seal.", "Eintrag {row} wurde am Siegel vorbei geschrieben.")
        }
        Damage::Truncated => tr!(
            "The chain ends before place {seq}, where your anchor says it went on.",
            "Die Kette endet vor Stelle {seq}, Ihr Anker belegt, dass sie weiterging."
        ),
        Damage::Rewritten => tr!(
            "The chain at place {seq} is not the one of your anchor: it was made anew.",
            "Die Kette an Stelle {seq} ist nicht die Ihres Ankers: Sie wurde neu gemacht."
        ),
    }
}
