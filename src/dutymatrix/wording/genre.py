"""What official documents are called: the last words of their titles."""

from dutymatrix.wording.lexicon import words

GENRES = words(
    "方案 意见 措施 通知 计划 办法 规定 要点 清单 细则 条例 纲要 规划 决定 行动 制度 工程 规则 "
    "任务分解 分工 实施 政策 若干条 举措 指引 通告 公告 批复 决议 预案 安排 任务 台账 部署 责任分解"
)
"""Kinds of documents."""
