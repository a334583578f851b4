"""What we serve on the bus: interfaces as data, with introspection and properties.

Pure: `Objects.answer` turns a call into an answer; `connection.py` carries both over the wire. The
rules are those of the D-Bus specification, "Standard Interfaces".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Body = tuple[Any, ...]
Handler = Callable[..., Body | None]
"""Serves one method: takes the call's arguments, returns what the out-signature says."""

Answered = tuple[str, Body]
"""A signature and the body it describes."""

DBUS = "org.freedesktop.DBus"


@dataclass(frozen=True, slots=True)
class Method:
    """One method of an exported interface, with its signatures."""

    serve: Handler
    takes: str = ""
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Property:
    """One read-only property of an exported interface; `read` is asked each time."""

    signature: str
    read: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Interface:
    """An interface as it is exported and introspected. `signals` maps names to signatures."""

    name: str
    methods: Mapping[str, Method] = field(default_factory=dict)
    properties: Mapping[str, Property] = field(default_factory=dict)
    signals: Mapping[str, str] = field(default_factory=dict)


class CallRefused(Exception):  # noqa: N818 - it is an answer on the bus, not a failure of ours
    """Raised by a `Handler` to answer with a D-Bus error of that name."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(text)
        self.name = name
        self.text = text


class Objects:
    """Every object we serve, by path."""

    def __init__(self) -> None:
        self._served: dict[str, dict[str, Interface]] = {}

    def add(self, path: str, *interfaces: Interface) -> None:
        """Serve `interfaces` at `path`."""
        served = self._served.setdefault(path, {})
        served.update({interface.name: interface for interface in interfaces})

    def remove(self, path: str) -> None:
        """Serve nothing at `path` any more."""
        self._served.pop(path, None)

    def answer(
        self, path: str, interface: str, member: str, takes: str, body: Callable[[], Body]
    ) -> Answered:
        """Return the answer's signature and body. Raises `CallRefused`, and what `body` raises.

        `body` is asked only for arguments that somebody takes.
        """
        if interface == f"{DBUS}.Peer" and member == "Ping":
            return "", ()
        if interface == f"{DBUS}.Introspectable" and member == "Introspect":
            return "s", (self.introspect(path),)
        served = self._served.get(path)
        if served is None:
            raise CallRefused(f"{DBUS}.Error.UnknownObject", f"nothing is served at {path}")
        if interface == f"{DBUS}.Properties":
            return _serve_property(served, member, takes, body)
        method = _find_method(served, interface, member)
        if takes != method.takes:
            raise CallRefused(
                f"{DBUS}.Error.InvalidArgs", f"{member} takes ({method.takes}), not ({takes})"
            )
        return method.gives, method.serve(*body()) or ()

    def introspect(self, path: str) -> str:
        """Return the introspection document of `path`."""
        prefix = path.rstrip("/") + "/"
        below = {
            other[len(prefix) :].split("/")[0] for other in self._served if other.startswith(prefix)
        }
        served = self._served.get(path, {})
        from html import escape  # noqa: PLC0415 - nobody but a debugger asks

        parts = [_DOCTYPE, "<node>", *map(_describe, served.values())]
        if served:
            parts += map(_describe, _STANDARD)
        parts += [f'<node name="{escape(name)}"/>' for name in sorted(below)]
        return "\n".join([*parts, "</node>"])


def _find_method(served: Mapping[str, Interface], interface: str, member: str) -> Method:
    for one in served.values():
        if member in one.methods and interface in ("", one.name):
            return one.methods[member]
    raise CallRefused(f"{DBUS}.Error.UnknownMethod", f"no method {interface}.{member}")


def _serve_property(
    served: Mapping[str, Interface], member: str, takes: str, body: Callable[[], Body]
) -> Answered:
    want = {"Get": "ss", "GetAll": "s", "Set": "ssv"}.get(member)
    if want is None:
        raise CallRefused(f"{DBUS}.Error.UnknownMethod", f"no method {DBUS}.Properties.{member}")
    if takes != want:
        raise CallRefused(f"{DBUS}.Error.InvalidArgs", f"{member} takes ({want}), not ({takes})")
    if member == "Set":
        raise CallRefused(f"{DBUS}.Error.PropertyReadOnly", "nothing can be set")
    about, *named = body()
    interface = served.get(about)
    if interface is None:
        raise CallRefused(f"{DBUS}.Error.UnknownInterface", "no such interface")
    if member == "GetAll":
        return "a{sv}", ({n: (p.signature, p.read()) for n, p in interface.properties.items()},)
    prop = interface.properties.get(named[0])
    if prop is None:
        raise CallRefused(f"{DBUS}.Error.UnknownProperty", f"no such property of {about}")
    return "v", ((prop.signature, prop.read()),)


def _describe(interface: Interface) -> str:
    lines = [f'<interface name="{interface.name}">']
    for name, method in interface.methods.items():
        takes = _arguments(method.takes, ' direction="in"')
        gives = _arguments(method.gives, ' direction="out"')
        lines.append(f'<method name="{name}">{takes}{gives}</method>')
    for name, prop in interface.properties.items():
        lines.append(f'<property name="{name}" type="{prop.signature}" access="read"/>')
    for name, signature in interface.signals.items():
        lines.append(f'<signal name="{name}">{_arguments(signature, "")}</signal>')
    return "\n".join([*lines, "</interface>"])


def _arguments(signature: str, direction: str) -> str:
    return "".join(f'<arg type="{one}"{direction}/>' for one in split_signature(signature))


def split_signature(signature: str) -> list[str]:
    """Split a signature into its complete types: `sa{sv}i` → `s`, `a{sv}`, `i`."""
    types: list[str] = []
    start = depth = 0
    for index, char in enumerate(signature):
        if char in "({":
            depth += 1
        elif char in ")}":
            depth -= 1
        if depth == 0 and char != "a":
            types.append(signature[start : index + 1])
            start = index + 1
    return types


def _nothing(*_: object) -> None:
    """Stand in for the standard methods, which `Objects.answer` serves itself."""


_DOCTYPE = (
    '<!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN" '
    '"http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">'
)

_STANDARD = (
    Interface(
        f"{DBUS}.Properties",
        {
            "Get": Method(_nothing, "ss", "v"),
            "GetAll": Method(_nothing, "s", "a{sv}"),
            "Set": Method(_nothing, "ssv"),
        },
        signals={"PropertiesChanged": "sa{sv}as"},
    ),
    Interface(f"{DBUS}.Introspectable", {"Introspect": Method(_nothing, "", "s")}),
    Interface(f"{DBUS}.Peer", {"Ping": Method(_nothing)}),
)
