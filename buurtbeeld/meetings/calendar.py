"""A commitment as a file for anybody's calendar (iCalendar, RFC 5545). Reads no register and reminds nobody itself."""

from __future__ import annotations

from datetime import timedelta

import icalendar

from buurtbeeld.meetings import wording
from buurtbeeld.record_display.display import Names
from buurtbeeld.register.meetings import Commitment
from buurtbeeld.register.records import Entry
from buurtbeeld.text import _

BEFORE = timedelta(days=-2)
"""So long before its day a calendar says that a promise is due."""
KIND = "text/calendar"


def ics(record: Entry[Commitment], names: Names) -> bytes:
    """The due day as an event of a whole day with a reminder; the same commitment gives the same bytes.

    Its id and version travel with it, so that a calendar moves the event where the day was changed, and never has two.
    """
    what = record.what
    said = what.text or _("een afspraak")
    event = icalendar.Event()
    event.add("uid", f"{record.id}@buurtbeeld")
    event.add("sequence", record.version - 1)
    event.add("dtstamp", record.created_at)
    event.add("dtstart", what.due)
    event.add("dtend", what.due + timedelta(days=1))
    event.add("summary", _("Afspraak: {words}", words=said))
    event.add("description", _("Komt na: {who}", who=wording.owner(what, names)))
    event.add("transp", "TRANSPARENT")
    if what.area_id:
        event.add("location", names.get(what.area_id, what.area_id))
    event.add_component(_reminder(said))
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Buurtbeeld//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _reminder(said: str) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", BEFORE)
    alarm.add("description", said)
    return alarm
