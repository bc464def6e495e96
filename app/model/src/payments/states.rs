//! The machines of payments, refunds and inbox events. A payment's names are the field's intent names.

use crate::{
    machine::{Machine, Party, Transition},
    text_enum,
};

text_enum! {
    /// Where a payment stands. What a gateway says and we do not know counts as waiting, never as an end.
    pub enum PaymentStatus {
        RequiresPaymentMethod = "requires_payment_method",
        RequiresConfirmation = "requires_confirmation",
        /// The payer has something to do: a hosted page, 3-D Secure.
        RequiresCustomerAction = "requires_customer_action",
        /// The gateway works on it.
        Processing = "processing",
        /// Authorised; the money is reserved, not taken.
        RequiresCapture = "requires_capture",
        /// The money is ours to credit.
        Succeeded = "succeeded",
        Failed = "failed",
        Cancelled = "cancelled",
        Expired = "expired",
    }
}

text_enum! {
    /// What moves a payment.
    pub enum PaymentEvent {
        AskConfirmation = "ask_confirmation",
        AskCustomer = "ask_customer",
        Process = "process",
        Authorise = "authorise",
        Succeed = "succeed",
        Fail = "fail",
        Cancel = "cancel",
        Expire = "expire",
    }
}

impl PaymentStatus {
    /// The event that leads here; `None` for the start.
    pub const fn arrival(self) -> Option<PaymentEvent> {
        match self {
            Self::RequiresPaymentMethod => None,
            Self::RequiresConfirmation => Some(PaymentEvent::AskConfirmation),
            Self::RequiresCustomerAction => Some(PaymentEvent::AskCustomer),
            Self::Processing => Some(PaymentEvent::Process),
            Self::RequiresCapture => Some(PaymentEvent::Authorise),
            Self::Succeeded => Some(PaymentEvent::Succeed),
            Self::Failed => Some(PaymentEvent::Fail),
            Self::Cancelled => Some(PaymentEvent::Cancel),
            Self::Expired => Some(PaymentEvent::Expire),
        }
    }

    /// Nothing more is expected, though money may still arrive late.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed | Self::Cancelled | Self::Expired)
    }
}

const SYSTEM: &[Party] = &[Party::System];
const PAYER: &[Party] = &[Party::Client, Party::System];

/// Rows from each of several states by the same event.
macro_rules! rows {
    ($($event:ident ($by:ident) : $($from:ident)|+ => $to:ident;)+) => {
        &[$($(Transition { from: PaymentStatus::$from, event: PaymentEvent::$event, by: $by, to: PaymentStatus::$to },)+)+]
    };
}

impl Machine for PaymentStatus {
    type Event = PaymentEvent;
    const NAME: &'static str = "payment";
    // Late news counts where it brings money: a success after a failure, a cancellation or an expiry is a success.
    // Old news does not: nothing leaves `succeeded`, and `processing` does not fall back to asking.
    const TABLE: &'static [Transition<Self, PaymentEvent>] = rows! {
        AskConfirmation (SYSTEM): RequiresPaymentMethod => RequiresConfirmation;
        AskCustomer (SYSTEM): RequiresPaymentMethod | RequiresConfirmation | Failed => RequiresCustomerAction;
        Process (SYSTEM): RequiresPaymentMethod | RequiresConfirmation | RequiresCustomerAction | RequiresCapture | Failed => Processing;
        Authorise (SYSTEM): RequiresPaymentMethod | RequiresConfirmation | RequiresCustomerAction | Processing => RequiresCapture;
        Succeed (SYSTEM): RequiresPaymentMethod | RequiresConfirmation | RequiresCustomerAction | Processing | RequiresCapture | Failed | Cancelled | Expired => Succeeded;
        Fail (SYSTEM): RequiresPaymentMethod | RequiresConfirmation | RequiresCustomerAction | Processing | RequiresCapture => Failed;
        Cancel (PAYER): RequiresPaymentMethod | RequiresConfirmation | RequiresCustomerAction | RequiresCapture | Failed => Cancelled;
        Expire (SYSTEM): RequiresPaymentMethod | RequiresConfirmation | RequiresCustomerAction | RequiresCapture => Expired;
    };
}

text_enum! {
    /// Where a stored webhook stands.
    pub enum EventStatus {
        Pending = "pending",
        Processing = "processing",
        Succeeded = "succeeded",
        Failed = "failed",
    }
}

text_enum! {
    /// Where a refund stands. `unclear`: it was sent and no answer came; it is looked up, never sent again blindly.
    pub enum RefundStatus {
        Pending = "pending",
        Succeeded = "succeeded",
        Failed = "failed",
        Unclear = "unclear",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Step;

    #[test]
    fn late_success_counts_and_old_news_does_not() {
        for end in [PaymentStatus::Failed, PaymentStatus::Cancelled, PaymentStatus::Expired] {
            assert_eq!(end.step(PaymentEvent::Succeed, Party::System), Ok(Step::To(PaymentStatus::Succeeded)));
        }
        assert_eq!(PaymentStatus::Succeeded.step(PaymentEvent::Succeed, Party::System), Ok(Step::AlreadyApplied));
        for event in PaymentEvent::ALL.iter().filter(|event| **event != PaymentEvent::Succeed) {
            assert!(PaymentStatus::Succeeded.step(*event, Party::System).is_err(), "{event} after success");
        }
        assert!(PaymentStatus::Processing.step(PaymentEvent::AskCustomer, Party::System).is_err());
    }

    #[test]
    fn every_state_but_the_first_has_a_way_in() {
        for status in PaymentStatus::ALL {
            let reached =
                PaymentStatus::TABLE.iter().any(|row| row.to == *status && Some(row.event) == status.arrival());
            assert!(reached || *status == PaymentStatus::RequiresPaymentMethod, "{status}");
        }
    }

    #[test]
    fn a_payer_may_only_cancel() {
        assert!(PaymentStatus::RequiresCustomerAction.can(PaymentEvent::Cancel, Party::Client));
        assert!(!PaymentStatus::RequiresCustomerAction.can(PaymentEvent::Succeed, Party::Client));
        assert!(!PaymentStatus::Processing.can(PaymentEvent::Cancel, Party::Client));
    }
}
