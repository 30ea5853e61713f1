"""What a venue has printed on its slips."""

from __future__ import annotations

import random
from dataclasses import replace

from kiosk.domain.venue import Policy
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import VENUE, make_rig


def test_a_slip_has_the_venues_line_and_a_whole_name_only_where_that_is_switched_on() -> None:
    person = replace(make_person(random.Random(1)), full_name="Nguyễn Thị Hồng Nhung")
    card = citizen_text(citizen_fields(person, random.Random(1)))
    settings = PrintSettings(PrintWhen.ALWAYS, line="Rửa tay trước khi vào")
    rig = make_rig(Policy(print=settings))
    job = rig.store.get_print_job(rig.scan(card).print_job)
    assert (job.slip.venue_line, job.slip.full_name) == ("Rửa tay trước khi vào", "")
    rig.desk.configure(VENUE, Policy(print=replace(settings, full_names=True)))
    rig.clock.advance(17 * 3600)
    job = rig.store.get_print_job(rig.scan(card).print_job)
    assert job.slip.full_name == "Nguyễn Thị Hồng Nhung"
