//! Moving through a room's history: earlier and later windows, a message somewhere in it, the newest.

use super::{
    room::{Item, Room, items, row_id},
    span::Span,
};
use api::Fault;
use leptos::{prelude::*, task::spawn_local};
use model::chats::{Around, Message, RoomView, Window};
use ui::browser;

impl Room {
    /// Shows an earlier window.
    pub fn load_before(self) {
        let Some(first) = self.span.with_untracked(|span| span.first().filter(|_| span.more_before())) else { return };
        self.load(api::chats::messages_before(self.id, first), |span, window| {
            span.extend_before(items(window.messages), window.more_before);
        });
    }

    /// Shows a later window.
    pub fn load_after(self) {
        let Some(last) = self.span.with_untracked(|span| span.more_after().then(|| span.last())) else { return };
        self.load(api::chats::messages_after(self.id, last), |span, window| {
            span.extend_after(items(window.messages), window.more_after);
        });
    }

    fn load(
        self,
        asked: impl Future<Output = Result<Window, Fault>> + 'static,
        work: impl FnOnce(&mut Span<Item>, Window) + 'static,
    ) {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        spawn_local(async move {
            let answer = asked.await;
            match answer {
                Ok(window) => {
                    self.settle(&window.messages);
                    self.change(|span| work(span, window));
                }
                Err(fault) => self.toasts.problem(&fault.0),
            }
            self.loading.try_set(false);
            self.fill();
        });
    }

    /// Reads the room anew around a message, or at its end.
    pub fn reopen(self, around: Around) {
        spawn_local(async move {
            match api::chats::open_chat(self.id, around).await {
                Ok(view) => {
                    self.take_view(view);
                    if let Around::Message(seq) = around {
                        request_animation_frame(move || {
                            self.bring(seq);
                        });
                    }
                }
                Err(fault) => self.toasts.problem(&fault.0),
            }
        });
    }

    fn take_view(self, view: RoomView) {
        self.grow(view.last_seq);
        self.version.try_set_value(view.version);
        self.closed.try_set(view.closed);
        self.pins.try_set(view.pins);
        self.people.try_set(view.people);
        self.at_end.try_set(!view.window.more_after);
        self.settle(&view.window.messages);
        self.change(|span| {
            // a row that is there already stays that row
            let kept = |message: Message| match span.find(message.seq) {
                Some(item) if item.key == Item::key_of(&message) => {
                    item.message.set(message);
                    item.clone()
                }
                _ => Item::from(message),
            };
            let Window { messages, more_before, more_after } = view.window;
            let rows = messages.into_iter().map(kept).collect();
            *span = Span::new(rows, more_before, more_after);
        });
        self.open_wire();
    }

    /// To the message, wherever in the room it is.
    pub fn show(self, seq: i64) {
        if !self.bring(seq) {
            self.reopen(Around::Message(seq));
        }
    }

    /// Scrolls to a message that the page holds.
    pub fn bring(self, seq: i64) -> bool {
        let log = self.log.try_get_untracked().flatten();
        log.is_some_and(|log| browser::show_row(&log, &row_id(seq)))
    }

    /// To the newest message.
    pub fn to_newest(self) {
        if self.span.with_untracked(Span::more_after) {
            self.reopen(Around::End);
        } else if let Some(log) = self.log.get_untracked() {
            browser::to_end(&log);
            self.at_end.set(true);
            self.mark_read();
        }
    }

    /// The room has come this far.
    pub fn grow(self, seq: i64) {
        if self.last_seq.try_get_untracked().is_some_and(|last| last < seq) {
            self.last_seq.try_set(seq);
        }
    }
}
