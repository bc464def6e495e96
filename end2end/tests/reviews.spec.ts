// Reviews: a product goes from its seller through changes asked for, an approval that gets stale, and two roles, into the shop.
import type { Page } from "@playwright/test";
import { accessible } from "../support/look";
import { PASSWORD, signIn } from "../support/people";
import { value } from "../support/sql";
import { expect, open, test } from "../support/test";
import type { Watch } from "../support/watch";

const NAME = "Menu and price list that sells";
const SHOP = "/services/menu-and-price-list-that-sells";
const REVIEWER = { email: "reviewer@demo.test", password: PASSWORD };

const product = () => value<string>("select id from products where slug = 'menu-and-price-list-that-sells'");
const latest = async () => value<string>("select id from review_tasks where subject_id = $1 order by opened_at desc, id desc limit 1", [await product()]);

/** What the merge box says. */
const box = (page: Page) => page.locator("[data-merge-box]");

/** Whether products are reviewed in this project. */
async function review(admin: Page, on: boolean): Promise<void> {
  await open(admin, "/admin/settings");
  const rule = admin.getByRole("switch", { name: "Review products before they are shown" });
  await rule.setChecked(on);
  await admin.getByRole("button", { name: "Save the settings" }).click();
  await expect.poll(() => value<boolean>("select review_products from projects order by created_at limit 1")).toBe(on);
}

/** How many approvals a product needs. */
async function rule(admin: Page, roles: Record<string, number>): Promise<void> {
  await open(admin, "/admin/reviews/rules");
  const form = admin.locator("form").filter({ has: admin.locator('input[name=subject][value="product"]') });
  for (const role of ["reviewer", "approver"]) await form.locator(`[name="roles[${role}]"]`).fill(String(roles[role] ?? 0));
  await form.getByRole("button", { name: "Save" }).click();
  await expect(admin.locator(".toast-corner")).toContainText("Saved.");
}

test("a product is reviewed by two roles, mended in between, and published", async ({ page, visit, watch }) => {
  test.setTimeout(300_000);
  // The refused vote; Chromium logs it as a failed resource.
  watch.allow(/status of 422 .*reviews\/vote/);
  const [admin, reviewer, visitor] = [await visit("admin"), await visit("reviewer"), await visit("visitor")];
  await signIn(admin, "admin", "/admin/reviews");
  try {
    await walk({ seller: page, admin, reviewer, visitor }, watch);
  } finally {
    // As the other files find the project, however this ends.
    await rule(admin, { approver: 1 });
    await review(admin, false);
  }
});

/** From the rule over two rounds into the shop. */
async function walk({ seller, admin, reviewer, visitor }: Record<"seller" | "admin" | "reviewer" | "visitor", Page>, watch: Watch): Promise<void> {
  await accessible(admin);
  await rule(admin, { reviewer: 1, approver: 1 });
  await accessible(admin);
  await review(admin, true);

  await test.step("its seller hands it in anew, by the new rule", async () => {
    await signIn(seller, "seller", "/sell/products?status=in_review");
    await seller.getByLabel(`Actions for ${NAME}`).click();
    await seller.getByText("Take back from review").click();
    await expect.poll(async () => value("select status from products where id = $1", [await product()])).toBe("draft");
    await open(seller, `/sell/products/${await product()}?step=review`);
    await seller.getByRole("button", { name: "Hand in for review" }).click();
    await expect(seller.locator(".toast-corner")).toContainText("Handed in");
  });
  const task = await latest();

  await test.step("the reviewer finds it, speaks about a field and asks for changes", async () => {
    await signIn(reviewer, REVIEWER, "/admin/reviews");
    await reviewer.getByRole("link", { name: NAME }).click();
    await expect(box(reviewer)).toContainText("One approval by a reviewer is missing.");
    await expect(box(reviewer)).toContainText("One approval by an approver is missing.");
    await reviewer.getByRole("link", { name: /^Changes/ }).click();
    const field = reviewer.getByRole("article", { name: "Description", exact: true });
    await expect(field.locator("ins")).toContainText("hello@harbour.example");
    await field.getByText("Comment on this field").click();
    await field.getByLabel("About this field").fill("No addresses in the text, please.");
    await field.getByRole("button", { name: "Say it" }).click();
    await expect(field.locator(".thread")).toContainText("No addresses in the text, please.");
    await accessible(reviewer);
    await reviewer.getByRole("button", { name: "Request changes" }).click();
    await expect(reviewer.locator(".field-error").filter({ hasText: "Say what must change" })).toBeVisible();
    await reviewer.getByLabel("Your note").fill("Take the e-mail address out of the description.");
    await reviewer.getByRole("button", { name: "Request changes" }).click();
    await expect(box(reviewer)).toContainText("Changes are asked for by Rosa Klein.");
  });

  await test.step("an approver approves too early; it cannot be merged", async () => {
    await open(admin, `/admin/reviews/${task}`);
    await admin.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(admin.locator(".toast-corner")).toContainText("Your vote counts.");
    await expect(admin.getByRole("button", { name: "Publish" })).toHaveCount(0);
  });

  await test.step("the seller sees the wish, not the house's talk, and has no vote", async () => {
    await open(seller, `/sell/reviews/${task}`);
    await expect(seller.getByText("Take the e-mail address out of the description.")).toBeVisible();
    const thread = seller.locator(".thread").filter({ hasText: "No addresses in the text" });
    await thread.getByText("Answer", { exact: true }).click();
    await thread.getByLabel("Your answer").fill("Done in a minute.");
    await thread.getByRole("button", { name: "Send the answer" }).click();
    await expect(thread).toContainText("Done in a minute.");
    await expect(seller.getByRole("button", { name: /Approve|Publish/ })).toHaveCount(0);
    await accessible(seller);
    watch.allow(/403/);
    expect((await seller.goto(`/admin/reviews/${task}`))?.status()).toBe(403);
  });

  await test.step("mended: what both voted no longer counts", async () => {
    await open(seller, `/sell/products/${await product()}`);
    await seller.locator("[name=description]").fill("We look at what you sell and what you would like to sell, and draw a menu that leads there: few fonts, much air.");
    await seller.getByRole("link", { name: /Check and publish/ }).click();
    await seller.getByRole("button", { name: "Hand in the changes" }).click();
    for (const name of ["Annika Brandt", "Rosa Klein"]) {
      await expect(admin.getByRole("listitem").filter({ hasText: name }).filter({ hasText: /Of version \d+, no longer counts/ })).toBeVisible();
    }
    await expect(box(admin)).toContainText("One approval by an approver is missing.");
  });

  await test.step("two roles approve, the thread is resolved, and it is published", async () => {
    await expect(box(reviewer)).not.toContainText("Changes are asked for");
    await reviewer.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(box(reviewer)).not.toContainText("by a reviewer is missing");
    await open(reviewer, `/admin/reviews/${task}`);
    await reviewer.getByRole("button", { name: "Mark as resolved" }).click();
    await expect(reviewer.getByText("Resolved by Rosa Klein")).toBeVisible();
    await admin.getByRole("button", { name: "Approve and finish: Publish" }).click();
    await expect(box(admin)).toContainText("It has been merged.");
    await expect(reviewer.locator(".page-head").getByText("Merged")).toBeVisible();
  });

  await test.step("the shop shows it", async () => {
    await open(visitor, SHOP);
    await expect(visitor.getByRole("heading", { level: 1, name: NAME })).toBeVisible();
    await expect(visitor.getByText("hello@harbour.example")).toHaveCount(0);
  });
}

test("without a script: the box, a vote and a comment are plain forms", async ({ visit, watch }) => {
  watch.allow(/: csp for .*\.js$|was preloaded using link preload but not used/);
  const page = await visit("admin", { javaScriptEnabled: false });
  const task = await value<string>("select id from review_tasks where subject = 'seller_verification' and closed_at is null order by id limit 1");
  await page.goto(`/sign-in?next=${encodeURIComponent(`/admin/reviews/${task}`)}`);
  await page.getByLabel("E-mail").fill("admin@demo.test");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await expect(box(page)).toContainText("One approval by an admin is missing.");
  await page.getByLabel("Begin a thread").fill("Who recommends them?");
  await page.getByRole("button", { name: "Say it" }).click();
  await expect(page.locator(".thread").first()).toContainText("Who recommends them?");
  await page.getByRole("button", { name: "Request changes" }).click();
  await expect(page.getByText("Say what must change, in 5 to 2,000 characters.").first()).toBeVisible();
});
