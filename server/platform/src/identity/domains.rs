//! Proving that a host name is the project's: a TXT record under it carries a text only this project is told.

use super::{queries::projects as queries, secrets};
use crate::{Platform, Result, outbox};
use model::{Actor, Problem, ProjectId, identity::DomainView, text};
use serde_json::json;

impl Platform {
    pub(super) fn domain_view(&self, project: ProjectId, domain: String, verified: bool) -> DomainView {
        let proof = (format!("_guildhall.{domain}"), self.proof_of(project, &domain));
        DomainView { domain, verified, proof }
    }

    /// Derived, not stored: the same for as long as the installation's key is.
    fn proof_of(&self, project: ProjectId, domain: &str) -> String {
        let key = hex::encode(self.settings.master_key.0);
        let digest = secrets::hash(&format!("domain proof {key} {project} {domain}"));
        format!("guildhall-verify={}", hex::encode(&digest[..16]))
    }

    pub(super) async fn prove_domain(&self, actor: &Actor, domain: String) -> Result<DomainView> {
        let view = self.domain_view(actor.project, domain, true);
        let (name, wanted) = &view.proof;
        // No transaction is open while others are asked.
        let found = plugins::dns::txt_records(name).await.map_err(|error| {
            tracing::info!(%error, name, "no answer for a domain proof");
            Problem::Conflict(text!(
                "The name server did not answer. Try again in a minute.",
                "Der Nameserver hat nicht geantwortet. Versuchen Sie es in einer Minute noch einmal."
            ))
        })?;
        if !found.iter().any(|text| text.trim() == wanted) {
            let text = if found.is_empty() {
                text!(
                    "There is no TXT record at {name} yet. New records can take an hour to be seen.",
                    "Unter {name} gibt es noch keinen TXT-Eintrag. Neue Einträge sind manchmal erst nach einer Stunde zu sehen."
                )
            } else {
                text!("The TXT record at {name} says something else.", "Der TXT-Eintrag unter {name} lautet anders.")
            };
            return Err(Problem::Conflict(text).into());
        }
        let mut tx = self.db.begin(actor).await?;
        match queries::verify_domain(&mut tx, &view.domain).await {
            Ok(true) => {}
            Ok(false) => return Err(Problem::NotFound.into()),
            Err(error) if error.constraint() == Some("project_domains_proven") => return Err(taken().into()),
            Err(error) => return Err(error),
        }
        outbox::record_in(&mut tx, "verify_domain", "project", Some(actor.project.0), json!({ "domain": view.domain }))
            .await?;
        tx.commit().await?;
        Ok(view)
    }
}

fn taken() -> Problem {
    Problem::Conflict(text!(
        "Another project here has proven this host. It must be removed there first.",
        "Ein anderes Projekt hier hat diesen Host nachgewiesen. Er muss zuerst dort entfernt werden."
    ))
}
