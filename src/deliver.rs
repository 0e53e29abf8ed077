//! What to do after a request. Knows no network, no clock and no random numbers: they are passed in.

use crate::error::{Error, Result};
use serde::Serialize;

/// When to try again, and when to give up.
#[derive(Debug, Clone, PartialEq)]
pub struct RetryPolicy {
    /// The most requests for one page.
    pub tries: u32,
    /// The first wait is at most this long, in milliseconds; each further one at most twice the one before.
    pub base_ms: f64,
    /// No wait of our own is longer, in milliseconds.
    pub max_ms: f64,
    /// A server that asks for a longer wait than this, in milliseconds, is given up.
    pub max_retry_after_ms: f64,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        RetryPolicy { tries: 8, base_ms: 500.0, max_ms: 30_000.0, max_retry_after_ms: 600_000.0 }
    }
}

impl RetryPolicy {
    /// Refuses no tries and waits that are no times.
    pub fn validate(&self) -> Result<()> {
        let bad = |option, reason| Err(Error::bad_option(option, reason));
        if self.tries == 0 {
            return bad("retry.tries", "must be at least 1");
        }
        for (option, wait) in [("retry.baseMs", self.base_ms), ("retry.maxMs", self.max_ms)] {
            if !wait.is_finite() || wait < 0.0 {
                return bad(option, "must be milliseconds, 0 or more");
            }
        }
        Ok(())
    }
}

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// The server has answered.
    Answered {
        /// The HTTP status; 0 for a redirect that the browser keeps to itself.
        status: u16,
        /// What `Retry-After` asks for, in milliseconds from now.
        retry_after_ms: Option<f64>,
    },
    /// There was no answer.
    Unreachable,
    /// The answer took too long.
    TimedOut,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "lowercase")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Step {
    /// The page has been taken: go on to the next.
    Done,
    /// Send the same page again after so many milliseconds.
    Wait {
        /// Milliseconds.
        ms: f64,
    },
    /// Give up.
    Stop {
        /// Why.
        why: Why,
    },
}

/// Why a page is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Why {
    /// The server's status says no.
    HttpStatus,
    /// The server could not be reached.
    Network,
    /// The server did not answer in time.
    Timeout,
}

/// The tries of one page.
#[derive(Debug, Clone)]
pub struct Delivery {
    policy: RetryPolicy,
    tried: u32,
}

impl Delivery {
    /// A page that has not been tried yet.
    pub fn new(policy: RetryPolicy) -> Delivery {
        Delivery { policy, tried: 0 }
    }

    /// What to do after a request ended so. `random` lies in 0..1.
    ///
    /// Tried again are 408, 425, 429, 5xx and what never was answered. The wait is drawn evenly between nothing and a
    /// bound that doubles with each try ("full jitter"), and not shorter than the server asks for.
    ///
    /// ```
    /// use sheethook::deliver::{Delivery, Outcome, RetryPolicy, Step};
    /// let mut page = Delivery::new(RetryPolicy::default());
    /// let busy = Outcome::Answered { status: 503, retry_after_ms: Some(2000.0) };
    /// assert_eq!(page.after(busy, 0.5), Step::Wait { ms: 2000.0 });
    /// assert_eq!(page.after(Outcome::Unreachable, 0.5), Step::Wait { ms: 500.0 });
    /// assert_eq!(page.after(Outcome::Answered { status: 200, retry_after_ms: None }, 0.5), Step::Done);
    /// ```
    pub fn after(&mut self, outcome: Outcome, random: f64) -> Step {
        self.tried += 1;
        let (why, asked) = match outcome {
            Outcome::Answered { status: 200..=299, .. } => return Step::Done,
            Outcome::Answered { status: 408 | 425 | 429 | 500..=599, retry_after_ms } => {
                (Why::HttpStatus, retry_after_ms)
            }
            Outcome::Answered { .. } => return Step::Stop { why: Why::HttpStatus },
            Outcome::Unreachable => (Why::Network, None),
            Outcome::TimedOut => (Why::Timeout, None),
        };
        if self.tried >= self.policy.tries || asked.is_some_and(|ms| ms > self.policy.max_retry_after_ms) {
            return Step::Stop { why };
        }
        let doubled = self.policy.base_ms * f64::from(2_u32.saturating_pow(self.tried - 1));
        Step::Wait { ms: (doubled.min(self.policy.max_ms) * random).max(asked.unwrap_or_default()) }
    }
}
