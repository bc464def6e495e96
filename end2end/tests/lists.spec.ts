// Lists: they grow while they are read and are pages without a script, they can be had as files, several rows can be
// changed at once; the bell; the roles' matrix as a plain form.
import { readFileSync } from "node:fs";
import { PASSWORD, email, signIn } from "../support/people";
import { value } from "../support/sql";
import { expect, hydrated, open, test } from "../support/test";

const plain = { javaScriptEnabled: false };

/** Chromium counts every script that it does not load as a failed request, and what was preloaded for it as a waste. */
const NOT_LOADED = /: csp for .*\.js$|was preloaded using link preload but not used/;

const allOrders = () => value<number>("select count(*)::int from orders o join projects p on p.id = o.project_id where p.slug = (select slug from projects order by created_at limit 1)");

test("the list of orders grows while it is read", async ({ page }) => {
  await signIn(page, "owner", "/admin/orders");
  const rows = page.locator(".data-table tbody tr");
  const more = page.getByRole("link", { name: "Show more" });
  await expect(more).toHaveAttribute("href", /\/admin\/orders\?after=/);
  const first = await rows.first().innerText();
  await more.scrollIntoViewIfNeeded();
  await expect.poll(() => rows.count()).toBeGreaterThan(20);
  expect(await rows.first().innerText()).toBe(first);
  await expect(page).toHaveURL(/\/admin\/orders$/);
  await expect(page.getByText(/^\d+ shown$/)).toHaveCount(1);
  const numbers = await rows.locator(".cell-main .tabular-nums").allInnerTexts();
  expect(new Set(numbers).size, "no order twice").toBe(numbers.length);
});

test("without a script the list goes on as pages", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const page = await visit("owner", plain);
  await page.goto("/sign-in?next=%2Fadmin%2Forders");
  await page.getByLabel("E-mail").fill(email("owner"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  const numbers = () => page.locator(".data-table .cell-main .tabular-nums").allInnerTexts();
  const first = await numbers();
  await page.getByRole("link", { name: "Show more" }).click();
  await expect(page).toHaveURL(/after=/);
  const second = await numbers();
  expect(second.length).toBeGreaterThan(0);
  expect(second.filter((number) => first.includes(number))).toEqual([]);
});

test("the list as a file: all of it, by the page's filters", async ({ page }) => {
  await signIn(page, "owner", "/admin/orders");
  const text = await download(page);
  expect(text.startsWith("\uFEFFNumber,Title,State,")).toBe(true);
  const lines = text.trimEnd().split("\r\n");
  expect(lines.length - 1).toBeGreaterThan(20);
  expect(lines.length - 1).toBe(await allOrders());
  await open(page, "/admin/orders?status=completed");
  const completed = (await download(page)).trimEnd().split("\r\n");
  expect(completed.length).toBeLessThan(lines.length);
  expect(completed.slice(1).every((line) => line.includes(",Completed,"))).toBe(true);
});

test("the bell opens the newest; the keyboard comes in and out", async ({ page }) => {
  await signIn(page, "seller", "/sell");
  // A page at rest: right after signing in the portal's piece is still being put in.
  await open(page, "/sell");
  const bell = page.getByRole("button", { name: /^Notifications/ });
  const panel = page.locator("#bell-panel");
  await expect(bell).toHaveAttribute("aria-expanded", "false");
  await bell.focus();
  await page.keyboard.press("Space");
  await expect(panel).toBeVisible();
  await expect(bell).toHaveAttribute("aria-expanded", "true");
  await expect(panel.getByRole("link").first()).toBeVisible();
  expect(await panel.locator(".bell-line").count()).toBeLessThanOrEqual(8);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(bell).toBeFocused();
  await bell.click();
  await panel.getByRole("link", { name: "All notifications" }).click();
  await expect(page).toHaveURL(/\/app\/notifications$/);
  await expect(panel).toHaveCount(0);
});

test("without a script the bell is a link", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const page = await visit("client", plain);
  await page.goto("/sign-in?next=%2Fapp%2Forders");
  await page.getByLabel("E-mail").fill(email("client"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  await page.locator(".portal-tools").getByRole("link", { name: /^Notifications/ }).click();
  await expect(page).toHaveURL(/\/app\/notifications$/);
});

test("the roles' matrix works as a plain form", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const page = await visit("owner", plain);
  await page.goto("/sign-in?next=%2Fadmin%2Froles");
  await page.getByLabel("E-mail").fill(email("owner"));
  await page.getByLabel("Password").fill(PASSWORD);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
  const cell = page.locator('input[name="wanted[]"][value="worker:job.view"]');
  for (const on of [true, false]) {
    await cell.setChecked(on);
    await page.getByRole("button", { name: "Save the matrix" }).click();
    await page.waitForURL(/\/admin\/roles/);
    await page.goto("/admin/roles");
    await expect(cell).toBeChecked({ checked: on });
  }
});

/** Presses "As CSV" and reads what comes. */
async function download(page: import("@playwright/test").Page): Promise<string> {
  await hydrated(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "As CSV" }).click()]);
  return readFileSync(await file.path(), "utf8");
}
