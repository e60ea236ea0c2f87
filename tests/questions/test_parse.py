"""Which form a question has and whom it names, whatever its case, marks and courtesies."""

from __future__ import annotations

from contextlib import suppress

import pytest
from questions.pile import amazon_and_ice, said, store_of, view_of
from waiting import quick

from edgewise.errors import DeclarationError, NameUnknown
from edgewise.project import builtin
from edgewise.questions.forms import FORM_NAMES, known_forms, load_forms
from edgewise.questions.parse import Question, parse
from edgewise.questions.view import GraphView

AMAZON, AWS, ICE = "Amazon", "Amazon Web Services", "Immigration and Customs Enforcement"
REKOGNITION, ICM, FBI = "Amazon Rekognition", "Investigative Case Management", "Federal Bureau of Investigation"


@pytest.fixture(scope="module")
def view() -> GraphView:
    return view_of(amazon_and_ice())


def understood(view: GraphView, question: str) -> Question:
    found = parse(view, builtin(), question)
    assert found is not None, question
    return found


def said_of(question: Question) -> tuple[str, list[str]]:
    return question.form, [named.entity.name for named in question.names]


@pytest.mark.parametrize(("form", "example"), [(form.name, example) for form in known_forms().forms for example in form.examples])
def test_every_example_is_read_as_its_form(view: GraphView, form: str, example: str) -> None:
    more = store_of(said("AWS, Amazon, Palantir, ICE, HSI, DHS, FBI, POGO, Microsoft, ICM and Rekognition were named."))
    assert understood(view_of(more), example).form == form


def test_every_form_is_declared_with_an_example() -> None:
    assert tuple(form.name for form in known_forms().forms) == FORM_NAMES
    assert len(known_forms().described) == len(FORM_NAMES)


def test_every_dealing_and_position_can_be_asked_for() -> None:
    ontology = builtin().ontology
    assert known_forms().relations >= set(ontology.of_kind("dealing", "position"))
    assert known_forms().relations <= set(ontology.relations)


@pytest.mark.parametrize(
    "question",
    [
        "How is AWS linked to ICE?", "how is aws linked to ice", "HOW IS AWS LINKED TO ICE??", "Please, how is AWS linked to ICE, exactly?",
        "how is “AWS” linked to the ICE ?", "  how   is AWS\tlinked to\nICE . ", "hi, can you tell me how AWS is linked to ICE? thanks!",
        "How is Amazon Web Services, Inc. linked to U.S. Immigration and Customs Enforcement?", "What links AWS and ICE?",
        "How is AWS’s linked to ICE’s?",
    ],
)  # fmt: skip
def test_case_marks_and_courtesies_do_not_matter(view: GraphView, question: str) -> None:
    assert said_of(understood(view, question)) == ("linked", [AWS, ICE])


def test_a_name_may_hold_the_words_of_a_pattern(view: GraphView) -> None:
    found = understood(view, "what links Immigration and Customs Enforcement and Amazon Web Services")
    assert said_of(found) == ("linked", [ICE, AWS])


@pytest.mark.parametrize(
    ("question", "relations", "roles"),
    [
        ("Did Amazon pitch Rekognition to ICE?", ("pitched_to",), {"subject": AMAZON, "about": REKOGNITION, "object": ICE}),
        ("was Rekognition pitched to ICE by Amazon", ("pitched_to",), {"subject": AMAZON, "about": REKOGNITION, "object": ICE}),
        ("What did Amazon pitch to ICE?", ("pitched_to",), {"subject": AMAZON, "object": ICE}),
        ("who uses Rekognition?", ("uses",), {"object": REKOGNITION}),
        ("Which federal agencies use Rekognition?", ("uses",), {"object": REKOGNITION}),
        ("what does ICE use", ("uses",), {"subject": ICE}),
        ("Who hosts ICM?", ("hosts", "convened"), {"object": ICM}),
        ("what's hosted on AWS?", ("hosts", "convened"), {"subject": AWS}),
        ("does ICM run on AWS", ("hosts",), {"subject": AWS, "object": ICM}),
        ("Does ICE have any contracts with AWS?", ("contracts_with",), {"subject": ICE, "object": AWS}),
        (
            "Did ICE buy Rekognition from Amazon?",
            ("supplies_to", "contracts_with"),
            {"object": ICE, "about": REKOGNITION, "subject": AMAZON},
        ),
        ("Who does Amazon supply Rekognition to?", ("supplies_to",), {"subject": AMAZON, "about": REKOGNITION}),
        ("has ICE ever used Rekognition", ("uses",), {"subject": ICE, "object": REKOGNITION}),
        ("Did Amazon and ICE meet?", ("met_with",), {"subject": AMAZON, "object": ICE}),
        ("Has ICE confirmed using Rekognition?", ("uses",), {"subject": ICE, "object": REKOGNITION}),
        ("Who said that AWS hosts ICM?", ("hosts", "convened"), {"subject": AWS, "object": ICM}),
        ("who claims ICM is hosted on AWS", ("hosts", "convened"), {"subject": AWS, "object": ICM}),
        ("who says something about ICE", (), {"rest": ICE}),
        ("which companies work with ICE", ("partners_with", "contracts_with"), {"object": ICE}),
    ],
)
def test_verbs_give_relations_and_roles(view: GraphView, question: str, relations: tuple[str, ...], roles: dict[str, str]) -> None:
    found = understood(view, question)
    assert found.relations == relations
    assert {named.roles[0]: named.entity.name for named in found.names} == roles


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "   ",
        "how is the weather",
        "AWS",
        "what does the fox say",
        "linked",
        "who said hello",
        "drop table links",
        "who is it",
        "🙂 🙂 🙂",
    ],
)
def test_what_is_no_question_of_ours_is_not_understood(view: GraphView, question: str) -> None:
    assert parse(view, builtin(), question) is None


def test_a_known_form_with_an_unknown_name_says_who_is_near(view: GraphView) -> None:
    with pytest.raises(NameUnknown, match=r"'Palantin'.*did you mean Palantir") as caught:
        parse(view, builtin(), "how is Palantin linked to ICE?")
    assert caught.value.nearest[0] == "Palantir"


@pytest.mark.parametrize(
    "question",
    [
        "how is " + "AWS " * 2500 + "linked to ICE", "how is " + "a" * 10_000 + " linked to ICE?", "did " + "use " * 60,
        "who " + "to " * 62, "did AWS " + "pitch to with from by on " * 10 + "ICE", "🙂" * 5000,
        "what links " + "and " * 60, "who denied " + "ICE " * 60,
        "((((((a+)+)+)+)+)+)+$ linked to [[[[", "ﷺ" * 900, "has ICE confirmed " + "that it uses " * 18 + "ICM", "\u202e\x00" * 400,
    ],
)  # fmt: skip
def test_hostile_questions_are_answered_fast(view: GraphView, question: str) -> None:
    known_forms()
    with quick(20), suppress(NameUnknown):
        parse(view, builtin(), question)


def test_a_declaration_that_is_wrong_names_file_and_key(tmp_path: object) -> None:
    path = tmp_path / "forms.yaml"  # type: ignore[operator]
    verbs = "verbs: [{relations: [uses], words: [[use, uses, used, using]], frames: ['{subject} * {object}']}]\n"
    forms = dict.fromkeys(FORM_NAMES, "{examples: [Who?], patterns: ['who <any> {after}']}")

    def written(**changed: str) -> str:
        return verbs + "forms:\n" + "".join(f"  {name}: {value}\n" for name, value in (forms | changed).items())

    path.write_text(written())
    assert load_forms(path).relations == {"uses"}
    for wrong, told in (
        (written(who="{examples: [Who?], patterns: ['who <anny> {after}']}"), "forms.who.patterns.*anny.*known: .*any"),
        (written(who="{examples: [Who?], patterns: ['{x} is']}"), "should begin with a word"),
        (written(who="{examples: [], patterns: []}"), "forms.who: needs"),
        (written(whom="{}"), "unknown key 'whom'"),
        (written() + "verb: []\n", "unknown key 'verb'"),
        (written().replace("'{subject} * {object}'", "'{subject} {object}'"), "does not say where the verb stands"),
        (written().replace("[[use, uses, used, using]]", "[[use, uses]]"), "should be 4 words"),
        (written().replace("{object}", "{thing}"), "'{thing}' is not known"),
        (written().replace("{object}", "{x}"), "asks for a link; what it names can be about, object, subject"),
    ):
        path.write_text(wrong)
        with pytest.raises(DeclarationError, match=told):
            load_forms(path)
