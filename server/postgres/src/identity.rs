//! Which user PostgreSQL runs as. It refuses root, so root lends it another: the owner of the data that is there,
//! else `postgres`, else `nobody` (a uid without a passwd entry makes initdb fail).

use std::{
    ffi::OsStr,
    fs,
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::Path,
    process::Command,
};

use anyhow::{Context, Result, bail, ensure};

/// The user that PostgreSQL runs as.
#[derive(Clone, Debug)]
pub struct Identity {
    /// For messages.
    pub name: String,
    pub uid: u32,
    pub gid: u32,
    /// We are root and must become this user in the child.
    pub lent: bool,
}

impl Identity {
    /// Decides for a cluster folder that may exist already.
    pub fn choose(cluster: &Path) -> Result<Self> {
        let me = rustix::process::geteuid().as_raw();
        let owner = fs::metadata(cluster).ok().map(|found| (found.uid(), found.gid()));
        if me != 0 {
            if let Some((uid, _)) = owner {
                ensure!(
                    uid == me,
                    "{} belongs to user {uid}, but this runs as user {me}: run it as that user, or remove the folder",
                    cluster.display()
                );
            }
            return Ok(Self {
                name: format!("user {me}"),
                uid: me,
                gid: rustix::process::getegid().as_raw(),
                lent: false,
            });
        }
        if let Some((uid, gid)) = owner.filter(|(uid, _)| *uid != 0) {
            return Ok(Self { name: format!("user {uid}"), uid, gid, lent: true });
        }
        let users = fs::read_to_string("/etc/passwd").context("could not read /etc/passwd")?;
        for wanted in ["postgres", "_postgres", "nobody"] {
            if let Some((uid, gid)) = find_user(&users, wanted) {
                return Ok(Self { name: wanted.to_owned(), uid, gid, lent: true });
            }
        }
        bail!("PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`")
    }

    /// A command that will run as this user, without any `PG*` variable of the caller's.
    pub fn command(&self, program: impl AsRef<OsStr>, folder: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        // A folder this user may not read (root's home) makes initdb fail, so the working folder is always given.
        command.env("LC_ALL", "C").current_dir(folder);
        if self.lent {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Hands a path to this user.
    pub fn own(&self, path: &Path) -> Result<()> {
        if self.lent {
            std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
                .with_context(|| format!("could not give {} to {}", path.display(), self.name))?;
        }
        Ok(())
    }
}

/// uid and gid of a passwd line; macOS writes `nobody` as -2.
fn find_user(passwd: &str, name: &str) -> Option<(u32, u32)> {
    let line = passwd.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).take(2).map(|text| text.parse::<i64>().ok().map(|number| number as u32));
    let (uid, gid) = (numbers.next()??, numbers.next()??);
    (uid != 0).then_some((uid, gid))
}

#[cfg(test)]
mod tests {
    use super::find_user;

    #[test]
    fn reads_passwd_lines() {
        let passwd = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:a,,,:/x:/bin/sh\nnobody:*:-2:-2::/:/x\n";
        assert_eq!(find_user(passwd, "postgres"), Some((101, 104)));
        assert_eq!(find_user(passwd, "nobody"), Some((u32::MAX - 1, u32::MAX - 1)));
        assert_eq!(find_user(passwd, "root"), None, "root is never lent");
        assert_eq!(find_user(passwd, "post"), None);
    }
}
