// Conversations, in two browsers at once: nothing is lost, nothing comes twice, whatever the network does.
import { Chat, Network, runningOrder, said } from "../support/chat";
import { PASSWORD, email, signIn } from "../support/people";
import { PICTURE } from "../support/order";
import { accessible } from "../support/look";
import { LOGO } from "../support/shop";
import { rows, value } from "../support/sql";
import { expect, open, test } from "../support/test";

test.describe.configure({ timeout: 180_000 });

/** Chromium counts every script that it does not load as a failed request, and what was preloaded for it as a waste. */
const NOT_LOADED = /: csp for .*\.js$|was preloaded using link preload but not used/;

test("live both ways: writing, receipts, answers, reactions, changes", async ({ visit }) => {
  const { room } = await runningOrder();
  const [client, seller] = [Chat.of(await visit("client"), "client"), Chat.of(await visit("seller"), "seller")];
  await Promise.all([signIn(client.page, "client"), signIn(seller.page, "seller", "/sell")]);
  await Promise.all([client.open(room), seller.open(room)]);
  const stamp = Date.now();
  const [ask, answer] = [`Blue or green, ${stamp}?`, `Blue, as the plate, ${stamp}.`];

  await test.step("somebody writes, and it is seen", async () => {
    await seller.text.pressSequentially("Let me see", { delay: 60 });
    await expect(client.page.getByText(/is writing …/)).toBeVisible();
    await expect(client.page.getByTitle("Here now")).toBeVisible();
    await seller.send(ask);
    await expect(client.message(ask)).toHaveCount(1);
    await expect(client.page.getByText(/is writing …/)).toHaveCount(0);
  });
  await test.step("it was read, and the sender sees it", async () => {
    await expect(seller.message(ask).getByText("Read", { exact: true })).toBeVisible();
  });
  await test.step("an answer quotes it", async () => {
    await client.message(ask).hover();
    await client.message(ask).getByRole("button", { name: "Reply" }).click();
    await expect(client.text).toBeFocused();
    await client.send(answer);
    await expect(seller.message(answer)).toHaveCount(1);
    await expect(seller.message(answer).locator(".msg-quote")).toContainText(ask);
  });
  await test.step("a reaction by the keyboard alone", async () => {
    await seller.log.focus();
    await seller.page.keyboard.press("ArrowUp");
    await expect(seller.message(answer)).toBeFocused();
    await seller.page.keyboard.press("Tab");
    // the quote comes first, then the tools
    const react = seller.message(answer).locator(".msg-tools summary").first();
    for (let n = 0; n < 4 && !(await react.evaluate((node) => node === document.activeElement)); n++) {
      await seller.page.keyboard.press("Tab");
    }
    await seller.page.keyboard.press("Enter");
    await seller.page.keyboard.press("Tab");
    await seller.page.keyboard.press("Enter");
    await expect(client.message(answer).getByRole("button", { name: "👍, once" })).toHaveAttribute("aria-pressed", "false");
    await expect(seller.message(answer).getByRole("button", { name: "👍, once" })).toHaveAttribute("aria-pressed", "true");
    await client.message(answer).getByRole("button", { name: "👍, once" }).click();
    await expect(seller.message(answer).getByRole("button", { name: "👍, 2 times" })).toBeVisible();
  });
  await test.step("a change, and a deletion", async () => {
    await client.text.press("ArrowUp");
    await expect(client.text).toHaveValue(answer);
    await client.text.fill(`${answer} The dark one.`);
    await client.text.press("Enter");
    await expect(seller.message("The dark one.")).toHaveCount(1);
    await expect(seller.message("The dark one.").getByText("edited")).toBeVisible();
    await client.message("The dark one.").hover();
    await client.message("The dark one.").getByLabel("More actions").click();
    await client.message("The dark one.").getByRole("button", { name: "Delete …" }).click();
    const dialog = client.page.getByRole("dialog", { name: "Delete this message?" });
    await dialog.getByRole("button", { name: "Delete the message" }).click();
    await expect(dialog).toBeHidden();
    await expect(seller.message("The dark one.")).toHaveCount(0);
    await expect(seller.log.getByText("This message was deleted.").last()).toBeVisible();
  });
  await test.step("a pin, found again", async () => {
    await client.message(ask).hover();
    await client.message(ask).getByLabel("More actions").click();
    await client.message(ask).getByRole("button", { name: "Pin" }).click();
    await seller.page.locator(".room-pins summary").click();
    await expect(seller.page.locator(".room-pins li").filter({ hasText: ask })).toBeVisible();
  });
  await accessible(client.page);
});

test("a file with its picture; a report", async ({ visit }) => {
  const { room } = await runningOrder(1);
  const [client, seller] = [Chat.of(await visit("client"), "client"), Chat.of(await visit("seller"), "seller")];
  await Promise.all([signIn(client.page, "client"), signIn(seller.page, "seller", "/sell")]);
  await Promise.all([client.open(room), seller.open(room)]);
  const words = `Like this one, ${Date.now()}`;
  await client.page.getByLabel("Attach files").setInputFiles(PICTURE);
  await expect(client.page.locator(".composer .file-line").filter({ hasText: PICTURE.name })).toBeVisible();
  await expect(client.page.getByRole("button", { name: "Send" })).toBeEnabled();
  await client.send(words);
  const picture = seller.message(words).getByRole("img", { name: `Picture ${PICTURE.name}` });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await seller.message(words).hover();
  await seller.message(words).getByLabel("More actions").click();
  await seller.message(words).getByRole("button", { name: "Report …" }).click();
  const dialog = seller.page.getByRole("dialog", { name: "Report this message" });
  await dialog.getByText("Something else").click();
  await dialog.getByRole("button", { name: "Report", exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(await value<number>("select count(*)::int from chat_reports r join chat_messages m on m.id = r.message_id where m.content = $1", [words])).toBe(1);
});

test("the connection is cut for ten seconds while both write", async ({ visit, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/, /ERR_NETWORK_CHANGED/, /WebSocket connection to/);
  const { room } = await runningOrder();
  const [clientPage, sellerPage] = [await visit("client"), await visit("seller")];
  const network = new Network(clientPage.context());
  await network.hold();
  const [client, seller] = [Chat.of(clientPage, "client"), Chat.of(sellerPage, "seller")];
  await Promise.all([signIn(clientPage, "client"), signIn(sellerPage, "seller", "/sell")]);
  await Promise.all([client.open(room), seller.open(room)]);
  const mark = `cut${Date.now()}`;
  await client.send(`${mark} before, from the client`);
  await seller.send(`${mark} before, from the seller`);
  await expect(client.message(`${mark} before, from the seller`)).toHaveCount(1);
  // one is on its way at the very moment
  await Promise.all([client.send(`${mark} client 0`), network.cut()]);
  for (let n = 1; n <= 4; n++) {
    await client.send(`${mark} client ${n}`);
    await seller.send(`${mark} seller ${n}`);
    await clientPage.waitForTimeout(2_000);
  }
  await expect(client.waiting.first()).toBeVisible();
  // in words, not as a pattern: a pattern is held against the raw text, which begins with the line breaks of the icon
  await expect(client.log.getByText("Offline. It is sent when the connection is back.").first()).toBeVisible();
  await expect(client.message(`${mark} seller 1`)).toHaveCount(0);
  await clientPage.waitForTimeout(2_000);
  await network.mend();
  await expect(client.waiting).toHaveCount(0, { timeout: 60_000 });
  await expect(client.message(`${mark} seller 4`)).toHaveCount(1);
  await expect(seller.message(`${mark} client 4`)).toHaveCount(1);
  // each once, the same order for both and for the house, and each side's own in the order it was written
  const stored = await said(room, `${mark}%`);
  expect(new Set(stored).size).toBe(11);
  expect(stored).toHaveLength(11);
  for (const chat of [client, seller]) expect(await chat.bubbles(mark)).toEqual(stored);
  for (const side of ["client", "seller"]) {
    const own = stored.filter((text) => text.startsWith(`${mark} ${side}`));
    expect(own).toEqual([...own].sort());
  }
});

test("what was not sent goes with the next visit", async ({ visit, watch }) => {
  watch.allow(/ERR_INTERNET_DISCONNECTED/, /ERR_NETWORK_CHANGED/, /WebSocket connection to/);
  const { room } = await runningOrder(1);
  const page = await visit("client");
  const network = new Network(page.context());
  await network.hold();
  const client = Chat.of(page, "client");
  await signIn(page, "client");
  await client.open(room);
  const words = `kept${Date.now()}`;
  await network.cut();
  await client.send(words);
  await expect(client.waiting).toHaveCount(1);
  await client.text.fill("half a thou");
  await network.mend();
  await page.reload();
  await expect(client.text).toHaveValue("half a thou");
  await expect(client.waiting).toHaveCount(0);
  await expect(client.message(words)).toHaveCount(1);
  expect(await said(room, words)).toEqual([words]);
  await client.text.fill("");
});

test("an outsider finds nothing", async ({ page, watch }) => {
  watch.allow(/status of 404/);
  const { room } = await runningOrder();
  await signIn(page, { email: "priya@demo.test", password: PASSWORD });
  const answer = await page.goto(`/app/messages/${room}`);
  expect(answer?.status()).toBe(404);
  await expect(page.locator("#room-text")).toHaveCount(0);
  const before = await value<number>("select last_seq::int from chats where id = $1", [room]);
  const sent = await page.request.post("/api/chats/write_message", {
    form: { chat: room, seq: "0", content: "Let me in" },
    headers: { accept: "application/json", origin: new URL(page.url()).origin },
  });
  expect(sent.status()).toBe(404);
  expect(await value<number>("select last_seq::int from chats where id = $1", [room])).toBe(before);
});

test("the number of unread messages is live, everywhere", async ({ visit }) => {
  const { order, room } = await runningOrder();
  const [client, seller] = [await visit("client"), Chat.of(await visit("seller"), "seller")];
  await Promise.all([signIn(client, "client", "/app"), signIn(seller.page, "seller", "/sell")]);
  // everything is read first
  await rows("update chat_members m set last_read_seq = c.last_seq, read_said = c.last_said from chats c, users u where c.id = m.chat_id and u.id = m.user_id and u.email = $1", [email("client")]);
  await open(client, "/app");
  const tally = client.locator(".rail .rail-link", { hasText: "Messages" }).locator(".tally");
  await expect(tally).toHaveCount(0);
  await seller.open(room);
  await seller.send(`Are you there, ${Date.now()}?`);
  await expect(tally).toHaveText("1");
  await seller.send(`Two of them, ${Date.now()}`);
  await expect(tally).toHaveText("2");
  // the bell does not ring for each message
  expect(await value<number>("select count(*)::int from notifications n join users u on u.id = n.user_id where u.email = $1 and n.link like '%/messages/%' and n.created_at > now() - interval '1 minute'", [email("client")])).toBe(0);
  await open(client, "/app/messages");
  const line = client.locator(".room-line", { hasText: "Two of them" });
  await expect(line.locator(".tally")).toHaveText("2");
  await line.click();
  await expect(client.locator("#room-text")).toBeEditable();
  await expect(tally).toHaveCount(0);
  await expect(line.locator(".tally")).toHaveCount(0);
  await test.step("the order has the same conversation beside it", async () => {
    await open(client, `/app/orders/${order}`);
    await expect(client.locator("#messages").getByText("Two of them").first()).toBeVisible();
  });
});

test("a long room opens at its end and holds only a part in the page", async ({ page }) => {
  const room = await longRoom(1_200);
  await signIn(page, "seller", "/sell");
  const chat = Chat.of(page, "seller");
  await chat.open(room);
  await expect(chat.message("Old line 1200")).toHaveCount(1);
  await expect(chat.message("Old line 1200")).toBeInViewport();
  for (let n = 0; n < 8; n++) {
    const first = await chat.log.locator("[data-row]").first().getAttribute("id");
    await chat.log.evaluate((log) => log.scrollTo(0, -log.scrollHeight));
    await expect(chat.log.locator("[data-row]").first()).not.toHaveId(first ?? "");
  }
  expect(await chat.log.locator("[data-row]").count()).toBeLessThanOrEqual(200);
  await page.getByRole("button", { name: /^To the newest/ }).click();
  await expect(chat.message("Old line 1200")).toBeInViewport();
  await test.step("the search leads to a message in the middle", async () => {
    await page.getByLabel("Search messages").fill("Old line 345");
    await page.getByLabel("Search messages").press("Enter");
    await page.locator(".room-line", { hasText: "Old line 345" }).first().click();
    await expect(chat.message("Old line 345")).toBeInViewport();
  });
});

test("without a script it is a plain form", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const { room } = await runningOrder();
  const page = await visit("client", { javaScriptEnabled: false });
  await page.goto(`/sign-in?next=${encodeURIComponent(`/app/messages/${room}`)}`);
  await page.getByLabel("E-mail").fill(email("client"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  const words = `Plainly, ${Date.now()}`;
  await page.locator("#room-text").fill(words);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("article.msg").filter({ hasText: words })).toHaveCount(1);
  expect(await said(room, words)).toEqual([words]);
});

test("a question before buying: signed in on the way, nothing lost", async ({ page }) => {
  await rows("delete from chat_blocks");
  await open(page, LOGO.path);
  const words = `Does it also work on a stamp, ${Date.now()}?`;
  const ask = page.locator("#ask");
  await ask.getByLabel("Your question").fill(words);
  await ask.getByRole("button", { name: "Sign in and ask" }).click();
  await page.getByLabel(/^E-mail/).fill("priya@demo.test");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/services/**");
  await expect(ask.getByLabel("Your question")).toHaveValue(words);
  await ask.getByRole("button", { name: "Ask the seller" }).click();
  await page.waitForURL("**/app/messages/**");
  await expect(page.locator("article.msg").filter({ hasText: words })).toHaveCount(1);
});

/** A room of the demo's seller with many messages, made by hand: nobody writes a thousand in a test. */
async function longRoom(size: number): Promise<string> {
  const room = await value<string>(
    `select c.id from chats c join sellers s on s.project_id = c.project_id and s.id = c.seller_id join users u on u.id = s.user_id
      where u.email = $1 and c.kind = 'order' and c.status = 'active' order by c.last_at, c.id limit 1`,
    [email("seller")],
  );
  const done = await value<number>("select count(*)::int from chat_messages where chat_id = $1 and content like 'Old line %'", [room]);
  if (done === 0) {
    await rows(
      `insert into chat_messages (project_id, chat_id, seq, id, sender_id, side, message_type, content, said, created_at, updated_at)
        select c.project_id, c.id, c.last_seq + n, gen_random_uuid(), c.buyer_id, 'client', 'text', 'Old line ' || n, c.last_said + n, now() - interval '1 hour' + n * interval '1 second', now()
        from chats c cross join generate_series(1, $2::int) n where c.id = $1`,
      [room, size],
    );
    await rows("update chats set last_seq = last_seq + $2, last_said = last_said + $2, last_at = now() where id = $1", [room, size]);
    await rows("update chat_members m set last_read_seq = c.last_seq, read_said = c.last_said from chats c where c.id = m.chat_id and c.id = $1", [room]);
  }
  return room;
}
