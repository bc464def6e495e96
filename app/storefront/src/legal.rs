//! The law: imprint, terms, privacy. Texts are ours, names are the project's.

mod imprint;

use leptos::prelude::*;
use leptos_meta::{Link, Title};
use leptos_router::hooks::use_params_map;
use ui::prelude::*;

#[component]
pub fn LegalPage() -> impl IntoView {
    let params = use_params_map();
    move || {
        let page = params.with(|params| params.get("page").unwrap_or_default());
        let name = me().with(|viewer| viewer.project.name.clone());
        let (title, parts) = match page.as_str() {
            "imprint" => (tr!("Imprint", "Impressum"), imprint(&name)),
            "terms" => (tr!("Terms", "Allgemeine Geschäftsbedingungen"), terms(&name)),
            "privacy" => (tr!("Privacy", "Datenschutz"), privacy(&name)),
            _ => {
                page_status(404);
                return view! { <ErrorState problem=model::Problem::NotFound /> }.into_any();
            }
        };
        let parts = parts
            .into_iter()
            .map(|(heading, text)| view! { <Section title=heading><p class="prose-text">{text}</p></Section> })
            .collect_view();
        let operator = (page == "imprint").then(|| view! { <imprint::Operator /> });
        view! {
            <Title text=title.clone() />
            <Link rel="canonical" href=format!("{}/legal/{page}", api::origin()) />
            <div class="stack"><h1 class="page-title">{title}</h1>{operator}{parts}</div>
        }
        .into_any()
    }
}

type Parts = Vec<(String, String)>;

fn imprint(name: &str) -> Parts {
    vec![
        (
            tr!("Who runs this", "Wer das betreibt"),
            tr!(
                "{name} is run by the operator of this project on the Guildhall platform. Each seller is responsible for their own offers; their name stands on every offer and every order.",
                "{name} wird vom Betreiber dieses Projekts auf der Plattform Guildhall betrieben. Für seine Angebote ist jeder Anbieter selbst verantwortlich; sein Name steht auf jedem Angebot und jedem Auftrag.",
            ),
        ),
        (
            tr!("How to reach us", "So erreichen Sie uns"),
            tr!(
                "Answer any mail that you got from {name}, or write from your order's page: both reach a person.",
                "Antworten Sie auf eine Mail, die Sie von {name} bekommen haben, oder schreiben Sie von der Seite Ihres Auftrags: Beides erreicht einen Menschen.",
            ),
        ),
    ]
}

fn terms(name: &str) -> Parts {
    vec![
        (
            tr!("What you buy, and from whom", "Was Sie kaufen, und von wem"),
            tr!(
                "You buy from the seller named on the offer. {name} brings you together and holds the money. What was agreed (service, price, answers, plan, fee) is frozen when you pay and stands on your order.",
                "Sie kaufen vom Anbieter, der am Angebot genannt ist. {name} bringt Sie zusammen und verwahrt das Geld. Was vereinbart wurde (Leistung, Preis, Antworten, Plan, Gebühr), wird beim Bezahlen festgehalten und steht auf Ihrem Auftrag.",
            ),
        ),
        (
            tr!("Escrow and release", "Treuhand und Freigabe"),
            tr!(
                "Your payment is held in escrow. Accepting a milestone releases its share to the seller, less the platform's fee. A delivery that is not answered counts as accepted after the time named on the offer; you are reminded before.",
                "Ihre Zahlung wird treuhänderisch verwahrt. Die Annahme eines Meilensteins gibt seinen Anteil an den Anbieter frei, abzüglich der Plattformgebühr. Eine unbeantwortete Lieferung gilt nach der am Angebot genannten Zeit als angenommen; Sie werden vorher erinnert.",
            ),
        ),
        (
            tr!("Changes and cancellation", "Änderungen und Abbruch"),
            tr!(
                "You may ask for as many rounds of changes as the offer names. More time or a cancellation is agreed on the order's page; what has not been released comes back to you, to the cent.",
                "Sie können so viele Änderungsrunden verlangen, wie das Angebot nennt. Mehr Zeit oder ein Abbruch werden auf der Auftragsseite vereinbart; was nicht freigegeben ist, kommt auf den Cent genau zu Ihnen zurück.",
            ),
        ),
    ]
}

fn privacy(name: &str) -> Parts {
    vec![
        (
            tr!("What is stored", "Was gespeichert wird"),
            tr!(
                "Your account, your orders with their messages and files, and the bookings of your money. Card data never reaches {name}: it goes to the payment provider alone.",
                "Ihr Konto, Ihre Aufträge mit Nachrichten und Dateien und die Buchungen Ihres Geldes. Kartendaten erreichen {name} nie: Sie gehen allein an den Zahlungsdienst.",
            ),
        ),
        (
            tr!("Cookies", "Cookies"),
            tr!(
                "Only those that are needed: your sign-in, your cart before it, your language and theme. No tracking, no advertising.",
                "Nur die nötigen: Ihre Anmeldung, Ihr Warenkorb davor, Sprache und Darstellung. Kein Tracking, keine Werbung.",
            ),
        ),
        (
            tr!("How long, and your rights", "Wie lange, und Ihre Rechte"),
            tr!(
                "Bookings are kept as long as the law asks, everything else as long as you have an account. You may ask for a copy, a correction or deletion at any time.",
                "Buchungen werden so lange aufbewahrt, wie das Gesetz es verlangt, alles andere, solange Sie ein Konto haben. Sie können jederzeit eine Kopie, eine Berichtigung oder die Löschung verlangen.",
            ),
        ),
    ]
}
