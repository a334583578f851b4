"""Signals on the bus, as data: what arrives, and which of it to hear."""

from __future__ import annotations

from dataclasses import dataclass

from traynews.desktop.bus.objects import Body


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that arrived. `sender` is the unique name of who sent it."""

    sender: str
    path: str
    interface: str
    member: str
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRule:
    """Which signals to hear, and from whom; other empty conditions match all.

    `sender` is a well-known name. D-Bus names hold no quotes.
    """

    interface: str
    member: str
    sender: str
    path: str = ""
    first_argument: str = ""

    def serialise(self) -> str:
        """Return the rule as `AddMatch` takes it."""
        conditions = {
            "type": "signal",
            "sender": self.sender,
            "interface": self.interface,
            "member": self.member,
            "path": self.path,
            "arg0": self.first_argument,
        }
        return ",".join(f"{key}='{value}'" for key, value in conditions.items() if value)


def matches(rule: SignalRule, signal: Signal, owner: str) -> bool:
    """Whether this is a signal to be heard. `owner` owns the rule's sender now; empty: nobody."""
    return (
        bool(owner)
        and signal.sender == owner
        and rule.interface == signal.interface
        and rule.member == signal.member
        and rule.path in ("", signal.path)
        and (not rule.first_argument or signal.body[:1] == (rule.first_argument,))
    )
