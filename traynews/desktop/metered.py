"""Whether the connection is paid for by what goes through it, as the system knows.

NetworkManager tells on Linux, also of what it guesses (a phone's hotspot), and Windows itself;
where nobody tells, it costs nothing. It is asked when somebody wants to know, never polled.
"""

from __future__ import annotations

import logging
import os
import sys

from traynews.errors import BusError

log = logging.getLogger(__name__)

_UNKNOWN = "nobody tells whether the connection costs: %s"

if sys.platform == "linux":
    MANAGER = "org.freedesktop.NetworkManager"
    _PATH = "/org/freedesktop/NetworkManager"
    _METERED = {1, 3}  # NMMetered: yes, and guessed so
    _BUS = "unix:path=/var/run/dbus/system_bus_socket"  # D-Bus Specification, "System message bus"
    _PATIENCE = 0.5  # seconds

    def is_metered() -> bool:
        """Return whether it is; False where nobody can tell within a moment."""
        try:
            answer = _ask_manager()
        except BusError as error:
            log.debug(_UNKNOWN, error)
            return False
        match answer:
            case (("u", int(metered)),):
                return metered in _METERED
        return False

    def _ask_manager() -> tuple[object, ...]:
        from traynews.desktop.bus.connection import Bus  # noqa: PLC0415 - raises without jeepney
        from traynews.desktop.bus.wire import property_call  # noqa: PLC0415

        bus = Bus(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _BUS)
        bus.connect()
        try:
            ask = property_call(MANAGER, _PATH, MANAGER, "Metered")
            return tuple(bus.ask(ask, timeout=_PATIENCE))
        finally:
            bus.close()

elif sys.platform == "win32":
    import ctypes

    _COSTS = {2, 3}  # NL_NETWORK_CONNECTIVITY_COST_HINT: fixed, and variable

    class _Hint(ctypes.Structure):
        """`NL_NETWORK_CONNECTIVITY_HINT` of nldef.h."""

        _fields_ = (
            ("level", ctypes.c_int),
            ("cost", ctypes.c_int),
            ("approaching_limit", ctypes.c_ubyte),
            ("over_limit", ctypes.c_ubyte),
            ("roaming", ctypes.c_ubyte),
        )

    def is_metered() -> bool:
        """Return whether it is; False where Windows is older than version 2004 of 10.

        Written by the documentation of netioapi.h: wine has no such function.
        """
        hint = _Hint()
        try:
            failed = ctypes.windll.iphlpapi.GetNetworkConnectivityHint(ctypes.byref(hint))
        except (AttributeError, OSError) as error:
            log.debug(_UNKNOWN, error)
            return False
        return not failed and hint.cost in _COSTS

else:

    def is_metered() -> bool:
        """Return False: nobody tells."""
        return False
