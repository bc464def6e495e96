//! The monitor against a real queue.

use super::{Job, enqueue_in};
use crate::{clock::new_id, testing};
use model::{
    Actor, PageRequest, Problem, ProjectId, Role,
    audit::{Audit, LogFilter},
    jobs::{JobCounts, JobFilter, JobState, Jobs},
};
use sqlx::AssertSqlSafe;

async fn enqueue(t: &testing::TestPlatform, project: ProjectId) {
    let mut tx = t.db.begin_system(project).await.expect("begin");
    enqueue_in(&mut tx, &Job::SendMail { project, mail: new_id() }, None, None).await.expect("enqueue");
    tx.commit().await.expect("commit");
}

async fn queue(t: &testing::TestPlatform, sql: &str) {
    sqlx::query(AssertSqlSafe(sql.to_owned())).execute(t.db.owner()).await.expect("sql");
}

fn superadmin(mut actor: Actor) -> Actor {
    if let Some(user) = &mut actor.user {
        user.superadmin = true;
    }
    actor
}

#[tokio::test]
async fn staff_see_retry_and_discard_their_projects_jobs() {
    let t = testing::platform().await;
    let other: ProjectId = new_id();
    t.add_project(other, "other").await;
    for _ in 0..3 {
        enqueue(&t, t.project).await;
    }
    enqueue(&t, other).await;
    let admin = t.user("ada", &[Role::Admin]).await;
    let all = || (JobFilter::default(), PageRequest::default());
    let jobs = t.list_jobs(&admin, all().0, all().1).await.expect("list").items;
    assert_eq!(jobs.len(), 3);
    assert_eq!((jobs[0].task.as_str(), jobs[0].on[0].0.as_str()), ("send_mail", "mail"));

    let (failed, running) = (jobs[0].id, jobs[1].id);
    queue(&t, &format!("UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = 'refused' WHERE id = {failed}")).await;
    queue(&t, &format!("UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = 'w' WHERE id = {running}")).await;
    assert_eq!(t.count_jobs(&admin, false).await, Ok(JobCounts { waiting: 1, running: 1, retrying: 0, failed: 1 }));
    let filter = JobFilter { state: Some(JobState::Failed), everywhere: false };
    let found = t.list_jobs(&admin, filter, PageRequest::default()).await.expect("failed").items;
    assert_eq!((found.len(), found[0].last_error.as_deref()), (1, Some("refused")));

    assert_eq!(t.retry_job(&admin, failed, false).await, Ok(()));
    assert_eq!(t.count_jobs(&admin, false).await, Ok(JobCounts { waiting: 2, running: 1, retrying: 0, failed: 0 }));
    assert!(matches!(t.discard_job(&admin, running, false).await, Err(Problem::Conflict(_))));
    assert_eq!(t.discard_job(&admin, failed, false).await, Ok(()));
    assert_eq!(t.discard_job(&admin, failed, false).await, Err(Problem::NotFound));
    let log = t.list_log(&admin, LogFilter::default(), PageRequest::default()).await.expect("log");
    assert_eq!(log.items.iter().map(|e| e.action.as_str()).collect::<Vec<_>>(), ["discard_job", "retry_job"]);
}

#[tokio::test]
async fn another_projects_jobs_are_out_of_reach() {
    let t = testing::platform().await;
    let other: ProjectId = new_id();
    t.add_project(other, "other").await;
    enqueue(&t, other).await;
    let admin = t.user("ada", &[Role::Admin]).await;
    let boss = superadmin(t.user("root", &[Role::Admin]).await);
    let everywhere = JobFilter { state: None, everywhere: true };
    assert_eq!(t.list_jobs(&admin, everywhere, PageRequest::default()).await, Err(Problem::NotAllowed));
    let seen = t.list_jobs(&boss, everywhere, PageRequest::default()).await.expect("all").items;
    assert_eq!(seen.len(), 1);
    assert_eq!(t.retry_job(&admin, seen[0].id, false).await, Err(Problem::NotFound));
    assert_eq!(t.discard_job(&admin, seen[0].id, true).await, Err(Problem::NotAllowed));
    assert_eq!(t.retry_job(&boss, seen[0].id, true).await, Ok(()));
    let supervisor = t.user("sue", &[Role::Supervisor]).await;
    assert!(t.count_jobs(&supervisor, false).await.is_ok());
    assert_eq!(t.discard_job(&supervisor, seen[0].id, false).await, Err(Problem::NotAllowed));
    assert!(t.list_schedules(&t.visitor()).await.is_err());
}

#[tokio::test]
async fn the_application_itself_cannot_touch_the_queue() {
    let t = testing::platform().await;
    for sql in [
        "SELECT queue_discard(NULL, 1)",
        "SELECT queue_jobs(NULL, NULL, NULL, 10)",
        "DELETE FROM graphile_worker._private_jobs",
    ] {
        let mut tx = t.tx().await;
        assert!(sqlx::raw_sql(sql).execute(tx.conn()).await.is_err(), "not refused: {sql}");
    }
}
