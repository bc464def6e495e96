//! Against a real server: start, stop, each kind of death, long paths. Death of the parent is played by running this
//! test binary again as a child (see `child_that_is_killed`).

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use crate::{Options, Postgres, Running, SUPERUSER, stale};

fn folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("guildhall-pg-test-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    folder
}

fn quick(folder: &PathBuf) -> Options {
    // Durable in its life cycle, but without waiting for the disk.
    Options::new(folder).setting("fsync", "off")
}

/// The data may lie elsewhere than asked for (root with a temp folder below a closed home).
fn remove(running: Running) {
    let home = running.data_dir().to_owned();
    drop(running);
    fs::remove_dir_all(home).unwrap();
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(30), "still not: {what}");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn starts_keeps_data_and_stops() {
    let folder = folder("keeps");
    let running = Postgres::start(quick(&folder)).unwrap();
    assert!(running.ensure_database("first").unwrap());
    assert!(!running.ensure_database("first").unwrap());
    assert!(running.ensure_role("app \"x\"").unwrap());
    assert!(!running.ensure_role("app \"x\"").unwrap());
    running.query("first", "create table t (a int); insert into t values (1), (null)").unwrap();
    let (url, pid) = (running.url("first", SUPERUSER), running.pid().unwrap());
    assert!(url.starts_with("postgres://guildhall_owner@localhost/first?host=/"), "{url}");
    let settings = "select current_setting('fsync'), current_setting('data_checksums'), \
                    current_setting('listen_addresses'), getdatabaseencoding()";
    let rows = running.query("first", settings).unwrap();
    assert_eq!(rows[0].iter().flatten().collect::<Vec<_>>(), ["off", "on", "", "UTF8"]);
    let home = running.data_dir().to_owned();
    running.stop().unwrap();
    assert!(!stale::is_alive(pid));

    let running = Postgres::start(quick(&folder)).unwrap();
    assert_eq!(running.query("first", "select a from t order by a").unwrap(), [[Some("1".to_owned())], [None]]);
    drop(running);
    fs::remove_dir_all(home).unwrap();
}

#[test]
fn errors_of_sql_are_told() {
    let folder = folder("errors");
    let running = Postgres::start(Options::throwaway(&folder)).unwrap();
    let error = running.query("postgres", "select 1; selec 2").unwrap_err().to_string();
    assert!(error.contains("syntax error") && error.contains("42601"), "{error}");
    let error = running.query("nowhere", "select 1").unwrap_err().to_string();
    assert!(error.contains("nowhere"), "{error}");
    let home = running.data_dir().to_owned();
    drop(running);
    assert!(!home.exists(), "a throwaway leaves nothing behind");
}

#[test]
fn a_second_owner_is_refused() {
    let folder = folder("second");
    let running = Postgres::start(quick(&folder)).unwrap();
    let error = Postgres::start(quick(&folder)).err().unwrap().to_string();
    assert!(error.contains("already runs the PostgreSQL"), "{error}");
    assert!(running.query("postgres", "select 1").is_ok());
    remove(running);
}

#[test]
fn a_killed_server_is_started_again() {
    let folder = folder("killed");
    let mut options = quick(&folder);
    options.on_event = |_| {};
    let running = Postgres::start(options).unwrap();
    running.query("postgres", "create table t (a int); insert into t values (7)").unwrap();
    let pid = running.pid().unwrap();
    stale::signal(pid, Signal::KILL);
    until("a new server", || {
        running.pid().is_some_and(|new| new != pid) && running.query("postgres", "select a from t").is_ok()
    });
    remove(running);
}

#[test]
fn marks_of_the_dead_do_not_hinder() {
    let folder = folder("marks");
    let running = Postgres::start(quick(&folder)).unwrap();
    let home = running.data_dir().to_owned();
    drop(running);
    // The number of a process that lives, but is no PostgreSQL: us.
    fs::write(home.join("cluster/postmaster.pid"), format!("{}\n/x\n0\n5432\n", std::process::id())).unwrap();
    fs::write(home.join("socket/.s.PGSQL.5432.lock"), "1\n").unwrap();
    let running = Postgres::start(quick(&folder)).unwrap();
    assert!(running.query("postgres", "select 1").is_ok());
    remove(running);
}

#[test]
fn a_long_path_gets_a_short_socket() {
    let folder = folder("long").join("x".repeat(90));
    let running = Postgres::start(Options::throwaway(&folder)).unwrap();
    assert!(running.socket_dir().as_os_str().len() < 95, "{}", running.socket_dir().display());
    assert!(running.query("postgres", "select 1").is_ok());
    let socket = running.socket_dir().to_owned();
    drop(running);
    assert!(!socket.exists());
    let _ = fs::remove_dir_all(folder.parent().unwrap());
}

/// The parent to be killed: holds a server until then.
fn hold_a_server(folder: PathBuf) {
    let running = Postgres::start(quick(&folder)).unwrap();
    running.query("postgres", "create table if not exists t (a int); insert into t values (1)").unwrap();
    println!("\nready {}", running.pid().unwrap());
    sleep(Duration::from_secs(60));
}

/// Runs this very test once more as the process that is killed.
#[test]
fn a_killed_parent_takes_the_server_along() {
    if let Some(folder) = env::var_os("GUILDHALL_PG_CHILD") {
        return hold_a_server(folder.into());
    }
    let folder = folder("parent");
    for round in 1..=2 {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "tests::a_killed_parent_takes_the_server_along", "--nocapture"])
            .env("GUILDHALL_PG_CHILD", &folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = lines.map_while(Result::ok).find_map(|line| line.strip_prefix("ready ").map(str::to_owned));
        let pid: u32 = said.expect("the child started a server").parse().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        if round == 1 && cfg!(target_os = "linux") {
            until("the server ends with its parent", || !stale::is_alive(pid));
        }
        // In the second round at once: whatever still lives is waited for.
        let running = Postgres::start(quick(&folder)).unwrap();
        let rows = running.query("postgres", "select count(*) from t").unwrap();
        assert_eq!(rows, [[Some(round.to_string())]]);
        if round == 2 {
            remove(running);
        }
    }
}
