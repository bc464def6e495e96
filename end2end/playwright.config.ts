// The browser tests' frame. `cargo xtask test browser` builds, makes the database and sets the variables; by hand:
//   BASE_URL=http://localhost:3000 DATABASE_URL=postgres://… npx playwright test -c end2end
import { defineConfig } from "@playwright/test";
import { chromium } from "./support/chromium";

const port = process.env.PORT ?? "3000";
const given = process.env.BASE_URL;
const report = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;

export default defineConfig({
  testDir: "./tests",
  outputDir: "./test-results",
  globalSetup: "./support/setup.ts",
  // Tests of one file build on each other's data; files do not.
  fullyParallel: false,
  workers: 2,
  // A test that passes at the second try has failed.
  retries: 0,
  forbidOnly: !!process.env.CI,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: report ? [["list"], ["json", { outputFile: report }]] : [["list"]],
  use: {
    baseURL: given ?? `http://localhost:${port}`,
    launchOptions: chromium,
    locale: "en-US",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 800 },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  webServer: given
    ? undefined
    : {
        // Its output is wanted when something fails, not between the lines of the report.
        command: `mkdir -p logs && exec "$GUILDHALL_BIN" serve --demo > logs/server.log 2>&1`,
        url: `http://localhost:${port}/`,
        cwd: import.meta.dirname,
        timeout: 120_000,
        gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
      },
});
