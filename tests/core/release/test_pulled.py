"""Pull quotes with their signature, who speaks around quotations, and whom the press may ring."""

from __future__ import annotations

import pytest

from traynews.core.data.document import Block, BlockKind, Item
from traynews.core.release.quotes import Quote
from traynews.core.release.take_apart import Release, take_apart
from traynews.feeds.child.markup import blocks


def read(html: str, title: str = "T") -> Release:
    return take_apart(Item(title=title, blocks=blocks(html)))


def test_a_pull_quote_is_signed_by_its_cite() -> None:
    release = read(
        "<p>Iceland’s inspectors were told to count whales from the office, it said.</p>"
        '<blockquote class="blockquote is-medium"><p>They gave us a calendar with whales</p>'
        "<cite>Birna Jónsdóttir, former inspector</cite></blockquote><p>The ministry denies.</p>"
    )
    assert len(release.paragraphs) == 3
    assert release.quotes == (
        Quote("They gave us a calendar with whales", "Birna Jónsdóttir", "former inspector"),
    )


def test_a_pull_quote_that_repeats_the_text_is_told_once_and_breaks_no_speech() -> None:
    speech = "“Karma should never have spent a night in that cell. His pupils waited long enough."
    release = read(
        "<p>Responding to the release of a teacher, Amnesty International’s Researcher Dina Paul "
        f"said:</p><p>{speech}</p><blockquote><p>His pupils waited long enough.</p>"
        "<cite>Dina Paul, South Asia Researcher.</cite></blockquote>"
        "<p>“Now he teaches.”</p><p>He was arrested in May.</p>"
    )
    assert len(release.paragraphs) == 4
    (quote,) = release.quotes
    assert quote.speaker == "Dina Paul"
    assert quote.text.endswith("waited long enough.\nNow he teaches.")


def test_a_signature_may_name_the_role_first_or_no_role_at_all() -> None:
    (one,) = read(
        "<blockquote><p>A song is not a net.</p>"
        "<cite>Amnesty International’s Gulf Campaigner, Sami Haddad.</cite></blockquote>"
    ).quotes
    assert (one.speaker, one.role) == ("Sami Haddad", "Amnesty International’s Gulf Campaigner")
    (two,) = read(
        "<blockquote><p>“The door opened.</p><p>“Nobody said sorry.”</p><cite>Afi Mensah</cite>"
        "</blockquote>"
    ).quotes
    assert two == Quote("The door opened.\nNobody said sorry.", "Afi Mensah", "")
    (three,) = read(
        '<figure class="wp-block-pullquote"><blockquote><p>Salt keeps; promises do not.</p>'
        "<cite>Old saying in Gokwe</cite></blockquote></figure>"
    ).quotes
    assert (three.speaker, three.role) == ("Old saying in Gokwe", "")


@pytest.mark.parametrize(
    ("html", "quotes"),
    [
        (
            (
                "<p>Carmen Vella, President of the Boatmen’s Union, said, “Our members pulled "
                "eleven people out of the water.”</p>"
            ),
            [("Carmen Vella", "Our members pulled eleven people out of the water.")],
        ),
        (
            "<p>Dorj Bat, a herder from Uvs, recalls:</p><p>“The well was dry by June.”</p>",
            [("Dorj Bat", "The well was dry by June.")],
        ),
        (
            (
                "<p>Ana Reid, Director, said:</p><p>“This is the third ferry.</p>"
                "<p>The company knew.</p><p>“Passengers deserve better.”</p>"
            ),
            [
                (
                    "Ana Reid",
                    "This is the third ferry.\nThe company knew.\nPassengers deserve better.",
                )
            ],
        ),
        (
            (
                "<p>Luc Noël, président de la ligue, déclare :</p><p>« Un carnaval n’est pas une "
                "émeute.</p><p>La rue appartient à tout le monde. »</p>"
            ),
            [
                (
                    "Luc Noël",
                    "Un carnaval n’est pas une émeute.\nLa rue appartient à tout le monde.",
                )
            ],
        ),
    ],
)
def test_who_speaks_and_how_long(html: str, quotes: list[tuple[str, str]]) -> None:
    assert [(one.speaker, one.text) for one in read(html).quotes] == quotes


def test_a_list_before_the_text_is_the_standfirst() -> None:
    release = read(
        "<ul><li>Borders shut in 31 countries</li><li>Courts overruled in 12</li></ul>"
        "<p>Governments shut doors on those who flee.</p>"
    )
    assert release.standfirst == ("Borders shut in 31 countries", "Courts overruled in 12")
    assert release.paragraphs == ("Governments shut doors on those who flee.",)


def test_what_drupal_files_a_page_under_is_no_text() -> None:
    release = read(
        '<div class="field field--name-field-topic-tags">Ports</div>'
        '<div class="field field--name-field-date">2 June 2028</div>'
        '<div class="field field--name-title">Ports &amp;amp; doors</div>'
        '<div class="field field--name-body"><p>The port was closed on Monday.</p></div>',
        title="Ports & doors",
    )
    assert release.paragraphs == ("The port was closed on Monday.",)


def test_the_press_contact_is_kept_apart() -> None:
    release = read(
        "<p>The port was closed on Monday.</p><p>It was opened again.</p><p>-ENDS-</p>"
        "<p>For more information, contact the press office:</p>"
        "<p>press@example.org, +44 20 7946 0000</p>"
    )
    assert release.paragraphs == ("The port was closed on Monday.", "It was opened again.")
    assert release.contact == (
        "For more information, contact the press office:\npress@example.org, +44 20 7946 0000"
    )


def test_a_telephone_number_in_the_text_is_no_contact() -> None:
    html = "<p>Call +44 20 7946 0000, the notice said.</p><p>For more information, see page 3.</p>"
    assert read(html + "<p>Nobody rang for a year.</p>").contact == ""


def test_a_passage_of_kind_quote_without_signature_stays_as_it_was() -> None:
    block = Block(BlockKind.QUOTE, "“It must end.” – Ana Paz, Regional Director")
    release = take_apart(Item(title="T", blocks=(Block(BlockKind.PARAGRAPH, "One."), block)))
    assert release.quotes == (Quote("It must end.", "Ana Paz", "Regional Director"),)


def test_a_name_above_the_words_is_not_lost() -> None:
    release = read(
        "<blockquote><cite>Ana Ruiz, mayor</cite><p>We go on until it is dawn.</p></blockquote>"
        "<p>She was freed.</p>"
    )
    assert "Ana Ruiz, mayor" in release.text
    assert [quote.text for quote in release.quotes] == ["We go on until it is dawn."]
