"""Stories of our own as sites print them: under other headlines, with their own byline and furniture, cut at the end."""

from __future__ import annotations

from typing import Any

from making import document

from edgewise.model import Document

STORY = """The harbor authority of Port Ellis has tested a face recognition system on ferry passengers for eleven months without telling
the city council, according to invoices and emails that were released on Tuesday under a public records request.

The system, called SeaTrace, was lent to the authority by Harborline Marine, a small company that also runs the car park beside
the terminal. Palantir hosts ICM, the case files that the matches were sent to, the invoices show. Nobody who walked through the
gates was asked, and no sign told them.

"We were promised a pilot of two weeks with our own staff as volunteers," said councilwoman Dora Finch, who chairs the committee
on transport. "What we got was a year of faces in a drawer that nobody at city hall had the key to."

A spokesman for the authority said that the test had ended in March and that all images had been deleted within a day. He would
not say how many people had been photographed, who had seen the pictures, or whether the police had asked for any of them.

The emails tell of at least three such requests. In one of them a detective asks for "everybody on the 7:40 boat" on a morning
in January, the day after a break-in at a boatyard on the far side of the bay. An engineer answers within the hour, with a list
of forty names and a smiley.

Privacy advocates said that the case shows how such tools arrive: as a favor, for free, and without a vote. Eleven other ports
on the coast have been offered the same system since last summer, a slide of the company says, and four of them have said yes.

The council will take up the matter at its next meeting. A motion to forbid the authority any such test without a public hearing
has been signed by five of its nine members, one short of what it needs to be heard before the summer recess.
"""
OTHER = """Ferry riders in Port Ellis were filmed and matched against a list of names for most of last year, the port has confirmed, after
a newspaper asked about a camera over gate four.

Palantir hosts ICM, a system in which the alerts ended up, a contract seen by this newspaper says. The port put the cameras up
with a grant for bomb detection and never took the plan to the council. Its lawyer, asked about that last week, said that a test
is no purchase.

The supplier is Harborline Marine. Its founder, a former ferry captain, told the Bay Courier in an interview that he had
expected thanks. "It works," he said. "Thirty seconds, and you know who is on the boat. Who would not want that?"

Riders at the terminal on Wednesday were not so sure. A nurse on her way to the night shift said she would take the bridge from
now on. A student said he had read the posters about the new coffee stand and found nothing about cameras.

City attorney Lou Marsh has begun an inquiry into how the grant was spent. The auditors want to see the logs of who looked up
whom, and the port has until the end of the month to hand them over. The state senate wants a hearing, too, a staff member said.
"""
SITES = ("Bay Courier", "Ellis Daily", "Coast Online", "The Evening Ledger", "Morning Tide")


def printed(story: str = STORY, head: str = "", foot: str = "", **given: Any) -> Document:
    """The story as one site prints it."""
    return document(f"{head}\n\n{story}\n{foot}\n", **given)


def five_sites(**given: Any) -> tuple[Document, ...]:
    """The same story on five sites: as it came, another headline and byline, trimmed, with furniture, and trimmed with furniture."""
    third = STORY[: STORY.index("Privacy advocates")]
    furniture = "Sign up for our newsletter. Every morning the five stories that you need to know, from our newsroom to your inbox. " * 2
    return (
        printed(head="Port tested face recognition on ferry riders", publisher=SITES[0], published="2025-10-03", **given),
        printed(head="Smile, you are boarding\n\nBy our staff in Port Ellis", publisher=SITES[1], published="2025-10-04", **given),
        printed(third, head="A year of faces in a drawer", publisher=SITES[2], published="2025-10-05", **given),
        printed(foot=furniture + "Read also: storm shuts bridge for a third day.", publisher=SITES[3], published="2025-10-04", **given),
        printed(third, "FERRY CAMERAS\n\nOctober 6, 2025 | 4 min read", furniture, publisher=SITES[4], published="2025-10-06", **given),
    )
