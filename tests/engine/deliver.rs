//! What to do after requests.

use sheethook::deliver::{Delivery, Outcome, RetryPolicy, Step, Why};

const fn answer(status: u16) -> Outcome {
    Outcome::Answered { status, retry_after_ms: None }
}

fn policy(tries: u32) -> RetryPolicy {
    RetryPolicy { tries, base_ms: 100.0, max_ms: 1000.0, max_retry_after_ms: 60_000.0 }
}

/// What follows each of some outcomes, the dice always showing 1.
fn steps(tries: u32, outcomes: &[Outcome]) -> Vec<Step> {
    let mut page = Delivery::new(policy(tries));
    outcomes.iter().map(|outcome| page.after(*outcome, 1.0)).collect()
}

#[test]
fn every_status_has_its_step() {
    let stop = Step::Stop { why: Why::HttpStatus };
    let again = Step::Wait { ms: 100.0 };
    for status in 0..=700 {
        let wanted = match status {
            200..=299 => Step::Done,
            408 | 425 | 429 | 500..=599 => again,
            _ => stop,
        };
        assert_eq!(steps(3, &[answer(status)]), [wanted], "{status}");
    }
}

#[test]
fn waits_double_up_to_their_limit() {
    let waits = steps(9, &[Outcome::Unreachable; 6]);
    assert_eq!(waits, [100.0, 200.0, 400.0, 800.0, 1000.0, 1000.0].map(|ms| Step::Wait { ms }));
}

#[test]
fn waits_are_drawn_from_all_between_nothing_and_the_limit() {
    for random in [0.0, 0.25, 0.999] {
        assert_eq!(Delivery::new(policy(3)).after(answer(503), random), Step::Wait { ms: 100.0 * random });
    }
}

#[test]
fn no_wait_is_shorter_than_the_server_asks_for() {
    let busy = |ms| Outcome::Answered { status: 429, retry_after_ms: Some(ms) };
    assert_eq!(Delivery::new(policy(3)).after(busy(7000.0), 0.1), Step::Wait { ms: 7000.0 });
    assert_eq!(
        Delivery::new(policy(3)).after(busy(-5.0), 0.1),
        Step::Wait { ms: 10.0 },
        "a date that has passed"
    );
    assert_eq!(Delivery::new(policy(3)).after(busy(60_001.0), 0.1), Step::Stop { why: Why::HttpStatus });
}

#[test]
fn tries_run_out_with_the_last_reason() {
    let wait = |ms| Step::Wait { ms };
    let stop = |why| Step::Stop { why };
    assert_eq!(steps(2, &[Outcome::Unreachable, Outcome::Unreachable]), [wait(100.0), stop(Why::Network)]);
    assert_eq!(steps(2, &[answer(500), Outcome::TimedOut]), [wait(100.0), stop(Why::Timeout)]);
    assert_eq!(steps(1, &[answer(503)]), [stop(Why::HttpStatus)]);
    assert_eq!(steps(2, &[Outcome::TimedOut, answer(201)]), [wait(100.0), Step::Done]);
}

#[test]
fn a_policy_without_tries_or_with_waits_that_are_none_is_refused() {
    let bad = [
        RetryPolicy { tries: 0, ..policy(1) },
        RetryPolicy { base_ms: f64::NAN, ..policy(1) },
        RetryPolicy { max_ms: -1.0, ..policy(1) },
    ];
    for policy in bad {
        assert!(policy.validate().is_err(), "{policy:?}");
    }
    assert_eq!(policy(1).validate(), Ok(()));
}
