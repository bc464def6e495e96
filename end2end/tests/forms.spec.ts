// Bad input: the message stands at its field, what was typed stays, nothing is saved.
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import type { Page } from "@playwright/test";
import { OrderPage, PICTURE } from "../support/order";
import { PASSWORD, signIn } from "../support/people";
import { LOGO, Shop, complains, field } from "../support/shop";
import { rows, value } from "../support/sql";
import { expect, open, test } from "../support/test";

// Chromium logs every refused form as a failed resource.
const REFUSED = /status of 4(00|09|13|22)/;

test("signing up: weak password, half an address, then a mail", async ({ page, watch }) => {
  watch.allow(REFUSED);
  await open(page, "/sign-up");
  const send = () => page.locator("main").getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Name").fill("Nora New");
  await page.getByLabel("E-mail").fill("nora@nowhere");
  await page.getByLabel("Password").fill("a long enough one");
  await send();
  await complains(page, "email", /Enter an e-mail address/);
  await expect(page.getByLabel("Name")).toHaveValue("Nora New");
  await expect(page.getByLabel("E-mail")).toHaveValue("nora@nowhere");

  await page.getByLabel("E-mail").fill("nora@example.org");
  await page.getByLabel("Password").fill("short");
  await send();
  await complains(page, "password", /At least 10 characters/);
  await page.getByLabel("Password").fill("three calm words");
  await send();
  await expect(page.getByRole("heading", { name: "Almost there" })).toBeVisible();
  expect(await value("select count(*)::int from users where email like 'nora@%'")).toBe(0);
  await expect.poll(() => value("select count(*)::int from mails where recipient = 'nora@example.org'")).toBe(1);
});

test("signing in: the same words for a wrong password and an unknown address", async ({ page, watch }) => {
  watch.allow(REFUSED);
  for (const email of ["hanna@demo.test", "nobody@demo.test"]) {
    await open(page, "/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill("not the password");
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await complains(page, "password", /\S/);
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
  }
});

test("a seller's questions: wrong answers stay where they are, nothing is in the cart", async ({ page, watch }) => {
  watch.allow(REFUSED);
  await open(page, LOGO.path);
  const shop = new Shop(page);
  await shop.fill("greenish");
  await page.locator('[name="answers[about]"]').fill("too short");
  await shop.addToCart();
  await complains(page, "answers[colour]", /\S/);
  await complains(page, "answers[about]", /20/);
  await expect(page.locator('[name="answers[brand]"]')).toHaveValue("Winter & Sons");
  await expect(page).toHaveURL(new RegExp(LOGO.path));
  await page.locator("[name=quantity]").fill("0");
  await shop.addToCart();
  await expect(field(page, "quantity").locator(".field-error")).toHaveText(/\S/);
  await open(page, "/cart");
  await expect(page.getByText("Nothing in here yet")).toBeVisible();
});

test("topping up: nothing, words, too little, too much", async ({ page, watch }) => {
  watch.allow(REFUSED);
  await signIn(page, { email: "jonas@demo.test", password: PASSWORD }, "/app/wallet");
  const topUps = "select count(*)::int from payments p join users u on u.id = p.user_id where u.email = 'jonas@demo.test'";
  const before = await value(topUps);
  const amount = page.locator("[name=amount]");
  for (const bad of ["a lot", "0.01", "99999999", "-5", "12.345"]) {
    await amount.fill(bad);
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await complains(page, "amount", /\S/);
    await expect(amount).toHaveValue(bad);
  }
  expect(await value(topUps)).toBe(before);
});

test("the product wizard: what is missing is said where it is missing", async ({ page, watch }) => {
  watch.allow(REFUSED);
  await signIn(page, "seller", "/sell/products/new");
  await page.getByLabel("Name").fill("A sign for your door");
  await page.getByRole("button", { name: "Make a draft" }).click();
  await complains(page, "category", /Choose a category/);
  await expect(page.getByLabel("Name")).toHaveValue("A sign for your door");
  await page.getByLabel("Category").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Make a draft" }).click();
  await page.waitForURL("**/sell/products/*?step=basics");
  await page.getByLabel("In one or two sentences").fill("Short.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Draft saved", { exact: true })).toBeVisible();
  await open(page, `${new URL(page.url()).pathname}?step=pricing`);
  await page.locator('[name$="[price]"]').first().fill("cheap");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".field-bad .field-error").first()).toHaveText(/\S/);
  await expect(page.locator('[name$="[price]"]').first()).toHaveValue("cheap");
});

test("handing in work: nothing said, a mislabelled and an oversized file", async ({ page, watch }) => {
  watch.allow(REFUSED);
  const [order] = await rows<{ id: string }>(
    `select o.id from orders o join sellers s on s.project_id = o.project_id and s.id = o.seller_id join users u on u.id = s.user_id
       join deliverables d on d.order_id = o.id join users b on b.id = o.buyer_id
     -- Not one of the journey's, which goes on meanwhile.
     where u.email = 'seller@demo.test' and b.email <> 'client@demo.test' and o.status = 'active' and d.status = 'draft' order by o.id limit 1`,
  );
  await signIn(page, "seller", "/sell/orders");
  const seller = new OrderPage(page, "/sell/orders");
  await seller.open(order!.id);
  const form = page.locator("form").filter({ has: page.locator("[name=description]") }).first();
  await form.locator("[name=description]").fill("Here it is.");
  await upload(page, { ...PICTURE, buffer: Buffer.from("MZ this is no picture at all") }, /not what its name says/);
  await upload(page, { name: "run.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") }, /cannot be uploaded/);
  await upload(page, oversized(test.info().outputDir), /Larger than 50 MB/);
  await expect(form.locator("[name=description]")).toHaveValue("Here it is.");
  await form.locator("[name=description]").fill("   ");
  await form.getByRole("button", { name: /^Submit/ }).click();
  await expect(form.locator(".field-bad .field-error").first()).toHaveText(/\S/);
});

/** A file with a hole in it: large without being written. */
function oversized(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/film.mp4`;
  writeFileSync(path, "");
  truncateSync(path, 50_000_001);
  return path;
}

async function upload(page: Page, file: typeof PICTURE | string, refused: RegExp): Promise<void> {
  const name = typeof file === "string" ? basename(file) : file.name;
  await page.locator("input[type=file]").first().setInputFiles(file);
  const line = page.locator(".file-line").filter({ hasText: name });
  await expect(line.locator(".field-error")).toHaveText(refused);
  await line.getByRole("button", { name: `Remove ${name}` }).click();
  await expect(line).toHaveCount(0);
}
