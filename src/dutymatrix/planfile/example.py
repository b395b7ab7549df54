"""A small plan for whoever begins without a document: every key that one needs, explained."""

from dutymatrix.i18n import _

# Comments stand in the places of their numbers; the rest is as the writer has it.
_EXAMPLE = """\
# {0}
format: 1
title: 某县校园食品安全整治实施方案（2026年）
# {1}
document_number: 某府办〔2026〕1号
issued_by:
- 某县人民政府办公室
issued_on: 2026-03-01
ends_on: 2026-12-31
# {8}
numbering: [（一）, "1."]

# {2}
units:
  县教育局:
    full_name: 某县教育局
    contact: 安全科 0123-4567890
  县市场监管局:
  县公安局:

groups:
  # {3}
  各学校:

sections:
- title: 全面排查整治

  tasks:
  # {4}
  - title: 排查学校食堂
    # {5}
    text: |-
      对全县学校食堂逐一排查，建立问题台账。
      2026年6月底前完成整改。
    # {6}
    lead: 县教育局
    join:
    - 县市场监管局
    - 各学校
    # {7}
    milestones:
    - by: 2026-06-30
      said: 2026年6月底前
      goal: 完成整改

  - title: 规范供餐单位
    text: |-
      落实供餐单位食品安全主体责任，依法查处违法行为。
    lead: 县市场监管局
    join:
    - 县公安局
"""


def example_plan() -> str:
    """The text of a plan file that `check` has nothing to say of, commented for people."""
    return _EXAMPLE.format(
        _("An example: write your own plan in its place, then run: dutymatrix check"),
        _("number, issuers and date as the document prints them; ends_on: its last day"),
        _("the roster, in order of precedence: tasks name only who is listed here"),
        _("a phrase for several units; members: lists them, open: true where nobody can"),
        _("tasks are numbered by their order: this one is （一）1, or 1.1"),
        _("the wording, one sentence per line"),
        _("who leads; then who takes part, one per line"),
        _("a date, the document's words for it, and what is to be reached"),
        _("how the document numbers its sections, then the tasks in them"),
    )
