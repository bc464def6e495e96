//! One question of the builder.

use crate::products::wizard::state::Wizard;
use leptos::prelude::*;
use model::{
    intake::{self, FieldKind, IntakeField, Network, ShowIf},
    problem::Text,
};
use ui::prelude::*;

#[component]
pub fn Question(wizard: Wizard, index: usize, count: usize) -> impl IntoView {
    let Some(field) = wizard.draft.with_untracked(|draft| draft.intake.get(index).cloned()) else {
        return ().into_any();
    };
    let remove = Callback::new(move |()| {
        wizard.change_rows(|draft| {
            if index < draft.intake.len() {
                draft.intake.remove(index);
            }
        })
    });
    let shift = move |up: bool| Callback::new(move |()| wizard.move_row(|draft| &mut draft.intake, index, up));
    let n = index + 1;
    let kind = field.kind.label(lang());
    let name = move |part: &str| format!("intake[{index}][{part}]");
    let required =
        Signal::derive(move || wizard.draft.with(|draft| draft.intake.get(index).is_some_and(|field| field.required)));
    let require = Callback::new(move |on: bool| change(wizard, index, move |field| field.required = on));
    view! {
        <div class="row-card">
            <div class="flex items-start justify-between gap-2">
                <p class="font-medium">{tr!("{n}. {kind}", "{n}. {kind}")}</p>
                <div class="flex">
                    <IconButton glyph=icondata::LuArrowUp label=tr!("Move question {n} up", "Frage {n} nach oben") on_press=shift(true) disabled={index == 0} />
                    <IconButton glyph=icondata::LuArrowDown label=tr!("Move question {n} down", "Frage {n} nach unten") on_press=shift(false) disabled={index + 1 == count} />
                    <IconButton glyph=icondata::LuTrash2 label=tr!("Remove question {n}", "Frage {n} entfernen") on_press=remove />
                </div>
            </div>
            <div class="form-row">
                <TextInput name=name("label") label=tr!("Question, English", "Frage, englisch") bind=wizard.text(move |draft| draft.intake.get_mut(index).map(|field| &mut field.label.en)) maxlength=160 />
                <TextInput name=name("label_de") label=tr!("Question, German", "Frage, deutsch") optional=true bind=wizard.text(move |draft| draft.intake.get_mut(index).map(|field| &mut field.label.de)) maxlength=160 />
                <TextInput name=name("help") label=tr!("Help, English", "Hinweis, englisch") optional=true bind=wizard.text(move |draft| draft.intake.get_mut(index).map(|field| &mut field.help.en)) maxlength=500 />
                <TextInput name=name("help_de") label=tr!("Help, German", "Hinweis, deutsch") optional=true bind=wizard.text(move |draft| draft.intake.get_mut(index).map(|field| &mut field.help.de)) maxlength=500 />
            </div>
            <Checkbox name=format!("intake_{index}_required") label=tr!("Must be answered", "Muss beantwortet werden") checked=required on_change=require />
            {field.kind.has_options().then(|| view! { <Options wizard=wizard index=index /> })}
            {(field.kind == FieldKind::Handle).then(|| view! { <NetworkChoice wizard=wizard index=index /> })}
            {field.kind.bounds().map(|bounds| view! { <Limits wizard=wizard index=index bounds=bounds /> })}
            {matches!(field.kind, FieldKind::Text | FieldKind::LongText).then(|| view! { <Pattern wizard=wizard index=index /> })}
            <Condition wizard=wizard index=index />
        </div>
    }
    .into_any()
}

/// Changes a question that is still there.
fn change(wizard: Wizard, index: usize, work: impl FnOnce(&mut IntakeField)) {
    wizard.draft.update(|draft| {
        if let Some(field) = draft.intake.get_mut(index) {
            work(field);
        }
    });
}

/// A text that is not a `String` of the draft: read once, written by `write`.
fn typed(first: String, write: impl Fn(String) + Send + Sync + 'static) -> RwSignal<String> {
    let text = RwSignal::new(first);
    Effect::new(move |before: Option<String>| {
        let now = text.get();
        if before.as_ref().is_some_and(|before| *before != now) {
            write(now.clone());
        }
        now
    });
    text
}

fn read<T>(wizard: Wizard, index: usize, read: impl FnOnce(&IntakeField) -> T) -> Option<T> {
    wizard.draft.with_untracked(|draft| draft.intake.get(index).map(read))
}

/// One option per line, both languages with a bar between.
#[component]
fn Options(wizard: Wizard, index: usize) -> impl IntoView {
    let first = read(wizard, index, |field| {
        let line = |option: &intake::Choice| {
            if option.label.en == option.label.de {
                option.label.en.clone()
            } else {
                format!("{} | {}", option.label.en, option.label.de)
            }
        };
        field.options.iter().map(line).collect::<Vec<_>>().join("\n")
    })
    .unwrap_or_default();
    let bind = typed(first, move |text| {
        let options = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| {
                let (en, de) = line.split_once('|').map_or((line, line), |(en, de)| (en.trim(), de.trim()));
                intake::Choice { value: en.to_owned(), label: Text { en: en.to_owned(), de: de.to_owned() } }
            })
            .collect();
        change(wizard, index, |field| field.options = options);
    });
    view! {
        <TextArea name=format!("intake[{index}][options]") label=tr!("Options", "Möglichkeiten") help=tr!("One line each; with a bar for two languages: Green | Grün.", "Je eine Zeile; mit Strich für zwei Sprachen: Green | Grün.") bind=bind rows=4 />
    }
}

#[component]
fn NetworkChoice(wizard: Wizard, index: usize) -> impl IntoView {
    let choices = Network::ALL.iter().map(|network| Choice::new(network.as_str(), network.name())).collect();
    let value = Signal::derive(move || {
        wizard.draft.with(|draft| {
            draft
                .intake
                .get(index)
                .and_then(|field| field.network)
                .map(|network| network.to_string())
                .unwrap_or_default()
        })
    });
    let choose =
        Callback::new(move |chosen: String| change(wizard, index, |field| field.network = chosen.parse().ok()));
    view! { <Select name=format!("intake[{index}][network]") label=tr!("Network", "Netzwerk") choices=choices value=value on_change=choose placeholder=tr!("Choose …", "Wählen …") /> }
}

#[component]
fn Limits(wizard: Wizard, index: usize, bounds: intake::Bounds) -> impl IntoView {
    let (least, most) = match bounds {
        intake::Bounds::Characters => {
            (tr!("At least characters", "Mindestens Zeichen"), tr!("At most characters", "Höchstens Zeichen"))
        }
        intake::Bounds::Value => (tr!("Smallest", "Kleinste Zahl"), tr!("Largest", "Größte Zahl")),
        intake::Bounds::Count => {
            (tr!("At least how many", "Mindestens wie viele"), tr!("At most how many", "Höchstens wie viele"))
        }
    };
    let shown = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let min = typed(shown(read(wizard, index, |field| field.min).flatten()), move |text| {
        change(wizard, index, |field| field.min = text.trim().parse().ok())
    });
    let max = typed(shown(read(wizard, index, |field| field.max).flatten()), move |text| {
        change(wizard, index, |field| field.max = text.trim().parse().ok())
    });
    view! {
        <div class="form-row">
            <TextInput name=format!("intake[{index}][min]") label=least kind="number" optional=true bind=min />
            <TextInput name=format!("intake[{index}][max]") label=most kind="number" optional=true bind=max />
        </div>
    }
}

#[component]
fn Pattern(wizard: Wizard, index: usize) -> impl IntoView {
    let first = read(wizard, index, |field| field.pattern.clone()).flatten().unwrap_or_default();
    let bind = typed(first, move |text| {
        change(wizard, index, |field| field.pattern = Some(text).filter(|text| !text.trim().is_empty()))
    });
    view! {
        <TextInput name=format!("intake[{index}][pattern]") label=tr!("Pattern", "Muster") help=tr!("A regular expression that the whole answer must match. Say in the help what is expected.", "Ein regulärer Ausdruck, dem die ganze Antwort entsprechen muss. Sagen Sie im Hinweis, was erwartet wird.") optional=true bind=bind maxlength=200 />
    }
}

/// "Only when … is …": an earlier choice and one of its answers.
#[component]
fn Condition(wizard: Wizard, index: usize) -> impl IntoView {
    let choices = Memo::new(move |_| {
        wizard.draft.with(|draft| {
            let earlier = draft.intake.iter().take(index).filter(|field| field.kind.has_options());
            earlier
                .flat_map(|field| {
                    let label = intake::said(&field.label, lang()).to_owned();
                    field.options.iter().map(move |option| {
                        (
                            format!("{}={}", field.key, option.value),
                            label.clone(),
                            intake::said(&option.label, lang()).to_owned(),
                        )
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        wizard.draft.with(|draft| {
            let condition = draft.intake.get(index).and_then(|field| field.show_if.clone());
            condition
                .and_then(|condition| condition.one_of.first().map(|value| format!("{}={value}", condition.field)))
                .unwrap_or_default()
        })
    });
    let choose = Callback::new(move |chosen: String| {
        let condition = chosen
            .split_once('=')
            .map(|(field, value)| ShowIf { field: field.to_owned(), one_of: vec![value.to_owned()] });
        change(wizard, index, |field| field.show_if = condition);
    });
    move || {
        let offered = choices.get();
        (!offered.is_empty() || !value.get_untracked().is_empty()).then(|| {
            let options = offered
                .into_iter()
                .map(|(value, question, answer)| Choice::new(value, tr!("only when “{question}” is “{answer}”", "nur wenn „{question}“ „{answer}“ ist")))
                .collect();
            view! { <Select name=format!("intake[{index}][show_if]") label=tr!("When it is asked", "Wann gefragt wird") choices=options value=value on_change=choose placeholder=tr!("always", "immer") optional=true /> }
        })
    }
}
