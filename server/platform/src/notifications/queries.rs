//! SQL of the notifications.

use crate::{Error, Result, Tx};
use model::{
    Lang, Moment, NotificationId, Permission, Problem, Role, SellerId, UserId,
    notifications::{Notice, NoticeKind, NoticeParams, NoticePreference, NoticeTopic},
};
use sqlx::{Postgres, Transaction, types::Json};

/// Writes the row and says whether the person wants mails of its topic; `None` when they are no active member.
pub async fn insert_notification(
    tx: &mut Tx,
    id: NotificationId,
    user: UserId,
    kind: NoticeKind,
    params: &NoticeParams,
    link: &str,
) -> Result<Option<bool>> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_scalar!(
        r#"WITH reader AS (
            SELECT m.user_id, coalesce(n.mail, $8) AS mail
            FROM project_members m
            LEFT JOIN notification_preferences n ON n.project_id = m.project_id AND n.user_id = m.user_id AND n.topic = $9
            WHERE m.project_id = $1 AND m.user_id = $3 AND m.deactivated_at IS NULL
        ), written AS (
            INSERT INTO notifications (project_id, id, user_id, kind, params, link, created_at)
            SELECT $1, $2, user_id, $4, $5, $6, $7 FROM reader
        )
        SELECT mail as "mail!" FROM reader"#,
        project,
        id.0,
        user.0,
        kind.as_str(),
        Json(params) as _,
        link,
        now,
        NoticeTopic::MAILS_BY_DEFAULT,
        kind.topic().as_str()
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A notification about to be mailed, and to whom.
pub struct Unmailed {
    pub kind: NoticeKind,
    pub params: NoticeParams,
    pub link: String,
    pub email: String,
    pub name: String,
    pub lang: Lang,
    /// Who writes.
    pub project_name: String,
}

/// The notification if it is unread and not mailed yet; marks it as mailed.
pub async fn take_unmailed(tx: &mut Tx, id: NotificationId) -> Result<Option<Unmailed>> {
    let (project, now) = (tx.project.0, tx.now);
    let row = sqlx::query!(
        r#"UPDATE notifications n SET mailed_at = $3
        FROM users u, projects p
        WHERE n.project_id = $1 AND n.id = $2 AND n.read_at IS NULL AND n.mailed_at IS NULL
            AND u.id = n.user_id AND u.deactivated_at IS NULL AND p.id = n.project_id
        RETURNING n.kind, n.params as "params: Json<NoticeParams>", n.link, u.email, u.name, u.lang as "lang: Lang", p.name as project_name"#,
        project,
        id.0,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.and_then(|r| {
        let kind: NoticeKind = r.kind.parse().ok()?;
        Some(Unmailed {
            kind,
            params: r.params.0,
            link: r.link,
            email: r.email,
            name: r.name,
            lang: r.lang,
            project_name: r.project_name,
        })
    }))
}

/// Newest first, one more than `limit`.
pub async fn list_notifications(
    tx: &mut Tx,
    user: UserId,
    unread: bool,
    after: Option<NotificationId>,
    limit: u32,
) -> Result<Vec<Notice>> {
    let (project, limit) = (tx.project.0, i64::from(limit) + 1);
    let rows = sqlx::query!(
        r#"SELECT id as "id: NotificationId", kind, params as "params: Json<NoticeParams>", link, created_at, read_at
        FROM notifications
        WHERE project_id = $1 AND user_id = $2 AND (NOT $3 OR read_at IS NULL) AND ($4::uuid IS NULL OR id < $4)
        ORDER BY id DESC LIMIT $5"#,
        project,
        user.0,
        unread,
        after.map(|id| id.0),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    // A kind that a later version wrote is left out rather than breaking the bell.
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let kind: NoticeKind = row.kind.parse().ok()?;
            Some(Notice {
                id: row.id,
                kind,
                params: row.params.0,
                link: row.link,
                created_at: row.created_at,
                read_at: row.read_at,
            })
        })
        .collect())
}

pub async fn count_unread(tx: &mut Tx, user: UserId) -> Result<u32> {
    let project = tx.project.0;
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) as "count!" FROM (
            SELECT FROM notifications WHERE project_id = $1 AND user_id = $2 AND read_at IS NULL LIMIT 100) x"#,
        project,
        user.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(u32::try_from(count).unwrap_or(100))
}

pub async fn read_notification(tx: &mut Tx, user: UserId, id: NotificationId) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    let found = sqlx::query!(
        "UPDATE notifications SET read_at = coalesce(read_at, $4) WHERE project_id = $1 AND id = $2 AND user_id = $3",
        project,
        id.0,
        user.0,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    if found == 0 { Err(Error::Problem(Problem::NotFound)) } else { Ok(()) }
}

/// Who has an unread one of this kind that leads there.
pub async fn unread_of(tx: &mut Tx, kind: NoticeKind, link: &str) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT DISTINCT user_id as "user: UserId" FROM notifications
        WHERE project_id = $1 AND kind = $2 AND link = $3 AND read_at IS NULL"#,
        project,
        kind.as_str(),
        link
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Marks the unread ones of this kind that lead there as read; says whose.
pub async fn settle(tx: &mut Tx, kind: NoticeKind, link: &str) -> Result<Vec<UserId>> {
    let (project, now) = (tx.project.0, tx.now);
    let mut users = sqlx::query_scalar!(
        r#"UPDATE notifications SET read_at = $4 WHERE project_id = $1 AND kind = $2 AND link = $3 AND read_at IS NULL
        RETURNING user_id as "user: UserId""#,
        project,
        kind.as_str(),
        link,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    users.sort_unstable();
    users.dedup();
    Ok(users)
}

pub async fn read_all_notifications(tx: &mut Tx, user: UserId) -> Result<u32> {
    let (project, now) = (tx.project.0, tx.now);
    let count = sqlx::query!(
        "UPDATE notifications SET read_at = $3 WHERE project_id = $1 AND user_id = $2 AND read_at IS NULL",
        project,
        user.0,
        now
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

pub async fn preferences(tx: &mut Tx, user: UserId) -> Result<Vec<NoticePreference>> {
    let project = tx.project.0;
    Ok(sqlx::query_as!(
        NoticePreference,
        r#"SELECT topic as "topic: NoticeTopic", mail FROM notification_preferences WHERE project_id = $1 AND user_id = $2"#,
        project,
        user.0
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn set_preference(tx: &mut Tx, user: UserId, preference: NoticePreference) -> Result<()> {
    let (project, now) = (tx.project.0, tx.now);
    sqlx::query!(
        "INSERT INTO notification_preferences (project_id, user_id, topic, mail, updated_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (project_id, user_id, topic) DO UPDATE SET mail = excluded.mail, updated_at = excluded.updated_at",
        project,
        user.0,
        preference.topic.as_str(),
        preference.mail,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn team(tx: &mut Tx, seller: SellerId) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!(
        r#"SELECT user_id as "user: UserId" FROM seller_members WHERE project_id = $1 AND seller_id = $2"#,
        project,
        seller.0
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Members with a staff role that has the permission, by default or by the project's own map.
pub async fn staff_with(tx: &mut Tx, permission: Permission) -> Result<Vec<UserId>> {
    let project = tx.project.0;
    let staff: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_staff()).collect();
    let by_default: Vec<String> =
        staff.iter().filter(|role| role.defaults().contains(&permission)).map(|role| role.to_string()).collect();
    let staff: Vec<String> = staff.iter().map(ToString::to_string).collect();
    Ok(sqlx::query_scalar!(
        r#"SELECT m.user_id as "user: UserId" FROM project_members m
        WHERE m.project_id = $1 AND m.deactivated_at IS NULL AND m.roles && ARRAY(
            SELECT s.role FROM unnest($3::text[]) AS s(role)
            LEFT JOIN role_permissions p ON p.project_id = $1 AND p.role = s.role AND p.permission = $2
            WHERE coalesce(p.granted, s.role = ANY($4)))
        LIMIT 100"#,
        project,
        permission.as_str(),
        &staff,
        &by_default
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn project_name(tx: &mut Tx) -> Result<String> {
    let project = tx.project.0;
    Ok(sqlx::query_scalar!("SELECT name FROM projects WHERE id = $1", project).fetch_one(tx.conn()).await?)
}

/// Across projects; a batch at a time, so that the sweep never holds the table for long.
pub async fn delete_old(tx: &mut Transaction<'static, Postgres>, now: Moment) -> Result<u64> {
    Ok(sqlx::query!(
        "DELETE FROM notifications WHERE (project_id, id) IN (
            SELECT project_id, id FROM notifications
            WHERE created_at < $1::timestamptz - interval '1 year' OR (read_at IS NOT NULL AND created_at < $1::timestamptz - interval '90 days')
            LIMIT 20000)",
        now
    )
    .execute(&mut **tx)
    .await?
    .rows_affected())
}
