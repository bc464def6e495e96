//! SQL of the figures per day.

use crate::{Result, Tx};
use model::{
    Currency, Money, SellerId,
    overview::{DayFigures, EarnedDay},
};
use time::Date;

/// How far the days are closed, and how far they could be.
pub struct Closing {
    pub zone: String,
    pub through: Option<Date>,
    pub closable: Date,
}

pub async fn closing(tx: &mut Tx) -> Result<Closing> {
    let (project, now) = (tx.project.0, tx.now);
    Ok(sqlx::query_as!(
        Closing,
        r#"SELECT p.time_zone as zone, c.through as "through?: Date", (($2::timestamptz - interval '1 hour') AT TIME ZONE p.time_zone)::date - 1 as "closable!: Date"
        FROM projects p LEFT JOIN daily_figures_closed c ON c.project_id = p.id WHERE p.id = $1"#,
        project,
        now
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn close_days(tx: &mut Tx, state: &Closing) -> Result<()> {
    let project = tx.project.0;
    sqlx::query!(
        "WITH closed AS (
            INSERT INTO daily_figures_closed (project_id, through) VALUES ($1, $4)
            ON CONFLICT (project_id) DO UPDATE SET through = greatest(daily_figures_closed.through, excluded.through))
        INSERT INTO daily_figures (project_id, day, currency, orders, gmv, released, fee)
        SELECT $1, f.* FROM figures_between($1, $2, coalesce(($3::date + 1)::timestamp AT TIME ZONE $2, '-infinity'), ($4::date + 1)::timestamp AT TIME ZONE $2) f
        ON CONFLICT (project_id, day, currency) DO UPDATE SET
            orders = excluded.orders, gmv = excluded.gmv, released = excluded.released, fee = excluded.fee",
        project,
        state.zone,
        state.through as Option<Date>,
        state.closable as Date
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closed days as they were kept, the open ones as they stand.
pub async fn days(tx: &mut Tx, currency: Currency, days: i32) -> Result<Vec<DayFigures>> {
    let (project, now) = (tx.project.0, tx.now);
    let rows = sqlx::query!(
        r#"WITH p AS (
            SELECT p.time_zone AS zone, ($2::timestamptz AT TIME ZONE p.time_zone)::date AS today, c.through
            FROM projects p JOIN daily_figures_closed c ON c.project_id = p.id WHERE p.id = $1
        ), figures AS (
            SELECT day, orders, gmv, released, fee FROM daily_figures
            WHERE project_id = $1 AND currency = $3 AND day > (SELECT today - $4::integer FROM p) AND day <= (SELECT through FROM p)
            UNION ALL
            SELECT f.day, f.orders, f.gmv, f.released, f.fee
            FROM p, figures_between($1, p.zone, (p.through + 1)::timestamp AT TIME ZONE p.zone, 'infinity') f WHERE f.currency = $3
        )
        SELECT to_char(d.day, 'YYYY-MM-DD') as "day!", coalesce(f.orders, 0) as "orders!", coalesce(f.gmv, 0) as "gmv!",
            coalesce(f.released, 0) as "released!", coalesce(f.fee, 0) as "fee!"
        FROM p, generate_series(0, $4::integer - 1) n, LATERAL (SELECT p.today - n AS day) d LEFT JOIN figures f ON f.day = d.day
        ORDER BY d.day"#,
        project,
        now,
        currency.code(),
        days
    )
    .fetch_all(tx.conn())
    .await?;
    let money = |minor| Money::new(minor, currency);
    Ok(rows
        .into_iter()
        .map(|r| DayFigures {
            day: r.day,
            orders: r.orders,
            gmv: money(r.gmv),
            released: money(r.released),
            fee: money(r.fee),
        })
        .collect())
}

/// A seller's released slices per day: bounded by thirty days of one seller.
pub async fn earned_days(tx: &mut Tx, seller: SellerId, currency: Currency, days: i32) -> Result<Vec<EarnedDay>> {
    let (project, now) = (tx.project.0, tx.now);
    let rows = sqlx::query!(
        r#"WITH p AS (SELECT time_zone AS zone, ($2::timestamptz AT TIME ZONE time_zone)::date AS today FROM projects WHERE id = $1),
        earned AS (
            SELECT (e.released_at AT TIME ZONE p.zone)::date AS day, sum(e.gross - e.fee)::bigint AS net, sum(e.fee)::bigint AS fee
            FROM p, earnings e
            WHERE e.project_id = $1 AND e.seller_id = $3 AND e.currency = $4
                AND e.released_at >= (p.today - $5::integer + 1)::timestamp AT TIME ZONE p.zone
            GROUP BY 1)
        SELECT to_char(d.day, 'YYYY-MM-DD') as "day!", coalesce(e.net, 0) as "net!", coalesce(e.fee, 0) as "fee!"
        FROM p, generate_series(0, $5::integer - 1) n, LATERAL (SELECT p.today - n AS day) d LEFT JOIN earned e ON e.day = d.day
        ORDER BY d.day"#,
        project,
        now,
        seller.0,
        currency.code(),
        days
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| EarnedDay { day: r.day, net: Money::new(r.net, currency), fee: Money::new(r.fee, currency) })
        .collect())
}
