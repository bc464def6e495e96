// SQL against the server's database, as its owner: sees every project. For checking, and for what no page can do
// (moving a date into the past). Never for what a page can do.
import pg from "pg";

// bigint is money in minor units here: well below 2^53, and easier to compare as a number.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`${text} does not fit into a number`);
  return number;
});

const pools = new Map<string, pg.Pool>();

/** The database of the shared server, from DATABASE_URL. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: run `cargo xtask test browser`");
  return url;
}

/** The same database server, another database. */
export function withDatabase(name: string): string {
  return databaseUrl().replace(/(\/\/[^/]*\/)[^?]*/, `$1${name}`);
}

function pool(url: string): pg.Pool {
  let found = pools.get(url);
  if (!found) {
    // postgres://user@localhost/name?host=/folder: pg takes a host that starts with a slash for a socket's folder.
    found = new pg.Pool({ connectionString: url, max: 3, idleTimeoutMillis: 1_000 });
    // A server that is killed on purpose takes idle connections along.
    found.on("error", () => {});
    pools.set(url, found);
  }
  return found;
}

/** All rows. */
export async function rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = [], url = databaseUrl()): Promise<T[]> {
  return (await pool(url).query<T>(sql, values)).rows;
}

/** The only row; none or several is an error. */
export async function row<T extends pg.QueryResultRow>(sql: string, values: unknown[] = [], url = databaseUrl()): Promise<T> {
  const found = await rows<T>(sql, values, url);
  if (found.length !== 1) throw new Error(`${found.length} rows instead of one: ${sql}`);
  return found[0]!;
}

/** The first column of the only row. */
export async function value<T>(sql: string, values: unknown[] = [], url = databaseUrl()): Promise<T> {
  return Object.values(await row(sql, values, url))[0] as T;
}

/** Makes an empty database beside the shared one and returns its URL. */
export async function freshDatabase(name: string): Promise<string> {
  await rows(`drop database if exists "${name}" with (force)`);
  await rows(`create database "${name}"`);
  return withDatabase(name);
}

/** Ends all connections, so that the process can end. */
export async function close(): Promise<void> {
  await Promise.all([...pools.values()].map((open) => open.end()));
  pools.clear();
}
