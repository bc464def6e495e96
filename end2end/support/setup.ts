// Before all tests: the server answers and the database is the server's, else every test would fail strangely.
import type { FullConfig } from "@playwright/test";
import { close, value } from "./sql";

export default async function setup(config: FullConfig): Promise<void> {
  const base = config.projects[0]?.use.baseURL ?? "";
  const answer = await fetch(base).catch((error: Error) => {
    throw new Error(`${base} does not answer: ${error.message}`);
  });
  if (!answer.ok) {
    throw new Error(`${base} answers ${answer.status}; see end2end/logs/server.log`);
  }
  const projects = await value<number>("select count(*)::int from projects");
  if (projects < 1) {
    throw new Error("DATABASE_URL leads to a database without a project: is it the server's?");
  }
  await close();
}
