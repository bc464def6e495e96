//! Counts and latencies in Prometheus' text format. A handful of series, kept here rather than by a framework.

use super::AppState;
use std::{collections::BTreeMap, fmt::Write, sync::Mutex, time::Duration};

/// Upper bounds in seconds.
const BUCKETS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0];

#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, String, u16), u64>>,
    latency: Mutex<BTreeMap<String, Histogram>>,
}

#[derive(Debug, Default, Clone)]
struct Histogram {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    micros: u64,
}

impl Metrics {
    /// One finished request. `route` is the route's pattern, so the number of series stays small.
    pub fn observe(&self, method: &str, route: &str, status: u16, took: Duration) {
        if let Ok(mut requests) = self.requests.lock() {
            *requests.entry((method.to_owned(), route.to_owned(), status)).or_default() += 1;
        }
        if let Ok(mut latency) = self.latency.lock() {
            let histogram = latency.entry(route.to_owned()).or_default();
            histogram.count += 1;
            histogram.micros += u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
            for (bound, bucket) in BUCKETS.iter().zip(&mut histogram.buckets) {
                *bucket += u64::from(took.as_secs_f64() <= *bound);
            }
        }
    }

    pub async fn render(&self, state: &AppState) -> String {
        let mut out = String::with_capacity(16 * 1024);
        self.render_requests(&mut out);
        self.render_latency(&mut out);
        for (name, open, idle) in state.platform.db.pool_use() {
            let _ = writeln!(out, "guildhall_db_connections{{pool=\"{name}\",state=\"open\"}} {open}");
            let _ = writeln!(out, "guildhall_db_connections{{pool=\"{name}\",state=\"idle\"}} {idle}");
        }
        let sockets = state.hub.sockets();
        let _ = writeln!(out, "# TYPE guildhall_live_sockets gauge\nguildhall_live_sockets {sockets}");
        let up = match state.platform.queue_depth().await {
            Ok(depth) => {
                let _ = writeln!(out, "# TYPE guildhall_jobs gauge");
                for (name, jobs) in [
                    ("waiting", depth.waiting),
                    ("running", depth.running),
                    ("retrying", depth.retrying),
                    ("failed", depth.failed),
                ] {
                    let _ = writeln!(out, "guildhall_jobs{{state=\"{name}\"}} {jobs}");
                }
                1
            }
            Err(_) => 0,
        };
        let _ = writeln!(out, "# TYPE guildhall_database_up gauge\nguildhall_database_up {up}");
        out
    }

    fn render_requests(&self, out: &mut String) {
        let _ = writeln!(out, "# TYPE guildhall_http_requests_total counter");
        let Ok(requests) = self.requests.lock() else { return };
        for ((method, route, status), count) in requests.iter() {
            let _ = writeln!(
                out,
                "guildhall_http_requests_total{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}} {count}"
            );
        }
    }

    fn render_latency(&self, out: &mut String) {
        let _ = writeln!(out, "# TYPE guildhall_http_seconds histogram");
        let Ok(latency) = self.latency.lock() else { return };
        for (route, histogram) in latency.iter() {
            for (bound, count) in BUCKETS.iter().zip(histogram.buckets) {
                let _ = writeln!(out, "guildhall_http_seconds_bucket{{route=\"{route}\",le=\"{bound}\"}} {count}");
            }
            let (count, sum) = (histogram.count, Duration::from_micros(histogram.micros).as_secs_f64());
            let _ = writeln!(out, "guildhall_http_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(
                out,
                "guildhall_http_seconds_sum{{route=\"{route}\"}} {sum}\nguildhall_http_seconds_count{{route=\"{route}\"}} {count}"
            );
        }
    }
}
