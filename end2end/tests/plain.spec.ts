// Without JavaScript: the shop can be read, and somebody can come in, buy and go.
import type { Page } from "@playwright/test";
import { PASSWORD, email } from "../support/people";
import { LOGO, complains } from "../support/shop";
import { expect, test } from "../support/test";

const plain = { javaScriptEnabled: false };

/** Chromium counts every script that it does not load as a failed request, and what was preloaded for it as a waste. */
const NOT_LOADED = /: csp for .*\.js$|was preloaded using link preload but not used/;

test("storefront and product can be read", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const page = await visit("reader", plain);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.locator(".shop-search input[name=q]").fill("logo");
  await page.locator(".shop-search input[name=q]").press("Enter");
  await page.locator("main").getByRole("link", { name: LOGO.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: LOGO.name })).toBeVisible();
  for (const text of ["What you get", "How it is delivered", "What the seller needs to know", "€290.00"]) {
    await expect(page.locator("main").getByText(text).first()).toBeVisible();
  }
});

test("signing in works, and a wrong password is said at its field", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const page = await visit("visitor", plain);
  await page.goto("/app");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await enter(page, "not the password");
  await complains(page, "password", /\S/);
  await expect(page.getByLabel("E-mail")).toHaveValue(email("client"));
  await enter(page, PASSWORD);
  await expect(page).toHaveURL(/\/app$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a service gets into the cart", async ({ visit, watch }) => {
  watch.allow(NOT_LOADED);
  const page = await visit("buyer", plain);
  await page.goto(LOGO.path);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page).toHaveURL(/\/cart$/);
  await expect(page.locator(".cart-line").filter({ hasText: LOGO.name })).toBeVisible();
});

async function enter(page: Page, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email("client"));
  await page.getByLabel("Password").fill(password);
  await page.locator("main").getByRole("button", { name: "Sign in" }).click();
}
