// `test` and `expect` for every browser test: an empty console is part of passing, for each visitor of a test.
import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { close } from "./sql";
import { Watch } from "./watch";

type Visit = (who: string, options?: BrowserContextOptions) => Promise<Page>;

interface Fixtures {
  /** Collects complaints of all browsers of the test; `watch.allow(/…/)` for those that are meant. */
  watch: Watch;
  /** A further visitor with cookies of his own: `const seller = await visit("seller")`. */
  visit: Visit;
}

export const test = base.extend<Fixtures, { sqlEnds: void }>({
  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      expect(watch.found, "the browser's console stays empty").toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.add(context, "visitor");
    await use(context);
  },
  visit: async ({ browser, watch, baseURL, locale, timezoneId, viewport }, use) => {
    const open: Page[] = [];
    await use(async (who, options) => {
      const context = await browser.newContext({ baseURL, locale, timezoneId, viewport, ...options });
      watch.add(context, who);
      const page = await context.newPage();
      open.push(page);
      return page;
    });
    await Promise.all(open.map((page) => page.context().close()));
  },
  sqlEnds: [
    async ({}, use) => {
      await use();
      await close();
    },
    { scope: "worker", auto: true },
  ],
});

/** Waits until the page's own code runs: forms work without it, so a test that does not ask proves nothing about it. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator("html"), "hydration marks <html data-hydrated>").toHaveAttribute("data-hydrated", /.*/);
}

/** Opens a page and waits for its code. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

export { expect };
