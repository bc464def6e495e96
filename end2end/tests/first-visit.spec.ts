// The least that must hold: a page is served readable, comes alive, and complains about nothing.
import { moneyIsConserved } from "../support/money";
import { expect, open, test } from "../support/test";

test("the first page is readable before any script and alive after", async ({ page, request }) => {
  const html = await (await request.get("/")).text();
  expect(html).toMatch(/<h1[\s>]/);
  expect(html).toMatch(/<html[^>]* lang="(en|de)"/);

  await open(page, "/");
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page).toHaveTitle(/\S/);
});

test("an unknown address is a page that leads back", async ({ page, request, watch }) => {
  watch.allow(/404/);
  expect((await request.get("/there-is-no-such-page")).status()).toBe(404);
  await open(page, "/there-is-no-such-page");
  await expect(page.getByRole("link", { name: /home|start/i }).first()).toBeVisible();
});

test("the demo project's books are right", async () => {
  await moneyIsConserved();
});
