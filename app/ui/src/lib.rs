//! The design system: every colour, space, chart and state chip lives here; pages only arrange. See it at `/gallery`.

pub mod brand;
pub mod browser;
pub mod button;
pub mod charts;
pub mod choices;
pub mod context;
pub mod dialog;
pub mod endless;
pub mod feedback;
pub mod figures;
pub mod file_drop;
pub mod form;
pub mod gallery;
pub mod icon;
pub mod inputs;
pub mod intake;
pub mod lang;
pub mod layout;
pub mod live;
pub mod menu;
pub mod moment;
pub mod money_strip;
pub mod page;
pub mod palette;
pub mod pay_with;
pub mod picks;
pub mod progress;
pub mod shell;
pub mod states;
pub mod table;
pub mod tabs;
pub mod toast;
pub mod tone;
pub mod uploads;

pub use context::{PageStatus, Theme};
pub use lang::{lang, text_of};
#[doc(hidden)]
pub use model::tr as __tr;

/// Everything a page needs: `use ui::prelude::*;` beside `use leptos::prelude::*;`.
pub mod prelude {
    pub use crate::{
        button::{Button, IconButton, LinkButton, Look, Size},
        charts::{BarChart, LineChart, Point, Series, Sparkline},
        choices::{Checkbox, Choice, ChoiceCards, Select},
        context::{Me, me, page_status},
        dialog::{ConfirmButton, Dialog},
        endless::{CsvLink, Endless, MoreOf, endless},
        feedback::{Bones, EmptyState, ErrorState, Load, Skeleton},
        figures::{Amount, Avatar, Chip, Rating, RatingInput, Stat, StatRow, StateChip},
        file_drop::FileDrop,
        form::{Field, FormScope, FormSummary},
        icon::{Glyph, Icon},
        inputs::{MoneyInput, TextArea, TextInput},
        intake::IntakeFields,
        lang,
        layout::{Breadcrumb, Card, Crumb, Fact, Facts, Notice, PageHeader, Section},
        live::live,
        menu::{Menu, MenuButton, MenuLink, MenuRule},
        moment::{Moment, date},
        money_strip::{MoneyPart, MoneyStrip, SplitStrip},
        pay_with::PayWith,
        picks::{BulkBar, Picks, say_many},
        progress::{Checklist, Progress, StepState, Steps, Task, Timeline, TimelineEntry},
        shell::{NavEntry, PortalShell, StorefrontShell, Tally},
        table::{Column, DataTable, EndlessTable},
        tabs::{NextPage, Tab, Tabs, with_query},
        text_of,
        toast::{Toasts, toast_result, toasts},
        tone::{Shown, Tone},
        tr,
        uploads::{UploadLines, Uploads},
    };
}
