"""Every page of the desk: its state, its touches and the function that advances it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from kiosk.domain.station.page import Moment, PageState, Turn
from kiosk.domain.station.pages import (
    accounts,
    card_number,
    checking,
    data_requests,
    day_list,
    declare,
    declare_state,
    declare_touches,
    emergency,
    express,
    family,
    linking,
    new_pin,
    no_code,
    own_phone,
    paper_entries,
    person,
    person_form,
    person_touches,
    picking,
    policy,
    printer_setup,
    reports,
    search,
    self_declaration,
    self_steps,
    sending,
    sentences,
    shift_check,
    sign_in,
    stays,
    support_list,
    trail,
    venue,
    venue_state,
)
from kiosk.domain.text_input.field_text import KeyboardTouch

PAGES: Mapping[type[PageState], Callable[[Any, object, Moment], Turn[Any]]] = MappingProxyType(
    {
        card_number.CardDraft: card_number.advance,
        no_code.NoCode: no_code.advance,
        own_phone.OwnPhone: own_phone.advance,
        express.Express: express.advance,
        self_steps.SelfDeclaration: self_declaration.advance,
        sentences.Sentences: sentences.advance,
        declare_state.Declare: declare.advance,
        emergency.Incomplete: emergency.advance,
        day_list.DayList: day_list.advance,
        family.Family: family.advance,
        linking.Linking: linking.advance,
        new_pin.NewPin: new_pin.advance,
        paper_entries.PaperEntries: paper_entries.advance,
        person.Person: person.advance,
        person_form.PersonForm: person_form.advance,
        policy.PolicyPage: policy.advance,
        accounts.Accounts: accounts.advance,
        trail.TrailPage: trail.advance,
        data_requests.DataRequests: data_requests.advance,
        printer_setup.PrinterSetup: printer_setup.advance,
        shift_check.ShiftCheck: shift_check.advance,
        sign_in.SignInState: sign_in.advance,
        stays.StaysPage: stays.advance,
        support_list.SupportList: support_list.advance,
        reports.Reports: reports.advance,
        search.SearchPage: search.advance,
        venue_state.VenuePage: venue.advance,
    }
)

PageTouch = (
    KeyboardTouch
    | card_number.CardNumberTouch
    | no_code.NoCodeTouch
    | own_phone.OwnPhoneTouch
    | express.ExpressTouch
    | self_declaration.SelfTouch
    | sending.SendingTouch
    | sentences.SentencesTouch
    | checking.CheckingTouch
    | emergency.EmergencyTouch
    | day_list.DayListTouch
    | declare_touches.DeclareTouch
    | family.FamilyTouch
    | linking.LinkTouch
    | new_pin.NewPinTouch
    | paper_entries.PaperTouch
    | person_touches.PersonTouch
    | person_form.FormTouch
    | picking.PickTouch
    | policy.PolicyTouch
    | accounts.AccountsTouch
    | trail.TrailTouch
    | data_requests.DataRequestTouch
    | printer_setup.PrinterTouch
    | shift_check.ShiftCheckTouch
    | sign_in.SignInTouch
    | stays.StaysTouch
    | support_list.SupportListTouch
    | reports.ReportsTouch
    | search.SearchTouch
    | venue.VenueTouch
    | KeyboardTouch
)
"""What a finger does on any page of the desk: the union of the pages' own."""


def make_home() -> PageState:
    """The page that stands when staff have signed in."""
    return day_list.DayList()
