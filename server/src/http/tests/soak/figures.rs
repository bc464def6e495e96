//! What many pages have seen, added up.

/// What all pages have seen together.
#[derive(Debug, Default)]
pub struct Figures {
    pub acked: u64,
    pub delivered: u64,
    pub lost: u64,
    pub doubled: u64,
    pub disordered: u64,
    pub refused: u64,
    pub reconnects: u64,
    /// Milliseconds from sending to each delivery, counted.
    times: Vec<u64>,
}

impl Figures {
    pub fn note(&mut self, milliseconds: usize) {
        if self.times.is_empty() {
            self.times = vec![0; 10_000];
        }
        let place = milliseconds.min(self.times.len() - 1);
        self.times[place] += 1;
    }

    pub fn percentile(&self, percent: u64) -> usize {
        let total: u64 = self.times.iter().sum();
        let mut seen = 0;
        self.times
            .iter()
            .position(|count| {
                seen += count;
                *count > 0 && seen * 100 >= total * percent
            })
            .unwrap_or(0)
    }

    pub fn add(&mut self, other: &Self) {
        self.acked += other.acked;
        self.delivered += other.delivered;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.disordered += other.disordered;
        self.refused += other.refused;
        self.reconnects += other.reconnects;
        for (place, count) in other.times.iter().enumerate().filter(|(_, count)| **count > 0) {
            if self.times.is_empty() {
                self.times = vec![0; 10_000];
            }
            self.times[place] += count;
        }
    }
}
