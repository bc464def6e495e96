//! Real server processes for the long form: `GUILDHALL_BIN serve` on the test's database.

use super::Web;
use std::{
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};

/// A running server; killed with its handle.
pub struct Process {
    pub address: SocketAddr,
    child: Child,
}

impl Process {
    /// On a port that nobody listens on, waited for until it answers.
    pub async fn start(web: &Web, place: usize) -> Self {
        let program = std::env::var("GUILDHALL_BIN").expect("GUILDHALL_BIN names the built server");
        let port = {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            listener.local_addr().expect("address").port()
        };
        let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
        let database = web.pool.connect_options().get_database().expect("a database").to_owned();
        let data = std::env::temp_dir().join(format!("guildhall-soak-{place}-{port}"));
        let child = Command::new(program)
            .args(["serve", "--no-worker"])
            .env("DATABASE_URL", on_database(&url, &database))
            .env("PORT", port.to_string())
            .env("PUBLIC_URL", format!("http://{}", super::super::fixture::HOST))
            .env("MASTER_KEY", "0f".repeat(32))
            .env("DATA_DIR", data)
            .env("LOG", "warn")
            .env_remove("DEMO")
            .stdout(Stdio::null())
            .spawn()
            .expect("the server starts");
        let process = Self { address: SocketAddr::from(([127, 0, 0, 1], port)), child };
        for _ in 0..200 {
            if TcpStream::connect(process.address).await.is_ok() {
                sleep(Duration::from_secs(2)).await;
                return process;
            }
            sleep(Duration::from_millis(100)).await;
        }
        panic!("the server does not answer");
    }

    /// Without any farewell.
    pub fn kill(&mut self) {
        self.child.kill().expect("killed");
        let _ = self.child.wait();
    }

    /// What it holds in memory, in bytes; 0 where the system does not say.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kilobytes = status
            .lines()
            .find_map(|line| line.strip_prefix("VmRSS:"))
            .and_then(|rest| rest.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
        kilobytes.unwrap_or(0) * 1_024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The same server, another database.
fn on_database(url: &str, database: &str) -> String {
    let mut url = url::Url::parse(url).expect("DATABASE_URL");
    url.set_path(database);
    url.into()
}
