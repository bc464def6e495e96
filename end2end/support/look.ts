// What a page looks like and whether everybody can use it.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const folder = join(import.meta.dirname, "../screenshots");

export type Theme = "light" | "dark";
export const themes: Theme[] = ["light", "dark"];
export const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 800 } };

/** Asks for a theme as the operating system would. */
export async function wear(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
}

/** What axe has against the page: WCAG and good practice, all its rules. */
async function violations(page: Page): Promise<string[]> {
  const result = await new AxeBuilder({ page }).analyze();
  return result.violations.map(({ id, nodes }) => {
    const where = nodes.slice(0, 5).map((node) => `${node.target.join(" ")}: ${node.failureSummary?.replaceAll(/\s+/g, " ")}`);
    return `${id} (${nodes.length}×) ${where.join(" | ")}`;
  });
}

/** What sticks out at the side. */
async function overflow(page: Page): Promise<string[]> {
  const out = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    return wide.slice(0, 4).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`);
  });
  return out.length ? [`wider than the window: ${out.join(", ")}`] : [];
}

/** Nothing that axe knows of is wrong with the page as it is now. */
export async function accessible(page: Page): Promise<void> {
  expect(await violations(page), `accessibility of ${page.url()}`).toEqual([]);
}

/** Desktop and phone, light and dark, into end2end/screenshots; each is checked with axe and for its width. What is
 * wrong is returned, not thrown: one walk over many pages tells everything at once. */
export async function shoot(page: Page, name: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  const wrong: string[] = [];
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const theme of themes) {
      await wear(page, theme);
      await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`), fullPage: true });
      for (const complaint of [...(await violations(page)), ...(await overflow(page))]) {
        wrong.push(`${name}, ${size}, ${theme}: ${complaint}`);
      }
    }
  }
  await wear(page, "light");
  if (before) await page.setViewportSize(before);
  return wrong;
}
