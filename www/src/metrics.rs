//! What is counted, as Prometheus text: requests by route and status, submissions by outcome, time
//! to answer. Nothing about any person.

use prometheus::{
    Encoder, HistogramOpts, HistogramVec, IntCounterVec, Opts, Registry, TextEncoder,
};
use std::time::Duration;

/// The counters.
#[derive(Debug, Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    submissions: IntCounterVec,
    events: IntCounterVec,
    uploads: IntCounterVec,
    seconds: HistogramVec,
}

impl Metrics {
    /// Fresh counters.
    ///
    /// # Errors
    /// A name Prometheus does not allow; the names are fixed and a test registers them.
    pub fn new() -> Result<Self, prometheus::Error> {
        let requests = IntCounterVec::new(
            Opts::new("amends_requests_total", "Requests answered"),
            &["route", "status"],
        )?;
        let submissions = IntCounterVec::new(
            Opts::new("amends_submissions_total", "Submissions by outcome"),
            &["outcome"],
        )?;
        let events = IntCounterVec::new(
            Opts::new("amends_events_total", "What happened to cases after the receipt"),
            &["what"],
        )?;
        let uploads = IntCounterVec::new(
            Opts::new("amends_uploads_total", "Uploaded files by outcome"),
            &["outcome"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("amends_request_seconds", "Time to answer a request"),
            &["route"],
        )?;
        let registry = Registry::new();
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(submissions.clone()))?;
        registry.register(Box::new(events.clone()))?;
        registry.register(Box::new(uploads.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        Ok(Self { registry, requests, submissions, events, uploads, seconds })
    }

    /// Counts one answered request; `route` is the pattern, never the address itself.
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[route]).observe(took.as_secs_f64());
    }

    /// Counts one submission by what became of it: `stored`, `again`, or the code of the refusal.
    pub fn submission(&self, outcome: &str) {
        self.submissions.with_label_values(&[outcome]).inc();
    }

    /// Counts one event of a case by its kind; a repeat counts as well.
    pub fn event(&self, what: &str) {
        self.events.with_label_values(&[what]).inc();
    }

    /// Counts one uploaded file: `kept`, or the code of the refusal.
    pub fn upload(&self, outcome: &str) {
        self.uploads.with_label_values(&[outcome]).inc();
    }

    /// Everything counted so far.
    pub fn text(&self) -> String {
        let mut text = Vec::new();
        if let Err(error) = TextEncoder::new().encode(&self.registry.gather(), &mut text) {
            eprintln!("the metrics could not be written: {error}");
        }
        String::from_utf8(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_shown() {
        let metrics = Metrics::new().unwrap();
        metrics.answered("/bank", 200, Duration::from_millis(3));
        metrics.submission("stored");
        metrics.submission("stored");
        metrics.event("accepted");
        let text = metrics.text();
        assert!(text.contains("amends_requests_total{route=\"/bank\",status=\"200\"} 1"), "{text}");
        assert!(text.contains("amends_submissions_total{outcome=\"stored\"} 2"), "{text}");
        assert!(text.contains("amends_events_total{what=\"accepted\"} 1"), "{text}");
        assert!(text.contains("amends_request_seconds_bucket{route=\"/bank\""), "{text}");
    }
}
