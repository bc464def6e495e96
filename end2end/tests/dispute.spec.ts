// A dispute from the complaint to the split, in five browsers: what it is about is frozen at once, two of the staff approve
// what a third one drafted, and the money moves to the cent.
import type { Page } from "@playwright/test";
import { journey } from "../support/journey";
import { accessible } from "../support/look";
import { balance, moneyIsConserved } from "../support/money";
import { PICTURE } from "../support/order";
import { PASSWORD, personId, signIn } from "../support/people";
import { LOGO, euro } from "../support/shop";
import { row, rows, value } from "../support/sql";
import { figure } from "../support/strip";
import { expect, open, test } from "../support/test";

test.describe.configure({ timeout: 300_000 });

const SUPERVISOR = { email: "supervisor@demo.test", password: PASSWORD };
/** Of the three slices: so much back to the client. */
const BACK = [56_00, 116_00, 58_00];

const dispute = (order: string) => value<string>("select id from disputes where order_id = $1 order by id desc limit 1", [order]);
const review = (id: string) => value<string>("select id from review_tasks where subject_id = $1 order by opened_at desc, id desc limit 1", [id]);
const toast = (page: Page) => page.locator(".toast-corner");

/** From which amount on two must approve. */
async function twoAbove(admin: Page, amount: string): Promise<void> {
  await open(admin, "/admin/settings");
  await admin.getByLabel("Two approvals above").fill(amount);
  await admin.getByRole("button", { name: "Save the rules for disputes" }).click();
  await expect(toast(admin)).toContainText("Saved.");
}

test("complaint, freeze, answer, decision, two approvals, split", async ({ visit, watch }) => {
  watch.allow(/status of 422 .*cart\/add_to_cart/);
  watch.allow(/status of 409 .*deliveries\/approve_milestone/);
  const [client, seller, admin] = [await visit("client"), await visit("seller"), await visit("admin")];
  const { steps, outcome } = journey(client, seller);
  const submitted = steps.findIndex(({ name }) => name.startsWith("the seller submits the first milestone"));
  for (const { name, run } of steps.slice(0, submitted + 1)) await test.step(name, run);
  const order = outcome.order;
  const milestones = (await rows<{ id: string }>("select id from delivery_milestones where order_id = $1 order by position", [order])).map(({ id }) => id);
  const sellerId = await value<string>("select seller_id from orders where id = $1", [order]);
  const commission = await value<number>("select commission_bps from orders where id = $1", [order]);
  const clientId = await personId("client@demo.test");
  const [wallet, pending] = [await balance("wallet", clientId), await balance("seller_pending", sellerId)];

  await signIn(admin, "admin", "/admin");
  await twoAbove(admin, "100.00");

  await test.step("the client opens a dispute; the money is frozen, for the seller too", async () => {
    await open(client, `/app/orders/${order}`);
    await open(seller, `/sell/orders/${order}`);
    await client.getByRole("link", { name: "Open a dispute" }).click();
    await client.getByLabel("What happened?").fill("Nothing of what we agreed is in it.");
    await accessible(client);
    await client.getByLabel("What do you want?").selectOption("refund");
    await client.getByRole("button", { name: "Open the dispute and freeze the money" }).click();
    await client.waitForURL("**/app/disputes/*");
    await expect(client.getByText("Waiting for the other side's answer")).toBeVisible();
    await accessible(client);
    await expect(seller.getByText("Disputed: the money is frozen")).toBeVisible();
    await expect(seller.getByRole("button", { name: /^Submit/ })).toHaveCount(0);
  });
  const id = await dispute(order);

  await test.step("an approval is refused, and nothing moves", async () => {
    await open(client, `/app/orders/${order}`);
    await expect(client.getByRole("button", { name: /^Release/ })).toHaveCount(0);
    const answer = await client.evaluate(async (milestone) => {
      const body = new URLSearchParams({ milestone });
      const response = await fetch("/api/deliveries/approve_milestone", { method: "POST", body, headers: { accept: "application/json" } });
      return { status: response.status, text: await response.text() };
    }, milestones[0]!);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain("This order is in dispute");
    expect(await balance("escrow", order)).toBe(LOGO.price);
    await moneyIsConserved();
  });

  await test.step("the seller answers with evidence; the client sees it live", async () => {
    await open(client, `/app/disputes/${id}?tab=evidence`);
    await seller.getByRole("link", { name: "To the dispute" }).click();
    await seller.waitForURL("**/sell/disputes/*");
    await seller.getByLabel("How do you see it?").fill("It is what the mood board shows.");
    await seller.locator("#answer input[type=file]").setInputFiles(PICTURE);
    await expect(seller.locator('#answer input[type=hidden][name="files[]"]')).toHaveCount(1);
    await seller.getByRole("button", { name: "Send the answer" }).click();
    await expect(seller.getByText("The project mediates and decides")).toBeVisible();
    await expect(client.getByRole("img", { name: /concept\.png/ })).toBeVisible();
    await accessible(client);
  });

  await test.step("a private word to the mediation stays there", async () => {
    await open(client, `/app/disputes/${id}?tab=conversation`);
    await client.getByLabel("Your message").fill("Between us: half would do.");
    await client.getByLabel("Who reads it").selectOption("client");
    await client.getByRole("button", { name: "Send", exact: true }).click();
    await expect(client.getByText("Between us: half would do.")).toBeVisible();
    await accessible(client);
    await open(seller, `/sell/disputes/${id}?tab=conversation`);
    await expect(seller.getByText("Between us: half would do.")).toHaveCount(0);
  });

  await test.step("the mediator drafts a split; the sums follow while they type", async () => {
    await open(admin, "/admin/disputes");
    await accessible(admin);
    const number = await value<string>("select number from disputes where id = $1", [id]);
    await admin.getByRole("row").filter({ hasText: number }).getByRole("link").first().click();
    await admin.waitForURL("**/admin/disputes/*");
    await admin.getByRole("link", { name: "Draft a decision" }).click();
    for (const [n, milestone] of milestones.entries()) {
      await admin.locator(`[name="to_client[slice-${milestone}]"]`).fill((BACK[n]! / 100).toFixed(2));
    }
    await expect(figure(admin, "To the client")).toHaveText(euro(230_00));
    await admin.getByLabel("Reasons, for both sides").fill("Half of the first part was done; the rest was not begun.");
    await accessible(admin);
    await admin.getByRole("button", { name: "Hand it in for approval" }).click();
    await expect(admin.getByText("It needs 2 approvals")).toBeVisible();
    await open(client, `/app/disputes/${id}`);
    await expect(client.getByText("Half of the first part was done")).toHaveCount(0);
  });

  await test.step("two others approve; one is not enough, and the drafter cannot", async () => {
    const [supervisor, owner] = [await visit("supervisor"), await visit("owner")];
    const task = `/admin/reviews/${await review(id)}`;
    await open(admin, task);
    await expect(admin.getByRole("button", { name: /^Approve/ })).toHaveCount(0);
    await signIn(supervisor, SUPERVISOR, task);
    await supervisor.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(toast(supervisor)).toContainText("Your vote counts.");
    expect(await value("select status from disputes where id = $1", [id])).toBe("in_review");
    await signIn(owner, "owner", task);
    await owner.getByRole("button", { name: /^Approve and finish/ }).click();
    await expect.poll(() => value("select status from disputes where id = $1", [id])).toBe("resolved");
    expect(await balance("escrow", order), "frozen until it is final").toBe(LOGO.price);
  });

  await test.step("both accept, and the money moves to the cent", async () => {
    for (const [page, root] of [[client, "/app"], [seller, "/sell"]] as const) {
      await open(page, `${root}/disputes/${id}`);
      await expect(page.locator("#decision").getByText("Half of the first part was done")).toBeVisible();
      await page.locator("#decision").getByRole("button", { name: "Accept the decision" }).click();
      const dialog = page.getByRole("dialog", { name: "Accept this decision?" });
      await dialog.getByRole("button", { name: "Accept", exact: true }).click();
      await expect(dialog).toBeHidden();
    }
    await expect(client.getByText("Over: the decision has taken effect.")).toBeVisible();
    const gross = LOGO.price - 230_00;
    const fee = Math.round((gross * commission) / 10_000);
    expect(await row("select status, released, fee, refunded from orders where id = $1", [order])).toEqual({ status: "partial", released: gross, fee, refunded: 230_00 });
    expect(await balance("escrow", order)).toBe(0);
    expect(await balance("wallet", clientId)).toBe(wallet + 230_00);
    expect(await balance("seller_pending", sellerId)).toBe(pending + gross - fee);
    await moneyIsConserved();
    await open(client, `/app/orders/${order}`);
    await expect(figure(client, "Refunded")).toHaveText(euro(230_00));
    await expect(figure(client, "Released")).toHaveText(euro(gross));
    await open(seller, `/sell/orders/${order}`);
    await expect(figure(seller, "In escrow")).toHaveText(euro(0));
    await expect(seller.getByText(`${euro(gross - fee)} is yours`)).toBeVisible();
  });

  await test.step("the evidence pack is there for both, and not for a stranger", async () => {
    const pack = await client.request.get(`/disputes/${id}/evidence.zip`);
    expect(pack.status()).toBe(200);
    expect(pack.headers()["content-type"]).toBe("application/zip");
    const body = await pack.body();
    expect(body.subarray(0, 2).toString()).toBe("PK");
    for (const name of ["index.html", "data.json", "manifest.sha256", "concept.png"]) expect(body.includes(name), name).toBe(true);
    expect((await seller.request.get(`/disputes/${id}/evidence.zip`)).status()).toBe(200);
    const stranger = await visit("stranger");
    await signIn(stranger, { email: "jonas@demo.test", password: PASSWORD }, "/app");
    expect((await stranger.request.get(`/disputes/${id}/evidence.zip`)).status()).toBe(404);
  });

  await twoAbove(admin, "500.00");
});

test("without a script: the complaint and its withdrawal are plain forms", async ({ visit, watch }) => {
  watch.allow(/: csp for .*\.js$|was preloaded using link preload but not used/);
  const page = await visit("client", { javaScriptEnabled: false });
  const order = await value<string>(
    "select o.id from orders o join users u on u.id = o.buyer_id where u.email = 'client@demo.test' and o.status in ('active', 'delivered') order by o.id limit 1",
  );
  const before = await value<string>("select status from orders where id = $1", [order]);
  await page.goto(`/sign-in?next=${encodeURIComponent(`/app/orders/${order}/dispute`)}`);
  await page.getByLabel("E-mail").fill("client@demo.test");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Open the dispute and freeze the money" }).click();
  expect(await value("select status from orders where id = $1", [order]), "nothing without words").toBe(before);
  await page.getByLabel("What happened?").fill("Two weeks late, and no answer.");
  await page.getByLabel("What is it about?").selectOption("delivery");
  await page.getByLabel("What do you want?").selectOption("other");
  await page.getByRole("button", { name: "Open the dispute and freeze the money" }).click();
  await page.waitForURL("**/app/disputes/*");
  await expect(page.getByText("Two weeks late, and no answer.").first()).toBeVisible();
  expect(await value("select status from orders where id = $1", [order])).toBe("disputed");
  await page.locator("summary, button").filter({ hasText: "Take the dispute back" }).first().click();
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("Over: taken back. The order goes on.")).toBeVisible();
  expect(await value("select status from orders where id = $1", [order])).toBe(before);
});
