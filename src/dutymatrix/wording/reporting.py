"""What columns of tables are called in which units report how far a task is."""

from dutymatrix.wording.lexicon import words

REPORTED = words(
    "进展情况 工作进展 进展 推进情况 落实情况 完成情况 完成状态 完成进度 目前进展 "
    "存在问题 存在的问题 下一步措施 下一步打算 下一步工作 下步措施 下步打算"
)
"""They say nothing of what was decided: a table that came back filled in is no revision."""
