// A server of a test's own, with a database of its own: to be killed and started again.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { freshDatabase } from "./sql";

const logs = join(import.meta.dirname, "../logs");

export class OwnServer {
  private child?: ChildProcess;

  private constructor(
    readonly port: number,
    readonly database: string,
    private readonly name: string,
  ) {}

  /** Makes the database, starts the server with the demo project, and waits until it answers. */
  static async start(name: string): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), await freshDatabase(`own_${name}`), name);
    await server.launch();
    return server;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Ends it as an administrator would. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** Kills it and starts it again on the same port and data. */
  async killAndRestart(): Promise<void> {
    await this.kill();
    await this.launch();
  }

  async launch(): Promise<void> {
    const program = process.env.GUILDHALL_BIN;
    if (!program) throw new Error("GUILDHALL_BIN is not set: run `cargo xtask test browser`");
    mkdirSync(logs, { recursive: true });
    const log = openSync(join(logs, `${this.name}.log`), "a");
    const environment = {
      ...process.env,
      DATABASE_URL: this.database,
      PORT: String(this.port),
      LEPTOS_SITE_ADDR: `127.0.0.1:${this.port}`,
    };
    const child = spawn(program, ["serve", "--demo"], { env: environment, stdio: ["ignore", log, log] });
    this.child = child;
    for (const begun = Date.now(); ; await pause(100)) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}; see end2end/logs/${this.name}.log`);
      const answer = await fetch(this.url).catch(() => undefined);
      if (answer?.ok) return;
      if (Date.now() - begun > 120_000) throw new Error(`the server does not answer; see end2end/logs/${this.name}.log`);
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
