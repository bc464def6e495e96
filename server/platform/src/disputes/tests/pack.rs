//! The evidence pack: whole, hashed, and only what the asker may read.

use super::{complaint, quarrel, refusal};
use model::{
    Actor, DisputeId, Role,
    disputes::{Disputes, NewDispute, Visibility},
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

/// The archive's parts by name, read to its end.
async fn read(q: &super::Quarrel, who: &Actor, dispute: DisputeId) -> BTreeMap<String, Vec<u8>> {
    let mut pack = q.t.evidence_pack(who, dispute).await.expect("pack");
    let mut bytes = Vec::new();
    while let Some(chunk) = pack.content.recv().await {
        bytes.extend_from_slice(&chunk.expect("chunk"));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|n| {
            let mut file = archive.by_index(n).expect("part");
            let mut content = Vec::new();
            file.read_to_end(&mut content).expect("read");
            (file.name().to_owned(), content)
        })
        .collect()
}

#[tokio::test]
async fn the_pack_is_whole_and_tells_nobody_anothers_words() {
    let q = quarrel().await;
    let shown = q.evidence(&q.client, "../agreed <1>.txt").await;
    let new = NewDispute { files: vec![shown], statement: "It says <script> in the header.".into(), ..complaint() };
    let dispute = q.t.open_dispute(&q.client, q.order, new).await.expect("open");
    q.t.answer_dispute(&q.seller, dispute, "It does not.".into(), vec![]).await.expect("answer");
    q.t.write_in_dispute(&q.client, dispute, "Between us and the mediation.".into(), Visibility::Client)
        .await
        .expect("write");

    for (who, sees) in [(&q.client, true), (&q.seller, false), (&q.mediator, true)] {
        let parts = read(&q, who, dispute).await;
        let manifest = String::from_utf8(parts["manifest.sha256"].clone()).expect("text");
        assert_eq!(manifest.lines().count(), parts.len() - 1, "everything but itself: {:?}", parts.keys());
        for line in manifest.lines() {
            let (hash, name) = line.split_once("  ").expect("hash and name");
            assert_eq!(hash, hex::encode(Sha256::digest(&parts[name])), "{name}");
            assert!(!name.contains("..") && !name.contains('<'), "{name}");
        }
        let page = String::from_utf8(parts["index.html"].clone()).expect("text");
        let data = String::from_utf8(parts["data.json"].clone()).expect("text");
        for text in [&page, &data] {
            assert_eq!(text.contains("Between us"), sees);
            assert!(text.contains("It does not."));
        }
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"), "words stay words");
        assert!(page.contains('✓'), "what was agreed is what it was");
        let file = parts.iter().find(|(name, _)| name.starts_with("files/")).expect("the evidence");
        assert_eq!(file.1, b"what was agreed");
        let data: serde_json::Value = serde_json::from_str(&data).expect("json");
        let funding = data["entries"].as_array().expect("entries").iter().filter(|e| e["kind"] == "funding").count();
        assert_eq!(funding, 2, "the books are in it");
    }
    let stranger = q.t.user("eve", &[Role::Client]).await;
    let finance = q.t.user("fin", &[Role::Finance]).await;
    for nobody in [&stranger, &finance] {
        assert_eq!(refusal(q.t.evidence_pack(nobody, dispute).await), "not found");
    }
    assert_eq!(refusal(q.t.evidence_pack(&q.t.visitor(), dispute).await), "sign in");
}

#[tokio::test]
async fn too_much_is_said_to_be_and_what_changed_on_disk_is_named() {
    let q = quarrel().await;
    let shown = q.evidence(&q.client, "agreed.txt").await;
    let dispute =
        q.t.open_dispute(&q.client, q.order, NewDispute { files: vec![shown], ..complaint() }).await.expect("open");
    let path = q.t.open_file(&q.client, shown).await.expect("file").path;
    std::fs::write(&path, b"something else").expect("write");
    let parts = read(&q, &q.client, dispute).await;
    let said = String::from_utf8(parts["MISSING-OR-ALTERED.txt"].clone()).expect("text");
    assert!(said.contains("agreed.txt"), "{said}");
    std::fs::remove_file(&path).expect("remove");
    let parts = read(&q, &q.client, dispute).await;
    assert!(parts.contains_key("MISSING-OR-ALTERED.txt") && !parts.keys().any(|name| name.starts_with("files/")));

    let mut tx = q.t.tx().await;
    sqlx::query("UPDATE files SET size = 600000000 WHERE id = $1")
        .bind(shown.0)
        .execute(tx.conn())
        .await
        .expect("size");
    tx.commit().await.expect("commit");
    assert_eq!(refusal(q.t.evidence_pack(&q.client, dispute).await), "conflict");
}
