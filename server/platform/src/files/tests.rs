//! Uploads that are refused, kept, discarded and swept.

use super::NewFile;
use crate::testing::{TestPlatform, platform};
use bytes::Bytes;
use futures::stream;
use model::{
    Actor, Problem, Role,
    files::{FilePurpose, FileView, Files},
};
use std::{convert::Infallible, sync::Arc};
use time::Duration;

/// The smallest PNG.
pub fn png() -> impl futures::Stream<Item = Result<Bytes, Infallible>> + Send {
    content(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89")
}

fn content(bytes: &'static [u8]) -> impl futures::Stream<Item = Result<Bytes, Infallible>> + Send {
    stream::iter(bytes.chunks(7).map(|chunk| Ok(Bytes::from_static(chunk))))
}

async fn upload(
    t: &TestPlatform,
    who: &Actor,
    purpose: FilePurpose,
    name: &str,
    bytes: &'static [u8],
) -> Result<FileView, Problem> {
    t.upload_file(who, NewFile { purpose, name: name.into() }, content(bytes)).await
}

#[tokio::test]
async fn content_decides_what_a_file_is() {
    let t = platform().await;
    let who = t.user("ada", &[Role::Client]).await;
    let kept = upload(&t, &who, FilePurpose::Intake, "C:\\docs\\..\\brief.txt", b"Hello").await.unwrap();
    assert_eq!((kept.name.as_str(), kept.content_type.as_str(), kept.size), ("brief.txt", "text/plain", 5));
    let open = t.open_file(&who, kept.id).await.unwrap();
    assert_eq!(tokio::fs::read(&open.path).await.unwrap(), b"Hello");
    for (name, bytes) in [
        ("a.png", b"%PDF-1.7 not a picture".as_slice()),
        ("a.exe", b"MZ\x90\0"),
        ("a.txt", b"zero\0byte"),
        ("empty.txt", b""),
        ("a.html", b"<script>"),
    ] {
        assert!(
            matches!(upload(&t, &who, FilePurpose::Intake, name, bytes).await, Err(Problem::Invalid(f)) if f.get("file").is_some()),
            "{name}"
        );
    }
    assert_eq!(
        upload(&t, &who, FilePurpose::Submission, "a.txt", b"x").await,
        Err(Problem::NotAllowed),
        "a client submits no work"
    );
    assert_eq!(upload(&t, &t.visitor(), FilePurpose::Avatar, "a.txt", b"x").await, Err(Problem::SignInNeeded));
}

#[tokio::test]
async fn the_projects_limit_holds_and_leaves_nothing_behind() {
    let t = platform().await;
    let who = t.user("ada", &[Role::Client]).await;
    let mut tx = t.db.operator().await.unwrap();
    sqlx::query("UPDATE projects SET max_upload_bytes = 1024").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    static BIG: [u8; 1025] = [b'a'; 1025];
    let refused = upload(&t, &who, FilePurpose::Intake, "big.txt", &BIG).await;
    assert!(matches!(refused, Err(Problem::Invalid(f)) if f.get("file").is_some_and(|m| m.en.contains("1 kB"))));
    assert!(upload(&t, &who, FilePurpose::Intake, "fits.txt", &BIG[..1024]).await.is_ok());
}

#[tokio::test]
async fn what_hangs_on_nothing_is_discarded_or_swept() {
    let t = platform().await;
    let (ada, eve) = (t.user("ada", &[Role::Client]).await, t.user("eve", &[Role::Client]).await);
    let mine = upload(&t, &ada, FilePurpose::Intake, "a.txt", b"a").await.unwrap();
    assert_eq!(t.discard_file(&eve, mine.id).await, Err(Problem::NotFound));
    let path = t.open_file(&ada, mine.id).await.unwrap().path;
    assert_eq!(t.discard_file(&ada, mine.id).await, Ok(()));
    assert!(!path.exists());
    let old = upload(&t, &ada, FilePurpose::Intake, "b.txt", b"b").await.unwrap();
    let path = t.open_file(&ada, old.id).await.unwrap().path;
    assert_eq!(t.sweep_files().await.unwrap(), 0);
    t.clock.advance(Duration::hours(25));
    assert_eq!(t.sweep_files().await.unwrap(), 1);
    assert!(!path.exists());
    assert_eq!(t.file(&ada, old.id).await, Err(Problem::NotFound));
}

#[tokio::test]
async fn a_portrait_is_a_small_picture_and_no_place_for_archives() {
    let t = platform().await;
    let who = t.user("ada", &[Role::Client]).await;
    for (name, bytes) in [("a.txt", b"Hello".as_slice()), ("a.zip", b"PK\x03\x04rest"), ("a.pdf", b"%PDF-1.7 x")] {
        let refused = upload(&t, &who, FilePurpose::Avatar, name, bytes).await;
        assert!(matches!(refused, Err(Problem::Invalid(f)) if f.get("file").is_some()), "{name}");
    }
    static BIG: [u8; 2_000_001] = [b'a'; 2_000_001];
    let refused = upload(&t, &who, FilePurpose::Avatar, "a.svg", &BIG).await;
    assert!(matches!(refused, Err(Problem::Invalid(f)) if f.get("file").is_some_and(|m| m.en.contains("2 MB"))));
    let kept =
        t.upload_file(&who, NewFile { purpose: FilePurpose::Avatar, name: "a.png".into() }, png()).await.unwrap();
    assert!(!t.open_file(&who, kept.id).await.unwrap().public);
    assert_eq!(t.file(&t.visitor(), kept.id).await, Err(Problem::NotFound), "hangs on nothing: the uploader's alone");
}

/// Mislabelled, unknown, too many: each refused at the file, whatever it is for; and nobody reads what is not theirs.
#[tokio::test]
async fn what_no_purpose_takes_and_nobody_else_reads() {
    let t = platform().await;
    let owner = t.user("own", &[Role::Owner]).await;
    let (_, nora) = t.seller("nora").await;
    let ada = t.user("ada", &[Role::Client]).await;
    for (who, purpose) in [
        (&ada, FilePurpose::Intake),
        (&nora, FilePurpose::Submission),
        (&nora, FilePurpose::Media),
        (&owner, FilePurpose::Branding),
        (&ada, FilePurpose::Avatar),
    ] {
        for (name, bytes) in [
            ("fake.png", b"<html><script>alert(1)</script></html>".as_slice()),
            ("fake.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            ("fake.jpg", b"PK\x03\x04 a zip"),
            ("page.html", b"<p>hello</p>"),
            ("run.sh", b"#!/bin/sh\nrm -rf /"),
            ("no-ending", b"text"),
            ("", b"text"),
            (".png", b"text"),
            ("empty.png", b""),
        ] {
            assert_eq!(
                crate::testing::refusal(upload(&t, who, purpose, name, bytes).await),
                "file",
                "{name} as {purpose}"
            );
        }
    }
    for (who, purpose) in [
        (&ada, FilePurpose::Submission),
        (&ada, FilePurpose::Media),
        (&nora, FilePurpose::Branding),
        (&t.visitor(), FilePurpose::Intake),
    ] {
        let said = crate::testing::refusal(upload(&t, who, purpose, "a.txt", b"x").await);
        assert!(matches!(said.as_str(), "not allowed" | "sign in"), "{purpose}: {said}");
    }
    let brief = upload(&t, &ada, FilePurpose::Intake, "brief.txt", b"mine").await.unwrap();
    let elsewhere = crate::clock::new_id();
    t.add_project(elsewhere, "elsewhere").await;
    let foreign = t.user_in(elsewhere, "zoe", &[Role::Owner]).await;
    for who in [&nora, &foreign, &t.visitor(), &t.user("eve", &[Role::Client]).await] {
        assert_eq!(crate::testing::refusal(t.file(who, brief.id).await), "not found");
        let said = crate::testing::refusal(t.discard_file(who, brief.id).await);
        assert!(matches!(said.as_str(), "not found" | "sign in"), "{said}");
    }
    assert_eq!(t.file(&ada, brief.id).await.unwrap(), brief);
    assert_eq!(t.discard_file(&ada, brief.id).await, Ok(()));
    assert_eq!(t.discard_file(&ada, brief.id).await, Err(Problem::NotFound), "gone is gone");
}

/// The browser goes away in the middle, and the act with it: nothing is left on the disk.
#[tokio::test]
async fn a_broken_off_upload_leaves_nothing() {
    let t = platform().await;
    let ada = t.user("ada", &[Role::Client]).await;
    let own = std::env::temp_dir().join(format!("guildhall-tests-{}", uuid::Uuid::now_v7().simple()));
    let mut platform = crate::Platform::clone(&t);
    platform.settings = Arc::new(crate::Settings::for_tests(own.clone()));
    let halves = || std::fs::read_dir(own.join("files/incoming")).map_or(0, |folder| folder.count());
    let new = || NewFile { purpose: FilePurpose::Intake, name: "big.txt".into() };
    let first = || stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"half of it"))]);
    {
        use futures::StreamExt;
        let upload = platform.upload_file(&ada, new(), first().chain(stream::pending()));
        tokio::time::timeout(std::time::Duration::from_millis(500), upload).await.expect_err("it never ends");
        assert_eq!(halves(), 0, "the caller was dropped");
        let broken = first().chain(stream::iter([Err(std::io::Error::other("reset"))]));
        assert_eq!(crate::testing::refusal(platform.upload_file(&ada, new(), broken).await), "file");
        assert_eq!(halves(), 0);
    }
    std::fs::write(own.join("files/incoming/young"), b"half").unwrap();
    assert_eq!(platform.sweep_incoming().await.unwrap(), 0, "it may still grow");
    std::fs::remove_dir_all(&own).unwrap();
    assert_eq!(platform.sweep_incoming().await.unwrap(), 0);
}
