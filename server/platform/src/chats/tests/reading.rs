//! Lists, windows, unread counts and search.

use super::{crowd, first, question, say, shown};
use crate::{orders::fixture::deal, testing::platform};
use model::{
    PageRequest, Party, Role,
    chats::{Around, ChatFilter, ChatKind, Chats},
};
use time::Duration;

#[tokio::test]
async fn unread_is_what_others_said() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    let line = async |who, side| {
        let page = t.list_chats(who, ChatFilter::of(side), PageRequest::default()).await.expect("list");
        page.items.into_iter().find(|line| line.id == chat).expect("listed")
    };
    let client = line(&deal.client, Party::Client).await;
    assert_eq!((client.unread, client.kind, client.side), (0, ChatKind::Presale, Party::Client));
    assert_eq!(client.other_name(model::Lang::En), "nora studio");
    let seller = line(&deal.seller, Party::Seller).await;
    assert_eq!((seller.unread, seller.other_name(model::Lang::En).as_str()), (1, "ada"));
    assert_eq!(seller.last.expect("a message").excerpt, "Is blue possible?");
    assert_eq!(t.count_unread_messages(&deal.seller).await, Ok(1));
    let unread = ChatFilter { unread: true, ..ChatFilter::of(Party::Seller) };
    assert_eq!(t.list_chats(&deal.seller, unread.clone(), PageRequest::default()).await.expect("list").items.len(), 1);
    t.mark_read(&deal.seller, chat, 1).await.expect("read");
    t.mark_read(&deal.seller, chat, 0).await.expect("going back changes nothing");
    t.mark_read(&deal.seller, chat, 99).await.expect("nor does the future");
    assert_eq!(t.count_unread_messages(&deal.seller).await, Ok(0));
    assert!(t.list_chats(&deal.seller, unread, PageRequest::default()).await.expect("list").items.is_empty());
    let view = t.open_chat(&deal.client, chat, Around::End).await.expect("open");
    let nora = view.people.iter().find(|person| person.side == Party::Seller).expect("the other side");
    assert_eq!(nora.read, 1, "the client sees that it was read");
    say(t, &deal.client, chat, "Hello?").await;
    say(t, &deal.seller, chat, "Yes").await;
    assert_eq!(t.count_unread_messages(&deal.seller).await, Ok(0), "who answers has read");
    assert_eq!(t.count_unread_messages(&deal.client).await, Ok(1));
}

#[tokio::test]
async fn windows_are_cut_by_number() {
    let t = platform().await;
    let (people, chat) = crowd(&t, 2).await;
    // as many as a busy year has, without the pace of people
    let mut tx = t.tx().await;
    sqlx::query(
        "INSERT INTO chat_messages (project_id, chat_id, seq, id, sender_id, side, message_type, content, said, created_at, updated_at)
         SELECT $1, $2, n, gen_random_uuid(), $3, 'staff', 'text', 'number ' || n, n, now(), now() FROM generate_series(1, 5000) n",
    )
    .bind(t.project.0)
    .bind(chat.0)
    .bind(super::id_of(&people[0]).0)
    .execute(tx.conn())
    .await
    .expect("messages");
    sqlx::query("UPDATE chats SET last_seq = 5000, last_said = 5000").execute(tx.conn()).await.expect("room");
    tx.commit().await.expect("commit");
    let seqs = |window: &model::chats::Window| {
        let seqs: Vec<i64> = window.messages.iter().map(|message| message.seq).collect();
        assert!(seqs.windows(2).all(|pair| pair[1] == pair[0] + 1), "in order, without gaps");
        (seqs[0], seqs[seqs.len() - 1], window.more_before, window.more_after)
    };
    let end = t.open_chat(&people[1], chat, Around::End).await.expect("open");
    assert_eq!(seqs(&end.window), (4_951, 5_000, true, false));
    let before = t.messages_before(&people[1], chat, 4_951).await.expect("before");
    assert_eq!(seqs(&before), (4_901, 4_950, true, true));
    assert_eq!(seqs(&t.messages_before(&people[1], chat, 51).await.expect("first")), (1, 50, false, true));
    assert_eq!(seqs(&t.messages_after(&people[1], chat, 10).await.expect("after")), (11, 60, true, true));
    let around = t.open_chat(&people[1], chat, Around::Message(2_500)).await.expect("open");
    assert_eq!(seqs(&around.window), (2_475, 2_524, true, true));
    t.mark_read(&people[1], chat, 4_000).await.expect("read");
    let unread = t.open_chat(&people[1], chat, Around::Unread).await.expect("open");
    assert_eq!(seqs(&unread.window), (3_976, 4_025, true, true));
    assert_eq!((unread.line.unread, unread.read), (1_000, 4_000));
    // more than a socket is sent: read anew
    let missed = t.chat_missed(&people[1], chat, 4_000, 0).await.expect("missed");
    assert!(missed.too_much && missed.new.is_empty() && missed.last_seq == 5_000);
    assert!(t.messages_after(&people[1], chat, 5_000).await.expect("none").messages.is_empty());
    // plans, not luck: a room of any size is read by its key
    let mut tx = t.tx().await;
    sqlx::query("ANALYZE chat_messages").execute(t.db.owner()).await.expect("analyze");
    let plan: Vec<String> = sqlx::query_scalar(
        "EXPLAIN SELECT seq FROM chat_messages WHERE project_id = $1 AND chat_id = $2 AND seq < 4000 ORDER BY seq DESC LIMIT 50",
    )
    .bind(t.project.0)
    .bind(chat.0)
    .fetch_all(tx.conn())
    .await
    .expect("plan");
    assert!(plan.join(" ").contains("chat_messages_pkey"), "{plan:?}");
}

#[tokio::test]
async fn lists_go_on_where_they_ended() {
    let deal = deal().await;
    let t = &deal.t;
    let mut rooms = vec![];
    for i in 0..5 {
        let who = t.user(&format!("client{i}"), &[Role::Client]).await;
        t.clock.advance(Duration::minutes(1));
        rooms.push(t.ask_about(&who, deal.product, first("Hello")).await.expect("asked"));
    }
    rooms.reverse();
    let (mut seen, mut after) = (vec![], None);
    loop {
        let page = PageRequest { after, limit: 2 };
        let page = t.list_chats(&deal.seller, ChatFilter::of(Party::Seller), page).await.expect("list");
        seen.extend(page.items.iter().map(|line| line.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen, rooms);
    for nonsense in ["x", "1.2", "99999999999999999999.x", ""] {
        let page = PageRequest { after: Some(nonsense.into()), limit: 2 };
        assert!(t.list_chats(&deal.seller, ChatFilter::of(Party::Seller), page).await.is_err(), "{nonsense}");
    }
}

#[tokio::test]
async fn search_finds_words_in_ones_own_rooms() {
    let (deal, chat) = question().await;
    let t = &deal.t;
    say(t, &deal.seller, chat, "Natürlich, die Entwürfe kommen am Freitag.").await;
    let find = async |who, words: &str| {
        t.search_messages(who, words.into(), None, PageRequest::default()).await.expect("search").items
    };
    let hits = find(&deal.client, "entwurfe FREI").await;
    assert_eq!((hits.len(), hits[0].seq, hits[0].title.as_str()), (1, 2, "Logo"));
    assert!(hits[0].excerpt.contains("Entwürfe"));
    assert_eq!(find(&deal.seller, "blue").await.len(), 1);
    assert!(find(&deal.client, "& | !").await.is_empty());
    assert!(find(&deal.client, "nothing").await.is_empty());
    assert!(find(&t.user("eve", &[Role::Owner]).await, "blue").await.is_empty());
    assert_eq!(shown(t, &deal.client, chat).await.len(), 2);
}
