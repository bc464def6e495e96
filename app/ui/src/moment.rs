//! Moments in time: absolute on the server, relative in the browser once it is there, the absolute in the title.

use crate::lang;
use leptos::prelude::*;
use model::Lang;

/// A moment. Relative ("3 hours ago") after hydration; `absolute` keeps the date and time in sight.
#[component]
pub fn Moment(
    at: model::Moment,
    /// Date and time stay in sight: deadlines, statements, invoices.
    #[prop(optional)]
    absolute: bool,
    /// Only the day.
    #[prop(optional)]
    date_only: bool,
) -> impl IntoView {
    let written = if date_only { date(at) } else { format!("{}, {:02}:{:02} UTC", date(at), at.hour(), at.minute()) };
    let machine = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second()
    );
    let stamp = at.unix_timestamp();
    let now = now_signal();
    let title = written.clone();
    // The first look in the browser must be the server's, even where the clock runs already: hydration trusts the text.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let text = move || match (alive.get(), now.get()) {
        (true, Some(_)) if absolute && !date_only => {
            crate::browser::local_time(stamp).unwrap_or_else(|| written.clone())
        }
        (true, Some(now)) if !date_only => relative(stamp - now, lang()),
        _ => written.clone(),
    };
    view! { <time datetime=machine title=title class="moment">{text}</time> }
}

/// The browser's clock in seconds, every half minute; `None` on the server and until the page is alive,
/// so that both halves render the same.
fn now_signal() -> ReadSignal<Option<i64>> {
    #[derive(Clone, Copy)]
    struct Now(ReadSignal<Option<i64>>);
    if let Some(Now(signal)) = use_context() {
        return signal;
    }
    let (now, set_now) = signal(None);
    Effect::new(move |_| {
        set_now.set(crate::browser::now());
        crate::browser::every(std::time::Duration::from_secs(30), move || set_now.set(crate::browser::now()));
    });
    provide_context(Now(now));
    now
}

/// Called by `App`, so that one clock serves the whole page.
pub fn provide_clock() {
    now_signal();
}

/// "21 Nov 2026", "21. Nov. 2026".
pub fn date(at: model::Moment) -> String {
    const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const DE: [&str; 12] =
        ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
    let (day, year, month) = (at.day(), at.year(), usize::from(u8::from(at.month())) - 1);
    match lang() {
        Lang::En => format!("{day} {} {year}", EN[month]),
        Lang::De => format!("{day}. {} {year}", DE[month]),
    }
}

/// Seconds from now in words; negative is the past.
fn relative(seconds: i64, lang: Lang) -> String {
    let past = seconds < 0;
    let size = seconds.unsigned_abs();
    let (n, unit) = match size {
        0..45 => return model::tr!(lang; "just now", "gerade eben"),
        45..5_400 => ((size + 30) / 60, 0),
        5_400..129_600 => ((size + 1_800) / 3_600, 1),
        129_600..3_888_000 => ((size + 43_200) / 86_400, 2),
        3_888_000..30_240_000 => ((size + 1_296_000) / 2_592_000, 3),
        _ => ((size + 15_768_000) / 31_536_000, 4),
    };
    match lang {
        Lang::En => {
            let unit = ["minute", "hour", "day", "month", "year"][unit];
            let s = if n == 1 { "" } else { "s" };
            if past { format!("{n} {unit}{s} ago") } else { format!("in {n} {unit}{s}") }
        }
        Lang::De => {
            // Both "vor" and "in" take the dative here.
            let one = ["einer Minute", "einer Stunde", "einem Tag", "einem Monat", "einem Jahr"][unit];
            let many = ["Minuten", "Stunden", "Tagen", "Monaten", "Jahren"][unit];
            let span = if n == 1 { one.to_owned() } else { format!("{n} {many}") };
            if past { format!("vor {span}") } else { format!("in {span}") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_it_as_people_do() {
        assert_eq!(relative(-10, Lang::En), "just now");
        assert_eq!(relative(-60, Lang::En), "1 minute ago");
        assert_eq!(relative(7_200, Lang::En), "in 2 hours");
        assert_eq!(relative(-86_400 * 3, Lang::De), "vor 3 Tagen");
        assert_eq!(relative(-3_600 * 2, Lang::De), "vor 2 Stunden");
        assert_eq!(relative(-60, Lang::De), "vor einer Minute");
        assert_eq!(relative(86_400 * 365, Lang::De), "in einem Jahr");
    }
}
