//! What people of the story say to each other: about their orders, before they buy, and within the team.

use super::{cast::Cast, clock::StoryClock, products, story::Told, works};
use crate::{Platform, clock::new_id, files::NewFile};
use anyhow::{Context, Result};
use bytes::Bytes;
use futures::stream;
use model::{
    Actor, ChatId, Moment, OrderId,
    catalogue::Catalogue,
    chats::{Around, Chats, FirstMessage, NewMessage},
    files::FilePurpose,
    orders::Orders,
};
use time::Duration;

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Client,
    Seller,
    /// The seller, with a file.
    SellerShows,
}

/// One thing said, so many minutes after the order was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub after: i64,
    pub who: Who,
    pub words: &'static str,
}

const fn line(after: i64, who: Who, words: &'static str) -> Line {
    Line { after, who, words }
}

use Who::{Client as C, Seller as S, SellerShows as F};

/// About which order: index of the client, how the product's address begins, what was said.
const TALKS: &[(usize, &str, &[Line])] = &[
    (
        0,
        "logo-that",
        &[
            line(55, S, "Thank you for the order, Clara. Is there anything that the mark must never look like?"),
            line(90, C, "Never like a steaming cup, please. Everybody in our street has one."),
            line(96, S, "Understood. No cups, no steam."),
            line(1_500, F, "A first direction, only for the feeling. Look at it small."),
            line(1_590, C, "The bean in the W! We all saw it at the same time."),
        ],
    ),
    (
        0,
        "illustrations",
        &[
            line(
                40,
                C,
                "Hello Samir, it is about the three pictures for the winter menu. The cardamom bun should be the hero.",
            ),
            line(75, S, "With pleasure. Warm light from the left, as on your website?"),
            line(82, C, "Yes, exactly that light."),
            line(1_480, F, "The bun, in pencil. Colour comes when you like how it sits on the plate."),
            line(1_530, C, "Lovely. Could the plate be the blue one? You can see it in the third photo that I sent."),
            line(1_544, S, "The blue one it is. The photo is here: https://example.org/cafe-winter/blue-plate"),
        ],
    ),
    (
        0,
        "be-found",
        &[
            line(30, S, "To begin I need access to your business profile. The invitation is in your mail."),
            line(200, C, "Accepted. Please leave the opening hours as they are, the holidays are not settled yet."),
            line(212, S, "I will not touch them."),
        ],
    ),
    (
        0,
        "website-texts",
        &[
            line(65, C, "One more thing: we say “guests”, never “customers”."),
            line(130, S, "Noted, and I like it. You get the page about the roastery first."),
        ],
    ),
    (
        1,
        "illustrations",
        &[
            line(50, S, "Spokes are hard to draw and I am looking forward to every one of them."),
            line(320, C, "Thirty-six per wheel. We count."),
            line(2_900, F, "Counted twice."),
        ],
    ),
    (
        2,
        "design-of-your",
        &[
            line(120, S, "Which screens do your people open most? We begin there."),
            line(260, C, "The timetable and the rehearsal plan. The rest can wait."),
        ],
    ),
];

/// What is said about an order that was placed at a moment, as far as it lies before `now`.
pub fn about(told: &Told, placed: Moment, now: Moment) -> Vec<(Moment, Line)> {
    let found = TALKS.iter().find(|(client, product, _)| *client == told.client && *product == told.product);
    let lines = found.map_or(&[][..], |(_, _, lines)| lines);
    lines.iter().map(|line| (placed + Duration::minutes(line.after), *line)).filter(|(at, _)| *at < now).collect()
}

/// Says one of them.
pub async fn say(p: &Platform, client: &Actor, seller: &Actor, order: OrderId, line: &Line) -> Result<()> {
    let actor = if line.who == Who::Client { client } else { seller };
    let chat = p.chat_of_order(actor, order).await?;
    let files = if line.who == Who::SellerShows {
        let title = p.order(seller, order).await?.title;
        let (name, bytes) = works::file(0, &title);
        let content = stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(bytes))]);
        vec![p.upload_file(seller, NewFile { purpose: FilePurpose::Chat, name }, content).await?.id]
    } else {
        Vec::new()
    };
    let message = NewMessage { chat, client_id: new_id(), content: line.words.to_owned(), reply_to: None, files };
    p.send_message(actor, message).await?;
    Ok(())
}

/// Questions before buying, and what the team has to say to itself. The last words of each are not read yet.
pub async fn beside(p: &Platform, clock: &StoryClock, cast: &Cast, now: Moment) -> Result<()> {
    clock.move_to(now - Duration::hours(28));
    let item = products::all().find(|item| item.slug().starts_with("brand-guide")).context("the brand guide")?;
    let (client, seller) = (&cast.clients[0], cast.seller(item.by)?);
    let product = p.product(client, &item.slug()).await?.id;
    let first =
        "Hello, we have a logo already (you drew it). Does the guide also cover how it is embroidered on aprons?";
    let room = p.ask_about(client, product, FirstMessage { client_id: new_id(), content: first.to_owned() }).await?;
    clock.move_to(now - Duration::hours(26));
    tell(p, seller, room, "It does: one page on thread colours and the smallest size that can still be sewn.").await?;
    tell(p, seller, room, "If you need the file for the sewing machine as well, I can make you an offer.").await?;
    clock.move_to(now - Duration::hours(20));
    let people: Vec<_> = p.list_staff_people(&cast.admin).await?.into_iter().map(|person| person.id).collect();
    let team = p.open_staff_chat(&cast.admin, "Payouts before the holidays".to_owned(), people).await?;
    tell(p, &cast.admin, team, "The bank is closed from the 24th. Please look through the open payouts by the 20th.")
        .await?;
    Ok(())
}

async fn tell(p: &Platform, actor: &Actor, chat: ChatId, words: &str) -> Result<()> {
    let message =
        NewMessage { chat, client_id: new_id(), content: words.to_owned(), reply_to: None, files: Vec::new() };
    p.send_message(actor, message).await?;
    Ok(())
}

/// Reads what stands in a person's rooms by now.
pub async fn read(p: &Platform, actor: &Actor, side: model::Party) -> Result<()> {
    let page = model::PageRequest { after: None, limit: 100 };
    for room in p.list_chats(actor, model::chats::ChatFilter::of(side), page).await?.items {
        let view = p.open_chat(actor, room.id, Around::End).await?;
        p.mark_read(actor, room.id, view.last_seq).await?;
    }
    Ok(())
}
