// The shop as a buyer uses it: search, product with its questions, cart, checkout, and the bank behind it.
import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./test";

/** A service of the demo: three milestones of 40, 40 and 20 per cent, one round of changes, four questions. */
export const LOGO = {
  name: "Logo that still works at 16 pixels",
  path: "/services/logo-that-still-works-at-16-pixels",
  package: "Mark",
  price: 290_00,
  milestones: [116_00, 116_00, 58_00],
};

/** Minor units as the English pages write them. */
export function euro(minor: number): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: "EUR" }).format(minor / 100);
}

/** The field around the input of that name: label, help and error. `:has`, not `filter`: within a locator, `filter` would look for all of that locator inside the field. */
export function field(page: Page | Locator, name: string): Locator {
  return page.locator(`.field:has([name="${name}"])`);
}

/** Says that a field complains, in these words. */
export async function complains(page: Page | Locator, name: string, words: RegExp): Promise<void> {
  await expect(field(page, name).locator(".field-error")).toHaveText(words);
  await expect(page.locator(`[name="${name}"]`).first()).toHaveAttribute("aria-invalid", "true");
}

export class Shop {
  constructor(readonly page: Page) {}

  /** Types into the search of the top bar and opens the logo from what it finds. */
  async find(words: string): Promise<void> {
    await open(this.page, "/");
    const search = this.page.locator(".shop-search input[name=q]");
    await search.fill(words);
    await search.press("Enter");
    await this.page.waitForURL("**/search?**");
    await this.page.locator("main").getByRole("link", { name: LOGO.name }).first().click();
    await this.page.waitForURL(`**${LOGO.path}`);
    await expect(this.page.getByRole("heading", { level: 1, name: LOGO.name })).toBeVisible();
  }

  /** Chooses the smallest package and answers the seller's questions. */
  async fill(colour: string): Promise<void> {
    const { page } = this;
    await page.locator(".sticky-box").getByText(LOGO.package, { exact: true }).click();
    await page.locator('[name="answers[brand]"]').fill("Winter & Sons");
    await page.locator('[name="answers[about]"]').fill("A roastery that is about to open its second shop. Warm, never loud.");
    await page.locator("#questions").getByText("Calm and minimal").click();
    await page.locator('[name="answers[colour]"]').fill(colour);
  }

  async addToCart(): Promise<void> {
    await this.page.getByRole("button", { name: "Add to cart" }).click();
  }

  /** From the cart to the bank: pays everything by card, nothing from the wallet. */
  async checkOut(): Promise<void> {
    const { page } = this;
    await page.getByRole("link", { name: "To checkout" }).click();
    await page.waitForURL("**/checkout");
    const pay = page.getByRole("button", { name: /^Pay .* into escrow$/ });
    await expect(pay).toBeVisible();
    const wallet = page.getByRole("switch", { name: "Pay from the wallet" });
    if (await wallet.isVisible()) await wallet.uncheck();
    await pay.click();
  }
}

/** The sandbox bank's pages: an outside provider. */
export class Bank {
  constructor(readonly page: Page) {}

  static readonly SUCCEEDS = "4242 4242 4242 4242";
  static readonly ASKS = "4000 0000 0000 3220";
  static readonly DECLINES = "4000 0000 0000 0002";

  async card(number: string): Promise<void> {
    await this.page.waitForURL("**/sandbox/pay/**");
    await this.page.getByLabel("Card number").fill(number);
    await this.page.getByLabel("Valid until").fill("12/30");
    await this.page.getByLabel("Security code").fill("123");
    await this.page.getByRole("button", { name: /^Pay/ }).click();
  }

  /** Answers the 3-D Secure question. */
  async approve(): Promise<void> {
    await this.page.waitForURL("**/challenge");
    await this.page.getByRole("button", { name: "Approve the payment" }).click();
  }
}

