// The strips that show how money is split: on the order, the wallet and the earnings page.
import { expect, type Locator, type Page } from "@playwright/test";
import { open } from "./test";

/** The amount beside a label. */
export function figure(page: Page, label: string): Locator {
  return page.locator(".strip-figure").filter({ has: page.locator("dt", { hasText: label }) }).locator("dd.amount");
}

/** The same in minor units, as the English pages write it. */
export async function minor(page: Page, label: string): Promise<number> {
  const text = await figure(page, label).innerText();
  const digits = text.replace(/[^0-9]/g, "");
  expect(text, "an amount with its cents").toMatch(/\.\d\d$/);
  return Number(digits);
}

/** A second tab of the same person: it must follow by itself what happens in the first. */
export async function beside(page: Page, path: string): Promise<Page> {
  const tab = await page.context().newPage();
  await open(tab, path);
  return tab;
}
