"""The register of everything that can be found in a plan; each text is a manual page.

Loaded where something was found: a plan without problems does not pay for it.
"""

from enum import Enum
from typing import NamedTuple

from dutymatrix.i18n import N_, _


class Severity(Enum):
    """How much a finding matters; the value is the word in JSON."""

    ERROR = "error"
    """The plan cannot be used until it is mended."""
    WARNING = "warning"
    """Worth a look; the plan can be used."""


class Rule(NamedTuple):
    """What finds problems of one kind; its texts are its manual page.

    `fails` and `passes` are plan fragments that tests run: a plan's lines below its title.
    """

    name: str
    severity: Severity
    what: str
    why: str
    fix: str
    fails: str = ""
    passes: str = ""
    of_document: bool = False
    """Found in documents that are imported, never in plan files."""
    of_folder: bool = False
    """Found between the plans of a folder, never in one alone."""
    mended: bool = False
    """Whether `check --fix` mends it where there is one right answer."""
    by_default: bool = True
    """Whether `check` looks for it unasked, else `--select` names it: a rule that is wrong more
    than once in ten is not looked for unasked."""


FAMILIES = {
    "DM1": N_("File and schema"),
    "DM2": N_("Names"),
    "DM3": N_("Roles"),
    "DM4": N_("The wording"),
    "DM5": N_("Time"),
    "DM6": N_("Numbering and titles"),
}
"""What the codes of rules begin with, and what these rules are about."""

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_SECTION = "sections:\n- title: 禁毒机制\n  tasks:\n"
_ROSTER = "units:\n  市公安局:\n  市司法局:\n"
_LED = _ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n"

RULES: dict[str, Rule] = {
    "DM101": Rule(
        "encoding",
        _ERROR,
        N_("The file is not UTF-8 text."),
        N_("Other encodings read as other characters, and names no longer match."),
        N_(
            "Save it as UTF-8: in Notepad, Save As, Encoding UTF-8; elsewhere, "
            "iconv -f GB18030 -t UTF-8 OLD > NEW."
        ),
    ),
    "DM102": Rule(
        "control-character",
        _ERROR,
        N_("The file has a character that no one can see."),
        N_("Control characters come with text pasted from other programs and break names apart."),
        N_("Delete it; retype the characters around it if need be."),
        fails=_SECTION + '  - title: "落实\\u0007责任"\n',
        passes=_SECTION + "  - title: 落实责任\n",
        mended=True,
    ),
    "DM103": Rule(
        "empty-file",
        _ERROR,
        N_("The file holds no plan."),
        N_("An empty answer from an empty file would look like an answer."),
        N_("Restore the file from git, or begin one with the lines format: 1 and title: …."),
    ),
    "DM104": Rule(
        "too-large",
        _ERROR,
        N_("The file is larger, or nested deeper, than a plan can be."),
        N_("Such a file is a mistake or an attack; reading it would tie up the machine."),
        N_("Check that it is the plan's file."),
        fails="common: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        passes=_SECTION + "  - title: 落实责任\n",
    ),
    "DM105": Rule(
        "syntax",
        _ERROR,
        N_("The file is not valid YAML."),
        N_("Where the structure is broken, nobody can say who has which task."),
        N_(
            "Look at the place named: blanks, not tabs, before a key; an ASCII colon and a blank "
            "after it; quotes around text that begins with a special character."
        ),
        fails=_SECTION + "  - title：落实责任\n    lead: 市公安局\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n",
        mended=True,
    ),
    "DM106": Rule(
        "conflict-marker",
        _ERROR,
        N_("git left a conflict in the file."),
        N_("Two versions are there at once; which one holds is undecided."),
        N_("Keep what holds, delete the lines <<<<<<<, ======= and >>>>>>>, then run check."),
        fails="<<<<<<< HEAD\nends_on: 2019-12-31\n=======\nends_on: 2020-12-31\n>>>>>>> new\n",
        passes="ends_on: 2020-12-31\n",
    ),
    "DM107": Rule(
        "duplicate-key",
        _ERROR,
        N_("A key appears twice in one place."),
        N_("Other YAML readers keep the last one silently, and the first one's content is lost."),
        N_("Keep one of them, or join the two lists."),
        fails=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    responsible: 市公安局\n    responsible: 市司法局\n",
        passes=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    responsible:\n    - 市公安局\n    - 市司法局\n",
    ),
    "DM108": Rule(
        "unknown-key",
        _ERROR,
        N_("The format has no such key here."),
        N_("A misspelt key would drop its content from every answer."),
        N_("Correct the spelling; fields of the document that the format lacks go under notes:."),
        fails=_SECTION + "  - title: 落实责任\n    leed: 市公安局\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n",
        mended=True,
    ),
    "DM109": Rule(
        "missing-key",
        _ERROR,
        N_("A key that the format needs is missing."),
        N_("Without it the plan or the record cannot be shown."),
        N_("Add it."),
        fails="standing:\n- units: []\n",
        passes="standing:\n- text: 以下各项均涉及各镇\n",
    ),
    "DM110": Rule(
        "wrong-kind",
        _ERROR,
        N_("A value of another kind is where a text, a list or a record belongs."),
        N_("What was meant is not certain."),
        N_("Write it as the format has it: key: text, or one - item per line."),
        fails=_SECTION + "  - title:\n      更多: 落实责任\n",
        passes=_SECTION + "  - title: 落实责任\n",
    ),
    "DM111": Rule(
        "yaml-machinery",
        _ERROR,
        N_("Anchors, aliases, merge keys and tags of programs do not belong in a plan."),
        N_("They let one line change several tasks unseen, or hide large or harmful content."),
        N_("Write the text out where it belongs; quote it if it begins with & * or !."),
        fails=_SECTION + "  - title: &a 落实责任\n",
        passes=_SECTION + '  - title: "&a 落实责任"\n',
    ),
    "DM112": Rule(
        "format-version",
        _ERROR,
        N_("The file is in a version of the format that this program does not know."),
        N_("A newer format may say things this program would miss."),
        N_("Install the newer dutymatrix, or write format: 1."),
    ),
    "DM113": Rule(
        "sections-or-tasks",
        _ERROR,
        N_("A section holds sections and tasks at once."),
        N_("Their numbers would be on one level and clash."),
        N_("Put the tasks into a section of their own."),
        fails=_SECTION + "  - title: 落实责任\n  sections:\n  - title: 其他\n",
        passes="sections:\n- title: 禁毒机制\n  sections:\n  - title: 其他\n",
    ),
    "DM114": Rule(
        "nameless-task",
        _ERROR,
        N_("A task has neither a title nor a text."),
        N_("Nobody could say what the units named there have to do."),
        N_("Give it a title: or a text:."),
        fails=_ROSTER + _SECTION + "  - lead: 市公安局\n",
        passes=_ROSTER + _SECTION + "  - text: 落实责任。\n    lead: 市公安局\n",
    ),
    "DM115": Rule(
        "several-documents",
        _ERROR,
        N_("A second YAML document begins in the file."),
        N_("A file is one plan; what follows would be left out of every answer."),
        N_("Delete the line ---, or put the second plan into a file of its own."),
        fails="---\ntitle: 另一方案\n",
        passes="",
    ),
    "DM116": Rule(
        "duplicate-id",
        _ERROR,
        N_("Two tasks or sections have the same id."),
        N_("An id is what a task is recognized by after it moved."),
        N_("Give the newer one another id, or none."),
        fails=_SECTION + "  - id: a\n    title: 落实责任\n  - id: a\n    title: 落实经费\n",
        passes=_SECTION + "  - id: a\n    title: 落实责任\n  - id: b\n    title: 落实经费\n",
    ),
    "DM117": Rule(
        "folded-text",
        _WARNING,
        N_("Lines of a text are joined otherwise than they were probably meant."),
        N_(
            "Without |- YAML joins the lines of a text with blanks: one ends up "
            "between Chinese characters, or a key has become part of the text above it."
        ),
        N_("Write |- after the key and the text below it, indented; a key begins its own line."),
        fails=_SECTION + "  - title: 落实责任\n    text: 推动各镇\n      落实责任。\n",
        passes=_SECTION + "  - title: 落实责任\n    text: 推动UN\n      office\n      落实责任。\n",
    ),
    "DM118": Rule(
        "radical",
        _WARNING,
        N_("The file has a character that only looks like another one."),
        N_(
            "Fonts in PDF files and old encodings leave radicals and compatibility characters, "
            "⾰ for 革; a name with one would be another name. It is read as what it stands for."
        ),
        N_("Retype the character."),
        fails=_SECTION + "  - title: 发展和改⾰\n",
        passes=_SECTION + "  - title: 发展和改革\n",
        mended=True,
    ),
    "DM119": Rule(
        "tab",
        _WARNING,
        N_("A tab stands within a text."),
        N_(
            "It comes with text pasted from a table, and pushes columns out of line wherever the "
            "text is shown."
        ),
        N_("Write a blank in its place, or nothing."),
        fails=_SECTION + "  - text: |-\n      落实\t责任\n",
        passes=_SECTION + "  - text: |-\n      落实责任\n",
    ),
    "DM121": Rule(
        "idle-ignore",
        _WARNING,
        N_("A comment # dm: ignore keeps nothing unsaid."),
        N_("Whoever reads it believes that something was looked at and agreed to there."),
        N_("Take it out, or correct the rule's code; it belongs in the line of the finding."),
        fails=_SECTION + "  - title: 落实责任  # dm: ignore DM302\n",
        passes=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n"
        + "  - title: 落实经费  # dm: ignore DM302 no unit is named in the document\n",
        mended=True,
    ),
    "DM122": Rule(
        "house-file",
        _WARNING,
        N_("The file dutymatrix.toml beside the plan says something that is not understood."),
        N_("What was meant to be looked for, or to be left unsaid, is not."),
        N_('It holds a table [check] with lists: select = ["DM"], ignore = ["DM302"].'),
    ),
    "DM123": Rule(
        "order-of-facts",
        _WARNING,
        N_("Facts about a unit are in another order than the format's."),
        N_("The order means nothing; but who compares two units looks for until: in one place."),
        N_("Put them in the order full_name, aliases, contact, until, succeeded_by."),
        fails="units:\n  市卫健局:\n  市卫计局:\n"
        + "    succeeded_by: 市卫健局\n    until: 2019-03-30\n",
        passes="units:\n  市卫健局:\n  市卫计局:\n"
        + "    until: 2019-03-30\n    succeeded_by: 市卫健局\n",
        mended=True,
        by_default=False,
    ),
    "DM201": Rule(
        "unknown-name",
        _ERROR,
        N_("A name is not in the roster."),
        N_("A misspelt unit would drop out of that unit's duty list."),
        N_("Correct the spelling, or add the name under units: or groups:."),
        fails=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公按局\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n",
        mended=True,
    ),
    "DM202": Rule(
        "name-declared-twice",
        _ERROR,
        N_("A name or an alias appears twice in the roster."),
        N_("A unit asked for by it could not be told from the other."),
        N_("Keep it once, as a unit, a group or an alias."),
        fails="units:\n  市公安局:\n    aliases: [市局]\n  市司法局:\n    aliases: [市局]\n",
        passes="units:\n  市公安局:\n    aliases: [市局]\n  市司法局:\n",
    ),
    "DM203": Rule(
        "several-names-in-one",
        _ERROR,
        N_("A full-width comma or 、 makes several names one."),
        N_("To YAML 市公安局，市司法局 is one name, and neither unit would find the task."),
        N_("Write one name per line, each after - and a blank."),
        fails=_ROSTER + _SECTION + "  - title: 落实责任\n    responsible: [市公安局，市司法局]\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    responsible: [市公安局, 市司法局]\n",
        mended=True,
    ),
    "DM204": Rule(
        "not-a-name",
        _ERROR,
        N_("A number, a yes/no word or nothing is where a name belongs."),
        N_("Other YAML readers would not read it as a text."),
        N_("Write the unit's name; a name that looks like a number goes between quotes."),
        fails=_ROSTER + _SECTION + "  - title: 落实责任\n    responsible:\n    - no\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    responsible:\n    - 市公安局\n",
    ),
    "DM205": Rule(
        "group-cycle",
        _ERROR,
        N_("A group is a member of itself, directly or through others."),
        N_("Whom it reaches could not be counted."),
        N_("Take one of the memberships out."),
        fails="groups:\n  各镇:\n    members: [各街]\n  各街:\n    members: [各镇]\n",
        passes="units:\n  塘缀镇:\ngroups:\n  各镇:\n    members: [塘缀镇]\n",
    ),
    "DM206": Rule(
        "no-unit",
        _WARNING,
        N_("A name in a list of the document does not look like a unit."),
        N_(
            "Lists also hold descriptions and damaged names, and a duty list under such a name "
            "reaches nobody."
        ),
        N_("Compare it with the document; correct the name, or make it a group."),
        of_document=True,
    ),
    "DM207": Rule(
        "other-name",
        _ERROR,
        N_("The plan calls a unit otherwise than its document."),
        N_("Who looks for the name that was issued would not find the unit."),
        N_("Add the document's name under aliases:, or correct the plan's."),
        of_document=True,
    ),
    "DM208": Rule(
        "tasked-not-in-roster",
        _WARNING,
        N_("The wording gives a unit something to do that is not in the roster."),
        N_("Whoever asks what that unit has to do is told that there is no such unit."),
        N_("Add it to the roster and to the task's list, or ask the office that issued the plan."),
        fails=_LED + "    text: 由市民政局负责审核救助对象。\n",
        passes=_LED + "    text: 经市民政局同意，按市民政局的办法执行，并报市民政局。\n",
    ),
    "DM209": Rule(
        "probably-one",
        _WARNING,
        N_("Two names of the roster are probably one unit."),
        N_("Its tasks are then spread over two duty lists, and counts are wrong."),
        N_(
            "Keep one name, with the other under aliases:; if one followed the other, write "
            "until: and succeeded_by:."
        ),
        fails="units:\n  市发改局:\n  市发展改革局:\n",
        passes="units:\n  市公安局:\n  市森林公安局:\n  市公安局交警支队:\n  省公安厅:\n",
    ),
    "DM210": Rule(
        "succession-nowhere",
        _WARNING,
        N_("A unit ended, and who took over is not said, or said of nobody who did."),
        N_("From that day its tasks are nobody's, and whoever asks for them finds no one to call."),
        N_(
            "Name who took over under succeeded_by:, and under tasks: only tasks of the plan and "
            "those who are named there."
        ),
        fails="units:\n  市公安局:\n    until: 2019-03-30\n"
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n",
        passes="units:\n  市公安局:\n  市爱卫办:\n    until: 2019-03-30\n"
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n",
    ),
    "DM211": Rule(
        "succession-circle",
        _WARNING,
        N_("Units took over from each other in a circle."),
        N_("Whose a task is cannot be said on any day."),
        N_(
            "Take one succeeded_by: out. Of an office that came back under its old name, let "
            "until: say the last day before; that of the other is later."
        ),
        fails="units:\n  市文化局:\n    succeeded_by: 市文广新局\n"
        "  市文广新局:\n    succeeded_by: 市文化局\n",
        passes="units:\n  市文化局:\n    until: 2014-06-30\n    succeeded_by: 市文广新局\n"
        "  市文广新局:\n    until: 2019-03-30\n    succeeded_by: 市文化局\n",
    ),
    "DM212": Rule(
        "probably-ended",
        _WARNING,
        N_("A reform of institutions has probably ended a unit since the plan was issued."),
        N_("From that day another office has its tasks, and is whom to call."),
        N_("Ask when it ended and who took over; write both under until: and succeeded_by:."),
        fails="issued_on: 2017-11-03\nunits:\n  市卫计局:\n",
        passes="issued_on: 2017-11-03\nunits:\n  市卫计局:\n    until: 2019-03-30\n"
        "    succeeded_by: 市卫健局\n  市卫健局:\n  市公安局:\n",
        by_default=False,
    ),
    "DM213": Rule(
        "probably-one-in-folder",
        _WARNING,
        N_("Two plans of a folder probably call one unit by two names."),
        N_("A question of all of them then finds a part of its tasks, and counts are wrong."),
        N_("Write in the folder's units.yaml which names are one unit, or who took over."),
        of_folder=True,
    ),
    "DM214": Rule(
        "namesakes-in-folder",
        _WARNING,
        N_("Two plans of a folder have one name for offices of two places."),
        N_("Their tasks are added up as those of one office."),
        N_("Keep the plans of each place in a folder of its own, or write places before names."),
        of_folder=True,
    ),
    "DM301": Rule(
        "unit-twice",
        _ERROR,
        N_("A unit is listed twice in one task."),
        N_("It would be counted twice, and one role would contradict the other."),
        N_("Keep the role that holds."),
        fails=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n    join: 市公安局\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n    join: 市司法局\n",
        mended=True,
    ),
    "DM302": Rule(
        "task-without-list",
        _WARNING,
        N_("A task names no unit although the tasks beside it do."),
        N_("Nobody is answerable for it; in official plans this is mostly an oversight."),
        N_("Ask the office that issued the plan; add lead: and join: if it was dropped."),
        fails=_ROSTER + _SECTION + "  - title: 落实责任\n    lead: 市公安局\n  - title: 落实经费\n",
        passes=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n  - title: 落实经费\n    lead: 市司法局\n",
    ),
    "DM303": Rule(
        "nobody-answers",
        _WARNING,
        N_("A task has participants, but nobody leads it or is responsible for it."),
        N_("Participants do not know whom to call."),
        N_("Name who leads; where the document states no lead, write responsible:, not join:."),
        fails=_ROSTER + _SECTION + "  - title: 落实责任\n    join: 市公安局\n",
        passes=_ROSTER + _SECTION + "  - title: 落实责任\n    responsible: 市公安局\n",
    ),
    "DM304": Rule(
        "list-not-closed",
        _WARNING,
        N_("The bracket of a list in the document is never closed."),
        N_(
            "What belongs to the list is then a guess: it was taken to end with its sentence "
            "or paragraph."
        ),
        N_("Compare the units with the document."),
        of_document=True,
    ),
    "DM305": Rule(
        "list-not-taken",
        _WARNING,
        N_("A bracket in the document looks like a list of units and was not taken."),
        N_(
            "Examples and definitions look like lists, too; a real list that is missed is a "
            "duty lost."
        ),
        N_("If it is a list, add its units to the task."),
        of_document=True,
    ),
    "DM306": Rule(
        "no-lists",
        _WARNING,
        N_("The document has no list of units that was understood."),
        N_("A plan without assignments answers nothing."),
        N_("Check that the file is the plan, not its covering letter; write the units in by hand."),
        of_document=True,
    ),
    "DM307": Rule(
        "named-twice",
        _WARNING,
        N_("A list of the document names a unit twice."),
        N_("A unit is listed once in a task; the stronger of its roles was kept."),
        N_("Compare it with the document, and ask the office that issued it if the roles differ."),
        of_document=True,
    ),
    "DM308": Rule(
        "other-role",
        _ERROR,
        N_("Units of a task have other roles, or another order, than in the document."),
        N_("Who leads is what the document says."),
        N_("Correct lead: and join:, or revise the document."),
        of_document=True,
    ),
    "DM309": Rule(
        "not-in-document",
        _ERROR,
        N_("A unit is on a task, and not in the document's list."),
        N_("A duty that nobody issued binds nobody."),
        N_("Take it out, or revise the document."),
        of_document=True,
    ),
    "DM310": Rule(
        "not-in-plan",
        _ERROR,
        N_("A unit is in the document's list, and not on the task."),
        N_("The unit would not find its duty."),
        N_("Add it to the task."),
        of_document=True,
    ),
    "DM311": Rule(
        "list-not-in-plan",
        _ERROR,
        N_("What looks like a list in the document is not in the plan."),
        N_("A list that nobody took is a duty that nobody has; no difference is said without it."),
        N_(
            "Add its units to the task; names that the list writes otherwise may be aliases. If it "
            "is none, say so beside the task: # dm: ignore DM305 and why."
        ),
        of_document=True,
    ),
    "DM312": Rule(
        "tasked-not-listed",
        _WARNING,
        N_("The wording gives a unit or the towns something to do, and the list omits them."),
        N_("Duty lists follow the list: who is not on it will not hear of the task."),
        N_("Ask the office that issued the plan; if it was forgotten, add it under join:."),
        fails=_LED + "    text: 各镇（街）具体负责实施，市司法局要加强指导。\n",
        passes=_LED
        + "    text: 市公安局负责实施。配合市司法局工作，对各镇（街）进行考核，向市司法局报告，"
        "落实市司法局关于宣传的通知。各镇（街）落实情况纳入考核。\n",
    ),
    "DM313": Rule(
        "sent-elsewhere",
        _WARNING,
        N_("The list names a unit that the wording excepts, or whose part it gives to others."),
        N_("The unit is given a duty that the document takes from it."),
        N_("Ask the office that issued the plan; take it off the list, or correct the wording."),
        fails=_LED + "    text: 除市公安局外，各单位均应参加。\n",
        passes=_LED + "    text: 除市司法局外，各单位均应参加。\n",
    ),
    "DM314": Rule(
        "other-lead-in-wording",
        _WARNING,
        N_("The wording says that another unit leads than the list does."),
        N_("Two units each think that the other one leads."),
        N_("Ask the office that issued the plan, and correct lead: or the wording."),
        fails=_LED + "    join: 市司法局\n    text: 由市司法局牵头，做好法治宣传。\n",
        passes=_LED + "    join: 市司法局\n    text: 市公安局牵头，市司法局配合。\n",
    ),
    "DM315": Rule(
        "group-leads",
        _WARNING,
        N_("A task is led by a phrase for several units, and by no unit."),
        N_("Where all lead nobody does, and participants do not know whom to call."),
        N_("Name the one that leads; where each does its own part, write responsible:."),
        fails="groups:\n  各镇（街）:\n" + _SECTION + "  - title: 落实责任\n    lead: 各镇（街）\n",
        passes="groups:\n  各镇（街）:\n"
        + _SECTION
        + "  - title: 落实责任\n    responsible: 各镇（街）\n",
    ),
    "DM316": Rule(
        "leads-nothing",
        _WARNING,
        N_("The plan's own rule says that a unit leads, and it leads no task."),
        N_("Either a task's list lost its first unit, or the rule is another document's."),
        N_("Compare the rule and the lists with the document."),
        fails="role_rule: 由市司法局牵头，其他单位配合\n" + _LED,
        passes="role_rule: 由市公安局牵头，其他单位配合\n" + _LED,
    ),
    "DM401": Rule(
        "table-not-read",
        _WARNING,
        N_("A table of the document was not read."),
        N_("Its cells are not guessed at; what it says is not in the plan."),
        N_(
            "If it assigns duties, write them in by hand, or import the table as a document of "
            "its own."
        ),
        of_document=True,
    ),
    "DM402": Rule(
        "repaired",
        _WARNING,
        N_("A word of the document was damaged and has been repaired."),
        N_("Page numbers and menus get into words when a text is copied."),
        N_("Compare it with the printed document."),
        of_document=True,
    ),
    "DM403": Rule(
        "wording-differs",
        _ERROR,
        N_("The plan's wording is not the document's."),
        N_("People act on what they read in the plan."),
        N_("Correct the plan, or revise the document."),
        of_document=True,
    ),
    "DM404": Rule(
        "left-out",
        _WARNING,
        N_("Something in a document was not read."),
        N_("A task or a unit may be there."),
        N_("Look at the place named; move what counts into the text."),
        of_document=True,
    ),
    "DM405": Rule(
        "assumed",
        _WARNING,
        N_("Something in a document was read on an assumption."),
        N_("The document can be meant otherwise."),
        N_("Compare with the document; correct it there or in the plan."),
        of_document=True,
    ),
    "DM406": Rule(
        "task-twice",
        _WARNING,
        N_("A task says nearly the same as one before it."),
        N_("A paragraph was pasted twice, or its units are asked twice for one thing."),
        N_("Keep the one that holds; if both do, say in the wording what tells them apart."),
        fails=_LED
        + "    text: 建立健全禁毒宣传工作机制，定期组织进校园、进社区活动，扩大宣传覆盖面。\n"
        + "  - title: 做好宣传\n    lead: 市司法局\n"
        + "    text: 建立健全禁毒宣传工作机制，定期组织进校园、进社区活动，不断扩大宣传覆盖面。\n",
        passes=_LED
        + "    text: 支持甲镇建设戒毒康复场所，完善甲镇配套设施，逐步扩大甲镇收治规模。\n"
        + "  - title: 乙镇\n    lead: 市司法局\n"
        + "    text: 支持乙镇建设戒毒康复场所，完善乙镇配套设施，逐步扩大乙镇收治规模。\n",
    ),
    "DM407": Rule(
        "target-not-kept",
        _WARNING,
        N_("The wording sets a target in figures that no milestone carries."),
        N_(
            "What is not there is not watched. Figures of subsidies and conditions look like "
            "targets, too."
        ),
        N_("Add it under milestones:, with goal: and target: in the document's words."),
        fails=_LED + "    text: 专业社工比例不低于30%。\n",
        passes=_LED
        + "    text: 专业社工比例不低于30%。\n    milestones:\n"
        + "    - goal: 专业社工比例不低于30%\n      target: 不低于30%\n",
        by_default=False,
    ),
    "DM501": Rule(
        "not-a-date",
        _ERROR,
        N_("A value is not a date."),
        N_("Deadlines could not be compared."),
        N_("Write year-month-day, 2018-12-31; the document's own words go under said:."),
        fails="ends_on: 2019年底\n",
        passes="ends_on: 2019-12-31\n",
        mended=True,
    ),
    "DM502": Rule(
        "two-readings",
        _WARNING,
        N_("A deadline such as 2019年前 can be read in two ways."),
        N_("By the letter it is the end of the year before; offices often mean that year's end."),
        N_("Ask the office that issued the plan, and write the day it means under by:."),
        fails=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n    milestones:\n"
        + "    - by: 2018-12-31\n      said: 2019年前\n",
        passes=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n    milestones:\n"
        + "    - by: 2018-12-31\n      said: 2018年底前\n",
    ),
    "DM503": Rule(
        "date-against-words",
        _WARNING,
        N_("A date is not the day that the document's words for it say."),
        N_("Filters go by the date and people by the words; one of them is wrong."),
        N_("Correct by: or said:, whichever is not the document's."),
        fails=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n    milestones:\n"
        + "    - by: 2018-12-31\n      said: 2020年底前\n",
        passes=_ROSTER
        + _SECTION
        + "  - title: 落实责任\n    lead: 市公安局\n    milestones:\n"
        + "    - by: 2020-12-31\n      said: 2020年底前\n",
    ),
    "DM504": Rule(
        "day-not-stated",
        _WARNING,
        N_("A deadline of the document does not say which day it is."),
        N_("Its year or its beginning is elsewhere, or nowhere."),
        N_("Compare it with the document, and correct by:."),
        of_document=True,
    ),
    "DM505": Rule(
        "goal-not-stated",
        _ERROR,
        N_("A milestone says what the document does not say."),
        N_("Dates and targets are the document's, in its own words."),
        N_("Copy the words from the document."),
        of_document=True,
    ),
    "DM506": Rule(
        "day-not-kept",
        _WARNING,
        N_("The wording or the document sets a date that the plan's task does not have."),
        N_("A deadline that is not there is not watched."),
        N_("Add it under milestones:."),
        fails=_LED + "    text: 2018年底前，完成排查。\n",
        passes=_LED
        + "    text: 2018年底前，完成排查。对2018年5月底前到期的贷款，按原规定执行。\n"
        + "    milestones:\n    - by: 2018-12-31\n      said: 2018年底前\n      goal: 完成排查\n",
    ),
    "DM507": Rule(
        "words-not-in-wording",
        _WARNING,
        N_("A milestone says what the wording of its task does not say."),
        N_("Dates and targets are the document's, in its own words; one of them was changed."),
        N_("Copy the words from the wording, or correct the wording."),
        fails=_LED
        + "    text: 覆盖率达到90%以上。\n    milestones:\n"
        + "    - goal: 覆盖率达到95%以上\n      target: 95%以上\n",
        passes=_LED
        + "    text: 覆盖率达到90%以上。\n    milestones:\n"
        + "    - goal: 覆盖率达到90%以上\n      target: 90%以上\n"
        + "    - by: 2018-12-31\n      said: 2018年12月底\n",
    ),
    "DM508": Rule(
        "date-outside-plan",
        _WARNING,
        N_("A date is after the plan's end or before its issue."),
        N_("Nobody follows a plan up after its end, and what was due before it cannot be done."),
        N_("Compare by:, issued_on: and ends_on: with the document."),
        fails="issued_on: 2017-11-03\nends_on: 2019-12-31\n"
        + _LED
        + "    milestones:\n    - by: 2020-12-31\n      said: 2020年底前\n",
        passes="issued_on: 2017-11-03\nends_on: 2019-12-31\n"
        + _LED
        + "    milestones:\n    - by: 2019-12-31\n      said: 2019年底前\n",
    ),
    "DM509": Rule(
        "succession-dates",
        _WARNING,
        N_("The last days of units that followed each other contradict."),
        N_("Who ended before taking over, or before the plan was issued, cannot have had a task."),
        N_("Correct until: of one of them, or issued_on:."),
        fails="units:\n  市卫生局:\n    until: 2019-03-30\n    succeeded_by: 市卫计局\n"
        "  市卫计局:\n    until: 2014-06-30\n    succeeded_by: 市卫健局\n  市卫健局:\n",
        passes="units:\n  市卫生局:\n    until: 2014-06-30\n    succeeded_by: 市卫计局\n"
        "  市卫计局:\n    until: 2019-03-30\n    succeeded_by: 市卫健局\n  市卫健局:\n",
    ),
    "DM601": Rule(
        "numbering-form",
        _ERROR,
        N_("A value of numbering: is not a way to write the number one."),
        N_("Labels such as （三）3 could not be printed."),
        N_("Write the first number of each level as the document does: 一、 （一） 1. （1） ①."),
        fails="numbering: [甲]\n",
        passes="numbering: [（一）]\n",
    ),
    "DM602": Rule(
        "number-order",
        _ERROR,
        N_("A number does not follow the one before it."),
        N_("Two tasks would have the same number, and answers would name the wrong one."),
        N_("number: is only for gaps in the document's own numbers; take it out or raise it."),
        fails=_SECTION + "  - title: 落实责任\n  - title: 落实经费\n    number: 1\n",
        passes=_SECTION + "  - title: 落实责任\n  - title: 落实经费\n    number: 2\n",
    ),
    "DM603": Rule(
        "number-unexpected",
        _WARNING,
        N_("A number in the document does not follow the one before it."),
        N_("An item may be missing, or a number in the text was taken for a label."),
        N_("Compare the items around it with the document."),
        of_document=True,
    ),
    "DM604": Rule(
        "no-title",
        _WARNING,
        N_("The title of the document was not found."),
        N_("The plan is called as its file is."),
        N_("Write the title under title:."),
        of_document=True,
    ),
    "DM605": Rule(
        "task-not-in-plan",
        _ERROR,
        N_("A task or section of the document is not in the plan."),
        N_("Its units would not find their duties."),
        N_("Add it."),
        of_document=True,
    ),
    "DM606": Rule(
        "task-not-in-document",
        _ERROR,
        N_("A task or section of the plan is not in the document."),
        N_("A duty that nobody issued binds nobody."),
        N_("Take it out, or revise the document."),
        of_document=True,
    ),
    "DM607": Rule(
        "task-elsewhere",
        _ERROR,
        N_("A task is elsewhere in the document, or under another number, or is divided."),
        N_("People cite tasks by the document's numbers."),
        N_("Put it where the document has it; number: is for gaps."),
        of_document=True,
    ),
    "DM608": Rule(
        "number-left-out",
        _WARNING,
        N_("The numbers leave one out."),
        N_("A task or section is missing, or the document counts wrongly."),
        N_("Compare with the document, and add what is missing."),
        fails=_SECTION + "  - title: 落实责任\n  - title: 落实经费\n    number: 4\n",
        passes=_SECTION + "  - title: 落实责任\n  - title: 落实经费\n",
    ),
    "DM609": Rule(
        "odd-title",
        _WARNING,
        N_("A title is unlike those beside it."),
        N_(
            "It is missing, has its number in it or ends as a sentence does, holds the wording, or "
            "is another's: people would cite it wrongly."
        ),
        N_("Write the title as the document has it; numbers are not part of it."),
        fails=_SECTION + "  - title: 落实责任\n  - title: 2.落实经费\n",
        passes=_SECTION + "  - title: 落实责任\n  - title: 12345热线和3.15活动\n",
    ),
    "DM610": Rule(
        "odd-section",
        _WARNING,
        N_("A section holds no task, and those beside it do."),
        N_("Its tasks were lost, or its heading is a task."),
        N_("Compare with the document; write the heading's units, or its tasks."),
        fails="sections:\n- title: 甲\n  tasks:\n  - title: 落实责任\n"
        "- title: 乙\n  tasks:\n  - title: 落实经费\n- title: 丙\n",
        passes=_SECTION + "  - title: 落实责任\n",
    ),
    "DM611": Rule(
        "item-in-wording",
        _WARNING,
        N_("In the wording of a task the next item of its level begins."),
        N_("A task is hidden in the one before it; its units do not find it."),
        N_("Make it a task of its own, with its list."),
        fails='numbering: [（一）, "1."]\n'
        + _SECTION
        + "  - title: 落实责任\n    text: |-\n      加强领导。\n      2.落实经费。增加投入。\n",
        passes='numbering: [（一）, "1."]\n'
        + _SECTION
        + "  - title: 落实责任\n    text: |-\n      见附件2.5节。\n      做好2.0版系统上线工作。\n",
    ),
}


def next_step(code: str) -> str:
    """What a rule tells people to do, in their language."""
    return _(RULES[code].fix)
